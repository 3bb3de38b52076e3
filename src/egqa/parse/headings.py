"""Headings: which lines are one, and of which level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.parse.act_numbers import find_act_numbers, read_act_kind
from egqa.parse.breaks import Breaks
from egqa.parse.budgets import is_category, is_component, lacks_title
from egqa.parse.heading_alone import Alone
from egqa.parse.heading_extent import CONTINUED, MARKDOWN, MAX_LINES, Extent
from egqa.parse.heading_path import (
    CHAPTER,
    CHAPTER_TITLE,
    LEAD,
    LETTERED,
    PART,
    SUBSECTION,
    Heading,
    HeadingPath,
)
from egqa.parse.heading_text import clean_heading, is_ended, join_lines, stops
from egqa.parse.lines import Layout, Line, without_marks
from egqa.parse.markers import Marker, read_bare_label, read_chapter, read_heading_label
from egqa.parse.parts import ANNEXES, is_part_title, read_part
from egqa.parse.preamble import is_formula

MAX_HEADING = 300
_MAX_LABELLED = 500  # below a label that stands alone on its line
_MAX_TITLE, _MAX_BLOCK = 60, 150
_FEW = 3  # words
_BOLD = re.compile(r"(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__)")
_TOLD_LABEL = re.compile(
    r"(?P<label>[IVXLC]{1,6}|[A-Z]|\d{1,2})(?:\.\s|\.?$|(?<=[IVX])\s+(?=[A-Z]))"
)
_LABEL_ALONE = re.compile(r"(?P<label>[IVXLC]{1,6}|[A-Z])")  # over its title
# A chapter's label and a tab, as a program writes a heading that stands in a block of its own.
_TABBED = re.compile(r"[IVX]{1,5}\.\t\S")
_NUMBER_ALONE = re.compile(r"(?:[IVX]{1,4}|\d{1,2})\.|\((?:[ivx]{1,4}|[a-z]|\d{1,2})\)")
_COMMITMENT = re.compile(r"(?:Action|Commitment|Goal|Objective|Target) \d{1,3}[.:] [A-Z]")
_LETTER = re.compile(r"[A-H]")
_NUMBERED = re.compile(r"Resolution \d{1,4}/\d{1,3}(?![\d/])")
_DECISION = re.compile(r"\d{4}/\d{1,3}")
# The number of a board's decision, and its title behind it: "2024/EB.A/7 Audited accounts".
_TITLED_DECISION = re.compile(r"(?P<number>\d{4}/[A-Z]{2,4}\.[A-Z\d]{1,2}/\d{1,3})\s+[A-Z]")
_RESOLUTION = re.compile(r"\d{1,3}/\d{1,3}\.\s+[A-Z]")


class Headings:
    """The headings of one document, read one after the other; `path` holds those in force."""

    def __init__(
        self, lines: list[Line], layout: Layout, markers: Sequence[Marker | None], breaks: Breaks
    ) -> None:
        self._lines = lines
        self._layout = layout
        self._markers = markers
        self._breaks = breaks
        self.path = HeadingPath()
        self._extent = Extent(lines, layout, markers, breaks)
        self._alone = Alone(lines, layout, markers, breaks, self._extent)
        self._below_part = -1  # the line under a part's name holds its title
        # Where the format tells headings, a line that it does not set as one is hardly one.
        self._told = any(line.role == "heading" for line in lines)
        numbers = {match.group() for line in lines if (match := _NUMBERED.match(line.plain))}
        self._several = len(numbers) > 1
        self._acts = find_act_numbers(line.plain for line in lines)

    def read(self, index: int, *, after: str | None) -> Heading | None:
        """The heading that starts at line `index`, or None.

        `after` is the last line of the open unit's words: no heading stands inside a sentence, or
        between a marker and its words.
        """
        line = self._lines[index]
        if act := self._read_numbered_decision(index) or self._read_lettered(index):
            return act
        if annex := self._read_numbered_annex(index):
            return annex
        if line.role == "heading":
            return self._read_told(index)
        if self._markers[index] is not None or after == "" or self._breaks.formula(index):
            return None
        marked = MARKDOWN.match(line.text) is not None
        if after is not None and not (marked or is_ended(after)):
            return self._read_set_off(index)
        if named := self._read_named_part(index):
            return named
        if _RESOLUTION.match(line.plain) and after is None:
            count, text = self._extent.read(index)
            return Heading(text, CHAPTER_TITLE, count)
        if commitment := self._read_commitment(index):
            return commitment
        labelled = read_heading_label(line.plain) or read_chapter(line.plain)
        labelled = labelled or self._read_bare(index)
        if labelled and (not labelled[1] or self._is_heading_text(labelled[1], index)):
            return self._read_labelled(labelled, index)
        if not self._is_heading_text(line.plain, index):
            return None
        count, text = self._extent.read(index)
        if part := read_part(text, several=self._several):
            if self._is_title(index + count):
                self._below_part = index + count
            return Heading(text, PART, count, part=part)
        if marked or self._is_bold(index) or index == self._below_part:
            return Heading(text, self._unnumbered_level(index), count)
        if self._told and not self._alone.is_centred(index, count):
            return None
        # What a colon announces is not a heading.
        if (after or "").rstrip("*_ ").endswith(":"):
            return None
        if not self._alone.may_stand(index, count, is_heading_text=self._is_heading_text):
            return None
        return Heading(text, self.path.unnumbered_level(), count)

    def _read_commitment(self, index: int) -> Heading | None:
        """A sentence that a declaration counts and sets above its paragraphs: "Action 2. We …"."""
        if not _COMMITMENT.match(self._lines[index].plain) or not self._breaks.begins(index):
            return None
        for below in range(index + 1, min(index + 1 + MAX_LINES, len(self._lines))):
            marker = self._markers[below]
            if marker is not None or self._breaks.begins(below):
                if marker is None or marker.kind != "number":
                    return None
                text = clean_heading(join_lines(map(without_marks, self._lines[index:below])))
                return Heading(text, self.path.unnumbered_level(), below - index)
        return None

    def _read_set_off(self, index: int) -> Heading | None:
        """A heading after words without a full stop: only one that is numbered and stands apart."""
        line = self._lines[index]
        apart = line.blanks > self._layout.gap
        # Where no line is wrapped, each is a block, and a part's name alone on it is a heading.
        if (apart or not self._layout.wrapped) and (named := self._read_named_part(index)):
            return named
        if not apart and (self._layout.wrapped or not _TABBED.match(line.text)):
            return None
        labelled = read_heading_label(line.plain)
        if not labelled or not self._is_heading_text(labelled[1], index):
            return None
        heading = self._read_labelled(labelled, index)
        if heading is None or (heading.level == CHAPTER and not self.path.follows(heading.label)):
            return None
        return heading

    def _read_numbered_decision(self, index: int) -> Heading | None:
        """The number of a board's decision, alone on its line: its title and formula are below.

        A commission's needs no formula, where another is next to it: 56/101 and 56/102.
        """
        text = clean_heading(self._lines[index].plain)
        if text in self._acts and (kind := read_act_kind(self.path.shown)):
            self._below_part = index + 1
            return Heading(text, PART, 1, part=f"{kind}{text}")
        if titled := _TITLED_DECISION.match(text):
            return self._read_titled_decision(index, titled["number"])
        if _DECISION.fullmatch(text) is None:
            return None
        below = self._lines[index + 1 : index + 1 + MAX_LINES]
        # Some boards set the formula without its comma, as a heading.
        formulas = (f"{clean_heading(line.plain).rstrip(',')}," for line in below)
        if not any(map(is_formula, formulas)):
            return None
        self._below_part = index + 1
        return Heading(text, PART, 1, part=f"dec.{text}")

    def _read_titled_decision(self, index: int, number: str) -> Heading | None:
        """The number and the title of a board's decision, which are bold from end to end."""
        count = 0
        while count < MAX_LINES and index + count < len(self._lines):
            line = self._lines[index + count]
            if not line.bold or (count > 0 and self._breaks.begins(index + count)):
                break
            count += 1
        if count == 0:
            return None
        lines = self._lines[index : index + count]
        text = clean_heading(join_lines(map(without_marks, lines)))
        return Heading(text, PART, count, part=f"dec.{number.lower()}")

    def _read_lettered(self, index: int) -> Heading | None:
        """The letter of one of several resolutions: its title, if any, and formula are below."""
        letter = _LETTER.fullmatch(self._lines[index].plain)
        if letter is None:
            return None
        for at in range(index + 1, min(index + MAX_LINES, len(self._lines))):
            if self._breaks.formula(at):
                words = join_lines(map(without_marks, self._lines[index:at]))
                part = f"res.{letter.group().lower()}"
                return Heading(clean_heading(words), LETTERED, at - index, part=part)
            if self._markers[at] is not None:
                return None
        return None

    def _is_title(self, index: int) -> bool:
        """Whether the line below an article's number is its title: short, and the text below it."""
        if index + 1 >= len(self._lines) or self._markers[index] is not None:
            return False
        text, below = self._lines[index].plain, index + 1
        most = _MAX_TITLE
        if not self._layout.wrapped or self._lines[index].blanks > self._layout.gap:
            # Where blocks are told, one without a stop is a title, however long.
            count, whole = self._extent.read(index)
            if not stops(whole) and index + count < len(self._lines):
                text, below, most = whole, index + count, _MAX_BLOCK
        return len(text) <= most and (
            self._markers[below] is not None or self._lines[below].text[:1].isupper()
        )

    def _read_bare(self, index: int) -> tuple[str, str] | None:
        """The label of "II Title", which has no full stop: only the chapter that is expected."""
        line = self._lines[index]
        alone = re.fullmatch(r"[A-Z]|[IVX]{1,5}", line.plain)
        if alone and (line.begins or line.blanks > self._layout.gap or not self._layout.wrapped):
            label = alone.group()
            expected = self.path.expects(label) or self._breaks.opens_act(index)
            return (label, "") if expected else None
        bare = read_bare_label(line.plain)
        if bare is None or not self.path.expects_chapter(bare[0]):
            return None
        # "I have the honour" is no heading; one stands apart, or below a paragraph that has ended.
        apart = line.begins or line.blanks > self._layout.gap or bare[0] != "I"
        above = self._lines[index - 1].text if index else "."
        return bare if apart or above.rstrip("*_ ").endswith((",", ".", ";")) else None

    def _read_told(self, index: int) -> Heading:
        """The heading that the format sets at `index`; a label may stand on a line of its own."""
        count, text = self._extent.read_told(index)
        if part := read_part(text, several=self._several):
            self._below_part = index + count
            return Heading(text, PART, count, part=part)
        if chapter := read_chapter(text):
            label, title = chapter
            if not title and self._extent.is_told(index + count):
                more, following = self._extent.read_told(index + count)
                if not (read_part(following) or _TOLD_LABEL.match(following)):
                    text, count = f"{text} {following}", count + more
            return Heading(text, CHAPTER, count, label)
        if component := self._read_component(index + count, count, text):
            return component
        labelled = _TOLD_LABEL.match(text)
        if labelled is None and count > 1:
            labelled = _LABEL_ALONE.fullmatch(clean_heading(self._lines[index].plain))
        if labelled is None:
            # "Targets:" stands below the title of what the targets are of.
            leads = text.endswith(":")
            return Heading(text, LEAD if leads else self._unnumbered_level(index), count)
        label, below = labelled.group("label"), index + count
        if len(text) <= len(label) + 1 and below < len(self._lines):
            following = clean_heading(self._lines[below].plain)
            if self._lines[below].role == "heading" and not read_part(following):
                text, count = f"{text} {following}", count + 1
        if label.isdigit():
            return Heading(text, SUBSECTION, count, label)
        return Heading(
            text, self.path.label_level(label) or self.path.unnumbered_level(), count, label
        )

    def _read_component(self, below: int, count: int, text: str) -> Heading | None:
        """A component of a programme budget, which ends the one before; `below`: the next line."""
        if is_category(text):
            return Heading(text, self.path.unnumbered_level(), count)
        above = self.path.headings[-1].text if self.path.headings else ""
        if not is_component(text, above):
            return None
        if lacks_title(text) and self._extent.is_told(below):
            more, title = self._extent.read_told(below)
            text, count = f"{text}. {title}", count + more
        return Heading(text, SUBSECTION, count)

    def _read_named_part(self, index: int) -> Heading | None:
        """A line that holds a part's name and nothing else; its title below is another heading."""
        text = clean_heading(self._lines[index].plain)
        if not is_part_title(text, several=self._several) or text.endswith((".", ";", ",")):
            return None
        self._below_part = index + 1
        return Heading(text, PART, 1, part=read_part(text, several=self._several))

    def _unnumbered_level(self, index: int) -> int:
        below_part = index == self._below_part
        return self.path.title_level() if below_part else self.path.unnumbered_level()

    def _read_numbered_annex(self, index: int) -> Heading | None:
        """An annex below a number that is of nothing, which a program counted on: "I.", "Annex"."""
        below = index + 1
        if below == len(self._lines) or not _NUMBER_ALONE.fullmatch(self._lines[index].plain):
            return None
        name = clean_heading(self._lines[below].plain)
        part = read_part(name, several=self._several) if len(name.split()) < _FEW else ""
        if not part.startswith(ANNEXES):
            return None
        self._below_part = below + 1
        return Heading(name, PART, 2, part=part)

    def _read_labelled(self, labelled: tuple[str, str], index: int) -> Heading | None:
        label, title = labelled
        level = self.path.label_level(label)
        if read_chapter(self._lines[index].plain):
            level = CHAPTER
        if level is None:
            return None
        if not title:
            below = index + 1
            if below >= len(self._lines) or self._markers[below] is not None:
                return None
            if not self._is_heading_text(self._lines[below].plain, below, most=_MAX_LABELLED):
                return None
            if is_part_title(clean_heading(self._lines[below].plain), several=self._several):
                return Heading(f"{label}.", level, 1, label)  # the number of an empty heading
            extra, text = self._extent.read(below)
            alone = f"{label}."
            if read_chapter(self._lines[index].plain):
                alone = clean_heading(self._lines[index].plain)
            return Heading(f"{alone} {text}", level, 1 + extra, label)
        count, text = self._extent.read(index)
        return Heading(text, level, count, label)

    def _is_heading_text(self, text: str, index: int, *, most: int = MAX_HEADING) -> bool:
        first = next((char for char in text if char.isalnum()), "")
        if not first.isalpha() or first.islower() or len(text) > most:
            return False
        _, whole = self._extent.read(index)
        if whole.startswith("["):
            return False  # "[To be completed]" below a paragraph is of its words
        return len(whole) <= most and (not stops(whole) or bool(CONTINUED.search(whole[-40:])))

    def _is_bold(self, index: int) -> bool:
        """Whether the line is bold from end to end and stands apart."""
        line = self._lines[index]
        return _BOLD.fullmatch(line.text) is not None and (index == 0 or line.blanks > 0)
