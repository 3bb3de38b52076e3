"""Tables by the lines drawn on a page: what stands between them is cells.

A table has lines around its cells, or one above and one below its heads, which Word draws in one
piece for each column, and mostly one at its end. How far it goes is told by its columns: a row of
it crosses hardly any of their edges, a line of prose nearly all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from egqa.parse.pdf_drawn import (
    LEAST_WIDTH,
    SAME,
    Drawn,
    between,
    find_boxes,
    is_divided,
    is_drawing,
    is_within,
    join_lines,
)
from egqa.parse.pdf_rows import Row
from egqa.parse.pdf_words import Page

_DEEPEST_HEAD = 150.0  # from the line above a table's heads to the one below
_SLACK = 2.0  # how far a word may reach over a column's edge
_CLOSE = 1.4  # of the size: how far the lines of one cell are apart
_LARGER = 1.1  # of the table's own size: what is larger stands below it
_HEAD = 0.8  # of a page's height: its head is above
_FITTING = 0.75  # of the rows between two lines: how many keep to the columns
_HEADS_FITTING = 0.5  # the same of the heads, some of which stand over several columns
_FEWEST = 3  # rows with cells, to tell columns by
_SPANNING = 0.15  # of them: how many may have words between two columns
_LEAST_ROOM = 4  # points between two columns
_NEAR = 1.6  # of the size: how far a total stands below the line above it
_NUMBER = re.compile(r"(\d{1,4})\.\s")
_LONG = 8  # words: what a line of prose has at least


def find_grids(rows: Sequence[Row], page: Page, *, top: float) -> list[list[Row]]:
    """The rows of each table that lines are drawn for, of the `rows` of one column.

    `top` is the height below the page's head, whose line is none of a table's.
    """
    if is_drawing(page):
        return []
    rows = [row for row in rows if not row.role]
    lines = [line for line in join_lines(page.rules) if line.y < top or len(line.cuts) > 1]
    closed = [box for box in find_boxes(page.bars, lines) if is_divided(box, page.bars)]
    grids = [between(rows, box.y1, box.y0, box.x0, box.x1) for box in closed]
    wide = [
        line
        for line in lines
        if line.x1 - line.x0 >= LEAST_WIDTH and not any(is_within(line, one) for one in closed)
    ]
    end = float("inf")  # the last row of the table above
    for at, line in enumerate(wide):
        if line.y >= end:
            continue
        # Where they recur, a table's heads may have passed for those of the page.
        headless = page.number > 1 and line.y > _HEAD * page.height and len(line.cuts) > 1
        if found := _find_open(rows, line, wide[at + 1 :], headless=headless):
            grids.append(found)
            end = found[-1].base
    return [grid for grid in grids if grid]


# ── lines above and below the heads ──────────────────────────────────────────────────────────


def _find_open(
    rows: Sequence[Row], upper: Drawn, below: Sequence[Drawn], *, headless: bool
) -> list[Row]:
    """The rows of the table whose heads stand under `upper`; none where no table does."""
    alike = [line for line in below if _is_alike(upper, line)]
    lower = next((line for line in alike if line.cuts or upper.cuts), None)
    if lower is None or upper.y - lower.y > _DEEPEST_HEAD:
        return []
    edges = lower.cuts or upper.cuts
    found = between(rows, upper.y, lower.y, upper.x0, upper.x1)
    if not (headless and not found) and not _are_cells(found, edges, _HEADS_FITTING):
        return []
    size = 0.0
    for line in alike[alike.index(lower) + 1 :]:
        # Further lines of the table: above a total, at the end.
        more = between(rows, lower.y, line.y, upper.x0, upper.x1)
        if not _are_cells(more, edges):
            break
        found, lower, size = found + more, line, median(row.size for row in more)
    start = next((at for at, row in enumerate(rows) if row.base < lower.y), len(rows))
    first = next((at for at, row in enumerate(rows) if row.base < upper.y), len(rows))
    above, rest = rows[:first], rows[start:]
    numbers = [int(match[1]) for row in above if (match := _NUMBER.match(row.text))]
    # A line below cells ends the table, but for a total that stands close under it.
    closed = size > 0 and not (
        rest
        and lower.y - rest[0].base <= _NEAR * rest[0].size
        and has_cells(rest[0], edges)
        and not _NUMBER.match(rest[0].text)
    )
    last = numbers[-1] if numbers else None
    count = 0 if closed else count_rows(rest, edges, upper.x0, upper.x1, size=size, last=last)
    # At the head of a page a table may go on from the one before.
    goes_on = _are_cells(above, edges) and all(fits(row, edges) for row in above)
    return [*(above if goes_on else []), *found, *rows[start : start + count]]


def _is_alike(line: Drawn, other: Drawn) -> bool:
    return abs(line.x0 - other.x0) < SAME and abs(line.x1 - other.x1) < SAME


# ── rows and columns ─────────────────────────────────────────────────────────────────────────


def _are_cells(rows: Sequence[Row], edges: Sequence[float], share: float = _FITTING) -> bool:
    """Whether rows are a table's: one has several cells, nearly all keep to the columns."""
    fitting = [fits(row, edges) for row in rows]
    return (
        any(has_cells(row, edges) for row in rows)
        and sum(fitting) >= share * len(rows)
        and all(fit or len(list(run)) <= 2 for fit, run in groupby(fitting))
        and all(fit or not _NUMBER.match(row.text) for fit, row in zip(fitting, rows, strict=True))
    )


def count_rows(
    rows: Sequence[Row],
    edges: Sequence[float],
    x0: float,
    x1: float,
    *,
    size: float = 0.0,
    last: int | None = None,
) -> int:
    """How many of `rows` go on with a table whose columns meet at `edges`.

    `size` is that of the rows known, where they are; `last` the paragraph's number above. The
    last has several cells, or goes on with one that had; a heading below stands apart, and a
    paragraph with a number ends the table even where its words keep to the columns.
    """
    count = loose = 0
    number: int | None = None  # that of the table's own last row with one
    starts: set[int] = set()
    for at, row in enumerate(rows):
        if row.role or row.x0 < x0 - SAME or row.x1 > x1 + SAME:
            break
        if size and row.size > _LARGER * size:
            break
        wraps = at > 0 and rows[at - 1].base - row.base <= _CLOSE * max(row.size, rows[at - 1].size)
        if match := _NUMBER.match(row.text):
            if _opens_paragraph(row, int(match[1]), last, number, apart=not wraps):
                break
            number = int(match[1])
        if not fits(row, edges):
            loose += 1
            if loose > 1 or _NUMBER.match(row.text):
                break
            continue
        # What stands in a column that is not the first has no other place.
        aside = bool(edges) and row.x0 > edges[0] - _SLACK and round(row.x0) in starts
        if has_cells(row, edges) or (wraps and count == at) or aside:
            count, loose = at + 1, 0
            starts |= _find_starts(row)
    return count


def _opens_paragraph(
    row: Row, number: int, last: int | None, own: int | None, *, apart: bool
) -> bool:
    """Whether a row that fits a table and has a number is the paragraph below it.

    Its words stand in one cell; they fill a line, or it stands apart and its number is the one
    after `last`, which is not that after the table's `own`.
    """
    if any(b.x0 - a.x1 > 0.9 * row.size for a, b in pairwise(row.words[1:])):
        return False
    prose = len(row.words) > _LONG
    if last is not None and number == last + 1:
        return prose or (apart and own != number - 1)
    return prose and own != number - 1 and (last is None or number > last)


def _find_starts(row: Row) -> set[int]:
    """The x, nearly, at which the cells of a row begin, but for the first."""
    begun = [b.x0 for a, b in pairwise(row.words) if b.x0 - a.x1 > 0.9 * row.size]
    return {round(x) + step for x in begun for step in (-1, 0, 1)}


def find_edges(rows: Sequence[Row]) -> tuple[float, ...]:
    """Where the columns of a table meet, told by the room that its rows leave between words."""
    if len(rows) < _FEWEST:
        return ()
    low, high = min(row.x0 for row in rows), max(row.x1 for row in rows)
    covered = [0] * (int(high - low) + 2)
    for row in rows:
        for at in {
            at
            for word in row.words
            for at in range(max(0, int(word.x0 - low)), min(len(covered), int(word.x1 - low) + 1))
        }:
            covered[at] += 1
    edges = []
    room = 0
    for at, count in enumerate(covered):
        if count <= _SPANNING * len(rows):
            room += 1
            continue
        if room >= _LEAST_ROOM and at > room:
            edges.append(low + at - min(3.0, room / 2))
        room = 0
    return tuple(edges)


def fits(row: Row, edges: Sequence[float]) -> bool:
    """Whether a row crosses none of the edges between columns, or few of many, as heads do."""
    within = [x for x in edges if row.x0 < x < row.x1]
    crossed = sum(
        any(word.x0 < x - _SLACK and word.x1 > x + _SLACK for word in row.words) for x in within
    )
    return crossed <= len(within) // 4


def has_cells(row: Row, edges: Sequence[float]) -> bool:
    """Whether a row has words on both sides of an edge, and more room there than between words."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row.words)]
    least = min(gaps, default=0.0)
    return any(
        (gap > 1.2 * row.size or gap > max(0.35 * row.size, 1.4 * least))
        and a.x1 <= x + _SLACK
        and b.x0 >= x - _SLACK
        for x in edges
        for gap, (a, b) in zip(gaps, pairwise(row.words), strict=True)
    )


def is_prosaic(rows: Sequence[Row]) -> bool:
    """Whether the cells of a table hold sentences: most words stand in long runs."""
    runs = [run for row in rows for run in _runs(row)]
    words = sum(runs)
    return sum(run for run in runs if run >= _SENTENCE) >= 0.6 * words


def _runs(row: Row) -> list[int]:
    """How many words stand together in each cell of a row."""
    runs = [1]
    for a, b in pairwise(row.words):
        if b.x0 - a.x1 > 0.9 * row.size:
            runs.append(1)
        else:
            runs[-1] += 1
    return runs


_SENTENCE = 5
