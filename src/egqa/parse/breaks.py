"""Blocks: what stands between two breaks, which is a paragraph where nothing is numbered.

Only some formats say where a block begins. In plain text it is told by an empty line more than
stands between the lines of a sentence, by a page that wraps no line, or by a line that ends short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.parse.heading_text import is_ended
from egqa.parse.lines import Layout, Line
from egqa.parse.markers import Marker, read_bare_label
from egqa.parse.preamble import is_enacting, is_formula, is_operative, is_preambular

_MAX_FORMULA_LINES = 5
_MOST_TITLE_LINES = 4
_MIN_WORDS = 7
# A paragraph of a preamble ends with a comma, and perhaps a footnote mark, "2" or "6/".
_MOST_PREAMBULAR = 16  # lines of one paragraph
_GOES_ON = re.compile(r"[,;](?:\s?\d{1,3}/?)?$")
_LEADERS = re.compile(r"(?:\. ?){3,}\d{1,3}$")  # up to the page, in a table of contents
_CAPTION = re.compile(r"\([A-Z][^().]{1,90}\)")


class Breaks:
    """Where the blocks of one document begin."""

    def __init__(self, lines: list[Line], layout: Layout, markers: Sequence[Marker | None]) -> None:
        self._lines = lines
        self._layout = layout
        self._markers = markers
        self._told = any(line.begins for line in lines)

    def begins(self, index: int) -> bool:
        """Whether a block begins with line `index`."""
        line = self._lines[index]
        if index == 0 or line.begins:
            return True
        before = self._lines[index - 1]
        if before.role == "heading" or line.role == "heading":
            return True
        if line.text[:1].islower() or line.text[:1].isdigit():
            return False
        if line.text[:1] in "–—" and not is_ended(before.text):
            return False  # a dash between words, at which the line was broken
        # Typed lines that wrap are preformatted text, in which empty lines tell.
        told = self._told and not (line.typed and self._layout.wrapped)
        if not told and (line.blanks > self._layout.gap or not self._layout.wrapped):
            return True
        return is_ended(before.text) and (
            line.indent > before.indent + 1 or (not told and self._layout.breaks_off(before, line))
        )

    def begins_in_preamble(self, index: int) -> bool:
        """The same in a preamble, where each paragraph ends with a comma and begins in one way."""
        before, line = self._lines[index - 1], self._lines[index]
        if self._goes_over_page(before, line):
            return False
        if self.begins(index):
            return True
        ended = _GOES_ON.search(before.text.rstrip("*_ ")) is not None
        text = line.text.lstrip("*_ ")
        if not ended or not text[:1].isupper() or self._wraps(index):
            return False
        return is_preambular(text) or is_enacting(text)

    def _wraps(self, index: int) -> bool:
        """Whether the layout tells where a preamble's paragraphs begin, and that this line is none.

        "… the Convention against Cybercrime;" and below it "Strengthening International …".
        """
        before, line = self._lines[index - 1], self._lines[index]
        if not self._told or line.page != before.page or line.page is None:
            return False
        if before.begins or abs(line.indent - before.indent) > 1:
            # The line below the first of a paragraph is set further out than that.
            return before.begins and line.indent < before.indent - 1
        above = range(index - 1, max(-1, index - _MOST_PREAMBULAR), -1)
        opening = next((self._lines[at] for at in above if self._lines[at].begins), None)
        return opening is not None and opening.indent > line.indent + 1

    def _goes_over_page(self, before: Line, line: Line) -> bool:
        """Whether a sentence goes on below the foot and the head of two pages, which part it."""
        if self._told or not self._layout.wrapped or line.blanks <= self._layout.gap:
            return False
        text = line.text.lstrip("*_ ")
        if is_preambular(text) or is_enacting(text):
            return False
        ended = is_ended(before.text) or _GOES_ON.search(before.text.rstrip("*_ "))
        return not ended and not self._layout.breaks_off(before, line)

    def is_preamble(self, index: int) -> bool:
        """Whether a preamble begins at line `index` without a formula, as what follows shows."""
        line = self._lines[index]
        if not self.begins(index) or not is_preambular(line.text):
            return False
        for at in range(index + 1, len(self._lines)):
            below = self._lines[at]
            if self._markers[at] is None and not self.begins_in_preamble(at):
                continue
            marker = self._markers[at]
            first = marker is not None and marker.kind == "number" and marker.label == "1"
            ended = _GOES_ON.search(self._lines[at - 1].text.rstrip("*_ ")) is not None
            return ended and (first or is_preambular(below.text) or is_operative(below.text))
        return False

    def is_title(self, index: int) -> bool:
        """Whether the block is a few words without a stop, as a title inside a preamble is.

        One that is bold from end to end may take several lines.
        """
        line = self._lines[index]
        below = index + 1
        while line.bold and below < min(len(self._lines), index + _MOST_TITLE_LINES):
            if not self._lines[below].bold or self._markers[below] or self.begins(below):
                break
            below += 1
        lines = self._lines[index:below]
        marker = self._markers[below] if below < len(self._lines) else None
        # A dash that begins a line is hardly a bullet in the middle of a preamble.
        marked = marker is not None and not marker.weak
        alone = below >= len(self._lines) or marked or self.begins_in_preamble(below)
        last = lines[-1].text
        stopped = is_ended(last) or _GOES_ON.search(last.rstrip("*_ ")) is not None
        words = sum(len(one.text.split()) for one in lines)
        return alone and not stopped and words <= (24 if line.bold else 12)

    def is_caption(self, index: int) -> bool:
        """Whether the block is a table's unit, "(Thousands of United States dollars)"."""
        line = self._lines[index]
        return line.begins and _CAPTION.fullmatch(line.text) is not None

    def formula(self, index: int) -> int:
        """How many lines from `index` on are an enacting formula; none where it is not one."""
        words = ""
        for count in range(1, _MAX_FORMULA_LINES + 1):
            at = index + count - 1
            if at >= len(self._lines) or self._markers[at] is not None:
                return 0
            words = f"{words} {self._lines[at].text}".strip()
            if words.rstrip("*_ ").endswith(","):
                if is_formula(words) and self._is_followed(at + 1):
                    return count
                if (
                    at + 1 >= len(self._lines)
                    or self._markers[at + 1] is not None
                    or self.begins(at + 1)
                ):
                    return 0
        return 0

    def opens_act(self, index: int) -> bool:
        """Whether a formula stands below line `index`: "B", a title, "The General Assembly,"."""
        below = range(index + 1, min(index + _MOST_TITLE_LINES + 2, len(self._lines)))
        return any(self.formula(at) for at in below)

    def _is_followed(self, index: int) -> bool:
        """Whether a preamble or its first operative paragraph stands at line `index`."""
        if index >= len(self._lines):
            return False
        line, marker = self._lines[index], self._markers[index]
        return (
            is_preambular(line.text)
            or marker is not None
            or self.begins(index)
            or read_bare_label(line.plain) is not None  # "I Revised estimates", a section's title
        )

    def is_prose(self, index: int) -> bool:
        """Whether the block at line `index` holds sentences, not a name, a title or a date."""
        return self.count_words(index) >= _MIN_WORDS

    def count_words(self, index: int) -> int:
        """How many words the block at line `index` has, if it holds sentences; none otherwise."""
        if self._lines[index].text.startswith("[") or self.is_caption(index):
            return 0
        words = 0
        last = ""
        for at in range(index, len(self._lines)):
            line = self._lines[at]
            if at > index and (self._markers[at] is not None or self.begins(at)):
                break
            words += len(line.text.split())
            last = line.text
        return words if is_ended(last) and not _LEADERS.search(last[-40:]) else 0
