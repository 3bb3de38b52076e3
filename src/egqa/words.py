"""The content words of a text, by stem: for comparing questions with units."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[/.’'-][^\W_]+)*")
STOPWORDS = frozenset(
    """a about above according after again against all also although am an and another any anyone anything are as at be
    because been before being below between both but by can cannot could did do does doing done down during each either
    else ever every few for from further get give given go had has have having he her here hers him his how however i if
    in into is it its itself just like made make many may me might more most much must my no nor not now of off on once
    one only or other our out over own per please quite rather really said same say saying says see seem shall she should
    since so some somebody someone something such take tell than that the their theirs them then there these they thing
    things this those though through to too under until up upon us use used using very was we were what whatever when
    where whether which while who whom whose why will with within without would yes yet you your
    people person want wants know find list show mention mentioned mentions talk talks speak speaks question documents
    document paragraph para paragraphs text report reports paper papers""".split()
)


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of one word, in lower case."""
    return str(_stemmer().stemWord(word.lower()))  # type: ignore[attr-defined]


def content_words(text: str) -> list[str]:
    """The words of `text` that carry content, as written, in order; hyphenated ones in parts too."""
    return [part for found in _WORD.findall(text) for part in _content_of(found)]


@lru_cache(maxsize=65536)
def _content_of(found: str) -> tuple[str, ...]:
    """One word, and the parts of a hyphenated one, without those that carry no content."""
    word = found[:-2] if found.endswith(("'s", "’s")) else found
    parts = [word, *word.split("-")] if "-" in word else [word]
    return tuple(part for part in parts if part and part.lower() not in STOPWORDS)


@lru_cache(maxsize=8192)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the content words of `text`."""
    return frozenset(stem(part) for found in {*_WORD.findall(text)} for part in _content_of(found))
