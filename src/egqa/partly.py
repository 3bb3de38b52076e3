"""A follow-up of a phrase: on a part of what was told, "and in the north?", or on another thing.

A unit that tells of a whole country tells of its north in the next sentence, which was not quoted.
"And for the judges?" asks of them what was asked for the registry.
"""

from __future__ import annotations

import re

from egqa.sentences import split_sentences
from egqa.types import Answer, Turn, UnitRef
from egqa.words import content_stems

_PART_OF = re.compile(
    r"(?:(?:and|or|but|what about|how about|ok(?:ay)?)\b[\s,]*)+"
    r"(?:in|for|of|among|by|from|within|at) ",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r",? (?:alone|only|itself|themselves|in particular|specifically|separately)\b", re.IGNORECASE
)


def part_told(text: str, last: Turn) -> UnitRef | None:
    """The unit cited in `last` of which a sentence tells all that `text` adds; None without one.

    It is one that was not quoted, but where the part "alone" is asked for. What another unit tells
    of the part is then of something else.
    """
    added = content_stems(_ALONE.sub("", text))
    if not added or not _PART_OF.match(text) or not isinstance(last.reply, Answer):
        return None
    alone = _ALONE.search(text) is not None
    quotes = [quote for one in last.reply.statements for quote in one.quotes]
    for unit in dict.fromkeys(quote.paragraph for quote in quotes):
        quoted = [(one.start, one.end) for one in quotes if one.paragraph == unit]
        for span in split_sentences(unit.text):
            told = any(start <= span.start < end for start, end in quoted)
            sentence = unit.text[span.start : span.end]
            if (alone or not told) and added <= content_stems(sentence):
                return unit.ref
    return None


_PREPOSITION = r"(?:for|in|on|at|by|under|with|from|among|about|to|during)"
_PHRASE = re.compile(
    rf"(?:(?:and|or|but|what about|how about|ok(?:ay)?)\b[\s,]*)+(?P<by>{_PREPOSITION}) "
    r"(?P<thing>[^?.!,;:]+)[\s?.!]*",
    re.IGNORECASE,
)


def swap_phrase(text: str, last: Turn) -> str:
    """The question of `last` with the phrase `text` in the place of its like; "" without one.

    "How much is asked for the judges in 2031?" then "and for the registry?" asks for the latter.
    """
    asked = last.query.read_as or last.question
    phrase = _PHRASE.fullmatch(text)
    if phrase is None or len(phrase.group("thing").split()) > _WORDS:
        return ""
    by = phrase.group("by")
    like = re.compile(rf"\b{by} [^?.!,;:]+?(?= {_PREPOSITION}\b|[?.!,;:]|$)", re.IGNORECASE)
    found = list(like.finditer(asked))
    if len(found) != 1:
        return ""
    return f"{asked[: found[0].start()]}{by} {phrase.group('thing')}{asked[found[0].end() :]}"


#: Of how many words the phrase is, at most: more tell a question of their own.
_WORDS = 5
