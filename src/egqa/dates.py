"""When a document's meeting was, and which year "a year later" means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.types import Document, Masthead, Paragraph, Span

MONTHS = (
    "january february march april may june july august september october november december".split()
)
MONTH_NAMES = "|".join(MONTHS)
_LATER = re.compile(
    r"\b(?:a|one|the) year (?:later|after|on)\b|\bthe (?:following|next) year\b|\bnext year\b", re.I
)
_EARLIER = re.compile(
    r"\b(?:a|one|the) year (?:earlier|before)\b|\bthe (?:previous|preceding) year\b", re.I
)


def relative_year(text: str, documents: Sequence[Document]) -> int | None:
    """The year that "a year later" means after an answer from `documents`."""
    step = 1 if _LATER.search(text) else -1 if _EARLIER.search(text) else 0
    years = {year for one in documents for year, _ in dates_of(one)}
    return max(years) + step if step and years else None


def dates_of(document: Document) -> set[tuple[int, int]]:
    """The years and months of a document: of its meeting, and of its issue."""
    held, issued = _read(document)
    return held | issued


def held_in(document: Document) -> set[tuple[int, int]]:
    """The years and months of a document's meeting: of its masthead or title, else of its text.

    A report issued in March on a session "held from 2 to 8 December 2018" is of that session's
    date. The date under a symbol is the one it was submitted on, and no meeting's.
    """
    return _read(document)[0]


def _read(document: Document) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    masthead = document.masthead
    key = (id(document.paragraphs), masthead.dates, masthead.date, masthead.title)
    known = _DATES.get(key)
    if known is not None:
        return known[1]
    titled = _HELD.search(masthead.title or "")
    printed = " ".join(filter(None, (masthead.dates, titled.group() if titled else None)))
    issued = _months(masthead.date or "")
    if printed:
        held = _months(printed)
    else:  # a report of this year may speak of a meeting of another
        told = " ".join(
            match
            for one in document.paragraphs
            for match in re.findall(r"meetings?, on ([^,.]{4,40}\d{4})", one.text)
        )
        years = {year for year, _ in issued}
        held = {(year, month) for year, month in _months(told) if year in years or not years}
    found = (held, issued)
    if len(_DATES) >= _MOST:
        _DATES.clear()
    _DATES[key] = (document.paragraphs, found)
    return found


def _months(printed: str) -> set[tuple[int, int]]:
    return {
        (int(year), MONTHS.index(month.lower()) + 1)
        for month, year in re.findall(rf"({MONTH_NAMES}) (\d{{4}})", printed, re.IGNORECASE)
    }


#: Where a title says when the meeting was.
_HELD = re.compile(r"\bheld\b.*?\b(?:19|20)\d\d\b", re.IGNORECASE)


def years_of(masthead: Masthead) -> set[int]:
    """The years that a document's symbols name: "FCCC/SBSTA/2018/8", "S/RES/2779 (2025)"."""
    return {
        int(year)
        for symbol in masthead.symbols
        for year in re.findall(r"(?<=[/(])(?:19|20)\d\d(?=[/)]|$)", symbol)
    }


#: By what the masthead prints and the identity of the paragraphs, which an entry keeps alive: a
#: document that is confined to a section has the key and hash of the whole.
_DATES: dict[
    tuple[int, str | None, str | None, str | None],
    tuple[Sequence[Paragraph], tuple[set[tuple[int, int]], set[tuple[int, int]]]],
] = {}
_MOST = 4096


def is_dated(document: Document, year: int, month: int | None = None) -> bool:
    """Whether the document's meeting was in `year`, and in `month` where given."""
    return any(year == y and month in (None, m) for y, m in dates_of(document))


_DOCUMENT = r"(?:draft|report|document|paper|addend(?:um|a)|note|letter|resolution|decision|summar(?:y|ie)|text|version|meeting|session|discussion|debate|recommendation|proposal|conclusion|suggestion)s?"
_OF_DOCUMENT = re.compile(
    rf"\b{_DOCUMENT}(?: (?:issued|published|dated|adopted|submitted|circulated|prepared|drafted|held))? \w+ (?:(?:early|late|mid)[ -])?(?:\d{{1,2}} )?$",
    re.IGNORECASE,
)
# "What results does it report for 2030?": what it does, and no document.
_REPORTS = re.compile(
    r"\b(?:do|does|did|will|would|can|could|to) (?:[\w’'-]+ ){1,5}(?:report|note|draft|document|text|paper) \w+ $",
    re.IGNORECASE,
)
_THEN_DOCUMENT = re.compile(
    rf"(?: \d{{1,2}},?)?(?: \d{{4}})?(?: [\w-]+){{0,3}}? {_DOCUMENT}\b", re.IGNORECASE
)


def is_of_event(text: str, date: Span) -> bool:
    """Whether a date is that of an event, "in February", and not of a document, "the 2019 draft".

    "The 2024 target" is a date of the thing asked about, which a report of 2025 tells of.
    """
    before = text[: date.start]
    reports = _REPORTS.search(before) and not text[date.end :].strip(" ?.!")
    of_document = _OF_DOCUMENT.search(before) and not reports
    return not of_document and _THEN_DOCUMENT.match(text, date.end) is None


def is_of_document(text: str, date: Span) -> bool:
    """Whether a date stands before the document that it is of: "the 2019 draft".

    >>> is_of_document("in the 2019 draft", Span(7, 11)), is_of_document("the draft of 2019", Span(13, 17))
    (True, False)
    """
    return _THEN_DOCUMENT.match(text, date.end) is not None
