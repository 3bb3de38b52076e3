"""The *Document* and *Library* tabs: a whole document laid out, and all documents listed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from egqa.cite import name_document
from egqa.render import anchor
from egqa.types import Document, Masthead, Paragraph, Quote, UnitRef
from egqa.ui import strings as s
from egqa.ui.audit import audit, warnings
from egqa.ui.cards import official
from egqa.ui.markup import (
    chip_list,
    chips,
    copies,
    copy_button,
    esc,
    link_button,
    permalink,
    pinpoint,
    status_of,
)
from egqa.ui.tables import lay_out_tables


def lay_out(document: Document, quote: Quote | None = None, notice: str = "") -> str:
    """The document by headings and numbered units; the unit of `quote` marked, and its words.

    Each call differs in one attribute, so that the page notices when the same unit is opened again.
    """
    target = quote.paragraph.ref if quote else None
    opening = {above.ref for above in quote.paragraph.chapeau} if quote else set()
    parts: list[str] = []
    before: tuple[str, ...] = ()
    title = document.masthead.title or ""
    page: int | None = None
    tables = lay_out_tables(document)
    for at, paragraph in enumerate(document.paragraphs):
        parts.append(tables.get(at, ""))
        if paragraph.page is not None and paragraph.page != page:
            page = paragraph.page
            parts.append(f'<p class="page">{esc(s.PAGE.format(page=page))}</p>')
        if before or paragraph.headings[:1] != (title,):
            parts.append(_headings(before, paragraph.headings))
        before = paragraph.headings
        if quote is not None and paragraph.ref == target and paragraph.text == quote.paragraph.text:
            parts.append(_unit(document, paragraph, quote))
        else:
            parts.append(_unit(document, paragraph, None, opens=paragraph.ref in opening))
    parts.append(tables.get(len(document.paragraphs), ""))
    warned = f'<p class="notice">{esc(notice)}</p>' if notice else ""
    return (
        f'<div class="paper" data-shown="{time.time_ns()}">{warned}{_masthead(document.masthead)}'
        f"{''.join(parts)}</div>"
    )


def _headings(before: tuple[str, ...], now: tuple[str, ...]) -> str:
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return "".join(
        f'<h{min(level + 3, 6)} dir="auto">{esc(heading)}</h{min(level + 3, 6)}>'
        for level, heading in enumerate(now)
        if level >= same
    )


def _masthead(masthead: Masthead) -> str:
    lines = [line for line in (masthead.body, masthead.session) if line]
    meeting = ", ".join(line for line in (masthead.venue, masthead.dates) if line)
    symbol = name_document(masthead) if masthead.symbols else _symbol(masthead)
    return (
        '<header class="masthead">'
        f'<p class="symbol">{esc(symbol)}</p>'
        + "".join(f"<p>{esc(line)}</p>" for line in (*lines, meeting) if line)
        + f'<h2 dir="auto">{esc(masthead.title or masthead.file)}</h2>'
        + chip_list(status_of(masthead)[1:])
        + f'<p class="take">{official(masthead)}</p>{warnings(masthead)}</header>'
    )


def _symbol(masthead: Masthead) -> str:
    if masthead.symbol_inferred:
        where = s.INFERRED.format(place=masthead.inferred_from)
        return f"{masthead.symbol_inferred} ({where})"
    return f"{s.SYMBOL} {s.SYMBOL_WHERE[masthead.symbol_where]}"


def _unit(
    document: Document, paragraph: Paragraph, quote: Quote | None, *, opens: bool = False
) -> str:
    depth = min(len(paragraph.chapeau), 3)
    calls = _find_calls(document, paragraph)
    text = _words(paragraph.text, 0, calls)
    css, extra, spoken = f"unit depth-{depth}", "", ""
    if quote is not None:
        css += " target"
        text = (
            _words(paragraph.text[: quote.start], 0, calls)
            + f"<mark>{_words(quote.text, quote.start, calls)}</mark>"
            + _words(paragraph.text[quote.end :], quote.end, calls)
        )
        spoken = f'<span class="spoken">{esc(s.CITED)}: </span>'
        taken = "".join(
            copy_button(label, copied, spoken=f"{s.COPY}: {label}")
            for label, copied in copies(quote)
        )
        extra = (
            f'{chips(quote)}<p class="take"><span>{esc(s.COPY)}</span>{taken}'
            f"{link_button(paragraph.ref, quote)}"
            f'<button type="button" class="quiet back" data-back>{esc(s.BACK)}</button></p>'
        )
    if opens:
        css += " opens"
        spoken = f'<span class="spoken">{esc(s.OPENS)}: </span>'
    focus = ' tabindex="-1"' if quote is not None else ""
    return (
        f'<div class="{css}" id="{esc(_name(paragraph))}"{focus}>{_pin(paragraph)}'
        f'<div class="words"><p dir="auto">{spoken}{text}</p>{_notes(paragraph)}{extra}</div></div>'
    )


def _find_calls(document: Document, paragraph: Paragraph) -> list[tuple[int, str]]:
    """Where the marks of the unit's footnotes stood in its words: after which character, which."""
    marks = {note.mark for note in paragraph.notes}
    calls = []
    for cut in paragraph.cuts:
        mark = document.source[cut.start : cut.end].strip(" \t\n\xa0/[]()")
        if mark in marks:
            marks.remove(mark)
            before = paragraph.text[: _place(paragraph, cut.start)]
            calls.append((len(before.rstrip()), mark))
    return sorted(calls)


def _place(paragraph: Paragraph, at: int) -> int:
    """The length of the unit's words that stand before the source's character `at`."""
    place = 0
    for piece in paragraph.pieces:
        if piece.source_start < at:
            place = piece.start + min(at - piece.source_start, piece.end - piece.start)
    return place


def _words(text: str, start: int, calls: Sequence[tuple[int, str]]) -> str:
    """`text`, which begins at `start` of the unit's words, with the footnotes' marks after them.

    The marks are drawn by the style sheet: what a reader selects and copies is the words alone.
    """
    made, done = [], 0
    for place, mark in calls:
        at = place - start
        if done <= at <= len(text) and at > 0:
            made.append(f'{esc(text[done:at])}<sup data-mark="{esc(mark)}"></sup>')
            done = at
    return "".join(made) + esc(text[done:])


def _notes(paragraph: Paragraph) -> str:
    """The unit's footnotes, each with its mark as printed."""
    if not paragraph.notes:
        return ""
    rows = "".join(
        f'<li><span class="spoken">{esc(s.NOTE.format(mark=note.mark))}: </span>'
        f'<span class="mark" aria-hidden="true">{esc(note.mark)}</span>'
        f'<span dir="auto">{esc(note.text)}</span></li>'
        for note in paragraph.notes
    )
    return f'<ul class="footnotes">{rows}</ul>'


def _name(paragraph: Paragraph) -> str:
    """The unit's anchor; units without number take their place in the source."""
    name = anchor(paragraph.ref)
    return name if paragraph.ref.para else f"{name}-{paragraph.hull.start}"


def _pin(paragraph: Paragraph) -> str:
    """The unit's marker as the document prints it, a link to itself where it can be named."""
    name = esc(pinpoint(paragraph.ref))
    if not paragraph.ref.para:
        return f'<span class="pin" title="{name}"></span>'
    return (
        f'<a class="pin" data-open href="{esc(permalink(paragraph.ref))}" aria-label="{name}" '
        f'title="{name}">{esc(_marker(paragraph))}</a>'
    )


def _marker(paragraph: Paragraph) -> str:
    """The unit's marker as printed; a preambular paragraph's short name, which no document prints.

    A sign alone stands for a unit that has neither.
    """
    if paragraph.marker:
        return paragraph.marker
    last = (paragraph.para or "").rpartition(":")[2]
    return last if last.startswith("pp") else "¶"


def shelve(documents: Sequence[Document]) -> str:
    """The library: each document with its masthead, its counts and what the parser met."""
    units = sum(len(one.paragraphs) for one in documents)
    summary = s.SUMMARY.format(documents=len(documents), units=units)
    return f'<p class="for">{esc(summary)}</p>' + "".join(_entry(one) for one in documents)


def _entry(document: Document) -> str:
    masthead = document.masthead
    fields: list[tuple[str, str]] = [(s.SYMBOL, _where(masthead))]
    for name, label in s.MASTHEAD.items():
        value = getattr(masthead, name)
        value = ", ".join(value) if isinstance(value, tuple) else value
        if value:
            fields.append((label, value))
    fields.append((s.FILE, masthead.file))
    rows = "".join(
        f'<dt>{esc(label)}</dt><dd dir="auto">{esc(value)}</dd>' for label, value in fields
    )
    title = ", ".join(filter(None, (masthead.title, masthead.date))) or masthead.file
    whole = esc(permalink(UnitRef(masthead.key, "")))
    return (
        f'<article class="card entry"><h3 dir="auto">{esc(title)}</h3>'
        f"<dl>{rows}</dl>"
        f"{audit(document)}"
        f'<p class="take"><a class="whole" data-open href="{whole}">{esc(s.READ_DOCUMENT)}</a>'
        f"{official(masthead)}</p></article>"
    )


def _where(masthead: Masthead) -> str:
    if masthead.symbols:
        return f"{', '.join(masthead.symbols)} ({s.SYMBOL_WHERE[masthead.symbol_where]})"
    return _symbol(masthead).removeprefix(f"{s.SYMBOL} ")
