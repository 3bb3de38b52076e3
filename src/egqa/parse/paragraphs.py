"""Lines to numbered units: the state machine.

Only markers open units: blank lines are no paragraph breaks, and their absence is no continuity.
A number opens a paragraph if it is the next one; a number inside a list that a colon opened is an
item; a number that jumps is a paragraph only where the numbers after it say so, and the audit
records the gap. Numbering that restarts under a heading takes the heading as its part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from egqa.parse.headings import SUBSECTION, Heading, Headings, clean_heading, is_ended
from egqa.parse.labels import Level, Place, place_label
from egqa.parse.lines import Layout, Line
from egqa.parse.markers import Marker, read_marker
from egqa.types import Finding, Span

# A number after one of these is a reference that the line break happens to precede.
_REFERS = re.compile(
    r"(?:paragraphs?|paras?\.?|items?|articles?|sections?|chapters?|rules?|resolutions?|decisions?"
    r"|nos?\.?|and|or|to|of|in|on|the|from|until|table|figure|part|annex|see|under)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Unit:
    """A unit while it is being read: its number, and the places of its words in the source."""

    number: str
    parent: str | None
    marker: str
    headings: tuple[Heading, ...]
    page: int | None
    ranges: list[Span] = field(default_factory=list)
    last_text: str = ""
    cut_from: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """What the state machine read: units in order, what it met, and words outside any unit."""

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    outside: tuple[Span, ...]


class _Machine:
    """One pass over the lines of one document."""

    def __init__(self, lines: list[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.headings = Headings(lines, layout)
        self.units: list[Unit] = []
        self.findings: list[Finding] = []
        self.outside: list[Span] = []
        self.open: Unit | None = None
        self.paragraph: Unit | None = None
        self.levels: list[Level] = []
        self.stack: list[Unit] = []
        self.last: int | None = None
        self.part = ""
        self.seen: dict[str, int] = {}
        self.bullets: dict[str, int] = {}

    # ── the pass ─────────────────────────────────────────────────────────────────────────────

    def run(self) -> Structure:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            heading = self.headings.read(index, after=self._text())
            if heading is None:
                heading = self._numbered_heading(index)
            if heading is not None:
                self._enter(heading)
                index += heading.lines
                continue
            start = None
            opened = False
            while (marker := read_marker(line, start)) and self._accept(marker, line, index):
                opened, start = True, marker.words_start
                if start >= line.end or marker.kind == "bullet":
                    break
            if opened and start is not None:
                if start < line.end and self.open is not None:
                    self._extend(self.open, Span(start, line.end), line)
            elif self.open is not None:
                self._extend(self.open, Span(line.start, line.end), line)
            else:
                self.outside.append(Span(line.start, line.end))
            index += 1
        return Structure(
            tuple(unit for unit in self.units if unit.ranges),
            tuple(self.findings),
            tuple(self.outside),
        )

    def _text(self) -> str | None:
        return self.open.last_text if self.open is not None else None

    def _extend(self, unit: Unit, span: Span, line: Line) -> None:
        unit.ranges.append(span)
        unit.last_text = line.text[span.start - line.start :]
        if unit.page is None:
            unit.page = line.page

    def _enter(self, heading: Heading) -> None:
        self.headings.enter(heading)
        if heading.part:
            outer = self.part if self.part and _nests(self.part, heading.part) else ""
            self.part = f"{outer}/{heading.part}" if outer else heading.part
            self.last = None
        self._close()

    def _close(self) -> None:
        self.open = self.paragraph = None
        self.levels, self.stack = [], []

    # ── markers ──────────────────────────────────────────────────────────────────────────────

    def _accept(self, marker: Marker, line: Line, index: int) -> bool:
        if marker.kind == "bullet":
            return self._accept_bullet(marker, line)
        if marker.kind == "number":
            return self._accept_number(marker, line, index)
        return self._accept_label(marker, line, index)

    def _accept_bullet(self, marker: Marker, line: Line) -> bool:
        owner = next((unit for unit in reversed(self.stack) if "•" not in unit.number), None)
        if owner is None or (marker.weak and not is_ended(self._text() or "")):
            return False
        self.bullets[owner.number] = self.bullets.get(owner.number, 0) + 1
        while self.stack and self.stack[-1] is not owner:
            self.stack.pop()
        self._open(f"{owner.number}•{self.bullets[owner.number]}", owner, marker, line)
        return True

    def _accept_label(self, marker: Marker, line: Line, index: int) -> bool:
        before = self._text()
        words = marker.words(line)
        ended = before is None or before == "" or is_ended(before)
        following = self._next_label(index)
        place = place_label(marker.label, self.levels, following, ended=ended)
        if place is None:
            return False
        if not ended and before is not None:
            opens = words[:1].isupper() or (bool(following) and place.odd == "")
            if not opens or _REFERS.search(before.rstrip("*_ ")):
                return False
        if self.paragraph is None and place.depth == 0 and place.value != 1:
            return False
        if place.odd == "gap":
            self._note("gap", marker.printed, f"({self.levels[place.depth].label}) is followed by {marker.printed}")
        self._place(marker, place, line)
        return True

    def _place(self, marker: Marker, place: Place, line: Line) -> None:
        base = 1 if self.paragraph is not None else 0
        labelled = [unit for unit in self.stack if "•" not in unit.number]
        self.stack = labelled[: base + place.depth]
        self.levels = self.levels[: place.depth]
        self.levels.append(Level(place.scale, place.value, marker.label))
        parent = self.stack[-1] if self.stack else None
        if parent is not None:
            number = f"{parent.number}({marker.label})"
        else:
            number = f"{self.part}:({marker.label})" if self.part else f"({marker.label})"
        self._open(number, parent, marker, line)

    def _accept_number(self, marker: Marker, line: Line, index: int) -> bool:
        number = int(marker.label)
        before = self._text()
        ended = before is None or before == "" or is_ended(before)
        words = marker.words(line) or (
            self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        )
        if not words or (not ended and (words[0].islower() or _REFERS.search((before or "").rstrip("*_ ")))):
            return False
        expected = None if self.last is None else self.last + 1
        item = next((level for level in self.levels if level.scale == "item"), None)
        if item is not None and number == item.value + 1:
            if number != expected or self._recurs(number, index):
                return self._open_item(marker, line, number)
        opens_list = before is not None and re.search(r":[*_]*$", before) is not None
        if number == expected:
            if not (opens_list and number == 1):
                return self._open_paragraph(marker, line, number)
        if opens_list and number == 1 and self.open is not None:
            return self._open_item(marker, line, number)
        if not ended:
            return False
        if expected is None:
            return self._open_paragraph(marker, line, number)
        if number > expected and self._goes_on(number, expected, index):
            missing = f"{expected}" if number == expected + 1 else f"{expected} to {number - 1}"
            self._note("gap", f"{number}.", f"no paragraph {missing} before paragraph {number}")
            return self._open_paragraph(marker, line, number)
        if number <= self.last if self.last is not None else False:
            return self._restart(marker, line, number, index, expected)
        return False

    def _restart(self, marker: Marker, line: Line, number: int, index: int, expected: int) -> bool:
        if number != 1:
            return False
        if self.open is not None and self._returns_to(expected, index):
            return self._open_item(marker, line, number)
        heading = self.headings.path[-1] if self.headings.path else None
        name = ""
        if heading is not None and self.open is None:
            name = (heading.label or re.sub(r"\W+", "-", heading.text.lower()).strip("-"))[:40].lower()
        base = self.part.split("/")[0] if "/" in self.part else self.part
        self.part = f"{base}/{name}" if base and name else name or f"{base or 'part'}~2"
        self._note("restart", f"{number}.", f"numbering restarts; units here are numbered {self.part}:n")
        return self._open_paragraph(marker, line, number)

    # ── look-ahead ───────────────────────────────────────────────────────────────────────────

    def _numbers_after(self, index: int) -> list[int]:
        numbers = []
        for line in self.lines[index + 1 :]:
            marker = read_marker(line)
            if marker and marker.kind == "number":
                numbers.append(int(marker.label))
        return numbers

    def _next_label(self, index: int) -> str | None:
        for line in self.lines[index + 1 :]:
            marker = read_marker(line)
            if marker and marker.kind == "label":
                return marker.label
            if marker and marker.kind == "number":
                return None
        return None

    def _recurs(self, number: int, index: int) -> bool:
        """Whether the list goes on and paragraph `number` still comes after it."""
        at = number
        for following in self._numbers_after(index):
            if following == at + 1:
                at = following
            else:
                return following == number
        return False

    def _goes_on(self, number: int, expected: int, index: int) -> bool:
        for following in self._numbers_after(index):
            if following == number + 1:
                return True
            if following == expected:
                return False
        return False

    def _returns_to(self, expected: int, index: int) -> bool:
        """Whether a list numbered 1, 2 … is followed by the paragraph that is expected."""
        at = 1
        for following in self._numbers_after(index):
            if following == at + 1 and following != expected:
                at = following
            else:
                return following == expected
        return False

    def _numbered_heading(self, index: int) -> Heading | None:
        """A heading such as "1. Adoption of the agenda" above the paragraph that is expected."""
        line = self.lines[index]
        marker = read_marker(line)
        if marker is None or marker.kind != "number" or self.last is None or not is_ended(self._text() or ""):
            return None
        text = clean_heading(line.plain)
        if int(marker.label) == self.last + 1 or len(text) > 160 or is_ended(text):
            return None
        if re.search(r":[*_]*$", self._text() or "") or any(level.scale == "item" for level in self.levels):
            return None
        if index + 1 >= len(self.lines):
            return None
        below = read_marker(self.lines[index + 1])
        if below and below.kind == "number" and int(below.label) == self.last + 1:
            return Heading(text, SUBSECTION, 1, marker.label)
        return None

    # ── opening units ────────────────────────────────────────────────────────────────────────

    def _open_paragraph(self, marker: Marker, line: Line, number: int) -> bool:
        self.levels, self.stack = [], []
        self.last = number
        printed = f"{self.part}:{number}" if self.part else str(number)
        self.paragraph = self._open(printed, None, marker, line)
        return True

    def _open_item(self, marker: Marker, line: Line, number: int) -> bool:
        depth = next((at for at, level in enumerate(self.levels) if level.scale == "item"), None)
        if depth is None:
            depth = len(self.levels)
        self._place(marker, Place(depth, "item", number), line)
        return True

    def _open(self, number: str, parent: Unit | None, marker: Marker, line: Line) -> Unit:
        self.seen[number] = self.seen.get(number, 0) + 1
        if self.seen[number] > 1:
            again = f"{number}~{self.seen[number]}"
            self._note("duplicate", number, f"this number stands {ordinal_times(self.seen[number])}; here it is {again}")
            number = again
        above = parent
        while above is not None and not above.ranges:
            above = next((unit for unit in self.units if unit.number == above.parent), None) if above.parent else None
        unit = Unit(
            number,
            above.number if above is not None else None,
            marker.printed,
            self.headings.path,
            line.page,
        )
        self.units.append(unit)
        self.stack.append(unit)
        self.open = unit
        return unit

    def _note(self, kind: str, where: str, detail: str) -> None:
        self.findings.append(Finding(kind, where, detail))


def ordinal_times(count: int) -> str:
    """"twice", "three times" … for the audit."""
    return "twice" if count == 2 else f"{count} times"


def _nests(outer: str, inner: str) -> bool:
    """Whether a part stands inside the one before it: parts and articles inside an annex."""
    ranks = ("annex", "appendix", "dec.", "res.", "draft", "part", "art.")

    def rank(name: str) -> int:
        last = name.rsplit("/", 1)[-1] if not name.startswith(("dec.", "res.")) else name
        return next((at for at, prefix in enumerate(ranks) if last.startswith(prefix)), 0)

    return rank(outer) < 2 <= rank(inner) and inner.startswith(("part", "art."))


def read_structure(lines: list[Line], layout: Layout) -> Structure:
    """The units of `lines`, which hold no furniture and no masthead."""
    return _Machine(lines, layout).run()
