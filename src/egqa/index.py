"""The index: add, remove and search documents, safely across threads and processes.

Every answer is made from one state of the index, that of one stamp; a state is opened anew when a
writer, here or in another process, has put another stamp in force.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from egqa.corpus import describe_corpus
from egqa.errors import IndexBroken, IndexBusy, IndexMismatch
from egqa.garbage import collecting_paused
from egqa.library import Entry, Library, Manifest, match_document
from egqa.models import BUNDLED, Embedder, load_embedder
from egqa.remote import Remote
from egqa.replica import copy_folder, follow
from egqa.rerankers import Reranker, load_reranker
from egqa.state import Ranking, State, rank, read_state
from egqa.types import Document, Paragraph, UnitRef
from egqa.writer import Added, Progress, Writer, check_embedding, is_current

__all__ = ["Added", "Index", "Progress", "Ranking", "open_index"]

#: How long a question waits, in seconds, for a state that a writer leaves whole.
_PATIENCE = 60.0
#: How long, in seconds, a server's stamp is taken for the one in force: about one question.
_LATE = 0.2


class Index:
    """The documents of one folder, searchable; see `open_index`."""

    def __init__(
        self,
        folder: str | Path,
        *,
        embedding: str = BUNDLED,
        embedder: Embedder | None = None,
        reranking: str = "",
        chroma_url: str = "",
    ) -> None:
        self.folder = Path(folder)
        self.url = chroma_url
        self.reranking = reranking
        self._reranker: Reranker | None = None
        self.embedding = embedder.name if embedder else embedding
        self.library = Library(copy_folder(self.folder, chroma_url) if chroma_url else self.folder)
        self._remote = Remote(self.library.folder, chroma_url) if chroma_url else None
        self._followed = -_LATE
        self._embedder = embedder
        self._state: State | None = None
        self._guard = threading.RLock()
        self._writer = Writer(
            self._remote or self.library, self._copy, self.embedding, self.embedder
        )

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def manifest(self) -> Manifest:
        """What is indexed, under the stamp in force; of a server, as it was a moment ago at most.

        Raises:
            IndexMissing: nothing has been indexed.
            IndexBroken: the manifest cannot be read, or the server not reached.
        """
        if self._remote is not None:
            now = time.monotonic()
            if now - self._followed >= _LATE:
                follow(self.library, self._remote)
                self._followed = now
        return self.library.read_manifest()

    def _copy(self) -> Library:
        """The documents on this machine, brought up to a server's stamp this very moment."""
        self._followed = -_LATE
        self.manifest()
        return self.library

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of their keys."""
        return self._fresh().listed

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
        self.embedder().embed_asked("ready")
        self.rank("ready")
        describe_corpus(self.documents())

    def rank(
        self, text: str, *, documents: Sequence[str] = (), always: Sequence[str] = ()
    ) -> list[Ranking]:
        """Score the units for `text` by each ranker; only those of `documents`, where given.

        The three dense rankers give cosines, a unit its best vector's; `lexical` gives BM25. Of a
        large index each gives its best units, and beside them those of the documents `always`.
        All are of one stamp: where a writer deletes of it what is being searched, they are made
        anew.

        Raises:
            IndexBusy: documents are replaced faster than they can be searched, for a minute.
        """
        state = self._fresh()
        if not state.refs:
            return []
        vector = self.embedder().embed_asked(text)
        failed, until = 0, time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                rankings = rank(state, text, vector, documents, always)
            except IndexBroken:
                failed += 1
                if failed > 2:
                    raise
                self._give_up(state)
            else:
                if state.store is None or self._is_whole(state):
                    return rankings
            state = self._fresh()
        raise IndexBusy(
            f"The index in {self.folder} changes faster than it can be searched.",
            hint="Ask again when the documents have been added.",
        )

    def _is_whole(self, state: State) -> bool:
        """Whether nothing of `state` was taken away since it was opened; what is new is no harm."""
        now = self._copy().read_manifest()
        if now.stamp == state.manifest.stamp:
            return True
        known = state.manifest.entries.items()
        return all(now.entries.get(key) == entry for key, entry in known)

    def _fresh(self) -> State:
        """The current state; reopened when another process has committed since it was loaded."""
        with self._guard:
            stamp = self.manifest().stamp if self._state else ""
            if self._state is None or stamp != self._state.manifest.stamp:
                self._state = self._open()
            return self._state

    def _give_up(self, failed: State) -> None:
        """Have the index opened anew: its files may have been changed under a state's feet."""
        with self._guard:
            if self._state is failed:
                self._state = None

    @collecting_paused()
    def _open(self) -> State:
        # A live writer mends for itself, and one that cannot write changes nothing for readers.
        # A server is mended by the next writer: what readers follow there is whole at all times.
        if self._remote is None and self.library.is_marked():
            with contextlib.suppress(IndexBusy, IndexBroken), self._writer.writing(wait=0):
                self._writer.mend()
        known = self._state
        while True:
            manifest = self.manifest()
            self._check(manifest)
            try:
                state = read_state(self.library, self._remote, manifest, known)
            except IndexBroken:
                if self._copy().read_manifest().stamp == manifest.stamp:
                    raise
            else:
                if self._is_whole(state):
                    return state

    def _check(self, manifest: Manifest) -> None:
        check_embedding(manifest, self.embedding, self.url or str(self.folder))
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
        """Hold the writers' lock, for one or many changes; a second writer is refused.

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
        added = self._writer.add(document, origin=origin, progress=progress)
        self._followed = -_LATE
        return added

    def remove(self, name: str) -> Entry:
        """Remove the document called `name` (key, symbol or file name) and all its vectors.

        Raises:
            DocumentUnknown: no document is called that, or more than one.
            IndexMissing, IndexBusy, IndexMismatch, IndexBroken: as for `add`.
        """
        removed = self._writer.remove(name)
        self._followed = -_LATE
        return removed


def open_index(
    folder: str | Path = "index",
    *,
    embedding: str = BUNDLED,
    embedder: Embedder | None = None,
    reranking: str = "",
    chroma_url: str = "",
) -> Index:
    """The index in `folder`, for reading and writing; nothing is loaded before it is needed.

    Where `chroma_url` names a Chroma server, the index is there, `http://HOST:PORT` or
    `http://HOST:PORT/NAME` for one of several, and the folder holds a copy of its documents.

    `embedder` puts a model of the caller's own in the place of the one that `embedding` names;
    `reranking` names a reranker (see `egqa.rerankers`), without which nothing is reranked.
    """
    return Index(
        folder,
        embedding=embedding,
        embedder=embedder,
        reranking=reranking,
        chroma_url=chroma_url,
    )
