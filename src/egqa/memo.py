"""What is worked out of documents, once for the same ones.

Documents are known by the identity of their masthead and paragraphs, which a memory keeps alive:
one that is confined to a section has the key and hash of the whole, and other paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from egqa.types import Document

T = TypeVar("T")
_Identity = tuple[int, int]

#: How many collections are remembered, and how many documents in none of them.
_COLLECTIONS, _STRAYS = 6, 100


def _identify(document: Document) -> _Identity:
    return id(document.masthead), id(document.paragraphs)


class OncePerDocument(Generic[T]):
    """`make(document)`, remembered as long as a collection with the document is, or few others."""

    def __init__(self, make: Callable[[Document], T]) -> None:
        self._make = make
        update_wrapper(self, make)
        self._known: dict[_Identity, tuple[Document, T]] = {}
        _OF_DOCUMENTS.append(self)

    def __call__(self, document: Document) -> T:
        """What `make` gives of `document`."""
        identity = _identify(document)
        known = self._known.get(identity)
        if known is None:
            known = self._known[identity] = (document, self._make(document))
        return known[1]

    def keep(self, used: set[_Identity]) -> None:
        """Forget the documents that are not `used`, once they are many."""
        if len(self._known) > len(used) + _STRAYS:
            for one in [one for one in list(self._known) if one not in used]:
                self._known.pop(one, None)


class OncePerCollection(Generic[T]):
    """`make(documents)`, remembered of the last collections that were asked for."""

    def __init__(self, make: Callable[[Sequence[Document]], T]) -> None:
        self._make = make
        update_wrapper(self, make)
        self._known: dict[tuple[_Identity, ...], tuple[tuple[Document, ...], T]] = {}
        self._last: tuple[tuple[Document, ...], T] | None = None
        _OF_COLLECTIONS.append(self)

    def __call__(self, documents: Sequence[Document]) -> T:
        """What `make` gives of `documents`."""
        last = self._last
        if last is not None and last[0] is documents:  # a tuple, which cannot have changed
            return last[1]
        key = tuple(map(_identify, documents))
        known = self._known.pop(key, None)
        is_new = known is None
        if known is None:
            while len(self._known) >= _COLLECTIONS:
                self._known.pop(next(iter(self._known), key), None)  # another thread may have
            known = (tuple(documents), self._make(documents))
        self._known[key] = known  # what is in use goes out last: above all the whole index
        if isinstance(documents, tuple):
            self._last = (documents, known[1])
        if is_new:
            _forget()
        return known[1]

    def used(self) -> set[_Identity]:
        """The identities of all documents that are remembered here."""
        return {one for key in list(self._known) for one in key}


_OF_DOCUMENTS: list[OncePerDocument[Any]] = []
_OF_COLLECTIONS: list[OncePerCollection[Any]] = []


def _forget() -> None:
    """Forget what was worked out of documents that no remembered collection has."""
    used = set().union(*(one.used() for one in _OF_COLLECTIONS))
    for one in _OF_DOCUMENTS:
        one.keep(used)
