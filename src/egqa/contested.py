"""Points on which documents hold both sides: what speaks for which, and what stands against what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from egqa.sides import is_answered_by
from egqa.types import Paragraph, Query

_OTHER_HAND = re.compile(
    r"^On the other hand\b|^Other (?:speakers|delegations|delegates|representatives|members|(?:Member )?States|Parties|countries|participants|experts)\b|^However, (?:some|other)\b",
    re.IGNORECASE,
)


class Topic(NamedTuple):
    """A contested point: what tells a question on it, and a unit's side of it."""

    about: re.Pattern[str]
    favours: re.Pattern[str]
    opposes: re.Pattern[str]


@lru_cache(maxsize=1)
def _topics() -> tuple[Topic, ...]:
    tables = tomllib.loads(files("egqa").joinpath("data/contested.toml").read_text("utf-8"))[
        "topic"
    ]
    return tuple(
        Topic(*(re.compile(table[name], re.IGNORECASE) for name in ("about", "for", "against")))
        for table in tables
    )


def stances(text: str) -> frozenset[tuple[int, bool]]:
    """The sides of contested topics that `text` speaks for: (topic, True for the side "for")."""
    taken = ((at, _stance(at, text)) for at in range(len(_topics())))
    return frozenset((at, side) for at, side in taken if side is not None)


@lru_cache(maxsize=8192)
def _stance(at: int, text: str) -> bool | None:
    """The side that `text` takes of one topic, True for the side "for"."""
    topic = _topics()[at]
    if topic.opposes.search(text):
        return False
    return True if topic.favours.search(text) else None


def both_sides(query: Query, ranked: Sequence[Paragraph]) -> list[Paragraph]:
    """For a yes-or-no question on a contested point, the best unit of each side."""
    if query.kind != "whether":
        return []
    for at, topic in enumerate(_topics()):
        if not topic.about.search(query.focus or query.text):
            continue
        sides = [
            next((one for one in ranked if (at, side) in stances(one.text)), None)
            for side in (True, False)
        ]
        if None not in sides:
            return [one for one in sides if one is not None]
    return []


def find_opposed(paragraph: Paragraph, ranked: Sequence[Paragraph]) -> list[Paragraph]:
    """The units among `ranked` that hold the other side of a point that `paragraph` takes a side on."""
    sides = stances(paragraph.text)
    found = [
        one for one in ranked if any(_stance(at, one.text) is (not side) for at, side in sides)
    ]
    beside = [one for one in ranked if _is_contrast(paragraph, one)]
    nearest = sorted(found, key=lambda one: one.masthead.key != paragraph.masthead.key)
    return list(dict.fromkeys([*beside, *nearest]))


def _is_contrast(one: Paragraph, other: Paragraph) -> bool:
    if one.masthead.key != other.masthead.key:
        return False
    if _follows(one, other):
        return bool(_OTHER_HAND.search(other.text)) or is_answered_by(one, other)
    if not _follows(other, one):
        return False
    return bool(_OTHER_HAND.search(one.text)) or is_answered_by(other, one)


def opposed_pair(ranked: Sequence[Paragraph]) -> list[Paragraph] | None:
    """Two neighbours that the report itself sets against each other."""
    for second in ranked:
        if not _OTHER_HAND.search(second.text):
            continue
        for first in ranked:
            if first.masthead.key == second.masthead.key and _follows(first, second):
                return [first, second]
    return None


def _follows(first: Paragraph, second: Paragraph) -> bool:
    """Whether `second` is the next number after `first`."""
    if first.parent != second.parent or first.para is None or second.para is None:
        return False
    a, b = re.findall(r"\d+|[a-z]+", first.para), re.findall(r"\d+|[a-z]+", second.para)
    if len(a) != len(b) or a[:-1] != b[:-1]:
        return False
    if a[-1].isdigit() and b[-1].isdigit():
        return int(b[-1]) == int(a[-1]) + 1
    return len(a[-1]) == len(b[-1]) == 1 and ord(b[-1]) == ord(a[-1]) + 1
