"""Units as the state machine reads them, before their words are mended."""

from __future__ import annotations

from dataclasses import dataclass, field

from egqa.parse.headings import Heading
from egqa.types import Finding, Span


@dataclass(slots=True)
class Unit:
    """A unit while it is being read: its number, and the places of its words in the source.

    `marker_at` is the place of its marker, `indent` that of its line, `last_text` the last line
    of its words so far.
    """

    number: str
    parent: str | None
    marker: str
    marker_at: Span
    headings: tuple[Heading, ...]
    page: int | None
    indent: int
    ranges: list[Span] = field(default_factory=list)
    last_text: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the state machine read: units in order, what it met, and words outside any unit."""

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    outside: tuple[Span, ...]
