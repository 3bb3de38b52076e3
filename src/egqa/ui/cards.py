"""The *Sources* tab: a card for each paragraph that an answer quotes or must be read with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from egqa.cite import cite, link_of
from egqa.render import statements_of
from egqa.types import Masthead, Quote, Turn, UnitRef
from egqa.ui import strings as s
from egqa.ui.audit import warnings
from egqa.ui.markup import chips, citation_link, copies, copy_button, esc, link_button
from egqa.ui.sides import find_sides


def cards(turn: Turn | None, number: int, numbers: Mapping[UnitRef, int]) -> str:
    """The sources of the `number`th turn, those that answer first."""
    if turn is None:
        return f'<p class="empty">{esc(s.NO_SOURCES)}</p>'
    pairs = find_sides(turn)
    paired = {quote for pair in pairs for quote in pair.quotes}
    groups: list[tuple[str, str, Sequence[Quote]]] = [
        ("sides", s.OPPOSED if pair.opposed else s.COMPARED, pair.quotes) for pair in pairs
    ]
    quoted = [quote for one in statements_of(turn) for quote in one.quotes]
    groups.append(("quoted", s.QUOTED, [one for one in quoted if one not in paired]))
    for role, heading in s.ROLES.items():
        beside = [one.quote for one in turn.reply.context if one.role == role]
        beside = [one for one in beside if one not in paired]
        groups.append((role, heading, beside))
    made = [
        f'<section class="group {name}"><h3>{esc(heading)}</h3><div class="deck">'
        + "".join(card(quote, numbers.get(quote.paragraph.ref)) for quote in quotes)
        + "</div></section>"
        for name, heading, quotes in groups
        if quotes
    ]
    heading = esc(s.SOURCES_FOR.format(number=number))
    head = f'<p class="for">{heading}: <bdi>{esc(turn.question)}</bdi></p>'
    return head + ("".join(made) or f'<p class="empty">{esc(s.NO_SOURCES_HERE)}</p>')


def card(quote: Quote, number: int | None) -> str:
    """One quote with its citation, section, status, and ways to take it along."""
    paragraph = quote.paragraph
    path = " › ".join(paragraph.headings)
    taken = "".join(
        copy_button(label, text, spoken=f"{s.COPY}: {label}, {cite(paragraph)}")
        for label, text in copies(quote)
    )
    return (
        '<article class="card">'
        f'<p class="source">{citation_link(quote, number)}</p>'
        f'<blockquote dir="auto"><p>“{esc(quote.text)}”</p></blockquote>'
        + (f'<p class="path">{esc(path)}</p>' if path else "")
        + chips(quote)
        + warnings(paragraph.masthead)
        + f'<p class="take"><span>{esc(s.COPY)}</span>{taken}{link_button(paragraph.ref, quote)}'
        + f"{official(paragraph.masthead)}</p></article>"
    )


def official(masthead: Masthead) -> str:
    """A link to the document at the UN, for a symbol the document prints and no other."""
    link = link_of(masthead)
    if link is None:
        return ""
    return (
        f'<a class="official" href="{esc(link)}" target="_blank" '
        f'rel="noopener noreferrer">{esc(s.OFFICIAL)} <span aria-hidden="true">↗</span>'
        f'<span class="spoken"> ({esc(s.LEAVES)})</span></a>'
    )
