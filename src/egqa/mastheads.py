"""What only a masthead tells: the Rapporteur, a document's date, where the meeting was held.

A masthead has no paragraph to cite, so there is no quote to answer with. What it prints is told in
the abstention, with the document, where no unit in reach says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from egqa.catalogue import catalogue_of
from egqa.cite import name_document
from egqa.nearest import near_passages
from egqa.parse.masthead import ordinal_words
from egqa.retrieve import is_in_scope
from egqa.sessions import find_ordinals, find_sessions, has_session
from egqa.states import find_states
from egqa.types import Document, Masthead, Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems

_DOCUMENT = r"(?:document|draft|report|paper|addendum|resolution|text|note|letter|file)"


class _Field(NamedTuple):
    """A line of the masthead: how it is asked for, what a unit that tells it prints, its words."""

    asks: re.Pattern[str]
    told: re.Pattern[str]
    words: Callable[[Masthead], str | None]
    label: str


def _held(masthead: Masthead) -> str | None:
    return ", ".join(filter(None, (masthead.venue, masthead.dates))) or None


_NEVER = re.compile(r"(?!)")
_FIELDS = (
    _Field(
        re.compile(
            r"\bwho\b.{0,40}\brapporteurs?\b(?! (?:introduced|prepared|said|do|did|noted))"
            r"|\brapporteur['’]?s? (?:name|country|nationality)\b|\bname of the rapporteur\b"
            r"|\brapporteur\b.{0,20}\b(?:who|which country|called|named)\b",
            re.IGNORECASE,
        ),
        re.compile(r"\bRapporteur(?:-General)?\b:? ?[A-Z]|\([A-Z][^()]*\)[^.;]{0,60}\bRapporteur"),
        lambda one: f"Rapporteur: {one.rapporteur}" if one.rapporteur else None,
        "the Rapporteur",
    ),
    _Field(
        re.compile(
            rf"\b(?:date|dated)\b.{{0,30}}\b{_DOCUMENT}\b|\bdate of (?:the )?[A-Z]+/\S+\W*$|\b{_DOCUMENT}\b.{{0,30}}\b(?:is|was) (?:it )?dated\b"
            rf"|\bwhen (?:was|is) (?:the |this |that )?(?:\w+ )?{_DOCUMENT}\b.{{0,20}}\b(?:issued|dated|published|submitted|printed|distributed|circulated)\b",
            re.IGNORECASE,
        ),
        _NEVER,
        lambda one: one.date,
        "its date",
    ),
    _Field(
        re.compile(
            r"\b(?:original|what|which) language\b|\blanguages? (?:is|was|of)\b|\bonly in English\b",
            re.IGNORECASE,
        ),
        re.compile(r"\blanguages?\b", re.IGNORECASE),
        lambda one: one.language,
        "its language",
    ),
    _Field(
        re.compile(
            rf"\bdistribution\b.{{0,40}}\b{_DOCUMENT}\b|\b{_DOCUMENT}\b.{{0,40}}\bdistribution\b"
            r"|\b(?:limited|restricted|general) distribution\b",
            re.IGNORECASE,
        ),
        re.compile(r"\bdistribution\b", re.IGNORECASE),
        lambda one: f"Distr.: {one.distribution}" if one.distribution else None,
        "its distribution",
    ),
    _Field(
        re.compile(
            r"\b(?:where|which (?:city|town|place)|what (?:city|town|place)|venue)\b"
            r"(?! can\b| could\b| do\b).{0,60}\b(?:meet|met|meeting|session|held|conference|convened?|gather\w*|take place|took place)\b"
            r"|\b(?:venue|place) of the\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:held|met|convened|took place|meet|(?:organi[sz]|host)ed [^.;]{0,60}) (?:in|at) (?:the )?[A-Z]"
            r"|\bheld in\b(?! (?:conjunction|parallel|connection|accordance|private|public|closed|camera|line|two|three)\b)"
            r"|\b(?:in|at) [A-Z][\w-]+,[^.;]{0,40} (?:on|from) \d"
            r"|\b(?:Assembly|Conference|Congress|Summit|Forum|Meeting|Session)\b[^.,;]{0,40}, in [A-Z]"
        ),
        _held,
        "where it was",
    ),
)


def find_in_masthead(case: Case) -> Verdict | None:
    """What is asked for stands in the masthead of the documents meant, and in no unit in reach."""
    if case.query.refs or not case.passages:
        return None
    # The question's own words, with the symbols in them: "the date of A/79/7".
    asked = case.asked if case.query.near else case.query.read_as or case.asked
    for field in _FIELDS:
        if not field.asks.search(asked) or (field.words is _held and _is_of_another(asked, case)):
            continue
        reach = [one.paragraph.text for one in case.passages[:_REACH] if is_in_scope(one)]
        if any(field.told.search(text) for text in reach):
            return None
        printed = [
            (one.masthead, words) for one in _meant(case) if (words := field.words(one.masthead))
        ]
        if not printed:
            return None
        told = "; ".join(
            dict.fromkeys(f"{name_document(head)}: “{words}”" for head, words in printed[:_MOST])
        )
        return Verdict(
            "masthead",
            f"No numbered paragraph tells {field.label}, so there is none to quote. "
            f"The masthead prints it: {told}.",
        )
    return None


def _is_of_another(asked: str, case: Case) -> bool:
    """Whether the meeting asked about is none of those whose place and dates a masthead prints."""
    if _OTHER_EVENT.search(asked) or _NEXT.search(asked):
        return True
    numbers = {ordinal_words(one) for one in find_ordinals(asked)}
    sessions = {ordinal_words(one.masthead.session or "") for one in _meant(case)}
    return bool(numbers) and not numbers & sessions


# The next meeting is not the one whose place a masthead prints.
_NEXT = re.compile(r"\b(?:next|following|future|upcoming|forthcoming)\b", re.IGNORECASE)
# What is told of in a document, and is not the meeting that it is a document of.
_OTHER_EVENT = re.compile(
    r"\b(?:workshop|seminar|webinar|side event|symposium|training|course|round table|panel|exhibition|retreat|launch|visit|mission)s?\b",
    re.IGNORECASE,
)


def tells_place(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit tells where the meeting was that is asked about; None where no place is asked."""
    field = next(one for one in _FIELDS if one.words is _held)
    if not field.asks.search(case.asked) or case.query.refs or not case.passages:
        return None
    wanted = content_stems(_PLACED.sub(" ", case.asked))
    sessions = find_sessions(case.asked)

    def tells(unit: Paragraph) -> bool:
        return (
            case.share(wanted, unit.text) >= _SHARE
            and bool(field.told.search(unit.text))
            and all(has_session(one, unit.text) for one in sessions)
        )

    return tells


def find_place_untold(case: Case) -> Verdict | None:
    """Where a meeting was or will be is asked, and no passage on it tells a place."""
    tells = tells_place(case)
    if tells is None or case.query.near or case.query.kind not in ("where", "place"):
        return None
    near = near_passages(case.passages, _REACH)
    if any(tells(one.paragraph) or _has_place(one.paragraph, case) for one in near):
        return None
    return Verdict("kind_absent", case.say_absent("give no place."))


def _has_place(unit: Paragraph, case: Case) -> bool:
    """Whether a unit that bears some of the question, or its masthead, names a place."""
    wanted = case.known(content_stems(_PLACED.sub(" ", case.asked)))
    place = bool(_PLACES.search(unit.text) or find_states(unit.text))
    return place and case.share(wanted, in_context(unit)) >= _SOME


#: The least share of the question's weight that a unit with a place bears.
_SOME = 0.6
_PLACES = re.compile(r"\b(?:in|at|to|hosted by|host) (?:the )?(?:[A-Z][a-zà-ÿ]+|[A-Z]{2,})")
_PLACED = re.compile(
    r"\b(?:where|held|met|meet|take place|took place|convened?|venue|city|place)\b", re.I
)
#: The least share of the question's weight that a unit on its meeting bears.
_SHARE = 0.7
#: How many passages may tell it, and of how many documents it is told.
_REACH, _MOST = 5, 3


def _meant(case: Case) -> list[Document]:
    """The documents that the question means, else that of the first passage."""
    keys = case.query.documents or (case.passages[0].paragraph.masthead.key,)
    return catalogue_of(case.documents).of(keys)
