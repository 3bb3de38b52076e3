"""Lines to numbered units: the state machine.

Only markers open units: blank lines are no paragraph breaks, and their absence is no continuity.
Numbering that restarts under a heading takes the heading as its part. A preamble's paragraphs, and
those of a record or a letter, have no numbers: their blocks tell where they begin.
"""

from __future__ import annotations

import re

from egqa.numerals import letter_value, roman_value
from egqa.parse.acceptance import Acceptance
from egqa.parse.heading_entries import Entries
from egqa.parse.heading_path import Heading
from egqa.parse.heading_text import is_ended
from egqa.parse.lines import Layout, Line
from egqa.parse.list_ends import ListEnds
from egqa.parse.markers import Marker, read_bare_label, read_marker
from egqa.parse.masthead_words import MONTHS
from egqa.parse.parts import (
    is_provision,
    join_part,
    name_act,
    name_restart,
    nest,
    nest_section,
)
from egqa.parse.preamble import is_agreement, is_operative, is_preambular
from egqa.parse.units import (
    Structure,
    drop_needless_acts,
    drop_needless_letters,
    drop_needless_parts,
    drop_needless_sections,
    number_lone_lists,
)
from egqa.types import Span

_MOST_MARKERS = 8  # at a line's start: "3. (a) (i) a. i."
_PROCEEDINGS = re.compile(
    r"The (?:public |closed )?(?:part of the )?(?:meeting|session) (?:was )?"
    r"(?:called to order|suspended|resumed|adjourned|rose|began|ended)\b"
    r"|The discussion covered in the summary record (?:began|ended)\b"
)
_TABLE_NOTE = re.compile(r"(?:Notes?|Sources?|Abbreviations?):\s")
_TESTIMONIUM = re.compile(
    r"(?:IN WITNESS|In witness|IN FAITH|In faith) (?:WHEREOF|whereof)\b"
    r"|(?:DONE|Done) (?:at|in) (?:[A-Z]|the city |a single )"
    r"|\[[Aa]dopted (?:without a vote|by (?:consensus|acclamation|a \S+ vote))\b"
)
_SIGNED = re.compile(r"[*_]*\([*_]*Signed[*_]*\)[*_]*\s*(?=[A-Z*_]|$)")
# Below a statement, where and when it was made: "New York, 14 June 2025"; below a decision, when.
_DATED = re.compile(rf"(?:[A-Z][\w .'’-]{{2,40}}, )?\d{{1,2}} (?:{MONTHS}) \d{{4}}")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_INLINE = 600  # characters back, in which the label before one in the words must stand
_ADOPTED = re.compile(r"Adopted (?:at|by) (?:the|its|a) .{1,400}?\b(?:meeting|session|forum)\b")


def read_structure(lines: list[Line], layout: Layout) -> Structure:
    """The units of `lines`, which hold no furniture and no masthead."""
    return _Machine(lines, layout).run()


class _Machine(ListEnds, Acceptance, Entries):
    """One pass over the lines of one document."""

    def run(self) -> Structure:
        index = 0
        while index < len(self.lines):
            self.at, self.begins = index, self.lines[index].begins
            heading = None
            if not (self.preamble and is_preambular(self.lines[index].text)):
                heading = self.headings.read(index, after=self._text_above(index))
                heading = heading or self.numbered_heading(index)
                heading = heading or self.title_between_items(index)
            if heading is not None and self.is_counted(heading, index):
                self._open_counted(heading, index)
                index += heading.lines
            elif heading is not None:
                self.enter(heading)
                index += heading.lines
            elif self._may_enact() and (taken := self.breaks.formula(index)):
                self.take_title(index)
                self._enact()
                formula = self.lines[index : index + taken]
                self.openings += [Span(line.start, line.end) for line in formula]
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
        number_lone_lists(units)
        drop_needless_sections(units)
        drop_needless_letters(units)
        drop_needless_acts(units)
        drop_needless_parts(units)
        return Structure(
            units,
            tuple(self.findings),
            tuple(self.outside),
            tuple(self.marks),
            tuple(self.outline),
            tuple(self.openings),
            tuple(self.fragments),
            tuple(self.titles),
        )

    def _open_counted(self, heading: Heading, index: int) -> None:
        """Open the item of an agenda that the format sets as a heading, its title the words."""
        first, *others = self.lines[index : index + heading.lines]
        marker = read_marker(first)
        if marker is not None and self.open_paragraph(marker, first, int(marker.label)):
            assert self.open is not None
            self.add_words(self.open, first, marker.words_start)
            for line in others:
                self.add_words(self.open, line, line.start)

    def _read_line(self, line: Line, index: int) -> None:
        """Open the units whose markers begin the line; the rest of it is the last one's words."""
        start = line.start
        marker = self.ahead.markers[index]
        if self._tells_of_table(line, index):
            self.leave(index, begins=self.breaks.begins(index))
            return
        for _ in range(_MOST_MARKERS):
            if marker is None or not self.accept(marker, line, index):
                break
            start = marker.words_start
            if start >= line.end or marker.kind == "bullet":
                break
            marker = read_marker(line, start)
        if start == line.start:
            if self._is_lone(marker, line, index) or self.breaks.is_caption(index):
                self.outside.append(Span(line.start, line.end))
                return
            self._read_unmarked(line, index)
        if self.open is None:
            self.leave(index, begins=self.breaks.begins(index))
        elif start < line.end:
            self.add_words(self.open, line, start)

    def _is_lone(self, marker: Marker | None, line: Line, index: int) -> bool:
        """Whether a line is a marker without words: a bullet, or the number of an empty paragraph.

        A number that only ends a sentence, "21 October" and below it "2024.", is of its words.
        """
        if marker is None or marker.words(line):
            return False
        empty = marker.kind == "number" and not self.line_below(index)
        return marker.kind == "bullet" or (empty and is_ended(self.text() or "."))

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
        dated = _DATED.fullmatch(line.text) and self.is_ended() and self.breaks.begins(index)
        if dated or _SIGNED.match(line.text):
            self.close()
            return
        if self.leaves_bare_list(line, index):
            self.close()
            self.open_unnumbered(line)
            return
        if self.leaves_letters_list(line, index):
            self.open_unnumbered(line)
            self.led, self.in_letter = False, True
            return
        if self.leads_paragraphs(index):
            # "To this end, we:" stands above paragraph 42, and is none of paragraph 41.
            self.close()
            if self.breaks.is_prose(index):
                self.open_unnumbered(line)
            return
        if self.closes_list(line, index):
            # "(c) … on that day;" and below it "and stresses …": the paragraph goes on.
            self.open = self.interrupted_by_list()
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
        if self._goes_on_inline(index):
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

    def _goes_on_inline(self, index: int) -> bool:
        """Whether a line begins with "(b)" and the words above hold "(a)"."""
        marker = self.ahead.markers[index]
        if self.open is None or marker is None or marker.kind != "label":
            return False
        held = self.open.words[-_INLINE:] + self.open.last_text
        values = ((letter_value, "abcdefghijklmnop"), (roman_value, _ROMANS))
        for value_of, labels in values:
            at = value_of(marker.label)
            if at is not None and 1 < at <= len(labels) and f"({labels[at - 2]})" in held:
                return True
        return False

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
