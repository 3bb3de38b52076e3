"""The lexical side of the search: BM25 over stems, by llama-index's retriever and bm25s.

A thin wrap, because the retriever as it is pads its results with units that share no word with the
question, drops one-letter tokens, and splits `A/68/98` into numbers.
"""

from __future__ import annotations

import re
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


class LexicalIndex:
    """BM25 over the searchable texts of all units, in the units' order."""

    def __init__(self, texts: Sequence[str]) -> None:
        from llama_index.core.schema import BaseNode, TextNode
        from llama_index.retrievers.bm25 import BM25Retriever

        self._count = len(texts)
        self._retriever = None
        if any(_read_stems(text) for text in texts):  # bm25s indexes nothing only by failing
            nodes: list[BaseNode] = [
                TextNode(id_=str(at), text=split_tokens(text)) for at, text in enumerate(texts)
            ]
            self._retriever = BM25Retriever(
                nodes=nodes,
                stemmer=_stemmer(),
                language="en",
                token_pattern=TOKENS,
                similarity_top_k=1,
            )

    def score(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every unit for `text`; 0 where they share no word."""
        return self.score_and_cover(text)[0]

    def score_and_cover(self, text: str) -> tuple[NDArray[np.float32], float]:
        """The BM25 scores, and how much of the question the best unit covers, 0 to 1.

        The cover is the best score over what a unit would score that held each word of the question
        as well as any unit does; a word that stands nowhere counts as much as the rarest that does.
        """
        nothing = np.zeros(self._count, dtype=np.float32)
        if self._retriever is None:
            return nothing, 0.0
        known = self._retriever.bm25.vocab_dict
        stems = list(dict.fromkeys(_read_stems(text)))
        each = [
            np.asarray(self._retriever.bm25.get_scores([stem]), dtype=np.float32)
            for stem in stems
            if stem in known
        ]
        if not each:
            return nothing, 0.0
        best = [float(one.max()) for one in each]
        possible = sum(best) + (len(stems) - len(each)) * max(best)
        total: NDArray[np.float32] = np.asarray(np.sum(each, axis=0), dtype=np.float32)
        return total, float(total.max()) / possible if possible else 0.0


def _read_stems(text: str) -> list[str]:
    """The stems of `text`, cut as the retriever cuts the units."""
    import bm25s

    tokens: list[list[str]] = bm25s.tokenize(
        split_tokens(text),
        stopwords="en",
        stemmer=_stemmer(),
        token_pattern=TOKENS,
        show_progress=False,
        return_ids=False,
    )
    return tokens[0]
