"""How many lines a heading takes, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.parse.breaks import Breaks
from egqa.parse.heading_text import UNFINISHED, clean_heading, join_lines, stops
from egqa.parse.lines import Layout, Line, without_marks
from egqa.parse.markers import Marker, read_heading_label

MAX_LINES = 6
MARKDOWN = re.compile(r"#{1,6}\s")
# "(continued)" above or below the words of a running head is still a heading's.
CONTINUED = re.compile(r"\(cont(?:inued|\.|’d|'d)\)\.?$", re.IGNORECASE)


class Extent:
    """Where the headings of one document end; what was read of a line is kept."""

    def __init__(
        self, lines: list[Line], layout: Layout, markers: Sequence[Marker | None], breaks: Breaks
    ) -> None:
        self._lines = lines
        self._layout = layout
        self._markers = markers
        self._breaks = breaks
        self._blocks: dict[int, tuple[int, str]] = {}

    def is_told(self, index: int) -> bool:
        """Whether the format sets line `index` as a heading."""
        return index < len(self._lines) and self._lines[index].role == "heading"

    def read_told(self, index: int) -> tuple[int, str]:
        """How many lines the heading that the format sets at `index` takes, and its words."""
        count, words = 1, [without_marks(self._lines[index])]
        while self.is_told(index + count) and count < MAX_LINES:
            line = self._lines[index + count]
            if line.begins or line.blanks > self._layout.gap:
                break
            words.append(without_marks(line))
            count += 1
        return count, clean_heading(join_lines(words))

    def read(self, index: int) -> tuple[int, str]:
        """How many lines a heading at `index` would take, and its words."""
        if index not in self._blocks:
            count = self._count_lines(index)
            words = join_lines(map(without_marks, self._lines[index : index + count]))
            self._blocks[index] = count, clean_heading(words)
        return self._blocks[index]

    def _count_lines(self, index: int) -> int:
        """How many lines the heading takes: those set as close as lines of one sentence."""
        count = 1
        while index + count < len(self._lines) and count < MAX_LINES:
            at = index + count
            line = self._lines[at]
            if line.blanks > self._layout.gap or self._markers[at] or MARKDOWN.match(line.text):
                break
            if line.role == "heading" and self._lines[index].role != "heading":
                break  # a chapter's name at the head of the next page
            if read_heading_label(line.plain) or self._breaks.formula(at):
                break
            if self._layout.gap == 0 and not self._runs_on(index, at):
                break
            if self._is_cut_short(at):
                break
            count += 1
        return count

    def _is_cut_short(self, following: int) -> bool:
        """Whether the heading's line above `following` left so much room that it has ended."""
        above, line = self._lines[following - 1], self._lines[following]
        if line.text[0].islower() or line.bold or UNFINISHED.search(above.plain):
            return False
        if CONTINUED.search(above.plain):
            return True
        return len(above.text) + 1 + len(line.text.split()[0]) <= 0.55 * self._layout.width

    def _runs_on(self, index: int, following: int) -> bool:
        """Where no empty line tells, whether the line at `following` is still of the heading."""
        line, first = self._lines[following], self._lines[index]
        if line.text[0].islower() or UNFINISHED.search(self._lines[following - 1].plain):
            return True
        if line.bold or (first.bold and not first.text.endswith("**")):
            return True
        if not self._layout.wrapped or following - index > 2 or stops(line.plain):
            return False
        below = following + 1
        return below < len(self._lines) and (
            self._lines[below].blanks > 0 or self._markers[below] is not None
        )
