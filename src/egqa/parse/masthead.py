"""The masthead: symbol, body, session, dates, distribution (UN Editorial Manual, "Mastheads").

Fields are read cell by cell, a cell being what wide spaces, tabs and table bars set apart on a
line; what a document does not print stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from egqa.errors import SymbolError
from egqa.numerals import ordinal_value
from egqa.parse.heading_text import UNFINISHED, clean_heading, is_ended
from egqa.parse.lines import Layout, Line
from egqa.parse.masthead_titles import find_titles
from egqa.parse.masthead_words import (
    ADDENDUM,
    AGENDA_LINE,
    BAR,
    BARE,
    BOARD_SESSION,
    BODY,
    CELLS,
    DATE,
    DAYS_FIRST,
    DISTRIBUTION,
    DISTRIBUTION_ALONE,
    HAS_WORD,
    JOB,
    KIND_ALONE,
    LABELS,
    LANGUAGE,
    LANGUAGE_ALONE,
    MEETING,
    MEETING_DAY,
    MEETING_NAME,
    OWNER,
    OWNERS,
    RAPPORTEUR,
    REISSUED,
    RESOLUTION,
    SESSION,
    TITLE,
)
from egqa.symbols import find_symbols, parse_symbol, symbol_key

_MAX_LINE = 400
_LONGEST_NAME = 7
_LONGEST_BODY = 200
_MOST_NAMES = 6


@dataclass(slots=True)
class MastheadFields:
    """The fields as read from the head of a document."""

    symbols: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    session: str | None = None
    venue: str | None = None
    dates: str | None = None
    distribution: str | None = None
    date: str | None = None
    language: str | None = None
    job_number: str | None = None
    rapporteur: str | None = None
    agenda_items: list[str] = field(default_factory=list)
    awaits: bool = False  # "Distr." stood alone, and its kind is to come


def read_masthead(
    lines: list[Line], body_starts: int, layout: Layout
) -> tuple[MastheadFields, int]:
    """The fields printed before `body_starts`; the index of the first line that is none of them.

    A line after the title, or after the last field, belongs to the text: it is a heading, or words
    outside any paragraph. Only a body's name may stand last.
    """
    fields = MastheadFields()
    large, lines_taken = find_titles(
        lines, body_starts, layout, is_field=_is_field, is_kind=_is_kind, is_name=_is_name
    )
    names: list[tuple[int, str]] = []
    index = loose = last_name = 0
    agenda = body_starts
    while index < body_starts:
        line = lines[index]
        if index in lines_taken:
            if index == lines_taken[-1]:
                fields.title = list(large)
            loose = index = index + 1
            continue
        taken = 1
        titled = len(fields.title)
        rest = _read_cells(line, fields)
        if fields.agenda_items:
            agenda = min(agenda, index)
        whole = bool(rest) and _is_whole(rest, line)
        awaited = any(at > index for at in lines_taken)
        if whole and not awaited and (len(line.text) > _MAX_LINE or fields.title):
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
        while len(fields.title) > titled and UNFINISHED.search(fields.title[-1]):
            below = lines[index + taken] if index + taken < body_starts else None
            if below is None or below.begins or below.blanks > layout.gap:
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


def _goes_on(lines: list[Line], above: int, index: int) -> bool:
    """Whether a name goes on from line `above`, as the format tells: other cells stand between."""
    told = any(line.begins for line in lines[: index + 1])
    between = lines[above + 1 : index + 1]
    return (
        told
        and abs(lines[above].indent - lines[index].indent) <= 1
        and not any(line.begins or line.blanks for line in between)
    )


def _is_name(text: str) -> bool:
    """Whether a line may be a body's name alone."""
    return _is_body(text) and len(text.split()) <= _LONGEST_NAME and not _is_kind(text)


def _is_kind(title: str) -> bool:
    """Whether a title says what kind of document it is: a report, a letter."""
    return TITLE.fullmatch(title) is not None


def _is_field(line: Line) -> bool:
    """Whether a line holds a field other than a title or a name."""
    fields = MastheadFields()
    _read_cells(line, fields)
    found = (
        fields.symbols, fields.session, fields.venue, fields.dates, fields.distribution,
        fields.date, fields.language, fields.job_number, fields.agenda_items,
    )  # fmt: skip
    return fields.awaits or any(found)


def read_job_number(text: str) -> str | None:
    """The job number in a running foot: an identifier of the print job, not citable."""
    match = JOB.search(text)
    return match.group().strip() if match else None


def _is_body(name: str) -> bool:
    return BODY.search(name) is not None and len(name) < _LONGEST_BODY


def _fold_spaces(text: str) -> str:
    text = " ".join(text.split()).strip(" |,;_")
    # The star of "A/68/98*" stays, those around "*Addendum*" go.
    return text.strip("* ") if text.startswith("*") or text.endswith("**") else text


def _is_whole(rest: list[str], line: Line) -> bool:
    """Whether a line holds nothing that is a field."""
    return BARE.sub("", "".join(rest)) == BARE.sub("", line.plain)


def _read_cells(line: Line, fields: MastheadFields) -> list[str]:
    """Set the fields that the line holds; what is left of each of its cells is returned."""
    if len(line.text) > _MAX_LINE:
        return [line.text]
    text = LABELS.sub(r"\1 ", line.plain)
    cells = [_read_cell(cell, fields) for cell in CELLS.split(text)]
    return [cell for cell in cells if cell]


def _count_block(lines: list[Line], index: int, end: int, layout: Layout, *, awaits: bool) -> int:
    """How many lines a body's or a title's name takes from line `index` on."""
    count = 1
    while index + count < end:
        line = lines[index + count]
        rest = _read_cells(line, MastheadFields(awaits=awaits and count == 1))
        if line.blanks > layout.gap or not _is_whole(rest, line):
            break
        count += 1
    return count


def _read_cell(text: str, fields: MastheadFields) -> str:
    """Set the fields that a cell holds; what is left of it is returned."""
    text = BAR.sub(" ", text)
    rest = _read_symbols(_fold_spaces(text), fields)
    if match := DISTRIBUTION.search(rest):
        fields.distribution = fields.distribution or match.group("kind").capitalize()
        rest = rest.replace(match.group(), " ")
    if match := LANGUAGE.search(rest):
        found = (match.group("original") or match.group("only")).capitalize()
        fields.language = fields.language or found
        rest = rest.replace(match.group(), " ")
    if match := MEETING.search(rest):
        fields.venue = fields.venue or match.group("venue")
        fields.dates = fields.dates or match.group("dates").removeprefix("from ")
        rest = rest.replace(match.group(), " ")
    if match := JOB.search(rest):
        fields.job_number = fields.job_number or " ".join(match.group().split()[:2])
        rest = rest.replace(match.group(), " ")
    if (match := DATE.search(rest)) and len(_fold_spaces(rest.replace(match.group(), " "))) < 12:
        fields.date = fields.date or match.group("date")
        rest = rest.replace(match.group(), " ")
    rest = _fold_spaces(rest)
    if _read_named(rest, fields) or OWNERS.fullmatch(rest) or REISSUED.fullmatch(rest):
        return ""
    return rest


def _read_symbols(rest: str, fields: MastheadFields) -> str:
    """Take the symbols of a cell that holds nothing else but fields; prose may name any symbol."""
    symbols = find_symbols(rest)
    left = rest
    for symbol in symbols:
        left = left.replace(symbol, " ")
    for pattern in (DISTRIBUTION, LANGUAGE, DATE, JOB):
        left = pattern.sub(" ", left)
    if not symbols and not fields.symbols and _is_damaged(rest):
        fields.symbols.append(OWNER.sub("", rest))
        return ""
    if not symbols or not OWNERS.fullmatch(left.strip()):
        return rest
    for symbol in symbols:
        if symbol_key(symbol) not in {symbol_key(known) for known in fields.symbols}:
            fields.symbols.append(symbol)
        rest = rest.replace(symbol, " ")
    return rest


def _is_damaged(text: str) -> bool:
    """Whether a cell is a symbol that extraction has damaged: it is taken as read."""
    if len(text) > 60 or "/" not in text:
        return False
    try:
        return parse_symbol(OWNER.sub("", text)).doubt is not None
    except SymbolError:
        return False


def _read_named(rest: str, fields: MastheadFields) -> bool:
    """Whether what is left of a cell is a field from end to end."""
    if DISTRIBUTION_ALONE.fullmatch(rest):
        fields.awaits = True
        return True
    awaits, fields.awaits = fields.awaits, False
    if awaits and KIND_ALONE.fullmatch(rest):
        fields.distribution = fields.distribution or rest.capitalize()
    elif LANGUAGE_ALONE.fullmatch(rest):
        fields.language = fields.language or rest.capitalize()
    elif match := RAPPORTEUR.fullmatch(rest):
        fields.rapporteur = match.group("name")
    elif (SESSION.fullmatch(rest) and ordinal_words(rest)) or BOARD_SESSION.fullmatch(rest):
        fields.session = fields.session or rest
    elif match := DAYS_FIRST.fullmatch(rest):
        fields.dates = fields.dates or match.group("dates")
        fields.venue = fields.venue or match.group("venue")
    elif match := MEETING_DAY.fullmatch(rest):
        fields.date = fields.date or match.group("date")
        fields.dates = fields.dates or match.group("date")
        fields.venue = fields.venue or match.group("place")
    elif match := AGENDA_LINE.fullmatch(rest):
        items = match.group("items") or match.group("listed")
        found = re.findall(r"\d+(?: ?\([a-z]\))*", items)
        fields.agenda_items.extend(found)
    elif ADDENDUM.fullmatch(rest) or (_is_titled(rest) and not fields.title):
        fields.title.append(clean_heading(rest))
    else:
        return False
    return True


def _is_titled(text: str) -> bool:
    """Whether a line is a title; what goes on in lower case is none: "statement in the letter"."""
    if text[:1].islower():
        return False
    return (TITLE.fullmatch(text) or MEETING_NAME.fullmatch(text)) is not None


def ordinal_words(text: str) -> int | None:
    """The number that an ordinal such as "Twenty-seventh" or "4th" at the start of `text` names.

    >>> ordinal_words("Twenty-seventh session"), ordinal_words("4th meeting"), ordinal_words("Last")
    (27, 4, None)
    """
    word = text.strip().split(" ")[0].lower()
    names = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    tens = {name: 20 + 10 * at for at, name in enumerate(names)}
    head, _, tail = word.partition("-")
    if tail:
        unit = ordinal_value(tail)
        return tens[head] + unit if head in tens and unit else None
    return ordinal_value(word) or next(
        (v for n, v in tens.items() if f"{n[:-1]}ieth" == word), None
    )
