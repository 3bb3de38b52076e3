"""The rankings that some queries take: each text's once, one beside the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from egqa.index import Index, Ranking
from egqa.processor import count_cores
from egqa.types import Query, UnitRef

#: A text to search, and the documents whose units are ranked however far they are from it.
Text: TypeAlias = tuple[str, tuple[str, ...]]


def texts_of(query: Query) -> list[Text]:
    """What is searched for `query`: the whole, and what was last said where that is less."""
    meant = tuple(query.documents) if query.scope == "must" else ()
    return [(text, meant) for text in dict.fromkeys((query.text, query.focus or query.text))]


class Searches:
    """The rankings for some queries, each text's once, one beside the other.

    Embedding is most of the time, and one thread's work; the first is made by who asks for it.
    """

    def __init__(
        self, queries: Sequence[Query], index: Index, only: Collection[UnitRef] | None
    ) -> None:
        _, *others = dict.fromkeys(one for query in queries for one in texts_of(query))
        self._index = index
        self._only = only
        self._made: dict[Text, list[Ranking]] = {}
        self._begun: dict[Text, Future[list[Ranking]]] = {
            one: _threads().submit(_rank, *one, index, only) for one in others
        }

    def result(self, text: Text) -> list[Ranking]:
        """The rankings of all units for `text`."""
        if text not in self._made:
            begun = self._begun.get(text)
            self._made[text] = begun.result() if begun else _rank(*text, self._index, self._only)
        return self._made[text]


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(count_cores(), thread_name_prefix="egqa-rank")


def _rank(
    text: str, meant: Sequence[str], index: Index, only: Collection[UnitRef] | None
) -> list[Ranking]:
    """The rankings of all units, or of those in `only` as if the index held no others.

    Of a large index only the nearest units are ranked; those of the documents `meant` always are.
    """
    if only is None:
        return index.rank(text, always=meant)
    rankings = index.rank(text, documents=sorted({ref.key for ref in only}))
    return [
        replace(
            one,
            scores={ref: value for ref, value in one.scores.items() if ref in only},
            spread=0.0,
        )
        for one in rankings
    ]
