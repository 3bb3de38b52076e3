"""Tables and figures: rows of cells between paragraphs, which are no part of any of them.

A table is told by rows of several cells, or by its caption ("Table 2") and smaller type. One wide
gap alone is none: a list of names or of votes has it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_rows import CELL_GAP, SMALL, Row
from egqa.types import Finding

_CAPTION = re.compile(
    r"(?:Table|Figure|Chart|Map)\s+(?:[A-Z]?\d[\d.]*|[IVX\d.]+)(?:\.[IVX]+)?[a-z]?\.?"
)
_MARKED = re.compile(r"[\[(]?(?:\d{1,4}\.(?:\d+)?\s|\([a-z]{1,4}\)\s)")
_SOURCE = re.compile(r"(?:Sources?|Notes?|Abbreviations?)\s?:")
_CLOSE = 1.4  # of the size: how far the lines of one cell are apart


def mark_tables(flows: Sequence[Flow], body: float, *, first_page: int) -> list[Finding]:
    """Give the rows of tables their role, and say where they were."""
    findings = []
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
            for row in rows[start:end]:
                row.role = "table"
            words = rows[start].text.replace("\t", " ")[:60]
            findings.append(
                Finding("table", f"page {flow.page}", f"{end - start} lines, from “{words}”")
            )
            at = end
        _mark_sources(flow)
    return findings


def _mark_sources(flow: Flow) -> None:
    """Give "Source: …" and "Note: …" below a table or picture the role of what they belong to."""
    within = noted = False
    above = 0.0
    for row in flow.rows:
        begins = _SOURCE.match(row.text) is not None
        goes_on = noted and above - row.base <= _CLOSE * row.size
        noted = within and row.role in ("", "table") and (begins or goes_on)
        if noted:
            row.role = "table"
        within = row.role == "table" or (within and _MARKED.match(row.text) is None)
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
        if _MARKED.match(row.text) and not in_cells and not small:
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
    if _CAPTION.fullmatch(row.text) is None:
        return None
    if at and rows[at - 1].base - row.base <= _CLOSE * max(row.size, rows[at - 1].size):
        return None  # the end of a sentence: "as is shown in Figure 2"
    end = at + 1
    while end < len(rows) and _MARKED.match(rows[end].text) is None:
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
    gaps = sum(b.x0 - a.x1 > CELL_GAP * row.size for a, b in pairwise(row.words))
    if _MARKED.match(row.text):
        gaps -= 1  # what stands between a number and its words
    figures = sum(not any(map(str.isalpha, word.text)) for word in row.words)
    return gaps >= 2 or (gaps >= 1 and (row.size < SMALL * body or figures >= 3))
