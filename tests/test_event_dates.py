"""Dates in questions: of documents, of their meetings, and of the events that they tell of."""

from __future__ import annotations

import pytest

from egqa.catalogue import catalogue_of
from egqa.dates import dates_of, held_in, is_of_event
from egqa.parse import parse_bytes
from egqa.scope import read_scope
from egqa.types import Document, Span
from lamp_documents import BUDGET, FUND, LAKES


def make(text: str, name: str) -> Document:
    return parse_bytes(text.encode(), name)


DOCUMENTS = (make(FUND, "f.txt"), make(BUDGET, "b.txt"), make(LAKES, "l.txt"))
LAMPS, MONEY, DAY = (one.masthead.key for one in DOCUMENTS)


def test_a_report_is_of_the_date_of_its_session_and_of_its_issue() -> None:
    assert held_in(DOCUMENTS[0]) == {(2030, 12)}
    assert dates_of(DOCUMENTS[0]) == {(2030, 12), (2031, 3)}
    assert held_in(DOCUMENTS[1]) == set()
    assert dates_of(DOCUMENTS[1]) == {(2031, 4)}


def test_the_year_of_a_symbol_names_its_document() -> None:
    catalogue = catalogue_of(DOCUMENTS)
    assert catalogue.dated(2030, None) == (LAMPS, DAY)
    assert catalogue.held(2030, None) == (LAMPS,)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("What was the target for 2030?", True),
        ("Who met the 2030 goal?", True),
        ("Which results does the Lamp Office report for 2030?", True),
        ("What does the report for 2030 say?", False),
        ("What does the 2030 draft say?", False),
        ("What did the 2030 expert group session decide?", False),
        ("What does the report of 2030 say?", False),
    ],
)
def test_a_date_is_of_an_event_unless_a_document_stands_beside_it(text: str, event: bool) -> None:
    start = text.index("2030")
    assert is_of_event(text, Span(start, start + 4)) is event


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("What was the target of the Board for 2030?", False),
        ("What was said in December 2030 of the target?", True),  # a session was held then
        (
            "What was said in April 2031 of charges for lamp oil?",
            False,
        ),  # a document was issued then
        ("What does the report of 2030 say of the target?", True),
        ("and in 2030?", True),
    ],
)
def test_only_some_dates_confine_a_question(text: str, must: bool) -> None:
    scope = read_scope(text, DOCUMENTS)
    assert scope.must is must
    assert scope.keys


def test_two_years_confine_where_one_body_has_documents_of_both() -> None:
    question = "What were the themes of Lamp Day in 2030 and in 2031?"
    assert not read_scope(question, DOCUMENTS).must  # a fund's, a budget, a lake's
    next_session = FUND.replace("2030", "2031").replace("/2031/", "/2032/")
    both = (make(FUND, "f.txt"), make(next_session, "g.txt"))
    assert both[0].masthead.key != both[1].masthead.key
    scope = read_scope(question, both)
    assert scope.must
    assert set(scope.keys) == {one.masthead.key for one in both}
