"""A PDF file from lines of text with their places: fixtures small enough to be read."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

FONTS = ("Times-Roman", "Times-Bold", "Times-Italic", "Courier")


def text(
    x: float, y: float, words: str, size: float = 10, font: str = "Times-Roman", rise: float = 0
) -> str:
    """The operators that print `words` from a point on."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    at = FONTS.index(font)
    return f"BT /F{at} {size} Tf {rise} Ts 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def turned(x: float, y: float, words: str) -> str:
    """The operators that print `words` upwards, as a note in a margin."""
    return f"BT /F0 10 Tf 0 1 -1 0 {x} {y} Tm ({words}) Tj ET"


def column(x: float, y: float, lines: Iterable[str], size: float = 10, step: float = 12) -> str:
    """Lines below one another; an empty line is half as high."""
    made = []
    for line in lines:
        if line:
            made.append(text(x, y, line, size))
        y -= step if line else step / 2
    return "\n".join(made)


def rule(x0: float, y: float, x1: float) -> str:
    """A thin line."""
    return f"{x0} {y} {x1 - x0} 0.5 re f"


def bar(x: float, y0: float, y1: float) -> str:
    """A thin upright line."""
    return f"{x} {y0} 0.5 {y1 - y0} re f"


def ruled(edges: Sequence[float], y: float) -> str:
    """A line over several columns as Word draws it: in pieces that meet at the `edges`."""
    return "\n".join(rule(x0 + 0.5, y, x1) for x0, x1 in pairwise(edges))


def cells(places: Sequence[float], y: float, words: Sequence[str], size: float = 10) -> str:
    """A row of a table."""
    return "\n".join(text(x, y, one, size) for x, one in zip(places, words, strict=True) if one)


def clipped(words: str, x0: float, y0: float, x1: float, y1: float) -> str:
    """What `words` prints, but for what lies outside a rectangle."""
    return f"q {x0} {y0} {x1 - x0} {y1 - y0} re W n {words} Q"


def write_pdf(pages: Sequence[str], *, rotate: int = 0, trailer: str = "") -> bytes:
    """A file of `pages`, each the operators that print it."""
    fonts = " ".join(f"/F{at} {3 + at} 0 R" for at in range(len(FONTS)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in FONTS
    ]
    kids = []
    for page in pages:
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate {rotate}"
            f" /Resources << /Font << {fonts} >> >> /Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(stream(page.encode("cp1252")))
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{named}] /Count {len(kids)} >>".encode()
    return assemble(objects, trailer)


def stream(data: bytes, entries: str = "/Filter /FlateDecode") -> bytes:
    """A stream object; `data` is compressed where `entries` say so once."""
    body = zlib.compress(data) if entries == "/Filter /FlateDecode" else data
    return b"<< /Length %d %s >>\nstream\n" % (len(body), entries.encode()) + body + b"\nendstream"


def assemble(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of numbered objects, the first of which is the catalogue."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer.encode())
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)
