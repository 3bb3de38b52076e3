"""What a follow-up refers back to: "that post", "the delegate", "he".

What is asked is asked of what the answer before spoke of. A unit on something else gives no answer,
however near it comes: the cost of another post, the States of all who spoke.
"""

from __future__ import annotations

import re

from egqa.retrieve import is_in_scope
from egqa.states import find_states
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict

_BACK = re.compile(
    r"\b(?:that|this|those|these|it|its|they|them|their|he|him|his|she|her)\b", re.IGNORECASE
)
#: Kinds of answer that are of one thing: of another there are others.
_OF_ONE = ("amount", "percent", "count", "states", "place", "age")


def find_of_another(case: Case) -> Verdict | None:
    """A number, sum or place of what was spoken of before; only another document gives one."""
    query = case.query
    if not query.near or query.refs or query.documents or query.kind not in _OF_ONE:
        return None
    first = next((one.paragraph for one in case.passages if is_in_scope(one)), None)
    back = _BACK.search(case.asked)
    if first is None or back is None or first.masthead.key in {ref.key for ref in query.near}:
        return None
    return Verdict(
        "kind_absent", "The document spoken of before does not give what is asked about it."
    )


_OFFICES = (
    r"Governor|Premier|President|Vice-President|Chair\w*|Vice-Chair\w*|Co-Chair\w*|Minister|Secretary(?!-General)"
    r"|Director|Ambassador|Commissioner|Representative|delegate|observer|Rapporteur|Envoy"
    r"|Coordinator|Administrator|Commander|Prosecutor|Judge|Mayor|Chief|Head|expert|speaker|panell?ist"
)
_OFFICE = re.compile(rf"\b(?:{_OFFICES}|representative)\b")
_SAY = (
    r"(?:say|said|tell|told|argue|think|propose|suggest|recommend|want|stress|emphasi[sz]e|raise|call for"
    r"|ask|announce|report|warn|explain|mention)"
)
_HE = re.compile(
    rf"\bwhat (?:else )?(?:did|does|has|had) (?:he|she) {_SAY}\b"
    rf"|\bwhat (?:did|has|had) the (?P<office>{{office}})\b(?![^?]*\b(?:have|has|had|need) to\b)[^?.,;]{{0,60}}? {_SAY}\b".replace(
        "{office}", _OFFICES
    ),
    re.IGNORECASE,
)
_SAYS = (
    r"(?:said|stated|told|noted|stressed|emphasi[sz]ed|highlighted|explained|argued|expressed|proposed"
    r"|suggested|recommended|urged|called|warned|cautioned|announced|informed|indicated|reported|asked"
    r"|requested|recalled|reaffirmed|reiterated|underlined|underscored|welcomed|mentioned|observed"
    r"|reminded|acknowledged|presented|introduced|outlined|pointed|raised|thanked|added|replied)"
)


def find_he_unheard(case: Case) -> Verdict | None:
    """What somebody said, of whom the question before spoke, and nothing near has them speak."""
    query = case.query
    asked = _HE.search(case.asked)
    if asked is None or query.refs:
        return None
    before = query.read_as.removesuffix(query.question) if query.near else ""
    offices = [asked.group("office")] if asked.group("office") else _OFFICE.findall(before)
    if not offices:
        return None
    near = [one.paragraph for one in case.passages[:_REACH] if is_in_scope(one)]
    if any(_has_speak(offices[-1], one) for one in near):
        return None
    return Verdict(
        "not_recorded", f"The documents speak of the {offices[-1]}, but do not say what was said."
    )


#: Among how many of the first passages it may be told.
_REACH = 3


def _has_speak(office: str, unit: Paragraph) -> bool:
    """Whether the unit has somebody of that office say something."""
    return bool(
        re.search(
            rf"\b{office}\b(?: (?:of|for) (?:the )?(?:[\w’'-]+ ){{1,8}}?)?(?:,[^,.;]{{1,80}},)?"
            rf" ?(?:also |further |then |had |has )?(?<!was )(?<!were )(?<!been ){_SAYS}\b"
            rf"|\baccording to (?:the |its )?(?:[\w-]+ )?{office}\b"
            rf"|\b{_SAYS} (?:by|to them by) the {office}\b",
            unit.text,
            re.IGNORECASE,
        )
    )


#: Of whom it is asked from where they are: of one who spoke in the answer before.
_WHERE_FROM = re.compile(
    r"\b(?:which|what|whose) (?:country|state|government|delegation|nationality)\b"
    r".{0,20}\b(?:he|she|they|the (?:delegate|speaker|representative|expert|panell?ist|participant|person))\b",
    re.IGNORECASE,
)


def speaker_before(case: Case) -> str:
    """The words of the answer before, where it is asked from which State the speaker in it was."""
    if not _WHERE_FROM.search(case.asked):
        return ""
    return " ".join(
        one.paragraph.text for one in case.passages if one.paragraph.ref in case.query.near
    )


def is_told_whose(text: str) -> bool:
    """Whether `text` names the State of somebody: "Lopes (Brazil)", "the delegate of Mexico"."""
    return any(find_states(" ".join(parts)) for parts in _WHOSE.findall(text))


_WHOSE = re.compile(
    r"[A-Z][\w’'-]+ \(([^()]{3,60})\)"
    r"|\b(?:delegat\w+|representatives?|experts?|observers?|ministers?|ambassadors?|speakers?|panell?ists?) (?:of|for|from) (?:the )?([A-Z][^,.;]{2,60})"
)
