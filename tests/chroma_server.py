"""A real Chroma server on this machine, for tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen


@contextmanager
def chroma_server(folder: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a Chroma database in `folder`; its address and the process."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    words = [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", port]
    log = (folder.parent / f"chroma-{port}.log").open("wb")
    process = subprocess.Popen(list(map(str, words)), stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                with urlopen(f"{url}/api/v2/heartbeat", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        else:
            raise AssertionError("the Chroma server did not start")
        yield url, process
    finally:
        process.kill()
        process.wait()
        log.close()
