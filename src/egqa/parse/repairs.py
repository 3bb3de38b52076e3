"""A unit's words from its places in the source: what extraction broke is mended, and nothing else.

The list of repairs is short: white space and line breaks become one space, a hyphen at a line's
end is joined to the next line, invisible characters and Markdown go, a space before ";" or ","
goes, a word that extraction split is joined where the joined form is a word and a part is not.
Every repair but line breaks is recorded; the UN's own slips stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from egqa.parse.vocabulary import english_words
from egqa.quotes import kept_offsets
from egqa.types import Piece, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SPLIT = re.compile(r"(?<![\w'’-])([^\W\d_]{1,40})[ \t\u00a0]{1,8}([^\W\d_]{1,40})(?![\w'’-])")
_SPACES = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]+")
_SEVERAL = re.compile(r"\w[,.]?[ \t\u00a0]{2,}\w")
# Between the words of a name, which are two.
_PARTICLES = frozenset(("es", "de", "da", "do", "del", "di", "du", "la", "le", "el", "al", "von"))
_NAME = re.compile(r"[ \t\u00a0]{1,8}[A-Z][a-z]")
_CONJUNCTION = re.compile(r"(?:and|or|to)\b")
_INVISIBLE = {"\u00ad": "soft hyphen", "\uf020": "U+F020", "\u200b": "zero-width space"}


def count_words(source: str) -> Counter[str]:
    """How often each word stands in the document, in lower case: its own vocabulary."""
    return Counter(word.lower() for word in _WORD.findall(source))


def mend(
    source: str, ranges: Iterable[Span], own: Counter[str]
) -> tuple[str, tuple[Piece, ...], list[str]]:
    """The words that stand in `ranges` of `source`: text, its map to the source, the repairs made.

    Under `fold` the text equals the joined ranges; repairs only ever touch what `fold` deletes.
    `own` is the document's own vocabulary, from `count_words`.
    """
    chars: list[tuple[str, int]] = []  # a character and its place; a space's place is a white space
    repairs: list[str] = []
    last = None
    for start, end in ranges:
        line = source[start:end]
        dropped: set[int] = set()
        for span, note in _find_splits(line, own):
            dropped.update(range(*span))
            repairs.append(note)
        for match in _SPACES.finditer(line):
            if line[match.end() : match.end() + 1] in (";", ","):
                dropped.update(range(*match.span()))
                repairs.append(f"space before “{line[match.end()]}”")
        if last is not None and not re.search(r"[\n\r\f\v\x85\u2028\u2029]", source[last:start]):
            _skip(chars, source, last, start)  # a footnote's mark stands between
        elif chars and source[(last or start) - 1] != "\u00ad":  # a reader's word that goes on
            _bridge(chars, source, line)
        last = end
        kept = kept_offsets(line)
        place = 0
        for offset in kept:
            space = next(
                (at for at in range(place, offset) if line[at].isspace() and at not in dropped),
                None,
            )
            if space is not None and place and chars[-1][0] != " ":
                chars.append((" ", start + space))
            chars.append((line[offset], start + offset))
            place = offset + 1
        repairs.extend(_note_removed(line, kept))
    while chars and chars[-1][0] == " ":
        chars.pop()
    return "".join(char for char, _ in chars), _pieces(chars), repairs


def note_invisible(text: str) -> list[str]:
    """What `text` holds that no reader sees, as repairs."""
    return [f"{name} removed" for char, name in _INVISIBLE.items() if char in text]


def _find_splits(line: str, own: Counter[str]) -> list[tuple[Span, str]]:
    """The white space inside `line` that splits a word, with what was joined."""
    words = english_words()

    def is_word(text: str, joined: str) -> bool:
        # What stands in the file often, and oftener than the joined form, is a word of it.
        text = text.lower()
        return text in words or (len(text) > 1 and own[text] > max(2, own[joined]))

    found = []
    position = 0
    while match := _SPLIT.search(line, position):
        first, second = match.groups()
        joined = first + second
        position = match.end(1)
        key = joined.lower()
        if not second.islower() or not (key in words or own[key]):
            continue
        if is_word(first, key) and is_word(second, key):
            continue
        if second in _PARTICLES and first[:1].isupper() and _NAME.match(line, match.end()):
            continue  # "Dar es Salaam"
        # A single letter beside a word may be a label ("option b and"); only "s" is never one.
        lonely = [part for part in (first, second) if len(part) == 1 and not is_word(part, key)]
        whole = [part for part in (first, second) if is_word(part, key)]
        if lonely and whole and second != "s":
            continue
        found.append((Span(match.end(1), match.start(2)), f"{first} {second} → {joined}"))
    return found


def _skip(chars: list[tuple[str, int]], source: str, last: int, start: int) -> None:
    """Go on behind what was cut out of a line; a space on either side of it stays one."""
    places = (last - 1, last, start - 1, start)  # "Norway | 12": within what is cut out, too
    space = next((at for at in places if source[at].isspace()), None)
    if space is not None and chars and chars[-1][0] != " ":
        chars.append((" ", space))


def _bridge(chars: list[tuple[str, int]], source: str, following: str) -> None:
    """Join the next line to what stands: by nothing after a hyphen, else by one space."""
    last, place = chars[-1]
    before = chars[-2][0] if len(chars) > 1 else " "
    hyphen = last in "-‐‑" and not _CONJUNCTION.match(following)
    joins = (hyphen or last in "–/") and before.isalnum() and following[:1].isalnum()
    if last == " " or joins:
        return
    # Markup may stand between the last word and the line's end.
    while place < len(source) and not source[place].isspace():
        place += 1
    chars.append((" ", place))


def _note_removed(line: str, kept: list[int]) -> list[str]:
    notes = note_invisible(line)
    seen = set(kept)
    gone = [line[at] for at in range(len(line)) if at not in seen and not line[at].isspace()]
    if any(char.isprintable() for char in gone):
        notes.append("Markdown removed")
    if _SEVERAL.search(line):
        notes.append("several spaces → one")
    return notes


def _pieces(chars: list[tuple[str, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for at, (_, place) in enumerate(chars):
        if pieces and pieces[-1].source_start + at - pieces[-1].start == place:
            pieces[-1] = pieces[-1]._replace(end=at + 1)
        else:
            pieces.append(Piece(at, at + 1, place))
    return tuple(pieces)
