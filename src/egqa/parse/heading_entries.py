"""What a heading does to the numbers below it: the parts that begin with it, and those that end."""

from __future__ import annotations

import re
from dataclasses import replace

from egqa.parse.heading_path import CHAPTER, LABELLED, SUBSECTION, UNNUMBERED, Heading
from egqa.parse.heading_text import clean_heading, is_ended, join_lines
from egqa.parse.interruptions import Interruptions
from egqa.parse.labels import value_of
from egqa.parse.markers import read_marker
from egqa.parse.parts import ANNEXES, is_act, nest_section, place_part
from egqa.parse.units import Title, cut_marks

_MAX_TITLE = 160
_MOST_WORDS = 20  # of an agenda item's title
_FURTHER_IN = 3  # characters: what the item of an agenda holds, set further in than the item
# "(see annex)", "as contained in the annex to the present resolution"; not that of another text.
_ANNEX = re.compile(r"\b(?:see|in|the) annex\b(?! to (?!the present|this))|\bannexed (?:to|here)")
_AMENDS = re.compile(r"\b(?:revis|amend|correct|chang|modif)\w+", re.IGNORECASE)
_LAST = 300  # characters of a paragraph, in which it says what stands below it
_DRAFT_NAMED = re.compile(r"Draft (?:resolution|decision) [A-Z\d]\S*", re.IGNORECASE)
_BOARD = re.compile(r"dec\.\d{4}/[a-z]+\.")  # "dec.2024/eb.a/7"


class Entries(Interruptions):
    """The state machine's judgement of headings."""

    def enter(self, heading: Heading) -> None:
        """Put a heading in force, with the part that it begins or the one that it ends."""
        if self._titles_amendments(heading):
            heading = replace(heading, level=UNNUMBERED, part="")
        self._leave_act(heading)
        self.in_letter = False
        self.headings.path.enter(heading)
        self.outline.append((self.lines[self.at].start, self.headings.path.shown))
        for line in self.lines[self.at : self.at + heading.lines]:
            self.headed += cut_marks(line, line.start)[1]
        shown = self.headings.path.shown
        for at in range(self.at, self.at + heading.lines):
            self.titles.append(Title(at, self.lines[at], at == self.at, heading, shown))
        if heading.part and not self._counts_on(heading.part):
            if not is_act(self.named):
                self.around_act = self.named
            placed = place_part(self.named, heading.part, self.named_so_far, self.around_act)
            if placed != heading.part and self._annexed_to_report(heading.part):
                placed = heading.part
            self.part = self.named = self._tell_apart(placed, heading)
            self.act = ""
            self.last = self.dotted = self.left = None
            self.preambular, self.led = 0, False
            self.enacting = self.part.startswith(("dec.", "res.", "draft"))
        labelled = heading.level in LABELLED and not heading.label.isdigit()
        if self.enacting and labelled and self._restarts_below():
            # A resolution's sections number their paragraphs, preambles too, each from 1.
            if self.act:
                self.part = nest_section(self.act, heading.label)
            else:
                self.part = nest_section(self.named, self.section())
            self.last, self.preambular, self.preamble = None, 0, False
        self.preamble = self.preamble and not heading.part and self.preambular > 0
        self.interrupt()
        if heading.part or heading.level in LABELLED:
            self.preamble_part = self.earlier = None
        if heading.part:
            self.interrupted = None

    def _titles_amendments(self, heading: Heading) -> bool:
        """Whether "Draft resolution A" stands over what a paragraph says was changed in it.

        "… made the following oral revisions to the draft resolutions:", the title, "(a) …".
        """
        below = self.at + heading.lines
        if not heading.part.startswith("draft") or self.paragraph is None:
            return False
        if not (self.opens_list() or self.levels):
            return False
        marker = self.ahead.markers[below] if below < len(self.lines) else None
        listed = marker is not None and (marker.kind, marker.label) == ("label", "a")
        return listed and bool(_AMENDS.search(self.paragraph.words[-_LAST:]))

    def title_between_items(self, index: int) -> Heading | None:
        """The name of another draft that amendments are made to, between "(d) …;" and "(e) …"."""
        line, below = self.lines[index], index + 1
        if not self.levels or self.paragraph is None or not _DRAFT_NAMED.match(line.plain):
            return None
        if is_ended(line.plain) or not (line.begins or line.blanks > self.layout.gap):
            return None
        marker = self.ahead.markers[below] if below < len(self.lines) else None
        top = self.levels[0]
        if marker is None or marker.kind != "label" or top.scale != "letter":
            return None
        goes_on = value_of(marker.label, top.scale) == top.value + 1
        return Heading(clean_heading(line.plain), UNNUMBERED, 1) if goes_on else None

    def is_counted(self, heading: Heading, index: int) -> bool:
        """Whether a heading is one of the count that the items around it are of, an agenda's.

        "1. Adoption", set as text, "2. Opening statements" as a heading, and "3. Annual report":
        were it none, there would be no 2.
        """
        if self.lines[index].role != "heading" or not heading.label.isdigit() or self.last is None:
            return False
        marker = read_marker(self.lines[index])
        number = int(heading.label)
        if marker is None or marker.kind != "number" or number != self.last + 1:
            return False
        if any(one.label == str(number - 1) for one in self.headings.path.headings):
            return False
        for at in range(index + heading.lines, len(self.lines)):
            below = self.ahead.markers[at]
            if self.lines[at].role == "heading":
                below = read_marker(self.lines[at])
            inner = self.lines[at].indent >= self.lines[index].indent + _FURTHER_IN
            if below is not None and below.kind == "number" and not inner:
                return below.label == str(number + 1)
        return False

    def _annexed_to_report(self, part: str) -> bool:
        """Whether an annex below a decision is the report's: that speaks of one, the other not.

        A board's report has one behind its decisions, its agenda, of which none of them speaks.
        """
        if not part.startswith(ANNEXES) or not is_act(self.named):
            return False
        own = [unit.words for number, unit in self.units.items() if number[:1].isdigit()]
        act = f"{self.named}:"
        acted = [
            unit.words
            for number, unit in self.units.items()
            if number.startswith(act) or any(one.part == self.named for one in unit.headings)
        ]
        told = bool(_BOARD.match(self.named)) or any(map(_ANNEX.search, own))
        return told and not any(map(_ANNEX.search, acted))

    def _leave_act(self, heading: Heading) -> None:
        """End a decision that a report records where the report's own next section begins."""
        path = self.headings.path
        if heading.level not in LABELLED:
            return
        if self.act and heading.level == CHAPTER and path.expects_chapter(heading.label):
            self.act, self.part = "", self.named
            self.last, self.enacting = self.counts.get(self.part), False
        if not path.ends_act(heading.label):
            return
        path.leave_act()
        if is_act(self.named):  # else the report's numbers run on through its decisions
            self.part = self.named = self.around_act
            self.last, self.dotted = self.counts.get(self.part), None
            self.enacting = self.preamble = False
            self.preambular = 0

    def _tell_apart(self, part: str, heading: Heading) -> str:
        """`part`, or where one was so named before, as in another section of a report, "part~2"."""
        self.named_so_far[part] = times = self.named_so_far.get(part, 0) + 1
        if times == 1 or "ontinued)" in heading.text:
            return part
        counted = part in self.counts and self.ahead.next_number(self.at) == 1
        return f"{part}~{times}" if counted or f"{part}:pp1" in self.seen else part

    def _restarts_below(self) -> bool:
        """Whether the numbers below a heading begin with 1, and do so elsewhere, too.

        They do not where that 1 is a title's, and the paragraph below the title counts on.
        """
        if self.ahead.next_number(self.at) != 1 or self.ahead.count(1) < 2:
            return False
        title = self.ahead.next_title(self.at)
        return title is None or self.last is None or title != self.last + 1

    def _counts_on(self, part: str) -> bool:
        """Whether paragraphs are numbered through the parts of the document, as in a report."""
        if not part.startswith(("part", "res.", "dec.")):
            return False
        if self.named.startswith(ANNEXES):
            return False
        if not part.startswith("part") and self.ahead.next_label(self.at) == "a":
            return False  # a list stands straight below the decision, and is its own
        return self.last is not None and self.ahead.next_number(self.at) == self.last + 1

    def numbered_heading(self, index: int) -> Heading | None:
        """A heading such as "1. Adoption of the agenda" above the paragraph that is expected.

        "(a) Introduction" is one, too, where no list is open that it would go on.
        """
        marker = self.ahead.markers[index]
        if marker is None or marker.kind not in ("number", "label") or marker.weak:
            return None
        if not self.is_ended() or self.opens_list():
            return None
        titled = self.open is not None and len(self.open.words.split()) <= _MOST_WORDS
        if marker.kind == "label" and titled and not is_ended(self.text() or "."):
            return None  # "4. Policy issues" has no stop, and is itself what "(a)" below it is of
        below = self.ahead.below_title(index)
        expected = 1 if self.last is None else self.last + 1
        counts = marker.kind == "number" and below == int(marker.label) + 1
        if self.last is None and below and not counts and self.ahead.goes_on(below, 1, index + 1):
            expected = below  # an extract, which begins in the middle
        count = self.ahead.lines_of(index)
        lines = [line.plain for line in self.lines[index : index + count]]
        text = clean_heading(join_lines(lines))
        if below != expected or len(text) > _MAX_TITLE:
            return None
        if any(level.scale == "item" for level in self.levels):
            return None
        if marker.kind == "number":
            high = int(marker.label) > expected
            return None if high else Heading(text, SUBSECTION, count, marker.label)
        if any(value_of(marker.label, one.scale) == one.value + 1 for one in self.levels):
            return None
        return Heading(text, UNNUMBERED, count, marker.label)
