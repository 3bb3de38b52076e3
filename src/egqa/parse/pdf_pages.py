"""The bytes of a PDF file to a `Reading`: pages, rows, columns, margins, notes, lines."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium

from egqa.errors import NoText, ParseError
from egqa.parse.lines import Reading
from egqa.parse.notices import says_error
from egqa.parse.pdf_cells import order_cells
from egqa.parse.pdf_child import Limits
from egqa.parse.pdf_columns import Flow, find_gutter, flow_page
from egqa.parse.pdf_drawn import beyond_tables
from egqa.parse.pdf_glyphs import open_pdf, read_page
from egqa.parse.pdf_headings import measure
from egqa.parse.pdf_lines import make_reading, mark_contents
from egqa.parse.pdf_lists import order_lists
from egqa.parse.pdf_margins import mark_margins, mark_notice, mark_rules
from egqa.parse.pdf_notes import mark_endnotes, mark_notes, mark_table_notes
from egqa.parse.pdf_rows import Row, make_rows, rules_of
from egqa.parse.pdf_tables import describe_tables, mark_drawn, mark_tables
from egqa.parse.pdf_words import Page
from egqa.types import Finding

_UNREADABLE = 0.2


def read_pages(data: bytes, name: str, limits: Limits) -> Reading:
    """Read a PDF file; called in the child process.

    Raises:
        NoText: it is a scan, encrypted, or a notice in place of a document.
        ParseError: it is damaged, or larger than `limits` allow.
    """
    pages, findings = _load(data, name, limits)
    rows = []
    for page in pages:
        mine, covered = make_rows(page)
        rows.append(mine)
        findings.extend(
            Finding("overlaid", f"page {page.number}", f"printed under other words: {_short(text)}")
            for text in covered
        )
        findings.extend(
            Finding("overlaid", f"page {page.number}", f"hidden from the reader: {_short(text)}")
            for text in page.hidden
        )
    mark_margins(pages, rows)
    flows = _flow(pages, rows)
    _mark(flows, pages)
    drawn = {page.number: (page, rules_of(page)) for page in pages}
    for flow in flows:
        flow.rows = order_cells(order_lists(flow.rows), *drawn[flow.page])
        findings.extend(describe_tables(flow))
    reading = make_reading(flows, pages, findings)
    _refuse_notice(reading.source, name)
    return reading


def _flow(pages: list[Page], rows: list[list[Row]]) -> list[Flow]:
    """The rows of all pages in reading order; a page's head comes first, its foot last."""
    gutters = [
        find_gutter(beyond_tables(mine, page)) for page, mine in zip(pages, rows, strict=True)
    ]
    known = [gutter for gutter in gutters if gutter is not None]
    flows: list[Flow] = []
    for page, mine, gutter in zip(pages, rows, gutters, strict=True):
        # A page with a few lines in two columns shows no gutter; the others' is its own.
        if gutter is None and len(known) * 3 >= len(pages):
            gutter = next(iter(known), None)
        margins = [row for row in mine if row.role == "furniture"]
        body = flow_page(page.number, mine, gutter)
        top = body[0].rows[0].base if body else 0.0
        head = [row for row in margins if row.base > top]
        foot = [row for row in margins if row.base <= top]
        flows.append(Flow(page.number, head, 0.0, page.width))
        flows.extend(body)
        flows.append(Flow(page.number, foot, 0.0, page.width))
    return [flow for flow in flows if flow.rows]


def _mark(flows: list[Flow], pages: list[Page]) -> None:
    """Tell notes, small print, rules, contents and tables."""
    usual = measure(flows)
    rules = {page.number: rules_of(page) for page in pages}
    first = pages[0]
    mark_drawn(flows, pages, usual.body)
    for flow in flows:
        if any(not row.role for row in flow.rows):
            mark_notes(flow, rules[flow.page], usual.body)
            mark_table_notes(flow, usual.body)
        if flow.page == first.number:
            mark_notice(flow.rows, first, usual.body, usual.pitch)
    mark_endnotes(flows, usual.body)
    for flow in flows:
        mark_rules(flow.rows)
    mark_contents(flows)
    mark_tables(flows, usual.body, first_page=first.number)


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


def _load(data: bytes, name: str, limits: Limits) -> tuple[list[Page], list[Finding]]:
    try:
        document = open_pdf(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise NoText(
                f"{name} is encrypted: it cannot be read without its password.",
                hint="Save a copy without a password and add that.",
            ) from error
        raise ParseError(
            f"{name} is damaged: it begins as a PDF file but cannot be opened as one.",
            hint="Download it again.",
        ) from error
    count = len(document)
    if count > limits.pages:
        raise ParseError(
            f"{name} says it has {count:,} pages; the limit is {limits.pages:,}.",
            hint="Split the file, or check where it comes from.",
        )
    pages: list[Page] = []
    findings: list[Finding] = []
    left = limits.characters
    for index in range(count):
        page = _load_page(document, index, min(limits.page_characters, left))
        if page is None:
            findings.append(
                Finding("damaged", f"page {index + 1}", "the page cannot be read; it is left out")
            )
            continue
        left -= sum(len(word.text) for word in page.words)
        pages.append(page)
    if not pages:
        raise ParseError(
            f"{name} is damaged: none of its pages can be read.", hint="Download it again."
        )
    findings.extend(_note_missing(pages, name))
    return pages, findings


def _load_page(document: Any, index: int, most: int) -> Page | None:
    try:
        page = document[index]
        return read_page(page, index + 1, most=most)
    except pdfium.PdfiumError:
        return None


def _note_missing(pages: list[Page], name: str) -> list[Finding]:
    """Findings on pages without text; raises where there is none that can be used."""
    letters = sum(len(word.text) for page in pages for word in page.words)
    unreadable = sum(page.unreadable for page in pages)
    if unreadable > _UNREADABLE * (letters + unreadable):
        raise NoText(
            f"{name} has text whose letters cannot be told: its fonts do not say what they mean.",
            hint="Run text recognition (OCR) over it, or find another copy.",
        )
    empty = [page for page in pages if not page.words]
    pictured = [page for page in empty if page.pictures]
    if letters < 20 * len(pages) and len(empty) >= 0.5 * len(pages):
        if pictured:
            raise NoText(
                f"{name} is a scan: {len(pictured)} of its {len(pages)} pages are pictures "
                "without a text layer.",
                hint="Run text recognition (OCR) over it and add the result.",
            )
        if not letters:
            raise NoText(f"{name} holds no text.", hint="Check that the export was complete.")
    findings = [
        Finding("scan", f"page {page.number}", "a picture without a text layer: its words are lost")
        for page in pictured
    ]
    recognised = sum(page.recognised for page in pages)
    if recognised:
        detail = (
            f"{recognised} pages are scans whose words a program recognised: letters may be wrong"
        )
        findings.append(Finding("scan", "whole file", detail))
    if unreadable:
        findings.append(
            Finding("unreadable", "whole file", f"{unreadable} characters whose meaning is unknown")
        )
    return findings


def _refuse_notice(source: str, name: str) -> None:
    if says_error(source):
        raise NoText(
            f"{name} looks like an error notice saved in place of a document: "
            f"“{' '.join(source.split())[:80]}…”",
            hint="Download the document again.",
        )
