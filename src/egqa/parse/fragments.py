"""Fragments: what stands below a heading and in no paragraph, and is no sentence either.

Names of those who signed, entries of a list, a draft's title, a sentence that a table cuts off:
each block is a unit without a number, short ones that follow each other one unit together. Dates
alone, a table's unit and its source, and in what language a text was written are left out; so are
a few words that open what stands below them, "The General Assembly," or "The Group of Experts:".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from egqa.parse.heading_path import Heading
from egqa.parse.heading_text import UNFINISHED
from egqa.parse.lines import Line
from egqa.parse.masthead_words import MONTHS
from egqa.parse.units import Fragment, Structure, Title, Unit, cut_marks, insert_units
from egqa.symbols import find_symbols
from egqa.types import Span

_SHORT = 7  # words; what has fewer is read together with what is short above or below it
_MOST_TOGETHER = 40
_LONGEST = 100  # words of a block that is one sentence
_FEWEST = 2
_FEWEST_TOLD = 3  # headings that are a list, where the format tells what a heading is
_MOST_FIGURES = 0.4
_WORD = re.compile(r"[^\W\d_]{2,}")
# What the body is asked to do, and so no adopted text: "The Executive Board may wish to,".
_PROPOSES = re.compile(r"\b(?:may|might|could|should|is (?:invited|requested))\b")
_LEAST_LETTERS = 4  # of one word at least
_DATE = rf"\d{{1,2}}\s(?:{MONTHS})\s\d{{4}}"
_ASIDE = re.compile(
    r"\([^()]{1,90}\)"
    r"|\[(?:Original|English|French|Spanish|Arabic|Chinese|Russian)\b[^\[\]]*\]"
    rf"|\[?(?:[A-Z][\w\s]+,\s)?{_DATE}\]?"
    r"|ISSN [\d-]+.*|United Nations\W+New York, \d{4}"
    r"|\W{0,4}(?:(?:Data )?[Ss]ources?|Legend|Key)\s?:.*"
    r"|(?:Table|Figure|Chart|Map|Box|Graph)\s+[\dIVXA-Z][\d.IVXA-Z]*\.?",
)


class Block(NamedTuple):
    """The lines of one block."""

    at: int
    lines: list[Line]
    headings: tuple[Heading, ...]

    @property
    def words(self) -> list[str]:
        """The words of the block."""
        return [word for line in self.lines for word in line.text.split()]

    @property
    def is_opening(self) -> bool:
        """Whether the block is but the first words of what stands below it, and says nothing else.

        By "may wish to," what stands below is a proposal.
        """
        opens = len(self.words) < _SHORT and self.words[-1].endswith((",", ":"))
        return opens and not _PROPOSES.search(" ".join(self.words))

    @property
    def is_aside(self) -> bool:
        """Whether the block is a date, a table's unit or source, or names a language."""
        return _ASIDE.fullmatch(" ".join(self.words)) is not None


def add_fragments(structure: Structure) -> Structure:
    """`structure` with units without a number for its fragments, and what is left out told.

    So are headings that no unit stands below, where several follow each other: they are an outline,
    or names that passed for headings.
    """
    first = structure.units[0].ranges[0].start if structure.units else None
    structure = _gather(structure, structure.fragments, first)
    used = {id(heading) for unit in structure.units for heading in unit.headings}
    bare = [title for title in structure.titles if id(title.heading) not in used]
    runs = _run_on(bare)
    listed = [title for run in runs for title in _read_list(run, first)]
    kept = [
        Fragment(title.at, title.line, title.begins, _without(title.headings, listed))
        for title in listed
    ]
    structure = _gather(structure, kept, first)
    used |= {id(heading) for unit in structure.units for heading in unit.headings}
    listed_at = {title.at for title in listed}
    titles = (title for title in bare if title.at not in listed_at)
    return replace(
        structure, titles=tuple(title for title in titles if id(title.heading) not in used)
    )


def _gather(structure: Structure, fragments: Sequence[Fragment], first: int | None) -> Structure:
    """`structure` with the units that `fragments` make up, and the places of what is left out.

    Before `first`, where the first unit begins, what stands below no heading is the masthead's, and
    so is a symbol below one.
    """
    units: list[Unit] = []
    marks = list(structure.marks)
    openings, outside = list(structure.openings), list(structure.outside)
    for blocks in _join(_group(fragments)):
        lines = [line for block in blocks for line in block.lines]
        places = [Span(line.start, line.end) for line in lines]
        words = [word for block in blocks for word in block.words]
        above = first is None or lines[0].start < first
        if above and (not blocks[0].headings or find_symbols(" ".join(words))):
            outside += places
            continue
        if blocks[0].is_opening:
            openings += places
            continue
        if blocks[0].is_aside or not _says(words):
            outside += places
            continue
        units.append(_open(blocks[0]))
        for line in lines:
            spans, found = cut_marks(line, line.start)
            units[-1].ranges += spans
            marks += [(printed, mark, units[-1]) for printed, mark in found]
    return replace(
        structure,
        units=insert_units(structure.units, units),
        marks=tuple(marks),
        openings=tuple(sorted(openings)),
        outside=tuple(sorted(outside)),
    )


def _run_on(titles: Sequence[Title]) -> list[list[Title]]:
    """The lines of headings, those that stand one below the other together."""
    runs: list[list[Title]] = []
    for title in titles:
        if runs and runs[-1][-1].at + 1 == title.at:
            runs[-1].append(title)
        else:
            runs.append([title])
    return runs


def _read_list(run: Sequence[Title], first: int | None) -> Sequence[Title]:
    """The headings of a run that are a list; none where they are few, or the document's title.

    What all the others stand below is the heading of the list.
    """
    start = 0
    while start < len(run) and any(one is run[start].heading for one in run[-1].headings[:-1]):
        start += 1
    run = run[start:]
    if not run or first is None or run[0].line.start < first:
        return []
    told = any(title.line.role == "heading" for title in run)
    count = sum(title.begins for title in run)
    return run if count >= (_FEWEST_TOLD if told else _FEWEST) else []


def _without(headings: tuple[Heading, ...], titles: Sequence[Title]) -> tuple[Heading, ...]:
    bare = {id(title.heading) for title in titles}
    return tuple(heading for heading in headings if id(heading) not in bare)


def _says(words: Sequence[str]) -> bool:
    """Whether `words` are more than a single one, or the posts and figures of a chart.

    >>> _says(["(Signed)", "Kairat", "Umarov"]), _says("RB (4 posts) 1 P-4, 1 NPO, 2 LL".split())
    (True, False)
    """
    figures = sum(word[:1].isdigit() or word[:2].strip("(").isdigit() for word in words)
    named = _WORD.findall(" ".join(words))
    long = max(map(len, named), default=0) >= _LEAST_LETTERS
    return long and len(named) >= _FEWEST and figures <= _MOST_FIGURES * len(words)


def _join(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks, short ones that follow each other below one heading together."""
    joined: list[list[Block]] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if (
            above is not None
            and above[-1].at + len(above[-1].lines) == block.at
            and above[-1].headings == block.headings
            and max(len(block.words), len(above[-1].words)) < _SHORT
            and sum(len(one.words) for one in (*above, block)) <= _MOST_TOGETHER
            and not any(one.is_aside or one.is_opening for one in (block, above[-1]))
        ):
            above.append(block)
        else:
            joined.append([block])
    return joined


def _group(fragments: Iterable[Fragment]) -> list[Block]:
    """The blocks that lines in no unit make up; a long list is set line by line."""
    blocks: list[Block] = []
    for at, line, begins, headings in sorted(fragments, key=lambda one: one.at):
        last = blocks[-1] if blocks else None
        goes_on = last is not None and last.at + len(last.lines) == at
        if last is None or begins or not goes_on or last.headings != headings:
            blocks.append(Block(at, [line], headings))
        else:
            last.lines.append(line)
    return [part for block in blocks for part in _part(block)]


def _part(block: Block) -> list[Block]:
    """A block of more lines than a sentence takes, parted where a line may begin an entry."""
    if len(block.words) <= _LONGEST:
        return [block]
    parts: list[Block] = []
    for offset, line in enumerate(block.lines):
        above = parts[-1].lines[-1].text if parts else ""
        goes_on = line.text[:1].islower() or UNFINISHED.search(above)
        if parts and goes_on:
            parts[-1].lines.append(line)
        else:
            parts.append(Block(block.at + offset, [line], block.headings))
    return parts


def _open(block: Block) -> Unit:
    line = block.lines[0]
    return Unit("#", None, "", Span(line.start, line.start), block.headings, line.page, line.indent)
