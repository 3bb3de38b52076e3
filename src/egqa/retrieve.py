"""A query to passages: look-up where it names units, else the fusion of four rankings.

Scores are standardised within each ranking and summed: the mean of the three dense ones plus 0.3
times BM25. On small collections this beats reciprocal rank fusion, since how far ahead the first
unit is tells more than that it is first. A unit that a ranking did not return takes that ranking's
lowest score.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from egqa.index import Index, Ranking
from egqa.types import Passage, Query, UnitRef

LEXICAL_WEIGHT = 0.3
PREFERENCE = 0.6
DEPTH = 100


def retrieve(query: Query, index: Index) -> tuple[Passage, ...]:
    """The passages for `query`, best first: first the units it names, then what was searched."""
    passages: list[Passage] = []
    for ref in query.refs:
        paragraph = index.paragraph(ref)
        if paragraph is not None:
            passages.append(Passage(paragraph, 1.0, len(passages) + 1, "named in the question"))
    within = query.documents if query.scope == "must" else ()
    scores = fuse(index.rank(query.text, documents=within))
    for ref in scores:
        if query.scope == "prefer" and ref.key in query.documents:
            scores[ref] += PREFERENCE
    named = set(query.refs)
    for ref in sorted(scores, key=lambda ref: (-scores[ref], ref)):
        if len(passages) >= DEPTH:
            break
        paragraph = index.paragraph(ref)
        if ref not in named and paragraph is not None:
            passages.append(Passage(paragraph, scores[ref], len(passages) + 1, "searched"))
    return tuple(passages)


def fuse(rankings: Sequence[Ranking]) -> dict[UnitRef, float]:
    """The fused score of every unit that any ranking returned."""
    refs = sorted({ref for ranking in rankings for ref in ranking.scores})
    if not refs:
        return {}
    dense, lexical = [], np.zeros(len(refs))
    for ranking in rankings:
        floor = min(ranking.scores.values(), default=0.0)
        if ranking.name == "lexical":
            floor = 0.0
        values = np.array([ranking.scores.get(ref, floor) for ref in refs])
        standard = (values - values.mean()) / (values.std() or 1.0)
        if ranking.name == "lexical":
            lexical = standard
        else:
            dense.append(standard)
    total = np.mean(dense, axis=0) + LEXICAL_WEIGHT * lexical
    return dict(zip(refs, map(float, total), strict=True))
