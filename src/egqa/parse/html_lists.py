"""The lists of a web page, numbered as a browser numbers them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from egqa.parse.number_formats import show_number

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w -]+)", re.IGNORECASE)
_STYLES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimal", "none": "none",
}  # fmt: skip


@dataclass(slots=True)
class HtmlList:
    """An open list: its number format, the next number, and whether it stands inside another."""

    kind: str
    next: int
    step: int
    nested: bool


def count(current: HtmlList | None, entry: etree._Element) -> str:
    """The number a browser shows before an entry of the list `current`, which counts on."""
    if current is None or current.kind == "bullet":
        return "•\t"
    value = (entry.get("value") or "").strip()
    if re.fullmatch(r"-?\d{1,6}", value):
        current.next = int(value)
    number = current.next
    current.next += current.step
    kind = _style_of(entry) or current.kind
    if kind == "none":
        return ""
    shown = show_number(number, kind)
    # Letters are written as the UN does; figures below the first level number no paragraph.
    if kind in ("lowerLetter", "lowerRoman") or (kind == "decimal" and current.nested):
        return f"({shown})\t"
    return f"{shown}.\t"


def open_list(element: etree._Element, *, nested: bool) -> HtmlList:
    """The list that `element` opens."""
    if element.tag != "ol":
        kind = "none" if _style_of(element) == "none" else "bullet"
        return HtmlList(kind, 1, 1, nested)
    reverse = element.get("reversed") is not None
    entries = sum(child.tag == "li" for child in element)
    start = (element.get("start") or "").strip()
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else entries if reverse else 1
    return HtmlList(_style_of(element) or "decimal", number, -1 if reverse else 1, nested)


def _style_of(element: etree._Element) -> str:
    """The number format that a list or an entry asks for, by attribute or style; "" for none."""
    styled = _LIST_STYLE.search(element.get("style") or "")
    for word in styled.group(1).split() if styled else ():
        if word.lower() in _STYLES and len(word) > 1:
            return _STYLES[word.lower()]
    return _STYLES.get((element.get("type") or "").strip(), "")
