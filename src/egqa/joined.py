"""Two names that a word joins, "oil of Kenya and of Peru": where either begins and ends.

The second tells what the first is like: it begins with the same preposition or article, is a number
as the first is, or has a date of its own as the first has. What follows the second is said of both.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from egqa.asked import WORDS, YEAR
from egqa.dates import MONTH_NAMES
from egqa.types import Span


class Names(NamedTuple):
    """Where the two names stand."""

    first: Span
    second: Span


_PREPOSITIONS = frozenset(
    "of in on at for to by from with under over between among about against as since until during"
    " towards toward into per regarding concerning through".split()
)
PREPOSITION = rf"(?:{'|'.join(sorted(_PREPOSITIONS))})"
_DETERMINERS = frozenset("the a an its their his her our this these those each both".split())
_ASKING = frozenset("who whom whose what which when where why how whether".split())
#: What no name of a thing goes on over.
_STOPS = _ASKING | frozenset(
    "is are was were be been do does did has have had can could should shall would will may might"
    " must say says said treat treats see sees call calls called describe describes put puts deal"
    " deals differ differs differed compare compares compared each both respectively and or but"
    " that set sets contrast difference differences".split()
)
_OPEN = _PREPOSITIONS | _DETERMINERS
_ENDS = frozenset(",;:.?!()")
#: How many words name a thing; how many back the first of two like phrases begins.
_LONGEST, _REACH = 7, 8
_WORD = re.compile(r"[^\s,;:.?!()]+(?:\.\d+)?|[,;:.?!()]")
#: "What is said of B", "those of B": what stands for the name before.
_PRONOUN = re.compile(
    r"(?:those|that|the ones?|another|others|what) (?=(?P<word>\w+))", re.IGNORECASE
)
#: An ordinal, a Roman numeral or a letter in brackets.
NUMBER = re.compile(rf"\b(?:{WORDS}|\d+(?:st|nd|rd|th)|[IVX]+)\b|\([a-z]\)", re.IGNORECASE)
# "Oil in 2030 as against gas in 2031": either has its own date.
_DATE = rf" (?:in|at|of|for|by|since) (?:(?:\d{{1,2}} )?(?:{MONTH_NAMES}) )?(?:19|20)\d\d\b"
_DATED, _ENDS_DATED = re.compile(_DATE, re.IGNORECASE), re.compile(rf"{_DATE}$", re.IGNORECASE)


def find_names(text: str, end: int, start: int) -> Names | None:
    """The names on either side of what joins them, `text[end:start]`; None where one has none.

    >>> text = "oil of Kenya and of Peru in 2031"
    >>> [text[one.start : one.end] for one in find_names(text, 12, 17)]
    ['of Kenya', 'of Peru']
    """
    if numbers := find_numbers(text, end, start):
        return numbers
    pronoun = _PRONOUN.match(text, start)
    second = _name_after(text, pronoun.end() if pronoun else start)
    if pronoun and pronoun.group().lower() == "what " and pronoun.group("word").lower() in _STOPS:
        clause = re.compile(r"[^,;:?!]*").match(text, pronoun.end(), start + _WINDOW)
        second = Span(*clause.span()) if clause else second
    dated = None if pronoun else _ENDS_DATED.search(text, max(0, end - _WINDOW), end)
    if dated and (date := _DATED.match(text, second.end)):
        second = Span(second.start, date.end())
        opens = _start_before(text, dated.start(), text[second.start : second.end], False)
    else:
        opens = _start_before(text, end, text[second.start : second.end], pronoun is not None)
    first = Span(opens, end)
    empty = not text[opens:end].strip() or not text[second.start : second.end].strip()
    return None if empty else Names(first, second)


def find_numbers(text: str, end: int, start: int) -> Names | None:
    """Two numbers or years beside one another: "decisions II and III", "in 2030 and 2031"."""
    before, second = _words_before(text, end), _WORD.match(text, start)
    if not before or second is None:
        return None
    first = before[-1]
    for kind in (NUMBER, YEAR):
        if kind.fullmatch(first.group()) and kind.fullmatch(second.group()):
            return Names(Span(*first.span()), Span(*second.span()))
    return None


def _words_before(text: str, end: int) -> list[re.Match[str]]:
    return list(_WORD.finditer(text, max(0, end - _WINDOW), end))


#: In how many characters on either side the names are looked for.
_WINDOW = 300


def are_alike(text: str, end: int, start: int) -> bool:
    """Whether the phrases on either side of `text[end:start]` begin alike, or each have a date."""
    words = [one.lower() for one in _WORD.findall(text, start, start + _WINDOW)]
    near = text[max(0, end - _WINDOW) : end]
    before = re.split(r"[:;.?!]", near)[-1].lower().split()[-_REACH:]
    if pronoun := _PRONOUN.match(text, start):
        words = [pronoun.group("word").lower(), ""]
    word, after, *_ = (*words, "", "")
    if word in _PREPOSITIONS:
        return after not in _ASKING and word in before
    if word in _DETERMINERS:
        return (word, after) in pairwise(before) and after not in _OPEN
    dated = _ENDS_DATED.search(text, max(0, end - _WINDOW), end) is not None
    return dated and _DATED.search(" ".join(["", *words[:_REACH]])) is not None


def _name_after(text: str, start: int) -> Span:
    """The name of a thing that begins at `start`."""
    words = list(_WORD.finditer(text, start, start + _WINDOW))
    end, held = start, 0
    for one, following in zip(words, [*words[1:], None], strict=True):
        word = one.group().lower()
        if word in _ENDS or held >= _LONGEST:
            break
        if held and word in _PREPOSITIONS and word != "of":
            break
        if word in _STOPS and (held or word not in _DETERMINERS):
            after = following.group().lower() if following else "?"
            if word != "and" or not held or after in _STOPS | _OPEN | _ENDS:
                break
        held += word not in _OPEN
        end = one.end()
    return Span(start, end)


def _start_before(text: str, end: int, second: str, referred: bool) -> int:
    """Where the name of a thing starts that ends at `end` and is like `second`.

    Where a pronoun stands for what it is of, it starts at a preposition: "oil of A", "that of B".
    """
    back: list[tuple[str, int]] = []
    for one in reversed(_words_before(text, end)):
        if one.group() in ":;.?!" or len(back) > 2 * _LONGEST:
            break
        back.append((one.group().lower(), one.start()))
    like, after, *_ = (*second.lower().split(), "", "")
    if like in _OPEN or referred:
        words = [word for word, _ in back]
        alike = [
            at
            for follows, (word, at) in zip(["", *words], back, strict=False)
            if word == like and follows == after
        ]
        alike += [at for word, at in back if word == like]
        if referred:
            alike += [at for word, at in back if word in _PREPOSITIONS]
        if alike:
            return alike[0]
    start = end
    for word, at in back[:_LONGEST]:
        if word in _STOPS | _PREPOSITIONS | _ENDS:
            break
        start = at
        if word in _DETERMINERS:
            break
    return start
