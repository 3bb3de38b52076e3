"""Which units a question names or confines itself to: by number, by part, as items of another.

Exact: a unit that is named is looked up, and what does not exist is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import islice

from egqa.catalogue import catalogue_of
from egqa.corpus import holds_word, numbers_of
from egqa.follow import Follow
from egqa.memo import OncePerDocument
from egqa.pinpoints import Mention, ordinal_value, parts_of, read_pinpoints
from egqa.places import mask
from egqa.scope import Scope
from egqa.symbols import find_symbols
from egqa.types import Document, UnitRef
from egqa.wording import join_levels
from egqa.words import content_stems, content_words, stem

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


# A paragraph's number and the document it is of: "paragraph 3 of A/70/1", "A/70/1, para. 3".
_OF = re.compile(
    r"(?:['’]s)?[\s\u2003,;:(–-]*(?:(?:of|in|from|to|says?|the|its|document|draft|report|resolution|decision|operative|preambular|General Assembly|Security Council)[\s\u2003]+)*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\bresolution (?P<number>\d{1,3}/\d{1,3}|\d{3,4}(?: \(\d{4}\))?)(?![\w/(]| \()", re.I
)


#: How the sentence on a document that is not held ends.
NOT_HELD = "is not among the documents."


def find_strange(mentions: Sequence[Mention], masked: str) -> dict[Mention, str]:
    """The paragraphs asked for of a document that is not among those held, each with what to say.

    `masked` is the question with the names of documents held blanked out, as the mentions were read
    from it. The paragraph of that number of another document is no answer.
    """
    named = {
        match.span(): f"Resolution {match.group('number')}" for match in _NUMBERED.finditer(masked)
    }
    for symbol in find_symbols(masked):
        for match in re.finditer(rf"(?<![\w/.]){re.escape(symbol)}(?![\w/])", masked):
            named[match.span()] = symbol
    found = {}
    for mention in mentions:
        for (start, end), name in named.items():
            first = min(end, mention.span.end)
            last = max(start, mention.span.start)
            apart = start >= mention.span.end or end <= mention.span.start
            if apart and _OF.fullmatch(masked, first, last):
                found[mention] = f"{name} {NOT_HELD}"
    return found


def read_foreign(masked: str) -> list[Mention]:
    """The paragraphs of a resolution that is not held, in a question that asks for nothing else.

    "Resolution 70/1, para. 5?" is a look-up; beside a topic, "the request in resolution 54/15,
    para. 3" only says which request is meant.

    >>> [one.numbers for one in read_foreign("resolution 70/1, para. 5 - what does it say?")]
    [('5',)]
    >>> read_foreign("Who made the request in resolution 70/1, para. 5?")
    []
    """
    blanked = _NUMBERED.sub(lambda match: " " * len(match.group()), masked)
    if blanked == masked:
        return []
    mentions = read_pinpoints(blanked)
    for one in mentions:
        blanked = mask(blanked, one.span)
    return [] if content_stems(blanked) - ASKING else mentions


#: What a look-up says beside the place: "quote", "read out", "please".
ASKING = content_stems("quote cite read provide state content contain wording words call please")


_OF_WHAT = re.compile(r"\s*,? (?:of|in|from) (?P<what>[^?.!]+)")


def _of_one(
    refs: list[UnitRef], words: Sequence[str], documents: Sequence[Document]
) -> list[UnitRef]:
    """Those of `refs` of the one document whose title, or else text, alone holds a word of `words`."""
    holding = catalogue_of(documents).of(ref.key for ref in refs)
    for holds in (_is_titled, holds_word):
        told = {
            owners[0]
            for word in words
            # Whether there are two is all that is asked: most words stand in many of a thousand.
            if len(owners := [*islice((it.masthead.key for it in holding if holds(it, word)), 2)])
            == 1
        }
        if len(told) == 1:
            return [ref for ref in refs if ref.key in told]
    return refs


def _is_titled(document: Document, word: str) -> bool:
    """Whether a document's title holds a word of the stem of `word`."""
    return stem(word) in content_stems(document.masthead.title or "")


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
        if not meant and len({ref.key for ref in found}) > 1:
            after = _OF_WHAT.match(join_levels(scope.masked), mention.span.end)
            found = _of_one(found, content_words(after.group("what")) if after else (), documents)
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
            within = {para: its for para, its in within.items() if named <= its}
            paras = tuple(para for para in paras if para in within)
            tails = {para.rpartition(":")[2]: para for para in reversed(paras)}
        known = [number if number in within else tails.get(number, "") for number in numbers]
        known = [number for number in known if number]
        if mention.bare:
            known = known[:1]
        if (
            known
            and mention.to
            and (last := mention.to if mention.to in within else tails.get(mention.to))
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
