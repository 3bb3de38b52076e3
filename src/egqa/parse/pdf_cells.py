"""Tables whose cells hold sentences, row by row and in each row cell by cell.

Read across a page, the lines of two cells would alternate. The rows of a table are told by the
lines drawn between them or by the room above them, its columns by the bars drawn or by the room
that the lines of a row leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from egqa.parse.cells import find_quotable, is_quotable
from egqa.parse.pdf_grids import find_edges
from egqa.parse.pdf_rows import CELL_GAP, Row
from egqa.parse.pdf_words import Box, Page

_CLOSE = 1.45  # of the size: how far the lines of one cell are apart
_REACH = 0.6  # of a table's width: what a line between two of its rows has at least
_ROOM = 0.9  # of the size: what parts two columns in a few lines
_SLACK = 2.0
_MOST_BEGUN = 0.6  # of the lines of names: how many begin a row at least


def order_cells(rows: Sequence[Row], page: Page, rules: Sequence[Box]) -> list[Row]:
    """The rows of a flow, those of tables with sentences replaced by one for each line of a cell.

    They get the role "cell", and what begins a row of the table is marked so.
    """
    ordered: list[Row] = []
    for role, run in groupby(rows, key=lambda row: row.role):
        table = list(run)
        if role != "table":
            ordered += table
            continue
        edges = find_edges(table)
        whole = _part(table, rules, edges)
        bands = [part for band in whole for part in _part_names(band, edges, page)]
        cut = [_cut(band, edges, page) for band in bands]
        texts = [_texts(cells) for cells in cut]
        for band, cells, is_read in zip(bands, cut, find_quotable(texts), strict=True):
            if is_read and not all(row.bold for row in band):
                cells[0][0].begins = True
                ordered += [row for cell in cells for row in cell]
            else:
                ordered += band
    return ordered


def order_columns(rows: Sequence[Row], page: Page, rules: Sequence[Box]) -> list[Row]:
    """The rows of a table that only lays text out: row by row, in each cell after cell."""
    edges = find_edges(rows)
    return [
        replace(line, role="")
        for band in _part(list(rows), rules, edges)
        for cell in _cut(band, edges, page)
        for line in cell
    ]


def _part(rows: list[Row], rules: Sequence[Box], edges: Sequence[float]) -> list[list[Row]]:
    """The rows of a table, each with all its lines."""
    low, high = min(row.x0 for row in rows), max(row.x1 for row in rows)
    drawn = [
        rule.y0 for rule in rules if min(rule.x1, high) - max(rule.x0, low) > _REACH * (high - low)
    ]
    between = [y for y in drawn if rows[-1].base < y < rows[0].base]
    bands = [[rows[0]]]
    for above, row in pairwise(rows):
        ruled = any(row.base < y < above.base for y in between)
        far = above.base - row.base > _CLOSE * max(above.size, row.size)
        # A first cell below none begins a row, where no line does.
        first = len(between) < 2 and bool(edges) and row.x0 < edges[0] < above.x0 + _SLACK
        first = first and not row.text[:1].islower()  # a cell set in the middle of its row
        if ruled or far or first:
            bands.append([])
        bands[-1].append(row)
    return bands


def _texts(cells: Sequence[Sequence[Row]]) -> list[str]:
    return [" ".join(row.text for row in cell) for cell in cells]


def _part_names(band: list[Row], edges: Sequence[float], page: Page) -> list[list[Row]]:
    """The rows of a table close below each other, where their cells hold names, no sentences.

    Each line with a cell in the first column and another begins one. Where such a line goes on in
    lower case, or others stand between them, the lines are those of one row's cells.
    """
    if len(band) < 2 or is_quotable(_texts(_cut(band, edges, page))):
        return [band]
    bars = [bar.x0 for bar in page.bars if bar.y0 - 2 < band[0].base and bar.y1 > band[-1].base]
    found = [x for x in (*bars, *edges, *_rooms(band)) if x > min(row.x0 for row in band)]
    begins = [row.x0 < min(found, default=row.x0) < row.x1 for row in band]
    wraps = any(row.text[:1].islower() for row, begun in zip(band, begins, strict=True) if begun)
    if wraps or sum(begins) < _MOST_BEGUN * len(band):
        return [band]
    parts: list[list[Row]] = []
    for row, begun in zip(band, begins, strict=True):
        if begun or not parts:
            parts.append([])
        parts[-1].append(row)
    return parts


def _cut(band: list[Row], edges: Sequence[float], page: Page) -> list[list[Row]]:
    """The cells of a table's row, each with its lines."""
    top, bottom = band[0].base, band[-1].base
    bars = [bar.x0 for bar in page.bars if bar.y0 - 2 < top and bar.y1 > bottom]
    found = [*bars, *(x for x in edges if not any(_crosses(row, x) for row in band)), *_rooms(band)]
    cells: list[list[Row]] = []
    for x0, x1 in pairwise([float("-inf"), *sorted(found), float("inf")]):
        lines = [
            Row(row.base, row.size, words, "cell")
            for row in band
            if (words := [word for word in row.words if x0 <= word.middle < x1])
        ]
        if lines:
            cells.append(lines)
    return cells


def _crosses(row: Row, x: float) -> bool:
    return any(word.x0 < x - _SLACK and word.x1 > x + _SLACK for word in row.words)


def _rooms(band: Sequence[Row]) -> list[float]:
    """Where all lines of a row leave room: more than between words, and more yet in a few lines."""
    words = sorted((word for row in band for word in row.words), key=lambda word: word.x0)
    wide = CELL_GAP if len(band) < 3 else _ROOM
    found: list[float] = []
    end = words[0].x1
    for word in words[1:]:
        if word.x0 - end > wide * word.size:
            found.append((word.x0 + end) / 2)
        end = max(end, word.x1)
    return found
