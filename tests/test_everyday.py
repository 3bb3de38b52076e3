"""Everyday and general questions that only share a place or a body with the documents."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.types import Abstention, Answer

REPORT = """E/CN.15/2031/9
Distr.: General
23 May 2031

Report of the Harbour Commission on its ninth session

1. The session was held in Lamu, at the Palace of Lamps, from 4 to 6 May 2031.

2. The Commission thanked the city and the people of Lamu for the conference centre.

3. The list of those who attended is contained in document E/CN.15/2031/INF/2.

4. The best practice in mending nets in Lamu is to dry them first.

5. The discussion on piers was presided over by the Chair and led by the following panellists: Ann
Bee (Kenya), Carl Dee (Togo) and Eve Foss (Kenya). Ms. Bee spoke of the treaty on nets.

6. The debt of Kenya for the upkeep of the piers came to $900, the largest of all.

7. The Commission thanked the President of Togo, Mr. Koffi Gee, for his visit to the port.

8. The treaty on nets was adopted on 4 May 2019, and States spoke of it.

9. The train from Lamu to the Palace of Lamps was late on the first day, the Commission noted.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("day"), [parse_bytes(REPORT.encode(), "r.txt")])


@pytest.mark.parametrize(
    "question",
    [
        "what is the best hotel in Lamu near the conference centre",
        "how do i renew my residence permit in lamu",
        "can you recommend a cheap restaurant near the Palace of Lamps for tonight",
        "where's the best schnitzel close to the conference centre in Lamu",
        "how long do you boil an egg in Lamu",
    ],
)
def test_what_only_shares_a_place_is_not_answered(index: Index, question: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply
    assert reply.context


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("where can i find the list of those who attended in Lamu?", "3"),
        ("what is the best practice in mending nets in Lamu?", "4"),
    ],
)
def test_what_the_documents_speak_of_is_answered(index: Index, question: str, para: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == para


@pytest.mark.parametrize(
    "question",
    [
        "What's the capital of Kenya?",
        "What is Kenya's population?",
        "Who is the president of Kenya?",
        "Who is the king of Kenya?",
        "What currency is used in Kenya?",
        "What language do they speak in Kenya?",
        "how many people live in Kenya",
        "what is the largest city in Kenya?",
        "is there a flight from Lamu to Nairobi tomorrow?",
        "cheapest train from Lamu to the Palace of Lamps next tuesday",
        "any good place for lunch near the Palace of Lamps",
        "what's the weather in Lamu this week?",
        "do i need a visa for Kenya?",
        "When was the zebra treaty adopted?",
    ],
)
def test_what_is_known_of_a_state_is_no_question_on_the_documents(
    index: Index, question: str
) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("What is Kenya's debt?", "6"),
        ("What is the debt of Kenya?", "6"),
        ("Who is the president of Togo?", "7"),
        ("When was the net treaty adopted?", "8"),
        ("When was the landmark treaty adopted?", "8"),
        ("Which train from Lamu to the Palace of Lamps was late?", "9"),
    ],
)
def test_what_is_told_of_a_state_is_answered(index: Index, question: str, para: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == para


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When was the debt of Kenya for the piers paid?", "speak of this, but give no date"),
        (
            "When did the Commission first thank the dentists of Kenya?",
            "hardly speak of this, and give no date",
        ),
    ],
)
def test_a_refusal_says_no_more_of_a_thing_than_is_there(
    index: Index, question: str, said: str
) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply
    assert said in reply.text
