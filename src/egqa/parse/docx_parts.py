"""The parts of a Word file: which there are, how they hang together, and their XML."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from egqa.errors import UnsupportedFile
from egqa.parse.docx_numbering import W
from egqa.parse.packages import Package
from egqa.parse.trees import local_name, parse_xml

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


class Parts:
    """The parts of the Word file `name`, found by their relations and not by their usual places."""

    def __init__(self, package: Package, name: str) -> None:
        self.package, self.name = package, name
        self._path = self._find_main()
        self._targets = self._read_relations(self._path)

    def body(self) -> etree._Element:
        """What holds the document's paragraphs and tables.

        Raises:
            UnsupportedFile: there is none.
        """
        root = self.parse(self._path)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnsupportedFile(
                f"{self.name} has no Word document inside.",
                hint="Open it in Word or LibreOffice, save it anew as .docx, and add that.",
            )
        return body

    def _find_main(self) -> str:
        for target in self._read_relations("").values():
            if target[0].endswith("/officeDocument"):
                return target[1]
        return "word/document.xml"

    def _read_relations(self, path: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: for each id its type and the path of what it points to."""
        folder, file = posixpath.split(path)
        root = self.parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External" and local_name(one) == "Relationship":
                target = one.get("Target") or ""
                whole = target if target.startswith("/") else posixpath.join(folder, target)
                found[one.get("Id") or ""] = (one.get("Type") or "", posixpath.normpath(whole))
        return found

    def parse(self, path: str) -> etree._Element | None:
        """The root of the part at `path`, or None where there is none."""
        data = self.package.read(path)
        if not data:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data, self.name)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the document names as its styles, its numbering …"""
        paths = (path for type, path in self._targets.values() if type.endswith(f"/{kind}"))
        path = next(paths, None)
        return self.parse(path) if path else None

    def read_notes(self) -> dict[tuple[str, str], etree._Element]:
        """The footnotes and endnotes, by kind and id."""
        notes = {}
        for kind in ("footnote", "endnote"):
            root = self.related(f"{kind}s")
            for note in root.iterfind(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    notes[kind, note.get(f"{W}id") or ""] = note
        return notes

    def note_formats(self, body: etree._Element) -> dict[str, tuple[str, int]]:
        """For footnotes and endnotes, how their automatic marks are shown and the first number.

        The first section says so, or the whole document's settings, or Word's own usage.
        """
        settings = self.related("settings")
        places = [*body.iter(f"{W}sectPr"), *([] if settings is None else [settings])]
        found = {}
        for kind, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
            shown = [value for place in places if (value := _note_value(place, kind, "numFmt"))]
            starts = [value for place in places if (value := _note_value(place, kind, "numStart"))]
            start = int(starts[0]) if starts and re.fullmatch(r"\d{1,6}", starts[0]) else 1
            found[kind] = (shown[0] if shown else usual, start)
        return found

    def count_pages(self) -> int:
        """How many pages Word counted when the file was saved; 0 where it does not say."""
        root = self.parse("docProps/app.xml")
        for element in root if root is not None else ():
            if local_name(element) == "Pages" and (element.text or "").strip().isdigit():
                return int(element.text.strip()[:6])
        return 0

    def find_headers(self, body: etree._Element) -> tuple[list[str], list[str]]:
        """The header of the first page, and all other headers and footers, each once."""
        first: list[str] = []
        others: list[str] = []
        for at, section in enumerate(body.iter(f"{W}sectPr")):
            own = section.find(f"{W}titlePg") is not None
            for ref in section:
                kind = local_name(ref)
                if kind not in ("headerReference", "footerReference"):
                    continue
                path = self._targets.get(ref.get(f"{_R}id") or "", ("", ""))[1]
                on_first = ref.get(f"{W}type") == "first"
                if on_first and not own:
                    continue
                masthead = at == 0 and on_first and kind == "headerReference"
                (first if masthead else others).append(path)
        return list(dict.fromkeys(first)), [one for one in dict.fromkeys(others) if one]


def _note_value(place: etree._Element, kind: str, name: str) -> str:
    element = place.find(f"{W}{kind}Pr/{W}{name}")
    return (element.get(f"{W}val") or "") if element is not None else ""
