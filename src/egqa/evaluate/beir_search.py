"""A collection indexed in a temporary Chroma, and searched by each ranker and by their fusion.

A passage goes in as the index takes a unit: its title is its heading, so its `text`, its `context`
and its sentences are embedded, and words are looked up under the title. Beside them stands the
passage `whole`, title and text in one vector and cut at the model's window, as published figures
have it. Kinds whose texts are the same, as where no passage has a title, are kept once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from egqa import store
from egqa.embed import KINDS, Kind, Piece, context_text, pieces_of
from egqa.evaluate.beir_files import CollectionPassage
from egqa.fusion import fuse
from egqa.held import Held, hold
from egqa.index import Ranking
from egqa.lexical import index_texts, spread_of
from egqa.library import Entry
from egqa.models import Embedder, Vectors
from egqa.state import SAMPLED, rank_among
from egqa.store import DEPTH, Store
from egqa.types import Document, Masthead, Paragraph, Pinpoint, UnitRef
from egqa.writer import Progress

#: What is compared: the name in code and JSON, and the one in the table.
ARMS = {
    "lexical": "lexical only (BM25)",
    "text": "the text's cosine only",
    "dense": "all dense",
    "hybrid": "hybrid",
}
#: How many passages of a ranking are kept and measured.
KEPT = 100
_KEY = "collection"
_WHOLE = "whole"
_AT_ONCE = 1_000


def digest_of(
    layers: Mapping[str, Sequence[Piece]], vectors: Mapping[str, Vectors], embedder: Embedder
) -> str:
    """Of all that the files of a collection's Chroma follow from."""
    written_by = hashlib.sha256(Path(store.__file__).read_bytes()).hexdigest()
    digest = hashlib.sha256(repr((written_by, version("chromadb"), embedder.name)).encode())
    for layer, pieces in layers.items():
        for piece in pieces:
            digest.update(repr((layer, *piece)).encode("utf-8", "surrogatepass"))
            digest.update(vectors[piece.text].tobytes())
    return digest.hexdigest()[:32]


def layers_of(
    passages: Sequence[CollectionPassage], embedder: Embedder
) -> tuple[Document, dict[str, list[Piece]]]:
    """The passages as one document's units, and what of them is embedded, by kind."""
    masthead = Masthead(key=_KEY, file="corpus.jsonl", sha256="")
    width = len(str(len(passages)))  # so that units are ordered as the file has them
    document = Document(
        masthead=masthead,
        source="",
        paragraphs=tuple(
            Paragraph(
                masthead=masthead,
                pinpoint=Pinpoint(f"{at:0{width}}"),
                text=passage.text,
                pieces=(),
                headings=(passage.title,) if passage.title else (),
            )
            for at, passage in enumerate(passages)
        ),
    )
    layers: dict[str, list[Piece]] = {
        kind: list(pieces_of(document, kind, embedder)) for kind in KINDS
    }
    layers[_WHOLE] = [
        Piece(unit.para or "", 0, passage.whole)
        for unit, passage in zip(document, passages, strict=True)
    ]
    return document, layers


class CollectionIndex:
    """A collection in the Chroma of `folder`, ready to be searched; threads may share it.

    What is `built` there is opened, else the vectors are written.
    """

    def __init__(
        self,
        folder: Path,
        passages: Sequence[CollectionPassage],
        document: Document,
        layers: Mapping[str, Sequence[Piece]],
        vectors: Mapping[str, Vectors],
        *,
        built: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self._passages = passages
        self._refs = [unit.ref for unit in document]
        self._rows = {ref: at for at, ref in enumerate(self._refs)}
        self._by_id = {passage.id: at for at, passage in enumerate(passages)}
        self._same = _find_same(layers)
        self._lexical = index_texts([context_text(unit) for unit in document])
        self._sample = {kind: _hold_some(layers[kind], len(passages), vectors) for kind in KINDS}
        self._entry = Entry(_KEY, "0", "corpus.jsonl", "", "", "", len(self._refs))
        own = Store(folder, create=not built)
        self._where: dict[str, tuple[Store, Kind]] = {kind: (own, kind) for kind in KINDS}
        if self._same[_WHOLE] == _WHOLE:  # Chroma has one collection a kind, this is one more
            self._where[_WHOLE] = (Store(folder / _WHOLE, create=not built), "text")
        if not built:
            self._put(layers, vectors, progress)

    def _put(
        self,
        layers: Mapping[str, Sequence[Piece]],
        vectors: Mapping[str, Vectors],
        progress: Progress | None,
    ) -> None:
        kept = sorted(set(self._same.values()))
        done, total = 0, sum(len(layers[layer]) for layer in kept)
        for layer in kept:
            place, kind = self._where[layer]
            for start in range(0, len(layers[layer]), _AT_ONCE):
                batch = layers[layer][start : start + _AT_ONCE]
                rows = np.stack([vectors[piece.text] for piece in batch])
                place.put(kind, self._entry, batch, rows)
                done += len(batch)
                if progress:
                    progress(done, total)

    def search(self, text: str, vector: Vectors, *, without: str = "") -> dict[str, list[str]]:
        """The ids of the passages found by each arm, best first; never the one called `without`."""
        current = {_KEY: self._entry.generation}
        found: dict[str, dict[UnitRef, float]] = {}
        for layer in sorted(set(self._same.values())):
            place, kind = self._where[layer]
            found[layer] = place.nearest(kind, vector, current)
        rankings = {layer: dict(found[same]) for layer, same in self._same.items()}
        values, cover = self._lexical.score_and_cover(text)
        rankings["lexical"] = self._match(values)
        if without in self._by_id:
            for scores in rankings.values():
                scores.pop(self._refs[self._by_id[without]], None)
        dense = [
            rank_among(kind, rankings[kind], self._sample[kind].score(vector)) for kind in KINDS
        ]
        words = Ranking("lexical", rankings["lexical"], cover, *spread_of(values))
        arms = {
            "lexical": rankings["lexical"],
            "text": rankings[_WHOLE],
            "dense": fuse(dense),
            "hybrid": fuse([*dense, words]),
        }
        return {arm: self._order(scores) for arm, scores in arms.items()}

    def _match(self, scores: NDArray[np.float32]) -> dict[UnitRef, float]:
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return {self._refs[at]: float(scores[at]) for at in best if scores[at] > 0}

    def _order(self, scores: Mapping[UnitRef, float]) -> list[str]:
        best = sorted(scores, key=lambda ref: (-scores[ref], ref))[:KEPT]
        return [self._passages[self._rows[ref]].id for ref in best]


def _hold_some(pieces: Sequence[Piece], units: int, vectors: Mapping[str, Vectors]) -> Held:
    """The vectors of some units, which tell how the scores of all are spread."""
    step = max(1, units // SAMPLED)
    some = [piece for piece in pieces if int(piece.para) % step == 0]
    rows = np.stack([vectors[piece.text] for piece in some])
    return hold([UnitRef(_KEY, piece.para) for piece in some], rows)


def _find_same(layers: Mapping[str, Sequence[Piece]]) -> dict[str, str]:
    """For each layer the first that has the very same texts, which may be itself."""
    return {
        layer: next(other for other in layers if layers[other] == pieces)
        for layer, pieces in layers.items()
    }
