"""What `egqa evaluate` does, from plain values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import egqa
from egqa.errors import BadEvaluation, IndexMissing
from egqa.evaluate.asking import predict
from egqa.evaluate.grade import Evaluation, grade, qrels_and_run, to_json
from egqa.evaluate.grade import compare as compare_evaluations
from egqa.evaluate.output import refuse_unwritable, say, write_text
from egqa.evaluate.predictions import read_predictions, write_predictions
from egqa.evaluate.questions import JudgedQuestion, check_questions, read_questions
from egqa.evaluate.report import render_report
from egqa.evaluate.retrieval import write_trec
from egqa.evaluate.terminal import markdown_table, print_summary
from egqa.types import Document

if TYPE_CHECKING:
    from rich.console import Console

    from egqa.index import Index


def run_command(
    questions: Path,
    *,
    index_path: Path,
    console: Console,
    predictions: Path | None = None,
    report: Path | None = None,
    json_path: Path | None = None,
    from_predictions: Path | None = None,
    compare: Path | None = None,
    trec: Path | None = None,
    markdown: Path | None = None,
    check: bool = False,
    embedding: str = "all-MiniLM-L6-v2",
    reranking: str = "",
) -> None:
    """Check, ask, grade, write and print, as the options have it.

    With `check` the judged questions are held against the indexed documents and nothing is asked.
    With `from_predictions` a file is graded instead of asking; without an index there it is graded
    by file names alone. `predictions`, `report` and `json_path` are files to write, `trec` a folder
    for `run.trec` and `qrels.trec`, `markdown` one for a table; `compare` another system's
    predictions.

    Raises: BadEvaluation for what cannot be read or written and for gold that does not stand;
    IndexMissing where an index is needed and there is none.
    """
    judged = read_questions(questions)
    index = egqa.open_index(index_path, embedding=embedding, reranking=reranking)
    if check:
        _check(judged, questions, index.documents(), console)
        return
    for path in (report, json_path, markdown):
        refuse_unwritable(path)
    others = read_predictions(compare) if compare else None
    documents: Sequence[Document] | None
    if from_predictions:
        lines = read_predictions(from_predictions)
        documents = _documents_if_indexed(index, index_path, console)
        evaluation = grade(judged, lines, documents, system=from_predictions.stem)
    else:
        documents = index.documents()
        evaluation = grade(judged, _ask(judged, index, predictions, console), documents)
    comparison = None
    if others is not None and compare:
        other = grade(judged, others, documents, system=compare.stem)
        comparison = compare_evaluations(evaluation, other)
    print_summary(evaluation, console, comparison=comparison)
    _say_what_is_off(evaluation, console)
    if json_path:
        values = json.dumps(to_json(evaluation, comparison), ensure_ascii=False, indent=1)
        write_text(json_path, values + "\n")
    if report:
        write_text(report, render_report(evaluation, comparison))
    if markdown:
        write_text(markdown, markdown_table(evaluation) + "\n")
    if trec:
        write_trec(trec, *qrels_and_run(evaluation), tag=evaluation.system)
    for path in (None if from_predictions else predictions, report, json_path, trec, markdown):
        if path:
            say(f"wrote {path}", console)


def _documents_if_indexed(
    index: Index, index_path: Path, console: Console
) -> Sequence[Document] | None:
    try:
        return index.documents()
    except IndexMissing:
        say(
            f"No index at {index_path}: documents are matched by file name alone, and quotes are "
            "not checked.",
            console,
        )
        return None


def _check(
    judged: Sequence[JudgedQuestion],
    path: Path,
    documents: Sequence[Document],
    console: Console,
) -> None:
    problems = check_questions(judged, documents)
    for problem in problems:
        say(str(problem), console)
    if problems:
        raise BadEvaluation(
            f"{path}: {len(problems)} gold units or quotes do not stand in the documents.",
            hint="Mend the lines named above, or index the documents they mean.",
        )
    gold = sum(len(question.gold) for question in judged)
    say(f"{len(judged)} questions, {gold} gold units: all exist, and all quotes stand.", console)


def _ask(
    judged: Sequence[JudgedQuestion], index: Index, path: Path | None, console: Console
) -> list[Mapping[str, object]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    kept: list[Mapping[str, object]] = []
    columns = (TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("asking", total=len(judged))
        lines = predict(
            judged, index, progress=lambda done, total, question: bar.update(task, completed=done)
        )
        if path:
            write_predictions(path, _keeping(lines, kept.append))
        else:
            kept.extend(lines)
    return kept


def _keeping(
    lines: Iterator[dict[str, object]], keep: Callable[[Mapping[str, object]], None]
) -> Iterator[dict[str, object]]:
    for line in lines:
        keep(line)
        yield line


def _say_what_is_off(evaluation: Evaluation, console: Console) -> None:
    missing = [one.question.id for one in evaluation.judgements if one.prediction is None]
    for ids, what in (
        (missing, "questions have no prediction and count as wrong"),
        (evaluation.unknown, "predictions are for ids that are not judged"),
    ):
        if ids:
            shown = ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
            say(f"{len(ids)} {what}: {shown}", console)
