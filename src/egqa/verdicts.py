"""What a rule of abstention looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from egqa.corpus import Corpus
from egqa.types import Document, Passage, Query


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reason to abstain: its code, and the sentence that tells the reader."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at: the query, its passages best first, the words of all documents."""

    query: Query
    passages: Sequence[Passage]
    corpus: Corpus
    documents: Sequence[Document]

    @property
    def asked(self) -> str:
        """The question's own words, without those of the turns before it."""
        return self.query.focus or self.query.text

    @property
    def top(self) -> str:
        """The words of the first passage."""
        return self.passages[0].paragraph.text if self.passages else ""


Rule: TypeAlias = Callable[[Case], Verdict | None]
