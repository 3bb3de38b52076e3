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

import numpy as np

from egqa.fusion import WEIGHTS, Weights, fuse
from egqa.index import Index
from egqa.kinds import holds_kind
from egqa.numerals import ordinal_in_words, ordinal_suffix
from egqa.parse.masthead import ordinal_words
from egqa.rerankers import Reranker
from egqa.searches import Searches, texts_of
from egqa.states import count_states
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
    searches = Searches(queries, index, only)
    return [_retrieve(query, index, searches, weights, only) for query in queries]


def _retrieve(
    query: Query,
    index: Index,
    searches: Searches,
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
    at = ordinal_words(number)
    if not at:
        return f"{number} {noun}"
    return f"(?:{at}{ordinal_suffix(at)}|{ordinal_in_words(at)}) {noun}"


def score(
    query: Query,
    searches: Searches,
    units: Mapping[UnitRef, Paragraph],
    weights: Weights,
) -> tuple[dict[UnitRef, float], dict[UnitRef, float]]:
    """The score of every unit for `query`, and its best sentence's cosine.

    Units outside a firm scope come last.
    """
    rankings, *others = map(searches.result, texts_of(query))
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
