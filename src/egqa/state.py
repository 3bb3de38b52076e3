"""One state of the index: everything derived from one stamp, and the rankings made of it.

The vectors of a small index are held in memory, so that a state, once read, is whole for good; a
large one is searched in the store, where a writer may delete what is being searched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from egqa.embed import KINDS, Kind, context_text
from egqa.errors import IndexBroken
from egqa.held import Held, join
from egqa.lexical import LexicalIndex, Stems, spread_of
from egqa.library import Entry, Library, Manifest
from egqa.models import Vectors
from egqa.remote import Remote
from egqa.store import DEPTH, Store
from egqa.types import Document, Paragraph, UnitRef

#: Up to so many units an index is held in memory and searched exactly.
HELD = 4_000
#: Up to so many units of documents that a question names are scored exactly in a large index.
NAMED = 1_000
#: About so many units, of at most so many documents, tell how the scores of all are spread.
SAMPLED = 500
_SAMPLES = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores that one ranker gave: unit to score; a unit that is not there was not returned.

    `cover` is how much of the question the lexical ranker's best unit covers, 0 to 1. `mean` and
    `spread`, the standard deviation, are those of all units that could have been returned, of a
    large index by a sample; without a spread, nothing is known of the units not returned.
    """

    name: str
    scores: dict[UnitRef, float]
    cover: float = 0.0
    mean: float = 0.0
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """What one process has open: everything derived from one stamp.

    `held` has the vectors of a small index, by kind and generation, and `joined` the same as one;
    of a large one, which is searched in `store`, those of a sample of its documents. Units stand in
    the order of `refs`, those of a document in its `slices`.
    """

    manifest: Manifest
    documents: dict[str, Document]
    paragraphs: dict[UnitRef, Paragraph]
    lexical: LexicalIndex
    refs: tuple[UnitRef, ...] = ()
    slices: dict[str, slice] = field(default_factory=dict)
    store: Store | None = None
    held: dict[Kind, dict[str, Held]] = field(default_factory=dict)
    joined: dict[Kind, Held] = field(default_factory=dict)
    stems: Stems = field(default_factory=Stems)
    cut: dict[str, list[NDArray[np.int32]]] = field(default_factory=dict)
    listed: tuple[Document, ...] = ()

    def paras_of(self, entry: Entry) -> list[str]:
        """The numbers of the units of one document, as its vectors are stored under."""
        return [one.ref.para for one in self.documents[entry.key]]


def read_state(
    library: Library, remote: Remote | None, manifest: Manifest, known: State | None = None
) -> State:
    """The state that `manifest` names; what `known` has of it already is not read again.

    `remote` is the server that has the vectors, where they are not in the library's folder.

    Raises:
        IndexBroken: files or vectors are not what the manifest says, perhaps as it changes now.
    """
    if not manifest.entries:
        return State(manifest, {}, {}, LexicalIndex([], {}))
    ledger = remote or library
    store = Store(library.folder, url=ledger.url)
    committed = {entry.generation for entry in store.records().values()}
    agreed = all(entry.generation in committed for entry in manifest.entries.values())
    if not agreed and not ledger.is_marked():
        raise IndexBroken(
            f"The index in {ledger.url or library.folder} is damaged: its vectors are not those "
            "of its documents.",
            hint="Delete the folder's contents and add the documents again.",
        )
    documents = {
        key: known.documents[key]
        if known and known.manifest.entries.get(key) == entry
        else library.load(entry)
        for key, entry in manifest.entries.items()
    }
    is_small = sum(entry.units for entry in manifest.entries.values()) <= HELD
    held = _hold(store, list(manifest.entries.values()) if is_small else _sample(manifest), known)
    stems = known.stems if known else Stems()
    cut = {}
    for key, entry in manifest.entries.items():
        before = known.cut.get(entry.generation) if known else None
        cut[entry.generation] = before or stems.cut([context_text(one) for one in documents[key]])
    paragraphs = {one.ref: one for document in documents.values() for one in document}
    slices, start = {}, 0
    for key, document in documents.items():
        slices[key] = slice(start, start + len(document.paragraphs))
        start += len(document.paragraphs)
    return State(
        manifest,
        documents,
        paragraphs,
        LexicalIndex([one for part in cut.values() for one in part], stems.vocabulary()),
        tuple(paragraphs),
        slices,
        None if is_small else store,
        held,
        {kind: join(list(parts.values())) for kind, parts in held.items()},
        stems,
        cut,
        tuple(documents.values()),
    )


def _sample(manifest: Manifest) -> list[Entry]:
    """Some documents, which tell how the scores of all units are spread: the same for the same.

    By their hashes, so that one more document hardly changes which they are.
    """
    entries = sorted(manifest.entries.values(), key=lambda one: (one.sha256, one.key))
    fit = [one for one in entries if one.units <= SAMPLED] or entries[:1]
    units = np.cumsum([one.units for one in fit])
    return fit[: min(_SAMPLES, 1 + int(np.searchsorted(units, SAMPLED)))]


def _hold(
    store: Store, entries: Sequence[Entry], known: State | None
) -> dict[Kind, dict[str, Held]]:
    """The vectors of some documents, by kind and generation; those `known` are not read again."""
    held: dict[Kind, dict[str, Held]] = {}
    for kind in KINDS:
        before = known.held.get(kind, {}) if known else {}
        read = before | store.fetch(kind, [one for one in entries if one.generation not in before])
        held[kind] = {one.generation: read[one.generation] for one in entries}
    return held


def rank(
    state: State,
    text: str,
    vector: Vectors,
    documents: Sequence[str],
    always: Sequence[str],
) -> list[Ranking]:
    """The rankings of one state; see `Index.rank`."""
    named = {*(documents or always)} & state.slices.keys()
    alone = bool(documents and named)
    search = partial(_search if state.store else _score, state, vector, named, alone)
    # The store searches outside Python's lock, so that two cores take half the time of one.
    each = _searchers().map(search, KINDS) if state.store else map(search, KINDS)
    values, cover = state.lexical.score_and_cover(text)  # while the store searches
    ours = np.zeros(len(values), dtype=bool)
    for key in named:
        ours[state.slices[key]] = True
    chosen = _choose(values, ours, alone)
    lexical = {state.refs[at]: float(values[at]) for at in chosen if values[at] > 0}
    mean, spread = spread_of(values)
    return [*each, Ranking("lexical", lexical, cover, mean, spread)]


@lru_cache(maxsize=1)
def _searchers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2 * len(KINDS), thread_name_prefix="egqa-search")


def _score(
    state: State, vector: Vectors, named: Collection[str], alone: bool, kind: Kind
) -> Ranking:
    """The ranking of a small index, whose vectors are held."""
    held = state.joined[kind]
    values = held.score(vector)
    ours = (
        np.fromiter((ref.key in named for ref in held.refs), bool, len(held.refs))
        if named
        else np.zeros(len(held.refs), dtype=bool)
    )
    scores = {held.refs[at]: float(values[at]) for at in _choose(values, ours, alone)}
    return rank_among(kind, scores, values)


def rank_among(
    kind: Kind, scores: dict[UnitRef, float], everything: NDArray[np.float32]
) -> Ranking:
    """A dense ranking: `scores`, and how those of all units, or of a sample, are spread."""
    return Ranking(kind, scores, mean=float(everything.mean()), spread=float(everything.std()))


def _choose(values: NDArray[np.float32], ours: NDArray[np.bool_], alone: bool) -> NDArray[np.intp]:
    """Where the scores of a ranking stand: the best of `ours`, and of all if not `alone`."""
    best = _best(values, np.flatnonzero(ours))
    return best if alone else np.union1d(best, _best(values, np.arange(len(values))))


def _best(values: NDArray[np.float32], among: NDArray[np.intp]) -> NDArray[np.intp]:
    if len(among) <= DEPTH:
        return among
    return among[np.argpartition(-values[among], DEPTH)[:DEPTH]]


def _search(
    state: State, vector: Vectors, named: Collection[str], alone: bool, kind: Kind
) -> Ranking:
    """The ranking of a large index, by the store."""
    values = state.joined[kind].score(vector)
    scores = _find(state, vector, named, alone, kind)
    return rank_among(kind, scores, values)


def _find(
    state: State, vector: Vectors, named: Collection[str], alone: bool, kind: Kind
) -> dict[UnitRef, float]:
    """The scores that the store gives: the best of the documents named, and of all if not `alone`.

    Documents of few units are scored exactly; of many, they are what a search is confined to.
    """
    if state.store is None:
        return {}
    entries = state.manifest.entries
    units = sum(entries[key].units for key in named)
    scores: dict[UnitRef, float] = {}
    if not alone:
        current = {key: entry.generation for key, entry in entries.items()}
        scores = state.store.nearest(kind, vector, current)
    if units > NAMED:
        theirs = {key: entries[key].generation for key in named}
        share = units / len(state.refs)
        if scores and share > 0.5:
            return scores  # most of the best are theirs
        return scores | state.store.nearest(kind, vector, theirs, share=share)
    if named:
        few = [entries[key] for key in sorted(named)]
        scores |= state.store.score(kind, vector, few, state.paras_of)
    return scores
