"""HTML pages: the words a browser shows, with the numbers of its lists; menus and scripts go."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from egqa.errors import NoText, UnsupportedFile
from egqa.parse.blocks import Blocks, Run
from egqa.parse.cells import find_quotable
from egqa.parse.html_lists import HtmlList, count, open_list
from egqa.parse.html_notes import MARK, NoteLinks, find_notes
from egqa.parse.lines import LineRole, Reading
from egqa.parse.tables import is_layout, is_masthead
from egqa.parse.text import decode
from egqa.parse.trees import check_size
from egqa.types import Finding

_DROPPED = frozenset(
    "script style noscript template head nav aside form button select option textarea input iframe "
    "object embed svg canvas map audio video dialog applet frameset del".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer body html blockquote center address fieldset figure "
    "figcaption details summary ul ol menu dir dl dt dd li h1 h2 h3 h4 h5 h6 hr pre table caption "
    "thead tbody tfoot tr td th form legend search hgroup".split()
)
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ITALIC = frozenset({"i", "em"})
_ROLES = frozenset({"navigation", "banner", "search", "contentinfo", "menu", "menubar", "dialog"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BREAKS = re.compile(r"[\r\n\t\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# An entry that prints its own number: a list used for its indents.
_OWN_NUMBER = re.compile(
    r"\(?(?:\d{1,4}|[a-z]{1,4}|[ivxlc]{1,6})[.)]\s|\d{1,3}\.\d{1,3}\.?\s|[A-Z]{1,4}\.\s|[•–—·]\s"
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Reading:
    """The page `name`, block by block.

    Raises:
        NoText: it shows no words.
        UnsupportedFile: it is no text, or holds more markup than any document.
    """
    check_size(data, name)
    text, findings = _decode_page(data, name)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    # A declaration of the encoding inside the page is of the bytes, which are decoded already.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NoText(f"{name} shows no words.", hint="Open it in a browser to see.") from error
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise UnsupportedFile(
            f"{name} nests its elements too deeply.",
            hint="Save it as PDF or plain text, and add that.",
        )
    writer = _Writer(find_notes(root))
    writer.walk(_find_content(root))
    if not writer.blocks:
        if root.xpath("//input[@type='password']"):
            raise NoText(
                f"{name} is a page to log in at, and no document.",
                hint="Log in, download the document itself, and add that.",
            )
        raise NoText(
            f"{name} shows no words: its page may be made by a script.",
            hint="Open it in a browser, save it as PDF or plain text, and add that.",
        )
    return writer.blocks.read(findings)


def _decode_page(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """The page's characters: by its byte-order mark, else as it declares, else as plain text."""
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = None if marked else _CHARSET.search(data[:4096])
    if declared:
        label = declared.group(1).decode("ascii").lower()
        # What calls itself Latin-1 or ASCII on the web is Windows-1252.
        label = "cp1252" if label in ("iso-8859-1", "latin1", "us-ascii", "ascii") else label
        try:
            if codecs.lookup(label).name not in ("utf-16", "utf-32", "utf-7"):
                return data.decode(label), []
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _find_content(root: etree._Element) -> etree._Element:
    """The page's main part, where it says which and that holds most of the words."""
    for path in (".//main", './/*[@role="main"]', ".//article"):
        found = root.findall(path)
        if len(found) == 1 and len(_words(found[0])) > 0.5 * len(_words(root)):
            return found[0]
    return root


def _words(element: etree._Element) -> str:
    skip = {id(one) for tag in ("script", "style") for one in element.iter(tag)}
    return "".join(one.text or "" for one in element.iter(etree.Element) if id(one) not in skip)


class _Writer:
    """One pass over the page; runs gather until a block begins or ends."""

    def __init__(self, links: NoteLinks) -> None:
        self.blocks = Blocks()
        self.links = links
        self.runs: list[Run] = []
        self.role: LineRole = ""
        self.number = ""
        self.plain = self.loose = self.bold = self.italic = self.raised = 0
        self.lists: list[HtmlList] = []

    def walk(self, root: etree._Element) -> None:
        """Put down what `root` shows. Pages nest deeply where tags are left open: no recursion."""
        outer: list[tuple[LineRole, int, int, int, int]] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                outer.append((self.role, self.bold, self.italic, self.raised, len(self.lists)))
                if not self._open(element):
                    walker.skip_subtree()
                else:
                    self._add(element.text)
                continue
            if element.tag in _BLOCKS or element in self.links.notes:
                self.close()
                self.number = ""
            self.role, self.bold, self.italic, self.raised, depth = outer.pop()
            del self.lists[depth:]
            if element is not root:
                self._add(element.tail)
        self.close()

    def _open(self, element: etree._Element) -> bool:
        """Begin an element; whether what is in it is still to be put down."""
        tag = element.tag
        note = self.links.notes.get(element)
        if not isinstance(tag, str) or element in self.links.backs:
            return False
        if note is None and _is_dropped(element):
            return False
        if tag in _BLOCKS or note is not None:
            self.close()
        self.bold += tag in _BOLD or _BOLD_STYLE.search(element.get("style") or "") is not None
        self.italic += tag in _ITALIC
        self.raised += tag == "sup"
        if note is not None:
            self.role, self.number = "note", note
        elif tag == "li":
            self.number = count(self.lists[-1] if self.lists else None, element)
        elif tag in _HEADINGS and not self.role:
            self.role = "heading"
        if tag == "br":
            self.runs.append(Run("\n"))
        elif element in self.links.marks:
            self.runs.append(Run(self.links.marks[element], mark=True))
            return False
        elif tag in _LISTS:
            self.lists.append(open_list(element, nested=bool(self.lists)))
        elif tag == "pre":
            self.blocks.add_lines("".join(map(str, element.itertext())), role=self.role)
            return False
        elif tag == "table":
            return not self._put_table(element)
        return True

    def close(self) -> None:
        """Put down what has gathered as a block, or as several where empty lines part it."""
        bold, self.plain = self.plain == 0, 0
        set_off, self.loose = self.loose == 0, 0
        runs, self.runs = self.runs, []
        for group in _part(runs):
            number = self.number
            words = "".join(run.text for run in group).strip()
            if number and self.role == "note":
                group = _without_mark(group, number)
            elif number and _OWN_NUMBER.match(words):
                number = ""
            if self.blocks.add(group, number=number, role=self.role, bold=bold, set_off=set_off):
                self.number = ""

    def _add(self, text: str | None) -> None:
        if not text:
            return
        flat = _BREAKS.sub(" ", text)
        raised = self.raised > 0 and MARK.fullmatch(flat.strip()) is not None
        self.runs.append(Run(flat, raised=raised))
        self.plain += 0 if self.bold else len(flat.strip())
        self.loose += 0 if self.bold or self.italic else len(flat.strip())

    def _put_table(self, table: etree._Element) -> bool:
        """Put down a table that holds figures or names, row by row; False where it is layout."""
        if next(table.iterdescendants("table"), None) is not None:
            return False
        rows = [
            [cell for cell in row if cell.tag in ("td", "th")]
            for row in table.iterdescendants("tr")
        ]
        texts = [[_cell_text(cell) for cell in row] for row in rows]
        role = self.role
        if not role and not self.blocks.begun and is_masthead(texts):
            role = "masthead"
        elif is_layout(texts):
            return False
        for caption in table.iterchildren("caption"):
            self.blocks.add(self._read_cell(caption), role=role or "table")
        for row, is_read in zip(rows, find_quotable(texts), strict=True):
            runs: list[Run] = []
            for cell in row:
                if runs:
                    runs.append(Run("\t"))
                runs.extend(self._read_cell(cell))
            heads = all(cell.tag == "th" for cell in row)
            self.blocks.add(runs, role=role or ("cell" if is_read and not heads else "table"))
        return True

    def _read_cell(self, cell: etree._Element) -> list[Run]:
        """A cell's words in one line; breaks in it part masthead fields, so they become tabs."""
        runs: list[Run] = []
        raised = 0
        walker = etree.iterwalk(cell, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if not isinstance(element.tag, str) or element.tag in _DROPPED:
                    walker.skip_subtree()
                    continue
                if element in self.links.marks:
                    runs.append(Run(self.links.marks[element], mark=True))
                    walker.skip_subtree()
                    continue
                raised += element.tag == "sup"
                if element.tag == "br" or (element.tag in _BLOCKS and runs):
                    runs.append(Run("\t"))
                text = element.text
            else:
                raised -= element.tag == "sup"
                text = element.tail if element is not cell else None
            flat = _BREAKS.sub(" ", text or "")
            runs.append(Run(flat, raised=raised > 0 and MARK.fullmatch(flat.strip()) is not None))
        return runs


def _is_dropped(element: etree._Element) -> bool:
    """Whether the element is no part of the text: menus, forms, scripts, what is hidden or deleted.

    Word saves tracked changes as `ins` and `del`; what is struck through otherwise is still shown.
    """
    if element.tag in _DROPPED or element.get("hidden") is not None:
        return True
    if element.tag in ("header", "footer"):  # of the page, not of an article in it
        return element.getparent().tag == "body" and element.find(".//h1") is None
    return (
        element.get("aria-hidden") == "true"
        or (element.get("role") or "") in _ROLES
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _part(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs, parted where two line breaks follow each other."""
    group: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
        elif run.text.strip(" \t\u00a0"):
            if breaks > 1:
                yield group
                group = []
            breaks = 0
        group.append(run)
    yield group


def _without_mark(runs: list[Run], mark: str) -> list[Run]:
    """A note's words without the mark that it begins with."""
    words = "".join(run.text for run in runs)
    match = re.match(rf"\s*[\[(]?{re.escape(mark)}[\])]?[.:]?(?=\s|[A-Z“\"(])\s*", words)
    left = match.end() if match else 0
    kept = []
    for run in runs:
        cut = min(left, len(run.text))
        left -= cut
        kept.append(Run(run.text[cut:], mark=run.mark))
    return kept


def _cell_text(cell: etree._Element) -> str:
    """A cell's words, a line each block in it, as far as the table's kind goes."""
    lines = [""]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if isinstance(element.tag, str):
            if event == "start" and (element.tag in _BLOCKS or element.tag == "br"):
                lines.append("1. " if element.tag == "li" else "")
            lines[-1] += (element.text if event == "start" else element.tail) or ""
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
