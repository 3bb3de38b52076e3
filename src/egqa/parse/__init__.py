"""`parse(path)`: a file to a `Document` of numbered units, told by its content, not its suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path

from egqa.errors import ParseError, UnsupportedFile
from egqa.parse.assemble import assemble
from egqa.parse.pdf import read_pdf
from egqa.parse.text import read_text
from egqa.types import Document

__all__ = ["PARSER_VERSION", "parse", "parse_bytes"]

#: Part of every fingerprint: a change in what the parser yields must change it.
PARSER_VERSION = "2"

_SIGNATURES = (
    (b"PK\x03\x04", "a Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)


def parse(path: str | Path, *, max_mb: float = 50) -> Document:
    """Read the file at `path` as a document.

    Raises:
        ParseError: the file is missing, cannot be opened, or is over `max_mb` megabytes.
        UnsupportedFile: there is no reader for what it holds.
        NoText: it is empty.
        NoParagraphs: it holds no numbered paragraph.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise ParseError(f"{path} is a folder.", hint="Name the files in it.")
        size = path.stat().st_size
        if size > max_mb * 1_000_000:
            raise ParseError(
                f"{path.name} is {size / 1e6:.0f} MB; the limit is {max_mb:g} MB.",
                hint="Raise EGQA_MAX_FILE_MB, or split the file.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ParseError(f"There is no file {path}.", hint="Check the path.") from error
    except (OSError, ValueError) as error:
        raise ParseError(
            f"{path} cannot be read: {error}.", hint="Check its permissions."
        ) from error
    # A name that is not valid UTF-8 comes with lone surrogates, which no file or page can hold.
    return parse_bytes(data, path.name.encode("utf-8", "replace").decode("utf-8"))


def parse_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file called `name` as a document; raises what `parse` does."""
    sha256 = hashlib.sha256(data).hexdigest()
    # What a mail program or a server wrote may stand before a PDF file's own first bytes.
    if data.startswith(b"%PDF") or (b"%PDF-" in data[:1024] and b"startxref" in data[-2048:]):
        return assemble(read_pdf(data, name), name, sha256)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFile(
                f"{name} is {kind}, for which egqa has no reader.",
                hint="Save it as plain text in UTF-8 and add that.",
            )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<akomantoso")):
        raise UnsupportedFile(
            f"{name} is HTML or XML, for which egqa has no reader.",
            hint="Save it as plain text in UTF-8 and add that.",
        )
    return assemble(read_text(data, name), name, sha256)
