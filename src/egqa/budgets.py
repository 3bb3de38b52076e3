"""What a budget asks for: the sum of the whole, or of the part that a question names.

A proposed programme budget tells each sum in the same words, "the proposed regular budget resources
for 2031 amount to …", under the heading of a subprogramme, a registry, a kind of expense. Only the
heading tells one from another; the sum of the whole stands in the overview.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from egqa.asked import find_years
from egqa.catalogue import catalogue_of
from egqa.retrieve import is_in_scope
from egqa.types import Paragraph
from egqa.verdicts import Case
from egqa.words import content_stems

_ASKS = re.compile(
    r"\bregular[- ]budget\b|\b(?:extra-?budgetary|other assessed|overall|proposed) (?:\w+ )?(?:resources?|funds|funding|budget|money)\b"
    r"|\bbudget (?:for|of)\b|\bin the (?:\w+ )?budget\b|\bbudget\b.{0,40}\b20\d\d|\b20\d\d\b.{0,20}\bbudget\b"
    r"|\b(?:asked|ask|requested|wants?|sought|seeks?|proposed|budgeted) for\b.{0,60}\b20\d\d\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\bresources (?:proposed )?(?:for 20\d\d )?amount(?:s|ing)? to \S*\d")
_WHOLE = re.compile(r"\boverall resources proposed\b")
_SOURCES = ("extrabudgetary resources", "other assessed resources")
_NUMBERED = re.compile(r"^(?:Subprogramme \d+\.|[A-Z]\.)\s*")
#: Kinds of answer that a sum is: a question of a few words may ask for it by no more than its name.
_KINDS = ("amount", "fact", "compare")


def gives_resources(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit gives the sum that is asked for; None where none of a budget is."""
    query = case.query
    asked = (
        case.asked
        if case.query.kind == "amount" and not query.near
        else query.read_as or case.asked
    )
    if query.kind not in _KINDS or query.refs or not case.passages or not _ASKS.search(asked):
        return None
    source = next((one for one in _SOURCES if one.split()[0] in case.asked.lower()), "")
    first = next((one.paragraph for one in case.passages if is_in_scope(one)), None)
    if first is None:
        return None
    own = catalogue_of(case.documents).of([first.masthead.key])
    years = find_years(asked)
    units = [
        unit
        for document in own
        for unit in document.paragraphs
        if _TOLD.search(unit.text)
        and (source or not _is_of_source(unit))
        and (not source or source in unit.text)
        and (not years or source or not years.isdisjoint(find_years(unit.text)))
    ]
    named = [(_named(unit, asked), unit) for unit in units]
    best = max((share for share, _ in named), default=0.0)
    if best >= _MOST:
        chosen = [unit for share, unit in named if share == best]
    else:
        chosen = [unit for unit in units if source or _WHOLE.search(unit.text)]
    return (lambda unit: unit in chosen[:1]) if chosen else None


def _is_of_source(unit: Paragraph) -> bool:
    return any(one in unit.text and not _WHOLE.search(unit.text) for one in _SOURCES)


def _named(unit: Paragraph, asked: str) -> float:
    """What share of the heading right above the unit the question names; 0 where it names the whole."""
    heading = _NUMBERED.sub("", unit.headings[-1]) if unit.headings else ""
    stems = content_stems(heading) - _OF_BUDGETS
    return len(stems & content_stems(asked)) / len(stems) if stems else 0.0


#: What share of a heading's words names it, and the words that any heading of a budget may have.
_MOST = 0.6
_OF_BUDGETS = content_stems(
    "overview overall proposed posts post changes resources extrabudgetary assessed budget regular"
    " requirements total programme support section part"
)
#: In how many of the first passages the sum may stand.
REACH = 40
