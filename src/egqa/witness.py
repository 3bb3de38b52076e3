"""Whether what a question fixes is borne out where it would be answered: years, sessions, names.

A near miss has the right topic and another year, another session, another body's act. Each thing
that the question names must stand in a unit it is answered from, or in what that unit inherits: its
opening words, its headings, the masthead of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from egqa.aliases import count_form, find_entities
from egqa.catalogue import catalogue_of
from egqa.counted import counts_asked
from egqa.dates import MONTHS
from egqa.definitions import stands_for
from egqa.kinds import holds_kind
from egqa.retrieve import is_in_scope
from egqa.sessions import find_sessions, has_session
from egqa.states import find_states
from egqa.subjects import own_words
from egqa.symbols import find_symbols
from egqa.types import Paragraph
from egqa.understand import OF_DATE
from egqa.unheld import (
    find_acts_absent,
    find_numbers_absent,
    find_parts_absent,
    find_ranges,
    find_years,
    gives_for,
    prints_range,
    spans_year,
)
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import STOPWORDS, content_stems, content_words

#: In how many of the first passages a thing named may stand.
REACH = 3


def find_unwitnessed(case: Case) -> Verdict | None:
    """A year, session or name of the question that nothing on the point speaks of."""
    query = case.query
    told = [one for one in query.notices if not one.startswith(OF_DATE)]
    if query.refs or query.within or query.sides or told:
        return None
    near = [one.paragraph for one in case.passages[:REACH] if is_in_scope(one)]
    if query.kind != "compare":  # another document is of another year
        near = [one for one in near if one.masthead.key == near[0].masthead.key]
    if not near:
        return None
    missing = min(
        (
            [
                *_find_missing(case, [_in_period(one, case) for one in some]),
                *_find_other_years(case, some),
            ]
            for some in _together(near, case)
        ),
        key=len,
    )
    if not missing:
        return None
    named = " or ".join(f"“{one}”" for one in _joined(dict.fromkeys(missing), query.question))
    return Verdict("not_recorded", f"What the documents say nearest to this is not of {named}.")


def _in_period(unit: Paragraph, case: Case) -> str:
    """The words of `unit` with all it inherits, and the year of "the period under review".

    A report says once, where it begins, which year it is on.
    """
    context = in_context(unit)
    if not _UNDER_REVIEW.search(unit.text):
        return context
    own = catalogue_of(case.documents).of([unit.masthead.key])
    opening = (one.text for document in own for one in document.paragraphs[:_OPENING])
    return " \n".join((context, *(year for text in opening for year in find_years(text))))


_UNDER_REVIEW = re.compile(
    r"\b(?:period|year|biennium) under review\b|\breporting (?:period|year)\b", re.IGNORECASE
)
#: How many units open a report.
_OPENING = 3


def _joined(names: Iterable[str], question: str) -> list[str]:
    """The `names`, those that stand side by side in the question as one.

    >>> _joined(["2019", "African", "Union"], "Did the African Union meet in 2019?")
    ['2019', 'African Union']
    """
    joined: list[str] = []
    for name in names:
        if joined and f"{joined[-1]} {name}" in question:
            joined[-1] = f"{joined[-1]} {name}"
        else:
            joined.append(name)
    return joined


def _together(near: Sequence[Paragraph], case: Case) -> list[list[Paragraph]]:
    """The units that may bear out the question between them: for a number or a vote, one alone."""
    kind = case.query.kind
    if kind == "whether":
        return [[one] for one in near]
    if kind not in _EXACT:
        return [list(near)]
    counts = counts_asked(case)
    holding = [[one] for one in near if counts and counts(one)]
    holding = holding or [[one] for one in near if holds_kind(kind, one.text)]
    if kind == "vote":  # "The vote on the amendments", of a draft that the paragraph before names
        holding = [[one, *(it for it in near if _opens_on(it, one))] for [one] in holding]
    return holding or [list(near)]


def _opens_on(before: Paragraph, unit: Paragraph) -> bool:
    """Whether `unit` is the numbered paragraph after `before`, of the same section."""
    first, second = before.para or "", unit.para or ""
    numbered = first.isdigit() and second.isdigit() and before.headings == unit.headings
    return numbered and int(second) == int(first) + 1


#: Kinds of answer that another unit than the one with the names cannot give.
_EXACT = ("amount", "percent", "vote", "count")


def _find_other_years(case: Case, units: Sequence[Paragraph]) -> list[str]:
    """The years asked about, where the units give what is asked for of other years alone."""
    kind = case.query.kind
    if kind not in _EXACT or len(units) > 1:
        return []
    if any(_UNDER_REVIEW.search(unit.text) for unit in units):
        return []  # of which year that is stands where the report begins
    years = find_years(case.query.question)
    return [one for one in years if not any(gives_for(one, kind, unit.text) for unit in units)]


#: Kinds of answer for which a number in the question tells which thing is meant: "under 30".
_NUMBERED = (*_EXACT, "when", "states")


def _find_missing(case: Case, texts: Sequence[str]) -> list[str]:
    query = case.query
    years = [
        one for one in find_years(query.question) if not any(spans_year(one, it) for it in texts)
    ]
    missing = [
        one
        for one in years
        if not _is_in_name(one, query.question, case) and not _is_of_own(one, query.question, case)
    ]
    missing += [
        one for one in find_ranges(query.question) if not any(prints_range(one, it) for it in texts)
    ]
    if any(char.islower() for char in case.asked):
        missing += [
            one
            for one in find_sessions(case.asked)
            if not any(has_session(one, it) for it in texts) and not _is_own_meeting(one, case)
        ]
    if query.kind != "compare":  # each part is of a document of its own
        missing += find_parts_absent(case.asked, texts)
    missing += find_acts_absent(query.question, texts)
    if query.kind in _NUMBERED:
        missing += find_numbers_absent(case.asked, texts)
    if not query.near and not _names_two(case):  # a follow-up has its names from the turn before
        # "Does it mention the African Union convention?": asked for by its name.
        names = find_names_absent(case.asked, texts, query.kind == "whether")
        missing += [
            one
            for one in names
            if not _is_shortened(one, texts, case) and not _is_document_named(one, case)
        ]
    return missing


def _is_document_named(name: str, case: Case) -> bool:
    """Whether `name` is what the whole document is on, or is of the title of another asked about."""
    stems = content_stems(name)
    key = case.passages[0].paragraph.masthead.key
    own = catalogue_of(case.documents).of([key])
    if any(stems <= own_words(document) for document in own):
        return True
    # Asked of two documents at once, each called by its title, a unit of one bears out its own.
    others = content_stems(" ".join(_NAME.findall(case.asked))) - stems
    titles = {one.masthead.key: content_stems(one.masthead.title or "") for one in case.documents}
    return bool(others & titles.pop(key)) and any(stems <= title for title in titles.values())


def _is_shortened(name: str, texts: Sequence[str], case: Case) -> bool:
    """Whether the texts print the letters for a name that holds `name`: "KCI" for "Katowice …"."""
    letters = {one for text in texts for one in _LETTERS.findall(text)}
    if not letters:
        return False
    spelled = re.compile(
        rf"\b{re.escape(name)}\b[^.;()]{{0,120}}\((?:hereinafter [^()]{{0,40}})?[“\"]?(?:{'|'.join(letters)})[”\"]?\)"
    )
    key = case.passages[0].paragraph.masthead.key
    own = catalogue_of(case.documents).of([key])
    return any(spelled.search(unit.text) for document in own for unit in document.paragraphs)


_LETTERS = re.compile(r"\b[A-Z]{2,8}\b")


def _is_in_name(year: str, text: str, case: Case) -> bool:
    """Whether the year is of a name that the documents print: "the 2030 Agenda"."""
    return any(case.corpus.count(name) for name in re.findall(rf"\b{year}[ -][A-Z][\w-]+", text))


def _is_of_own(year: str, text: str, case: Case) -> bool:
    """Whether the year only tells which event the document is on, as it says where it begins.

    "The 2024 Forum": no other unit of a report of it prints the year.
    """
    own = catalogue_of(case.documents).of([case.passages[0].paragraph.masthead.key])
    return any(
        content_stems(name) <= own_words(document)
        and any(year in find_years(one.text) for one in document.paragraphs[:_OPENING])
        for name in re.findall(rf"\b{year} ([A-Z][\w-]+)", text)
        for document in own
    )


def _is_own_meeting(name: str, case: Case) -> bool:
    """Whether "the thirteenth Forum" is what the whole document is on, as it says at the start."""
    own = catalogue_of(case.documents).of([case.passages[0].paragraph.masthead.key])
    noun = name.split()[-1]
    return noun[:1].isupper() and any(
        content_stems(noun) <= own_words(document)
        and any(has_session(name, one.text) for one in document.paragraphs[:_OPENING])
        for document in own
    )


def _names_two(case: Case) -> bool:
    """Whether a question confined to one document asks for more than one."""
    return case.query.scope == "must" and _TWO.search(case.query.question) is not None


_TWO = re.compile(r"\b(?:each|both|respectively)\b", re.IGNORECASE)
# A name inside a sentence: what begins one, or a quotation, is printed so in any case.
_NAME = re.compile(r"(?<=[\w,;)’'] )[A-Z][^\W\d_]*[^\W_][\w’'-]*")
# "I teach in Leeds – is there …": the asker, not the topic. "The Strasbourg organization": a name
# that only says which one is meant, in the asker's words.
_ASKER = re.compile(
    r"(?:^|(?<=[.?!] ))[^.?!:–—]*\b(?:I|I['’]m|my|we|our|here)\b[^.?!:–—]*(?:[.!:–—]|$)"
)
_MEANS = re.compile(
    r"(?<!\bdid )(?<!\bdoes )(?<!\bhas )(?<!\bwas )(?<!\bwill )(?<!\bby )"
    r"\bthe [A-Z][\w-]+(?: [A-Z][\w-]+)?(?:['’]s)? (?=[a-z]{4})"
    r"(?!(?:does|said|have|from|with|about|made)\b)"
)


def find_names_absent(asked: str, texts: Sequence[str], every: bool = False) -> list[str]:
    """The names in `asked` that none of `texts` prints, in whatever form.

    But for `every` one, those that only say which thing is meant are left out: "the Geneva office".
    """
    if not any(word[0].islower() for word in content_words(asked)):
        return []  # typed in capitals, which tell no names
    for symbol in find_symbols(asked):
        asked = asked.replace(symbol, " ")
    asked = _ASKER.sub(" ", asked)
    if not every:  # but of whose army, court or people it is asked is no mere way to say which
        asked = _MEANS.sub(lambda one: one.group() if find_states(one.group()) else " ", asked)
    together = "\n".join(texts)
    stems, states = content_stems(together), set(find_states(together))
    absent = []
    for name in dict.fromkeys(re.sub(r"['’]s?$", "", one) for one in _NAME.findall(asked)):
        if len(name) < _SHORTEST or name.lower() in _PLAIN or content_stems(name) <= stems:
            continue
        if len(name) > _LONG and re.search(rf"\b{re.escape(name[:-2])}", together):
            continue  # "Rwandan" of Rwanda
        of_states = set(find_states(name))
        if (of_states and of_states <= states) or (name.isupper() and stands_for(name, together)):
            continue
        forms = [form for entity in find_entities(name) for form in entity.forms]
        if not any(count_form(form, texts) for form in forms):
            absent.append(name)
    return absent


#: The shortest word that is taken for a name, and one so long that it may be another form of it.
_SHORTEST, _LONG = 3, 5
_PLAIN = (
    STOPWORDS | frozenset(MONTHS) | frozenset("state states member members party parties".split())
)
