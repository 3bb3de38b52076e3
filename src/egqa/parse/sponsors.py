"""Whose draft it is: "Norway and Peru: draft resolution", between a masthead's fields and the text.

It is no title where another stands below it, and would be nowhere; it is a unit without a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from egqa.parse.heading_text import clean_heading, join_lines
from egqa.parse.lines import Layout, Line, without_marks
from egqa.parse.masthead_titles import split_blocks
from egqa.parse.units import Structure, Unit, cut_marks, insert_units
from egqa.types import Span

_SPONSORS = re.compile(
    r"[A-Z].{2,2000}:[\s*,]*(?:revised )?draft (?:resolution|decision)"
    r"|(?:Revised )?draft (?:resolution|decision)s? "
    r"(?:proposed|submitted|introduced|sponsored|presented|prepared) by \S.*",
    re.IGNORECASE,
)
_STARS = re.compile(r"(?<=[^\s*])\*{1,4}(?!\*)")


def add_sponsors(
    structure: Structure, head: Sequence[Line], layout: Layout, titles: Sequence[str]
) -> Structure:
    """`structure` with a unit for what the lines of a masthead say of a draft's sponsors.

    Nothing is added where it is one of the `titles`.
    """
    marks = list(structure.marks)
    made: list[Unit] = []
    for block in split_blocks(head, layout):
        lines = [head[at] for at in block]
        words = clean_heading(join_lines(map(without_marks, lines)))
        if not _SPONSORS.fullmatch(words) or words in titles:
            continue
        first = lines[0]
        at = Span(first.start, first.start)
        unit = Unit("#", None, "", at, (), first.page, first.indent)
        for line in map(_mark_stars, lines):
            spans, found = cut_marks(line, line.start)
            unit.ranges += [span for span in spans if _text(line, span).strip() != ","]
            marks += [(printed, mark, unit) for printed, mark in found]
        made.append(unit)
    return replace(structure, units=insert_units(structure.units, made), marks=tuple(marks))


def _mark_stars(line: Line) -> Line:
    """The line with its asterisks told as marks, "Iraq:*,** draft", where the format does not."""
    if line.marks:
        return line
    stars = (match.span() for match in _STARS.finditer(line.text))
    marks = tuple(Span(line.start + start, line.start + end) for start, end in stars)
    return replace(line, marks=marks)


def _text(line: Line, span: Span) -> str:
    return line.text[span.start - line.start : span.end - line.start]
