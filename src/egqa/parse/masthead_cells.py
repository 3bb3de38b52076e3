"""The cells of a masthead: what each field looks like is in `masthead_words`, here it is taken.

A cell is what wide spaces, tabs and table bars set apart on a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from egqa.errors import SymbolError
from egqa.numerals import ordinal_value
from egqa.parse.heading_text import clean_heading
from egqa.parse.lines import Line
from egqa.parse.masthead_words import (
    ADDENDUM,
    AGENDA_LINE,
    ASIDE,
    BANNER,
    BAR,
    BARE,
    BOARD_SESSION,
    CELLS,
    DATE,
    DAYS_ALONE,
    DAYS_ASIDE,
    DAYS_FIRST,
    DISTRIBUTION,
    DISTRIBUTION_ALONE,
    JOB,
    KIND_ALONE,
    LABELS,
    LANGUAGE,
    LANGUAGES_ALONE,
    MEETING,
    MEETING_DAY,
    MEETING_NAME,
    OWNER,
    OWNERS,
    RAPPORTEUR,
    REISSUED,
    SESSION,
    TITLE,
)  # fmt: skip
from egqa.symbols import find_symbols, parse_symbol, symbol_key

MAX_LINE = 400
_SECOND_COLUMN = 20  # characters from the left


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
    joint: bool = False  # two bodies' sessions stand side by side


def is_field(line: Line) -> bool:
    """Whether a line holds a field other than a title or a name."""
    fields = MastheadFields()
    read_cells(line, fields)
    found = (
        fields.symbols, fields.session, fields.venue, fields.dates, fields.distribution,
        fields.date, fields.language, fields.job_number, fields.agenda_items,
    )  # fmt: skip
    return fields.awaits or any(found)


def _fold_spaces(text: str) -> str:
    text = " ".join(text.split()).strip(" |,;_")
    # The star of "A/68/98*" stays, those around "*Addendum*" go.
    return text.strip("* ") if text.startswith("*") or text.endswith("**") else text


def is_whole(rest: list[str], line: Line) -> bool:
    """Whether a line holds nothing that is a field."""
    return BARE.sub("", "".join(rest)) == BARE.sub("", line.plain)


def read_cells(line: Line, fields: MastheadFields) -> list[str]:
    """Set the fields that the line holds; what is left of each of its cells is returned."""
    if len(line.text) > MAX_LINE:
        return [line.text]
    text = LABELS.sub(r"\1 ", line.plain)
    parts = _without_banner(CELLS.split(text))
    if fields.joint:
        parts = [one for at, one in enumerate(parts) if not _is_days_aside(one, at, line)]
    fields.joint = fields.joint or sum(map(_is_session, parts)) > 1
    cells = [_read_cell(cell, fields) for cell in parts]
    return [cell for cell in cells if cell]


def _is_session(text: str) -> bool:
    text = _fold_spaces(text)
    counted = SESSION.fullmatch(text) and ordinal_words(text)
    return bool(counted or BOARD_SESSION.fullmatch(text))


def _is_days_aside(text: str, at: int, line: Line) -> bool:
    """Whether a cell holds the days of the second body's session, which is not the one taken."""
    second = at > 0 or line.indent > _SECOND_COLUMN
    return second and DAYS_ALONE.fullmatch(_fold_spaces(text)) is not None


def _without_banner(cells: list[str]) -> list[str]:
    """The cells without "ADVANCE UNEDITED COPY FOR", "THE ADVISORY COMMITTEE": whose copy it is."""
    start = next((at for at, cell in enumerate(cells) if BANNER.fullmatch(cell.strip())), None)
    if start is None:
        return cells
    end = start + 1
    while end < len(cells) and cells[end].isupper() and not find_symbols(cells[end]):
        end += 1
    return cells[:start] + cells[end:]


def _read_cell(text: str, fields: MastheadFields) -> str:
    """Set the fields that a cell holds; what is left of it is returned."""
    text = BAR.sub(" ", text)
    rest = _read_symbols(_fold_spaces(text), fields)
    if match := DISTRIBUTION.search(rest):
        fields.distribution = fields.distribution or match.group("kind").capitalize()
        rest = rest.replace(match.group(), " ")
    if match := LANGUAGE.search(rest):
        found = _name_languages(match.group("original") or match.group("only"))
        # What it was written in, where the languages it is issued in stand above.
        fields.language = found if match.group("original") else fields.language or found
        rest = rest.replace(match.group(), " ")
    if match := MEETING.search(rest):
        # A Council's year has no place; the meeting that has one is what the document is of.
        if fields.venue is None:
            fields.venue, fields.dates = match.group("venue"), match.group("dates")
            fields.dates = fields.dates.removeprefix("from ")
        rest = rest.replace(match.group(), " ")
    if match := JOB.search(rest):
        fields.job_number = fields.job_number or " ".join(match.group().split()[:2])
        rest = rest.replace(match.group(), " ")
    match = None if DAYS_ASIDE.fullmatch(rest) else DATE.search(rest)
    if match and len(_fold_spaces(rest.replace(match.group(), " "))) < 12:
        fields.date = fields.date or match.group("date")
        rest = rest.replace(match.group(), " ")
    rest = _fold_spaces(rest)
    if _read_named(rest, fields) or any(one.fullmatch(rest) for one in (OWNERS, REISSUED, ASIDE)):
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
    elif LANGUAGES_ALONE.fullmatch(rest):
        fields.language = fields.language or _name_languages(rest)
    elif match := RAPPORTEUR.fullmatch(rest):
        fields.rapporteur = match.group("name")
    elif _is_session(rest):
        fields.session = fields.session or rest
    elif match := DAYS_FIRST.fullmatch(rest):
        fields.dates = fields.dates or match.group("dates")
        fields.venue = fields.venue or match.group("venue")
    elif match := (DAYS_ASIDE if fields.session else DAYS_ALONE).fullmatch(rest):
        fields.dates = fields.dates or match.group("dates")
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


def _name_languages(text: str) -> str:
    """The names of languages with their capitals: "ENGLISH/FRENCH", "English only"."""
    return re.sub(r"\b(And|Only)\b", lambda match: match.group().lower(), text.title())


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
