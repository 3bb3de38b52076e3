"""The index: add, remove and search documents, safely across threads and processes.

Every answer is made from one state of the index, that of one stamp; a state is opened anew when a
writer, here or in another process, has put another stamp in force.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from egqa.corpus import describe_corpus
from egqa.embed import KINDS, context_text
from egqa.errors import IndexBroken, IndexBusy, IndexMismatch
from egqa.lexical import LexicalIndex
from egqa.library import Entry, Library, Manifest, match_document
from egqa.mend import is_marked
from egqa.models import BUNDLED, Embedder, Vectors, load_embedder
from egqa.rerankers import Reranker, load_reranker
from egqa.store import DEPTH, Store
from egqa.types import Document, Paragraph, UnitRef
from egqa.writer import Added, Progress, Writer, check_embedding, is_current

__all__ = ["Added", "Index", "Progress", "Ranking", "open_index"]

_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores that one ranker gave: unit to score; a unit that is not there was not returned.

    `cover` is how much of the question the lexical ranker's best unit covers, 0 to 1.
    """

    name: str
    scores: dict[UnitRef, float]
    cover: float = 0.0


@dataclass(frozen=True, slots=True)
class _State:
    """What one process has open: the store and everything derived from one stamp."""

    manifest: Manifest
    store: Store | None
    documents: dict[str, Document]
    paragraphs: dict[UnitRef, Paragraph]
    lexical: LexicalIndex


class Index:
    """The documents of one folder, searchable; see `open_index`."""

    def __init__(
        self,
        folder: str | Path,
        *,
        embedding: str = BUNDLED,
        embedder: Embedder | None = None,
        reranking: str = "",
    ) -> None:
        self.folder = Path(folder)
        self.reranking = reranking
        self._reranker: Reranker | None = None
        self.embedding = embedder.name if embedder else embedding
        self.library = Library(self.folder)
        self._embedder = embedder
        self._state: _State | None = None
        self._guard = threading.RLock()
        self._writer = Writer(self.library, self.embedding, self.embedder)

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of their keys."""
        return tuple(self._fresh().documents.values())

    def document(self, name: str) -> Document:
        """The document called `name`: key, symbol, file name; raises DocumentUnknown."""
        documents = self._fresh().documents
        return documents[name] if name in documents else match_document(name, documents.values())

    def paragraph(self, ref: UnitRef) -> Paragraph | None:
        """The unit that `ref` names, or None."""
        return self._fresh().paragraphs.get(ref)

    def paragraphs(self) -> Mapping[UnitRef, Paragraph]:
        """All units, of one state of the index."""
        return self._fresh().paragraphs

    def embedder(self) -> Embedder:
        """The embedding model, loaded once."""
        with self._guard:
            if self._embedder is None:
                self._embedder = load_embedder(self.embedding)
            return self._embedder

    def reranker(self) -> Reranker | None:
        """The reranker, loaded once; None where none is named."""
        with self._guard:
            if self._reranker is None and self.reranking:
                self._reranker = load_reranker(self.reranking)
            return self._reranker

    def warm(self) -> None:
        """Load the models and the index now, so that the first question does not wait for them."""
        self.reranker()
        self.embedder().embed_query("ready")
        self.rank("ready")
        describe_corpus(self.documents())

    def rank(self, text: str, *, documents: Sequence[str] = ()) -> list[Ranking]:
        """Score the units for `text` by each ranker; only those of `documents`, where given.

        The three dense rankers give cosines, a unit its best vector's; `lexical` gives BM25. All
        are of one stamp: where a writer commits meanwhile, they are made anew.
        """
        state = self._fresh()
        if not state.paragraphs:
            return []
        vector = self.embedder().embed_query(text)
        failed = 0
        for _ in range(_ATTEMPTS):
            try:
                rankings = _rank(state, text, vector, documents)
            except IndexBroken:
                failed += 1
                if failed > 2:
                    raise
                self._give_up(state)
            else:
                if self.library.read_manifest().stamp == state.manifest.stamp:
                    return rankings
            state = self._fresh()
        raise IndexBusy(
            f"The index in {self.folder} changes faster than it can be searched.",
            hint="Ask again when the documents have been added.",
        )

    def _fresh(self) -> _State:
        """The current state; reopened when another process has committed since it was loaded."""
        with self._guard:
            stamp = self.library.read_manifest().stamp if self._state else ""
            if self._state is None or stamp != self._state.manifest.stamp:
                self._state = self._open()
            return self._state

    def _give_up(self, failed: _State) -> None:
        """Have the index opened anew: its files may have been changed under a state's feet."""
        with self._guard:
            if self._state is failed:
                self._state = None

    def _open(self) -> _State:
        # A live writer mends for itself, and one that cannot write changes nothing for readers.
        if is_marked(self.folder):
            with contextlib.suppress(IndexBusy, IndexBroken), self.writing():
                self._writer.mend()
        while True:
            manifest = self.library.read_manifest()
            self._check(manifest)
            try:
                return self._load(manifest)
            except IndexBroken:
                if self.library.read_manifest().stamp == manifest.stamp:
                    raise

    def _load(self, manifest: Manifest) -> _State:
        if not manifest.entries:
            return _State(manifest, None, {}, {}, LexicalIndex([]))
        store = Store(self.folder)
        committed = {entry.generation for entry in store.records().values()}
        agreed = all(entry.generation in committed for entry in manifest.entries.values())
        if not agreed and not is_marked(self.folder):
            raise IndexBroken(
                f"The index in {self.folder} is damaged: its vectors are not those of its "
                "documents.",
                hint="Delete the folder's contents and add the documents again.",
            )
        documents = {key: self.library.load(manifest.entries[key]) for key in manifest.entries}
        paragraphs = {one.ref: one for document in documents.values() for one in document}
        lexical = LexicalIndex([context_text(one) for one in paragraphs.values()])
        return _State(manifest, store, documents, paragraphs, lexical)

    def _check(self, manifest: Manifest) -> None:
        check_embedding(manifest, self.embedding, self.library)
        entries = manifest.entries.values()
        old = [one.file for one in entries if not is_current(one, self.embedding)]
        if old:
            raise IndexMismatch(
                f"Another parser version read {len(old)} of the {len(entries)} documents in "
                f"{self.folder}: {', '.join(old[:5])}.",
                hint="Add their files again (egqa add), or remove them (egqa remove).",
            )

    # ── writing ──────────────────────────────────────────────────────────────────────────────

    def writing(self) -> AbstractContextManager[None]:
        """Hold the writers' lock, for one or many changes; a second writer is refused at once.

        It may be entered again by the thread that holds it, and is let go when a process dies.

        Raises:
            IndexBusy: another process, or another thread, is writing.
            IndexBroken: the folder cannot be written.
        """
        return self._writer.writing()

    def add(
        self, document: Document, *, origin: str = "", progress: Progress | None = None
    ) -> Added:
        """Index `document`; what is already there unchanged is left alone.

        `origin` says which file it came from: a changed file replaces its old units, while another
        file of the same key and other bytes is kept beside it as `key~2`.

        Raises:
            IndexBusy: another process is writing.
            IndexMismatch: the index was built with another embedding model.
            IndexBroken: the index cannot be written; the document is wholly in it or not at all.
        """
        return self._writer.add(document, origin=origin, progress=progress)

    def remove(self, name: str) -> Entry:
        """Remove the document called `name` (key, symbol or file name) and all its vectors.

        Raises:
            DocumentUnknown: no document is called that, or more than one.
            IndexMissing, IndexBusy, IndexMismatch, IndexBroken: as for `add`.
        """
        return self._writer.remove(name)


def open_index(
    folder: str | Path = "index",
    *,
    embedding: str = BUNDLED,
    embedder: Embedder | None = None,
    reranking: str = "",
) -> Index:
    """The index in `folder`, for reading and writing; nothing is loaded before it is needed.

    `embedder` puts a model of the caller's own in the place of the one that `embedding` names;
    `reranking` names a reranker (see `egqa.rerankers`), without which nothing is reranked.
    """
    return Index(folder, embedding=embedding, embedder=embedder, reranking=reranking)


def _rank(state: _State, text: str, vector: Vectors, documents: Sequence[str]) -> list[Ranking]:
    if state.store is None:
        return []
    entries = state.manifest.entries
    within = [entries[key] for key in documents if key in entries]
    current = {key: entry.generation for key, entry in entries.items()}
    rankings = []
    for kind in KINDS:
        scores: dict[UnitRef, float] = {}
        if within:
            for entry in within:
                scores |= state.store.score(kind, vector, entry)
        else:
            scores = state.store.nearest(kind, vector, current)
        rankings.append(Ranking(kind, scores))
    keys = {entry.key for entry in within}
    found, cover = state.lexical.score_and_cover(text)
    matched = {
        ref: float(score)
        for ref, score in zip(state.paragraphs, found, strict=True)
        if score > 0 and (not keys or ref.key in keys)
    }
    if len(matched) > DEPTH and not keys:
        best = sorted(matched, key=lambda ref: (-matched[ref], ref))[:DEPTH]
        matched = {ref: matched[ref] for ref in best}
    return [*rankings, Ranking("lexical", matched, cover)]
