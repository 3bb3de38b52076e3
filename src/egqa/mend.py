"""What a writer that died left behind: finished or undone by whoever opens the index next.

A writer leaves a mark before it changes anything, and takes it away when it is done. Where the mark
is found without a living writer, Chroma's records decide: what they name stands, and vectors and
documents that they do not name are deleted.
"""

from __future__ import annotations

from egqa.errors import IndexMissing
from egqa.library import Library, Manifest
from egqa.remote import Remote
from egqa.store import Store


def mark(ledger: Library | Remote, manifest: Manifest) -> None:
    """Say that a writer is at work, and what the index is built with."""
    ledger.mark({"embedding": manifest.embedding, "parser": manifest.parser})


def mend(ledger: Library | Remote, store: Store, otherwise: Manifest) -> None:
    """Make manifest, vectors and documents what Chroma's records say, under a new stamp.

    Call it with the writers' lock held. `otherwise` says what the index is built with where
    neither the manifest nor the mark does.
    """
    try:
        built = ledger.read_manifest()
    except IndexMissing:
        said = ledger.read_mark() or {}
        built = Manifest(
            "",
            said.get("embedding", otherwise.embedding),
            said.get("parser", otherwise.parser),
        )
    entries = store.records()
    if entries or built.stamp:
        ledger.write_manifest(Manifest("", built.embedding, built.parser, entries))
    generations = {entry.generation for entry in entries.values()}
    store.sweep_all_but(generations, entries.keys())
    ledger.drop_all_but(entries.values())
    ledger.unmark()
