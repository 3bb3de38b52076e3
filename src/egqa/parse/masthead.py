"""The masthead: symbol, body, session, dates, distribution (UN Editorial Manual, "Mastheads").

Fields are read line by line; what a document does not print stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from egqa.parse.headings import clean_heading
from egqa.parse.lines import Layout, Line
from egqa.pinpoints import ordinal_value
from egqa.symbols import find_symbols

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\d{{1,2}} (?:{_MONTHS}) \d{{4}}")
_DATE_LINE = re.compile(rf"(?:Date:\s*)?(?P<date>\d{{1,2}} (?:{_MONTHS}) \d{{4}})")
_MEETING = re.compile(
    rf"(?P<venue>[A-Z][\w .'’-]+?),\s*(?P<dates>(?:from )?\d{{1,2}}(?: (?:{_MONTHS}))?(?: \d{{4}})?"
    rf"\s*(?:[-–—]|to|and)\s*\d{{1,2}} (?:{_MONTHS}) \d{{4}})"
)
_DISTRIBUTION = re.compile(r"Distr(?:\.|ibution):?\s*(?P<kind>General|Limited|Restricted|For participants only)", re.I)
_LANGUAGE = re.compile(r"(?:Original:\s*(?P<original>[A-Z][a-z]+(?:[/,] ?[A-Z][a-z]+)*)|(?P<only>[A-Z][a-z]+ only))\b")
_JOB = re.compile(r"(?<![\w.])(?:[A-Z]{1,6}\.)?\d{2}-\d{5}(?:\s*\([A-Z]\))?")
_BAR = re.compile(r"\*\d{5,}\*")
_SESSION = re.compile(r"(?:[A-Z][a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th)) (?:special |resumed |regular )?(?:session|meeting)(?:,? .{0,40})?")
_TITLE = re.compile(
    r"(?:Draft |Revised |Provisional |Annotated )*(?:report|note|letter|resolution|agenda|decision|summary|programme"
    r"|compilation|proposal|statement|working paper|conference room paper|list of participants)s?\b.*",
    re.IGNORECASE,
)
_ADDENDUM = re.compile(r"(?:Addendum|Corrigendum|Revision|Amendment)(?: \d+)?")
_RAPPORTEUR = re.compile(r"Rapporteur:\s*(?P<name>.+)")
_AGENDA = re.compile(r"(?:Agenda )?item (?P<item>\d+(?: ?\([a-z]\))*)", re.IGNORECASE)
_OWNERS = re.compile(r"United Nations|Nations Unies|UNITED|NATIONS|\*+|[AES]")


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


def read_masthead(lines: list[Line], body_starts: int, layout: Layout) -> tuple[MastheadFields, int]:
    """The fields printed before `body_starts`, and the index of the first line that is none of them.

    A line after the title that is no field belongs to the text: it is a heading, or words outside
    any paragraph.
    """
    fields = MastheadFields()
    first_loose: int | None = None
    index = 0
    while index < body_starts:
        line = lines[index]
        taken = 1
        rest = _read_line(line.plain.strip("| "), fields)
        if rest:
            if fields.title and rest == _fold_spaces(line.plain):
                first_loose = index
                break
            taken = _count_block(lines, index, body_starts, layout)
            more = [_read_line(line.plain, fields) for line in lines[index + 1 : index + taken]]
            text = clean_heading(" ".join([rest, *more]))
            if len(text) < 200:
                fields.body.append(text)
        index += taken
    return fields, body_starts if first_loose is None else first_loose


def _fold_spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" *|,;_")


def _count_block(lines: list[Line], index: int, end: int, layout: Layout) -> int:
    count = 1
    while index + count < end:
        line = lines[index + count]
        if line.blanks > layout.gap or _read_line(line.plain, MastheadFields()) != _fold_spaces(line.plain):
            break
        count += 1
    return count


def _read_line(text: str, fields: MastheadFields) -> str:
    """Set the fields that the line holds; what is left of it is returned."""
    rest = _fold_spaces(text)
    for pattern, name in (
        (_DISTRIBUTION, "distribution"),
        (_LANGUAGE, "language"),
        (_MEETING, "meeting"),
    ):
        if match := pattern.search(rest):
            if name == "distribution":
                fields.distribution = fields.distribution or match.group("kind").capitalize()
            elif name == "language":
                found = match.group("original") or match.group("only")
                fields.language = fields.language or found
            else:
                fields.venue = fields.venue or match.group("venue")
                fields.dates = fields.dates or match.group("dates").removeprefix("from ")
            rest = rest.replace(match.group(), " ")
    symbols = find_symbols(rest)
    for symbol in symbols:
        if len(rest) < len(symbol) + 60:
            fields.symbols.append(symbol)
            rest = rest.replace(symbol, " ")
    rest = _BAR.sub(" ", rest)
    if match := _JOB.search(rest):
        fields.job_number = fields.job_number or match.group().strip()
        rest = rest.replace(match.group(), " ")
    if match := _DATE_LINE.fullmatch(rest.strip()):
        fields.date = fields.date or match.group("date")
        rest = ""
    elif (match := DATE.search(rest)) and (fields.distribution and len(rest.strip()) < 40):
        fields.date = fields.date or match.group()
        rest = rest.replace(match.group(), " ")
    if match := _RAPPORTEUR.fullmatch(rest.strip()):
        fields.rapporteur, rest = match.group("name"), ""
    if _SESSION.fullmatch(rest.strip()) and ordinal_words(rest):
        fields.session, rest = fields.session or rest.strip(), ""
    if match := re.fullmatch(r"(?:Provisional )?Agenda items? (?P<items>\d.*)", rest.strip(), re.I):
        fields.agenda_items.extend(_AGENDA.findall("item " + match.group("items")))
        rest = ""
    if _ADDENDUM.fullmatch(rest.strip()) or (_TITLE.fullmatch(rest.strip()) and len(rest) < 200):
        if not fields.title or _ADDENDUM.fullmatch(rest.strip()):
            fields.title.append(clean_heading(rest))
            rest = ""
    rest = _fold_spaces(rest)
    return "" if _OWNERS.fullmatch(rest) else rest


def read_job_number(text: str) -> str | None:
    """The job number in a running foot: an identifier of the print job, not citable."""
    match = _JOB.search(text)
    return match.group().strip() if match else None


def ordinal_words(text: str) -> int | None:
    """The number that an ordinal such as "Twenty-seventh" or "4th" at the start of `text` names."""
    word = text.strip().split(" ")[0].lower()
    tens = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
    if "-" in word:
        head, tail = word.split("-", 1)
        unit = ordinal_value(tail)
        return tens[head] + unit if head in tens and unit else None
    whole = {f"{name[:-1]}ieth": value for name, value in tens.items()}
    return ordinal_value(word) or whole.get(word)


def read_agenda_items(headings: list[str], texts: list[str]) -> list[str]:
    """The agenda items that the headings name, else those that the text takes up, each once."""
    named = [item for heading in headings for item in _AGENDA.findall(heading)]
    for text in texts:
        named.extend(re.findall(r"agenda item (\d+(?: ?\([a-z]\))*)", text))
    return list(dict.fromkeys(re.sub(r"\s*\(", " (", item) for item in named))


_TEXT_SESSION = re.compile(
    r"\b(?P<ordinal>[a-z]+(?:-[a-z]+)?) (?P<kind>session|meeting) of the (?P<body>[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)


def read_session(texts: list[tuple[str, str]], body: str | None) -> tuple[str, str] | None:
    """The latest session of `body` that the text names, as "fourth session", and where it does.

    Reports look back at earlier sessions and at those of other bodies: the highest number of their
    own body is their own; without a body, of the one named most.
    """
    named: dict[str, list[tuple[int, str, str]]] = {}
    for where, text in texts:
        for match in _TEXT_SESSION.finditer(text):
            number = ordinal_words(match.group("ordinal"))
            whose = match.group("body")
            if number and (body is None or whose in body):
                session = f"{match.group('ordinal')} {match.group('kind')}"
                named.setdefault(whose, []).append((number, session, where))
    if not named:
        return None
    most = max(named.values(), key=len)
    _, session, where = max(most, key=lambda found: found[0])
    return session, where


_SELF = re.compile(r"\b(?:adopted|approved) (?:its|the|the present) (?:draft )?report\b[^.;]{0,40}?\((?P<symbol>[^()]+)\)")


def find_self_reference(texts: list[tuple[str, str]], title: str) -> tuple[str, str] | None:
    """The symbol by which the text calls itself, and the unit that does so.

    Only a base symbol in a document that is no addendum: "adopted its report (S)".
    """
    if _ADDENDUM.search(title):
        return None
    for where, text in texts:
        for match in _SELF.finditer(text):
            symbols = find_symbols(match.group("symbol"))
            if len(symbols) == 1 and not re.search(r"/(?:Add|Corr|Rev)\.?\d", symbols[0]):
                return symbols[0], where
    return None
