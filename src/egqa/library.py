"""The documents as parsed, on disk: one JSON file each, and a manifest that says which are current.

Standard library only, so that a paragraph can be shown without loading any model or store. Every
write is a new file renamed into place; the manifest is replaced last, with a new stamp, so a reader
sees either the old state or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from egqa.errors import DocumentUnknown, IndexBroken, IndexMissing
from egqa.symbols import ends_with, symbol_key
from egqa.types import (
    Attribution,
    Document,
    Finding,
    Masthead,
    Paragraph,
    Piece,
    Pinpoint,
    Span,
)

FORMAT = 1
MANIFEST = "manifest.json"
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one document: its current generation, and what it was made from."""

    key: str
    generation: str
    file: str
    sha256: str
    fingerprint: str
    origin: str
    units: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The current state of an index folder. `stamp` changes with every commit."""

    stamp: str = ""
    embedding: str = ""
    parser: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)


class Library:
    """The parsed documents of an index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read_manifest(self) -> Manifest:
        """The current manifest.

        Raises:
            IndexMissing: nothing has been indexed here.
            IndexBroken: the manifest cannot be read.
        """
        path = self.folder / MANIFEST
        try:
            raw = json.loads(path.read_text("utf-8"))
            if raw["format"] != FORMAT:
                raise IndexBroken(
                    f"The index in {self.folder} has format {raw['format']}, not {FORMAT}.",
                    hint="Delete the folder's contents and add the documents again.",
                )
            entries = {key: Entry(**entry) for key, entry in raw["documents"].items()}
            return Manifest(raw["stamp"], raw["embedding"], raw["parser"], entries)
        except FileNotFoundError as error:
            raise IndexMissing(
                f"Nothing has been indexed in {self.folder}.",
                hint="Add documents first: egqa add seeds/",
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _broken(self.folder, error) from error

    def write_manifest(self, manifest: Manifest) -> Manifest:
        """Put `manifest` in force under a new stamp, which is returned with it."""
        stamped = Manifest(uuid4().hex, manifest.embedding, manifest.parser, manifest.entries)
        _write(
            self.folder / MANIFEST,
            {
                "format": FORMAT,
                "stamp": stamped.stamp,
                "embedding": stamped.embedding,
                "parser": stamped.parser,
                "documents": {key: asdict(entry) for key, entry in stamped.entries.items()},
            },
        )
        return stamped

    def load(self, entry: Entry) -> Document:
        """The document of one manifest entry."""
        try:
            return document_from_json(json.loads(self.path(entry.key, entry.generation).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _broken(self.folder, error) from error

    def save(self, document: Document, generation: str) -> None:
        """Write `document` beside what is current; it counts once the manifest names it."""
        _write(self.path(document.masthead.key, generation), document_to_json(document))

    def drop(self, key: str, generation: str) -> None:
        """Delete the file of a generation that no manifest names any more."""
        self.path(key, generation).unlink(missing_ok=True)

    def path(self, key: str, generation: str) -> Path:
        """Where one generation of a document is kept."""
        name = re.sub(r"[^A-Za-z0-9.~-]+", "_", key)[:80]
        mark = hashlib.sha256(key.encode()).hexdigest()[:8]
        return self.folder / DOCUMENTS / f"{name}.{mark}.{generation}.json"

    def documents(self) -> tuple[Document, ...]:
        """All current documents, in the order of their keys."""
        manifest = self.read_manifest()
        return tuple(self.load(manifest.entries[key]) for key in sorted(manifest.entries))

    def find(self, name: str) -> Document:
        """The document that `name` means: its key, a symbol of it, its file name or stem.

        Raises:
            DocumentUnknown: none is called that, or more than one.
        """
        manifest = self.read_manifest()
        if name in manifest.entries:
            return self.load(manifest.entries[name])
        return match_document(name, [self.load(entry) for entry in manifest.entries.values()])


def names_document(name: str, masthead: Masthead) -> bool:
    """Whether `name` is the key, a printed or inferred symbol, the file name or stem of a document."""
    symbols = (*masthead.symbols, *filter(None, (masthead.symbol_inferred,)))
    wanted = symbol_key(name)
    return (
        name in (masthead.key, masthead.file, Path(masthead.file).stem)
        or wanted == symbol_key(masthead.key)
        or any(wanted == symbol_key(symbol) for symbol in symbols)
    )


def match_document(name: str, documents: Iterable[Document]) -> Document:
    """The one document among `documents` that `name` means; see `Library.find`."""
    documents = list(documents)
    found = [one for one in documents if names_document(name, one.masthead)]
    if not found:  # the end of a symbol will do where it is unmistakable: "Add.2"
        found = [
            one
            for one in documents
            if any(
                ends_with(symbol, name)
                for symbol in (*one.masthead.symbols, one.masthead.symbol_inferred or "")
                if symbol
            )
        ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(one.masthead.key for one in documents)) or "none"
    if not found:
        raise DocumentUnknown(f"The index holds no document {name!r}.", hint=f"It holds: {known}.")
    keys = ", ".join(one.masthead.key for one in found)
    raise DocumentUnknown(f"{name!r} means more than one document: {keys}.", hint="Give the whole symbol or key.")


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────


def document_to_json(document: Document) -> dict[str, Any]:
    """`document` as plain values; `document_from_json` is its inverse."""
    return {
        "masthead": asdict(document.masthead),
        "source": document.source,
        "units": [
            {
                "para": one.para,
                "text": one.text,
                "pieces": one.pieces,
                "parent": one.parent.number if one.parent else None,
                "marker": one.marker,
                "cuts": one.cuts,
                "page": one.page,
                "headings": one.headings,
                "chapeau": [above.para for above in one.chapeau],
                "governed_by": [above.para for above in one.governed_by],
                "attribution": asdict(one.attribution),
            }
            for one in document.paragraphs
        ],
        "audit": [asdict(finding) for finding in document.audit],
    }


def document_from_json(raw: dict[str, Any]) -> Document:
    """The document that `document_to_json` wrote."""
    head = dict(raw["masthead"])
    for name in ("symbols", "agenda_items"):
        head[name] = tuple(head[name])
    masthead = Masthead(**head)
    made: dict[str | None, Paragraph] = {}
    for unit in raw["units"]:
        made[unit["para"]] = Paragraph(
            masthead=masthead,
            pinpoint=Pinpoint(unit["para"]) if unit["para"] else None,
            text=unit["text"],
            pieces=tuple(Piece(*piece) for piece in unit["pieces"]),
            parent=Pinpoint(unit["parent"]) if unit["parent"] else None,
            marker=unit["marker"],
            cuts=tuple(Span(*cut) for cut in unit["cuts"]),
            page=unit["page"],
            headings=tuple(unit["headings"]),
            chapeau=tuple(made[para] for para in unit["chapeau"]),
            governed_by=tuple(made[para] for para in unit["governed_by"]),
            attribution=Attribution(**unit["attribution"]),
        )
    return Document(
        masthead,
        raw["source"],
        tuple(made.values()),
        tuple(Finding(**finding) for finding in raw["audit"]),
    )


def _write(path: Path, value: object) -> None:
    """Write JSON to a new file and rename it into place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-", suffix=".json")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(value, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise IndexBroken(
            f"The index folder {path.parent} cannot be written: {error.strerror or error}.",
            hint="Check its permissions and the space left on the disk; what was indexed is untouched.",
        ) from error


def _broken(folder: Path, error: Exception) -> IndexBroken:
    return IndexBroken(
        f"The index in {folder} is damaged ({type(error).__name__}).",
        hint="Delete the folder's contents and add the documents again; the documents are untouched.",
    )
