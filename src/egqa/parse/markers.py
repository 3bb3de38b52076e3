"""Markers: what a line begins with, before anything is decided about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from egqa.parse.lines import Line
from egqa.parse.masthead_words import MONTHS

MarkerKind: TypeAlias = Literal["number", "dotted", "label", "point", "bullet"]

_LEAD = r"(?:#{1,6}\s+|>\s+)?(?:\*\*|__)?"
# A draft sets a whole paragraph in brackets: "[15. At its meeting …]".
_OPEN = r"\[?"
# Several items at once: "(i)-(iii) The Committee adopted the first three amendments".
_THROUGH = (
    r"(?:\s?(?:-|–|to|and|,)\s?\((?P<through>[a-z]{1,3}|[ivxl]{1,6}|\d{1,2})\)(?=\s+[A-Z“\"\[(]))?"
)
# A mark of direction that is not seen may stand behind the full stop.
_UNSEEN = r"[\u200b-\u200f]*"
_NUMBER = re.compile(
    rf"{_LEAD}(?P<marker>{_OPEN}(?P<quoted>[“\"])?(?P<label>\d{{1,4}})\s?\\?\.)(?:\*\*|__)?"
    rf"{_UNSEEN}(?:\s+|(?=[A-Z“\"\[(])(?![IVX]{{1,5}}\.\d|[A-Z]\.\d)|$)"
)
_HALF_LABEL = re.compile(r"(?P<marker>(?P<label>[a-z]|[ivxl]{2,5}|\d{1,2})\))\s+(?=\S)")
_BARE_NUMBER = re.compile(rf"(?P<marker>(?P<label>\d{{1,3}}))\s+(?!(?:{MONTHS})\b)(?=[A-Z])")
# A budget's sections and a report's chapters may have letters: "29A.1", "II.5", "IS1.2"; its parts
# have romans between: "31.I.5", and a letter may be printed as if it were one: "29.E.38".
_FIRST = r"(?:\d{1,3}(?:\.?[A-HJ-U]|[A-Z])?(?:\.[IVX]{1,5})?|[IVX]{1,5}|IS\d)"
_DOTTED = re.compile(
    rf"{_LEAD}(?P<marker>{_OPEN}(?P<label>{_FIRST}(?:\.\d{{1,3}}){{1,3}})\.?)(?:\*\*|__)?(?:\s+(?=\S)|$)"
)
# The third and fourth levels: "a." and "i."; whether "a. word" is one, the lists around it tell.
_POINT = re.compile(r"(?P<marker>(?P<label>[a-z]{1,2}|[ivxl]{1,6})\.)\s+(?=\S)")
_LABEL = re.compile(
    rf"(?P<dash>[-–—•*·]\s+)?{_LEAD}(?P<marker>{_OPEN}\((?P<label>[a-z]{{1,3}}|[ivxl]{{1,6}}|\d{{1,2}})\){_THROUGH})"
    r"(?:\.(?=\s+[A-Z]))?(?:\*\*|__)?(?:\s+|(?=[A-Z“\"\[(])|$)"
)
# Markdown's own dash may stand before; where the marker has a cell to itself, its words are below.
_BULLET = re.compile(
    r"(?:[-*+]\s+)?(?P<marker>[\uf020\s]*[•·●▪■◦‣\uf0b7\uf0a7][\uf020\s]*)(?=\S|$)"
)
_DASH_BULLET = re.compile(r"(?P<marker>[-–—*])\s+(?=\S)")
# "A." and "I." open headings; "a." and "i." never reach here.
_HEADING_LABEL = re.compile(r"(?P<label>[A-Z]{1,6})\\?\.(?:\s+(?P<title>\S.*)|$)")
# Without a full stop only romans: "II Organization of work".
# A report of many chapters names them: "Chapter III", its title behind it or below.
_CHAPTER = re.compile(
    r"Chapter\s+(?P<label>[IVXLC]{1,6}|\d{1,2})(?:[.:]?\s*$|[.:]?\s+(?P<title>[A-Z“\"].*))",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(r"(?P<label>[IVX]{1,5})\s+(?P<title>[A-Z]\S.*)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at a line's start: its kind, its label without brackets, where the words begin.

    One that stands for several items has the label of the first, and of the last in `through`.
    """

    kind: MarkerKind
    label: str
    printed: str
    words_start: int
    weak: bool = False
    through: str = ""

    def words(self, line: Line) -> str:
        """The line's text after the marker."""
        return line.text[self.words_start - line.start :]


def read_marker(line: Line, start: int | None = None) -> Marker | None:
    """The marker at `line`'s start, or at offset `start` of the source, inside the line.

    A dash makes a *weak* bullet: a dash at a line's start may also be one between two words. A
    number after a quotation mark is weak, too: it is that of a paragraph of another text.
    """
    offset = 0 if start is None else start - line.start
    text = line.text[offset:]
    base = line.start + offset
    kinds: tuple[tuple[MarkerKind, re.Pattern[str]], ...] = (
        ("number", _NUMBER),
        ("dotted", _DOTTED),
        ("label", _LABEL),
        ("point", _POINT),
        ("bullet", _BULLET),
        ("bullet", _DASH_BULLET),
    )
    for kind, pattern in kinds:
        if match := pattern.match(text):
            groups = match.groupdict()
            printed = "•" if kind == "bullet" else groups["marker"].replace("\\", "")
            return Marker(
                kind,
                groups.get("label") or "",
                printed,
                base + match.end(),
                weak=pattern is _DASH_BULLET or bool(groups.get("quoted")),
                through=groups.get("through") or "",
            )
    return None


def read_heading_label(text: str) -> tuple[str, str] | None:
    """The label and title of a line such as "II. Recommendations" or "A. Statements", or None."""
    match = _HEADING_LABEL.match(text)
    return (match.group("label"), (match.group("title") or "").strip()) if match else None


def read_bare_label(text: str) -> tuple[str, str] | None:
    """The roman numeral and the title of a line such as "II Organization of work", or None."""
    match = _BARE_LABEL.match(text)
    return (match.group("label"), match.group("title").strip()) if match else None


def read_chapter(text: str) -> tuple[str, str] | None:
    """The label and title of a line such as "Chapter III Organization of work", or None.

    >>> read_chapter("Chapter III"), read_chapter("Chapter VII of the Charter")
    (('III', ''), None)
    """
    match = _CHAPTER.match(text)
    if match is None or (match.group("title") or "A")[0].islower():
        return None
    return match.group("label").upper(), (match.group("title") or "").strip()


def read_bare_number(line: Line) -> Marker | None:
    """The marker of a line that begins with a number without its full stop, "26 Condemns".

    A day and its month, "3 May", begin none.
    """
    match = _BARE_NUMBER.match(line.text)
    if match is None:
        return None
    label = match.group("label")
    return Marker("number", label, label, line.start + match.end())


def read_half_label(line: Line) -> Marker | None:
    """The marker of a line that begins with a label and a closing bracket alone, "a) Systems"."""
    match = _HALF_LABEL.match(line.text)
    if match is None:
        return None
    return Marker("label", match["label"], match["marker"], line.start + match.end())
