"""Bytes to text: plain text and Markdown, in whatever encoding they came."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from egqa.errors import NoText, UnsupportedFile
from egqa.parse.cells import find_quotable
from egqa.parse.lines import Line, Reading, split_lines
from egqa.parse.masthead_cells import is_field
from egqa.parse.tables import holds_numbers
from egqa.types import Finding

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST_IN_ROW = 6  # lines
_FEWEST_ROWS = 2  # of a table without bars
_CELL, _TABBED_CELL = re.compile(r"[^|]+"), re.compile(r"[^\t]+")
# What stands before a tab that parts a paragraph's number, or a note's mark, from its words.
_MARKER = re.compile(
    r"\W{0,3}(?:\d[^\t]{0,11}|\(?[A-Za-z]{1,4}[.)/]|\([^\t)]{1,3}\)[^\t]{0,8}|[IVX]{1,5}|[a-z]|\W)"
)
_BORDER = re.compile(r":?-{2,}:?")
_NUMBERED = re.compile(r"\W{0,6}\d{1,3}(?:\.\d{1,3})*\\?\.\s")
# An apostrophe between letters, as Macintoshes wrote it, and as Windows does.
_MAC, _WINDOWS = re.compile(rb"[a-z]\xd5[a-z]"), re.compile(rb"[\x91-\x94]")
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v")


def read_text(data: bytes, name: str) -> Reading:
    """A plain-text or Markdown file, line by line, tables told; raises what `decode` does."""
    source, findings = decode(data, name)
    return Reading(source, _tell_tables(split_lines(source)), findings)


def _tell_tables(lines: list[Line]) -> list[Line]:
    """The lines, those of tables told: rows between bars, as Markdown sets them, or with tabs.

    A cell may hold several lines; the row then ends where one ends with a bar. A row without its
    closing bar is one line, beside another row. Before the first numbered paragraph a table is the
    masthead's, unless it holds that paragraph, or is Markdown's and none of its rows has a field.
    """
    told = list(lines)
    begun = (at for at, line in enumerate(lines) if _NUMBERED.match(line.text))
    at = next(begun, len(lines))
    while 0 < at < len(lines) and not lines[at].blanks and lines[at - 1].text[0] == "|":
        at -= 1  # the table that holds it begins above
    told[:at] = _tell_early_tables(told[:at])
    while at < len(lines):
        end = at + 1
        goes_on = at > 0 and told[at - 1].role == "table" and not lines[at].blanks
        if lines[at].text.startswith("|") and (goes_on or lines[at].text.count("|") > 1):
            end = _end_of_row(lines, at)
            begins = end < len(lines) and not lines[end].blanks and lines[end].text[0] == "|"
            if lines[end - 1].text.endswith("|") or goes_on or begins:
                told[at:end] = [replace(line, role="table") for line in lines[at:end]]
        elif _is_tabbed(lines[at]):
            while end < len(lines) and _is_tabbed(lines[end]):
                end += 1
            if end - at >= _FEWEST_ROWS:
                told[at:end] = [replace(line, role="table") for line in lines[at:end]]
        at = end
    return [part for rows in _group_tables(told) for part in _read_table(rows)]


def _tell_early_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines before the first numbered paragraph, Markdown's tables told; not the masthead's."""
    told = list(lines)
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].text[0] == "|":
            while end < len(lines) and lines[end].text[0] == "|" and not lines[end].blanks:
                end += 1
            rows = lines[at:end]
            bordered = any(_is_border([cell.text for cell in _cells([row])]) for row in rows)
            if bordered and not any(map(is_field, rows)):
                told[at:end] = [replace(line, role="table") for line in rows]
        at = end
    return told


def _is_tabbed(line: Line) -> bool:
    """Whether tabs part cells, not a marker from its words, or these where the line broke."""
    # Not by a pattern: a line of spaces alone would be looked through from each of them.
    first, *rest = (cell.strip() for cell in line.text.split("\t"))
    cells = [first, *filter(None, rest)]
    marked = bool(_MARKER.fullmatch(cells[0]))
    return len(cells) > 1 + 2 * marked and not _MARKER.fullmatch(cells[1])


def _end_of_row(lines: Sequence[Line], start: int) -> int:
    """The line after the row of a table that begins at `start`."""
    for at in range(start, min(start + _MOST_IN_ROW, len(lines))):
        line = lines[at]
        if at > start and (line.blanks or line.text[0] == "|" or _NUMBERED.match(line.text)):
            break
        if line.text.endswith("|"):
            return at + 1
    return start + 1


def _group_rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines, those of one row of a table together."""
    row: list[Line] = []
    for line in lines:
        if row and (line.role != "table" or line.text[0] == "|"):
            yield row
            row = []
        row.append(line)
        if line.role != "table" or line.text.endswith("|") or row[0].text[0] != "|":
            yield row
            row = []
    if row:
        yield row


def _group_tables(lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """The rows, those of one table together."""
    rows: list[list[Line]] = []
    for row in _group_rows(lines):
        if rows and (row[0].role != "table" or rows[-1][0].role != "table" or row[0].blanks):
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


def _read_table(rows: Sequence[list[Line]]) -> Iterator[Line]:
    """The lines of a table; one that holds paragraphs beside their numbers only lays them out."""
    if rows[0][0].role == "table":
        cells = [
            found
            for row in rows
            if (found := [one for one in _cells(row) if not _BORDER.fullmatch(one.text)])
        ]
        if holds_numbers([[cell.text for cell in row] for row in cells]):
            yield from (replace(cell, role="") for row in cells for cell in row)
            return
    if rows[0][0].role != "table":
        yield from (line for row in rows for line in row)
        return
    texts = [[cell.text for cell in _cells(row)] for row in rows]
    bordered = next((at for at, row in enumerate(texts[:3]) if _is_border(row)), 0)
    for at, (row, is_read) in enumerate(zip(rows, find_quotable(texts), strict=True)):
        yield from _read_row(row) if is_read and at >= bordered else row


def _is_border(row: Sequence[str]) -> bool:
    """Whether a row is the line that Markdown sets below the heads of a table."""
    return bool(row) and all(map(_BORDER.fullmatch, row))


def _cells(row: Sequence[Line]) -> list[Line]:
    """The cells of a row, without the bars between them."""
    return [
        replace(line, text=text, start=start, end=start + len(text), plain=text, role="cell")
        for line in row
        for match in (_CELL if row[0].text[0] == "|" else _TABBED_CELL).finditer(line.text)
        if (text := match.group().strip())
        for start in [line.start + match.start() + match.group().index(text)]
    ]


def _read_row(row: list[Line]) -> list[Line]:
    """The cells of a row, without the bars."""
    cells = _cells(row)
    return [replace(cells[0], begins=True), *cells[1:]]


def decode(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """The text of a plain-text file, its byte-order mark dropped, its line ends untouched.

    UTF-8, UTF-16 and UTF-32 are told by their mark or their zero bytes; what is none of these is
    read as Windows-1252, which holds Latin-1's letters, or as that of old Macintoshes, and the
    audit says so. A text in another alphabet's old encoding would be read as other letters.

    Raises:
        NoText: the file is empty.
        UnsupportedFile: the file is not text, or in an encoding that does not show.
    """
    if not data.strip():
        raise NoText(f"{name} is empty.", hint="Check that the download or export was complete.")
    text, encoding = _decode(data)
    if text is None or _looks_binary(text):
        raise UnsupportedFile(
            f"{name} is not a text file, and egqa has no reader for it.",
            hint="Save it as plain text in UTF-8 and add that.",
        )
    if encoding == "windows-1252" and _is_foreign(text):
        raise UnsupportedFile(
            f"{name} is in an encoding that egqa cannot tell, perhaps of another alphabet.",
            hint="Save it as plain text in UTF-8 and add that.",
        )
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise NoText(f"{name} holds no text.", hint="Check that the export was complete.")
    if encoding in ("utf-8", "ascii"):
        return text, []
    detail = f"read as {encoding}"
    if encoding in ("windows-1252", "mac-roman"):
        detail += ": the file is not UTF-8; check its accented letters and quotation marks"
    return text, [Finding("encoding", "whole file", detail)]


def _decode(data: bytes) -> tuple[str | None, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError:
                return None, encoding
    head = data[:4096]
    if b"\0" in head:
        for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
            if zeros.count(0) > 0.6 * len(zeros):
                try:
                    return data.decode(encoding), encoding
                except UnicodeDecodeError:
                    return None, encoding
        return None, "binary"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _MAC.search(data) and not _WINDOWS.search(data):
        return data.decode("mac_roman"), "mac-roman"
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _is_foreign(text: str) -> bool:
    """Whether accents are too many for any Latin text: Cyrillic letters, say, read as others."""
    letters = [char for char in text[:65536] if char.isalpha()]
    return sum(char > "\x7f" for char in letters) > 0.25 * len(letters)


def _looks_binary(text: str) -> bool:
    sample = text[:65536]
    strange = sum(
        char in _CONTROLS or "\x7f" <= char <= "\x9f" or char == "\ufffd" for char in sample
    )
    return strange > 0.02 * len(sample) + 2
