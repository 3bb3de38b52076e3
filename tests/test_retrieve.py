"""The search over more units than any ranking returns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import egqa
from egqa import corpus
from egqa.fusion import fuse
from egqa.index import Index, Ranking
from egqa.models import Embedder, Vectors
from egqa.parse import parse, parse_bytes
from egqa.retrieve import NAMED_DOCUMENTS, is_in_scope, retrieve
from egqa.types import Answer, Document, UnitRef
from egqa.understand import understand

DOCUMENTS, UNITS = 12, 90


def embed(text: str) -> Vectors:
    """A direction of its own for each text: neighbours by chance, as the worst model gives them."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    row = np.random.default_rng(seed).standard_normal(16).astype(np.float32)
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def embed_all(texts: Sequence[str]) -> Vectors:
    return np.stack([embed(text) for text in texts])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("large")
    index = egqa.open_index(folder, embedder=Embedder("chance", 256, len, embed_all, embed))
    with index.writing():
        for at in range(1, DOCUMENTS + 1):
            lines = [f"{n}. Speaker {n} of list {at} was heard." for n in range(1, UNITS + 1)]
            text = "\n\n".join([f"A/C.3/99/{at}", "Draft report", "I. Hearings", *lines])
            index.add(parse_bytes(text.encode(), f"{at}.txt"))
    return index


def test_all_units_of_the_documents_named_are_searched(large: Index) -> None:
    assert len(large.paragraphs()) == DOCUMENTS * UNITS
    assert len(large.rank("who was heard?")[0].scores) < DOCUMENTS * UNITS
    for at in range(1, DOCUMENTS + 1):
        query = understand(f"Who was heard according to A/C.3/99/{at}?", (), large.documents())
        assert query.scope == "must"
        found = [one for one in retrieve(query, large) if is_in_scope(one)]
        assert len(found) == UNITS
        assert {one.paragraph.masthead.key for one in found} == {f"A/C.3/99/{at}"}


def test_without_a_document_named_the_nearest_are_ranked(large: Index) -> None:
    passages = retrieve(understand("speaker 17 of list 3", (), large.documents()), large)
    assert "Speaker 17 of list 3 was heard." in [one.paragraph.text for one in passages[:5]]
    assert [one.rank for one in passages] == list(range(1, len(passages) + 1))


def test_a_number_that_many_documents_have_is_told_of_the_nearest(large: Index) -> None:
    reply = egqa.ask("What does paragraph 17 say?", index=large).reply
    assert isinstance(reply, Answer)
    quotes = [quote for one in reply.statements for quote in one.quotes]
    assert {one.paragraph.para for one in quotes} == {"17"}
    assert len({one.paragraph.masthead.key for one in quotes}) == len(quotes) == NAMED_DOCUMENTS
    assert reply.notices[0] == (
        f"{DOCUMENTS} documents have this number; the 10 nearest are shown. "
        "Name the document for another."
    )
    reply = egqa.ask("What does paragraph 17 of A/C.3/99/7 say?", index=large).reply
    assert isinstance(reply, Answer)
    quotes = [quote for one in reply.statements for quote in one.quotes]
    assert [one.paragraph.masthead.key for one in quotes] == ["A/C.3/99/7"]


def test_words_are_counted_once_a_document(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = index.documents()
    whole = corpus.describe_corpus(documents)
    counted: list[str] = []
    count = corpus._counts_of._make

    def watch(document: Document) -> Any:
        counted.append(document.masthead.key)
        return count(document)

    monkeypatch.setattr(corpus._counts_of, "_make", watch)
    some = corpus.describe_corpus(documents[1:])
    assert counted == []
    first = count(documents[0])
    assert some.units + first.units == whole.units
    assert some.words + first.words == whole.words
    assert some.units_with + first.units_with == whole.units_with
    again = parse(Path(__file__).parent.parent / "seeds" / documents[0].masthead.file)
    corpus.describe_corpus([again, *documents[1:]])
    assert counted == [documents[0].masthead.key]


def test_fusion_of_the_best_units_is_that_of_all() -> None:
    chance = np.random.default_rng(5)
    refs = [UnitRef("A/1", str(at)) for at in range(5_000)]
    on_the_point = chance.standard_normal(len(refs))
    values = {
        name: 0.2 + 0.1 * on_the_point + 0.03 * chance.standard_normal(len(refs))
        for name in ("text", "context", "sentence")
    }
    values["lexical"] = np.maximum(0, 5 * on_the_point - 4)

    def gaps(best: int, *, told: bool) -> np.ndarray[Any, Any]:
        """How far the first units that every ranking has stand apart."""
        rankings = []
        for name, some in values.items():
            of_all = {"mean": float(some.mean()), "spread": float(some.std())} if told else {}
            chosen = {refs[at]: float(some[at]) for at in np.argsort(-some)[:best]}
            rankings.append(Ranking(name, chosen, 0.6, **of_all))
        scores = fuse(rankings)
        return np.diff([scores[refs[at]] for at in np.argsort(-on_the_point)[:20]])

    everything = gaps(len(refs), told=False)
    assert gaps(200, told=True) == pytest.approx(everything)
    assert gaps(200, told=False) != pytest.approx(
        everything, rel=0.2
    )  # what is told is what does it
