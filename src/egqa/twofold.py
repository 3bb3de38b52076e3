"""A question that asks two things in one breath: "until when is it extended, and who reports?".

Each half is searched by itself, the second beside the first, from which it takes its topic. One
unit that answers both is better than two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from egqa.asked import YEAR
from egqa.kinds import holds_kind, read_kind
from egqa.retrieve import NAMED, is_in_scope
from egqa.sides import Rarity
from egqa.types import Paragraph, Passage, Query
from egqa.words import content_stems

_ASKS = (
    r"(?:(?:by|in|at|on|to|for|from|until|since|with|under) )?"
    r"(?:who|whom|whose|what|which|when|where|why"
    r"|how (?:many|much|often|long|did|do|does|is|are|was|were))\b"
)
_CUT = re.compile(rf"(?:,? and|[,;?](?: and)?)\s+(?={_ASKS})", re.IGNORECASE)
_OPENS = re.compile(rf"^(?:and |so |also )?{_ASKS}", re.IGNORECASE)
#: "When delegates spoke of it, which …": a clause that tells when, not a question.
_CLAUSE = re.compile(
    r"(?:and |so |also )?(?:when|where|since when)\b(?!,)"
    r"(?! (?:exactly|else|precisely|(?:is|are|was|were|do|does|did"
    r"|has|have|had|will|shall|would|should|can|could|may|might|must)(?:n['’]t)?)\b)",
    re.IGNORECASE,
)
#: The kinds that a unit holds or does not; every unit "answers" what is asked for in other ways.
_TOLD = ("when", "count", "amount", "percent", "often", "person", "who", "states", "place", "name")
#: How many of the first passages of each half are tried.
_TRIED = 4
#: How far behind the best of the other half a unit may score that answers both.
_NEARLY = 1.0
#: The share of a half's own words that a unit found for it must hold; and one found for the other.
_SHARE, _SHARE_OF_OTHER = 0.25, 0.5


def halve(query: Query) -> tuple[Query, ...]:
    """The two questions that `query` asks, or none where it asks one.

    >>> [one.focus for one in halve(Query("q", "Who opened the fair, and when was it closed?"))]
    ['Who opened the fair', 'when was it closed?']
    >>> halve(Query("q", "When, and at which of its meetings, did it adopt the report?"))
    ()
    """
    if query.refs or query.sides or query.near or query.within or query.kind == "compare":
        return ()
    text = query.text
    if not _OPENS.match(text) or _CLAUSE.match(text):
        return ()
    for cut in _CUT.finditer(text):
        first, second = text[: cut.start()], text[cut.end() :]
        if len(content_stems(first)) < _FEWEST or not content_stems(second):
            continue
        whole = _fill(first, second)
        return (
            replace(query, text=first, focus=first, kind=read_kind(first)),
            replace(query, text=whole or text, focus=whole or second, kind=read_kind(second)),
        )
    return ()


#: A half of fewer words names no topic: "When, and at which meeting, …".
_FEWEST = 2
_NTH = re.compile(
    r"\b(?:(?:[a-z]{5,7}-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth"
    r"|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_SITTING = content_stems("session sessions meeting meetings")


def _fill(first: str, second: str) -> str:
    """The second half in the words of the first, where it says only which: "… and at its 4th?".

    >>> _fill("How many spoke at the 2nd meeting", "how many at its 4th?")
    'How many spoke at the 4th meeting'
    >>> _fill("Whom did it hear at the thirty-first", "whom at the thirty-second session?")
    'Whom did it hear at the thirty-second'
    >>> _fill("What was the theme in 2030", "what in 2031?")
    'What was the theme in 2031'
    """
    for which in (_NTH, YEAR):
        one, two = which.findall(first), which.findall(second)
        if len(one) == len(two) == 1 and content_stems(which.sub(" ", second)) <= _SITTING:
            return which.sub(two[0], first)
    return ""


def answer_both(
    halves: Sequence[tuple[Query, Sequence[Passage]]], rarity: Rarity
) -> list[Paragraph]:
    """One unit that answers both halves, else the best of each; none where a half has no answer."""
    (first, near), (second, beside) = halves
    own = _own_words(first, second)
    tried = [
        [one for one in some if is_in_scope(one) and one.why != NAMED][:_TRIED]
        for some in (near, beside)
    ]
    best = [
        next((one.paragraph for one in some if _answers(*asked, one.paragraph, rarity)), None)
        for some, asked in zip(tried, own, strict=True)
    ]
    found = [one for one in best if one is not None]
    if len(found) < len(best):
        return []
    for one, rest, (asked, words) in zip(found, reversed(tried), reversed(own), strict=True):
        close = any(it.paragraph == one and rest[0].score - it.score <= _NEARLY for it in rest)
        if close and _answers(asked, words, one, rarity, _SHARE_OF_OTHER):
            return [one]
    return found


def _own_words(first: Query, second: Query) -> list[tuple[Query, frozenset[str]]]:
    """Each half with what it asks about; the second with what the first does not ask about.

    Where the second is in the words of the first, neither is told by what they share.
    """
    one, two = content_stems(first.focus), content_stems(second.focus)
    filled = second.text == second.focus
    return [(first, one - two if filled else one), (second, two - one)]


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
    total = sum(map(rarity, own))
    held = sum(map(rarity, own & content_stems(unit.text)))
    return held >= share * total
