"""`fold`, `locate` and the way from a quote to its source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.quotes import (
    fold,
    kept_offsets,
    locate,
    quote_from,
    source_hull,
    source_spans,
    stands,
)
from egqa.types import Document, Paragraph, Piece, Quote, Span
from parse_cases import read

SAME = [
    ("white space", "a b\tc\n d\u00a0e\u2003f", "abcdef"),
    ("soft hyphen", "co\u00adoperation", "cooperation"),
    ("private-use space", "\uf020New forms", "Newforms"),
    ("zero width", "a\u200bb\u200cc\u200dd\ufeffe\u2060f", "abcdef"),
    ("double quotation marks", "“a” „b‟ «c»", "\"a\"\"b\"\"c\""),
    ("single quotation marks", "‘a’ ‚b‛ `c´", "'a''b''c'"),
    ("emphasis", "*inter alia*, **bold**, __strong__, _slanted_", "interalia,bold,strong,slanted"),
    ("a link", "[A/C.3/72/12](#)", "A/C.3/72/12"),
    ("a link to the web", "[text](https://un.org/a_(b)_c)", "text"),
    ("an image", "![text](/a/b.png)", "text"),
    ("underscore in a word", "snake_case", "snake_case"),
    ("a bracket and a letter", "[Option 1](a)", "[Option1](a)"),
    ("case", "States STATES", "StatesSTATES"),
    ("punctuation, digits, brackets", "[3–5], (a); 2.5%", "[3–5],(a);2.5%"),
    ("accents", "Côte d’Ivoire", "Côted'Ivoire"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "folded"), [case[1:] for case in SAME], ids=[c[0] for c in SAME])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


DIFFERENT = [("-", "–"), ("a", "A"), ("é", "e"), ("ﬁ", "fi"), ("5", "S"), ("(", "["), (",", ";")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_fold_forgives_nothing_else(one: str, other: str) -> None:
    assert fold(one) != fold(other)


# Stars, underscores and link brackets may pair up anew once others are gone.
plain_text = st.text(st.characters(exclude_characters="*_[]!()", codec="utf-8"))


@given(plain_text)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(plain_text, min_size=1, max_size=6), st.sampled_from(" \n\t\u00ad\uf020\u200b"))
def test_fold_is_blind_to_white_space_and_invisible_marks(parts: list[str], mark: str) -> None:
    assert fold(mark.join(parts)) == fold("".join(parts))


@given(st.text("a“”\"‘’' b"))
def test_fold_is_blind_to_the_kind_of_quotation_marks(text: str) -> None:
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    assert fold(text) == fold(straight)


@given(st.text())
def test_kept_offsets_rise_and_stay_inside(text: str) -> None:
    kept = kept_offsets(text)
    assert kept == sorted(set(kept))
    assert all(0 <= offset < len(text) for offset in kept)


LOCATED = [
    ("plain", "law", "the law applies", "law"),
    ("across a line break", "international law", "of international\nlaw", "international\nlaw"),
    ("across a split word", "cybercrimes", "serious cybe rcrimes", "cybe rcrimes"),
    ("first of several", "law", "law and law", "law"),
    ("curly quotes", 'the "havens"', "of the “havens” now", "the “havens”"),
    ("across markup", "resolution 65/230, inter alia", "resolution [65/230](#), *inter alia*",
     "resolution [65/230](#), *inter alia"),
    ("space around it", "  law  ", "the law", "law"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "text", "found"), [c[1:] for c in LOCATED], ids=[c[0] for c in LOCATED]
)
def test_locate(quote: str, text: str, found: str) -> None:
    span = locate(quote, text)
    assert span is not None
    assert text[span.start : span.end] == found


@pytest.mark.parametrize("quote", ["", " \n", "\u00ad", "laws", "Law", "the  l a wx"])
def test_locate_finds_nothing(quote: str) -> None:
    assert locate(quote, "the law applies") is None


@given(st.text(min_size=1), st.data())
def test_any_slice_without_markup_is_located(text: str, data: st.DataObject) -> None:
    text = text.translate(str.maketrans("", "", "*_[]"))
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    span = locate(words, text)
    assert (span is None) == (not fold(words))
    if span is not None:
        assert fold(text[span.start : span.end]) == fold(words)
        assert span.start <= start + len(words)


TEXT = "1. The Group met in [Vienna](#) and\n\nA/AC.1/2020/L.1\n\ntook note of *it*.\n2. X."


@pytest.fixture
def document() -> Document:
    return read(TEXT)


def test_a_quote_is_more_than_one_slice_where_furniture_stands_in_it(document: Document) -> None:
    paragraph = document.paragraphs[0]
    assert paragraph.text == "The Group met in Vienna and took note of it."
    quote = Quote(paragraph, 0, len(paragraph.text))
    slices = [document.source[a:b] for a, b in source_spans(quote, document.source)]
    assert slices == ["The Group met in ", "Vienna", " and\n", "took note of ", "it", "."]
    assert stands(quote, document.source)
    hull = source_hull(quote)
    assert document.source[hull.start : hull.end].startswith("The Group")
    assert "A/AC.1/2020/L.1" in document.source[hull.start : hull.end]


def test_quote_from(document: Document) -> None:
    paragraph = document.paragraphs[0]
    quote = quote_from(paragraph, "met  in Vienna")
    assert quote is not None
    assert quote.text == "met in Vienna"
    assert quote_from(paragraph, "met in Geneva") is None


def test_a_quote_of_another_source_does_not_stand(document: Document) -> None:
    paragraph = document.paragraphs[0]
    assert not stands(Quote(paragraph, 0, 9), document.source.replace("Group", "Panel"))
    assert not stands(Quote(paragraph, 0, len(paragraph.text)), "")


def test_a_map_with_a_hole_is_told(document: Document) -> None:
    broken = Paragraph(document.masthead, None, "abc", (Piece(0, 1, 0),))
    with pytest.raises(ValueError, match="map"):
        source_hull(Quote(broken, 0, 3))
    assert source_hull(Quote(broken, 0, 1)) == Span(0, 1)


@pytest.mark.parametrize("char", ["[", "(", "](", "*", "_", "[a](#", " ", "![](", "[a](http://("])
def test_fold_is_fast_on_hostile_text(char: str) -> None:
    start = time.process_time()
    fold(char * (200_000 // len(char)))
    assert time.process_time() - start < 2
