"""Vectors of whole documents held in memory: exact cosines, all of one state of the index.

A small index is searched in these alone, which is both quicker than asking the store three times
and safe from a writer that deletes what is being searched. Of a large one, only documents that a
question names are held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from egqa.models import Vectors
from egqa.types import UnitRef


@dataclass(frozen=True, slots=True)
class Held:
    """The vectors of some units: `rows[starts[i]:starts[i + 1]]` are those of `refs[i]`."""

    refs: tuple[UnitRef, ...]
    starts: NDArray[np.intp]
    rows: Vectors

    def score(self, vector: Vectors) -> NDArray[np.float32]:
        """The cosine of every unit to `vector`, in the order of `refs`: its best vector's."""
        if not self.refs:
            return np.zeros(0, dtype=np.float32)
        # Not by BLAS: its threads spin for tens of milliseconds beside the searches that follow.
        cosines = np.einsum("ij,j->i", self.rows, vector)
        best: NDArray[np.float32] = np.maximum.reduceat(cosines, self.starts)
        return best


def hold(refs: Sequence[UnitRef], rows: Vectors) -> Held:
    """Hold `rows`; `refs` names the unit of each, in any order, one that has several repeatedly."""
    order = sorted(range(len(refs)), key=refs.__getitem__)
    starts = [at for at, row in enumerate(order) if not at or refs[row] != refs[order[at - 1]]]
    return Held(
        tuple(refs[order[at]] for at in starts),
        np.asarray(starts, dtype=np.intp),
        np.ascontiguousarray(rows[order], dtype=np.float32) if order else rows,
    )


def join(parts: Sequence[Held]) -> Held:
    """The vectors of several documents as one."""
    parts = [part for part in parts if part.refs]
    if not parts:
        return hold((), np.zeros((0, 0), dtype=np.float32))
    sizes = np.cumsum([0, *(len(part.rows) for part in parts[:-1])])
    return Held(
        tuple(ref for part in parts for ref in part.refs),
        np.concatenate([part.starts + size for part, size in zip(parts, sizes, strict=True)]),
        np.concatenate([part.rows for part in parts]),
    )
