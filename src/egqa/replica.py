"""This machine's copy of the documents of an index on a Chroma server.

It is brought up to the server's stamp before it is read: documents of new generations are fetched,
the manifest is put in force under the server's stamp, and what is gone is deleted.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from egqa.errors import IndexBroken, IndexMissing
from egqa.library import Library, Manifest
from egqa.remote import Remote


def copy_folder(folder: Path, url: str) -> Path:
    """Where the copy is kept: inside the index folder, apart from an index that is there itself."""
    return folder / f"server-{hashlib.sha256(url.encode()).hexdigest()[:12]}"


def follow(library: Library, remote: Remote) -> Manifest:
    """Bring the copy in `library` up to the server's stamp, and return its manifest.

    Raises:
        IndexMissing: nothing has been indexed there.
        IndexBroken: the server cannot be reached, or a document on it is not whole.
    """
    from filelock import FileLock

    if (known := _is_current(library, remote)) is not None:
        return known
    library.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(library.folder / ".follow"):
        while True:
            if (known := _is_current(library, remote)) is not None:
                return known
            manifest = remote.read_manifest()
            try:
                for entry in manifest.entries.values():
                    if not library.path(entry.key, entry.generation).exists():
                        library.place(entry.key, entry.generation, remote.read_packed(entry))
            except IndexBroken:
                stamp = remote.read_stamp()
                if stamp is None or stamp.stamp == manifest.stamp:
                    raise
                continue  # it was replaced meanwhile
            written = library.write_manifest(manifest, stamp=manifest.stamp)
            library.drop_all_but(written.entries.values())
            return written


def _is_current(library: Library, remote: Remote) -> Manifest | None:
    """The copy's manifest, where it is of the server's stamp."""
    head = remote.read_stamp()
    try:
        known = library.read_manifest()
    except IndexMissing:
        if head is None:
            return remote.read_manifest()  # says that there is nothing
        return None
    if head is None:
        return remote.read_manifest()
    return known if known.stamp == head.stamp else None
