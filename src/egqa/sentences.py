"""Where the sentences and clauses of a unit end, so that quotes are cut where a reader would.

UN texts abbreviate much ("para.", "No.", "Mr.") and list with semicolons; a full stop ends a
sentence only before a capital, a bracket or a quotation mark.
"""

from __future__ import annotations

import re
from itertools import pairwise

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


#: Where a clause may begin: after a mark that divides, or at a word that joins.
_JOINT = re.compile(
    r"(?<=[;,:])\s+"
    r"|\s+(?=(?:and|or|while|including|such as|in order to|with a view|through|by|so as)\b)"
)
_CLAUSE_WORDS = 18


def split_clauses(text: str) -> list[Span]:
    """Runs of whole clauses of `text`, one sentence, each of some eighteen words.

    They follow one another, so that what a long sentence says in passing can be found by itself;
    the last reaches back as far as it must to be of that length. None where the sentence is not
    much longer than one run.
    """
    joints = [0, *(match.end() for match in _JOINT.finditer(text)), len(text)]
    words = [len(text[start:end].split()) for start, end in pairwise(joints)]
    spans: list[Span] = []
    first = 0
    for last in range(1, len(joints)):
        if sum(words[first:last]) >= _CLAUSE_WORDS:
            spans.append(_trim(text, joints[first], joints[last]))
            first = last
    if first < len(words):
        while first and sum(words[first:]) < _CLAUSE_WORDS:
            first -= 1
        spans.append(_trim(text, joints[first], len(text)))
    return spans if len(spans) > 1 else []


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
