"""Sentences in the cells of tables: units without a number, apart from the text around them.

A table of figures is nothing to quote, but recommendations and the replies to them, or a programme
of work, are often set as one. A reader gives such rows the role "cell", beginning with each row;
here every row is a unit, which neither joins the paragraph above nor ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from egqa.parse.heading_path import Heading
from egqa.parse.lines import Line
from egqa.parse.masthead_words import MONTHS
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
_SERIAL = re.compile(r"\d{1,3}\.\s+")
_DAY = re.compile(rf"\b\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})? (?:{MONTHS})(?: \d{{4}})?\b")
_RESOLUTION = re.compile(r"\b\d{3,4} \((?:19|20)\d\d\)|\b[1-9]\d?/\d{1,3}\b")
_COLUMNS = 3  # at least, to tell what names the columns by its words
# Captions, and what is said under a table of its figures.
_APART = re.compile(
    r"(?:Table|Figure|Chart|Map|Box|Graph)\s+[\dIVXA-Z]"
    r"|\W{0,4}(?:(?:Data )?[Ss]ources?|Notes?|Abbreviations?|Legend|Key)\s?:"
)
_UNIT = re.compile(r"\([^()]{1,60}\)")  # "(Thousands of United States dollars)"
_WORD = re.compile(r"[^\W\d_]+")
_MOST_IN_LIST = 0.33  # of the words of a table: how many figures a list may have
_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[-–]\d{2,4})?(?:\s\(?(?:planned|actual|estimate|approved)\)?)?"
)


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
    if _is_apart(row):
        return False
    words = [word for cell in row for word in cell.split()]
    figures = sum(not any(map(str.isalpha, word)) for word in words)
    few = figures <= _MOST_FIGURES * len(words)
    return few and any(is_sentence(cell.split()) for cell in row)


def find_quotable(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which rows of a table are read: those with sentences, and all of a table of words.

    A list of mandates or of deliverables is one; in a table of figures only a row that holds a
    sentence is read. What names the columns is in no row.

    >>> find_quotable([["63/1", "Declaration on needs"], ["76/236", "Programme planning"]])
    [True, True]
    >>> find_quotable([["Posts", "12", "14"], ["Consultants", "3", "4"]])
    [False, False]
    """
    told = [list(filter(str.strip, row)) for row in rows]
    apart: list[bool] = []
    for at, row in enumerate(told):
        # What is set below a caption or a note in one cell goes on with it.
        goes_on = len(row) == 1 and at > 0 and apart[-1]
        apart.append(_is_apart(row) or goes_on or _names_columns(row, first=at == 0))
    named = [_name_figures(row) for row in told]
    words = [
        word for row, aside in zip(named, apart, strict=True) if not aside for word in row.split()
    ]
    figures = sum(not any(map(str.isalpha, word)) for word in words)
    several = sum(bool(row) and not aside for row, aside in zip(told, apart, strict=True)) > 1
    listed = several and figures <= _MOST_IN_LIST * len(words)
    return [
        is_quotable(row) or (listed and not aside and len(_WORD.findall(name)) > (len(row) < 2))
        for row, name, aside in zip(told, named, apart, strict=True)
    ]


def _name_figures(row: Sequence[str]) -> str:
    """The words of a row, without its number, and with words for days and for resolutions.

    >>> _name_figures(["137.", "Morocco", "13 June 1992"]), _name_figures(["1197 (1998)"])
    ('Morocco this day', 'that text')
    """
    text = _SERIAL.sub("", " ".join(row))
    return _RESOLUTION.sub("that text", _DAY.sub("this day", text))


def _is_apart(row: Sequence[str]) -> bool:
    """Whether a row is a caption or a unit, or says something of the figures."""
    if len(row) == 1 and _UNIT.fullmatch(row[0]):
        return True
    return bool(row) and _APART.match(row[0]) is not None


def _names_columns(row: Sequence[str], *, first: bool) -> bool:
    """Whether a row holds what the columns are of: years, or in the first row words alone.

    >>> _names_columns(["Category", "2024 planned", "2024 actual"], first=False)
    True
    >>> _names_columns(["Party", "Reply", "Pages"], first=True)
    True
    """
    dated = sum(_YEAR.fullmatch(cell) is not None for cell in row)
    worded = not any(map(str.isdigit, "".join(row))) and not is_quotable(row)
    return (dated > 1 and dated + 1 >= len(row)) or (first and worded and len(row) >= _COLUMNS)


def add_cells(structure: Structure, cells: Sequence[Line]) -> Structure:
    """`structure` with a unit for each row among `cells`, at its place in the order of reading.

    Units without a number are counted anew.
    """
    if not cells:
        return structure
    marks = list(structure.marks)
    made: list[Unit] = []
    for line in cells:
        if line.begins or not made:
            made.append(_open(line, structure.headings_at(line.start)))
        spans, found = cut_marks(line, line.start)
        made[-1].ranges += spans
        marks += [(printed, mark, made[-1]) for printed, mark in found]
    return replace(structure, units=insert_units(structure.units, made), marks=tuple(marks))


def _open(line: Line, headings: tuple[Heading, ...]) -> Unit:
    return Unit("#", None, "", Span(line.start, line.start), headings, line.page, line.indent)
