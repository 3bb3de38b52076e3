"""The documents as parsed, on disk: one JSON file each, and a manifest that says which are current.

Standard library only, so that a paragraph can be shown without loading any model or store. Every
write is a new file renamed into place; the manifest is replaced last, with a new stamp, so a reader
sees either the old state or the new one. The manifest holds each file's digest: what was damaged on
disk is refused, never quoted.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from egqa.errors import DocumentUnknown, IndexBroken, IndexMissing
from egqa.serial import NEW, document_from_json, pack, write_bytes, write_json
from egqa.symbols import ends_with, symbol_key
from egqa.types import Document, Masthead

FORMAT = 1
MANIFEST = "manifest.json"
MARK = "pending.json"
DOCUMENTS = "documents"
_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
# A file changed this recently may change again within one tick of its clock.
_TICK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one document: its current generation, and what it was made from.

    `origin` is a hash of the path it was added from, `digest` one of the file it is kept in.
    """

    key: str
    generation: str
    file: str
    sha256: str
    fingerprint: str
    origin: str
    units: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The current state of an index folder. `stamp` changes with every commit."""

    stamp: str = ""
    embedding: str = ""
    parser: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)


class Library:
    """The parsed documents of an index folder."""

    url = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: tuple[tuple[int, ...], Manifest] | None = None

    def read_manifest(self) -> Manifest:
        """The current manifest; the file is read again only where it may have changed.

        Raises:
            IndexMissing: nothing has been indexed here.
            IndexBroken: the manifest cannot be read.
        """
        path = self.folder / MANIFEST
        try:
            found = path.stat()
            mark = (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
            if self._seen is not None and self._seen[0] == mark:
                return self._seen[1]
            manifest = _manifest_from_json(json.loads(path.read_bytes()), self.folder)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexMissing(
                f"Nothing has been indexed in {self.folder}.",
                hint="Add documents first: egqa add seeds/",
            ) from error
        except _DAMAGE as error:
            raise _broken(self.folder, error) from error
        settled = time.time_ns() - found.st_mtime_ns > _TICK_NS
        self._seen = (mark, manifest) if settled else None
        return manifest

    def write_manifest(self, manifest: Manifest, *, stamp: str = "") -> Manifest:
        """Put `manifest` in force under a new stamp, or the one given, and return it with that."""
        entries = {key: manifest.entries[key] for key in sorted(manifest.entries)}
        stamped = Manifest(stamp or uuid4().hex, manifest.embedding, manifest.parser, entries)
        write_json(
            self.folder / MANIFEST,
            {
                "format": FORMAT,
                "stamp": stamped.stamp,
                "embedding": stamped.embedding,
                "parser": stamped.parser,
                "documents": {key: asdict(entry) for key, entry in entries.items()},
            },
        )
        return stamped

    def load(self, entry: Entry) -> Document:
        """The document of one manifest entry.

        Raises:
            IndexBroken: its file is gone, cannot be read, or is not what was written.
        """
        try:
            written = self.path(entry.key, entry.generation).read_bytes()
            if entry.digest and digest_of(written) != entry.digest:
                raise ValueError("another digest")
            return document_from_json(json.loads(written))
        except _DAMAGE as error:
            raise _broken(self.folder, error) from error

    def save(self, document: Document, generation: str) -> str:
        """Write `document` beside what is current, and return the file's digest.

        It counts once the manifest names it.
        """
        return self.place(document.masthead.key, generation, pack(document))

    def place(self, key: str, generation: str, packed: bytes) -> str:
        """Write a packed document beside what is current, and return its digest."""
        return write_bytes(self.path(key, generation), packed)

    def drop(self, key: str, generation: str) -> None:
        """Delete the file of a generation that no manifest names any more."""
        self.path(key, generation).unlink(missing_ok=True)

    def drop_all_but(self, entries: Iterable[Entry]) -> None:
        """Delete every file that none of `entries` names, half-written ones too."""
        kept = {self.path(entry.key, entry.generation) for entry in entries}
        for path in (self.folder / DOCUMENTS).glob("*.json"):
            if path not in kept:
                path.unlink(missing_ok=True)
        for path in self.folder.glob(f"{NEW}*"):
            path.unlink(missing_ok=True)

    def lock(self) -> Any:
        """The writers' lock: taken again and again by one thread, refused to others."""
        from filelock import FileLock

        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / ".lock", timeout=0)

    def mark(self, said: Mapping[str, str]) -> None:
        """Leave a mark that a writer is at work, with what it says."""
        write_json(self.folder / MARK, dict(said))

    def read_mark(self) -> dict[str, str] | None:
        """What a writer's mark says, if there is one; nothing where it cannot be read."""
        try:
            said = json.loads((self.folder / MARK).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def is_marked(self) -> bool:
        """Whether a writer is at work, or died there."""
        return (self.folder / MARK).exists()

    def unmark(self) -> None:
        """Take the writer's mark away."""
        (self.folder / MARK).unlink(missing_ok=True)

    def path(self, key: str, generation: str) -> Path:
        """Where one generation of a document is kept."""
        name = re.sub(r"[^A-Za-z0-9.~-]+", "_", key)[:80]
        mark = hashlib.sha256(key.encode()).hexdigest()[:8]
        return self.folder / DOCUMENTS / f"{name}.{mark}.{generation}.json"

    def documents(self) -> tuple[Document, ...]:
        """All current documents, in the order of their keys.

        A writer may replace one meanwhile; then all are read anew.
        """
        while True:
            manifest = self.read_manifest()
            try:
                return tuple(self.load(manifest.entries[key]) for key in sorted(manifest.entries))
            except IndexBroken:
                if self.read_manifest().stamp == manifest.stamp:
                    raise

    def find(self, name: str) -> Document:
        """The document that `name` means: its key, a symbol of it, its file name or stem.

        Raises:
            DocumentUnknown: none is called that, or more than one.
        """
        documents = self.documents()
        exact = [one for one in documents if one.masthead.key == name]
        return exact[0] if exact else match_document(name, documents)


def digest_of(written: bytes) -> str:
    """What an entry keeps of the bytes of its document's file."""
    return hashlib.sha256(written).hexdigest()


def names_document(name: str, masthead: Masthead) -> bool:
    """Whether `name` is the key, a printed or inferred symbol, or the file name or stem."""
    symbols = (*masthead.symbols, *filter(None, (masthead.symbol_inferred,)))
    wanted = symbol_key(name)
    return (
        name in (masthead.key, masthead.file, Path(masthead.file).stem)
        or wanted == symbol_key(masthead.key)
        or any(wanted == symbol_key(symbol) for symbol in symbols)
    )


def match_document(name: str, documents: Iterable[Document]) -> Document:
    """The one document among `documents` that `name` means; see `Library.find`."""
    documents = list(documents)
    found = [one for one in documents if names_document(name, one.masthead)]
    if not found:  # the end of a symbol will do where it is unmistakable: "Add.2"
        found = [
            one
            for one in documents
            if any(
                ends_with(symbol, name)
                for symbol in (*one.masthead.symbols, one.masthead.symbol_inferred or "")
                if symbol
            )
        ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(one.masthead.key for one in documents)) or "none"
    if not found:
        raise DocumentUnknown(f"The index holds no document {name!r}.", hint=f"It holds: {known}.")
    keys = ", ".join(one.masthead.key for one in found)
    raise DocumentUnknown(
        f"{name!r} means more than one document: {keys}.", hint="Give the whole symbol or key."
    )


def _manifest_from_json(raw: Mapping[str, Any], folder: Path) -> Manifest:
    if raw["format"] != FORMAT:
        raise IndexBroken(
            f"The index in {folder} has format {raw['format']}, not {FORMAT}.",
            hint="Delete the folder's contents and add the documents again.",
        )
    entries = {key: Entry(**entry) for key, entry in raw["documents"].items()}
    if any(key != entry.key for key, entry in entries.items()) or not raw["stamp"]:
        raise ValueError("keys or stamp")
    return Manifest(raw["stamp"], raw["embedding"], raw["parser"], entries)


def _broken(folder: Path, error: Exception) -> IndexBroken:
    return IndexBroken(
        f"The index in {folder} is damaged ({type(error).__name__}).",
        hint="Delete the folder's contents and add the documents again.",
    )
