"""PDF files that hold no document, or are made to hurt: refused by name, in bounded time."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from egqa.errors import NoText, ParseError, UnsupportedFile
from egqa.parse import parse_bytes
from egqa.parse.pdf import Limits, read_pdf
from pdf_writer import assemble, column, stream, write_pdf

PROSE = column(123, 700, [f"{n}. The Group met at Vienna and agreed on it." for n in range(1, 20)])
NOTICE = column(
    72,
    700,
    [
        "The document you are looking for does not exist in the document system. Please",
        "contact support if you require further assistance.",
    ],
)
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    b" /Resources << /XObject << /X0 5 0 R >> /Font << /F0 6 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
# Four seconds are ample for a page, and what a hostile file may cost a test.
QUICK = Limits(seconds=4, megabytes=500)


def scan() -> bytes:
    """A page that is a picture."""
    image = stream(
        bytes(64 * 64),
        "/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray"
        " /BitsPerComponent 8",
    )
    return assemble([CATALOGUE, PAGES, PAGE, stream(b"q 612 0 0 792 0 0 cm /X0 Do Q"), image, FONT])


def encrypted() -> bytes:
    """A file with a password: its keys answer to none."""
    keys = "<" + "00" * 32 + ">"
    entries = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {keys} /U {keys} /P -4 >>"
    return write_pdf([PROSE], trailer=f"{entries} /ID [<00> <00>]")


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (scan(), NoText, "is a scan"),
        (encrypted(), NoText, "password"),
        (write_pdf([NOTICE]), NoText, "looks like an error notice"),
        (write_pdf([""]), NoText, "holds no text"),
        (write_pdf([PROSE])[:400], ParseError, "damaged"),
        (b"%PDF-1.7\n1. One\n", ParseError, "damaged"),
        (b"%PDF-1.7\n" + bytes(5_000), ParseError, "damaged"),
        (write_pdf([]), ParseError, "damaged"),
    ],
    ids="scan password notice empty cut-short text-only zeros no-pages".split(),
)
def test_what_holds_no_document_is_refused(
    data: bytes, error: type[ParseError], reason: str
) -> None:
    with pytest.raises(error, match=reason) as caught:
        parse_bytes(data, "A_78_1.pdf")
    assert "A_78_1.pdf" in caught.value.message
    assert caught.value.hint
    assert not isinstance(caught.value, UnsupportedFile)


def test_a_notice_of_a_meeting_is_a_document() -> None:
    lines = ["A/CN.15/2018/6", "1. The annex is not available and will be issued later."]
    reading = read_pdf(write_pdf([column(72, 700, lines)]), "a.pdf")
    assert [line.text for line in reading.lines] == lines


def test_a_page_without_a_text_layer_among_others_is_said() -> None:
    image = stream(
        bytes(64),
        "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray"
        " /BitsPerComponent 8",
    )
    second = PAGE.replace(b"4 0 R", b"7 0 R")
    pages = b"<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 >>"
    shown = stream(PROSE.encode())
    drawn = stream(b"q 612 0 0 792 0 0 cm /X0 Do Q")
    data = assemble([CATALOGUE, pages, PAGE, shown, image, FONT, drawn, second])
    reading = read_pdf(data, "a.pdf")
    assert [(f.kind, f.where) for f in reading.findings] == [("scan", "page 2")]


def test_bytes_before_the_file_itself_do_no_harm() -> None:
    data = b"HTTP/1.1 200 OK\r\n\r\n" + write_pdf([PROSE])
    assert len(parse_bytes(data, "a.pdf").paragraphs) == 19


def test_a_name_is_only_a_name() -> None:
    with pytest.raises(NoText, match="holds no text"):
        read_pdf(write_pdf([""]), '--help\n{"name": 1}\0')


# ── hostile files ────────────────────────────────────────────────────────────────────────────


def bomb() -> bytes:
    """A page of some kilobytes whose operators are most of a gigabyte."""
    once = zlib.compressobj(9)
    # After a full flush a block stands for itself, so that one can be written many times.
    blocks = [once.compress(b" " * 1_000_000) + once.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    inner = blocks[0] + blocks[1] * 800 + once.flush()
    content = stream(zlib.compress(inner, 9), "/Filter [/FlateDecode /FlateDecode]")
    return assemble([CATALOGUE, PAGES, PAGE, content, stream(b""), FONT])


def nested() -> bytes:
    """A form that shows a form ten times, which shows a form ten times, and so on."""
    objects = [CATALOGUE, PAGES, PAGE, stream(b"/X0 Do"), b"", FONT]
    depth = 12
    for level in range(depth):
        number = 5 if level == 0 else 6 + level
        below = 7 + level
        entries = (
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Filter /FlateDecode"
            f" /Resources << /XObject << /X0 {below} 0 R >> /Font << /F0 6 0 R >> >>"
        )
        shown = "BT /F0 8 Tf 10 10 Td (a) Tj ET" if level == depth - 1 else "/X0 Do " * 10
        form = stream(zlib.compress(shown.encode()), entries)
        if number == 5:
            objects[4] = form
        else:
            objects.append(form)
    return assemble(objects)


def looping() -> bytes:
    """A page tree that holds itself."""
    tree = b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Parent 2 0 R /Count 2000000000 >>"
    return assemble([CATALOGUE, tree])


def crowded() -> bytes:
    """A page of 360,000 letters."""
    return write_pdf([column(10, 700, ["ab" * 300] * 600, 1, 1)])


def boastful() -> bytes:
    """A file that says it has a million pages, and has one."""
    return write_pdf([PROSE]).replace(b"/Count 1 ", b"/Count 1000000 ")


@pytest.mark.parametrize("make", [bomb, nested, looping, crowded, boastful])
def test_a_hostile_file_costs_bounded_time(make: Callable[[], bytes]) -> None:
    data = make()
    start = time.monotonic()
    with pytest.raises(ParseError):
        read_pdf(data, "a.pdf", limits=QUICK)
    assert time.monotonic() - start < 5 * QUICK.seconds  # without the limit, minutes or no end


def test_pages_and_characters_are_limited() -> None:
    data = write_pdf([PROSE] * 6)
    assert len(read_pdf(data, "a.pdf").lines) == 6 * 19
    with pytest.raises(ParseError, match="6 pages; the limit is 5"):
        read_pdf(data, "a.pdf", limits=replace(QUICK, pages=5))
    with pytest.raises(ParseError, match="limit is 100"):
        read_pdf(data, "a.pdf", limits=replace(QUICK, page_characters=100))
    with pytest.raises(ParseError, match="characters"):
        read_pdf(data, "a.pdf", limits=replace(QUICK, characters=1_000))


def test_time_is_limited() -> None:
    with pytest.raises(ParseError, match="within 0 seconds"):
        read_pdf(write_pdf([PROSE]), "a.pdf", limits=replace(QUICK, seconds=0))


def looped() -> bytes:
    """A form that shows itself, two thousand times over."""
    shown = stream(
        b"/X0 Do " * 2_000,
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
        " /Resources << /XObject << /X0 5 0 R >> >>",
    )
    return assemble([CATALOGUE, PAGES, PAGE, stream(b"/X0 Do " * 2_000), shown, FONT])


@pytest.mark.skipif(not Path("/proc").exists(), reason="only Linux keeps to a limit on memory")
def test_a_file_that_fills_the_memory_is_stopped_below_a_gigabyte(tmp_path: Path) -> None:
    """Measured from a process of its own, whose children are this reader's alone."""
    file = tmp_path / "a.pdf"
    file.write_bytes(looped())
    code = (
        "import resource, sys\n"
        "from egqa.errors import ParseError\n"
        "from egqa.parse import parse\n"
        "try:\n    parse(sys.argv[1])\n"
        "except ParseError as error:\n    print(error.message)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    message, megabytes = done.stdout.splitlines()
    assert "too much memory" in message
    assert int(megabytes) < 1_000
