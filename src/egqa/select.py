"""Which passages to cite: as many as the question needs and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, product

from egqa.aliases import find_entities
from egqa.catalogue import catalogue_of
from egqa.clauses import clauses_asked
from egqa.contested import both_sides, find_opposed, opposed_pair
from egqa.follow import OPPOSED
from egqa.kinds import holds_kind, read_kind
from egqa.lists import MAX_ITEMS, asks_of_list, children_of, whole_list
from egqa.pairs import likeness
from egqa.retrieve import is_in_scope
from egqa.sentences import split_sentences
from egqa.sides import Rarity, find_camp, find_camps, find_compared, read_camp
from egqa.types import Document, Paragraph, Passage, Query
from egqa.words import content_stems, stem

MAX_UNITS = 4
_SIDES_WITHIN = re.compile(
    r"\b(?:two|both|opposite|opposing|either|competing|rival) (?:\w+ )?(?:sides|suggestions|views|positions|proposals|camps|opinions)\b|\bside by side\b|\bpros and cons\b|\bfor and against\b|\b(?:two|both) (?:camps|sides|views|opinions)\b|\bsupport(?:ers|ed)? and (?:opponents|oppos\w+|critics|scept\w+|doubt\w*)\b",
    re.I,
)


def select(
    query: Query, passages: Sequence[Passage], documents: Sequence[Document], rarity: Rarity
) -> list[Paragraph]:
    """The units to cite for `query`, in the order they answer it; `rarity` weighs a stem."""
    ranked = [one.paragraph for one in passages]
    if not ranked:
        return []
    if len(query.sides) > 1:
        return _of_camp(query, _one_a_side(query, passages, rarity), documents)
    if query.kind == "compare" or _SIDES_WITHIN.search(query.question):
        pair = opposed_pair(ranked[: _CAMPS if _SIDES_WITHIN.search(query.question) else _PAIR])
        if pair:
            return pair
        in_reach = [one for one in passages if is_in_scope(one)]
        if _SIDES_WITHIN.search(query.question) and (camps := find_camps(in_reach)):
            return camps
        if query.kind == "compare" and (both := find_compared(query.text, in_reach, rarity)):
            return both
        if query.kind == "compare":
            return _first_two_documents(ranked, read_kind(_COMPARING.sub(" ", query.question)))
    in_scope = [one.paragraph for one in passages if is_in_scope(one)] or ranked
    if both := both_sides(query, in_scope):
        return both
    if clauses := clauses_asked(query, passages, documents):
        return clauses
    if listed := whole_list(query, passages, documents, rarity):
        return _that_do(query, listed)
    if several := _all_that_name(query, in_scope):
        return several
    if OPPOSED in query.notices:
        other = find_opposed(ranked[0], ranked)
        if other:
            return other[:1]
    best = _fuller(query, passages, rarity)
    if _ITEMS.search(query.question) and (items := _items_alike(query, passages)):
        return items
    best = _opener(query, passages) or best
    best = _of_camp(query, [best], documents)[0]
    told = query.kind == "count" and holds_kind("count", best.text)
    if query.kind in ("list", "fact", "count") and not told and asks_of_list(query, best):
        below = children_of(best, documents)
        if 0 < len(below) <= MAX_ITEMS:
            return _that_do(query, below)
    return [best if told else _best_item(best, passages) or best]


def _that_do(query: Query, items: list[Paragraph]) -> list[Paragraph]:
    """Those of `items` that begin with the deed asked for: "What is it asked to approve?".

    All of them where none does, or where they begin with no deed.
    """
    asked = _TO_DO.search(query.focus or query.text)
    if asked is None:
        return items
    deed = stem(asked.group("deed"))
    doing = [
        one
        for one in items
        if (first := _DEEDS.match(one.text))
        and deed in {stem(word) for word in re.findall(r"[a-z]+", first.group())}
    ]
    return doing or items


# "… to approve?" ends a question; "To review and approve the plan" begins an item.
_TO_DO = re.compile(r"\bto (?P<deed>[a-z]+)\W*$", re.IGNORECASE)
_DEEDS = re.compile(r"(?:To )?[A-Za-z]+(?: and [a-z]+)?", re.IGNORECASE)


def _best_item(opener: Paragraph, passages: Sequence[Passage]) -> Paragraph | None:
    """The first passage under a unit that only opens a list, which by itself tells nothing."""
    if not opener.text.rstrip().endswith(":") or len(split_sentences(opener.text)) > 1:
        return None
    return next(
        (
            one.paragraph
            for one in passages[:_ITEMS_WITHIN]
            if one.paragraph.parent == opener.pinpoint
            and one.paragraph.masthead.key == opener.masthead.key
        ),
        None,
    )


#: Among how many of the first passages such an item is looked for.
_ITEMS_WITHIN = 8


def _of_camp(
    query: Query, chosen: Sequence[Paragraph], documents: Sequence[Document]
) -> list[Paragraph]:
    """`chosen`, each for the unit of its section that tells of the camp asked about."""
    camp = read_camp(query.focus or query.question)
    if camp is None:
        return list(chosen)
    catalogue = catalogue_of(documents)
    return [
        found if own and (found := find_camp(camp, one, own[0])) else one
        for one in chosen
        for own in [catalogue.of([one.masthead.key])]
    ]


#: Among how many of the first units neighbours are looked for that are set against each other: in a
#: comparison, and where the two camps are asked for in so many words.
_PAIR, _CAMPS = 8, 12
#: How far behind the best a unit may score that holds more of the question and is cited for it.
TIE = 0.2
#: How much more of the question, by rarity, it must hold.
MORE = 0.2


def _fuller(query: Query, passages: Sequence[Passage], rarity: Rarity) -> Paragraph:
    """The best unit, or of those as good as it of its document the one that holds more of the question.

    What tells them apart is a word that the vectors pass over: of "the objective of the
    subprogramme" the paragraph on its strategy says as much.
    """
    best = passages[0]
    wanted = content_stems(query.focus or query.text)
    least = MORE * sum(map(rarity, wanted))

    def held(one: Passage, wanted: frozenset[str]) -> float:
        return sum(map(rarity, wanted & content_stems(one.paragraph.text)))

    near: dict[float, Passage] = {}
    for one in passages[1:MAX_UNITS]:
        if best.score - one.score > TIE:
            continue
        if one.paragraph.masthead.key != best.paragraph.masthead.key:
            continue
        # What both are on without saying so, as clauses of one decision, tells them not apart.
        both = set(one.paragraph.headings) & set(best.paragraph.headings)
        apart = wanted - content_stems(" ".join(sorted(both)))
        if held(one, apart) >= held(best, apart) + least:
            near.setdefault(held(one, wanted), one)
    return near[max(near)].paragraph if near else best.paragraph


_ITEMS = re.compile(
    r"\b(?:which|what)(?: \w+){0,2} (?:points|items|entries|bullets|sub-?(?:paragraph|item|point)s|parts|clauses)\b",
    re.IGNORECASE,
)


def _items_alike(query: Query, passages: Sequence[Passage]) -> list[Paragraph]:
    """The items of one list that answer nearly as well as the best and share a word asked for."""
    best = passages[0]
    wanted = content_stems(query.focus or query.text)
    found = [
        one.paragraph
        for one in passages[:MAX_UNITS]
        if one.paragraph.parent is not None
        and one.paragraph.parent == best.paragraph.parent
        and one.paragraph.masthead.key == best.paragraph.masthead.key
        and best.score - one.score <= _NEARLY
        and wanted & content_stems(one.paragraph.text)
    ]
    return found if len(found) > 1 else []


def _opener(query: Query, passages: Sequence[Passage]) -> Paragraph | None:
    """What opens the list of which the best is an item, where it answers nearly as well and as much."""
    best = passages[0]
    wanted = content_stems(query.focus or query.text)
    own = wanted & content_stems(best.paragraph.text)
    for one in passages[1:MAX_UNITS]:
        unit = one.paragraph
        if unit.masthead.key != best.paragraph.masthead.key or unit.pinpoint is None:
            continue
        if best.paragraph.parent != unit.pinpoint or best.score - one.score > _OPENS:
            continue
        spans = split_sentences(unit.text)
        shared = wanted & content_stems(unit.text[spans[-1].start :]) if spans else frozenset()
        if asks_of_list(query, unit) and own <= shared:
            return unit
    return None


#: How far behind its item what opens a list may score.
_OPENS = 0.5
#: How far behind the best an item may score and still be cited beside it.
_NEARLY = 0.8


def _one_a_side(query: Query, passages: Sequence[Passage], rarity: Rarity) -> list[Paragraph]:
    """One unit of each side that the question names: those that answer best and speak of the same.

    A pair is worth its scores and the likeness of its words, so that what is compared compares.
    """
    choices = [
        [one for one in passages if one.paragraph.masthead.key in side][:CHOICES]
        for side in query.sides[:MAX_UNITS]
    ]
    choices = [some for some in choices if some]
    best = max(
        product(*choices),
        key=lambda chosen: (
            sum(one.score for one in chosen)
            + LIKENESS
            * sum(likeness(a.paragraph, b.paragraph, rarity) for a, b in combinations(chosen, 2))
        ),
    )
    return list(dict.fromkeys(one.paragraph for one in best))


#: How many units of each side are tried, and what the likeness of a pair weighs.
CHOICES = 6
LIKENESS = 2.0


_SEVERAL = re.compile(
    r"\b(?:two|three|both|each|all|every|how often|how many times|(?:which|what) (?:\w+ )?(?:discussions|meetings|sessions|documents|reports|papers|places))\b",
    re.I,
)
_FULL_NAME = re.compile(r"\b[A-Z][\wÀ-ÿ’'-]+(?: (?:[A-Z][\wÀ-ÿ’'-]+|de|da|do|van|el|al))+\b")


def _all_that_name(query: Query, ranked: Sequence[Paragraph]) -> list[Paragraph]:
    """Where several places are asked for, all units that print the name in the question."""
    if not _SEVERAL.search(query.question):
        return []
    for name in _FULL_NAME.findall(query.focus or query.text):
        found = [one for one in ranked if name in one.text]
        if 1 < len(found) <= MAX_UNITS and ranked[0] in found and find_entities(name) == []:
            return found
    return []


_COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|versus|vs\.?|differ\w*|side by side)\b", re.IGNORECASE
)


def _first_two_documents(ranked: Sequence[Paragraph], kind: str) -> list[Paragraph]:
    """The best unit, and the best of another document; those that hold what is compared first."""
    holding = [one for one in ranked[:10] if holds_kind(kind, one.text)]
    ranked = [*holding, *(one for one in ranked if one not in holding)]
    best = ranked[0]
    other = next((one for one in ranked[1:10] if one.masthead.key != best.masthead.key), None)
    return [best, other] if other else [best]
