"""Grade predictions against judged questions: every measure, question by question and in sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from egqa.evaluate.corpus import Corpus, gather
from egqa.evaluate.judge import Judgement, has_place, judge
from egqa.evaluate.measures import CurvePoint, risk_coverage
from egqa.evaluate.predictions import Prediction, as_predictions
from egqa.evaluate.questions import JudgedQuestion, gold_units
from egqa.evaluate.retrieval import MEASURES, measure_retrieval
from egqa.evaluate.statistics import Comparison, Figure, compare_scores, mean, percentile, share
from egqa.types import Document, UnitRef

HEADLINES = (
    "score",
    "cite_precision",
    "cite_recall",
    "cite_f1",
    "abstain_recall",
    "false_abstain",
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A system's replies to judged questions, graded.

    `figures` are the measures by name, each with its interval; one that could not be measured is
    there with None for its value. `unknown` are ids of predictions that no question has, which
    count for nothing.
    """

    system: str
    judgements: tuple[Judgement, ...] = field(repr=False)
    figures: Mapping[str, Figure]
    by_kind: Mapping[str, Figure]
    by_document: Mapping[str, Figure]
    curve: tuple[CurvePoint, ...] = field(repr=False)
    curve_area: float | None
    seconds_median: float | None
    seconds_p95: float | None
    unknown: tuple[str, ...] = ()
    corpus: Corpus = field(default_factory=Corpus, repr=False, compare=False)


def grade(
    questions: Iterable[JudgedQuestion],
    predictions: Iterable[Prediction | Mapping[str, object]],
    documents: Iterable[Document] | None = None,
    *,
    system: str = "egqa",
) -> Evaluation:
    """Grade one system's predictions: values, or the objects that would stand in a file.

    Without `documents` a document is matched by its file name alone, or by a symbol if questions
    and predictions write the same one, and the measures of quotes stay blank.

    Raises: BadEvaluation for a prediction that cannot be read or an id given twice.
    """
    corpus = gather(documents or ())
    asked = tuple(questions)
    by_id = {prediction.id: prediction for prediction in as_predictions(predictions)}
    gives_passages = any(one.passages is not None for one in by_id.values())
    gives_quotes = any(has_place(quote) for one in by_id.values() for quote in one.citations)
    judgements = _with_retrieval(
        [
            judge(
                question,
                by_id.get(question.id),
                corpus,
                gives_quotes=gives_quotes,
                gives_passages=gives_passages,
            )
            for question in asked
        ],
        corpus,
    )
    replies = [(one.prediction, one.score) for one in judgements if one.prediction]
    curve, area = risk_coverage(
        [(reply.confidence, score) for reply, score in replies if reply.confidence is not None]
    )
    seconds = [reply.seconds for reply, _ in replies if reply.seconds is not None]
    judged = {question.id for question in asked}
    return Evaluation(
        system=system,
        judgements=judgements,
        figures=_figures(judgements),
        by_kind=_mean_scores(judgements, lambda one: [one.question.kind]),
        by_document=_mean_scores(judgements, _documents),
        curve=curve,
        curve_area=area,
        seconds_median=percentile(seconds, 50),
        seconds_p95=percentile(seconds, 95),
        unknown=tuple(id_ for id_ in by_id if id_ not in judged),
        corpus=corpus,
    )


def qrels_and_run(
    evaluation: Evaluation,
) -> tuple[dict[str, tuple[UnitRef, ...]], dict[str, tuple[UnitRef, ...]]]:
    """The gold units of each answerable question, and the units retrieved for it, best first.

    A question whose reply does not say what was retrieved is in neither.
    """
    return _qrels_and_run(evaluation.judgements, evaluation.corpus)


def _qrels_and_run(
    judgements: Sequence[Judgement], corpus: Corpus
) -> tuple[dict[str, tuple[UnitRef, ...]], dict[str, tuple[UnitRef, ...]]]:
    measured = [one for one in judgements if one.question.answerable and one.retrieved is not None]
    return (
        {one.question.id: gold_units(one.question, corpus) for one in measured},
        {one.question.id: one.retrieved or () for one in measured},
    )


def _with_retrieval(judgements: Sequence[Judgement], corpus: Corpus) -> tuple[Judgement, ...]:
    measured = measure_retrieval(*_qrels_and_run(judgements, corpus))
    return tuple(replace(one, retrieval=measured.get(one.question.id)) for one in judgements)


def _figures(judgements: Sequence[Judgement]) -> dict[str, Figure]:
    answerable = [one for one in judgements if one.question.answerable]
    unanswerable = [one for one in judgements if not one.question.answerable]
    strict = [one.strict for one in answerable if one.strict]
    lenient = [one.lenient for one in answerable if one.lenient]
    in_documents = [one.document_precision for one in answerable]
    return {
        "score": mean([one.score for one in judgements]),
        "cite_precision": mean([match.precision for match in strict]),
        "cite_recall": mean([match.recall for match in strict]),
        "cite_f1": mean([match.f1 for match in strict]),
        "lenient_precision": mean([match.precision for match in lenient]),
        "lenient_recall": mean([match.recall for match in lenient]),
        "lenient_f1": mean([match.f1 for match in lenient]),
        "first_citation": mean([float(bool(one.first_is_gold)) for one in answerable]),
        "document_precision": mean([value for value in in_documents if value is not None]),
        "abstain_recall": mean([float(one.abstained) for one in unanswerable]),
        "abstain_precision": mean(
            [float(not one.question.answerable) for one in judgements if one.abstained]
        ),
        "false_abstain": mean([float(one.abstained) for one in answerable]),
        "quotes_verbatim": share(
            [_shares(quote.verbatim for quote in one.given) for one in judgements]
        ),
        "context_verbatim": share(
            [_shares(quote.verbatim for quote in one.context) for one in judgements]
        ),
        "gold_quotes_overlapped": share(
            [_shares(quote.overlapped for quote in one.gold) for one in answerable]
        ),
        **{
            name: mean([one.retrieval[name] for one in answerable if one.retrieval is not None])
            for name in MEASURES
        },
    }


def _shares(claims: Iterable[bool | None]) -> tuple[float, float]:
    known = [claim for claim in claims if claim is not None]
    return float(sum(known)), float(len(known))


def _documents(judgement: Judgement) -> list[str]:
    """The documents of the gold units: a question belongs to each, an unanswerable one to none."""
    if not judgement.question.answerable:
        return []
    return list(dict.fromkeys(quote.unit.key for quote in judgement.gold))


def _mean_scores(
    judgements: Sequence[Judgement], groups: Callable[[Judgement], Sequence[str]]
) -> dict[str, Figure]:
    found: dict[str, list[float]] = {}
    for judgement in judgements:
        for group in groups(judgement):
            found.setdefault(group, []).append(judgement.score)
    return {group: mean(scores) for group, scores in found.items()}


def compare(evaluation: Evaluation, other: Evaluation) -> Comparison:
    """How `evaluation` stands to `other` on the same questions: won, lost, and by chance or not."""
    return compare_scores(
        {one.question.id: one.score for one in evaluation.judgements},
        {one.question.id: one.score for one in other.judgements},
        other=other.system,
    )


def to_json(evaluation: Evaluation, comparison: Comparison | None = None) -> dict[str, object]:
    """The evaluation as plain values: the headline figures at the top level, then everything.

    What could not be measured is null.
    """
    figures = evaluation.figures
    return {
        **{name: figures[name].value for name in HEADLINES},
        "system": evaluation.system,
        "questions": len(evaluation.judgements),
        "answerable": sum(one.question.answerable for one in evaluation.judgements),
        "missing": [one.question.id for one in evaluation.judgements if one.prediction is None],
        "unknown": list(evaluation.unknown),
        "figures": {name: asdict(figure) for name, figure in figures.items()},
        "by_kind": {name: asdict(figure) for name, figure in evaluation.by_kind.items()},
        "by_document": {name: asdict(figure) for name, figure in evaluation.by_document.items()},
        "risk_coverage": {
            "area": evaluation.curve_area,
            "points": [point._asdict() for point in evaluation.curve],
        },
        "seconds": {"median": evaluation.seconds_median, "p95": evaluation.seconds_p95},
        "comparison": asdict(comparison) if comparison else None,
        "per_question": [_judgement_json(one) for one in evaluation.judgements],
    }


def _judgement_json(judgement: Judgement) -> dict[str, object]:
    strict, lenient = judgement.strict, judgement.lenient
    return {
        "id": judgement.question.id,
        "kind": judgement.question.kind,
        "answerable": judgement.question.answerable,
        "verdict": judgement.verdict,
        "score": judgement.score,
        "abstained": judgement.abstained,
        "strict": strict._asdict() if strict else None,
        "lenient": lenient._asdict() if lenient else None,
        "first_is_gold": judgement.first_is_gold,
        "document_precision": judgement.document_precision,
        "cited": [
            {**quote.unit._asdict(), "worth": quote.worth, "verbatim": quote.verbatim}
            for quote in judgement.given
        ],
        "gold": [
            {**quote.unit._asdict(), "worth": quote.worth, "overlapped": quote.overlapped}
            for quote in judgement.gold
        ],
        "retrieval": dict(judgement.retrieval) if judgement.retrieval is not None else None,
    }
