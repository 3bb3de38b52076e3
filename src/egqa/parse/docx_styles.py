"""Word's styles: what a paragraph or a run takes over from its style and the styles below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from egqa.parse.docx_numbering import W

# "heading 2", "Title"; the UN's own "_ H_1", "_ H _Ch", "H2/3", "_ H_4_G", "TitleHCH".
_HEADING = re.compile(
    r"(?:heading \d|title|subtitle)|_? ?(?:title ?)?h ?_?(?:ch\w*|m|\d(?:/\d)?)(?:_g)?", re.I
)
_NOTE = re.compile(r"(?:foot|end)note text", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)|table of figures|index \d", re.IGNORECASE)
# The UN's styles for what stands at a document's head.
_MASTHEAD = re.compile(
    r"_? ?(?:session|symbol|distribution|original|agenda_? ?(?:item|title).*)", re.I
)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it says nothing."""

    name: str = ""
    based_on: str = ""
    num: str | None = None
    level: int | None = None
    outline: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        #: The num that each list style stands for.
        self.lists: dict[str, str] = {}
        for element in root.iterfind(f"{W}style") if root is not None else ():
            name = element.get(f"{W}styleId") or ""
            self._styles[name] = style = _read_style(element)
            if element.get(f"{W}type") == "numbering" and style.num:
                self.lists[name] = style.num
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default"), "0"):
                self.default = name

    def chain(self, name: str) -> Iterator[tuple[str, Style]]:
        """The style `name` and those it is based on, nearest first."""
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name, self._styles[name]
            name = self._styles[name].based_on

    def outline(self, name: str) -> int | None:
        """The outline level from 0 that a paragraph style gives, or None."""
        return next((one.outline for _, one in self.chain(name) if one.outline is not None), None)

    def is_heading(self, name: str) -> bool:
        """Whether the style, or one it is based on, is a heading's by its name."""
        return any(_HEADING.fullmatch(one.name.strip()) for _, one in self.chain(name))

    def is_note(self, name: str) -> bool:
        """Whether the style is that of footnotes."""
        return any(_NOTE.fullmatch(one.name) for _, one in self.chain(name))

    def is_contents(self, name: str) -> bool:
        """Whether the style is that of entries in a table of contents."""
        return any(_CONTENTS.fullmatch(one.name) for _, one in self.chain(name))

    def is_masthead(self, name: str) -> bool:
        """Whether the style is one of the UN's for a document's head."""
        return any(_MASTHEAD.fullmatch(one.name) for _, one in self.chain(name))

    def is_bold(self, name: str) -> bool:
        """Whether the style sets its text in bold."""
        return next((one.bold for _, one in self.chain(name) if one.bold is not None), False)

    def is_hidden(self, name: str) -> bool:
        """Whether the style hides its text."""
        return next((one.hidden for _, one in self.chain(name) if one.hidden is not None), False)

    def is_raised(self, name: str) -> bool:
        """Whether the style sets its text as a superscript."""
        return next((one.raised for _, one in self.chain(name) if one.raised is not None), False)


def _read_style(element: etree._Element) -> Style:
    name, based_on = element.find(f"{W}name"), element.find(f"{W}basedOn")
    num = element.find(f"{W}pPr/{W}numPr/{W}numId")
    level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    marks = element.find(f"{W}rPr")
    return Style(
        name="" if name is None else name.get(f"{W}val") or "",
        based_on="" if based_on is None else based_on.get(f"{W}val") or "",
        num=None if num is None else num.get(f"{W}val") or "0",
        level=None if level is None else read_level(level),
        outline=None if outline is None else read_level(outline),
        bold=read_toggle(marks, "b"),
        hidden=read_toggle(marks, "vanish"),
        raised=read_raised(marks),
    )


def read_level(element: etree._Element) -> int | None:
    """The level that an element names, from 0 to 8; None for "body text" and what is no level."""
    value = element.get(f"{W}val") or ""
    return int(value) if value.isdigit() and len(value) == 1 and value != "9" else None


def read_toggle(marks: etree._Element | None, name: str) -> bool | None:
    """A property that is on or off, in a `w:rPr`; None where it says nothing."""
    element = marks.find(f"{W}{name}") if marks is not None else None
    return None if element is None else is_on(element.get(f"{W}val"), "1")


def read_raised(marks: etree._Element | None) -> bool | None:
    """Whether a `w:rPr` sets its text as a superscript."""
    element = marks.find(f"{W}vertAlign") if marks is not None else None
    return None if element is None else element.get(f"{W}val") == "superscript"


def is_on(value: str | None, default: str) -> bool:
    """Whether an on-off value is on."""
    return (default if value is None else value).lower() not in _OFF
