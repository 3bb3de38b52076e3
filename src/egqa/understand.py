"""A question and the turns before it, read: what is searched for, which documents and units it names.

Rules over structure and history only, exact where they apply; no language model. What cannot be
read for certain becomes a preference, never a filter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from egqa.errors import BadQuestion
from egqa.pinpoints import Mention, read_pinpoints
from egqa.scope import Scope, read_scope
from egqa.types import Answer, Document, Query, Turn, UnitRef

MAX_QUESTION = 4_000

_FOLLOWS = re.compile(
    r"^(?:and|but|or|so|also|then|what about|how about|no,?\s+i mean|i mean|anything|anyone|any others?|which of|who else|why)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|those|these|this|that|there|the same|the (?:first|second|third|last|other) one"
    r"|the former|the latter|one of them)\b",
    re.IGNORECASE,
)
_SWITCHES = re.compile(
    r"\b(?:different|another|new|unrelated|separate) (?:question|topic|subject|matter|point)\b|\bchange of (?:subject|topic)\b",
    re.IGNORECASE,
)
_AFTER_SWITCH = re.compile(r"(?:question|topic|subject|matter|point)\b\s*[:,.–-]*\s*(.+)$", re.I | re.S)


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
        " " if char in "\n\r\t\v\f\u2028\u2029" else char
        for char in unicodedata.normalize("NFC", question)
        if char in "\n\r\t\v\f\u2028\u2029" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
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
    text = clean_question(question)
    switch = _SWITCHES.search(text)
    if switch:
        rest = _AFTER_SWITCH.search(text[switch.start() :])
        text = rest.group(1) if rest and len(rest.group(1)) > 8 else text
        history = ()
    scope = read_scope(text, documents)
    mentions = read_pinpoints(scope.masked)
    depends = bool(history) and _depends(text, mentions, scope)
    refs, unknown = _resolve(mentions, scope, history, documents)
    searched = text
    keys = scope.keys
    if depends:
        before = history[-1].query
        searched = f"{before.text} {text}" if not (refs or unknown) else text
        if not keys:
            keys = _documents_in_play(history[-1])
    return Query(
        question=question,
        text=searched,
        refs=tuple(refs),
        unknown=tuple(unknown),
        documents=keys,
        scope="must" if scope.must else "prefer",
        read_as=searched,
    )


def _depends(text: str, mentions: Sequence[Mention], scope: Scope) -> bool:
    """Whether the question cannot be understood without the turn before it."""
    if mentions and scope.keys:
        return False
    return bool(_FOLLOWS.search(text) or _REFERS.search(text) or any(m.bare for m in mentions))


def _documents_in_play(turn: Turn) -> tuple[str, ...]:
    if isinstance(turn.reply, Answer):
        cited = [quote.paragraph.masthead.key for one in turn.reply.statements for quote in one.quotes]
        return tuple(dict.fromkeys(cited))
    return turn.query.documents


def _resolve(
    mentions: Sequence[Mention], scope: Scope, history: Sequence[Turn], documents: Sequence[Document]
) -> tuple[list[UnitRef], list[str]]:
    """The units that the mentions name: in the documents named, else in those in play, else in all."""
    if not mentions:
        return [], []
    meant = [one for one in documents if one.masthead.key in scope.keys]
    if not meant and history:
        in_play = _documents_in_play(history[-1])
        meant = [one for one in documents if one.masthead.key in in_play]
    refs: list[UnitRef] = []
    unknown: list[str] = []
    for mention in mentions:
        nearest = [one for one in meant if one.masthead.key in scope.near(mention.span)] or meant
        numbers = _stand_alone(mention, history)
        found = _look_up(numbers, mention, nearest or documents)
        if not found and not scope.keys and nearest:
            found = _look_up(numbers, mention, documents)
        if found:
            refs.extend(ref for ref in found if ref not in refs)
        else:
            unknown.extend(numbers)
    return refs, unknown


def _stand_alone(mention: Mention, history: Sequence[Turn]) -> tuple[str, ...]:
    """A bare "(m)" takes the paragraph that the last answer cited: its own number, made whole."""
    if not mention.bare or not history or not isinstance(history[-1].reply, Answer):
        return mention.numbers
    reply = history[-1].reply
    cited = [quote.paragraph.para or "" for one in reply.statements for quote in one.quotes]
    stems = []
    for para in cited:
        levels = re.findall(r"\([^()]*\)", para)
        depth = len(re.findall(r"\([^()]*\)", mention.numbers[0]))
        head = para.split("(")[0]
        for keep in range(len(levels) - depth, -1, -1):
            stems.append(head + "".join(levels[:keep]))
        stems.append(para)
    return tuple(f"{stem}{number}" for stem in dict.fromkeys(stems) for number in mention.numbers)


def _look_up(numbers: Sequence[str], mention: Mention, documents: Sequence[Document]) -> list[UnitRef]:
    found: list[UnitRef] = []
    for document in documents:
        paras = [one.para or "" for one in document.paragraphs]
        tails = {para.rpartition(":")[2]: para for para in reversed(paras)}
        known = [number if number in paras else tails.get(number, "") for number in numbers]
        known = [number for number in known if number]
        if mention.bare:
            known = known[:1]
        if known and mention.to and (last := mention.to if mention.to in paras else tails.get(mention.to)):
            known = known[:-1] + _between(paras, known[-1], last)
        if mention.children:
            known = [para for number in known for para in paras if _is_child(para, number)] or known
        found.extend(UnitRef(document.masthead.key, para) for para in known)
    return found


def _is_child(para: str, number: str) -> bool:
    rest = para[len(number) :]
    return para.startswith(number) and bool(re.fullmatch(r"\([^()]*\)|•\d+", rest))


def _between(paras: list[str], first: str, last: str) -> list[str]:
    """The units from `first` to `last` of the same level, in document order."""
    start, end = paras.index(first), paras.index(last)
    level = len(re.findall(r"[(•]", first))
    return [para for para in paras[start : end + 1] if len(re.findall(r"[(•]", para)) == level]
