"""PDF files: read in a process of its own, so that a hostile one costs bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from egqa.errors import NoText, ParseError
from egqa.parse.lines import Reading
from egqa.parse.pdf_child import Limits, decode

__all__ = ["Limits", "read_pdf"]

_LIMITS = Limits()


def read_pdf(data: bytes, name: str, *, limits: Limits = _LIMITS) -> Reading:
    """The lines of a PDF file in reading order, with what its layout tells of them.

    Raises:
        NoText: it is a scan without a text layer, encrypted, or an error notice saved as a file.
        ParseError: it is damaged, or takes more pages, time or memory than `limits` allow.
    """
    root = Path(__file__).parents[2]
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    asked = json.dumps({"name": name, "limits": asdict(limits)}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "egqa.parse.pdf_child"],  # -P: no module from this folder
            input=asked + b"\n" + data,
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ParseError(
            f"{name} could not be read within {limits.seconds} seconds.",
            hint="It may be damaged, or made to waste time; split it if it is neither.",
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise ParseError(
            f"{name} could not be read: it needs too much memory or time, or is damaged.",
            hint="Download it again, or save a copy with another program.",
        ) from error
    if "error" in answer:
        kind = NoText if answer["error"] == "NoText" else ParseError
        raise kind(answer["message"], hint=answer["hint"])
    return decode(answer)
