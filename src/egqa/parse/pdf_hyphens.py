"""Hyphens at line ends: those that a typesetter put there become soft hyphens.

A true hyphen ("gender-/related") stays as printed. A word that was only broken ("resolu-/tion")
is told by the document's own words, then by the dictionary; in doubt the printed hyphen stays. Of
some six hundred UN documents all but twenty break no word at all: a long one that breaks none at a
place where no hyphen could be meant was set without, and its "life-/saving" is the author's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from egqa.parse.vocabulary import english_words

SOFT = "\u00ad"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
_FEW_LINES = 100  # of a document too short to tell by that it breaks no word
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
    pairs = {
        at: (ends.group("stem").lower(), begins.group().lower())
        for at, (text, following) in enumerate(pairwise(texts))
        if (ends := _ENDS.search(text))
        and (begins := _BEGINS.match(following))
        and (begins.group()[0].islower() or ends.group("stem").isupper())
    }
    breaks = len(texts) < _FEW_LINES or any(
        not _may_be_meant(*pair) and _is_broken(*pair, own) for pair in pairs.values()
    )
    softened = list(texts)
    for at, pair in pairs.items():
        if (breaks or not _may_be_meant(*pair)) and _is_broken(*pair, own):
            softened[at] = texts[at][:-1] + SOFT
    return softened


def _may_be_meant(stem: str, rest: str) -> bool:
    """Whether a hyphen could stand between two parts of a word: both have a sense of their own."""
    words = english_words()
    return (stem in _PREFIXES or stem in words) and rest in words


def _is_broken(stem: str, rest: str, own: Counter[str]) -> bool:
    """Whether `stem` and `rest` are one word that only the line's end broke."""
    joined, hyphened = own[stem + rest], own[f"{stem}-{rest}"]
    if joined or hyphened:
        return joined > hyphened
    if stem in _PREFIXES or stem + rest not in english_words():
        return False
    return not _may_be_meant(stem, rest)
