"""Which units a question names or confines itself to: by number, by part, as items of another.

Exact: a unit that is named is looked up, and what does not exist is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from egqa.catalogue import catalogue_of
from egqa.corpus import numbers_of
from egqa.follow import Follow
from egqa.memo import OncePerDocument
from egqa.pinpoints import Mention, ordinal_value, parts_of
from egqa.scope import Scope
from egqa.types import Document, UnitRef

_NTH_RECOMMENDATION = re.compile(
    r"\b(?:the )?(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\s+(?:of the )?(?:recommendation|suggestion|sub-?paragraph)s?\b",
    re.IGNORECASE,
)


_PROVISION = re.compile(
    r"art\.\d|rule\d|principle\d|guideline\d|conclusion\d|regulation\d|draft(?!res|dec)"
)


def name_provisions(
    parts: frozenset[str], keys: Sequence[str], documents: Sequence[Document]
) -> list[UnitRef]:
    """The articles or rules that the question names, each with its paragraphs."""
    wanted = {part for part in parts if _PROVISION.match(part)}
    if not wanted:
        return []
    found = catalogue_of(documents).provisions(wanted)
    return [ref for ref in found if ref.key in keys] if keys else found


def resolve(
    mentions: Sequence[Mention],
    scope: Scope,
    taken: Follow,
    documents: Sequence[Document],
    parts: frozenset[str],
) -> tuple[list[UnitRef], list[str]]:
    """The units that the mentions name: in the documents named, else in those in play, else in all."""
    catalogue = catalogue_of(documents)
    meant = catalogue.of(scope.keys or taken.documents)
    refs: dict[UnitRef, None] = {}
    unknown: list[str] = []
    for mention in mentions:
        beside = set(scope.near(mention.span))
        nearest = [one for one in meant if one.masthead.key in beside] or meant
        numbers = _stand_alone(mention, taken)
        everywhere = partial(catalogue.holding, numbers)
        found = _look_up(numbers, mention, nearest or everywhere(), parts)
        if not found and nearest and not scope.keys:
            found = _look_up(numbers, mention, everywhere(), parts)
        if found:
            refs.update(dict.fromkeys(found))
        elif not mention.bare or taken.cited:
            unknown.extend(mention.numbers)
    return list(refs), unknown


def transfer(taken: Follow, scope: Scope, documents: Sequence[Document]) -> list[UnitRef]:
    """ "No, I meant Add.2": the pinpoints of the question before, in the document now named."""
    if not taken.corrected or not scope.keys:
        return []
    have = {one.ref for document in catalogue_of(documents).of(scope.keys) for one in document}
    return [
        ref
        for key in scope.keys
        for old in taken.corrected
        if (ref := UnitRef(key, old.para)) in have
    ]


def _stand_alone(mention: Mention, taken: Follow) -> tuple[str, ...]:
    """A bare "(m)" takes the paragraph of the units last cited: as sibling first, then as child."""
    if not mention.bare or not taken.cited:
        return mention.numbers
    stems: list[str] = []
    depth = len(re.findall(r"\([^()]*\)", mention.numbers[0]))
    for ref in taken.cited:
        levels = re.findall(r"\([^()]*\)", ref.para)
        head = ref.para.split("(")[0]
        stems += [head + "".join(levels[:keep]) for keep in range(len(levels) - depth, -1, -1)]
        stems.append(ref.para)
    return tuple(f"{stem}{number}" for stem in dict.fromkeys(stems) for number in mention.numbers)


def _look_up(
    numbers: Sequence[str], mention: Mention, documents: Sequence[Document], parts: frozenset[str]
) -> list[UnitRef]:
    """The units of these numbers; where a document has the part that is named, in that alone."""
    found: list[UnitRef] = []
    inside: list[UnitRef] = []
    for document in documents:
        if numbers_of(document).isdisjoint(numbers):
            continue
        paras, tails, within = _numbered(document)
        named = parts & frozenset().union(*within.values()) if parts else parts
        if named:
            paras = tuple(para for para in paras if named <= within[para])
            tails = {para.rpartition(":")[2]: para for para in reversed(paras)}
        known = [
            number if tails.get(number) == number or number in paras else tails.get(number, "")
            for number in numbers
        ]
        known = [number for number in known if number]
        if mention.bare:
            known = known[:1]
        if (
            known
            and mention.to
            and (last := mention.to if mention.to in paras else tails.get(mention.to))
        ):
            known = known[:-1] + _between(paras, known[-1], last)
        if mention.children:
            known = [para for number in known for para in paras if _is_child(para, number)] or known
        refs = [UnitRef(document.masthead.key, para) for para in known]
        (inside if named else found).extend(refs)
    return inside or found


@OncePerDocument
def _numbered(
    document: Document,
) -> tuple[tuple[str, ...], dict[str, str], dict[str, frozenset[str]]]:
    """A document's numbers in order; the first that ends so by its last part; the parts of each."""
    paras = tuple(one.para or "" for one in document.paragraphs)
    tails = {para.rpartition(":")[2]: para for para in reversed(paras)}
    return paras, tails, {para: parts_of(para) for para in paras}


def _is_child(para: str, number: str) -> bool:
    rest = para[len(number) :]
    return para.startswith(number) and bool(re.fullmatch(r"\([^()]*\)|•\d+", rest))


def _between(paras: Sequence[str], first: str, last: str) -> list[str]:
    """The units from `first` to `last` of the same level, in document order."""
    start, end = paras.index(first), paras.index(last)
    level = len(re.findall(r"[(•]", first))
    return [para for para in paras[start : end + 1] if len(re.findall(r"[(•]", para)) == level]


def nth_recommendation(text: str, scope: Scope, documents: Sequence[Document]) -> list[UnitRef]:
    """ "The second recommendation of Add.2": of the longest list of letters in that document."""
    match = _NTH_RECOMMENDATION.search(text)
    if not match or len(scope.keys) != 1:
        return []
    meant = catalogue_of(documents).of(scope.keys)
    lists: dict[str, list[UnitRef]] = {}
    for one in meant[0].paragraphs:
        if one.parent and re.fullmatch(r".*\([a-z]{1,2}\)", one.para or ""):
            lists.setdefault(one.parent.number, []).append(one.ref)
    longest = max(lists.values(), key=len, default=[])
    word = match.group("nth").lower()
    number = len(longest) if word == "last" else ordinal_value(word) or 0
    return [longest[number - 1]] if 0 < number <= len(longest) else []


_SOME_OF = re.compile(
    r"\b(?:which|what|any)(?: \w+){0,2} (?:points?|items?|entry|entries|bullets?|sub-?(?:paragraph|item|point)s?|parts?|ones?|clauses?)\b.*\b(?:concern|deal|mention|cover|relate|address|refer|speak|talk|touch|are about|is about|has to do|have to do)",
    re.IGNORECASE,
)


def items_of(
    text: str, refs: Sequence[UnitRef], documents: Sequence[Document]
) -> tuple[UnitRef, ...]:
    """The items of the one unit named, where the question asks which of them concern something."""
    if not refs or not _SOME_OF.search(text):
        return ()
    if len(refs) > 1:  # "which items of paragraph 7": read as its items already
        return tuple(ref for ref in refs if re.search(r"[(•]", ref.para))
    return tuple(
        one.ref
        for document in catalogue_of(documents).of([refs[0].key])
        for one in document
        if one.para and _is_child(one.para, refs[0].para)
    )


_PREAMBLE = re.compile(r"\b(?:the|its|in|of) preamble\b|\bpreambular (?:part|paragraphs)\b", re.I)
_OPERATIVE = re.compile(r"\boperative (?:part|paragraphs|section)\b", re.IGNORECASE)


def part_meant(
    text: str, keys: Sequence[str], documents: Sequence[Document]
) -> tuple[UnitRef, ...]:
    """The units of the part that the question confines itself to: a preamble, an operative part."""
    preamble = bool(_PREAMBLE.search(text))
    if not preamble and not _OPERATIVE.search(text):
        return ()
    meant = [
        one.ref
        for document in catalogue_of(documents).of(keys)
        for one in document.paragraphs
        if one.para and one.para.startswith("pp") == preamble
    ]
    return tuple(meant)


_FOOTNOTE = re.compile(
    r"\bfoot-?\s?notes?\s*(?:no\.?|number)?\s*(?P<mark>\d{1,3})\b", re.IGNORECASE
)


def read_footnotes(text: str) -> set[str]:
    """The marks of the footnotes that `text` asks for: "footnote 3"."""
    return {match.group("mark") for match in _FOOTNOTE.finditer(text)}


def name_footnotes(text: str, keys: Sequence[str], documents: Sequence[Document]) -> list[UnitRef]:
    """The units of the documents named that carry the footnotes asked for."""
    marks = read_footnotes(text)
    if not marks:
        return []
    return [
        one.ref
        for document in catalogue_of(documents).of(keys)
        for one in document.paragraphs
        if any(note.mark in marks for note in one.notes)
    ]
