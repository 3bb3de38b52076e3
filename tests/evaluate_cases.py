"""Small documents, questions and replies for the tests of `egqa.evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from egqa.evaluate import Gold, JudgedQuestion, read_questions
from egqa.evaluate.corpus import find_in_source, gather, judged_unit
from egqa.parse import parse
from egqa.types import Document, Masthead, Paragraph, Piece, Pinpoint, Span

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "data" / "questions.jsonl"


@cache
def seeds() -> tuple[Document, ...]:
    return tuple(parse(path) for path in sorted((ROOT / "seeds").glob("*.txt")))


@cache
def judged() -> tuple[JudgedQuestion, ...]:
    return read_questions(QUESTIONS)


def document(
    units: Sequence[tuple[str, str, str, str | None]],
    *,
    file: str = "report.txt",
    symbols: tuple[str, ...] = (),
    inferred: str | None = None,
    cut: str = "",
) -> Document:
    """A document of (number, marker, text, parent) units; `cut` is furniture inside any of them."""
    head = Masthead(file.removesuffix(".txt"), file, "0", symbols=symbols, symbol_inferred=inferred)
    source, paragraphs = "", []
    for number, marker, text, parent in units:
        source += f"{marker} "
        pieces, cuts, length = [], [], 0
        for part in text.split(cut) if cut else [text]:
            if pieces:
                cuts.append(Span(len(source), len(source) + len(cut)))
                source += cut
            pieces.append(Piece(length, length + len(part), len(source)))
            length += len(part)
            source += part
        source += "\n\n"
        paragraphs.append(
            Paragraph(
                head,
                Pinpoint(number),
                text.replace(cut, "") if cut else text,
                tuple(pieces),
                parent=Pinpoint(parent) if parent else None,
                marker=marker,
                cuts=tuple(cuts),
            )
        )
    return Document(head, source, tuple(paragraphs))


def question(
    id_: str = "q1",
    *gold: tuple[str, str] | tuple[str, str, str],
    answerable: bool | None = None,
    all_required: bool = False,
    kind: str = "fact",
    turns: tuple[str, ...] = ("What?",),
) -> JudgedQuestion:
    return JudgedQuestion(
        id_,
        kind,
        turns,
        tuple(Gold(*one) for one in gold),
        answerable=bool(gold) if answerable is None else answerable,
        all_required=all_required,
    )


def reply(
    id_: str = "q1", *cited: tuple[str, str] | tuple[str, str, str], **more: Any
) -> dict[str, Any]:
    """An answer citing (doc, para) or (doc, para, quote)."""
    names = ("doc", "para", "quote")
    citations = [dict(zip(names, one, strict=False)) for one in cited]
    return {"id": id_, "answered": True, "citations": citations, **more}


def abstention(id_: str = "q1", **more: Any) -> dict[str, Any]:
    return {"id": id_, "answered": False, "citations": [], **more}


def oracle() -> list[dict[str, Any]]:
    """The replies of one who knows: all that is gold, its words, and the gold retrieved first."""
    corpus = gather(seeds())
    replies = []
    for one in judged():
        units = [judged_unit(gold.doc, gold.para, corpus) for gold in one.gold]
        citations = []
        for gold, unit in zip(one.gold, units, strict=True):
            span = find_in_source(gold.quote or "", unit, corpus)
            assert span is not None
            # A gold quote may go on into its neighbours; what is given must stay in its unit.
            own = corpus.units[unit][0].text
            words = gold.quote if one.id != "q013" else own
            citations.append(
                {
                    "doc": gold.doc,
                    "symbol": None,
                    "para": gold.para,
                    "quote": words,
                    "start": span.start,
                    "end": span.end,
                }
            )
        passages = [{"doc": unit.key, "para": unit.para, "score": 1.0} for unit in units]
        replies.append(
            {
                "id": one.id,
                "answered": one.answerable,
                "reason": None if one.answerable else "not_said",
                "confidence": 1.0,
                "text": one.answer,
                "query": one.turns[-1],
                "citations": citations if one.answerable else [],
                "context": [],
                "passages": passages,
                "model": None,
                "seconds": 0.5,
            }
        )
    return replies
