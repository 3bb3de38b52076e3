"""Whether what a question fixes is borne out where it would be answered: years, sessions, names.

A near miss has the right topic and another year, another session, another body's act. Each thing
that the question names must stand in a unit it is answered from, or in what that unit inherits: its
opening words, its headings, the masthead of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from egqa.catalogue import catalogue_of
from egqa.counted import counts_asked
from egqa.kinds import holds_kind
from egqa.named import find_names_absent, is_known
from egqa.retrieve import is_in_scope
from egqa.sessions import find_sessions, has_session
from egqa.subjects import own_words
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
from egqa.words import content_stems

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
        missing += [one for one in names if not is_known(one, texts, case)]
    return missing


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
