"""Lists that a heading interrupts: what stands above it may go on below it."""

from __future__ import annotations

import re

from egqa.parse.labels import Place, place_label, value_of
from egqa.parse.lines import Line
from egqa.parse.state import COLON, Interrupted, State, announces_text

# "The following recommendations were proposed to strengthen …", and a heading above the first.
_FOLLOWING = re.compile(r"\b[Tt]he following (?:\w+ ){1,4}(?:were|was|are|is|had been|have been)\b")
_LAST = 300  # characters of a paragraph, in which it announces what comes below

_MOST_BETWEEN = 3  # paragraphs between two items of a list


class Interruptions(State):
    """The state machine's judgement of what goes on below a heading."""

    def interrupt(self) -> None:
        """Close what is open for a heading; the lists of the paragraph may go on below it."""
        listed = bool(self.levels and self.stack) and not self.stack[0].is_unnumbered
        if self.open is not None and (self.paragraph is not None or listed):
            self.interrupted = Interrupted(
                self.paragraph, self.open, self.levels, self.stack, self.list_part
            )
        self.close()

    def resume(self, label: str, following: str | None) -> None:
        """Go on with the paragraph above a heading, where `label` is the next of its lists.

        It is so where its words announce a list, too, and the heading stands above the first item.
        """
        if self.interrupted is None or self.open is not None:
            return
        levels = self.interrupted.levels
        place = place_label(label, levels, following, ended=True)
        if place is not None and place.odd == "restart" and self._announced_lists(place):
            self.reopen()
        if place is None or place.odd:
            return
        above = self.interrupted.open
        announced = COLON.search(above.last_text) or _FOLLOWING.search(above.words[-_LAST:])
        if place.depth < len(levels) or announced:
            self.reopen()

    def _announced_lists(self, place: Place) -> bool:
        """Whether the paragraph above a heading announces what stands under several headings.

        "… introduced the amendments, as follows:", a title, "(a) …", another, and again "(a) …".
        """
        above = self.interrupted.paragraph if self.interrupted is not None else None
        path = self.headings.path.shown
        if above is None or (place.depth, place.value) != (0, 1) or not path or path[-1].label:
            return False
        announced = announces_text(above.words) or _FOLLOWING.search(above.words[-_LAST:])
        return path[:-1] == above.headings and bool(announced)

    def takes_up(self, label: str, line: Line) -> bool:
        """Go on with a list that other paragraphs follow: 57 (i), 58, and "(ii) …" is of 57.

        It is the very next item, it begins a block, and the paragraph above has no such list in
        its words, "(i) …, (ii) …".
        """
        earlier = self.earlier
        if earlier is None or self.levels or self.paragraph is None or self.last is None:
            return False
        top = earlier.levels[0]
        if top.scale not in ("letter", "roman") or value_of(label, top.scale) != top.value + 1:
            return False
        begins = line.begins or line.blanks > self.layout.gap
        near = 0 <= self.last - self.followed < _MOST_BETWEEN
        inline = f"({top.label})" in f"{self.paragraph.words} {self.text()}"
        if not begins or not near or inline:
            return False
        self.paragraph, _, levels, stack, self.list_part = earlier
        self.levels, self.stack = levels[:1], stack[:2]
        return True

    def reopen(self) -> None:
        """Have again what a heading has interrupted."""
        if self.interrupted is not None:
            self.paragraph, _, self.levels, self.stack, self.list_part = self.interrupted
