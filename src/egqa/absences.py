"""What is asked for is not there: no definition, a blank in the draft, no date, number or name."""

from __future__ import annotations

import re

from egqa.aliases import find_entities
from egqa.catalogue import catalogue_of
from egqa.cite import cite
from egqa.definitions import defines
from egqa.introducers import is_introducer_named
from egqa.kinds import holds_kind
from egqa.retrieve import is_in_scope
from egqa.sentences import split_sentences
from egqa.states import find_states
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems

_BLANK = re.compile(
    r"\[\s*(?:\.\.\.|…|to be (?:completed|inserted|determined|added))\s*\]", re.IGNORECASE
)


def find_undefined(case: Case) -> Verdict | None:
    """A definition is asked for, and no document gives one."""
    if case.query.kind != "define":
        return None
    term = _read_term(case.query.question, case)
    texts = [one.paragraph.text for one in case.passages]
    forms = (
        [term, *(form for one in find_entities(term) for form in one.forms if not one.loose)]
        if term
        else []
    )
    if term and any(defines(form, text) for form in forms for text in texts):
        return None
    if term and " " not in term and any(char.isupper() for char in term[1:]):
        return Verdict("not_defined", f"The documents use “{term}” without spelling it out.")
    named = f"“{term}”" if term else "the term"
    return Verdict("not_defined", f"The documents hold no definition of {named}.")


_TERMS = (
    re.compile(r"(?<!\w)[“\"'‘]([^“”\"'‘’]{2,60})[”\"'’]"),
    re.compile(
        r"\b([A-Z][A-Za-z+-]*[A-Z][A-Za-z+-]*)\b(?=.*\b(?:stands?|mean|spel|full|abbrev|acronym|expand))"
    ),
    re.compile(
        r"\b(?:definition|meaning|abbreviation|acronym|full form|full name) (?:given )?(?:of|for) (?:the |an? )?(?:term |word |acronym )?(.+?)(?: (?:in|given|used|by|according|under)\b.*)?[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:what does|what do) (?:the )?(?:term |word |acronym |abbreviation )?(.+?) (?:mean|stand)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bmeant by (?:the )?(?:term )?(.+?)(?: (?:in|under|here)\b.*)?[?.!]*$", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:counts?|qualif(?:y|ies)) as (?:an? )?(.+?)(?: (?:in|under|for|according)\b.*)?[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bexplain\b.{0,40}?\bwhat (?:an? |the )?(.{1,50}?) (?:is|means?)\b", re.IGNORECASE
    ),
    re.compile(
        r"\bdefin(?:e|es|ed|ing) (?!(?:in|by|under|anywhere|there|as)\b)(?:the )?(?:term )?(.+?)(?: (?:in|anywhere|by|as)\b.*)?[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:how|where|is|are|was) (?:is |are |was )?(?:the )?(?:term )?(.+?) (?:is |are )?(?:defined|spelled out|spelt out)\b",
        re.IGNORECASE,
    ),
)


def _read_term(question: str, case: Case) -> str:
    """The term whose definition is asked for."""
    for pattern in _TERMS:
        for match in pattern.finditer(question):
            term = match.group(1).strip(" ,.?!'\"")
            if 0 < len(term.split()) <= 5 and term.lower() not in ("it", "that", "this", "they"):
                return term
    return ""


def find_blank(case: Case) -> Verdict | None:
    """The draft leaves open what is asked for."""
    asks = case.query.kind in ("who", "states", "list", "name", "count") or _WHICH.search(
        case.asked
    )
    if not case.passages or case.query.refs or case.query.sides or not asks:
        return None
    wanted = content_stems(case.asked)
    for passage in case.passages[:2]:
        text = passage.paragraph.text
        # What another document than the one meant leaves open is not what is asked for.
        meant = not case.query.documents or passage.paragraph.masthead.key in case.query.documents
        if not _BLANK.search(text) or not is_in_scope(passage) or not meant:
            continue
        spans = split_sentences(text)
        sentence = max(
            (text[span.start : span.end] for span in spans),
            key=lambda part: len(wanted & content_stems(part)),
        )
        shared = wanted & content_stems(sentence)
        first = case.passages[0] is passage
        if (
            _BLANK.search(sentence)
            and shared
            and (first or len(shared) > len(wanted & content_stems(case.top)))
        ):
            return Verdict(
                "blank", "The draft leaves this blank: “[...]” stands where the answer would be."
            )
    return None


def find_left_open(case: Case) -> Verdict | None:
    """What is asked for stands under a heading of which the draft says nothing yet: "[To be completed]".

    Looked for in the documents of the first passages, for such a unit has no words to be found by.
    """
    if not case.passages or case.query.refs or case.query.near:
        return None
    if _is_open(case.passages[0].paragraph):
        return Verdict("blank", _say_open(case.passages[0].paragraph))
    wanted = content_stems(case.asked)
    found = wanted & content_stems(case.top)
    keys = {one.paragraph.masthead.key for one in case.passages[:_NEAR] if is_in_scope(one)}
    for document in catalogue_of(case.documents).of(keys):
        for unit in document.paragraphs:
            if not unit.headings or not _is_open(unit):
                continue
            named = content_stems(_NUMBERING.sub("", unit.headings[-1]))
            if len(named) > 1 and named <= wanted and not named <= found:
                return Verdict("blank", _say_open(unit))
    return None


_NUMBERING = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d+)\.\s+")
#: The documents of how many passages are looked at for a heading that is left open.
_NEAR = 3


def _is_open(unit: Paragraph) -> bool:
    """Whether the unit is nothing but a blank."""
    return bool(_BLANK.search(unit.text)) and not content_stems(_BLANK.sub("", unit.text))


def _say_open(unit: Paragraph) -> str:
    under = f" under “{unit.headings[-1]}”" if unit.headings else ""
    return f"The draft leaves this open: {cite(unit)}{under} holds only “{unit.text.strip()}”."


_WHICH = re.compile(
    r"^(?:and |so )?(?:which|what|who)\b|\bthat (?:made|spoke|attended|intervened)\b", re.IGNORECASE
)


def find_kind_absent(case: Case) -> Verdict | None:
    """A date, number, percentage, amount or name is asked for, and the passages on the point hold none."""
    kind = case.query.kind
    messages = {
        "when": "no date for it",
        "percent": "no percentage",
        "amount": "no amount",
        "name": "no name",
        "person": "no name of who it was",
        "vote": "no vote on it",
        "states": "no name of a State",
        "firm": "no name of a firm",
        "place": "no place",
        "symbol": "no symbol",
        "age": "no age",
        "clock": "no time of day",
        "provision": "no number of such a text",
    }
    if kind not in messages or not case.passages or case.query.refs:
        return None
    if kind == "states" and not _ONE_STATE.search(case.asked):
        return None  # many States may be told by their groups
    if kind == "states" and is_introducer_named(case):
        return None
    texts = on_point(case)
    if kind == "when" and _bears_next_to_nothing(case):  # "the zebra treaty was adopted"
        texts = texts[1:]
    if kind == "provision":  # of a sentence on the point: many a unit cites another text
        wanted = case.known(content_stems(case.asked))
        near = [one.paragraph.text for one in case.passages[:_CITED] if is_in_scope(one)]
        parts = [text[one.start : one.end] for text in near for one in split_sentences(text)]
        texts = [case.top, *(part for part in parts if case.share(wanted, part) >= _ON_POINT)]
    if kind in ("person", "vote"):  # told in a unit of its own
        texts = [one.paragraph.text for one in case.passages[:_NAMED] if is_in_scope(one)]
    if kind == "when" and _is_most_of(case):  # in other words, as "set up" for "established"
        texts.append(case.top)
    if kind == "states":  # "which country after Qatar?": another than those the question names
        asked = set(find_states(case.query.question))
        absent = not any(set(find_states(text)) - asked for text in texts)
    else:
        absent = not any(holds_kind(kind, text) for text in texts)
    if absent and kind == "person" and _SPOKE.search(case.asked):
        absent = not any(_FOR_OTHERS.search(text) for text in texts)
    if not absent and not (kind == "name" and _is_unnamed(case)):
        return None
    return Verdict("kind_absent", case.say_absent(f"give {messages[kind]}."))


#: In how many passages a provision may be cited, by a sentence that bears how much of the question.
_CITED, _ON_POINT = 3, 0.35
_ONE_STATE = re.compile(
    r"\b(?:which|what) (?:country|(?:member )?state|government|delegation|nation|(?-i:Party))\b",
    re.IGNORECASE,
)
# Reports name many a speaker by the State or the group alone.
_SPOKE = re.compile(r"\b(?:spoke|speak\w*|statements?|panel\w*)\b", re.IGNORECASE)
_FOR_OTHERS = re.compile(
    r"\b(?:representatives?|observers?|delegates?|delegations?) (?:of|for)\b|\bon behalf of\b", re.I
)
#: In how many of the first passages a person or a vote may be told.
_NAMED = 5


def _is_unnamed(case: Case) -> bool:
    """The body or State whose person is asked for stands in the first passage, with no name beside it."""
    top = case.top
    wanted = [
        *find_states(case.query.text),
        *(name for name in _PROPER.findall(case.query.text) if name in top),
    ]
    parts = [part for part in re.split(r"[;]|(?<=\))\s*,|, and |\.\s", top) if part]
    near = [part for part in parts if any(name in part for name in wanted)]
    return bool(near) and not any(holds_kind("name", part) for part in near)


_PROPER = re.compile(
    r"\b(?:University|Institute|Office|Ministry|Council|Institut\w*)(?: (?:of|for|de|the|and|[A-Z][\w-]+))+|\b[A-Z][\w-]+(?: (?:of|for|de|[A-Z][\w-]+))* (?:University|Institute|Institut|Centre|Office|Corporation)\b"
)


def _is_most_of(case: Case) -> bool:
    """Whether the first passage bears most of what the question says, by weight."""
    borne = case.share(content_stems(case.asked), case.top)
    return is_in_scope(case.passages[0]) and borne >= _MOST


def _bears_next_to_nothing(case: Case) -> bool:
    """Whether the first passage bears hardly any of a question with a word in no document."""
    wanted = content_stems(case.query.text)  # of a follow-up with what it follows
    if wanted == case.known(wanted):
        return False
    return case.share(wanted, in_context(case.passages[0].paragraph)) < _HARDLY


#: What share of the question's weight is most of it, and what is next to nothing.
_MOST, _HARDLY = 0.6, 0.2


#: Those whose names reports list.
_PANEL = re.compile(r"\b(?:panel+ists?|bureau|officers|vice-(?:chairs?|presidents?))\b", re.I)


def on_point(case: Case) -> list[str]:
    """The texts of the first passages that bear about as much of the question as any, and the first.

    By one rare word alone a unit would be told that only shares that word with the question.
    """
    before = [one.paragraph.text for one in case.passages if one.paragraph.ref in case.query.near]
    if case.query.kind == "name" and before:  # whose name: of someone in the answer before
        return before
    # A date may stand in a unit beside; what is counted or named must stand in what is quoted.
    depth = 5 if case.query.kind in ("when", "symbol") or _PANEL.search(case.asked) else 2
    near = [one.paragraph for one in case.passages[:depth] if is_in_scope(one)]
    if case.query.kind == "symbol":
        return [one.text for one in near]
    wanted = case.known(content_stems(case.asked))
    shares = [case.share(wanted, in_context(one)) for one in near]
    least = _AS_MUCH * max(shares, default=0.0)
    return [
        one.text
        for at, (one, share) in enumerate(zip(near, shares, strict=True))
        if share >= least or not at
    ]


#: What share of what the best bears is about as much.
_AS_MUCH = 0.75
