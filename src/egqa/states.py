"""The names of States: which a text names, in which forms, how often."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[tuple[str, str]]]:
    """The forms of States' names with the name itself, by their first word; the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in files("egqa").joinpath("data/states.txt").read_text("utf-8").splitlines():
        forms = [form for form in line.split("|") if form]
        for form in forms:
            first = _LETTERS.search(form)
            if first:
                found.setdefault(first.group(), []).append((form, forms[0]))
    return {word: sorted(forms, key=lambda one: -len(one[0])) for word, forms in found.items()}


@lru_cache(maxsize=512)
def forms_of(state: str) -> tuple[str, ...]:
    """The forms of one State's name, the longest first.

    >>> forms_of("Canada")
    ('Canadian', 'Canada')
    """
    found = {form for some in _forms().values() for form, name in some if name == state}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    """Words with the initial of some State's name: few of a text's are, most in capitals."""
    initials = "".join(sorted({word[0] for word in _forms()}))
    return re.compile(rf"(?<![^\W\d_])[{initials}][^\W\d_]*")


@lru_cache(maxsize=8192)
def _named_states(text: str) -> tuple[str, ...]:
    """The name of each State that `text` names, in order, as often as it does.

    Where one name stands inside another, the longer is meant: "Guinea-Bissau" is not Guinea.
    """
    forms, found, end = _forms(), [], 0
    for word in _beginnings().finditer(text):
        beginning = forms.get(word.group())
        if beginning is None:
            continue
        start = word.start()
        if start < end or text[start - 1 : start].isalnum():
            continue
        for form, name in beginning:
            after = text[start + len(form) : start + len(form) + 1]
            if text.startswith(form, start) and not (after.isalnum() or after == "_"):
                found.append(name)
                end = start + len(form)
                break
    return tuple(found)


def find_states(text: str) -> list[str]:
    """The States that `text` names, by any form of their name, each once."""
    return list(dict.fromkeys(_named_states(text)))


#: Words of their own in small letters: to polish, a turkey.
_PLAIN = frozenset("polish turkey chad guinea china".split())


def find_nationalities(text: str) -> list[str]:
    """The States that `text` names in small letters, as questions are typed: "canadian".

    >>> find_nationalities("a canadian and a french expert"), find_nationalities("polish it")
    (['Canada', 'France'], [])
    """
    words = (word for word in _LETTERS.findall(text) if word.islower() and word not in _PLAIN)
    return find_states(
        " ".join(word.capitalize() for word in words if word.capitalize() in _forms())
    )


@lru_cache(maxsize=16384)
def count_states(text: str) -> int:
    """How many times `text` names a State."""
    return len(_named_states(text))
