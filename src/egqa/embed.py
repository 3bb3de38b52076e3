"""What of a document is embedded: units, the same under their headings, sentences and clauses.

A text longer than the model's window goes in as several, cut between words, so that nothing is cut
in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from egqa.models import Embedder
from egqa.sentences import split_clauses, split_sentences
from egqa.types import Document, Paragraph

Kind: TypeAlias = Literal["text", "context", "sentence"]
KINDS: tuple[Kind, ...] = ("text", "context", "sentence")
#: Words that two neighbouring windows share, so that no sentence is lost at the cut.
_OVERLAP = 20


class Piece(NamedTuple):
    """One text to embed: the unit it is from, its place among that unit's texts, its words."""

    para: str
    at: int
    text: str


def context_text(paragraph: Paragraph) -> str:
    """What a unit is searched under: its headings and its chapeau before its own words."""
    parts = [*paragraph.headings, *(above.text for above in paragraph.chapeau), paragraph.text]
    return "\n".join(parts)


def pieces_of(document: Document, kind: Kind, embedder: Embedder) -> Iterator[Piece]:
    """The texts of `document` to embed as `kind`, each within the window of `embedder`."""
    for one in document.paragraphs:
        if kind == "sentence":
            whole = [
                text
                for span in split_sentences(one.text)
                for text in _with_clauses(one.text[span.start : span.end])
            ]
        else:
            whole = [one.text if kind == "text" else context_text(one)]
        windows = (window for text in whole for window in split_windows(text, embedder))
        for at, window in enumerate(windows):
            yield Piece(one.ref.para, at, window)


def _with_clauses(sentence: str) -> list[str]:
    """A sentence and, where it is long, the runs of clauses in it, which make a point each."""
    return [sentence, *(sentence[span.start : span.end] for span in split_clauses(sentence))]


def _fits(text: str, embedder: Embedder) -> bool:
    """Whether the model reads all of `text`; a short one is not counted to find out.

    No tokenizer makes more tokens of ASCII letters than there are letters.
    """
    if text.isascii() and _tokens_beside(embedder) + len(text) <= embedder.max_tokens:
        return True
    return embedder.count_tokens(text) <= embedder.max_tokens


@lru_cache(maxsize=8)
def _tokens_beside(embedder: Embedder) -> int:
    """The tokens that a model puts beside every text: its marks and its prompt."""
    return embedder.count_tokens("")


def split_windows(text: str, embedder: Embedder) -> list[str]:
    """`text` in pieces that fit the model's window, cut between words where there are any."""
    if len(text) < 2 or _fits(text, embedder):
        return [text]
    words = text.split()
    half = len(words) // 2
    if half == 0:
        middle = len(text) // 2
        first, second = text[:middle], text[middle:]
    else:
        overlap = min(_OVERLAP, half // 4)
        first, second = " ".join(words[: half + overlap]), " ".join(words[half - overlap :])
    return [*split_windows(first, embedder), *split_windows(second, embedder)]
