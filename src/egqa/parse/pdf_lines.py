"""Rows in reading order to a `Reading`: the source and its lines, with what the layout tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from egqa.parse.furniture import CONTENTS
from egqa.parse.lines import Line, LineRole, Reading
from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_headings import (
    ENDS_ITEM,
    LARGE,
    NUMBERED,
    PARAGRAPH,
    Measures,
    count_blanks,
    find_headings,
    measure,
)
from egqa.parse.pdf_hyphens import soften
from egqa.parse.pdf_notes import find_labels, find_references, mark_of
from egqa.parse.pdf_rows import Row, rules_of
from egqa.parse.pdf_words import Page
from egqa.types import Finding, Span

_ANNEXES = re.compile(r"(?:Annex(?:es)?|Appendi(?:x|ces))\b", re.IGNORECASE)
_MOST_ENTRY = 12  # rows
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{3,}|(?:…\s?){3,}")
# The third and fourth levels, "a." and "i.", too.
_ITEM = re.compile(rf"(?:{NUMBERED.pattern})|(?:[a-z]|[ivx]{{2,5}})\.\s+\S")

_CAPITAL = re.compile(r"\S+\s+[A-Z“\"]")  # behind a label


def mark_contents(flows: Sequence[Flow]) -> None:
    """Give tables of contents with dot leaders their role, their wrapped entries too.

    The annexes that a page of contents names below its last entry, without a page, are its own.
    """
    placed = [(flow.page, row) for flow in flows for row in flow.rows if not row.role]
    rows = [row for _, row in placed]
    leaders = [at for at, row in enumerate(rows) if _LEADERS.search(row.text)]
    for at in leaders:
        rows[at].role = "furniture"
    start = next((at for at, row in enumerate(rows) if CONTENTS.fullmatch(row.text)), None)
    if start is None or not leaders:
        return
    last = start
    for at in leaders:
        if start < at <= last + _MOST_ENTRY:
            last = at
    if last == start:
        return
    below = [row for page, row in placed[last + 1 :] if page == placed[last][0]]
    named = bool(below) and _ANNEXES.match(below[0].text) is not None
    if not named or any(PARAGRAPH.match(row.text) for row in below):
        below = []
    for row in (*rows[start : last + 1], *below):
        row.role = "furniture"


def make_reading(flows: Sequence[Flow], pages: Sequence[Page], findings: list[Finding]) -> Reading:
    """The source and lines of `flows`; every row is a line, furniture and notes with their role."""
    usual = measure(flows)
    flows = [flow for flow in flows if flow.rows]
    rows = [(flow, row) for flow in flows for row in flow.rows]
    labels = find_labels([row for _, row in rows if row.role == "note"])
    rules = {page.number: rules_of(page) for page in pages}
    headings = find_headings(flows, usual)
    softened = _soften(rows)
    parts: list[str] = []
    lines: list[Line] = []
    place = 0
    above: Row | None = None
    before = "."  # as long as there is no text, none is unfinished
    last: tuple[Row, Flow] | None = None
    column: Flow | None = None
    begins = False
    lefts = _find_lefts(flows)
    for at, (flow, row) in enumerate(rows):
        if flow is not column:
            above, column = None, flow
        blanks = count_blanks(above, row, usual)
        offsets: dict[int, int] = {}
        text = ""
        for piece, word in row.pieces():
            if word is not None:
                offsets[id(word)] = len(text)
            text += piece
        marks: tuple[Span, ...] = ()
        if row.role == "note" and (label := mark_of(row)):
            marks = (Span(place, place + len(label)),)
        if row.role in ("", "cell"):
            found = find_references(row, labels, rules[flow.page])
            marks = tuple(
                Span(place + offsets[id(word)] + start, place + offsets[id(word)] + end)
                for word, start, end in found
            )
        if softened[at]:
            text = softened[at]
        role: LineRole = "heading" if id(row) in headings else row.role
        opened = begins
        begins = blanks > 0 or (role == "note" and mark_of(row) is not None)
        if role == "" and not begins:
            begins = _opens_item(before, above, row, flow, usual, opened=opened)
            begins = begins or (above is None and _ends_short(last, row, usual))
        if role == "heading":
            begins = headings[id(row)]
        if role == "cell":
            begins = row.begins
        indent = max(0, round((row.x0 - lefts[id(flow)]) / (0.5 * usual.body)))
        lines.append(
            Line(
                text, place, place + len(text), indent, blanks, flow.page, row.bold, text,
                role, begins, marks, large=row.size > LARGE * usual.body,
            )
        )  # fmt: skip
        parts.append(text)
        place += len(text) + 1
        above = row
        if role in ("", "heading"):
            before = row.text if role == "" else "."
            last = row, flow
    return Reading("\n".join(parts), lines, findings)


def _opens_item(
    before: str, above: Row | None, row: Row, flow: Flow, usual: Measures, *, opened: bool
) -> bool:
    """Whether a marker at the start of `row` was set on a line of its own.

    It was where it is not in line with the row above, or would have found room there, or where an
    item of one full line was `opened` above. `before` are the last words of the text, which alone
    tell at a column's head.
    """
    if not _ITEM.match(row.text):
        return False
    if above is None or above.role:
        return bool(ENDS_ITEM.search(before))
    if opened and _ITEM.match(above.text) and before[-1:] != ":" and ENDS_ITEM.search(before):
        return True
    right = max(other.x1 for other in flow.rows if not other.role)
    width = row.words[0].x1 - row.words[0].x0
    room = right - above.x1 > width + 0.5 * usual.body
    return room or abs(row.x0 - above.x0) > 0.8 * usual.body


def _ends_short(last: tuple[Row, Flow] | None, row: Row, usual: Measures) -> bool:
    """Whether an item stands at a column's head, and the last row before had ended a block.

    "(b) Observers:" below a list of names: what goes on over the page fills its last row.
    """
    if last is None or not _ITEM.match(row.text) or not _CAPITAL.match(row.text):
        return False
    above, flow = last
    right = max(other.x1 for other in flow.rows if not other.role)
    return right - above.x1 > row.words[0].x1 - row.words[0].x0 + 4 * usual.body


def _find_lefts(flows: Sequence[Flow]) -> dict[int, float]:
    """The x that a flow's indents count from: the document's usual one, or its column's own."""
    common: Counter[int] = Counter()
    own: dict[int, Counter[int]] = {}
    for flow in flows:
        own[id(flow)] = Counter(round(row.x0) for row in flow.rows if not row.role)
        common.update(own[id(flow)])
    usual = common.most_common(1)[0][0] if common else 0
    lefts: dict[int, float] = {}
    for flow in flows:
        counted = own[id(flow)]
        near = flow.left - 80 < usual < flow.right
        lefts[id(flow)] = usual if near or not counted else counted.most_common(1)[0][0]
    return lefts


def _soften(rows: Sequence[tuple[Flow, Row]]) -> list[str]:
    """The text of every row whose last hyphen is a line's end only; "" for all others."""
    texts = [row.text for _, row in rows]
    changed = [""] * len(rows)
    for kind in ("", "note", "cell"):
        places = [at for at, (_, row) in enumerate(rows) if row.role == kind]
        for at, text in zip(places, soften([texts[at] for at in places]), strict=True):
            if text != texts[at]:
                changed[at] = text
    return changed
