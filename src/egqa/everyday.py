"""Questions of everyday life and of general knowledge: where to eat, how tall a mountain is.

The place, the State or the body that they name stands in the documents and draws a unit near. What
is wanted there, or asked of it, does not stand in it: that tells them from questions that a reader
asks of the documents.
"""

from __future__ import annotations

import re

from egqa.retrieve import is_in_scope
from egqa.sentences import split_sentences
from egqa.states import find_states, forms_of
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems, content_words

_WANTS = re.compile(
    r"\b(?:how|where|when|which \w+|what \w+) (?:do|can|could|should|must|would) (?:i|you)\b"
    r"|\b(?:do|can|could|should|must) (?:i|we) (?:need|have to|get|go|buy|book|apply|rent|take|eat|stay|bring)\b"
    r"|\b(?:can|could|would) you (?:please )?(?:recommend|suggest|book|order|buy|call)\b"
    r"|\b(?:best|cheap(?:est)?|nearest|closest|nicest|(?:any|some) (?:good|nice|decent) \w+)\b.{0,40}"
    r"\b(?:near|close to|around|in|at|from|to)\b"
    r"|\b(?:flights?|trains?|bus(?:es)?|taxis?|ferry|tickets?) (?:goes |go |leaves? |runs? )?(?:from|to)\b"
    r"|\b(?:biggest|largest|highest|tallest|longest|oldest|deepest|smallest|most populous) "
    r"(?:country|city|town|mountain|river|lake|ocean|sea|island|building|animal|planet)\b"
    r"|\bhow long (?:do|should) (?:i|you)\b|\b(?:will|is) it (?:going to )?(?:rain|snow)\b"
    r"|\bhow many people (?:live|are there)\b",
    re.IGNORECASE,
)
#: What no document of a meeting tells.
_NEVER = re.compile(
    r"\b(?:what|how)(?:['’]?s| is| will)? (?:the |be the )*weather\b", re.IGNORECASE
)
#: What is so now, or has nothing to do with any meeting: "… tomorrow?", "What currency …?".
_NOW = re.compile(
    r"\b(?:tomorrow|tonight|right now|this (?:morning|afternoon|evening|weekend)"
    r"|next (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\b(?:exchange rate|price|time|date|weather|news)\b.{0,40}\btoday\b"
    r"|\bwhat (?:language|currency)\b|^who won\b",
    re.IGNORECASE,
)
#: Where it is to be: "in Baku", "near the conference centre".
_WHERE = re.compile(
    r"\b(?:in|near|at|around|close to|by|next to|from|outside|inside) (?:the )?[\w’' -]+?"
    r"(?=$|[?.!,;]| (?:in|near|at|for|from)\b)",
    re.IGNORECASE,
)


def find_everyday(case: Case) -> Verdict | None:
    """Something is wanted somewhere, and no unit near speaks of it but for the place."""
    query = case.query
    if query.refs or query.near or query.within:
        return None
    if _NEVER.search(query.question):
        return Verdict("off_topic", _NOT_SPOKEN_OF)
    now = _NOW.search(case.asked)  # "I brief a minister tomorrow: …" is of the asker
    if now is None and not _WANTS.search(query.question):
        return None
    states = set(find_states(query.question))
    named = " ".join(form for one in states for form in forms_of(one))
    wanted = content_stems(_WHERE.sub(" ", case.asked)) - content_stems(named)
    near = (one.paragraph for one in case.passages[:_REACH] if is_in_scope(one))
    least = _MOST if now else _SPOKEN_OF
    if not wanted or any(
        case.share(wanted, one.text) >= least and states <= set(find_states(in_context(one)))
        for one in near
    ):
        return None
    return Verdict("off_topic", _NOT_SPOKEN_OF)


_NOT_SPOKEN_OF = "The question is on something that the documents do not speak of."
#: In how many of the first passages it may be spoken of, and by what share of its weight: of
#: anything, and of what is so now or told nowhere.
_REACH, _SPOKEN_OF, _MOST = 3, 0.4, 0.6


def find_of_state(case: Case) -> Verdict | None:
    """What is asked of a State, and nothing else, is told of it in no unit near: its capital, say."""
    if case.query.refs or case.query.near or case.query.within:
        return None
    match = _OF_STATE.fullmatch(case.query.question.strip())
    if match is None:
        return None
    named = match.group("owner") or match.group("state")
    states = find_states(named)
    rest = named
    for form in forms_of(states[0]) if len(states) == 1 else ():
        rest = rest.replace(form, " ")
    if len(states) != 1 or content_words(rest):
        return None
    wanted = content_stems(match.group("has") or match.group("what"))
    if not wanted or wanted & _OF_DEBATE:
        return None
    near = [one.paragraph for one in case.passages[:_NEAR] if is_in_scope(one)]
    if any(_tells(one, states[0], wanted, case) for one in near):
        return None
    return Verdict("off_topic", _NOT_SPOKEN_OF)


def _tells(unit: Paragraph, state: str, wanted: frozenset[str], case: Case) -> bool:
    """Whether a sentence of `unit`, of the State itself or under its name, bears what is asked."""
    above = in_context(unit).removesuffix(unit.text)
    inherited = state in find_states(above)
    parts = (unit.text[one.start : one.end] for one in split_sentences(unit.text))
    return any(
        (inherited or state in find_states(part)) and case.share(wanted, part) >= _MOST
        for part in parts
    )


#: In how many of the first passages it may be told.
_NEAR = 5
_OF_STATE = re.compile(
    r"(?:and |so )?what(?:['’]?s| is| was| are) "
    r"(?:(?:the )?(?:current |total |exact |present )?(?P<what>[a-z-]+(?: [a-z-]+)?) (?:of|in) (?:the )?(?P<state>[\w’' -]+)"
    r"|(?:the )?(?P<owner>[\w’ -]+?)['’]s? (?P<has>[a-z-]+(?: [a-z-]+)?))\s*[?.!]*",
    re.IGNORECASE,
)
#: What a State says or wants is told in many words.
_OF_DEBATE = content_stems(
    "position view views stance opinion proposal reaction response role contribution statement"
    " recommendation concern situation case status problem issue objection argument answer reply"
    " mandate mission plan aim goal purpose share part"
)
