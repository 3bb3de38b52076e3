"""Learn how the bundled model embeds questions, from questions written for paragraphs.

    python benchmarks/learn.py benchmarks/questions/written DOCUMENTS OUT.safetensors

Documents are embedded by the published weights, which stay as they are; the layers that read a
question get low-rank changes (Hu et al. 2021), learnt so that of all units of its own document and
of seven others, taken by chance, the paragraph that a question was written for is nearest to it.
Nearness is what the search adds up: the cosines of a unit's words, of the same under its headings,
and of its best sentence. DOCUMENTS is a folder with the files that the questions name; those that
are not there are passed over. No question of an evaluation set, and no document of one, is among
them. An hour on two cores, most of it embedding.
"""

from __future__ import annotations

import json
import math
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from rich.progress import track
from safetensors.torch import save_file
from torch import nn
from transformers import AutoModel, AutoTokenizer

from egqa.embed import KINDS, pieces_of
from egqa.errors import EgqaError
from egqa.models import find_bundled, load_embedder
from egqa.parse import parse
from egqa.types import Document

RANK, RATE, EPOCHS, BATCH = 16, 5e-4, 2, 32
#: What cosines are multiplied by before the softmax over units.
SHARPNESS = 20.0
#: Other documents beside a question's own, as of a small library; units of a document at most.
OTHERS, UNITS = 7, 70
WARMUP = 0.1


@dataclass(frozen=True, slots=True)
class Written:
    """A question, the file that it is on, and the place of the unit that answers it."""

    text: str
    file: str
    unit: int


class LowRank(nn.Module):
    """A linear layer whose weights stay, and what is learnt beside it."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(
            torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features)
        )
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.layer(rows) + rows @ self.down.T @ self.up.T
        return out


def read_written(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What was written, by file: how a paragraph begins, and its questions."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            found.setdefault(one["doc"], []).append(one)
    return found


def sample(document: Document, lines: list[dict[str, Any]]) -> tuple[Document, dict[str, int]]:
    """At most `UNITS` units of `document`, and where those stand that questions are on."""
    begins = {one["begins"] for one in lines}
    wanted = [one for one in document.paragraphs if any(one.text.startswith(b) for b in begins)]
    rest = [one for one in document.paragraphs if one not in wanted]
    random.shuffle(rest)
    kept = (*wanted, *rest[: max(0, UNITS - len(wanted))])
    at = {b: i for b in begins for i, one in enumerate(kept) if one.text.startswith(b)}
    return replace(document, paragraphs=kept), at


def gather(written: dict[str, list[dict[str, Any]]], folder: Path) -> Any:
    """The questions, the places of each file's units, the vectors and which unit's each is."""
    embedder = load_embedder()
    questions: list[Written] = []
    places: dict[str, list[int]] = {}
    texts: list[str] = []
    owners: list[int] = []
    for name, lines in track(written.items(), "Reading"):
        if not (folder / name).is_file():
            continue
        try:
            document, at = sample(parse(folder / name), lines)
        except EgqaError as error:
            print(f"{name}: {error}")
            continue
        first = sum(map(len, places.values()))
        units = {one.ref.para: first + i for i, one in enumerate(document.paragraphs)}
        places[name] = list(units.values())
        for kind, title in enumerate(KINDS):
            for piece in pieces_of(document, title, embedder):
                texts.append(piece.text)
                owners.append(units[piece.para] * len(KINDS) + kind)
        for line in lines:
            if line["begins"] in at:
                unit = first + at[line["begins"]]
                questions += [Written(text, name, unit) for text in line["questions"]]
    step = 2_000
    parts = [
        torch.from_numpy(embedder.embed_texts(texts[start : start + step]))
        for start in track(range(0, len(texts), step), "Embedding")
    ]
    return questions, places, torch.cat(parts), torch.tensor(owners)


def widen(model: nn.Module) -> dict[str, LowRank]:
    """Put what is learnt beside the linear layers of the encoder; the rest stays as it is."""
    model.requires_grad_(False)
    made = {}
    for name, layer in list(model.named_modules()):
        if isinstance(layer, nn.Linear) and name.startswith("encoder."):
            made[name] = LowRank(layer)
            parent, _, own = name.rpartition(".")
            setattr(model.get_submodule(parent), own, made[name])
    return made


def deal(questions: list[Written]) -> list[list[Written]]:
    """The questions of one epoch by chance, those of like length together: padding is lost time."""
    mixed = random.sample(questions, len(questions))
    near = [
        one
        for start in range(0, len(mixed), BATCH * 16)
        for one in sorted(mixed[start : start + BATCH * 16], key=lambda one: len(one.text))
    ]
    whole = range(0, len(near) - BATCH + 1, BATCH)
    batches = [near[start : start + BATCH] for start in whole]
    random.shuffle(batches)
    return batches


def learn(questions: list[Written], places: Any, vectors: Any, owners: Any) -> dict[str, LowRank]:
    folder = find_bundled()
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
    layers = widen(model)
    learnt = [one for layer in layers.values() for one in (layer.down, layer.up)]
    count, files = sum(map(len, places.values())), sorted(places)

    def embed(texts: list[str]) -> torch.Tensor:
        tokens = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
        told = tokens["attention_mask"].unsqueeze(-1)
        rows = (model(**tokens).last_hidden_state * told).sum(1) / told.sum(1)
        return nn.functional.normalize(rows, dim=-1)

    def score(asked: torch.Tensor) -> torch.Tensor:
        best = torch.full((count * len(KINDS), len(asked)), -1.0)
        best = best.scatter_reduce(
            0, owners[:, None].expand(-1, len(asked)), vectors @ asked.T, "amax"
        )
        return best.view(count, len(KINDS), -1).mean(1).T

    batches = [batch for _ in range(EPOCHS) for batch in deal(questions)]
    steps = len(batches)
    optimizer = torch.optim.AdamW(learnt, lr=RATE)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / (WARMUP * steps), 1.0) * max(0.0, 1 - at / steps)
    )
    model.train()
    for at, batch in enumerate(track(batches, "Learning")):
        out = torch.full((BATCH, count), float("-inf"))
        for row, one in enumerate(batch):
            for file in (one.file, *random.sample(files, min(OTHERS, len(files)))):
                out[row, places[file]] = 0
        scores = score(embed([one.text for one in batch])) * SHARPNESS + out
        loss = nn.functional.cross_entropy(scores, torch.tensor([one.unit for one in batch]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        scheduler.step()
        if at % 20 == 0:
            print(f"step {at} of {steps}: loss {loss.item():.3f}")
    return layers


def main(written: str, folder: str, out: str) -> None:
    random.seed(0)
    torch.manual_seed(0)
    questions, places, vectors, owners = gather(read_written(Path(written)), Path(folder))
    print(f"{len(questions)} questions on {len(places)} documents, {len(vectors)} vectors")
    layers = learn(questions, places, vectors, owners)
    changes = {
        f"{name}.{part}": getattr(layer, part).detach().to(torch.float16).contiguous()
        for name, layer in layers.items()
        for part in ("up", "down")
    }
    save_file(changes, out)


if __name__ == "__main__":
    main(*sys.argv[1:4])
