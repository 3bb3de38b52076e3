"""The errors egqa raises, and what to do about each.

    EgqaError                 message; hint: what to do about it
    ├─ ParseError             a file could not be read as a document
    │  ├─ UnsupportedFile     there is no reader for it
    │  ├─ NoText              a scan, an encrypted or an empty file
    │  └─ NoParagraphs        read, but nothing to quote in it
    ├─ SymbolError            not a document symbol (also a ValueError)
    ├─ IndexMissing           nothing has been indexed there
    ├─ IndexMismatch          built with another embedding model or parser version
    ├─ IndexBusy              another process is writing
    ├─ IndexBroken            the index cannot be read or written
    ├─ DocumentUnknown        no such document or unit in the index
    ├─ BadQuestion            an empty question, or one too long to be read
    ├─ ModelMissing           an extra or the weights are not installed, or their hash is wrong
    ├─ ModelFailed            a model raised, timed out, or its reply could not be read
    ├─ PortTaken              the page cannot be served on this port
    ├─ BadRequest             a program asks for what an endpoint cannot give
    ├─ BadUsers               the user file, a name or a password in it cannot be used
    └─ BadEvaluation          judged questions or predictions that cannot be read

An abstention is not an error; neither is a proposed quote that does not hold.
"""

# Named for what is wrong, as the user meets it; all are EgqaErrors.
# ruff: noqa: N818

from __future__ import annotations


class EgqaError(Exception):
    """An error that egqa explains to the user: what happened, and what to do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ParseError(EgqaError):
    """A file could not be read as a document."""


class UnsupportedFile(ParseError):
    """There is no reader for this kind of file."""


class NoText(ParseError):
    """The file holds no text: a scan, an encrypted or an empty file."""


class NoParagraphs(ParseError):
    """The file was read, but holds no numbered paragraph to quote."""


class SymbolError(EgqaError, ValueError):
    """This is not a document symbol."""


class IndexMissing(EgqaError):
    """Nothing has been indexed in this folder."""


class IndexMismatch(EgqaError):
    """The index was built with another embedding model or parser version."""


class IndexBusy(EgqaError):
    """Another process is writing to the index."""


class IndexBroken(EgqaError):
    """The index cannot be read or written: damaged, read-only, or no space left."""


class DocumentUnknown(EgqaError):
    """The index holds no such document, or the document no such unit."""


class BadQuestion(EgqaError):
    """The question is empty, or too long to be one."""


class BadRequest(EgqaError):
    """A program sent an endpoint an argument that it cannot use."""


class BadUsers(EgqaError):
    """The user file cannot be read, or a name or password cannot be taken into it."""


class ModelMissing(EgqaError):
    """An extra or the weights are not installed, or their hash is wrong."""


class ModelFailed(EgqaError):
    """A model raised, timed out, or its reply could not be read."""


class BadEvaluation(EgqaError):
    """Judged questions or predictions that cannot be read."""


class PortTaken(EgqaError):
    """Another program listens on the port that the page was to be served on."""
