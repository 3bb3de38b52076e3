"""The command line: parse, add, sync, remove, list, show, ask, chat, serve, user, evaluate.

Exit codes: 0 done (an abstention too), 1 an error of ours, 2 wrong usage. Heavy modules are
imported by the commands that need them.
"""

from __future__ import annotations

import io
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from egqa.cli_evaluate import evaluate
from egqa.cli_index import add, remove, sync
from egqa.errors import EgqaError, ParseError
from egqa.garbage import leave_uncollected
from egqa.lookup import find_cited
from egqa.options import IndexOption, open_named, read_library, whole_words
from egqa.parse import parse as parse_file
from egqa.printing import (
    make_console,
    print_document,
    print_error,
    print_json,
    print_masthead,
    print_turn,
    print_unit,
    say,
)
from egqa.settings import read_settings

if TYPE_CHECKING:
    from egqa.types import Turn

__all__ = ["app", "main"]

app = typer.Typer(
    help="Ask UN meeting documents, and get verbatim quotes with pinpoint citations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; errors of ours are printed with what to do about them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show is no reason to die
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    try:
        app()
    except EgqaError as error:
        print_error(error)
        sys.exit(1)
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = io.StringIO()
        sys.stderr.close()
        sys.exit(0)
    finally:
        leave_uncollected()


# ── documents ────────────────────────────────────────────────────────────────────────────────


@app.command()
def parse(
    files: Annotated[list[Path], typer.Argument(help="Files to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a unit.")] = False,
    source: Annotated[bool, typer.Option("--source", help="Print the decoded text.")] = False,
) -> None:
    """Read files and print their units, without index or model."""
    limit = read_settings().max_file_mb
    failed = False
    for path in files:
        try:
            document = parse_file(path, max_mb=limit)
        except ParseError as error:
            print_error(error)
            failed = True
            continue
        if source:
            _print_source(document.source)
        elif as_json:
            from egqa.render import unit_to_json

            for paragraph in document.paragraphs:
                print_json(unit_to_json(paragraph))
        else:
            print_document(document)
    if failed:
        raise typer.Exit(1)


def _print_source(source: str) -> None:
    """The decoded source: byte for byte into a file or a pipe, made safe on a terminal."""
    if sys.stdout.isatty():
        say(source)
    else:
        typer.echo(source.encode("utf-8", "surrogatepass"), nl=False)


for command in (add, sync, remove):
    app.command()(command)


@app.command("list")
def list_(
    index: IndexOption = None,
    audit: Annotated[bool, typer.Option("--audit", help="All that the parser met.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a document.")] = False,
) -> None:
    """List the documents: units, symbols and where they are printed, audit."""
    documents = read_library(index).documents()
    for document in documents:
        if as_json:
            units = {"units": len(document.paragraphs)}
            findings = {"audit": [asdict(finding) for finding in document.audit]}
            print_json(asdict(document.masthead) | units | findings)
        else:
            print_masthead(document, audit=audit)
    if not documents:
        say("The index holds no documents.", err=True)


@app.command()
def show(
    citation: Annotated[list[str], typer.Argument(help='For example "A/68/98, para. 2 (l) (ii)".')],
    index: IndexOption = None,
) -> None:
    """Show one unit: its words, its opening words, its context and status. Loads no model."""
    documents = read_library(index).documents()
    document, paragraphs = find_cited(whole_words(citation), documents)
    if not paragraphs:
        print_document(document)
    for paragraph in paragraphs:
        print_unit(document, paragraph)


# ── questions ────────────────────────────────────────────────────────────────────────────────


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question.")],
    index: IndexOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The turn as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also how it was read and what was found.")
    ] = False,
) -> None:
    """Ask one question."""
    from egqa.chat import ask as ask_turn
    from egqa.explain import explain as explain_turn
    from egqa.render import turn_to_json

    turn = ask_turn(whole_words(question), index=open_named(index))
    if as_json:
        print_json(turn_to_json(turn))
    else:
        print_turn(turn)
    if explain:
        say("\n" + explain_turn(turn), err=as_json)


@app.command()
def chat(index: IndexOption = None) -> None:
    """Chat in the terminal; an empty line or Ctrl-D ends it."""
    from egqa.chat import ask as ask_turn
    from egqa.chat import warm

    target = open_named(index)
    with make_console(err=True).status("Loading the model…"):
        warm(target)
    say("Ask about the documents. “new” starts over; an empty line ends the chat.")
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
            print_error(error)
            continue
        history = (*history, turn)
        if turn.query.read_as != question:
            say(f"Read as: {turn.query.read_as}")
        print_turn(turn)


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=0, max=65535)] = None,
) -> None:
    """Serve the chat as a web page, and its endpoints for programs.

    By default to this machine alone. Before it is served to others: EGQA_AUTH names a file of users
    who may log in, EGQA_RATE how many requests a minute one client may make, EGQA_HOSTNAMES the
    names the page is reached under, EGQA_PROXIES how many reverse proxies stand in front.
    """
    from egqa.ui import read_access
    from egqa.ui import serve as serve_page

    settings = read_settings()
    port = settings.port if port is None else port
    access = read_access(settings)
    serve_page(open_named(index), host=host or settings.host, port=port, access=access)


@app.command()
def user(name: Annotated[str, typer.Argument(help="The user's name.")]) -> None:
    """Ask for a password, and print the line of the user file for it."""
    from egqa.users import write_line

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    typer.echo(write_line(name, password))


app.command()(evaluate)


if __name__ == "__main__":
    main()
