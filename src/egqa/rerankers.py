"""Second-stage rankers: how well a passage answers a question, read together. Off unless named."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from egqa.errors import ModelFailed, ModelMissing
from egqa.models import quieten

#: The name under which the likelihood reranker is asked for.
LIKELIHOOD = "question-likelihood"


@dataclass(frozen=True, slots=True)
class Reranker:
    """A reranker: question and passages in, a score for each out, higher for better."""

    name: str
    score: Callable[[str, Sequence[str]], Sequence[float]]


def load_reranker(name: str) -> Reranker:
    """The reranker `name`: "question-likelihood", or a sentence-transformers CrossEncoder.

    A CrossEncoder is a local folder, or a name on the Hub whose weights were downloaded before:
    nothing is downloaded for it.

    Raises:
        ModelMissing: its weights are not on disk.
        ModelFailed: it cannot be loaded.
    """
    if name == LIKELIHOOD:
        from platformdirs import user_cache_path

        from egqa.likelihood import Likelihood, find_converted

        return Reranker(name, Likelihood(find_converted(user_cache_path("egqa"))).score)
    return Reranker(name, _load_cross_encoder(name))


def _load_cross_encoder(name: str) -> Callable[[str, Sequence[str]], Sequence[float]]:
    from sentence_transformers import CrossEncoder

    quieten(offline=Path(name).exists())
    try:
        model = CrossEncoder(name, local_files_only=True, trust_remote_code=False, max_length=512)
    except Exception as error:  # what a model's own files raise is anyone's guess
        said = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ModelMissing(
            f"The reranker {name!r} cannot be loaded: {said}.",
            hint=f"Set EGQA_RERANKER to a folder on disk or to {LIKELIHOOD!r}, or unset it.",
        ) from error
    turn = threading.Lock()

    def score(question: str, passages: Sequence[str]) -> list[float]:
        try:
            with turn:
                scores = model.predict(
                    [(question, text) for text in passages], show_progress_bar=False
                )
        except (RuntimeError, ValueError, TypeError, IndexError) as error:
            raise ModelFailed(
                f"The reranker failed: {error}", hint="Unset EGQA_RERANKER."
            ) from error
        return [float(value) for value in scores]

    return score
