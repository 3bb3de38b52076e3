"""What a unit must be to be asked for in these words, whatever its likeness to them.

Of the "second meeting" a unit on the fourth says nothing; who "is invited" is told where a
resolution invites; and what a resolution does stands in its operative part, not in its preamble.
Only the first few passages are looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from egqa.asked import WORDS, Asked, find_years, read_asked, read_ordinals
from egqa.kinds import holds_kind, is_dated
from egqa.lists import lists_inside, lists_those, opens_list
from egqa.phrases import find_days, find_pairs, tells_counted
from egqa.retrieve import NAMED, is_in_scope
from egqa.sentences import split_sentences
from egqa.states import find_states
from egqa.types import Paragraph, Passage, Query
from egqa.words import content_stems

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
#: What a unit gains in which the one finds it of whom that is asked.
FOUND = 2.0
#: What a unit gains that tells of a meeting to be held, where the next one is asked about.
NEXT = 3.0
#: What a unit without a number loses: it is cited where no numbered one tells as much.
UNNUMBERED = 1.0
#: What a unit gains that says there are as many of it as the question does.
COUNTED = 2.0
#: What a unit gains that tells of the formal step asked about: "Which State acceded?"
STEP = 1.0
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


def refit(query: Query, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """`passages`, the first few in the order in which they fit `query`; named units stay first."""
    named = [one for one in passages if one.why == NAMED]
    rest = passages[len(named) :]
    near = [one for one in rest[:LOOKED_AT] if is_in_scope(one)]
    asked = read_asked(query, near)
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


# "Decided to hold its session in June", "the next session will take place"; not "held its session".
_TO_BE_HELD = re.compile(
    r"\b(?:to|will|shall|would|should) (?:be )?(?:hold|held|meet|convened?|take place|host)\b"
    r"|\b(?:dates?|place|venue) (?:and \w+ )?(?:of|for) (?:its|the) next\b|\bnext (?:session|meeting|conference|forum)\b",
    re.IGNORECASE,
)
_EXTENDS = re.compile(
    r"\b(?:extend|renew|prolong)\w*\b[^.;]*\b(?:until|for a|to \d|through)\b"
    r"|\b(?:until|for a (?:further )?(?:period|term) of) (?:\d|the (?:end|conclusion))",
    re.IGNORECASE,
)


def _move(unit: Paragraph, asked: Asked) -> float:
    """How far `unit` goes up or down."""
    return _by_form(unit, asked) + _by_names(unit, asked) + _by_deeds(unit, asked)


def _by_form(unit: Paragraph, asked: Asked) -> float:
    """By what the unit is: a clause, a list's opening, an entry, a formula."""
    total = 0.0
    if not asked.preamble and (unit.para or "").rpartition(":")[2].startswith("pp"):
        total -= PREAMBLE
    if unit.para is None:
        total -= UNNUMBERED
    if asked.kind in _STRICT and _tells(asked, unit):
        total += HELD
    if (
        (asked.kind == "list" and opens_list(unit.text, asked.stems))
        or (asked.kind == "fact" and opens_list(unit.text, asked.stems, _MOST))
        or (asked.kind in ("list", "who", "states") and lists_inside(unit.text, asked.stems))
    ):
        total += LIST
    if asked.kind == "states" and lists_those(unit.text, asked.stems):
        total += STATES
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
    return total


def _by_names(unit: Paragraph, asked: Asked) -> float:
    """By the meetings, years, States and persons that question and unit name."""
    total = 0.0
    if asked.ordinals:
        held = read_ordinals(unit.text)
        for nth, noun in asked.ordinals:
            named = {one for one, of in held if of == noun}
            if nth not in named and _IN_WORDS.search(unit.text):
                total -= OTHER_ORDINAL
            # Where it is the document's own, "the fourth meeting" tells no unit of it from another.
            elif nth in named and (nth, noun) in read_ordinals(unit.masthead.session or ""):
                total -= SESSION
    if asked.years and (held_years := find_years(unit.text)):
        total -= YEAR * asked.years.isdisjoint(held_years)
    if asked.days:
        total += DAY * (not asked.days.isdisjoint(find_days(unit.text)))
    if any(
        re.search(rf"\bparas?(?:graphs?|\.) {one}(?![\w(])", unit.text) for one in asked.paragraphs
    ):
        total += SPOKEN_OF
    if asked.holders and asked.holders in (unit.attribution.phrase or "").lower():
        total += SAME_HOLDERS
    total += NAME * sum(one in unit.text for one in asked.names)
    if asked.pairs and asked.pairs <= find_pairs(unit.text):
        total += PHRASE_ALONE
    if asked.counted and tells_counted(asked.counted, unit.text):
        total += COUNTED
    if asked.states and asked.states <= set(find_states(unit.text)):
        total += NAMED_STATE
    return total


def _by_deeds(unit: Paragraph, asked: Asked) -> float:
    """By what was done, by whom, until when."""
    total = 0.0
    if asked.act and _opens_with(asked.act, unit.text):
        total += VERB * (1 + (asked.deed in content_stems(unit.text)))
    if asked.doer and asked.doer.search(unit.text) and asked.stems & content_stems(unit.text):
        total += _DOERS[asked.doer_is]
    if asked.steps and asked.steps <= content_stems(unit.text):
        total += STEP
    if asked.term and _EXTENDS.search(unit.text):
        total += TERM
    if asked.both and is_dated(unit.text) and holds_kind("place", unit.text):
        total += BOTH
    if asked.finder and asked.finder.search(unit.text):
        total += FOUND
    if asked.next and _TO_BE_HELD.search(unit.text):
        total += NEXT
    return total


#: What a unit gains that tells whom the question asks for.
_DOERS = {"holder": OFFICE, "doer": DID, "other": PHRASE}
# "The fourth meeting" is a meeting of the body; "at its 4th meeting" is one sitting of it.
_IN_WORDS = re.compile(
    rf"\b(?:{WORDS}) (?:meeting|session|protocol|part|phase|committee)s?\b", re.IGNORECASE
)
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


def _tells(asked: Asked, unit: Paragraph) -> bool:
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
