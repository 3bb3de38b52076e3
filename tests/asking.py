"""Small collections, and conversations about them, for the tests that ask."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import egqa
from egqa.index import Index
from egqa.types import Document, Turn


def index_of(folder: Path, documents: Sequence[Document]) -> Index:
    """An index of `documents` in `folder`, with the bundled model."""
    index = egqa.open_index(folder)
    for one in documents:
        index.add(one)
    return index


def ask(index: Index, *questions: str) -> Turn:
    """The last turn of a conversation in which `questions` are put one after the other."""
    history: tuple[Turn, ...] = ()
    for question in questions:
        history = (*history, egqa.ask(question, index=index, history=history))
    return history[-1]
