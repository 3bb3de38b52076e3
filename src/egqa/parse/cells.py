"""Sentences in the cells of tables: units without a number, apart from the text around them.

A table of figures is nothing to quote, but recommendations and the replies to them, or a programme
of work, are often set as one. A reader gives such rows the role "cell", beginning with each row;
here every row is a unit, which neither joins the paragraph above nor ends it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from egqa.parse.heading_path import Heading
from egqa.parse.lines import Line
from egqa.parse.units import Structure, Unit, cut_marks, insert_units
from egqa.types import Span

_FEWEST = 8  # words in a cell
_FEWEST_ENDED = 5  # the same where a full stop ends it
_LEAST_SMALL = 0.2  # of them: how many are the small words of a sentence
_MOST_FIGURES = 0.3
_SMALL = frozenset(
    "the of to and in for on by with at from that this as an or is are be been was were will would"
    " should shall has have had not its their which it when where if they there than but also no"
    " more all any other what how who may can must".split()
)
# Captions, and what is said under a table of its figures.
_APART = re.compile(
    r"(?:Table|Figure|Chart|Map|Box|Graph)\s+[\dIVXA-Z]"
    r"|\W{0,4}(?:(?:Data )?[Ss]ources?|Notes?|Abbreviations?|Legend|Key)\s?:"
)
_WORD = re.compile(r"[^\W\d_]+")


def is_sentence(words: Sequence[str]) -> bool:
    """Whether a cell's words are those of a sentence, not figures, names or a heading's.

    >>> is_sentence("The plan will be shared with the Commission in May".split())
    True
    >>> is_sentence("Posts 12 14 16 Consultants 3 4 5".split())
    False
    """
    lettered = [word.lower() for text in words for word in _WORD.findall(text)]
    figures = sum(not any(map(str.isalpha, word)) for word in words)
    if figures > _MOST_FIGURES * len(words):
        return False
    if len(lettered) >= _FEWEST_ENDED and words[-1].endswith("."):
        return True
    small = sum(word in _SMALL for word in lettered)
    return len(lettered) >= _FEWEST and small >= _LEAST_SMALL * len(lettered)


def is_quotable(row: Sequence[str]) -> bool:
    """Whether one of a row's cells holds a sentence; figures, captions and sources are none."""
    if row and _APART.match(row[0]):
        return False
    words = [word for cell in row for word in cell.split()]
    figures = sum(not any(map(str.isalpha, word)) for word in words)
    few = figures <= _MOST_FIGURES * len(words)
    return few and any(is_sentence(cell.split()) for cell in row)


def add_cells(structure: Structure, cells: Sequence[Line]) -> Structure:
    """`structure` with a unit for each row among `cells`, at its place in the order of reading.

    Units without a number are counted anew.
    """
    if not cells:
        return structure
    marks = list(structure.marks)
    places = [start for start, _ in structure.outline]
    made: list[Unit] = []
    for line in cells:
        if line.begins or not made:
            at = bisect_right(places, line.start)
            headings = structure.outline[at - 1][1] if at else ()
            made.append(_open(line, headings))
        spans, found = cut_marks(line, line.start)
        made[-1].ranges += spans
        marks += [(printed, mark, made[-1]) for printed, mark in found]
    return replace(structure, units=insert_units(structure.units, made), marks=tuple(marks))


def _open(line: Line, headings: tuple[Heading, ...]) -> Unit:
    return Unit("#", None, "", Span(line.start, line.start), headings, line.page, line.indent)
