"""The audit: what the parser met in a document, said so that a reader can check it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.parse.furniture import Cut
from egqa.parse.lines import Line
from egqa.parse.units import Structure
from egqa.symbols import symbol_key
from egqa.types import Finding, Masthead, Paragraph

#: Findings that put every number in the copy in doubt.
_BROKEN = ("gap", "duplicate", "restart without a heading")

# What mastheads print beside their fields.
_PRINTED_BY_ALL = ("United Nations Distr Original English Agenda item items",)
_LONGEST = 400
_NAMED = {
    "table": "in tables of figures",
    "contents": "in the table of contents",
    "opening words": "that only open what stands below them",
}
_WORD = re.compile(r"\w+")
_PREAMBULAR = re.compile(r"(?:^|:)pp\d+$")


def find_caution(findings: Sequence[Finding]) -> str | None:
    """What is wrong with the numbers of this copy's paragraphs, in a sentence, or None."""
    # Preambular paragraphs have no printed number that could be broken.
    broken = [
        one
        for one in findings
        if one.kind in _BROKEN and "(" not in one.where and not _PREAMBULAR.search(one.where)
    ]
    if not broken or [one.kind for one in broken] == ["gap"]:
        return None  # one number that is left out puts no other in doubt: the audit says so
    said = "; ".join(
        f"{one.where} stands more than once" if one.kind == "duplicate" else one.detail
        for one in broken[:3]
    )
    more = f"; and {len(broken) - 3} more" if len(broken) > 3 else ""
    return f"The numbering of this copy is broken: {said}{more}."


def describe(masthead: Masthead, paragraphs: Sequence[Paragraph]) -> list[Finding]:
    """What was found: how many units of which kind; a symbol that is doubtful."""
    numbered = [one for one in paragraphs if one.para]
    tops = [one for one in numbered if one.parent is None]
    kinds = {
        "paragraphs": len(tops),
        "below them": len(numbered) - len(tops),
        "without a number": len(paragraphs) - len(numbered),
        "footnotes": sum(len(one.notes) for one in paragraphs),
    }
    counted = ", ".join(
        f"{count} {kind.removesuffix('s') if count == 1 else kind}"
        for kind, count in kinds.items()
        if count
    )
    found = [Finding("detected", "whole document", counted)]
    if masthead.symbol_doubt:
        found.append(Finding("symbol", masthead.symbols[0], masthead.symbol_doubt))
    return found


#: What ends a line of a source: findings count lines by it.
LINE_END = re.compile(r"\r\n?|\n")


def note_furniture(cuts: Sequence[Cut], source: str) -> list[Finding]:
    """What was cut out of the text, line by line."""
    notes, line, at = [], 1, 0
    for cut in cuts:
        line += len(LINE_END.findall(source, at, cut.span.start))
        at = cut.span.start
        words = cut.text if len(cut.text) <= 80 else f"{cut.text[:79]}…"
        notes.append(Finding("furniture", f"line {line}", f"{cut.kind}: {words}"))
    return notes


def note_masthead(lines: Sequence[Line], masthead: Masthead) -> list[Finding]:
    """The words of the masthead that none of its fields has, as an agenda item's title."""
    fields = (
        *masthead.symbols, masthead.title, masthead.body, masthead.session, masthead.venue,
        masthead.dates, masthead.distribution, masthead.date, masthead.language,
        masthead.job_number, *masthead.agenda_items, masthead.rapporteur, *_PRINTED_BY_ALL,
    )  # fmt: skip
    kept = {word for field in fields if field for word in _WORD.findall(field.lower())}
    missed = []
    for line in lines:
        words = _WORD.findall(line.plain.lower())
        if 2 * sum(word not in kept for word in words) > len(words):
            missed.append(line.plain)
    if not missed:
        return []
    count = sum(len(text.split()) for text in missed)
    detail = f"{count} words are in no field of the masthead: {' / '.join(missed)[:_LONGEST]}"
    return [Finding("masthead", "masthead", detail)]


def note_left_out(cuts: Sequence[Cut]) -> list[Finding]:
    """How many words are in no unit because of what they are: a table's figures, a page's head."""
    words: dict[str, int] = {}
    for cut in cuts:
        # Footnotes are kept with their units, and told where no unit calls them.
        count = sum(any(map(str.isalnum, word)) for word in cut.text.split())
        if cut.kind != "footnote" and count:
            named = _NAMED.get(cut.kind, "of the page’s own")
            words[named] = words.get(named, 0) + count
    if not words:
        return []
    counted = ", ".join(f"{count:,} {named}" for named, count in words.items())
    return [Finding("left out", "whole document", f"words in no paragraph: {counted}")]


def note_outside(structure: Structure, source: str) -> list[Finding]:
    """How many words no citation can reach."""
    if not structure.outside:
        return []
    words = sum(len(source[span.start : span.end].split()) for span in structure.outside)
    first = source[structure.outside[0].start : structure.outside[0].end][:60]
    count = len(structure.outside)
    return [
        Finding(
            "outside",
            f"{count} lines" if count > 1 else "1 line",
            f"{words} words stand outside any numbered paragraph and cannot be cited, "
            f"from “{first}…”",
        )
    ]


def note_titles(structure: Structure) -> list[Finding]:
    """How many words are headings over no unit, which no citation shows."""
    titles = structure.titles
    if not titles:
        return []
    words = sum(len(title.line.text.split()) for title in titles)
    count = sum(title.begins for title in titles)
    detail = f"{words} words are headings over no paragraph, from “{titles[0].line.plain[:60]}…”"
    return [Finding("heading", f"{count} headings" if count > 1 else "1 heading", detail)]


def note_symbols(printed: Sequence[str], running: Sequence[str]) -> list[Finding]:
    """Symbols in running heads that are not the document's own."""
    keys = {symbol_key(symbol) for symbol in printed or running[:1]}
    return [
        Finding("symbol", symbol, "a running head prints another symbol than the document's own")
        for symbol in running
        if symbol_key(symbol) not in keys
    ]


def note_blanks(paragraphs: Sequence[Paragraph]) -> list[Finding]:
    """Units whose text has a blank that is to be filled in."""
    detail = "the text has a blank to be filled in: [...]"
    return [
        Finding("blank", paragraph.para or "", detail)
        for paragraph in paragraphs
        if "[...]" in paragraph.text or "[…]" in paragraph.text
    ]
