"""Filters: what a reader confines a question to, what the documents offer for it, and its bounds.

Meetings, years and sections are read from mastheads and headings, never from file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from egqa.cite import short_name
from egqa.dates import dates_of
from egqa.parse.masthead import ordinal_words
from egqa.types import Document, Filters, Masthead, Paragraph

__all__ = [
    "FIELDS",
    "NO_FILTERS",
    "Choice",
    "Filters",
    "confine",
    "describe",
    "label_document",
    "meetings_of",
    "name_briefly",
    "offer",
    "read_filters",
    "section_titles",
]

NO_FILTERS = Filters()
FIELDS = tuple(one.name for one in fields(Filters))
#: What one field takes from outside: values, and characters in each.
_MOST, _LONGEST = 50, 400

_NUMBERING = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d{1,2})\.\s+")
_ASIDE = re.compile(r"\s*\((?:continued|(?:agenda )?items? [^()]*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter can take: how it reads, and how many units it leaves."""

    value: str
    label: str
    units: int


def confine(documents: Sequence[Document], filters: Filters) -> tuple[Document, ...]:
    """The `documents` narrowed to the units that `filters` allow; those with none are left out.

    The same documents under the same filters give the same objects: what is worked out from
    documents is remembered by their identity.
    """
    if not filters:
        return tuple(documents)
    key = (tuple(map(id, documents)), filters)
    known = _CONFINED.get(key)
    if known is None:
        while len(_CONFINED) >= _KEPT:
            _CONFINED.pop(next(iter(_CONFINED), key), None)
        known = _CONFINED[key] = (tuple(documents), _confine(documents, filters))
    return known[1]


#: Keyed by the documents' identity, which holds as long as the entry keeps them alive.
_CONFINED: dict[
    tuple[tuple[int, ...], Filters], tuple[tuple[Document, ...], tuple[Document, ...]]
] = {}
_KEPT = 32


def _confine(documents: Sequence[Document], filters: Filters) -> tuple[Document, ...]:
    meetings = meetings_of(documents) if filters.meetings else {}
    wanted = {_fold(one) for one in filters.sections}
    kept: list[Document] = []
    for document in documents:
        key = document.masthead.key
        if filters.documents and key not in filters.documents:
            continue
        if filters.meetings and meetings[key] not in filters.meetings:
            continue
        if filters.years and not set(filters.years) & _years(document):
            continue
        if wanted:
            units = tuple(one for one in document if wanted & _titles(one))
            if units:
                kept.append(replace(document, paragraphs=units))
        elif document.paragraphs:
            kept.append(document)
    return tuple(kept)


def _titles(paragraph: Paragraph) -> set[str]:
    return {_fold(title) for title in section_titles(paragraph)}


def _fold(title: str) -> str:
    return " ".join(title.replace("’", "'").split()).casefold()


def section_titles(paragraph: Paragraph) -> list[str]:
    """The titles of the sections a unit stands in, outermost first, without their numbers."""
    titles = [_ASIDE.sub("", _NUMBERING.sub("", one)).strip() for one in paragraph.headings]
    return [title for title in titles if title]


def _years(document: Document) -> set[int]:
    return {year for year, _ in dates_of(document)}


# ── meetings ─────────────────────────────────────────────────────────────────────────────────────


def meetings_of(documents: Sequence[Document]) -> dict[str, str]:
    """The meeting of each document by its key, "" where it prints none.

    Two documents are of one meeting where they print the same dates and place, or the same number
    of a session in the same month, and no two bodies. It is called as the fullest masthead does.
    """
    groups: list[list[Document]] = []
    for document in documents:
        joined = [document]
        for group in list(groups):
            together = [*group, *joined]
            if len({_body(one) for one in together} - {""}) < 2 and any(
                _same_meeting(document, one) for one in group
            ):
                groups.remove(group)
                joined = together
        groups.append(joined)
    names = [_name_meeting(group) for group in groups]
    named: dict[str, str] = {}
    for group, name in zip(groups, names, strict=True):
        if name and names.count(name) > 1:  # two bodies met there and then
            name = ", ".join(filter(None, (next(filter(None, map(_body, group)), ""), name)))
        named |= {one.masthead.key: name for one in group}
    return named


def _same_meeting(one: Document, other: Document) -> bool:
    first, second = one.masthead, other.masthead
    if first.dates and second.dates:
        return (first.dates, first.venue) == (second.dates, second.venue)
    number = ordinal_words(first.session or "")
    return (
        number is not None
        and number == ordinal_words(second.session or "")
        and bool(dates_of(one) & dates_of(other))
    )


def _body(document: Document) -> str:
    return document.masthead.body or ""


def _name_meeting(group: Sequence[Document]) -> str:
    printed = [_meeting_parts(one.masthead) for one in group]
    best = max(printed, key=lambda parts: (sum(map(bool, parts)), len("".join(parts))))
    return ", ".join(filter(None, best))


def _meeting_parts(masthead: Masthead) -> tuple[str, str, str]:
    session = masthead.session or ""
    return session[:1].upper() + session[1:], masthead.venue or "", masthead.dates or ""


# ── what can be chosen ───────────────────────────────────────────────────────────────────────────


def offer(documents: Sequence[Document]) -> dict[str, tuple[Choice, ...]]:
    """The values that each field can take over `documents`: the newest year first."""
    meetings = meetings_of(documents)
    by_meeting: dict[str, int] = {}
    by_year: dict[int, int] = {}
    sections: dict[str, tuple[str, int]] = {}
    for document in documents:
        units = len(document.paragraphs)
        meeting = meetings[document.masthead.key]
        if meeting:
            by_meeting[meeting] = by_meeting.get(meeting, 0) + units
        for year in _years(document):
            by_year[year] = by_year.get(year, 0) + units
        for paragraph in document:
            for folded, title in {_fold(one): one for one in section_titles(paragraph)}.items():
                first, count = sections.get(folded, (title, 0))
                sections[folded] = (first, count + 1)
    return {
        "documents": tuple(
            Choice(one.masthead.key, label_document(one.masthead), len(one.paragraphs))
            for one in documents
        ),
        "meetings": tuple(Choice(name, name, count) for name, count in by_meeting.items()),
        "years": tuple(
            Choice(str(year), str(year), by_year[year]) for year in sorted(by_year, reverse=True)
        ),
        "sections": tuple(Choice(title, title, count) for title, count in sections.values()),
    }


def label_document(masthead: Masthead) -> str:
    """A document in a few words: its printed symbol, else its kind and date.

    >>> label_document(Masthead("k", "k.txt", "", title="Draft report", date="28 March 2019"))
    'Draft report of 28 March 2019'
    """
    name = name_briefly(masthead).removeprefix("the ")
    return name[:1].upper() + name[1:]


def name_briefly(masthead: Masthead) -> str:
    """A document in a sentence: its printed symbol, else "the draft report of 28 March 2019"."""
    return masthead.symbols[0] if masthead.symbols else short_name(masthead)


def describe(filters: Filters, documents: Sequence[Document] = ()) -> str:
    """The filters in words, for a sentence that begins "Only in".

    >>> describe(Filters(years=(2018, 2019), sections=("Recommendations",)))
    '2018 or 2019; the section “Recommendations”'
    """
    labels = {one.masthead.key: name_briefly(one.masthead) for one in documents}
    parts: list[Iterable[str]] = [
        [labels.get(key, key) for key in filters.documents],
        [f"the meeting “{name}”" for name in filters.meetings],
        [str(year) for year in filters.years],
        [f"the section “{title}”" for title in filters.sections],
    ]
    return "; ".join(" or ".join(part) for part in parts if part)


def read_filters(raw: object) -> Filters:
    """Filters from JSON, which is not trusted: what is none of ours is passed over.

    >>> read_filters({"years": ["2018", "x", 2019], "documents": "A/1", "more": 3})
    Filters(documents=(), meetings=(), years=(2018, 2019), sections=())
    """
    if not isinstance(raw, Mapping):
        return NO_FILTERS
    years = [int(one) for one in _strings(raw.get("years")) if re.fullmatch(r"[12]\d{3}", one)]
    return Filters(
        documents=_strings(raw.get("documents")),
        meetings=_strings(raw.get("meetings")),
        years=tuple(dict.fromkeys(years)),
        sections=_strings(raw.get("sections")),
    )


def _strings(raw: Any) -> tuple[str, ...]:
    values = raw[:_MOST] if isinstance(raw, list | tuple) else ()
    found = (str(one)[:_LONGEST] for one in values if isinstance(one, str | int))
    return tuple(dict.fromkeys(one for one in found if one.strip()))
