"""Which documents a question means: by symbol or part of one, date, session, agenda item, body.

Read from masthead data, never from file names. Several dates or symbols widen the scope, different
kinds of evidence narrow it: "agenda item 3 in 2018" is one document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from egqa.authors import is_full
from egqa.catalogue import catalogue_of
from egqa.dates import MONTHS, dates_of, is_of_document
from egqa.places import Dimension, Place, mask, read_places
from egqa.types import Document, Span
from egqa.words import content_words


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
    places, masked = read_places(text, documents)
    conflicts, places = _settle(places, text, documents)
    places = _without_own_dates(places, text)
    scope = _combine(places, masked)
    for place in places:  # what only says which document is meant is no topic
        named = place.dimension in ("symbol", "topic") or (place.firm and scope.sides)
        named = named or (place.dimension == "date" and place.firm)  # an event's is searched for
        if named or (place.dimension == "body" and _is_full(text, place)):
            masked = mask(masked, place.span)
    return replace(scope, masked=masked, conflicts=tuple(conflicts))


def _is_full(text: str, place: Place) -> bool:
    """Whether a body's full name, or its letters, say which document is meant, beside a topic."""
    name, rest = text[place.span.start : place.span.end], mask(text, place.span)
    full = is_full(name) or (place.firm and name.isupper())
    return full and bool(content_words(rest))


def _without_own_dates(places: list[Place], text: str) -> list[Place]:
    """`places` without the date of a body's own session of which no document is by that date.

    "The Committee at its autumn 2030 session" is told of in its report, of whatever year that is.
    """
    bodies = [one for one in places if one.dimension == "body" and one.firm]
    return [
        one
        for one in places
        if one.dimension != "date"
        or not any(
            body.span.end <= one.span.start
            and _OWN.fullmatch(text[body.span.end : one.span.start])
            and not set(body.keys) & set(one.keys)
            for body in bodies
        )
    ]


_OWN = re.compile(r"(?:['’]s|(?: \w+)? (?:at|in|during) its)(?: \w+)? ", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*[(,]?\s*(?:of|from|in|dated|['’]s|draft|report|document)?\s*(?:the )?$", re.I
)


def _settle(
    places: list[Place], text: str, documents: Sequence[Document]
) -> tuple[list[str], list[Place]]:
    """What is said of "Add.2 of 2019" where it is of 2018; the symbol is believed, not the date."""
    said: list[str] = []
    wrong: set[Place] = set()
    for symbol in (one for one in places if one.dimension == "symbol"):
        for date in (one for one in places if one.dimension == "date"):
            first, second = sorted((symbol.span, date.span))
            between = text[first.end : second.start]
            if set(symbol.keys) & set(date.keys) or not _BESIDE.fullmatch(between):
                continue
            if "," in between and is_of_document(text, date.span):
                continue  # "in Add.2, in the 2019 draft": two of a row
            meant = catalogue_of(documents).of(symbol.keys)
            held = sorted(when for one in meant for when in dates_of(one))
            if held:
                true = " and ".join(
                    f"{MONTHS[month - 1].capitalize()} {year}" for year, month in held[:2]
                )
                named = text[symbol.span.start : symbol.span.end]
                other = text[date.span.start : date.span.end]
                said.append(f"{named} is of {true}, not of {other}.")
                wrong.add(date)
    return said, [one for one in places if one not in wrong]


def _apart(
    places: list[Place], keys: list[str], by_dimension: dict[Dimension, list[str]]
) -> list[str]:
    """The documents of a date, one beside other dates, that no document meant so far is of."""
    meant = {*keys, *by_dimension.get("symbol", ())}
    dates = [place for place in places if place.dimension == "date"]
    apart = [place for place in dates if place.firm and not meant & set(place.keys)]
    return [key for place in apart for key in place.keys] if len(apart) < len(dates) else []


def _combine(places: list[Place], masked: str) -> Scope:
    """Names of one dimension widen each other; others narrow, unless they share nothing."""
    together: dict[Dimension, dict[str, None]] = {}
    for place in places:
        together.setdefault(place.dimension, {}).update(dict.fromkeys(place.keys))
    by_dimension = {dimension: list(named) for dimension, named in together.items()}
    keys: list[str] = []
    firm = False
    found: list[Dimension] = []
    order: tuple[Dimension, ...] = ("symbol", "date", "session", "item", "topic", "body")
    for dimension in order:
        named = by_dimension.get(dimension, [])
        if not named:
            continue
        sure = any(place.firm for place in places if place.dimension == dimension)
        found.append(dimension)
        if not keys:
            keys, firm = named, sure
        elif common := [key for key in keys if key in together[dimension]]:
            firm = firm or "date" in found  # the date of an event, and a body of that date
            keys = common if dimension != "body" or sure else keys
            if dimension == "date":  # "Add.3 of 2018 and the 2019 draft": another document
                keys = keys + _apart(places, keys, by_dimension)
        elif sure:
            keys = keys + named  # "Add.2 and the report of the Commission"
    sides: list[tuple[str, ...]] = []
    meant = set(keys)
    for place in sorted(places, key=lambda place: place.span):
        side = tuple(key for key in place.keys if key in meant)
        if place.firm and side and not any(set(side) & set(other) for other in sides):
            sides.append(side)
    return Scope(
        tuple(keys),
        firm and bool(keys),
        masked,
        tuple(places),
        tuple(sides) if len(sides) > 1 else (),
    )
