"""The marks of footnotes in plain text, where nothing but their places tells them from figures.

A mark is set to a word or to the stop after it, "the Agreement3 and", "of 2019,4". Figures so set
are many; but marks count on in the order of reading, so that each stands between the two beside
it, and one that has a single such place there is sure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from egqa.parse.lines import Line
from egqa.types import Span

_PRINTED = r"\d{1,3}|[a-z]{1,2}|\*{1,3}|[†‡§]"
_STOP = r"[.,;:)”’\"'\]]"
_AFTER = r"(?![\w*%/.,-]\d|[\d\w*%(/])"
_LETTER = r"[^\W\d_A-Z]"
#: From the surest on: after a word or its stop; after a capital, as "SDG4" and "L.5" end, too;
#: after a stop and a space; after a year or a resolution's three figures; after a figure's stop.
_KINDS = ("word", "capital", "spaced", "year", "figure")
_NAMES = {"bracketed": 0} | {name: kind for kind, name in enumerate(_KINDS)}
_SPOT = re.compile(
    rf"(?:(?<={_LETTER})|(?<={_LETTER}{_STOP})|(?<=[A-Z][,;:)”’\"'])|(?<=[)”’\"'\]][.,;:])|(?<=\d\d\d\d[.,])|(?<=\d[;:)”’\"']))"
    rf"(?P<word>{_PRINTED}){_AFTER}"
    r"|(?<=\S)(?P<bracketed>\[\d{1,3}\])"
    rf"|(?:(?<=[A-Z])|(?<=[A-Z]{_STOP}))(?P<capital>{_PRINTED}){_AFTER}"
    rf"|(?<=[,;.)”] )(?P<spaced>{_PRINTED}){_AFTER}"
    rf"|(?<![\d/.,])(?:(?:19|20)\d\d|\d\d/\d\d\d)(?P<year>\d{{1,3}}|\*{{1,3}}){_AFTER}"
    rf"|(?<=\d[.,])(?P<figure>{_PRINTED}){_AFTER}"
)


class Spot(NamedTuple):
    """A place where a mark may stand: its line, its characters, and its kind, the surest 0."""

    line: int
    span: Span
    kind: int


#: The spots of every mark, in the order of reading.
Spots: TypeAlias = Mapping[str, Sequence[Spot]]


def find_spots(lines: Sequence[Line]) -> Spots:
    """Every place in `lines` that is set as a footnote's mark is, with or without brackets."""
    spots: dict[str, list[Spot]] = {}
    for at, line in enumerate(lines):
        for match in _SPOT.finditer(line.text):
            for name, kind in _NAMES.items():
                if printed := match.group(name):
                    span = Span(line.start + match.start(name), line.start + match.end(name))
                    spots.setdefault(printed, []).append(Spot(at, span, kind))
    return spots


def place_marks(
    spots: Spots, marks: Mapping[int, str], top: int, end: int
) -> dict[int, tuple[int, Span]]:
    """Where each of `marks`, in order, stands in the lines `top` to `end`, if that is sure.

    First those that have one place after a word, then, between these, the others.
    """
    order = list(marks)
    within = {key: _within(spots.get(marks[key], ()), top, end) for key in order}
    placed: dict[int, Spot] = {}
    for kind in range(len(_KINDS)):
        alone = [
            (key, found[0])
            for key, (low, high) in _bounds(order, placed).items()
            if len(found := [one for one in within[key] if _stands(one, kind, low, high)]) == 1
        ]
        placed |= dict(_rising(alone))
    return {key: (spot.line, spot.span) for key, spot in placed.items()}


def _within(spots: Sequence[Spot], top: int, end: int) -> Sequence[Spot]:
    first = bisect_left(spots, top, key=lambda spot: spot.line)
    return spots[first : bisect_left(spots, end, key=lambda spot: spot.line)]


def _stands(spot: Spot, kind: int, low: Spot | None, high: Spot | None) -> bool:
    """Whether a spot is at least as sure as `kind`, and between those of the marks beside it."""
    if spot.kind > kind or (low is not None and spot.span < low.span):
        return False
    return high is None or spot.span <= high.span


def _bounds(
    order: Sequence[int], placed: Mapping[int, Spot]
) -> dict[int, tuple[Spot | None, Spot | None]]:
    """For each mark that has no place yet, the places known of those before and after it."""
    bounds: dict[int, tuple[Spot | None, Spot | None]] = {}
    low: Spot | None = None
    for key in order:
        low = placed.get(key, low)
        if key not in placed:
            bounds[key] = low, None
    high: Spot | None = None
    for key in reversed(order):
        high = placed.get(key, high)
        if key not in placed:
            bounds[key] = bounds[key][0], high
    return bounds


def _rising(found: Sequence[tuple[int, Spot]]) -> list[tuple[int, Spot]]:
    """The longest of the chains in `found` whose spots come one after the other."""
    ends: list[Span] = []  # the last span of the best chain of each length
    lasts: list[int] = []
    before = [-1] * len(found)
    for at, (_, spot) in enumerate(found):
        length = bisect_left(ends, spot.span)
        before[at] = lasts[length - 1] if length else -1
        ends[length:] = [spot.span, *ends[length + 1 :]]
        lasts[length:] = [at, *lasts[length + 1 :]]
    chain = []
    at = lasts[-1] if lasts else -1
    while at >= 0:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]
