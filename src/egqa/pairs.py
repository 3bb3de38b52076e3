"""A unit for each of two things that a question sets side by side, or the one that tells both.

Each thing was asked for by itself; of the first units found for either, those two are taken that
hold what only the one or only the other question names, and that are alike or stand together: a
report tells of the second thing in the same words, and seldom far from the first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from egqa.asked import find_years
from egqa.retrieve import NAMED, is_in_scope
from egqa.sides import Rarity
from egqa.states import find_nationalities, find_states
from egqa.types import Paragraph, Passage, Query
from egqa.words import content_stems

#: How many of the first passages of each half are tried.
TRIED = 10
#: What a pair is worth beside its scores: holding what only its own half names, holding what only
#: the other names, being alike in all other words, standing near one another, in one document.
OWN, OTHER, LIKE, NEAR, SAME = 3.0, 1.75, 1.0, 0.75, 0.5
#: How far apart units of one list or section stand that are near.
_REACH = 3
#: The least by which what only each names must tell the two units apart: where a comparison is
#: asked for in so many words, and where it is only a likely reading.
_SURE, _LIKELY = 0.4, 1.0


class _Candidate(NamedTuple):
    passage: Passage
    behind: float
    own: float
    other: float


def choose_pair(
    halves: Sequence[tuple[Query, Sequence[Passage]]], rarity: Rarity, *, sure: bool
) -> list[Passage]:
    """The best passage for each half; none where what they name does not tell two units apart."""
    (first, _), (second, _) = halves
    named = (_terms(first), _terms(second))
    apart = are_apart(first, second)
    own = [frozenset[str]()] * 2 if apart else [named[0] - named[1], named[1] - named[0]]
    tried = [
        [
            _weigh(passage, its[0].score, mine, others, rarity)
            for passage in its[:TRIED]
            if is_in_scope(passage) and passage.why != NAMED
        ]
        for (_, its), mine, others in zip(halves, own, reversed(own), strict=True)
    ]
    best: tuple[float, float, list[Passage]] = (-math.inf, 0.0, [])
    alone = -math.inf
    for here, there in product(*tried):
        told, mixed = here.own + there.own, here.other + there.other
        one, other = here.passage.paragraph, there.passage.paragraph
        worth = OWN * told - here.behind - there.behind + LIKE * likeness(one, other, rarity)
        worth += first.documents == second.documents and _nearness(one, other)
        if one.ref == other.ref:
            alone = max(alone, worth)
            continue
        worth -= OTHER * mixed
        if worth > best[0]:
            best = (worth, told - mixed, [here.passage, there.passage])
    worth, telling, chosen = best
    if sure or apart:
        return chosen if apart or telling >= _SURE else []
    return chosen if telling >= _LIKELY and worth > alone else []


def are_apart(first: Query, second: Query) -> bool:
    """Whether either half is confined to documents that the other is not on."""
    firm = first.scope == second.scope == "must"
    return firm and bool(first.documents) and set(first.documents).isdisjoint(second.documents)


def _terms(query: Query) -> frozenset[str]:
    return _words_of(query.focus or query.text)


def _words_of(text: str) -> frozenset[str]:
    names = (*find_states(text), *find_nationalities(text))
    return content_stems(text) | frozenset(names)


def _weigh(
    passage: Passage,
    best: float,
    own: frozenset[str],
    others: frozenset[str],
    rarity: Rarity,
) -> _Candidate:
    held = _held(passage.paragraph)

    def share(wanted: frozenset[str]) -> float:
        total = sum(map(rarity, wanted))
        return sum(map(rarity, wanted & held)) / total if total else 0.0

    return _Candidate(passage, best - passage.score, share(own), share(others))


def _held(unit: Paragraph) -> frozenset[str]:
    """What `unit` says and inherits, its number in parts, and the years of its document."""
    head = unit.masthead
    inherited = " ".join((*unit.headings, *(one.text for one in unit.chapeau)))
    number = re.findall(r"[a-z]+|\d+", unit.para or "")
    dated = find_years(" ".join(filter(None, (head.title, head.dates, head.date))))
    return _words_of(unit.text) | _words_of(inherited) | dated | frozenset(number)


def _nearness(one: Paragraph, other: Paragraph) -> float:
    """What it is worth that the two are of one document, and stand near one another."""
    apart = _distance(one, other)
    near = NEAR * (apart is not None and apart <= _REACH)
    return near + SAME * (one.masthead.key == other.masthead.key)


def _distance(one: Paragraph, other: Paragraph) -> int | None:
    """How many numbers lie between two units of one level; None where that cannot be told."""
    first, second = (_LAST.fullmatch(unit.para or "") for unit in (one, other))
    if one.masthead.key != other.masthead.key or not first or not second:
        return None
    if first.group("above") != second.group("above"):
        return None
    return abs(_count(first.group("last")) - _count(second.group("last")))


_LAST = re.compile(r"(?P<above>.*?)(?P<last>\d+|\([a-z]\))")


def _count(label: str) -> int:
    return int(label) if label.isdigit() else ord(label[1])


def likeness(one: Paragraph, other: Paragraph, rarity: Rarity) -> float:
    """The cosine of two units' content stems, each weighed by its rarity: 0 to 1."""
    first, second = content_stems(one.text), content_stems(other.text)
    total = sum(rarity(stem) ** 2 for stem in first) * sum(rarity(stem) ** 2 for stem in second)
    return sum(rarity(stem) ** 2 for stem in first & second) / math.sqrt(total) if total else 0.0
