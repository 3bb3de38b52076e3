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
from egqa.symbols import find_symbols, parse_symbol, symbol_key

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"(?:Date:\s*)?(?P<date>\d{{1,2}} (?:{_MONTHS}) \d{{4}})", re.IGNORECASE)
_MEETING = re.compile(
    rf"(?P<venue>[A-Z][\w .'’-]{{1,60}}?(?:, [A-Z][\w .'’-]{{1,40}}?)?),"
    rf"\s*(?P<dates>(?:from )?\d{{1,2}}(?: (?:{_MONTHS}))?"
    rf"(?: \d{{4}})?\s*(?:[-–—]|to|and)\s*\d{{1,2}} (?:{_MONTHS}) \d{{4}})"
)
_DISTRIBUTION = re.compile(
    r"Distr(?:\.|ibution):?\s*(?P<kind>General|Limited|Restricted|For participants only)", re.I
)
_LANGUAGE = re.compile(
    r"Original:\s*(?P<original>[A-Z][a-z]+(?:[/,] ?[A-Z][a-z]+)*)\b"
    r"|\b(?P<only>(?:Arabic|Chinese|English|French|Russian|Spanish)(?: and [A-Z][a-z]+)? only)\b",
    re.IGNORECASE,
)
_JOB = re.compile(r"(?<![\w.])(?:[A-Z]{1,6}\.)?\d{2}-\d{5}\*?(?:\s*\([A-Z]\))?(?:\s+\d{6}\b)*")
_BAR = re.compile(r"\*\s?\d{5,}\s?\*")
_SESSION = re.compile(
    r"(?P<ordinal>[A-Z][a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th)) "
    r"(?:special |resumed |regular |annual |substantive )?(?:session|meeting)(?:,? .{0,40})?"
)
_TITLE = re.compile(
    r"(?:Draft |Revised |Provisional |Annotated |Advance |Progress |Interim |Annual |Biennial "
    r"|Final |Periodic |Consolidated |Updated )*(?:report|note|letter|resolution|agenda"
    r"|decision|summary|programme|compilation|proposal|statement|working paper"
    r"|conference room paper|list of participants)s?\b.*",
    re.IGNORECASE,
)
ADDENDUM = re.compile(r"(?:Addendum|Corrigendum|Revision|Amendment)(?: \d+)?")
_RAPPORTEUR = re.compile(r"(?:Co-)?Rapporteur(?:-General)?:\s*(?P<name>.+)")
_AGENDA_LINE = re.compile(
    r"(?:Provisional )?Agenda items? (?P<items>\d.*)"
    r"|Items? (?P<listed>\d[\d and(),a-z]*?) of the (?:preliminary|provisional).*",
    re.IGNORECASE,
)
_DISTRIBUTION_ALONE = re.compile(r"Distr(?:\.|ibution):?", re.IGNORECASE)
_KIND_ALONE = re.compile(r"General|Limited|Restricted", re.IGNORECASE)
_LANGUAGE_ALONE = re.compile(r"(?:ARABIC|CHINESE|ENGLISH|FRENCH|RUSSIAN|SPANISH)")
_RESOLUTION = re.compile(r"\d{1,3}/\d{1,3}\.\s+\S.*")
_REISSUED = re.compile(r"\W*Re-?issued (?:for|as) .*", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:Assembly|Board|Bureau|Commission|Committee|Conference|Congress|Council|Forum|Group|Meeting"
    r"|Panel|Parties|Secretariat|Sub-?[Cc]ommi\w+|Task Force)\b"
)
_HAS_WORD = re.compile(r"[^\W\d_]{3}")  # what is left of a seal in a scan has none
_OWNERS = re.compile(r"(?:United )?Nations(?: Unies)?|United|[AES]|[\W\d_]*", re.IGNORECASE)
_OWNER = re.compile(r"^(?:United Nations|Nations Unies)\s+", re.IGNORECASE)
_LABELS = re.compile(r"\b(Distr\.:?|Original:|Date:|Rapporteur:)[\s|]+", re.IGNORECASE)
_CELLS = re.compile(r"\s*\|\s*|\t+|\s{3,}")
_BARE = re.compile(r"[\s|*,;_]")
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
    index = loose = 0
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
            if names and (name[:1].islower() or UNFINISHED.search(names[-1][1])):
                name = f"{names.pop()[1]} {name}"
            names.append((index, name))
        if not whole or (_is_body(names[-1][1]) and not line.text.startswith("#")):
            loose = index + taken
        if len(fields.title) > titled and UNFINISHED.search(fields.title[-1]):
            below = lines[index + 1] if index + 1 < body_starts else None
            if below is not None and not below.begins and below.blanks <= layout.gap:
                fields.title[-1] = clean_heading(f"{fields.title[-1]} {below.plain}")
                taken, loose = 2, index + 2
        index += taken
    # Below the agenda item stands its title, and no body's name.
    end = min(loose, agenda) if any(at < agenda for at, _ in names) else loose
    fields.body = [
        name
        for at, name in names
        if at < end and len(name) < _LONGEST_BODY and _HAS_WORD.search(name)
    ][:_MOST_NAMES]
    titles = (clean_heading(one.plain) for one in lines[: loose + 2])
    resolution = next((title for title in titles if _RESOLUTION.fullmatch(title)), None)
    if resolution and not fields.symbols[1:]:
        fields.title = [resolution]
        return fields, loose
    if large:
        # What kind of document it is comes first: the report, then what it is on.
        large.sort(key=lambda title: not _is_kind(title))
        added = [one for one in fields.title if ADDENDUM.fullmatch(one) and one not in large]
        fields.title = [*large[:1], *added, *large[1:]]
    return fields, loose


def _is_name(text: str) -> bool:
    """Whether a line may be a body's name alone."""
    return _is_body(text) and len(text.split()) <= _LONGEST_NAME and not _is_kind(text)


def _is_kind(title: str) -> bool:
    """Whether a title says what kind of document it is: a report, a letter."""
    return _TITLE.fullmatch(title) is not None


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
    match = _JOB.search(text)
    return match.group().strip() if match else None


def _is_body(name: str) -> bool:
    return _BODY.search(name) is not None and len(name) < _LONGEST_BODY


def _fold_spaces(text: str) -> str:
    text = " ".join(text.split()).strip(" |,;_")
    # The star of "A/68/98*" stays, those around "*Addendum*" go.
    return text.strip("* ") if text.startswith("*") or text.endswith("**") else text


def _is_whole(rest: list[str], line: Line) -> bool:
    """Whether a line holds nothing that is a field."""
    return _BARE.sub("", "".join(rest)) == _BARE.sub("", line.plain)


def _read_cells(line: Line, fields: MastheadFields) -> list[str]:
    """Set the fields that the line holds; what is left of each of its cells is returned."""
    if len(line.text) > _MAX_LINE:
        return [line.text]
    text = _LABELS.sub(r"\1 ", line.plain)
    cells = [_read_cell(cell, fields) for cell in _CELLS.split(text)]
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
    text = _BAR.sub(" ", text)
    rest = _read_symbols(_fold_spaces(text), fields)
    if match := _DISTRIBUTION.search(rest):
        fields.distribution = fields.distribution or match.group("kind").capitalize()
        rest = rest.replace(match.group(), " ")
    if match := _LANGUAGE.search(rest):
        found = (match.group("original") or match.group("only")).capitalize()
        fields.language = fields.language or found
        rest = rest.replace(match.group(), " ")
    if match := _MEETING.search(rest):
        fields.venue = fields.venue or match.group("venue")
        fields.dates = fields.dates or match.group("dates").removeprefix("from ")
        rest = rest.replace(match.group(), " ")
    if match := _JOB.search(rest):
        fields.job_number = fields.job_number or " ".join(match.group().split()[:2])
        rest = rest.replace(match.group(), " ")
    if (match := _DATE.search(rest)) and len(_fold_spaces(rest.replace(match.group(), " "))) < 12:
        fields.date = fields.date or match.group("date")
        rest = rest.replace(match.group(), " ")
    rest = _fold_spaces(rest)
    if _read_named(rest, fields) or _OWNERS.fullmatch(rest) or _REISSUED.fullmatch(rest):
        return ""
    return rest


def _read_symbols(rest: str, fields: MastheadFields) -> str:
    """Take the symbols of a cell that holds nothing else but fields; prose may name any symbol."""
    symbols = find_symbols(rest)
    left = rest
    for symbol in symbols:
        left = left.replace(symbol, " ")
    for pattern in (_DISTRIBUTION, _LANGUAGE, _DATE, _JOB):
        left = pattern.sub(" ", left)
    if not symbols and not fields.symbols and _is_damaged(rest):
        fields.symbols.append(_OWNER.sub("", rest))
        return ""
    if not symbols or not _OWNERS.fullmatch(left.strip()):
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
        return parse_symbol(_OWNER.sub("", text)).doubt is not None
    except SymbolError:
        return False


def _read_named(rest: str, fields: MastheadFields) -> bool:
    """Whether what is left of a cell is a field from end to end."""
    if _DISTRIBUTION_ALONE.fullmatch(rest):
        fields.awaits = True
        return True
    awaits, fields.awaits = fields.awaits, False
    if awaits and _KIND_ALONE.fullmatch(rest):
        fields.distribution = fields.distribution or rest.capitalize()
    elif _LANGUAGE_ALONE.fullmatch(rest):
        fields.language = fields.language or rest.capitalize()
    elif match := _RAPPORTEUR.fullmatch(rest):
        fields.rapporteur = match.group("name")
    elif (match := _SESSION.fullmatch(rest)) and ordinal_words(rest):
        fields.session = fields.session or rest
    elif match := _AGENDA_LINE.fullmatch(rest):
        items = match.group("items") or match.group("listed")
        found = re.findall(r"\d+(?: ?\([a-z]\))*", items)
        fields.agenda_items.extend(found)
    elif ADDENDUM.fullmatch(rest) or (_TITLE.fullmatch(rest) and not fields.title):
        fields.title.append(clean_heading(rest))
    else:
        return False
    return True


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
