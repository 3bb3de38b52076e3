"""The words of headings and of what stands above them: whether they end, how lines join."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ABBREVIATION = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|cf|e\.g|i\.e)\.|(?:Nos?|paras?|vol|chap|sect|art)\.(?:\s?\d{1,3})?)$",
    re.IGNORECASE,
)
# A footnote mark may follow the full stop: "in 2024.5", "the Council. 8".
_ENDED = re.compile(r"[.;:?!…\]][\"”’')\]]*(?:\s?\d{1,2})?$|;\s*(?:and|or),?$|^\W*$")
_TERMINAL = re.compile(r"[.;:,…]['\"”’)]*(?:\s?\d{1,2})?$|[.;:]\s*(?:and|or),?$")
# What a symbol or a few words' number ends with is no full stop: "1/CP.21", "Supplement No. 1".
_SYMBOL = re.compile(
    r"\d/[A-Z]{1,5}\.\d{1,3}$|/(?:L|Add|Corr|Rev|CRP|WP|PV|SR|INF)\.\d{1,3}$"
    r"|\d and (?:Add|Corr|Rev)\.\d{1,2}$"
    r"|^[A-Z][\w ]{0,28} No\. \d{1,3}$"
)
# A note's asterisk may have a comma after it, of the note below it: "the Paris Agreement.*,". Where
# a copy has lost the marks, the comma between two of them is left: "the website.,".
_STARRED = re.compile(r"(?<=[.;:])\*{1,4},?\s*$|(?<=[a-z]{6}[.;:]),\s*$")
# A line of a heading or of a name that must go on below.
UNFINISHED = re.compile(
    r"(?:[,–-]|\b(?:of|the|and|or|to|in|on|for|with|by|at|from|as|an?|its|their|against))$"
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|^#{1,6}\s+")


def is_ended(text: str) -> bool:
    """Whether `text` ends as a sentence, an item or a chapeau does."""
    text = _STARRED.sub("", text).rstrip("*_ \t")
    if _ABBREVIATION.search(text) or _SYMBOL.search(text[-40:]):
        return False
    return bool(_ENDED.search(text[-40:]))


def stops(text: str) -> bool:
    """Whether `text` ends with a mark that no heading ends with.

    >>> stops("It was so."), stops("Decision 1/CP.21"), stops("Recalling its resolution,")
    (True, False, True)
    """
    tail = text[-40:]
    return bool(_TERMINAL.search(tail)) and not _SYMBOL.search(tail)


def clean_heading(text: str) -> str:
    """A heading's words without Markdown, white space folded; "(continued)" stays.

    >>> clean_heading("## II.  **Recommendations** (*continued*)")
    'II. Recommendations (continued)'
    """
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).replace("\\.", ".").split())


def join_lines(lines: Iterable[str]) -> str:
    """The lines of a heading in one; what a hyphen breaks is joined without a space.

    >>> join_lines(["supporting small-", "scale fishers"])
    'supporting small-scale fishers'
    """
    return re.sub(r"(?<=\w)\u00ad | \u00ad|(?<=\w-) (?=[a-z](?!nd\b|r\b))", "", " ".join(lines))
