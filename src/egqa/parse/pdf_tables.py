"""Tables and figures: rows of cells between paragraphs, which are no part of any of them.

A table is told by the lines drawn for it, by rows of several cells, or by its caption ("Table 2")
and smaller type. One wide gap alone is none: a list of names or of votes has it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from egqa.parse.pdf_cells import order_columns
from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_drawn import find_frames
from egqa.parse.pdf_grids import count_rows, find_edges, find_grids, is_prosaic
from egqa.parse.pdf_labels import LABELLED, MARKED, PARAGRAPH, is_label, mark_chart, mark_labels
from egqa.parse.pdf_rows import CELL_GAP, SMALL, Row, rules_of
from egqa.parse.pdf_words import Page
from egqa.types import Finding

_CAPTION = re.compile(
    r"(?:Table|Figure|Chart|Map)\s+(?:[A-Z]\.)?(?:[A-Z]?\d[\d.]*|[IVX\d.]+)(?:\.[IVX]+)?[a-z]?\.?"
)
_ONLY = ("Map", "Figure", "Chart")  # of a document that has no other
_BOX = re.compile(r"Box\s+[\dIVXA-Z][\d.IVX]*\.?")
_TITLED = re.compile(rf"{_CAPTION.pattern}\s?[.:–—]\s+\S")
_ALONE = re.compile(r"\d{1,4}\.")
_OPENS = re.compile(rf"{PARAGRAPH.pattern}|{LABELLED.pattern}")
_SOURCE = re.compile(
    r"(?:\W{0,4}\s)?(?:(?:Data )?[Ss]ources?|Notes?|Abbreviations?|Legend|Key)\s?:"
)
_MAX_CAPTION = 5  # lines, with the title
_FEW_EDGES = 2
_TITLES = 3  # rows at the head of a box, one of which may be its title
_LAID_OUT = 2  # paragraphs
_APART = 0.9  # of the size: what parts two cells
_TITLE = 60.0  # points above a table where its title may stand
_HEAD_LINE = 10.0  # points below a page's head
_BELOW = 2.6  # of the size: how far small print stands below its table
_CLOSE = 1.4  # of the size: how far the lines of one cell are apart


def mark_drawn(flows: Sequence[Flow], pages: Sequence[Page], body: float) -> None:
    """Give the rows of tables that lines are drawn for their role, where they would be misread.

    They would be as words of the numbered paragraph above, or where a number in a cell would pass
    for a paragraph's. Under a heading, sentences in cells are text without a number, to be quoted.
    """
    drawn = {page.number: page for page in pages}
    heights = _find_tops(flows, drawn)
    is_open = begun = False
    last: int | None = None  # the paragraph's number above
    for flow in flows:
        rows = flow.rows
        if flow.page == pages[0].number and not begun:
            # Mastheads have lines as tables do: on the first page a table stands below a number.
            start = next((at for at, row in enumerate(rows) if _OPENS.match(row.text)), len(rows))
            rows, begun = rows[start:], start < len(rows)
        page = drawn[flow.page]
        grids = {id(grid[0]): grid for grid in find_grids(rows, page, top=heights[flow.page])}
        frames = {id(frame[0]): frame for frame in find_frames(rows, page)}
        tops = [grid[0].base for grid in grids.values()]
        cells: set[int] = set()
        for row in list(rows):
            if grid := grids.get(id(row)):
                cells |= {id(cell) for cell in grid}
                numbers = _find_numbers(grid)
                if _may_be_misread(grid, numbers, last, is_open=is_open):
                    for cell in grid:
                        cell.role = "table"
                elif numbers and is_prosaic(grid):
                    _lay_out(flow, grid, page)
                    is_open, last = True, numbers[-1]
            if frame := frames.get(id(row)):
                aside = frame if _is_aside(frame, body, is_open=is_open) else []
                for one in aside or [one for one in frame[:1] if _BOX.fullmatch(one.text)]:
                    cells.add(id(one))
                    one.role = one.role or "table"
            if id(row) in cells or row.role:
                continue
            if number := PARAGRAPH.match(row.text):
                is_open, last = True, int(number[1])
            elif LABELLED.match(row.text) or not any(0 < row.base - top < _TITLE for top in tops):
                is_open = is_open and not _is_heading(row, body)


def _find_numbers(grid: Sequence[Row]) -> list[int]:
    """The numbers that cells of a table begin with as paragraphs do."""
    return [
        int(word.text[:-1])
        for row in grid
        for before, word in pairwise([None, *row.words[:-1]])
        if word is not None and _ALONE.fullmatch(word.text)
        if before is None or word.x0 - before.x1 > _APART * row.size
    ]


def _lay_out(flow: Flow, grid: Sequence[Row], page: Page) -> None:
    """Put the cells of a table one after another: they are paragraphs, and lines lay them out."""
    places = [at for at, row in enumerate(flow.rows) if any(row is cell for cell in grid)]
    if places and len(places) == len(grid) == places[-1] - places[0] + 1:
        flow.rows[places[0] : places[-1] + 1] = order_columns(grid, page, rules_of(page))


def _may_be_misread(
    grid: Sequence[Row], numbers: Sequence[int], last: int | None, *, is_open: bool
) -> bool:
    """Whether the cells of a table would pass for the text, or a number in them for its own.

    Where several paragraphs with numbers stand in cells, or one whose number is the next after
    `last`, the lines only lay them out.
    """
    if is_prosaic(grid):
        # The lines of cells side by side would alternate.
        beside = len(find_edges(grid)) > 0
        laid_out = len(numbers) >= _LAID_OUT or (last is not None and last + 1 in numbers)
        return (is_open or beside) and not laid_out
    return is_open or any(MARKED.match(row.text) for row in grid)


def _is_aside(frame: Sequence[Row], body: float, *, is_open: bool) -> bool:
    """Whether what is framed would pass for words of the open paragraph: a chart's, or a box's.

    A box with a heading of its own is text below that, and paragraphs with numbers are paragraphs.
    """
    if any(PARAGRAPH.match(row.text) for row in frame):
        return False
    headed = any(_is_heading(row, body) for row in frame[:_TITLES])
    return all(map(is_label, frame)) or (is_open and not headed)


def _find_tops(flows: Sequence[Flow], pages: Mapping[int, Page]) -> dict[int, float]:
    """The height of every page below its head and the line under that."""
    tops = {number: page.height for number, page in pages.items()}
    for flow in flows:
        for row in flow.rows:
            if row.role == "furniture" and row.base > 0.84 * pages[flow.page].height:
                tops[flow.page] = min(tops[flow.page], row.base - _HEAD_LINE)
    return tops


def _is_heading(row: Row, body: float) -> bool:
    """Whether a row may be a heading, after which no paragraph is open."""
    set_off = row.bold or row.size > 1.12 * body
    return set_off and MARKED.match(row.text) is None and row.text[-1] not in ".;:,"


def mark_tables(flows: Sequence[Flow], body: float, *, first_page: int) -> None:
    """Give the rows of tables their role."""
    numbered = any(PARAGRAPH.match(row.text) for flow in flows for row in flow.rows)
    for flow in flows:
        if flow.page == first_page:
            continue  # mastheads are laid out as tables are
        rows = [row for row in flow.rows if not row.role]
        at = 0
        while at < len(rows):
            end = _end_of_table(rows, at, body) or _end_of_caption(rows, at)
            if end is None:
                at += 1
                continue
            start = _start_of_table(rows, at, body)
            end += _count_more(rows, start, end, body) if numbered else 0
            for row in rows[start:end]:
                row.role = "table"
            at = end
        _mark_captions(flow.rows, body)
        _mark_sources(flow, body)
        mark_labels(flow.rows, body)
        mark_chart(flow.rows)


def describe_tables(flow: Flow) -> Iterator[Finding]:
    """What is to be said of the tables of a flow whose rows are not read."""
    for role, rows in groupby(flow.rows, key=lambda row: row.role):
        if role == "table":
            lines = [row.text.replace("\t", " ") for row in rows]
            words = sum(len(line.split()) for line in lines)
            counted = f"{len(lines)} line{'s' * (len(lines) > 1)}, {words} word{'s' * (words > 1)}"
            detail = f"{counted}, from “{lines[0][:60]}”"
            yield Finding("table", f"page {flow.page}", detail)


def _count_more(rows: Sequence[Row], start: int, end: int, body: float) -> int:
    """How many rows after `end` go on in the columns of the table that was found up to there."""
    celled = [row for row in rows[start:end] if _is_celled(row, body)]
    edges = find_edges(celled)
    if len(edges) < _FEW_EDGES:
        return 0
    low, high = min(row.x0 for row in celled), max(row.x1 for row in celled)
    return count_rows(rows[end:], edges, low, high)


def _mark_captions(rows: Sequence[Row], body: float) -> None:
    """Give the caption above a table, its title and its units, their role."""
    for at, row in enumerate(rows):
        if row.role != "table" or not at or rows[at - 1].role:
            continue
        top = _start_of_table(rows, at, body)
        for above in range(at - 1, max(-1, at - 1 - _MAX_CAPTION), -1):
            one = rows[above]
            captioned = _CAPTION.fullmatch(one.text) or _TITLED.match(one.text)
            far = one.base - rows[above + 1].base > 3.2 * one.size
            if far or (one.role != "table" and not captioned and _is_text(one)):
                break
            if captioned:
                top = min(top, above)
                break
        for one in rows[top:at]:
            one.role = "table"


def _is_text(row: Row) -> bool:
    """Whether a row is none of a title's: it has a number, a role, or ends a sentence."""
    ended = row.text.endswith((".", ";", ":", ",")) and not row.bold
    return bool(row.role or ended or MARKED.match(row.text))


def _mark_sources(flow: Flow, body: float) -> None:
    """Give "Source: …" and other small print below a table or picture the role of that."""
    within = noted = False
    above = 0.0
    for row in flow.rows:
        near = noted and above - row.base <= _CLOSE * row.size
        below = above - row.base <= _BELOW * row.size
        begins = _SOURCE.match(row.text) is not None or (below and row.size < SMALL * body)
        noted = within and row.role in ("", "table") and (begins or near)
        if noted:
            row.role = "table"
        within = row.role == "table" or (within and MARKED.match(row.text) is None)
        above = row.base


def _end_of_table(rows: Sequence[Row], start: int, body: float) -> int | None:
    """The row after the table that begins at row `start`, or None where none does."""
    captioned = _CAPTION.fullmatch(rows[start].text) is not None
    if not captioned and not _is_celled(rows[start], body):
        return None
    celled, large = int(not captioned), 0
    end = start + 1
    while end < len(rows):
        above, row = rows[end - 1], rows[end]
        small, in_cells = row.size < SMALL * body, _is_celled(row, body)
        if MARKED.match(row.text) and not in_cells and not small:
            break
        wraps = above.base - row.base <= _CLOSE * max(above.size, row.size)
        if not (small or in_cells or wraps or (captioned and end - start <= 3)):
            break
        celled += in_cells
        large += not small
        end += 1
    if celled < (1 if captioned else max(2, 0.3 * large)):
        return None
    return end


def _end_of_caption(rows: Sequence[Row], at: int) -> int | None:
    """The row after a caption and its title in bold, where a picture stands below; or None."""
    row = rows[at]
    named = row.bold and _TITLED.match(row.text) is not None
    named = named or (row.text in _ONLY and at + 1 < len(rows) and rows[at + 1].bold)
    if not (_CAPTION.fullmatch(row.text) or named):
        return None
    if at and rows[at - 1].base - row.base <= _CLOSE * max(row.size, rows[at - 1].size):
        return None  # the end of a sentence: "as is shown in Figure 2"
    end = at + 1
    while end < len(rows) and MARKED.match(rows[end].text) is None:
        unit = end > at + 1 and rows[end].text[0] == "(" and rows[end].text[-1] == ")"
        near = rows[end - 1].base - rows[end].base <= 2.6 * rows[end].size
        if not near or not (rows[end].bold or unit):
            break
        end += 1
    return end


def _start_of_table(rows: Sequence[Row], start: int, body: float) -> int:
    """The row that the table begins with: its heads, and a title above "(Percentage)"."""
    titled = False
    while start:
        row = rows[start - 1]
        if row.role:
            break
        unit = row.text.startswith("(") and row.text.endswith(")")
        near = row.base - rows[start].base <= 2.6 * row.size
        if not near or not (row.size < SMALL * body or unit or (titled and row.bold)):
            break
        titled = titled or unit
        start -= 1
    return start


def _is_celled(row: Row, body: float) -> bool:
    wide = [b.x0 - a.x1 > CELL_GAP * row.size for a, b in pairwise(row.words)]
    if MARKED.match(row.text):
        wide = wide[1:]  # without what stands between a number and its words
    gaps = sum(wide)
    figures = sum(not any(map(str.isalpha, word.text)) for word in row.words)
    return gaps >= 2 or (gaps >= 1 and (row.size < SMALL * body or figures >= 3))
