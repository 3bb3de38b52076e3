"""Judge one reply: its units against the gold, its quotes against the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from egqa.evaluate.corpus import Corpus, find_in_source, judged_unit, stands_in_unit
from egqa.evaluate.measures import (
    Match,
    document_precision,
    match_leniently,
    match_strictly,
    worth,
)
from egqa.evaluate.predictions import Citation, Prediction
from egqa.evaluate.questions import JudgedQuestion, gold_units
from egqa.types import Span, UnitRef

Verdict: TypeAlias = Literal["right", "partly", "wrong", "abstained", "missing"]


@dataclass(frozen=True, slots=True)
class GivenQuote:
    """A citation as judged: its unit, what that is worth, and whether its words stand there.

    `worth` is 1 for a gold unit, ½ for an ancestor or descendant of one, else 0; `verbatim` is
    None where the citation has no quote or there are no documents to look in.
    """

    citation: Citation
    unit: UnitRef
    worth: float
    verbatim: bool | None


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A gold unit as met: what the best unit cited is worth to it, and whether a given quote
    shares a character with its own.

    `overlapped` is None where that cannot be known: no quote on one of the sides, or no documents.
    """

    unit: UnitRef
    quote: str | None
    worth: float
    overlapped: bool | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question, its reply and what that is worth.

    What only an answerable question has is None for the others. `verdict` is `abstained` only for
    an abstention from an answerable question. A missing reply counts as whatever is wrong:
    `abstained` is then true of an answerable question and false of an unanswerable one.
    """

    question: JudgedQuestion
    prediction: Prediction | None
    verdict: Verdict
    score: float
    abstained: bool
    strict: Match | None = None
    lenient: Match | None = None
    first_is_gold: bool | None = None
    document_precision: float | None = None
    given: tuple[GivenQuote, ...] = ()
    context: tuple[GivenQuote, ...] = ()
    gold: tuple[GoldQuote, ...] = ()
    retrieved: tuple[UnitRef, ...] | None = None
    retrieval: Mapping[str, float] | None = None


def judge(
    question: JudgedQuestion,
    prediction: Prediction | None,
    corpus: Corpus,
    *,
    gives_quotes: bool = True,
    gives_passages: bool = True,
) -> Judgement:
    """Judge the reply to `question`; `prediction` is None where there is none.

    `gives_quotes` and `gives_passages` say whether the system does so anywhere. If so, a missing
    reply and an abstention count as having found no gold quote, and a missing reply as having
    retrieved nothing; if not, those measures stay blank.
    """
    citations = prediction.citations if prediction and prediction.answered else ()
    cited = tuple(_unit(citation, corpus) for citation in citations)
    gold = gold_units(question, corpus)
    abstained = question.answerable if prediction is None else not prediction.answered
    given = tuple(
        _given(citation, unit, gold, corpus)
        for citation, unit in zip(citations, cited, strict=True)
    )
    strict = lenient = None
    score = float(abstained)
    if question.answerable:
        strict = match_strictly(cited, gold, all_required=question.all_required)
        lenient = match_leniently(cited, gold, all_required=question.all_required)
        score = strict.f1
    return Judgement(
        question=question,
        prediction=prediction,
        verdict=_verdict(question, prediction, score),
        score=score,
        abstained=abstained,
        strict=strict,
        lenient=lenient,
        first_is_gold=(bool(cited) and cited[0] in gold) if question.answerable else None,
        document_precision=document_precision(cited, gold) if question.answerable else None,
        given=given,
        context=tuple(
            _given(one, _unit(one, corpus), gold, corpus)
            for one in (prediction.context if prediction else ())
        ),
        gold=_met(question, given, corpus, gives_quotes=gives_quotes),
        retrieved=_retrieved(prediction, corpus, gives_passages=gives_passages),
    )


def has_place(citation: Citation) -> bool:
    """Whether a citation says which words it means, by a quote or by a span."""
    return citation.quote is not None or citation.span is not None


def _unit(citation: Citation, corpus: Corpus) -> UnitRef:
    return judged_unit(citation.doc, citation.para, corpus)


def _given(
    citation: Citation, unit: UnitRef, gold: Sequence[UnitRef], corpus: Corpus
) -> GivenQuote:
    verbatim = None
    if citation.quote is not None and corpus.documents:
        verbatim = stands_in_unit(citation.quote, unit, corpus)
    best = max((worth(unit, one) for one in gold), default=0.0)
    return GivenQuote(citation, unit, best, verbatim)


def _met(
    question: JudgedQuestion,
    given: Sequence[GivenQuote],
    corpus: Corpus,
    *,
    gives_quotes: bool,
) -> tuple[GoldQuote, ...]:
    spans = [(one.unit.key, span) for one in given if (span := _span(one, corpus))]
    blank = not gives_quotes or (given and not any(has_place(one.citation) for one in given))
    met = []
    for gold in question.gold:
        unit = judged_unit(gold.doc, gold.para, corpus)
        place = find_in_source(gold.quote, unit, corpus) if gold.quote else None
        overlapped = None
        if place is not None and not blank:
            overlapped = any(
                key == unit.key and span.start < place.end and place.start < span.end
                for key, span in spans
            )
        best = max((worth(unit, one.unit) for one in given), default=0.0)
        met.append(GoldQuote(unit, gold.quote, best, overlapped))
    return tuple(met)


def _span(given: GivenQuote, corpus: Corpus) -> Span | None:
    """Where a given quote stands in its document: as it says, else where its words are found."""
    said = given.citation.span
    if said is not None:
        return said
    quote = given.citation.quote
    return find_in_source(quote, given.unit, corpus) if quote else None


def _retrieved(
    prediction: Prediction | None, corpus: Corpus, *, gives_passages: bool
) -> tuple[UnitRef, ...] | None:
    if prediction is None:
        return () if gives_passages else None
    if prediction.passages is None:
        return None
    units = (judged_unit(one.doc, one.para, corpus) for one in prediction.passages)
    return tuple(dict.fromkeys(units))


def _verdict(question: JudgedQuestion, prediction: Prediction | None, score: float) -> Verdict:
    if prediction is None:
        return "missing"
    if question.answerable and not prediction.answered:
        return "abstained"
    return "right" if score > 1 - 1e-9 else "partly" if score > 0 else "wrong"
