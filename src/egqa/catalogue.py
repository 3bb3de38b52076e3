"""Where the documents of an index are found by what they are called: no question reads them all.

Each table is made when it is first asked, and keeps the documents' order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from egqa.corpus import numbers_of
from egqa.dates import dates_of, held_in, years_of
from egqa.memo import OncePerCollection, OncePerDocument
from egqa.parse.masthead import ordinal_words
from egqa.pinpoints import is_preambular, parts_of
from egqa.sessions import find_ordinals
from egqa.symbols import components, symbol_key
from egqa.types import Document, Masthead, UnitRef
from egqa.words import content_stems

Keys = tuple[str, ...]
#: Units of a document by the part they stand in: the part, the unit's place, the unit.
Placed = tuple[tuple[str, int, UnitRef], ...]
K = TypeVar("K")
_MEETS = re.compile(r"\b(?:sessions?|meetings?)$", re.IGNORECASE)


class Catalogue:
    """The documents of one collection, by symbol, date, session, item, title and unit number."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._by_key = {one.masthead.key: one for one in documents}
        self._place = {key: at for at, key in enumerate(self._by_key)}

    def warm(self) -> None:
        """Make all tables now, so that no question waits for one."""
        for name, value in vars(Catalogue).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    def of(self, keys: Iterable[str]) -> list[Document]:
        """The documents of these keys, in the collection's order."""
        known = {key for key in keys if key in self._by_key}
        return [self._by_key[key] for key in sorted(known, key=self._place.__getitem__)]

    def named(self, symbol: str) -> Keys:
        """The documents that print `symbol` as theirs, or whose masthead implies it."""
        return self._symbols.get(symbol_key(symbol), ())

    def ending(self, part: str) -> Keys:
        """The documents whose symbol ends with `part`: "Add.2", "L.1/Add.2", but not "L.1"."""
        return self._endings.get(components(part), ())

    def dated(self, year: int | None, month: int | None) -> Keys:
        """The documents of meetings in that year, that month, or that month of any year."""
        return self._dates.get((year, month), ())

    def held(self, year: int | None, month: int | None) -> Keys:
        """The same of meetings alone: not of documents that were only issued then."""
        return self._held.get((year, month), ())

    def of_session(self, ordinal: int) -> Keys:
        """The documents of a session or meeting of that number."""
        return self._sessions.get(ordinal, ())

    def of_item(self, item: str) -> Keys:
        """The documents on an agenda item, written without spaces."""
        return self._items.get(item, ())

    def holding(self, numbers: Iterable[str]) -> list[Document]:
        """The documents that have a unit of one of these numbers, in whatever part."""
        return self.of(key for number in numbers for key in self._numbers.get(number, ()))

    def provisions(self, parts: Iterable[str]) -> list[UnitRef]:
        """The units of the first level that stand in one of these parts: articles, rules."""
        found = {one for part in parts for one in self._provisions.get(part, ())}
        return [ref for _, _, ref in sorted(found)]

    def clauses_of_act(self, parts: Iterable[str], keys: Iterable[str] = ()) -> list[UnitRef]:
        """The units of these acts, of several in a report; of the documents `keys` where given."""
        found = {one for part in parts for one in self._acts.get(part, ())}
        within = set(keys)
        return [ref for _, _, ref in sorted(found) if not within or ref.key in within]

    def entitled(self, words: Sequence[frozenset[str]]) -> tuple[Keys, int]:
        """The documents whose title holds the most of the first `words`, and how many those are.

        Each word is its stems; one without any is passed over.
        """
        found: set[int] | None = None
        shared = at = 0
        for number, stems in enumerate(words, start=1):
            holding = [self._titled.get(stem, frozenset[int]()) for stem in stems]
            if not holding:
                continue
            left = frozenset[int].intersection(*holding)
            left = left if found is None else left & found
            if not left:
                break
            found, shared, at = set(left), shared + 1, number
        if shared < 2 or found is None:
            return (), 0
        return tuple(self.documents[one].masthead.key for one in sorted(found)), at

    def headed(self, title: str) -> Keys:
        """The documents with a section of this short title, in lower case."""
        return self._headings.get(title, ())

    @cached_property
    def addenda(self) -> frozenset[str]:
        """The documents that call themselves addenda."""
        return frozenset(
            one.masthead.key
            for one in self.documents
            if "addendum" in (one.masthead.title or "").lower()
        )

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The keys of all symbols by which a document is known, its own key among them."""
        return frozenset({*self._symbols, *(symbol_key(key) for key in self._by_key)})

    @cached_property
    def last_year(self) -> int | None:
        """The year of the last meeting of which there is a document."""
        return max((year for year, _ in self._dates if year is not None), default=None)

    @cached_property
    def _symbols(self) -> dict[str, Keys]:
        return self._group(
            lambda one: (
                symbol_key(spelled)
                for symbol in _own(one.masthead)
                for spelled in (symbol, _YEAR.sub("", symbol))
            )
        )

    @cached_property
    def _endings(self) -> dict[tuple[str, ...], Keys]:
        def endings(one: Document) -> Iterable[tuple[str, ...]]:
            for symbol in _own(one.masthead):
                # "Resolution 2773" is "S/RES/2773 (2025)": no other of the series has its number.
                for parts in (components(symbol), components(_YEAR.sub("", symbol))):
                    yield from (parts[at:] for at in range(len(parts)))

        return self._group(endings)

    @cached_property
    def _dates(self) -> dict[tuple[int | None, int | None], Keys]:
        def dates(one: Document) -> Iterable[tuple[int | None, int | None]]:
            for year, month in dates_of(one):
                yield from ((year, month), (year, None), (None, month))
            yield from ((year, None) for year in years_of(one.masthead))

        return self._group(dates)

    @cached_property
    def _held(self) -> dict[tuple[int | None, int | None], Keys]:
        return self._group(
            lambda one: (
                spelled
                for year, month in held_in(one)
                for spelled in ((year, month), (year, None), (None, month))
            )
        )

    @cached_property
    def _sessions(self) -> dict[int, Keys]:
        def session(one: Document) -> Iterable[int]:
            # A report to the Assembly's eightieth session may be "on its thirty-fourth".
            titled = find_ordinals(one.masthead.title or "")
            named = (one.masthead.session or "", *(it for it in titled if _MEETS.search(it)))
            return (number for name in named if (number := ordinal_words(name)))

        return self._group(session)

    @cached_property
    def _items(self) -> dict[str, Keys]:
        return self._group(
            lambda one: (re.sub(r"\s", "", item) for item in one.masthead.agenda_items)
        )

    @cached_property
    def _numbers(self) -> dict[str, Keys]:
        return self._group(numbers_of)

    @cached_property
    def _provisions(self) -> dict[str, list[tuple[int, int, UnitRef]]]:
        return self._by_part(_provisions_of)

    @cached_property
    def _acts(self) -> dict[str, list[tuple[int, int, UnitRef]]]:
        return self._by_part(_clauses_of)

    def _by_part(
        self, placed: Callable[[Document], Placed]
    ) -> dict[str, list[tuple[int, int, UnitRef]]]:
        """The units by the part they stand in, each with its place in the collection."""
        found: dict[str, list[tuple[int, int, UnitRef]]] = {}
        for at, document in enumerate(self.documents):
            for part, number, ref in placed(document):
                found.setdefault(part, []).append((at, number, ref))
        return found

    @cached_property
    def _headings(self) -> dict[str, Keys]:
        return self._group(_titles_of)

    @cached_property
    def _titled(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for at, document in enumerate(self.documents):
            for stem in content_stems(document.masthead.title or ""):
                found.setdefault(stem, set()).add(at)
        return {stem: frozenset(places) for stem, places in found.items()}

    def _group(self, names: Callable[[Document], Iterable[K]]) -> dict[K, Keys]:
        """The keys of the documents by what each is called."""
        found: dict[K, dict[str, None]] = {}
        for document in self.documents:
            for name in names(document):
                found.setdefault(name, {})[document.masthead.key] = None
        return {name: tuple(keys) for name, keys in found.items()}


_YEAR = re.compile(r" ?\((?:19|20)\d\d\)$")


def _own(masthead: Masthead) -> list[str]:
    return [one for one in (*masthead.symbols, masthead.symbol_inferred) if one]


@OncePerDocument
def _provisions_of(document: Document) -> Placed:
    return tuple(
        (part, number, one.ref)
        for number, one in enumerate(document.paragraphs)
        if one.para and one.parent is None
        for part in parts_of(one.para)
    )


#: How the part of an act begins, of several in a report: "dec.17/cp.29", "res.2025/6".
ACT = re.compile(r"(?:dec|res)\.?\d{1,4}/")


@OncePerDocument
def _clauses_of(document: Document) -> Placed:
    return tuple(
        (part, number, one.ref)
        for number, one in enumerate(document.paragraphs)
        if one.para and not is_preambular(one.para)
        for part in parts_of(one.para)
        if ACT.match(part)
    )


#: The longest section title that a document may be called by, in words.
TITLE_WORDS = 6


@OncePerDocument
def _titles_of(document: Document) -> frozenset[str]:
    """The short titles of a document's sections, in lower case."""
    named = set()
    for heading in {one.headings[-1] for one in document.paragraphs if one.headings}:
        title = re.sub(r"^[A-Z]+\.\s+|\s*\([^()]*\)", "", heading).strip()
        if 0 < len(title.split()) <= TITLE_WORDS:
            named.add(title.lower())
    return frozenset(named)


catalogue_of: Callable[[Sequence[Document]], Catalogue] = OncePerCollection(Catalogue)
