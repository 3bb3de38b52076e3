"""Lines to numbered units: the state machine.

Only markers open units: blank lines are no paragraph breaks, and their absence is no continuity.
Numbering that restarts under a heading takes the heading as its part. A preamble's paragraphs, and
those of a record or a letter, have no numbers: their blocks tell where they begin.
"""

from __future__ import annotations

import re

from egqa.parse.acceptance import Acceptance
from egqa.parse.heading_path import CHAPTER, LABELLED, SUBSECTION, UNNUMBERED, Heading
from egqa.parse.heading_text import clean_heading, join_lines
from egqa.parse.labels import value_of
from egqa.parse.lines import Layout, Line
from egqa.parse.list_ends import ListEnds
from egqa.parse.markers import read_bare_label, read_marker
from egqa.parse.parts import (
    ANNEXES,
    is_act,
    is_provision,
    join_part,
    name_act,
    name_restart,
    nest,
    nest_section,
    place_part,
)
from egqa.parse.preamble import is_agreement, is_operative, is_preambular
from egqa.parse.units import (
    Structure,
    cut_marks,
    drop_needless_acts,
    drop_needless_parts,
    drop_needless_sections,
)
from egqa.types import Span

_MAX_TITLE = 160
_MOST_MARKERS = 8  # at a line's start: "3. (a) (i) a. i."
_PROCEEDINGS = re.compile(
    r"The (?:public |closed )?(?:part of the )?(?:meeting|session) (?:was )?"
    r"(?:called to order|suspended|resumed|adjourned|rose|began|ended)\b"
    r"|The discussion covered in the summary record (?:began|ended)\b"
)
# "(see annex)", "as contained in the annex to the present resolution"; not that of another text.
_ANNEX = re.compile(r"\b(?:see|in|the) annex\b(?! to (?!the present|this))|\bannexed (?:to|here)")
_TABLE_NOTE = re.compile(r"(?:Notes?|Sources?|Abbreviations?):\s")
_TESTIMONIUM = re.compile(
    r"(?:IN WITNESS|In witness|IN FAITH|In faith) (?:WHEREOF|whereof)\b"
    r"|(?:DONE|Done) (?:at|in) (?:[A-Z]|the city |a single )"
    r"|\[[Aa]dopted (?:without a vote|by (?:consensus|acclamation|a \S+ vote))\b"
)
_ADOPTED = re.compile(r"Adopted (?:at|by) (?:the|its|a) .{1,400}?\b(?:meeting|session|forum)\b")


def read_structure(lines: list[Line], layout: Layout) -> Structure:
    """The units of `lines`, which hold no furniture and no masthead."""
    return _Machine(lines, layout).run()


class _Machine(ListEnds, Acceptance):
    """One pass over the lines of one document."""

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
                self.take_title(index)
                self._enact()
                index += taken
            else:
                first = self.last is None and not self.preambular and self._may_enact()
                if first and self.breaks.is_preamble(index):
                    self._enact()
                elif self._may_open_section() and self.breaks.is_preamble(index):
                    self.preamble_part = nest_section(self.named, self.section())
                    self.preamble, self.preambular = True, 0
                self._read_line(self.lines[index], index)
                index += 1
        units = tuple(unit for unit in self.units.values() if unit.ranges)
        drop_needless_sections(units)
        drop_needless_acts(units)
        drop_needless_parts(units)
        return Structure(
            units,
            tuple(self.findings),
            tuple(self.outside),
            tuple(self.marks),
            tuple(self.outline),
        )

    def _read_line(self, line: Line, index: int) -> None:
        """Open the units whose markers begin the line; the rest of it is the last one's words."""
        start = line.start
        marker = self.ahead.markers[index]
        if self._tells_of_table(line, index):
            self.outside.append(Span(line.start, line.end))
            return
        for _ in range(_MOST_MARKERS):
            if marker is None or not self.accept(marker, line, index):
                break
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
            self.add_words(self.open, line, start)

    def _tells_of_table(self, line: Line, index: int) -> bool:
        """Whether the line is of a note or source below a table or figure, inside a paragraph."""
        if self.ahead.markers[index] is not None:
            self.noting = False
        elif self.breaks.begins(index):
            numbered = self.open is not None and not self.open.is_unnumbered
            self.noting = numbered and not self.preamble and bool(_TABLE_NOTE.match(line.text))
        return self.noting

    def _read_unmarked(self, line: Line, index: int) -> None:
        """Open a unit for a block without a number: in a preamble, an article, a letter."""
        if self.preamble:
            if self.breaks.begins_in_preamble(index):
                if self.breaks.is_title(index) or is_agreement(line.text):
                    self.open = self.paragraph = None
                elif is_operative(line.text):
                    self.preamble = False
                    self.open_unnumbered(line)
                else:
                    self.open_preambular(line)
            return
        if self.leaves_list(line, index) or self.leads_list(line, index):
            self.open = self.stack[0]
            return
        if self.closes_list(line, index):
            # "(c) … on that day;" and below it "and stresses …": the paragraph goes on.
            self.open = self.stack[0]
            return
        ends = _TESTIMONIUM.match(line.text) or (self.open and _ADOPTED.match(line.text))
        if ends and self.breaks.begins(index):
            # What a treaty or a resolution ends with is not of its last article or paragraph.
            self.close()
            self.open_unnumbered(line)
            return
        if _PROCEEDINGS.match(line.text) and self.breaks.begins(index):
            self.close()  # a record says it between two paragraphs, and in neither
        if self._tells_vote():
            return
        loose = self.open is None or self.open.is_unnumbered
        if not loose or not self.breaks.begins(index):
            return
        if self.open is None and is_provision(self.part) and self.part not in self.units:
            # "Article 5" over words without a number: the article is the unit.
            self.paragraph = self.open_unit(self.part, None, None, line)
        elif self.breaks.is_prose(index):
            self.open_unnumbered(line)
        else:
            self.open = self.paragraph = None
            self.stack = []

    def _tells_vote(self) -> bool:
        """Whether "[Adopted by a recorded vote …" is open: it goes on to the end of its bracket."""
        unit = self.open
        if unit is None or not unit.is_unnumbered:
            return False
        return unit.words.startswith(("[Adopted", "[adopted")) and not unit.last_text.endswith("]")

    def _may_enact(self) -> bool:
        if self.open is None or (self.open.is_unnumbered and not self.open.parent):
            return True
        return self.announces() and bool(self.announced_part())

    def _may_open_section(self) -> bool:
        """Whether a decision's section has begun, which may have a preamble of its own."""
        return self.open is None and self.enacting and not self.preamble and bool(self.section())

    def _enact(self) -> None:
        """A resolution or decision begins: its preamble stands below."""
        self.close()
        self.interrupted = None
        first = f"{self.part}:pp1" if self.part else "pp1"
        counted, follows = self.part in self.counts, self.ahead.next_number(self.at) == 1
        # Resolutions A and B of one symbol, the first without numbers, need no parts.
        again = first in self.seen and (counted or not follows or bool(self.part))
        if (counted and follows) or again:
            # A further resolution under the same part, or one in a report: its title is its part.
            path = self.headings.path.headings
            self.restarts += 1
            title = path[-1].text if path else ""
            act = self.tell_announced() or self._tell_act(name_act(title))
            self.part = act or name_restart(self.named, title, self.restarts)
            self.act = act
            self.last = None
        # There, the second preamble alone bears the label: "resolution B", its paragraphs none.
        section = self.section() if join_part(self.part, "pp1") in self.seen else ""
        self.preamble_part = nest_section(self.named, section) if section else None
        self.preamble, self.enacting, self.preambular = True, True, 0

    def _tell_act(self, act: str) -> str:
        """The part of a resolution that a heading names in words, told apart from those before."""
        return self.tell_apart(nest(self.named, act)) if act else ""

    def _text_above(self, index: int) -> str | None:
        """The text that a heading would stand after; between two blocks of a preamble, none."""
        text = self.text()
        if self.preamble and text and text.endswith((",", ";")):
            labelled = read_bare_label(self.lines[index].plain)
            return None if labelled or self.breaks.begins_in_preamble(index) else text
        return text

    def _enter(self, heading: Heading) -> None:
        self._leave_act(heading)
        self.headings.path.enter(heading)
        self.outline.append((self.lines[self.at].start, self.headings.path.headings))
        for line in self.lines[self.at : self.at + heading.lines]:
            self.headed += cut_marks(line, line.start)[1]
        if heading.part and not self._counts_on(heading.part):
            if not is_act(self.named):
                self.around_act = self.named
            placed = place_part(self.named, heading.part, self.named_so_far, self.around_act)
            if placed != heading.part and self._annexed_to_report(heading.part):
                placed = heading.part
            self.part = self.named = self._tell_apart(placed, heading)
            self.act = ""
            self.last = self.dotted = None
            self.preambular = 0
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
            self.preamble_part = None
        if heading.part:
            self.interrupted = None

    def _annexed_to_report(self, part: str) -> bool:
        """Whether an annex below a decision is the report's: that speaks of one, the other not."""
        if not part.startswith(ANNEXES) or not is_act(self.named):
            return False
        own = [unit.words for number, unit in self.units.items() if number[:1].isdigit()]
        act = f"{self.named}:"
        acted = [unit.words for number, unit in self.units.items() if number.startswith(act)]
        return any(map(_ANNEX.search, own)) and not any(map(_ANNEX.search, acted))

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
        if self.named.startswith(("annex", "appendix")):
            return False
        if not part.startswith("part") and self.ahead.next_label(self.at) == "a":
            return False  # a list stands straight below the decision, and is its own
        return self.last is not None and self.ahead.next_number(self.at) == self.last + 1

    def _numbered_heading(self, index: int) -> Heading | None:
        """A heading such as "1. Adoption of the agenda" above the paragraph that is expected.

        "(a) Introduction" is one, too, where no list is open that it would go on.
        """
        marker = self.ahead.markers[index]
        if marker is None or marker.kind not in ("number", "label") or marker.weak:
            return None
        if not self.is_ended() or self.opens_list():
            return None
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
