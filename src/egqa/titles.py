"""Documents called by what they are on: "the criminalization addendum", "the resolution on …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.catalogue import TITLE_WORDS, catalogue_of
from egqa.types import Document, Span
from egqa.words import content_stems

_CALLED = re.compile(r"\b(?:addendum|draft|report|paper|document)\b", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:resolution|decision|draft resolution|report|draft report|note|letter) (?:on|about|concerning|regarding|proclaiming|establishing) ",
    re.IGNORECASE,
)


def find_titles(text: str, documents: Sequence[Document]) -> list[tuple[Span, tuple[str, ...]]]:
    """Where `text` calls documents by what they are on, and their keys."""
    catalogue = catalogue_of(documents)
    found: list[tuple[Span, tuple[str, ...]]] = []
    for match in _CALLED.finditer(text):
        before = text[: match.start()].rstrip()
        for start in _word_starts(before, TITLE_WORDS):
            keys = catalogue.headed(before[start:].lower())
            if keys:
                if match.group().lower() == "addendum":
                    keys = tuple(key for key in keys if key in catalogue.addenda) or keys
                found.append((Span(start, match.end()), keys))
                break
    for match in _ON.finditer(text):
        after = text[match.end() :]
        words = list(re.finditer(r"[^\s,.;:?!]+", re.split(r"[,.;:?!]", after)[0]))[:_READ]
        keys, count = catalogue.entitled([content_stems(word.group()) for word in words])
        if keys:
            found.append((Span(match.start(), match.end() + words[count - 1].end()), keys))
    return found


#: How many words after "the report on" may be of a title.
_READ = 12


def _word_starts(text: str, most: int) -> list[int]:
    """Where the last `most` words of `text` start, the longest run first."""
    return [match.start() for match in re.finditer(r"\S+", text)][-most:]
