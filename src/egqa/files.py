"""Which files are meant by what a user names: files, folders with all in them, patterns."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_PATTERN = frozenset("*?[")


class Found(NamedTuple):
    """A file to read, and whether it was only met in a folder that the user named."""

    path: Path
    walked: bool


def find_files(paths: Iterable[Path]) -> list[Found]:
    """The files that `paths` name, each once, in the order named and by name within a folder.

    A path that holds "*", "?" or "[" and is no file is a pattern, in which "**" stands for any
    folders; one that matches nothing is kept, so that its reader says that there is no such file.
    Hidden files and folders, and the lock files that Office leaves, are passed over in folders.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        for one in _expand(path):
            walked = one.is_dir()
            for file in _walk(one) if walked else (one,):
                found.setdefault(file.absolute(), Found(file, walked))
    return list(found.values())


def _expand(path: Path) -> Iterator[Path]:
    pattern = str(path)
    if not _PATTERN.isdisjoint(pattern) and not path.exists():
        matches = sorted(glob.glob(pattern, recursive=True))
        yield from map(Path, matches or [pattern])
    else:
        yield path


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if not any(part.startswith((".", "~$")) for part in inside) and path.is_file():
            yield path
