"""A question and the turns before it, read: what is searched for, which documents and units it names.

Rules over structure and history only, exact where they apply; no language model. What cannot be
read for certain becomes a preference, never a filter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from egqa.aliases import spell_out
from egqa.corpus import correct_spelling, describe_corpus
from egqa.dates import is_dated, relative_year
from egqa.errors import BadQuestion
from egqa.follow import OPPOSED, Follow, cited_refs, follow
from egqa.kinds import read_kind
from egqa.pinpoints import Mention, ordinal_value, parts_of, read_parts, read_pinpoints
from egqa.scope import Scope, read_scope
from egqa.types import Document, Query, Turn, UnitRef
from egqa.wording import join_levels, searchable, without_tags
from egqa.words import content_words

MAX_QUESTION = 4_000
_SPACES = "\n\r\t\v\f\u2028\u2029"
_NTH_RECOMMENDATION = re.compile(
    r"\b(?:the )?(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\s+(?:of the )?(?:recommendation|suggestion|sub-?paragraph)s?\b",
    re.IGNORECASE,
)


def clean_question(question: str) -> str:
    """The question without control characters, its white space folded.

    Raises:
        BadQuestion: it is empty, or too long to be one.
    """
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(question):,} characters; the limit is {MAX_QUESTION:,}.",
            hint="Ask it in a few sentences; documents belong in the index.",
        )
    kept = "".join(
        " " if char in _SPACES else char
        for char in unicodedata.normalize("NFC", question)
        if char in _SPACES or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    text = re.sub(r"\s+", " ", kept).strip()
    if not any(char.isalnum() for char in text):
        raise BadQuestion("The question is empty.", hint="Type a question about the documents.")
    return text


def understand(question: str, history: Sequence[Turn], documents: Sequence[Document]) -> Query:
    """Read `question` after `history`, against the `documents` of the index.

    Raises:
        BadQuestion: see `clean_question`.
    """
    corpus = describe_corpus(documents)
    text = correct_spelling(clean_question(question), corpus)
    scope = read_scope(text, documents)
    mentions = read_pinpoints(join_levels(scope.masked))
    taken = follow(text, history, documents, complete=bool(mentions and scope.places))
    whole = scope.keys
    if taken.text != text:
        text = taken.text
        scope = read_scope(text, documents)
        mentions = read_pinpoints(join_levels(scope.masked))
    keys = scope.keys or _relative(text, taken, documents) or taken.documents or whole
    must = (scope.must and bool(scope.keys)) or (
        not scope.keys and bool(_relative(text, taken, documents))
    )
    parts = read_parts(text)
    refs, unknown = _resolve(mentions, scope, taken, documents, parts)
    refs = (
        refs
        or ([] if mentions else _provisions(parts, keys, documents))
        or _transfer(taken, scope, documents)
        or list(taken.refs)
        or _nth_recommendation(text, scope, documents)
    )
    own = searchable(scope)
    searched = f"{taken.before} {own}".strip() if taken.before and not refs else own
    read_as = f"{taken.before} {text}" if taken.before and not refs else text
    if taken.similar and not refs:
        own, searched, read_as = "", taken.before, f"{text} (like: {taken.before})"
    return Query(
        question=question,
        text=spell_out(searched, corpus.count) or text,
        refs=tuple(refs),
        unknown=tuple(unknown),
        documents=keys,
        scope="must" if must else "prefer",
        kind=_kind(text, taken, history),
        sides=scope.sides,
        focus=spell_out(own, corpus.count)
        if len(content_words(own)) > 1 or not taken.before
        else "",
        near=taken.cited,
        within=taken.within or _part_meant(text, keys, documents),
        avoid=taken.avoid,
        read_as=read_as,
        notices=(*scope.conflicts, *((OPPOSED,) if taken.opposed else ())),
    )


_PREAMBLE = re.compile(r"\b(?:the|its|in|of) preamble\b|\bpreambular (?:part|paragraphs)\b", re.I)
_OPERATIVE = re.compile(r"\boperative (?:part|paragraphs|section)\b", re.IGNORECASE)


def _part_meant(
    text: str, keys: Sequence[str], documents: Sequence[Document]
) -> tuple[UnitRef, ...]:
    """The units of the part that the question confines itself to: a preamble, an operative part."""
    preamble = bool(_PREAMBLE.search(text))
    if not preamble and not _OPERATIVE.search(text):
        return ()
    meant = [
        one.ref
        for document in documents
        if document.masthead.key in keys
        for one in document.paragraphs
        if one.para and one.para.startswith("pp") == preamble
    ]
    return tuple(meant)


def _kind(text: str, taken: Follow, history: Sequence[Turn]) -> str:
    """The kind of answer asked for; "and on evidence?" asks for what the question before did."""
    kind = read_kind(without_tags(text))
    if kind == "fact" and taken.before and history and _ELLIPSIS.search(text):
        return history[-1].query.kind
    return kind


# What goes on with the question before, without a verb or a question word of its own.
_ELLIPSIS = re.compile(
    r"^(?:(?:and|or|but|also|so|then|what about|how about)\b\s*)*(?!.*\b(?:who|what|which|when|where|how|why|did|does|do|is|are|was|were|has|have)\b).{1,60}$",
    re.IGNORECASE,
)


def _relative(text: str, taken: Follow, documents: Sequence[Document]) -> tuple[str, ...]:
    """The documents that "a year later" means."""
    in_play = [one for one in documents if one.masthead.key in taken.documents]
    year = relative_year(text, in_play)
    if year is None:
        return ()
    return tuple(one.masthead.key for one in documents if is_dated(one, year))


_PROVISION = re.compile(
    r"art\.\d|rule\d|principle\d|guideline\d|conclusion\d|regulation\d|draft(?!res|dec)"
)


def _provisions(
    parts: frozenset[str], keys: Sequence[str], documents: Sequence[Document]
) -> list[UnitRef]:
    """The articles or rules that the question names, each with its paragraphs."""
    wanted = {part for part in parts if _PROVISION.match(part)}
    if not wanted:
        return []
    return [
        one.ref
        for document in documents
        if not keys or document.masthead.key in keys
        for one in document.paragraphs
        if one.para and one.parent is None and wanted & parts_of(one.para)
    ]


def _resolve(
    mentions: Sequence[Mention],
    scope: Scope,
    taken: Follow,
    documents: Sequence[Document],
    parts: frozenset[str],
) -> tuple[list[UnitRef], list[str]]:
    """The units that the mentions name: in the documents named, else in those in play, else in all."""
    meant = [one for one in documents if one.masthead.key in (scope.keys or taken.documents)]
    refs: list[UnitRef] = []
    unknown: list[str] = []
    for mention in mentions:
        nearest = [one for one in meant if one.masthead.key in scope.near(mention.span)] or meant
        numbers = _stand_alone(mention, taken)
        found = _look_up(numbers, mention, nearest or documents, parts)
        if not found and not scope.keys:
            found = _look_up(numbers, mention, documents, parts)
        if found:
            refs.extend(ref for ref in found if ref not in refs)
        elif not mention.bare or taken.cited:
            unknown.extend(mention.numbers)
    return refs, unknown


def _transfer(taken: Follow, scope: Scope, documents: Sequence[Document]) -> list[UnitRef]:
    """ "No, I meant Add.2": the pinpoints of the question before, in the document now named."""
    if not taken.corrected or not scope.keys:
        return []
    have = {
        one.ref
        for document in documents
        if document.masthead.key in scope.keys
        for one in document.paragraphs
    }
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
        paras = [one.para or "" for one in document.paragraphs]
        within = {para: parts_of(para) for para in paras} if parts else {}
        named = parts & frozenset().union(*within.values())
        if named:
            paras = [para for para in paras if named <= within[para]]
        tails = {para.rpartition(":")[2]: para for para in reversed(paras)}
        known = [number if number in paras else tails.get(number, "") for number in numbers]
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


def _is_child(para: str, number: str) -> bool:
    rest = para[len(number) :]
    return para.startswith(number) and bool(re.fullmatch(r"\([^()]*\)|•\d+", rest))


def _between(paras: list[str], first: str, last: str) -> list[str]:
    """The units from `first` to `last` of the same level, in document order."""
    start, end = paras.index(first), paras.index(last)
    level = len(re.findall(r"[(•]", first))
    return [para for para in paras[start : end + 1] if len(re.findall(r"[(•]", para)) == level]


def _nth_recommendation(text: str, scope: Scope, documents: Sequence[Document]) -> list[UnitRef]:
    """ "The second recommendation of Add.2": of the longest list of letters in that document."""
    match = _NTH_RECOMMENDATION.search(text)
    meant = [one for one in documents if one.masthead.key in scope.keys]
    if not match or len(meant) != 1:
        return []
    lists: dict[str, list[UnitRef]] = {}
    for one in meant[0].paragraphs:
        if one.parent and re.fullmatch(r".*\([a-z]{1,2}\)", one.para or ""):
            lists.setdefault(one.parent.number, []).append(one.ref)
    longest = max(lists.values(), key=len, default=[])
    word = match.group("nth").lower()
    number = len(longest) if word == "last" else ordinal_value(word) or 0
    return [longest[number - 1]] if 0 < number <= len(longest) else []


__all__ = ["MAX_QUESTION", "cited_refs", "clean_question", "understand"]
