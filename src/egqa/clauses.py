"""All clauses by which a body acts on somebody, where a question is for nothing else.

"What does the Assembly request the Secretary-General to do?" asks for each "requests the
Secretary-General to …" of a text. "What does it request on gender?" asks for one of them, and is
left to the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.catalogue import catalogue_of
from egqa.lists import children_of
from egqa.naming import ASKING
from egqa.retrieve import is_in_scope
from egqa.types import Document, Paragraph, Passage, Query
from egqa.words import content_stems

#: The most clauses that are all cited.
MAX_CLAUSES = 20
#: What a question calls an act, and the verbs by which a clause does it.
_VERBS = {
    "request": "request",
    "ask": "request|invit|call|urg|encourag|ask",
    "call": "call|urg",
    "invit": "invit",
    "urg": "urg",
    "encourag": "encourag",
    "recommend": "recommend",
}
_ACT = rf"(?P<act>(?i:{'|'.join(_VERBS)}))(?:e?s|e?d|ing|ations?)?\b(?: (?:up)?on)?"
_SMALL = "secretariat|governments|states|parties|organizations|donors|entities|bureau|chair"
_WHOM = (
    rf"(?P<whom>(?:the |its |all )?(?:[A-Z][\w’'-]+|{_SMALL})"
    rf"(?: (?:of|for|and|on|the|[A-Z][\w’'-]+|{_SMALL})){{0,7}}?)"
)
_END = r"(?=\W*$|[?.;]| to do\b| (?:in|by|under)\b| \W)"
_QUESTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        # "What does the Assembly request of the Secretary-General", "… request him to do".
        rf"\b[Ww]hat (?:else )?(?:do|does|did|has|have) .{{2,80}}?"
        rf"\b{_ACT}(?: of| from)? {_WHOM}{_END}",
        # "What is the Secretary-General requested to do?"
        rf"\b[Ww]hat (?:else )?(?:is|are|was|were|has|have) {_WHOM} (?:been )?{_ACT} to do\b",
        # "List the requests addressed to the Secretary-General."
        rf"\b{_ACT} (?:(?:that |which )?(?:are |were )?(?:addressed|made|directed|put) )?"
        rf"to {_WHOM}{_END}",
    )
)
#: What such a question says besides: who acts, in what, and that all is wanted.
_BESIDE = ASKING | content_stems(
    "list enumerate name address make direct put main all every each various different other"
    " general assembly council committee commission conference board group meeting body parties"
    " resolution decision document report text draft paragraph clause operative"
)


def clauses_asked(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document]
) -> list[Paragraph]:
    """The clauses of the best passage's document that act on whom the question names, in order.

    None where the question asks for something else, too, or where there are more than a reader
    would go through.
    """
    text = query.focus or query.text
    match = next(filter(None, (one.search(text) for one in _QUESTIONS)), None)
    best = passages[0]
    if match is None or not is_in_scope(best):
        return []
    whom = re.sub(r"^(?:the|its|all) ", "", match.group("whom"))
    verbs = _VERBS[match.group("act").lower()]
    if content_stems(text) - content_stems(f"{whom} {match.group('act')}") - _BESIDE:
        return []
    act = re.compile(
        rf"\b(?:{verbs})(?:s|es|ed|ing)?(?: (?:up)?on)?(?: (?:also|further|again))?"
        rf"(?:, [^,;]{{3,80}},)? (?:the |its |all )?{re.escape(whom)}\b",
        re.IGNORECASE,
    )
    (own,) = catalogue_of(documents).of([best.paragraph.masthead.key])
    clauses: list[Paragraph] = []
    for unit in own.paragraphs:
        if (not query.within or unit.ref in query.within) and act.search(unit.text):
            clauses += [unit, *(children_of(unit, documents) if unit.text.endswith(":") else ())]
    return clauses if len(clauses) <= MAX_CLAUSES else []
