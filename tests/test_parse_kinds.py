"""The door: files told by their content, refused with a reason, and hostile ones soon."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from docx_files import docx, p, zipped
from egqa.errors import NoText, ParseError, UnsupportedFile
from egqa.parse import parse_bytes
from egqa.parse.notices import find_notice
from egqa.parse.packages import Package
from egqa.parse.sniff import sniff
from test_parse_akn import para, statement

WORD = docx(p("1.\tThe Group met.") + p("2.\tIt rose."))
PAGE = b"<html><body><p>1. The Group met.</p><p>2. It rose.</p></body></html>"
AKN = statement(para("1.", "The Group met.") + para("2.", "It rose."), cover="")
TEXT = b"1. The Group met.\n\n2. It rose.\n"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
KINDS = {
    "word": WORD,
    "a Word file with macros, as data": docx(
        p("1.\tThe Group met.") + p("2.\tIt rose."), main=MACROS
    ),
    "html": PAGE,
    "html after a declaration": b'<?xml version="1.0"?><!-- x -->\n<!DOCTYPE html>' + PAGE,
    "html in utf-16": PAGE.decode().encode("utf-16"),
    "a piece of html": b"<p>1. The Group met.</p><p>2. It rose.",
    "akn": AKN,
    "akn with a prefix": b'<a:akomaNtoso xmlns:a="x"><a:p>1. The Group met.</a:p><a:p>2. It rose.</a:p></a:akomaNtoso>',
    "text": TEXT,
    "text in utf-16": TEXT.decode().encode("utf-16"),
}


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report.txt", "report"])
@pytest.mark.parametrize("kind", KINDS)
def test_files_are_told_by_content_whatever_their_name(kind: str, name: str) -> None:
    document = parse_bytes(KINDS[kind], name)
    assert [(one.para, one.text) for one in document.paragraphs] == [
        ("1", "The Group met."), ("2", "It rose.")
    ]  # fmt: skip


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le")


def zip_of(path: str, content: str) -> bytes:
    return zipped({path: content})


def encrypted_zip() -> bytes:
    data = bytearray(WORD)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            data[start + at] |= 1
            start += 4
    return bytes(data)


REFUSED = {
    "an encrypted Word file": (ole("EncryptedPackage"), NoText, "password", "without the password"),
    "an old Word file": (ole("WordDocument"), UnsupportedFile, r"\.doc\b", "docx"),
    "an old Excel file": (ole("Workbook"), UnsupportedFile, "old Office", "docx"),
    "an encrypted zip": (encrypted_zip(), NoText, "password", "without the password"),
    "RTF": (b"{\\rtf1 1. Text}", UnsupportedFile, "RTF", "docx"),
    "OpenDocument": (zip_of("mimetype", "application/vnd.oasis.opendocument.text"), UnsupportedFile, "OpenDocument", "docx"),
    "an electronic book": (zip_of("mimetype", "application/epub+zip"), UnsupportedFile, "EPUB", "HTML"),
    "a workbook": (zip_of("[Content_Types].xml", "<Types>sheet.main+xml</Types>"), UnsupportedFile, "no Word document", "docx"),
    "a zip archive": (zip_of("a.txt", "1. Text"), UnsupportedFile, "zip archive", "Unpack"),
    "a damaged zip": (WORD[:300], UnsupportedFile, "damaged", "Word"),
    "a damaged part": (WORD.replace(b"word/document.xml", b"word/documenx.xml"), UnsupportedFile, "no Word document inside", "Word"),
    "gzip": (b"\x1f\x8b\x08\0", UnsupportedFile, "compressed", "Unpack"),
    "an image": (b"\x89PNG\r\n\x1a\n", UnsupportedFile, "image", "OCR"),
    "a web archive": (b"MIME-Version: 1.0\n\n1. Text", UnsupportedFile, "archive", "PDF"),
    "other XML": (b"<?xml version='1.0'?><rss>1. Text</rss>", UnsupportedFile, "<rss>", "PDF"),
    "broken XML": (AKN[:-20], UnsupportedFile, "not sound XML", "anew"),
    "an error page": (b"<html><body><h1>404 Not Found</h1>nginx</body></html>", NoText, "404 Not Found", "again"),
    "a store's notice": (b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>", NoText, "error notice", "again"),
    "a page to log in at": (b"<html><body><form>Sign in <input type='password'></form></body></html>", NoText, "log in", "document itself"),
    "an e-mail": (b"From: a@b.org\nSubject: x\n y\nMIME-Version: 1.0\n\n1. See this one.\n", UnsupportedFile, "e-mail", "PDF"),
    "Cyrillic in Windows' encoding": ("1. Группа рассмотрела этот вопрос.\n".encode("cp1251"), UnsupportedFile, "encoding", "UTF-8"),
    "Cyrillic in Unix's encoding": ("1. Группа рассмотрела этот вопрос.\n".encode("koi8-r"), UnsupportedFile, "encoding", "UTF-8"),
    "XML too deep": (b"<akomaNtoso>" + b"<a>" * 5000, UnsupportedFile, "too deeply", "anew"),
    "a notice as text": (b"There is no document matching your request.", NoText, "no document matching", "again"),
    "a notice in Word": (docx(p("The document you are looking for does not exist in the System.")), NoText, "notice", "again"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_reason_and_a_hint(kind: str) -> None:
    data, error, reason, hint = REFUSED[kind]
    with pytest.raises(error, match=reason) as caught:
        parse_bytes(data, "A_68_98.pdf")
    assert "A_68_98.pdf" in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "404 - File or directory not found.\nThe resource you are looking for might have been removed",
        "The document you are looking for does not exist in the Official Document System (ODS).",
        "There is no document matching your request.",
        "HTTP Error 503. The service is unavailable.",
        "Access Denied\nYou don't have permission to access this server.",
        "Please enable JavaScript to continue using this application.",
        "Error 500",
        "Just a moment...\nChecking if the site connection is secure",
        "Sorry, you have been blocked. You are unable to access this site.",
        "Please complete the CAPTCHA to continue.",
        '{"status": "error", "message": "Rate limit exceeded."}',
        "429 Too Many Requests",
        "Requested record does not seem to exist.",
        "The system is currently undergoing maintenance.",
    ],
)
def test_error_notices(text: str) -> None:
    assert find_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. The Group noted that the page was not found in the report of the Secretary-General.",
        "Letter dated 4 May 2020\n\nExcellency, I have the honour to transmit a decision.",
        "The document was not found. " + "It was looked for at length. " * 60,
        "404 documents were issued in 500 copies.",
        "The Secretariat wishes to inform members of too many requests for meeting rooms.",
    ],
)
def test_documents_are_no_notices(text: str) -> None:
    assert find_notice(text) is None


def test_a_text_of_an_old_macintosh_is_read() -> None:
    text = "1. The Group’s résumé of the “item” was read.\n2. It rose.\n"
    document = parse_bytes(text.encode("mac_roman"), "a.txt")
    assert document.paragraphs[0].text == "The Group’s résumé of the “item” was read."
    assert any(one.detail.startswith("read as mac-roman") for one in document.audit)


# ── hostile files ────────────────────────────────────────────────────────────────────────────


def bomb(size: int) -> bytes:
    return docx(p("x"), extra={"word/numbering.xml": " " * size, "word/styles.xml": " " * size})


def lying_bomb() -> bytes:
    """A part that says it is small and inflates to 100 MB."""
    data = bytearray(zipped({"a.xml": b" " * 100_000_000}))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.infolist()[0].file_size.to_bytes(4, "little")
    return bytes(data).replace(size, (10).to_bytes(4, "little"))


def nested(depth: int) -> str:
    return "<w:p>" + "<w:ins>" * depth + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * depth + "</w:p>"


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
DECLARED = b"<?xml version='1.0'?>"
BODY = b"<akomaNtoso><p>1. x &a;</p></akomaNtoso>"
HOSTILE = {
    "a bomb": bomb(70_000_000),
    "deep Word": docx(nested(100_000)),
    "deep tables": docx("<w:tbl><w:tr><w:tc>" * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60),
    "deep XML": b"<akomaNtoso>" + b"<p>" * 500_000,
    "billion laughs": DECLARED + LAUGHS + BODY,
    "an external entity": DECLARED + OUTSIDE + BODY,
    "many elements": b"<akomaNtoso>" + b"<a/>" * 2_000_001 + b"</akomaNtoso>",
    "deep HTML": b"<html>" + b"<div>" * 500_000 + b"1. x",
    "open tags": b"<html><p>1. x" + b"<b><i>" * 200_000,
    "many links": b"<html><p>1. x" + b'<a href="#n">1</a>' * 5_000 + b"<p id=n>y",
    "many lists": b"<html><p>1. x" + b"<ol><li>y" * 1_500,
    "breaks": b"<html><p>1. x" + b"<br>" * 50_000,
    "styles in a circle": docx(p("x", style="A"), styles='<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
    "huge numbers": docx(
        p("x", num=1),
        numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
        '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num '
        'w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_cost_little(kind: str) -> None:
    data = HOSTILE[kind]
    tracemalloc.start()
    start = time.process_time()
    with suppress(ParseError):
        parse_bytes(data, "hostile")
    seconds, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 30
    assert peak < 400_000_000


def test_what_a_part_says_of_its_size_is_not_believed() -> None:
    with pytest.raises(UnsupportedFile):
        Package(lying_bomb(), "x").read("a.xml")
    with pytest.raises(UnsupportedFile, match="inflates"):
        Package(zipped({"a.xml": b" " * 2_000_000}), "x").read("a.xml", limit=1_000_000)


def test_nothing_outside_the_file_is_read() -> None:
    for declaration in (OUTSIDE, LAUGHS):
        with pytest.raises(UnsupportedFile, match="entities"):
            parse_bytes(DECLARED + declaration + BODY, "x.xml")
    with pytest.raises(UnsupportedFile, match="entities"):
        parse_bytes(
            docx("", extra={"word/document.xml": (OUTSIDE + b"<x>&a;</x>").decode()}), "x.docx"
        )


def test_text_that_speaks_of_markup_is_text() -> None:
    assert sniff(b"1. The tag <html> opens a page.\n", "a.html") == "text"
    assert sniff(b"Report\n\n<p>1. Text</p>", "a") == "text"
