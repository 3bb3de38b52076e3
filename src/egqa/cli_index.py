"""`egqa add`, `egqa sync` and `egqa remove`: the commands that write to the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egqa.errors import DocumentUnknown, EgqaError, IndexMissing, ParseError, UnsupportedFile
from egqa.files import Found, find_files
from egqa.options import IndexOption, open_named, whole_words
from egqa.parse import parse
from egqa.printing import (
    Outcome,
    describe_audit,
    line,
    make_console,
    print_added,
    print_error,
    say,
)
from egqa.settings import read_settings

if TYPE_CHECKING:
    from egqa.index import Index
    from egqa.library import Manifest


def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders of files, or patterns.")],
    index: IndexOption = None,
) -> None:
    """Add documents to the index; what is there unchanged is left alone.

    A folder is gone through with all that is in it; what no reader takes is skipped there.
    """
    files = find_files(paths)
    if not files:
        raise ParseError(
            "There are no files to add.", hint="Name files, or folders that hold some."
        )
    if _add_files(open_named(index), files):
        raise typer.Exit(1)


def sync(
    folder: Annotated[Path, typer.Argument(help="Folder of the documents.")],
    index: IndexOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
) -> None:
    """Make the index hold just what a folder holds: add, read again, remove."""
    from egqa.sync import plan

    if not folder.is_dir():
        raise ParseError(f"{folder} is no folder.", hint="Name the folder of your documents.")
    target = open_named(index)
    files = find_files([folder])
    manifest = _read_manifest(target)
    steps = plan([one.path for one in files], manifest, target.embedding)
    for step in steps:
        what = str(step.path.relative_to(folder)) if step.path else step.key
        say(f"{step.kind:<7} {line(what)}")
    if dry_run or not steps:
        say(f"{len(steps)} changes" + (" would be made" if dry_run else ": nothing to do"))
        return
    wanted = {step.path for step in steps}
    failed = False
    with target.writing():
        taken = [one for one in files if one.path in wanted]
        if taken:
            failed = _add_files(target, taken)
        after = _read_manifest(target).entries
        for step in steps:
            # A changed file that was refused leaves the document that it was before.
            if step.key and after.get(step.key) == manifest.entries[step.key]:
                entry = target.remove(step.key)
                say(f"removed {entry.key} ({entry.units} units)")
    if failed:
        raise typer.Exit(1)


def _read_manifest(target: Index) -> Manifest:
    from egqa.library import Manifest

    try:
        return target.manifest()
    except IndexMissing:
        return Manifest()


def remove(
    documents: Annotated[list[str], typer.Argument(help="Keys, symbols or file names.")],
    index: IndexOption = None,
) -> None:
    """Remove documents from the index."""
    target = open_named(index)
    failed = False
    for name in documents:
        try:
            entry = target.remove(whole_words([name]))
        except DocumentUnknown as error:
            print_error(error)
            failed = True
        else:
            say(f"removed {entry.key} ({entry.units} units)")
    if failed:
        raise typer.Exit(1)


def _add_files(target: Index, files: Sequence[Found]) -> bool:
    """Read and add `files`, showing how far it is; whether any that was named was refused."""
    limit = read_settings().max_file_mb
    done: list[Outcome] = []
    try:
        with target.writing(), _bar() as bar:
            overall = bar.add_task("documents", total=len(files))
            for path, walked in files:
                task = bar.add_task(f"  {line(path.name)[:40]}", total=None)

                def advance(at: int, of: int, task: Any = task) -> None:
                    bar.update(task, completed=at, total=of)

                try:
                    document = parse(path, max_mb=limit)
                    origin = str(path.resolve())
                    added = target.add(document, origin=origin, progress=advance)
                    done.append(Outcome(path.name, added, warnings=describe_audit(document)))
                except ParseError as error:
                    skipped = walked and isinstance(error, UnsupportedFile)
                    done.append(Outcome(path.name, error, skipped=skipped))
                bar.remove_task(task)
                bar.advance(overall)
    finally:
        if done:  # also where an error ends it half way
            print_added(done)
    return any(isinstance(one.result, EgqaError) and not one.skipped for one in done)


@contextmanager
def _bar() -> Iterator[Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=make_console(err=True)) as bar:
        yield bar
