"""What comes after a line: the markers of the lines below, read once for the whole document.

Whether "4." is the fourth item of a list or paragraph 4 is told by the numbers that follow it.
Every question here is answered from tables, so that a long document is read in linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from egqa.numerals import letter_value, roman_value
from egqa.parse.half_labels import find_half_labels
from egqa.parse.heading_text import is_ended
from egqa.parse.lines import Line
from egqa.parse.markers import Marker, read_bare_number, read_marker

_TABBED = re.compile(r"\d{1,3}\t")
_MOST_TITLE = 6  # lines
# Behind a title, the agenda item that it is on.
_AGENDA_ITEM = re.compile(r"\s*\[(?:agenda )?items? [^\[\]]{1,40}\]$", re.IGNORECASE)
_LETTERS, _ROMANS = 100, 100_000


class LookAhead:
    """The marker of every line, and what stands after each."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._told = any(line.begins for line in lines)
        self._below_heading = {
            line.start for above, line in pairwise(lines) if above.role == "heading"
        }
        self.markers: list[Marker | None] = [
            _read_marker(line, inside=self.is_inside(line)) for line in lines
        ]
        self._drop_continuing()
        self._take_bare_numbers()
        self._take_misread_first()
        for at, label in find_half_labels(lines, self.markers).items():
            self.markers[at] = label
        self._at: list[int] = []  # the lines that begin with a number
        self._numbers: list[int] = []
        for index, marker in enumerate(self.markers):
            if marker is not None and marker.kind == "number" and not marker.weak:
                self._at.append(index)
                self._numbers.append(int(marker.label))
        self._places: dict[int, list[int]] = {}
        for place, number in enumerate(self._numbers):
            self._places.setdefault(number, []).append(self._at[place])
        self._dotted = [
            (at, read_dotted(marker.label))
            for at, marker in enumerate(self.markers)
            if marker is not None and marker.kind == "dotted"
        ]
        self._run_ends = self._find_runs()
        self._labels = self._find_labels()

    def _drop_continuing(self) -> None:
        """Drop the figures with which a line goes on: "… of indicator", and "17.3.1 under target".

        They open nothing, and so show nothing of what stands above them, either.
        """
        for at, line in enumerate(self._lines[1:], 1):
            marker = self.markers[at]
            if marker is None or marker.kind not in ("number", "dotted") or line.begins:
                continue
            goes_on = marker.words(line)[:1].islower()
            if goes_on and not line.blanks and not is_ended(self._lines[at - 1].text):
                self.markers[at] = None

    def _take_bare_numbers(self) -> None:
        """Take a number without its full stop for one, where just that number is left out.

        "25. Recalls …", "26 Condemns …", "27. Affirms …": each at the beginning of a block, of
        which in plain text a tab is the sign, and none before the first number with its full stop.
        """
        last, waiting = 0, list[tuple[int, Marker]]()
        for at, line in enumerate(self._lines):
            marker = self.markers[at]
            if marker is not None and marker.kind == "number" and not marker.weak:
                number = int(marker.label)
                if waiting and number == last + len(waiting) + 1:
                    for place, found in waiting:
                        self.markers[place] = found
                last, waiting = number, []
            elif last and marker is None and self._opens_block(line):
                bare = read_bare_number(line)
                if bare is not None and int(bare.label) == last + len(waiting) + 1:
                    waiting.append((at, bare))

    def _opens_block(self, line: Line) -> bool:
        if self._told:
            return line.begins and line.role == ""
        return _TABBED.match(line.text) is not None

    def _take_misread_first(self) -> None:
        """Take "l." above the first number, if that is 2, for "1.": recognition mistakes the two.

        It stays printed as it is, and who opens the paragraph says so.
        """
        numbers = (one for one in self.markers if one is not None and one.kind == "number")
        first = next(numbers, None)
        if first is None or first.label != "2":
            return
        for at, marker in enumerate(self.markers):
            if marker is first:
                return
            if marker is not None and (marker.kind, marker.label) == ("point", "l"):
                self.markers[at] = replace(marker, kind="number", label="1")
                return

    def is_inside(self, line: Line) -> bool:
        """Whether the format says that `line` goes on with the block above it."""
        inside = self._told and not line.begins and not line.typed
        return inside and line.start not in self._below_heading

    def next_label(self, index: int) -> str | None:
        """The label that begins a line after `index`, unless a number comes before it."""
        return self._labels[index]

    def count(self, number: int) -> int:
        """How many lines begin with `number`."""
        return len(self._places.get(number, []))

    def goes_on(self, number: int, expected: int, index: int) -> bool:
        """Whether `number` + 1 comes after line `index` before `expected` does."""
        following = self._next_place(number + 1, index)
        wanted = self._next_place(expected, index)
        return following is not None and (wanted is None or following < wanted)

    def recurs(self, number: int, index: int) -> bool:
        """Whether the list of `number` goes on and a second `number` then follows it."""
        place = bisect_right(self._at, index)
        if place < len(self._numbers) and self._numbers[place] == number + 1:
            place = self._run_ends[place] + 1
        return place < len(self._numbers) and self._numbers[place] == number

    def returns_to(self, expected: int, index: int) -> bool:
        """Whether a list that begins with 1 at line `index` is followed by `expected`."""
        place = bisect_right(self._at, index)
        if place < len(self._numbers) and self._numbers[place] == 2:
            last = self._run_ends[place]
            if 2 <= expected <= self._numbers[last]:
                return True
            place = last + 1
        return place < len(self._numbers) and self._numbers[place] == expected

    def leads_back(self, index: int, expected: int | None) -> bool:
        """Whether the numbers from line `index` on, "10.", "11.", end where `expected` follows."""
        place = bisect_right(self._at, index) - 1
        if place < 0 or self._at[place] != index:
            return False
        following = self._run_ends[place] + 1
        return following < len(self._numbers) and self._numbers[following] == expected

    def after_run(self, index: int) -> int | None:
        """The line of the first number below that does not go on with the one at line `index`."""
        place = bisect_right(self._at, index) - 1
        if place < 0 or self._at[place] != index:
            return None
        following = self._run_ends[place] + 1
        return self._at[following] if following < len(self._at) else None

    def next_dotted(self, index: int) -> tuple[int, ...] | None:
        """The dotted number that begins a line after `index`."""
        place = bisect_right(self._dotted, (index + 1,))
        return self._dotted[place][1] if place < len(self._dotted) else None

    def next_number(self, index: int) -> int | None:
        """The number that begins a line after `index`."""
        place = bisect_right(self._at, index)
        return self._numbers[place] if place < len(self._numbers) else None

    def next_title(self, index: int) -> int | None:
        """The paragraph's number below "1. Title", where such is the next number after `index`."""
        place = bisect_right(self._at, index)
        return self.below_title(self._at[place]) if place < len(self._at) else None

    def below_title(self, index: int) -> int | None:
        """The paragraph's number below a title at line `index`; None where the line is none.

        A title does not end as a sentence does, and others may stand under it: "(a) Introduction".
        """
        marker = self.markers[index]
        if marker is None or not marker.words(self._lines[index]):
            return None
        for at in range(index + 1, min(index + 1 + _MOST_TITLE, len(self._lines))):
            if is_ended(_AGENDA_ITEM.sub("", self._lines[at - 1].text)):
                return None
            below = self.markers[at]
            if below is not None and below.kind == "number":
                return int(below.label)
        return None

    def lines_of(self, index: int) -> int:
        """How many lines there are from `index` to the next marker."""
        at = index + 1
        while at < len(self._lines) and self.markers[at] is None:
            at += 1
        return at - index

    def _next_place(self, number: int, index: int) -> int | None:
        places = self._places.get(number, [])
        at = bisect_right(places, index)
        return places[at] if at < len(places) else None

    def _find_runs(self) -> list[int]:
        """For every number, the place at which the run n, n + 1, n + 2 … that it stands in ends.

        One of the run may be missing: its full stop was forgotten, or the copy has lost it.
        """
        ends = list(range(len(self._numbers)))
        for place in range(len(self._numbers) - 2, -1, -1):
            if self._numbers[place] < self._numbers[place + 1] <= self._numbers[place] + 2:
                ends[place] = ends[place + 1]
        return ends

    def _find_labels(self) -> list[str | None]:
        labels: list[str | None] = [None] * len(self.markers)
        following: str | None = None
        for index in range(len(self.markers) - 1, -1, -1):
            labels[index] = following
            marker = self.markers[index]
            if marker is not None and marker.kind not in ("bullet", "point"):
                following = marker.label if marker.kind == "label" else None
        return labels


def _read_marker(line: Line, *, inside: bool) -> Marker | None:
    """The marker of a line; a line that the format sets as a heading has none.

    A label `inside` a block is text, "comprising (a) …"; a number may be the next paragraph's.
    """
    if line.role == "heading":
        return None
    marker = read_marker(line)
    return None if inside and marker and marker.kind in ("label", "point") else marker


def read_dotted(label: str) -> tuple[int, ...]:
    """The numbers of "11.21" or "29A.3"; the first has room for letters between two.

    >>> read_dotted("11.21"), read_dotted("29A.3"), read_dotted("II.5"), read_dotted("31.I.5")
    ((1100, 21), (2901, 3), (100200, 5), (3100, 1, 5))
    >>> read_dotted("29.E.38")  # as some sections print 29E.38
    (2905, 38)
    """
    first, *rest = label.split(".")
    if first.isdigit() and rest[:1] and re.fullmatch("[A-HJ-U]", rest[0]):
        first += rest.pop(0)
    if first.isdigit():
        value = int(first) * _LETTERS
    elif first[:-1].isdigit():
        value = int(first[:-1]) * _LETTERS + (letter_value(first[-1].lower()) or 0)
    elif first.startswith("IS"):
        value = 2 * _ROMANS + int(first[2:]) * _LETTERS
    else:
        value = _ROMANS + (roman_value(first.lower()) or 0) * _LETTERS
    return (value, *(int(one) if one.isdigit() else roman_value(one.lower()) or 0 for one in rest))


def next_first(value: int) -> set[int]:
    """What may follow the first of a dotted number: 12 after 11, 29B or 30 after 29A."""
    return {value + 1, (value // _LETTERS + 1) * _LETTERS}
