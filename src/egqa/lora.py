"""The bundled model tuned for questions, by low-rank changes of its weights (LoRA; Hu et al. 2021).

MiniLM has learnt from questions of the web; those that are asked of meeting documents paraphrase
what an official text says. Documents are embedded by the published weights, so that an index needs
no new vectors; `benchmarks/learn.py` says from what the changes are learnt.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import nn

from egqa.copies import copy_sharing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Of each layer that changes, `NAME.up` @ `NAME.down` is added to its weights.
_FILE = "questions.safetensors"


def tuned_copy(model: SentenceTransformer) -> SentenceTransformer:
    """`model`, which is the bundled one, as it embeds questions.

    What does not change is shared with `model`, which stays as it was.

    Raises:
        ValueError: the changes are not for a model of this shape.
    """
    with as_file(files("egqa.data") / _FILE) as path:
        changes = load_file(path)
    made = copy_sharing(model)
    encoder: nn.Module = made[0].auto_model  # type: ignore[assignment]
    for name in sorted({key.rpartition(".")[0] for key in changes}):
        layer = encoder.get_submodule(name)
        layer.weight = _changed(
            layer.get_parameter("weight"), changes[f"{name}.up"], changes[f"{name}.down"]
        )
    return made


def _changed(weight: nn.Parameter, up: torch.Tensor, down: torch.Tensor) -> nn.Parameter:
    if up.shape[0] != weight.shape[0] or down.shape[1] != weight.shape[1]:
        raise ValueError("the tuning for questions is of another model")
    with torch.no_grad():
        summed = weight.float() + up.float() @ down.float()
    return nn.Parameter(summed.to(weight.dtype), requires_grad=False)
