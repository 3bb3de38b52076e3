"""What is kept on disk, so that a second run is fast: embeddings, and the Chroma made of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias
from uuid import uuid4

import numpy as np

from egqa.models import Embedder, Vectors

Side: TypeAlias = Literal["passage", "question"]
#: Texts a file of the cache holds: a run that was broken off loses no more.
_BLOCK = 2_048
#: Texts between two steps of the progress bar.
_STEP = 128
_SAME = 0.9999


def embed(
    texts: Sequence[str],
    side: Side,
    embedder: Embedder,
    cache: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Vectors]:
    """The vector of each distinct text, from `cache` where it was made before.

    Texts of like length are embedded together. The cache is keyed by the model, the side and the
    texts; what cannot be read there is made anew, and what cannot be written is not kept.
    `progress` is told how many characters are done, of how many: long texts take longer.
    """
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    done, total = 0, sum(map(len, ordered)) + len(ordered)
    found: dict[str, Vectors] = {}
    embed_texts: Callable[[Sequence[str]], Vectors] | None = None
    for start in range(0, len(ordered), _BLOCK):
        block = ordered[start : start + _BLOCK]
        path = cache / f"{_key(block, side, embedder)}.npy"
        rows = _load(path, len(block))
        if rows is None:
            embed_texts = embed_texts or _choose(side, embedder, block[-1])
            steps = []
            for at in range(0, len(block), _STEP):
                step = block[at : at + _STEP]
                steps.append(embed_texts(step))
                if progress:
                    progress(done + sum(map(len, block[: at + _STEP])), total)
            rows = np.concatenate(steps)
            _save(path, rows)
        done += sum(map(len, block)) + len(block)
        if progress:
            progress(done, total)
        found |= zip(block, rows, strict=True)
    return found


def restore(kept: Path, folder: Path) -> bool:
    """Copy the files of a Chroma that `keep` kept into `folder`; false where there are none."""
    try:
        shutil.copytree(kept, folder)
    except (OSError, shutil.Error):
        shutil.rmtree(folder, ignore_errors=True)
        return False
    return True


def keep(folder: Path, kept: Path) -> None:
    """Copy a Chroma's files, which nobody is writing to, from `folder` to `kept`, whole or not."""
    new = kept.with_name(f"{uuid4().hex}.new")
    shutil.rmtree(kept, ignore_errors=True)
    with contextlib.suppress(OSError, shutil.Error):
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder, new)
        os.replace(new, kept)
    shutil.rmtree(new, ignore_errors=True)


def _choose(side: Side, embedder: Embedder, sample: str) -> Callable[[Sequence[str]], Vectors]:
    """How to embed many texts: questions in batches too, where the model treats them as texts.

    A model with a prompt for questions gives a question another vector than a text.
    """
    if side == "passage":
        return embedder.embed_texts
    alone, batched = embedder.embed_query(sample), embedder.embed_texts([sample])[0]
    if float(alone @ batched) > _SAME:
        return embedder.embed_texts
    return lambda texts: np.stack([embedder.embed_query(text) for text in texts])


def _key(texts: Sequence[str], side: Side, embedder: Embedder) -> str:
    digest = hashlib.sha256(f"{embedder.name}\0{embedder.max_tokens}\0{side}\0".encode())
    folder = Path(embedder.name)
    if folder.is_dir():  # a model of one's own may be trained on under the same name
        for path in sorted(folder.rglob("*")):
            found = path.stat()
            digest.update(f"{path.name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()[:32]


def _load(path: Path, count: int) -> Vectors | None:
    try:
        rows = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    sound = rows.dtype == np.float32 and rows.ndim == 2 and len(rows) == count
    return np.asarray(rows, dtype=np.float32) if sound and np.isfinite(rows).all() else None


def _save(path: Path, rows: Vectors) -> None:
    """Write beside and rename, so that no half-written file is ever read."""
    new = path.with_name(f"{uuid4().hex}.new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with new.open("wb") as file:
                np.save(file, rows.astype(np.float32))
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)
