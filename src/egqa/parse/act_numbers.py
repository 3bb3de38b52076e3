"""Numbers of decisions and resolutions that stand alone above their titles: "56/101", "56/102".

They look as a page's number does, "8/56": there the second is the same throughout, and the first
counts; here the first is the session, and the second counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from egqa.parse.heading_path import Heading

_NUMBER = re.compile(r"(?P<session>\d{1,3})/(?P<number>\d{1,3})")
_KINDS = {
    "dec.": re.compile(r"\bdecisions?\b", re.I),
    "res.": re.compile(r"\bresolutions?\b", re.I),
}


def find_act_numbers(lines: Iterable[str]) -> frozenset[str]:
    """Those of `lines` that are a number of a session's acts: another of the session is next to it.

    Each stands alone on one line only, and no other session's number is among them.

    >>> sorted(find_act_numbers(["56/101", "National accounts", "56/102", "8/31", "9/31"]))
    ['56/101', '56/102']
    >>> find_act_numbers(["1/3", "2/3", "3/3"]), find_act_numbers(["56/101", "8/31"])
    (frozenset(), frozenset())
    """
    times: dict[tuple[int, int], int] = {}
    for line in lines:
        if match := _NUMBER.fullmatch(line):
            pair = int(match["session"]), int(match["number"])
            times[pair] = times.get(pair, 0) + 1
    return frozenset(
        f"{session}/{number}"
        for (session, number), count in times.items()
        if count == 1
        and ((session, number + 1) in times or (session, number - 1) in times)
        and not ((session + 1, number) in times or (session - 1, number) in times)
    )


def read_act_kind(headings: Iterable[Heading]) -> str:
    """The part of an act whose number stands alone, by the innermost of `headings` that tells.

    >>> read_act_kind([Heading("C. Decisions brought to the attention of the Council", 20, 1)])
    'dec.'
    >>> read_act_kind([Heading("C. Resolutions and decisions", 20, 1)])
    ''
    """
    for heading in reversed(list(headings)):
        told = [kind for kind, pattern in _KINDS.items() if pattern.search(heading.text)]
        acts = [kind for kind in _KINDS if heading.part.startswith(kind)]
        if acts or told:
            found = acts or told
            return found[0] if len(found) == 1 else ""
    return ""
