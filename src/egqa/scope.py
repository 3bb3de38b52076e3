"""Which documents a question means: by symbol or part of one, date, session, agenda item, body.

Read from masthead data, never from file names. Several dates or symbols widen the scope, different
kinds of evidence narrow it: "agenda item 3 in 2018" is one document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from egqa.aliases import find_entities
from egqa.dates import MONTH_NAMES, MONTHS, dates_of, is_dated
from egqa.parse.masthead import ordinal_words
from egqa.symbols import ends_with, find_symbols, symbol_key
from egqa.types import Document, Masthead, Span

Dimension = Literal["symbol", "date", "session", "item", "topic", "body"]
_PART = re.compile(
    r"(?<![\w/.])(?:L\.\s?\d+(?:/(?:Add|Rev|Corr)\.\s?\d+)*|CRP\.\s?\d+"
    r"|(?:Add(?:endum)?|Corr|Rev)\.?\s?(?:no\.?\s?)?\d{1,2})(?![\w(])",
    re.IGNORECASE,
)
_RESOLUTION = re.compile(
    r"\bresolution (?P<number>\d{1,4}(?:/\d{1,3}| \(\d{4}\)))(?![\w/])", re.IGNORECASE
)
_WHEN = re.compile(rf"\b(?:(?P<month>{MONTH_NAMES})\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
# Years in a range or a row belong to what is spoken of: "the 2018–2021 workplan".
_YEARS = re.compile(
    r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d\b|(?:, (?:19|20)\d\d)+ (?:and|or) (?:19|20)\d\d)"
)
_MONTH = re.compile(
    rf"\b(?:(?:in|from|of|the|on)\s+|\d{{1,2}}\s+)(?P<month>{MONTH_NAMES})\b(?!\s+(?:\d|I\b|be\b|not\b|have\b))",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"\b(?P<ordinal>[a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th))\s+(?P<kind>session|meeting)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\b(?:agenda )?item (?P<item>\d+(?: ?\([a-z]\))?)", re.IGNORECASE)


class Place(NamedTuple):
    """A phrase of the question that names documents."""

    span: Span
    keys: tuple[str, ...]
    dimension: Dimension
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents a question names, how firmly, and where in it.

    `masked` is the question with the names blanked out, so that "Add.2" is not read as a number;
    `sides` are the documents of each name, where two names share none; `conflicts` are sentences on
    names that contradict each other.
    """

    keys: tuple[str, ...] = ()
    must: bool = False
    masked: str = ""
    places: tuple[Place, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()
    conflicts: tuple[str, ...] = ()

    def near(self, span: Span) -> tuple[str, ...]:
        """The documents named nearest to `span`: "Add.2 para. 1 and Add.3 para. 2"."""
        if not self.places:
            return ()
        return min(self.places, key=lambda place: _distance(place.span, span)).keys


def _distance(place: Span, span: Span) -> int:
    return span.start - place.end if place.end <= span.start else max(0, place.start - span.end)


def read_scope(text: str, documents: Sequence[Document]) -> Scope:
    """The documents that `text` means, among `documents`."""
    places: list[Place] = []
    masked = hidden = text  # in `hidden`, symbols that are searched for are blanked out too
    for symbol in find_symbols(text):
        start = text.find(symbol)
        span = Span(start, start + len(symbol))
        keys = tuple(one.masthead.key for one in documents if _is_called(symbol, one.masthead))
        hidden = _mask(hidden, span)
        if keys:
            places.append(Place(span, keys, "symbol"))
            masked = _mask(masked, span)
    for match in _PART.finditer(hidden):
        part = re.sub(r"(?i)addendum\s*(?:no\.?)?|add\s*no\.?", "Add.", match.group())
        keys = tuple(one.masthead.key for one in documents if _ends(part, one.masthead))
        if keys:
            places.append(Place(Span(*match.span()), keys, "symbol"))
            masked, hidden = _mask(masked, places[-1].span), _mask(hidden, places[-1].span)
    for match in _RESOLUTION.finditer(hidden):
        keys = tuple(
            one.masthead.key
            for one in documents
            if _ends(f"RES/{match.group('number')}", one.masthead)
        )
        if keys:
            places.append(Place(Span(*match.span()), keys, "symbol"))
            masked, hidden = _mask(masked, places[-1].span), _mask(hidden, places[-1].span)
    places += _read_dates(hidden, documents)
    for pattern, test, dimension in (
        (_SESSION, _has_session, "session"),
        (_ITEM, _has_item, "item"),
    ):
        for match in pattern.finditer(hidden):
            keys = tuple(one.masthead.key for one in documents if test(match, one.masthead))
            if keys:
                places.append(Place(Span(*match.span()), keys, dimension))  # type: ignore[arg-type]
    places += _read_bodies(hidden, documents)
    places += _read_topics(hidden, documents)
    conflicts, places = _settle(places, text, documents)
    scope = _combine(places, masked)
    for place in places:  # what only says which document is meant is no topic
        if place.dimension in ("symbol", "date", "topic") or (place.firm and scope.sides):
            masked = _mask(masked, place.span)
    return replace(scope, masked=masked, conflicts=tuple(conflicts))


_BESIDE = re.compile(
    r"\s*[(,]?\s*(?:of|from|in|dated|['’]s|draft|report|document)?\s*(?:the )?$", re.I
)


def _settle(
    places: list[Place], text: str, documents: Sequence[Document]
) -> tuple[list[str], list[Place]]:
    """What is said of "Add.2 of 2019" where Add.2 is of 2018; the symbol is believed, not the date."""
    said: list[str] = []
    wrong: set[Place] = set()
    for symbol in (one for one in places if one.dimension == "symbol"):
        for date in (one for one in places if one.dimension == "date"):
            first, second = sorted((symbol.span, date.span))
            between = text[first.end : second.start]
            if set(symbol.keys) & set(date.keys) or not _BESIDE.fullmatch(between):
                continue
            held = sorted(
                when
                for one in documents
                if one.masthead.key in symbol.keys
                for when in dates_of(one)
            )
            if held:
                true = " and ".join(
                    f"{MONTHS[month - 1].capitalize()} {year}" for year, month in held[:2]
                )
                named = text[symbol.span.start : symbol.span.end]
                other = text[date.span.start : date.span.end]
                said.append(f"{named} is of {true}, not of {other}.")
                wrong.add(date)
    return said, [one for one in places if one not in wrong]


def _combine(places: list[Place], masked: str) -> Scope:
    """Names of one dimension widen each other; other dimensions narrow, unless they share nothing."""
    by_dimension: dict[Dimension, list[str]] = {}
    for place in places:
        named = by_dimension.setdefault(place.dimension, [])
        named.extend(key for key in place.keys if key not in named)
    keys: list[str] = []
    firm = False
    order: tuple[Dimension, ...] = ("symbol", "date", "session", "item", "topic", "body")
    for dimension in order:
        named = by_dimension.get(dimension, [])
        if not named:
            continue
        sure = any(place.firm for place in places if place.dimension == dimension)
        if not keys:
            keys, firm = named, sure
        elif common := [key for key in keys if key in named]:
            keys = common if dimension != "body" or sure else keys
        elif sure:
            keys = keys + named  # "Add.2 and the report of the Commission"
    sides: list[tuple[str, ...]] = []
    for place in sorted(places, key=lambda place: place.span):
        side = tuple(key for key in place.keys if key in keys)
        if place.firm and side and not any(set(side) & set(other) for other in sides):
            sides.append(side)
    return Scope(
        tuple(keys),
        firm and bool(keys),
        masked,
        tuple(places),
        tuple(sides) if len(sides) > 1 else (),
    )


def _read_dates(text: str, documents: Sequence[Document]) -> list[Place]:
    places = []
    for match in _YEARS.finditer(text):
        text = _mask(text, Span(*match.span()))
    for match in _WHEN.finditer(text):
        month = match.group("month")
        wanted = (int(match.group("year")), MONTHS.index(month.lower()) + 1 if month else None)
        keys = tuple(one.masthead.key for one in documents if is_dated(one, *wanted))
        if keys:
            places.append(Place(Span(*match.span()), keys, "date"))
    for match in _MONTH.finditer(text):
        if any(place.span.start <= match.end() - 1 < place.span.end for place in places):
            continue
        month_number = MONTHS.index(match.group("month").lower()) + 1
        keys = tuple(
            one.masthead.key
            for one in documents
            if any(m == month_number for _, m in dates_of(one))
        )
        if keys:
            places.append(Place(Span(*match.span("month")), keys, "date"))
    return places


def _read_bodies(text: str, documents: Sequence[Document]) -> list[Place]:
    """The body a question speaks of: firmly where it is the place or the author, else as a hint."""
    owners: dict[str, list[str]] = {}
    bodies = {_series(one.masthead): one.masthead.body for one in documents if one.masthead.body}
    for document in documents:
        # An addendum without a masthead is of the body of the document that it adds to.
        printed = document.masthead.body or bodies.get(_series(document.masthead))
        for name in (printed or "").split(", "):
            if name:
                owners.setdefault(name, []).append(document.masthead.key)
    places = []
    for name, keys in owners.items():
        head = re.match(
            r"(?:[A-Z][a-z]+ )*?(?:Expert |Working )?(?:Group|Commission|Committee|Conference|Council|Assembly|Board|Forum)\b",
            name,
        )
        forms = {name, *(form for entity in find_entities(name) for form in entity.forms)}
        if head and sum(head.group() in other for other in owners) == 1:
            forms.add(head.group())
        joined = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        pattern = re.compile(
            rf"(?P<lead>\b(?:at|in|before|address(?:ed|ing)?|did) (?:the |CCPCJ )?)?(?<![\w/])(?:{joined})(?P<tail>(?:['’]s)?(?: \w+)?)(?!\w)",
            re.IGNORECASE,
        )
        for match in pattern.finditer(text):
            tail = match.group("tail").lower()
            if re.search(r"resolution|decision|recommend", tail):
                continue
            firm = bool(match.group("lead")) or bool(
                re.search(
                    r"['’]s|chair|report|thematic|debate|discussion|session|summary|meeting|draft",
                    tail,
                )
            )
            places.append(Place(Span(*match.span()), tuple(keys), "body", firm))
    distinct = {place.keys for place in places}
    if len(distinct) > 1:  # one of them is spoken of, and nothing tells which
        places = [
            place._replace(firm=place.firm and _stands_apart(place, places)) for place in places
        ]
    return places


_MODIFIER = re.compile(r"(?:/(?:Add|Corr|Rev|Amend)\.?\d*)+\*?$", re.IGNORECASE)


def _series(masthead: Masthead) -> str:
    """The symbol of the document itself, without what says that it adds to it or corrects it."""
    symbol = masthead.symbol or masthead.symbol_inferred or masthead.key
    return _MODIFIER.sub("", symbol_key(symbol))


def _read_topics(text: str, documents: Sequence[Document]) -> list[Place]:
    """A document called by what it is on: "the criminalization addendum"."""
    owners: dict[str, list[str]] = {}
    adding = {
        one.masthead.key for one in documents if "addendum" in (one.masthead.title or "").lower()
    }
    for document in documents:
        for heading in {one.headings[-1] for one in document.paragraphs if one.headings}:
            title = re.sub(r"^[A-Z]+\.\s+|\s*\([^()]*\)", "", heading).strip()
            if 0 < len(title.split()) <= 6:
                owners.setdefault(title, []).append(document.masthead.key)
    places = []
    for title, keys in owners.items():
        for match in re.finditer(
            rf"\b{re.escape(title)} (?:addendum|draft|report|paper|document)\b", text, re.IGNORECASE
        ):
            addenda = [
                key for key in keys if match.group().lower().endswith("addendum") and key in adding
            ]
            places.append(
                Place(Span(*match.span()), tuple(dict.fromkeys(addenda or keys)), "topic")
            )
    return places


def _stands_apart(place: Place, places: Sequence[Place]) -> bool:
    return not any(other.firm and other.keys != place.keys for other in places)


def _mask(text: str, span: Span) -> str:
    return text[: span.start] + "\u2003" * (span.end - span.start) + text[span.end :]


def _is_called(symbol: str, masthead: Masthead) -> bool:
    own = (*masthead.symbols, masthead.symbol_inferred or "")
    return any(one and symbol_key(one) == symbol_key(symbol) for one in own)


def _ends(part: str, masthead: Masthead) -> bool:
    own = (*masthead.symbols, masthead.symbol_inferred or "")
    return any(one and ends_with(one, part) for one in own)


def _has_session(match: re.Match[str], masthead: Masthead) -> bool:
    wanted = ordinal_words(match.group("ordinal"))
    return bool(wanted and masthead.session and ordinal_words(masthead.session) == wanted)


def _has_item(match: re.Match[str], masthead: Masthead) -> bool:
    wanted = re.sub(r"\s", "", match.group("item"))
    return any(re.sub(r"\s", "", item) == wanted for item in masthead.agenda_items)
