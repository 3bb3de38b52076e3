"""Units as the state machine reads them, before their words are mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from egqa.parse.heading_path import Heading
from egqa.parse.lines import Line
from egqa.types import Finding, Span

_PART = re.compile(r"^part[a-z\d]+:")
_OWN = re.compile(r"\d+(?=$|[(•])")
_ACT = re.compile(r"(?P<part>(?:dec\.|res\.)[^:~]*):(?P<number>\d+)(?=$|[(•])")
_LETTERED = re.compile(r"^res\.[a-z][:/]|/res\.[a-z](?=[:/])")
_ANNEX = re.compile(r"(?:^|/)(?:annex|appendix|enclosure)[^/]*$")
_LABEL = re.compile(r"\[?\(?(?P<label>[a-z]{1,6}|\d{1,2})\)")
_SECTION = re.compile(r"(?P<outer>.*?)(?:^|/)sect\.[^/:]+:(?P<rest>.*)")


@dataclass(slots=True)
class Unit:
    """A unit while it is being read: its number, and the places of its words in the source.

    `marker_at` is the place of its marker, `indent` that of its line, `last_text` the last line
    of its words so far, `words` their beginning, `part` what it stands in.
    """

    number: str
    parent: str | None
    marker: str
    marker_at: Span
    headings: tuple[Heading, ...]
    page: int | None
    indent: int
    ranges: list[Span] = field(default_factory=list)
    last_text: str = ""
    words: str = ""
    part: str = ""

    @property
    def is_unnumbered(self) -> bool:
        """Whether the document gives it no number: "#3" is the third such unit."""
        return self.number.startswith("#")


def number_lone_lists(units: tuple[Unit, ...]) -> None:
    """Give the items of an annex without numbered paragraphs their labels: "annex I, subpara. (a)".

    What leads such a list in has no number. It must be the annex's only list, or go on through it:
    a second (a) would be taken for the first.
    """
    made = {unit.number: unit for unit in units}
    numbered = {unit.part for unit in units if not unit.is_unnumbered}
    within: dict[str, list[tuple[Unit, str]]] = {}
    for unit in units:
        labels = _read_labels(unit, made)
        if labels and unit.part not in numbered and _ANNEX.search(unit.part):
            within.setdefault(unit.part, []).append((unit, labels))
    given: dict[str, str] = {}
    for part, items in within.items():
        if len({labels for _, labels in items}) == len(items):
            given |= {unit.number: f"{part}:{labels}" for unit, labels in items}
    for unit in units:
        unit.number = given.get(unit.number, unit.number)
        unit.parent = given.get(unit.parent, unit.parent) if unit.parent else None


def _read_labels(unit: Unit, made: Mapping[str, Unit]) -> str:
    """The labels of an item and of those that it is in; none where a bullet is among them."""
    labels, one = "", unit
    while one.is_unnumbered and one.marker:
        label = _LABEL.fullmatch(one.marker)
        if label is None:
            return ""
        labels = f"({label['label']}){labels}"
        if one.parent is None:
            return ""
        one = made[one.parent]
    return labels


def drop_needless_parts(units: tuple[Unit, ...]) -> None:
    """Take "partii:" from before the numbers where they run on through the parts of a document.

    A report's chapters may stand in parts; only where numbers restart does a part belong to them.
    """
    bare = {unit.number: _PART.sub("", unit.number) for unit in units}
    if len(set(bare.values())) < len(bare):
        return
    for unit in units:
        unit.number = bare[unit.number]
        unit.parent = _PART.sub("", unit.parent) if unit.parent else None


def drop_needless_acts(units: tuple[Unit, ...]) -> None:
    """Take "dec.39/1:" from before numbers that run on into those of the report itself.

    A committee's report may number its decisions' paragraphs with its own, 1 to 7 and then 8.
    """
    own = [int(found.group()) for unit in units if (found := _OWN.match(unit.number))]
    if not own or own[0] == 1:
        return
    parts: dict[str, list[int]] = {}
    for unit in units:
        if _OWN.match(unit.number):
            break
        if found := _ACT.match(unit.number):
            parts.setdefault(found.group("part"), []).append(int(found.group("number")))
    for part, numbers in parts.items():
        if list(dict.fromkeys(numbers)) != list(range(1, own[0])):
            continue
        bare = {unit.number: unit.number.removeprefix(f"{part}:") for unit in units}
        if len(set(bare.values())) < len(bare):
            continue
        for unit in units:
            unit.number = bare[unit.number]
            unit.parent = unit.parent.removeprefix(f"{part}:") if unit.parent else None
        return


def drop_needless_letters(units: tuple[Unit, ...]) -> None:
    """Take "res.a:" from before numbers that no other resolution of the document has.

    Preambular paragraphs are counted apart from the numbered ones, as they are in sections.
    """
    within: dict[bool, dict[str, str]] = {}
    for unit in units:
        bare = _LETTERED.sub("", unit.number)
        within.setdefault(_is_preambular(bare), {})[unit.number] = bare
    kept = {kind for kind, bare in within.items() if len(set(bare.values())) < len(bare)}
    for unit in units:
        if _is_preambular(unit.number) not in kept:
            unit.number = _LETTERED.sub("", unit.number)
            unit.parent = _LETTERED.sub("", unit.parent) if unit.parent else None


def drop_needless_sections(units: tuple[Unit, ...]) -> None:
    """The same for the sections of a resolution or decision, one part after the other.

    Whether "sect.i:1" is but paragraph 1 shows where the next section's numbers begin. The
    paragraphs of preambles are counted apart: a section with one may go on with the numbers.
    """
    within: dict[tuple[str, bool], dict[str, str]] = {}
    for unit in units:
        outer, number = _split_section(unit.number)
        within.setdefault((outer, _is_preambular(number)), {})[unit.number] = number
    kept = {within_of for within_of, bare in within.items() if len(set(bare.values())) < len(bare)}
    for unit in units:
        outer, number = _split_section(unit.number)
        if (outer, _is_preambular(number)) not in kept:
            unit.number = number
            unit.parent = _split_section(unit.parent)[1] if unit.parent else None


def _is_preambular(number: str) -> bool:
    return number.rpartition(":")[2].startswith("pp")


def _split_section(number: str) -> tuple[str, str]:
    """The part that a number's section stands in, and the number without the section."""
    if match := _SECTION.fullmatch(number):
        outer, rest = match.groups()
        return outer, f"{outer}:{rest}" if outer else rest
    part, colon, _ = number.rpartition(":")
    return part if colon else "", number


def cut_marks(line: Line, start: int) -> tuple[list[Span], list[tuple[str, Span]]]:
    """The places of a line's words from `start` on, and the footnote marks between them."""
    spans: list[Span] = []
    found: list[tuple[str, Span]] = []
    for mark in (*line.marks, Span(line.end, line.end)):
        if mark.start < start:
            continue
        if start < mark.start:
            spans.append(Span(start, mark.start))
        if mark.start < mark.end:
            printed = line.text[mark.start - line.start : mark.end - line.start]
            found.append((printed, mark))
        start = mark.end
    return spans, found


def insert_units(units: Sequence[Unit], made: Sequence[Unit]) -> tuple[Unit, ...]:
    """`units` with those `made` at their places in the order of reading.

    Units without a number are counted anew.
    """
    starts = [unit.ranges[0].start for unit in units]
    # Units begin in order, so that what is made comes after the paragraph it interrupts.
    places = [bisect_right(starts, unit.ranges[0].start) for unit in made]
    merged = list(units)
    for at, unit in reversed(list(zip(places, made, strict=True))):
        merged.insert(at, unit)
    _count(merged)
    return tuple(merged)


def _count(units: Sequence[Unit]) -> None:
    """Count the units without a number from the first to the last."""
    numbers: dict[str, str] = {}
    unnumbered = [unit for unit in units if unit.is_unnumbered]
    for at, unit in enumerate(unnumbered, 1):
        number = f"#{at}"
        numbers[unit.number] = number
        unit.number = number
    for unit in units:
        unit.parent = numbers.get(unit.parent, unit.parent) if unit.parent else None


class Fragment(NamedTuple):
    """A line that stands in no unit, whether a block begins with it, and the headings above it."""

    at: int
    line: Line
    begins: bool
    headings: tuple[Heading, ...]


class Title(NamedTuple):
    """A line of a heading, whether it is its first, the heading, and the headings with it."""

    at: int
    line: Line
    begins: bool
    heading: Heading
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """What the state machine read: units in order, what it met, and words outside any unit.

    `marks` are the footnote marks met: as printed, where, and in which unit; `outline` is where a
    heading was met, and the headings in force from there on; `openings` are words that only open
    what stands below them, "The General Assembly,"; `fragments` are lines in no unit, and `titles`
    those of headings, in the end of those that stand over no unit.
    """

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    outside: tuple[Span, ...]
    marks: tuple[tuple[str, Span, Unit], ...] = ()
    outline: tuple[tuple[int, tuple[Heading, ...]], ...] = ()
    openings: tuple[Span, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    titles: tuple[Title, ...] = ()

    def headings_at(self, start: int) -> tuple[Heading, ...]:
        """The headings in force at an offset of the source."""
        at = bisect_right(self.outline, start, key=lambda one: one[0])
        return self.outline[at - 1][1] if at else ()
