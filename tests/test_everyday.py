"""Everyday questions that only share a place or a body with the documents."""

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
