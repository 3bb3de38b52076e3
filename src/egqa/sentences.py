"""Where the sentences and clauses of a unit end, so that quotes are cut where a reader would.

UN texts abbreviate much ("para.", "No.", "Mr.") and list with semicolons; a full stop ends a
sentence only before a capital, a bracket or a quotation mark.
"""

from __future__ import annotations

import re

from egqa.types import Span

_END = re.compile(r"[.?!][\"”’)\]]*(?:\s?\d{1,2})?(?=\s+[A-Z“\"(\[‘])|[.?!]\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|No|Nos|St|paras?|vol|vols|chap|sect|art|arts|cf|e\.g|i\.e|al|ed|etc|Add|Rev|Corr|Res"
    r"|Inc|Ltd|Co|approx|Distr|pp?)|\b[A-Z])\.$"
)


def split_sentences(text: str) -> list[Span]:
    """The sentences of `text` as spans without the white space between them; they cover its words.

    >>> [(s.start, s.end) for s in split_sentences("It met. See para. 3 (A/1). Mr. Ali spoke.")]
    [(0, 7), (8, 26), (27, 41)]
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.start() + 1]
        if match.end() < len(text.rstrip()) and _ABBREVIATION.search(head):
            continue
        spans.append(_trim(text, start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append(_trim(text, start, len(text)))
    return [span for span in spans if span.start < span.end]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
