"""Small documents and a tiny embedding model, where a test is about the index and not the model.

Run as a program it is the other process: see `main`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from egqa.index import Index
from egqa.models import Embedder, Vectors
from egqa.parse import parse_bytes
from egqa.types import Document

WORDS = ("court", "treaty", "evidence", "border", "cloud", "victim", "training", "request", "law")
SYMBOL = "UNODC/CCPCJ/EG.4/2018/CRP.{}"


def tiny_embedder(name: str = "tiny", dimension: int = 48) -> Embedder:
    """Hashed bags of words: deterministic, and made in no time."""

    def embed(text: str) -> Vectors:
        row = np.full(dimension, 1e-3, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % dimension] += 1.0
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)

    def embed_texts(texts: Sequence[str]) -> Vectors:
        return np.stack([embed(text) for text in texts])

    return Embedder(name, 64, lambda text: len(text.split()) + 2, embed_texts, embed)


def small_index(folder: Path, url: str = "") -> Index:
    return Index(folder, embedder=tiny_embedder(), chroma_url=url)


def small_document(number: int, version: int = 1, units: int = 6) -> Document:
    """Document `number` in one of its versions, whose words differ in every unit."""
    lines = [SYMBOL.format(number), "", "Note by the Secretariat", ""]
    for at in range(1, units + 1):
        word, other = WORDS[(number + at) % len(WORDS)], WORDS[(version + 3 * at) % len(WORDS)]
        lines += [
            f"{at}. On {word} and {other}, version {version} of {number} says thing {at}.",
            "",
        ]
    return parse_bytes("\n".join(lines).encode(), f"note{number}.txt")


def main() -> None:
    """`FOLDER add NUMBER VERSION …`, `FOLDER remove NUMBER …`, `FOLDER hold`: then say "done"."""
    folder, action, *rest = sys.argv[1:]
    url = rest.pop() if rest[-2:-1] == ["--url"] else ""
    rest = rest[:-1] if url else rest
    index = small_index(Path(folder), url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if action == "hold":
        with index.writing():
            sys.stdout.write("held\n")
            sys.stdout.flush()
            sys.stdin.readline()
    elif action == "remove":
        for number in rest:
            index.remove(f"note{number}.txt")
    else:
        for number, version in zip(rest[::2], rest[1::2], strict=True):
            index.add(small_document(int(number), int(version)), origin=f"note{number}.txt")
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
