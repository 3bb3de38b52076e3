"""Query and passages to a reply, without a language model: quotes, framed by rule, or none.

A frame claims nothing beyond who says it by class, the document and its date. Whole sentences are
quoted, so no qualifier inside one is lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from egqa.absences import find_undefined
from egqa.arranged import arrange
from egqa.catalogue import catalogue_of
from egqa.cite import cite, name_document, short_name
from egqa.corpus import describe_corpus
from egqa.evidence import judge
from egqa.follow import OPPOSED
from egqa.lists import children_of
from egqa.naming import NOT_HELD, read_footnotes
from egqa.pairs import choose_pair
from egqa.pinpoints import print_pinpoint
from egqa.premises import find_premises
from egqa.quoting import choose_quotes
from egqa.retrieve import NAMED, NAMED_DOCUMENTS
from egqa.select import select
from egqa.sides import Rarity
from egqa.statements import honest_context, opposed_context, state_all, status_notices
from egqa.symbols import find_symbols, symbol_key
from egqa.twofold import answer_both, beside
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
)
from egqa.understand import OF_DATE
from egqa.verdicts import Case, Verdict

NEAREST = 3


#: The two questions that one asks, each with its passages: see `twofold.halve`.
Halves: TypeAlias = Sequence[tuple[Query, Sequence[Passage]]]


def answer(
    query: Query,
    passages: Sequence[Passage],
    documents: Sequence[Document],
    halves: Halves = (),
) -> Reply:
    """The reply to `query` from `passages`, best first, of the `documents` of the index.

    What the question says of documents and they contradict is corrected first. Where it asks two
    things at once, `halves` are the two with the passages of each.
    """
    reply = _answer(query, passages, documents, halves)
    said = tuple(
        notice for notice in query.notices if notice != OPPOSED and not notice.endswith(NOT_HELD)
    )
    if not said:
        return reply
    if isinstance(reply, Answer):
        told = tuple(_tell_whose(notice, query, reply) for notice in said)
        return replace(reply, corrections=(*told, *reply.corrections))
    return replace(reply, notices=(*said, *reply.notices))


def _tell_whose(notice: str, query: Query, reply: Answer) -> str:
    """`notice`; where it is on the date asked about, with the documents of other dates quoted."""
    if not notice.startswith(OF_DATE):
        return notice
    quoted = [quote.paragraph.masthead for one in reply.statements for quote in one.quotes]
    others = dict.fromkeys(short_name(one) for one in quoted if one.key not in query.documents)
    return f"{notice} The answer is from {' and '.join(others)}." if others else notice


def _answer(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document], halves: Halves
) -> Reply:
    passages = tuple(passages)
    named = [one.paragraph for one in passages if one.why == NAMED]
    if query.unknown and not named and not _spoken_of(query, passages):
        return _abstain_unknown(query, passages)
    if (marks := read_footnotes(query.question)) and query.documents and not named:
        text = (
            f"There is no footnote {' or '.join(sorted(marks))} in {' or '.join(query.documents)}."
        )
        return abstain("no_such_paragraph", text, passages)
    case = Case(query, passages, describe_corpus(documents), documents)
    if named and query.kind == "define" and (undefined := find_undefined(case)):
        return abstain(undefined.reason, undefined.text, passages)
    if named:
        return _quote_named(query, named, passages, documents)
    if not passages:
        return abstain("nothing_indexed", "The index holds no documents to answer from.", passages)
    case = arrange(case)
    passages = tuple(case.passages)
    verdict = judge(case)
    if both := _answer_both(case, verdict, halves):
        return compose(query, both, passages, case.corpus.rarity)
    if verdict is not None:
        notices = _note_not_loaded(query, passages, documents)
        return abstain(verdict.reason, verdict.text, passages, notices=notices)
    chosen = select(query, passages, documents, case.corpus.rarity)
    return compose(query, chosen, passages, case.corpus.rarity)


def _answer_both(case: Case, verdict: Verdict | None, halves: Halves) -> list[Paragraph]:
    """The units for the two things asked, or none.

    What one half names need not stand where the other is answered: where the question is refused
    for what its own first passages do not hold, it is judged again by those chosen.
    """
    if not halves or (verdict is not None and verdict.reason not in _OF_UNITS):
        return []
    rarity = case.corpus.rarity
    fitted = [
        (half, arrange(replace(case, query=half, passages=its)).passages) for half, its in halves
    ]
    parts = beside(case.query)
    chosen = (
        choose_pair(fitted, rarity, sure=parts.sure)
        if parts
        else answer_both(fitted, rarity, case.passages)
    )
    if verdict is not None and chosen:
        query = replace(case.query, kind="compare")
        if judge(replace(case, query=query, passages=chosen)):
            return []
    return [one.paragraph for one in chosen]


#: Reasons to abstain that are read off the first passages, and not off all documents.
_OF_UNITS = frozenset(("kind_absent", "not_recorded"))


def compose(
    query: Query, chosen: Sequence[Paragraph], passages: Sequence[Passage], rarity: Rarity
) -> Answer:
    """An answer that quotes the best sentences of each of the `chosen` units."""
    statements = state_all([choose_quotes(one, query, rarity) for one in chosen])
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
    return round(1 / (1 + math.exp(1.29 - 0.56 * lead - 3.01 * passages[0].cosine)), 3)


#: The share of abstentions on the judged questions that were right; and of units looked up.
ABSTAINING, NAMING = 0.9, 0.95


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
    asked = find_symbols(query.question)
    nearest = passages[0].paragraph if passages else None
    printed = find_symbols(nearest.text) if nearest else []
    if not asked and not printed:
        return ()
    held = catalogue_of(documents).symbols
    notices = [f"{one} is not among the documents." for one in asked if symbol_key(one) not in held]
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
    having = len({ref.key for ref in query.refs})
    keys = list(dict.fromkeys(one.masthead.key for one in named))
    if len(keys) > NAMED_DOCUMENTS:
        keys = keys[:NAMED_DOCUMENTS]
        named = [one for one in named if one.masthead.key in keys]
    shown: list[Paragraph] = []
    beside: list[Paragraph] = []
    for one in named:
        shown.append(one)
        for child in children_of(one, documents):
            if child not in named:
                (shown if "•" in (child.para or "") else beside).append(child)
    statements = state_all([[Quote(one, 0, len(one.text))] for one in shown])
    notices = [f"There is no {print_pinpoint(number)} there." for number in query.unknown]
    marks = read_footnotes(query.question)
    notices += [
        f"Footnote {note.mark} to {cite(one)}: {note.text}"
        for one in named
        for note in one.notes
        if note.mark in marks
    ]
    if having > len(keys) or (len(keys) > 1 and not query.documents):
        told = (
            "all are shown."
            if having <= len(keys)
            else f"the {len(keys)} nearest are shown. Name the document for another."
        )
        notices.append(f"{having:,} documents have this number; {told}")
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


def _spoken_of(query: Query, passages: Sequence[Passage]) -> bool:
    """Whether a first passage speaks of the paragraph, of another text: "in paragraph 11.2"."""
    printed = [print_pinpoint(number).split(" ", 1)[-1] for number in query.unknown]
    if any(notice.endswith(NOT_HELD) for notice in query.notices):
        return False
    return any(
        re.search(rf"\bpara(?:graph|\.)s? {re.escape(number)}(?![\w(])", one.paragraph.text)
        for number in printed
        for one in passages[:NEAREST]
    )


def _abstain_unknown(query: Query, passages: Sequence[Passage]) -> Abstention:
    wanted = " or ".join(print_pinpoint(number) for number in query.unknown[:3])
    where = ""
    if query.documents and passages:
        known = [one.paragraph for one in passages if one.paragraph.masthead.key in query.documents]
        if known:
            where = f" in {name_document(known[0].masthead)}"
    missing = [notice for notice in query.notices if notice.endswith(NOT_HELD)]
    text = " ".join(missing) or f"There is no {wanted}{where}."
    if passages and not missing:
        text += f" The nearest is {cite(passages[0].paragraph)}."
    return abstain("no_such_paragraph", text, passages)
