"""The bundled model as it embeds questions, on the real weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from torch import nn

import egqa.lora as lora
from egqa.embed import context_text
from egqa.evaluate import read_questions
from egqa.index import Index
from egqa.models import Embedder, Vectors, find_bundled, load_embedder

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return SentenceTransformer(str(find_bundled()), device="cpu")


def test_questions_come_nearer_to_what_answers_them(embedder: Embedder, index: Index) -> None:
    """Of questions that nothing was learnt from, more find the right paragraph first."""
    assert embedder.embed_question is not None
    files = {one.masthead.key: one.masthead.file for one in index.documents()}
    units = list(index.paragraphs().values())
    names = [(files[one.masthead.key], one.para) for one in units]
    texts = embedder.embed_texts([context_text(one) for one in units])
    asked = [
        (one.turns[0], {(gold.doc, gold.para) for gold in one.gold})
        for name in ("questions", "questions_fresh")
        for one in read_questions(DATA / f"{name}.jsonl")
        if one.answerable and len(one.turns) == 1
    ]

    def found(embed: Callable[[str], Vectors]) -> int:
        return sum(names[int((texts @ embed(text)).argmax())] in gold for text, gold in asked)

    assert len(asked) > 80
    assert found(embedder.embed_question) > found(embedder.embed_query)


def test_documents_and_plain_queries_keep_the_published_weights(
    embedder: Embedder, model: SentenceTransformer
) -> None:
    text = "Which measures were proposed?"
    wanted = model.encode(text)
    assert embedder.embed_asked(text) @ wanted < 0.95
    assert embedder.embed_query(text) @ wanted == pytest.approx(1, abs=1e-3)
    assert embedder.embed_texts([text])[0] @ wanted == pytest.approx(1, abs=0.03)


def test_the_copy_shares_what_does_not_change(model: SentenceTransformer) -> None:
    before = model.encode("adopted")
    tuned = lora.tuned_copy(model)
    own = {one.data_ptr() for one in model.parameters()}
    new = [one for one in tuned.parameters() if one.data_ptr() not in own]
    linear = [one for one in model.modules() if type(one) is nn.Linear]
    assert 0 < len(new) <= len(linear)
    assert not any(one.requires_grad for one in new)
    assert np.array_equal(model.encode("adopted"), before), "the model itself is as it was"


def test_what_is_learnt_of_another_model_is_refused(
    model: SentenceTransformer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lora, "files", lambda _: tmp_path)
    name = "encoder.layer.0.attention.self.query"
    wide = {f"{name}.up": torch.zeros(768, 2), f"{name}.down": torch.zeros(2, 768)}
    save_file(wide, tmp_path / "questions.safetensors")
    with pytest.raises(ValueError, match="another model"):
        lora.tuned_copy(model)


def test_what_is_learnt_is_small() -> None:
    """It is read at every start, and is in every copy of the project."""
    path = Path(lora.__file__).parent / "data" / "questions.safetensors"
    assert path.stat().st_size < 2_000_000
    assert all(one.dtype == torch.float16 for one in load_file(path).values())


def test_another_model_is_not_tuned() -> None:
    other = load_embedder(str(find_bundled()))
    assert other.embed_question is None
    assert other.embed_asked("Who spoke?") @ other.embed_query("Who spoke?") == pytest.approx(1)


def test_a_search_asks_by_the_tuned_weights(index: Index) -> None:
    text = "How long must providers keep data?"
    embedder = index.embedder()
    dense = next(one for one in index.rank(text) if one.name == "text")
    refs = sorted(dense.scores)[:40]
    vectors = embedder.embed_texts([index.paragraphs()[ref].text for ref in refs])
    scores = np.array([dense.scores[ref] for ref in refs])
    tuned, published = (
        np.abs(scores - vectors @ embed(text)).mean()
        for embed in (embedder.embed_asked, embedder.embed_query)
    )
    assert tuned < 0.02 < published
