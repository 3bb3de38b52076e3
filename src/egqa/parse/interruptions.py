"""Lists that a heading interrupts: what stands above it may go on below it."""

from __future__ import annotations

import re

from egqa.parse.labels import Place, place_label
from egqa.parse.state import COLON, Interrupted, State, announces_text

# "The following recommendations were proposed to strengthen …", and a heading above the first.
_FOLLOWING = re.compile(r"\b[Tt]he following (?:\w+ ){1,4}(?:were|was|are|is|had been|have been)\b")
_LAST = 300  # characters of a paragraph, in which it announces what comes below


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
        path = self.headings.path.headings
        if above is None or (place.depth, place.value) != (0, 1) or not path or path[-1].label:
            return False
        announced = announces_text(above.words) or _FOLLOWING.search(above.words[-_LAST:])
        return path[:-1] == above.headings and bool(announced)

    def reopen(self) -> None:
        """Have again what a heading has interrupted."""
        if self.interrupted is not None:
            self.paragraph, _, self.levels, self.stack, self.list_part = self.interrupted
