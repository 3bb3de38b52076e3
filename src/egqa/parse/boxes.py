"""Boxes: texts that stand apart, "Box II" and a title, in the middle of a paragraph or between two.

A reader that tells where blocks begin and how far in they are set shows where a box ends. Each of
its blocks is a unit without a number below the box's title, and the paragraph goes on after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from egqa.parse.heading_path import UNNUMBERED, Heading
from egqa.parse.heading_text import clean_heading, join_lines
from egqa.parse.lines import Line, without_marks
from egqa.parse.markers import read_marker
from egqa.parse.units import Structure, Unit, cut_marks, insert_units
from egqa.types import Span

_LABEL = re.compile(r"Box (?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})?|[A-Z])\.?", re.IGNORECASE)
_SET_IN = 3  # characters: how much further in than the text a box is set
_IN_LINE = 1
_MOST_TITLE = 4  # lines


@dataclass(slots=True)
class Box:
    """The lines of one box: its label, its title, and its text."""

    label: Line
    title: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)

    @property
    def heading(self) -> Heading:
        """The label and the title, as a heading."""
        words = join_lines(map(without_marks, (self.label, *self.title)))
        return Heading(clean_heading(words), UNNUMBERED, 1 + len(self.title))

    @property
    def lines(self) -> list[Line]:
        """All its lines."""
        return [self.label, *self.title, *self.text]


def find_boxes(lines: Sequence[Line]) -> list[Box]:
    """The boxes among `lines`, those of notes and of tables among them passed over."""
    inner = Counter(line.indent for line in lines if line.role == "" and not line.begins)
    if not inner or not any(line.begins for line in lines):
        return []
    margin = inner.most_common(1)[0][0]
    boxes: list[Box] = []
    box: Box | None = None
    for at, line in enumerate(lines):
        labelled = line.role in ("", "table") and line.indent >= margin + _SET_IN
        if labelled and _LABEL.fullmatch(line.text):
            box = Box(line)
            boxes.append(box)
        elif box is not None and line.role in ("", "heading"):
            box = box if _take(box, line, lines[at + 1 : at + 2]) else None
    return [box for box in boxes if box.text]


def _take(box: Box, line: Line, below: Sequence[Line]) -> bool:
    """Whether a line is of the box, which then has it."""
    if line.indent < box.label.indent - _IN_LINE:
        return False
    titled = line.bold and not box.text and len(box.title) < _MOST_TITLE
    if titled:
        box.title.append(line)
        return True
    if line.role == "heading" or not (box.text or line.begins):
        return False
    if box.text and line.begins and _is_outside(box, line, below[0] if below else None):
        return False
    box.text.append(line)
    return True


def _is_outside(box: Box, line: Line, below: Line | None) -> bool:
    """Whether an item of the text around a box begins: it goes on further out than the box."""
    left = box.label.indent
    if abs(line.indent - left) > _IN_LINE:
        return False
    if box.text[0].indent > left + _IN_LINE:
        return True  # where the box's own blocks begin further in
    if below is None or below.begins or below.role or below.page != line.page:
        return False
    return below.indent < left - _IN_LINE


def add_boxes(structure: Structure, boxes: Sequence[Box]) -> Structure:
    """`structure` with a unit for each block in `boxes`, at its place in the order of reading.

    Units without a number are counted anew.
    """
    if not boxes:
        return structure
    marks = list(structure.marks)
    made: list[Unit] = []
    for box in boxes:
        headings = (*structure.headings_at(box.label.start), box.heading)
        lead: Unit | None = None
        for line in box.text:
            start = line.start
            if line.begins or line is box.text[0]:
                marker = read_marker(line)
                if marker is None or marker.kind != "bullet" or marker.weak:
                    marker, lead = None, None
                unit = _open(line, headings, len(made))
                if marker is not None:
                    start, unit.marker = marker.words_start, marker.printed
                    unit.parent = lead.number if lead is not None else None
                made.append(unit)
            spans, found = cut_marks(line, start)
            unit.ranges += spans
            marks += [(printed, mark, unit) for printed, mark in found]
            if not unit.marker:
                lead = unit if line.text.endswith(":") else None
    return replace(structure, units=insert_units(structure.units, made), marks=tuple(marks))


def _open(line: Line, headings: tuple[Heading, ...], count: int) -> Unit:
    at = Span(line.start, line.start)
    return Unit(f"#box{count}", None, "", at, headings, line.page, line.indent)
