"""Blocks to lines: what the readers of Word, HTML and XML files write their source with.

Such files hold paragraphs, not lines. A block is put down with white space folded, as one line a
printed line break; numbers that the format works out stand before its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from egqa.parse.cells import is_quotable
from egqa.parse.lines import Line, LineRole, Reading, split_lines
from egqa.parse.raised import find_raised_marks
from egqa.types import Finding, Span

# Blanks and line breaks of the file's own markup; the no-break space is a character of the text.
_BLANKS = re.compile(r"[ \t]+")
_STARS = re.compile(r"(?<=[\w.,;)\]”])\*{1,4}(?!\*)")
# A raised figure after one of these is a power or a formula's: "m2", "CO2".
_UNIT = re.compile(r"(?<![A-Za-z])(?:[kcdmµ]?m|CO|NO|SO|PM|[xny])$|\d$")
_CAPTION = re.compile(
    r"(?:table|figure|chart|map|box|graph)\s+[\dIVXLA-Z][\d.IVXL]*", re.IGNORECASE
)
_MAX_CAPTION = 4
_STAR_NOTE = re.compile(r"(?P<stars>\*{1,4})(?:[\t ]+\S|(?=[A-Z]{1,5}/))")
# Three asterisks or a line between the parts of a text.
_RULE = re.compile(r"[*_=–—\s-]{3,}")
_NUMBERED = re.compile(
    r"(?:(?:\d{1,3}[A-Z]?(?:\.[IVX]{1,5})?|[IVX]{1,5}|IS\d)(?:\.\d{1,3})+|\d{1,3})\.?\s"
)
#: No heading is longer than this.
MAX_TITLE = 250
_EDGES = " \t\u00a0\u200b\ufeff"


class Run(NamedTuple):
    """A piece of a block's text; "\\n" in it is a printed line break.

    `mark`: it is a footnote's mark; `raised`: it is set as one, and is one if there is such a note.
    """

    text: str
    mark: bool = False
    raised: bool = False


class _Piece(NamedTuple):
    """One printed line of a block; the places of its marks count from its start."""

    text: str
    marks: tuple[Span, ...]
    raised: tuple[Span, ...] = ()


class Blocks:
    """The source and its lines, written block by block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._raised: dict[int, tuple[Span, ...]] = {}
        # What is raised like a power, and whether it is after a figure, and not after a unit.
        self._powers: dict[Span, bool] = {}
        self._stars: set[str] = set()
        self._length = 0
        self._captioned = False
        #: Whether a numbered paragraph has come: before it, what is set in bold is the masthead's.
        self.begun = False

    def add(
        self,
        runs: str | Iterable[Run],
        *,
        number: str = "",
        role: LineRole = "",
        bold: bool = False,
        set_off: bool = False,
        indent: int = 0,
        page: int | None = None,
    ) -> bool:
        """Put down a block after its `number`; False where it holds no words, and nothing is put.

        `set_off`: its words are all bold or italic, so that it may be a heading. The number alone
        is no word: an empty numbered paragraph counts, but shows nothing to cite.
        """
        pieces = fold_runs([Run(runs)] if isinstance(runs, str) else runs)
        if not pieces:
            return False
        if role == "" and not number and (typed := _read_typed_note(pieces[0])):
            pieces[0], role = typed, "note"
        if role == "" and not number and _RULE.fullmatch(pieces[0].text):
            role = "furniture"
        if role == "" and not number and self.is_star_note(pieces[0].text):
            role = "note"
        if role == "" and _NUMBERED.match(number or pieces[0].text):
            self.begun = True
        elif role == "" and (bold or set_off) and not number and self.begun:
            role = "heading" if _is_bare_title(pieces[0].text) else ""
        role = self._read_caption(role, pieces[0].text)
        if role == "table" and is_quotable("\t".join(piece.text for piece in pieces).split("\t")):
            role = "cell"
        if number:
            pieces[0] = _lead(pieces[0], number if number[-1].isspace() else f"{number}\t")
        for at, (text, marks, raised) in enumerate(pieces):
            start = self._length
            self._parts.append(text)
            self._length += len(text) + 1
            if role != "note":
                if raised:
                    self._raised[len(self._lines)] = _move(raised, start)
                powers = [span for span in raised if _UNIT.search(text[: span.start][-8:])]
                figures = [text[span.start - 1].isdigit() for span in powers]
                self._powers.update(zip(_move(powers, start), figures, strict=True))
            if "*" in text:
                self._stars.update(_STARS.findall(text))
            line = Line(
                text,
                start,
                start + len(text),
                indent,
                blanks=1 if at == 0 and self._lines else 0,
                page=page,
                bold=bold,
                plain=text,
                role=role,
                begins=at == 0,
                typed=at > 0,
                marks=_move(marks, start),
            )
            self._lines.append(line)
        return True

    def _read_caption(self, role: LineRole, text: str) -> LineRole:
        """A table's or figure's number and the title below it are its own, and no headings."""
        if role not in ("", "heading"):
            return role
        captioned, self._captioned = self._captioned, False
        if _CAPTION.fullmatch(text):
            self._captioned = True
            return "table"
        return "table" if captioned and role == "heading" else role

    def add_lines(self, text: str, *, role: LineRole = "") -> None:
        """Put down text that is set line by line, as plain text is."""
        for line in split_lines(text):
            start = self._length
            self._parts.append(line.text)
            self._length += len(line.text) + 1
            end = start + len(line.text)
            self._lines.append(replace(line, start=start, end=end, role=role, typed=True))

    def is_star_note(self, text: str) -> bool:
        """Whether `text` begins with the asterisks that a word put down so far ends with."""
        match = _STAR_NOTE.match(text)
        return match is not None and match.group("stars") in self._stars

    def forget_pages(self) -> None:
        """Take the pages back: they turned out not to be known."""
        self._lines = [replace(line, page=None) for line in self._lines]

    def __len__(self) -> int:
        """How many lines have been put down."""
        return len(self._lines)

    def read(self, findings: Sequence[Finding] = ()) -> Reading:
        """All that was put down; what is raised counts as a mark where a note begins with it.

        Where there is none, so do figures that run from 1 on: a page has lost its notes.
        """
        lines = _join_captions(self._take_star_notes())
        noted = {line.text.split(maxsplit=1)[0] for line in lines if line.role == "note"}
        raised = [
            (span, lines[at].text[span.start - lines[at].start :][: span.end - span.start].strip())
            for at, spans in self._raised.items()
            for span in spans
        ]
        told = [
            (mark, line.text[mark.start - line.start : mark.end - line.start])
            for line in lines
            for mark in line.marks
        ]
        marks = find_raised_marks(raised, self._powers, noted, told)
        for at, spans in self._raised.items():
            line = lines[at]
            found = [one for one in spans if one in marks]
            if found:
                lines[at] = replace(line, marks=tuple(sorted({*line.marks, *found})))
        return Reading("\n".join(self._parts), lines, list(findings))

    def _take_star_notes(self) -> list[Line]:
        """The lines, the notes of a masthead that stand before the words they hang on told, too."""
        lines = list(self._lines)
        noted = False
        for at, line in enumerate(lines):
            if line.role in ("", "heading") and _NUMBERED.match(line.text):
                break
            noted = line.role == "" and (self.is_star_note(line.text) if line.begins else noted)
            if noted:
                lines[at] = replace(line, role="note")
        return lines


def _join_captions(lines: Sequence[Line]) -> list[Line]:
    """The lines, those between a table's number and its rows being the table's: units, dates."""
    joined = list(lines)
    for at, line in enumerate(lines):
        if line.role != "table" or not _CAPTION.fullmatch(line.text):
            continue
        below = at + 1
        while below < len(lines) and below <= at + _MAX_CAPTION and is_title(lines[below].text):
            if _CAPTION.fullmatch(lines[below].text):
                break
            if lines[below].role == "table" and lines[below - 1].role != "table":
                for between in range(at + 1, below):
                    joined[between] = replace(lines[between], role="table")
                break
            below += 1
    return joined


def is_title(text: str) -> bool:
    """Whether a block may be a heading: short, and not ended as a sentence or an item is."""
    return len(text) <= MAX_TITLE and not text.endswith((".", ";", ":", ","))


def _is_bare_title(text: str) -> bool:
    return is_title(text) and not text.startswith(("(", "•", "–", "-", "["))


def _move(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(start + by, end + by) for start, end in spans)


def _lead(piece: _Piece, lead: str) -> _Piece:
    return _Piece(lead + piece.text, _move(piece.marks, len(lead)), _move(piece.raised, len(lead)))


def _read_typed_note(piece: _Piece) -> _Piece | None:
    """A block that begins with a raised mark, as a note typed at a page's foot does."""
    text, _, raised = piece
    if not raised or raised[0].start or not (words := text[raised[0].end :].lstrip(" \t.")):
        return None
    return _Piece(f"{text[: raised[0].end]}\t{words}", ())


def fold_runs(runs: Iterable[Run]) -> list[_Piece]:
    """The printed lines of a block: blanks folded, tabs between words kept, marks in their places.

    >>> [tuple(piece) for piece in fold_runs([Run(" The  Act,"), Run("1", True), Run("\\n on")])]
    [('The Act,1', (Span(start=8, end=9),), ()), ('on', (), ())]
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, text in enumerate(run.text.split("\n")):
            if at:
                lines.append([])
            if text:
                lines[-1].append(run._replace(text=text))
    return [piece for line in lines if line and (piece := _fold_line(line)).text]


def _fold_line(runs: Iterable[Run]) -> _Piece:
    parts: list[str] = []
    marks: list[Span] = []
    raised: list[Span] = []
    length, blank = 0, ""
    for text, is_mark, is_raised in runs:
        words = text.strip(" \t")
        if not words:
            blank = _wider(blank, text)
            continue
        at = text.index(words)
        if blank := _wider(blank, text[:at]) if parts else "":
            parts.append(blank)
            length += 1
        blank = _wider("", text[at + len(words) :])
        words = _BLANKS.sub(lambda match: _wider("", match.group()), words)
        if is_mark or is_raised:
            (marks if is_mark else raised).append(Span(length, length + len(words)))
        parts.append(words)
        length += len(words)
    whole = "".join(parts)
    text = whole.strip(_EDGES)
    lead = len(whole) - len(whole.lstrip(_EDGES))
    return _Piece(text, _clip(marks, lead, len(text)), _clip(raised, lead, len(text)))


def _clip(spans: Iterable[Span], lead: int, end: int) -> tuple[Span, ...]:
    moved = (Span(max(0, one - lead), min(end, other - lead)) for one, other in spans)
    return tuple(span for span in moved if span.start < span.end)


def _wider(blank: str, more: str) -> str:
    """What blanks next to each other come to: a tab, if one is among them, or a space."""
    blanks = blank + more
    return "\t" if "\t" in blanks else blanks[:1]
