"""What a question takes for granted and the units it is answered from do not bear out.

"Why did all States agree to …" asked of what some speakers suggested: the answer corrects that
first, in words that claim no more than the unit's attribution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.attribution import as_quoted, describe_force
from egqa.types import Quote

# An act of the body: "the Group adopted", "what did the experts decide", "was it agreed".
_BODY = (
    r"(?:(?:expert |working )?groups?|commission|committee|conference|council|meetings?|sessions?"
    r"|experts|assembly|united nations|UN|body)"
)
_ACT = (
    r"(?:adopt(?:ed)?|decided?|agreed?|endorsed?|approved?|resolved?|conclu\w+|recommend(?:ed|s)?"
    r"|ordered?|required?|mandated?|obliged?|committed?)"
)
_ACTED = re.compile(
    rf"\b{_BODY}(?:['’]s)? (?:\w+ ){{0,3}}?(?P<act>{_ACT})\b"
    rf"|\b(?P<made>adopted|agreed|binding|endorsed|approved) (?:recommendations?|conclusions?|texts?|rules?|norms?)\b",
    re.IGNORECASE,
)
_WHO = (
    r"(?:member states|states|countries|delegations|delegates|speakers|governments|experts"
    r"|participants|members|parties|nations)"
)
_ALL = re.compile(
    rf"\b(?P<all>(?:all|every|each|most|the majority of|almost all|nearly all) (?:of )?(?:the )?{_WHO}"
    rf"|every(?:one|body)|unanimous(?:ly)?|unanimity|(?:a |the |by |general )?consensus)\b",
    re.IGNORECASE,
)
_FEWER = ("C3", "C4", "C5", "C6")
_NO_ACT = ("C2", "C3", "C4", "C5", "C6", "C7")


def find_premises(question: str, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The corrections that an answer of `quotes` must open with, if any."""
    units = [as_quoted(one) for one in quotes]
    found = []
    acted = _ACTED.search(question)
    if acted and units and all(one.attribution.klass in _NO_ACT for one in units):
        word = (acted.group("act") or acted.group("made")).lower()
        forces = "; and ".join(dict.fromkeys(describe_force(one) for one in units))
        found.append(f"The documents do not bear out “{word}”: what they hold is {forces}.")
    every = _ALL.search(question)
    phrases = [one.attribution.phrase for one in units if one.attribution.klass in _FEWER]
    if every and phrases and len(phrases) == len(units):
        said = " and ".join(dict.fromkeys(f"“{(one or '').lower()}”" for one in phrases))
        found.append(f"The question says “{every.group('all')}”; the document says {said}.")
    return tuple(found)
