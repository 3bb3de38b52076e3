"""Small documents for the tests of the parser, and the layouts that extraction gives them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from egqa.parse import parse_bytes
from egqa.quotes import stands
from egqa.types import Document, Quote

Layout = Callable[[str], str]


def read(text: str | bytes, name: str = "text.txt") -> Document:
    """The document that `text` holds, after what must be true of any document was checked."""
    data = text if isinstance(text, bytes) else text.encode()
    document = parse_bytes(data, name)
    check(document)
    return document


def check(document: Document) -> None:
    refs = [paragraph.ref for paragraph in document]  # units without a number have one, too
    assert len(refs) == len(set(refs))
    made = {paragraph.para: paragraph for paragraph in document}
    for paragraph in document:
        assert stands(Quote(paragraph, 0, len(paragraph.text)), document.source)
        assert paragraph.text == " ".join(paragraph.text.split())
        if paragraph.parent is not None:
            assert paragraph.chapeau[-1] is made[paragraph.parent.number]


def texts(document: Document) -> dict[str, str]:
    return {paragraph.para or "": paragraph.text for paragraph in document}


def one_line(text: str) -> str:
    """One line a paragraph, an empty line after each."""
    return text.replace("\n", "\n\n")


def tight(text: str) -> str:
    """One line a paragraph, no empty lines."""
    return text


def wrapped(text: str) -> str:
    """Lines of 72 characters without empty lines."""
    return "\n".join(
        piece for line in text.splitlines() for piece in textwrap.wrap(line, 72) or [""]
    )


def wrapped_spaced(text: str) -> str:
    """Lines of 72 characters, an empty line between paragraphs."""
    return "\n\n".join("\n".join(textwrap.wrap(line, 72)) for line in text.splitlines())


def blank_after_each(text: str) -> str:
    """Lines of 72 characters, each followed by an empty line and ending in a space."""
    return "".join(f"{line} \n\n" for line in wrapped(text).splitlines())


def indented(text: str) -> str:
    """As wrapped, with the indents of a page: markers set in, the lines below not."""
    lines = []
    for line in text.splitlines():
        first, *rest = textwrap.wrap(line, 66) or [""]
        depth = 8 if line.startswith("(") else 4
        lines += [" " * depth + first, *(" " * 4 + piece for piece in rest)]
    return "\n".join(lines)


def crlf(text: str) -> str:
    return wrapped_spaced(text).replace("\n", "\r\n")


def paged(text: str) -> str:
    """A form feed after every seven lines."""
    lines = wrapped(text).splitlines()
    return "\f".join("\n".join(lines[at : at + 7]) + "\n" for at in range(0, len(lines), 7))


def marker_alone(text: str) -> str:
    """Numbers and labels alone on their lines."""
    lines = []
    for line in text.splitlines():
        first, _, rest = line.partition(" ")
        alone = first.endswith((".", ")")) and first[0] in "(0123456789"
        lines += [first, *textwrap.wrap(rest, 72)] if alone else textwrap.wrap(line, 72)
    return "\n".join(lines)


def tabbed(text: str) -> str:
    """A tab before and after every marker, as word processors export lists."""
    lines = []
    for line in text.splitlines():
        first, _, rest = line.partition(" ")
        alone = first.endswith((".", ")")) and first[0] in "(0123456789"
        lines.append(f"\t{first}\t{rest}" if alone else line)
    return "\n".join(lines)


def markdown(text: str) -> str:
    """Escaped numbers, headings with hash marks."""
    lines = []
    for line in text.splitlines():
        first, _, rest = line.partition(" ")
        if first.endswith(".") and first[0].isdigit():
            lines.append(f"{first[:-1]}\\. {rest}")
        elif first.endswith(".") and first[0].isupper():
            lines.append(f"## {line}")
        else:
            lines.append(line)
    return "\n\n".join(lines)


LAYOUTS: list[Layout] = [
    one_line,
    tight,
    wrapped,
    wrapped_spaced,
    blank_after_each,
    indented,
    crlf,
    paged,
    marker_alone,
    tabbed,
    markdown,
]
