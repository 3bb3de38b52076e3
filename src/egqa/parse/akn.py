"""Akoma Ntoso XML as the UN publishes it (AKN4UN): resolutions, decisions, their annexes.

The number of a unit is its printed `<num>`; the eIds count something else, and the nesting of
lists has known faults, so neither is used: blocks are put down in order, and the numbers printed
say where each belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from egqa.errors import NoText, UnsupportedFile
from egqa.parse.blocks import Blocks, Run, is_title
from egqa.parse.lines import LineRole, Reading
from egqa.parse.notices import find_notice
from egqa.parse.trees import local_name, parse_xml

# Elements that may hold their own number and heading.
_DIVISIONS = frozenset(
    "section part title chapter book tome article division hcontainer subsection subpart subtitle "
    "subchapter subdivision".split()
)
_BLOCK_HEADINGS = frozenset({"heading", "subheading"})
_BLOCKS = frozenset({"p", "listIntroduction", "listWrapUp", "crossHeading", *_BLOCK_HEADINGS})
_SKIPPED = frozenset({"meta", "img", "collectionBody", "documentRef", "docketNumber", "toc"})
_HEADING_CLASS = re.compile(r"(?:Title)?H(?:Ch|CH|\d)")
_NOTE_CLASS = re.compile(r"FootnoteText")
# "A.", "IV", "XII." open headings where little follows them; "Article 3" always does.
_HEADING_NUMBER = re.compile(r"(?:[A-Z]|[IVXLC]+)\.?")
_NAMED = re.compile(r"[A-Z][a-z]+(?: [a-z]+)? \d{1,3}[.:]\s")
_LONGEST = 400  # characters of a heading that is a sentence
_BOLD = re.compile(r"\bbold\b")
_SET_OFF = re.compile(r"\b(?:bold|italic)\b")
_ANNEX = re.compile(r"(?:annex|appendix|enclosure|attachment)\b", re.IGNORECASE)


def read_akn(data: bytes, name: str) -> Reading:
    """The Akoma Ntoso file `name`, block by block.

    Raises:
        UnsupportedFile: it is no Akoma Ntoso document, or not sound XML.
        NoText: it holds no words, or a server's error notice.
    """
    root = parse_xml(data, name)
    if local_name(root) != "akomaNtoso":
        if notice := find_notice(" ".join(map(str, root.itertext()))):
            raise NoText(
                f"{name} is no document but an error notice: “{notice}”.",
                hint="Download the document again, and look at it before adding it.",
            )
        raise UnsupportedFile(
            f"{name} is XML of a kind (<{local_name(root)}>) that egqa has no reader for.",
            hint="Save it as HTML, PDF or plain text and add that.",
        )
    writer = _Writer()
    writer.walk(root)
    if not writer.blocks:
        raise NoText(f"{name} holds no text.", hint="Check that the export was complete.")
    return writer.blocks.read()


class _Writer:
    """One pass over the tree; `number` waits for the block whose words it stands before."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.number = ""

    def walk(self, element: etree._Element, role: LineRole = "") -> None:
        """Put down the blocks under `element`, in document order."""
        name = local_name(element)
        if not name or name in _SKIPPED:
            return
        if name == "num":
            self._take_number(element)
        elif name in _BLOCKS:
            self._put_block(element, _role_of(element, name, role))
        elif name == "table":
            self._put_table(element)
        elif name == "preface":
            self._put_preface(element)
        else:
            if name == "coverPage":
                role = "masthead"
            elif name == "conclusions":
                role = "furniture"
            elif name == "doc" and element.get("name") == "annex":
                self._open_annex(element)
            elif name == "paragraph" and _HEADING_CLASS.match(element.get("class") or ""):
                role = "heading"
            elif name == "paragraph" and _NOTE_CLASS.match(element.get("class") or ""):
                role = "note"
            elif role == "heading":
                role = role if name in ("content", "intro", "list", "point") else ""
            for child in element:
                self.walk(child, role)
            if name in _DIVISIONS or name in ("paragraph", "point", "item"):
                self._drop_number()

    def _take_number(self, element: etree._Element) -> None:
        number = " ".join("".join(element.itertext()).split())
        parent = element.getparent()
        if parent is not None and local_name(parent) in _DIVISIONS and not number.endswith("."):
            self.blocks.add(number, role="heading")  # "I", "Article 3": a line of its own
        else:
            self.number = f"{self.number}\t{number}".strip("\t")

    def _drop_number(self) -> None:
        """A number that no words followed is printed only as a heading."""
        if _HEADING_NUMBER.fullmatch(self.number):
            self.blocks.add(self.number, role="heading")
        self.number = ""

    def _put_block(self, element: etree._Element, role: LineRole) -> None:
        inner = next((child for child in element if local_name(child) == "num"), None)
        if inner is not None:
            self._take_number(inner)
        notes: list[etree._Element] = []
        runs = list(_runs(element, notes))
        number = self.number
        words = "".join(run.text for run in runs).strip()
        if not number and role == "" and words:
            parent = local_name(element.getparent())
            alone = parent in ("content", "preamble") and _is_set(element, _SET_OFF)
            titled = alone and is_title(words.removesuffix(":"))
            # "Action 7. We will strengthen …", bold and without a number: it stands above the next.
            named = alone and _is_set(element, _BOLD) and _NAMED.match(words) is not None
            titled = titled or (named and len(words) <= _LONGEST)
            role = "heading" if titled or _HEADING_NUMBER.fullmatch(words) else ""
        elif number:
            if _HEADING_NUMBER.fullmatch(number) and is_title(words):
                role = "heading"
            if re.match(rf"{re.escape(number)}\s", words):
                number = ""  # it stands in the words, too
            elif role == "heading" and number.endswith(".") and words.startswith("."):
                runs = _without_stop(runs)  # "I." and ". Establishment": one stop too many
        if self.blocks.add(runs, number=number, role=role, bold=_is_set(element, _BOLD)):
            self.number = ""
        for note in notes:
            self._put_note(note)

    def _put_note(self, note: etree._Element) -> None:
        self.number, waiting = (note.get("marker") or "").strip(), self.number
        inner = [child for child in note.iter() if local_name(child) == "p"] or [note]
        for block in inner:
            if self.blocks.add(_runs(block, []), number=self.number, role="note"):
                self.number = ""
        self.number = waiting

    def _put_table(self, table: etree._Element) -> None:
        notes: list[etree._Element] = []
        for row in table.iter():
            if local_name(row) != "tr":
                continue
            cells = [" ".join(_text(cell, notes).split()) for cell in row]
            self.blocks.add("\t".join(cells).strip("\t"), role="table")
        for note in notes:
            self._put_note(note)

    def _put_preface(self, preface: etree._Element) -> None:
        """A resolution's number and title: one line, "78/323. Title", or two, "A" and its title."""
        for block in preface:
            notes: list[etree._Element] = []
            first = next((one for one in block if local_name(one) == "docNumber"), None)
            number = _text(first, notes).strip() if first is not None else ""
            runs = [run for run in _runs(block, notes, without=first) if run.text.strip()]
            if number and (not number.endswith(".") or not runs):
                marks = [run for run in runs if run.mark]
                alone = len(marks) == len(runs)  # no title: a note's mark stands with the number
                self.blocks.add([Run(number), *(marks if alone else [])], role="heading")
                runs, number = [] if alone else runs, ""
            self.blocks.add(runs, number=number, role="heading")
            for note in notes:
                self._put_note(note)

    def _open_annex(self, doc: etree._Element) -> None:
        """An annex's name, which the format keeps beside the text, unless the text begins so."""
        words = next((text for text in _body_texts(doc) if text.strip()), "")
        if not _ANNEX.match(words.strip()):
            self.blocks.add("Annex", role="heading")


def _role_of(element: etree._Element, name: str, role: LineRole) -> LineRole:
    if name in _BLOCK_HEADINGS or any(local_name(child) == "subheading" for child in element):
        return "heading"
    if name == "crossHeading":  # in a section, its preamble's paragraphs are marked up so
        words = "".join(map(str, element.itertext())).rstrip()
        preamble = element.get("refersTo") == "#preamble" or words.endswith((".", ";", ","))
        return "" if preamble else "heading"
    return role


def _runs(
    element: etree._Element,
    notes: list[etree._Element],
    *,
    without: etree._Element | None = None,
) -> Iterator[Run]:
    """The text of a block; footnotes leave their mark, and go to `notes`."""
    yield Run(_flat(element.text))
    for child in element:
        name = local_name(child)
        if name == "authorialNote":
            notes.append(child)
            yield Run((child.get("marker") or "").strip(), mark=True)
        elif name == "eol":
            yield Run("\n")
        elif name and name not in ("num", "img") and child is not without:
            yield from _runs(child, notes)
        yield Run(_flat(child.tail))


def _text(element: etree._Element, notes: list[etree._Element]) -> str:
    return "".join(run.text for run in _runs(element, notes))


def _flat(text: str | None) -> str:
    return re.sub(r"[\r\n]", " ", text or "")


def _without_stop(runs: list[Run]) -> list[Run]:
    at = next(at for at, run in enumerate(runs) if run.text.strip())
    text = runs[at].text.lstrip().removeprefix(".")
    return [*runs[:at], Run(text, runs[at].mark), *runs[at + 1 :]]


def _is_set(element: etree._Element, how: re.Pattern[str]) -> bool:
    """Whether all words of a block are set in this way."""
    if (element.text or "").strip():
        return False
    spans = [child for child in element if local_name(child) != "authorialNote"]
    return bool(spans) and all(
        how.search(span.get("class") or "") and not (span.tail or "").strip() for span in spans
    )


def _body_texts(doc: etree._Element) -> Iterator[str]:
    for child in doc:
        if local_name(child) not in ("", "meta"):
            yield from (str(text) for text in child.itertext())
