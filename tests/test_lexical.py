"""BM25 over stems."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.lexical import LexicalIndex, split_tokens

TEXTS = (
    "The Secretariat referred to document A/68/98 in detail.",
    "Item 68 and item 98 were deferred.",
    "Capacity-building helps victims of cybercrime.",
    "Plan B was dropped in favour of plan A.",
    "The Chair’s proposal was welcomed.",
)


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex(TEXTS)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("A/68/98", 0),
        ("helping a victim", 2),
        ("capacity building", 2),
        ("capacity-building", 2),
        ("plan b", 3),
        ("chair", 4),
        ("the proposals of the Chair", 4),
    ],
)
def test_the_best_unit(lexical: LexicalIndex, text: str, best: int) -> None:
    scores = lexical.score(text)
    assert len(scores) == len(TEXTS)
    assert int(np.argmax(scores)) == best
    assert scores[best] > 0


def test_a_symbol_is_one_word(lexical: LexicalIndex) -> None:
    assert lexical.score("A/68/98")[1] == 0


@pytest.mark.parametrize("text", ["zebra", "", "the of and", "???", "\x00\ud800", "🦓 " * 1000])
def test_no_shared_word_scores_nothing(lexical: LexicalIndex, text: str) -> None:
    assert not lexical.score(text).any()


def test_an_empty_index() -> None:
    assert LexicalIndex([]).score("court").shape == (0,)


@pytest.mark.parametrize("texts", [["", ""], ["the of"], ["court"], ["???", "court"]])
def test_texts_without_words(texts: list[str]) -> None:
    assert LexicalIndex(texts).score("court").shape == (len(texts),)


@given(st.text())
def test_every_word_is_kept(text: str) -> None:
    tokens = split_tokens(text).split()
    for word in text.split():
        if word.isalnum():
            assert word in tokens
