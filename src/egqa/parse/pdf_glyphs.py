"""The words of a PDF page with their places, read through pdfium: what a reader of it would see.

Text that is clipped away, lies outside the page or runs in another direction is no part of it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from egqa.errors import ParseError

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
# What symbol fonts keep in the private use area, where their glyph is plain.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0be": "–", "\uf02d": "–", "\uf0a8": "◦",
    "\uf0bc": "¼", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×",
}  # fmt: skip
# pdfium's own marks of a hyphen at a line's end.
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u2010": "-"}
_GLYPH = {**_LIGATURES, **_SYMBOLS, **_HYPHENS}
_UNREADABLE = frozenset("\x00\ufffd\uffff")
_BOLD = ("bold", "black", "heavy", "demi")
WIDE_GAP = 0.165  # of the size: what sets two words apart where no space is printed
_DEEPEST = 6


class Box(NamedTuple):
    """A rectangle on the page, its y growing upwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, a hair's breadth aside."""
        return self.x0 - 1 <= x <= self.x1 + 1 and self.y0 - 1 <= y <= self.y1 + 1


@dataclass(slots=True)
class Word:
    """Letters without white space: their place, baseline and looks; `order` is when it is painted.

    `spaced` tells that a space was printed before it, and not only seen by pdfium; `raised` that
    it is a superscript.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool
    order: int
    spaced: bool = False
    raised: bool = False

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Page:
    """A page as printed: its words, the horizontal rules drawn on it, what was not taken.

    `recognised` tells that its letters are invisible, set by text recognition over a picture.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unreadable: int = 0
    pictures: int = 0
    recognised: bool = False


class _Style(NamedTuple):
    size: float
    bold: bool
    italic: bool
    angle: int
    clip: Box | None
    order: int
    invisible: bool


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
        clips, rules, pictures = _read_objects(page)
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
        rules = []
        if turn in (90, 270):
            made.width, made.height = made.height, made.width
    words = _join_glyphs(seen)
    if not turn and (box.x0, box.y0) != (0, 0):
        for word in words:
            word.x0, word.x1, word.base = word.x0 - box.x0, word.x1 - box.x0, word.base - box.y0
        rules = [Box(r.x0 - box.x0, r.y0 - box.y0, r.x1 - box.x0, r.y1 - box.y0) for r in rules]
    sheet = Box(0, 0, made.width, made.height)
    made.words = _drop_repeated([word for word in words if sheet.holds(word.middle, word.base)])
    if any(style.invisible for style in styles):
        made.recognised = 2 * sum(style.invisible for _, _, style in seen) > len(seen)
    if made.recognised:
        # Recognition guesses at sizes word by word; nothing can be told by them.
        size = median(word.size for word in made.words) if made.words else 0.0
        made.words = [replace(word, size=size, bold=False, italic=False) for word in made.words]
    made.rules = rules
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


def _read_objects(page: Any) -> tuple[dict[int, Box], list[Box], int]:
    """The clips of the texts that have one, the rules, and how many pictures there are."""
    clips: dict[int, Box] = {}
    rules: list[Box] = []
    pictures = 0
    for thing in page.get_objects(max_depth=_DEEPEST):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            # A bound inside a form is in the form's own measure.
            if thing.container is None:
                bounds = _bounds(thing.raw)
                if bounds.y1 - bounds.y0 < 3 and bounds.x1 - bounds.x0 > 3:
                    rules.append(bounds)
        elif thing.type == raw.FPDF_PAGEOBJ_TEXT and thing.container is None:
            clip = _read_clip(thing.raw)
            if clip is not None:
                clips[_address(thing.raw)] = clip
    return clips, rules, pictures


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


_Glyph = tuple[str, tuple[float, float, float], _Style]


def _read_glyphs(
    handle: Any, count: int, clips: dict[int, Box]
) -> tuple[list[_Glyph], list[_Style], str, int]:
    """Every character with left, right, baseline and style; the styles; what is clipped away."""
    get_unicode, get_object = raw.FPDFText_GetUnicode, _text_object_getter()
    get_box, get_origin = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    is_generated = raw.FPDFText_IsGenerated
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[_Glyph] = []
    hidden: list[str] = []
    unreadable = 0
    known: dict[int, _Style] = {}
    style: _Style | None = None
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
        clip = found.clip
        if clip is not None and not clip.holds((rect.left + rect.right) / 2, y.value + 1):
            hidden.append(char)
            continue
        style = found
        glyphs.append((" " if char.isspace() else char, place, style))
    return glyphs, list(known.values()), "".join(hidden), unreadable


def _read_style(handle: Any, index: int, clip: Box | None, order: int) -> _Style:
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
    return _Style(size, bold, italic, angle, clip, order, invisible)


def _reading_direction(glyphs: list[_Glyph]) -> int:
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


# ── letters to words ─────────────────────────────────────────────────────────────────────────


def _join_glyphs(glyphs: list[_Glyph]) -> list[Word]:
    words: list[Word] = []
    spaced = False
    open_word: Word | None = None
    last = (0.0, 0.0)
    for char, (x0, x1, base), style in glyphs:
        if char in ("", " "):
            open_word, spaced = None, spaced or char == " "
            continue
        word = open_word
        if (
            word is not None
            and abs(base - word.base) < 0.08 * word.size
            and abs(style.size - word.size) < 0.08 * word.size
            and style.bold == word.bold
            and (
                -0.5 * word.size < x0 - word.x1 < WIDE_GAP * word.size
                or (x0, x1) == last  # a further letter of one ligature
            )
        ):
            word.text += char
            word.x1 = max(x1, word.x1)
            last = (x0, x1)
            continue
        last = (x0, x1)
        open_word = Word(
            char, x0, x1, base, max(style.size, 0.1), style.bold, style.italic, style.order, spaced
        )
        words.append(open_word)
        spaced = False
    return words


def _drop_repeated(words: list[Word]) -> list[Word]:
    """The words without those printed again in the same place, which makes them look bold."""
    seen: dict[tuple[str, int, int], Word] = {}
    kept = []
    for word in words:
        x, y = round(word.x0 / 2), round(word.base / 2)
        twin = next(
            (
                seen[word.text, x + dx, y + dy]
                for dx in (0, -1, 1)
                for dy in (0, -1, 1)
                if (word.text, x + dx, y + dy) in seen
            ),
            None,
        )
        if twin is not None and abs(twin.x0 - word.x0) < 1.5 and abs(twin.base - word.base) < 1.5:
            twin.bold = True
            continue
        seen[word.text, x, y] = word
        kept.append(word)
    return kept


def open_pdf(data: bytes) -> Any:
    """The file as pdfium opens it; raises `pypdfium2.PdfiumError` where it cannot."""
    return pdfium.PdfDocument(data)
