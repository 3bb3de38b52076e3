"""The words on charts and maps, which are none of the text, and where the text goes on below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from egqa.parse.pdf_rows import SMALL, Row

MARKED = re.compile(r"[\[(]?(?:\d{1,4}\.(?:\d+)?\s|\([a-z]{1,4}\)\s)")
PARAGRAPH = re.compile(r"(\d{1,4})\.\s+\S")
LABELLED = re.compile(r"(?:[IVX]{1,6}|[A-Z])\.\s")
_PICTURE = re.compile(r"(?:Figure|Chart|Map|Graph)\b")
_ENDED = re.compile(r"[.;:,!?][\"”’')\]]*\d{0,2}$")
_FIGURE = re.compile(r"[^\w\s]?\d[\d.,]*%?|[MBK$]|million|billion|per|cent")
_FEWEST_FIGURES = 2  # rows of nothing else, and a third of all
_WHOLE_LINE = 8  # words
_SET_OFF = 2.0  # of the size: the room above a heading
_SAME_MARGIN = 2.0  # points
_FAR = 3.6  # of the size: more than three lines


def mark_labels(rows: Sequence[Row], body: float) -> None:
    """Give the words on a chart or map their role: a few in each row, small or below a caption.

    A quotation in smaller type has whole lines among its rows, and so has a paragraph.
    """
    below = False
    base = float("inf")
    for (role, small), run in groupby(rows, key=lambda row: (row.role, row.size < SMALL * body)):
        block = list(run)
        if not role:
            if small:
                labels = block if all(is_label(row) for row in block) else []
            else:
                labels = _find_labels(block, base) if below else []
            if labels and not _ENDED.search(labels[-1].text):
                for row in labels:
                    row.role = "table"
        below = any(row.role == "table" and _PICTURE.match(row.text) for row in block)
        base = block[-1].base


def _find_labels(block: Sequence[Row], base: float) -> list[Row]:
    """The labels at the head of what stands below a picture, up to the headings below them.

    `base` is that of the row above.
    """
    labels = list(takewhile(lambda row: is_label(row) and not row.bold, block))
    following = block[len(labels)] if len(labels) < len(block) else None
    for at, row in enumerate(labels):
        room = (labels[at - 1].base if at else base) - row.base
        titled = row.text[0].isupper() and (row.italic or LABELLED.match(row.text) is not None)
        # A heading in plain type stands far below the picture, at its paragraph's margin.
        plain = (
            following is not None
            and PARAGRAPH.match(following.text) is not None
            and abs(row.x0 - following.x0) < _SAME_MARGIN
            and row.text[0].isupper()
        )
        if (titled and room > _SET_OFF * row.size) or (plain and room > _FAR * row.size):
            return labels[:at]
    return labels


def mark_chart(rows: Sequence[Row]) -> None:
    """Give the labels of a chart without a caption their role, between two paragraphs of the text.

    They stand far below a row that ends a sentence, and many are figures: "$60.5 M".
    """
    for at in range(1, len(rows)):
        above, row = rows[at - 1], rows[at]
        if above.role or row.role or above.base - row.base <= _FAR * row.size:
            continue
        labels = list(takewhile(lambda one: not one.role and is_label(one), rows[at:]))
        following = rows[at + len(labels)] if at + len(labels) < len(rows) else None
        figures = sum(_is_figures(one) for one in labels)
        if following is None or not PARAGRAPH.match(following.text) or following.role:
            continue
        if not _ENDED.search(above.text) or figures < max(_FEWEST_FIGURES, len(labels) / 3):
            continue
        words = [one for one in labels if not _is_figures(one)]
        if not any(one.bold or _ENDED.search(one.text) for one in words):  # a heading, a sentence
            for one in labels:
                one.role = "table"


def _is_figures(row: Row) -> bool:
    words = row.text.split()
    figures = any(any(map(str.isdigit, word)) for word in words)
    return figures and all(map(_FIGURE.fullmatch, words))


def is_label(row: Row) -> bool:
    """Whether a row has few words and no number, as the labels of a chart do."""
    return len(row.words) < _WHOLE_LINE and MARKED.match(row.text) is None
