"""Which markers open units: a number, a label or a bullet, held to those that stand around it.

A number opens a paragraph if it is the next one; a number inside a list that a colon opened is an
item; a number that jumps is a paragraph only where the numbers after it say so, and the audit
records the gap.
"""

from __future__ import annotations

import re

from egqa.parse.counts import Counts
from egqa.parse.heading_text import is_ended
from egqa.parse.labels import Level, Place, place_label, place_point, value_of
from egqa.parse.lines import Line
from egqa.parse.lookahead import next_first, read_dotted
from egqa.parse.markers import Marker
from egqa.parse.parts import is_provision

_FEWEST = 5  # paragraphs of a count that goes on after a list which begins one of its own
_MOST_LINES = 6  # of a draft's title
_SET_IN = 3  # characters: how much further in than paragraphs the items of a list are
_REFERENCE_GOES_ON = re.compile(r"(?:above|below|of|and|or|to|thereof)\b|[,.;)]")


class Acceptance(Counts):
    """The state machine's judgement of markers: what it accepts, it opens."""

    def accept(self, marker: Marker, line: Line, index: int) -> bool:
        """Whether a marker opens a unit; it is then open."""
        if marker.kind == "bullet":
            return self._accept_bullet(marker, line, index)
        if marker.kind == "number":
            accepted = self._accept_number(marker, line, index)
            self.preamble = self.preamble and not accepted
            return accepted
        if marker.kind == "dotted":
            return self._accept_dotted(marker, line, index)
        if marker.kind == "point":
            return self._accept_point(marker, line)
        return self._accept_label(marker, line, index)

    def _accept_bullet(self, marker: Marker, line: Line, index: int) -> bool:
        if not marker.words(line):
            open_bullet = self.open is not None and self.open.marker == "•"
            if not (open_bullet or self.opens_list()) or not self.line_below(index):
                return False
        owner = next((unit for unit in reversed(self.stack) if unit.marker != "•"), None)
        alone = owner is None or self.stack[0].marker == "•"
        if alone and not (self.stack or self._leads_bullets(marker, index)):
            return False
        if marker.weak and not self._may_follow(line):
            return False
        if owner is None or alone:
            return self._open_bullet_alone(marker, line)
        self.bullets[owner.number] = self.bullets.get(owner.number, 0) + 1
        while self.stack and self.stack[-1] is not owner:
            self.stack.pop()
        number = f"{owner.number}•{self.bullets[owner.number]}"
        if owner.is_unnumbered:
            self.unnumbered += 1
            number = f"#{self.unnumbered}"
        self.open_unit(number, owner, marker, line)
        return True

    def _open_bullet_alone(self, marker: Marker, line: Line) -> bool:
        """Open a bullet that stands in no paragraph: it is of the article, or has no number."""
        self.begin()
        self.paragraph = None
        if is_provision(self.part):
            self.bullets[self.part] = self.bullets.get(self.part, 0) + 1
            number = f"{self.part}•{self.bullets[self.part]}"
        else:
            self.unnumbered += 1
            number = f"#{self.unnumbered}"
        self.open_unit(number, None, marker, line)
        return True

    def _leads_bullets(self, marker: Marker, index: int) -> bool:
        """Whether a bullet straight below a heading is the first of a list in no paragraph."""
        if marker.weak or self.preamble or self.open is not None:
            return False
        return self.breaks.begins(index) and self.breaks.is_prose(index)

    def _may_follow(self, line: Line) -> bool:
        """Whether a dash is a bullet: after what is complete, or in line with the bullet before."""
        if self.is_ended():
            return True
        open_bullet = self.open is not None and self.open.marker == "•"
        return open_bullet and self.open is not None and self.open.indent == line.indent

    def _accept_label(self, marker: Marker, line: Line, index: int) -> bool:
        ended = self.is_ended()
        following = self.ahead.next_label(index)
        self.resume(marker.label, following)
        place = place_label(marker.label, self.levels, following, ended=ended)
        if place is None and ended and self.takes_up(marker.label, line):
            place = place_label(marker.label, self.levels, following, ended=ended)
        if place is None or place.odd:
            place = self._begin_late(marker, following) or place
        if place is None or (self.paragraph is None and not self.levels and place.value != 1):
            return False
        words = marker.words(line) or self.line_below(index)
        if not words:
            return False
        if not ended:
            # The label that is expected needs no full stop before it, unless it is referred to.
            goes_on = place.depth < len(self.levels) and place.odd == ""
            if self.refers() or _REFERENCE_GOES_ON.match(words):
                return False
            if not (words[:1].isupper() or goes_on or following):
                return False
        if place.odd == "gap":
            before = self.levels[place.depth].label
            self.note("gap", marker.printed, f"({before}) is followed by {marker.printed}")
        self.place(marker, place, line)
        last = value_of(marker.through, place.scale) if marker.through else None
        if last is not None and last > place.value:
            self.levels[-1] = Level(place.scale, last, marker.through)
        return True

    def _begin_late(self, marker: Marker, following: str | None) -> Place | None:
        """Where "(f)" stands below a colon, if "(g)" follows: an agenda's letters count through."""
        value = value_of(marker.label, "letter")
        if value is None or self.paragraph is None or not self.opens_list():
            return None
        follows = following is not None and value_of(following, "letter") == value + 1
        if not follows or any(level.scale == "letter" for level in self.levels):
            return None
        self.note("gap", marker.printed, f"a list begins with {marker.printed}")
        return Place(len(self.levels), "letter", value)

    def _accept_point(self, marker: Marker, line: Line) -> bool:
        if self.open is None or not (self.is_ended() or self.opens_list()):
            return False
        place = place_point(marker.label, self.levels, announced=self.opens_list())
        if place is None or (not self.levels and self.paragraph is None):
            return False
        self.place(marker, place, line)
        return True

    def _accept_dotted(self, marker: Marker, line: Line, index: int) -> bool:
        number = read_dotted(marker.label)
        words = marker.words(line) or self.line_below(index)
        if not words or not self.is_ended() or self.opens_list():
            return False
        if self.ahead.is_inside(line) and number not in _successors(self.dotted or ()):
            return False
        if self.dotted is None:
            # "3.5 per cent" is no paragraph: the next one must follow, or this be a first.
            goes_on = self.ahead.next_dotted(index) in _successors(number)
            if words[:1].islower() or (not goes_on and number[-1] != 1):
                return False
        elif number not in _successors(self.dotted):
            follows = self.ahead.next_dotted(index) in _successors(number)
            again = number == self.dotted and line.begins and follows
            if again:  # the file itself has the number twice
                return self._open_dotted(number, marker, line)
            if not (self.dotted < number and follows) or number[:1] != self.dotted[:1]:
                return False
            self.note(
                "gap", marker.printed, f"paragraph {self.last_dotted} is followed by {marker.label}"
            )
        return self._open_dotted(number, marker, line)

    def _open_dotted(self, number: tuple[int, ...], marker: Marker, line: Line) -> bool:
        """Open the paragraph with this dotted number, in the part where the count of it began."""
        self.begin()
        if self.dotted is None:
            self.dotted_part = self.part
        self.part = self.dotted_part  # a list among them may have begun a part of its own
        self.dotted, self.last_dotted = number, marker.label
        printed = f"{self.part}:{marker.label}" if self.part else marker.label
        self.paragraph = self.open_unit(printed, None, marker, line)
        return True

    def _accept_number(self, marker: Marker, line: Line, index: int) -> bool:
        if marker.weak:
            return self._accept_quoted(marker, line)
        number, ended = int(marker.label), self.is_ended()
        self.resume_items(number, index)
        if ended and self.returns_to_report(number):
            self.headings.path.leave_part()
            self.part = self.named = self.around()
            self.act = ""
            self.last, self.enacting, self.preamble = number - 1, False, False
        if ended and self.returns_to_count(number):
            self.last, self.left = number - 1, None
        words = marker.words(line) or self.line_below(index)
        expected = None if self.last is None else self.last + 1
        apart = line.begins or line.blanks > self.layout.gap
        # Where no line is wrapped, each begins a block.
        set_off = (apart or not self.layout.wrapped) and number == expected
        first = number == 1 and self.ahead.next_number(index) == 2
        operative = first and (self.preamble or self.opens_operative(words))
        ended = ended or operative
        if not words or (not ended and (words[0].islower() or (self.refers() and not set_off))):
            return False
        item = next((level for level in self.levels if level.scale == "item"), None)
        goes_on = item is not None and number == item.value + 1
        if goes_on and (
            number != expected or self.ahead.recurs(number, index) or self._is_set_in(line)
        ):
            return self.open_item(marker, line, number)
        if number == 1 and (self.opens_list() or (apart and self.announces())):
            if self.open is not None and not self.levels and self.announced_part():
                # The report's draft decision counts its own paragraphs, as its resolutions do.
                self.take_title(index)
                self.part = self.act = self.tell_announced()
                self.last, self.enacting = None, True
                return self.open_paragraph(marker, line, number)
            if not self.opens_count(index):
                return self.open_item(marker, line, number)
            self.led = self.is_led()
            return self.open_paragraph(marker, line, number)
        if number == expected:
            return self.open_paragraph(marker, line, number)
        if number == 1 and self._is_in_item(line):
            return self.open_item(marker, line, number)
        # At the head of a page, nothing but what stands around it says that "1." begins a block.
        headed = expected is None and first and index > 0
        headed = headed and self.lines[index - 1].page != line.page
        inside = self.ahead.is_inside(line) and not (operative and self.preamble) and not headed
        if not ended or inside:
            return False
        apart = apart or not self.layout.wrapped
        if apart and self.opens_list() and self.ahead.leads_back(index, expected):
            # "new paragraphs 11 and 12:", and their words
            return self.open_item(marker, line, number)
        if expected is None or self.last is None:
            # "2018." before any paragraph is a year, unless 2019 follows.
            if number >= 1900 and self.ahead.next_number(index) != number + 1:
                return False
            return self.open_paragraph(marker, line, number)
        if number > expected:
            return self._accept_jump(marker, line, index, expected)
        if number == 1:
            return self._restart(marker, line, index, expected)
        if number == self.last and self.ahead.next_number(index) == expected and item is None:
            return self.open_paragraph(marker, line, number)
        return False

    def _is_set_in(self, line: Line) -> bool:
        """Whether a number is in line with the item above it, and further in than paragraphs."""
        if self.paragraph is None or not line.begins:
            return False
        items = (one for one in reversed(self.stack[1:]) if one.marker.rstrip(".").isdigit())
        item = next(items, None)
        if item is None or abs(item.indent - line.indent) > 1:
            return False
        return line.indent >= self.paragraph.indent + _SET_IN

    def _is_in_item(self, line: Line) -> bool:
        """Whether a number is set further in than the item above it, a title: "(b) Reports"."""
        if self.open is None or not self.levels or not line.begins or self.open.is_unnumbered:
            return False
        titled = "(" in self.open.number and not is_ended(self.text() or ".")
        return titled and line.indent >= self.open.indent + _SET_IN

    def take_title(self, index: int) -> None:
        """Take the title of a draft from the words of the paragraph that announces it."""
        unit = self.open
        at = index - 1
        if unit is None or not self.announces():
            return
        while at > index - _MOST_LINES and not self.lines[at].text.endswith(":"):
            at -= 1
        if not self.lines[at].text.endswith(":"):
            return
        end = self.lines[at].end
        for below in range(at + 1, index):
            self.leave(below, begins=below == at + 1)
        unit.ranges = [span for span in unit.ranges if span.start <= end]
        self.marks = [one for one in self.marks if one[2] is not unit or one[1].start <= end]

    def _accept_quoted(self, marker: Marker, line: Line) -> bool:
        """Whether “3. Welcomes …” is an item: a paragraph of another text that is quoted."""
        number = int(marker.label)
        item = next((level for level in self.levels if level.scale == "item"), None)
        goes_on = item is not None and number == item.value + 1
        if self.open is None or not (goes_on or self.opens_list()):
            return False
        return self.open_item(marker, line, number)

    def _accept_jump(self, marker: Marker, line: Line, index: int, expected: int) -> bool:
        number = int(marker.label)
        # The last of a count, below a heading: "8. …", a title, and "10. …".
        last = self.open is None and line.begins and number == expected + 1
        last = last and self.ahead.next_number(index) in (None, 1)
        if not last and not self.ahead.goes_on(number, expected, index):
            return False
        missing = f"{expected}" if number == expected + 1 else f"{expected} to {number - 1}"
        self.note("gap", f"{number}.", f"no paragraph {missing} before paragraph {number}")
        return self.open_paragraph(marker, line, number)

    def _restart(self, marker: Marker, line: Line, index: int, expected: int) -> bool:
        if self.open is not None and self.ahead.returns_to(expected, index):
            return self.open_item(marker, line, 1)
        headed = self.open is None and bool(self.headings.path.headings)
        self.restarts += 1
        if self.last is not None and self.last > (self.left or ("", _FEWEST))[1]:
            self.left = self.part, self.last
        self.part = self.name_restart()
        detail = f"numbering restarts; units here are numbered {self.part}:n"
        self.note("restart" if headed else "restart without a heading", marker.printed, detail)
        return self.open_paragraph(marker, line, 1)


def _successors(number: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The dotted numbers that may follow `number`: 11.22, 11.21.1 and 12.1 after 11.21."""
    after = {(*number, 1)}
    for depth in range(len(number)):
        # The next of a first number is that with the next letter, or without one.
        nexts = {number[depth] + 1} if depth else next_first(number[0])
        for one in nexts:
            following = (*number[:depth], one)
            after |= {following, (*following, 1)}
    return after
