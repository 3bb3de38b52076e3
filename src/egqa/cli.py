"""The command line: parse, add, remove, list, show, ask, chat, serve, evaluate.

Exit codes: 0 done (an abstention too), 1 an error of ours, 2 wrong usage. Heavy modules are
imported by the commands that need them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from egqa.errors import EgqaError, ParseError

if TYPE_CHECKING:
    from rich.console import Console

    from egqa.index import Index
    from egqa.types import Document, Paragraph, Turn

app = typer.Typer(
    help="Ask UN meeting documents, and get verbatim quotes with pinpoint citations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

IndexOption = Annotated[
    str | None, typer.Option("--index", help="Folder of the index [default: EGQA_INDEX or index].")
]


def main() -> None:
    """Run the command line; errors of ours are printed in one line with what to do about them."""
    try:
        app(standalone_mode=True)
    except EgqaError as error:
        _fail(error)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _fail(error: EgqaError) -> NoReturn:
    _report(error)
    sys.exit(1)


def _report(error: EgqaError) -> None:
    typer.echo(f"egqa: {error.message}", err=True)
    if error.hint:
        typer.echo(f"      {error.hint}", err=True)


def _folder(index: str | None) -> str:
    if index is not None:
        return index
    from egqa.settings import read_settings

    return read_settings().index


def _open(index: str | None) -> Index:
    from egqa.index import open_index
    from egqa.settings import read_settings

    settings = read_settings()
    return open_index(index if index is not None else settings.index, embedding=settings.embedding)


def _console(*, err: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=err, highlight=False)


# ── documents ────────────────────────────────────────────────────────────────────────────────


@app.command()
def parse(
    files: Annotated[list[Path], typer.Argument(help="Files to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a unit, one a line.")] = False,
    source: Annotated[bool, typer.Option("--source", help="Print the decoded text instead.")] = False,
) -> None:
    """Read files and print their units, without index or model."""
    from egqa.parse import parse as parse_file
    from egqa.settings import read_settings

    limit = read_settings().max_file_mb
    failed = False
    for path in files:
        try:
            document = parse_file(path, max_mb=limit)
        except EgqaError as error:
            _report(error)
            failed = True
            continue
        if source:
            sys.stdout.write(document.source)
        elif as_json:
            from egqa.render import unit_to_json

            for paragraph in document.paragraphs:
                typer.echo(json.dumps(unit_to_json(paragraph), ensure_ascii=False))
        else:
            _print_document(document)
    if failed:
        raise typer.Exit(1)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files.")],
    index: IndexOption = None,
) -> None:
    """Add documents to the index; what is there unchanged is left alone."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from egqa.index import Added
    from egqa.parse import parse as parse_file
    from egqa.settings import read_settings

    files = list(_expand(paths))
    target = _open(index)
    limit = read_settings().max_file_mb
    done: list[tuple[Path, Added | EgqaError]] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with target.writing(), Progress(*columns, console=_console(err=True)) as bar:
        overall = bar.add_task("documents", total=len(files))
        for path in files:
            task = bar.add_task(f"  {path.name}", total=None)

            def advance(at: int, of: int, task: Any = task) -> None:
                bar.update(task, completed=at, total=of)

            try:
                document = parse_file(path, max_mb=limit)
                done.append((path, target.add(document, origin=str(path.resolve()), progress=advance)))
            except ParseError as error:
                done.append((path, error))
            bar.remove_task(task)
            bar.advance(overall)
    _print_added(done)
    if any(isinstance(outcome, EgqaError) for _, outcome in done):
        raise typer.Exit(1)


def _expand(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        else:
            yield path


def _print_added(done: list[tuple[Path, Any]]) -> None:
    from rich.table import Table

    table = Table("file", "outcome", "units", "key or reason")
    for path, outcome in done:
        if isinstance(outcome, EgqaError):
            table.add_row(_plain(path.name), "refused", "–", _plain(str(outcome)))
        else:
            reason = f"{outcome.key}: {outcome.note}" if outcome.note else outcome.key
            table.add_row(_plain(path.name), outcome.outcome, str(outcome.units), _plain(reason))
    _console(err=True).print(table)


def _plain(text: str) -> Any:
    """Text that rich prints as it is: no markup of its own, no control characters."""
    from rich.text import Text

    return Text("".join(char if char.isprintable() else "�" for char in text))


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="Keys, symbols or file names.")],
    index: IndexOption = None,
) -> None:
    """Remove documents from the index."""
    target = _open(index)
    for name in documents:
        entry = target.remove(name)
        typer.echo(f"removed {entry.key} ({entry.units} units)")


@app.command("list")
def list_(
    index: IndexOption = None,
    audit: Annotated[bool, typer.Option("--audit", help="Also what the parser met in each.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a document, one a line.")] = False,
) -> None:
    """List the documents: units, symbols and where they are printed, audit."""
    from dataclasses import asdict

    from egqa.library import Library

    for document in Library(Path(_folder(index))).documents():
        if as_json:
            record = {
                **asdict(document.masthead),
                "units": len(document.paragraphs),
                "audit": [asdict(finding) for finding in document.audit],
            }
            typer.echo(json.dumps(record, ensure_ascii=False))
        else:
            _print_masthead(document, audit=audit)


@app.command()
def show(
    citation: Annotated[list[str], typer.Argument(help='For example "A/68/98, para. 2 (l) (ii)".')],
    index: IndexOption = None,
) -> None:
    """Show one unit: its words, its opening words, its context and status. Loads no model."""
    from egqa.library import Library
    from egqa.lookup import find_cited

    document, paragraphs = find_cited(" ".join(citation), Library(Path(_folder(index))).documents())
    if not paragraphs:
        _print_document(document)
    for paragraph in paragraphs:
        _print_unit(document, paragraph)


# ── questions ────────────────────────────────────────────────────────────────────────────────


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question.")],
    index: IndexOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The turn as JSON.")] = False,
) -> None:
    """Ask one question."""
    from egqa.chat import ask as ask_turn
    from egqa.render import turn_to_json

    turn = ask_turn(" ".join(question), index=_open(index))
    if as_json:
        typer.echo(json.dumps(turn_to_json(turn), ensure_ascii=False))
    else:
        _print_turn(turn)


@app.command()
def chat(index: IndexOption = None) -> None:
    """Chat in the terminal; an empty line or Ctrl-D ends it."""
    from egqa.chat import ask as ask_turn

    target = _open(index)
    with _console(err=True).status("Loading the model…"):
        target.warm()
    typer.echo("Ask about the documents. “new” starts over; an empty line ends the chat.")
    history: tuple[Turn, ...] = ()
    while True:
        try:
            question = input("\n> ").strip()
        except EOFError:
            break
        if not question:
            break
        if question.lower() == "new":
            history = ()
            continue
        try:
            turn = ask_turn(question, index=target, history=history)
        except EgqaError as error:
            _report(error)
            continue
        history = (*history, turn)
        if turn.query.read_as != question:
            typer.echo(f"Read as: {turn.query.read_as}")
        _print_turn(turn)


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the chat as a web page."""
    from egqa.settings import read_settings
    from egqa.ui import serve as serve_page

    settings = read_settings()
    serve_page(_open(index), host=host or settings.host, port=settings.port if port is None else port)


# ── printing ─────────────────────────────────────────────────────────────────────────────────


def _clean(text: str) -> str:
    """Text for a terminal: no escape sequence of a document reaches it."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)


def _print_turn(turn: Turn) -> None:
    from egqa.render import to_text

    typer.echo(_clean(to_text(turn)))


def _print_document(document: Document) -> None:
    _print_masthead(document, audit=True)
    headings: tuple[str, ...] = ()
    for paragraph in document.paragraphs:
        if paragraph.headings != headings:
            headings = paragraph.headings
            typer.echo("\n" + _clean(" > ".join(headings)))
        typer.echo(f"  {paragraph.para:<12} {_clean(paragraph.text)}")


def _print_masthead(document: Document, *, audit: bool) -> None:
    from egqa.cite import name_document

    head = document.masthead
    typer.echo(_clean(f"{head.key}"))
    where = {
        "masthead": "printed in the masthead",
        "running_header": "printed in a running head only",
        "catalogue": "from the catalogue",
        "not_printed": "not printed",
    }[head.symbol_where]
    named = ", ".join(head.symbols) or (f"{head.symbol_inferred} (inferred from {head.inferred_from})" if head.symbol_inferred else "none")
    rows = {
        "file": head.file,
        "cited as": name_document(head),
        "symbol": f"{named}; {where}",
        "title": head.title,
        "body": head.body,
        "session": head.session,
        "meeting": ", ".join(filter(None, (head.venue, head.dates))),
        "status": head.status,
        "agenda": ", ".join(head.agenda_items),
        "units": str(len(document.paragraphs)),
        "audit": _summarize(document),
    }
    for name, value in rows.items():
        if value:
            typer.echo(f"  {name:<9}{_clean(value)}")
    if audit:
        for finding in document.audit:
            typer.echo(_clean(f"    {finding.kind:<10} {finding.where}: {finding.detail}"))


def _summarize(document: Document) -> str:
    kinds: dict[str, int] = {}
    for finding in document.audit:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "nothing to report"


def _print_unit(document: Document, paragraph: Paragraph) -> None:
    from egqa.attribution import describe_force
    from egqa.cite import cite

    typer.echo(_clean(cite(paragraph)))
    typer.echo(_clean(f"  {paragraph.masthead.status}; {describe_force(paragraph)}"))
    if paragraph.headings:
        typer.echo(_clean("  " + " > ".join(paragraph.headings)))
    for above in paragraph.chapeau:
        typer.echo(_clean(f"\n  [{above.para}] {above.text}"))
    typer.echo(_clean(f"\n“{paragraph.text}”"))
    for child in document.paragraphs:
        if child.parent == paragraph.pinpoint:
            typer.echo(_clean(f"\n  [{child.para}] {child.text}"))
    for governing in paragraph.governed_by:
        if governing not in paragraph.chapeau:
            typer.echo(_clean(f"\n  Limited by {cite(governing)}: {governing.text}"))
    units = document.paragraphs
    at = next(at for at, one in enumerate(units) if one.para == paragraph.para)
    before = units[at - 1].para if at else None
    after = units[at + 1].para if at + 1 < len(units) else None
    typer.echo(_clean(f"\n  before: {before or '–'}   after: {after or '–'}"))


__all__ = ["app", "main"]

if __name__ == "__main__":
    main()
