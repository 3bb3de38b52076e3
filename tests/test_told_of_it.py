"""A number, sum, State or office answers only where it is told of the very thing asked about."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.types import Abstention, Answer

REPORT = """S/2031/77
Distr.: General
23 October 2031

Report of the Secretary-General on the beacons of the coast

1. The policy on beacons asks country offices for one survey every two country programme cycles.

2. At the session in Lamu, statements were made by representatives of 16 Parties.

3. The patrol recorded 175 robbery incidents on the coast between May and July.

4. The plan has led to the installation of 347 radio mast lamps, for a total of 1,387.

5. The year of the Coast Guard began on 20 March with no approved budget of its own. Salaries \
were late. The appeal for fishermen had received a tenth of the $2.4 million required for food.

6. The review of the Lamu Programme will be hosted after the meeting that Qatar held.

7. The panel on lamp training 2040 was facilitated by Ana Lund (Norway).

8. The Chair, Jon Berg (Iceland), opened the session. He welcomed Eva Holm (Denmark) as Vice-Chair.

9. Some delegates to the ninth session spoke of sand. One delegate mentioned fog.

10. The Governor of the Amber Isles was informed of the views of the Lamu Harbour Board.

11. The compound in Mombasa is rented from the port. The office there closes in March.

12. The proportion of harbours with a dedicated keeper has grown to 64 per cent.

13. The opening plenary of the Lamp Fair was presided by a Vice-President (Germany).

14. Resolution 85/12 set up the fund for rust.

15. Lieutenant-General Ana Lopes took command of the patrol force.

16. Daphne Hart did not attend the session from 18 to 25 October.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("told"), [parse_bytes(REPORT.encode(), "r.txt")])


@pytest.mark.parametrize(
    "question",
    [
        "How many programmes does the policy on beacons ask for?",  # programme cycles are none
        "How many delegates attended the session in Lamu?",  # those who spoke are not all
        "What is the approved budget of the Coast Guard for the year that began in March?",
        "Which country will host the review of the Lamu Programme after Qatar?",
        "Who was chosen to succeed Jon Berg as Chair?",  # a Vice-Chair is no Chair
        "Who replaced Daphne Hart?",
        "How many delegates came to the ninth session?",
        "What did the Governor of the Amber Isles tell the Board?",
        "What is the monthly rent of the compound in Mombasa?",
        "How much has the port been paid for the compound in Mombasa?",
        "What prison sentence is proposed for robbery incidents on the coast?",
        "What time does the office in Mombasa close?",
    ],
)
def test_what_is_told_of_something_else_is_no_answer(index: Index, question: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("How many robberies did the patrol record on the coast from May to July?", "3"),
        ("how many radio mast lamps have they put in so far", "4"),
        ("How much money was required for food?", "5"),
        ("Who presided over the opening plenary of the Lamp Fair?", "13"),
        ("Which resolution set up the fund for rust?", "14"),
        ("Who commands the patrol force?", "15"),
        ("How many harbours have a dedicated keeper?", "12"),
        ("Who facilitated the panel on lamp training 2040?", "7"),
        ("Who was the Chair that opened the session?", "8"),
    ],
)
def test_what_is_told_of_it_answers(index: Index, question: str, para: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == para


@pytest.mark.parametrize(("letters", "reason"), [("lhb", ""), ("lqb", "term_absent")])
def test_letters_typed_small_may_stand_for_a_name_that_is_printed(
    index: Index, letters: str, reason: str
) -> None:
    reply = ask(index, f"what views of the {letters} was the Governor informed of?").reply
    assert (reply.reason if isinstance(reply, Abstention) else "") == reason
