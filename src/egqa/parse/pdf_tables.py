"""Tables and figures: rows of cells between paragraphs, which are no part of any of them.

A table is told by rows of several cells, or by its caption ("Table 2") and smaller type. One wide
gap alone is none: a list of names or of votes has it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_rows import CELL_GAP, Row
from egqa.types import Finding

_CAPTION = re.compile(
    r"(?:Table|Figure|Chart|Map)\s+(?:[A-Z]?\d[\d.]*|[IVX\d.]+)(?:\.[IVX]+)?[a-z]?\.?"
)
_MARKED = re.compile(r"[\[(]?(?:\d{1,4}\.(?:\d+)?\s|\([a-z]{1,4}\)\s)")
_SMALL = 0.93  # of the body's size
_MOST_BETWEEN = 12  # rows of one cell that wrap between two rows of several


def mark_tables(flows: Sequence[Flow], body: float, *, first_page: int) -> list[Finding]:
    """Give the rows of tables their role, and say where they were."""
    findings = []
    for flow in flows:
        if flow.page == first_page:
            continue  # mastheads are laid out as tables are
        rows = [row for row in flow.rows if not row.role]
        at = 0
        while at < len(rows):
            end = _end_of_table(rows, at, body)
            if end is None:
                at += 1
                continue
            for row in rows[at:end]:
                row.role = "table"
            title = rows[at].text
            findings.append(
                Finding("table", f"page {flow.page}", f"{end - at} lines, from “{title[:60]}”")
            )
            at = end
    return findings


def _end_of_table(rows: Sequence[Row], start: int, body: float) -> int | None:
    """The row after the table that begins at row `start`, or None where none does."""
    first = rows[start]
    captioned = _CAPTION.fullmatch(first.text) is not None
    if not captioned and not _is_celled(first, body):
        return None
    last, celled, at = start, 0, start
    while at < len(rows) and at - last <= _MOST_BETWEEN:
        row = rows[at]
        small = row.size < _SMALL * body
        celled_row = _is_celled(row, body)
        if at > start and _MARKED.match(row.text) and not celled_row and not small:
            break
        if celled_row:
            celled += 1
            last = at
        elif small and captioned:
            last = at
        elif not small and not (captioned and at - start <= 3) and not _is_short(row, rows):
            break
        at += 1
    if celled < (1 if captioned else 2):
        return None
    return last + 1


def _is_celled(row: Row, body: float) -> bool:
    gaps = sum(b.x0 - a.x1 > CELL_GAP * row.size for a, b in pairwise(row.words))
    if _MARKED.match(row.text):
        gaps -= 1  # what stands between a number and its words
    figures = sum(not any(map(str.isalpha, word.text)) for word in row.words)
    return gaps >= 2 or (gaps >= 1 and (row.size < _SMALL * body or figures >= 3))


def _is_short(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row is too short for a line of prose, as a wrapped cell is."""
    return row.x1 - row.x0 < 0.6 * (max(r.x1 for r in rows) - min(r.x0 for r in rows))
