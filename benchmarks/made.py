"""Documents made from the seeds' sentences with a fixed seed, and vectors made in no time.

Units of 40 to 200 words, numbered, a hundred a document; some words are exchanged, so that units
differ. Where a benchmark is about the store and not the model, `instant_embedder` stands for the
model when documents are added: a sum of one random vector a word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

import egqa
from egqa.models import BUNDLED, Embedder, Vectors
from egqa.parse import parse_bytes
from egqa.sentences import split_sentences
from egqa.types import Document

SEEDS = Path(__file__).parents[1] / "seeds"
A_DOCUMENT = 100
_SYMBOL = "A/AC.999/2030/L.{}"


@lru_cache(maxsize=1)
def _sentences() -> tuple[str, ...]:
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        for unit in egqa.parse(path):
            for span in split_sentences(unit.text):
                text = unit.text[span.start : span.end]
                if 5 <= len(text.split()) <= 80:
                    found.append(text.rstrip(";.: "))
    return tuple(found)


def make_documents(units: int, *, seed: int = 7) -> Iterator[Document]:
    """Documents of `units` units in all; the same for the same seed."""
    chance = random.Random(seed)
    words = [word for text in _sentences() for word in re.findall(r"[a-z]{5,}", text)]
    for number, start in enumerate(range(0, units, A_DOCUMENT), start=1):
        lines = [_SYMBOL.format(number), "", "Distr.: Limited", "", "Draft report", ""]
        for at in range(1, min(A_DOCUMENT, units - start) + 1):
            text = _make_unit(chance, words)
            lines += [f"{at}. {text}", ""]
        yield parse_bytes("\n".join(lines).encode(), f"made{number:05}.txt")


def _make_unit(chance: random.Random, words: Sequence[str]) -> str:
    wanted, sentences, length = chance.randint(40, 200), [], 0
    while length < wanted:
        sentence = chance.choice(_sentences()).split()[: max(wanted - length, 5)]
        changed = [
            chance.choice(words)
            if len(one) > 4 and one.islower() and chance.random() < 0.15
            else one
            for one in sentence
        ]
        length += len(changed)
        sentences.append(" ".join(changed).rstrip(",;:") + ".")
    return " ".join(sentences)


def instant_embedder(dimension: int = 384) -> Embedder:
    """An embedding model that takes no time, under the bundled model's name."""
    chance = np.random.default_rng(3)
    known: dict[str, Vectors] = {}

    def embed(text: str) -> Vectors:
        total = np.full(dimension, 1e-6, dtype=np.float32)
        for word in text.lower().split():
            if word not in known:
                known[word] = chance.standard_normal(dimension).astype(np.float32)
            total += known[word]
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)

    return Embedder(
        BUNDLED, 10**9, lambda text: len(text), lambda texts: np.stack([*map(embed, texts)]), embed
    )
