"""Whether a text defines a term, or prints the name that letters stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "Disinformation as a means of war" says of what it is a means, not what it means.
_DEFINES = r"\b(?:(?<!\ba )(?<!\bby )(?<!\bas )means?(?! (?:of|to|for|by)\b)|refers? to|is defined as|are defined as|shall mean|is understood as|denotes?|defined)\b"


def defines(term: str, text: str) -> bool:
    """Whether `text` says what `term` means, or spells an acronym out beside it."""
    quoted = re.escape(term)
    acronym = re.search(rf"\(\s*{quoted}s?\s*\)", text)
    if acronym and any(char.isupper() for char in term[1:]):
        return _is_spelt_out(term, text[: acronym.start()])
    if re.search(rf"(?<!\w){quoted}\s*\((?:[A-Z][\w-]+ ){{1,}}", text):
        return True
    return bool(
        re.search(
            rf"(?<!\w)[“\"']?{quoted}s?[”\"']?,? (?:\w+ ){{0,3}}?{_DEFINES}|\bterm [“\"']?{quoted}"
            rf"|\b(?:constitutes?|amounts? to|(?:is|are|be) (?:considered|deemed|regarded as)) (?:to be )?(?:an? )?{quoted}\b",
            text,
            re.IGNORECASE,
        )
    )


_CONNECTS = frozenset("of for the and on in to with against".split())


# A part in small letters after a hyphen is of the word before it.
_WORDS = re.compile(r"[^\W\d_]+(?:-[a-z]+)*")


def stands_for(acronym: str, text: str) -> bool:
    """Whether `text` prints a name whose capitals are the letters of `acronym`.

    >>> stands_for("ECLAC", "the Economic Commission for Latin America and the Caribbean met")
    True
    >>> stands_for("HLCP", "the High-level Committee on Programmes")
    True
    """
    # Of "High-level" the letters are "H" or "HL".
    return any(
        acronym in run
        for form in (text, _HYPHENED.sub(lambda one: one.group().replace("-", " ").title(), text))
        for run in _runs(form)
    )


_HYPHENED = re.compile(r"\b[A-Z][a-z]+-[a-z]+\b")


def _runs(text: str) -> Iterator[str]:
    """The initials of each run of words in capitals, small words between them left out."""
    run = ""
    for word in _WORDS.findall(text):
        if word[0].isupper():
            run += word[0]
        elif word not in _CONNECTS:
            yield run
            run = ""
    yield run


def _is_spelt_out(acronym: str, before: str) -> bool:
    letters = [char.lower() for char in acronym if char.isalpha() and char.isupper()]
    initials = [word[0].lower() for word in re.findall(r"[^\W\d_]+", before)][
        -3 * len(letters) - 4 :
    ]
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return (at >= len(letters) - 1 and at >= 2) or at == len(letters)
