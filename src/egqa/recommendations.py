"""Recommendations that a question names by their own number, which is no paragraph's.

Audits and reviews number their recommendations apart: "Recommendation 3 reads as follows" in
paragraph 20, or a box headed "Recommendation 3". Where a report numbers none, its recommendations
are its paragraphs, and the number is left to be read as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from egqa.catalogue import catalogue_of
from egqa.memo import OncePerDocument
from egqa.mentions import Mention
from egqa.naming import ASKING
from egqa.places import mask
from egqa.types import Document, UnitRef
from egqa.words import content_stems


class Recommended(NamedTuple):
    """What the recommendations named come to: units to look up, units to search, numbers unknown.

    `left` are the mentions that are still to be read as paragraphs' numbers.
    """

    refs: tuple[UnitRef, ...] = ()
    within: tuple[UnitRef, ...] = ()
    unknown: tuple[str, ...] = ()
    left: tuple[Mention, ...] = ()


def name_recommendations(
    mentions: Sequence[Mention], masked: str, keys: Sequence[str], documents: Sequence[Document]
) -> Recommended:
    """Read the `mentions` that are called recommendations by those that the documents number.

    `masked` is the question with the names of documents blanked out; `keys` are the documents
    meant, all where there are none. A question for nothing but the recommendation looks it up;
    beside a topic, "was recommendation 3 implemented?", what deals with it is searched.
    """
    asked = [one for one in mentions if one.recommended]
    if not asked:
        return Recommended(left=tuple(mentions))
    catalogue = catalogue_of(documents)
    meant = catalogue.of(keys) if keys else list(documents)
    tables = {one.masthead.key: table for one in meant if (table := _numbered_in(one))}
    if not tables:
        return Recommended(left=tuple(mentions))
    numbers = [number for one in asked for number in _numbers_of(one)]
    found = [
        (table[number], UnitRef(key, para))
        for key, table in tables.items()
        for number in numbers
        if number in table
        for para in table[number].units
    ]
    missing = [one for one in numbers if not any(one in table for table in tables.values())]
    left = tuple(one for one in mentions if not one.recommended)
    if missing and not found:
        return Recommended(unknown=tuple(f"recommendation {one}" for one in missing), left=left)
    refs = tuple(dict.fromkeys(ref for one, ref in found if one.stated == ref.para))
    if refs and _asks_for_nothing_else(masked, asked):
        return Recommended(refs=refs, left=left)
    return Recommended(within=tuple(dict.fromkeys(ref for _, ref in found)), left=left)


def _asks_for_nothing_else(masked: str, asked: Sequence[Mention]) -> bool:
    """Whether the question is for the words: "what is recommendation 3 of the audit?"."""
    before = masked[: asked[0].span.start]
    after = masked[asked[-1].span.end :]
    if _BEFORE.search(before) and _AFTER.match(after):
        return True
    for one in asked:
        masked = mask(masked, one.span)
    return not content_stems(masked) - ASKING - _OF_WORDS


_BEFORE = re.compile(
    r"(?:^|[?.!,:;] ?)(?:(?:and|so|but|please|can you|could you) )*"
    r"(?:what(?:['’]s| is| are| was| were| do| does| did)|quote|cite|read(?: out)?|show(?: me)?)?"
    r"(?: the)?(?: (?:full|exact))?(?: (?:text|wording|words) of)?(?: the)?(?: [A-Z]{2,})?\W*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\W*(?:(?:of|in|from|by|under|on) [^?.!]*?)?"
    r"(?:\b(?:say|read|ask|recommend|require|provide|state)(?: for)?)?\W*$",
    re.IGNORECASE,
)
#: What a question for a recommendation itself says beside its number.
_OF_WORDS = content_stems("recommend recommendation ask call request require number full wording")


def _numbers_of(mention: Mention) -> list[str]:
    last = int(mention.to) if mention.to and mention.to.isdigit() else 0
    between = range(int(mention.numbers[-1]) + 1, min(last, int(mention.numbers[-1]) + _MOST) + 1)
    return [*mention.numbers, *map(str, between)]


#: The longest range of recommendations that is read out.
_MOST = 20


class _Recommendation(NamedTuple):
    """The number of the unit that states a recommendation, and of all that deal with it."""

    stated: str
    units: tuple[str, ...]


_STATED = re.compile(
    r"(?:Draft )?[Rr]ecommendation (?P<number>\d{1,3})\b(?= reads\b|\s*[.:–—(\n]|\s+[A-Z]|\s*$)"
)
_NAMED = re.compile(
    r"\brecommendations? (?:nos?\. ?)?"
    r"(?P<numbers>\d{1,3}(?:(?:, | and |, and | or )\d{1,3})*)(?![\d/]| ?\()",
    re.IGNORECASE,
)


@OncePerDocument
def _numbered_in(document: Document) -> dict[str, _Recommendation]:
    """The numbered recommendations that a document states, by number."""
    stated: dict[str, str] = {}
    units: dict[str, dict[str, None]] = {}
    for one in document.paragraphs:
        para = one.ref.para
        heading = _STATED.match(one.headings[-1]) if one.headings else None
        told = _STATED.match(one.text)
        if told:
            stated.setdefault(told.group("number"), para)
            units.setdefault(told.group("number"), {})[para] = None
        elif heading:
            number = heading.group("number")
            # A box holds the recommendation alone, and ends at the next paragraph's number.
            titled = heading.end() < len(one.headings[-1].strip())
            if number not in stated:
                stated[number] = para
            elif not titled and one.para is not None:
                continue
            units.setdefault(number, {})[para] = None
    if not stated:
        return {}
    for one in document.paragraphs:
        for match in _NAMED.finditer(one.text):
            for number in re.findall(r"\d+", match.group("numbers")):
                if number in units:
                    units[number][one.ref.para] = None
    return {number: _Recommendation(stated[number], tuple(units[number])) for number in stated}
