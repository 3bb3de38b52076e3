"""Small Word files for tests, written part by part: what Word writes, and no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships">'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+'
    'xml"/><Override PartName="/word/document.xml" ContentType="MAIN"/></Types>'
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "hdr",
    "header2": "hdr",
    "footer1": "ftr",
}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return out.getvalue()


def docx(
    body: str,
    *,
    main: str = _MAIN,
    extra: Mapping[str, str] = MappingProxyType({}),
    names: Mapping[str, str] = MappingProxyType({}),
    **parts: str,
) -> bytes:
    """A Word file with `body`; `parts` are the insides of styles, numbering, footnotes …

    `extra` are whole parts by their paths; `names` replaces declarations of namespaces.
    """
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{name.rstrip("12")}" Target="{name}.xml"/>'
        for name in parts
    )
    files = {
        "[Content_Types].xml": _TYPES.replace("MAIN", main),
        "_rels/.rels": relation("r1", "officeDocument", "word/document.xml"),
        "word/document.xml": f"<w:document {W} {R} {MC}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{_RELATIONS}{relations}</Relationships>",
    }
    for name, content in parts.items():
        root = _ROOTS[name]
        files[f"word/{name}.xml"] = f"<w:{root} {W} {R}>{content}</w:{root}>"
    for usual, other in names.items():
        files = {path: content.replace(usual, other) for path, content in files.items()}
    return zipped(files | dict(extra))


def relation(name: str, kind: str, target: str) -> str:
    return (
        f'{_RELATIONS}<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def p(text: str = "", *, style: str = "", num: int | None = None, level: int = 0) -> str:
    """A paragraph; `text` may hold runs of its own, where it begins with "<"."""
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        marks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    runs = text if text.startswith("<") or not text else r(text)
    return f"<w:p><w:pPr>{marks}</w:pPr>{runs}</w:p>"


def r(text: str, marks: str = "") -> str:
    """A run; a tab in `text` is Word's."""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{one}</w:t>' for one in text.split("\t"))
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{pieces}</w:r>"


def level(at: int, kind: str, text: str, *, start: int = 1, style: str = "", more: str = "") -> str:
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{bound}{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str, link: str = "") -> str:
    linked = f'<w:numStyleLink w:val="{link}"/>' if link else ""
    return f'<w:abstractNum w:abstractNumId="{name}">{linked}{"".join(levels)}</w:abstractNum>'


def num(name: int, abstract_name: int, **starts: int) -> str:
    """A num; `l0=5` overrides the start of level 0."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{key[1:]}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for key, start in starts.items()
    )
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract_name}"/>{overrides}</w:num>'


def style(
    name: str, title: str, *, based_on: str = "", props: str = "", marks: str = "", kind: str = ""
) -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind or "paragraph"}" w:styleId="{name}"><w:name w:val="{title}"/>'
        f"{based}<w:pPr>{props}</w:pPr><w:rPr>{marks}</w:rPr></w:style>"
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that begins with "<" holds paragraphs of its own."""
    cells = (
        "".join(f"<w:tc>{one if one.startswith('<') else p(one)}</w:tc>" for one in row)
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
