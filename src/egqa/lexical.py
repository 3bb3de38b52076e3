"""The lexical side of the search: BM25 over stems, by bm25s.

Symbols are kept whole, and one-letter words kept. What was cut into stems once is not cut again
when a document more is indexed. (llama-index's retriever over the same library keeps every text as
a node: ten times the memory.)
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

#: Words, and symbols whole.
TOKENS = r"(?u)\w+(?:[/.\-’']\w+)*"
_TOKEN = re.compile(TOKENS)


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import Stemmer

    return Stemmer.Stemmer("english")


def split_tokens(text: str) -> str:
    """`text` with hyphenated words given whole and in parts, so that either spelling is found."""
    parts = []
    for token in _TOKEN.findall(text):
        parts.append(token)
        if "-" in token and "/" not in token:
            parts.extend(token.split("-"))
        if token.endswith(("’s", "'s")):
            parts.append(token[:-2])
    return " ".join(parts)


class Stems:
    """The stems of texts as numbers, in one vocabulary that only grows."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._guard = threading.Lock()

    def cut(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """The numbers of the stems of each text, in the text's order."""
        with self._guard:
            number = self._numbers
            return [
                np.array([number.setdefault(one, len(number)) for one in stems], dtype=np.int32)
                for stems in _read_stems(texts)
            ]

    def vocabulary(self) -> dict[str, int]:
        """Every stem met so far and its number."""
        with self._guard:
            return dict(self._numbers)


class LexicalIndex:
    """BM25 over the texts of all units, whose `stems` are given, in the units' order."""

    def __init__(self, stems: Sequence[NDArray[np.int32]], vocabulary: dict[str, int]) -> None:
        import bm25s

        self._count = len(stems)
        self._known = vocabulary
        self._bm25: bm25s.BM25 | None = None
        if any(len(one) for one in stems):  # bm25s indexes nothing only by failing
            self._bm25 = bm25s.BM25()
            self._bm25.index((stems, dict(vocabulary)), show_progress=False)

    def score(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every unit for `text`; 0 where they share no word."""
        return self.score_and_cover(text)[0]

    def score_and_cover(self, text: str) -> tuple[NDArray[np.float32], float]:
        """The BM25 scores, and how much of the question the best unit covers, 0 to 1.

        The cover is the best score over what a unit would score that held each word of the question
        as well as any unit does; a word that stands nowhere counts as much as the rarest that does.
        """
        total = np.zeros(self._count, dtype=np.float32)
        if self._bm25 is None:
            return total, 0.0
        best: list[float] = []
        stems = list(dict.fromkeys(_read_stems([text])[0]))
        for stem in stems:
            if stem in self._known:
                scores = np.asarray(self._bm25.get_scores([stem]), dtype=np.float32)
                if highest := float(scores.max()):
                    best.append(highest)
                    total += scores
        if not best:
            return total, 0.0
        possible = sum(best) + (len(stems) - len(best)) * max(best)
        return total, float(total.max()) / possible


def spread_of(scores: NDArray[np.float32]) -> tuple[float, float]:
    """The mean of all units' scores, and how those of the units that share a word are spread.

    Of these alone: more documents on other matters must not make words weigh more.
    """
    sharing = scores[scores > 0]
    return float(scores.mean()), float(sharing.std()) if len(sharing) > 1 else 0.0


def index_texts(texts: Sequence[str]) -> LexicalIndex:
    """A lexical index of `texts`."""
    stems = Stems()
    return LexicalIndex(stems.cut(texts), stems.vocabulary())


def _read_stems(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text, question and unit alike."""
    import bm25s

    cut: list[list[str]] = bm25s.tokenize(
        [split_tokens(text) for text in texts],
        stopwords="en",
        stemmer=_stemmer(),
        token_pattern=TOKENS,
        show_progress=False,
        return_ids=False,
    )
    return cut
