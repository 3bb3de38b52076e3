"""Footnotes of a web page: which links are marks, and which blocks are the notes they lead to."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

#: What a footnote's mark looks like, with or without brackets.
MARK = re.compile(r"[\[(]?(?P<mark>\d{1,3}|[a-z]|[ivx]{1,5}|\*{1,4}|[†‡§]{1,3})[\])]?")

_HOLDERS = frozenset({"li", "p", "div", "td", "dd", "aside", "section", "blockquote"})
_BACK = re.compile(r"\W*|(?:back|return)(?: to (?:the )?text)?|top", re.IGNORECASE)
_MAX_NOTE = 6000


class NoteLinks(NamedTuple):
    """The marks with their printed text, the notes with the mark of each, and the links back."""

    marks: dict[etree._Element, str]
    notes: dict[etree._Element, str]
    backs: set[etree._Element]


def find_notes(root: etree._Element) -> NoteLinks:
    """The footnotes that links inside the page make known: a mark that leads down to its note."""
    order: dict[etree._Element, int] = {}
    targets: dict[str, etree._Element] = {}
    links: list[tuple[etree._Element, str]] = []
    for at, element in enumerate(root.iter(etree.Element)):
        order[element] = at
        for attribute in ("id", "name"):
            if name := element.get(attribute):
                targets.setdefault(name, element)
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and len(href) > 1:
            links.append((element, href[1:]))
    marks: dict[etree._Element, str] = {}
    notes: dict[etree._Element, str] = {}
    backs: set[etree._Element] = set()
    lengths: dict[etree._Element, int] = {}
    for link, name in links:
        target = targets.get(name)
        printed = MARK.fullmatch("".join(map(str, link.itertext())).strip())
        if target is None or printed is None or order[target] <= order[link]:
            continue
        holder = _find_holder(target, lengths)
        if holder is None or holder in link.iterancestors():
            continue
        marks[link] = printed.group("mark")
        notes.setdefault(holder, printed.group("mark"))
    for link, name in links:
        target = targets.get(name)
        if target is None or link in marks or order[target] >= order[link]:
            continue
        printed_back = "".join(map(str, link.itertext())).strip()
        if (MARK.fullmatch(printed_back) or _BACK.fullmatch(printed_back)) and any(
            above in notes for above in (link, *link.iterancestors())
        ):
            backs.add(link)
    return NoteLinks(marks, notes, backs)


def _find_holder(
    target: etree._Element, lengths: dict[etree._Element, int]
) -> etree._Element | None:
    """The block that holds a note's words: the nearest around the link's target.

    `lengths` remembers how many characters each block holds, which many links may ask for.
    """
    for element in (target, *target.iterancestors()):
        if element.tag == "body":
            return None
        if element.tag in _HOLDERS:
            if element not in lengths:
                lengths[element] = sum(map(len, map(str, element.itertext())))
            return element if lengths[element] <= _MAX_NOTE else None
    return None
