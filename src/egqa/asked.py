"""What a question fixes of the unit that answers it, beside its topic.

It may be on the second of several meetings, on what a body invites or requests, on one year, or on
a person who did something: read once, for all passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from egqa.attribution import SPEAKERS
from egqa.parse.masthead import ordinal_words
from egqa.phrases import Counted, find_days, find_pairs, read_counted
from egqa.pinpoints import print_pinpoint
from egqa.states import find_nationalities, find_states
from egqa.types import Passage, Query
from egqa.words import content_stems, stem

#: A name that more of the units looked at print tells none from another.
TELLING = 3

WORDS = (
    r"(?:[a-z]{5,7}-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|[a-z]+teenth|[a-z]+tieth"
)
_ORDINAL = re.compile(
    rf"\b(?P<nth>{WORDS}|\d+(?:st|nd|rd|th))"
    r" (?P<noun>meeting|session|protocol|part|phase|committee)s?\b",
    re.IGNORECASE,
)
_ACTS = (
    "invit|encourag|request|urg|decid|recommend|welcom|appeal|commend|extend|proclaim|authoriz"
    "|approv|establish|condemn|demand|emphasiz|stress|recall|reaffirm|recogniz|not(?=es?\\b|ing\\b)"
)
# "Who is invited to …", "what does it request of …": a form of the verb that the unit opens with.
_ASKS_ACT = re.compile(
    rf"\b(?:is|are|was|were|does|do|did|has|have|what|who|to whom)\b.*?\b(?P<act>{_ACTS}|ask|call(?:ed|s)? (?:up)?on)(?:[a-z]* to (?P<deed>[a-z]+))?",
    re.IGNORECASE,
)
_ASKS_PREAMBLE = re.compile(
    r"\bpreamb|\brecall|\breaffirm|\brecogni[sz]|\bnot(?:e|es|ed|ing)\b|\bconcern", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question fixes.

    `ordinals` are the meetings and sessions told by number; `act` is what a body does, `deed` what
    another is to do; `doer` is what a unit prints that tells who did it: an office's holder, a
    doer, or on whose behalf (`doer_is`); `paragraphs` are numbers of another text's paragraphs;
    `pairs` the two words that are all that is asked for.
    """

    kind: str
    stems: frozenset[str]
    ordinals: tuple[tuple[int | None, str], ...]
    act: str
    deed: str
    preamble: bool
    doer: re.Pattern[str] | None
    doer_is: Literal["holder", "doer", "other"]
    states: frozenset[str]
    paragraphs: tuple[str, ...]
    holders: str
    names: tuple[str, ...]
    years: frozenset[str]
    days: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    counted: Counted | None
    steps: frozenset[str]
    term: bool
    both: bool
    next: bool
    finder: re.Pattern[str] | None


def read_asked(query: Query, near: Sequence[Passage]) -> Asked:
    """What `query` fixes; `near` are the passages that are looked at, in which names are counted."""
    text = query.focus or query.text
    act = _ASKS_ACT.search(text)
    said = _HOLDERS.search(text)
    stems = content_stems(text)
    pairs = find_pairs(text)
    return Asked(
        kind=query.kind,
        stems=content_stems(_WHO_DID.sub(" ", text)),
        ordinals=tuple(read_ordinals(text)),
        act=act.group("act").lower() if act else "",
        deed=stem(act.group("deed")) if act and act.group("deed") else "",
        preamble=bool(_ASKS_PREAMBLE.search(text)),
        doer=_doer(query.focus, query.text),
        doer_is=_who_is_asked(query),
        states=frozenset(find_states(text) or find_nationalities(text)),
        paragraphs=tuple(re.escape(print_pinpoint(one).split(" ", 1)[-1]) for one in query.unknown),
        holders=said.group().lower() if said else "",
        names=tuple(
            name
            for name in _FULL_NAME.findall(text)
            if sum(name in one.paragraph.text for one in near) <= TELLING
        ),
        years=find_years(text),
        days=find_days(text),
        pairs=pairs if len(pairs) + 1 == len(stems) else frozenset(),
        counted=read_counted(text),
        steps=content_stems(" ".join(_STEPS.findall(text))),
        term=bool(_UNTIL_WHEN.search(text)),
        both=bool(_WHERE_AND_WHEN.search(text)),
        next=bool(_NEXT_MEETING.search(text)),
        finder=_finder(text),
    )


def _who_is_asked(query: Query) -> Literal["holder", "doer", "other"]:
    if _HOLDS_OFFICE.search(query.focus):
        return "holder"
    did = _WHO_DID.search(query.focus) and query.kind in ("person", "who")
    return "doer" if did else "other"


def read_ordinals(text: str) -> list[tuple[int | None, str]]:
    """The meetings, sessions and the like that `text` tells by number: the number, the noun."""
    return [
        (ordinal_words(one.group("nth")), one.group("noun").lower())
        for one in _ORDINAL.finditer(text)
    ]


def find_years(text: str) -> frozenset[str]:
    """The years that `text` prints, and not as part of a symbol."""
    return frozenset(YEAR.findall(text))


# Steps that a text tells of by no other word.
_STEPS = re.compile(
    r"\b(?:acceded?|acceding|ratif(?:y|ied|ies|ying|ications?)|accessions?|resign(?:ed|s)?|withdr(?:ew|awn)|seceded?)\b",
    re.IGNORECASE,
)


# "Some delegations": who held a view is a phrase of the report, and never another's.
_HOLDERS = re.compile(
    rf"\b(?:many|several|some|a number of|most|a few|other|certain) (?:other )?{SPEAKERS}\b",
    re.IGNORECASE,
)


# "Until when is the mandate extended?" is told by what extends it, or says "until".
_UNTIL_WHEN = re.compile(
    r"\b(?:until|till) (?:when|what date)\b|\b(?:for )?how long\b", re.IGNORECASE
)
# "When does it meet next?", "where will the next session be?"
_NEXT_MEETING = re.compile(
    r"\b(?:when|where)\b.*\b(?:(?:meet|convene|gather|sit) (?:again|next)|next (?:meet|session|meeting|conference|forum))\b",
    re.IGNORECASE,
)
_WHERE_AND_WHEN = re.compile(r"\b(?:where and when|when and where)\b", re.IGNORECASE)


YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d/–-])")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |for |on )?(?:the )?[A-Z][\w’'-]+)+\b")


# "Who opened it?" is told by "was opened … by"; "who spoke for them?" by "on behalf of".
_WHO_DID = re.compile(
    r"\bwho (?:was it (?:that|who) |had |has )?(?P<verb>opened|closed|chaired|moderated|facilitated|organi[sz]ed|drafted|prepared|submitted|launched|hosted|convened|led)\b",
    re.IGNORECASE,
)
# "Who appoints the Chair?" is told by "appointed … by the President".
_WHO_NAMES = re.compile(
    r"\b(?:who|by whom)(?: (?:is|are|was|were|does|will|shall))?\b[^?.!,;]{0,40}?"
    r"\b(?P<verb>appoint|elect(?!ion|oral|ric)|designat|nominat|select)(?:e?s|ed?)?\b",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(
    r"\b(?:spoke|speak|speaks|speaking|statement|talked|made) (?:for|on behalf of)\b|\bon (?:whose|what|which) behalf\b|\bon behalf of (?:whom|which|what)\b",
    re.IGNORECASE,
)


def _doer(own: str, text: str) -> re.Pattern[str] | None:
    """What a unit prints that tells who did it, or for whom."""
    if _FOR_OTHERS.search(text):
        return re.compile(r"\bon behalf of\b")
    if _OFFICERS.search(text):
        return re.compile(rf"{_OFFICERS.pattern}.*\([A-Z]", re.I | re.S)
    if office := _HOLDS_OFFICE.search(own):
        title = office.group("office").lower().removesuffix("ed").capitalize()
        return re.compile(
            rf"\bThe {title}\w*(?: of [^,.;]{{2,60}})?, (?:Mr|Ms|Mrs|Dr)?\.? ?[A-Z]"
            rf"|\b{title}\w*: [A-Z]|\b(?:act|serv|elect)(?:ed|ing)\b[^.;]*\bas (?:its |the )?{title}"
        )
    if names := _WHO_NAMES.search(own):
        return re.compile(rf"\b(?i:{names.group('verb')})\w*ed\b[^.;]{{0,150}}? by (?:the )?[A-Z]")
    match = _WHO_DID.search(own)
    if match is None:
        return None
    verb = match.group("verb")
    # "The Chair, Ms. A. B. (Peru), opened it", and not "the session was opened on 16 May".
    doer = rf"(?:\([A-Z][^()]*\)|\b(?:Mr|Ms|Mrs|Dr)\. [^.;,]+),? (?:\w+ ){{0,2}}?{verb}\b"
    # "To be facilitated by co-facilitators, as follows:" names nobody.
    return re.compile(rf"\b(?i:{verb})\b[^.;]{{0,60}}? by\b[^.;:]{{0,40}}?[A-Z\d\[]|{doer}")


# An officer is told where the officers are listed, "Chair: A. B. (Peru)", or "acted as Secretary".
_HOLDS_OFFICE = re.compile(
    r"\bwho (?:was |were |is |are |acted |served |it )*(?:elected |the |its |their |as )*(?P<office>chair(?:ed)?|rapporteur|secretary)\b(?!-)",
    re.IGNORECASE,
)
_OFFICERS = re.compile(r"\b(?:panel+ists?|bureau|vice-(?:chairs?|presidents?))\b", re.IGNORECASE)


_FINDS = re.compile(
    r"\bwhat (?:(?:has|have|had) (?P<had>[^?.!,;:]{3,60}?) (?:found|concluded|observed|noted|established|identified)"
    r"|(?:did|does|do) (?P<who>[^?.!,;:]{3,60}?) (?:find|conclude|observe|note|establish|identify|discover|see))\b",
    re.IGNORECASE,
)


def _finder(text: str) -> re.Pattern[str] | None:
    """What a unit prints where the one who is asked about finds or says it: "the audit found that".

    What others say of an audit names it as well.
    """
    match = _FINDS.search(text)
    if match is None:
        return None
    who = match.group("who") or match.group("had")
    head = re.split(r" (?:of|on|into|for|by|in|at|from|to) ", who)[0]  # the audit of the office
    words = re.findall(r"[\w’'-]+", head)
    if not words or words[-1].lower() in ("it", "they", "he", "she"):
        return None
    last = re.escape(words[-1])
    return re.compile(
        rf"\b{last}s?(?: [^.;,()]{{1,40}}?)? (?:has |have |had |also |further )*"
        r"(?:found|finds|conclud(?:ed|es)|observ(?:ed|es)|not(?:ed|es)|establish(?:ed|es)|identif(?:ied|ies)|show(?:ed|s|n)"
        r"|reveal(?:ed|s)|stat(?:ed|es)|report(?:ed|s)|consider(?:ed|s)|recogniz(?:ed|es)|determin(?:ed|es)|assess(?:ed|es)|indicat(?:ed|es))\b",
        re.IGNORECASE,
    )
