"""Drafts: units and their footnotes with their words mended, before they are paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from egqa.parse.lines import Line
from egqa.parse.notes import Footnote, attach
from egqa.parse.repairs import mend, note_invisible
from egqa.parse.shared_notes import share_notes
from egqa.parse.units import Structure, Unit
from egqa.types import Finding, Note, Piece, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit with its mended words and their map."""

    unit: Unit
    text: str
    pieces: tuple[Piece, ...]


def mend_units(
    source: str, structure: Structure, own: Counter[str]
) -> tuple[list[Draft], list[Finding]]:
    """The units that hold words, in order, and every repair made in them by the `own` words."""
    drafts: list[Draft] = []
    repairs: list[Finding] = []
    for unit in structure.units:
        text, pieces, notes = mend(source, unit.ranges, own)
        if not text:
            continue
        drafts.append(Draft(unit, text, pieces))
        notes += note_invisible(source[unit.marker_at.start : unit.marker_at.end])
        repairs.extend(
            Finding("repair", unit.number, note if count == 1 else f"{note} ({count} times)")
            for note, count in Counter(notes).items()
        )
    return drafts, repairs


def mend_notes(
    source: str,
    notes: Sequence[Footnote],
    structure: Structure,
    own: Counter[str],
    lines: Sequence[Line],
) -> tuple[dict[str, tuple[Note, ...]], list[Finding]]:
    """The footnotes of each unit, and what is said of those whose mark stands in none.

    `lines` are those of the source, in order: they tell on which pages notes and marks stand.
    """
    kept, loose = attach(notes, structure.marks)
    kept = share_notes(kept, notes, structure.marks, lines)

    def make(note: Footnote) -> Note:
        text, _, _ = mend(source, note.ranges, own)
        return Note(note.mark, text, Span(note.ranges[0].start, note.ranges[-1].end))

    made = {number: tuple(map(make, found)) for number, found in kept.items()}
    stray = [
        Finding(
            "note",
            f"note {note.mark}".strip(),
            f"its mark stands in no unit: {make(note).text[:80]}",
        )
        for note in loose
    ]
    return made, stray
