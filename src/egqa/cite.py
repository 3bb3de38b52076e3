"""Citations as printed for a reader: symbol and pinpoint, in the UN's form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.pinpoints import print_pinpoint, print_pinpoints
from egqa.symbols import official_link
from egqa.types import Masthead, Paragraph

_NOT_NUMBERED = "(not numbered: cannot be pinpointed)"


def name_document(masthead: Masthead) -> str:
    """How a citation names the document: its symbol, or what it prints instead of one.

    A symbol that the document only calls itself by is marked as inferred, one that extraction may
    have damaged as uncertain; where there is none at all, body, title and date stand for it. None
    is ever made up or put right.
    """
    if masthead.symbols:
        symbol = masthead.symbols[0]
        if masthead.symbol_where == "catalogue":
            return f"{symbol} (symbol from catalogue)"
        return f"{symbol} (symbol uncertain, as read)" if masthead.symbol_doubt else symbol
    if masthead.symbol_inferred:
        return f"{masthead.symbol_inferred} (symbol inferred from {masthead.inferred_from})"
    named = ", ".join(filter(None, (masthead.body, masthead.title))) or masthead.file
    date = f" ({masthead.date})" if masthead.date else ""
    return f"[symbol not printed] {named}{date}"


def link_of(masthead: Masthead) -> str | None:
    """The document's address at the UN; only for a symbol that it prints, and beyond doubt."""
    printed = masthead.symbol_where in ("masthead", "running_header")
    if not masthead.symbols or not printed or masthead.symbol_doubt:
        return None
    return official_link(masthead.symbols[0])


def cite(paragraph: Paragraph) -> str:
    """The citation of one unit: `UNODC/CCPCJ/EG.4/2018/L.1/Add.2, para. 2 (q)`.

    Where the numbering of the copy is broken, the citation says so.
    """
    document = name_document(paragraph.masthead)
    if paragraph.para is None:
        return f"{document} {_NOT_NUMBERED}"
    return f"{document}, {print_pinpoint(paragraph.para)}{_warn(paragraph.masthead)}"


def cite_all(paragraphs: Sequence[Paragraph]) -> str:
    """One citation for several units of one document: `…/Add.2, paras. 2 (q) and 2 (r)`."""
    numbers = [one.para for one in paragraphs if one.para]
    if not numbers:
        return cite(paragraphs[0])
    masthead = paragraphs[0].masthead
    return f"{name_document(masthead)}, {print_pinpoints(numbers)}{_warn(masthead)}"


def _warn(masthead: Masthead) -> str:
    return " (numbering of this copy is broken)" if masthead.caution else ""


_RESOLUTION = re.compile(r"(?P<series>A/HRC|A|S|E)/RES/(?P<number>.+?)\*?$")
_ORGANS = {
    "A": "General Assembly",
    "A/HRC": "Human Rights Council",
    "S": "Security Council",
    "E": "Economic and Social Council",
}


def name_resolution(masthead: Masthead) -> tuple[str, str] | None:
    """The organ and number of a resolution, by its printed symbol: `General Assembly`, `74/247`."""
    match = _RESOLUTION.match(masthead.symbols[0]) if masthead.symbols else None
    if masthead.title and not re.match(r"\d|Resolution\b", masthead.title):
        return None  # a report on it, a draft of it
    return (_ORGANS[match.group("series")], match.group("number")) if match else None


_KIND_OF_DOCUMENT = re.compile(
    r"(?:draft )?(?:report|resolution|decision|declaration|note|letter|letters)\b", re.IGNORECASE
)


def short_name(masthead: Masthead) -> str:
    """The document in a sentence: `the draft report of 28 March 2019`."""
    title = re.split("[,;]", masthead.title or "")[0].strip() or "document"
    if resolution := name_resolution(masthead):
        return f"the {resolution[0]}’s resolution {resolution[1]}"
    kind = _KIND_OF_DOCUMENT.match(title)
    if title[0].isdigit() or len(title.split()) > 6 or (kind and kind.end() < len(title)):
        title = kind.group().lower() if kind else "document"  # more than a kind of document
        if masthead.symbols:
            return f"the {title} {masthead.symbols[0]}"
    if title == "document" and masthead.symbols:
        return f"the document {masthead.symbols[0]}"
    if not title[:2].isupper():  # "UNODC paper" keeps its capitals
        title = title[0].lower() + title[1:]
    if masthead.date:
        return f"the {title} of {masthead.date}"
    if masthead.symbols:
        return f"the {title} {masthead.symbols[0]}"
    return f"the {title}"
