"""What a writer that died left behind: finished or undone by whoever opens the index next.

A writer leaves a mark in the folder before it changes anything, and takes it away when it is done.
Where the mark is found without a living writer, Chroma's records decide: what they name stands,
and vectors and files that they do not name are deleted.
"""

from __future__ import annotations

import json
from pathlib import Path

from egqa.errors import IndexMissing
from egqa.library import Library, Manifest
from egqa.serial import write_json
from egqa.store import Store

MARK = "pending.json"


def is_marked(folder: Path) -> bool:
    """Whether a writer is at work in `folder`, or died there."""
    return (folder / MARK).exists()


def mark(folder: Path, manifest: Manifest) -> None:
    """Say that a writer is at work, and what the index is built with."""
    write_json(folder / MARK, {"embedding": manifest.embedding, "parser": manifest.parser})


def unmark(folder: Path) -> None:
    """Say that the writer is done."""
    (folder / MARK).unlink(missing_ok=True)


def mend(library: Library, store: Store, otherwise: Manifest) -> None:
    """Make manifest, vectors and files what Chroma's records say, under a new stamp.

    Call it with the writers' lock held. `otherwise` says what the index is built with where
    neither the manifest nor the mark does.
    """
    try:
        built = library.read_manifest()
    except IndexMissing:
        built = _read_mark(library.folder) or otherwise
    entries = store.records()
    if entries or built.stamp:
        library.write_manifest(Manifest("", built.embedding, built.parser, entries))
    generations = {entry.generation for entry in entries.values()}
    store.sweep_all_but(generations, entries.keys())
    library.drop_all_but(entries.values())
    unmark(library.folder)


def _read_mark(folder: Path) -> Manifest | None:
    try:
        said = json.loads((folder / MARK).read_text("utf-8"))
        return Manifest("", said["embedding"], said["parser"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
