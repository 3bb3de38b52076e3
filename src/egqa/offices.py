"""Who held an office or led a meeting: a unit answers only where it names somebody in it.

A report that tells of a meeting need not tell who chaired it, and the chair of another one is not
the one asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from egqa.nearest import near_passages
from egqa.sentences import split_sentences
from egqa.sessions import find_ordinals, prints_ordinal
from egqa.states import find_states, forms_of
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems

#: Each office with what texts call it: a noun, or the verb for acting in it.
_OFFICES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{told})\b", re.IGNORECASE))
    for asked, told in (
        (r"(?:co-)?vice-?\s?chair\w*", r"(?:co-)?vice-?\s?chair\w*|bureau|officers"),
        (
            r"(?:co-)?chair\w*|presid(?:ed|es|ing)",
            r"(?<!vice-)(?:co-)?chair\w*|(?<!vice-)presid\w+",
        ),
        (r"vice-?\s?presidents?", r"vice-?\s?presidents?|bureau|officers"),
        (r"presidents?", r"(?<!vice-)presid\w+"),
        (
            r"(?:executive |deputy |managing )?directors?(?:-general)?",
            r"directors?(?:-general)?|heads?",
        ),
        (r"(?:force )?commanders?|in command", r"command\w*|heads? of mission"),
        (r"secretar(?:y|ies)(?:-general)?", r"secretar(?:y|ies)(?:-general)?"),
        (r"rapporteurs?", r"rapporteurs?"),
        (r"(?:co-)?facilitat(?:ors?|ed)", r"(?:co-)?facilitat\w+|chair\w*|presid\w+|led"),
        (r"moderat(?:ors?|ed)", r"moderat\w+|chair\w*"),
        (r"(?:special )?envoys?", r"envoys?"),
        (r"special representatives?", r"special representatives?|heads? of mission"),
        (r"governors?", r"governors?"),
        (r"prime ministers?", r"prime ministers?"),
        (r"ministers?", r"ministers?"),
        (
            r"kings?|queens?|monarchs?|emperors?|emirs?|sultans?|popes?",
            r"king|queen|monarch|emperor|emir|sultan|pope|majesty|highness|holiness",
        ),
        (r"mayors?", r"mayors?"),
        (r"ambassadors?|(?:permanent |high )?representatives?", r"ambassadors?|representatives?"),
        (r"(?:high )?commissioners?(?:-general)?", r"commissioners?(?:-general)?"),
        (r"prosecutors?", r"prosecutors?"),
        (r"administrators?", r"administrators?"),
        (r"heads?|chiefs?", r"heads?|headed|led|chief|director"),
    )
)
#: What is asked of the office itself, not of what its holder did: "Who is the Director of …?"
_HOLDS = re.compile(
    r"\b(?<!by )who(?:m)? (?:is|was|were|are|became|will be|has been|had been) (?:(?!(?!elected|appointed|named|designated|nominated|succeed)[\w-]*ed\b)[\w’'-]+ ){0,8}?(?P<office>{office})"
    r"|\bwho (?P<acted>(?:co-)?(?:chaired|presided|moderated|facilitated)|(?:co-)?(?:chairs|presides|facilitates|moderates))\b"
    r"|\bnames? of (?:the )?(?:[\w’'-]+ ){0,3}?(?P<named>{office})".replace(
        "{office}", "|".join(f"(?:{asks.pattern})" for asks, _ in _OFFICES)
    ),
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:chaired|presided(?: over)?|moderated|facilitated|led|headed)(?:,? [\w ]{0,30})? by\b",
    re.I,
)
_NAME = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Sir|Lord|Judge)\.? [A-Z]"
    r"|\b[A-ZÀ-Þ][\w’'.-]+(?: (?:de|da|do|dos|van|von|der|al|el|bin|ibn|(?P<last>[A-ZÀ-Þ][\w’'.-]*))){1,4} \([A-Z]"
    r"|(?:, |: |; |\bas |\belected |\bappointed |\bby |\band |\bthank |\bwelcomed )(?P<name>[A-ZÀ-Þ][\w’'-]+(?: (?:de|da|do|dos|van|von|der|al|el|bin|ibn|[A-Z]\.|[A-ZÀ-Þ][\w’'-]+)){1,3})(?=[ ,.;]|$)"
)
#: Capitalised words that are of a body or a thing, and of no person.
_THINGS = re.compile(
    r"\b(?:Committee|Commission|Council|Group|Office|Nations|Conference|Session|Meeting|Board|Bureau|States?|Part(?:y|ies)|Fund|Programme|Secretar\w*|General|Assembly|Party|Working|Department|Division|Agency|Organi[sz]ation|Union|Republic|Kingdom|Government|Ministry|Institute|University|Bank|Court|Mission|Forum|Network|Convention|Protocol|Agreement|Chair\w*|President|Vice\S*|Director|Executive|Subsidiary|Body|Special|Permanent|Representative|Countr\w+|Develop\w+|Islands?|Least|Rapporteur|Deputy|Commissioner|First|Second|Third|Affairs|Service|Section|Branch|Unit|Centre|Region\w*|East\w*|West\w*|North\w*|South\w*|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def names_holder(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit names who held the office asked about; None where no office is asked about."""
    query = case.query
    if query.refs or query.near or query.kind == "compare":
        return None
    asked = _HOLDS.search(case.asked)
    if asked is None:
        return None
    word = asked.group("office") or asked.group("acted") or asked.group("named")
    office = next((told for asks, told in _OFFICES if asks.search(word)), None)
    if office is None:
        return None
    acted, ordinals = bool(asked.group("acted")), find_ordinals(case.asked)
    return lambda unit: _holds(unit, office, acted, ordinals, case)


def names_state(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit on the point names the State asked for; None where no single one is."""
    query = case.query
    if query.kind != "states" or query.refs or not _STATE_IS.search(case.asked):
        return None
    wanted, asked = content_stems(case.asked), set(find_states(query.question))
    return lambda unit: (
        bool(set(find_states(unit.text)) - asked)
        and case.share(wanted, in_context(unit)) >= _ON_STATE
    )


# "Which country is the focal point?", and not "which delegation opposed it?": of a view none is told.
_STATE_IS = re.compile(
    r"\b(?:which|what) (?:country|(?:member )?state|nation|(?-i:Party))(?: party)?"
    r" (?:is|was|will be|became|has been|had been|chairs?|chaired|hosts?|hosted)\b",
    re.IGNORECASE,
)
#: In how many of the first passages the State may be named, and how much of the question there.
NAMED_STATE, _ON_STATE = 3, 0.4


def find_nobody_in_office(case: Case) -> Verdict | None:
    """Who held an office is asked, and no passage on the point names anybody in it."""
    holds = names_holder(case)
    if holds is None or not case.passages:
        return None
    if any(holds(one.paragraph) for one in near_passages(case.passages, REACH)):
        return None
    return Verdict("kind_absent", case.say_absent("name nobody in the office asked about."))


#: In how many of the first passages the holder may be named.
REACH = 8
#: The least share of the question's weight that a unit in point bears, beside the office.
_SHARE = 0.4

#: Within how many characters of the office its holder is named.
_AROUND = 100

#: By what word the holder is asked for says nothing of the office.
_BECAME = content_stems("became")


def _holds(
    unit: Paragraph, office: re.Pattern[str], acted: bool, ordinals: Sequence[str], case: Case
) -> bool:
    wanted = content_stems(office.sub(" ", case.asked)) - _BECAME
    of_state = None if acted else _of_state(office, case.asked)
    context = in_context(unit)
    if case.share(wanted, context) < _SHARE:
        return False
    text = unit.text
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        # Under "facilitators were named as follows:" stand the names alone.
        if not office.search(sentence) and not (
            unit.chapeau and office.search(unit.chapeau[-1].text)
        ):
            continue
        if not all(_is_of(one, sentence, context) for one in ordinals):
            continue
        if acted and _BY.search(sentence):
            return True
        # "Presided over by the Chair", with a panellist of Brazil, names no President of Brazil.
        if of_state and not of_state.search(sentence):
            continue
        # Of a long sentence, the words around the office; under a heading of it, the whole.
        around = [
            (max(0, one.start() - _AROUND), one.end() + _AROUND)
            for one in office.finditer(sentence)
        ]
        # "Who commanded before General Gomes?" asks for another than he.
        if any(
            _is_person(one) and not _is_asked(one, case)
            for start, end in around or [(0, len(sentence))]
            for one in _NAME.finditer(sentence, start, end)
        ):
            return True
    return False


def _of_state(office: re.Pattern[str], asked: str) -> re.Pattern[str] | None:
    """The office as texts name it with the State that it is asked of: "the President of Brazil"."""
    found = re.search(rf"{office.pattern} of (?:the )?(?P<state>[^?.!,;]+)", asked, re.IGNORECASE)
    named = found.group("state").strip() if found else ""
    states = find_states(named)
    if len(states) != 1 or not any(named == form for form in forms_of(states[0])):
        return None
    forms = "|".join(map(re.escape, forms_of(states[0])))
    return re.compile(
        rf"{office.pattern}\b[^.;()]{{0,60}}?\b(?:of|for) (?:the )?(?:[\w-]+ ){{0,4}}?(?:{forms})\b"
        rf"|\b(?:{forms})(?:['’]s?)? (?:[\w-]+ ){{0,3}}?{office.pattern}",
        re.IGNORECASE,
    )


def _is_of(phrase: str, sentence: str, context: str) -> bool:
    """Whether the sentence is on the meeting called `phrase`: by its number, or that of the whole."""
    if prints_ordinal(phrase, sentence):
        return True
    others = [
        one for one in find_ordinals(sentence) if one.split()[-1][:4] == phrase.split()[-1][:4]
    ]
    return not others and prints_ordinal(phrase, context)


def _is_person(match: re.Match[str]) -> bool:
    # "High Commissioner (Under-Secretary-General)" tells the rank of an office, and nobody in it.
    name = match.group("name") or match.group("last")
    if name is None:
        return True
    # "Lieutenant-General Ulisses Gomes": the rank or office before a name is none of it.
    last = name.split()
    while last and _THINGS.search(last[0]):
        last = last[1:]
    return len(last) > (name != " ".join(last)) and not _THINGS.search(" ".join(last))


def _is_asked(match: re.Match[str], case: Case) -> bool:
    """Whether the question itself names the person, and asks for another in the same office."""
    if not _ANOTHER.search(case.asked):
        return False
    run = _RUN.match(match.string, match.start())
    names = set(re.findall(r"[A-ZÀ-Þ][\w’'-]+", run.group() if run else match.group()))
    return any(name in case.asked and not _THINGS.search(name) for name in names)


#: A whole name, with what leads to it.
_RUN = re.compile(
    r"[^\w]*(?:(?:as|elected|appointed|by|and|thank|welcomed) )?"
    r"(?:(?:[A-ZÀ-Þ][\w’'.-]*|de|da|do|dos|van|von|der|al|el|bin|ibn) ?)+"
)
_ANOTHER = re.compile(
    r"\b(?:before|after|prior to|preced\w+|succeed\w*|success\w+|replac\w+|follow(?:ed|ing)?"
    r"|instead of|besides|other than|apart from|took over)\b",
    re.IGNORECASE,
)
