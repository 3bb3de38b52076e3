"""What it takes for an index to hold just what a folder holds: what is new, changed or gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from egqa.library import Manifest
from egqa.writer import hash_origin, is_current


@dataclass(frozen=True, slots=True)
class Change:
    """One step: a file to add or to read again, or a document to remove (its `path` is None)."""

    kind: Literal["add", "change", "remove"]
    path: Path | None
    key: str = ""


def plan(files: Iterable[Path], manifest: Manifest, embedding: str) -> list[Change]:
    """The steps after which the index holds the documents of `files` and no others, removals last.

    Files are told apart by their bytes: one that was only renamed or moved is left alone. A file
    that cannot be read as a document is a step too; it is refused when it is taken.
    """
    current = {
        entry.sha256: entry for entry in manifest.entries.values() if is_current(entry, embedding)
    }
    by_origin = {entry.origin: entry for entry in manifest.entries.values()}
    kept: set[str] = set()
    steps: list[Change] = []
    for path in files:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            digest = ""
        if digest in current:
            kept.add(current[digest].key)
            continue
        old = by_origin.get(hash_origin(str(path.resolve())))
        steps.append(Change("change" if old else "add", path, old.key if old else ""))
    changed = {step.key for step in steps}
    gone = [key for key in manifest.entries if key not in kept | changed]
    return [*steps, *(Change("remove", None, key) for key in gone)]
