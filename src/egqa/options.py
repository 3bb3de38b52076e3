"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from egqa.settings import read_settings

IndexOption = Annotated[
    str | None, typer.Option("--index", help="Folder of the index [default: EGQA_INDEX or index].")
]


def find_folder(index: str | None) -> Path:
    """The folder of the index: as the option says, else as the settings do."""
    return Path(read_settings().index if index is None else index)
