"""What a follow-up refers back to, and what other kinds of thing are asked for and not told."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.index import Index
from egqa.kinds import holds_kind, read_kind
from egqa.parse import parse_bytes
from egqa.twofold import halve
from egqa.types import Abstention, Answer, Query

REPORT = """A/HRC/90/44
Distr.: General
23 April 2031

Report of the Lighthouse Board on its ninth session

1. One delegate mentioned that tariffs on lamp oil had been dropped for island countries.

2. Statements were made by the representatives of Peru, Chile, Togo and Kenya.

3. The Board decided to keep the post of Oil Officer at the Lisbon office.

4. The Board met the Governor of the Islands. It was noted that the Governor had no vote.

5. Lieutenant-General Ana de Souza Lopes took command of the Coast Guard on 3 March.

6. The contract for repairing the lenses of the Lisbon office was awarded in May.

7. Some 300 keepers registered for the ninth session. A high number followed it on the Internet.

8. Leaving a ship without light is forbidden under the law of the sea.

9. The wife of the keeper of Amber Rock agreed to come home.

10. The Minister of Ports of Chile opened the fair. The Minister said that lamps must burn.

11. Salim Okoth (Kenya) introduced the study on sand.

12. The keepers of the Lantern League plant a tree on each birthday of a lighthouse.
"""
BUDGET = """A/90/6 (Sect. 40)
Distr.: General
1 April 2031

Proposed programme budget for 2032

Section 40, Fog

1. The resources for posts amount to $3,166,500 each year, an increase of $390,300 in costs.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    documents = [
        parse_bytes(text.encode(), name) for text, name in ((REPORT, "r.txt"), (BUDGET, "b.txt"))
    ]
    return index_of(tmp_path_factory.mktemp("referred"), documents)


NOT_TOLD = [
    (
        (
            "Did a delegate mention the tariffs on lamp oil?",
            "what country did the delegate represent?",
        ),
        "unattributed",
    ),
    (
        (
            "What did the Board decide on the Oil Officer post?",
            "how much more will that post cost each year?",
        ),
        "kind_absent",
    ),
    (("Did the Board meet the Governor?", "what did he tell them?"), "not_recorded"),
    (
        (
            "How many keepers registered for the ninth session?",
            "and how many followed it on the Internet?",
        ),
        "kind_absent",
    ),
    (("Who was in command of the Coast Guard before General Lopes took over?",), "kind_absent"),
    (("Which company won the contract for repairing the lenses?",), "kind_absent"),
    (("Which article of the law of the sea forbids leaving a ship without light?",), "kind_absent"),
    (("What is the name of the wife of the keeper of Amber Rock?",), "kind_absent"),
]


@pytest.mark.parametrize(("turns", "reason"), NOT_TOLD, ids=lambda one: str(one)[-40:])
def test_what_is_not_told_of_that_very_thing_is_not_answered(
    index: Index, turns: tuple[str, ...], reason: str
) -> None:
    reply = ask(index, *turns).reply
    assert isinstance(reply, Abstention), reply
    assert reply.reason == reason


TOLD = [
    (("Who took command of the Coast Guard?",), "5"),
    (("Did the Minister of Ports open the fair?", "what did he say?"), "10"),
    (("Who introduced the study on sand?", "what country was he from?"), "11"),
    (("Plant a tree for the birthday of a lighthouse: whose idea is that?",), "12"),
]


@pytest.mark.parametrize(("turns", "para"), TOLD, ids=lambda one: str(one)[-40:])
def test_what_is_told_of_it_is_answered(index: Index, turns: tuple[str, ...], para: str) -> None:
    reply = ask(index, *turns).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == para


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which airline flew the keepers?", "firm"),
        ("Which companies spoke?", "who"),
        ("Which article of the Statute was cited?", "provision"),
        ("Voter turnout in the April election?", "percent"),
        ("How much more will it cost?", "amount"),
        ("What is fog taken to mean here?", "define"),
        ("Is there a para defining fog?", "define"),
        ("What is the name of the widow?", "name"),
        ("What did the Commissioner say when the fair opened?", "fact"),
        ("Who opened the fair, and when?", "when"),
    ],
)
def test_what_kind_of_thing_is_asked_for(question: str, kind: str) -> None:
    assert read_kind(question) == kind


def test_texts_that_hold_a_provision_or_a_session_of_a_year() -> None:
    assert holds_kind("provision", "as set out in article 8 of the Statute")
    assert holds_kind("provision", "in its decision IDB.50/Dec.4")
    assert holds_kind("provision", "as the law of 2030 says") is False
    assert holds_kind("when", "to report to the Council at its 2032 session")


def test_a_follow_up_does_not_ask_the_question_before_again() -> None:
    text = "How many keepers came? and how many followed it online?"
    assert halve(Query("q", text))
    assert halve(Query("q", text, focus="and how many followed it online?")) == ()
