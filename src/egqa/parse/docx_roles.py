"""What a Word paragraph is besides text: heading, note, contents, masthead, a table's caption."""

from __future__ import annotations

import re

from lxml import etree

from egqa.parse.blocks import MAX_TITLE, Blocks
from egqa.parse.docx_numbering import W
from egqa.parse.docx_runs import Words, said
from egqa.parse.docx_styles import Styles, read_level
from egqa.parse.furniture import CONTENTS
from egqa.parse.lines import LineRole

_ENTRY = re.compile(
    r".*\t(?:\d{1,4}|[ivxl]{1,6})(?:[–-]\d{1,4})?|(?:(?:chapter|paragraphs?|page|annex(?:es)?)\s*)+",
    re.IGNORECASE,
)


class Roles:
    """Reads the role of paragraph after paragraph; `in_contents`: a table of contents goes on."""

    def __init__(self, styles: Styles, blocks: Blocks) -> None:
        self._styles = styles
        self._blocks = blocks
        self.in_contents = False

    def read(self, paragraph: etree._Element, style: str, words: Words) -> LineRole:
        """The role of `paragraph`, whose style is `style` and whose words are `words`."""
        text = said(words)
        if words.contents or self._styles.is_contents(style) or self._is_entry(text):
            return "furniture"
        if not self._blocks.begun and self._styles.is_masthead(style):
            return "masthead"
        if self._styles.is_note(style) or self._blocks.is_star_note(text):
            return "note"
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = read_level(outline) if outline is not None else self._styles.outline(style)
        if level is None and not self._styles.is_heading(style):
            return ""
        # Some files number their paragraphs with heading styles: what is long or ends as a sentence
        # does is no heading.
        ended = text.endswith((".", ";", ":", ",")) and len(text.split()) > 6
        return "" if len(text) > MAX_TITLE or ended else "heading"

    def _is_entry(self, text: str) -> bool:
        """Whether a paragraph is of a table of contents: its title, or what follows with a page."""
        if CONTENTS.fullmatch(text):
            self.in_contents = True
        elif self.in_contents and text and not self._blocks.is_star_note(text):
            self.in_contents = _ENTRY.fullmatch(text) is not None
        return self.in_contents and bool(text) and not self._blocks.is_star_note(text)
