"""The index: Chroma's only door. Add, remove and search documents, safely across processes.

Each unit is embedded twice (its own text; its headings and chapeau with its text) and once a
sentence, in three collections, so that no search needs a filter. A fourth holds one record a
document: writing it commits a new generation of that document's vectors; what belongs to no
committed generation is dropped from results and swept away by whoever opens the index next.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import numpy as np

from egqa.errors import IndexBroken, IndexBusy, IndexMismatch, IndexMissing
from egqa.lexical import LexicalIndex
from egqa.library import Entry, Library, Manifest, match_document
from egqa.models import BUNDLED, Embedder, Vectors, load_embedder
from egqa.parse import PARSER_VERSION
from egqa.sentences import split_sentences
from egqa.types import Document, Paragraph, UnitRef

Kind = Literal["text", "context", "sentence"]
KINDS: tuple[Kind, ...] = ("text", "context", "sentence")
Progress = Callable[[int, int], None]
#: How many units each ranker hands to the fusion.
DEPTH = 200
_BATCH = 128
_PENDING = "pending.json"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document came to."""

    key: str
    units: int
    outcome: Literal["added", "replaced", "unchanged", "copy"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores that one ranker gave: unit to score; a unit that is not there was not returned."""

    name: str
    scores: dict[UnitRef, float]


@dataclass(frozen=True, slots=True)
class _State:
    """What one process has open: a client and everything derived from one stamp."""

    manifest: Manifest
    collections: dict[str, Any]
    documents: dict[str, Document]
    paragraphs: dict[UnitRef, Paragraph]
    lexical: LexicalIndex
    order: tuple[UnitRef, ...]


def context_text(paragraph: Paragraph) -> str:
    """What a unit is searched under: its headings and its chapeau before its own words."""
    parts = [*paragraph.headings, *(above.text for above in paragraph.chapeau), paragraph.text]
    return "\n".join(parts)


class Index:
    """The documents of one folder, searchable; see `open_index`."""

    def __init__(self, folder: str | Path, *, embedding: str = BUNDLED) -> None:
        self.folder = Path(folder)
        self.embedding = embedding
        self.library = Library(self.folder)
        self._embedder: Embedder | None = None
        self._state: _State | None = None
        self._guard = threading.RLock()
        self._lock: Any = None

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of their keys."""
        state = self._fresh()
        return tuple(state.documents[key] for key in sorted(state.documents))

    def document(self, name: str) -> Document:
        """The document called `name`: key, symbol, file name; raises DocumentUnknown."""
        return match_document(name, self.documents())

    def paragraph(self, ref: UnitRef) -> Paragraph | None:
        """The unit that `ref` names, or None."""
        return self._fresh().paragraphs.get(ref)

    def embedder(self) -> Embedder:
        """The embedding model, loaded once."""
        with self._guard:
            if self._embedder is None:
                self._embedder = load_embedder(self.embedding)
            return self._embedder

    def warm(self) -> None:
        """Load the model and the index now, so that the first question does not wait for them."""
        self._fresh()
        self.embedder().embed_query("ready")

    def rank(self, text: str, *, documents: Sequence[str] = ()) -> list[Ranking]:
        """Score the units for `text` by each ranker; only those of `documents`, where given.

        The three dense rankers give cosines, a unit its best vector's; `lexical` gives BM25.
        """
        state = self._fresh()
        if not state.paragraphs:
            return []
        vector = self.embedder().embed_query(text)
        within = [key for key in documents if key in state.documents]
        rankings = [self._rank_dense(state, kind, vector, within) for kind in KINDS]
        scores = state.lexical.score(text)
        inside = {
            ref: float(score)
            for ref, score in zip(state.order, scores, strict=True)
            if score > 0 and (not within or ref.key in within)
        }
        if len(inside) > DEPTH and not within:
            best = sorted(inside, key=lambda ref: -inside[ref])[:DEPTH]
            inside = {ref: inside[ref] for ref in best}
        return [*rankings, Ranking("lexical", inside)]

    def _rank_dense(self, state: _State, kind: Kind, vector: Vectors, within: list[str]) -> Ranking:
        collection = state.collections[kind]
        scores: dict[UnitRef, float] = {}
        with _door(self.folder):
            if within:
                where = {"key": {"$in": within}}
                found = collection.get(where=where, include=["embeddings"])
                ids = found["ids"]
                values = np.asarray(found["embeddings"]) @ vector if ids else []
            else:
                wanted = min(DEPTH * (4 if kind == "sentence" else 1), max(collection.count(), 1))
                result = collection.query(
                    query_embeddings=[vector.tolist()], n_results=wanted, include=["distances"]
                )
                ids = result["ids"][0]
                values = 1.0 - np.asarray(result["distances"][0])
        for id_, value in zip(ids, values, strict=True):
            generation, key, para, _ = id_.split("\t")
            entry = state.manifest.entries.get(key)
            if entry is not None and entry.generation == generation:
                ref = UnitRef(key, para)
                scores[ref] = max(scores.get(ref, -1.0), float(value))
        return Ranking(kind, scores)

    def _fresh(self) -> _State:
        """The current state; reopened when another process has committed since it was loaded."""
        with self._guard:
            manifest = self.library.read_manifest()
            if self._state is None or manifest.stamp != self._state.manifest.stamp:
                if self._state is None:
                    manifest = self._mend() or manifest
                self._check(manifest)
                self._state = self._load(manifest)
            return self._state

    def _check(self, manifest: Manifest) -> None:
        for what, built, now in (
            ("embedding model", manifest.embedding, self.embedding),
            ("parser version", manifest.parser, PARSER_VERSION),
        ):
            if built != now:
                raise IndexMismatch(
                    f"The index in {self.folder} was built with {what} {built!r}, not {now!r}.",
                    hint="Use the same, or delete the folder's contents and add the documents again.",
                )

    def _load(self, manifest: Manifest) -> _State:
        collections = self._open_collections()
        documents = {key: self.library.load(entry) for key, entry in manifest.entries.items()}
        paragraphs = {one.ref: one for document in documents.values() for one in document.paragraphs}
        order = tuple(paragraphs)
        lexical = LexicalIndex([context_text(paragraphs[ref]) for ref in order])
        return _State(manifest, collections, documents, paragraphs, lexical, order)

    def _open_collections(self) -> dict[str, Any]:
        with _door(self.folder):
            import chromadb
            from chromadb.api.shared_system_client import SharedSystemClient
            from chromadb.config import Settings

            # A client goes on answering from what it loaded; only a new system sees other writers.
            SharedSystemClient.clear_system_cache()
            client = chromadb.PersistentClient(
                path=str(self.folder / "chroma"), settings=Settings(anonymized_telemetry=False)
            )
            names: tuple[str, ...] = (*KINDS, "document")
            return {
                name: client.get_or_create_collection(
                    f"egqa_{name}",
                    metadata={"hnsw:space": "cosine", "hnsw:search_ef": 4 * DEPTH},
                    embedding_function=None,
                )
                for name in names
            }

    # ── writing ──────────────────────────────────────────────────────────────────────────────

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writers' lock; a second writer is refused at once.

        Raises:
            IndexBusy: another process is writing.
            IndexBroken: the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = FileLock(self.folder / ".lock", timeout=0)
            self._lock.acquire()
        except Timeout as error:
            raise IndexBusy(
                f"Another process is writing to {self.folder}.", hint="Wait until it is done, then try again."
            ) from error
        except OSError as error:
            raise IndexBroken(
                f"The index folder {self.folder} cannot be written: {error.strerror or error}.",
                hint="Check its permissions and the space left on the disk.",
            ) from error
        try:
            yield
        finally:
            self._lock.release()

    def add(self, document: Document, *, origin: str = "", progress: Progress | None = None) -> Added:
        """Index `document`; what is already there unchanged is left alone.

        `origin` says which file it came from: a changed file replaces its old units, while another
        file of the same key and other bytes is kept beside it as `key~2`.
        """
        with self.writing():
            manifest = self._manifest_for_writing()
            origin = hashlib.sha256((origin or document.masthead.file).encode()).hexdigest()[:16]
            print_ = _fingerprint(document.masthead.sha256, self.embedding)
            same = next((one for one in manifest.entries.values() if one.sha256 == document.masthead.sha256), None)
            if same is not None and same.fingerprint == print_:
                if same.origin == origin or same.file == document.masthead.file:
                    return Added(same.key, same.units, "unchanged")
                return Added(same.key, same.units, "copy", f"the same bytes as {same.file}")
            old = next((one for one in manifest.entries.values() if one.origin == origin), same)
            key, note = _free_key(document.masthead.key, manifest, old)
            if key != document.masthead.key:
                document = _rename(document, key)
            self._write_generation(document, origin, print_, manifest, old, progress)
            return Added(key, len(document.paragraphs), "replaced" if old else "added", note)

    def remove(self, name: str) -> Entry:
        """Remove the document called `name` (key, symbol or file name) and all its vectors."""
        with self.writing():
            manifest = self._manifest_for_writing()
            entry = manifest.entries[self.library.find(name).masthead.key]
            self._write_pending(entry, None)
            collections = self._writable()
            with _door(self.folder):
                collections["document"].delete(ids=[entry.key])
            self._commit(manifest, drop=entry.key)
            self._sweep(collections, entry)
            return entry

    def _write_generation(
        self,
        document: Document,
        origin: str,
        print_: str,
        manifest: Manifest,
        old: Entry | None,
        progress: Progress | None,
    ) -> None:
        key, generation = document.masthead.key, uuid4().hex[:12]
        entry = Entry(
            key, generation, document.masthead.file, document.masthead.sha256, print_, origin, len(document.paragraphs)
        )
        self._write_pending(old, entry)
        collections = self._writable()
        total = done = 0
        work = {kind: list(self._texts(document, kind)) for kind in KINDS}
        total = sum(map(len, work.values()))
        for kind, texts in work.items():
            for start in range(0, len(texts), _BATCH):
                batch = texts[start : start + _BATCH]
                vectors = self.embedder().embed_texts([text for _, _, text in batch])
                self._store(collections[kind], entry, batch, vectors)
                done += len(batch)
                if progress:
                    progress(done, total)
        self.library.save(document, generation)
        with _door(self.folder):
            collections["document"].upsert(
                ids=[key],
                embeddings=[[1.0, 0.0]],
                metadatas=[{"generation": generation, "fingerprint": print_, "units": entry.units}],
                documents=[json.dumps({"file": entry.file, "sha256": entry.sha256, "origin": origin})],
            )
        self._commit(manifest, entry=entry, drop=old.key if old and old.key != key else "")
        if old is not None:
            if old.key != key:
                with _door(self.folder):
                    collections["document"].delete(ids=[old.key])
            self._sweep(collections, old)
        self._clear_pending()

    def _texts(self, document: Document, kind: Kind) -> Iterator[tuple[str, int, str]]:
        """The texts to embed: unit, ordinal, words. One too long for the model goes in windows."""
        for one in document.paragraphs:
            if kind == "sentence":
                whole = [one.text[span.start : span.end] for span in split_sentences(one.text)]
            else:
                whole = [one.text if kind == "text" else context_text(one)]
            windows = [window for text in whole for window in self._windows(text)]
            for at, window in enumerate(windows):
                yield one.para or "", at, window

    def _windows(self, text: str) -> list[str]:
        """`text` in pieces that fit the model's window, cut between words."""
        embedder = self.embedder()
        if len(text) < 2 * embedder.max_tokens or embedder.count_tokens(text) <= embedder.max_tokens:
            return [text]
        words = text.split()
        half = len(words) // 2
        # Each half with a few words of the other, so that no sentence is lost at the cut.
        overlap = min(20, half // 4)
        if half == 0:
            middle = len(text) // 2
            return [*self._windows(text[:middle]), *self._windows(text[middle:])]
        first, second = words[: half + overlap], words[half - overlap :]
        return [*self._windows(" ".join(first)), *self._windows(" ".join(second))]

    def _store(self, collection: Any, entry: Entry, batch: list[tuple[str, int, str]], vectors: Vectors) -> None:
        from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
        from llama_index.vector_stores.chroma import ChromaVectorStore

        nodes = [
            TextNode(
                id_="\t".join((entry.generation, entry.key, para, str(at))),
                text=text,
                embedding=vector.tolist(),
                metadata={"key": entry.key, "para": para, "generation": entry.generation},
                relationships={
                    NodeRelationship.SOURCE: RelatedNodeInfo(node_id=f"{entry.key}\t{entry.generation}")
                },
            )
            for (para, at, text), vector in zip(batch, vectors, strict=True)
        ]
        with _door(self.folder):
            ChromaVectorStore(chroma_collection=collection).add(nodes)

    def _manifest_for_writing(self) -> Manifest:
        try:
            manifest = self._mend() or self.library.read_manifest()
        except IndexMissing:
            return Manifest("", self.embedding, PARSER_VERSION)
        if manifest.entries and manifest.embedding != self.embedding:
            self._check(manifest)
        return replace(manifest, parser=PARSER_VERSION, embedding=self.embedding)

    def _writable(self) -> dict[str, Any]:
        """The collections to write to; this process' own snapshot where it is current."""
        if self._state is not None:
            return self._state.collections
        return self._open_collections()

    def _commit(self, manifest: Manifest, *, entry: Entry | None = None, drop: str = "") -> None:
        entries = {key: one for key, one in manifest.entries.items() if key != drop}
        if entry is not None:
            entries[entry.key] = entry
        self.library.write_manifest(replace(manifest, entries=entries))

    def _sweep(self, collections: dict[str, Any], entry: Entry) -> None:
        """Delete the vectors and the file of a generation that is not current any more."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        for kind in KINDS:
            with _door(self.folder):
                ChromaVectorStore(chroma_collection=collections[kind]).delete(
                    f"{entry.key}\t{entry.generation}"
                )
        self.library.drop(entry.key, entry.generation)
        self._clear_pending()

    # ── what a crash left ────────────────────────────────────────────────────────────────────

    def _write_pending(self, old: Entry | None, new: Entry | None) -> None:
        from dataclasses import asdict

        from egqa.library import _write

        _write(
            self.folder / _PENDING,
            {"old": asdict(old) if old else None, "new": asdict(new) if new else None},
        )

    def _clear_pending(self) -> None:
        (self.folder / _PENDING).unlink(missing_ok=True)

    def _mend(self) -> Manifest | None:
        """Finish or undo what a writer that died left half done; Chroma's record decides which."""
        path = self.folder / _PENDING
        if not path.exists():
            return None
        try:
            with self.writing():
                raw = json.loads(path.read_text("utf-8"))
                old = Entry(**raw["old"]) if raw["old"] else None
                new = Entry(**raw["new"]) if raw["new"] else None
                try:
                    manifest = self.library.read_manifest()
                except IndexMissing:
                    manifest = Manifest("", self.embedding, PARSER_VERSION)
                collections = self._open_collections()
                return self._finish(manifest, collections, old, new)
        except IndexBusy:
            return None  # the writer is alive
        except (OSError, ValueError, TypeError, KeyError):
            path.unlink(missing_ok=True)
            return None

    def _finish(
        self, manifest: Manifest, collections: dict[str, Any], old: Entry | None, new: Entry | None
    ) -> Manifest | None:
        with _door(self.folder):
            ids = [one.key for one in (old, new) if one is not None]
            found = collections["document"].get(ids=ids)
        committed = {
            key: record["generation"] for key, record in zip(found["ids"], found["metadatas"], strict=True)
        }
        entries = dict(manifest.entries)
        new_stands = new is not None and committed.get(new.key) == new.generation
        if new is not None and new_stands:
            entries[new.key] = new
            if old is not None and old.key != new.key:
                entries.pop(old.key, None)
                with _door(self.folder):
                    collections["document"].delete(ids=[old.key])
        elif new is None and old is not None and old.key not in committed:
            entries.pop(old.key, None)
        if entries != manifest.entries:
            manifest = self.library.write_manifest(replace(manifest, entries=entries))
        kept = {entry.generation for entry in entries.values()}
        for one in (old, new):
            if one is not None and one.generation not in kept:
                self._sweep(collections, one)
        self._clear_pending()
        return manifest if manifest.stamp else None


def open_index(folder: str | Path = "index", *, embedding: str = BUNDLED) -> Index:
    """The index in `folder`, for reading and writing; nothing is loaded before it is needed."""
    return Index(folder, embedding=embedding)


def _fingerprint(sha256: str, embedding: str) -> str:
    return hashlib.sha256(f"{sha256}\n{PARSER_VERSION}\n{embedding}".encode()).hexdigest()


def _free_key(key: str, manifest: Manifest, old: Entry | None) -> tuple[str, str]:
    """The key a document gets: its own, or `key~2` where another file has it already."""
    taken = {entry.key for entry in manifest.entries.values() if old is None or entry.key != old.key}
    if key not in taken:
        return key, ""
    other = manifest.entries[key].file
    number = 2
    while f"{key}~{number}" in taken:
        number += 1
    return f"{key}~{number}", f"{other} has the same key and other words; this may be another copy"


def _rename(document: Document, key: str) -> Document:
    from egqa.library import document_from_json, document_to_json

    raw = document_to_json(document)
    raw["masthead"]["key"] = key
    return document_from_json(raw)


@contextlib.contextmanager
def _door(folder: Path) -> Iterator[None]:
    """Turn the store's errors into ours."""
    try:
        yield
    except (sqlite3.Error, OSError, RuntimeError, ValueError, KeyError) as error:
        raise _explain(folder, error) from error
    except Exception as error:  # noqa: BLE001 - Chroma's errors share no base but Exception
        if type(error).__module__.startswith("chromadb"):
            raise _explain(folder, error) from error
        raise


def _explain(folder: Path, error: Exception) -> IndexBroken:
    reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return IndexBroken(
        f"The index in {folder} cannot be read or written: {reason}.",
        hint="Check permissions and disk space; if it is damaged, delete the folder's contents and add the "
        "documents again.",
    )
