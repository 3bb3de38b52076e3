"""Why or when something was adopted, where no unit tells that it was.

"When was the new convention adopted?" takes for done what speakers only asked for. A report uses
"adopted" of much, its own agenda first: what counts is a sentence that says it of the thing.
"""

from __future__ import annotations

import re

from egqa.attribution import describe_force
from egqa.cite import cite
from egqa.retrieve import is_in_scope
from egqa.sentences import split_sentences
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems

_TAKES = re.compile(
    r"^(?:and |so |but )?(?:why|when|on (?:what|which) (?:date|day)|in (?:what|which) year)\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"\b(?:adopt(?:ed|s)?|approved?|endorsed?|agreed? (?:on|to|upon)|concluded?)\b", re.IGNORECASE
)
#: What a text prints of a thing that was adopted: set up, decided on, in force, or dated.
_TOLD = re.compile(
    r"\b(?:adopt(?:ed|ion|s|ing)?|approv(?:ed|es|ing)|endors\w+|agreed|conclu\w+|decid\w+|decision|accepted"
    r"|establish\w+|launch\w+|creat\w+|set up|proclaim\w*|sign(?:ed|ing|ature)|entr?\w* into force|enter\w* into force|ratif\w+)\b",
    re.IGNORECASE,
)
#: What is only wished for.
_WISHED = re.compile(
    r"\b(?:should|could|(?-i:may)|might|would|need(?:ed|s)? (?:for|to)|call(?:ed|s) (?:for|upon)|suggest\w*|propos\w*|was needed|were needed|consider\w*)\b",
    re.IGNORECASE,
)


def find_not_adopted(case: Case) -> Verdict | None:
    """Why or when a thing was adopted is asked, and near it is only wished for, or not told of."""
    query = case.query
    asked = _ADOPTED.search(case.asked)
    if asked is None or query.refs or query.near or not _TAKES.search(case.asked):
        return None
    if not case.passages or query.kind not in ("why", "when"):
        return None
    thing = content_stems(_ADOPTED.sub(" ", case.asked))
    thing = case.known(thing) or thing  # a "landmark treaty" is one by the asker's word alone
    near = [one.paragraph for one in case.passages[:_REACH] if is_in_scope(one)]
    if not thing or not near or any(_tells(one, thing, case) for one in near):
        return None
    text = f"The question takes it for told: “{asked.group()}”; the documents tell nothing of that."
    nearest = near[0]
    if nearest.attribution.klass in _VIEWS and case.share(thing, nearest.text) >= _SHARE:
        text += f" What they hold is {describe_force(nearest)} ({cite(nearest)})."
    return Verdict("not_recorded", text)


def _tells(unit: Paragraph, thing: frozenset[str], case: Case) -> bool:
    """Whether a sentence of the unit says of the thing that it was adopted, and wishes for nothing."""
    if case.share(thing, in_context(unit)) < _SHARE:
        return False
    title = unit.masthead.title or ""  # "adopted its report", of a draft report
    parts = (unit.text[one.start : one.end] for one in split_sentences(unit.text))
    return any(
        _TOLD.search(part)
        and not _WISHED.search(part)
        and (case.share(thing, f"{part} {title}") >= _SHARE or _IT.search(part))
        for part in parts
    )


# "The Meeting adopted it", "adopted the draft decision": of what the sentences before name.
_IT = re.compile(
    r"\badopted (?:it|them|the (?:draft|text|proposal|amended|revised))\b"
    r"|\b(?:it|they|text|draft|proposal|document) (?:was|were|had been) adopted\b",
    re.IGNORECASE,
)


#: What somebody suggested or said, and no body decided: see `types.Attribution`.
_VIEWS = frozenset(("C2", "C3", "C4", "C5", "C6", "C7"))
#: In how many of the first passages it may be told, and how much of the thing a unit bears.
_REACH, _SHARE = 5, 0.4
