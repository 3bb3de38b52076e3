"""The masthead: symbol, body, session, dates, distribution (UN Editorial Manual, "Mastheads").

Fields are read cell by cell, a cell being what wide spaces, tabs and table bars set apart on a
line; what a document does not print stays empty.
"""

from __future__ import annotations

from egqa.parse.heading_text import UNFINISHED, clean_heading, is_ended
from egqa.parse.lines import Layout, Line
from egqa.parse.masthead_cells import (
    MAX_LINE,
    MastheadFields,
    is_field,
    is_whole,
    ordinal_words,
    read_cells,
)
from egqa.parse.masthead_covers import add_body
from egqa.parse.masthead_titles import find_section, find_titles
from egqa.parse.masthead_words import ADDENDUM, BODY, HAS_WORD, JOB, MEETING, RESOLUTION, TITLE

__all__ = ["MastheadFields", "ordinal_words", "read_job_number", "read_masthead"]

_LONGEST_NAME = 7
_LONGEST_BODY = 200
_MOST_NAMES = 6


def read_masthead(
    lines: list[Line], body_starts: int, layout: Layout
) -> tuple[MastheadFields, int]:
    """The fields printed before `body_starts`; the index of the first line that is none of them.

    A line after the title, or after the last field, belongs to the text: it is a heading, or words
    outside any paragraph. Only a body's name may stand last.
    """
    fields, loose = _read_fields(lines, body_starts, layout)
    if not fields.body:
        add_body(fields, lines, layout)
    return fields, loose


def _read_fields(lines: list[Line], body_starts: int, layout: Layout) -> tuple[MastheadFields, int]:
    fields = MastheadFields()
    large, lines_taken = find_titles(
        lines, body_starts, layout, is_field=is_field, is_kind=_is_kind, is_name=_is_name
    )
    names: list[tuple[int, str]] = []
    index = loose = last_name = 0
    agenda = body_starts
    while index < body_starts:
        line = lines[index]
        if index in lines_taken:
            if index == lines_taken[-1]:
                fields.title = list(large)
                if dated := MEETING.search(line.plain):  # "… British Virgin", "Islands, 26–27 …"
                    fields.dates = fields.dates or dated.group("dates")
            loose = index = index + 1
            continue
        taken = 1
        titled = len(fields.title)
        rest = read_cells(line, fields)
        if len(rest) > 1 and {name for _, name in names}.issuperset(rest):
            rest = []  # a joint document names its bodies again, over their sessions
        if fields.agenda_items:
            agenda = min(agenda, index)
        whole = bool(rest) and is_whole(rest, line)
        awaited = any(at > index for at in lines_taken)
        if whole and not awaited and (len(line.text) > MAX_LINE or fields.title):
            break
        if rest:
            taken = _count_block(lines, index, body_starts, layout, awaits=fields.awaits)
            more = [lines[at].plain for at in range(index + 1, index + taken)]
            name = clean_heading(" ".join([*rest, *more]))
            if whole and not awaited and len(name.split()) > _LONGEST_NAME and is_ended(name):
                break  # a sentence: the text of a record or a letter has begun
            # A name goes on, below another column's cell or after a page's break.
            # Not below the session or the agenda item, whose title stands there.
            above = bool(names) and not (fields.session or fields.dates or fields.agenda_items)
            goes_on = above and not _is_body(name) and _goes_on(lines, last_name, index)
            if names and (goes_on or name[:1].islower() or UNFINISHED.search(names[-1][1])):
                name = f"{names.pop()[1]} {name}"
            names.append((index, name))
            last_name = index
        if not whole or (_is_body(names[-1][1]) and not line.text.startswith("#")):
            loose = index + taken
        while len(fields.title) > titled:
            below = lines[index + taken] if index + taken < body_starts else None
            if below is None or below.begins or below.blanks > layout.gap:
                break
            if not (
                _is_unfinished(fields.title[-1], lines, index + taken) or below.plain[:1].islower()
            ):
                break
            fields.title[-1] = clean_heading(f"{fields.title[-1]} {below.plain}")
            taken += 1
            loose = index + taken
        index += taken
    # Below the agenda item stands its title, and no body's name.
    end = min(loose, agenda) if any(at < agenda for at, _ in names) else loose
    found = [
        name
        for at, name in names
        if at < end and len(name) < _LONGEST_BODY and HAS_WORD.search(name)
    ]
    fields.body = list(dict.fromkeys(found))[:_MOST_NAMES]
    if section := find_section(lines, layout):
        fields.title = section
        return fields, loose
    titles = (clean_heading(one.plain) for one in lines[: loose + 2])
    resolution = next((title for title in titles if RESOLUTION.fullmatch(title)), None)
    if resolution and not fields.symbols[1:]:
        fields.title = [resolution]
        return fields, loose
    if large:
        # What kind of document it is comes first: the report, then what it is on.
        large.sort(key=lambda title: not _is_kind(title))
        added = [one for one in fields.title if ADDENDUM.fullmatch(one) and one not in large]
        fields.title = [*large[:1], *added, *large[1:]]
    return fields, loose


def _is_unfinished(title: str, lines: list[Line], below: int) -> bool:
    """Whether a title goes on: it ends so, or in a body's name, "Report of the Special"."""
    if UNFINISHED.search(title):
        return True
    named = title.startswith("Report of the ") and not BODY.search(title)
    return named and below < len(lines) and BODY.match(lines[below].plain) is not None


def _goes_on(lines: list[Line], above: int, index: int) -> bool:
    """Whether a name goes on from line `above`, as the format tells: other cells stand between."""
    told = any(line.begins for line in lines[: index + 1])
    left = lines[index].indent
    column = [line for line in lines[above : index + 1] if abs(line.indent - left) <= 1]
    return (
        told
        and column[0] is lines[above]
        and not any(line.begins or line.blanks for line in column[1:])
    )


def _is_name(text: str) -> bool:
    """Whether a line may be a body's name alone."""
    return _is_body(text) and len(text.split()) <= _LONGEST_NAME and not _is_kind(text)


def _is_kind(title: str) -> bool:
    """Whether a title says what kind of document it is: a report, a letter."""
    return TITLE.fullmatch(title) is not None


def read_job_number(text: str) -> str | None:
    """The job number in a running foot: an identifier of the print job, not citable."""
    match = JOB.search(text)
    return match.group().strip() if match else None


def _is_body(name: str) -> bool:
    return BODY.search(name) is not None and len(name) < _LONGEST_BODY


def _count_block(lines: list[Line], index: int, end: int, layout: Layout, *, awaits: bool) -> int:
    """How many lines a body's or a title's name takes from line `index` on."""
    count = 1
    while index + count < end:
        line = lines[index + count]
        rest = read_cells(line, MastheadFields(awaits=awaits and count == 1))
        if line.blanks > layout.gap or not is_whole(rest, line):
            break
        count += 1
    return count
