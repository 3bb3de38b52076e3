"""What a rule of abstention looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from egqa.corpus import Corpus
from egqa.types import Document, Paragraph, Passage, Query
from egqa.words import content_stems


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

    def share(self, wanted: frozenset[str], text: str) -> float:
        """What share of the stems `wanted`, by their rarity, `text` bears: 0 to 1; 1 of none."""
        weight = sum(map(self.corpus.rarity, wanted))
        borne = sum(map(self.corpus.rarity, wanted & content_stems(text)))
        return borne / weight if weight else 1.0

    def known(self, wanted: frozenset[str]) -> frozenset[str]:
        """Those of the stems `wanted` that stand in the documents: not the asker's own words."""
        return frozenset(one for one in wanted if self.corpus.units_with[one])

    def say_absent(self, absent: str) -> str:
        """A sentence that says what is `absent`, and claims no more of what is asked than is there.

        "The documents speak of this" only where one of the first passages bears most of it.
        """
        wanted = content_stems(self.asked)
        near = (in_context(one.paragraph) for one in self.passages[:_NEAREST])
        if any(self.share(wanted, text) >= _MOST for text in near):
            return f"The documents speak of this, but {absent}"
        return f"The documents hardly speak of this, and {absent}"


#: In how many of the first passages it is looked for what the documents speak of, and how much.
_NEAREST, _MOST = 3, 0.6


def in_context(unit: Paragraph) -> str:
    """The words of `unit` with all that it inherits."""
    head = unit.masthead
    printed = (
        *head.symbols,
        *(head.title, head.body, head.session, head.venue, head.dates, head.date, head.rapporteur),
        *unit.headings,
        *(one.text for one in unit.chapeau),
        unit.text,
    )
    return " \n".join(filter(None, printed))


Rule: TypeAlias = Callable[[Case], Verdict | None]
