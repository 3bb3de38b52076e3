"""Headings that have neither a number nor a type of their own: what stands around them tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from egqa.parse.breaks import Breaks
from egqa.parse.heading_extent import MAX_LINES, Extent
from egqa.parse.lines import Layout, Line
from egqa.parse.markers import Marker, read_heading_label

_MAX_STACKED = 8
_FIGURES = re.compile(
    r"\d(?!\d?$)|[:,|\t]|^(?:Table|Figure|Chart|Box|Map|Source|Note|Annex|Total)", re.I
)
_MOST_WORDS, _FEWEST_WORDS = 10, 20  # of a title, and of the block below it
_CENTRED = 10  # characters from the left


class Alone:
    """Which lines of one document may be such headings."""

    def __init__(
        self,
        lines: list[Line],
        layout: Layout,
        markers: Sequence[Marker | None],
        breaks: Breaks,
        extent: Extent,
    ) -> None:
        self._lines = lines
        self._layout = layout
        self._markers = markers
        self._breaks = breaks
        self._extent = extent

    def is_centred(self, index: int, count: int) -> bool:
        """Whether the lines stand apart in the middle of the page, in capitals from end to end."""
        lines = self._lines[index : index + count]
        below = index + count
        words = " ".join(line.plain for line in lines).split()
        return (
            all(line.indent >= _CENTRED and line.plain.isupper() for line in lines)
            and lines[0].begins
            and lines[0].blanks > 0
            and len([word for word in words if word.isalpha()]) > 1
            and below < len(self._lines)
            and self._lines[below].begins
        )

    def may_stand(
        self, index: int, count: int, *, is_heading_text: Callable[[str, int], bool]
    ) -> bool:
        """An unnumbered heading needs room above it, and a marker or another heading below it."""
        line = self._lines[index]
        if index and self._layout.wrapped and line.blanks <= self._layout.gap:
            # Without room above, the line above must end short, or this one be a short one.
            short = count == 1 and len(line.text) <= 0.7 * self._layout.width
            if not short and not self._layout.breaks_off(self._lines[index - 1], line):
                return False
        following = index + count
        for _ in range(_MAX_STACKED):
            if following >= len(self._lines):
                return False
            below = self._lines[following]
            if self._markers[following] is not None or read_heading_label(below.plain):
                return True
            if self._leads_numbers(following) or self._titles_prose(index, following):
                return True
            if not is_heading_text(below.plain, following):
                return False
            index = following
            following += self._extent.read(following)[0]
        return False

    def _titles_prose(self, index: int, below: int) -> bool:
        """Whether a few words, a block of their own, stand above sentences without a number."""
        lines = self._lines
        if below >= len(lines) or self._markers[below] is not None:
            return False
        apart = not self._layout.wrapped or (
            min(lines[index].blanks, lines[below].blanks) > self._layout.gap
        )
        words = " ".join(line.plain for line in lines[index:below])
        if not apart or len(words.split()) > _MOST_WORDS or _FIGURES.search(words):
            return False
        size = self._breaks.count_words(below)
        return size >= _FEWEST_WORDS and lines[below].text[:1].isupper()

    def _leads_numbers(self, index: int) -> bool:
        """Whether a block leads in numbered paragraphs: "To ensure follow-up, we:", "76. …"."""
        if not self._breaks.begins(index) or not self._lines[index].text[:1].isupper():
            return False
        for at in range(index + 1, min(index + 1 + MAX_LINES, len(self._lines))):
            marker = self._markers[at]
            if marker is not None:
                return marker.kind == "number" and self._lines[at - 1].plain.endswith(":")
            if self._breaks.begins(at):
                return False
        return False
