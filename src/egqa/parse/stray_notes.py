"""Notes whose mark stands in no unit: those with a sentence are units without a number.

The mark may stand in the title, in the heading of an annex that only lists names, or in a table of
figures; what such a note says is part of the document all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from egqa.parse.lines import Line
from egqa.parse.notes import Footnote, attach
from egqa.parse.units import Structure, Unit, insert_units
from egqa.types import Span

_FEWEST = 5  # words
_WORD = re.compile(r"[(“\"]?[^\W\d_]{2,}[^\w\s]{0,2}")


def add_stray_notes(
    structure: Structure, notes: Sequence[Footnote], lines: Sequence[Line], source: str
) -> tuple[Structure, list[Footnote]]:
    """`structure` with a unit for each of `notes` that no unit calls, and the other notes."""
    _, stray = attach(notes, structure.marks)
    pages = {line.start: line.page for line in lines}
    starts = sorted(pages)
    taken: set[int] = set()
    made: list[Unit] = []
    for note in stray:
        words = " ".join(source[span.start : span.end] for span in note.ranges).split()
        if sum(_WORD.fullmatch(word) is not None for word in words) < _FEWEST:
            continue
        taken.add(id(note))
        page = pages[starts[max(0, bisect_right(starts, note.start) - 1)]]
        headings = structure.headings_at(note.start)
        mark = Span(note.start, note.start)
        made.append(Unit("#", None, "", mark, headings, page, 0, list(note.ranges)))
    left = [note for note in notes if id(note) not in taken]
    return replace(structure, units=insert_units(structure.units, made)), left
