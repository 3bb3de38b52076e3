"""Heads and feet of pages: rows at a page's edge that recur, or can be nothing else.

What is only likely to be furniture is left to `furniture`, which sees the document as text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from egqa.parse.act_numbers import find_act_numbers
from egqa.parse.furniture import is_running_symbol
from egqa.parse.pdf_rows import SMALL, Row, is_rule, rules_of
from egqa.parse.pdf_words import Page

_DEEPEST = 6  # rows that a head or foot takes
_MOST_PAGES = 4  # from a running head to the next that is the same, a plate or two between
_APART = 2.2  # of the size: the room between a head and the text
_JOB = r"(?:[A-Z]{1,6}[./]\s?|[A-Z])?\d{2}-\d{5}X?\*?(?:\s*\([A-Z]\))?(?:\s+\d{6})*"
_PLAIN = re.compile(
    rf"{_JOB}(?:\s+\d{{1,3}}\s*/\s*\d{{1,3}})?|\d{{1,3}}\s*/\s*\d{{1,3}}(?:\s+{_JOB})?"
    r"|\d{6}(?:\s\d{6})*|\*\s?\d{5,}[*E]*\s?\*?|[-–—]\s?\d{1,4}\s?[-–—]|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
    r"|/\s?\.\s?\.\s?\.|/…|(?i:please\s+recycle).{0,3}|(?i:english|original: english)"
    r"|\(continued\)|\(?[E]\)?",
)
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,7}")
_MARKED = re.compile(r"\(?(?:\d{1,4}\.|\([a-z]{1,4}\))\s")
# The same as a program reads them off a scan: figures among the letters, "/..." as any marks.
_JOB_READ = re.compile(r"\d{2}-[\dIlO]{5}\b(?=.*(?:\([A-Z]\)|\b\d{6}\b)).{0,40}")
_MOST_READ = 2  # letters in what was "/..."
_RIGHT = 0.65  # of a page's width
_DRIFT = 12.0  # points: how far the same line stands higher or lower on another scan
_RECORD = re.compile(r"This record (?:contains the text of|is subject to correction)\b")
_PAGE_READ = re.compile(r"(?i:page)\s+\d{1,4}")
_HEAD_READ = 3  # rows: symbol, language, page
_SHORT = 25  # letters
_CELL = re.compile(r"\s{2,}")


def mark_margins(pages: Sequence[Page], rows: Sequence[list[Row]]) -> None:
    """Give the rows of running heads and feet, and rules made of letters, their role."""
    acts = find_act_numbers(row.text for mine in rows for row in mine)
    for at_top in (True, False):
        places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for page, mine in zip(pages, rows, strict=True):
            for row in _edge(mine, at_top=at_top):
                for cell in _CELL.split(row.text):
                    places[_key(cell, page)].append((page.number, row.base))
        for page, mine in zip(pages, rows, strict=True):
            if at_top and page is pages[0]:
                continue  # its head is the masthead
            if at_top and page.recognised:
                _mark_read_head(mine)
            ruled = _head_rule(page) if at_top else 0.0
            outer: Row | None = None
            known: Mapping[str, list[tuple[int, float]]] = places
            for row in _edge(mine, at_top=at_top):
                if outer and abs(outer.base - row.base) > _APART * max(outer.size, row.size):
                    known = {}  # beyond the room below a head even a line that recurs is text
                if row.text in acts:
                    break
                above = bool(ruled) and row.base > ruled
                if not above and not _is_margin(
                    row, page, known, outermost=outer is None, at_top=at_top
                ):
                    break
                row.role, outer = "furniture", row


def mark_rules(rows: Sequence[Row]) -> None:
    """Give rules made of underscores their role; done once footnotes have been told by them."""
    for row in rows:
        if is_rule(row):
            row.role = "furniture"


def mark_notice(rows: Sequence[Row], page: Page, body: float, pitch: float) -> None:
    """Give small print at the foot of the first page its role: a notice on copies or corrections.

    It has no mark, or it would be a footnote, and stands well apart from the text. That of a
    record of meetings may be as large as the text, and says what it is.
    """
    text = [row for row in rows if row.role == ""]
    said = next((at for at, row in enumerate(text) if _RECORD.match(row.text)), len(text))
    for row in text[said:]:
        row.role = "furniture"
    text = text[:said]
    start = len(text)
    while (
        start and text[start - 1].size < SMALL * body and text[start - 1].base < 0.3 * page.height
    ):
        start -= 1
    if 0 < start < len(text) and text[start - 1].base - text[start].base > 1.8 * pitch:
        for row in text[start:]:
            row.role = "furniture"


def _edge(rows: Sequence[Row], *, at_top: bool) -> Iterator[Row]:
    ordered = rows[:_DEEPEST] if at_top else rows[: -_DEEPEST - 1 : -1]
    return (row for row in ordered if row.role != "furniture")


def _is_margin(
    row: Row,
    page: Page,
    places: Mapping[str, list[tuple[int, float]]],
    *,
    outermost: bool,
    at_top: bool,
) -> bool:
    text = row.text
    if row.words[0].raised or _MARKED.match(text):
        return False
    # In the middle of a page nothing is a head: a page may hold a few lines alone.
    if 0.14 * page.height < row.base < 0.84 * page.height:
        return False
    if page.recognised and not at_top and _is_read_foot(row, page):
        return True
    return all(
        _recurs(cell, row, page, places, within=_MOST_PAGES if at_top else None)
        or _PLAIN.fullmatch(cell)
        or (page.number > 1 and is_running_symbol(cell))
        or (outermost and _PAGE_NUMBER.fullmatch(cell))
        for cell in _CELL.split(text)
    )


def _mark_read_head(rows: Sequence[Row]) -> None:
    """Give the head of a scan its role, down to "Page 3", whatever was read above that."""
    head = rows[:_HEAD_READ]
    for at, row in enumerate(head):
        if _PAGE_READ.fullmatch(row.text) and all(len(one.text) < _SHORT for one in head[:at]):
            for one in head[: at + 1]:
                one.role = "furniture"


def _is_read_foot(row: Row, page: Page) -> bool:
    """Whether a row at the foot of a scan is its job number or "/...", whatever was read there."""
    letters = sum(map(str.isalnum, row.text))
    mark = letters <= _MOST_READ and row.x0 > _RIGHT * page.width
    return mark or _JOB_READ.fullmatch(row.text) is not None


def _key(cell: str, page: Page) -> str:
    """What recurs of a cell: of a scan's the letters, which are read more surely than stops."""
    return "".join(filter(str.isalnum, cell)).lower() if page.recognised else cell


def _recurs(
    cell: str,
    row: Row,
    page: Page,
    places: Mapping[str, list[tuple[int, float]]],
    *,
    within: int | None,
) -> bool:
    """Whether other pages, `within` so many before or after, have the same words at that height.

    A head runs over the pages of a chapter; "Chapter II" over its title recurs in the next part.
    """
    return any(
        number != page.number
        and (within is None or abs(number - page.number) <= within)
        and abs(base - row.base) < (_DRIFT if page.recognised else 4)
        for number, base in places.get(_key(cell, page), ())
    )


def _head_rule(page: Page) -> float:
    """The height of the rule under a running head; 0 where there is none."""
    wide = [
        rule.y0
        for rule in rules_of(page)
        if rule.x1 - rule.x0 > 0.6 * page.width and rule.y0 > 0.89 * page.height
    ]
    return min(wide, default=0.0)
