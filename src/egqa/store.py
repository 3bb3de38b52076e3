"""Chroma's only door: the vectors of an index folder, and one record a document.

Three collections, one a kind of text, so that no search needs a filter; and a fourth with one
record a document, which says what generation of its vectors counts. Writing that record commits
the generation. Every vector names its generation, so that what is not committed can be dropped.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from egqa.connect import collection_name, connect, door
from egqa.embed import KINDS, Kind, Piece
from egqa.held import Held, hold, join
from egqa.library import Entry
from egqa.models import Vectors
from egqa.types import UnitRef

#: How many units a ranker hands to the fusion.
DEPTH = 200
_NEIGHBOURS: Mapping[Kind, int] = {"text": DEPTH, "context": DEPTH, "sentence": 5 * DEPTH // 2}
#: How many times as many vectors are asked for where not all that are found count.
_FARTHER = 8
_DELETE_AT_ONCE = 1_000
_FETCH_AT_ONCE = 100
#: Up to so many documents are fetched by the numbers of their units, so many vectors at once.
_FEW, _ASK_AT_ONCE = 3, 2_000
#: How many vectors of a unit are asked for at first: most have no more.
_VECTORS: Mapping[Kind, int] = {"text": 1, "context": 1, "sentence": 8}
#: How many vectors of documents that questions named are kept in memory.
_HELD_ROWS = 50_000
_RECORDS = "document"
#: The numbers of a document's units, which the store does not know.
Units: TypeAlias = Callable[[Entry], Sequence[str]]
# A sentence may stand in a document a hundred times; with fewer links its copies hide others.
_SETTINGS = {
    "hnsw:space": "cosine",
    "hnsw:search_ef": 5 * DEPTH // 2,
    "hnsw:construction_ef": 200,
    "hnsw:M": 24,
}


class Store:
    """The Chroma database of `folder`, or of the server at `url`, as it stands when opened.

    A client goes on answering from what it loaded, so another process' writes are seen by a new
    `Store` only. With `create` missing collections are made; without, their lack is IndexBroken.
    """

    def __init__(self, folder: Path, *, create: bool = False, url: str = "") -> None:
        self.folder = folder
        self.url = url
        self._held: dict[tuple[Kind, str], Held] = {}
        self._guard = threading.Lock()
        with self._door():
            self._client = connect(folder, url, self, create=create)
            self._collections = {name: self._open(name, create) for name in (*KINDS, _RECORDS)}

    def _door(self) -> AbstractContextManager[None]:
        return door(self.folder, self.url)

    def _open(self, name: str, create: bool) -> Any:
        called = collection_name(self.url, name)
        if not create:
            return self._client.get_collection(called, embedding_function=None)
        return self._client.get_or_create_collection(
            called,
            metadata=_SETTINGS,
            embedding_function=None,
        )

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def records(self) -> dict[str, Entry]:
        """The committed documents by key: the truth about what is indexed."""
        with self._door():
            found = self._collections[_RECORDS].get(include=["metadatas", "documents"])
            entries: dict[str, Entry] = {}
            superseded = set()
            for key, said, text in zip(
                found["ids"], found["metadatas"], found["documents"], strict=True
            ):
                known = json.loads(text)
                superseded.add(known.get("replaces", ""))
                entries[key] = Entry(
                    key=key,
                    generation=said["generation"],
                    file=known["file"],
                    sha256=known["sha256"],
                    fingerprint=said["fingerprint"],
                    origin=known["origin"],
                    units=said["units"],
                    digest=known.get("digest", ""),
                )
        return {key: one for key, one in entries.items() if one.generation not in superseded}

    def nearest(
        self,
        kind: Kind,
        vector: Vectors,
        current: Mapping[str, str],
        *,
        share: float = 1.0,
    ) -> dict[UnitRef, float]:
        """The units nearest to `vector` with their cosines, a unit its best vector's.

        `current` maps the keys that count to their generations. Vectors of other generations are
        dropped, and more asked for in their place; `share` says what part of all vectors counts, so
        that enough are asked for at once. (A filter would take the store a hundred times as long.)
        """
        limit = _NEIGHBOURS[kind]
        wanted = math.ceil(limit / max(share, 1 / _FARTHER))
        while True:
            with self._door():
                result = self._collections[kind].query(
                    query_embeddings=[vector.tolist()],
                    n_results=wanted,
                    include=["distances"],
                )
            ids, distances = result["ids"][0], result["distances"][0]
            kept = [
                (ref, 1.0 - float(distance))
                for id_, distance in zip(ids, distances, strict=True)
                for generation, ref in (_read_id(id_),)
                if current.get(ref.key) == generation
            ]
            if len(kept) >= limit or len(ids) < wanted or wanted >= _FARTHER * limit:
                break
            wanted *= 2
        scores: dict[UnitRef, float] = {}
        for ref, score in kept[:limit]:  # the best vector of a unit comes first
            scores.setdefault(ref, score)
        return scores

    def score(
        self, kind: Kind, vector: Vectors, entries: Sequence[Entry], units: Units
    ) -> dict[UnitRef, float]:
        """The cosine of every unit of some documents to `vector`, a unit its best vector's."""
        known = {one: self._held.get((kind, one.generation)) for one in entries}
        missing = [entry for entry, held in known.items() if held is None]
        if len(missing) <= _FEW:
            fetched = {one.generation: self.fetch_units(kind, one, units(one)) for one in missing}
        else:  # all at once: the store takes as long for ten documents as for one
            fetched = self.fetch(kind, missing)
        with self._guard:
            self._held.update(((kind, generation), held) for generation, held in fetched.items())
            while sum(len(one.rows) for one in self._held.values()) > _HELD_ROWS:
                self._held.pop(next(iter(self._held)))
        held = join([held or fetched[entry.generation] for entry, held in known.items()])
        return dict(zip(held.refs, map(float, held.score(vector)), strict=True))

    def fetch(self, kind: Kind, entries: Sequence[Entry]) -> dict[str, Held]:
        """The vectors of whole documents, by their generation."""
        refs: dict[str, list[UnitRef]] = {entry.generation: [] for entry in entries}
        rows: dict[str, list[Any]] = {entry.generation: [] for entry in entries}
        for start in range(0, len(entries), _FETCH_AT_ONCE):
            sources = [
                source_id(entry.key, entry.generation)
                for entry in entries[start : start + _FETCH_AT_ONCE]
            ]
            with self._door():
                found = self._collections[kind].get(
                    where={"document_id": {"$in": sources}}, include=["embeddings"]
                )
            for id_, row in zip(found["ids"], found["embeddings"], strict=True):
                generation, ref = _read_id(id_)
                refs[generation].append(ref)
                rows[generation].append(row)
        return {one: hold(refs[one], np.asarray(rows[one], dtype=np.float32)) for one in refs}

    def fetch_units(self, kind: Kind, entry: Entry, paras: Sequence[str]) -> Held:
        """The vectors of one document, asked for by number: to find them takes a large store long.

        How many a unit has is not known: so many are asked for, and more of those that have all.
        """
        rows: dict[str, Any] = {}
        start, many = 0, _VECTORS[kind]
        while paras:
            ids = [_make_id(entry, para, start + at) for para in paras for at in range(many)]
            for first in range(0, len(ids), _ASK_AT_ONCE):
                with self._door():
                    found = self._collections[kind].get(
                        ids=ids[first : first + _ASK_AT_ONCE], include=["embeddings"]
                    )
                rows.update(zip(found["ids"], found["embeddings"], strict=True))
            start, many = start + many, 2 * many
            paras = [para for para in paras if _make_id(entry, para, start - 1) in rows]
        refs = [_read_id(id_)[1] for id_ in rows]
        return hold(refs, np.asarray(list(rows.values()), dtype=np.float32))

    # ── writing ──────────────────────────────────────────────────────────────────────────────

    def put(self, kind: Kind, entry: Entry, pieces: Sequence[Piece], vectors: Vectors) -> None:
        """Write vectors of a generation; they count once `commit` has written its record.

        Units go in as llama-index's nodes, words and all. What is derived from them is found by
        its id alone: words that Chroma would index once more double the time a vector takes.
        """
        ids = [_make_id(entry, one.para, one.at) for one in pieces]
        with self._door():
            if kind != "text":
                self._collections[kind].add(
                    ids=ids,
                    embeddings=vectors,
                    metadatas=[{"document_id": source_id(entry.key, entry.generation)}] * len(ids),
                )
                return
            from llama_index.core.schema import (
                BaseNode,
                NodeRelationship,
                RelatedNodeInfo,
                TextNode,
            )
            from llama_index.vector_stores.chroma import ChromaVectorStore

            source = {
                NodeRelationship.SOURCE: RelatedNodeInfo(
                    node_id=source_id(entry.key, entry.generation)
                )
            }
            nodes: list[BaseNode] = [
                TextNode(
                    id_=id_,
                    text=piece.text,
                    embedding=vector.tolist(),
                    metadata={
                        "key": entry.key,
                        "para": piece.para,
                        "generation": entry.generation,
                    },
                    relationships=source,
                )
                for id_, piece, vector in zip(ids, pieces, vectors, strict=True)
            ]
            ChromaVectorStore(chroma_collection=self._collections[kind]).add(nodes)

    def commit(self, entry: Entry, *, replaces: Entry | None = None) -> None:
        """Put a generation in force; the one it `replaces` is superseded by the same write."""
        known = asdict(entry) | {"replaces": replaces.generation if replaces else ""}
        with self._door():
            self._collections[_RECORDS].upsert(
                ids=[entry.key],
                embeddings=[[1.0, 0.0]],
                metadatas=[
                    {
                        "generation": entry.generation,
                        "fingerprint": entry.fingerprint,
                        "units": entry.units,
                    }
                ],
                documents=[json.dumps(known)],
            )

    def forget(self, key: str) -> None:
        """Delete the record of a document, which removes it."""
        with self._door():
            self._collections[_RECORDS].delete(ids=[key])

    def sweep(self, entry: Entry) -> None:
        """Delete the vectors of one generation."""
        with self._door():
            from llama_index.vector_stores.chroma import ChromaVectorStore

            for kind in KINDS:
                ChromaVectorStore(chroma_collection=self._collections[kind]).delete(
                    source_id(entry.key, entry.generation)
                )

    def sweep_all_but(self, generations: Collection[str], keys: Collection[str]) -> None:
        """Delete all vectors and records but those of these generations and keys."""
        with self._door():
            for name, collection in self._collections.items():
                ids = collection.get(include=[])["ids"]
                if name == _RECORDS:
                    stray = [id_ for id_ in ids if id_ not in keys]
                else:
                    stray = [id_ for id_ in ids if id_.partition("\t")[0] not in generations]
                for start in range(0, len(stray), _DELETE_AT_ONCE):
                    collection.delete(ids=stray[start : start + _DELETE_AT_ONCE])

    def clear(self) -> None:
        """Start anew: an empty collection still remembers the dimension of its vectors."""
        with self._door():
            for name in self._collections:
                self._client.delete_collection(collection_name(self.url, name))
                self._collections[name] = self._open(name, True)


def source_id(key: str, generation: str) -> str:
    """What all vectors of one generation of a document are found by."""
    return f"{key}\t{generation}"


def _make_id(entry: Entry, para: str, at: int) -> str:
    """The id of a unit's vector: the first, the second … of its kind."""
    return "\t".join((entry.generation, entry.key, para, str(at)))


def _read_id(id_: str) -> tuple[str, UnitRef]:
    """The generation and the unit of a vector; only a key may hold a tab of its own."""
    generation, _, rest = id_.partition("\t")
    key, para, _ = rest.rsplit("\t", 2)
    return generation, UnitRef(key, para)
