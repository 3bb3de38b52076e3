"""Lists of names set in columns: read down each column, as their alphabet tells.

A paragraph that names States may set them in two or three columns. Rows read across would give
"Albania Ireland Argentina Jordan"; it is a list where the alphabet runs down and not across.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from egqa.parse.pdf_rows import CELL_GAP, Row
from egqa.parse.pdf_words import Word

_FEWEST = 4  # rows with all columns
_ALIGNED = 4.0  # points
_HANGING = 25.0  # how far the further lines of a name are set in
_STEP = 2.2  # of the size
_SORTED = 0.9  # of the neighbours in a list: how many are in order
_LETTERS = 3  # that one name of a column has at least
# The labels of a list stand in a column, too, and their alphabet runs down.
_LABEL = re.compile(r"[\[(]?(?:\d{1,4}|[A-Za-z]|[ivxlIVXL]{1,6})[.)\]]{1,2}|[^\w\s]{1,2}")


def order_lists(rows: Sequence[Row]) -> list[Row]:
    """The rows of a flow, those of lists in columns replaced by one for each name."""
    ordered: list[Row] = []
    at = 0
    while at < len(rows):
        end = _end_of_list(rows, at)
        if end - at >= _FEWEST and (columns := _read_down(rows[at:end])):
            ordered += columns
            at = end
        else:
            ordered.append(rows[at])
            at += 1
    return ordered


def _cells(row: Row) -> list[list[Word]]:
    """The words of a row, parted where wide gaps are."""
    cells = [[row.words[0]]]
    for a, b in pairwise(row.words):
        if b.x0 - a.x1 > CELL_GAP * row.size:
            cells.append([b])
        else:
            cells[-1].append(b)
    return cells


def _end_of_list(rows: Sequence[Row], start: int) -> int:
    """The row after those that begin where row `start` does, in the same columns."""
    begins = [cell[0].x0 for cell in _cells(rows[start])]
    if rows[start].role or not 2 <= len(begins) <= 4:
        return start
    end = start + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        near = 0 < above.base - row.base <= _STEP * row.size
        if row.role or not near or _places(row, begins) is None:
            break
        end += 1
    return end


def _places(row: Row, begins: Sequence[float]) -> list[int] | None:
    """The columns that the cells of a row stand in; None where one stands in none."""
    places = []
    for cell in _cells(row):
        found = [at for at, x in enumerate(begins) if -_ALIGNED <= cell[0].x0 - x <= _HANGING]
        if len(found) != 1:
            return None
        places.append(found[0])
    return places


def _read_down(rows: Sequence[Row]) -> list[Row]:
    """The names of a list column by column; none where the alphabet does not run down them."""
    begins = [cell[0].x0 for cell in _cells(rows[0])]
    columns: list[list[Row]] = [[] for _ in begins]
    across: list[str] = []
    down: list[list[str]] = [[] for _ in begins]
    full = 0
    for row in rows:
        cells, places = _cells(row), _places(row, begins)
        if places is None:
            return []
        full += len(places) == len(begins)
        for cell, place in zip(cells, places, strict=True):
            name = Row(row.base, row.size, cell)
            if _LABEL.fullmatch(name.text):
                return []
            columns[place].append(name)
            if cell[0].x0 - begins[place] <= _ALIGNED:
                across.append(_key(name.text))
                down[place].append(_key(name.text))
    if any(max(map(len, keys), default=0) < _LETTERS for keys in down):
        return []
    goes_on = all(a and b and a[-1] < b[0] for a, b in pairwise(down))
    if full < _FEWEST or not goes_on or not all(map(_is_sorted, down)):
        return []
    return [] if _is_sorted(across) else [name for column in columns for name in column]


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(filter(str.isalpha, plain))[:3]


def _is_sorted(keys: Sequence[str]) -> bool:
    pairs = [(a, b) for a, b in pairwise(keys) if a and b]
    lettered = len(pairs) == len(keys) - 1
    return lettered and sum(a <= b for a, b in pairs) >= _SORTED * len(pairs)
