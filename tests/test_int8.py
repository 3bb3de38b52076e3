"""The embedding model's 8-bit copy, on the real model."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from torch import nn

import egqa.int8 as int8
from egqa.index import Index
from egqa.models import find_bundled, load_embedder

pytestmark = pytest.mark.skipif(
    "onednn" not in torch.backends.quantized.supported_engines, reason="no 8-bit kernels here"
)


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return SentenceTransformer(str(find_bundled()), device="cpu")


@pytest.fixture
def tried() -> Iterator[None]:
    """What was tried before and after a test is not kept."""
    int8.gains_by_int8.cache_clear()
    yield
    int8.gains_by_int8.cache_clear()


def test_the_copy_keeps_the_vectors_of_the_documents(
    model: SentenceTransformer, index: Index
) -> None:
    texts = [unit.text for document in index.documents() for unit in document.paragraphs][::3]
    before = model.encode(texts)
    copy = int8.int8_copy(model)
    assert copy is not None
    after = copy.encode(texts)
    cosines = (before * after).sum(axis=1)
    assert cosines.min() > 0.97
    assert 0.99 < cosines.mean() < 0.9999, "or nothing was rounded"
    assert np.array_equal(before, model.encode(texts)), "the model itself is as it was"


def test_the_copy_shares_what_is_not_rounded(model: SentenceTransformer) -> None:
    copy = int8.int8_copy(model)
    assert copy is not None
    assert not any(type(one) is nn.Linear for one in copy.modules())
    own = {one.data_ptr() for one in model.parameters()}
    assert all(one.data_ptr() in own for one in copy.parameters())


class _Nosy(SentenceTransformer):
    """A model that reads a layer's weights, as some do."""

    def forward(self, *args: object, **options: object) -> object:
        dense = self[0].auto_model.encoder.layer[0].output.dense
        assert dense.weight.dtype is torch.float32
        return super().forward(*args, **options)


def test_a_model_that_cannot_be_rounded_is_left_alone(
    model: SentenceTransformer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert int8.int8_copy(_Nosy(str(find_bundled()), device="cpu")) is None
    monkeypatch.setattr(int8, "_SAME", 0.9999)
    assert int8.int8_copy(model) is None, "its vectors move further than is allowed"


@pytest.mark.usefixtures("tried")
@pytest.mark.parametrize("gains", [True, False])
def test_only_texts_are_embedded_by_it_and_only_where_it_pays(
    monkeypatch: pytest.MonkeyPatch, *, gains: bool
) -> None:
    monkeypatch.setattr("egqa.models.choose_weights", dict)
    monkeypatch.setattr("egqa.int8.gains_by_int8", lambda: gains)
    embedder = load_embedder()
    text = "The Group recommended capacity-building."
    exact = embedder.embed_query(text)
    cosine = float(embedder.embed_texts([text])[0] @ exact)
    assert (cosine < 0.9999) is gains
    assert cosine > 0.97
    assert np.array_equal(exact, embedder.embed_query(text))
    kept = load_embedder(exact=True).embed_texts([text])[0]
    assert float(kept @ exact) > 0.9999


@pytest.mark.usefixtures("tried")
@pytest.mark.parametrize(("factor", "gains"), [(3.0, True), (1.5, False)])
def test_a_trial_decides(monkeypatch: pytest.MonkeyPatch, factor: float, *, gains: bool) -> None:
    spent = iter((factor, 1.0))
    monkeypatch.setattr(int8, "time_step", lambda step: (step(), next(spent))[1])
    assert int8.gains_by_int8() is gains
