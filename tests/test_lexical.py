"""BM25 over stems."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.lexical import LexicalIndex, Stems, index_texts, split_tokens

TEXTS = (
    "The Secretariat referred to document A/68/98 in detail.",
    "Item 68 and item 98 were deferred.",
    "Capacity-building helps victims of cybercrime.",
    "Plan B was dropped in favour of plan A.",
    "The Chair’s proposal was welcomed.",
)


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return index_texts(TEXTS)


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
    assert index_texts([]).score("court").shape == (0,)


@pytest.mark.parametrize("texts", [["", ""], ["the of"], ["court"], ["???", "court"]])
def test_texts_without_words(texts: list[str]) -> None:
    assert index_texts(texts).score("court").shape == (len(texts),)


def test_texts_cut_one_after_the_other_score_as_all_at_once(lexical: LexicalIndex) -> None:
    stems = Stems()
    first = stems.cut(TEXTS[3:])
    earlier = LexicalIndex(first, stems.vocabulary())
    rest = stems.cut(TEXTS[:3])
    whole = LexicalIndex([*rest, *first], stems.vocabulary())
    for text in ("A/68/98", "capacity building", "plan b", "the proposals of the Chair"):
        scores, cover = whole.score_and_cover(text)
        wanted, as_much = lexical.score_and_cover(text)
        assert scores == pytest.approx(wanted)
        assert cover == pytest.approx(as_much)
    assert not earlier.score("Secretariat").any()  # met since, and not in there
    assert earlier.score("plan b").any()


@given(st.text())
def test_every_word_is_kept(text: str) -> None:
    tokens = split_tokens(text).split()
    for word in text.split():
        if word.isalnum():
            assert word in tokens
