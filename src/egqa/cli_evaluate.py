"""`egqa evaluate`: its options, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from egqa.options import IndexOption, find_folder
from egqa.printing import make_console


def evaluate(
    questions: Annotated[
        Path | None, typer.Argument(help="Judged questions, JSON lines.", show_default=False)
    ] = None,
    index: IndexOption = None,
    predictions: Annotated[Path | None, typer.Option(help="Write the predictions here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the report here, HTML.")] = None,
    json_path: Annotated[
        Path | None, typer.Option("--json", help="Write the measures here, JSON.")
    ] = None,
    from_path: Annotated[
        Path | None, typer.Option("--from", help="Grade these predictions instead of asking.")
    ] = None,
    compare: Annotated[Path | None, typer.Option(help="Compare with these predictions.")] = None,
    trec: Annotated[Path | None, typer.Option(help="Folder for TREC run and qrels.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write a table here, Markdown.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check the judged questions, ask nothing.")
    ] = False,
    beir: Annotated[
        Path | None, typer.Option(help="Folder of a BEIR collection: measure retrieval on it.")
    ] = None,
) -> None:
    """Measure citation accuracy on judged questions, of this system or of another."""
    from egqa.evaluate.command import run_command
    from egqa.settings import apply_settings

    if (questions is None) == (beir is None):
        raise typer.BadParameter("Give judged questions, or --beir and a folder.")
    if beir is not None:
        from egqa.evaluate.beir import run_beir

        embedding = apply_settings().embedding
        run_beir(beir, console=make_console(), embedding=embedding, json_path=json_path)
    if questions is None:
        return
    settings = apply_settings()
    run_command(
        questions,
        index_path=find_folder(index),
        console=make_console(),
        predictions=predictions,
        report=report,
        json_path=json_path,
        from_predictions=from_path,
        compare=compare,
        trec=trec,
        markdown=markdown,
        check=check,
        embedding=settings.embedding,
        reranking=settings.reranker,
    )
