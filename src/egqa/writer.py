"""Changes to an index: one writer at a time, each change whole or not at all.

Adding a document writes its vectors and its file as a new generation beside the old one, then its
record in Chroma, which commits it, then the manifest under a new stamp, which readers follow, and
deletes the old generation last. A crash between any two steps leaves the document wholly old or
wholly new; `mend` tidies up.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias
from uuid import uuid4

import numpy as np

from egqa.embed import KINDS, pieces_of
from egqa.errors import IndexBroken, IndexBusy, IndexMismatch, IndexMissing
from egqa.library import Entry, Library, Manifest
from egqa.mend import mark, mend
from egqa.models import Embedder, Vectors
from egqa.parse import PARSER_VERSION
from egqa.remote import Remote
from egqa.serial import document_from_json, document_to_json
from egqa.store import Store
from egqa.types import Document

Progress: TypeAlias = Callable[[int, int], None]
#: How many texts are embedded between two words on progress.
_EMBEDDED = 512
#: How many vectors are written at once: few large writes cost the store half the time of many.
_WRITTEN = 1_024
#: Seconds that a writer waits for the lock.
_MOMENT = 2.0


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document came to."""

    key: str
    units: int
    outcome: Literal["added", "replaced", "unchanged", "copy"]
    note: str = ""


class Writer:
    """What changes an index; `Index` hands its own `writing`, `add`, `remove` here.

    `ledger` keeps the documents and the manifest: a folder, or a server, whose `copy` here is then
    brought up to it when called.

    `embedder` loads the model called `embedding`; it is called when something is to be embedded.
    """

    def __init__(
        self,
        ledger: Library | Remote,
        copy: Callable[[], Library],
        embedding: str,
        embedder: Callable[[], Embedder],
    ) -> None:
        self.ledger = ledger
        self._copy = copy
        self.embedding = embedding
        self._embedder = embedder
        self._store: Store | None = None
        self._guard = threading.Lock()
        self._lock: Any = None

    @contextlib.contextmanager
    def writing(self, *, wait: float = _MOMENT) -> Iterator[None]:
        """Hold the writers' lock, for one or many changes; a second writer is refused.

        It may be entered again by the thread that holds it, and is let go when a process dies.
        A writer waits a moment for it, since a reader that looks after a dead writer may have it.

        Raises:
            IndexBusy: another process, or another thread, is writing.
            IndexBroken: the folder cannot be written.
        """
        from filelock import Timeout

        try:
            with self._guard:
                if self._lock is None:
                    self._lock = self.ledger.lock()
            self._lock.acquire(timeout=wait)
        except Timeout as error:
            raise IndexBusy(
                f"Another process is writing to {self._where()}.",
                hint="Wait until it is done, then try again.",
            ) from error
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or error
            raise IndexBroken(
                f"The index folder {self.ledger.folder} cannot be written: {reason}.",
                hint="Check its permissions and the space left on the disk.",
            ) from error
        try:
            yield
        finally:
            if self._lock.lock_counter == 1:
                self._store = None
            self._lock.release()

    def _where(self) -> str:
        return self.ledger.url or str(self.ledger.folder)

    def add(
        self, document: Document, *, origin: str = "", progress: Progress | None = None
    ) -> Added:
        """Index `document`; the contract is that of `Index.add`."""
        with self.writing():
            manifest = self._manifest_for_writing()
            head = document.masthead
            origin = hash_origin(origin or head.file)
            entries = manifest.entries.values()
            same = next((one for one in entries if one.sha256 == head.sha256), None)
            old = next((one for one in entries if one.origin == origin), None)
            if same is not None and is_current(same, self.embedding):
                if same.origin == origin or (same.file == head.file and old is None):
                    return Added(same.key, same.units, "unchanged")
                note = f"the same bytes as {same.file}"
                if old is not None:  # the file now reads as another does
                    self._remove(old, manifest)
                    note += f"; what it read before, {old.key}, was removed"
                return Added(same.key, same.units, "copy", note)
            old = old or same
            key, note = _free_key(head.key, manifest, old)
            if key != head.key:
                document = _rename(document, key)
            entry = Entry(
                key=key,
                generation=uuid4().hex[:12],
                file=head.file,
                sha256=head.sha256,
                fingerprint=fingerprint(head.sha256, self.embedding),
                origin=origin,
                units=len(document.paragraphs),
            )
            self._write(document, entry, manifest, old, progress)
            return Added(key, entry.units, "replaced" if old else "added", note)

    def remove(self, name: str) -> Entry:
        """Remove the document called `name`; the contract is that of `Index.remove`."""
        with self.writing():
            manifest = self._manifest_for_writing()
            entry = manifest.entries[self._copy().find(name).masthead.key]
            self._remove(entry, manifest)
            return entry

    def _write(
        self,
        document: Document,
        entry: Entry,
        manifest: Manifest,
        old: Entry | None,
        progress: Progress | None,
    ) -> None:
        embedder = self._embedder()
        work = {kind: list(pieces_of(document, kind, embedder)) for kind in KINDS}
        mark(self.ledger, manifest)
        store = self._store_for_writing()
        if not manifest.entries:
            store.clear()
        texts = {one.text for pieces in work.values() for one in pieces}
        rows, vectors = _embed(texts, embedder, progress)
        for kind, pieces in work.items():
            for start in range(0, len(pieces), _WRITTEN):
                batch = pieces[start : start + _WRITTEN]
                store.put(kind, entry, batch, vectors[[rows[one.text] for one in batch]])
        entry = replace(entry, digest=self.ledger.save(document, entry.generation))
        store.commit(entry, replaces=old)
        entries = {key: one for key, one in manifest.entries.items() if one != old}
        entries[entry.key] = entry
        self.ledger.write_manifest(replace(manifest, entries=entries))
        if old is not None:
            if old.key != entry.key:
                store.forget(old.key)
            self._sweep(store, old)
        self.ledger.unmark()

    def _remove(self, entry: Entry, manifest: Manifest) -> None:
        mark(self.ledger, manifest)
        store = self._store_for_writing()
        store.forget(entry.key)
        entries = {key: one for key, one in manifest.entries.items() if one != entry}
        self.ledger.write_manifest(replace(manifest, entries=entries))
        self._sweep(store, entry)
        self.ledger.unmark()

    def _sweep(self, store: Store, entry: Entry) -> None:
        store.sweep(entry)
        self.ledger.drop(entry.key, entry.generation)

    def _manifest_for_writing(self) -> Manifest:
        """The manifest to change, after mending what a dead writer left."""
        if self.ledger.is_marked():
            self.mend()
        ours = Manifest("", self.embedding, PARSER_VERSION)
        try:
            manifest = self.ledger.read_manifest()
        except IndexMissing:
            return ours
        if manifest.entries and manifest.embedding != self.embedding:
            check_embedding(manifest, self.embedding, self._where())
        return replace(ours, entries=manifest.entries)

    def mend(self) -> None:
        """Finish or undo what a dead writer left, if anything; the lock must be held."""
        if self.ledger.is_marked():  # still, now that the lock is held
            ours = Manifest("", self.embedding, PARSER_VERSION)
            mend(self.ledger, self._store_for_writing(), ours)

    def _store_for_writing(self) -> Store:
        """One store for all changes under one hold of the lock; an older one might be behind.

        It is made where nothing is indexed yet; where it ought to be there, its lack is an error.
        """
        if self._store is None:
            try:
                known = self.ledger.read_manifest().entries
            except IndexMissing:
                known = {}
            self._store = Store(self.ledger.folder, create=not known, url=self.ledger.url)
        return self._store


def _embed(
    texts: Collection[str], embedder: Embedder, progress: Progress | None
) -> tuple[dict[str, int], Vectors]:
    """The vectors of `texts`, each embedded once, and in which row that of each is."""
    # Texts of like length together: padding is work done for nothing.
    ordered = sorted(texts, key=lambda text: (len(text), text))
    vectors = []
    for start in range(0, len(ordered), _EMBEDDED):
        vectors.append(embedder.embed_texts(ordered[start : start + _EMBEDDED]))
        if progress:
            progress(min(start + _EMBEDDED, len(ordered)), len(ordered))
    return {text: row for row, text in enumerate(ordered)}, np.concatenate(vectors)


def check_embedding(manifest: Manifest, embedding: str, where: str) -> None:
    """Raise IndexMismatch where the index was built with another embedding model."""
    if manifest.embedding != embedding:
        raise IndexMismatch(
            f"The index in {where} was built with embedding model "
            f"{manifest.embedding!r}, not {embedding!r}.",
            hint="Set EGQA_EMBEDDING to the same, or delete the folder's contents and add the "
            "documents again.",
        )


def hash_origin(path: str) -> str:
    """What an entry keeps of the path that its document was added from."""
    return hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:16]


def is_current(entry: Entry, embedding: str) -> bool:
    """Whether this version of the parser read the document, and this model embedded it."""
    return entry.fingerprint == fingerprint(entry.sha256, embedding)


def fingerprint(sha256: str, embedding: str) -> str:
    """Of what an entry was made from: the file's bytes, the parser's version, the model."""
    return hashlib.sha256(f"{sha256}\n{PARSER_VERSION}\n{embedding}".encode()).hexdigest()


def _free_key(key: str, manifest: Manifest, old: Entry | None) -> tuple[str, str]:
    """The key a document gets: its own, or `key~2` where another file has it already."""
    taken = {one.key for one in manifest.entries.values() if old is None or one.key != old.key}
    if key not in taken:
        return key, ""
    other = manifest.entries[key].file
    number = 2
    while f"{key}~{number}" in taken:
        number += 1
    note = f"{other} has the same key and other words; this may be another copy"
    return f"{key}~{number}", note


def _rename(document: Document, key: str) -> Document:
    raw = document_to_json(document)
    return document_from_json(raw | {"masthead": raw["masthead"] | {"key": key}})
