"""The measures of one reply, and of how a system's confidence ranks its replies.

Precision, recall and F1 of citations are set measures over cited units (van Rijsbergen,
*Information Retrieval*, 1979, ch. 7), taken question by question and averaged, as ALCE does with
passages (Gao et al., "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from egqa.types import UnitRef


class Match(NamedTuple):
    """How well the cited units and the gold units agree."""

    precision: float
    recall: float
    f1: float


NO_MATCH = Match(0.0, 0.0, 0.0)


class CurvePoint(NamedTuple):
    """Replying to the most confident share `coverage` of questions, `risk` of the score is lost."""

    coverage: float
    risk: float


def match_strictly(
    cited: Sequence[UnitRef], gold: Sequence[UnitRef], *, all_required: bool
) -> Match:
    """Precision, recall and F1 of the cited units, each right or wrong.

    Precision is the share of distinct cited units that are gold. Recall is the share of gold units
    cited if all are required, else 1 if any is cited. F1 is their harmonic mean. Without a
    citation all are 0.

    >>> one, two, other = UnitRef("A", "1"), UnitRef("A", "2"), UnitRef("B", "1")
    >>> match_strictly([one, other], [one, two], all_required=True)
    Match(precision=0.5, recall=0.5, f1=0.5)
    >>> match_strictly([one, one], [one, two], all_required=False)
    Match(precision=1.0, recall=1.0, f1=1.0)
    """
    return _match(
        [float(unit in gold) for unit in dict.fromkeys(cited)],
        [float(unit in cited) for unit in dict.fromkeys(gold)],
        all_required,
    )


def match_leniently(
    cited: Sequence[UnitRef], gold: Sequence[UnitRef], *, all_required: bool
) -> Match:
    """The same with half a point for an ancestor or a descendant at any depth.

    A cited unit is worth its best match to any gold unit, a gold unit its best match to any cited
    one. Precision is the mean worth of the cited units; recall that of the gold units if all are
    required, else that of the best of them.

    >>> match_leniently([UnitRef("A", "2")], [UnitRef("A", "2(l)(ii)")], all_required=False)
    Match(precision=0.5, recall=0.5, f1=0.5)
    """
    return _match(
        [max((worth(unit, one) for one in gold), default=0.0) for unit in dict.fromkeys(cited)],
        [max((worth(unit, one) for one in cited), default=0.0) for unit in dict.fromkeys(gold)],
        all_required,
    )


def _match(cited: Sequence[float], gold: Sequence[float], all_required: bool) -> Match:
    if not cited or not gold:
        return NO_MATCH
    precision = sum(cited) / len(cited)
    recall = sum(gold) / len(gold) if all_required else max(gold)
    both = precision + recall
    return Match(precision, recall, 2 * precision * recall / both if both else 0.0)


def worth(unit: UnitRef, other: UnitRef) -> float:
    """1 for the same unit, ½ for an ancestor or descendant at any depth, else 0.

    >>> [worth(UnitRef("A", "2(l)"), UnitRef("A", para)) for para in ("2(l)", "2(l)(i)", "2(m)")]
    [1.0, 0.5, 0.0]
    """
    if unit == other:
        return 1.0
    return 0.5 if is_ancestor(unit, other) or is_ancestor(other, unit) else 0.0


def is_ancestor(unit: UnitRef, other: UnitRef) -> bool:
    """Whether `other` stands under `unit`, as their numbers show.

    A number's descendants are those that go on from it with a bracket, a point or a colon:
    `2` has `2(l)(ii)` and `2.1` under it, and not `21`.
    """
    longer, shorter = other.para, unit.para
    return (
        unit.key == other.key
        and bool(shorter)
        and longer.startswith(shorter)
        and longer[len(shorter) : len(shorter) + 1] in ("(", ".", ":")
    )


def document_precision(cited: Sequence[UnitRef], gold: Sequence[UnitRef]) -> float:
    """The share of distinct cited documents that hold a gold unit; 0 without a citation.

    >>> document_precision([UnitRef("A", "9"), UnitRef("B", "1")], [UnitRef("A", "1")])
    0.5
    """
    wanted = {unit.key for unit in gold}
    given = {unit.key for unit in cited}
    return len(given & wanted) / len(given) if given else 0.0


def risk_coverage(
    replies: Sequence[tuple[float, float]],
) -> tuple[tuple[CurvePoint, ...], float | None]:
    """The risk-coverage curve of (confidence, score) pairs, and the area under it.

    Replies are taken from the most confident down; at each the coverage is the share of replies
    taken and the risk the mean of 1 − score among them, abstentions included. Equal confidences
    share their mean loss, so that the order of questions changes nothing. The area is the mean of
    the risks over all coverages, lower being better (El-Yaniv and Wiener, "On the Foundations of
    Noise-free Selective Classification", JMLR 2010; Geifman et al., "Bias-Reduced Uncertainty
    Estimation for Deep Neural Classifiers", ICLR 2019). None for the area where there is no reply.

    >>> risk_coverage([(0.9, 1.0), (0.4, 0.0)])
    ((CurvePoint(coverage=0.5, risk=0.0), CurvePoint(coverage=1.0, risk=0.5)), 0.25)
    """
    ranked = sorted(replies, key=lambda reply: -reply[0])
    points: list[CurvePoint] = []
    lost = 0.0
    for _, tied in groupby(ranked, key=lambda reply: reply[0]):
        losses = [1 - score for _, score in tied]
        for _ in losses:
            lost += sum(losses) / len(losses)
            taken = len(points) + 1
            points.append(CurvePoint(taken / len(ranked), lost / taken))
    area = sum(point.risk for point in points) / len(points) if points else None
    return tuple(points), area
