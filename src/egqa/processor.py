"""What the processor does best: how many threads, and weights of which precision.

Measured where flags do not tell.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any


def count_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def on_one_thread() -> Iterator[None]:
    """One short text, or one batch beside others, is embedded soonest by one thread.

    Several spin while they wait for one another: that costs four times the processor, and many
    times the wait where other work wants the cores too, as when several people ask at once.
    Each thread has a number of its own, but new ones begin with the one set last, by whomever: so
    the usual number is put back, not the one found.
    """
    import torch

    usual = usual_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


@lru_cache(maxsize=1)
def usual_threads() -> int:
    """How many threads torch would use of itself, read before anything changes it."""
    import torch

    return torch.get_num_threads()


def choose_weights() -> dict[str, Any]:
    """bf16 where the processor is faster with it: up to twice as fast, cosines the same to 0.001.

    That a processor has instructions for it does not tell: with some it is slower by half.
    """
    import torch

    has_units = (
        getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)()
        or getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)()
    )
    if not has_units or torch.cuda.is_available() or not _gains_by_bf16():
        return {}
    return {"dtype": torch.bfloat16}


#: How much faster a product must be with bf16, which also costs conversions.
_GAIN = 1.2


@lru_cache(maxsize=1)
def _gains_by_bf16() -> bool:
    """Whether a layer's product of matrices is faster with bf16 here, as tried in milliseconds."""
    import torch

    spent: list[float] = []
    for dtype in (torch.float32, torch.bfloat16):
        rows, weights = torch.ones(128, 384, dtype=dtype), torch.ones(1536, 384, dtype=dtype)
        step = partial(torch.nn.functional.linear, rows, weights)
        spent.append(time_step(step))
    return spent[0] > _GAIN * spent[1]


def time_step(step: Callable[[], object]) -> float:
    """The seconds that `step` takes on one thread: the least of five, since others add to it."""
    import torch

    spent = []
    with on_one_thread(), torch.inference_mode():
        for _ in range(5):
            began = time.perf_counter()
            step()
            spent.append(time.perf_counter() - began)
    return min(spent)
