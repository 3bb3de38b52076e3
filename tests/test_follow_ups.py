"""What a follow-up takes from the question before: a part of what was told, a sum, "the ones"."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.follow import depends
from egqa.index import Index
from egqa.kinds import read_kind
from egqa.parse import parse_bytes
from egqa.partly import swap_phrase
from egqa.types import Abstention, Answer, Query, Turn

REPORT = """E/CN.15/2031/12
Distr.: General
23 May 2031

Report of the Ferry Board on its ninth session

1. Owing to fog, the ferries of the archipelago are estimated to have lost custom worth $5
million in 2030, and the banks of the islands lent them nothing for the purchase of new
boats or the repair of old ones. Joblessness among the ferrymen across the archipelago rose
to 51 per cent. In the outer islands, joblessness among them rose to 35 per cent. Boats were
sold abroad at any price that was offered, and the piers of several harbours, which the
Board had built at its own cost in the years before, stood empty all winter; the Board sent
its engineers home, and asked the owners of the boats to come back.

2. In the outer islands the harvest of kelp doubled, and kelp was sold in the inner islands.

3. The ferry fund gave $90,000 for lamps. Of this, $400 was paid for each harbour.

4. Looking forward to the fair of boats at Tokyo, the Board took note of the earlier harbour
fairs, held in Bali, Beirut and Paris.

5. The ferry at Lagos paid its dues in May 2029; they had come to $70.

6. The ferries of the river at Leeds carry goats.

7. Dues unpaid by the ferry at Lagos come to $900, as the Board was told.

8. At Goole, hens are what is carried, and a river ferry at Leeds is sent for when fog falls.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("parts"), [parse_bytes(REPORT.encode(), "r.txt")])


@pytest.mark.parametrize(
    ("questions", "para", "quoted"),
    [
        (
            (
                "How did joblessness change across the archipelago?",
                "and in the outer islands alone?",
            ),
            "1",
            "35 per cent",
        ),
        (("Where is the fair of boats to be?", "where had the harbour ones been?"), "4", "Beirut"),
        (("What dues are unpaid at Lagos?", "when were its last dues paid?"), "5", "May 2029"),
    ],
)
def test_a_follow_up_is_answered_by_what_goes_on(
    index: Index, questions: tuple[str, ...], para: str, quoted: str
) -> None:
    reply = ask(index, *questions).reply
    assert isinstance(reply, Answer), reply
    cited = [quote for one in reply.statements for quote in one.quotes]
    assert {quote.paragraph.para for quote in cited} == {para}
    assert any(quoted in quote.text for quote in cited)


@pytest.mark.parametrize(
    "last", ["and how much per harbour?", "how much of that is for a harbour?"]
)
def test_how_much_of_a_sum_asks_for_a_sum(index: Index, last: str) -> None:
    turn = ask(index, "How much money did the ferry fund give for lamps?", last)
    assert turn.query.kind == "amount"


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("where had the regional ones been?", True),
        ("which university chairs the one for Goal 4?", True),
        ("Who lit the lamps for one year?", False),
        ("Which one State voted against the treaty on lamps?", False),
        ("by what year everywhere?", True),
        ("for how long exactly", True),
        ("by what year must lamps be lit?", False),
    ],
)
def test_what_stands_for_nothing_itself_points_back(text: str, follows: bool) -> None:
    assert depends(text) is follows


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many dollars did each member have to pay?", "amount"),
        ("What annual dollar figure did the decisions set for the goal?", "amount"),
        ("How much of the total is for posts?", "amount"),
        ("How much of the forest is left?", "fact"),
    ],
)
def test_a_sum_is_asked_for_by_its_currency(question: str, kind: str) -> None:
    assert read_kind(question) == kind


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (
            "How much is asked for the judges in 2031?",
            "and for the registry?",
            "How much is asked for the registry in 2031?",
        ),
        ("What was said on oil by Chile?", "what about by Peru", "What was said on oil by Peru?"),
        ("Who spoke of oil?", "and for the registry?", ""),
        ("What is asked of pilots?", "and who pays for the lamps in the harbour of Lamu?", ""),
    ],
)
def test_a_phrase_takes_the_place_of_its_like(before: str, text: str, asked: str) -> None:
    turn = Turn(before, Query(before, before), Abstention("blank", "", ()))
    assert swap_phrase(text, turn) == asked


def test_a_phrase_asks_the_same_of_another_thing(index: Index) -> None:
    reply = ask(index, "What do the ferries carry at Leeds?", "and at Goole?").reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == "8"
