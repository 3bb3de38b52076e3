"""Reading a PDF file in a process of its own, which may be ended and may use so much and no more.

pdfium is a large library in C++, and a file may be made to hurt it; it is not safe under threads
either. `python -m egqa.parse.pdf_child` takes a line of JSON, then the file, on its standard input,
and answers in JSON.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from egqa.errors import NoText, ParseError
from egqa.parse.lines import Line, Reading
from egqa.types import Finding, Span


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read at most, and how long and with how much memory."""

    pages: int = 3_000
    page_characters: int = 60_000
    characters: int = 12_000_000
    seconds: int = 180
    megabytes: int = 800  # twice what the longest document takes that is taken in


def encode(reading: Reading) -> bytes:
    """A reading as JSON."""
    lines = [
        (line.start, line.end, line.indent, line.blanks, line.page, line.bold, line.role,
         line.begins, line.marks, line.large)
        for line in reading.lines
    ]  # fmt: skip
    findings = [asdict(finding) for finding in reading.findings]
    made = {"source": reading.source, "lines": lines, "findings": findings}
    return json.dumps(made).encode()


def decode(answer: dict[str, Any]) -> Reading:
    """A reading from its JSON."""
    source = answer["source"]
    lines = []
    for start, end, indent, blanks, page, bold, role, begins, marks, large in answer["lines"]:
        text = source[start:end]
        spans = tuple(Span(*mark) for mark in marks)
        line = Line(text, start, end, indent, blanks, page, bold, text, role, begins, spans)
        lines.append(replace(line, large=large))
    return Reading(source, lines, [Finding(**finding) for finding in answer["findings"]])


def main() -> None:
    """Answer one file."""
    asked = json.loads(sys.stdin.buffer.readline())
    name, limits = asked["name"], Limits(**asked["limits"])
    _confine(limits)
    data = sys.stdin.buffer.read()
    from egqa.parse.pdf_pages import read_pages  # loads pdfium, under the limits

    try:
        answer = encode(read_pages(data, name, limits))
    except ParseError as error:
        kind = "NoText" if isinstance(error, NoText) else "ParseError"
        answer = json.dumps({"error": kind, "message": error.message, "hint": error.hint}).encode()
    sys.stdout.buffer.write(answer)


def _confine(limits: Limits) -> None:
    """Bound memory and time where the system can do so."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows: the parent's clock alone holds
        return
    size = limits.megabytes * 1_000_000
    for kind, bound in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CPU, limits.seconds)):
        _, most = resource.getrlimit(kind)
        if most == resource.RLIM_INFINITY or bound < most:
            with suppress(ValueError, OSError):  # macOS knows some limits and keeps to none
                resource.setrlimit(kind, (bound, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
