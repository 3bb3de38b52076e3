"""Text to `Document`: masthead, units, attribution and audit, put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from egqa.attribution import attribute, describe_status, disclaims
from egqa.errors import NoParagraphs
from egqa.parse.audit import (
    describe,
    find_caution,
    note_blanks,
    note_furniture,
    note_left_out,
    note_masthead,
    note_outside,
    note_symbols,
    note_titles,
)
from egqa.parse.boxes import add_boxes, find_boxes
from egqa.parse.cells import add_cells
from egqa.parse.drafts import Draft, mend_notes, mend_units
from egqa.parse.fragments import add_fragments
from egqa.parse.furniture import Cut, find_furniture, name_kind
from egqa.parse.heading_text import clean_heading
from egqa.parse.inferred import (
    find_self_reference,
    read_agenda_items,
    read_session,
    read_title_session,
)
from egqa.parse.lines import Line, Reading, measure_layout
from egqa.parse.markers import read_heading_label, read_marker
from egqa.parse.masthead import (
    MastheadFields,
    read_job_number,
    read_masthead,
)
from egqa.parse.notes import find_notes, read_notes
from egqa.parse.paragraphs import read_structure
from egqa.parse.parts import is_part_title
from egqa.parse.preamble import is_formula
from egqa.parse.repairs import count_words
from egqa.parse.sponsors import add_sponsors
from egqa.parse.stray_notes import add_stray_notes
from egqa.parse.units import Unit
from egqa.pinpoints import print_pinpoint
from egqa.symbols import find_symbols, parse_symbol, symbol_key
from egqa.types import (
    Document,
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
_MOST_TITLE_LINES = 4
# Lines that the format itself sets apart from the text.
_TOLD: Mapping[str, str] = {"furniture": "", "note": "footnote", "table": "table"}


def assemble(reading: Reading, name: str, sha256: str) -> Document:
    """The document that `reading`, of the file `name`, holds.

    Raises:
        NoParagraphs: it holds no numbered paragraph.
    """
    source, every, findings = reading
    lines = [line for line in every if line.role in ("", "heading", "masthead")]
    # A plain text tells of its tables only.
    told = any(
        line.role not in ("", "table", "cell") or (line.begins and line.role != "cell")
        for line in every
    )
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
    boxes = find_boxes(every)
    boxed = {line.start for box in boxes for line in box.lines}
    kept = [
        line
        for at, line in enumerate(lines)
        if at >= loose and at not in furniture and line.start not in boxed
    ]
    cuts = [
        Cut(Span(lines[at].start, lines[at].end), kind, lines[at].plain)
        for at, kind in furniture.items()
        if at >= loose
    ]
    cuts += [
        Cut(Span(line.start, line.end), _TOLD[line.role] or name_kind(line.plain), line.plain)
        for line in every
        if line.role in _TOLD
    ]
    cells = [line for line in every if line.role == "cell"]
    structure = add_cells(read_structure(kept, layout), cells)
    structure = add_fragments(add_boxes(structure, boxes))
    structure = add_sponsors(structure, lines[:loose], layout, fields.title)
    structure, called = add_stray_notes(structure, read_notes(notes), notes, source)
    cuts += [
        Cut(span, "opening words", source[span.start : span.end]) for span in structure.openings
    ]
    cuts.sort(key=lambda cut: cut.span)
    own = count_words(source)
    drafts, repairs = mend_units(source, structure, own)
    running = _running_symbols(cuts)
    _check_citable(drafts, fields, running, name, headed)
    footnotes, stray = mend_notes(source, called, structure, own, every)
    masthead = _make_masthead(fields, drafts, cuts, running, name, sha256)
    masthead = replace(masthead, caution=find_caution(structure.findings))
    marks = [mark for _, mark, _ in structure.marks]
    rows = [Span(line.start, line.end) for line in cells]
    rows += [Span(line.start, line.end) for box in boxes for line in box.lines]
    paragraphs = _make_paragraphs(
        masthead, drafts, sorted([*(cut.span for cut in cuts), *marks, *rows]), footnotes
    )
    held = {span.start for unit in structure.units for span in unit.ranges}
    audit = (
        *findings,
        *structure.findings,
        *repairs,
        *describe(masthead, paragraphs),
        *note_furniture(cuts, source),
        *stray,
        *note_left_out(cuts),
        *note_masthead([line for line in lines[:loose] if line.start not in held], masthead),
        *note_outside(structure, source),
        *note_titles(structure),
        *note_symbols(fields.symbols, running),
        *note_blanks(paragraphs),
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
        below = lines[index + 1 : index + 1 + _MOST_TITLE_LINES]
        if line.plain == "A" and any(is_formula(one.plain) for one in below):
            return index  # the first of several resolutions of one symbol
        if is_formula(line.plain):
            return index
    return len(lines)


def _check_citable(
    drafts: Sequence[Draft], fields: MastheadFields, running: Sequence[str], name: str, told: bool
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


# ── the masthead ─────────────────────────────────────────────────────────────────────────────


def _running_symbols(cuts: Sequence[Cut]) -> list[str]:
    found: dict[str, str] = {}
    for cut in cuts:
        if cut.kind == "running head":
            for symbol in find_symbols(cut.text):
                found.setdefault(symbol_key(symbol), symbol)
    return list(found.values())


def _make_masthead(
    fields: MastheadFields,
    drafts: Sequence[Draft],
    cuts: Sequence[Cut],
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
    titled = read_title_session(fields.title) or (None, None)
    told = fields.session or titled[0]
    whose = body or (title if title and title.startswith("Report of") else None)
    session = (told, "masthead") if told else read_session(texts, whose)
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
        dates=fields.dates or titled[1],
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
    drafts: Sequence[Draft],
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
        # The lines of a table's row are cut out of the paragraph around it, not out of the row.
        inside = [cut for cut in inside if not _holds(cut, draft.pieces)]
        if inside:
            paragraph = replace(paragraph, cuts=tuple(inside))
        made[unit.number] = paragraph
        if disclaims(draft.text):
            governing.append((paragraph, unit))
    return tuple(made.values())


def _holds(cut: Span, pieces: Sequence[Piece]) -> bool:
    return any(cut.start <= piece.source_start < cut.end for piece in pieces)


def _governs(disclaimer: Unit, unit: Unit) -> bool:
    """A disclaimer holds for what comes after it, up to the next heading of its level or higher."""
    path = disclaimer.headings
    return unit.headings[: len(path)] == path
