"""A query to passages: look-up where it names units, else the fusion of four rankings.

Scores are standardised for each ranker and summed: the mean of the three dense ones and a share of
BM25. This beats reciprocal rank fusion, since how far ahead the first unit is tells more than that
it is first. They are standardised over all units, not over the best that were returned: those alone
are spread the less the more units there are. A unit that a ranking did not return takes that
ranking's lowest score. Structure and history then add what no vector knows: the document meant, the
kind of thing asked for, a symbol named, the units a follow-up goes on from. A reranker, where one
is named, reads the first units again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from egqa.index import Index, Ranking
from egqa.kinds import count_states, holds_kind
from egqa.numerals import ordinal, ordinal_value
from egqa.processor import count_cores
from egqa.rerankers import Reranker
from egqa.symbols import find_symbols, symbol_key
from egqa.types import Paragraph, Passage, Query, UnitRef
from egqa.words import content_words

NAMED = "named in the question"
DEPTH = 100
_OUTSIDE = -1000.0


def _is_inside(score: float) -> bool:
    return score >= _OUTSIDE / 2


def is_in_scope(passage: Passage) -> bool:
    """Whether the passage lies inside the documents and units that the question is confined to."""
    return _is_inside(passage.score)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to a unit's score, in standard deviations of the ranking.

    Found by `benchmarks/tune.py`; its cross-validated score is in the README.
    """

    lexical: float = 0.2
    cover: float = 2.0
    preference: float = 0.8
    kind: float = 0.4
    symbol: float = 4.0
    focus: float = 0.6
    near: float = 0.5
    avoid: float = 1.0
    short: float = 0.5
    ordinal: float = 1.4
    rerank: float = 0.5


WEIGHTS = Weights()
#: Content words of a follow-up that make a question of its own.
_WHOLE = 3
_SHORT = 6


def retrieve(
    query: Query,
    index: Index,
    *,
    weights: Weights = WEIGHTS,
    only: Collection[UnitRef] | None = None,
) -> tuple[Passage, ...]:
    """The passages for `query`, best first: first the units it names, then what was searched.

    Where `only` is given, no other unit is scored or returned.
    """
    return retrieve_all([query], index, weights=weights, only=only)[0]


def retrieve_all(
    queries: Sequence[Query],
    index: Index,
    *,
    weights: Weights = WEIGHTS,
    only: Collection[UnitRef] | None = None,
) -> list[tuple[Passage, ...]]:
    """The passages for each of `queries`, as `retrieve` gives them, sooner than one by one."""
    searches = _Searches(queries, index, only)
    return [_retrieve(query, index, searches, weights, only) for query in queries]


def _retrieve(
    query: Query,
    index: Index,
    searches: _Searches,
    weights: Weights,
    only: Collection[UnitRef] | None,
) -> tuple[Passage, ...]:
    units = index.paragraphs()
    scores, cosines = score(query, searches, units, weights)
    reranker = index.reranker()
    if reranker is not None:
        scores |= rerank(query, scores, units, reranker, weights.rerank)
    passages: list[Passage] = []
    for ref in _nearest_named(query, scores):
        paragraph = units.get(ref) if only is None or ref in only else None
        if paragraph is not None:
            passages.append(
                Passage(
                    paragraph, scores.get(ref, 0.0), len(passages) + 1, NAMED, cosines.get(ref, 0.0)
                )
            )
    named = set(query.refs)
    for ref in sorted(scores, key=lambda ref: (-scores[ref], ref)):
        if len(passages) >= DEPTH:
            break
        paragraph = units.get(ref)
        if ref not in named and paragraph is not None:
            why = "searched" if _is_inside(scores[ref]) else "outside the documents named"
            passages.append(
                Passage(paragraph, scores[ref], len(passages) + 1, why, cosines.get(ref, 0.0))
            )
    return tuple(passages)


#: Of how many documents, at most, the units that a question names are told.
NAMED_DOCUMENTS = 10


def _nearest_named(query: Query, scores: Mapping[UnitRef, float]) -> Sequence[UnitRef]:
    """The units that `query` names; where very many documents have the number, the nearest."""
    if len({ref.key for ref in query.refs}) <= NAMED_DOCUMENTS:
        return query.refs
    lowest = min(scores.values(), default=0.0)
    return sorted(query.refs, key=lambda ref: -scores.get(ref, lowest))[:DEPTH]


_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))"
    r" [a-z]{4,}",
    re.IGNORECASE,
)


def _in_words(phrase: str) -> str:
    """A pattern for "2nd meeting" as reports print it: as it is, or "second meeting"."""
    number, _, noun = phrase.partition(" ")
    at = ordinal_value(number)
    return f"(?:{number}|{ordinal(at)}) {noun}" if at and at <= 10 else f"{number} {noun}"


def score(
    query: Query,
    searches: _Searches,
    units: Mapping[UnitRef, Paragraph],
    weights: Weights,
) -> tuple[dict[UnitRef, float], dict[UnitRef, float]]:
    """The score of every unit for `query`, and its best sentence's cosine.

    Units outside a firm scope come last.
    """
    rankings, *others = map(searches.result, _texts(query))
    cosines = next((one.scores for one in rankings if one.name == "sentence"), {})
    scores = fuse(rankings, weights)
    for apart in others:
        own = fuse(apart, weights)
        weight = weights.focus * (1 + (len(content_words(query.focus)) >= _WHOLE))
        scores = {ref: scores[ref] + weight * own.get(ref, 0.0) for ref in scores}
    scores = _shortlist(scores, {*query.documents, *(ref.key for ref in query.near)}, query.within)
    symbols = [symbol_key(one) for one in find_symbols(query.text)]
    ordinals = [
        re.compile(rf"\b{_in_words(match.group())}\b", re.IGNORECASE)
        for match in _ORDINAL.finditer(query.focus or query.text)
    ]
    near_documents = {ref.key for ref in query.near}
    for ref in scores:
        paragraph = units.get(ref)
        if paragraph is None:
            continue
        scores[ref] += _adjust(query, paragraph, symbols, ordinals, weights)
        if ref in query.near:
            scores[ref] += weights.near
        elif ref.key in near_documents:
            scores[ref] += weights.near / 2
        if ref in query.avoid:
            scores[ref] -= weights.avoid
        outside = query.scope == "must" and query.documents and ref.key not in query.documents
        if outside or (query.within and ref not in query.within):
            scores[ref] += _OUTSIDE
    return scores, cosines


#: How many of the first units, and of the first of the documents meant, structure is read for.
SHORTLIST = DEPTH


def _shortlist(
    scores: dict[UnitRef, float], meant: Collection[str], within: Collection[UnitRef]
) -> dict[UnitRef, float]:
    """The best units, the best of the documents meant, and those that alone are asked about."""
    if len(scores) <= SHORTLIST:
        return scores
    order = sorted(scores, key=scores.__getitem__, reverse=True)
    theirs = [ref for ref in order if ref.key in meant] if meant else []
    kept = {*order[:SHORTLIST], *theirs[:SHORTLIST], *(ref for ref in within if ref in scores)}
    return {ref: score for ref, score in scores.items() if ref in kept}


#: A text to search, and the documents whose units are ranked however far they are from it.
_Text: TypeAlias = tuple[str, tuple[str, ...]]


def _texts(query: Query) -> list[_Text]:
    """What is searched for `query`: the whole, and what was last said where that is less."""
    meant = tuple(query.documents) if query.scope == "must" else ()
    return [(text, meant) for text in dict.fromkeys((query.text, query.focus or query.text))]


class _Searches:
    """The rankings for some queries, each text's once, one beside the other.

    Embedding is most of the time, and one thread's work; the first is made by who asks for it.
    """

    def __init__(
        self, queries: Sequence[Query], index: Index, only: Collection[UnitRef] | None
    ) -> None:
        _, *others = dict.fromkeys(one for query in queries for one in _texts(query))
        self._index = index
        self._only = only
        self._made: dict[_Text, list[Ranking]] = {}
        self._begun: dict[_Text, Future[list[Ranking]]] = {
            one: _threads().submit(_rank, *one, index, only) for one in others
        }

    def result(self, text: _Text) -> list[Ranking]:
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


def _adjust(
    query: Query,
    paragraph: Paragraph,
    symbols: Sequence[str],
    ordinals: Sequence[re.Pattern[str]],
    weights: Weights,
) -> float:
    """What structure adds to a unit's score."""
    total = 0.0
    if query.scope == "prefer" and query.documents and paragraph.masthead.key in query.documents:
        total += weights.preference
    holds = holds_kind(query.kind, paragraph.text)
    if holds is not None:
        total += weights.kind if holds else -weights.kind
    if query.kind == "states" and count_states(paragraph.text) >= 4:
        total += weights.kind
    if query.kind == "symbol" and holds:  # few units print one
        total += 2 * weights.kind
    if symbols and any(symbol_key(one) in symbols for one in find_symbols(paragraph.text)):
        total += weights.symbol
    total += weights.ordinal * sum(1 for phrase in ordinals if phrase.search(paragraph.text))
    if len(paragraph.text.split(None, _SHORT)) < _SHORT:
        total -= weights.short
    return total


def rerank(
    query: Query,
    scores: dict[UnitRef, float],
    units: Mapping[UnitRef, Paragraph],
    reranker: Reranker,
    weight: float,
) -> dict[UnitRef, float]:
    """New scores of the first units: the old ones and `weight` times the reranker's, standardised.

    Those that it moves down stay ahead of all that it was not shown.
    """
    named = set(query.refs)
    shown = [
        paragraph
        for ref in sorted(scores, key=lambda ref: (-scores[ref], ref))
        if ref not in named and _is_inside(scores[ref]) and (paragraph := units.get(ref))
    ][:RERANKED]
    if len(shown) < 2:
        return {}
    given = np.array(reranker.score(query.text, [one.text for one in shown]))
    standard = (given - given.mean()) / (given.std() or 1.0)
    floor = scores[shown[-1].ref]
    return {
        one.ref: max(floor, scores[one.ref] + weight * float(value))
        for one, value in zip(shown, standard, strict=True)
    }


#: How many of the first units a reranker reads.
RERANKED = 10


def fuse(rankings: Sequence[Ranking], weights: Weights = WEIGHTS) -> dict[UnitRef, float]:
    """The fused score of every unit that any ranking returned.

    The lexical ranking weighs more the more of the question its best unit covers: words that all
    stand together are better evidence than any vector, a stray word in common is not.
    """
    refs = sorted({ref for ranking in rankings for ref in ranking.scores})
    if not refs:
        return {}
    places = {ref: at for at, ref in enumerate(refs)}
    dense, lexical = [], np.zeros(len(refs))
    for ranking in rankings:
        is_lexical = ranking.name == "lexical"
        floor = 0.0 if is_lexical else min(ranking.scores.values(), default=0.0)
        values = np.full(len(refs), floor)
        values[[places[ref] for ref in ranking.scores]] = list(ranking.scores.values())
        if ranking.spread:  # of all units, not of the best alone: else words lose as units grow
            standard = (values - ranking.mean) / ranking.spread
        else:
            standard = (values - values.mean()) / (values.std() or 1.0)
        if is_lexical:
            lexical = (weights.lexical + weights.cover * ranking.cover**COVER_POWER) * standard
        else:
            dense.append(standard)
    total = np.mean(dense, axis=0) + lexical
    return dict(zip(refs, map(float, total), strict=True))


COVER_POWER = 3
