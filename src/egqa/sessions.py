"""Sessions, meetings and conferences that are told by their number, and whether a text prints it."""

from __future__ import annotations

import re

from egqa.parse.masthead import ordinal_words

_NTH = re.compile(r"\b(?:[A-Za-z]+-)?[A-Za-z]+(?:st|nd|rd|th)\b")
_EVENT = r"(?:sessions?|meetings?|conferences?|congress(?:es)?|summits?|workshops?|forums?|rounds?|reviews?|assembl(?:y|ies)|cycles?|seminars?|decades?)"
# Looked for at every word: "and its fiftieth session" begins with no number.
_SESSION = re.compile(
    rf"(?<![\w-])(?=(?P<all>(?P<nth>(?:[a-z]+-)?[a-z]+(?:st|nd|rd|th)|\d+(?:st|nd|rd|th)) (?:[\w-]+ ){{0,2}}?{_EVENT}(?: {_EVENT})?\b))",
    re.IGNORECASE,
)


def find_ordinals(text: str) -> list[str]:
    """The sessions, meetings and conferences that `text` names by their number.

    >>> find_ordinals("at its fiftieth session, not at the last meeting")
    ['fiftieth session']
    >>> find_ordinals("the second Review Conference")
    ['second Review Conference']
    """
    return [one.group("all") for one in _SESSION.finditer(text) if ordinal_words(one.group("nth"))]


# "SBSTA 56", "COP27": a body's session by the letters of its name.
_LETTERED = re.compile(
    r"\b(?!(?:USD?|EUR|GBP|CHF|XAF)\b)(?P<body>[A-Z]{2,}) ?(?P<number>\d{1,3})\b(?![.,/-]\w)"
)


def find_sessions(text: str) -> list[str]:
    """The same, with those that are told by a body's letters.

    >>> find_sessions("At SBSTA 56 and its fiftieth session")
    ['fiftieth session', 'SBSTA 56']
    """
    return [*find_ordinals(text), *(one.group() for one in _LETTERED.finditer(text))]


def prints_ordinal(name: str, text: str) -> bool:
    """Whether `text` prints the number of the session or conference called `name`, for such a one.

    >>> prints_ordinal("second Review Conference", "the first Review Conference, the second session")
    False
    >>> prints_ordinal("4th meeting", "At its 3rd and 4th meetings")
    True
    """
    number, noun = ordinal_words(name), re.escape(name.split()[-1][:_NOUN])
    return any(
        ordinal_words(match.group()) == number
        and re.match(rf"(?:,?\s[\w’'-]+){{0,4}}?\s{noun}", text[match.end() :], re.IGNORECASE)
        for match in _NTH.finditer(text)
    ) or bool(
        re.search(
            rf"\b{number}(?:st|nd|rd|th)(?:,?\s[\w’'-]+){{0,4}}?\s{noun}", text, re.IGNORECASE
        )
    )


#: How many letters of a noun tell it in its plural.
_NOUN = 5


def has_session(name: str, text: str) -> bool:
    """Whether `text` prints the number of the session called `name`: "5th", "fifth", "SBSTA 5"."""
    lettered = _LETTERED.fullmatch(name)
    number = int(lettered.group("number")) if lettered else ordinal_words(name)
    if lettered:
        body = "(?:SDGs?|Goals?)" if lettered.group("body") == "SDG" else lettered.group("body")
        series = r"(?:\d+(?:,| and| or| to|[–-]) ?)*"
        printed = rf"\b{body}[\s-]?{series}{number}\b|\b{number}(?:st|nd|rd|th)\b"
    elif not _MET.search(name):  # a conference's number is no session's
        return prints_ordinal(name, text)
    else:
        printed = rf"\b[A-Z]{{2,}} ?{number}\b|\b{number}(?:st|nd|rd|th)\b|\b(?:session|meeting) {number}\b"
    return bool(re.search(printed, text)) or any(
        ordinal_words(word) == number for word in _NTH.findall(text)
    )


_MET = re.compile(r"\b(?:session|meeting)s?$", re.IGNORECASE)
