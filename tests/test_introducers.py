"""Who brought a text forward, how votes fell, and what tells clauses of one decision apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

import egqa
from egqa.fit import refit
from egqa.index import Index
from egqa.kinds import holds_kind, read_kind
from egqa.parse import parse_bytes
from egqa.places import read_places
from egqa.select import _fuller
from egqa.sides import read_camp
from egqa.types import Abstention, Answer, Passage, Query
from egqa.understand import understand

DEBATE = parse_bytes(
    b"""A/AC.500/2031/L.4
Distr.: Limited
9 March 2031

Special Committee on Lighthouse Keeping
Geneva, 5-9 March 2031

Draft report

A. Foghorns

1. A number of delegations supported the proposal on foghorns, and called it useful.

2. In the debate, the representative of Peru introduced a revised proposal on foghorns.

3. Several delegations expressed doubts and held that it was premature.

B. Buoys

4. A proposal on buoys was discussed, and some delegations favoured the proposal on buoys.

C. Elections

5. In January the Committee had elected a Bureau for 2031, with a President of the Committee.

6. The Committee elected as President the representative of Peru, Ana Quispe Rojas.

D. Votes

7. The Committee voted on the amendments to draft decision 2031/5 on lamps, and on the draft.

8. The vote on the amendments to the draft decision had 3 votes in favour and 21 against.

E. States Parties

9. On 9 March 2031 there were 75 States Parties to the Convention on Fog Signals.

10. Since the last report of the Committee, Togo acceded to it, on 4 January 2031.

F. Least developed countries

11. In least developed countries fog and storms remain the main causes of wrecks.

12. Most wrecks by fog and storms were off Togo (40), Haiti (31), Yemen (20) and Benin (11).
""",
    "debate.txt",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = egqa.open_index(tmp_path_factory.mktemp("introducers"))
    index.add(DEBATE)
    return index


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Which delegation brought forward the proposal on foghorns?", "2"),
        ("Who introduced the proposal on foghorns?", "2"),
        ("What objections were raised to the proposal on foghorns?", "3"),
        ("Who was elected President of the Committee for 2031?", "6"),
        ("Who became President of the Committee for 2031?", "6"),
        ("How did the Committee vote on the amendments to draft decision 2031/5?", "8"),
    ],
)
def test_the_unit_that_names_it_is_quoted(index: Index, question: str, number: str) -> None:
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == number


@pytest.mark.parametrize(
    "question",
    [
        "Which delegation brought forward the proposal on buoys?",
        "Which delegation supported the proposal on foghorns?",
    ],
)
def test_who_is_not_named_is_not_made_up(index: Index, question: str) -> None:
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Abstention)
    assert reply.reason == "unattributed"


def test_supporters_and_doubters_are_both_quoted(index: Index) -> None:
    turn = egqa.ask("What did supporters and doubters say about the foghorn proposal?", index=index)
    assert isinstance(turn.reply, Answer)
    cited = {quote.paragraph.para for one in turn.reply.statements for quote in one.quotes}
    assert cited == {"1", "3"}


def test_the_year_of_a_decision_s_number_is_no_date() -> None:
    dated = [one.dimension for one in read_places("What does decision 2031/5 say?", [DEBATE])[0]]
    assert "date" not in dated
    dated = [one.dimension for one in read_places("What did the 2031 draft say?", [DEBATE])[0]]
    assert "date" in dated


def test_votes_and_tolls_are_numbers() -> None:
    assert holds_kind("vote", "It resulted in 3 votes in favour, 21 against and 4 abstentions.")
    assert not holds_kind("vote", "Three delegations spoke in favour and 21 were against.")
    assert read_kind("Committee votes on the draft in 1998?") == "vote"
    assert read_kind("What was the death toll of the fog?") == "count"
    assert read_kind("Lamps as against buoys: what does each cost?") == "compare"
    assert read_camp("Were there any reservations about it?") is False


def test_the_step_asked_about_is_told_by_its_word() -> None:
    first, second = (one for one in DEBATE.paragraphs if one.para in ("9", "10"))
    asked = "Which State acceded to the Convention on Fog Signals?"
    passages = [
        Passage(first, 5.5, 1, "searched", 0.5),
        Passage(second, 5.2, 2, "searched", 0.5),
    ]
    assert refit(Query(asked, asked, kind="states"), passages)[0].paragraph is second
    asked = "Which State joined the Convention on Fog Signals?"
    assert refit(Query(asked, asked, kind="states"), passages)[0].paragraph is first


def test_the_kind_is_read_from_what_letters_stand_for() -> None:
    asked = "Which LDCs have the most wrecks by fog and storms?"
    assert understand(asked, (), [DEBATE]).kind == "states"
    assert understand("What does LDC stand for?", (), [DEBATE]).kind == "define"


CLAUSES = parse_bytes(
    b"""A/RES/85/9
Distr.: General
9 December 2030

1. Welcomes the Board of the mechanism for lost lamps and the mechanism for lost lamps itself;

2. Decides that decisions of the Board shall be taken by consensus;

3. Requests a report.
""",
    "clauses.txt",
)


def test_what_the_heading_says_of_both_clauses_tells_them_not_apart() -> None:
    title = ("85/9. Board of the mechanism for lost lamps",)
    welcomes, decides = (
        replace(one, headings=title) for one in CLAUSES.paragraphs if one.para in ("1", "2")
    )
    asked = "How are decisions of the Board of the mechanism for lost lamps taken?"
    query = Query(question=asked, text=asked)

    def rarity(stem: str) -> float:
        return 3.0 if stem == "lamp" else 1.0

    passages = [
        Passage(decides, 9.4, 1, "searched", 0.5),
        Passage(welcomes, 9.3, 2, "searched", 0.5),
    ]
    assert _fuller(query, passages, rarity) is decides
    elsewhere = Passage(replace(welcomes, headings=()), 9.3, 2, "searched", 0.5)
    assert _fuller(query, [passages[0], elsewhere], rarity) is elsewhere.paragraph
