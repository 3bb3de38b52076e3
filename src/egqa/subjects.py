"""What a unit is on without saying so: its title, headings and opening words, its act's preamble.

A resolution names the arms embargo in its preamble and asks in its paragraph 2 for a report. Of a
question's words those that name the subject are given to all its units alike; the others tell
which of them answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from egqa.catalogue import catalogue_of
from egqa.kinds import holds_kind
from egqa.memo import OncePerDocument
from egqa.pinpoints import is_preambular
from egqa.retrieve import NAMED, is_in_scope
from egqa.types import Document, Paragraph, Passage, Query
from egqa.words import content_stems

#: Weighs a stem: see `corpus.Corpus.rarity`.
Rarity = Callable[[str], float]
#: What it is worth to hold all of the question's words, and to be on a word and not print it.
COVERED, GIVEN = 2.0, 0.9


class _Subjects(NamedTuple):
    """The stems of a document's masthead, and of the preamble and title of each of its acts."""

    whole: frozenset[str]
    acts: dict[str, frozenset[str]]


@OncePerDocument
def _subjects_of(document: Document) -> _Subjects:
    head = document.masthead
    acts: dict[str, frozenset[str]] = {}
    for one in document.paragraphs:
        if one.para and is_preambular(one.para):
            act = _act_of(one)
            told = content_stems(one.text) | content_stems(" ".join(one.headings))
            acts[act] = acts.get(act, frozenset()) | told
    return _Subjects(content_stems(" ".join(filter(None, (head.title, head.body)))), acts)


@OncePerDocument
def own_words(document: Document) -> frozenset[str]:
    """The stems of a document's title, and those that many of its units bear: the whole is on them.

    A unit that does not print such a word is on it all the same: "the Forum" in a report of it.
    """
    borne = Counter(stem for one in document.paragraphs for stem in content_stems(one.text))
    least = max(_SEVERAL, _MANY * len(document.paragraphs))
    title = content_stems(document.masthead.title or "")
    return title.union(stem for stem, units in borne.items() if units >= least)


#: What share of a document's units are many, and how many at the least.
_MANY, _SEVERAL = 0.15, 4


def warm_subjects(documents: Sequence[Document]) -> None:
    """Work out now what the first questions would wait for."""
    for one in documents:
        _subjects_of(one)
        own_words(one)


def _act_of(unit: Paragraph) -> str:
    """The part of a unit's number that names its act: "dec.3/cp.25" of "dec.3/cp.25/annex:4"."""
    part, colon, _ = (unit.para or "").rpartition(":")
    found = _ACT.match(part) if colon else None
    return found.group() if found else ""


_ACT = re.compile(r"(?:dec|res)\.?\d{1,4}/[a-z]+\.\d+|(?:dec|res)\.?[\d/]+")


def subject_of(unit: Paragraph, document: Document) -> tuple[frozenset[str], ...]:
    """The stems of what `unit` is on: of its document, its act, its headings, its opening words."""
    known = _subjects_of(document)
    return (
        known.whole,
        known.acts.get(_act_of(unit), frozenset()),
        content_stems(" ".join(unit.headings)),
        *(content_stems(one.text) for one in unit.chapeau),
    )


def weigh_cover(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document], rarity: Rarity
) -> tuple[Passage, ...]:
    """`passages`, those ahead that hold more of the question's words, or are on what they name."""
    wanted = content_stems(query.focus or query.text)
    total = sum(map(rarity, wanted))
    if not total:
        return tuple(passages)
    catalogue = catalogue_of(documents)
    held = {
        one.masthead.key: one for one in catalogue.of({p.paragraph.masthead.key for p in passages})
    }
    first = [one for one in passages if one.why == NAMED]
    moved = []
    meant = _document_meant(passages[len(first) :])
    for one in passages[len(first) :]:
        unit = one.paragraph
        document = held.get(unit.masthead.key)
        if not is_in_scope(one) or document is None:
            moved.append(one)
            continue
        known = _subjects_of(document)
        act = known.acts.get(_act_of(unit))
        if act is None and not query.within:
            title = wanted & known.whole if unit.masthead.key == meant else ()
            if title:
                own = wanted & content_stems(unit.text)
                by = TITLED * sum(map(rarity, own.union(title))) / total
                one = replace(one, score=one.score + by)
            moved.append(one)
            continue
        own = wanted & content_stems(unit.text)
        given = wanted.intersection(frozenset().union(*subject_of(unit, document))) - own
        share = (sum(map(rarity, own)) + GIVEN * sum(map(rarity, given))) / total
        told = TOLD * _tells(query, unit, wanted, act or frozenset(), rarity)
        moved.append(replace(one, score=one.score + COVERED * share + told))
    moved.sort(key=lambda one: -one.score)
    return (
        *first,
        *(replace(one, rank=at) for at, one in enumerate(moved, len(first) + 1)),
    )


#: The same in a report whose title the question names, where most of the first passages are of it.
TITLED = 2.0
_MOST, _LOOKED_AT = 6, 10


def _document_meant(passages: Sequence[Passage]) -> str | None:
    """The document that most of the first passages are of."""
    keys = [one.paragraph.masthead.key for one in passages[:_LOOKED_AT] if is_in_scope(one)]
    return next((key for key in keys[:1] if keys.count(key) >= _MOST), None)


#: What a clause gains that holds the date or number asked for of what its preamble is on.
TOLD = 3.0
_HELD = ("when", "count", "amount", "percent", "often")


def _tells(
    query: Query,
    unit: Paragraph,
    wanted: frozenset[str],
    act: frozenset[str],
    rarity: Rarity,
) -> bool:
    """Whether an operative clause holds what is asked for, of what the preamble mostly names."""
    if query.kind not in _HELD or is_preambular(unit.para or ""):
        return False
    beyond = wanted - act
    named = sum(map(rarity, wanted & act)) >= sum(map(rarity, beyond))
    said = not beyond or bool(beyond & content_stems(unit.text))
    return named and said and bool(holds_kind(query.kind, unit.text))
