"""When a document's meeting was, and which year "a year later" means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.types import Document, Paragraph

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
    """The years and months of a document's meeting: of its masthead, else of its text."""
    masthead = document.masthead
    key = (id(document.paragraphs), masthead.dates, masthead.date)
    known = _DATES.get(key)
    if known is not None:
        return known[1]
    printed = " ".join(filter(None, (masthead.dates, masthead.date)))
    if not printed:
        printed = " ".join(
            match
            for one in document.paragraphs
            for match in re.findall(r"meetings?, on ([^,.]{4,40}\d{4})", one.text)
        )
    found = {
        (int(year), MONTHS.index(month.lower()) + 1)
        for month, year in re.findall(rf"({MONTH_NAMES}) (\d{{4}})", printed, re.IGNORECASE)
    }
    if len(_DATES) >= _MOST:
        _DATES.clear()
    _DATES[key] = (document.paragraphs, found)
    return found


#: By what the masthead prints and the identity of the paragraphs, which an entry keeps alive: a
#: document that is confined to a section has the key and hash of the whole.
_DATES: dict[
    tuple[int, str | None, str | None], tuple[Sequence[Paragraph], set[tuple[int, int]]]
] = {}
_MOST = 4096


def is_dated(document: Document, year: int, month: int | None = None) -> bool:
    """Whether the document's meeting was in `year`, and in `month` where given."""
    return any(year == y and month in (None, m) for y, m in dates_of(document))
