"""The words of one Word paragraph: runs, fields, notes' marks, tracked changes, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from egqa.parse.blocks import Run
from egqa.parse.docx_numbering import W
from egqa.parse.docx_styles import Styles, read_raised, read_toggle
from egqa.parse.trees import local_name

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in "hyperlink smartTag sdt sdtContent customXml fldSimple dir bdo ins moveTo".split()
)
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings", re.IGNORECASE)
# The few signs of the Symbol font that texts use; the rest of its private use area shows bullets.
_SYMBOLS = {
    0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "µ", 0x70: "π",
}  # fmt: skip
_RAISED_MARK = re.compile(r"\s*(?:\d{1,3}|[a-z]|\*{1,4}|[†‡§]{1,3})\s*")


@dataclass(slots=True)
class NoteRef:
    """A reference to a note: of which kind, its id, and the mark as printed ("" if automatic)."""

    kind: str
    id: str
    mark: str = ""


@dataclass(slots=True)
class Words:
    """What a paragraph holds.

    A run that refers to a note has an automatic mark or its own; `raised` are the places in `runs`
    of superscripts that look like a note's mark. `boxes` are the text boxes anchored here.
    """

    runs: list[Run | NoteRef] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    raised: list[int] = field(default_factory=list)
    plain: int = 0  # how many of its characters are not bold
    loose: int = 0  # how many are neither bold nor italic
    breaks: int = 0  # how many page breaks Word noted in it when it was last laid out
    contents: bool = False


def said(words: Words) -> str:
    """The text of a paragraph, without the marks of its notes."""
    return "".join(run.text for run in words.runs if isinstance(run, Run)).strip()


class RunReader:
    """Reads paragraph after paragraph; a field may span several."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[dict[str, bool]] = []
        self.insertions = self.deletions = 0

    def read(self, paragraph: etree._Element, style: str) -> Words:
        """The words of `paragraph`, whose style is `style`."""
        words = Words()
        bold = self._styles.is_bold(style)
        hidden = self._styles.is_hidden(style)
        words.contents = any(field["contents"] for field in self._fields)
        for run in self._find_runs(paragraph, words):
            self._read_run(run, words, bold=bold, hidden=hidden)
        # An instruction ends with its paragraph: one that is never closed must hide no more words.
        while self._fields and self._fields[-1]["instruction"]:
            self._fields.pop()
        return words

    def _find_runs(self, element: etree._Element, words: Words) -> Iterator[etree._Element]:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                yield child
            elif tag in _DELETED:
                self.deletions += 1
            elif tag in _TRANSPARENT:
                self.insertions += tag in _ADDED
                yield from self._find_runs(child, words)
            elif tag == f"{_MC}AlternateContent":
                chosen = _choose(child)
                if chosen is not None:
                    yield from self._find_runs(chosen, words)
            elif isinstance(tag, str) and tag.startswith(_M):
                formula = "".join(text.text or "" for text in child.iter(f"{_M}t"))
                words.runs.append(Run(formula))
                words.plain += len(formula)
                words.loose += len(formula)

    def _read_run(self, run: etree._Element, words: Words, *, bold: bool, hidden: bool) -> None:
        marks = run.find(f"{W}rPr")
        style = marks.find(f"{W}rStyle") if marks is not None else None
        if style is not None:
            name = style.get(f"{W}val") or ""
            bold = bold or self._styles.is_bold(name)
            hidden = hidden or self._styles.is_hidden(name)
        if (own := read_toggle(marks, "b")) is not None:
            bold = own
        if (own := read_toggle(marks, "vanish")) is not None:
            hidden = own
        raised = read_raised(marks)
        if raised is None:
            raised = style is not None and self._styles.is_raised(style.get(f"{W}val") or "")
        refs: list[NoteRef] = []
        text: list[str] = []
        for child in run:
            self._read_part(child, text, refs, words)
        shown = "" if hidden else "".join(text)
        if refs and not hidden:
            own_marks = [ref for ref in refs if ref.mark]
            if own_marks and shown.strip():  # the mark is not counted, but typed in the same run
                own_marks[0].mark, shown = shown.strip(), ""
            words.runs.extend(refs)
        if shown:
            if raised and _RAISED_MARK.fullmatch(shown):
                words.raised.append(len(words.runs))
            words.runs.append(Run(shown))
            words.plain += 0 if bold else len(shown.strip())
            words.loose += 0 if bold or read_toggle(marks, "i") else len(shown.strip())

    def _read_part(
        self, part: etree._Element, text: list[str], refs: list[NoteRef], words: Words
    ) -> None:
        tag = part.tag
        if tag == f"{W}fldChar":
            self._read_field(part.get(f"{W}fldCharType") or "")
        elif tag == f"{W}instrText":
            if self._fields and re.match(r"\s*TOC\b", part.text or ""):
                self._fields[-1]["contents"] = words.contents = True
        elif tag == f"{W}lastRenderedPageBreak":
            words.breaks += 1
        elif self._fields and self._fields[-1]["instruction"]:
            return
        elif tag == f"{W}t":
            text.append((part.text or "").replace("\n", " ").replace("\r", " "))
        elif tag in _CHARACTERS:
            text.append(_CHARACTERS[tag])
        elif tag == f"{W}br":
            text.append("\n")
        elif tag == f"{W}sym":
            text.append(_read_symbol(part))
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            custom = (part.get(f"{W}customMarkFollows") or "0") not in ("0", "false", "off")
            kind = local_name(part).removesuffix("Reference")
            refs.append(NoteRef(kind, part.get(f"{W}id") or "", "*" if custom else ""))
        elif tag == f"{W}ruby":
            text.extend(one.text or "" for one in part.iterfind(f"{W}rubyBase//{W}t"))
        elif tag == f"{_MC}AlternateContent":
            chosen = _choose(part)
            for child in chosen if chosen is not None else ():
                self._read_part(child, text, refs, words)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            words.boxes.extend(part.iter(f"{W}txbxContent"))

    def _read_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append({"instruction": True, "contents": False})
        elif self._fields and kind == "separate":
            self._fields[-1]["instruction"] = False
        elif self._fields and kind == "end":
            self._fields.pop()


def _choose(element: etree._Element) -> etree._Element | None:
    """Of what programs may choose between, the part that holds words; both mostly hold the same."""
    parts = [child for child in element if local_name(child) in ("Choice", "Fallback")]
    with_text = (part for part in parts if next(part.iter(f"{W}t"), None) is not None)
    return next(with_text, parts[0] if parts else None)


def _read_symbol(part: etree._Element) -> str:
    code = part.get(f"{W}char") or ""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        return ""
    number = int(code, 16)
    if not _SYMBOL_FONTS.search(part.get(f"{W}font") or ""):
        return chr(number) if number >= 32 and not 0xD800 <= number < 0xE000 else ""
    return _SYMBOLS.get(number & 0xFF, "•")
