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
from egqa.words import content_stems, content_words, stem

MAX_QUESTION = 4_000
_SPACES = "\n\r\t\v\f\u2028\u2029"
_NTH_RECOMMENDATION = re.compile(
    r"\b(?:the )?(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\s+(?:of the )?(?:recommendation|suggestion|sub-?paragraph)s?\b",
    re.IGNORECASE,
)
_FRAMES = re.compile(
    r"^(?:(?:please|pls|hi|hello|thanks|thx|thank you|ok(?:ay)?|hey)[\s,.!]+)+|\b(?:could|can|would) you (?:please )?(?:tell me|quote|show me|give me|find|summari[sz]e|run me through|explain)\b"
    r"|\b(?:according to|per|in|under|from|of) (?:the )?(?=\u2003)|['’]s (?=\u2003)|(?<=\u2003)['’]s\b",
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
    mentions = read_pinpoints(_join_levels(scope.masked))
    taken = follow(text, history, documents, complete=bool(mentions and scope.places))
    if taken.text != text:
        text = taken.text
        scope = read_scope(text, documents)
        mentions = read_pinpoints(_join_levels(scope.masked))
    keys = scope.keys or _relative(text, taken, documents) or taken.documents
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
    own = _searchable(scope)
    searched = f"{taken.before} {own}".strip() if taken.before and not refs else own
    read_as = f"{taken.before} {text}" if taken.before and not refs else text
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
        within=taken.within,
        avoid=taken.avoid,
        read_as=read_as,
        notices=(*scope.conflicts, *((OPPOSED,) if taken.opposed else ())),
    )


def _kind(text: str, taken: Follow, history: Sequence[Turn]) -> str:
    """The kind of answer asked for; "and on evidence?" asks for what the question before did."""
    kind = read_kind(_without_tags(text))
    if kind == "fact" and taken.before and history and _ELLIPSIS.search(text):
        return history[-1].query.kind
    return kind


# What goes on with the question before, without a verb or a question word of its own.
_ELLIPSIS = re.compile(
    r"^(?:(?:and|or|but|also|so|then|what about|how about)\b\s*)*(?!.*\b(?:who|what|which|when|where|how|why|did|does|do|is|are|was|were|has|have)\b).{1,60}$",
    re.IGNORECASE,
)


def _searchable(scope: Scope) -> str:
    """The words to search for: without names of documents, politeness, the asker, and tags.

    "I'm a lawyer and a bit lost: …" and "… Who said so?" say nothing of the topic.
    """
    text = re.sub(r"[\s\u2003]+", " ", _FRAMES.sub(" ", scope.masked)).strip(" ,;:.-–")
    text = _ASKER.sub("", text).strip(" ,;:.-–") or text
    if scope.sides:
        text = _COMPARES.sub(" ", text).strip(" ,;:.-–") or text
    text = _SAYS.sub("", text).strip(" ,;:.-–") or text
    parts = [part for part in re.split(r"(?<=[.?!])\s+|:\s+", text) if part]
    kept = [part for part in parts if not _is_tag(part)]
    text = " ".join(kept) if kept else text
    return text if len(text) > 2 else re.sub(r"\s+", " ", scope.masked).strip()


# "What is said about X" asks about X; the frame only draws the search to other talk of talking.
_SAYS = re.compile(
    r"^(?:and )?(?:what|anything|is (?:there )?anything|does (?:it|anything)|do they|did they|is there something)(?: (?:do|does|did|is|are|was|were|has|have|been))*"
    r"(?: (?:the )?(?:documents?|drafts?|reports?|papers?|texts?|speakers|delegations|they|it|recommendations?|groups?|states|member states|countries|there))?"
    r" (?:say|says|said|saying|mention(?:ed|s)?|written|states?|stated|suggest(?:ed|s)?|recommend(?:ed|s)?|propose[ds]?) (?:about|on|regarding|concerning|as to|with regard to) ",
    re.IGNORECASE,
)
_ASKER = re.compile(
    r"^(?:(?:hi|hello|hey)[\s,.!]+)?(?:(?:I['’]m|I am|I['’]ve|I have|I was|I need|I work|as an?|my boss|my minister|my colleague|a colleague|somebody|someone)\b[^.?!:]*?"
    r"(?::|[.?!](?=\s)|\bso (?:could|can|please)?|\b(?:to know|told|asking|wondering|ask) (?:if|whether|that|about)?|,)\s*)+",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:compare|contrast|set against|side by side|as against|as opposed to|versus|vs\.?)\b|\bhow (?:do|does|did|is|are|was|were)\b|\bwhat (?:is|was|were|does|do|did)\b|\b(?:each|both|respectively|differ\w*)\b"
    r"|\bwith (?:those|that|the one)\b|\b(?:reported|said|stated|treated?|treats) (?:in|at|by|about|on)\b|\ba (?:month|year|few weeks) (?:later|before|earlier)\b|\b(?:deliberations|recommendations|summary|chair['’]?s?)\b",
    re.IGNORECASE,
)
_TAGS = frozenset(
    stem(word)
    for word in "say said propose proposed suggest suggested recommend recommended hear heard mention mentioned true right correct wrong agree believe think yes no answer please thanks commission group expert experts committee draft report worried people number give quote cite point why good".split()
)


def _is_tag(sentence: str) -> bool:
    """A sentence that asks about what the one before it says, and names no topic: "Who said so?"."""
    stems = content_stems(sentence)
    return len(sentence.split()) <= 8 and stems <= _TAGS


def _join_levels(text: str) -> str:
    """ "paragraph 2, sub-para (t)" and "2.k" in the spelling that `read_pinpoints` reads."""
    text = re.sub(
        r"(?<=\d),?\s*(?:sub-?(?:para(?:graph)?|item|point)s?|letter)\.?\s*(?=\()",
        lambda match: " " * len(match.group()),
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(r"\b(\d{1,3})\.([a-z])\b(?!\.)", r"\1(\2)", text, flags=re.IGNORECASE)


def _without_tags(text: str) -> str:
    """The question without tags, for telling what kind of answer it asks for."""
    parts = re.split(r"(?<=[.?!])\s+", text)
    kept = [part for part in parts if not _is_tag(part)]
    return " ".join(kept) if kept else text


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
    have = {one.ref for document in documents for one in document.paragraphs}
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
