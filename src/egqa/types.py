"""The values that flow through egqa: frozen, small, and without methods that do work.

    file ─▶ Document(Paragraph…) ─▶ index;  question ─▶ Query ─▶ Passages ─▶ Answer | Abstention

Spans are `[start, end)` in characters. Ranks start at 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

SymbolWhere: TypeAlias = Literal["masthead", "running_header", "catalogue", "not_printed"]
AttributionClass: TypeAlias = Literal["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"]
Label: TypeAlias = Literal["verbatim", "checked paraphrase"]
Role: TypeAlias = Literal["chapeau", "governs", "opposed", "nearest"]


class Span(NamedTuple):
    """A half-open range of characters."""

    start: int
    end: int


class Piece(NamedTuple):
    """`text[start:end]` is the source from `source_start` on, one character for one.

    Where the source breaks a line, the text has a space; all else is equal.
    """

    start: int
    end: int
    source_start: int


_LEVEL = re.compile(r"\d+|[a-z]+|•", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """The number of one unit inside its document, without spaces: `2(l)(ii)`.

    Ordered as a reader would look units up: `2(b)` before `2(aa)` before `10`.
    """

    number: str

    def __str__(self) -> str:
        return self.number

    def __lt__(self, other: Pinpoint) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[tuple[int, int, str], ...]:
        return tuple(
            (0, int(level), "") if level.isdigit() else (1, len(level), level)
            for level in _LEVEL.findall(self.number)
        )


class UnitRef(NamedTuple):
    """What is named, cited and judged: a document's key and a number in it."""

    key: str
    para: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a document says of itself. A field it does not print is None or empty, never guessed.

    `symbol_doubt` says why the first symbol may not be what the UN printed, `caution` why the
    numbers in this copy are not to be relied on; both go with every citation.
    """

    key: str
    file: str
    sha256: str
    symbols: tuple[str, ...] = ()
    symbol_where: SymbolWhere = "not_printed"
    symbol_inferred: str | None = None
    inferred_from: str | None = None
    title: str | None = None
    body: str | None = None
    session: str | None = None
    session_from: str | None = None
    venue: str | None = None
    dates: str | None = None
    distribution: str | None = None
    date: str | None = None
    language: str | None = None
    job_number: str | None = None
    agenda_items: tuple[str, ...] = ()
    rapporteur: str | None = None
    status: str = "document"
    symbol_doubt: str | None = None
    caution: str | None = None

    @property
    def symbol(self) -> str | None:
        """The first symbol printed in the document, or None."""
        return self.symbols[0] if self.symbols else None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it and how strongly, in the document's own words (un_conventions 5.2).

    C1 act of the body · C2 listed suggestion · C3 many · C4 several or a number of · C5 some or
    other · C6 one speaker · C7 impersonal · C8 record of fact.
    """

    klass: AttributionClass
    phrase: str | None = None
    modal: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the parser met and wants known: a gap, a duplicate, a repair, furniture removed."""

    kind: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark as printed, its words, and its place in the source."""

    mark: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One citable unit: its own words, without its marker, its children and page furniture.

    `pieces` map `text` to the document's source; `cuts` are the furniture and the footnote marks
    inside it, `notes` the footnotes that these marks call. `chapeau` are the ancestors whose words
    open it, outermost first; `governed_by` the paragraphs that limit its force. A unit that the
    document does not number has no pinpoint, and `ordinal` is its place among those, from 1: it
    tells them apart and is never printed.
    """

    masthead: Masthead
    pinpoint: Pinpoint | None
    text: str
    pieces: tuple[Piece, ...] = field(repr=False)
    parent: Pinpoint | None = None
    marker: str = ""
    cuts: tuple[Span, ...] = ()
    page: int | None = None
    headings: tuple[str, ...] = ()
    chapeau: tuple[Paragraph, ...] = field(default=(), repr=False, compare=False)
    governed_by: tuple[Paragraph, ...] = field(default=(), repr=False, compare=False)
    attribution: Attribution = Attribution("C8")
    notes: tuple[Note, ...] = ()
    ordinal: int = 0

    @property
    def para(self) -> str | None:
        """The unit's number without spaces, or None where it has none."""
        return self.pinpoint.number if self.pinpoint else None

    @property
    def ref(self) -> UnitRef:
        """The document's key and this unit's number; "#3" where it is the third without one."""
        return UnitRef(self.masthead.key, self.para or (f"#{self.ordinal}" if self.ordinal else ""))

    @property
    def hull(self) -> Span:
        """The source range from the unit's first character to its last."""
        first, last = self.pieces[0], self.pieces[-1]
        return Span(first.source_start, last.source_start + last.end - last.start)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its masthead, its decoded text, its units in order, its audit."""

    masthead: Masthead
    source: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    audit: tuple[Finding, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader confines a question to: keys of documents, meetings, years, section titles.

    Values of one field widen each other, fields narrow each other; an empty field confines nothing.
    """

    documents: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.meetings or self.years or self.sections)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    `text` is what is searched for and stands alone; `refs` are units the question names and that
    exist, `unknown` those it names and that do not; `documents` are keys of the documents meant,
    as a filter (`must`) or a preference (`prefer`). `focus` is what a follow-up itself says, `near`
    the units it goes on from, `within` the only units it asks about, `avoid` those it turns down;
    `sides` are the documents of each side of a comparison. `filters` are not read from the question
    but set beside it.
    """

    question: str
    text: str
    refs: tuple[UnitRef, ...] = ()
    unknown: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    scope: Literal["must", "prefer"] = "prefer"
    kind: str = "fact"
    sides: tuple[tuple[str, ...], ...] = ()
    focus: str = ""
    near: tuple[UnitRef, ...] = ()
    within: tuple[UnitRef, ...] = ()
    avoid: tuple[UnitRef, ...] = ()
    read_as: str = ""
    notices: tuple[str, ...] = ()
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as retrieved: score, rank from 1, why it is here, its best sentence's cosine."""

    paragraph: Paragraph
    score: float
    rank: int
    why: str = ""
    cosine: float = 0.0


@dataclass(frozen=True, slots=True)
class Quote:
    """A slice of a paragraph. There is no other way to make one, so it is always verbatim."""

    paragraph: Paragraph
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.paragraph.text):
            raise ValueError(
                f"a quote must be a slice of its unit's {len(self.paragraph.text)} characters, "
                f"not [{self.start}, {self.end})"
            )
        if not self.text.strip():
            raise ValueError("a quote must hold more than white space")

    @property
    def text(self) -> str:
        """The paragraph's own words."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the quotes that bear it out.

    A verbatim statement prints each of its quotes between quotation marks, and prints nothing else
    between quotation marks of its own.
    """

    text: str
    quotes: tuple[Quote, ...]
    label: Label = "verbatim"

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("a statement needs a quote that bears it out")
        if self.label == "verbatim":
            for quote in self.quotes:
                if f"“{quote.text}”" not in self.text:
                    raise ValueError("a verbatim statement must print its quotes")


@dataclass(frozen=True, slots=True)
class ContextQuote:
    """A quote shown for honesty beside an answer, and the part it plays there."""

    quote: Quote
    role: Role


@dataclass(frozen=True, slots=True)
class Answer:
    """Statements with their quotes, and what must be shown beside them.

    `corrections` come first: what the question takes for granted and the quotes do not bear out.
    """

    statements: tuple[Statement, ...]
    context: tuple[ContextQuote, ...] = ()
    notices: tuple[str, ...] = ()
    confidence: float | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    corrections: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError("an answer needs a statement; without one, abstain")


@dataclass(frozen=True, slots=True)
class Abstention:
    """The plain word that the documents do not answer, with a reason code and the nearest units."""

    reason: str
    text: str
    context: tuple[ContextQuote, ...] = ()
    notices: tuple[str, ...] = ()
    confidence: float | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)


Reply: TypeAlias = Answer | Abstention


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its reply. A conversation is a tuple of turns, held by the caller."""

    question: str
    query: Query
    reply: Reply
    seconds: float = 0.0
    model: str | None = None
