"""Which documents a question means: by symbol or part of one, date, session, agenda item, body.

Read from masthead data, never from file names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from egqa.pinpoints import ordinal_value
from egqa.symbols import ends_with, find_symbols, symbol_key
from egqa.types import Document, Masthead, Span

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_PART = re.compile(
    r"(?<![\w/.])(?:L\.\s?\d+(?:/(?:Add|Rev|Corr)\.\s?\d+)*|CRP\.\s?\d+|(?:Add(?:endum)?|Corr|Rev)\.?\s?(?:no\.?\s?)?\d{1,2})(?![\w(])",
    re.IGNORECASE,
)
_WHEN = re.compile(rf"\b(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:in|of|the|from)\s+(?P<month>{'|'.join(_MONTHS)})\b(?!\s+\d)", re.IGNORECASE)
_SESSION = re.compile(
    r"\b(?P<ordinal>[a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th))\s+(?P<kind>session|meeting)\b", re.IGNORECASE
)
_ITEM = re.compile(r"\bagenda item (?P<item>\d+(?: ?\([a-z]\))?)", re.IGNORECASE)
_DOCUMENT_WORD = re.compile(r"\b(?:draft|report|paper|document|list|addendum|recommendations?|meeting|session)\b", re.I)


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents a question names, how firmly, and where in it.

    `masked` is the question with the names blanked out, so that "Add.2" is not read as a number.
    """

    keys: tuple[str, ...] = ()
    must: bool = False
    masked: str = ""
    places: tuple[tuple[Span, tuple[str, ...]], ...] = field(default=())

    def near(self, span: Span) -> tuple[str, ...]:
        """The documents named nearest to `span`, those before it first: "Add.2 para. 1 and Add.3 para. 2"."""
        if not self.places:
            return ()
        return min(self.places, key=lambda place: _distance(place[0], span))[1]


def _distance(place: Span, span: Span) -> int:
    if place.end <= span.start:
        return span.start - place.end
    return max(0, place.start - span.end)


def read_scope(text: str, documents: Sequence[Document]) -> Scope:
    """The documents that `text` means, among `documents`."""
    places: list[tuple[Span, tuple[str, ...]]] = []
    masked = text
    for symbol in find_symbols(text):
        start = text.find(symbol)
        span = Span(start, start + len(symbol))
        keys = tuple(one.masthead.key for one in documents if _is_called(symbol, one.masthead))
        masked = _mask(masked, span)
        if keys:
            places.append((span, keys))
    for match in _PART.finditer(masked):
        part = re.sub(r"(?i)addendum\s*(?:no\.?)?|add\s*no\.?", "Add.", match.group())
        keys = tuple(one.masthead.key for one in documents if _ends(part, one.masthead))
        if keys:
            span = Span(*match.span())
            places.append((span, keys))
            masked = _mask(masked, span)
    if places:
        return _collect(places, masked, must=True)
    return _read_loosely(masked, documents)


def _read_loosely(text: str, documents: Sequence[Document]) -> Scope:
    places: list[tuple[Span, tuple[str, ...]]] = []
    masked = text
    firm = False
    for match in _WHEN.finditer(text):
        month = match.group("month")
        wanted = (int(match.group("year")), _MONTHS.index(month.lower()) + 1 if month else None)
        keys = tuple(one.masthead.key for one in documents if _is_dated(one, *wanted))
        if keys:
            span = Span(*match.span())
            places.append((span, keys))
            masked = _mask(masked, span)
            firm = firm or bool(_DOCUMENT_WORD.search(text[match.end() : match.end() + 25]))
    for match in _MONTH.finditer(masked):
        month_number = _MONTHS.index(match.group("month").lower()) + 1
        keys = tuple(one.masthead.key for one in documents if any(m == month_number for _, m in dates_of(one)))
        if keys:
            places.append((Span(*match.span("month")), keys))
    for pattern, test in ((_SESSION, _has_session), (_ITEM, _has_item)):
        for match in pattern.finditer(masked):
            keys = tuple(one.masthead.key for one in documents if test(match, one.masthead))
            if keys:
                places.append((Span(*match.span()), keys))
    return _collect(places, masked, must=firm)


def _collect(places: list[tuple[Span, tuple[str, ...]]], masked: str, *, must: bool) -> Scope:
    keys: tuple[str, ...] = tuple(dict.fromkeys(key for _, found in places for key in found))
    return Scope(keys, must and bool(keys), masked, tuple(places))


def _mask(text: str, span: Span) -> str:
    return text[: span.start] + "\u2003" * (span.end - span.start) + text[span.end :]


def _is_called(symbol: str, masthead: Masthead) -> bool:
    own = (*masthead.symbols, masthead.symbol_inferred or "")
    return any(one and symbol_key(one) == symbol_key(symbol) for one in own)


def _ends(part: str, masthead: Masthead) -> bool:
    own = (*masthead.symbols, masthead.symbol_inferred or "")
    return any(one and ends_with(one, part) for one in own)


def dates_of(document: Document) -> set[tuple[int, int]]:
    """The years and months of a document's meeting: as its masthead prints them, else as its text does."""
    masthead = document.masthead
    printed = " ".join(filter(None, (masthead.dates, masthead.date)))
    if not printed:
        printed = " ".join(
            match
            for one in document.paragraphs
            for match in re.findall(r"meetings?, on ([^,.]{4,40}\d{4})", one.text)
        )
    return {
        (int(year), _MONTHS.index(month.lower()) + 1)
        for month, year in re.findall(rf"({'|'.join(_MONTHS)}) (\d{{4}})", printed, re.IGNORECASE)
    }


def _is_dated(document: Document, year: int, month: int | None) -> bool:
    return any(year == y and month in (None, m) for y, m in dates_of(document))


def _has_session(match: re.Match[str], masthead: Masthead) -> bool:
    from egqa.parse.masthead import ordinal_words

    wanted = ordinal_words(match.group("ordinal")) or ordinal_value(match.group("ordinal"))
    return bool(wanted and masthead.session and ordinal_words(masthead.session) == wanted)


def _has_item(match: re.Match[str], masthead: Masthead) -> bool:
    wanted = re.sub(r"\s", "", match.group("item"))
    return any(re.sub(r"\s", "", item) == wanted for item in masthead.agenda_items)
