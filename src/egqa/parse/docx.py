"""Word files (.docx): paragraphs with the numbers Word shows, tables, notes, headers.

Macros, embedded objects and anything outside the file are never run or read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from egqa.errors import NoText, UnsupportedFile
from egqa.parse.blocks import Blocks, Run
from egqa.parse.cells import find_quotable
from egqa.parse.docx_numbering import Numbering, W
from egqa.parse.docx_parts import Parts
from egqa.parse.docx_roles import Roles
from egqa.parse.docx_runs import NoteRef, RunReader, Words, said
from egqa.parse.docx_styles import Styles, read_level
from egqa.parse.lines import LineRole, Reading
from egqa.parse.number_formats import show_number
from egqa.parse.packages import Package
from egqa.parse.tables import is_contents, is_layout, is_masthead, is_numbered
from egqa.types import Finding

_CONTAINERS = frozenset(f"{W}{name}" for name in "sdt sdtContent customXml ins moveTo".split())
_MAX_DEPTH = 20


def read_docx(data: bytes, name: str) -> Reading:
    """The Word file `name`, paragraph by paragraph.

    Raises:
        UnsupportedFile: it is damaged, or larger inside than any document.
        NoText: it holds no words, or is encrypted.
    """
    document = _Document(Package(data, name), name)
    document.write()
    if not document.blocks:
        raise NoText(
            f"{name} holds no text, only pictures perhaps.",
            hint="Add the document with its text, as an OCR program reads it.",
        )
    return document.blocks.read(document.findings())


class _Document:
    """One pass over the parts of a Word file."""

    def __init__(self, package: Package, name: str) -> None:
        self.name = name
        self.parts = Parts(package, name)
        self.blocks = Blocks()
        self.styles = Styles(self.parts.related("styles"))
        self.numbering = Numbering(self.parts.related("numbering"), self.styles.lists)
        self.runs = RunReader(self.styles)
        self.notes = self.parts.read_notes()
        self.note_formats: dict[str, tuple[str, int]] = {}
        self.note_counts = {"footnote": 0, "endnote": 0}
        self.waiting: list[Run | NoteRef] = []  # of a paragraph whose end was deleted
        self.alone = ""  # the number of a paragraph without words in a cell, which the next one has
        self.page = 1
        self.pages = self.parts.count_pages()
        self.pictures = 0
        self.roles = Roles(self.styles, self.blocks)

    def write(self) -> None:
        """Put down the first page's header, the body, and all other headers and footers."""
        body = self.parts.body()
        self.note_formats = self.parts.note_formats(body)
        first, others = self.parts.find_headers(body)
        for part in first:
            self._write_part(part, "masthead")
        self._write_body(body)
        if self.page == 1 or self.page != self.pages:
            self.blocks.forget_pages()  # Word's marks of page breaks are known not to be whole
        for part in others:
            self._write_part(part, "furniture")

    def _write_part(self, path: str, role: LineRole) -> None:
        root = self.parts.parse(path) if path else None
        if root is not None:
            self._write_children(root, role, 0)

    def _write_body(self, body: etree._Element) -> None:
        self._write_children(body, "", 0)
        if self.waiting:
            self._put(Words(runs=self.waiting, plain=1, loose=1), "", "")
            self.waiting = []

    def _write_children(self, element: etree._Element, role: LineRole, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise UnsupportedFile(
                f"{self.name} nests tables and boxes too deeply.",
                hint="Save it as PDF or plain text, and add that.",
            )
        for child in element:
            tag = child.tag
            if tag == f"{W}p":
                self._write_paragraph(child, role, depth)
            elif tag == f"{W}tbl":
                self._write_table(child, role, depth)
            elif tag in _CONTAINERS:
                self._write_children(child, role, depth)

    def _write_paragraph(self, paragraph: etree._Element, role: LineRole, depth: int) -> None:
        style = self._style_of(paragraph)
        words = self.runs.read(paragraph, style)
        self.page += words.breaks
        self.pictures += next(paragraph.iter("{*}blip", "{*}chart"), None) is not None
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.waiting.extend(words.runs)  # its end is deleted: it goes on in the next paragraph
            return
        if self.waiting:
            words.runs[:0], self.waiting = self.waiting, []
            words.raised = []
        number = self._count(paragraph, style)
        if said(words):
            number, self.alone = number or self.alone, ""
        elif number and next(paragraph.iterancestors(f"{W}tc"), None) is not None:
            self.alone = number
        if not role:
            role = self.roles.read(paragraph, style, words)
        self._put(words, number, role)
        for box in words.boxes:
            self._write_box(box, role, depth)

    def _write_box(self, box: etree._Element, role: LineRole, depth: int) -> None:
        """Put down a text box below its paragraph, whose words it does not go on with.

        One that holds numbered paragraphs, or a cover's, is read as part of the text.
        """
        inside: LineRole = role if role in ("masthead", "furniture") else ""
        if inside or not self.blocks.begun or is_numbered(_cell_text(box)):
            self._write_children(box, inside, depth + 1)
        else:
            for paragraph in box.iter(f"{W}p"):
                self._put_row([paragraph], "table")

    def _style_of(self, paragraph: etree._Element) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return (style.get(f"{W}val") or "") if style is not None else self.styles.default

    def _count(self, paragraph: etree._Element, style: str) -> str:
        """The number that Word shows before the paragraph; lists count on as this is called."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        num = own.find(f"{W}numId") if own is not None else None
        level = own.find(f"{W}ilvl") if own is not None else None
        at = read_level(level) if level is not None else None
        name = (num.get(f"{W}val") or "0") if num is not None else None
        for styled, one in self.styles.chain(style):
            if name is not None:
                break
            if one.num is not None:
                name = one.num
                if at is None:
                    bound = self.numbering.level_of(name, styled)
                    at = one.level if bound is None else bound
        return self.numbering.count(name, at or 0) if name not in (None, "0") else ""

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def _put(self, words: Words, number: str, role: LineRole) -> None:
        runs: list[Run] = []
        notes: list[tuple[NoteRef, str]] = []
        for at, run in enumerate(words.runs):
            if isinstance(run, NoteRef):
                mark = self._mark(run)
                if (run.kind, run.id) in self.notes:
                    notes.append((run, mark))
                    runs.append(Run(mark, mark=True))
            else:
                runs.append(run._replace(raised=at in words.raised))
        self.blocks.add(
            runs,
            number=number,
            role=role,
            bold=words.plain == 0,
            set_off=words.loose == 0,
            page=self.page,
        )
        for ref, mark in notes:
            self._put_note(self.notes[ref.kind, ref.id], mark)

    def _mark(self, ref: NoteRef) -> str:
        if ref.mark:
            return ref.mark
        format, start = self.note_formats[ref.kind]
        number = start + self.note_counts[ref.kind]
        self.note_counts[ref.kind] += 1
        return show_number(number, format)

    def _put_note(self, note: etree._Element, mark: str) -> None:
        number = mark
        for paragraph in note.iter(f"{W}p"):
            words = self.runs.read(paragraph, self._style_of(paragraph))
            runs = [run for run in words.runs if isinstance(run, Run)]
            text = said(words)
            typed = text.startswith(number) and text[len(number) :][:1].isspace()
            if self.blocks.add(runs, number="" if typed else number, role="note", page=self.page):
                number = ""

    def _write_table(self, table: etree._Element, role: LineRole, depth: int) -> None:
        elements = [row for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        rows = [list(_children(row, "tc")) for row in elements]
        texts = [[_cell_text(cell) for cell in row] for row in rows]
        if not role and (self.roles.in_contents or is_contents(texts)):
            role = "furniture"
        if not role and not self.blocks.begun and is_masthead(texts):
            role = "masthead"
        if role in ("", "table") and is_layout(texts):
            for row in rows:
                self.alone = ""
                for cell in row:
                    self._write_children(cell, role, depth + 1)
            self.alone = ""
            return
        for element, row, is_read in zip(elements, rows, find_quotable(texts), strict=True):
            heads = element.find(f"{W}trPr/{W}tblHeader") is not None
            self._put_row(row, role or ("cell" if is_read and not heads else "table"))

    def _put_row(self, row: list[etree._Element], role: LineRole) -> None:
        """A row of a table as one block, its cells and their paragraphs set apart by tabs."""
        whole = Words(plain=1, loose=1)
        for cell in row:
            for paragraph in cell.iter(f"{W}p"):
                style = self._style_of(paragraph)
                words = self.runs.read(paragraph, style)
                number = self._count(paragraph, style)
                if not said(words):
                    continue
                if whole.runs:
                    whole.runs.append(Run("\t"))
                whole.runs.append(Run(number.replace("\t", " ")))
                whole.raised.extend(len(whole.runs) + at for at in words.raised)
                whole.runs.extend(
                    run if isinstance(run, NoteRef) else Run(re.sub(r"[\t\n]", " ", run.text))
                    for run in words.runs
                )
                self.page += words.breaks
        self._put(whole, "", role)

    def findings(self) -> list[Finding]:
        """What the reader met and wants known."""
        found = []
        if self.runs.deletions or self.runs.insertions:
            detail = (
                f"the file has tracked changes: {self.runs.insertions} insertions are read as "
                f"accepted, {self.runs.deletions} deletions are left out"
            )
            found.append(Finding("tracked changes", "whole file", detail))
        if self.pictures:
            detail = f"{self.pictures} pictures or charts, whose words are not read"
            found.append(Finding("pictures", "whole file", detail))
        return found


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table, or the cells of a row; content controls may stand between."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, name)


def _cell_text(cell: etree._Element) -> str:
    """A cell's words, a line each paragraph, as far as its kind goes."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        number = "1.\t" if paragraph.find(f"{W}pPr/{W}numPr") is not None else ""
        lines.append(number + "".join(text.text or "" for text in paragraph.iter(f"{W}t")))
    return "\n".join(lines)
