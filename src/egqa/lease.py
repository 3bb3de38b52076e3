"""The writers' lock of an index on a Chroma server: one writer of all machines at a time.

The server makes a collection of a name once, so whoever makes it holds the lock. It says until when
it is held, and is renewed while its holder lives; one that has run out is moved out of the way by
its identity, which no two can do to the same, and made anew.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

#: Seconds for which the lock is held without being renewed.
SECONDS = 60.0


class Lease:
    """A lock as filelock's: entered again by its thread, refused at once to any other.

    `client` is Chroma's, `name` what the collection is called that stands for the lock, `path` a
    file that keeps the processes of this machine apart; `door` makes the server's errors ours.
    """

    def __init__(
        self, path: Path, client: Any, name: str, door: Callable[[], AbstractContextManager[None]]
    ) -> None:
        from filelock import FileLock

        path.parent.mkdir(parents=True, exist_ok=True)
        self._here = FileLock(path, timeout=0)
        self._client = client
        self._name = name
        self._door = door
        self._owner = ""
        self._renewing: threading.Event | None = None

    @property
    def lock_counter(self) -> int:
        """How often it has been entered and not left."""
        return self._here.lock_counter

    def acquire(self, timeout: float = 0) -> None:
        """Take the lock; raises filelock's Timeout where another has it.

        `timeout` is how many seconds another process of this machine is waited for.
        """
        self._here.acquire(timeout=timeout)
        if self._here.lock_counter == 1:
            try:
                self._take()
            except BaseException:
                self._here.release()
                raise

    def release(self) -> None:
        """Leave the lock, and give it back when it was entered once."""
        try:
            if self._here.lock_counter == 1:
                self._give_back()
        finally:
            self._here.release()

    def is_ours(self) -> bool:
        """Whether the server still says that we hold it."""
        with self._door():
            found = self._find()
        return found is not None and found.metadata.get("owner") == self._owner

    def _take(self) -> None:
        from filelock import Timeout

        owner = uuid4().hex
        with self._door():
            made = self._make(owner) or self._take_over(owner)
        if made is None:
            raise Timeout(self._name)
        self._owner = owner
        self._renewing = threading.Event()
        threading.Thread(target=self._renew, args=(made, self._renewing), daemon=True).start()

    def _take_over(self, owner: str) -> Any:
        """The lock made anew where it has run out, or None where another has it."""
        found = self._find()
        if found is not None:
            if float(found.metadata["until"]) > time.time():
                return None
            stale = f"{self._name}-{uuid4().hex}"
            found.modify(name=stale)
            self._client.delete_collection(stale)
        return self._make(owner)

    def _make(self, owner: str) -> Any:
        """The collection that stands for the lock, or None where there is one already."""
        from chromadb.errors import ChromaError

        try:
            return self._client.create_collection(
                self._name, metadata=_terms(owner), embedding_function=None
            )
        except ChromaError:
            if self._find() is None:
                raise
            return None

    def _find(self) -> Any:
        from chromadb.errors import NotFoundError

        try:
            return self._client.get_collection(self._name, embedding_function=None)
        except NotFoundError:
            return None

    def _renew(self, made: Any, stop: threading.Event) -> None:
        while not stop.wait(SECONDS / 4):
            # What fails now may go through the next time; if none does, the lease runs out.
            with contextlib.suppress(Exception):
                made.modify(metadata=_terms(self._owner))

    def _give_back(self) -> None:
        if self._renewing is not None:
            self._renewing.set()
        if self.is_ours():
            with self._door():
                self._client.delete_collection(self._name)
        self._owner = ""


def _terms(owner: str) -> dict[str, str | float]:
    return {"owner": owner, "until": time.time() + SECONDS}
