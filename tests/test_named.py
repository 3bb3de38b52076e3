"""Names in a question that need not stand where it is answered, and those that must."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.definitions import stands_for
from egqa.index import Index
from egqa.named import find_names_absent
from egqa.parse import parse_bytes
from egqa.types import Abstention, Answer

HARBOURS = """LAMP/MSP/2031/11
Distr.: General
7 March 2031

Report of the Harbour-wide Committee on Lamps on its third session, held in Glasgow from 3 to 7
March 2031

1. Malta will be the focal point for foghorns.

2. The Committee approved the dates and place of its fiftieth session: 2 and 3 October 2035, Lima.

3. It decided that the Lagos network of lamps was to have three lighthouses.

4. The Committee will report to the first Review Conference on Lamps.

5. The following 58 keepers took part in the third session: Ann Bee and others.

6. The following 31 pilots attended the session as observers: Carl Dee and others.

7. The session was to be held in March 2031, and keepers were asked to take part in it.
"""
DRAFT = """A/HRC/99/L.17
Distr.: Limited
3 July 2035

Human Rights Council

Draft resolution: the rights of keepers

1. Looks forward to the opening of the Lagos network of lamps.

2. Calls upon South Sudan to train its keepers for night work.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    documents = [
        parse_bytes(text.encode(), f"{at}.txt") for at, text in enumerate((HARBOURS, DRAFT))
    ]
    return index_of(tmp_path_factory.mktemp("named"), documents)


@pytest.mark.parametrize(
    ("question", "paras"),
    [
        ("Which country is the focal point for foghorns until the Review Conference?", ["1"]),
        ("Has the HCL fixed the date and place of its fiftieth session?", ["2"]),
        ("What is asked of the South Sudanese for night work?", ["2"]),
        (
            "The Lagos network: what did Glasgow decide it was to have, and what does the 2035"
            " Human Rights Council draft hope for?",
            ["3", "1"],
        ),
        (
            "how many keepers took part in the session and how many pilots came as observers?",
            ["5", "6"],
        ),
    ],
)
def test_a_name_that_only_says_when_who_or_where_is_not_missed(
    index: Index, question: str, paras: list[str]
) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Answer), reply
    cited = [quote.paragraph.para for one in reply.statements for quote in one.quotes]
    assert cited == paras


@pytest.mark.parametrize(
    "question",
    [
        "Which country is the focal point for foghorns of the Baltic Conference?",
        "Which country is the focal point for foghorns until the Baltic Conference?",
    ],
)
def test_a_name_that_no_document_has_is_missed(index: Index, question: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply
    assert "Baltic" in reply.text


def test_a_state_is_named_by_its_people() -> None:
    assert find_names_absent("What did South Sudanese forces do?", ["In South Sudan, forces"]) == []
    assert find_names_absent("What did South Sudanese forces do?", ["In Sudan, forces"])


@pytest.mark.parametrize(
    ("letters", "text", "stand"),
    [
        ("HLCP", "the High-level Committee on Programmes", True),
        ("HCP", "the High-level Committee on Programmes", True),
        ("HCP", "High above, the Committee met on Programmes", False),
    ],
)
def test_letters_stand_for_a_name_with_a_hyphen(letters: str, text: str, stand: bool) -> None:
    assert stands_for(letters, text) is stand


def test_what_a_state_owes_is_told_by_no_unit_on_what_all_owe(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = """A/90/11
Distr.: General
4 June 2031

Report of the Dues Committee

1. Chile owes $9,000, and must pay at the least $450 to get its vote back.

2. As at 31 May a total of $5.2 billion is owed for lamps by all, a marked increase.

3. Peru, Togo and Chile were in arrears, and must pay to get their vote back.
"""
    index = index_of(tmp_path_factory.mktemp("dues"), [parse_bytes(text.encode(), "d.txt")])
    asked = "How much does {} owe and what is the least it must pay to get its vote back?"
    reply = ask(index, asked.format("Togo")).reply
    assert isinstance(reply, Abstention), reply
    reply = ask(index, asked.format("Chile")).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == "1"
