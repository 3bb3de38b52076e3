"""What programs are given, without Gradio: questions, passages, units and documents as JSON.

Everything is a plain value. What does not exist is an error that says what does; nothing is kept
between calls, so a conversation goes on only from the replies that its caller sends back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from egqa.attribution import describe_force, describe_status
from egqa.chat import ask as ask_turn
from egqa.cite import cite, link_of, name_document
from egqa.errors import BadRequest, DocumentUnknown
from egqa.filters import NO_FILTERS, read_filters
from egqa.index import Index
from egqa.lookup import find_cited
from egqa.pinpoints import print_pinpoint
from egqa.render import NOT_A_TURN, turn_from_json, turn_to_json
from egqa.retrieve import DEPTH, is_in_scope, retrieve
from egqa.types import Document, Filters, Masthead, Paragraph
from egqa.ui.memory import MAX_TURNS
from egqa.understand import understand

_KINDS = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    dict: "an object",
    list: "a list",
}


def ask(
    index: Index, question: object, history: object = None, filters: object = None
) -> dict[str, Any]:
    """The reply to `question` after the replies in `history`, as `render.turn_to_json` writes it.

    Of a longer history the last replies are read, as many as the page keeps. `filters` confines
    the reply: documents, meetings, years, sections, each a list.

    Raises:
        BadRequest: the question is no text, the history is not one that `ask` gave, or the filters
            are not such lists.
        EgqaError: whatever `chat.ask` raises.
    """
    asked = _text(question, "question")
    before = []
    for raw in _many(history, "history")[-MAX_TURNS:]:
        if not isinstance(raw, Mapping):
            raise _not_a_history()
        try:
            before.append(turn_from_json(raw, index))
        except NOT_A_TURN as error:
            raise _not_a_history() from error
    return turn_to_json(ask_turn(asked, index=index, history=before, filters=_filters(filters)))


def _filters(raw: object) -> Filters:
    """Filters as a program gives them: what is none of ours is refused, not passed over."""
    if raw is None:
        return NO_FILTERS
    known = [field.name for field in fields(Filters)]
    if not isinstance(raw, Mapping) or not all(
        name in known and isinstance(values, list) for name, values in raw.items()
    ):
        raise BadRequest(
            "The filters cannot be read.", hint=f"Give lists under {', '.join(known)}."
        )
    read = read_filters(raw)
    if any(len(getattr(read, name)) != len(set(map(str, raw[name]))) for name in raw):
        raise BadRequest(
            "A value of the filters cannot be read.", hint="Give texts, and years as numbers."
        )
    return read


def search(
    index: Index, query: object, limit: object = 10, documents: object = None
) -> dict[str, Any]:
    """The units that the search finds for `query`, best first, without an answer made of them.

    `documents` confines it to those; a query may confine itself, as a question may. The units that
    it names by number come first.

    Raises:
        BadRequest: an argument that cannot be read.
        DocumentUnknown: one of `documents` is not in the index.
        EgqaError: whatever `understand` and `retrieve` raise.
    """
    text = _text(query, "query")
    at_most = _count(limit)
    named = [_text(name, "documents") for name in _many(documents, "documents")]
    within = tuple(dict.fromkeys(_find_document(index, name).masthead.key for name in named))
    understood = understand(text, (), index.documents())
    if within:
        understood = replace(understood, documents=within, scope="must")
    found = [one for one in retrieve(understood, index) if is_in_scope(one)]
    if within:
        found = [one for one in found if one.paragraph.masthead.key in within]
    return {
        "query": understood.text,
        "documents": list(understood.documents) if understood.scope == "must" else [],
        "notices": list(understood.notices),
        "passages": [
            {
                "rank": rank,
                "score": one.score,
                "cosine": one.cosine,
                "why": one.why,
                **_unit(one.paragraph),
            }
            for rank, one in enumerate(found[:at_most], start=1)
        ],
    }


def get_paragraph(index: Index, document: object, para: object) -> dict[str, Any]:
    """One unit of a document, word for word, with all that it must be read with.

    Raises:
        BadRequest: `para` names no unit, or more than one.
        DocumentUnknown: no such document, or no such unit in it; the hint says what there is.
    """
    found = _find_document(index, _text(document, "document"))
    unit = _find_unit(found, _text(para, "para"))
    units = list(found.paragraphs)
    at = next(at for at, one in enumerate(units) if one is unit)
    return {
        **_unit(unit),
        "parent": unit.parent.number if unit.parent else None,
        "children": [one.para for one in units if unit.pinpoint and one.parent == unit.pinpoint],
        "previous": units[at - 1].para if at else None,
        "next": units[at + 1].para if at + 1 < len(units) else None,
        "masthead": _masthead(found.masthead),
    }


def list_documents(index: Index) -> dict[str, Any]:
    """All documents of the index: what each prints of itself, and how many units it has."""
    return {
        "documents": [
            {
                **_masthead(one.masthead),
                "units": len(one.paragraphs),
                "first": one.paragraphs[0].para if one.paragraphs else None,
                "last": one.paragraphs[-1].para if one.paragraphs else None,
                "findings": len(one.audit),
            }
            for one in index.documents()
        ]
    }


# ── units and mastheads ──────────────────────────────────────────────────────────────────────


def _unit(paragraph: Paragraph) -> dict[str, Any]:
    hull = paragraph.hull
    return {
        "citation": cite(paragraph),
        "document": paragraph.masthead.key,
        "symbol": paragraph.masthead.symbol,
        "para": paragraph.para,
        "text": paragraph.text,
        "headings": list(paragraph.headings),
        "chapeau": [_beside(one) for one in paragraph.chapeau],
        "governed_by": [_beside(one) for one in paragraph.governed_by],
        "status": describe_status(paragraph.masthead),
        "attribution": {
            "class": paragraph.attribution.klass,
            "phrase": paragraph.attribution.phrase,
            "modal": paragraph.attribution.modal,
            "addressee": paragraph.attribution.addressee,
            "described": describe_force(paragraph),
        },
        "page": paragraph.page,
        "start": hull.start,
        "end": hull.end,
        "cuts": [list(cut) for cut in paragraph.cuts],
    }


def _beside(paragraph: Paragraph) -> dict[str, Any]:
    return {"para": paragraph.para, "citation": cite(paragraph), "text": paragraph.text}


def _masthead(masthead: Masthead) -> dict[str, Any]:
    """What the document prints of itself; a link to it only for a symbol that it prints."""
    facts = {name: _plain(value) for name, value in asdict(masthead).items() if name != "key"}
    return {
        "document": masthead.key,
        "named": name_document(masthead),
        **facts,
        "official": link_of(masthead),
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _find_document(index: Index, name: str) -> Document:
    """The document called `name`: key, symbol or the end of one, file name, or as a citation."""
    document, units = find_cited(name, index.documents())
    if units:
        raise BadRequest(
            f"{name!r} names a paragraph, where a document is asked for.",
            hint=f"The document is {document.masthead.key!r}.",
        )
    return document


def _find_unit(document: Document, para: str) -> Paragraph:
    """The one unit that `para` names in any usual spelling."""
    wanted = _fold(para)
    for one in document.paragraphs:
        if one.para and wanted in (_fold(one.para), _fold(print_pinpoint(one.para))):
            return one
    units = find_cited(f"{document.masthead.key}, {para}", [document])[1] if wanted else []
    if len(units) == 1:
        return units[0]
    numbers = [one.para for one in document.paragraphs if one.para]
    if not units:
        raise DocumentUnknown(
            f"{para!r} names no paragraph of {document.masthead.key}.",
            hint=f"Its {len(numbers)} units are {_listed(numbers)}.",
        )
    raise BadRequest(
        f"{para!r} names {len(units)} units of {document.masthead.key}.",
        hint=f"Ask for one at a time: {_listed([one.para or '' for one in units])}.",
    )


def _fold(para: str) -> str:
    return "".join(para.split()).casefold()


def _listed(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:12])
    return f"{shown} … {numbers[-1]}" if len(numbers) > 12 else shown or "not numbered"


# ── arguments ────────────────────────────────────────────────────────────────────────────────


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise BadRequest(
            f"The argument {name!r} must be text, not {_kind(value)}.",
            hint="The endpoint's own description says what it takes.",
        )
    return value


def _many(value: object, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRequest(
            f"The argument {name!r} must be a list, not {_kind(value)}.",
            hint="Send a list, or leave it out.",
        )
    return value


def _count(value: object) -> int:
    if isinstance(value, float) and value.is_integer():  # JSON has one kind of number
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= DEPTH:
        raise BadRequest(
            f"The argument 'limit' must be a whole number from 1 to {DEPTH}.",
            hint="Leave it out for 10.",
        )
    return value


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")


def _not_a_history() -> BadRequest:
    return BadRequest(
        "The history is not one that this endpoint gave.",
        hint="Send the replies to earlier questions unchanged, oldest first, or leave it out.",
    )
