"""A citation in any usual spelling to the unit it names; standard library only."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence

from egqa.cite import name_document
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
    document, rest = _find_document(citation.strip(), documents)
    by_number = {one.para: one for one in document.paragraphs if one.para}
    rest = _SAID.sub("", rest)
    printed = {_spell(print_pinpoint(number)): one for number, one in by_number.items()}
    if exact := printed.get(_spell(rest)):
        return document, [exact]
    rest = _bracket_letters(_join_levels(rest), by_number)
    mentions = read_pinpoints(rest)
    part = _read_part(rest, document)
    if not mentions:
        bare = re.search(r"(?:^|[\s,])(\d{1,4})\s*$", rest)
        if bare:
            return document, [_find(bare.group(1), part, by_number, document)]
        if re.search(r"\w", rest):
            raise DocumentUnknown(
                f"{rest.strip(' ,')!r} is not read as a pinpoint.",
                hint="Write it as in “para. 2 (l) (ii)”.",
            )
        return document, []
    found: list[Paragraph] = []
    for mention in mentions:
        found += [_find(number, part, by_number, document) for number in mention.numbers]
        if mention.to:
            found += _range(found[-1], _find(mention.to, part, by_number, document), document)
    return document, list(dict.fromkeys(found))


def _find_document(citation: str, documents: Sequence[Document]) -> tuple[Document, str]:
    """The document that `citation` names, in our own words or others', and what is left of it."""
    for document in documents:
        ours = name_document(document.masthead)
        if citation.startswith(ours) and not re.match(r"[\w/.]", citation[len(ours) :]):
            return document, citation[len(ours) :]
    name, rest = _split(citation, documents)
    return match_document(name, documents), rest


# What our own citations say beside the pinpoint.
_SAID = re.compile(r"\s*\((?:numbering of this copy is broken|not numbered: [^()]*)\)\s*$")
_SPELLINGS = (
    (r"\b(?:sub-?\s?)?para(?:graph)?s?\b\.?", ""),
    (r"\barticles?\b|\barts?\.", "art."),
    (r"\bsect(?:ion)?s?\b\.?", "sect."),
    (r"\bdec\.", "decision"),
    (r"\bres\.", "resolution"),
)


def _spell(text: str) -> str:
    """A pinpoint in one spelling, to be compared with the printed one: no spaces, no commas."""
    text = text.lower()
    for pattern, spelling in _SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return re.sub(r"[\s,]+", "", text)


_QUOTES = " \"“”'"
_SUB = r"(?:sub-?\s?)?(?:paragraphs?|paras?|items?|points?)\.?"
_LABELS = r"(?:\s*\([a-z0-9]{1,6}\))+"
_OF = re.compile(rf"(?:{_SUB})?({_LABELS})\s+(?:of|under|in)\s+(?:{_SUB})\s*(\d{{1,4}})", re.I)
_THEN = re.compile(rf"(?<=[\d)])\s*,?\s*{_SUB}(?={_LABELS})", re.IGNORECASE)


def _join_levels(rest: str) -> str:
    """`rest` with "paragraph 2, sub-paragraph (q)" and "(q) of paragraph 2" written "2 (q)"."""
    return _THEN.sub("", _OF.sub(r"para. \2\1", rest))


def _bracket_letters(rest: str, by_number: Mapping[str, Paragraph]) -> str:
    """`rest` with "2q" written "2(q)", where there is such a unit."""

    def bracket(match: re.Match[str]) -> str:
        number = f"{match.group(1)}({match.group(2).lower()})"
        known = any(one.rpartition(":")[2] == number for one in by_number)
        return number if known else match.group()

    return re.sub(r"(?<![\w.(/])(\d{1,4})\s?([A-Za-z]{1,2})(?![\w.])", bracket, rest)


def _find(
    number: str, part: str, by_number: Mapping[str, Paragraph], document: Document
) -> Paragraph:
    paragraph = by_number.get(f"{part}:{number}" if part else number)
    if paragraph is None:
        raise DocumentUnknown(
            f"{document.masthead.key} has no {print_pinpoint(number)}.",
            hint=_nearest(number, document),
        )
    return paragraph


def _range(first: Paragraph, last: Paragraph, document: Document) -> list[Paragraph]:
    """The units after `first` up to `last`, of their own level."""
    units = list(document.paragraphs)
    between = units[units.index(first) + 1 : units.index(last) + 1]
    return [one for one in between if one.parent == first.parent or one is last]


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
        rest = f"{citation[:start]} {citation[start + len(symbols[0]) :]}"
        return symbols[0], re.sub(r"\b(?:of|in)\s+$", "", rest)
    for cut in re.finditer(r"[\s,]+", citation):
        name, rest = citation[: cut.start()].strip(_QUOTES), citation[cut.start() :]
        if not re.match(r"[\s,]*(?:add|rev|corr)", rest, re.IGNORECASE):
            with contextlib.suppress(DocumentUnknown):
                return match_document(name, documents).masthead.key, rest
    head, comma, tail = citation.partition(",")
    if comma and not _reads_as_pinpoint(head):
        return head.strip(_QUOTES), tail
    mentions = read_pinpoints(citation)
    if mentions:
        before = citation[: mentions[0].span.start].strip(",:" + _QUOTES)
        if before:
            return before, citation[mentions[0].span.start :]
        name = re.sub(r"^[\s,]*(?:(?:of|in)\b)?", "", citation[mentions[-1].span.end :]).strip()
        if name:
            return name, citation[: mentions[-1].span.end]
        if len(documents) == 1:
            return documents[0].masthead.key, citation
        known = ", ".join(one.masthead.key for one in documents)
        raise DocumentUnknown(
            f"{citation!r} names no document.", hint=f"Put one before it: {known}."
        )
    return citation.strip(_QUOTES), ""


def _reads_as_pinpoint(text: str) -> bool:
    mentions = read_pinpoints(text)
    return bool(mentions) and mentions[0].span.start == 0


def _read_part(rest: str, document: Document) -> str:
    """The part that a citation names before its paragraph: "annex I, para. 10"."""
    parts = {one.para.rpartition(":")[0] for one in document.paragraphs if one.para}
    wanted = re.sub(r"[\s,]+", "", re.split(r"\bpara", rest, maxsplit=1)[0]).lower()
    wanted = (
        wanted.replace("decision", "dec.").replace("article", "art.").replace("resolution", "res.")
    )
    if not wanted or wanted in parts:
        return wanted
    inside = [part for part in parts if part.endswith(f"/{wanted}")]
    if len(inside) == 1:
        return inside[0]
    if re.match(r"(?:annex|appendix|enclosure|dec\.|res\.|part|art\.|sect\.|rule)", wanted):
        known = ", ".join(sorted(filter(None, parts)))
        raise DocumentUnknown(
            f"{document.masthead.key} has no {rest.strip(' ,')}.",
            hint=f"Its parts are {known}." if known else "Its paragraphs are in no parts.",
        )
    return ""


def _nearest(number: str, document: Document) -> str:
    """What there is where `number` is not: its siblings, or the range of paragraphs."""
    every = [one.para or "" for one in document.paragraphs]
    stem = number.rpartition("(")[0]
    near = [para for para in every if stem and para.startswith(stem)]
    if near:
        return f"There is {', '.join(near[:12])}{' …' if len(near) > 12 else ''}."
    tops = [para for para in every if para and "(" not in para and "•" not in para]
    return f"Its paragraphs are {tops[0]} to {tops[-1]}." if tops else ""
