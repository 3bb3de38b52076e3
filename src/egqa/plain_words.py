"""A question's everyday words as the documents say them: "kids" as "children".

Only a word that stands in no document is put so, by one that does: the others are searched for as
they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from egqa.corpus import Corpus
from egqa.words import stem


@lru_cache(maxsize=1)
def _plain() -> dict[str, tuple[str, ...]]:
    """What documents say for a word, by its stem."""
    lines = files("egqa").joinpath("data/plain_words.txt").read_text("utf-8").splitlines()
    rows = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {stem(word): tuple(others) for word, *others in rows if " " not in word}


_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")


def as_documents_say(text: str, corpus: Corpus) -> str:
    """`text` with each everyday word that no document has as the documents say it."""

    def put(match: re.Match[str]) -> str:
        word = match.group()
        others = _plain().get(stem(word), ())
        if not others or corpus.holds(word):
            return word
        return next(
            (one for one in others if all(corpus.holds(part) for part in one.split())), word
        )

    return _WORD.sub(put, text)
