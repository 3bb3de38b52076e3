"""What the lines drawn on a page surround: grids of cells, and frames around boxes and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from egqa.parse.pdf_rows import Row
from egqa.parse.pdf_words import Box, Page

SAME = 6.0  # points: how far the ends of two lines of one table may be apart
LEAST_WIDTH = 150.0
_MOST_LINES = 1_500  # on a page: what has more is a drawing
_MOST_FRAMED = 0.82  # of a page's height
_TOUCH = 3.0
_HEAD = 60.0  # points from the line above a table's head to the one below
_FEWEST_BELOW = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A horizontal line as a reader sees it, and the x at which its pieces meet."""

    x0: float
    x1: float
    y: float
    cuts: tuple[float, ...]


def join_lines(rules: Sequence[Box]) -> list[Drawn]:
    """The lines on a page from the top down, the pieces of each joined."""
    rows: list[list[Box]] = []
    for rule in sorted(rules, key=lambda rule: -rule.y0):
        if rows and abs(rows[-1][0].y0 - rule.y0) < 1.5:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    lines: list[Drawn] = []
    for row in rows:
        pieces = sorted(row)
        start, end, cuts = pieces[0].x0, pieces[0].x1, list[float]()
        for piece in pieces[1:]:
            if piece.x0 - end > _TOUCH:
                lines.append(Drawn(start, end, row[0].y0, tuple(cuts)))
                start, end, cuts = piece.x0, piece.x1, []
                continue
            if piece.x0 > end - 1:
                cuts.append(piece.x0)
            end = max(end, piece.x1)
        lines.append(Drawn(start, end, row[0].y0, tuple(cuts)))
    return lines


def is_within(line: Drawn, box: Box) -> bool:
    """Whether a line lies in a box or on its edge."""
    return (
        box.y0 - _TOUCH <= line.y <= box.y1 + _TOUCH
        and line.x0 >= box.x0 - _TOUCH
        and line.x1 <= box.x1 + _TOUCH
    )


def between(rows: Sequence[Row], top: float, bottom: float, x0: float, x1: float) -> list[Row]:
    """The rows between two heights that lie within two margins."""
    return [
        row
        for row in rows
        if bottom - 1 < row.base + 0.3 * row.size < top + 1
        and x0 - SAME <= row.x0
        and row.x1 <= x1 + SAME
    ]


def beyond_tables(rows: Sequence[Row], page: Page) -> list[Row]:
    """The rows that no table surrounds: three lines of one width, two of them close, its head's.

    The columns of a table are none of the page.
    """
    if is_drawing(page):
        return list(rows)
    kept = list(rows)
    lines = [line for line in join_lines(page.rules) if line.x1 - line.x0 >= LEAST_WIDTH]
    for at, line in enumerate(lines):
        alike = [
            other
            for other in lines[at + 1 :]
            if abs(other.x0 - line.x0) < SAME and abs(other.x1 - line.x1) < SAME
        ]
        if len(alike) < _FEWEST_BELOW or line.y - alike[0].y > _HEAD:
            continue
        inside = {id(row) for row in between(rows, line.y, alike[1].y, line.x0, line.x1)}
        kept = [row for row in kept if id(row) not in inside]
    return kept


def is_drawing(page: Page) -> bool:
    """Whether a page has more lines than tables have."""
    return len(page.rules) + len(page.bars) > _MOST_LINES


def find_frames(rows: Sequence[Row], page: Page) -> list[list[Row]]:
    """The rows in each frame that is drawn on a page, which holds a box or a chart, and no table.

    A line around the whole page frames nothing.
    """
    if is_drawing(page):
        return []
    lines = join_lines(page.rules)
    frames = [
        between(rows, box.y1, box.y0, box.x0, box.x1)
        for box in find_boxes(page.bars, lines)
        if box.y1 - box.y0 < _MOST_FRAMED * page.height and not is_divided(box, page.bars)
    ]
    return [frame for frame in frames if len(frame) > 1]


def find_boxes(bars: Sequence[Box], lines: Sequence[Drawn]) -> list[Box]:
    """What touching lines surround, where they run from side to side at its top and bottom.

    The pieces are joined from the top down; what lies wholly above the next of them is done.
    """
    pieces = [*bars, *(Box(line.x0, line.y, line.x1, line.y) for line in lines)]
    done: list[Box] = []
    boxes: list[Box] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y1, piece.x0)):
        made = piece
        apart = []
        for box in boxes:
            if box.y0 - _TOUCH > piece.y1:
                done.append(box)
            elif _touch(box, made):
                made = Box(
                    min(box.x0, made.x0), min(box.y0, made.y0),
                    max(box.x1, made.x1), max(box.y1, made.y1),
                )  # fmt: skip
            else:
                apart.append(box)
        boxes = [*apart, made]
    return [box for box in (*done, *boxes) if _is_surrounded(box, lines)]


def _is_surrounded(box: Box, lines: Sequence[Drawn]) -> bool:
    width = box.x1 - box.x0
    if width < LEAST_WIDTH or box.y1 - box.y0 <= _TOUCH:
        return False
    sides = [line.y for line in lines if line.x1 - line.x0 > 0.8 * width and is_within(line, box)]
    return any(abs(y - box.y1) < _TOUCH for y in sides) and any(
        abs(y - box.y0) < _TOUCH for y in sides
    )


def is_divided(box: Box, bars: Sequence[Box]) -> bool:
    """Whether a bar stands within a box, as between two columns."""
    return any(box.x0 + 8 < bar.x0 < box.x1 - 8 and _touch(box, bar) for bar in bars)


def _touch(box: Box, other: Box) -> bool:
    return (
        box.x0 - _TOUCH <= other.x1
        and other.x0 - _TOUCH <= box.x1
        and box.y0 - _TOUCH <= other.y1
        and other.y0 - _TOUCH <= box.y1
    )
