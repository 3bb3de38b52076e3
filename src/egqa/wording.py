"""A question's wording, cleared for the search: without documents' names, politeness, asker, tags."""

from __future__ import annotations

import re

from egqa.scope import Scope
from egqa.words import content_stems, stem

_FRAMES = re.compile(
    r"^(?:(?:please|pls|hi|hello|thanks|thx|thank you|ok(?:ay)?|hey)[\s,.!]+)+|\b(?:could|can|would) you (?:please )?(?:tell me|quote|show me|give me|find|summari[sz]e|run me through|explain)\b"
    r"|\b(?:according to|per|in|under|from|of) (?:the )?(?=\u2003)|['’]s (?=\u2003)|(?<=\u2003)['’]s\b",
    re.IGNORECASE,
)


def searchable(scope: Scope) -> str:
    """The words to search for: without names of documents, politeness, the asker, and tags.

    "I'm a lawyer and a bit lost: …" and "… Who said so?" say nothing of the topic.
    """
    text = re.sub(r"[\s\u2003]+", " ", _FRAMES.sub(" ", scope.masked)).strip(" ,;:.-–")
    text = _ASKER.sub("", text).strip(" ,;:.-–") or text
    if scope.sides:
        text = _COMPARES.sub(" ", text).strip(" ,;:.-–") or text
    text = _SAYS.sub("", text).strip(" ,;:.-–") or text
    text = _BODY_VIEW.sub("", text).strip(" ,;:.-–") or text
    parts = [part for part in re.split(r"(?<=[.?!])\s+|:\s+", text) if part]
    kept = [part for part in parts if not _is_tag(part)]
    text = " ".join(kept) if kept else text
    return text if len(text) > 2 else re.sub(r"\s+", " ", scope.masked).strip()


# "What is said about X" asks about X; the frame only draws the search to other talk of talking.
_SAYS = re.compile(
    r"^(?:and )?(?:what|anything|is (?:there )?anything|does (?:it|anything)|do they|did they|is there something)(?: (?:do|does|did|is|are|was|were|has|have|been))*"
    r"(?: (?:the )?(?:documents?|drafts?|reports?|papers?|texts?|speakers|delegations|they|it|recommendations?|groups?|states|member states|countries|there))?"
    r" (?:say|says|said|saying|mention(?:ed|s)?|written|states?|stated|suggest(?:ed|s)?|recommend(?:ed|s)?|propose[ds]?) (?:about|on|regarding|concerning|as to|with regard to) ",
    re.IGNORECASE,
)
# "The Council's view of the costs" asks about the costs: all its clauses are the Council's. What a
# State or a group of speakers holds is told where they are named.
_BODY_VIEW = re.compile(
    r"^(?:(?:what|how) (?:is|was|are|were|about) )?(?:the )?(?:[\w-]+ ){0,3}?"
    r"(?:Council|Assembly|Commission|Committee|Board|Conference|Meeting|Group|Parties)['’]s?"
    r" (?:views?|positions?|stance|attitudes?|opinions?) (?:of|on|about|towards?|regarding|concerning) ",
    re.IGNORECASE,
)
_ASKER = re.compile(
    r"^(?:(?:hi|hello|hey)[\s,.!]+)?(?:(?:I['’]m|I am|I['’]ve|I have|I was|I need|I work|as an?|my boss|my minister|my colleague|a colleague|(?:somebody|someone)(?! (?:who|that|whose)\b))\b[^.?!:]*?"
    r"(?::|[.?!](?=\s)|\bso (?:could|can|please)?|\b(?:to know|told|asking|wondering|ask) (?:if|whether|that|about)?|,)\s*)+",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:compare|contrast|set against|side by side|as against|as opposed to|versus|vs\.?)\b|\bhow (?:do|does|did|is|are|was|were)\b|\bwhat (?:is|was|were|does|do|did)\b|\b(?:each|both|respectively|differ\w*)\b"
    r"|\bwith (?:those|that|the one)\b|\b(?:reported|said|stated|treated?|treats) (?:in|at|by|about|on)\b|\ba (?:month|year|few weeks) (?:later|before|earlier)\b|\b(?:deliberations|recommendations|summary|chair['’]?s?)\b",
    re.IGNORECASE,
)
_TAGS = frozenset(
    stem(word)
    for word in "say said propose proposed suggest suggested recommend recommended hear heard mention mentioned true right correct wrong agree believe think yes no answer please thanks commission group expert experts committee draft report worried people number give quote cite point why good found noticed observed noted claimed argued admitted".split()
)


def _is_tag(sentence: str) -> bool:
    """A sentence that asks about what the one before it says, and names no topic: "Who said so?"."""
    stems = content_stems(sentence)
    return len(sentence.split()) <= 8 and (stems <= _TAGS or bool(_IS_THAT.fullmatch(sentence)))


# "Is that required?", "Was this ever encouraged?": of a statement before it.
_IS_THAT = re.compile(
    r"(?:so |where |how )?(?:is|was|are|were) (?:that|this|it|those) (?:\w+ )?\w+ed\?", re.I
)


def join_levels(text: str) -> str:
    """ "paragraph 2, sub-para (t)" and "2.k" in the spelling that `read_pinpoints` reads."""
    text = re.sub(
        r"(?<=\d),?\s*(?:sub-?(?:para(?:graph)?|item|point)s?|letter)\.?\s*(?=\()",
        lambda match: " " * len(match.group()),
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(r"\b(\d{1,3})\.([a-z])\b(?!\.)", r"\1(\2)", text, flags=re.IGNORECASE)


def without_tags(text: str) -> str:
    """The question without tags, for telling what kind of answer it asks for."""
    parts = re.split(r"(?<=[.?!])\s+", text)
    kept = [part for part in parts if not _is_tag(part)]
    return " ".join(kept) if kept else text
