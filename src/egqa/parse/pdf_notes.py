"""Footnotes at a column's foot, and the places in the text that refer to them.

A note is told by its mark, a superscript or the `1/` of older documents, in small type or under a
short rule; a reference by the same mark in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_rows import SMALL, Row, is_rule
from egqa.parse.pdf_words import Box, Word

SLASHED = re.compile(r"(?P<label>\d{1,3}|\*{1,3}|[a-z])/(?!\w)")
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,4}|(?P<letter>[a-z])(?P=letter)?")
_TYPED = re.compile(r"(?P<label>\d{1,3})\.\s+[A-Z]")
_FOOT = 300.0  # points: how high above the page's lower edge notes may begin that have no mark
_MOST_STARRED = 4  # rows
_WELL_APART = 1.8  # of the size
_STARS = re.compile(r"(?<=[^\s*†‡])(?P<label>\*{1,4}|†{1,2}|‡{1,2})[,;.]?$")
_BETWEEN = frozenset((",", "–", "-"))
_POWERS = ("2", "3")
_UNITS = re.compile(r"(?:^|[\d\s(])(?:[kcmdµ]?m|ha|10)$")


def mark_notes(flow: Flow, rules: Sequence[Box], body: float) -> None:
    """Give the rows of the footnotes at the foot of `flow` their role."""
    flow = replace(flow, rows=[row for row in flow.rows if row.role != "table"])
    start = _under_rule(flow, rules, body)
    if start is None:
        start = _in_small_type(flow.rows, body)
    if start is None:
        start = _starred(flow.rows)
    if start is not None:
        small, starred = False, (note_label(flow.rows[start]) or "*")[0] in "*†‡§"
        for row in flow.rows[start:]:
            # Notes under a box or a figure end where the text goes on in its own size.
            if small and row.size >= SMALL * body and not is_rule(row):
                break
            # So do those marked with stars, as of a table, above a numbered paragraph.
            if starred and row.size >= SMALL * body and _TYPED.match(row.text):
                break
            small = small or row.size < SMALL * body
            row.role = "furniture" if is_rule(row) else "note"


def mark_endnotes(flows: Sequence[Flow], body: float) -> None:
    """Give the rows under a heading "Notes" their role, as far as each block has its mark."""
    inside, last = False, 0.0
    for flow in flows:
        for at, row in enumerate(flow.rows):
            if row.role:
                last = row.base
                continue
            if row.text.strip("_ ").lower() in ("notes", "notes:", "footnotes"):
                following = flow.rows[at + 1] if at + 1 < len(flow.rows) else None
                inside = following is not None and note_label(following) is not None
                row.role = "furniture" if inside else row.role
                last = row.base
                continue
            if not inside:
                continue
            begins = row is flow.rows[0] or last - row.base > 1.4 * row.size
            goes_on = note_label(row) is not None or not begins or row.size < SMALL * body
            if not goes_on or (row.bold and begins):
                inside = False
                continue
            row.role, last = "note", row.base


def note_label(row: Row) -> str | None:
    """The mark that a note's first row begins with, or None."""
    first = row.words[0]
    if first.raised and _MARK.fullmatch(first.text):
        return first.text
    if match := SLASHED.match(_first_token(row)):
        return match.group("label")
    if match := re.match(r"[*†‡§]{1,4}", first.text):
        return match.group()
    return None


def mark_of(row: Row) -> str | None:
    """The mark that a row of notes begins with; it may stand alone, well before the words."""
    alone = row.text if len(row.words) == 1 and _MARK.fullmatch(row.text) else None
    return note_label(row) or alone


def find_labels(notes: Sequence[Row]) -> frozenset[str]:
    """The marks of a document's notes; a note may begin with its number as a paragraph does."""
    labels = {label for row in notes if (label := mark_of(row))}
    typed = {match.group("label") for row in notes if (match := _TYPED.match(row.text))}
    return frozenset(labels | typed)


def _first_token(row: Row) -> str:
    return row.text.split(maxsplit=1)[0]


def _starts_note(row: Row, body: float) -> bool:
    if note_label(row) is not None:
        return True
    return row.size < SMALL * body and bool(re.match(r"\d{1,3} \S", row.text))


def _under_rule(flow: Flow, rules: Sequence[Box], body: float) -> int | None:
    """The first row below a short rule at the left, where notes stand from there on."""
    heights = [
        rule.y0
        for rule in rules
        if 30 < rule.x1 - rule.x0 < 0.55 * max(flow.right - flow.left, 200)
        and -45 < rule.x0 - flow.left < 40
    ]
    heights += [row.base for row in flow.rows if is_rule(row) and row.x0 < flow.left + 40]
    for height in sorted(heights, reverse=True):
        start = next((at for at, row in enumerate(flow.rows) if row.base <= height + 0.5), None)
        if start is None:
            continue
        below = [row for row in flow.rows[start:] if not is_rule(row)]
        if not below or any(row.size > 1.03 * body for row in below):
            continue
        # Without a mark it can only be a note that goes on from the page before.
        goes_on = height < _FOOT and all(
            row.size < SMALL * body and "    " not in row.text for row in below
        )
        if _starts_note(below[0], body) or goes_on:
            return start
    return None


def _starred(rows: Sequence[Row]) -> int | None:
    """The row of a typed note, "* A/47/150.", that is last on its page and stands well apart."""
    for at in range(max(1, len(rows) - _MOST_STARRED), len(rows)):
        apart = rows[at - 1].base - rows[at].base > _WELL_APART * rows[at].size
        if apart and re.match(r"\*{1,3}\s+\S", rows[at].text):
            words = [word.text for row in rows[:at] for word in row.words]
            return at if any(map(_STARS.search, words)) else None
    return None


def _in_small_type(rows: Sequence[Row], body: float) -> int | None:
    start = len(rows)
    while start and (rows[start - 1].size < SMALL * body or rows[start - 1].role):
        start -= 1
    while start < len(rows) and note_label(rows[start]) is None:
        start += 1
    return start if start < len(rows) else None


def mark_table_notes(flow: Flow, body: float) -> None:
    """Give the notes under a table their role: small type with a mark, between larger rows."""
    inside, above = False, 0.0
    for row in flow.rows:
        small = row.size < SMALL * body and not row.role
        near = above - row.base < 1.6 * row.size
        inside = small and (note_label(row) is not None or (inside and near))
        above = row.base
        if inside:
            row.role = "note"


# ── references ───────────────────────────────────────────────────────────────────────────────


def find_references(
    row: Row, labels: frozenset[str], rules: Sequence[Box]
) -> list[tuple[Word, int, int]]:
    """Where a row refers to a note: the words, and from where to where in each.

    `labels` are the marks of the document's notes.
    """
    found: list[tuple[Word, int, int]] = []
    for before, word in pairwise(row.words):
        stem = word.text.rstrip(",;.")
        label = re.sub(r"[,–-].*", "", stem)
        if word.raised and _MARK.fullmatch(label):
            unit = _UNITS.search(before.text) is not None
            certain = not label.isalpha() and not unit
            power = unit and label in _POWERS  # "12 km2" loses no figure, whatever note 2 says
            if (label in labels and not power) or (not labels and certain):
                found.append((word, 0, len(stem)))
        elif (match := SLASHED.fullmatch(stem)) and (
            match.group("label") in labels or _is_underlined(word, rules)
        ):
            found.append((word, 0, len(stem)))
    found = _join_marks(row, found)
    for word in row.words:
        stars = _STARS.search(word.text)
        if stars and stars.group("label") in labels:
            found.append((word, *stars.span("label")))
    return sorted(found, key=lambda one: (one[0].x0, one[1]))


def _join_marks(row: Row, found: list[tuple[Word, int, int]]) -> list[tuple[Word, int, int]]:
    """The marks found in a row, and what is raised between two of them: the comma of "34, 35"."""
    ends = {id(word): end for word, _, end in found}
    between = [
        (word, ends.get(id(word), 0), len(word.text))
        for before, word, after in zip(row.words, row.words[1:], row.words[2:], strict=False)
        if word.raised
        and id(after) in ends
        and (id(word) in ends or id(before) in ends)
        and word.text[ends.get(id(word), 0) :] in _BETWEEN
    ]
    return found + between


def _is_underlined(word: Word, rules: Sequence[Box]) -> bool:
    return any(
        0 < word.base - rule.y0 < 0.3 * word.size
        and abs(rule.x0 - word.x0) < 0.6 * word.size
        and rule.x1 - word.x0 < (len(word.text) + 0.5) * 0.62 * word.size
        for rule in rules
    )
