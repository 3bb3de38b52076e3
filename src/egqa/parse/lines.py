"""Lines: what every reader hands to the state machine, whatever file it read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from egqa.types import Finding, Span

#: What a reader knows of a line from the file's own format; "" where it knows nothing. A "table"
#: line is a row of a table that holds figures or names, its cells set apart by tabs; a "cell"
#: line is one of a row with sentences, which begins where the line `begins`.
LineRole: TypeAlias = Literal["", "heading", "note", "furniture", "masthead", "table", "cell"]

# White space, byte-order marks and marks of direction, which are not seen.
_SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_UNSEEN = _SPACES + "\ufeff\u200b\u200c\u200d\u200e\u200f"
_WIDEST = 130  # characters of a line that is wrapped
_MARKUP_AROUND = re.compile(r"^(?:#{1,6}\s+|>\s+)?(?:\*\*|__)?|(?:\*\*|__)?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds text.

    `start`, `end` are its trimmed text's place in the source; `indent` its leading blanks,
    `blanks` the empty lines before it, `page` from 1 where pages are known; `plain` is the text
    without Markdown around it. What only some formats tell: `role`; whether a block `begins` with
    this line, as a Word or HTML paragraph does; `marks`, the places of footnote marks in it;
    whether the break before it was `typed`, and is none that the page's width made; whether its
    type is `large`, larger than that of the text.
    """

    text: str
    start: int
    end: int
    indent: int = 0
    blanks: int = 0
    page: int | None = None
    bold: bool = False
    plain: str = ""
    role: LineRole = ""
    begins: bool = False
    marks: tuple[Span, ...] = ()
    typed: bool = False
    large: bool = False


def without_marks(line: Line) -> str:
    """The words of `line` without the marks of footnotes in them."""
    text = line.text
    for mark in reversed(line.marks):
        text = text[: mark.start - line.start] + text[mark.end - line.start :]
    return text.strip()


class Reading(NamedTuple):
    """A file as its reader hands it on: the words as read, their lines, and what the reader met.

    Every line is a slice of `source`, numbers that the format works out included.
    """

    source: str
    lines: list[Line]
    findings: list[Finding]


class Layout(NamedTuple):
    """How the file separates its lines.

    `gap` empty lines stand between lines of one paragraph; where lines are `wrapped`, they are so
    at about `width` characters, or at just so many if they are `filled`.
    """

    gap: int
    wrapped: bool
    width: int = 0
    filled: bool = False

    def breaks_off(self, line: Line, following: Line) -> bool:
        """Whether `line` ends short of the width, though a word of `following` had room there."""
        if self.filled:
            return _reach(line, following) <= self.width
        word = following.text.split(maxsplit=1)[0]
        return len(line.text) + 1 + len(word) <= 0.85 * self.width


def split_lines(source: str) -> list[Line]:
    """The lines of `source` that hold text, with their offsets, indents and the blanks before them.

    A form feed starts a page; pages are known only where there is one.
    """
    lines: list[Line] = []
    blanks, page = 0, 1 if "\f" in source else None
    for match in re.finditer(
        r"[^\n\r\f\v\x85\u2028\u2029]*(?:\r\n|[\n\r\f\v\x85\u2028\u2029]|$)", source
    ):
        raw = match.group()
        if not raw:
            continue
        text = raw.strip(_UNSEEN)
        if text:
            offset = match.start() + raw.index(text)
            indent = len(raw[: raw.index(text)].expandtabs(4))
            bold = bool(re.match(r"(?:\*\*|__)", text))
            plain = _MARKUP_AROUND.sub("", text).strip()
            line = Line(text, offset, offset + len(text), indent, blanks, page, bold, plain)
            lines.append(line)
            blanks = 0
        else:
            blanks += 1
        if raw.endswith("\f") and page is not None:
            page += 1
    return lines


def measure_layout(lines: list[Line]) -> Layout:
    """How many empty lines stand between two lines of one sentence in this file.

    Some extractions put one after every line, so that it says nothing; others wrap no line at all.
    A line that goes on in lower case is taken to continue the sentence before it.
    """
    gaps: dict[int, int] = {}
    lengths, reaches, inside = [], [], 0
    for before, line in pairwise(lines):
        if line.text[0].islower() and before.text[-1] not in ".;:":
            gaps[line.blanks] = gaps.get(line.blanks, 0) + 1
            lengths.append(len(before.text))
            reaches.append(_reach(before, line))
            inside += before.text[-1].isalnum() and not line.blanks
    continued = sum(gaps.values())
    longest = max((line.indent + len(line.text) for line in lines), default=0)
    # A file of a few short lines is wrapped, however few of them show it.
    shown = longest <= _WIDEST and inside > 0
    if continued < max(3, len(lines) // 12) and not shown:
        return Layout(0, wrapped=False)
    gap = max(gaps, key=lambda gap: (gaps[gap], -gap))
    # A program that wraps at so many characters breaks no line before the next word reaches these.
    if longest <= _WIDEST and min(reaches) > longest:
        return Layout(gap, wrapped=True, width=longest, filled=True)
    return Layout(gap, wrapped=True, width=sorted(lengths)[len(lengths) * 9 // 10])


def _reach(line: Line, following: Line) -> int:
    """How long `line` would be with the first word of the `following` one."""
    return line.indent + len(line.text) + 1 + len(following.text.split(maxsplit=1)[0])
