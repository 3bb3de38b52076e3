"""What a question and a unit say in the same way: two words side by side, so many of something.

Words that stand together name a thing; the same words apart in a unit may each be of another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from egqa.parse.masthead_words import MONTHS
from egqa.words import STOPWORDS, stem

_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|[,;:.?!()]")


def _run(text: str) -> list[str]:
    """The stems of `text` in order; "" for a word without content and for a mark of punctuation."""
    return [
        stem(word) if word[0].isalnum() and word not in STOPWORDS else ""
        for word in _TOKEN.findall(text.lower())
    ]


@lru_cache(maxsize=16384)
def find_pairs(text: str) -> frozenset[tuple[str, str]]:
    """The content words of `text` that stand side by side, two and two, by their stems.

    >>> sorted(find_pairs("Voluntary contributions of States, parties"))
    [('voluntari', 'contribut')]
    """
    return frozenset((one, two) for one, two in pairwise(_run(text)) if one and two)


class Counted(NamedTuple):
    """So many of something: a number in words and the stem of the noun."""

    many: str
    noun: str

    @property
    def number(self) -> int:
        """The number, as one."""
        return _MANY.split("|").index(self.many) + 2


_MANY = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ASKED = re.compile(
    r"\b(?:what|which|(?:name|list|give)(?: me| us)?|on)(?: (?:are|were))?(?: the| its| their)?"
    rf" (?P<many>{_MANY}) (?P<rest>.*)",
    re.IGNORECASE,
)
_TOLD = re.compile(rf"\b(?P<many>{_MANY})(?= )", re.IGNORECASE)
#: How many words after a number may come before the noun it counts, it included.
_AFTER = 6


def read_counted(question: str) -> Counted | None:
    """What the question says that there are so many of: "what four decisions did it adopt?".

    >>> read_counted("What five critical risk areas did they identify?")
    Counted(many='five', noun='area')
    >>> read_counted("Give me the three headings.").number
    3
    """
    match = _ASKED.search(question)
    if match is None:
        return None
    noun = ""
    for one in _run(match.group("rest"))[:_AFTER]:
        if not one:
            break
        noun = one
    return Counted(match.group("many").lower(), noun) if noun else None


def tells_counted(counted: Counted, text: str) -> bool:
    """Whether `text` says that there are so many of it: "the following four decisions"."""
    return any(
        match.group("many").lower() == counted.many
        and counted.noun in _run(text[match.end() : match.end() + 120])[:_AFTER]
        for match in _TOLD.finditer(text)
    )


#: What reports call the same thing.
_LIKE = tuple(
    frozenset(map(stem, words.split()))
    for words in (
        "states state countries country delegations delegation governments parties members",
        "organizations organization bodies institutions entities agencies",
        "people persons participants experts representatives delegates",
        "soldiers troops peacekeepers military army forces",
        "women men girls boys people persons victims civilians",
        "deaths fatalities dead killed",
    )
)


def alike(noun: str) -> frozenset[str]:
    """The stem of `noun` and those of what reports also call it.

    >>> "soldier" in alike("troop")
    True
    """
    return frozenset({noun}).union(*(group for group in _LIKE if noun in group))


@lru_cache(maxsize=16384)
def find_days(text: str) -> frozenset[str]:
    """The days of months that `text` prints.

    >>> sorted(find_days("from 9 to 11 November and on 2 May 2031"))
    ['11 november', '2 may', '9 november']
    """
    return frozenset(
        f"{int(day)} {match.group('month').lower()}"
        for match in _DAYS.finditer(text)
        for day in re.findall(r"\d+", match.group("days"))
    )


_DAYS = re.compile(
    rf"\b(?P<days>\d{{1,2}}(?:(?:,| and| to|–|-) ?\d{{1,2}})*) (?P<month>{MONTHS})\b", re.IGNORECASE
)
