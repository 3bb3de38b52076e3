"""Tables of a document, which are in no paragraph, laid out where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from egqa.parse.audit import LINE_END
from egqa.types import Document
from egqa.ui import strings as s
from egqa.ui.markup import esc

_LINE = re.compile(r"line (\d+)")
_TABLE = "table: "


def lay_out_tables(document: Document) -> dict[int, str]:
    """The tables of a document, folded away: by how many units stand before each.

    A table inside a paragraph comes behind it.
    """
    starts = [unit.hull.start for unit in document.paragraphs]
    offsets = [0, *(end.end() for end in LINE_END.finditer(document.source))]
    ends = [*offsets[1:], len(document.source)]
    shown: dict[int, str] = {}
    for numbers in _runs(document):
        if numbers[-1] > len(offsets):  # the audit was made of another reading
            continue
        first = offsets[numbers[0] - 1]
        before = sum(start <= first for start in starts)
        rows = [document.source[offsets[at - 1] : ends[at - 1]].rstrip("\r\n") for at in numbers]
        shown[before] = shown.get(before, "") + _table(rows)
    return shown


def _runs(document: Document) -> Iterator[list[int]]:
    """The numbers of the lines of each table, from the audit."""
    numbers = sorted(
        {
            int(match.group(1))
            for one in document.audit
            if one.detail.startswith(_TABLE) and (match := _LINE.fullmatch(one.where))
        }
    )
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]


# Markdown's line under the head of a table.
_RULE = re.compile(r"[\s|:-]+")


def _cells(line: str) -> list[str]:
    bars = line.strip().startswith("|")
    parts = line.strip().strip("|").split("|") if bars else line.split("\t")
    return [part.strip() for part in parts]


def _table(lines: list[str]) -> str:
    rows = [_cells(line) for line in lines if line.strip() and not _RULE.fullmatch(line)]
    if not rows:
        return ""
    width = max(map(len, rows))
    body = "".join(
        "<tr>"
        + "".join(f'<td dir="auto">{esc(cell)}</td>' for cell in row[:-1])
        + f'<td dir="auto" colspan="{width - len(row) + 1}">{esc(row[-1])}</td></tr>'
        for row in rows
    )
    summary = s.TABLE_ASIDE.format(rows=len(rows), name=" ".join(rows[0])[:80])
    return (
        f'<details class="tabled"><summary dir="auto">{esc(summary)}</summary>'
        f'<div class="scroll" tabindex="0"><table>{body}</table></div></details>'
    )
