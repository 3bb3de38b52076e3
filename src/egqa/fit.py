"""What a unit must be to be asked for in these words, whatever its likeness to them.

Of the "second meeting" a unit on the fourth says nothing; who "is invited" is told where a
resolution invites; and what a resolution does stands in its operative part, not in its preamble.
Only the first few passages are looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from egqa.attribution import SPEAKERS
from egqa.kinds import holds_kind, is_dated
from egqa.lists import asks_for_several, lists_inside, lists_those, opens_list
from egqa.parse.masthead import ordinal_words
from egqa.phrases import Counted, find_days, find_pairs, read_counted, tells_counted
from egqa.pinpoints import print_pinpoint
from egqa.retrieve import NAMED, is_in_scope
from egqa.sentences import split_sentences
from egqa.states import find_nationalities, find_states
from egqa.types import Paragraph, Passage, Query
from egqa.words import content_stems, stem

#: What a unit gains that speaks of a paragraph of another text, or of just those who are named.
SPOKEN_OF, SAME_HOLDERS = 3.0, 1.0
#: What holding a name of several words in full is worth, and opening the list that is asked for.
NAME, LIST = 0.5, 1.0
#: How far a draft stands behind what was adopted in the same words.
DRAFT = 0.1
#: What a unit gains that lists the holder of the office asked about.
OFFICE = 2.0
#: What a unit loses that prints years, and not the year asked about.
YEAR = 0.7
#: What a unit gains that prints the day asked about.
DAY = 1.5
#: What a line loses that has no number and is no sentence: a caption, an entry in a list of papers.
CAPTION = 2.0
#: What an entry of the agenda that a body adopted loses, where the agenda is not asked for: a title.
ENTRY = 7.0
#: What a text loses by which bodies close, "remains seized of the matter", where that is not asked.
FORMULA = 2.0
#: What a unit gains that prints side by side the two words that are all the question asks for.
PHRASE_ALONE = 1.5
#: What a unit gains that tells who did what is asked about: no other is put before it.
DID = 20.0
#: What a unit gains that extends a term, or sets its end, where that is asked.
TERM = 1.5
#: What a unit gains that prints a day and a place, where both are asked.
BOTH = 1.0
#: What a unit without a number loses: it is cited where no numbered one tells as much.
UNNUMBERED = 1.0
#: What a unit gains that says there are as many of it as the question does.
COUNTED = 2.0
#: What a unit gains that tells of the formal step asked about: "Which State acceded?"
STEP = 1.0
#: A name that more of the units looked at print tells none from another.
TELLING = 3
#: How many of the first passages are looked at, and what each kind of fit moves a score by.
LOOKED_AT = 12
OTHER_ORDINAL, VERB, PREAMBLE, PHRASE, VOTE, SESSION, STATES, NAMED_STATE, HELD = (
    3.5,
    1.0,
    1.0,
    1.5,
    2.0,
    0.8,
    1.0,
    1.2,
    1.0,
)

_WORDS = (
    r"(?:[a-z]{5,7}-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|[a-z]+teenth|[a-z]+tieth"
)
_ORDINAL = re.compile(
    rf"\b(?P<nth>{_WORDS}|\d+(?:st|nd|rd|th))"
    r" (?P<noun>meeting|session|protocol|part|phase|committee)s?\b",
    re.IGNORECASE,
)
# "The fourth meeting" is a meeting of the body; "at its 4th meeting" is one sitting of it.
_IN_WORDS = re.compile(
    rf"\b(?:{_WORDS}) (?:meeting|session|protocol|part|phase|committee)s?\b", re.IGNORECASE
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
class _Asked:
    """What the question fixes, read once for all passages."""

    ordinals: tuple[tuple[int | None, str], ...]
    act: str
    deed: str
    preamble: bool
    own: str
    phrase: re.Pattern[str] | None
    phrase_worth: float
    stems: frozenset[str]
    kind: str
    states: frozenset[str]
    numbers: tuple[str, ...]
    holders: str
    names: tuple[str, ...]
    years: frozenset[str]
    days: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    counted: Counted | None
    term: bool
    both: bool
    several: bool
    steps: frozenset[str]


# Steps that a text tells of by no other word.
_STEPS = re.compile(
    r"\b(?:acceded?|acceding|ratif(?:y|ied|ies|ying)|resign(?:ed|s)?|withdr(?:ew|awn)|seceded?)\b",
    re.IGNORECASE,
)


def refit(query: Query, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """`passages`, the first few in the order in which they fit `query`; named units stay first."""
    named = [one for one in passages if one.why == NAMED]
    rest = passages[len(named) :]
    near = [one for one in rest[:LOOKED_AT] if is_in_scope(one)]
    text = query.focus or query.text
    act = _ASKS_ACT.search(text)
    asked = _Asked(
        tuple(_ordinals(text)),
        act.group("act").lower() if act else "",
        stem(act.group("deed")) if act and act.group("deed") else "",
        bool(_ASKS_PREAMBLE.search(text)),
        query.focus,
        _phrase(query.focus, query.text),
        DID if _WHO_DID.search(query.focus) and query.kind in ("person", "who") else PHRASE,
        content_stems(_WHO_DID.sub(" ", text)),
        query.kind,
        frozenset(find_states(text) or find_nationalities(text)),
        tuple(re.escape(print_pinpoint(one).split(" ", 1)[-1]) for one in query.unknown),
        (said.group().lower() if (said := _HOLDERS.search(text)) else ""),
        tuple(
            name
            for name in _FULL_NAME.findall(text)
            if sum(name in one.paragraph.text for one in near) <= TELLING
        ),
        frozenset(_YEAR.findall(text)),
        find_days(text),
        pairs if len(pairs := find_pairs(text)) + 1 == len(content_stems(text)) else frozenset(),
        read_counted(text),
        bool(_UNTIL_WHEN.search(text)),
        bool(_WHERE_AND_WHEN.search(text)),
        asks_for_several(query),
        content_stems(" ".join(_STEPS.findall(text))),
    )
    moved = [
        replace(one, score=one.score + by) if (by := _move(one.paragraph, asked)) else one
        for one in near
    ]
    texts = Counter(one.paragraph.text for one in moved)
    moved.sort(
        key=lambda one: -one.score + DRAFT * (texts[one.paragraph.text] > 1 and _is_draft(one))
    )
    first = len(named) + 1
    ranked = (replace(one, rank=at) for at, one in enumerate(moved, first))
    return (*named, *ranked, *rest[len(near) :])


def _is_draft(passage: Passage) -> bool:
    """Whether the passage is of a document of limited distribution: what is adopted is general."""
    return passage.paragraph.masthead.distribution == "Limited"


# "Some delegations": who held a view is a phrase of the report, and never another's.
_HOLDERS = re.compile(
    rf"\b(?:many|several|some|a number of|most|a few|other|certain) (?:other )?{SPEAKERS}\b",
    re.IGNORECASE,
)


# "Until when is the mandate extended?" is told by what extends it, or says "until".
_UNTIL_WHEN = re.compile(
    r"\b(?:until|till) (?:when|what date)\b|\b(?:for )?how long\b", re.IGNORECASE
)
_EXTENDS = re.compile(
    r"\b(?:extend|renew|prolong)\w*\b[^.;]*\b(?:until|for a|to \d|through)\b"
    r"|\b(?:until|for a (?:further )?(?:period|term) of) (?:\d|the (?:end|conclusion))",
    re.IGNORECASE,
)
_WHERE_AND_WHEN = re.compile(r"\b(?:where and when|when and where)\b", re.IGNORECASE)


_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d/–-])")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |for |on )?(?:the )?[A-Z][\w’'-]+)+\b")


def _ordinals(text: str) -> list[tuple[int | None, str]]:
    return [
        (ordinal_words(one.group("nth")), one.group("noun").lower())
        for one in _ORDINAL.finditer(text)
    ]


# "Who opened it?" is told by "was opened … by"; "who spoke for them?" by "on behalf of".
_WHO_DID = re.compile(
    r"\bwho (?:was it (?:that|who) |had |has )?(?P<verb>opened|closed|chaired|moderated|facilitated|organi[sz]ed|drafted|prepared|submitted|launched|hosted|convened|led)\b",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(
    r"\b(?:spoke|speak|speaks|speaking|statement|talked|made) (?:for|on behalf of)\b|\bon (?:whose|what|which) behalf\b|\bon behalf of (?:whom|which|what)\b",
    re.IGNORECASE,
)


def _phrase(own: str, text: str) -> re.Pattern[str] | None:
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


def _move(unit: Paragraph, asked: _Asked) -> float:
    """How far `unit` goes up or down."""
    total = 0.0
    if asked.ordinals:
        held = _ordinals(unit.text)
        for nth, noun in asked.ordinals:
            named = {one for one, of in held if of == noun}
            if nth not in named and _IN_WORDS.search(unit.text):
                total -= OTHER_ORDINAL
            # Where it is the document's own, "the fourth meeting" tells no unit of it from another.
            elif nth in named and (nth, noun) in _ordinals(unit.masthead.session or ""):
                total -= SESSION
    if asked.act and _opens_with(asked.act, unit.text):
        total += VERB * (1 + (asked.deed in content_stems(unit.text)))
    if not asked.preamble and (unit.para or "").rpartition(":")[2].startswith("pp"):
        total -= PREAMBLE
    if asked.phrase and asked.phrase.search(unit.text) and asked.stems & content_stems(unit.text):
        total += OFFICE if _HOLDS_OFFICE.search(asked.own) else asked.phrase_worth
    if asked.term and _EXTENDS.search(unit.text):
        total += TERM
    if asked.both and is_dated(unit.text) and holds_kind("place", unit.text):
        total += BOTH
    if unit.para is None:
        total -= UNNUMBERED
    if asked.kind in _STRICT and _tells(asked, unit):
        total += HELD
    if asked.years and (held_years := frozenset(_YEAR.findall(unit.text))):
        total -= YEAR * asked.years.isdisjoint(held_years)
    if asked.days:
        total += DAY * (not asked.days.isdisjoint(find_days(unit.text)))
    if any(
        re.search(rf"\bparas?(?:graphs?|\.) {one}(?![\w(])", unit.text) for one in asked.numbers
    ):
        total += SPOKEN_OF
    if asked.holders and asked.holders in (unit.attribution.phrase or "").lower():
        total += SAME_HOLDERS
    total += NAME * sum(one in unit.text for one in asked.names)
    if (
        (asked.kind == "list" and opens_list(unit.text, asked.stems))
        or (asked.kind == "fact" and opens_list(unit.text, asked.stems, _MOST))
        or (asked.kind in ("list", "who", "states") and lists_inside(unit.text, asked.stems))
    ):
        total += LIST
    if asked.kind == "vote" and holds_kind("vote", unit.text):
        total += VOTE
    if _is_caption(unit):
        total -= CAPTION
    if not asked.stems & _OF_AGENDA and any(
        _ADOPTS_AGENDA.search(one.text) for one in unit.chapeau
    ):
        total -= ENTRY
    if _FORMULA.search(unit.text) and not asked.stems & _CLOSING:
        total -= FORMULA
    if asked.pairs and asked.pairs <= find_pairs(unit.text):
        total += PHRASE_ALONE
    if asked.counted and tells_counted(asked.counted, unit.text):
        total += COUNTED
    if asked.states and asked.states <= set(find_states(unit.text)):
        total += NAMED_STATE
    if asked.steps and asked.steps <= content_stems(unit.text):
        total += STEP
    if asked.kind == "states" and lists_those(unit.text, asked.stems):
        total += STATES
    return total


# "Adopted the agenda as follows:" opens a list of titles, which tell nothing of what was done.
_ADOPTS_AGENDA = re.compile(
    r"\badopted\b[^.;:]*\bagenda\b(?! (?:sub-?)?items?\b)[^.:;]*:\s*$", re.IGNORECASE
)
_OF_AGENDA = content_stems("agenda item items sub-item programme")


def _is_caption(unit: Paragraph) -> bool:
    """Whether the unit is a line without a number and without an end: a caption, a title listed."""
    text = unit.text.rstrip()
    return unit.para is None and len(text.split()) < _LINE and not text.endswith(_ENDS)


_FORMULA = re.compile(
    r"^\W*(?:\w+ ){0,3}(?:to remain|remains) (?:actively )?seized of th(?:e|is) matter\b"
    r"|^The (?:meeting|session) (?:rose|was (?:then |thus )?(?:adjourned|closed))\b"
)
_CLOSING = content_stems("seized rise rose adjourn close closed end ended finish")
_ENDS = (".", ";", ":", "?", "!", ",", ".”", ".)")
#: A run of so many words is a sentence, however it ends.
_LINE = 30


#: Kinds that a unit holds or does not: a date, a number, a person.
_STRICT = ("when", "count", "person", "name", "amount", "percent", "often")


def _tells(asked: _Asked, unit: Paragraph) -> bool:
    """Whether one sentence holds the kind asked for with most of what is asked about.

    The words by which the question only names the document do not count: all its units may hold
    them, and the first ones do.
    """
    head = unit.masthead
    named = content_stems(" ".join(filter(None, (head.title, head.body, head.session))))
    about = asked.stems - named
    parts = (unit.text[one.start : one.end] for one in split_sentences(unit.text))
    return any(
        2 * len(about & content_stems(part)) > len(about)
        and (is_dated(part) if asked.kind == "when" else bool(holds_kind(asked.kind, part)))
        for part in parts
    )


#: The share of the words asked for that tells what opens a list, where no list is asked for.
_MOST = 0.6


def _opens_with(act: str, text: str) -> bool:
    """Whether a resolution's clause opens with the verb: "Requests the …", not "Requests for …"."""
    # Who "is asked" is told where a clause requests, or invites, or calls upon.
    wanted = _ASKED if act == "ask" else (act.split()[0][:5],)
    match = re.match(r"(?:\w+ ){0,2}?(?P<verb>[A-Za-z]+(?:s|ing))\b(?! for\b)", text)
    return match is not None and match.group("verb").lower().startswith(wanted)


_ASKED = ("request", "invit", "call", "encourag", "urg")
