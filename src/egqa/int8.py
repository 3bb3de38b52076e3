"""An embedding model's copy that multiplies 8-bit integers, for texts in great number.

Weights are rounded by output channel when the copy is made, what goes into a layer by the batch as
it comes ("dynamic quantization", as PyTorch has it). All eight bits are used: PyTorch's own modules
take seven, for processors whose sums of products overflow, and lose twice as much.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import torch
from torch import nn

from egqa.copies import copy_sharing
from egqa.processor import time_step

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: The kernels that use a processor's instructions for sums of 8-bit products without overflow.
_ENGINE = "onednn"
_LEVELS = 127
#: Texts that tell whether a copy keeps the model's vectors, and the least cosine that says so.
_SAMPLE = (
    "The Expert Group recommends that Member States should ratify the Convention.",
    "5. Many speakers noted the need for capacity-building, technical assistance and training.",
    "Adopted",
)
_SAME = 0.97
#: How much faster a product must be, which also costs the rounding of what goes in.
_GAIN = 2.0


class _Int8Linear(nn.Module):
    """A linear layer, its weights in 8 bits, each output channel by a scale of its own."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        weight = layer.weight.detach().float()
        scales = weight.abs().amax(dim=1).clamp(min=1e-12).double() / _LEVELS
        bias = None if layer.bias is None else layer.bias.detach().float()
        zeros = torch.zeros(len(scales), dtype=torch.int64)
        rounded = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(rounded, bias)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = torch.ops.quantized.linear_dynamic(rows, self._packed, False)
        return out


def _rounded(layer: nn.Linear) -> _Int8Linear:
    usual = torch.backends.quantized.engine
    try:
        torch.backends.quantized.engine = _ENGINE
        with warnings.catch_warnings():  # PyTorch means to move these functions elsewhere
            warnings.simplefilter("ignore")
            return _Int8Linear(layer)
    finally:
        torch.backends.quantized.engine = usual


def int8_copy(model: SentenceTransformer) -> SentenceTransformer | None:
    """`model` with 8-bit linear layers; none where that cannot be done or moves its vectors.

    What is not a linear layer is shared with `model`, which stays as it was.
    """
    try:
        made = copy_sharing(model)
        for module in list(made.modules()):
            for name, layer in list(module.named_children()):
                if type(layer) is nn.Linear:
                    setattr(module, name, _rounded(layer))
        return made if _keeps_vectors(model, made) else None
    except (RuntimeError, AttributeError, TypeError, ValueError):  # code of the model's own
        return None


@lru_cache(maxsize=1)
def gains_by_int8() -> bool:
    """Whether a layer's product of matrices takes less than half the time here, as tried."""
    if _ENGINE not in torch.backends.quantized.supported_engines:
        return False
    layer, rows = nn.Linear(384, 1536), torch.ones(128, 384)
    try:
        rounded = _rounded(layer)
    except RuntimeError:  # listed, yet not for this processor
        return False
    return time_step(lambda: layer(rows)) > _GAIN * time_step(lambda: rounded(rows))


def _keeps_vectors(model: SentenceTransformer, made: SentenceTransformer) -> bool:
    before, after = (
        one.encode(list(_SAMPLE), normalize_embeddings=True, convert_to_tensor=True)
        for one in (model, made)
    )
    return bool(((before * after).sum(dim=1) >= _SAME).all())
