"""Lines to numbered units: the state machine.

Only markers open units: blank lines are no paragraph breaks, and their absence is no continuity.
A number opens a paragraph if it is the next one; a number inside a list that a colon opened is an
item; a number that jumps is a paragraph only where the numbers after it say so, and the audit
records the gap. Numbering that restarts under a heading takes the heading as its part.
"""

from __future__ import annotations

import re

from egqa.parse.breaks import Breaks
from egqa.parse.heading_path import CHAPTER, SECTION, SUBSECTION, Heading
from egqa.parse.heading_text import clean_heading, is_ended
from egqa.parse.headings import Headings
from egqa.parse.labels import Level, Place, place_label, place_point, value_of
from egqa.parse.lines import Layout, Line
from egqa.parse.lookahead import LookAhead, read_dotted
from egqa.parse.markers import Marker, read_bare_label, read_marker
from egqa.parse.parts import is_provision, name_restart, nest, nest_section
from egqa.parse.preamble import is_operative, is_preambular
from egqa.parse.units import Structure, Unit, drop_needless_parts, drop_needless_sections
from egqa.types import Finding, Span

# A number after one of these is a reference that the line break happens to precede.
_REFERS = re.compile(
    r"(?:\b(?:sub-?paragraphs?|paragraphs?|paras?\.?|items?|articles?|sections?|chapters?|rules?"
    r"|resolutions?|decisions?|recommendations?|options?|nos?\.?|and|or|to|of|in|on|the|from|until"
    r"|under|table|figure|part|annex|see|with|by)|[(,])$",
    re.IGNORECASE,
)
# The last item but one of a list: "(a) The first, and".
_JOINS = re.compile(r"[,;]\s*(?:and|or|and/or)$", re.IGNORECASE)
_COLON = re.compile(r":[*_\s]*$")
_ANNOUNCES = re.compile(
    r"\b(?:following|as follows)\b[^.;]{0,200}:"
    r"|\bfollowing (?:draft )?(?:resolution|decision|declaration|text)s?\b",
    re.IGNORECASE,
)
_LABELLED = (CHAPTER, SECTION)
_REFERENCE_GOES_ON = re.compile(r"(?:above|below|of|and|or|to|thereof)\b|[,.;)]")


def read_structure(lines: list[Line], layout: Layout) -> Structure:
    """The units of `lines`, which hold no furniture and no masthead."""
    return _Machine(lines, layout).run()


class _Machine:
    """One pass over the lines of one document."""

    def __init__(self, lines: list[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.ahead = LookAhead(lines)
        self.headings = Headings(lines, layout, self.ahead.markers)
        self.breaks = Breaks(lines, layout, self.ahead.markers)
        self.units: dict[str, Unit] = {}
        self.findings: list[Finding] = []
        self.outside: list[Span] = []
        self.open: Unit | None = None
        self.paragraph: Unit | None = None
        self.levels: list[Level] = []
        self.stack: list[Unit] = []
        self.last: int | None = None
        self.part = ""  # before every number; `named` is the last that a heading named
        self.named = ""
        self.restarts = 1
        self.seen: dict[str, int] = {}
        self.bullets: dict[str, int] = {}
        self.dotted: tuple[int, ...] | None = None
        self.at = 0
        self.begins = False  # whether the format says that a block begins with this line
        self.preamble = False
        self.preambular = 0
        self.enacting = False  # a resolution's paragraphs may go without a number
        self.unnumbered = 0
        self.marks: list[tuple[str, Span, Unit]] = []

    # ── the pass ─────────────────────────────────────────────────────────────────────────────

    def run(self) -> Structure:
        index = 0
        while index < len(self.lines):
            self.at, self.begins = index, self.lines[index].begins
            heading = None
            if not (self.preamble and is_preambular(self.lines[index].text)):
                heading = self.headings.read(index, after=self._text_above(index))
                heading = heading or self._numbered_heading(index)
            if heading is not None:
                self._enter(heading)
                index += heading.lines
            elif self._may_enact() and (taken := self.breaks.formula(index)):
                self._enact()
                index += taken
            else:
                first = self.last is None and not self.preambular and self._may_enact()
                if first and self.breaks.is_preamble(index):
                    self._enact()
                self._read_line(self.lines[index], index)
                index += 1
        units = tuple(unit for unit in self.units.values() if unit.ranges)
        drop_needless_sections(units)
        drop_needless_parts(units)
        return Structure(units, tuple(self.findings), tuple(self.outside), tuple(self.marks))

    def _read_line(self, line: Line, index: int) -> None:
        """Open the units whose markers begin the line; the rest of it is the last one's words."""
        start = line.start
        marker = self.ahead.markers[index]
        while marker is not None and self._accept(marker, line, index):
            start = marker.words_start
            if start >= line.end or marker.kind == "bullet":
                break
            marker = read_marker(line, start)
        if start == line.start:
            if self.breaks.is_caption(index):
                self.outside.append(Span(line.start, line.end))
                return
            self._read_unmarked(line, index)
        if self.open is None:
            self.outside.append(Span(line.start, line.end))
        elif start < line.end:
            self._add_words(self.open, line, start)

    def _add_words(self, unit: Unit, line: Line, start: int) -> None:
        """Give `unit` the line's words from `start` on, without the footnote marks in them."""
        words = []
        for mark in (*line.marks, Span(line.end, line.end)):
            if mark.start < start:
                continue
            if start < mark.start:
                unit.ranges.append(Span(start, mark.start))
                words.append(line.text[start - line.start : mark.start - line.start])
            if mark.start < mark.end:
                printed = line.text[mark.start - line.start : mark.end - line.start]
                self.marks.append((printed, mark, unit))
            start = mark.end
        unit.last_text = "".join(words).rstrip()
        if len(unit.words) < 1_000:
            unit.words = f"{unit.words} {unit.last_text}".lstrip()

    def _read_unmarked(self, line: Line, index: int) -> None:
        """Open a unit for a block without a number: in a preamble, an article, a letter."""
        if self.preamble:
            if self.breaks.begins_in_preamble(index):
                if self.breaks.is_title(index):
                    self.open = self.paragraph = None
                elif is_operative(line.text):
                    self.preamble = False
                    self._open_unnumbered(line)
                else:
                    self._open_preambular(line)
            return
        if self._closes_list(line):
            # "(c) … on that day;" and below it "and stresses …": the paragraph goes on.
            self.open = self.stack[0]
            return
        loose = self.open is None or self.open.is_unnumbered
        if not loose or not self.breaks.begins(index):
            return
        if self.open is None and is_provision(self.part) and self.part not in self.units:
            # "Article 5" over words without a number: the article is the unit.
            self.paragraph = self._open(self.part, None, None, line)
        elif self.breaks.is_prose(index):
            self._open_unnumbered(line)
        else:
            self.open = self.paragraph = None
            self.stack = []

    def _closes_list(self, line: Line) -> bool:
        """Whether a block goes on with the sentence that a list has interrupted."""
        return (
            line.begins
            and len(self.stack) > 1
            and self.open is self.stack[-1]
            and line.text[:1].islower()
            and self.open.last_text.rstrip().endswith((";", ","))
        )

    def _open_preambular(self, line: Line) -> None:
        self.levels, self.stack = [], []
        self.preambular += 1
        number = f"pp{self.preambular}"
        self.paragraph = self._open(
            f"{self.part}:{number}" if self.part else number, None, None, line
        )

    def _open_unnumbered(self, line: Line) -> None:
        self.levels, self.stack = [], []
        self.unnumbered += 1
        self._open(f"#{self.unnumbered}", None, None, line)
        self.paragraph = None

    def _may_enact(self) -> bool:
        return self.open is None or (self.open.is_unnumbered and not self.open.parent)

    def _enact(self) -> None:
        """A resolution or decision begins: its preamble stands below."""
        self.open = self.paragraph = None
        self.levels, self.stack = [], []
        self.preamble, self.enacting, self.preambular = True, True, 0

    def _text_above(self, index: int) -> str | None:
        """The text that a heading would stand after; between two blocks of a preamble, none."""
        text = self._text()
        if self.preamble and text and text.endswith((",", ";")):
            labelled = read_bare_label(self.lines[index].plain)
            return None if labelled or self.breaks.begins_in_preamble(index) else text
        return text

    def _text(self) -> str | None:
        """The last line of the open unit's words; None where no unit is open."""
        return self.open.last_text if self.open is not None else None

    def _is_ended(self) -> bool:
        text = self._text()
        if self.begins or (self.preamble and text and text.endswith(",")):
            return True
        return not text or is_ended(text)

    def _refers(self) -> bool:
        text = (self._text() or "").rstrip("*_ ")
        return bool(_REFERS.search(text)) and not _JOINS.search(text)

    def _opens_list(self) -> bool:
        return bool(_COLON.search(self._text() or ""))

    def _opens_operative(self, words: str) -> bool:
        """Whether a resolution's preamble stands before: its last paragraph ends with a comma."""
        return (self._text() or "").endswith(",") and words[:1].isupper()

    def _enter(self, heading: Heading) -> None:
        self.headings.path.enter(heading)
        if heading.part and not self._counts_on(heading.part):
            self.part = self.named = nest(self.named, heading.part)
            self.last = self.dotted = None
            self.preambular = 0
            self.enacting = self.part.startswith(("dec.", "res.", "draft"))
        if self.enacting and heading.level in _LABELLED and self._restarts_below():
            # A resolution's sections number their paragraphs, preambles too, each from 1.
            path = (one.label for one in self.headings.path.headings if one.level in _LABELLED)
            self.part = nest_section(self.named, ".".join(filter(None, path)))
            self.last, self.preambular, self.preamble = None, 0, False
        self.preamble = self.preamble and not heading.part and self.preambular > 0
        self.open = self.paragraph = None
        self.levels, self.stack = [], []

    def _restarts_below(self) -> bool:
        """Whether the numbers below a heading begin with 1, and do so elsewhere, too."""
        return self.ahead.next_number(self.at) == 1 and self.ahead.count(1) > 1

    def _counts_on(self, part: str) -> bool:
        """Whether paragraphs are numbered through the parts of the document, as in a report."""
        if not part.startswith(("part", "res.", "dec.")):
            return False
        if self.named.startswith(("annex", "appendix")):
            return False
        return self.last is not None and self.ahead.next_number(self.at) == self.last + 1

    def _numbered_heading(self, index: int) -> Heading | None:
        """A heading such as "1. Adoption of the agenda" above the paragraph that is expected."""
        marker = self.ahead.markers[index]
        if marker is None or marker.kind != "number" or not self._is_ended() or self._opens_list():
            return None
        text = clean_heading(self.lines[index].plain)
        below = self.ahead.markers[index + 1] if index + 1 < len(self.lines) else None
        if below is None or below.kind != "number" or not marker.words(self.lines[index]):
            return None
        expected = 1 if self.last is None else self.last + 1
        if int(below.label) != expected or len(text) > 160 or is_ended(text):
            return None
        if any(level.scale == "item" for level in self.levels) or int(marker.label) > expected:
            return None
        return Heading(text, SUBSECTION, 1, marker.label)

    # ── markers ──────────────────────────────────────────────────────────────────────────────

    def _accept(self, marker: Marker, line: Line, index: int) -> bool:
        if marker.kind == "bullet":
            return self._accept_bullet(marker, line)
        if marker.kind == "number":
            accepted = self._accept_number(marker, line, index)
            self.preamble = self.preamble and not accepted
            return accepted
        if marker.kind == "dotted":
            return self._accept_dotted(marker, line, index)
        if marker.kind == "point":
            return self._accept_point(marker, line)
        return self._accept_label(marker, line, index)

    def _accept_bullet(self, marker: Marker, line: Line) -> bool:
        owner = next((unit for unit in reversed(self.stack) if unit.marker != "•"), None)
        if owner is None or (marker.weak and not self._may_follow(marker, line)):
            return False
        self.bullets[owner.number] = self.bullets.get(owner.number, 0) + 1
        while self.stack and self.stack[-1] is not owner:
            self.stack.pop()
        number = f"{owner.number}•{self.bullets[owner.number]}"
        if owner.is_unnumbered:
            self.unnumbered += 1
            number = f"#{self.unnumbered}"
        self._open(number, owner, marker, line)
        return True

    def _may_follow(self, marker: Marker, line: Line) -> bool:
        """Whether a dash is a bullet: after what is complete, or in line with the bullet before."""
        if self._is_ended():
            return True
        open_bullet = self.open is not None and self.open.marker == "•"
        return open_bullet and self.open is not None and self.open.indent == line.indent

    def _accept_label(self, marker: Marker, line: Line, index: int) -> bool:
        ended = self._is_ended()
        following = self.ahead.next_label(index)
        place = place_label(marker.label, self.levels, following, ended=ended)
        if place is None or (self.paragraph is None and not self.levels and place.value != 1):
            return False
        words = marker.words(line)
        if not ended:
            # The label that is expected needs no full stop before it, unless it is referred to.
            goes_on = place.depth < len(self.levels) and place.odd == ""
            if self._refers() or _REFERENCE_GOES_ON.match(words):
                return False
            if not (words[:1].isupper() or goes_on or following):
                return False
        if place.odd == "gap":
            before = self.levels[place.depth].label
            self._note("gap", marker.printed, f"({before}) is followed by {marker.printed}")
        self._place(marker, place, line)
        last = value_of(marker.through, place.scale) if marker.through else None
        if last is not None and last > place.value:
            self.levels[-1] = Level(place.scale, last, marker.through)
        return True

    def _accept_point(self, marker: Marker, line: Line) -> bool:
        if self.open is None or not (self._is_ended() or self._opens_list()):
            return False
        place = place_point(marker.label, self.levels, announced=self._opens_list())
        if place is None or (not self.levels and self.paragraph is None):
            return False
        self._place(marker, place, line)
        return True

    def _accept_dotted(self, marker: Marker, line: Line, index: int) -> bool:
        number = read_dotted(marker.label)
        words = marker.words(line) or self._line_below(index)
        if not words or not self._is_ended() or self._opens_list():
            return False
        if self.ahead.is_inside(line) and number not in _successors(self.dotted or ()):
            return False
        if self.dotted is None:
            # "3.5 per cent" is no paragraph: the next one must follow, or this be a first.
            goes_on = self.ahead.next_dotted(index) in _successors(number)
            if words[:1].islower() or (not goes_on and number[-1] != 1):
                return False
        elif number not in _successors(self.dotted):
            ahead = self.dotted < number and self.ahead.next_dotted(index) in _successors(number)
            if not ahead or number[:1] != self.dotted[:1]:
                return False
            last = ".".join(map(str, self.dotted))
            self._note("gap", marker.printed, f"paragraph {last} is followed by {marker.label}")
        self.levels, self.stack = [], []
        self.dotted = number
        printed = f"{self.part}:{marker.label}" if self.part else marker.label
        self.paragraph = self._open(printed, None, marker, line)
        return True

    def _place(self, marker: Marker, place: Place, line: Line) -> None:
        top = self.stack[:1]
        base = 1 if self.paragraph is not None or (top and top[0].is_unnumbered) else 0
        labelled = [unit for unit in self.stack if unit.marker != "•"]
        self.stack = labelled[: base + place.depth]
        self.levels = self.levels[: place.depth]
        self.levels.append(Level(place.scale, place.value, marker.label))
        parent = self.stack[-1] if self.stack else None
        label = marker.printed if marker.kind == "point" else f"({marker.label})"
        if parent is not None and parent.is_unnumbered and not self.enacting:
            self.unnumbered += 1
            number = f"#{self.unnumbered}"
        elif parent is not None and not parent.is_unnumbered:
            number = f"{parent.number}{':' if parent.number == self.part else ''}{label}"
        else:
            number = f"{self.part}:{label}" if self.part else label
        self._open(number, parent, marker, line)

    def _accept_number(self, marker: Marker, line: Line, index: int) -> bool:
        number, ended = int(marker.label), self._is_ended()
        words = marker.words(line) or self._line_below(index)
        expected = None if self.last is None else self.last + 1
        set_off = line.blanks > self.layout.gap and number == expected
        first = number == 1 and self.ahead.next_number(index) == 2
        if first and (self.preamble or self._opens_operative(words)):
            ended = True
        if not words or (not ended and (words[0].islower() or (self._refers() and not set_off))):
            return False
        item = next((level for level in self.levels if level.scale == "item"), None)
        goes_on = item is not None and number == item.value + 1
        if goes_on and (number != expected or self.ahead.recurs(number, index)):
            return self._open_item(marker, line, number)
        apart = line.begins or line.blanks > self.layout.gap
        if number == 1 and (self._opens_list() or (apart and self._announces())):
            return self._open_item(marker, line, number)
        if number == expected:
            return self._open_paragraph(marker, line, number)
        if not ended or self.ahead.is_inside(line):
            return False
        if expected is None or self.last is None:
            # "2018." before any paragraph is a year, unless 2019 follows.
            if number >= 1900 and self.ahead.next_number(index) != number + 1:
                return False
            return self._open_paragraph(marker, line, number)
        if number > expected:
            return self._accept_jump(marker, line, index, expected)
        if number == 1:
            return self._restart(marker, line, index, expected)
        if number == self.last and self.ahead.next_number(index) == expected and item is None:
            return self._open_paragraph(marker, line, number)
        return False

    def _accept_jump(self, marker: Marker, line: Line, index: int, expected: int) -> bool:
        number = int(marker.label)
        if not self.ahead.goes_on(number, expected, index):
            return False
        missing = f"{expected}" if number == expected + 1 else f"{expected} to {number - 1}"
        self._note("gap", f"{number}.", f"no paragraph {missing} before paragraph {number}")
        return self._open_paragraph(marker, line, number)

    def _restart(self, marker: Marker, line: Line, index: int, expected: int) -> bool:
        if self.open is not None and self.ahead.returns_to(expected, index):
            return self._open_item(marker, line, 1)
        path = self.headings.path.headings if self.open is None else ()
        self.restarts += 1
        section = ".".join(one.label for one in path if one.label and one.level in _LABELLED)
        if path and path[-1].label and section:
            self.part = nest_section(self.named, section)
        else:
            heading = path[-1].text if path else ""
            self.part = name_restart(self.named, heading, self.restarts)
        detail = f"numbering restarts; units here are numbered {self.part}:n"
        self._note("restart" if path else "restart without a heading", marker.printed, detail)
        return self._open_paragraph(marker, line, 1)

    def _announces(self) -> bool:
        """Whether the paragraph that is open goes on with a text that has numbers of its own."""
        if self.open is None or self.paragraph is None or "pp" in self.paragraph.number:
            return False
        return bool(_ANNOUNCES.search(self.paragraph.words))

    def _line_below(self, index: int) -> str:
        """The words of a number that stands alone on its line; another number is none."""
        if index + 1 >= len(self.lines):
            return ""
        below = self.ahead.markers[index + 1]
        return "" if below and below.kind == "number" else self.lines[index + 1].text

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

    def _open(self, number: str, parent: Unit | None, marker: Marker | None, line: Line) -> Unit:
        times = self.seen[number] = self.seen.get(number, 0) + 1
        if times > 1:
            again = f"{number}~{times}"
            stands = "twice" if times == 2 else f"{times} times"
            self._note("duplicate", number, f"this number stands {stands}; here it is {again}")
            number = again
        while parent is not None and not parent.ranges:  # a label without words, "(a) (i) Text"
            parent = self.units.get(parent.parent) if parent.parent else None
        above = parent.number if parent is not None else None
        unit = Unit(
            number,
            above,
            marker.printed if marker else "",
            marker_at=Span(line.start, marker.words_start if marker else line.start),
            headings=self.headings.path.headings,
            page=line.page,
            indent=line.indent,
        )
        self.units[number] = unit
        self.stack.append(unit)
        self.open = unit
        return unit

    def _note(self, kind: str, where: str, detail: str) -> None:
        self.findings.append(Finding(kind, where, detail))


def _successors(number: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The dotted numbers that may follow `number`: 11.22, 11.21.1 and 12.1 after 11.21."""
    after = {(*number, 1)}
    for depth in range(len(number)):
        following = (*number[:depth], number[depth] + 1)
        after |= {following, (*following, 1)}
    return after
