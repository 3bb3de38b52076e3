"""`parse(path)`: a file to a `Document` of numbered units, told by its content, not its suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path

from egqa.errors import NoText, ParseError
from egqa.parse.assemble import assemble
from egqa.parse.lines import Reading
from egqa.parse.notices import find_notice
from egqa.parse.sniff import sniff
from egqa.parse.text import read_text
from egqa.types import Document

__all__ = ["PARSER_VERSION", "parse", "parse_bytes"]

#: Part of every fingerprint: a change in what the parser yields must change it.
PARSER_VERSION = "9"

_MOST_CHARACTERS, _MOST_LINES = 5_000_000, 300_000


def parse(path: str | Path, *, max_mb: float = 50) -> Document:
    """Read the file at `path` as a document.

    Raises:
        ParseError: the file is missing, cannot be opened, is over `max_mb` megabytes, or holds more
            words than a document has.
        UnsupportedFile: there is no reader for what it holds.
        NoText: it is empty, encrypted, or an error notice saved under a document's name.
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
    reading = _read(data, name)
    _check_size(reading, name)
    if notice := find_notice(reading.source):
        raise NoText(
            f"{name} is no document but an error notice: “{notice}”.",
            hint="Download the document again, and look at it before adding it.",
        )
    return assemble(reading, name, hashlib.sha256(data).hexdigest())


def _check_size(reading: Reading, name: str) -> None:
    """Refuse what is larger than any document: it would cost minutes and gigabytes to take apart.

    The longest reports, of a thousand pages, have some three million characters.
    """
    if len(reading.source) > _MOST_CHARACTERS or len(reading.lines) > _MOST_LINES:
        raise ParseError(
            f"{name} holds {len(reading.source):,} characters in {len(reading.lines):,} lines, "
            "more than a document has.",
            hint="Split it, or check where it comes from.",
        )


def _read(data: bytes, name: str) -> Reading:
    """The reading of a file, by the reader of its kind; readers are loaded when they are needed."""
    kind = sniff(data, name)
    if kind == "word":
        from egqa.parse.docx import read_docx

        return read_docx(data, name)
    if kind == "html":
        from egqa.parse.html import read_html

        return read_html(data, name)
    if kind == "akn":
        from egqa.parse.akn import read_akn

        return read_akn(data, name)
    if kind == "pdf":
        from egqa.parse.pdf import read_pdf

        return read_pdf(data, name)
    return read_text(data, name)
