"""Documents called by what they are on: "the criminalization addendum", "the resolution on …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.catalogue import TITLE_WORDS, catalogue_of
from egqa.memo import OncePerCollection
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
    for match in _THE.finditer(text):
        topic = content_stems(match.group("topic")) - _VAGUE
        holding = [_resolutions_on(documents).get(stem, frozenset()) for stem in topic]
        keys = tuple(sorted(frozenset.intersection(*holding))) if holding else ()
        if 0 < len(keys) <= _FEW:
            found.append((Span(match.start("topic"), match.end()), keys))
    return found


# "The Yemen resolution", "the draft resolution" is none.
_THE = re.compile(
    r"\bthe (?P<topic>(?:(?!(?:of|in|to|by|and|or|that|which|for|with|on|at|from)\b)[\w’'/-]+ ){1,4})"
    r"resolution\b(?! (?:\d|of|on|about|concerning|regarding|proclaiming|establishing)\b)",
    re.IGNORECASE,
)
_VAGUE = content_stems(
    "draft present same new last first second final latest previous adopted current relevant above"
    " council assembly security general human rights economic social united nations un year"
)
#: How many resolutions, at most, may be called by one topic.
_FEW = 3


@OncePerCollection
def _resolutions_on(documents: Sequence[Document]) -> dict[str, frozenset[str]]:
    """The resolutions by the stems of what their titles and preambles name.

    A document with a preamble of its own, and not of acts in it, is a resolution.
    """
    found: dict[str, set[str]] = {}
    for document in documents:
        preamble = [one for one in document.paragraphs if re.fullmatch(r"pp\d+", one.para or "")]
        if not preamble:
            continue
        told = " ".join((document.masthead.title or "", *(one.text for one in preamble)))
        for stem in content_stems(told):
            found.setdefault(stem, set()).add(document.masthead.key)
    return {stem: frozenset(keys) for stem, keys in found.items()}


#: How many words after "the report on" may be of a title.
_READ = 12


def _word_starts(text: str, most: int) -> list[int]:
    """Where the last `most` words of `text` start, the longest run first."""
    return [match.start() for match in re.finditer(r"\S+", text)][-most:]
