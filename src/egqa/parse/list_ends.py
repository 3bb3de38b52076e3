"""What a block without a marker is after a list: the paragraph that goes on, or a new list's lead.

Else it is of the list's last item.
"""

from __future__ import annotations

import re

from egqa.parse.heading_text import is_ended
from egqa.parse.labels import place_label, value_of
from egqa.parse.lines import Line
from egqa.parse.state import State
from egqa.parse.units import Unit

_INDENTED = 3  # how much further in an item begins than its paragraph
_QUOTES = ("“", '"')
_MOST_LEADING = 3  # lines of what stands above a list that begins anew
_MOST_LEAD_LINES = 6  # of what stands above the paragraphs that it begins
_MOST_BLANKS = 20  # characters; where there are more, a table or a note stands between
_LEADS = re.compile(
    r"\b(?:we|to|will|that|shall|should|must)(?: \w+ly)?:$"
    r"|^We (?:[\w-]+ ){1,12}following(?: [\w-]+){0,2}:$"
)


class ListEnds(State):
    """The state machine's judgement of what stands below a list; the paragraph is `stack[0]`."""

    def closes_list(self, line: Line, index: int) -> bool:
        """Whether a block goes on with the sentence that a list has interrupted."""
        if len(self.stack) < 2 or self.open is not self.stack[-1] or not line.text[:1].islower():
            return False
        if self.ahead.markers[index] is not None:
            return False  # "d. Investing …" is lower case, too
        above = self.open.last_text.rstrip()
        if line.begins:
            return above.endswith((";", ","))
        quoted = self.open.marker.startswith(_QUOTES) and above.endswith((";", ","))
        # Plain text does not tell blocks so surely: the list must have ended with an item.
        apart = (
            line.blanks > self.layout.gap
            or not self.layout.wrapped
            or self.layout.breaks_off(self.lines[index - 1], line)
        )
        return apart and (quoted or (above.endswith(";") and not self._lists_on(index)))

    def leads_paragraphs(self, index: int) -> bool:
        """Whether a block is the beginning of a sentence that the next numbered paragraphs end.

        "We therefore commit to:", perhaps a heading, and the paragraph that is expected.
        """
        unit, line = self.open, self.lines[index]
        if unit is None or unit.is_unnumbered or self.last is None or not self._has_ended():
            return False
        if not line.text[:1].isupper() or not self.breaks.begins(index):
            return False
        for at in range(index, min(index + _MOST_LEAD_LINES, len(self.lines) - 1)):
            if _LEADS.search(self.lines[at].plain):
                apart = self.lines[at + 1].start - self.lines[at].end > _MOST_BLANKS
                return not apart and self._number_below(at + 1) == str(self.last + 1)
            if self.ahead.markers[at + 1] is not None or self.breaks.begins(at + 1):
                return False
        return False

    def _number_below(self, index: int) -> str:
        """The number of the paragraph at line `index` or below a heading there; "" for none."""
        for at in range(index, min(index + _MOST_LEADING, len(self.lines))):
            marker, line = self.ahead.markers[at], self.lines[at]
            if marker is not None:
                return marker.label if marker.kind == "number" else ""
            if line.role != "heading" and is_ended(line.plain):
                return ""
        return ""

    def interrupted_by_list(self) -> Unit:
        """What a list has interrupted: the paragraph, or the item that quotes another text's.

        "(e) Paragraph 5, which read:", “5. Calls upon …”, and below it "would be deleted;".
        """
        if self.stack[-1].marker.startswith(_QUOTES):
            self.stack.pop()
            self.levels.pop()
            return self.stack[-1]
        return self.stack[0]

    def leaves_list(self, line: Line, index: int) -> bool:
        """Whether a block stands in line with the paragraph again, not with the list's items.

        "(c) … on that day." and flush below it "For the purposes of …": the format tells indents.
        """
        if len(self.stack) != 2 or self.open is not self.stack[1] or not line.begins:
            return False
        paragraph, item = self.stack
        return (
            not paragraph.is_unnumbered
            and abs(line.indent - paragraph.indent) <= 1
            and line.indent <= item.indent - _INDENTED
            and self._has_ended()
            and self.breaks.is_prose(index)
        )

    def leaves_bare_list(self, line: Line, index: int) -> bool:
        """Whether a block stands further out than the items of a list that stands in no paragraph.

        "The Board:", "(i) …", "(ii) …." and flush below it "The Board also took note of …".
        """
        if self.paragraph is not None or not self.levels or not line.begins:
            return False
        if self.open is None or self.open.is_unnumbered or not line.text[:1].isupper():
            return False
        return (
            line.indent <= self.stack[0].indent - _INDENTED
            and self._has_ended()
            and self.breaks.is_prose(index)
            and not self._lists_on(index)
        )

    def leaves_letters_list(self, line: Line, index: int) -> bool:
        """Whether a block is a letter's next paragraph, after a list that another has led in.

        "… urges the Council to:", "1. …;", "2. …." and below it "I should be grateful if …".
        """
        if not self.led or self.open is None or self.open.is_unnumbered:
            return False
        if not line.begins and line.blanks <= self.layout.gap:
            return False
        prose = line.text[:1].isupper() and self._has_ended() and self.breaks.is_prose(index)
        if prose and self.last is not None and self.ahead.next_number(index) == self.last + 1:
            self.led = False  # an item of this list has several paragraphs, and so may the last
        return prose and self.led

    def leads_list(self, line: Line, index: int) -> bool:
        """Whether a block stands above a list that begins anew, which the paragraph then has again.

        "(e) …;", below it "With regard to the other part:", and "(a) …".
        """
        if len(self.stack) < 2 or self.open is not self.stack[-1] or not self.breaks.begins(index):
            return False
        below = index + self.ahead.lines_of(index)
        marker = self.ahead.markers[below] if below < len(self.lines) else None
        if marker is None or marker.kind != "label" or below > index + _MOST_LEADING:
            return False
        if self.stack[0].is_unnumbered or not self._has_ended():
            return False
        place = place_label(marker.label, self.levels, None, ended=True)
        return place is not None and place.odd == "restart" and (place.depth, place.value) == (0, 1)

    def _has_ended(self) -> bool:
        """Whether the words of what is open end as those of an item do, whatever begins below."""
        return is_ended(self.text() or "")

    def _lists_on(self, index: int) -> bool:
        """Whether a label below goes on with a list that is open."""
        label = self.ahead.next_label(index)
        values = ((value_of(label or "", one.scale), one.value) for one in self.levels)
        return any(value == last + 1 for value, last in values)
