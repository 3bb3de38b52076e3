"""`parse(path)`: a file to a `Document` of numbered units, told by its content, not its suffix."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from egqa.attribution import attribute, describe_status, disclaims
from egqa.errors import NoParagraphs, ParseError, UnsupportedFile
from egqa.parse.furniture import find_furniture
from egqa.parse.headings import Heading
from egqa.parse.lines import Line, measure_layout, split_lines
from egqa.parse.markers import read_heading_label, read_marker
from egqa.parse.masthead import (
    MastheadFields,
    find_self_reference,
    read_agenda_items,
    read_job_number,
    read_masthead,
    read_session,
)
from egqa.parse.paragraphs import Structure, Unit, read_structure
from egqa.parse.repairs import count_words, mend
from egqa.parse.text import decode
from egqa.pinpoints import print_pinpoint
from egqa.symbols import find_symbols, symbol_key
from egqa.types import Document, Finding, Masthead, Paragraph, Piece, Pinpoint, Span, SymbolWhere

__all__ = ["PARSER_VERSION", "parse", "parse_bytes"]

#: Part of every fingerprint: a change in what the parser yields must change it.
PARSER_VERSION = "1"

_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)


def parse(path: str | Path, *, max_mb: float = 50) -> Document:
    """Read the file at `path` as a document.

    Raises:
        ParseError: the file is missing, cannot be opened, or is over `max_mb` megabytes.
        UnsupportedFile: there is no reader for what it holds.
        NoText: it is empty.
        NoParagraphs: it holds no numbered paragraph.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise ParseError(f"{path} is a folder.", hint="Name the files in it.")
        size = path.stat().st_size
        if size > max_mb * 1_000_000:
            raise ParseError(
                f"{path.name} is {size / 1e6:.0f} MB; the limit is {max_mb:g} MB.",
                hint="Raise EGQA_MAX_FILE_MB, or split the file.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ParseError(f"There is no file {path}.", hint="Check the path.") from error
    except (OSError, ValueError) as error:
        raise ParseError(f"{path} cannot be read: {error}.", hint="Check its permissions.") from error
    return parse_bytes(data, path.name)


def parse_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file called `name` as a document; raises what `parse` does."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFile(
                f"{name} is {kind}, for which egqa has no reader.",
                hint="Save it as plain text in UTF-8 and add that.",
            )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<akomantoso")):
        raise UnsupportedFile(
            f"{name} is HTML or XML, for which egqa has no reader.",
            hint="Save it as plain text in UTF-8 and add that.",
        )
    source, findings = decode(data, name)
    return _assemble(source, findings, name, hashlib.sha256(data).hexdigest())


def _assemble(source: str, findings: list[Finding], name: str, sha256: str) -> Document:
    lines = split_lines(source)
    layout = measure_layout(lines)
    body_starts = _find_body(lines)
    furniture = find_furniture(lines, body_starts)
    fields, loose = read_masthead(lines, body_starts, layout)
    kept = [line for index, line in enumerate(lines) if index >= loose and index not in furniture]
    structure = read_structure(kept, layout)
    cuts = [(Span(lines[at].start, lines[at].end), kind) for at, kind in furniture.items() if at >= loose]
    if not structure.units:
        raise NoParagraphs(
            f"{name} was read, but holds no numbered paragraph that could be cited.",
            hint="Check that it is the text of a UN document with its paragraph numbers.",
        )
    own = count_words(source)
    drafts: list[tuple[Unit, str, tuple[Piece, ...]]] = []
    repairs: list[Finding] = []
    for unit in structure.units:
        text, pieces, notes = mend(source, unit.ranges, own)
        if text:
            drafts.append((unit, text, pieces))
            repairs.extend(
                Finding("repair", unit.number, note if count == 1 else f"{note} ({count} times)")
                for note, count in Counter(notes).items()
            )
    running = _running_symbols(lines, furniture, loose)
    fields.job_number = fields.job_number or _running_job(lines, furniture, loose)
    masthead = _make_masthead(fields, drafts, running, name, sha256)
    findings = [*findings, *structure.findings, *repairs]
    findings += [
        Finding("furniture", f"line {source.count(chr(10), 0, span.start) + 1}", f"{kind}: {source[span.start:span.end]}")
        for span, kind in cuts
    ]
    findings += _note_outside(structure, source)
    findings += _note_symbols(fields.symbols, running)
    paragraphs = _make_paragraphs(masthead, drafts, [span for span, _ in cuts])
    findings += [
        Finding("blank", paragraph.para or "", "the text has a blank to be filled in: [...]")
        for paragraph in paragraphs
        if "[...]" in paragraph.text or "[…]" in paragraph.text
    ]
    return Document(masthead, source, paragraphs, tuple(findings))


def _find_body(lines: list[Line]) -> int:
    """The index of the first line that is a marker or a numbered heading: the masthead ends there."""
    for index, line in enumerate(lines):
        marker = read_marker(line)
        if marker and marker.kind != "bullet" and (marker.words(line).strip() or marker.kind == "number"):
            return index
        labelled = read_heading_label(line.plain)
        if labelled and labelled[1] and labelled[0] in ("I", "II", "III", "IV", "V", "VI", "VII", "A", "B", "C"):
            return index
    return len(lines)


def _running_symbols(lines: list[Line], furniture: dict[int, str], loose: int) -> list[str]:
    found: dict[str, str] = {}
    for index, kind in furniture.items():
        if kind == "running head" and index >= loose:
            for symbol in find_symbols(lines[index].plain):
                found.setdefault(symbol_key(symbol), symbol)
    return list(found.values())


def _running_job(lines: list[Line], furniture: dict[int, str], loose: int) -> str | None:
    for index, kind in furniture.items():
        if kind == "job number" and index >= loose and (job := read_job_number(lines[index].plain)):
            return job
    return None


def _make_masthead(
    fields: MastheadFields,
    drafts: list[tuple[Unit, str, tuple[Piece, ...]]],
    running: list[str],
    name: str,
    sha256: str,
) -> Masthead:
    symbols = list({symbol_key(symbol): symbol for symbol in reversed(fields.symbols)}.values())[::-1]
    where: SymbolWhere = "masthead" if symbols else "running_header" if running else "not_printed"
    symbols = symbols or running[:1]
    texts = [(unit.number, text) for unit, text, _ in drafts]
    title = ", ".join(fields.title) or None
    inferred = None if symbols else find_self_reference(texts, title or "")
    session = (fields.session, "masthead") if fields.session else read_session(
        texts, ", ".join(fields.body) or None
    )
    headings = [heading.text for unit, _, _ in drafts for heading in unit.headings]
    masthead = Masthead(
        key=symbols[0].rstrip("*") if symbols else Path(name).stem,
        file=name,
        sha256=sha256,
        symbols=tuple(symbols),
        symbol_where=where,
        symbol_inferred=inferred[0] if inferred else None,
        inferred_from=print_pinpoint(inferred[1]) if inferred else None,
        title=title,
        body=", ".join(fields.body) or None,
        session=session[0] if session else None,
        session_from=session[1] if session else None,
        venue=fields.venue,
        dates=fields.dates,
        distribution=fields.distribution,
        date=fields.date,
        language=fields.language,
        job_number=fields.job_number,
        agenda_items=tuple(fields.agenda_items or read_agenda_items(headings, [text for _, text in texts])),
        rapporteur=fields.rapporteur,
    )
    return _with_status(masthead)


def _with_status(masthead: Masthead) -> Masthead:
    return replace(masthead, status=describe_status(masthead))


def _make_paragraphs(
    masthead: Masthead, drafts: list[tuple[Unit, str, tuple[Piece, ...]]], cuts: list[Span]
) -> tuple[Paragraph, ...]:
    made: dict[str, Paragraph] = {}
    governing: list[tuple[Paragraph, Unit]] = []
    for unit, text, pieces in drafts:
        chapeau: tuple[Paragraph, ...] = ()
        if unit.parent and unit.parent in made:
            above = made[unit.parent]
            chapeau = (*above.chapeau, above)
        governing = [(p, draft) for p, draft in governing if _governs(draft, unit)]
        start, end = pieces[0].source_start, pieces[-1].source_start + pieces[-1].end - pieces[-1].start
        paragraph = Paragraph(
            masthead=masthead,
            pinpoint=Pinpoint(unit.number),
            text=text,
            pieces=pieces,
            parent=Pinpoint(unit.parent) if unit.parent and unit.parent in made else None,
            marker=unit.marker,
            cuts=tuple(cut for cut in cuts if start <= cut.start and cut.end <= end),
            page=unit.page,
            headings=tuple(heading.text for heading in unit.headings),
            chapeau=chapeau,
            governed_by=tuple(p for p, _ in governing),
            attribution=attribute(text, tuple(p.text for p in chapeau)),
        )
        made[unit.number] = paragraph
        if disclaims(text):
            governing.append((paragraph, unit))
    return tuple(made.values())


def _governs(disclaimer: Unit, unit: Unit) -> bool:
    """A disclaimer holds for what comes after it, up to the next heading of its level or higher."""
    path: tuple[Heading, ...] = disclaimer.headings
    return unit.headings[: len(path)] == path


def _note_outside(structure: Structure, source: str) -> list[Finding]:
    if not structure.outside:
        return []
    words = sum(len(source[span.start : span.end].split()) for span in structure.outside)
    first = source[structure.outside[0].start : structure.outside[0].end][:60]
    return [
        Finding(
            "outside",
            f"{len(structure.outside)} lines",
            f"{words} words stand outside any numbered paragraph and cannot be cited, from “{first}…”",
        )
    ]


def _note_symbols(printed: list[str], running: list[str]) -> list[Finding]:
    keys = {symbol_key(symbol) for symbol in printed} or {symbol_key(symbol) for symbol in running[:1]}
    return [
        Finding("symbol", symbol, "a running head prints another symbol than the document's own")
        for symbol in running
        if symbol_key(symbol) not in keys
    ]
