"""The state of the state machine: what is open, what it says so far, and how units open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from egqa.parse.breaks import Breaks
from egqa.parse.heading_path import LABELLED, SUBSECTION, Heading
from egqa.parse.heading_text import clean_heading, is_ended
from egqa.parse.headings import Headings
from egqa.parse.labels import Level, Place
from egqa.parse.lines import Layout, Line
from egqa.parse.lookahead import LookAhead
from egqa.parse.markers import Marker
from egqa.parse.parts import CHAPTER_NAME, join_part, name_restart, nest_section, read_part
from egqa.parse.units import Fragment, Title, Unit, cut_marks
from egqa.pinpoints import AS_STORED
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
COLON = re.compile(r":[*_\s]*$")
_ANNOUNCES = re.compile(
    r"\b(?:following|as follows)\b[^.;]{0,200}:"
    r"|\bfollowing (?:draft )?(?:resolution|decision|declaration|text)s?\b",
    re.IGNORECASE,
)

_DRAFT = re.compile(r"(?<=\bfollowing )draft (?:resolution|decision)\b", re.IGNORECASE)


class Interrupted(NamedTuple):
    """What stands above a heading: its lists may go on below it, "(e) …", a title, "(f) …"."""

    paragraph: Unit | None
    open: Unit
    levels: list[Level]
    stack: list[Unit]
    list_part: str | None


class State:
    """What one pass over the lines of one document has open."""

    def __init__(self, lines: list[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.ahead = LookAhead(lines)
        self.breaks = Breaks(lines, layout, self.ahead.markers)
        self.headings = Headings(lines, layout, self.ahead.markers, self.breaks)
        self.units: dict[str, Unit] = {}
        self.findings: list[Finding] = []
        self.outside: list[Span] = []
        self.openings: list[Span] = []  # "The General Assembly,"
        self.fragments: list[Fragment] = []
        self.titles: list[Title] = []
        self.open: Unit | None = None
        self.paragraph: Unit | None = None
        self.levels: list[Level] = []
        self.stack: list[Unit] = []
        self.last: int | None = None
        self.part = ""  # before every number; `named` is the last that a heading named
        self.named = ""
        self.act = ""  # the part of a draft that a paragraph announces, under no heading of its own
        self.around_act = ""  # what was `named` before a decision that the text records
        self.named_so_far: dict[str, int] = {}
        self.counts: dict[str, int] = {}  # the last number of every part
        self.left: tuple[str, int] | None = None  # part and number that a restart has left
        self.interrupted: Interrupted | None = None  # by a heading
        self.earlier: Interrupted | None = None  # the last list that other paragraphs follow,
        self.followed = 0  # and the first of these
        self.list_part: str | None = None  # of a list that stands in no paragraph
        self.led = False  # the numbers are those of a list that an unnumbered paragraph leads in,
        self.in_letter = False  # and such a list has ended: another may begin with 1
        self.restarts = 1
        self.seen: dict[str, int] = {}
        self.bullets: dict[str, int] = {}
        self.dotted: tuple[int, ...] | None = None
        self.last_dotted = ""
        self.dotted_part = ""
        self.at = 0
        self.begins = False  # whether the format says that a block begins with this line
        self.noting = False  # what stands below a table or figure
        self.preamble = False
        self.preamble_part: str | None = None  # where its paragraphs alone are in a part
        self.preambular = 0
        self.enacting = False  # a resolution's paragraphs may go without a number
        self.unnumbered = 0
        self.marks: list[tuple[str, Span, Unit]] = []
        self.headed: list[tuple[str, Span]] = []  # the marks of headings above the next unit
        self.outline: list[tuple[int, tuple[Heading, ...]]] = []

    def text(self) -> str | None:
        """The last line of the open unit's words; None where no unit is open."""
        return self.open.last_text if self.open is not None else None

    def is_ended(self) -> bool:
        """Whether what is open is complete, so that another unit may begin."""
        text = self.text()
        if self.begins or (self.preamble and text and text.endswith(",")):
            return True
        return not text or is_ended(text)

    def refers(self) -> bool:
        """Whether the words end in such a way that a number after them is a reference."""
        text = (self.text() or "").rstrip("*_ ")
        return bool(_REFERS.search(text)) and not _JOINS.search(text)

    def opens_list(self) -> bool:
        """Whether the words end with a colon."""
        return bool(COLON.search(self.text() or ""))

    def opens_operative(self, words: str) -> bool:
        """Whether a resolution's preamble stands before: its last paragraph ends with a comma."""
        return (self.text() or "").endswith(",") and words[:1].isupper()

    def announces(self) -> bool:
        """Whether the paragraph that is open goes on with a text that has numbers of its own."""
        if self.open is None or self.paragraph is None or "pp" in self.paragraph.number:
            return False
        return announces_text(self.paragraph.words)

    def announced_part(self) -> str:
        """The part that a report's last paragraph names: "the following draft resolution"."""
        above = self.units.get(str(self.last)) if not self.part else None
        named = _DRAFT.search(above.words) if above is not None else None
        return AS_STORED[named.group().lower()] if named else ""

    def tell_announced(self) -> str:
        """The same, told apart from a draft that an earlier paragraph of the report has named."""
        part = self.announced_part()
        return self.tell_apart(part) if part else ""

    def tell_apart(self, part: str) -> str:
        """`part`, or where units stand in one so named, "part~2"."""
        times, told = 1, part
        while join_part(told, "1") in self.seen or join_part(told, "pp1") in self.seen:
            times += 1
            told = f"{part}~{times}"
        return told

    def line_below(self, index: int) -> str:
        """The words of a marker that stands alone on its line; a number or a part's title is none.

        A converter prints the number of an empty paragraph, too: "1." above "Annex I".
        """
        if index + 1 >= len(self.lines):
            return ""
        below, line = self.ahead.markers[index + 1], self.lines[index + 1]
        if below and below.kind == "number":
            return ""
        return "" if read_part(clean_heading(line.plain)) else line.text

    def add_words(self, unit: Unit, line: Line, start: int) -> None:
        """Give `unit` the line's words from `start` on, without the footnote marks in them."""
        spans, found = cut_marks(line, start)
        unit.ranges += spans
        self.marks += [(printed, mark, unit) for printed, mark in found]
        words = [line.text[span.start - line.start : span.end - line.start] for span in spans]
        unit.last_text = "".join(words).rstrip()
        if len(unit.words) < 1_000:
            unit.words = f"{unit.words} {unit.last_text}".lstrip()

    def place(self, marker: Marker, place: Place, line: Line) -> None:
        """Open a unit at its place in the lists of the open paragraph."""
        top = self.stack[:1]
        base = (
            1
            if self.paragraph is not None
            or (top and (top[0].is_unnumbered or top[0].marker == "•"))
            else 0
        )
        # A bullet that stands in no paragraph is what the list below it is of.
        labelled = [unit for at, unit in enumerate(self.stack) if unit.marker != "•" or at == 0]
        self.stack = labelled[: base + place.depth]
        before = self.levels[place.depth] if place.depth < len(self.levels) else None
        again = before.again if before and place.odd != "restart" else ""
        self.levels = self.levels[: place.depth]
        parent = self.stack[-1] if self.stack else None
        label = marker.printed if marker.kind == "point" else f"({marker.label})"
        if parent is not None and parent.is_unnumbered and not self.enacting:
            self.unnumbered += 1
            number = f"#{self.unnumbered}"
        elif parent is not None and not parent.is_unnumbered:
            number = f"{parent.number}{':' if parent.number == self.part else ''}{label}"
        else:
            number = self._list_number(label, first=place.depth == 0 and place.value == 1)
        unit = self.open_unit(number + again, parent, marker, line)
        again = again or (unit.number.removeprefix(number) if place.value == 1 else "")
        self.levels.append(Level(place.scale, place.value, marker.label, again))

    def _list_number(self, label: str, *, first: bool) -> str:
        """The number of an item of a list that stands in no paragraph, straight below a heading.

        Where such a list begins anew, the heading is its part, as it is of numbers that restart.
        """
        if first:
            self.list_part = self.part
            if self.open is None and join_part(self.part, label) in self.seen:
                self.restarts += 1
                named = self.name_restart()
                if join_part(named, label) not in self.seen:
                    self.list_part = named
                    detail = f"a list begins anew; its items are numbered {join_part(named, label)}"
                    self.note("restart", label, detail)
        return join_part(self.part if self.list_part is None else self.list_part, label)

    def section(self) -> str:
        """The labels of the chapter and section in force: "II.B", or "chap.II" so named."""
        path = self.headings.path.headings
        labelled = [one for one in path if one.label and one.level in LABELLED]
        named = bool(labelled) and labelled[0].text.lower().startswith("chapter")
        return (CHAPTER_NAME if named else "") + ".".join(one.label for one in labelled)

    def name_restart(self) -> str:
        """The part of numbers that restart: the section they stand in, a heading, or a count."""
        path = self.headings.path.headings if self.open is None else ()
        if path and path[-1].label and self.section():
            inner = f".{path[-1].label}" if path[-1].level == SUBSECTION else ""
            return nest_section(self.named, self.section() + inner)
        heading = path[-1].text if path else ""
        return self.announced_part() or name_restart(self.named, heading, self.restarts)

    def close(self) -> None:
        """Close what is open."""
        self.noting = False
        self.open = self.paragraph = self.list_part = None
        self.levels, self.stack = [], []

    def open_preambular(self, line: Line) -> None:
        """Open the next paragraph of a preamble."""
        self.begin()
        self.preambular += 1
        part = self.part if self.preamble_part is None else self.preamble_part
        number = join_part(part, f"pp{self.preambular}")
        self.paragraph = self.open_unit(number, None, None, line)

    def open_unnumbered(self, line: Line) -> None:
        """Open a unit to which the document gives no number."""
        self.begin()
        self.unnumbered += 1
        self.open_unit(f"#{self.unnumbered}", None, None, line)
        self.paragraph = None

    def open_paragraph(self, marker: Marker, line: Line, number: int) -> bool:
        """Open the paragraph with this number."""
        if self.levels and self.paragraph is not None and self.open is not None:
            self.earlier = Interrupted(
                self.paragraph, self.open, self.levels, self.stack, self.list_part
            )
            self.followed = number
        self.begin()
        if marker.printed[:1].isalpha():
            detail = f"printed so in this copy, and read as {number}, which comes before the next"
            self.note("recognition", marker.printed, detail)
        self.last = self.counts[self.part] = number
        printed = f"{self.part}:{number}" if self.part else str(number)
        self.paragraph = self.open_unit(printed, None, marker, line)
        return True

    def begin(self) -> None:
        """A paragraph begins: no list is open, and none goes on."""
        self.levels, self.stack = [], []
        self.interrupted = self.list_part = None

    def open_item(self, marker: Marker, line: Line, number: int) -> bool:
        """Open the item with this number in a list."""
        depth = next((at for at, level in enumerate(self.levels) if level.scale == "item"), None)
        if depth is None:
            depth = len(self.levels)
        self.place(marker, Place(depth, "item", number), line)
        return True

    def open_unit(
        self, number: str, parent: Unit | None, marker: Marker | None, line: Line
    ) -> Unit:
        """Open a unit; a number that stands already is told apart, and noted."""
        times = self.seen[number] = self.seen.get(number, 0) + 1
        before = self.units.get(number)
        if before is not None and not before.ranges and before is self.open:
            times = self.seen[number] = times - 1  # "40. 40. Since": it stands there once
        if times > 1:
            again = f"{number}~{times}"
            stands = "twice" if times == 2 else f"{times} times"
            self.note("duplicate", number, f"this number stands {stands}; here it is {again}")
            number = again
        while parent is not None and not parent.ranges:  # a label without words, "(a) (i) Text"
            parent = self.units.get(parent.parent) if parent.parent else None
        above = parent.number if parent is not None else None
        unit = Unit(
            number,
            above,
            marker.printed if marker else "",
            marker_at=Span(line.start, marker.words_start if marker else line.start),
            headings=self.headings.path.shown,
            page=line.page,
            indent=line.indent,
            part=self.part,
        )
        self.units[number] = unit
        # What a note to a heading says is of the text below it, of which the first unit speaks.
        self.marks += [(mark, span, unit) for mark, span in self.headed]
        self.headed = []
        self.stack.append(unit)
        self.open = unit
        return unit

    def leave(self, index: int, *, begins: bool) -> None:
        """Put down a line that stands in no unit that is open."""
        shown = self.headings.path.shown
        self.fragments.append(Fragment(index, self.lines[index], begins, shown))

    def note(self, kind: str, where: str, detail: str) -> None:
        """Put down what was met, for the audit."""
        self.findings.append(Finding(kind, where, detail))


@lru_cache(maxsize=8)
def announces_text(words: str) -> bool:
    """Whether a paragraph's `words` announce a text; each item of a long list asks it again."""
    return bool(_ANNOUNCES.search(words))
