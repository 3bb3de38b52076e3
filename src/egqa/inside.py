"""A question confined by filters: answered from inside them, or said to lie outside.

The question is read twice, against what lies inside and against all: what it names outside is said,
never looked up elsewhere in its stead.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from egqa.answer import ABSTAINING, abstain, answer
from egqa.cite import cite
from egqa.filters import confine, describe, name_briefly
from egqa.fusion import Weights
from egqa.index import Index
from egqa.retrieve import retrieve_all
from egqa.twofold import halve
from egqa.types import Abstention, Answer, Document, Filters, Query, Reply, Turn, UnitRef
from egqa.understand import understand

OUTSIDE = "outside_filter"
EMPTY = "empty_filter"


def ask_inside(
    question: str, history: Sequence[Turn], index: Index, filters: Filters, weights: Weights
) -> tuple[Query, Reply]:
    """Read and answer `question` from the units that `filters` allow, and from no others."""
    documents = index.documents()
    inside = confine(documents, filters)
    only = {one.ref for document in inside for one in document}
    whole = understand(question, history, documents)
    said = describe(filters, documents)
    if not only:
        text = f"No paragraph is in {said}; there is nothing to search."
        notices = (said_in_full(said),)
        return replace(whole, filters=filters), Abstention(EMPTY, text, (), notices, 1.0)
    read = understand(question, history, inside)
    named = tuple(ref for ref in read.refs if ref in only)
    query = replace(
        read,
        refs=named,
        near=tuple(ref for ref in read.near if ref in only),
        within=tuple(ref for ref in read.within if ref in only),
        filters=filters,
    )
    outside = _outside(whole, named, only, documents)
    if read.within and not query.within:
        outside = ["what the question goes back to"]
    halves = () if outside and not named else halve(query, inside)
    passages, *theirs = retrieve_all((query, *halves), index, weights=weights, only=only)
    if outside and not named:
        return query, _bound(abstain(OUTSIDE, _say(outside), passages), said, only)
    both = list(zip(halves, theirs, strict=True))
    reply = _bound(answer(query, passages, inside, both), said, only)
    if outside:
        left = _say(outside, ", and no answer is given from there")
        reply = replace(reply, notices=(reply.notices[0], left, *reply.notices[1:]))
    return query, reply


def _say(outside: Sequence[str], left_out: str = "") -> str:
    verb = "lies" if len(outside) == 1 and " more " not in outside[0] else "lie"
    text = f"{' and '.join(outside)} {verb} outside the filter{left_out}."
    return text[:1].upper() + text[1:]


def _all_of(names: Sequence[str]) -> str:
    """The first name, and how many more the question means by the same words.

    >>> _all_of(["A/1"]), _all_of(["A/1", "A/2", "A/3"])
    ('A/1', 'A/1 and 2 more documents')
    """
    more = len(names) - 1
    return f"{names[0]} and {more} more document{'s' * (more > 1)}" if more else names[0]


def _outside(
    whole: Query, named: Sequence[UnitRef], only: Collection[UnitRef], documents: Sequence[Document]
) -> list[str]:
    """What the question names that lies outside: documents it is about, or units, in words."""
    keys = {ref.key for ref in only}
    named_as = {one.masthead.key: name_briefly(one.masthead) for one in documents}
    units = {one.ref: one for document in documents for one in document}
    sides = whole.sides or ((whole.documents,) if whole.scope == "must" else ())
    missing = [side for side in sides if side and not set(side) & keys]
    if missing:
        return [_all_of([named_as[key] for key in side]) for side in missing]
    left = [ref for ref in whole.refs if ref not in only and ref in units]
    if named and not whole.documents:
        return []  # a number alone means the one inside
    return [cite(units[ref]) for ref in left[:3]]


def _bound(reply: Reply, said: str, only: Collection[UnitRef]) -> Reply:
    """The reply with nothing beside it from outside, and the filter said first."""
    context = tuple(one for one in reply.context if one.quote.paragraph.ref in only)
    limits = [
        f"What limits its force, {cite(one.quote.paragraph)}, lies outside the filter."
        for one in reply.context
        if one.role == "governs" and one not in context
    ]
    notices = (said_in_full(said), *limits, *reply.notices)
    if isinstance(reply, Answer):
        return replace(reply, context=context, notices=notices)
    return replace(reply, context=context, notices=notices, confidence=ABSTAINING)


def said_in_full(said: str) -> str:
    """The notice that names a filter."""
    return f"Only in {said}."
