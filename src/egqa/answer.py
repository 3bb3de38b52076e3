"""Query and passages to a reply, without a language model: quotes, framed by rule, or none.

A frame claims nothing beyond who says it by class, the document and its date. Whole sentences are
quoted, so no qualifier inside one is lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from egqa.absences import find_undefined
from egqa.attribution import as_quoted, describe_force, frame
from egqa.cite import cite, name_document, short_name
from egqa.corpus import describe_corpus
from egqa.evidence import judge
from egqa.follow import OPPOSED
from egqa.kinds import holds_kind
from egqa.pinpoints import print_pinpoint
from egqa.premises import find_premises
from egqa.retrieve import NAMED
from egqa.select import Rarity, children_of, find_opposed, select
from egqa.sentences import split_sentences
from egqa.symbols import find_symbols, symbol_key
from egqa.types import (
    Abstention,
    Answer,
    ContextQuote,
    Document,
    Paragraph,
    Passage,
    Query,
    Quote,
    Reply,
    Statement,
    UnitRef,
)
from egqa.verdicts import Case
from egqa.words import content_stems

NEAREST = 3
_LONG = 600


def answer(query: Query, passages: Sequence[Passage], documents: Sequence[Document]) -> Reply:
    """The reply to `query` from `passages`, best first, of the `documents` of the index.

    What the question says of documents and they contradict is corrected first.
    """
    reply = _answer(query, passages, documents)
    said = tuple(notice for notice in query.notices if notice != OPPOSED)
    if not said:
        return reply
    if isinstance(reply, Answer):
        return replace(reply, corrections=(*said, *reply.corrections))
    return replace(reply, notices=(*said, *reply.notices))


def _answer(query: Query, passages: Sequence[Passage], documents: Sequence[Document]) -> Reply:
    passages = tuple(passages)
    named = [one.paragraph for one in passages if one.why == NAMED]
    if query.unknown and not named:
        return _abstain_unknown(query, passages)
    case = Case(query, passages, describe_corpus(documents), documents)
    if named and query.kind == "define" and (undefined := find_undefined(case)):
        return abstain(undefined.reason, undefined.text, passages)
    if named:
        return _quote_named(query, named, passages, documents)
    if not passages:
        return abstain("nothing_indexed", "The index holds no documents to answer from.", passages)
    verdict = judge(case)
    if verdict is not None:
        notices = _note_not_loaded(query, passages, documents)
        return abstain(verdict.reason, verdict.text, passages, notices=notices)
    chosen = select(query, passages, documents, case.corpus.rarity)
    return compose(query, chosen, passages, case.corpus.rarity)


def compose(
    query: Query, chosen: Sequence[Paragraph], passages: Sequence[Passage], rarity: Rarity
) -> Answer:
    """An answer that quotes the best sentences of each of the `chosen` units."""
    statements = tuple(state(choose_quotes(one, query, rarity)) for one in chosen)
    return Answer(
        statements=statements,
        context=(*honest_context(chosen), *opposed_context(query, chosen, passages, rarity)),
        notices=status_notices([quote for one in statements for quote in one.quotes]),
        confidence=rate(passages),
        passages=tuple(passages),
        corrections=find_premises(
            query.question, [one for each in statements for one in each.quotes]
        ),
    )


def rate(passages: Sequence[Passage]) -> float:
    """How likely the first passage is the right one, 0 to 1.

    A logistic curve over how far it leads and how near its best sentence comes, fitted to the
    answers to the judged questions (area under the ROC curve 0.72, cross-validated).
    """
    lead = min(4.0, passages[0].score - passages[1].score) if len(passages) > 1 else 1.0
    return round(1 / (1 + math.exp(1.19 - 0.56 * lead - 2.48 * passages[0].cosine)), 3)


#: The share of abstentions on the judged questions that were right; and of units looked up.
ABSTAINING, NAMING = 0.9, 0.95


def state(quotes: Sequence[Quote]) -> Statement:
    """One statement: a frame by rule, then each quote between quotation marks."""
    first = quotes[0]
    lead = frame(first.paragraph, first.text, short_name(first.paragraph.masthead))
    words = " and: ".join(f"“{quote.text}”" for quote in quotes)
    return Statement(f"{lead}: {words}", tuple(quotes))


def choose_quotes(paragraph: Paragraph, query: Query, rarity: Rarity) -> list[Quote]:
    """The sentences of `paragraph` that answer `query`, one or two; a short unit is quoted whole.

    A sentence counts by the rare words it shares with the question, and more where it holds the
    kind of thing asked for. Two that stand together make one quote.
    """
    spans = split_sentences(paragraph.text)
    if len(spans) < 2 or len(paragraph.text) <= _LONG:
        return [Quote(paragraph, 0, len(paragraph.text))]
    wanted = content_stems(query.focus or query.text)
    texts = [paragraph.text[span.start : span.end] for span in spans]
    scores = [
        sum(rarity(stem) for stem in wanted & content_stems(text))
        + (_KIND_BONUS if holds_kind(query.kind, text) else 0.0)
        for text in texts
    ]
    order = sorted(range(len(spans)), key=lambda at: (-scores[at], at))
    if scores[order[0]] == 0:
        return [Quote(paragraph, 0, len(paragraph.text))]
    kept = {order[0]} | {at for at in order[1:2] if scores[at] >= _SECOND * scores[order[0]]}
    kept |= {at + 1 for at in kept if at + 1 < len(spans) and texts[at + 1].startswith(_QUALIFIERS)}
    # What goes on about the thing just named, and what stands between two sentences quoted.
    kept |= {at + 1 for at in kept if at + 1 < len(spans) and _goes_on(texts[at], texts[at + 1])}
    kept |= {at for at in range(1, len(spans) - 1) if at - 1 in kept and at + 1 in kept}
    quotes: list[Quote] = []
    for at in sorted(kept):
        if quotes and at - 1 in kept:
            quotes[-1] = Quote(paragraph, quotes[-1].start, spans[at].end)
        else:
            quotes.append(Quote(paragraph, spans[at].start, spans[at].end))
    return quotes


#: What holding the kind asked for is worth beside shared words; and how near a second comes.
_KIND_BONUS, _SECOND = 2.0, 0.6
_QUALIFIERS = ("However", "Nevertheless", "But ", "Yet ", "Unless", "Provided", "In doing so")


_TAKES_UP = re.compile(r"(?:The|This|These|Those|That|Its?|Their) (?P<noun>[A-Z]?[a-z]+)")


def _goes_on(text: str, following: str) -> bool:
    """Whether `following` takes up by name what `text` has named: "The Guide was …"."""
    match = _TAKES_UP.match(following)
    noun = match.group("noun") if match else ""
    return noun[:1].isupper() and bool(re.search(rf"\b{noun}\b", text))


def honest_context(chosen: Sequence[Paragraph]) -> tuple[ContextQuote, ...]:
    """What the chosen units cannot be read without: their chapeaux, and what limits their force."""
    shown: dict[UnitRef, ContextQuote] = {}
    cited = {one.ref for one in chosen}
    for one in chosen:
        for role, others in (("chapeau", one.chapeau), ("governs", one.governed_by)):
            for other in others:
                if other.ref not in cited and other.ref not in shown:
                    shown[other.ref] = ContextQuote(
                        Quote(other, 0, len(other.text)),
                        "chapeau" if role == "chapeau" else "governs",
                    )
    return tuple(shown.values())


def opposed_context(
    query: Query, chosen: Sequence[Paragraph], passages: Sequence[Passage], rarity: Rarity
) -> tuple[ContextQuote, ...]:
    """The other side of what the chosen units say, where the documents hold one."""
    ranked = [one.paragraph for one in passages]
    shown = []
    for one in chosen:
        for other in find_opposed(one, ranked)[:1]:
            if other not in chosen and other not in shown:
                shown.append(other)
    return tuple(
        ContextQuote(quote, "opposed")
        for one in shown[:2]
        for quote in choose_quotes(one, query, rarity)
    )


def status_notices(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The status of each document quoted, and in what capacity it holds the very words quoted.

    What puts its symbol or its numbers in doubt goes with it.
    """
    notices: dict[str, None] = {}
    for quote in quotes:
        one = quote.paragraph
        force = describe_force(as_quoted(quote))
        notices[f"{name_document(one.masthead)}: {one.masthead.status}; {force}."] = None
        for warning in filter(None, (one.masthead.symbol_doubt, one.masthead.caution)):
            notices[f"{name_document(one.masthead)}: {warning}"] = None
    return tuple(notices)


def abstain(
    reason: str, text: str, passages: Sequence[Passage], *, notices: Sequence[str] = ()
) -> Abstention:
    """An abstention with the nearest units beside it."""
    nearest = tuple(
        ContextQuote(Quote(one.paragraph, 0, len(one.paragraph.text)), "nearest")
        for one in passages[:NEAREST]
    )
    return Abstention(reason, text, nearest, tuple(notices), ABSTAINING, tuple(passages))


def _note_not_loaded(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document]
) -> tuple[str, ...]:
    """Documents that the question or the nearest unit refers to, and the index does not hold."""
    held = {symbol_key(one.masthead.key) for one in documents}
    held |= {symbol_key(symbol) for one in documents for symbol in one.masthead.symbols}
    held |= {symbol_key(one.masthead.symbol_inferred or "") for one in documents}
    asked = find_symbols(query.question)
    notices = [f"{one} is not among the documents." for one in asked if symbol_key(one) not in held]
    nearest = passages[0].paragraph if passages else None
    printed = find_symbols(nearest.text) if nearest else []
    notices += [
        f"{cite(nearest)}, refers to {symbol}, which is not among the documents."
        for symbol in printed
        if nearest and symbol_key(symbol) not in held and symbol not in asked
    ]
    return tuple(notices[:3])


def _quote_named(
    query: Query,
    named: Sequence[Paragraph],
    passages: Sequence[Passage],
    documents: Sequence[Document],
) -> Answer:
    """The units that the question names, whole; with one that only opens a list go its items."""
    shown: list[Paragraph] = []
    beside: list[Paragraph] = []
    for one in named:
        shown.append(one)
        for child in children_of(one, documents):
            if child not in named:
                (shown if "•" in (child.para or "") else beside).append(child)
    statements = tuple(state([Quote(one, 0, len(one.text))]) for one in shown)
    notices = [f"There is no {print_pinpoint(number)} there." for number in query.unknown]
    keys = {one.masthead.key for one in named}
    if len(keys) > 1 and not query.documents:
        notices.append(f"{len(keys)} documents have this number; all are shown.")
    return Answer(
        statements,
        (
            *honest_context(named),
            *(ContextQuote(Quote(one, 0, len(one.text)), "nearest") for one in beside),
            *opposed_context(query, named, passages, describe_corpus(documents).rarity),
        ),
        (*notices, *status_notices([quote for one in statements for quote in one.quotes])),
        NAMING,
        tuple(passages),
        find_premises(query.question, [one for each in statements for one in each.quotes]),
    )


def _abstain_unknown(query: Query, passages: Sequence[Passage]) -> Abstention:
    wanted = " or ".join(print_pinpoint(number) for number in query.unknown[:3])
    where = ""
    if query.documents and passages:
        known = [one.paragraph for one in passages if one.paragraph.masthead.key in query.documents]
        if known:
            where = f" in {name_document(known[0].masthead)}"
    text = f"There is no {wanted}{where}."
    if passages:
        text += f" The nearest is {cite(passages[0].paragraph)}."
    return abstain("no_such_paragraph", text, passages)
