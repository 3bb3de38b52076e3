"""How sure a figure is, and whether two systems differ by more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RESAMPLES = 2_000
DRAWS = 10_000
SEED = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over questions with its 95 per cent interval; all None where nothing was measured.

    `count` is how many questions it is over.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one system's scores stand to another's, question by question.

    `difference` is the mean of this system's score less the other's; `p` how often chance alone
    would part them as far.
    """

    other: str
    won: tuple[str, ...]
    lost: tuple[str, ...]
    tied: int
    difference: float
    p: float


def share(parts: Sequence[tuple[float, float]]) -> Figure:
    """The sum of the first numbers over the sum of the second, one pair a question.

    With 1 as every second number this is a plain mean. The interval is the percentile bootstrap
    over the questions the measure applies to, those whose second number is not 0: 2,000 resamples
    from `numpy.random.default_rng(0)`, the 2.5th and the 97.5th percentile (Efron and Tibshirani,
    *An Introduction to the Bootstrap*, 1993, ch. 13).

    >>> share([(1.0, 1.0), (0.0, 1.0)]).value
    0.5
    >>> share([]).value is None
    True
    """
    import numpy as np

    pairs = np.array([pair for pair in parts if pair[1]], dtype=float)
    if not len(pairs):
        return Figure()
    drawn = np.random.default_rng(SEED).integers(0, len(pairs), size=(RESAMPLES, len(pairs)))
    sums = pairs[drawn].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], [2.5, 97.5])
    value = float(pairs[:, 0].sum() / pairs[:, 1].sum())
    return Figure(value, float(low), float(high), len(pairs))


def mean(values: Sequence[float]) -> Figure:
    """The mean of one value a question, with its bootstrap interval."""
    return share([(value, 1.0) for value in values])


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The percentile of `values`, between the two nearest where it falls between; None of nothing.

    >>> percentile([1.0, 2.0, 4.0], 50)
    2.0
    """
    import numpy as np

    return float(np.percentile(values, percent)) if len(values) else None


def compare_scores(
    scores: Mapping[str, float], others: Mapping[str, float], *, other: str = "the other"
) -> Comparison:
    """Compare two systems on the questions both were judged on.

    `p` is of the two-sided paired randomisation test on the per-question score: the systems'
    labels are exchanged at random question by question, 10,000 times from
    `numpy.random.default_rng(0)`, and p is the share of draws, the observed one counted among
    them, whose mean difference is at least as far from 0 (Smucker, Allan and Carterette, "A
    Comparison of Statistical Significance Tests for Information Retrieval Evaluation", CIKM 2007;
    the observed draw after Phipson and Smyth, 2010, so that p is never 0).
    """
    import numpy as np

    ids = [id_ for id_ in scores if id_ in others]
    differences = np.array([scores[id_] - others[id_] for id_ in ids], dtype=float)
    signs = np.random.default_rng(SEED).integers(0, 2, size=(DRAWS, len(ids))) * 2 - 1
    observed = abs(differences.sum())
    as_far = int((np.abs(signs @ differences) >= observed - 1e-9).sum())
    return Comparison(
        other=other,
        won=tuple(id_ for id_ in ids if scores[id_] - others[id_] > 1e-9),
        lost=tuple(id_ for id_ in ids if others[id_] - scores[id_] > 1e-9),
        tied=int((np.abs(differences) <= 1e-9).sum()),
        difference=float(differences.mean()) if ids else 0.0,
        p=(as_far + 1) / (DRAWS + 1),
    )
