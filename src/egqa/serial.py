"""Documents as JSON, and JSON written so that a crash leaves the old file or the new one whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from egqa.errors import IndexBroken
from egqa.types import (
    Attribution,
    Document,
    Finding,
    Masthead,
    Note,
    Paragraph,
    Piece,
    Pinpoint,
    Span,
)

#: How the name of a file begins that is not yet in its place.
NEW = ".new-"


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
                "chapeau": [above.ref.para for above in one.chapeau],
                "governed_by": [above.ref.para for above in one.governed_by],
                "attribution": asdict(one.attribution),
                "notes": [asdict(note) for note in one.notes],
                "ordinal": one.ordinal,
            }
            for one in document.paragraphs
        ],
        "audit": [asdict(finding) for finding in document.audit],
    }


def document_from_json(raw: Mapping[str, Any]) -> Document:
    """The document that `document_to_json` wrote."""
    head = dict(raw["masthead"])
    for name in ("symbols", "agenda_items"):
        head[name] = tuple(head[name])
    masthead = Masthead(**head)
    made: dict[str, Paragraph] = {}
    for unit in raw["units"]:
        paragraph = Paragraph(
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
            notes=tuple(
                Note(note["mark"], note["text"], Span(*note["span"])) for note in unit["notes"]
            ),
            ordinal=unit["ordinal"],
        )
        made[paragraph.ref.para] = paragraph
    return Document(
        masthead,
        raw["source"],
        tuple(made.values()),
        tuple(Finding(**finding) for finding in raw["audit"]),
    )


def pack(document: Document) -> bytes:
    """`document` as the bytes of its file."""
    return _encode(document_to_json(document))


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def write_json(path: Path, value: object) -> str:
    """Write JSON to a new file, rename it into place, and return its digest; see `write_bytes`."""
    return write_bytes(path, _encode(value))


def write_bytes(path: Path, written: bytes) -> str:
    """Write a new file, rename it into place, and return its digest.

    Raises:
        IndexBroken: the folder cannot be written; what stood at `path` is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{NEW}{uuid4().hex}.json")
        try:
            with new.open("xb") as file:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise IndexBroken(
            f"The index folder {path.parent} cannot be written: {error.strerror or error}.",
            hint="Check its permissions and the space left on the disk; what was indexed is "
            "untouched.",
        ) from error
    return hashlib.sha256(written).hexdigest()
