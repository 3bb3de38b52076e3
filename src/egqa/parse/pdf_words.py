"""Letters to words, with their place, baseline and looks; no library is needed to know these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

WIDE_GAP = 0.165  # of the size: what sets two words apart where no space is printed
_NARROW_GAP = 0.1  # the same on a page that prints no spaces, where pdfium sees one
_CLOSING = frozenset(".,;:!?)]%")
#: Letters that may reach over what stands beside them.
HANGING = frozenset("fjkryFKPTVWXY")
_HANGS, _HANGS_MOST = 0.02, 0.35  # of the size: by how much, at least and at most
_FEW_SPACES = 0.02  # of a page's letters: English has one space to five


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
    """A page as printed: its words, the lines drawn on it, what was not taken.

    `rules` are horizontal lines, `bars` vertical ones, as the file draws them, in pieces.
    `recognised` tells that its letters are invisible, set by text recognition over a picture.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    bars: list[Box] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unreadable: int = 0
    pictures: int = 0
    recognised: bool = False


class Style(NamedTuple):
    """How a string of letters is set, and when it is painted; `clip` is what of it is seen."""

    size: float
    bold: bool
    italic: bool
    angle: int
    clip: Box | None
    order: int
    invisible: bool


#: A character with its left, right and baseline; "" where pdfium only saw a gap.
Glyph: TypeAlias = tuple[str, tuple[float, float, float], Style]


def set_edges(
    place: tuple[float, float, float], origin: float, width: float, size: float
) -> tuple[float, float, float]:
    """A letter's `place` as it is set, from `origin` on and `width` wide.

    An "f" reaches over the space beside it, and closes no gap by that.
    """
    left, right, base = place
    if _HANGS * size < origin - left < _HANGS_MOST * size:
        left = origin
    if width > 0.15 * size and _HANGS * size < right - origin - width < _HANGS_MOST * size:
        right = origin + width
    return left, right, base


def join_glyphs(glyphs: Iterable[Glyph]) -> list[Word]:
    """The words of a page's letters, in the order in which the file paints them."""
    glyphs = list(glyphs)
    words: list[Word] = []
    spaced = False
    # Some files print no space at all: there a gap that pdfium takes for one is one, if narrow.
    unspaced = sum(char == " " for char, _, _ in glyphs) < _FEW_SPACES * len(glyphs)
    gapped = False
    open_word: Word | None = None
    last = (0.0, 0.0)
    for char, (x0, x1, base), style in glyphs:
        if char in ("", " "):
            open_word, spaced, gapped = None, spaced or char == " ", unspaced and char == ""
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
        # No space stands before a full stop, however wide it is set.
        gapped = gapped and char not in _CLOSING
        spaced = spaced or (gapped and x0 - last[1] > _NARROW_GAP * style.size)
        gapped = False
        last = (x0, x1)
        open_word = Word(
            char, x0, x1, base, max(style.size, 0.1), style.bold, style.italic, style.order, spaced
        )
        words.append(open_word)
        spaced = False
    return words


def drop_repeated(words: list[Word]) -> list[Word]:
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
