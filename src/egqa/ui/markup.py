"""Small pieces of HTML. Text of documents and readers is data: it enters through `esc` only."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from urllib.parse import urlencode

from egqa.attribution import attribute
from egqa.cite import cite
from egqa.pinpoints import print_pinpoint
from egqa.render import escape_markdown
from egqa.types import AttributionClass, Masthead, Quote, UnitRef
from egqa.ui import strings as s

_SPEAKERS = ("C3", "C4", "C5", "C6")


def esc(text: object) -> str:
    """`text` as HTML shows it letter for letter, in elements and in attributes.

    >>> esc('<img src=x onerror="alert(1)">')
    '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'
    """
    return html.escape(str(text), quote=True)


def permalink(ref: UnitRef, quote: Quote | None = None) -> str:
    """The page's own address of a unit, and of the words in it where they are not the whole of it.

    >>> permalink(UnitRef("A/68/98", "2(q)"))
    '?doc=A/68/98&para=2(q)'
    """
    query = {"doc": ref.key}
    if ref.para:
        query["para"] = ref.para
    if quote is not None and (quote.start, quote.end) != (0, len(quote.paragraph.text)):
        query["words"] = f"{quote.start}-{quote.end}"
    return "?" + urlencode(query, safe="/()")


def read_words(words: str) -> tuple[int, int] | None:
    """The span that a permalink's `words` means, or None where it means none.

    >>> read_words("12-40"), read_words("40-12"), read_words("x")
    ((12, 40), None, None)
    """
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", words)
    if match is None or int(match.group(1)) >= int(match.group(2)):
        return None
    return int(match.group(1)), int(match.group(2))


def pinpoint(ref: UnitRef) -> str:
    """The unit's number as the UN prints it; where the document gives none, that it does not.

    >>> pinpoint(UnitRef("A/68/98", "2(q)")), pinpoint(UnitRef("A/68/98", "#3"))
    ('para. 2 (q)', 'not numbered')
    """
    return print_pinpoint(ref.para) if is_numbered(ref) else s.NOT_NUMBERED


def is_numbered(ref: UnitRef) -> bool:
    """Whether the document itself numbers the unit; "#3" only tells the third without number."""
    return bool(ref.para) and not ref.para.startswith("#")


def button(
    label: str, act: str, /, *, css: str = "quiet", spoken: str = "", **value: object
) -> str:
    """A button that sends `act` with `value` to the page."""
    named = f' aria-label="{esc(spoken)}"' if spoken else ""
    return (
        f'<button type="button" class="{css}" data-act="{act}" '
        f'data-value="{esc(json.dumps(value))}"{named}>{esc(label)}</button>'
    )


def copy_button(label: str, text: str, *, spoken: str) -> str:
    """A button that puts `text` on the clipboard."""
    return (
        f'<button type="button" class="quiet" data-copy="{esc(text)}" '
        f'aria-label="{esc(spoken)}">{esc(label)}</button>'
    )


def link_button(ref: UnitRef, quote: Quote | None = None) -> str:
    """A button that copies the absolute address of a unit."""
    return (
        f'<button type="button" class="quiet" data-copy-link="{esc(permalink(ref, quote))}" '
        f'aria-label="{esc(s.PERMALINK.format(pinpoint=pinpoint(ref)))}">{esc(s.COPY_LINK)}</button>'
    )


def citation_link(quote: Quote, number: int | None, *, turn: int | None = None) -> str:
    """The citation of `quote` as a link that opens it; its id tells the turn."""
    paragraph = quote.paragraph
    mark = f"<b>{number}</b> " if number else ""
    name = f' id="turn-{turn}-cite-{number}-{quote.start}"' if turn else ""
    return (
        f'<a class="cite"{name} data-open href="{esc(permalink(paragraph.ref, quote))}" '
        f'data-quote="{esc(quote.text)}" data-cite="{esc(cite(paragraph))}" '
        f'data-path="{esc(" › ".join(paragraph.headings))}">'
        f"{mark}<cite>{esc(cite(paragraph))}</cite></a>"
    )


def chip_list(parts: Sequence[str], force: str = "", css: str = "") -> str:
    """Short words as chips, cut to a line; `force` is set off from the others, and never cut."""
    made = [f'<li class="chip" title="{esc(part)}">{esc(part)}</li>' for part in parts]
    if force:
        made.append(f'<li class="chip force {css}">{esc(force)}</li>')
    return f'<ul class="chips">{"".join(made)}</ul>'


def said_by(quote: Quote) -> tuple[str, AttributionClass]:
    """Who says the words quoted, or in what capacity the document holds them; and that class.

    The speakers are those that the words themselves name: a paragraph often goes on to others.
    """
    paragraph = quote.paragraph
    above = tuple(one.text for one in paragraph.chapeau)
    own = attribute(quote.text, above)
    if paragraph.attribution.klass == "C2":
        by_states = any("by Member States" in text for text in above)
        return (s.SUGGESTED_BY_STATES if by_states else s.CHIPS["C2"]), own.klass
    if own.klass in _SPEAKERS and own.phrase:
        return own.phrase.lower(), own.klass
    if own.klass == "C8" and paragraph.attribution.klass in _SPEAKERS:
        return s.VIEWS, own.klass
    if (paragraph.para or "").rpartition(":")[2].startswith("pp"):
        return s.PREAMBLE, own.klass
    if own.klass == "C8" and "report" not in (paragraph.masthead.title or "").casefold():
        return s.OWN_RECORD, own.klass
    return s.CHIPS[own.klass], own.klass


def chips(quote: Quote) -> str:
    """Status of the document, and who says the words quoted, as chips."""
    force, klass = said_by(quote)
    return chip_list(status_of(quote.paragraph.masthead), force, klass.lower())


def status_of(masthead: Masthead) -> list[str]:
    """What the document is, in a few short words: kind, distribution, date."""
    kind = (masthead.title or s.TAB_DOCUMENT).split(";")[0].split(",")[0]
    parts = [kind.strip()]
    if masthead.distribution:
        parts.append(f"{masthead.distribution} distribution")
    if masthead.date:
        parts.append(masthead.date)
    return parts


def copies(quote: Quote) -> list[tuple[str, str]]:
    """The forms in which a quote is copied: label and text."""
    citation = cite(quote.paragraph)
    return [
        (s.COPY_TEXT, f"“{quote.text}” ({citation})"),
        (s.COPY_MARKDOWN, f"> {escape_markdown(quote.text)}\n>\n> — {escape_markdown(citation)}\n"),
        (s.COPY_FOOTNOTE, f"{citation}."),
    ]
