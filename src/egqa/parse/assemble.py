"""Text to `Document`: masthead, units, attribution and audit, put together."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from egqa.attribution import attribute, describe_status, disclaims
from egqa.errors import NoParagraphs
from egqa.parse.furniture import find_furniture, name_kind
from egqa.parse.heading_text import clean_heading
from egqa.parse.inferred import find_self_reference, read_agenda_items, read_session
from egqa.parse.lines import Line, Reading, measure_layout
from egqa.parse.markers import read_heading_label, read_marker
from egqa.parse.masthead import (
    MastheadFields,
    read_job_number,
    read_masthead,
)
from egqa.parse.notes import Footnote, attach, find_notes, read_notes
from egqa.parse.paragraphs import read_structure
from egqa.parse.parts import is_part_title
from egqa.parse.preamble import is_formula
from egqa.parse.repairs import count_words, mend, note_invisible
from egqa.parse.units import Structure, Unit
from egqa.pinpoints import print_pinpoint
from egqa.symbols import find_symbols, parse_symbol, symbol_key
from egqa.types import (
    Document,
    Finding,
    Masthead,
    Note,
    Paragraph,
    Piece,
    Pinpoint,
    Span,
    SymbolWhere,
)

_FIRST_LABELS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "A", "B", "C", "D")
_MAX_GOVERNING = 8
# Lines that the format itself sets apart from the text.
_TOLD: Mapping[str, str] = {"furniture": "", "note": "footnote", "table": "table"}
#: Findings that put every number in the copy in doubt.
_BROKEN = ("gap", "duplicate", "restart without a heading")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A unit with its mended words and their map."""

    unit: Unit
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line of furniture after the masthead."""

    span: Span
    kind: str
    text: str


def assemble(reading: Reading, name: str, sha256: str) -> Document:
    """The document that `reading`, of the file `name`, holds.

    Raises:
        NoParagraphs: it holds no numbered paragraph.
    """
    source, every, findings = reading
    lines = [line for line in every if line.role in ("", "heading", "masthead")]
    told = any(line.role or line.begins for line in every)
    layout = measure_layout(lines)
    body_starts = _find_body(lines)
    furniture = find_furniture(lines, body_starts, told=told)
    notes = [line for line in every if line.role == "note"]
    if not told:
        found, lines = find_notes(lines, furniture)
        notes = [lines[at] for at in found]
        furniture |= dict.fromkeys(found, "footnote")
    fields, loose = read_masthead(lines, body_starts, layout)
    headed = any(line.role == "masthead" for line in lines)
    loose = body_starts if headed else loose
    kept = [line for at, line in enumerate(lines) if at >= loose and at not in furniture]
    cuts = [
        _Cut(Span(lines[at].start, lines[at].end), kind, lines[at].plain)
        for at, kind in furniture.items()
        if at >= loose
    ]
    cuts += [
        _Cut(Span(line.start, line.end), _TOLD[line.role] or name_kind(line.plain), line.plain)
        for line in every
        if line.role in _TOLD
    ]
    cuts.sort(key=lambda cut: cut.span)
    structure = read_structure(kept, layout)
    drafts, repairs = _mend_units(source, structure)
    running = _running_symbols(cuts)
    _check_citable(drafts, fields, running, name, headed)
    footnotes, stray = _mend_notes(source, read_notes(notes), structure)
    masthead = _make_masthead(fields, drafts, cuts, running, name, sha256)
    masthead = replace(masthead, caution=_find_caution(structure.findings))
    marks = [mark for _, mark, _ in structure.marks]
    paragraphs = _make_paragraphs(
        masthead, drafts, sorted([cut.span for cut in cuts] + marks), footnotes
    )
    audit = (
        *findings,
        *structure.findings,
        *repairs,
        *_note_detected(masthead, paragraphs),
        *_note_furniture(cuts, source),
        *stray,
        *_note_outside(structure, source),
        *_note_symbols(fields.symbols, running),
        *_note_blanks(paragraphs),
    )
    return Document(masthead, source, paragraphs, audit)


def _find_body(lines: list[Line]) -> int:
    """The index of the first line that is a marker or a numbered heading: the masthead ends there.

    A table of contents is no part of the masthead either.
    """
    told = [at for at, line in enumerate(lines) if line.role == "masthead"]
    if told:
        return told[-1] + 1
    for index, line in enumerate(lines):
        if line.role == "heading":
            return index
        marker = read_marker(line)
        if marker and (marker.kind == "number" or (marker.kind == "label" and marker.words(line))):
            return index
        labelled = read_heading_label(line.plain)
        if labelled and labelled[0] in _FIRST_LABELS:
            return index
        if is_part_title(clean_heading(line.plain)) or line.plain.lower() == "contents":
            return index
        if is_formula(line.plain):
            return index
    return len(lines)


def _check_citable(
    drafts: Sequence[_Draft], fields: MastheadFields, running: Sequence[str], name: str, told: bool
) -> None:
    """Refuse what holds nothing to cite: no number anywhere, and nothing that says it is a record.

    `told` is whether the format itself has a masthead.

    Raises:
        NoParagraphs: that is so.
    """
    if any(not draft.unit.is_unnumbered for draft in drafts):
        return
    says = fields.symbols or running or fields.distribution or fields.job_number or told
    if not drafts or not says:
        raise NoParagraphs(
            f"{name} was read, but holds no numbered paragraph that could be cited"
            + (", and nothing says that it is a UN document." if drafts else "."),
            hint="Check that it is the text of a UN document with its paragraph numbers.",
        )


def _mend_units(source: str, structure: Structure) -> tuple[list[_Draft], list[Finding]]:
    own = count_words(source)
    drafts: list[_Draft] = []
    repairs: list[Finding] = []
    for unit in structure.units:
        text, pieces, notes = mend(source, unit.ranges, own)
        if not text:
            continue
        drafts.append(_Draft(unit, text, pieces))
        notes += note_invisible(source[unit.marker_at.start : unit.marker_at.end])
        repairs.extend(
            Finding("repair", unit.number, note if count == 1 else f"{note} ({count} times)")
            for note, count in Counter(notes).items()
        )
    return drafts, repairs


def _mend_notes(
    source: str, notes: Sequence[Footnote], structure: Structure
) -> tuple[dict[str, tuple[Note, ...]], list[Finding]]:
    """The footnotes of each unit, and what is said of those whose mark stands in none."""
    kept, loose = attach(notes, structure.marks)
    own = count_words(source)

    def make(note: Footnote) -> Note:
        text, _, _ = mend(source, note.ranges, own)
        return Note(note.mark, text, Span(note.ranges[0].start, note.ranges[-1].end))

    made = {number: tuple(map(make, found)) for number, found in kept.items()}
    stray = [
        Finding(
            "note",
            f"note {note.mark}".strip(),
            f"its mark stands in no unit: {make(note).text[:80]}",
        )
        for note in loose
    ]
    return made, stray


# ── the masthead ─────────────────────────────────────────────────────────────────────────────


def _running_symbols(cuts: Sequence[_Cut]) -> list[str]:
    found: dict[str, str] = {}
    for cut in cuts:
        if cut.kind == "running head":
            for symbol in find_symbols(cut.text):
                found.setdefault(symbol_key(symbol), symbol)
    return list(found.values())


def _make_masthead(
    fields: MastheadFields,
    drafts: Sequence[_Draft],
    cuts: Sequence[_Cut],
    running: list[str],
    name: str,
    sha256: str,
) -> Masthead:
    symbols = tuple(fields.symbols) or tuple(running[:1])
    where: SymbolWhere = "running_header" if running else "not_printed"
    texts = [(draft.unit.number, draft.text) for draft in drafts]
    title = ", ".join(fields.title) or None
    body = ", ".join(fields.body) or None
    inferred = None if symbols else find_self_reference(texts, title or "")
    doubts = [parse_symbol(symbol).doubt for symbol in symbols]
    session = (fields.session, "masthead") if fields.session else read_session(texts, body)
    headings = list(dict.fromkeys(h.text for draft in drafts for h in draft.unit.headings))
    jobs = (read_job_number(cut.text) for cut in cuts if cut.kind == "job number")
    items = fields.agenda_items or read_agenda_items(headings, [text for _, text in texts])
    masthead = Masthead(
        key=symbols[0].rstrip("*") if symbols else Path(name).stem,
        file=name,
        sha256=sha256,
        symbols=symbols,
        symbol_where="masthead" if fields.symbols else where,
        symbol_inferred=inferred[0] if inferred else None,
        inferred_from=print_pinpoint(inferred[1]) if inferred else None,
        title=title,
        body=body,
        session=session[0] if session else None,
        session_from=session[1] if session else None,
        venue=fields.venue,
        dates=fields.dates,
        distribution=fields.distribution,
        date=fields.date,
        language=fields.language,
        job_number=fields.job_number or next(filter(None, jobs), None),
        agenda_items=tuple(items),
        rapporteur=fields.rapporteur,
        symbol_doubt=next(filter(None, doubts), None),
    )
    return replace(masthead, status=describe_status(masthead))


# ── the units ────────────────────────────────────────────────────────────────────────────────


def _make_paragraphs(
    masthead: Masthead,
    drafts: Sequence[_Draft],
    cuts: Sequence[Span],
    notes: Mapping[str, tuple[Note, ...]],
) -> tuple[Paragraph, ...]:
    made: dict[str, Paragraph] = {}
    governing: list[tuple[Paragraph, Unit]] = []
    starts = [cut.start for cut in cuts]
    for draft in drafts:
        unit = draft.unit
        above = made.get(unit.parent or "")
        chapeau = (*above.chapeau, above) if above else ()
        governing = [(p, by) for p, by in governing if _governs(by, unit)][-_MAX_GOVERNING:]
        paragraph = Paragraph(
            masthead=masthead,
            pinpoint=None if unit.is_unnumbered else Pinpoint(unit.number),
            text=draft.text,
            pieces=draft.pieces,
            parent=above.pinpoint if above else None,
            marker=unit.marker,
            page=unit.page,
            headings=tuple(heading.text for heading in unit.headings),
            chapeau=chapeau,
            governed_by=tuple(p for p, _ in governing),
            attribution=attribute(draft.text, tuple(p.text for p in chapeau)),
            notes=notes.get(unit.number, ()),
            ordinal=int(unit.number[1:]) if unit.is_unnumbered else 0,
        )
        start, end = paragraph.hull
        inside = cuts[bisect_right(starts, start) : bisect_right(starts, end)]
        if inside:
            paragraph = replace(paragraph, cuts=tuple(inside))
        made[unit.number] = paragraph
        if disclaims(draft.text):
            governing.append((paragraph, unit))
    return tuple(made.values())


def _governs(disclaimer: Unit, unit: Unit) -> bool:
    """A disclaimer holds for what comes after it, up to the next heading of its level or higher."""
    path = disclaimer.headings
    return unit.headings[: len(path)] == path


def _find_caution(findings: Sequence[Finding]) -> str | None:
    """What is wrong with the numbers of this copy's paragraphs, in a sentence, or None."""
    broken = [one for one in findings if one.kind in _BROKEN and "(" not in one.where]
    if not broken or [one.kind for one in broken] == ["gap"]:
        return None  # one number that is left out puts no other in doubt: the audit says so
    said = "; ".join(
        f"{one.where} stands more than once" if one.kind == "duplicate" else one.detail
        for one in broken[:3]
    )
    more = f"; and {len(broken) - 3} more" if len(broken) > 3 else ""
    return f"The numbering of this copy is broken: {said}{more}."


# ── the audit ────────────────────────────────────────────────────────────────────────────────


def _note_detected(masthead: Masthead, paragraphs: Sequence[Paragraph]) -> list[Finding]:
    """What was found: how many units of which kind; a symbol that is doubtful."""
    numbered = [one for one in paragraphs if one.para]
    tops = [one for one in numbered if one.parent is None]
    kinds = {
        "paragraphs": len(tops),
        "below them": len(numbered) - len(tops),
        "without a number": len(paragraphs) - len(numbered),
        "footnotes": sum(len(one.notes) for one in paragraphs),
    }
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)
    found = [Finding("detected", "whole document", counted)]
    if masthead.symbol_doubt:
        found.append(Finding("symbol", masthead.symbols[0], masthead.symbol_doubt))
    return found


def _note_furniture(cuts: Sequence[_Cut], source: str) -> list[Finding]:
    notes, line, at = [], 1, 0
    for cut in cuts:
        line += source.count("\n", at, cut.span.start)
        at = cut.span.start
        words = cut.text if len(cut.text) <= 80 else f"{cut.text[:79]}…"
        notes.append(Finding("furniture", f"line {line}", f"{cut.kind}: {words}"))
    return notes


def _note_outside(structure: Structure, source: str) -> list[Finding]:
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


def _note_symbols(printed: Sequence[str], running: Sequence[str]) -> list[Finding]:
    keys = {symbol_key(symbol) for symbol in printed or running[:1]}
    return [
        Finding("symbol", symbol, "a running head prints another symbol than the document's own")
        for symbol in running
        if symbol_key(symbol) not in keys
    ]


def _note_blanks(paragraphs: Sequence[Paragraph]) -> list[Finding]:
    detail = "the text has a blank to be filled in: [...]"
    return [
        Finding("blank", paragraph.para or "", detail)
        for paragraph in paragraphs
        if "[...]" in paragraph.text or "[…]" in paragraph.text
    ]
