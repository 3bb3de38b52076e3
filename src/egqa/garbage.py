"""When Python looks for garbage: not while libraries are imported, nor when all is done.

What libraries, models and documents make when they are loaded stays; to go through it again and
again costs a second of a cold start, once more at the end, and a sixth of opening a large index.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collecting_paused() -> Iterator[None]:
    """No garbage is collected meanwhile; for what is loaded and stays."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def leave_uncollected() -> None:
    """Never look again through what there is now: it stays, or the process ends.

    To go through a large index for garbage takes as long as ten questions, in the midst of one.
    """
    gc.freeze()
