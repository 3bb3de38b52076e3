"""A question that asks two things in one breath: "until when is it extended, and who reports?".

Each half is searched by itself, the second beside the first, from which it takes its topic. One
unit that answers both is better than two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from egqa.asked import YEAR
from egqa.compared import ASKS, CUT, Parts, set_beside
from egqa.kinds import holds_kind, read_kind
from egqa.pairs import are_apart
from egqa.retrieve import NAMED, is_in_scope
from egqa.sides import Rarity
from egqa.states import find_states
from egqa.types import Document, Paragraph, Passage, Query
from egqa.understand import understand
from egqa.verdicts import in_context
from egqa.words import content_stems

_OPENS = re.compile(rf"^(?:and |so |also )?{ASKS}", re.IGNORECASE)
#: "When delegates spoke of it, which …": a clause that tells when, not a question.
_CLAUSE = re.compile(
    r"(?:and |so |also )?(?:when|where|since when)\b(?!,)"
    r"(?! (?:exactly|else|precisely|(?:is|are|was|were|do|does|did"
    r"|has|have|had|will|shall|would|should|can|could|may|might|must)(?:n['’]t)?)\b)",
    re.IGNORECASE,
)
#: The kinds that a unit holds or does not; every unit "answers" what is asked for in other ways.
_TOLD = ("when", "count", "amount", "percent", "often", "person", "who", "states", "place", "name")
#: Of these, those that a unit gives of the very States asked about.
_OF_STATES = ("amount", "percent", "count")
#: How many of the first passages of each half are tried.
_TRIED = 4
#: How far behind the best of the other half a unit may score that answers both.
_NEARLY = 1.0
#: How far ahead of all others a unit scores that answers the question as a whole.
_FAR = 2.0
#: The share of a half's own words that a unit found for it must hold; and one found for the other.
_SHARE, _SHARE_OF_OTHER = 0.25, 0.5


def halve(query: Query, documents: Sequence[Document] = ()) -> tuple[Query, ...]:
    """The two questions that `query` asks, or none where it asks one.

    Where it sets two things side by side, either is asked by itself of the `documents`, so that a
    document that only one half names binds only that half.

    >>> [one.focus for one in halve(Query("q", "Who opened the fair, and when was it closed?"))]
    ['Who opened the fair', 'when was it closed?']
    >>> halve(Query("q", "When, and at which of its meetings, did it adopt the report?"))
    ()
    """
    if query.refs or query.near:
        return ()
    if parts := beside(query):
        this, that = (understand(one, (), documents) for one in parts[:2])
        inside = not query.within or bool(this.within or that.within)
        if inside and (not query.sides or are_apart(this, that) or _by_year(this, that)):
            return this, that
    if query.sides or query.within or query.kind == "compare":
        return ()
    if led := _LED.match(query.read_as):
        return _after_topic(led, documents)
    text = query.text
    if not _OPENS.match(text) or _CLAUSE.match(text):
        return ()
    if query.focus and query.focus != text and text.endswith(query.focus):
        return ()  # the first half is the question before, which is answered
    for cut in CUT.finditer(text):
        first, second = text[: cut.start()], text[cut.end() :]
        if len(content_stems(first)) < _FEWEST or not content_stems(second):
            continue
        if _OF_EACH.search(second):
            return ()
        return (
            replace(query, text=first, focus=first, kind=read_kind(first)),
            replace(query, focus=second, kind=read_kind(second)),
        )
    return ()


def _after_topic(led: re.Match[str], documents: Sequence[Document]) -> tuple[Query, ...]:
    """The two questions after a topic that is said first: "Lamps: who lit them, and when?"."""
    topic, asked = led.group("topic"), led.group("asked")
    for cut in CUT.finditer(asked):
        first, second = asked[: cut.start()], asked[cut.end() :]
        if len(content_stems(first)) >= _FEWEST and len(content_stems(second)) >= _FEWEST:
            return tuple(understand(f"{topic} {one}", (), documents) for one in (first, second))
    return ()


# "Which three lamps are lit, and how is each one marked?": what is asked of each is told with it.
_OF_EACH = re.compile(r"\beach\b", re.IGNORECASE)
_LED = re.compile(
    r"(?P<topic>[^?.!:]{3,80}:|(?:in|on|at|of|for|under|as regards|regarding) [^?.!:,]{3,80},)"
    rf" (?P<asked>{ASKS}.*)",
    re.IGNORECASE | re.DOTALL,
)


def _by_year(first: Query, second: Query) -> bool:
    """Whether nothing but a year tells the halves apart: of an event, as often as of a document."""
    one, two = content_stems(first.focus or first.text), content_stems(second.focus or second.text)
    return all(YEAR.fullmatch(stem) for stem in one ^ two)


def beside(query: Query) -> Parts | None:
    """The two things that `query` sets side by side, as questions."""
    return set_beside(query.read_as or query.question)


#: A half of fewer words names no topic: "When, and at which meeting, …".
_FEWEST = 2


def answer_both(
    halves: Sequence[tuple[Query, Sequence[Passage]]],
    rarity: Rarity,
    whole: Sequence[Passage] = (),
) -> list[Passage]:
    """One unit that answers both halves, else the best of each; none where a half has no answer.

    One of the two stands alone where it is far ahead for the question as a `whole`, and for neither
    half far behind.
    """
    (first, near), (second, beside) = halves
    own = _own_words(first, second)
    tried = [
        [one for one in some if is_in_scope(one) and one.why != NAMED][:_TRIED]
        for some in (near, beside)
    ]
    best = [
        next((one for one in some if _answers(*asked, one.paragraph, rarity)), None)
        for some, asked in zip(tried, own, strict=True)
    ]
    found = [one for one in best if one is not None]
    if len(found) < len(best):
        return []
    for one, rest, (asked, words) in zip(found, reversed(tried), reversed(own), strict=True):
        unit = one.paragraph
        close = any(it.paragraph == unit and rest[0].score - it.score <= _NEARLY for it in rest)
        if close and _answers(asked, words, unit, rarity, _SHARE_OF_OTHER):
            return [one]
    if first.documents == second.documents and len(whole) > 1:
        ahead, next_best = whole[0], whole[1]
        near_too = all(
            any(it.paragraph == ahead.paragraph and some[0].score - it.score <= _FAR for it in some)
            for some in (near, beside)
        )
        if near_too and ahead.score - next_best.score >= _FAR:
            return [one for one in found if one.paragraph == ahead.paragraph] or found
    return found


def _own_words(first: Query, second: Query) -> list[tuple[Query, frozenset[str]]]:
    """Each half with what it asks about; the second with what the first does not ask about.

    Where the second is searched by itself, neither is told by what they share, unless it is asked
    of documents of its own.
    """
    one, two = content_stems(first.focus), content_stems(second.focus)
    apart = second.text == second.focus
    if apart and second.scope == "must" and set(first.documents) != set(second.documents):
        return [(first, one), (second, two)]
    return [(first, one - two if apart else one), (second, two - one)]


def _answers(
    query: Query,
    own: frozenset[str],
    unit: Paragraph,
    rarity: Rarity,
    share: float = _SHARE,
) -> bool:
    """Whether `unit` holds the kind of thing asked for, and what the half itself is about."""
    if query.kind in _TOLD and not holds_kind(query.kind, unit.text):
        return False
    # How much a State owes is told by no unit on what all owe.
    states = set(find_states(query.focus)) if query.kind in _OF_STATES else set()
    if not states <= set(find_states(in_context(unit))):
        return False
    head = unit.masthead
    total = sum(map(rarity, own))
    told = content_stems(unit.text) | content_stems(
        " ".join(filter(None, (head.title, head.venue)))
    )
    return sum(map(rarity, own & told)) >= share * total
