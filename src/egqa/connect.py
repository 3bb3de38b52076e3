"""A Chroma client on a folder or on a server, and its errors as ours."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from egqa.errors import EgqaError, IndexBroken
from egqa.garbage import collecting_paused

FOLDER = "chroma"
#: What the collections of an index are called, where the server's address names none.
NAME = "egqa"
_FAILURES = (sqlite3.Error, OSError, RuntimeError, ValueError, LookupError, AttributeError)
# Chroma keeps one system a path in a table of the whole process.
_opening = threading.Lock()


def connect(folder: Path, url: str, owner: object, *, create: bool = False) -> Any:
    """A Chroma client: on the server at `url`, or on the database in `folder` where that is empty.

    An embedded client goes on answering from what it loaded, so each call makes a new one; its
    files are closed when `owner` is collected, and not while another thread still uses it.
    """
    if url:
        return _connect_to_server(url)
    with collecting_paused():
        from chromadb.api.client import Client
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings, System

    path = folder / FOLDER
    if not create and not (path / "chroma.sqlite3").exists():
        raise FileNotFoundError("its vectors are gone")
    path.mkdir(parents=True, exist_ok=True)
    system = System(
        Settings(is_persistent=True, persist_directory=str(path), anonymized_telemetry=False)
    )
    with _opening:
        system.start()
        client = Client.from_system(system)
        SharedSystemClient.clear_system_cache()  # nobody else is to share it
    weakref.finalize(owner, system.stop)
    return client


def _connect_to_server(url: str) -> Any:
    import chromadb
    from chromadb.config import Settings

    place = read_url(url)
    return chromadb.HttpClient(
        host=place.hostname or "",
        port=place.port or (443 if place.scheme == "https" else 8000),
        ssl=place.scheme == "https",
        settings=Settings(anonymized_telemetry=False),
    )


def read_url(url: str) -> SplitResult:
    """The parts of a server's address, `http://HOST:PORT` or `http://HOST:PORT/NAME`.

    Raises:
        EgqaError: it is no such address.
    """
    try:
        place = urlsplit(url)
        name = place.path.strip("/")
        good = place.scheme in {"http", "https"} and place.hostname and place.port != 0
        if good and (not name or (name.isascii() and name.replace("-", "").isalnum())):
            return place
    except ValueError:
        pass
    raise EgqaError(
        f"{url!r} is no address of a Chroma server.",
        hint="Write EGQA_CHROMA_URL as http://HOST:PORT, or http://HOST:PORT/NAME for one of "
        "several indexes there; a name has letters, digits and hyphens.",
    )


def collection_name(url: str, kind: str) -> str:
    """What a collection of the index is called; on a server, after the name in its address."""
    name = (read_url(url).path.strip("/") if url else "") or NAME
    return f"{name}_{kind}"


@contextlib.contextmanager
def door(folder: Path, url: str = "") -> Iterator[None]:
    """Turn the store's errors into IndexBroken, its panics too, which are no `Exception`."""
    outside = sys.exception()
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, EgqaError):
        raise
    except BaseException as error:
        if not _is_stores(error):
            raise
        first = error  # Chroma fails once more while it cleans up
        while first.__context__ not in (None, outside):
            first = first.__context__ or first
        said = str(first).strip().splitlines()
        reason = said[0][:200].rstrip(".") if said else type(first).__name__
        if url:
            raise IndexBroken(
                f"The Chroma server at {url} cannot be read or written: {reason}.",
                hint="Check EGQA_CHROMA_URL, that the server runs, and its disk space; then try "
                "again.",
            ) from error
        raise IndexBroken(
            f"The index in {folder} cannot be read or written: {reason}.",
            hint="Check permissions and disk space; if it is damaged, delete the folder's contents "
            "and add the documents again.",
        ) from error


def _is_stores(error: BaseException) -> bool:
    return (
        isinstance(error, _FAILURES)
        or type(error).__module__.partition(".")[0] in {"chromadb", "httpx", "httpcore"}
        or type(error).__name__ == "PanicException"
    )
