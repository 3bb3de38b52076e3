"""Who introduced a proposal: reports leave out who held a view, and name who put a text forward.

"The representative of Peru introduced a draft resolution" answers which delegation brought it
forward; "several delegations supported it" does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from egqa.sentences import split_sentences
from egqa.types import Paragraph
from egqa.verdicts import Case
from egqa.words import content_stems

_ACTS = r"introduced|tabled|submitted|presented|sponsored|initiated|(?:brought|put) forward"
_TEXTS = (
    r"proposals?|(?:working )?papers?|drafts?|resolutions?|decisions?|amendments?|texts?|items?"
    r"|subjects?|topics?"
)
_WHOSE = r"delegations?|states?|countr(?:y|ies)|governments?|representatives?"
_ASKED = re.compile(
    rf"\b(?:who(?: was it (?:that|who))?|by whom|(?:which|what|whose) (?:\w+ )?(?:{_WHOSE}))\b"
    rf".{{0,30}}\b(?:{_ACTS})\b|\b(?:{_TEXTS})\b.{{0,60}}\b(?:{_ACTS}) by (?:whom|wh(?:ich|at))\b",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(rf"\b(?:{_TEXTS})\b", re.IGNORECASE)
_NAMED = (
    r"(?:the )?(?:[Rr]epresentatives?|[Dd]elegations?|[Dd]elegates?|[Oo]bservers?)"
    r" (?:of|for) (?:the )?[A-Z]"
)
_TOLD = re.compile(
    rf"\b{_NAMED}[^.;]{{0,120}}?\b(?:{_ACTS})\b"
    rf"|\b(?:{_ACTS}|made|proposed) (?:orally )?(?:[^.;,]{{0,60}} )?by {_NAMED}"
)
_OWN = content_stems(
    "introduced tabled submitted presented sponsored initiated brought put forward proposal paper"
    " draft resolution decision amendment text item subject topic delegation state country"
    " government representative"
)
#: In how many of the first passages it may be told, and how much of the rest of the question there.
REACH, _SHARE = 3, 0.5


def names_introducer(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit names who introduced the text asked about; None where that is not asked."""
    query, asked = case.query, case.asked
    if query.refs or not _ASKED.search(asked) or not _OF_TEXT.search(asked):
        return None
    wanted = content_stems(asked) - _OWN
    if not wanted:
        return None

    def names(unit: Paragraph) -> bool:
        parts = (unit.text[one.start : one.end] for one in split_sentences(unit.text))
        return any(_TOLD.search(part) and case.share(wanted, part) >= _SHARE for part in parts)

    return names


def is_introducer_named(case: Case) -> bool:
    """Whether it is asked who introduced a text, and one of the first passages names them."""
    names = names_introducer(case)
    return names is not None and any(names(one.paragraph) for one in case.passages[:REACH])
