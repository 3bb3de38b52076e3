"""Lists in documents: what opens one, its items, and when a question is for the whole of it.

"What is the opinion based on?" is answered by the items under "The opinion is based on the
following:", whichever of them comes nearest to the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from egqa.catalogue import catalogue_of
from egqa.phrases import read_counted
from egqa.sentences import split_sentences
from egqa.states import count_states
from egqa.types import Document, Paragraph, Passage, Query
from egqa.words import content_stems, content_words, stem

#: The longest list whose items are all cited.
MAX_ITEMS = 12
#: The share of the question's words, by rarity, that the opening words of its list must hold.
_SHARE = 0.45

#: The share that an item may hold beyond them, and the whole list still be asked for.
_OWN = 0.25

# "What is it based on?", "how is it composed?".
_MADE_OF = re.compile(
    r"\bwhat (?:does|do|did|is|was|will) .{3,80}\b(?:based|focus|consist|made up|composed|include|comprise|cover|of|on)\W*$"
    r"|\bhow (?:is|are|was|were) .{3,60}\b(?:composed|made up|constituted|structured)\b",
    re.IGNORECASE,
)
# "Which two things", "what dates".
_SEVERAL = re.compile(
    r"\b(?:what|which)(?: (?:are|were|is|was|the|two|three|four|five|six|seven|main|other|own|\w+al|\w+ic)){0,3} (?!(?:is|was|has|does)\b)[a-z-]{3,}(?<![isuo])s\b",
    re.IGNORECASE,
)


# "What did the President ask for?", told by "The President requested input on the following:".
_ASKED_WHAT = re.compile(
    r"\bwhat (?:do|does|did|has|have|is|are|was|were) .{2,80}?\b(?:ask|request|invit|call|urg|recommend)\w*\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:ask|request|invit|call|urg|recommend)\w*\b.*\bfollowing\b", re.IGNORECASE)


def children_of(paragraph: Paragraph, documents: Sequence[Document]) -> list[Paragraph]:
    """The sub-units of a unit, in order; only its own document is looked at."""
    if paragraph.pinpoint is None:
        return []
    own = catalogue_of(documents).of([paragraph.masthead.key])
    return [one for document in own for one in document if one.parent == paragraph.pinpoint]


def asks_of_list(query: Query, unit: Paragraph) -> bool:
    """Whether `unit` opens a list, and the question is on that rather than on what it says before."""
    if not unit.text.rstrip().endswith(":"):
        return False
    spans = split_sentences(unit.text)
    if len(spans) == 1 or query.kind == "list":
        return True
    text = query.focus or query.text
    if _ASKED_WHAT.search(text) and _ASKS.search(unit.text, spans[-1].start):
        return True
    wanted = content_stems(text)
    shared = [len(wanted & content_stems(unit.text[one.start : one.end])) for one in spans]
    return shared[-1] == max(shared)


def asks_for_several(query: Query) -> bool:
    """Whether the question is for several things at once.

    >>> asks_for_several(Query("q", "Which two things will it focus on?"))
    True
    >>> asks_for_several(Query("q", "What does the list say on lamps?"))
    False
    """
    text = query.focus or query.text
    return query.kind == "list" or bool(_SEVERAL.search(text) or _MADE_OF.search(text))


def whole_list(
    query: Query,
    passages: Sequence[Passage],
    documents: Sequence[Document],
    rarity: Callable[[str], float],
) -> list[Paragraph]:
    """All items of the list that the question is for; none where it is for no list, or for one item.

    The best passage opens the list, or is an item of it that holds no more of the question than the
    words that open it.
    """
    best = passages[0].paragraph
    if counted := _of_that_number(query, passages, documents):
        return counted
    if not asks_for_several(query):
        return []
    wanted = content_stems(query.focus or query.text)
    if named := _opened_by_name(query, passages, documents):
        return named
    if best.text.rstrip().endswith(":"):
        opener = best
    elif best.chapeau and best.chapeau[-1].pinpoint == best.parent:
        opener = best.chapeau[-1]
    else:
        return []
    if not asks_of_list(query, opener):
        return []
    spans = split_sentences(opener.text)
    opening = content_stems(opener.text[spans[-1].start :] if spans else opener.text)
    opening |= content_stems(" ".join(opener.headings[-1:]))

    def worth(stems: frozenset[str]) -> float:
        return sum(map(rarity, wanted & stems))

    if worth(opening) < _SHARE * worth(wanted):
        return []
    if opener is not best:
        own = worth(content_stems(best.text) - opening)
        made_of = _MADE_OF.search(query.focus or query.text)
        if own > (worth(opening) if made_of else _OWN * worth(wanted)):
            return []
    below = children_of(opener, documents)
    return below if 1 < len(below) <= MAX_ITEMS else []


def _opened_by_name(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document]
) -> list[Paragraph]:
    """The items of the list near the best whose opening words name what is asked for.

    "Which two planning assumptions …?" is answered by what stands under "the following planning
    assumptions:", and by no paragraph that is only more like the rest of the question.
    """
    asked = _THINGS.search(query.focus or query.text)
    things = _in_order(asked.group("things")) if asked else ()
    if len(things) < _NAMED:
        return []
    best = passages[0]
    for one in passages[:_NEAR]:
        unit = one.paragraph
        if best.score - one.score > _BEHIND or unit.masthead.key != best.paragraph.masthead.key:
            continue
        opener = _opener_of(unit)
        if opener is None:
            continue
        last = _in_order(opener.text.rpartition(". ")[2])
        if any(last[at : at + len(things)] == things for at in range(len(last))):
            below = children_of(opener, documents)
            return below if 1 < len(below) <= MAX_ITEMS else []
    return []


def _of_that_number(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document]
) -> list[Paragraph]:
    """The items of a list near the best that has as many as are asked for: "what three verdicts"."""
    asked = read_counted(query.focus or query.text)
    if asked is None:
        return []
    for one in passages[:_NEAR]:
        if passages[0].score - one.score > _BEHIND:
            break
        opener = _opener_of(one.paragraph)
        below = children_of(opener, documents) if opener else []
        if len(below) == asked.number:
            return below
    return []


def _opener_of(unit: Paragraph) -> Paragraph | None:
    """What opens the list that `unit` opens, or is an item of."""
    opener = unit.chapeau[-1] if unit.chapeau and not unit.text.rstrip().endswith(":") else unit
    return opener if opener.text.rstrip().endswith(":") else None


def _in_order(text: str) -> tuple[str, ...]:
    return tuple(map(stem, content_words(text)))


# What is asked for by a name of two words or more: "which two planning assumptions are …".
_THINGS = re.compile(
    r"\b(?:which|what)(?: (?:are|were))?(?: the)?(?: (?:two|three|four|five|six|seven|main|key))* (?P<things>(?:[a-z]+(?:-[a-z]+)* ){1,2}[a-z]+s)\b",
    re.IGNORECASE,
)
_NAMED = 2
#: Among how many of the first passages, and how far behind the best, such a list is looked for.
_NEAR, _BEHIND = 6, 1.2

_STATES = content_stems("states members countries governments delegations nations")


def lists_those(text: str, wanted: frozenset[str]) -> bool:
    """Whether one sentence names several States and says of them what is asked."""
    wanted -= _STATES
    parts = (text[one.start : one.end] for one in split_sentences(text))
    return any(count_states(part) > 2 and wanted & content_stems(part) for part in parts)


def opens_list(text: str, wanted: frozenset[str], most: float = 0.0) -> bool:
    """Whether the last sentence opens a list of what is asked for: "The agenda was as follows:".

    It must hold more than a share of `most` of the words asked for.
    """
    if not text.rstrip().endswith(":"):
        return False
    last = split_sentences(text)[-1]
    return len(wanted & content_stems(text[last.start : last.end])) > most * len(wanted)


def lists_inside(text: str, wanted: frozenset[str]) -> bool:
    """Whether a list stands in the unit's own text, and what opens it is asked for."""
    opening, colon, listed = text.partition(":")
    if not colon or listed.count(";") < _ITEMS or not wanted:
        return False
    spans = split_sentences(opening)
    last = opening[spans[-1].start :] if spans else opening
    return len(wanted & content_stems(last)) > _SOME * len(wanted)


#: How many semicolons make a list, and the share of the words asked for that opens one in a text.
_ITEMS, _SOME = 2, 0.4
