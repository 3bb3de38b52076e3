"""A citation in any usual spelling to the unit it names; standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.errors import DocumentUnknown
from egqa.library import match_document
from egqa.pinpoints import print_pinpoint, read_pinpoints
from egqa.symbols import find_symbols
from egqa.types import Document, Paragraph


def find_cited(citation: str, documents: Sequence[Document]) -> tuple[Document, list[Paragraph]]:
    """The document and the units that `citation` names; no units where it names the document alone.

    Raises:
        DocumentUnknown: no such document, or no such unit in it; the hint says what there is.
    """
    name, rest = _split(citation, documents)
    document = match_document(name, documents)
    mentions = read_pinpoints(rest)
    if not mentions:
        bare = re.search(r"(?:^|[\s,])(\d{1,4})\s*$", rest)
        if not bare:
            return document, []
        numbers = [bare.group(1)]
    else:
        numbers = [number for mention in mentions for number in mention.numbers]
    part = _read_part(rest, document)
    by_number = {one.para: one for one in document.paragraphs}
    found = []
    for number in numbers:
        paragraph = by_number.get(f"{part}:{number}" if part else number)
        if paragraph is None:
            raise DocumentUnknown(
                f"{document.masthead.key} has no {print_pinpoint(number)}.", hint=_nearest(number, document)
            )
        found.append(paragraph)
    return document, found


def _split(citation: str, documents: Sequence[Document]) -> tuple[str, str]:
    """The name of the document, and what is left of the citation."""
    names = {
        name
        for one in documents
        for name in (one.masthead.key, one.masthead.file, one.masthead.file.rsplit(".", 1)[0])
    }
    for name in sorted(names, key=len, reverse=True):
        if citation.strip().lower().startswith(name.lower()):
            exact = next(one for one in names if one.lower() == name.lower())
            return exact, citation.strip()[len(name) :]
    symbols = find_symbols(citation.upper())
    if symbols:
        start = citation.upper().find(symbols[0])
        return symbols[0], citation[start + len(symbols[0]) :]
    head, comma, tail = citation.partition(",")
    if comma:
        return head.strip(), tail
    mentions = read_pinpoints(citation)
    if mentions:
        return citation[: mentions[0].span.start].strip(" ,:"), citation[mentions[0].span.start :]
    return citation.strip(), ""


def _read_part(rest: str, document: Document) -> str:
    """The part that a citation names before its paragraph: "annex I, para. 10"."""
    parts = {one.para.rpartition(":")[0] for one in document.paragraphs if one.para}
    wanted = re.sub(r"[\s,]+", "", re.split(r"\bpara", rest, maxsplit=1)[0]).lower()
    wanted = wanted.replace("decision", "dec.").replace("article", "art.").replace("resolution", "res.")
    return wanted if wanted and wanted in parts else ""


def _nearest(number: str, document: Document) -> str:
    """What there is where `number` is not: its siblings, or the range of paragraphs."""
    stem = number.rpartition("(")[0]
    near = [one.para or "" for one in document.paragraphs if stem and (one.para or "").startswith(stem)]
    if near:
        return f"There is {', '.join(near[:12])}{' …' if len(near) > 12 else ''}."
    tops = [one.para or "" for one in document.paragraphs if "(" not in (one.para or "") and "•" not in (one.para or "")]
    return f"Its paragraphs are {tops[0]} to {tops[-1]}." if tops else ""
