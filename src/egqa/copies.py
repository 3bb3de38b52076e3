"""Copies of an embedding model that differ in some layers and share the rest with it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def copy_sharing(model: SentenceTransformer) -> SentenceTransformer:
    """A copy of `model` with modules of its own, which has the weights and the tokenizer in common.

    A layer or a weight that is put in the place of one changes the copy alone.
    """
    shared: dict[int, Any] = {id(one): one for one in model.parameters()}
    shared[id(model.tokenizer)] = model.tokenizer
    return copy.deepcopy(model, shared)
