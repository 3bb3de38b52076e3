"""The values: what they refuse, how they order, what they say of themselves."""

from __future__ import annotations

import pytest

from egqa.errors import EgqaError, SymbolError
from egqa.types import (
    Abstention,
    Answer,
    Document,
    Masthead,
    Paragraph,
    Piece,
    Pinpoint,
    Quote,
    Span,
    Statement,
    UnitRef,
)

MASTHEAD = Masthead("A/1/1", "a.txt", "0" * 64, symbols=("A/1/1", "B/1/1"))
PARAGRAPH = Paragraph(
    MASTHEAD,
    Pinpoint("2(q)"),
    "Member States should act",
    (Piece(0, 6, 10), Piece(6, 24, 20)),
)


def test_pinpoints_are_ordered_as_a_reader_looks_them_up() -> None:
    numbers = ["1", "2", "2(a)", "2(b)", "2(f)•2", "2(f)•10", "2(z)", "2(aa)", "3", "10", "10(a)"]
    shuffled = sorted(Pinpoint(number) for number in reversed(numbers))
    assert [str(pinpoint) for pinpoint in shuffled] == numbers


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2), (0, 25), (6, 7)])
def test_a_quote_is_a_slice_with_words(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="quote must"):
        Quote(PARAGRAPH, start, end)


def test_what_a_paragraph_says_of_itself() -> None:
    assert PARAGRAPH.para == "2(q)"
    assert PARAGRAPH.ref == UnitRef("A/1/1", "2(q)")
    assert PARAGRAPH.hull == Span(10, 38)
    assert Quote(PARAGRAPH, 0, 6).text == "Member"
    assert MASTHEAD.symbol == "A/1/1"
    bare = Paragraph(Masthead("a", "a.txt", "0"), None, "x", (Piece(0, 1, 0),))
    assert (bare.para, bare.ref, bare.masthead.symbol) == (None, UnitRef("a", ""), None)
    assert list(Document(MASTHEAD, "", (PARAGRAPH,))) == [PARAGRAPH]


def test_a_statement_prints_its_quotes() -> None:
    quote = Quote(PARAGRAPH, 0, 6)
    assert Statement("It says “Member”.", (quote,)).label == "verbatim"
    assert Statement("It speaks of members.", (quote,), "checked paraphrase").quotes == (quote,)
    with pytest.raises(ValueError, match="print its quotes"):
        Statement("It says member.", (quote,))
    with pytest.raises(ValueError, match="bears it out"):
        Statement("It says so.", ())


def test_an_answer_has_a_statement() -> None:
    with pytest.raises(ValueError, match="abstain"):
        Answer(())
    assert Abstention("not_found", "No.").context == ()


def test_errors_say_what_to_do() -> None:
    assert str(EgqaError("It broke.", hint="Mend it.")) == "It broke. Mend it."
    assert str(EgqaError("It broke.")) == "It broke."
    assert issubclass(SymbolError, ValueError)
