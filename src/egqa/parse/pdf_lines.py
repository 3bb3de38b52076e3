"""Rows in reading order to a `Reading`: the source and its lines, with what the layout tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from egqa.parse.furniture import CONTENTS
from egqa.parse.heading_text import clean_heading
from egqa.parse.lines import Line, LineRole, Reading
from egqa.parse.parts import is_part_title
from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_hyphens import soften
from egqa.parse.pdf_notes import find_labels, find_references, mark_of
from egqa.parse.pdf_rows import SMALL, Row, rules_of
from egqa.parse.pdf_words import Page
from egqa.types import Finding, Span

_ANNEXES = re.compile(r"(?:Annex(?:es)?|Appendi(?:x|ces))\b", re.IGNORECASE)
_MOST_ENTRY = 12  # rows
# Behind a heading, the agenda item that it is on.
_AGENDA_ITEM = re.compile(r"\s*\[(?:agenda )?items? [^\[\]]{1,40}\]$", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{3,}|(?:…\s?){3,}")
_ENDS_SENTENCE = re.compile(r"[.;:,!?…\]][\"”’')]*$")
_ENDS_ITEM = re.compile(r"[.;:?!][\"”’')\]]*[\d*]{0,3}$|[;,]\s+(?:and|or),?$")
_NUMBERED = re.compile(r"[\[(]?(?:\d{1,4}\.|\([a-z]{1,4}\)|[•·▪–-])(?:\s|$)")
# The third and fourth levels, "a." and "i.", too.
_ITEM = re.compile(rf"(?:{_NUMBERED.pattern})|(?:[a-z]|[ivx]{{2,5}})\.\s+\S")
_PARAGRAPH = re.compile(r"\d{1,4}\.\s+[A-Z“\"]")
_LETTERED = re.compile(r"[a-z]\.\s+(?=[A-Z])")  # "c. Audit strategy", below "B. Results"
_SHORT_HEADING = 120  # characters of one that is numbered as paragraphs are
_LONG_HEADING = 240  # the same where text follows below, so that it has its end
_OPENS_BODY = re.compile(rf"(?:{_NUMBERED.pattern})|(?:[IVX]+|A)\.?\s+[A-Z]")
_LARGE = 1.12  # of the usual size
_MOST_HEADING = 8  # lines


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its type, and how far apart its lines are."""

    body: float
    pitch: float


def measure(flows: Sequence[Flow]) -> Measures:
    """The size most letters are set in, and the step from line to line at that size."""
    sizes: Counter[float] = Counter()
    for flow in flows:
        for row in flow.rows:
            sizes[round(row.size * 2) / 2] += sum(len(word.text) for word in row.words)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = Counter(
        round((above.base - row.base) * 2) / 2
        for flow in flows
        for above, row in pairwise(flow.rows)
        if abs(row.size - body) < 0.6 and abs(above.size - body) < 0.6
    )
    usual = [step for step, _ in steps.most_common(6) if 0.9 * body <= step <= 2.6 * body]
    return Measures(body, usual[0] if usual else 1.2 * body)


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
    if not named or any(_PARAGRAPH.match(row.text) for row in below):
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
    headings = _find_headings(flows, usual)
    softened = _soften(rows)
    parts: list[str] = []
    lines: list[Line] = []
    place = 0
    above: Row | None = None
    before = "."  # as long as there is no text, none is unfinished
    column: Flow | None = None
    begins = False
    lefts = _find_lefts(flows)
    for at, (flow, row) in enumerate(rows):
        if flow is not column:
            above, column = None, flow
        blanks = _count_blanks(above, row, usual)
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
        if role == "heading":
            begins = headings[id(row)]
        if role == "cell":
            begins = row.begins
        indent = max(0, round((row.x0 - lefts[id(flow)]) / (0.5 * usual.body)))
        lines.append(
            Line(
                text, place, place + len(text), indent, blanks, flow.page, row.bold, text,
                role, begins, marks, large=row.size > _LARGE * usual.body,
            )
        )  # fmt: skip
        parts.append(text)
        place += len(text) + 1
        above = row
        if role in ("", "heading"):
            before = row.text if role == "" else "."
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
        return bool(_ENDS_ITEM.search(before))
    if opened and _ITEM.match(above.text) and before[-1:] != ":" and _ENDS_ITEM.search(before):
        return True
    right = max(other.x1 for other in flow.rows if not other.role)
    width = row.words[0].x1 - row.words[0].x0
    room = right - above.x1 > width + 0.5 * usual.body
    return room or abs(row.x0 - above.x0) > 0.8 * usual.body


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


def _count_blanks(above: Row | None, row: Row, usual: Measures) -> int:
    """The empty lines that the room above a row is worth; none at a column's head."""
    if above is None:
        return 0
    step = above.base - row.base
    pitch = usual.pitch * max(1.0, max(row.size, 0.0) / usual.body)
    if row.size < SMALL * usual.body and above.size < SMALL * usual.body:
        pitch = min(usual.pitch, 1.25 * row.size)
    return 0 if step <= 1.22 * pitch else max(1, round(step / pitch) - 1)


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


# ── headings ─────────────────────────────────────────────────────────────────────────────────


def _find_headings(flows: Sequence[Flow], usual: Measures) -> dict[int, bool]:
    """The rows that surely are headings, by identity, and whether one begins there.

    Bold or italic from end to end or in larger type, apart from what is around it, no sentence, no
    number of a paragraph before it. Conclusions printed in bold are sentences, and stay text.
    """
    found: dict[int, bool] = {}
    in_body = False
    for flow in flows:
        block: list[Row] = []
        above: Row | None = None
        for row in [row for row in flow.rows if not row.role]:
            # What stands above the first number on the first page is the masthead's.
            in_body = in_body or flow.page > 1 or bool(_OPENS_BODY.match(row.text))
            if not in_body:
                continue
            if block and not _same_block(block[-1], row, usual):
                _take(above, block, row, usual, found)
                above, block = block[-1], []
            block.append(row)
        if block:
            _take(above, block, None, usual, found)
    return found


def _same_block(above: Row, row: Row, usual: Measures) -> bool:
    if is_part_title(clean_heading(above.text)):
        return False
    return (
        abs(above.size - row.size) < 0.6
        and (above.bold, above.italic) == (row.bold, row.italic)
        and not _stands_apart(above, row, usual)
    )


def _stands_apart(above: Row | None, row: Row | None, usual: Measures) -> bool:
    if above is None or row is None or _count_blanks(above, row, usual) > 0:
        return True
    # "Decision 2025/1", and close below it its title in the same type.
    return above.bold and row.bold and is_part_title(clean_heading(above.text))


def _is_parted(above: Row | None, row: Row | None, usual: Measures) -> bool:
    """The same, or the upper one is a part's title: "Decision 81/22" over what it is about."""
    titled = above is not None and above.bold and is_part_title(clean_heading(above.text))
    return titled or _stands_apart(above, row, usual)


def _is_plain_heading(above: Row | None, block: Sequence[Row], below: Row | None) -> bool:
    """Whether a block in the type of the text is a heading: between two paragraphs, and short."""
    return (
        above is not None
        and below is not None
        and len(block) <= 2
        and sum(len(row.text) for row in block) <= _SHORT_HEADING
        and _ENDS_ITEM.search(above.text) is not None
        and not above.text.rstrip().endswith((":", "and", "or"))
        and _PARAGRAPH.match(below.text) is not None
    )


def _take(
    above: Row | None,
    block: Sequence[Row],
    below: Row | None,
    usual: Measures,
    found: dict[int, bool],
) -> None:
    first = block[0]
    if len(block) > _MOST_HEADING:
        return
    if first.size < SMALL * usual.body:
        return
    if first.size <= _LARGE * usual.body:
        # In the type of the text, a bold line may be one of a paragraph that is bold in part.
        apart = _is_parted(above, first, usual) and _is_parted(block[-1], below, usual)
        set_off = first.bold or (first.italic and below and len(block) <= 3)
        if not apart or not (set_off or _is_plain_heading(above, block, below)):
            return
    text = " ".join(row.text for row in block)
    numbered = _NUMBERED.match(text)
    lettered = _LETTERED.match(text) if first.bold and len(text) < _SHORT_HEADING else None
    most = _LONG_HEADING if below is not None else _SHORT_HEADING
    if numbered and not (first.bold and len(text) < most and text[:1].isdigit()):
        return
    label = numbered or lettered
    title = text[label.end() :] if label else text
    if _ENDS_SENTENCE.search(_AGENDA_ITEM.sub("", text)) or not title[:1].isupper():
        return
    for row in block:
        found[id(row)] = row is first
