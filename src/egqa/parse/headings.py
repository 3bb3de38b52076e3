"""Headings: which lines are one, of which level, and the path they make.

Levels, outermost first: part or annex, chapter (`II.`), section (`A.`), numbered sub-section
(`1. Title`), and unnumbered headings, which stand below the nearest numbered one, or at chapter
level where there is none (UN Editorial Manual, "Headings").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from egqa.parse.lines import Layout, Line
from egqa.parse.markers import read_heading_label, read_marker
from egqa.pinpoints import roman_value

PART, CHAPTER, SECTION, SUBSECTION, UNNUMBERED = 0, 10, 20, 30, 40
_PART_TITLE = re.compile(
    r"(?P<word>annex|appendix|part|decision|resolution|article|draft resolution|draft decision)"
    r"(?:\s+(?P<number>[IVXLC]+|\d[\w./\-]*|one|two|three|four|five|six|[A-Z](?![a-z])))?"
    r"(?P<rest>\b.*)?$",
    re.IGNORECASE,
)
_PART_NAMES = {
    "article": "art.",
    "decision": "dec.",
    "resolution": "res.",
    "draft resolution": "draftres.",
    "draft decision": "draftdec.",
}
_TERMINAL = re.compile(r"[.;:,…]['\"”’)]*(?:\s?\d{1,2})?$|[.;:]\s*(?:and|or)$")
MAX_HEADING = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, its level (less is outer), how many lines it takes, the part it opens."""

    text: str
    level: int
    lines: int
    label: str = ""
    part: str = ""


def is_ended(text: str) -> bool:
    """Whether `text` ends as a sentence, an item or a chapeau does."""
    text = re.sub(r"[*_\s]+$", "", text)
    if re.search(r"(?:\b(?:Mr|Mrs|Ms|Dr|No|Nos|para|paras|vol|chap|sect|art|cf|e\.g|i\.e)\.)$", text):
        return False
    # A footnote mark may follow the full stop: "in 2024.5", "the Council. 8".
    return bool(
        re.search(r"[.;:?!…\]][\"”’')\]]*(?:\s?\d{1,2})?$|;\s*(?:and|or)$|^\W*$", text)
    )


def clean_heading(text: str) -> str:
    """A heading's words without Markdown, white space folded; "(continued)" stays."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"\*+|(?<!\w)_+|_+(?!\w)|^#{1,6}\s+", "", text)
    return re.sub(r"\s+", " ", text).strip()


class Headings:
    """The headings in force, and the reading of the next one.

    The letters C, D, L, M, V, X and I are also roman numerals; which is meant depends on what came
    before, so the path remembers its last chapter and section.
    """

    def __init__(self, lines: list[Line], layout: Layout) -> None:
        self._lines = lines
        self._layout = layout
        self._path: list[Heading] = []
        self._chapter = 0
        self._section = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings in force, outermost first."""
        return tuple(heading.text for heading in self._path)

    @property
    def path(self) -> tuple[Heading, ...]:
        """The headings in force, outermost first."""
        return tuple(self._path)

    def read(self, index: int, *, after: str | None) -> Heading | None:
        """The heading that starts at line `index`, or None; `after` is the open unit's text."""
        line = self._lines[index]
        if after is not None and not is_ended(after):
            return None
        if read_marker(line) is not None:
            return None
        plain = line.plain
        labelled = read_heading_label(plain)
        if labelled and (not labelled[1] or self._is_heading_text(labelled[1], index)):
            return self._read_labelled(labelled, index)
        if not self._is_heading_text(plain, index):
            return None
        count = self._count_lines(index)
        text = self._join(index, count)
        part = _read_part(text)
        if part and (count == 1 or len(text) < MAX_HEADING):
            return Heading(text, PART + 5, count, part=part)
        markdown = re.match(r"#{1,6}(?=\s)", line.text)
        if markdown and not (after is None and not self._path and index < 3):
            return Heading(text, self._unnumbered_level(), count)
        if len(text) > MAX_HEADING or not self._may_stand_alone(index, count):
            return None
        return Heading(text, self._unnumbered_level(), count)

    def enter(self, heading: Heading) -> None:
        """Put `heading` in force: it ends those of its own level and below."""
        if heading.level < CHAPTER:
            self._chapter, self._section = 0, ""
        if heading.level == CHAPTER:
            self._chapter, self._section = roman_value(heading.label.lower()) or 0, ""
        if heading.level == SECTION:
            self._section = heading.label
        while self._path and self._path[-1].level >= heading.level:
            self._path.pop()
        self._path.append(heading)

    def _read_labelled(self, labelled: tuple[str, str], index: int) -> Heading | None:
        label, title = labelled
        level = self._label_level(label)
        if level is None:
            return None
        if not title:
            below = index + 1
            if below >= len(self._lines) or read_marker(self._lines[below]):
                return None
            if not self._is_heading_text(self._lines[below].plain, below):
                return None
            extra = self._count_lines(index + 1)
            text = f"{label}. {self._join(index + 1, extra)}"
            return Heading(text, level, 1 + extra, label)
        count = self._count_lines(index)
        return Heading(self._join(index, count), level, count, label)

    def _label_level(self, label: str) -> int | None:
        value = roman_value(label.lower())
        if len(label) == 1:
            following = chr(ord(self._section) + 1) if self._section else "A"
            if label == following and not (value and value == self._chapter + 1 and label != "A"):
                return SECTION
            if value is None or label in "CDLM":
                return SECTION
            if self._section and value <= self._chapter:
                return SECTION
        return CHAPTER if value else None

    def _is_heading_text(self, text: str, index: int) -> bool:
        first = next((char for char in text if char.isalnum()), "")
        if not first.isalpha() or first.islower() or len(text) > MAX_HEADING:
            return False
        end = self._join(index, self._count_lines(index))
        return not _TERMINAL.search(end) or end.endswith("(cont.)")

    def _count_lines(self, index: int) -> int:
        """How many lines the heading at `index` takes: those set as close as lines of one sentence."""
        count = 1
        while index + count < len(self._lines):
            line = self._lines[index + count]
            if line.blanks > self._layout.gap or read_marker(line) or read_heading_label(line.plain):
                break
            if self._layout.gap == 0 and not self._runs_on(index, index + count):
                break
            count += 1
        return count

    def _runs_on(self, index: int, following: int) -> bool:
        """Where no empty line tells, whether the line at `following` is still of the heading."""
        line, first = self._lines[following], self._lines[index]
        if line.text[0].islower() or line.bold or (first.bold and not first.text.endswith("**")):
            return True
        if not self._layout.wrapped or following - index > 2 or _TERMINAL.search(line.plain):
            return False
        below = following + 1
        return below < len(self._lines) and (
            self._lines[below].blanks > 0 or read_marker(self._lines[below]) is not None
        )

    def _join(self, index: int, count: int) -> str:
        return clean_heading(" ".join(line.text for line in self._lines[index : index + count]))

    def _unnumbered_level(self) -> int:
        numbered = [h.level for h in self._path if h.level < UNNUMBERED and h.level != CHAPTER + 1]
        return UNNUMBERED if numbered and numbered[-1] >= CHAPTER else CHAPTER + 1

    def _may_stand_alone(self, index: int, count: int) -> bool:
        """An unnumbered heading needs room above it, and a marker or another heading below it."""
        line = self._lines[index]
        if index and self._layout.gap and line.blanks <= self._layout.gap:
            return False
        following = index + count
        while following < len(self._lines):
            below = self._lines[following]
            if read_marker(below):
                return True
            if read_heading_label(below.plain):
                return True
            if not self._is_heading_text(below.plain, following):
                return False
            following += self._count_lines(following)
        return False


def _read_part(text: str) -> str:
    """The prefix that a heading such as "Annex I" or "Decision 2/CMA.1" gives to numbers under it.

    >>> _read_part("Annex I"), _read_part("Decision 2/CMA.1"), _read_part("Annexes to the report")
    ('annexi', 'dec.2/cma.1', '')
    """
    match = _PART_TITLE.match(text)
    if not match:
        return ""
    word = match.group("word").lower()
    number, rest = match.group("number") or "", (match.group("rest") or "").strip()
    if word in ("article", "part") and not number:
        return ""
    if rest and not number:
        return ""
    if rest and rest[0].islower():
        return ""
    return (_PART_NAMES.get(word, word.replace(" ", "")) + number).lower()
