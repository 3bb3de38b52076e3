"""Whose document it is where the masthead does not say, and bodies called by a word of their name.

A report opens with its author ("The Advisory Committee on … has considered …"), or has it in its
title; and a delegate says "the peacekeeping committee".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from egqa.types import Document, Span
from egqa.words import content_stems, content_words

_NOUN = "Committee|Commission|Council|Board|Conference|Forum|Group|Congress|Panel|Tribunal|Court"
_NAME = (
    rf"(?:[A-Z][\w-]+ )*?(?:{_NOUN})\b"
    r"(?:(?: (?:on|of|for|to|and|in|the|with)){1,3} [A-Z][\w-]+(?: [A-Z][\w-]+)*)*"
)
_OPENS = re.compile(rf"The (?P<name>{_NAME})(?= (?:has|had|held|met|was|considered|submits)\b)")
_TITLED = re.compile(rf"\b[Rr]eport of the (?P<name>{_NAME})")
_CUT = re.compile(r"\b[Rr]eport of the (?P<start>[A-Z][\w ]+)$")
#: Organs under which nearly every document is issued: they tell none from another.
PRINCIPAL = frozenset({"General Assembly", "Security Council", "Economic and Social Council"})
#: In how many of its first units a document may name its author.
_FIRST = 3


def find_author(document: Document) -> str | None:
    """The body that a document calls its author in its title or opening words.

    A title that a line break cuts ("Report of the Special") is gone on with where the first units
    print more of it. A principal organ is no author: reports open with what it asked for.
    """
    title = document.masthead.title or ""
    texts = [one.text for one in document.paragraphs[:_FIRST]]
    names = [match.group("name") for match in [_TITLED.search(title)] if match]
    cut = _CUT.search(title)
    if cut and content_stems(cut.group("start")) - _NOUNS:
        longer = re.compile(rf"\b(?P<name>{re.escape(cut.group('start'))}\b.*)")
        for text in texts:
            found = (re.match(_NAME, match.group("name")) for match in longer.finditer(text))
            names += [match.group() for match in found if match]
    names += [match.group("name") for text in texts if (match := _OPENS.match(text))]
    # Of "the Ad Hoc Committee", which a cut title leaves, there are many.
    return next(
        (one for one in names if one not in PRINCIPAL and content_stems(one) - _VAGUE - _NOUNS),
        None,
    )


def is_full(name: str) -> bool:
    """Whether `name` is long enough to be that of one body alone, and of no principal organ."""
    return name not in PRINCIPAL and len(content_words(name)) > 2


_CALLED = re.compile(rf"\b(?:{_NOUN})\b", re.IGNORECASE)
_ON = re.compile(r" (?:on|for|of|to) (?:the )?")
#: How many words before "committee" may be of its name.
_WORDS = 4
_VAGUE = content_stems("special working expert ad hoc open-ended plenary main united nations")
_NOUNS = content_stems(_NOUN.replace("|", " "))


def find_called(
    text: str, names: Iterable[tuple[str, tuple[str, ...]]]
) -> list[tuple[Span, tuple[str, ...]]]:
    """Where `text` calls one of the bodies by a telling word of its name, and their documents.

    "The peacekeeping committee" is the Special Committee on Peacekeeping Operations; "the special
    committee" may be any.
    """
    called = list(_CALLED.finditer(text))
    if not called:
        return []
    known = [(name.lower(), content_stems(name), keys) for name, keys in names]
    found = []
    for noun in called:
        before = text[: noun.start()]
        words = list(re.finditer(r"[\w-]+(?=[\s-]+)", before))[-_WORDS:]
        start, said = noun.start(), frozenset[str]()
        end = noun.end()
        keys: tuple[str, ...] = ()
        for word in reversed(words):
            stems = content_stems(word.group())
            own = said | stems
            fits = [one for one in known if noun.group().lower() in one[0] and own <= one[1]]
            if not stems or not fits:
                break
            start, said = word.start(), own
            if own - _VAGUE:
                keys = tuple(dict.fromkeys(key for _, _, some in fits for key in some))
        # "The committee on lighthouses": what follows it is of its name too.
        after = _ON.match(text, end)
        for word in re.finditer(r"\s*[\w-]+", text[after.end() :]) if after else ():
            stems = content_stems(word.group())
            own = said | stems
            fits = [one for one in known if noun.group().lower() in one[0] and own <= one[1]]
            if not fits or (stems and not stems - said):
                break
            if stems:
                said, end = own, after.end() + word.end() if after else end
                if own - _VAGUE - _NOUNS:
                    keys = tuple(dict.fromkeys(key for _, _, some in fits for key in some))
        if keys:
            found.append((Span(start, end), keys))
    return found
