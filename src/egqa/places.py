"""The phrases of a question that name documents: symbols, numbers, dates, sessions, bodies, titles.

Each is found by itself, against what mastheads print; `scope` makes one reading of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from egqa.aliases import find_entities
from egqa.authors import PRINCIPAL, find_author, find_called, is_full
from egqa.catalogue import Catalogue, catalogue_of
from egqa.dates import MONTH_NAMES, MONTHS, is_of_event
from egqa.memo import OncePerCollection
from egqa.parse.masthead import ordinal_words
from egqa.session_names import find_lettered
from egqa.symbols import find_symbols, symbol_key
from egqa.titles import find_subjects, find_titles
from egqa.types import Document, Masthead, Span
from egqa.words import content_words

Dimension = Literal["symbol", "date", "session", "item", "topic", "body"]
_PART = re.compile(
    r"(?<![\w/.])(?:L\.\s?\d+(?:/(?:Add|Rev|Corr)\.\s?\d+)*|CRP\.\s?\d+"
    r"|(?:Add(?:endum)?|Corr|Rev)\.?\s?(?:no\.?\s?)?\d{1,2})(?![\w(])",
    re.IGNORECASE,
)
# A number with a slash, or one of the Security Council with its year or after its name: a bare
# "2019" is a year. It counts only where such a resolution is among the documents.
_RESOLUTION = re.compile(
    r"(?:\b(?:General Assembly|Human Rights Council|Security Council|Economic and Social Council|UNGA|GA|HRC|UNHRC|UNSC|SC|ECOSOC|Council|Assembly)(?:['’]s)? )?"
    r"(?:\b(?:resolution|res\.?|UNSCR|SCR) (?:no\. ?)?)?"
    r"(?<![\w/.])(?P<number>\d{1,4}/\d{1,3}|\d{3,4} \(\d{4}\)|(?<=resolution )\d{3,4}|(?<=SCR )\d{3,4}|(?<=SC )\d{4}|(?!20[0-3]\d)(?!19\d\d)[12]\d{3})(?![\w/]| \()",
    re.IGNORECASE,
)
# The year of "decision 2025/1" is of its number, and says of no document when it is from.
_WHEN = re.compile(
    rf"\b(?:(?P<month>{MONTH_NAMES})\s+)?"
    r"(?!(?:(?<=decision )|(?<=decisions )|(?<=resolution )|(?<=resolutions ))\d{4}/\d)"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# Years in a range or a row belong to what is spoken of: "the 2018–2021 workplan".
_YEARS = re.compile(
    r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d\b|(?:, (?:19|20)\d\d)+ (?:and|or) (?:19|20)\d\d)"
)
_MONTH = re.compile(
    rf"\b(?:(?:in|from|of|the|on)\s+|\d{{1,2}}\s+)(?P<month>{MONTH_NAMES})\b(?!\s+(?:\d|I\b|be\b|not\b|have\b))",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"\b(?P<ordinal>[a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th))\s+"
    r"(?:(?:special|emergency|regular|resumed|annual|extraordinary)\s+)*(?P<kind>session|meeting)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\b(?:agenda )?item (?P<item>\d+(?: ?\([a-z]\))?)", re.IGNORECASE)


class Place(NamedTuple):
    """A phrase of the question that names documents."""

    span: Span
    keys: tuple[str, ...]
    dimension: Dimension
    firm: bool = True


def read_places(text: str, documents: Sequence[Document]) -> tuple[list[Place], str]:
    """The phrases of `text` that name some of `documents`, and `text` with the symbols blanked out."""
    catalogue = catalogue_of(documents)
    places: list[Place] = []
    masked = hidden = text  # in `hidden`, symbols that are searched for are blanked out too
    for symbol in find_symbols(text):
        start = text.find(symbol)
        span = Span(start, start + len(symbol))
        keys = catalogue.named(symbol)
        hidden = mask(hidden, span)
        if keys:
            places.append(Place(span, keys, "symbol"))
            masked = mask(masked, span)
    for span, part in (*_parts(hidden), *_resolutions(hidden)):
        keys = catalogue.ending(part)
        if keys:
            places.append(Place(span, keys, "symbol"))
            masked, hidden = mask(masked, span), mask(hidden, span)
    places += _read_dates(hidden, catalogue)
    for match in _SESSION.finditer(hidden):
        ordinal = ordinal_words(match.group("ordinal"))
        keys = catalogue.of_session(ordinal) if ordinal else ()
        if keys := _of_body(hidden, keys, catalogue):
            places.append(Place(Span(*match.span()), keys, "session"))
    for span, keys, firm in find_lettered(hidden, documents):
        # "When was SBI 60 held?" is on the session itself.
        topic = firm and len(content_words(mask(masked, span))) > 1
        places.append(Place(span, keys, "symbol" if topic else "session", firm))
        if topic:
            masked, hidden = mask(masked, span), mask(hidden, span)
    for match in _ITEM.finditer(hidden):
        if keys := catalogue.of_item(re.sub(r"\s", "", match.group("item"))):
            places.append(Place(Span(*match.span()), keys, "item"))
    places += _read_bodies(hidden, documents)
    places += [Place(span, keys, "topic") for span, keys in find_titles(hidden, documents)]
    taken = [one.span for one in places]
    places += [
        Place(span, keys, "topic", False)
        for span, keys in find_subjects(hidden, documents)
        if not any(one.start < span.end and span.start < one.end for one in taken)
    ]
    return places, masked


def _of_body(text: str, keys: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Those of `keys` whose body is of a kind that `text` names: a commission's session is no committee's.

    All of them where `text` names no body, or a document prints none.
    """
    kinds = {match.lower() for match in _KIND.findall(text)}
    if not kinds:
        return keys
    return tuple(
        one.masthead.key
        for one in catalogue.of(keys)
        if not (
            printed := {
                match.lower()
                for match in _KIND.findall(f"{one.masthead.title or ''} {one.masthead.body or ''}")
            }
        )
        or printed & kinds
    )


# What kind of body it is that meets.
_KIND = re.compile(
    r"\b(?:Commission|Committee|Conference|Council|Assembly|Board|Forum|Congress|Authority|Tribunal)\b"
)


def _parts(text: str) -> Iterator[tuple[Span, str]]:
    """ "Add.2", "addendum no. 2", "L.1": the last components of a symbol."""
    for match in _PART.finditer(text):
        part = re.sub(r"(?i)addendum\s*(?:no\.?)?|add\s*no\.?", "Add.", match.group())
        yield Span(*match.span()), part


def _resolutions(text: str) -> Iterator[tuple[Span, str]]:
    """ "resolution 74/247", "HRC 59/25", "SCR 2664", "2664 (2022)": by its number alone."""
    for match in _RESOLUTION.finditer(text):
        yield Span(*match.span()), f"RES/{match.group('number')}"


def _read_dates(text: str, catalogue: Catalogue) -> list[Place]:
    """The dates that documents are of; firm where they say which documents are meant."""
    places = []
    for match in _YEARS.finditer(text):
        text = mask(text, Span(*match.span()))
    for match in _WHEN.finditer(text):
        name = match.group("month")
        year, month = int(match.group("year")), MONTHS.index(name.lower()) + 1 if name else None
        if keys := catalogue.dated(year, month):
            span = Span(*match.span())
            places.append(Place(span, keys, "date", _is_firm(text, span, year, month, catalogue)))
    for match in _MONTH.finditer(text):
        if any(place.span.start <= match.end() - 1 < place.span.end for place in places):
            continue
        month = MONTHS.index(match.group("month").lower()) + 1
        if keys := catalogue.dated(None, month):
            span = Span(*match.span("month"))
            places.append(Place(span, keys, "date", _is_firm(text, span, None, month, catalogue)))
    if _are_of_one_body(places, catalogue):  # several tell its documents from each other
        return [place._replace(firm=True) for place in places]
    return places


def _are_of_one_body(places: Sequence[Place], catalogue: Catalogue) -> bool:
    """Whether one body has documents of several of the dates.

    "In 2018 and in 2019" says which reports of a group are meant; where only a resolution is of one
    year and a committee's report of the other, both years are of what is asked about.
    """
    held: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
    for place in places:
        for document in catalogue.of(place.keys):
            held.setdefault(document.masthead.body or "", set()).add(
                (document.masthead.key, place.keys)
            )
    return any(
        body and len({key for key, _ in found}) > 1 and len({dated for _, dated in found}) > 1
        for body, found in held.items()
    )


def _is_firm(
    text: str, span: Span, year: int | None, month: int | None, catalogue: Catalogue
) -> bool:
    """Whether a date says which documents are meant: their own, or the month of their meeting.

    What was done "in 2024" is told by a report of 2025 as well; "what about 2024?" asks for no more
    than the documents of that year.
    """
    if not is_of_event(text, span) or len(content_words(mask(text, span))) <= 1:
        return True
    return month is not None and bool(catalogue.held(year, month))


def _read_bodies(text: str, documents: Sequence[Document]) -> list[Place]:
    """The body a question speaks of: firmly where it is the place or the author, else as a hint."""
    places = []
    for _, pattern, keys in _bodies(documents):
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
            span = Span(match.start("name"), match.start("tail"))
            firm = firm or (
                is_full(match.group("name")) and bool(_OWNER.search(text[: span.start]))
            )
            places.append(Place(span, keys, "body", firm))
    names = ((name, keys) for name, _, keys in _bodies(documents) if name not in PRINCIPAL)
    for span, keys in find_called(text, names):
        if not any(one.span.start < span.end and span.start < one.span.end for one in places):
            # Whose act, report or meeting is asked for; else it may be spoken of elsewhere.
            firm = bool(_OWNER.search(text[: span.start])) or text.startswith(
                ("'s", "’s"), span.end
            )
            places.append(Place(span, keys, "topic", firm))
    distinct = {place.keys for place in places}
    if len(distinct) > 1:  # one of them is spoken of, and nothing tells which
        places = [
            place._replace(firm=place.firm and _stands_apart(place, places)) for place in places
        ]
    return places


_OWNER = re.compile(
    r"\b(?:of|at|in|by|before|did|does|do|has|had|was|is|chairs?|chaired) the\s+$", re.IGNORECASE
)
_Bodies = tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]


@OncePerCollection
def _bodies(documents: Sequence[Document]) -> _Bodies:
    """A pattern for the names of each body, with its documents."""
    return tuple(_make_bodies(documents))


def _make_bodies(
    documents: Sequence[Document],
) -> Iterator[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    owners: dict[str, list[str]] = {}
    bodies = {_series(one.masthead): one.masthead.body for one in documents if one.masthead.body}
    for document in documents:
        # An addendum without a masthead is of the body of the document that it adds to.
        printed = document.masthead.body or bodies.get(_series(document.masthead))
        for name in dict.fromkeys((*(printed or "").split(", "), find_author(document))):
            if name:
                owners.setdefault(name, []).append(document.masthead.key)
    heads = {name: match.group() for name in owners if (match := _HEAD.match(name))}
    for name, keys in owners.items():
        forms = {name, *_other_names(name)}
        head = heads.get(name)
        joined = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        if head and sum(head in other for other in owners) == 1:
            joined += rf"|{re.escape(head)}(?! on\b)"  # "the committee on …" may be another
        yield (
            name,
            re.compile(
                rf"(?P<lead>\b(?:at|in|before|address(?:ed|ing)?|did) (?:the |CCPCJ )?)?(?<![\w/])(?P<name>{joined})(?P<tail>(?:['’]s)?(?: \w+)?)(?!\w)",
                re.IGNORECASE,
            ),
            tuple(keys),
        )


def _other_names(name: str) -> Iterator[str]:
    """What else the body of that name is called.

    The alias must be of the name itself: a meeting of States parties to a treaty is no "convention".
    """
    for entity in find_entities(name):
        if any(name.lower().startswith(form.lower()) for form in entity.forms):
            yield from entity.forms


_HEAD = re.compile(
    r"(?:[A-Z][a-z]+ )*?(?:Expert |Working )?(?:Group|Commission|Committee|Conference|Council|Assembly|Board|Forum)\b"
)


_MODIFIER = re.compile(r"(?:/(?:Add|Corr|Rev|Amend)\.?\d*)+\*?$", re.IGNORECASE)


def _series(masthead: Masthead) -> str:
    """The symbol of the document itself, without what says that it adds to it or corrects it."""
    symbol = masthead.symbol or masthead.symbol_inferred or masthead.key
    return _MODIFIER.sub("", symbol_key(symbol))


def _stands_apart(place: Place, places: Sequence[Place]) -> bool:
    return not any(other.firm and other.keys != place.keys for other in places)


def mask(text: str, span: Span) -> str:
    """`text` with `span` blanked out; every other character keeps its place."""
    return text[: span.start] + "\u2003" * (span.end - span.start) + text[span.end :]
