"""Documents called by what they are on: "the criminalization addendum", "the resolution on …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.types import Document, Paragraph, Span
from egqa.words import content_stems

_CALLED = re.compile(r"\b(?:addendum|draft|report|paper|document)\b", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:resolution|decision|draft resolution|report|draft report|note|letter) (?:on|about|concerning|regarding|proclaiming|establishing) ",
    re.IGNORECASE,
)
_TITLE_WORDS = 6


def find_titles(text: str, documents: Sequence[Document]) -> list[tuple[Span, tuple[str, ...]]]:
    """Where `text` calls documents by what they are on, and their keys."""
    found: list[tuple[Span, tuple[str, ...]]] = []
    if _CALLED.search(text):
        for match in _CALLED.finditer(text):
            before = text[: match.start()].rstrip()
            for start in _word_starts(before, _TITLE_WORDS):
                called = before[start:].lower()
                keys = tuple(one.masthead.key for one in documents if called in _titles(one))
                if keys:
                    if match.group().lower() == "addendum":
                        keys = tuple(k for k in keys if k in _adding(documents)) or keys
                    found.append((Span(start, match.end()), keys))
                    break
    for match in _ON.finditer(text):
        if named := _on_title(text[match.end() :], documents):
            keys, length = named
            found.append((Span(match.start(), match.end() + length), keys))
    return found


def _word_starts(text: str, most: int) -> list[int]:
    """Where the last `most` words of `text` start, the longest run first."""
    return [match.start() for match in re.finditer(r"\S+", text)][-most:]


def _adding(documents: Sequence[Document]) -> set[str]:
    return {
        one.masthead.key for one in documents if "addendum" in (one.masthead.title or "").lower()
    }


_TITLES: dict[int, tuple[Sequence[Paragraph], frozenset[str]]] = {}


def _titles(document: Document) -> frozenset[str]:
    """The short titles of a document's sections, in lower case; read once for a document."""
    known = _TITLES.get(id(document.paragraphs))
    if known is None:
        named = set()
        for heading in {one.headings[-1] for one in document.paragraphs if one.headings}:
            title = re.sub(r"^[A-Z]+\.\s+|\s*\([^()]*\)", "", heading).strip()
            if 0 < len(title.split()) <= _TITLE_WORDS:
                named.add(title.lower())
        if len(_TITLES) >= _MOST:
            _TITLES.clear()
        known = _TITLES[id(document.paragraphs)] = (document.paragraphs, frozenset(named))
    return known[1]


#: How many documents' titles are kept; an entry keeps its paragraphs alive, so their id is theirs.
_MOST = 4096


def _on_title(text: str, documents: Sequence[Document]) -> tuple[tuple[str, ...], int] | None:
    """The documents whose title holds the most of the first words of `text`, and how far they go."""
    words = list(re.finditer(r"[^\s,.;:?!]+", re.split(r"[,.;:?!]", text)[0]))[:12]
    best: tuple[int, int, tuple[str, ...]] = (1, 0, ())
    for document in documents:
        title = content_stems(document.masthead.title or "")
        shared = end = 0
        for word in words:
            stems = content_stems(word.group())
            if stems and not stems <= title:
                break
            if stems:
                shared, end = shared + 1, word.end()
        if shared > best[0]:
            best = (shared, end, (document.masthead.key,))
        elif shared == best[0] and best[2]:
            best = (shared, best[1], (*best[2], document.masthead.key))
    return (best[2], best[1]) if best[2] else None
