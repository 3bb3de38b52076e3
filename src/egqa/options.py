"""What several commands share: options, and the index that they name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from egqa.library import Library
from egqa.settings import apply_settings, read_settings

if TYPE_CHECKING:
    from egqa.index import Index

IndexOption = Annotated[
    str | None, typer.Option("--index", help="Folder of the index [default: EGQA_INDEX or index].")
]


def find_folder(index: str | None) -> Path:
    """The folder of the index: as the option says, else as the settings do."""
    return Path(read_settings().index if index is None else index)


def open_named(index: str | None) -> Index:
    """The index that the option names, with the models of the settings."""
    from egqa.index import open_index

    settings = apply_settings()
    return open_index(
        find_folder(index),
        embedding=settings.embedding,
        reranking=settings.reranker,
        chroma_url=settings.chroma_url,
    )


def read_library(index: str | None) -> Library:
    """The documents of the index that the option names; no model is loaded for them."""
    if not read_settings().chroma_url:
        return Library(find_folder(index))
    target = open_named(index)
    target.manifest()
    return target.library


def whole_words(arguments: list[str]) -> str:
    """Arguments as one text; bytes that were no text when the shell handed them on are replaced."""
    return " ".join(arguments).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
