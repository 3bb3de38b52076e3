"""What an evaluation says and writes, on a console and to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from egqa.errors import BadEvaluation
from egqa.evaluate.page import shown

if TYPE_CHECKING:
    from rich.console import Console

_HINT = "Name a file in a folder that exists."


def say(text: str, console: Console) -> None:
    """Print `text` as it is, on one line however long."""
    console.print(shown(text), markup=False, highlight=False, soft_wrap=True)


def refuse_unwritable(path: Path | None) -> None:
    """Raise BadEvaluation now, not after minutes of work, where `path` cannot be a file."""
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise BadEvaluation(f"{path} cannot be written.", hint=_HINT)


def write_text(path: Path, text: str) -> None:
    """Write `text`, lone surrogates escaped. Raises: BadEvaluation where it cannot be written."""
    try:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise BadEvaluation(
            f"{path} cannot be written: {error.strerror or error}.", hint=_HINT
        ) from error
