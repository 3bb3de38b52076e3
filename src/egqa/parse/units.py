"""Units as the state machine reads them, before their words are mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from egqa.parse.headings import Heading
from egqa.types import Finding, Span

_PART = re.compile(r"^part[a-z\d]+:")


@dataclass(slots=True)
class Unit:
    """A unit while it is being read: its number, and the places of its words in the source.

    `marker_at` is the place of its marker, `indent` that of its line, `last_text` the last line
    of its words so far, `words` their beginning.
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
    words: str = ""

    @property
    def is_unnumbered(self) -> bool:
        """Whether the document gives it no number: "#3" is the third such unit."""
        return self.number.startswith("#")


def drop_needless_parts(units: tuple[Unit, ...]) -> None:
    """Take "partii:" from before the numbers where they run on through the parts of a document.

    A report's chapters may stand in parts; only where numbers restart does a part belong to them.
    """
    bare = {unit.number: _PART.sub("", unit.number) for unit in units}
    if len(set(bare.values())) < len(bare):
        return
    for unit in units:
        unit.number = bare[unit.number]
        unit.parent = _PART.sub("", unit.parent) if unit.parent else None


@dataclass(frozen=True, slots=True)
class Structure:
    """What the state machine read: units in order, what it met, and words outside any unit.

    `marks` are the footnote marks met: as printed, where, and in which unit.
    """

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    outside: tuple[Span, ...]
    marks: tuple[tuple[str, Span, Unit], ...] = ()
