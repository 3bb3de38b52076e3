"""What a document's own text says of it where its masthead does not: session, items, symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable

from egqa.parse.masthead_cells import ordinal_words
from egqa.parse.masthead_words import ADDENDUM
from egqa.symbols import find_symbols

_ITEM = re.compile(r"\bitem (?P<item>\d+(?: ?\([a-z]\))*)", re.IGNORECASE)
_TEXT_SESSION = re.compile(
    r"\b(?P<ordinal>[a-z]+(?:-[a-z]+)?) (?P<kind>session|meeting)"
    r" of the (?P<body>[A-Z][\w-]+(?: [A-Z][\w-]+){0,12})"
)
# "Report of the Commission on its fifty-eighth session (3 May 2024 and 7–11 April 2025)"
_TITLE_SESSION = re.compile(
    r"\AReport\b[^;]*?\bon (?:the|its) (?P<session>(?P<ordinal>[a-z]+(?:-[a-z]+)?)"
    r" (?:(?:regular|special|annual|organizational|executive) )?session)\b(?! of)"
    r"(?:,? \((?P<dates>\d[^()]{0,80}\d{4})\))?"
)
_SELF = re.compile(
    r"\b(?:adopted|approved) (?:its|the|the present) (?:draft )?report\b[^.;()]{0,40}"
    r"\((?P<symbol>[^()]{1,120})\)"
)


def read_agenda_items(headings: list[str], texts: list[str]) -> list[str]:
    """The agenda items that the headings name, else those that the text takes up, each once."""
    named = [item for heading in headings for item in _ITEM.findall(heading)]
    for text in texts:
        named.extend(re.findall(r"agenda item (\d+(?: ?\([a-z]\))*)", text))
    return list(dict.fromkeys(re.sub(r"\s*\(", " (", item) for item in named))


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


def read_title_session(titles: Iterable[str]) -> tuple[str, str | None] | None:
    """The session that a report's title is on, and its dates if they stand behind it.

    >>> read_title_session(["Report on the fifty-eighth session (7–11 April 2025)"])
    ('fifty-eighth session', '7–11 April 2025')
    >>> read_title_session(["Report on preparations for the sixteenth session of the Conference"])
    """
    for title in titles:
        match = _TITLE_SESSION.match(title)
        if match and ordinal_words(match.group("ordinal")):
            return match.group("session"), match.group("dates")
    return None


def find_self_reference(texts: list[tuple[str, str]], title: str) -> tuple[str, str] | None:
    """The symbol by which the text calls itself, and the unit that does so.

    Only a base symbol in a document that is no addendum: "adopted its report (S)".
    """
    if ADDENDUM.search(title):
        return None
    for where, text in texts:
        for match in _SELF.finditer(text):
            symbols = find_symbols(match.group("symbol"))
            if len(symbols) == 1 and not re.search(r"/(?:Add|Corr|Rev)\.?\d", symbols[0]):
                return symbols[0], where
    return None
