"""What a question fixes by a number, and whether texts print it: years, acts, parts, figures.

"The budget for 2024-2025", "resolution 27/2", "sub-theme (c)", "staff under 30": what is told of
another year, act or part is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.kinds import holds_kind
from egqa.sentences import split_sentences

_YEAR = re.compile(r"(?<![\d/.–-])(?:19|20)\d\d(?![\d/–-])")
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)?\d\d)\b")


def find_years(text: str) -> list[str]:
    """The years that `text` names, but for those of a range.

    >>> find_years("the 2018–2021 workplan and the target for 2024")
    ['2024']
    """
    return [match.group() for match in _YEAR.finditer(text)]


def find_ranges(text: str) -> list[str]:
    """The ranges of years that `text` names.

    >>> find_ranges("the budget for 2024-2025 and the 2018/19 plan")
    ['2024-2025', '2018/19']
    """
    return [match.group() for match in _RANGE.finditer(text)]


def prints_range(name: str, text: str) -> bool:
    """Whether `text` prints the range of years `name`, in any form, or both of its years."""
    first, last = _ends_of(name)
    return any(_ends_of(match.group()) == (first, last) for match in _RANGE.finditer(text)) or all(
        re.search(rf"(?<!\d){year}(?!\d)", text) for year in (first, last)
    )


def _ends_of(name: str) -> tuple[int, int]:
    match = _RANGE.search(name)
    if match is None:
        return 0, 0
    first, last = match.groups()
    return int(first), int(last if len(last) == len(first) else first[:2] + last)


def spans_year(year: str, text: str) -> bool:
    """Whether `text` prints `year`, or a range of years that holds it.

    >>> spans_year("2024", "the strategy for 2022–2025"), spans_year("2024", "in the biennium 2024-25")
    (True, True)
    """
    if re.search(rf"(?<!\d){year}(?!\d)", text):
        return True
    ranges = (_ends_of(match.group()) for match in _RANGE.finditer(text))
    return any(first <= int(year) <= last for first, last in ranges)


def gives_for(year: str, kind: str, text: str) -> bool:
    """Whether a sentence that holds the kind of thing is of `year`, or of no year that is told.

    >>> gives_for("2022", "percent", "In 2024, 5 per cent went. Of this, 2 per cent came back.")
    False
    """
    told = ""
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        told = sentence if _YEAR.search(sentence) or _RANGE.search(sentence) else told
        if holds_kind(kind, sentence) and (not told or spans_year(year, told)):
            return True
    return not holds_kind(kind, text)


# Acts by their number: "resolution 27/2", "decision 2016/241".
_ACT = re.compile(
    r"\b(?:resolution|decision)s? (?P<number>(?:[A-Z]{1,4}[-/])?\d{1,4}(?:/[\w.]*\w)+|\d{3,4}(?: \((?:19|20)\d\d\))?)",
    re.IGNORECASE,
)


def find_acts_absent(asked: str, texts: Sequence[str]) -> list[str]:
    """The resolutions and decisions that `asked` names by number and none of `texts` prints.

    >>> find_acts_absent("What does resolution 27/2 ask, and decision 3/CMA.1?", ["3/CMA.1"])
    ['resolution 27/2']
    >>> find_acts_absent("What does decision 2024/EB.A/7 say?", ["2024/EB.A/8 Plan"])
    ['decision 2024/EB.A/7']
    """
    together = "\n".join(texts)
    return [
        match.group()
        for match in _ACT.finditer(asked)
        if not re.search(
            rf"(?<![\w/]){re.escape(match.group('number').split(' (')[0])}(?![\w/])",
            together,
            re.IGNORECASE,
        )
    ]


_FIGURE = re.compile(r"(?<![\w./(,–-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/)–.,-]\w|\d)")


def find_numbers_absent(asked: str, texts: Sequence[str]) -> list[str]:
    """The numbers in `asked`, but for years, that none of `texts` prints.

    >>> find_numbers_absent("staff younger than 30 in 2024", ["staff of 40 and more"])
    ['30']
    """
    together = "\n".join(texts)
    return [
        number
        for number in _FIGURE.findall(asked)
        if not _YEAR.fullmatch(number)
        and not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d])", together)
    ]


# What is numbered is told by its number: "income section 2" is not section 1.
_PART = re.compile(
    r"\b(?P<noun>sect|chapter|annex|article|phase|component|cluster|table|pillar|sub-?theme|subprogramme|activit|option|stage)(?:ion|ies|es|y|s)? (?P<number>\d{1,3}|\([a-z]\))(?![\w./(])",
    re.IGNORECASE,
)


def find_parts_absent(asked: str, texts: Sequence[str]) -> list[str]:
    """The numbered parts in `asked`, "section 2", that none of `texts` prints.

    >>> find_parts_absent("income section 2 and article 6", ["A/80/6 (Income sect. 1)", "Article 6"])
    ['section 2']
    """
    together = "\n".join(texts)
    named = {match.group(): match for match in _PART.finditer(asked)}
    return [
        part
        for part, match in named.items()
        if not re.search(
            rf"\b{match.group('noun')}[a-z]*\.? (?:\(?\w+\)?(?:,| and| or| to|[–-]) ?)*{re.escape(match.group('number'))}(?!\w)",
            together,
            re.IGNORECASE,
        )
    ]
