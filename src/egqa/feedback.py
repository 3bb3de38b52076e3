"""Feedback on an answer, kept as draft judged questions that a librarian can finish.

Each line has the fields of a judged question and what the reader found wrong. Where the right units
are not known, `gold` is empty: `egqa evaluate` refuses such a line until somebody names them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from filelock import FileLock, Timeout

from egqa.errors import EgqaError
from egqa.render import statements_of
from egqa.types import Abstention, Answer, Quote, Turn

#: What can be wrong with an answer.
FAILURES = (
    "wrong_paragraph",
    "missing_paragraph",
    "misquoted",
    "wrong_attribution",
    "should_have_abstained",
)
MAX_NOTE = 1_000
MAX_BYTES = 5 * 2**20
_MAX_TURNS, _MAX_QUESTION, _MAX_QUOTES = 10, 1_000, 12
#: JSON leaves these as they are, but they end a line for many readers.
_BREAKS = {char: f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def failures_for(turn: Turn) -> tuple[str, ...]:
    """The failures that a reply of this kind can have: an abstention has only missed something."""
    return FAILURES if isinstance(turn.reply, Answer) else ("missing_paragraph",)


def default_path(folder: Path) -> Path:
    """Where feedback is kept unless a setting says otherwise: beside the index, not in it."""
    return folder.parent / f"{folder.name}-feedback.jsonl"


def draft_question(turns: Sequence[Turn], failure: str, note: str = "") -> dict[str, Any]:
    """The last of `turns` as a judged question, with what was wrong and what was shown.

    The units shown are gold where the reader says that they were right but badly quoted or
    attributed, or not all; none are where they were wrong.
    """
    last = turns[-1]
    shown = [_unit(quote) for one in statements_of(last) for quote in one.quotes][:_MAX_QUOTES]
    right = failure in ("missing_paragraph", "misquoted", "wrong_attribution")
    drafted: dict[str, Any] = {
        "id": f"feedback-{uuid4().hex[:12]}",
        "kind": "feedback",
        "turns": [_clip(one.question, _MAX_QUESTION) for one in turns[-_MAX_TURNS:]],
        "gold": shown if right else [],
        "all_required": failure == "missing_paragraph" and bool(shown),
        "answer": "",
        "answerable": failure != "should_have_abstained",
        "failure": failure,
        "note": _clip(note, MAX_NOTE),
        "shown": shown,
        "reported": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    if isinstance(last.reply, Abstention):
        drafted["abstained"] = last.reply.reason
    if last.query.filters:
        drafted["filters"] = asdict(last.query.filters)
    return drafted


def _unit(quote: Quote) -> dict[str, str | None]:
    paragraph = quote.paragraph
    return {"doc": paragraph.masthead.file, "para": paragraph.para, "quote": quote.text}


def _clip(text: str, longest: int) -> str:
    folded = " ".join(text.split())[:longest]
    return folded.encode("utf-8", "replace").decode("utf-8")


def keep(path: Path, drafted: dict[str, Any]) -> None:
    """Add one line to the file at `path`, whole or not at all; other writers wait their turn.

    Raises:
        EgqaError: the file is full, or cannot be written.
    """
    line = json.dumps(drafted, ensure_ascii=False)
    for char, escaped in _BREAKS.items():
        line = line.replace(char, escaped)
    payload = f"{line}\n".encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=5), path.open("ab") as file:
            size = file.seek(0, os.SEEK_END)
            if size + len(payload) > MAX_BYTES:
                raise EgqaError(
                    "No more feedback can be kept: its file is full.",
                    hint="Whoever keeps these documents must move the file away first.",
                )
            try:
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
    except Timeout as error:
        raise EgqaError("The feedback was not kept.", hint="Send it again.") from error
    except OSError as error:
        raise EgqaError(
            f"The feedback was not kept: {error.strerror or error}.",
            hint="Whoever serves this page must make its file writable.",
        ) from error
