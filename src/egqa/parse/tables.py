"""Tables: whether one holds rows of figures and names, or only lays out prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.symbols import find_symbols

_MARKED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.?|\((?:[a-z]{1,4}|\d{1,2})\))\s+\S", re.MULTILINE)
_PROSE = 40
_PAGE = 150
_DISTRIBUTION = re.compile(r"\b(?:Distr\.|Distribution:)")
_MAX_MASTHEAD = 1500


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells' words are prose that goes on from cell to cell, to be read in order.

    So are a single cell, and a table whose cells are mostly long or several numbered paragraphs. A
    row of figures or names belongs together instead.

    >>> is_layout([["1. The Group met."], ["2. It rose."]])
    True
    >>> is_layout([["Posts", "12"], ["Consultants", "3"]])
    False
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    cells = [cell for row in filled for cell in row]
    if all(len(row) <= 1 for row in filled) and any(map(_MARKED.match, cells)):
        return True
    if len(cells) < 2:
        return True
    words = sum(len(cell.split()) for cell in cells)
    if max(len(cell.split()) for cell in cells) > max(_PAGE, 0.6 * words):
        return True
    long = [cell for cell in cells if len(cell.split()) >= _PROSE and _MARKED.search(cell)]
    several = [cell for cell in cells if len(_MARKED.findall(cell)) > 2]
    return 2 * max(len(long), len(several)) >= len(cells) or (
        sum(len(cell.split()) for cell in {*long, *several}) > 0.6 * words
    )


def is_numbered(text: str) -> bool:
    """Whether a line of `text` begins with a paragraph's number or an item's label.

    >>> is_numbered("A box\\n1. The Group met."), is_numbered("It met in 2020 with 5 others.")
    (True, False)
    """
    return any(_MARKED.match(line.strip()) for line in text.splitlines())


def is_masthead(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells hold a document's masthead: its symbol alone in one, or "Distr.".

    >>> is_masthead([["United Nations", "A/68/98"], ["General Assembly", "Distr.: General"]])
    True
    """
    cells = [cell.strip() for row in rows for cell in row]
    if sum(map(len, cells)) > _MAX_MASTHEAD:
        return False
    return any(_DISTRIBUTION.search(cell) or find_symbols(cell) == [cell] for cell in cells)
