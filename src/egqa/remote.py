"""The documents and the stamp of an index whose vectors are on a Chroma server.

There is no folder that all machines share, so what a folder holds beside an embedded index stands
on the server too, in a collection of its own: each document packed and cut into parts, the stamp
that changes with every commit, the mark of a writer at work. Every machine copies the documents
into a folder of its own (see `egqa.replica`).
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

from egqa.connect import collection_name, connect, door
from egqa.errors import IndexBroken, IndexBusy, IndexMissing
from egqa.lease import Lease
from egqa.library import Entry, Manifest, digest_of
from egqa.serial import pack
from egqa.store import Store, source_id
from egqa.types import Document

_STAMP, _MARK = "stamp", "mark"
#: Characters of a packed document that one record holds.
_PART = 32_000
_PARTS_AT_ONCE = 100
# Chroma wants a vector of everything.
_NOWHERE = [1.0, 0.0]


class Remote:
    """What `Library` is to a folder, on the server at `url`; `folder` is this machine's own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self._lease: Lease | None = None
        self._client: Any = None
        self._shelf: Any = None

    def _door(self) -> AbstractContextManager[None]:
        return door(self.folder, self.url)

    def _open(self) -> Any:
        if self._client is None:
            self._client = connect(self.folder, self.url, self)
        if self._shelf is None:
            self._shelf = self._client.get_or_create_collection(
                collection_name(self.url, "library"), embedding_function=None
            )
        return self._shelf

    # ── what readers follow ──────────────────────────────────────────────────────────────────

    def read_stamp(self) -> Manifest | None:
        """The stamp in force and what the index is built with, without its entries; or None."""
        said = self._read_note(_STAMP)
        return Manifest(said["stamp"], said["embedding"], said["parser"]) if said else None

    def read_manifest(self) -> Manifest:
        """The current manifest, from the stamp and the records of documents.

        Raises:
            IndexMissing: nothing has been indexed there.
        """
        while True:
            head = self.read_stamp()
            if head is None:
                raise IndexMissing(
                    f"Nothing has been indexed on the Chroma server at {self.url}.",
                    hint="Add documents first: egqa add seeds/",
                )
            entries = Store(self.folder, url=self.url).records()
            after = self.read_stamp()
            if after is not None and after.stamp == head.stamp:
                ordered = {key: entries[key] for key in sorted(entries)}
                return Manifest(head.stamp, head.embedding, head.parser, ordered)

    def read_packed(self, entry: Entry) -> bytes:
        """The bytes of a document's file.

        Raises:
            IndexBroken: they are gone, or not what was written.
        """
        with self._door():
            found = self._open().get(
                where={"document_id": source_id(entry.key, entry.generation)}, include=["metadatas"]
            )
        parts = sorted(found["metadatas"], key=lambda one: int(one["part"]))
        try:
            packed = zlib.decompress(base64.b64decode("".join(one["text"] for one in parts)))
        except (ValueError, zlib.error):
            packed = b""
        if digest_of(packed) != entry.digest:
            raise IndexBroken(
                f"The Chroma server at {self.url} has no whole copy of {entry.key}.",
                hint="Ask again; if it stays so, add the document again.",
            )
        return packed

    # ── what a writer changes ────────────────────────────────────────────────────────────────

    def lock(self) -> Lease:
        """The writers' lock of all machines."""
        with self._door():
            self._open()
            self._lease = Lease(
                self.folder / ".lock",
                self._client,
                collection_name(self.url, "writing"),
                self._door,
            )
        return self._lease

    def write_manifest(self, manifest: Manifest, *, stamp: str = "") -> Manifest:
        """Put what the records of documents say in force, under a new stamp.

        Raises:
            IndexBusy: another machine took the writers' lock, since this one was not heard of.
        """
        if self._lease is not None and not self._lease.is_ours():
            raise IndexBusy(
                f"Another machine has begun to write to the Chroma server at {self.url}.",
                hint="Add the documents again when it is done.",
            )
        stamped = Manifest(
            stamp or uuid4().hex, manifest.embedding, manifest.parser, manifest.entries
        )
        self._put_note(
            _STAMP,
            {
                "stamp": stamped.stamp,
                "embedding": stamped.embedding,
                "parser": stamped.parser,
            },
        )
        return stamped

    def save(self, document: Document, generation: str) -> str:
        """Write `document`, and return its digest; it counts once its record is committed."""
        packed = pack(document)
        text = base64.b64encode(zlib.compress(packed)).decode("ascii")
        key = document.masthead.key
        parts = [text[at : at + _PART] for at in range(0, len(text), _PART)]
        with self._door():
            for start in range(0, len(parts), _PARTS_AT_ONCE):
                batch = range(start, min(start + _PARTS_AT_ONCE, len(parts)))
                self._open().add(
                    ids=[f"{generation}\t{key}\t{at}" for at in batch],
                    embeddings=[_NOWHERE for _ in batch],
                    metadatas=[
                        {"document_id": source_id(key, generation), "part": at, "text": parts[at]}
                        for at in batch
                    ],
                )
        return digest_of(packed)

    def drop(self, key: str, generation: str) -> None:
        """Delete the document of a generation that no record names any more."""
        with self._door():
            self._open().delete(where={"document_id": source_id(key, generation)})

    def drop_all_but(self, entries: Iterable[Entry]) -> None:
        """Delete every document that none of `entries` names."""
        kept = {entry.generation for entry in entries}
        with self._door():
            ids = self._open().get(include=[])["ids"]
            stray = [id_ for id_ in ids if "\t" in id_ and id_.partition("\t")[0] not in kept]
            for start in range(0, len(stray), _PARTS_AT_ONCE):
                self._open().delete(ids=stray[start : start + _PARTS_AT_ONCE])

    def mark(self, said: Mapping[str, str]) -> None:
        """Leave a mark that a writer is at work, with what it says."""
        self._put_note(_MARK, said)

    def read_mark(self) -> dict[str, str] | None:
        """What a writer's mark says, if there is one."""
        return self._read_note(_MARK)

    def is_marked(self) -> bool:
        """Whether a writer is at work, or died."""
        return self.read_mark() is not None

    def unmark(self) -> None:
        """Take the writer's mark away."""
        with self._door():
            self._open().delete(ids=[_MARK])

    def _read_note(self, name: str) -> dict[str, str] | None:
        with self._door():
            found = self._open().get(ids=[name], include=["metadatas"])["metadatas"]
        return {key: str(value) for key, value in found[0].items()} if found else None

    def _put_note(self, name: str, said: Mapping[str, str]) -> None:
        with self._door():
            self._open().upsert(ids=[name], embeddings=[_NOWHERE], metadatas=[dict(said)])
