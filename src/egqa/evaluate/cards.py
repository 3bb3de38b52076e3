"""One question of the report: gold and given side by side, right and wrong marked, in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from egqa.evaluate.corpus import Corpus
from egqa.evaluate.judge import GivenQuote, Judgement
from egqa.evaluate.page import esc
from egqa.evaluate.terminal import KINDS
from egqa.pinpoints import print_pinpoint
from egqa.quotes import locate
from egqa.types import Span, UnitRef

VERDICTS = {
    "right": "right",
    "partly": "partly right",
    "wrong": "wrong",
    "abstained": "abstained wrongly",
    "missing": "no reply",
}
_SIGNS = {1.0: ("yes", "✓"), 0.5: ("half", "½"), 0.0: ("no", "✗")}
_AROUND = 110


def draw_card(judgement: Judgement, corpus: Corpus) -> str:
    """The question, what was expected and what was given, as an article of the page."""
    question, prediction = judgement.question, judgement.prediction
    verdict = VERDICTS[judgement.verdict]
    if not question.answerable and prediction:
        verdict = "rightly abstained" if judgement.score else "should have abstained"
    turns = "".join(
        f'<p class="turn{asked}">{esc(text)}</p>'
        for text, asked in zip(
            question.turns,
            [""] * (len(question.turns) - 1)
            + [" asked" if len(question.turns) > 1 else " asked only"],
            strict=True,
        )
    )
    expected = (
        f'<p class="expected">Expected: {esc(question.answer)}</p>' if question.answer else ""
    )
    return (
        f'<article class="card {judgement.verdict}" data-verdict="{judgement.verdict}" '
        f'data-kind="{esc(question.kind)}" data-score="{judgement.score:.4f}">'
        f"<header><span>{esc(question.id)}</span>"
        f"<span>{esc(KINDS.get(question.kind, question.kind))}</span>"
        f'<span class="pill">{verdict}</span>'
        f'<span class="score">{_marks(judgement)}</span></header>'
        f'{turns}{expected}<div class="sides"><section><h4>{_gold_title(judgement)}</h4>'
        f"{_gold(judgement, corpus)}</section><section><h4>Given</h4>{_given(judgement, corpus)}"
        f"</section></div>{_more(judgement, corpus)}</article>"
    )


def document_label(name: str, corpus: Corpus) -> str:
    """How a reader knows a document: by symbol, else by title and date, else by file."""
    document = corpus.documents.get(name)
    if document is None:
        return name
    head = document.masthead
    if head.symbol:
        return head.symbol
    if head.symbol_inferred:
        return f"{head.symbol_inferred} (symbol inferred)"
    return f"{head.title}, {head.date}" if head.title and head.date else name


def _marks(judgement: Judgement) -> str:
    match = judgement.strict
    if match is None:
        return f"score {judgement.score:.0f}"
    return f"precision {match.precision:.2f} · recall {match.recall:.2f} · <b>F1 {match.f1:.2f}</b>"


def _gold_title(judgement: Judgement) -> str:
    if len(judgement.gold) < 2:
        return "Gold"
    return "Gold: all required" if judgement.question.all_required else "Gold: any one will do"


def _gold(judgement: Judgement, corpus: Corpus) -> str:
    if not judgement.gold:
        return '<p class="note">The documents do not answer this.</p>'
    units = dict.fromkeys(quote.unit for quote in judgement.gold)
    blocks = []
    for unit in units:
        mine = [quote for quote in judgement.gold if quote.unit == unit]
        touched = any(quote.overlapped for quote in mine)
        note = "cited" if mine[0].worth == 1 else "not cited"
        if mine[0].worth == 1 and mine[0].overlapped is not None:
            note = "cited, and its words quoted" if touched else "cited, by other words"
        quotes = [quote.quote for quote in mine if quote.quote]
        blocks.append(_unit(unit, mine[0].worth, note, quotes, corpus, must_stand=False))
    return "".join(blocks)


def _given(judgement: Judgement, corpus: Corpus) -> str:
    prediction = judgement.prediction
    if prediction is None:
        return '<p class="note">No prediction for this question.</p>'
    if not prediction.answered:
        reason = f" ({esc(prediction.reason)})" if prediction.reason else ""
        return f'<p class="note">Abstained{reason}.</p>'
    if not judgement.given:
        return '<p class="note">Answered without a citation.</p>'
    return _quoted(judgement.given, corpus, judged=judgement.question.answerable)


def _quoted(given: Sequence[GivenQuote], corpus: Corpus, *, judged: bool = True) -> str:
    blocks = []
    for unit in dict.fromkeys(one.unit for one in given):
        mine = [one for one in given if one.unit == unit]
        checked = [one.verbatim for one in mine if one.verbatim is not None]
        note = "" if all(checked) else "not verbatim in this unit"
        roles = dict.fromkeys(one.citation.role for one in mine if one.citation.role)
        note = " · ".join([*filter(None, roles), *filter(None, [note])])
        quotes = [one.citation.quote for one in mine if one.citation.quote]
        worth = mine[0].worth if judged else None
        blocks.append(_unit(unit, worth, note, quotes, corpus, must_stand=bool(checked)))
    return "".join(blocks)


def _unit(
    unit: UnitRef,
    worth: float | None,
    note: str,
    quotes: Sequence[str],
    corpus: Corpus,
    *,
    must_stand: bool,
) -> str:
    kind, sign = ("", "") if worth is None else _SIGNS[worth]
    sign = f'<span class="sign">{sign}</span>' if sign else ""
    said = f" <small>({esc(note)})</small>" if note else ""
    number = print_pinpoint(unit.para) if unit in corpus.units else f"para. {unit.para}"
    where = esc(f"{document_label(unit.key, corpus)}, {number if unit.para else 'no number'}")
    return (
        f'<div class="unit {kind}"><div class="where" title="{esc(unit.key)}">'
        f"{sign}{where}{said}</div>"
        f"{_in_place(unit, quotes, corpus, must_stand=must_stand)}</div>"
    )


def _in_place(unit: UnitRef, quotes: Sequence[str], corpus: Corpus, *, must_stand: bool) -> str:
    """The unit's words around the quotes, which are marked; a quote not found there by itself."""
    left = list(quotes)
    shown = []
    for paragraph in corpus.units.get(unit, ()):
        spans = []
        for quote in quotes:
            if (span := locate(quote, paragraph.text)) is not None:
                spans.append(span)
                left = [one for one in left if one != quote]
        if spans:
            shown.append(f'<p class="words">{_marked(paragraph.text, spans)}</p>')
    tag = "s" if must_stand else "b"
    shown += [f'<p class="words"><{tag}>{esc(quote)}</{tag}></p>' for quote in left]
    return "".join(shown)


def _marked(text: str, spans: Iterable[Span]) -> str:
    """`text` with `spans` marked, cut down to what stands near them."""
    parts, at = [], 0
    for start, end in _merged(spans):
        parts.append(_between(text[at:start], first=at == 0, last=False))
        parts.append(f"<mark>{esc(text[start:end])}</mark>")
        at = end
    parts.append(_between(text[at:], first=False, last=True))
    return "".join(parts)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _between(text: str, *, first: bool, last: bool) -> str:
    ends = (0 if first else _AROUND) + (0 if last else _AROUND)
    if len(text) <= ends + 40:
        return esc(text)
    before = "" if first else text[:_AROUND].rpartition(" ")[0] + " "
    after = "" if last else " " + text[-_AROUND:].partition(" ")[2]
    return esc(f"{before}…{after}")


def _more(judgement: Judgement, corpus: Corpus) -> str:
    """What else is known of the reply, folded away."""
    prediction = judgement.prediction
    if prediction is None:
        return ""
    asked = judgement.question.turns[-1]
    notes = [
        f"read as: {prediction.query}" if prediction.query not in (None, asked) else "",
        f"confidence {prediction.confidence:.2f}" if prediction.confidence is not None else "",
        f"{prediction.seconds:.2f} s" if prediction.seconds is not None else "",
        f"model {prediction.model}" if prediction.model else "",
        _ranks(judgement),
    ]
    facts = " · ".join(esc(note) for note in notes if note)
    parts = f'<p class="note">{facts}</p>' if facts else ""
    folded = f'<p class="reply">{esc(prediction.text)}</p>' if prediction.text else ""
    if judgement.context:
        beside = _quoted(judgement.context, corpus, judged=False)
        folded += f"<h4>Shown beside it, not scored</h4>{beside}"
    return f"{parts}<details><summary>The reply</summary>{folded}</details>" if folded else parts


def _ranks(judgement: Judgement) -> str:
    if judgement.retrieval is None or judgement.retrieved is None:
        return ""
    gold = {quote.unit for quote in judgement.gold}
    ranks = [rank for rank, unit in enumerate(judgement.retrieved, start=1) if unit in gold]
    if not ranks:
        return "no gold unit retrieved"
    shown = ", ".join(str(rank) for rank in ranks[:5])
    return f"gold at rank {shown} of {len(judgement.retrieved)}"
