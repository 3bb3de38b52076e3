"""Words to rows: what stands on one baseline, superscripts with the words they hang on.

Words printed over one another are told apart: the later painted are what a reader sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from egqa.parse.lines import LineRole
from egqa.parse.pdf_words import WIDE_GAP, Box, Page, Word

_SAME_BASE = 0.2  # of the size
_SAME_READ = 0.45  # the same where text recognition placed the words
_HIDES = 3  # letters that a word needs to hide another
_RISE = 0.13  # of the size: how far a superscript stands above the line
_RAISED = 0.8  # a superscript's size, of its neighbour's
_WIDE = 3.0  # of the size: a gap that sets cells of a masthead or table apart
_CELLS = "    "
_DASHES = "-–‐‑"
_SEEN = 0.07  # of the size: a narrower space beside a dash was printed over, and parts no words
SMALL = 0.93  # of the body's size: smaller type is that of notes and tables
CELL_GAP = 1.8  # of the size: what parts two cells of a table


@dataclass(slots=True)
class Row:
    """Words on one baseline, from left to right, and what they are found to be.

    `begins`: it is the first of a table's row whose lines are cells'.
    """

    base: float
    size: float
    words: list[Word]
    role: LineRole = ""
    begins: bool = False

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(word.x1 for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word of letters in it is bold."""
        letters = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(letters) and all(word.bold for word in letters if not word.raised)

    @property
    def italic(self) -> bool:
        """Whether every word of letters in it is italic."""
        letters = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(letters) and all(word.italic for word in letters if not word.raised)

    @property
    def text(self) -> str:
        """Its words as they are read."""
        return "".join(piece for piece, _ in self.pieces())

    def pieces(self) -> Iterable[tuple[str, Word | None]]:
        """Its words and the white space between them, in order."""
        before: Word | None = None
        for word in self.words:
            if before is not None and (space := _space(before, word)):
                apart = self.role == "table" and word.x0 - before.x1 > CELL_GAP * self.size
                yield "\t" if apart else space, None
            yield word.text, word
            before = word


def _space(before: Word, word: Word) -> str:
    """The white space between two words of a row."""
    gap = word.x0 - before.x1
    # The space after a footnote's mark is often set as small as the mark.
    size = before.size if before.raised else max(before.size, word.size)
    if gap > _WIDE * size:
        return _CELLS
    # A hyphen set by itself hangs on its word, however wide the letters are spaced.
    if "-" in (before.text, word.text) and gap < 0.2 * size and before.text[-1].isalpha():
        return ""
    dashed = before.text[-1] in _DASHES or word.text[0] in _DASHES
    if gap > WIDE_GAP * size or (word.spaced and gap > (_SEEN if dashed else 0.01) * size):
        return " "
    # No word goes on after a comma.
    if before.text[-1] in ",;" and word.text[0].isalpha() and gap > 0.05 * size:
        return " "
    return ""


def make_rows(page: Page) -> tuple[list[Row], list[str]]:
    """The rows of a page from its top down, and the words that others are printed over."""
    words, covered = _uncover(_drop_underscores(page.words))
    rows = gather(words, _SAME_READ if page.recognised else _SAME_BASE)
    if page.recognised:
        # A scan's lines run askew: from here on their words stand level.
        for row in rows:
            for word in row.words:
                word.base = word.base if word.raised else row.base
    for row in rows:
        row.words = _close_letters(row.words)
    return rows, covered


def gather(words: Iterable[Word], same: float = _SAME_BASE) -> list[Row]:
    """The rows that `words` stand in, from the top down.

    `same` is how far apart, of the size, the bases of words on one line may be.
    """
    rows: list[Row] = []
    near: dict[int, list[Row]] = defaultdict(list)
    # Large type first, so that superscripts find the row they hang on.
    for word in sorted(words, key=lambda word: (-round(word.size), -word.base, word.x0)):
        band = int(word.base // 8)
        best: Row | None = None
        for row in (*near[band - 1], *near[band], *near[band + 1], *near[band - 2]):
            rise = word.base - row.base
            if abs(rise) <= same * min(word.size, row.size) + 0.3:
                if best is None or abs(rise) < abs(word.base - best.base):
                    best = row
            elif (
                best is None
                and word.size <= _RAISED * row.size
                and -0.35 * row.size < rise < 0.75 * row.size
                and _hangs_on(word, row)
            ):
                best = row
        if best is None:
            best = Row(word.base, word.size, [])
            rows.append(best)
            near[band].append(best)
        best.words.append(word)
    for row in rows:
        row.words.sort(key=lambda word: word.x0)
        _measure(row)
    return sorted(rows, key=lambda row: -row.base)


def _hangs_on(word: Word, row: Row) -> bool:
    return any(
        -1.0 * row.size < word.x0 - other.x1 < 0.8 * row.size
        or -0.2 * row.size < other.x0 - word.x1 < 1.6 * row.size
        for other in row.words
        if other.size >= word.size / _RAISED
    )


def _measure(row: Row) -> None:
    """Set the row's size to that of most of its letters, and mark what is raised above them."""
    weights: dict[float, int] = defaultdict(int)
    for word in row.words:
        weights[round(word.size * 2) / 2] += len(word.text)
    row.size = max(weights, key=lambda size: (weights[size], size))
    level = [word.base for word in row.words if abs(word.size - row.size) < 0.6]
    row.base = median(level) if level else row.base
    for word in row.words:
        rise = word.base - row.base
        word.raised = word.size < 0.87 * row.size and rise > _RISE * row.size


def _close_letters(words: list[Word]) -> list[Word]:
    """A heading set with spaces between its letters, as words."""
    if len(words) < 5 or sum(len(word.text) == 1 for word in words) < 0.8 * len(words):
        return words
    if not all(any(map(str.isalpha, word.text)) for word in words):
        return words
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(words))
    usual = gaps[len(gaps) // 2]
    closed = [words[0]]
    for word in words[1:]:
        last = closed[-1]
        if word.x0 - last.x1 <= max(1.6 * usual, 0.1 * word.size):
            last.text += word.text
            last.x1 = word.x1
        else:
            word.spaced = True
            closed.append(word)
    return closed


# ── words printed over words ─────────────────────────────────────────────────────────────────


def _drop_underscores(words: Sequence[Word]) -> list[Word]:
    """The words without those typed under others to underline them."""
    lines = [word for word in words if len(word.text) > 1 and not word.text.strip("_")]
    if not lines:
        return list(words)
    typed = {
        id(line)
        for line in lines
        for word in words
        if abs(word.base - line.base) < 0.4 * line.size
        and word.text.strip("_")
        and min(word.x1, line.x1) - max(word.x0, line.x0) > 0.5 * (word.x1 - word.x0)
    }
    return [word for word in words if id(word) not in typed]


def _uncover(words: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """The words without those that later ones are printed over, and the text of those."""
    near: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        near[int(word.base // 8)].append(word)
    covered: set[int] = set()  # orders, that is whole strings as the file paints them
    for word in words:
        band = int(word.base // 8)
        for other in (*near[band - 1], *near[band], *near[band + 1]):
            if other.order > word.order and _overlap(word, other):
                covered.add(id(word))
                break
    if not covered:
        return list(words), []
    # A string is covered as a whole: its words beside the others' would make no sense.
    lost = {(word.order, round(word.base)) for word in words if id(word) in covered}
    gone = [word for word in words if (word.order, round(word.base)) in lost]
    kept = [word for word in words if (word.order, round(word.base)) not in lost]
    return kept, [row.text for row in gather(gone)]


def _overlap(word: Word, other: Word) -> bool:
    """Whether two words stand in one place; an accent or an underscore hides no letter."""
    if min(_letters(word), _letters(other)) < _HIDES:
        return False
    if abs(word.base - other.base) > 0.4 * min(word.size, other.size):
        return False
    shared = min(word.x1, other.x1) - max(word.x0, other.x0)
    return shared > 0.5 * min(word.x1 - word.x0, other.x1 - other.x0)


def _letters(word: Word) -> int:
    return sum(map(str.isalnum, word.text))


def is_rule(row: Row) -> bool:
    """Whether a row is a rule made of underscores or dashes."""
    text = row.text.replace(" ", "")
    return len(text) > 4 and not text.strip("_-–—─")


def rules_of(page: Page) -> list[Box]:
    """The rules drawn on a page, pieces of one joined."""
    joined: list[Box] = []
    for rule in sorted(page.rules, key=lambda rule: (round(rule.y0), rule.x0)):
        last = joined[-1] if joined else None
        if last and abs(last.y0 - rule.y0) < 1.5 and rule.x0 - last.x1 < 2:
            joined[-1] = Box(last.x0, last.y0, max(last.x1, rule.x1), last.y1)
        else:
            joined.append(rule)
    return joined
