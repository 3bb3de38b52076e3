"""Tables: whether one holds rows of figures and names, or only lays out prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.symbols import find_symbols

_MARKED = re.compile(
    r"^\s*(?:\d{1,3}(?:\.\d{1,3})*\.?|\((?:[a-z]{1,4}|\d{1,2})\))\s+\S", re.MULTILINE
)
# The number or label of a paragraph, alone in its cell.
_NUMBER = re.compile(
    r"\d{1,3}\.|\d{1,3}(?:\.\d{1,3})+\.?|\((?:[a-z]{1,4}|\d{1,2})\)|[a-z]\.|[ivx]{1,5}\.|[•–—-]"
)
_ENDED = re.compile(r"[.;:,?!][”’\"')\]\d]*$|[;,]\s(?:and|or)$")
_FEWEST = 3  # words of a paragraph
_PROSE = 40
_PAGE = 150
_DISTRIBUTION = re.compile(r"\b(?:Distr\.|Distribution:)")
_MAX_MASTHEAD = 1500
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_FEWEST_ENTRIES = 4


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells' words are prose that goes on from cell to cell, to be read in order.

    So are a single cell, a table whose cells are mostly long or several numbered paragraphs, and
    one that holds paragraphs beside their numbers. A row of figures or names belongs together.

    >>> is_layout([["1. The Group met."], ["2. It rose."]])
    True
    >>> is_layout([["", "Recalling it,"], ["1.", "Decides:"], ["(a)", "", "To meet in May;"]])
    True
    >>> is_layout([["Posts", "12"], ["Consultants", "3"]])
    False
    """
    filled = [found for row in rows if (found := [cell for cell in row if cell.strip()])]
    cells = [cell for row in filled for cell in row]
    if len(cells) < 2 or holds_numbers(filled):
        return True
    words = sum(len(cell.split()) for cell in cells)
    if max(len(cell.split()) for cell in cells) > max(_PAGE, 0.6 * words):
        return True
    long = [cell for cell in cells if len(cell.split()) >= _PROSE and _MARKED.search(cell)]
    several = [cell for cell in cells if len(_MARKED.findall(cell)) > 2]
    return 2 * max(len(long), len(several)) >= len(cells) or (
        sum(len(cell.split()) for cell in {*long, *several}) > 0.6 * words
    )


def holds_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows, without empty cells, are paragraphs, or paragraphs beside their numbers.

    >>> holds_numbers([["1.", "The Group met."]]), holds_numbers([["1.", "Norway"]])
    (True, False)
    >>> holds_numbers([["Recalling it,"], ["1. Decides to meet;"]])
    True
    >>> holds_numbers([["(a)", "What are the obligations?"], ["(b)", "What follows from them?”"]])
    True
    """
    if all(len(row) == 1 for row in rows):
        return any(_MARKED.match(row[0]) for row in rows)
    numbered = [row for row in rows if len(row) == 2 and _NUMBER.fullmatch(row[0].strip())]
    if not numbered or any(len(row) > 1 and row not in numbered for row in rows):
        return False
    ended = [
        row
        for row in numbered
        if _ENDED.search(text := row[1].strip())
        and (text.endswith(":") or len(text.split()) >= _FEWEST)
    ]
    return 2 * len(ended) > len(numbered)


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are entries with their pages, which never go back.

    >>> is_contents([["Overview", "3"], ["Policy", "3"], ["Staff", "7"], ["Annexes", "12"]])
    True
    >>> is_contents([["Posts", "12"], ["Consultants", "3"], ["Travel", "5"], ["Supplies", "9"]])
    False
    """
    filled = [found for row in rows if (found := [cell.strip() for cell in row if cell.strip()])]
    pages = [int(row[-1]) for row in filled if len(row) > 1 and _PAGE_NUMBER.fullmatch(row[-1])]
    rises = len(set(pages)) > 2 and pages == sorted(pages)
    return len(pages) >= _FEWEST_ENTRIES and 2 * len(pages) > len(filled) and rises


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
