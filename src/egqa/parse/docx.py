"""Word files (.docx): paragraphs with the numbers Word shows, tables, notes, headers.

Macros, embedded objects and anything outside the file are never run or read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from egqa.errors import NoText, UnsupportedFile
from egqa.parse.blocks import Blocks, Run
from egqa.parse.docx_numbering import Numbering, W, show_number
from egqa.parse.docx_runs import NoteRef, RunReader, Words
from egqa.parse.docx_styles import Styles, read_level
from egqa.parse.lines import LineRole, Reading
from egqa.parse.packages import Package
from egqa.parse.tables import is_layout, is_masthead
from egqa.parse.trees import local_name, parse_xml
from egqa.types import Finding

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The strict variant of the format differs in its names alone.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_CONTAINERS = frozenset(f"{W}{name}" for name in "sdt sdtContent customXml ins moveTo".split())
_TYPED_NOTE = re.compile(r"(?P<mark>\*{1,4})[\t ]")
_CONTENTS = re.compile(r"(?:table of )?contents(?: \(continued\))?", re.IGNORECASE)
_ENTRY = re.compile(
    r".*\t(?:\d{1,4}|[ivxl]{1,6})(?:[–-]\d{1,4})?|(?:(?:chapter|paragraphs?|page|annex(?:es)?)\s*)+",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:table|figure|chart|map|box|graph)\s+[\dIVXLA-Z][\d.IVXL]*", re.IGNORECASE
)
_MAX_HEADING = 250
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
        self.package, self.name = package, name
        self.blocks = Blocks()
        self.path = self._find_main()
        self.targets = self._read_relations(self.path)
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"), self.styles.lists)
        self.runs = RunReader(self.styles)
        self.notes = self._read_notes()
        self.note_numbers = {"footnote": 0, "endnote": 0}
        self.waiting: list[Run | NoteRef] = []  # of a paragraph whose end was deleted
        self.page = 1
        self.pages = self._count_pages()
        self.pictures = 0
        self.begun = False  # whether a numbered paragraph has come
        self.in_contents = False
        self.captioned = False  # whether a table's or figure's number has come, and its title not

    # ── the parts ────────────────────────────────────────────────────────────────────────────

    def _find_main(self) -> str:
        for target in self._read_relations("").values():
            if target[0].endswith("/officeDocument"):
                return target[1]
        return "word/document.xml"

    def _read_relations(self, path: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: for each id its type and the path of what it points to."""
        folder, file = posixpath.split(path)
        root = self._parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External" and local_name(one) == "Relationship":
                target = one.get("Target") or ""
                whole = target if target.startswith("/") else posixpath.join(folder, target)
                found[one.get("Id") or ""] = (one.get("Type") or "", posixpath.normpath(whole))
        return found

    def _parse(self, path: str) -> etree._Element | None:
        data = self.package.read(path)
        if not data:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data, self.name)

    def _related(self, kind: str) -> etree._Element | None:
        paths = (path for type, path in self.targets.values() if type.endswith(f"/{kind}"))
        path = next(paths, None)
        return self._parse(path) if path else None

    def _read_notes(self) -> dict[tuple[str, str], etree._Element]:
        notes = {}
        for kind in ("footnote", "endnote"):
            root = self._related(f"{kind}s")
            for note in root.iterfind(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    notes[kind, note.get(f"{W}id") or ""] = note
        return notes

    def _count_pages(self) -> int:
        """How many pages Word counted when the file was saved; 0 where it does not say."""
        root = self._parse("docProps/app.xml")
        for element in root if root is not None else ():
            if local_name(element) == "Pages" and (element.text or "").strip().isdigit():
                return int(element.text.strip()[:6])
        return 0

    # ── the pass ─────────────────────────────────────────────────────────────────────────────

    def write(self) -> None:
        """Put down the first page's header, the body, and all other headers and footers."""
        root = self._parse(self.path)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnsupportedFile(
                f"{self.name} has no Word document inside.",
                hint="Open it in Word or LibreOffice, save it anew as .docx, and add that.",
            )
        first, others = self._find_headers(body)
        for part in first:
            self._write_part(part, "masthead")
        self._write_body(body)
        if self.page == 1 or self.page != self.pages:
            self.blocks.forget_pages()  # Word's marks of page breaks are known not to be whole
        for part in others:
            self._write_part(part, "furniture")

    def _find_headers(self, body: etree._Element) -> tuple[list[str], list[str]]:
        """The header of the first page, and all other headers and footers, each once."""
        first: list[str] = []
        others: list[str] = []
        for at, section in enumerate(body.iter(f"{W}sectPr")):
            own = section.find(f"{W}titlePg") is not None
            for ref in section:
                kind = local_name(ref)
                if kind not in ("headerReference", "footerReference"):
                    continue
                path = self.targets.get(ref.get(f"{_R}id") or "", ("", ""))[1]
                on_first = ref.get(f"{W}type") == "first"
                if on_first and not own:
                    continue
                masthead = at == 0 and on_first and kind == "headerReference"
                (first if masthead else others).append(path)
        return list(dict.fromkeys(first)), [one for one in dict.fromkeys(others) if one]

    def _write_part(self, path: str, role: LineRole) -> None:
        root = self._parse(path) if path else None
        if root is not None:
            self._write_children(root, role, 0)

    def _write_body(self, body: etree._Element) -> None:
        self._write_children(body, "", 0)
        if self.waiting:
            self._put(Words(runs=self.waiting), "", "", bold=False)
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
        if not role:
            role = self._role_of(paragraph, style, words, number)
        self._put(words, number, role, bold=words.plain == 0)
        for box in words.boxes:
            self._write_children(box, role if role in ("masthead", "furniture") else "", depth + 1)

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

    def _role_of(
        self, paragraph: etree._Element, style: str, words: Words, number: str
    ) -> LineRole:
        text = _said(words)
        if words.contents or self.styles.is_contents(style) or self._is_entry(text):
            return "furniture"
        if not self.begun and self.styles.is_masthead(style):
            return "masthead"
        if self.styles.is_note(style) or self._is_typed_note(text):
            return "note"
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        at = read_level(outline) if outline is not None else self.styles.outline(style)
        if at is None and not self.styles.is_heading(style):
            self.captioned = self.captioned and not text
            return ""
        # Some files number their paragraphs with heading styles: what is long or ends as a sentence
        # does is none.
        ended = text.endswith((".", ";", ":", ",")) and len(text.split()) > 6
        if len(text) > _MAX_HEADING or ended:
            return ""
        if text and (self.captioned or _CAPTION.fullmatch(text)):
            self.captioned = not self.captioned
            return "table"
        return "heading"

    def _is_entry(self, text: str) -> bool:
        """Whether a paragraph is of a table of contents: its title, or what follows with a page."""
        if _CONTENTS.fullmatch(text):
            self.in_contents = True
        elif self.in_contents and text and not self._is_typed_note(text):
            self.in_contents = _ENTRY.fullmatch(text) is not None
        return self.in_contents and bool(text) and not self._is_typed_note(text)

    def _is_typed_note(self, text: str) -> bool:
        match = _TYPED_NOTE.match(text)
        return match is not None and self.blocks.has_star(match.group("mark"))

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def _put(self, words: Words, number: str, role: LineRole, *, bold: bool) -> None:
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
        put = self.blocks.add(runs, number=number, role=role, bold=bold, page=self.page)
        self.begun = self.begun or (put and number[:1].isdigit() and role == "")
        for ref, mark in notes:
            self._put_note(self.notes[ref.kind, ref.id], mark)

    def _mark(self, ref: NoteRef) -> str:
        if ref.mark:
            return ref.mark
        self.note_numbers[ref.kind] += 1
        number = self.note_numbers[ref.kind]
        return str(number) if ref.kind == "footnote" else show_number(number, "lowerRoman")

    def _put_note(self, note: etree._Element, mark: str) -> None:
        number = mark
        for paragraph in note.iter(f"{W}p"):
            words = self.runs.read(paragraph, self._style_of(paragraph))
            runs = [run for run in words.runs if isinstance(run, Run)]
            said = "".join(run.text for run in runs).strip()
            typed = said.startswith(number) and said[len(number) :][:1].isspace()
            if self.blocks.add(runs, number="" if typed else number, role="note", page=self.page):
                number = ""

    def _write_table(self, table: etree._Element, role: LineRole, depth: int) -> None:
        rows = [
            list(_children(row, "tc"))
            for row in _children(table, "tr")
            if row.find(f"{W}trPr/{W}del") is None
        ]
        texts = [[_cell_text(cell) for cell in row] for row in rows]
        if not role and self.in_contents:
            role = "furniture"
        if not role and not self.begun and is_masthead(texts):
            role = "masthead"
        if role in ("", "table") and is_layout(texts):
            for row in rows:
                for cell in row:
                    self._write_children(cell, role, depth + 1)
            return
        for row in rows:
            self._put_row(row, role or "table")

    def _put_row(self, row: list[etree._Element], role: LineRole) -> None:
        """A row of a table as one block, its cells and their paragraphs set apart by tabs."""
        whole = Words()
        for cell in row:
            for paragraph in cell.iter(f"{W}p"):
                style = self._style_of(paragraph)
                words = self.runs.read(paragraph, style)
                number = self._count(paragraph, style)
                if not _said(words):
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
        self._put(whole, "", role, bold=False)

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


def _said(words: Words) -> str:
    return "".join(run.text for run in words.runs if isinstance(run, Run)).strip()


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
