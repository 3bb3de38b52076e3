"""Page furniture: running heads and feet, page and job numbers, tables of contents.

Furniture is never quotable text, but it may stand in the middle of a paragraph, and a running head
may be the only place where the document's symbol is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from egqa.parse.act_numbers import find_act_numbers
from egqa.parse.heading_text import is_ended
from egqa.parse.lines import Line
from egqa.parse.markers import read_heading_label, read_marker
from egqa.parse.masthead_words import MONTHS
from egqa.parse.parts import is_part_title
from egqa.symbols import find_symbols
from egqa.types import Span

# The asterisk is a reissue's, the X that of a text the author's own office has processed.
_JOB = r"(?:[A-Z]{1,6}[./]\s?|[A-Z])?\d{2}-\d{5}X?\*?"
_PAGE_OF = r"\d{1,3}\s*/\s*\d{1,3}"
_KINDS = (
    (
        "job number",
        re.compile(rf"{_JOB}(?:\s*\([A-Z]\))?(?:\s+\d{{6}})*(?:\s+(?:{_PAGE_OF}|\d{{1,3}}))?"),
    ),
    ("job number", re.compile(rf"(?:{_PAGE_OF}|\d{{1,3}})\s+{_JOB}(?:\s*\([A-Z]\))?")),
    ("bar code", re.compile(r"\*\s?\d{5,}\s?\*")),
    ("page number", re.compile(rf"{_PAGE_OF}|(?i:page)\s+\d{{1,3}}(?:\s+of\s+\d{{1,3}})?")),
    ("page number", re.compile(r"[-–—]\s*\d{1,3}\s*[-–—]")),
    ("continuation mark", re.compile(r"/\s?\.\.\.|/…")),
    ("rule", re.compile(r"[-_*=–—~+|\s]{3,}")),
    ("recycling notice", re.compile(r"(?i:please recycle).*")),
    ("contents", re.compile(r"[^.]{0,200}(?:[^.]{0,20}\.[^.]{1,20})?(?:\.\s?){5,}\s*[\d–-]*")),
)
_BARE_NUMBER = re.compile(r"\d{1,3}|\d{6,7}")
# The UN sets no-break spaces in a date, and "(resumed)" in the name of a meeting that went on.
_MEETING_NAME = (
    r"(?i:(?:resumed\s)?\d{1,5}(?:st|nd|rd|th)\s(?:\(resumed\)\s)?(?:(?:plenary|closed)\s)?meeting)"
)
_MEETING = re.compile(_MEETING_NAME)
_DATE = re.compile(rf"\d{{1,2}}\s(?:{MONTHS})\s\d{{4}}")
_NEXT = re.compile(r"\d{4}/\d{1,3}")  # the number of a board's next decision
_SESSION = re.compile(
    r"(?:(?:first|second|third) regular|annual|special|resumed) session", re.IGNORECASE
)
_SIGN_OFF = re.compile(
    rf"{_MEETING_NAME},?\s+{_DATE.pattern}|Adopted under agenda items? \d[\d ()a-z,]{{0,60}}"
)
CONTENTS = re.compile(r"(?:table of )?contents(?: \(continued\))?", re.IGNORECASE)
_ENTRY = re.compile(r".*(?:\s|\.\.|\|)\s*\d{1,3}(?:[-–]\d{1,3})?\s*\|?")
_HEAD_ROW = re.compile(
    r"(?:\W*(?:chapter|paragraphs?|page|decision|resolution|annex(?:es)?)\W*)+", re.I
)
_CASCADE = 4
_FULL_LINE = 50  # characters
_MAX_CONTENTS = 400
_MOST_ENTRY = 6  # lines of one entry


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of furniture after the masthead."""

    span: Span
    kind: str
    text: str


def find_furniture(lines: list[Line], body_starts: int, *, told: bool = False) -> dict[int, str]:
    """The indices of the lines that are furniture, with their kind.

    `body_starts` is the index of the first line after the masthead: a symbol that stands alone
    is a running head only after it. A bare number is a page number only beside other furniture or
    a page break, and a line that recurs is a running head only there too. Where the format has
    `told` what heads and feet are, only tables of contents and sign-offs are looked for.
    """
    found: dict[int, str] = dict.fromkeys(_find_contents(lines), "contents")
    acts = find_act_numbers(line.plain for line in lines)
    for index, line in enumerate(lines):
        in_body = index >= body_starts and not told
        if line.plain in acts:
            continue
        if len(line.plain) < 240 and (kind := _read_kind(line.plain, in_body)):
            found[index] = kind
    plain = [line.plain.strip("*_ ") for line in lines]
    adopted = set[str]()
    for index, text in enumerate(plain):
        # The sign-off of a decision or resolution: its meeting, and after it or below it the date.
        if _SIGN_OFF.fullmatch(text):
            found[index] = "adoption note"
        below = plain[index + 1] if index + 1 < len(lines) else ""
        if _DATE.fullmatch(text):
            session = index > body_starts and _SESSION.fullmatch(plain[index - 1])
            if _NEXT.fullmatch(below):
                adopted.add(text)  # below the last decision of that day, no other number follows
            if session or text in adopted:
                found[index] = "adoption note"
            if session:
                found[index - 1] = "adoption note"
        # A converter numbers the date, too, where its style is a paragraph's.
        if _MEETING.fullmatch(text) and _DATE.fullmatch(re.sub(r"^\d{1,2}\.\s+", "", below)):
            found[index] = found[index + 1] = "adoption note"
    if told:
        return found
    edge = [
        index
        for index in range(body_starts, len(lines))
        if found.get(index, "contents") != "contents" or _breaks_page(lines, index)
    ]
    recurring = _find_recurring(lines, found, body_starts)
    for index in edge:
        if index not in found and (kind := _read_at_edge(lines[index], recurring)):
            found[index] = kind
    # A running head may take a few lines, so what stands beside furniture is looked at again.
    for step in (1, -1):
        for start in edge:
            for index in range(start + step, start + step * (_CASCADE + 1), step):
                if not body_starts <= index < len(lines) or index - step not in found:
                    break
                kind = _read_at_edge(lines[index], recurring)
                if index in found or kind is None:
                    break
                found[index] = kind
    return found


def _find_recurring(lines: list[Line], found: dict[int, str], body_starts: int) -> set[str]:
    """What stands several times, as a running head does, and never inside a sentence."""
    times = Counter[str]()
    inside = set[str]()
    for index in range(body_starts, len(lines)):
        text = lines[index].plain
        if index not in found and len(text) < 120:
            times[text] += 1
            if _goes_on(lines, index, found):
                inside.add(text)
    return {text for text, count in times.items() if count > 1} - inside


def _goes_on(lines: list[Line], index: int, found: dict[int, str]) -> bool:
    """Whether a line of the page's width stands close below one of the text that has not ended."""
    if not index or index - 1 in found or lines[index].blanks:
        return False
    if len(lines[index].plain) < _FULL_LINE:
        return False
    above = lines[index - 1]
    return above.page == lines[index].page and not is_ended(above.plain)


def name_kind(text: str) -> str:
    """What kind of furniture a line is that the format itself sets apart."""
    if kind := _read_kind(text, True):
        return kind
    if any(pattern.fullmatch(text) for pattern in (_MEETING, _DATE, _SIGN_OFF)):
        return "adoption note"
    return "running head" if find_symbols(text) else "furniture"


def _read_kind(text: str, in_body: bool) -> str | None:
    for kind, pattern in _KINDS:
        if pattern.fullmatch(text):
            return kind
    return "running head" if in_body and is_running_symbol(text) else None


def _read_at_edge(line: Line, recurring: set[str]) -> str | None:
    text = line.plain
    if _BARE_NUMBER.fullmatch(text):
        return "page number"
    # The document's title may stand in the same line, far from its symbol.
    cells = re.split(r"\s{3,}", line.text)
    if len(cells) > 1 and any(is_running_symbol(cell) for cell in cells):
        return "running head"
    is_title = not text[:1].islower() and not text.endswith((".", ";", ":", ","))
    if text in recurring and is_title and not (read_marker(line) or read_heading_label(text)):
        return "running head"
    return None


def is_running_symbol(text: str) -> bool:
    """Whether a line holds a symbol and at most a page number: a running head.

    >>> is_running_symbol("A/68/98"), is_running_symbol("2/4 A/6/9"), is_running_symbol("in A/1/2")
    (True, True, False)
    """
    symbols = find_symbols(text)
    if not symbols:
        return False
    rest = text
    for symbol in symbols:
        rest = rest.replace(symbol, "")
    page = rf"(?:{_PAGE_OF}|\d{{1,3}}|(?i:page)\s+\d{{1,3}}(?:\s+of\s+\d{{1,3}})?)?"
    return bool(re.fullmatch(rf"[\s*|,-]*{page}[\s*|]*", rest))


def _breaks_page(lines: list[Line], index: int) -> bool:
    before = index > 0 and lines[index - 1].page != lines[index].page
    after = index + 1 < len(lines) and lines[index + 1].page != lines[index].page
    return before or after


def _find_contents(lines: list[Line]) -> list[int]:
    """The lines of a table of contents: from "Contents" to where its first entry stands again.

    Where no entry does, the table goes on while lines end in a page number.
    """
    start = next((at for at, line in enumerate(lines) if CONTENTS.fullmatch(line.plain)), None)
    if start is None:
        return []
    first = start + 1
    while first < len(lines) and _HEAD_ROW.fullmatch(lines[first].plain):
        first += 1
    if first >= len(lines):
        return []
    entry = _entry_key(lines[first].plain)
    for at in range(first + 1, min(len(lines), first + _MAX_CONTENTS)):
        key = _entry_key(lines[at].plain)
        if len(entry) > 3 and key and (key == entry or (len(key) > 12 and entry.startswith(key))):
            return list(range(start, at))
        marker = read_marker(lines[at])
        if marker and marker.kind == "number" and len(lines[at].plain) > 160:
            break
        if marker and marker.kind == "number" and _ends_table(lines, first, at):
            # The first paragraph, and the heading above it, of which the table says nothing.
            while at > first and lines[at - 1].role == "heading":
                at -= 1
            return list(range(start, at))
    last = start
    for at in range(first, min(len(lines), first + _MAX_CONTENTS)):
        if is_part_title(lines[at].plain):
            break
        if _ENTRY.fullmatch(lines[at].plain[-80:]) and len(lines[at].plain) < 240:
            last = at
        elif at - last > _MOST_ENTRY or is_prose(lines[at].plain):
            break
    return list(range(start, last + 1)) if last > start else []


def _ends_table(lines: list[Line], first: int, at: int) -> bool:
    """Whether a numbered line ends a table whose entries, from `first` on, have page numbers.

    An entry may take two lines, the page's number behind the second.
    """
    entries = [
        bool(_ENTRY.fullmatch(lines[place].plain[-80:]))
        for place in (first, at - 1, at, at + 1, at + 2)
        if place < len(lines)
    ]
    return entries[0] and not any(entries[2:]) and (entries[1] or lines[at - 1].role == "heading")


def is_prose(text: str) -> bool:
    """Whether a line ends as a sentence or an item does, as no entry of a contents table does."""
    return text.rstrip().endswith((".", ";", ":")) and len(text) > 60


def _entry_key(text: str) -> str:
    """A heading's letters, without its label, page number and leader dots."""
    text = re.sub(r"^\W*(?:[IVXLC]+|[A-Z]|\d{1,3})\\?\.\s+", "", text)
    return re.sub(r"[\W\d_]+", "", text).lower()
