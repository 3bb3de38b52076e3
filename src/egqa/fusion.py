"""How much each kind of evidence weighs, and the fusion of the rankings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from egqa.index import Ranking
from egqa.types import UnitRef


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
