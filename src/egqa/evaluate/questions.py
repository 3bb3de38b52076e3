"""Judged questions: what is asked, which units answer it, and in what words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from egqa.errors import BadEvaluation
from egqa.evaluate.corpus import Corpus, document_name, find_in_source, gather, judged_number
from egqa.evaluate.lines import Line, read_lines, refuse_twice
from egqa.types import Document, UnitRef


@dataclass(frozen=True, slots=True)
class Gold:
    """One unit that answers a question: the document by file name or symbol, number, words."""

    doc: str
    para: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with the units that answer it.

    The last of `turns` is judged; those before it are asked first, as a conversation. Where
    `all_required`, an answer needs every gold unit, else any one of them. `line` is where it stands
    in its file.
    """

    id: str
    kind: str
    turns: tuple[str, ...]
    gold: tuple[Gold, ...]
    answerable: bool
    all_required: bool = False
    answer: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A gold unit or quote that the documents do not bear out."""

    question: str
    line: int
    detail: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.question}: {self.detail}"


def read_questions(path: Path | str) -> tuple[JudgedQuestion, ...]:
    """The judged questions of a JSON-lines file, in order.

    Each line needs `id`, `kind`, `turns` and `answerable`, and an answerable one `gold` with a
    `doc` and a `para` each; `quote`, `all_required` and `answer` may be left out. Other fields are
    passed over.

    Raises: BadEvaluation, naming file, line and field, for a line that cannot be read, an id given
    twice, or a file without questions.
    """
    path = Path(path)
    lines = list(read_lines(path))
    questions = tuple(_question(line) for line in lines)
    refuse_twice((question.id, line) for question, line in zip(questions, lines, strict=True))
    if not questions:
        raise BadEvaluation(f"{path} holds no questions.", hint="Write one JSON object a line.")
    return questions


def _question(line: Line) -> JudgedQuestion:
    answerable = line.flag("answerable")
    gold = tuple(
        Gold(one.name("doc"), one.name("para"), one.text("quote", required=False))
        for one in line.objects("gold", required=answerable) or ()
    )
    if answerable and not gold:
        raise line.refuse(
            "gold", "is empty, but the question is answerable", "Name the units that answer it."
        )
    return JudgedQuestion(
        id=line.name("id"),
        kind=line.name("kind"),
        turns=line.texts("turns"),
        gold=gold,
        answerable=answerable,
        all_required=line.flag("all_required", default=False),
        answer=line.text("answer", required=False) or "",
        line=line.number,
    )


def check_questions(
    questions: Iterable[JudgedQuestion], documents: Iterable[Document]
) -> tuple[Problem, ...]:
    """What is wrong with the gold: nothing, or one problem for each unit or quote that fails.

    Every gold document and paragraph must exist, and every gold quote must stand, under `fold`, in
    the source between the start of the numbered paragraph its unit belongs to and the end of that
    paragraph's last descendant, so that a bullet's words belong to its sub-paragraph. Page
    furniture within may be there or cut out.
    """
    corpus = gather(documents)
    return tuple(
        Problem(question.id, question.line, detail)
        for question in questions
        for gold in question.gold
        if (detail := _problem(gold, corpus))
    )


def _problem(gold: Gold, corpus: Corpus) -> str:
    name = document_name(gold.doc, corpus)
    if name not in corpus.documents:
        return f"no document is called {gold.doc}"
    plain = "".join(gold.para.split())
    if not any(paragraph.para == plain for paragraph in corpus.documents[name].paragraphs):
        return f"{gold.doc} has no paragraph {gold.para}"
    if gold.quote is None:
        return ""
    if find_in_source(gold.quote, UnitRef(name, judged_number(plain)), corpus) is None:
        return f"these words do not stand in paragraph {gold.para} of {gold.doc}: “{gold.quote}”"
    return ""


def gold_units(question: JudgedQuestion, corpus: Corpus) -> tuple[UnitRef, ...]:
    """The distinct units that answer `question`, bullets turned into their sub-paragraphs."""
    found: Sequence[UnitRef] = [
        UnitRef(document_name(gold.doc, corpus), judged_number(gold.para)) for gold in question.gold
    ]
    return tuple(dict.fromkeys(found))
