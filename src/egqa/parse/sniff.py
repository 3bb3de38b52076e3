"""What kind of file some bytes are: told by what they hold, never by the file's name."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from egqa.errors import NoText, UnsupportedFile
from egqa.parse.packages import Package
from egqa.parse.text import MARKS

Kind: TypeAlias = Literal["text", "pdf", "word", "html", "akn"]

_AS_WORD = "Open it in the program it came from, save it as .docx or PDF, and add that."
_AS_TEXT = "Save its text as .docx, PDF, HTML or plain text in UTF-8, and add that."
_SIGNATURES = (
    (b"{\\rtf", "an RTF file", _AS_WORD),
    (b"\x1f\x8b", "a compressed file", "Unpack it and add what is inside."),
    (b"BZh", "a compressed file", "Unpack it and add what is inside."),
    (b"\xfd7zXZ\x00", "a compressed file", "Unpack it and add what is inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and add what is inside."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it and add what is inside."),
    (b"\xffWPC", "a WordPerfect file", _AS_WORD),
    (b"\x89PNG", "an image", "Add the document itself, or its text as an OCR program reads it."),
    (
        b"\xff\xd8\xff",
        "an image",
        "Add the document itself, or its text as an OCR program reads it.",
    ),
    (b"II*\x00", "an image", "Add the document itself, or its text as an OCR program reads it."),
    (b"MM\x00*", "an image", "Add the document itself, or its text as an OCR program reads it."),
    (b"GIF8", "an image", "Add the document itself, or its text as an OCR program reads it."),
    (b"%!PS", "a PostScript file", "Turn it into a PDF and add that."),
    (b"MIME-Version:", "a web archive or e-mail", _AS_TEXT),
)
# The lines that stand above an e-mail, one of which says that it is one.
_MAIL = re.compile(rb"(?:[A-Z][\w-]{1,40}:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*){1,60}?MIME-Version:")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_BOOK = "application/epub+zip"
_WORD_PARTS = re.compile(
    r"application/(?:vnd\.openxmlformats-officedocument\.wordprocessingml"
    r"|vnd\.ms-word)\.(?:document|template)(?:\.macroEnabled)?(?:Template)?\.main\+xml",
    re.IGNORECASE,
)
# What may stand before a page's first element: comments, processing instructions.
_LEAD = r"\s*(?:<!--.{0,4000}?-->\s*|<\?.{0,400}?\?>\s*)*"
_HTML = re.compile(
    _LEAD + r"<(?:!doctype\s+html|(?:html|head|body|title|meta|base|link|div|p|h[1-6]|table|center"
    r"|font|main|article|section|span|ol|ul|pre|b|strong)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_AKN = re.compile(_LEAD + r"(?:<!doctype[^>]{0,400}>\s*)?<(?:\w+:)?akomaNtoso\b", re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b")


def sniff(data: bytes, name: str) -> Kind:
    """The kind of the file `name` that `data` is; what no signature tells may be text.

    Raises:
        UnsupportedFile: it is of a kind that egqa has no reader for; the hint says what to do.
        NoText: it is encrypted.
    """
    # What a mail program or a server wrote may stand before a PDF file's own first bytes.
    if re.match(rb"(?:\xef\xbb\xbf)?\s*%PDF-", data[:1024]) or (
        b"\n%PDF-" in data[:1024] and b"startxref" in data[-2048:]
    ):
        return "pdf"
    if data.startswith(_ZIP):
        return _sniff_package(data, name)
    if data.startswith(_OLE[:4]):
        _refuse_old_office(data, name)
    if _MAIL.match(data[:8192]):
        raise UnsupportedFile(
            f"{name} is a web archive or e-mail, for which egqa has no reader.", hint=_AS_TEXT
        )
    for signature, kind, hint in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFile(f"{name} is {kind}, for which egqa has no reader.", hint=hint)
    head = _head(data)
    if _AKN.match(head):
        return "akn"
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "akn"  # its reader says what the root is, where it is something else
    return "text"


def _head(data: bytes) -> str:
    """The beginning of the file as text, as far as tags are concerned."""
    start = data[:8192]
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "replace")
    return start.replace(b"\0", b"").decode("latin-1")


def _sniff_package(data: bytes, name: str) -> Kind:
    package = Package(data, name)
    kind = package.read("mimetype", limit=200).decode("latin-1").strip()
    if kind.startswith(_OPEN_DOCUMENT):
        raise UnsupportedFile(
            f"{name} is an OpenDocument file, for which egqa has no reader.", hint=_AS_WORD
        )
    if kind == _BOOK:
        raise UnsupportedFile(
            f"{name} is an EPUB book, for which egqa has no reader.", hint=_AS_TEXT
        )
    types = package.read("[Content_Types].xml", limit=1_000_000).decode("utf-8", "replace")
    if _WORD_PARTS.search(types):
        return "word"
    if types:
        raise UnsupportedFile(
            f"{name} is an Office file, but no Word document.",
            hint="Save its text as .docx, PDF or plain text and add that.",
        )
    raise UnsupportedFile(
        f"{name} is a zip archive and no Word document.", hint="Unpack it and add what is inside."
    )


def _refuse_old_office(data: bytes, name: str) -> None:
    """An OLE container: an encrypted Office file, or one of the formats before .docx."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise NoText(
            f"{name} is encrypted with a password.",
            hint="Open it in Word, save it without the password, and add that.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise UnsupportedFile(
            f"{name} is a Word file of the old kind (.doc), for which egqa has no reader.",
            hint="Open it in Word or LibreOffice, save it as .docx or PDF, and add that.",
        )
    raise UnsupportedFile(
        f"{name} is an old Office file, for which egqa has no reader.", hint=_AS_WORD
    )
