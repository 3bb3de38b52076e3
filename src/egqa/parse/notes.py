"""Footnotes: told from the text, and kept with the unit that carries their mark.

Some formats say which lines are notes and where their marks stand. In plain text a note is told
only where it is sure: below a rule, up to the page's end, with its mark once in the text above; or
as one of several that count on, "1 See …", "2 Ibid.", the marks of most of which stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from egqa.parse.lines import Line
from egqa.parse.masthead_words import MONTHS
from egqa.parse.note_marks import Spots, find_spots, place_marks
from egqa.parse.parts import is_part_title
from egqa.parse.units import Unit
from egqa.types import Span

_MARK = re.compile(r"(?P<mark>\d{1,3}|[a-z]{1,2}|\*{1,3}|[†‡§])[/)]?(?P<gap>\s+|$)")
_TOLD_MARK = re.compile(
    r"(?P<mark>[^\t]{1,6})\t|(?P<bare>[(\[]?(?:\d{1,3}|[a-z]{1,2}|\*{1,3}|[†‡§])[/)\]]{0,2})\s+(?=[A-Z“\"(])"
)
# Where a block begins with the line, a mark needs no capital after it: "1 http://un.org".
_SURE_MARK = re.compile(
    r"(?P<mark>[^\t]{1,6})\t|(?P<bare>\(?(?:\d{1,3}|[a-z]{1,2}|\*{1,3}|[†‡§])[/)]{0,2})\s+(?=\S)"
)
# No paragraph's number, which has a full stop, and no day.
_LISTED = re.compile(
    rf"(?P<mark>(?P<number>\d{{1,3}})|\[(?P<bracketed>\d{{1,3}})\])\s+(?=[A-Z“\"(]|https?:)(?!(?:{MONTHS})\b)"
)
_RULE = re.compile(r"_{5,}|[-–—]{10,}")
_ALONE = re.compile(r"\d{1,3}|[a-z]|\*{1,3}|[†‡§]")
_RUN = re.compile(r"(\d{1,3})[–-](\d{1,3})")
_WINDOW, _MOST, _MOST_LISTED, _MOST_RUN = 400, 40, 2_000, 20


@dataclass(slots=True)
class Footnote:
    """A footnote while it is being read: its mark and the places of its words."""

    mark: str
    ranges: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its words begin in the source."""
        return self.ranges[0].start


def read_notes(lines: Sequence[Line]) -> list[Footnote]:
    """The footnotes that `lines`, all of them lines of notes, hold."""
    notes: list[Footnote] = []
    # Where the reader tells a note's own mark, no other line begins one: "16 March 1992", "of Law".
    told = any(_is_marked(line) for line in lines)
    for line in lines:
        if _is_marked(line):
            mark = line.marks[0]
            words = line.text[mark.end - line.start :].lstrip("/) \t")
            notes.append(Footnote(_bare(line.text[: mark.end - line.start])))
            if words:
                notes[-1].ranges.append(Span(line.end - len(words), line.end))
            continue
        if told and notes:
            notes[-1].ranges.append(Span(line.start, line.end))
            continue
        if _ALONE.fullmatch(line.text):
            notes.append(Footnote(_bare(line.text)))
            continue
        match = (_TOLD_MARK if not line.begins else _SURE_MARK).match(line.text)
        if match is not None and line.start + match.end() < line.end:
            notes.append(Footnote(_bare(match.group("mark") or match.group("bare"))))
            notes[-1].ranges.append(Span(line.start + match.end(), line.end))
        elif notes:
            notes[-1].ranges.append(Span(line.start, line.end))
        else:
            notes.append(Footnote("", [Span(line.start, line.end)]))
    return [note for note in notes if note.ranges]


def _is_marked(line: Line) -> bool:
    """Whether the reader says that a line begins with a note's mark."""
    return bool(line.marks) and line.marks[0].start == line.start


def find_notes(lines: list[Line], furniture: dict[int, str]) -> tuple[list[int], list[Line]]:
    """The lines of a plain text that are notes, and all lines with the marks of these set.

    What stands between a rule and the end of a page is notes. Where pages are not known, a note is
    sure only where it begins with a mark that the text above the rule has in one place.
    """
    found: list[int] = []
    marked = list(lines)
    spots = find_spots(lines)
    top = 0
    for at, line in enumerate(lines):
        if at and line.page != lines[at - 1].page:
            top = at
        if not _RULE.fullmatch(line.plain):
            continue
        notes = _below(lines, at, furniture)
        if not notes or (line.page is None and not _MARK.match(lines[notes[0]].text)):
            continue
        marks = {
            index: match.group("mark")
            for index in notes
            if (match := _MARK.match(lines[index].text))
        }
        places = place_marks(spots, marks, max(top, at - _WINDOW), at)
        if line.page is None and notes[0] not in places:
            continue
        for where, span in places.values():
            marked[where] = _set_mark(marked[where], span)
        found += notes
        top = notes[-1] + 1
    # A line of a note that holds nothing but symbols looks like a running head.
    taken = {*found, *(at for at, kind in furniture.items() if kind != "running head")}
    return sorted([*found, *_find_listed(marked, taken, spots)]), marked


def _set_mark(line: Line, mark: Span) -> Line:
    """The line with one mark more; of "3, 4" the comma is no word of the text either."""
    marks: list[Span] = []
    for one in sorted((*line.marks, mark)):
        between = line.text[marks[-1].end - line.start : one.start - line.start] if marks else "x"
        if between.strip() in ("", ","):
            marks[-1] = Span(marks[-1].start, one.end)
        else:
            marks.append(one)
    return replace(line, marks=tuple(marks))


def _find_listed(marked: list[Line], taken: set[int], spots: Spots) -> list[int]:
    """The lines of notes that count on without a rule above; their marks are set in `marked`."""
    found: list[int] = []
    top = at = last = 0
    while at < len(marked):
        if is_part_title(marked[at].plain):
            top = at  # the notes of a decision stand at its end
        first = _LISTED.match(marked[at].text) if at not in taken else None
        begins = first is not None and _number(first) in (1, last + 1)
        run = _run_of_notes(marked, at, taken) if begins else []
        found_in = ((index, _LISTED.match(marked[index].text)) for index in run)
        listed = {index: match for index, match in found_in if match is not None}
        marks = {index: match["mark"] for index, match in listed.items()}
        places = place_marks(spots, marks, top, at)
        if not _are_notes(marked, run, len(listed), len(places)):
            at += 1
            continue
        for where, span in places.values():
            marked[where] = _set_mark(marked[where], span)
        found += run
        last = _number(list(listed.values())[-1])
        top = at = run[-1] + 1
    return found


def _number(match: re.Match[str]) -> int:
    """The number that a line of a list of notes begins with."""
    return int(match["number"] or match["bracketed"])


def _are_notes(lines: Sequence[Line], run: Sequence[int], listed: int, placed: int) -> bool:
    """Whether most of a run's marks stand above; a single one, which must, ends its decision."""
    if listed > 1:
        return 2 * placed >= listed
    if not placed:
        return False
    below = run[-1] + 1
    return below == len(lines) or is_part_title(lines[below].plain)


def _run_of_notes(lines: Sequence[Line], start: int, taken: set[int]) -> list[int]:
    """The lines from `start` on that are notes, each with the next number, and what goes on."""
    run: list[int] = []
    number = 0
    for at in range(start, min(len(lines), start + _MOST_LISTED)):
        match = _LISTED.match(lines[at].text)
        follows = match is not None and (not run or _number(match) == number + 1)
        goes_on = bool(run) and match is None and not lines[at].blanks
        if at in taken or not (follows or goes_on) or is_part_title(lines[at].plain):
            break
        if match is not None and follows:
            number = _number(match)
        run.append(at)
    return run


def _below(lines: list[Line], rule: int, furniture: dict[int, str]) -> list[int]:
    """The lines from below a rule to the end of the page, or to its foot."""
    notes: list[int] = []
    for at in range(rule + 1, len(lines)):
        if lines[at].page != lines[rule].page:
            break
        if lines[at].page is None and notes and _begins_text(lines[at]):
            break
        kind = furniture.get(at, "page number")
        if kind != "page number" and lines[at].page is None:
            break
        if kind == "page number" and (at not in furniture or _ALONE.fullmatch(lines[at].text)):
            notes.append(at)
        if lines[at].page is None and len(notes) > _MOST:
            return []
    while notes and _ALONE.fullmatch(lines[notes[-1]].text):
        notes.pop()  # the page's own number
    return notes


def _begins_text(line: Line) -> bool:
    """Whether a line after notes begins the text again: a part, a chapter, a numbered paragraph."""
    return is_part_title(line.plain) or bool(line.blanks and _TEXT.match(line.plain))


_TEXT = re.compile(
    r"(?:\d{1,3}|[IVXL]+|[A-Z])\.\s|(?:Annex|Appendix|Enclosure)(?: [IVXL]+| [A-Z])?$",
    re.IGNORECASE,
)


def attach(
    notes: Sequence[Footnote], marks: Sequence[tuple[str, Span, Unit]]
) -> tuple[dict[str, list[Footnote]], list[Footnote]]:
    """The notes of each unit by its number, and those whose mark stands in none.

    A mark may stand again on another page: the last one above a note is its own, else the first
    below that is no other's. One mark has one note: the "a" under the next table is not of a
    heading before it.
    """
    kept: dict[str, list[Footnote]] = {}
    loose: list[Footnote] = []
    places: dict[str, list[tuple[Span, Unit]]] = {}
    for printed, span, unit in sorted(marks, key=lambda one: one[1]):
        for mark in read_marks(printed):
            places.setdefault(mark, []).append((span, unit))
    taken: dict[tuple[str, Span], int] = {}
    owners: dict[int, Unit] = {}
    for below in (False, True):
        for at, note in enumerate(notes):
            same = places.get(note.mark, [])
            above = [one for one in same if one[0].start < note.start]
            if bool(above) == below or not same:
                continue
            span, unit = same[0] if below else above[-1]
            if taken.setdefault((note.mark, span), at) == at:
                owners[at] = unit
    for at, note in enumerate(notes):
        if at in owners:
            kept.setdefault(owners[at].number, []).append(note)
        else:
            loose.append(note)
    return kept, loose


def read_marks(printed: str) -> list[str]:
    """The marks that stand in one place: several are set apart by commas, a run by a dash.

    >>> read_marks("5/"), read_marks("27,28"), read_marks("3–5"), read_marks("*")
    (['5'], ['27', '28'], ['3', '4', '5'], ['*'])
    """
    found: list[str] = []
    for piece in printed.split(","):
        ends = _RUN.fullmatch(piece.strip())
        run = range(int(ends.group(1)), int(ends.group(2)) + 1) if ends else range(0)
        found += map(str, run) if 0 < len(run) <= _MOST_RUN else [_bare(piece)]
    return [mark for mark in found if mark]


def _bare(mark: str) -> str:
    return mark.strip().strip("[]()").rstrip("/)")
