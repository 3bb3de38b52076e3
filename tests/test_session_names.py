"""Sessions called by letters and a number; resolutions called by what they are on."""

from __future__ import annotations

import pytest

from egqa.parse import parse_bytes
from egqa.scope import read_scope
from egqa.session_names import find_lettered
from lamp_documents import FUND

DECISIONS = """FCCC/CP/2030/9/Add.1
Distr.: General
8 March 2031

Conference of the Parties

Report of the Conference of the Parties on its thirty-fifth session, held in Oslo

Decision 1/CP.35

Lamps for all

The Conference of the Parties,

Recalling decision 1/CP.34,

1. Welcomes the lamps;

2. Decides to light them at its next session.
"""
YEMEN = """S/RES/3786 (2031)
Distr.: General
14 July 2031

Resolution 3786 (2031)

The Security Council,

Reaffirming its strong commitment to the unity of the Isle of Foghorns,

1. Decides to extend the mandate of the mission;

2. Decides to remain actively seized of the matter.
"""
FUND_KEY, COP_KEY, ISLE_KEY = "FCCC/LAMP/2030/8", "FCCC/CP/2030/9/Add.1", "S/RES/3786 (2031)"
DOCUMENTS = tuple(
    parse_bytes(one.encode(), f"{at}.txt") for at, one in enumerate((FUND, DECISIONS, YEMEN))
)


@pytest.mark.parametrize(
    ("question", "keys", "firm"),
    [
        ("What did SBL 49 say on the keepers?", (FUND_KEY,), True),
        ("What was decided on lamps at COP35?", (COP_KEY,), True),
        ("COP 35's lamps", (COP_KEY,), True),
        ("Who offered to host COP 35?", (COP_KEY,), False),
        ("What did SBL 50 say?", None, False),
        ("A lamp of USD 35 million", None, False),
    ],
)
def test_letters_and_a_number_name_a_session(
    question: str, keys: tuple[str, ...] | None, firm: bool
) -> None:
    found = [(keys, firm) for _, keys, firm in find_lettered(question, DOCUMENTS)]
    assert found == ([(keys, firm)] if keys else [])


def test_a_session_named_confines_the_search_and_is_not_searched_for() -> None:
    scope = read_scope("What did SBL 49 say on the keepers of lamps?", DOCUMENTS)
    assert (scope.keys, scope.must) == ((FUND_KEY,), True)
    assert "SBL" not in scope.masked
    asked = read_scope("When was SBL 49 held?", DOCUMENTS)
    assert asked.must
    assert "SBL 49" in asked.masked  # it is itself asked about


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("What does the Foghorns resolution extend?", (ISLE_KEY,)),
        ("What does the draft resolution say?", ()),
        ("What does the harbour resolution extend?", ()),
    ],
)
def test_a_resolution_is_called_by_what_it_is_on(question: str, keys: tuple[str, ...]) -> None:
    assert read_scope(question, DOCUMENTS).keys == keys


BOARD = """A/86/15 (Part III)
Distr.: General
8 May 2031

General Assembly
Official Records
Eighty-sixth Session

Report of the Harbour Board on its thirty-fourth special session

1. The Chair of the Board opened the thirty-fourth special session on 15 April 2031.

2. The following spoke: the representative of Nepal, on behalf of the mountain harbours.
"""


def test_a_report_is_of_the_session_in_its_title_and_of_the_one_it_is_made_to() -> None:
    documents = (*DOCUMENTS, parse_bytes(BOARD.encode(), "board.txt"))
    for question in (
        "who spoke for the mountain harbours at the Board's 34th special session?",
        "Who spoke at the thirty-fourth session of the Board?",
    ):
        scope = read_scope(question, documents)
        assert scope.keys == ("A/86/15 (Part III)",), question
        assert scope.must
