"""Reading order: the columns of a page, one after the other.

A gutter is where, row after row, two pieces of prose stand side by side. A row that crosses it, as
a title over both columns does, parts what is above it from what is below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from egqa.parse.pdf_rows import Row, gather

_LEAST_GAP = 6.0
_FEWEST = 5  # rows with text on both sides of a gutter, where no other page has it
_FEW_ROWS = 3
_SIDE = Literal["both", "left", "right", "cross"]


@dataclass(slots=True)
class Flow:
    """Rows that are read one after the other: a column, or what runs over the whole width."""

    page: int
    rows: list[Row]
    left: float
    right: float


def find_gutter(rows: Sequence[Row]) -> float | None:
    """The x at which the page's second column begins, or None where it has one column."""
    rows = [row for row in rows if not row.role]
    if len(rows) < _FEWEST:
        return None
    low, high = min(row.x0 for row in rows), max(row.x1 for row in rows)
    width = high - low
    if width < 200:
        return None
    starts: Counter[int] = Counter()
    for row in rows:
        begun = [row.words[0]]
        begun += [b for a, b in pairwise(row.words) if b.x0 - a.x1 >= _LEAST_GAP]
        for word in begun:
            if low + 0.35 * width < word.x0 < low + 0.65 * width:
                starts[round(word.x0)] += 1
    if not starts:
        return None
    x = max(starts, key=lambda x: starts[x - 1] + starts[x] + starts[x + 1])
    gutter = x - 2.0
    for band, sided in _bands(rows, gutter):
        if sided and _is_prose(band, gutter, low, high):
            return gutter
    return None


def _is_prose(band: Sequence[Row], gutter: float, low: float, high: float) -> bool:
    """Whether both sides are filled with lines that nearly reach the gutter and the edge."""
    left, right = _sides(band, gutter)
    if min(len(left), len(right)) < _FEWEST:
        return False
    top, bottom = min(left[0].base, right[0].base), max(left[-1].base, right[-1].base)
    shorter = min(left[0].base - left[-1].base, right[0].base - right[-1].base)
    aligned = sum(abs(row.x0 - gutter - 2) < 3 for row in right)
    return (
        _is_text(left)
        and _is_text(right)
        and top - bottom >= 0.6 * shorter
        and aligned >= 0.4 * len(right)
        and median(row.x1 for row in left) >= low + 0.7 * (gutter - low)
        and median(row.x1 for row in right) >= gutter + 0.6 * (high - gutter)
    )


def _is_text(rows: Sequence[Row]) -> bool:
    """Whether rows hold sentences, not the cells and figures of a table."""
    words = [word for row in rows for word in row.words]
    lettered = sum(any(map(str.isalpha, word.text)) for word in words)
    gapped = sum(any(b.x0 - a.x1 > 2.5 * row.size for a, b in pairwise(row.words)) for row in rows)
    return (
        lettered >= 0.75 * len(words) and len(words) >= 4 * len(rows) and gapped <= 0.15 * len(rows)
    )


def flow_page(page: int, rows: Sequence[Row], gutter: float | None) -> list[Flow]:
    """The flows of a page in reading order; `gutter` is its own, or the document's."""
    rows = [row for row in rows if row.role != "furniture"]
    if not rows:
        return []
    low, high = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if gutter is None or not low < gutter < high:
        return [Flow(page, rows, low, high)]
    flows: list[Flow] = []
    for band, sided in _bands(rows, gutter):
        if not sided:
            flows.append(Flow(page, list(band), low, high))
            continue
        left, right = _sides(band, gutter)
        edge = max(row.x1 for row in left) if left else gutter
        if left:
            flows.append(Flow(page, left, min(row.x0 for row in left), edge))
        if right:
            flows.append(Flow(page, right, min(row.x0 for row in right), high))
    return flows


def _bands(rows: Sequence[Row], gutter: float) -> list[tuple[list[Row], bool]]:
    """Runs of rows that cross the gutter and runs that respect it, from the top down."""
    bands: list[tuple[list[Row], bool]] = []
    for row in rows:
        crosses = _side(row, gutter) == "cross"
        if bands and bands[-1][1] is not crosses:
            bands[-1][0].append(row)
        else:
            bands.append(([row], not crosses))
    joined: list[tuple[list[Row], bool]] = []
    for band, sided in bands:
        two = sided and _has_two(band, gutter)
        if joined and not two and not joined[-1][1]:
            joined[-1][0].extend(band)
        else:
            joined.append((band, two))
    return joined


def _has_two(band: Sequence[Row], gutter: float) -> bool:
    """Whether a band has two columns, the second in line with the gutter."""
    _, right = _sides(band, gutter)
    if not any(abs(row.x0 - gutter - 2) < 3 for row in right):
        return False
    sides = {_side(row, gutter) for row in band}
    if {"left", "right"} <= sides:
        return True
    # One row whose space between two words happens to stand there has no columns.
    both = [row for row in band if _side(row, gutter) == "both"]
    return len(both) >= _FEW_ROWS or any(_gap_at(row, gutter) > row.size for row in both)


def _gap_at(row: Row, gutter: float) -> float:
    """How far apart the words are that stand left and right of the gutter."""
    return next(
        (b.x0 - a.x1 for a, b in pairwise(row.words) if a.x1 <= gutter + 1 and b.x0 >= gutter - 1),
        0.0,
    )


def _side(row: Row, gutter: float) -> _SIDE:
    if row.x1 <= gutter + 1:
        return "left"
    if row.x0 >= gutter - 1:
        return "right"
    for before, word in pairwise(row.words):
        if before.x1 <= gutter + 1 and word.x0 >= gutter - 1:
            return "both" if word.x0 - before.x1 >= _LEAST_GAP - 1 else "cross"
    return "cross"


def _sides(band: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    words = [word for row in band for word in row.words]
    left = gather(word for word in words if word.middle < gutter)
    right = gather(word for word in words if word.middle >= gutter)
    return left, right
