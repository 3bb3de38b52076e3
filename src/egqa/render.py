"""A turn as JSON, plain text, Markdown and HTML. Text of documents and users is data: all escaped.

A unit keeps its citation number through a conversation: numbers are given to units in the order in
which the conversation first cites them, not to ranks and not to turns.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeAlias

from egqa.cite import cite
from egqa.errors import DocumentUnknown
from egqa.quotes import source_hull
from egqa.types import (
    Abstention,
    Answer,
    ContextQuote,
    Filters,
    Paragraph,
    Passage,
    Query,
    Quote,
    Statement,
    Turn,
    UnitRef,
)

if TYPE_CHECKING:
    from egqa.index import Index

Numbers: TypeAlias = Mapping[UnitRef, int]
_UNDERSTOOD = tuple(one.name for one in fields(Query) if one.name not in {"question", "text"})
_UNITS = {"refs", "near", "within", "avoid"}


def number_citations(turns: Iterable[Turn]) -> dict[UnitRef, int]:
    """The citation number of each unit that the conversation quotes, from 1."""
    numbers: dict[UnitRef, int] = {}
    for turn in turns:
        for quote in shown_quotes(turn):
            numbers.setdefault(quote.paragraph.ref, len(numbers) + 1)
    return numbers


def shown_quotes(turn: Turn) -> list[Quote]:
    """All quotes of a turn in reading order: those that answer, then those beside the answer."""
    quotes = [quote for one in statements_of(turn) for quote in one.quotes]
    return quotes + [one.quote for one in turn.reply.context]


def statements_of(turn: Turn) -> tuple[Statement, ...]:
    """The statements of an answer; none of an abstention."""
    return turn.reply.statements if isinstance(turn.reply, Answer) else ()


# ── text ─────────────────────────────────────────────────────────────────────────────────────


def corrections_of(turn: Turn) -> tuple[str, ...]:
    """What the reply corrects before it answers; an abstention corrects nothing."""
    return turn.reply.corrections if isinstance(turn.reply, Answer) else ()


def to_text(turn: Turn) -> str:
    """The reply as plain text: each statement with its citation, then what must be read with it."""
    lines: list[str] = []
    if isinstance(turn.reply, Abstention):
        lines.append(turn.reply.text)
    lines.extend(corrections_of(turn))
    for one in statements_of(turn):
        cited = "; ".join(cite(quote.paragraph) for quote in one.quotes)
        lines.append(f"{one.text}\n  — {cited}")
    for role, heading in ROLES.items():
        quotes = [beside.quote for beside in turn.reply.context if beside.role == role]
        if quotes:
            lines.append(heading + ":")
            lines.extend(f"  “{quote.text}”\n  — {cite(quote.paragraph)}" for quote in quotes)
    lines.extend(turn.reply.notices)
    return "\n\n".join(lines)


ROLES = {
    "chapeau": "Opening words",
    "governs": "What limits its force",
    "opposed": "The other side",
    "nearest": "Nearest paragraphs",
}

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:^=@])")


def escape_markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is: no markup, no HTML, no link of its own.

    >>> escape_markdown("<b>*x*</b>")
    '&lt;b&gt;\\\\*x\\\\*&lt;/b&gt;'
    """
    folded = re.sub(r"\s+", " ", text)

    def escape(match: re.Match[str]) -> str:
        char = match.group()
        return html.escape(char) if char in "<>&" else "\\" + char

    return _MARKDOWN.sub(escape, folded)


def to_markdown(turn: Turn, numbers: Numbers | None = None) -> str:
    """The reply as Markdown for a letter or a note, with numbered citations below it."""
    numbers = numbers or number_citations([turn])
    parts: list[str] = []
    if isinstance(turn.reply, Abstention):
        parts.append(escape_markdown(turn.reply.text))
    parts.extend(escape_markdown(one) for one in corrections_of(turn))
    for one in statements_of(turn):
        marks = "".join(f" [{numbers[quote.paragraph.ref]}]" for quote in one.quotes)
        parts.append(escape_markdown(one.text) + escape_markdown(marks))
    notices = (escape_markdown(notice).strip() for notice in turn.reply.notices)
    parts.extend(f"*{notice}*" for notice in notices if notice)
    listed = {quote.paragraph.ref: quote.paragraph for quote in shown_quotes(turn)}
    notes = [
        f"\\[{numbers[ref]}\\] {escape_markdown(cite(paragraph))}"
        for ref, paragraph in sorted(listed.items(), key=lambda pair: numbers[pair[0]])
    ]
    return "\n\n".join(parts + notes)


def to_html(turn: Turn, numbers: Numbers | None = None) -> str:
    """The reply as HTML, every string escaped, each citation a link to `#` its anchor."""
    numbers = numbers or number_citations([turn])
    parts: list[str] = []
    if isinstance(turn.reply, Abstention):
        parts.append(f"<p>{html.escape(turn.reply.text)}</p>")
    parts.extend(f"<p>{html.escape(one)}</p>" for one in corrections_of(turn))
    for one in statements_of(turn):
        marks = " ".join(
            f'<a href="#{anchor(quote.paragraph.ref)}">[{numbers[quote.paragraph.ref]}]</a> '
            f"<cite>{html.escape(cite(quote.paragraph))}</cite>"
            for quote in one.quotes
        )
        parts.append(f"<p>{html.escape(one.text)} {marks}</p>")
    parts.extend(f"<p><small>{html.escape(notice)}</small></p>" for notice in turn.reply.notices)
    return "\n".join(parts)


def anchor(ref: UnitRef) -> str:
    """A name for a unit that HTML ids and URLs take as it is, and that no two units share.

    >>> anchor(UnitRef("A/68/98", "2(l)(ii)"))
    'A-68-98--2-l--ii-d9b32e'
    """
    mark = hashlib.sha256("\t".join(ref).encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return re.sub(r"[^A-Za-z0-9]", "-", f"{ref.key}--{ref.para}") + mark


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────


def unit_to_json(paragraph: Paragraph) -> dict[str, Any]:
    """One unit as `egqa parse --json` prints it."""
    hull = paragraph.hull
    return {
        "doc": paragraph.masthead.file,
        "symbol": paragraph.masthead.symbol,
        "symbol_where": paragraph.masthead.symbol_where,
        "para": paragraph.para,
        "marker": paragraph.marker,
        "parent": paragraph.parent.number if paragraph.parent else None,
        "headings": list(paragraph.headings),
        "text": paragraph.text,
        "start": hull.start,
        "end": hull.end,
        "cuts": [list(cut) for cut in paragraph.cuts],
        "page": paragraph.page,
    }


def turn_to_json(turn: Turn) -> dict[str, Any]:
    """A turn as one prediction line with its question; `turn_from_json` is its inverse."""
    reply, query = turn.reply, turn.query
    return {
        "question": turn.question,
        "answered": isinstance(reply, Answer),
        "reason": reply.reason if isinstance(reply, Abstention) else None,
        "confidence": reply.confidence,
        "text": reply.text
        if isinstance(reply, Abstention)
        else " ".join(one.text for one in reply.statements),
        "query": query.text,
        "citations": [_quote_to_json(quote) for one in statements_of(turn) for quote in one.quotes],
        "context": [{**_quote_to_json(one.quote), "role": one.role} for one in reply.context],
        "passages": [
            {
                "doc": one.paragraph.masthead.file,
                "para": one.paragraph.para,
                "score": one.score,
                "key": one.paragraph.masthead.key,
                "unit": one.paragraph.ref.para,
                "why": one.why,
                "cosine": one.cosine,
            }
            for one in reply.passages[:100]
        ],
        "model": turn.model,
        "seconds": turn.seconds,
        "statements": [
            {"text": one.text, "label": one.label, "quotes": len(one.quotes)}
            for one in statements_of(turn)
        ],
        "corrections": list(corrections_of(turn)),
        "notices": list(reply.notices),
        "understood": {name: _plain(getattr(query, name)) for name in _UNDERSTOOD},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Filters):
        return {one.name: list(getattr(value, one.name)) for one in fields(Filters)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _quote_to_json(quote: Quote) -> dict[str, Any]:
    hull = source_hull(quote)
    masthead = quote.paragraph.masthead
    return {
        "doc": masthead.file,
        "symbol": masthead.symbol,
        "para": quote.paragraph.para,
        "quote": quote.text,
        "start": hull.start,
        "end": hull.end,
        "key": masthead.key,
        "unit": quote.paragraph.ref.para,
        "slice": [quote.start, quote.end],
    }


#: What `turn_from_json` may raise beside its own error, where the JSON is not ours.
NOT_A_TURN = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def turn_from_json(raw: Mapping[str, Any], index: Index) -> Turn:
    """The turn that `turn_to_json` wrote, its quotes cut anew from the documents in `index`.

    Raises:
        DocumentUnknown: a unit it quotes is not in the index, or reads differently there.
    """

    # All of one state of the index; a reply without any unit is read where there is no index, too.
    units = index.paragraphs() if raw["citations"] or raw["context"] or raw["passages"] else {}

    def quote(one: Mapping[str, Any]) -> Quote:
        made = _cut(units, one)
        if made is None or made.text != one["quote"]:
            raise DocumentUnknown(
                f"The index does not hold the words quoted from {one['doc']}, {one['para']}.",
                hint="The document was changed or removed since; ask the question again.",
            )
        return made

    cited = iter([quote(one) for one in raw["citations"]])
    context = tuple(ContextQuote(quote(one), one["role"]) for one in raw["context"])
    passages = tuple(
        Passage(paragraph, one["score"], rank, one["why"], one["cosine"])
        for rank, one in enumerate(raw["passages"], start=1)
        if (paragraph := units.get(_read_ref(one)))
    )
    query = Query(
        raw["question"],
        raw["query"],
        **{
            name: _read(name, raw["understood"][name])
            for name in _UNDERSTOOD
            if name != "filters" or name in raw["understood"]  # older turns were not confined
        },
    )
    notices, confidence = tuple(raw["notices"]), raw["confidence"]
    reply: Answer | Abstention
    if raw["answered"]:
        statements = tuple(
            Statement(one["text"], tuple(next(cited) for _ in range(one["quotes"])), one["label"])
            for one in raw["statements"]
        )
        corrections = tuple(raw.get("corrections", ()))  # older turns had none
        reply = Answer(statements, context, notices, confidence, passages, corrections)
    else:
        reply = Abstention(raw["reason"], raw["text"], context, notices, confidence, passages)
    return Turn(raw["question"], query, reply, raw["seconds"], raw["model"])


def _read(name: str, value: Any) -> Any:
    """A field of a query from its JSON, in which units and tuples are lists."""
    if name == "filters":
        return Filters(**{one.name: tuple(value[one.name]) for one in fields(Filters)})
    if name in _UNITS:
        return tuple(UnitRef(*one) for one in value)
    if isinstance(value, list):
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    return value


def _read_ref(one: Mapping[str, Any]) -> UnitRef:
    """The unit of a quote or passage; turns kept before units without number had a name lack it."""
    return UnitRef(one["key"], one.get("unit") or one["para"] or "")


def _cut(units: Mapping[UnitRef, Paragraph], one: Mapping[str, Any]) -> Quote | None:
    paragraph = units.get(_read_ref(one))
    start, end = one["slice"]
    if paragraph is None or not 0 <= start < end <= len(paragraph.text):
        return None
    return Quote(paragraph, start, end)
