"""The words of a PDF page with their places, read through pdfium: what a reader of it would see.

Text that is clipped away, lies outside the page or runs in another direction is no part of it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import replace
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from egqa.errors import ParseError
from egqa.parse.pdf_words import (
    HANGING,
    Box,
    Glyph,
    Page,
    Style,
    drop_repeated,
    join_glyphs,
    set_edges,
)

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
# What symbol fonts keep in the private use area, where their glyph is plain.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0be": "–", "\uf02d": "–", "\uf0a8": "◦",
    "\uf0bc": "¼", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×",
}  # fmt: skip
# pdfium's own marks of a hyphen at a line's end; a soft hyphen that is printed is a hyphen.
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u2010": "-", "\u00ad": "-"}
_GLYPH = {**_LIGATURES, **_SYMBOLS, **_HYPHENS}
_UNREADABLE = frozenset("\x00\ufffd\uffff")
_BOLD = ("bold", "black", "heavy", "demi")
_DEEPEST = 6
_THIN = 3.0  # points: what is thinner is a line
_MOST_SIDES = 400


def read_page(page: Any, number: int, *, most: int) -> Page:
    """The words and rules of pdfium's `page`.

    Raises:
        ParseError: it holds more than `most` characters.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > most:
            raise ParseError(
                f"Page {number} holds {count:,} characters; the limit is {most:,}.",
                hint="No printed page does; check where the file comes from.",
            )
        clips, rules, bars, pictures = _read_objects(page)
        glyphs, styles, hidden, unreadable = _read_glyphs(text_page.raw, count, clips)
    finally:
        text_page.close()
    turn = _reading_direction(glyphs)
    box = Box(*page.get_bbox())
    made = Page(number, box.x1 - box.x0, box.y1 - box.y0, pictures=pictures)
    made.unreadable = unreadable
    seen = glyphs
    if any(style.angle != turn for style in styles):
        seen = [glyph for glyph in glyphs if glyph[2].angle == turn]
    if turn:
        seen = [(char, _turned(place, turn, box), style) for char, place, style in seen]
        rules, bars = _turn_lines(rules, bars, turn, box)
        if turn in (90, 270):
            made.width, made.height = made.height, made.width
    words = join_glyphs(seen)
    if not turn and (box.x0, box.y0) != (0, 0):
        for word in words:
            word.x0, word.x1, word.base = word.x0 - box.x0, word.x1 - box.x0, word.base - box.y0
        rules, bars = (
            [Box(r.x0 - box.x0, r.y0 - box.y0, r.x1 - box.x0, r.y1 - box.y0) for r in lines]
            for lines in (rules, bars)
        )
    sheet = Box(0, 0, made.width, made.height)
    made.words = drop_repeated([word for word in words if sheet.holds(word.middle, word.base)])
    if any(style.invisible for style in styles):
        made.recognised = 2 * sum(style.invisible for _, _, style in seen) > len(seen)
    if made.recognised:
        # Recognition guesses at sizes word by word; nothing can be told by them.
        size = median(word.size for word in made.words) if made.words else 0.0
        made.words = [replace(word, size=size, bold=False, italic=False) for word in made.words]
    made.rules, made.bars = rules, bars
    if hidden.strip():
        made.hidden.append(" ".join(hidden.split()))
    return made


# ── pdfium's objects ─────────────────────────────────────────────────────────────────────────


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _text_object_getter() -> Any:
    """pdfium's function that tells a character's object, as one that gives its address alone."""
    kind = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return kind(_address(raw.FPDFText_GetTextObject))


def _bounds(thing: Any) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *edges)
    return Box(*(edge.value for edge in edges))


def _read_objects(page: Any) -> tuple[dict[int, Box], list[Box], list[Box], int]:
    """The clips of the texts that have one, the rules and bars, and how many pictures there are."""
    clips: dict[int, Box] = {}
    rules: list[Box] = []
    bars: list[Box] = []
    pictures = 0
    for thing in page.get_objects(max_depth=_DEEPEST):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            # A bound inside a form is in the form's own measure.
            if thing.container is None:
                for line in _read_lines(thing):
                    if line.y1 - line.y0 < _THIN < line.x1 - line.x0:
                        rules.append(line)
                    elif line.x1 - line.x0 < _THIN < line.y1 - line.y0:
                        bars.append(line)
        elif thing.type == raw.FPDF_PAGEOBJ_TEXT and thing.container is None:
            clip = _read_clip(thing.raw)
            if clip is not None:
                clips[_address(thing.raw)] = clip
    return clips, rules, bars, pictures


def _read_lines(thing: Any) -> list[Box]:
    """The lines that a path draws: itself, where it is thin, or the sides of its outline."""
    bounds = _bounds(thing.raw)
    thin = bounds.y1 - bounds.y0 < _THIN or bounds.x1 - bounds.x0 < _THIN
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    count = raw.FPDFPath_CountSegments(thing.raw)
    if thin or not stroke.value or count > _MOST_SIDES:
        return [bounds]
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(thing.raw, matrix)
    sides: list[Box] = []
    last = first = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing.raw, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            sides.append(_span(last, here))
        if raw.FPDFPathSegment_GetClose(segment):
            sides.append(_span(here, first))
        last = here
    return sides


def _span(one: tuple[float, float], other: tuple[float, float]) -> Box:
    """The rectangle between two points."""
    return Box(
        min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
    )


def _read_clip(thing: Any) -> Box | None:
    """What its clip paths leave of the page for an object: the boxes around them, laid over."""
    path = raw.FPDFPageObj_GetClipPath(thing)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    left = Box(-math.inf, -math.inf, math.inf, math.inf)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(count, 50)):
        points = []
        for step in range(min(raw.FPDFClipPath_CountPathSegments(path, at), 500)):
            segment = raw.FPDFClipPath_GetPathSegment(path, at, step)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            left = Box(
                max(left.x0, min(xs)), max(left.y0, min(ys)),
                min(left.x1, max(xs)), min(left.y1, max(ys)),
            )  # fmt: skip
    return left


def _read_glyphs(
    handle: Any, count: int, clips: dict[int, Box]
) -> tuple[list[Glyph], list[Style], str, int]:
    """Every character with left, right, baseline and style; the styles; what is clipped away."""
    get_unicode, get_object = raw.FPDFText_GetUnicode, _text_object_getter()
    get_box, get_origin = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    is_generated = raw.FPDFText_IsGenerated
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    hidden: list[str] = []
    unreadable = 0
    known: dict[int, Style] = {}
    widths: dict[tuple[int, str], float] = {}
    style: Style | None = None
    for index in range(count):
        code = get_unicode(handle, index)
        if code <= 32 and is_generated(handle, index):
            if hidden:
                hidden.append(" ")
            if style is not None and glyphs:
                glyphs.append(("", glyphs[-1][1], style))
            continue
        char = chr(code)
        if char in _UNREADABLE:
            unreadable += 1
            continue
        char = _GLYPH.get(char, char)
        if char < " ":
            continue
        address = get_object(handle, index) or 0
        found = known.get(address)
        if found is None:
            found = known[address] = _read_style(handle, index, clips.get(address), len(known))
        get_box(handle, index, rect)
        get_origin(handle, index, x, y)
        if found.angle in (90, 270):
            place = (rect.bottom, rect.top, x.value)
        else:
            place = (rect.left, rect.right, y.value)
            if char in HANGING and not found.invisible:
                if (address, char) not in widths:
                    widths[address, char] = _read_width(handle, index, code)
                place = set_edges(place, x.value, widths[address, char], found.size)
        clip = found.clip
        if clip is not None and not clip.holds((rect.left + rect.right) / 2, y.value + 1):
            hidden.append(char)
            continue
        style = found
        glyphs.append((" " if char.isspace() else char, place, style))
    return glyphs, list(known.values()), "".join(hidden), unreadable


def _read_width(handle: Any, index: int, code: int) -> float:
    """How far the letter at `index` moves what is set after it; 0 where its font does not say."""
    shown = raw.FPDFText_GetTextObject(handle, index)
    font = raw.FPDFTextObj_GetFont(shown) if shown else None
    width, matrix = ctypes.c_float(), raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(handle, index)
    if not font or not raw.FPDFFont_GetGlyphWidth(font, code, size, width):
        return 0.0
    raw.FPDFText_GetMatrix(handle, index, matrix)
    return width.value * math.hypot(matrix.a, matrix.b)


def _read_style(handle: Any, index: int, clip: Box | None, order: int) -> Style:
    shown = raw.FPDFText_GetTextObject(handle, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(shown) if shown else raw.FPDF_TEXTRENDERMODE_FILL
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    angle = 0 if min(angle, 360 - angle) <= 2 else angle
    name = ctypes.create_string_buffer(120)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, name, 120, flags)
    font = name.value.decode("latin-1").lower()
    bold = any(word in font for word in _BOLD) or raw.FPDFText_GetFontWeight(handle, index) >= 600
    italic = "italic" in font or "oblique" in font or bool(flags.value & 64)
    invisible = mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    return Style(size, bold, italic, angle, clip, order, invisible)


def _reading_direction(glyphs: list[Glyph]) -> int:
    """The angle most letters of the page run at; those at any other are ignored."""
    angles = Counter(style.angle for char, _, style in glyphs if char.strip())
    return next((angle for angle, _ in angles.most_common() if angle % 90 == 0), 0)


def _turned(place: tuple[float, float, float], turn: int, box: Box) -> tuple[float, float, float]:
    """A place on a page that is read at an angle, as if it were upright."""
    low, high, base = place
    if turn == 90:  # upwards: y goes on, lines follow one another to the right
        return low - box.y0, high - box.y0, box.x1 - base
    if turn == 270:
        return box.y1 - high, box.y1 - low, base - box.x0
    return box.x1 - high, box.x1 - low, box.y1 - base


def _turn_lines(
    rules: list[Box], bars: list[Box], turn: int, box: Box
) -> tuple[list[Box], list[Box]]:
    """The rules and bars of a page that is read at an angle, as if it were upright."""
    turned = []
    for lines in (rules, bars):
        mine = []
        for line in lines:
            if turn == 180:
                low, high, base = _turned((line.x0, line.x1, line.y1), turn, box)
                mine.append(Box(low, base, high, base + line.y1 - line.y0))
            else:
                near = line.x1 if turn == 90 else line.x0
                low, high, base = _turned((line.y0, line.y1, near), turn, box)
                mine.append(Box(low, base, high, base + line.x1 - line.x0))
        turned.append(mine)
    return (turned[0], turned[1]) if turn == 180 else (turned[1], turned[0])


def open_pdf(data: bytes) -> Any:
    """The file as pdfium opens it; raises `pypdfium2.PdfiumError` where it cannot."""
    return pdfium.PdfDocument(data)
