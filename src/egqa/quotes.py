"""What *verbatim* means, and where a quote stands in its source.

One function decides. `fold` forgives what files do to white space, quotation marks and Markdown,
and nothing else; two strings are the same words if, and only if, their folds are equal.
"""

from __future__ import annotations

import re

from egqa.types import Paragraph, Quote, Span

_INVISIBLE = frozenset(
    "\u00ad\uf020\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛`´", "'"))
# Only what can be a target: "[Option 1](a)" is a bracket and a letter, and stays.
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\((?:#[^()]*|(?:https?:|mailto:|www\.|/)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*|)\)"
)
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


def kept_offsets(text: str) -> list[int]:
    """The offsets of the characters of `text` that `fold` keeps, in order."""
    dropped = bytearray(len(text))
    if "](" in text:
        for link in _LINK.finditer(text):
            for start, end in (
                (link.start(), link.start(1)),
                (link.end(1), link.end()),
            ):
                dropped[start:end] = b"\1" * (end - start)
    if "*" in text or "_" in text:
        for mark in _EMPHASIS.finditer(text):
            dropped[mark.start() : mark.end()] = b"\1" * (mark.end() - mark.start())
    return [
        offset
        for offset, char in enumerate(text)
        if not (dropped[offset] or char.isspace() or char in _INVISIBLE)
    ]


def fold(text: str) -> str:
    """`text` without what files do to it: the key under which two texts are the same words.

    Deletes white space, soft hyphens, zero-width characters, U+F020, Markdown emphasis and link
    targets; straightens quotation marks. Case, punctuation, digits, brackets and every other
    letter stay.

    >>> fold("In its resolution [65/230](#), *inter alia*, “safe  ha\u00advens”")
    'Initsresolution65/230,interalia,"safehavens"'
    """
    return "".join(text[offset] for offset in kept_offsets(text)).translate(_STRAIGHT)


def locate(quote: str, text: str) -> Span | None:
    """Find where `quote` stands word for word in `text`.

    Both are compared under `fold`: files break lines and smarten quotes, and nothing else is
    forgiven. The span indexes `text` itself, so `text[span.start:span.end]` is the document's own
    wording. None where it does not stand there, or where `quote` holds no words.

    >>> locate("international law", "that international\\nlaw applies")
    Span(start=5, end=22)
    >>> locate("international low", "that international\\nlaw applies") is None
    True
    """
    wanted = fold(quote)
    if not wanted:
        return None
    kept = kept_offsets(text)
    found = "".join(text[offset] for offset in kept).translate(_STRAIGHT).find(wanted)
    if found < 0:
        return None
    return Span(kept[found], kept[found + len(wanted) - 1] + 1)


def quote_from(paragraph: Paragraph, words: str) -> Quote | None:
    """The quote of `paragraph` that reads `words`, cut from the paragraph itself, or None."""
    span = locate(words, paragraph.text)
    return Quote(paragraph, span.start, span.end) if span else None


def source_spans(quote: Quote, source: str) -> tuple[Span, ...]:
    """The slices of the document's source that `quote` stands for, in order.

    There is more than one where furniture or markup stands inside the quote; only white space is
    ever bridged. `fold` of the joined slices equals `fold(quote.text)`.
    """
    spans: list[Span] = []
    for piece in quote.paragraph.pieces:
        start, end = max(piece.start, quote.start), min(piece.end, quote.end)
        if start >= end:
            continue
        offset = piece.source_start - piece.start
        part = Span(start + offset, end + offset)
        if spans and not source[spans[-1].end : part.start].strip():
            spans[-1] = Span(spans[-1].start, part.end)
        else:
            spans.append(part)
    return tuple(spans)


def source_hull(quote: Quote) -> Span:
    """The source range from the quote's first character to its last, furniture included."""
    first = last = None
    for piece in quote.paragraph.pieces:
        offset = piece.source_start - piece.start
        if piece.start <= quote.start < piece.end:
            first = quote.start + offset
        if piece.start < quote.end <= piece.end:
            last = quote.end + offset
    if first is None or last is None:
        raise ValueError("the paragraph's map does not cover the quote")
    return Span(first, last)


def stands(quote: Quote, source: str) -> bool:
    """Whether `quote` is, under `fold`, what stands in `source` at the place it was cut from."""
    joined = "".join(source[span.start : span.end] for span in source_spans(quote, source))
    return fold(joined) == fold(quote.text)
