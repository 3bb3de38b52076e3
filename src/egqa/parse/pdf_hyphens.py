"""Hyphens at line ends: those that a typesetter put there become soft hyphens.

A true hyphen ("gender-/related") stays as printed. A word that was only broken ("resolu-/tion")
is told by the document's own words, then by the dictionary; in doubt the printed hyphen stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from egqa.parse.vocabulary import english_words

SOFT = "\u00ad"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
_ENDS = re.compile(r"(?P<stem>[^\W\d_]+)-$")
_BEGINS = re.compile(r"[^\W\d_]+")
# With these, both spellings are usual: only the document can tell.
_PREFIXES = frozenset(
    "anti bi co counter cross ex extra inter intra macro meta micro mid mini multi neo non out over"
    " post pre pro re self semi socio sub super trans under up vice well".split()
)


def soften(texts: Sequence[str]) -> list[str]:
    """`texts`, the lines of a document in reading order, with soft hyphens where words broke."""
    own = Counter(
        token.lower().replace("‑", "-")
        for text in texts
        for token in _TOKEN.findall(text.rstrip("-"))
    )
    softened = list(texts)
    for at, (text, following) in enumerate(pairwise(texts)):
        ends, begins = _ENDS.search(text), _BEGINS.match(following)
        if ends and begins and _is_broken(ends.group("stem"), begins.group(), own):
            softened[at] = text[:-1] + SOFT
    return softened


def _is_broken(stem: str, rest: str, own: Counter[str]) -> bool:
    """Whether `stem` and `rest` are one word that only the line's end broke."""
    if rest[0].isupper() and not stem.isupper():
        return False
    stem, rest = stem.lower(), rest.lower()
    joined, hyphened = own[stem + rest], own[f"{stem}-{rest}"]
    if joined or hyphened:
        return joined > hyphened
    words = english_words()
    if stem in _PREFIXES or stem + rest not in words:
        return False
    return stem not in words or rest not in words
