"""Who did it, where the documents tell what was done and leave out by whom.

"The killing of two experts" and "a ship was seized" have no doer; "seized by the guard" has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.absences import on_point
from egqa.kinds import holds_kind
from egqa.verdicts import Case, Verdict
from egqa.words import stem


def find_doer_absent(case: Case) -> Verdict | None:
    """Who did it, or who leads it, is asked, and the passages on the point name nobody who does."""
    match = _WHO_DID.search(case.asked)
    if match is None or not case.passages or case.query.refs:
        return None
    texts = on_point(case)
    if match.group("leads"):
        if any(holds_kind("person", text) or _LED.search(text) for text in texts):
            return None
        return Verdict("kind_absent", case.say_absent("name nobody who leads it."))
    if not _is_without_doer(_verb_of(match.group("verb")), texts):
        return None
    return Verdict("kind_absent", case.say_absent("do not say who did it."))


def _is_without_doer(verb: str, texts: Sequence[str]) -> bool:
    """Whether the verb stands in `texts`, and only as "the …ing of" or "was …ed" with no "by"."""
    verb = re.escape(verb)
    every = re.compile(rf"\b{verb}", re.IGNORECASE)
    bare = re.compile(
        rf"\b{verb}\w*ing of\b"
        rf"|\b(?:was|were|is|are|been|being) (?:\w+ )?{verb}\w*ed\b(?![^.;]{{0,80}}\bby\b)",
        re.IGNORECASE,
    )
    found = [(len(every.findall(text)), len(bare.findall(text))) for text in texts]
    return any(there for there, _ in found) and all(there == without for there, without in found)


def _verb_of(word: str) -> str:
    """A past form cut to what its other forms share: "killed" to "kill"."""
    return stem(word)[:_VERB]


#: How many letters of a verb tell it in its other forms.
_VERB = 6
_WHO_DID = re.compile(
    r"^(?:and |so |but )?who (?:(?P<leads>leads|heads|commands|led|headed|commanded)\b(?! on\b)"
    r"|(?:has |had |have )?(?P<verb>[a-z]{2,}ed)\b)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:led|headed|commanded|chaired|leads?|heads?|co-?led|leadership of|directed) (?:by|the)\b",
    re.IGNORECASE,
)
