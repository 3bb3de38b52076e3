"""The *Document* and *Library* tabs: a whole document laid out, and all documents listed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from egqa.cite import name_document
from egqa.render import anchor
from egqa.types import Document, Masthead, Paragraph, Quote, UnitRef
from egqa.ui import strings as s
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


def lay_out(document: Document, quote: Quote | None = None, notice: str = "") -> str:
    """The document by headings and numbered units; the unit of `quote` marked, and its words.

    Each call differs in one attribute, so that the page notices when the same unit is opened again.
    """
    target = quote.paragraph.ref if quote else None
    opening = {above.ref for above in quote.paragraph.chapeau} if quote else set()
    parts: list[str] = []
    before: tuple[str, ...] = ()
    page: int | None = None
    for paragraph in document.paragraphs:
        if paragraph.page is not None and paragraph.page != page:
            page = paragraph.page
            parts.append(f'<p class="page">{esc(s.PAGE.format(page=page))}</p>')
        parts.append(_headings(before, paragraph.headings))
        before = paragraph.headings
        if quote is not None and paragraph.ref == target and paragraph.text == quote.paragraph.text:
            parts.append(_unit(paragraph, quote))
        else:
            parts.append(_unit(paragraph, None, opens=paragraph.ref in opening))
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
        + chip_list(status_of(masthead))
        + f'<p class="take">{official(masthead)}</p></header>'
    )


def _symbol(masthead: Masthead) -> str:
    if masthead.symbol_inferred:
        where = s.INFERRED.format(place=masthead.inferred_from)
        return f"{masthead.symbol_inferred} ({where})"
    return f"{s.SYMBOL} {s.SYMBOL_WHERE[masthead.symbol_where]}"


def _unit(paragraph: Paragraph, quote: Quote | None, *, opens: bool = False) -> str:
    depth = min(len(paragraph.chapeau), 3)
    text = esc(paragraph.text)
    css, extra, spoken = f"unit depth-{depth}", "", ""
    if quote is not None:
        css += " target"
        text = (
            esc(paragraph.text[: quote.start])
            + f"<mark>{esc(quote.text)}</mark>"
            + esc(paragraph.text[quote.end :])
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
        f'<div class="words"><p dir="auto">{spoken}{text}</p>{extra}</div></div>'
    )


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
        f'title="{name}">{esc(paragraph.marker or "¶")}</a>'
    )


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
    count = s.UNITS.format(count=len(document.paragraphs))
    whole = esc(permalink(UnitRef(masthead.key, "")))
    return (
        f'<article class="card entry"><h3 dir="auto">{esc(title)}</h3>'
        f"<dl>{rows}</dl>"
        f'<p class="count">{esc(count)}</p>{_audit(document)}'
        f'<p class="take"><a class="whole" data-open href="{whole}">{esc(s.READ_DOCUMENT)}</a>'
        f"{official(masthead)}</p></article>"
    )


def _where(masthead: Masthead) -> str:
    if masthead.symbols:
        return f"{', '.join(masthead.symbols)} ({s.SYMBOL_WHERE[masthead.symbol_where]})"
    return _symbol(masthead).removeprefix(f"{s.SYMBOL} ")


def _audit(document: Document) -> str:
    if not document.audit:
        return f'<p class="clean">{esc(s.AUDIT_CLEAN)}</p>'
    rows = "".join(
        f"<li><b>{esc(one.kind)}</b> {esc(one.where)}: <span>{esc(one.detail)}</span></li>"
        for one in document.audit
    )
    heading = s.AUDIT.format(count=len(document.audit))
    return f'<details class="audit"><summary>{esc(heading)}</summary><ul>{rows}</ul></details>'
