"""A text, a meeting or a body called by a word that no document has: "the zebra treaty".

A question tells in words of its own what is said of such a thing, but calls the thing itself by a
word of its name. What the documents say of other treaties is then no answer.
"""

from __future__ import annotations

import re

from egqa.aliases import find_entities
from egqa.verdicts import Case, Verdict
from egqa.words import STOPWORDS

#: Kinds of answer that only what is told of the thing itself gives.
_KINDS = ("when", "where", "place", "who", "person", "name", "vote", "count", "states", "symbol")
_CALLED = re.compile(
    r"\b(?:the|an?|any|this|that) (?P<word>[a-z][a-z-]{2,}) "
    r"(?P<thing>treat(?:y|ies)|conventions?|protocols?|agreements?|resolutions?|declarations?|charters?|covenants?|pacts?|laws?|directives?"
    r"|summits?|conferences?|congress|workshops?|forums?|seminars?|symposium|exhibition|committees?|commissions?|councils?|tribunals?|courts?|agency|agencies"
    r"|funds?|missions?|ministry|minister|museum|festival|prize|award|cup)\b"
)
#: Words by which an asker tells one of several, or thinks of it, and no part of a name.
_TELLING = frozenset(
    "upcoming forthcoming latest recent landmark famous nascent planned proposed mooted current whole"
    " actual said brand-new so-called earlier later same other previous entire final big huge major"
    " awaited hoped-for promised yearly newest oldest biggest first second third".split()
)


def find_unheard(case: Case) -> Verdict | None:
    """When, where or by whom is asked of a thing whose name has a word that no document has."""
    if case.query.kind not in _KINDS or case.query.refs or case.query.near:
        return None
    for match in _CALLED.finditer(case.asked):
        word, called = match.group("word"), match.group().split(" ", 1)[1]
        if word in _TELLING or word in STOPWORDS or word.endswith(("ed", "ing", "ly")):
            continue
        parts = word.split("-")
        if any(case.corpus.holds(one) for one in (word, *parts)):
            continue
        if not all(one.loose for one in find_entities(called)):
            continue
        return Verdict("term_absent", f"The documents nowhere speak of a “{called}”.")
    return None
