"""Near misses: the right topic and another year, session, body or act."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.counted import read_things
from egqa.index import Index
from egqa.kinds import read_kind
from egqa.parse import parse_bytes
from egqa.sessions import find_sessions, has_session
from egqa.states import find_states
from egqa.types import Abstention, Answer, Document, Turn
from egqa.unheld import find_parts_absent
from egqa.witness import find_names_absent
from lamp_documents import BUDGET, FUND, LAKES

VOTES = """A/85/601
Distr.: General
23 October 2030

Report of the Harbour Committee

1. The Committee adopted the draft on fog by a recorded vote of 116 to none, with France abstaining.

2. The draft on foam was adopted by the Committee and sent to the Assembly.

3. Pledges to the foam fund were made by Denmark, Germany and Norway, equivalent to USD 9 million.

4. In eastern Peru the foam is plundered: Peru, Chile, Fiji, Togo, Mali and Chad were present.

5. Norway joined the foam fund because its harbours are full of it.

6. The Harbour Committee recalled resolution 24 on lamps, which it is to buy.
"""


def make(text: str, name: str) -> Document:
    return parse_bytes(text.encode(), name)


DOCUMENTS = (
    make(FUND, "f.txt"),
    make(BUDGET, "b.txt"),
    make(LAKES, "l.txt"),
    make(VOTES, "v.txt"),
)
LAMPS, MONEY, DAY, VOTE = (one.masthead.key for one in DOCUMENTS)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("near"), DOCUMENTS)


def cited(turn: Turn) -> list[tuple[str, str | None]]:
    assert isinstance(turn.reply, Answer), turn.reply
    return [
        (quote.paragraph.masthead.key, quote.paragraph.para)
        for one in turn.reply.statements
        for quote in one.quotes[:1]
    ]


ANSWERED = [
    ("What was the Lamp Fund's resource target for 2030?", (LAMPS, "2")),
    ("How much is proposed for bank charges in 2032?", (MONEY, "2")),
    ("What was said of the Lamp Fund's strategy for 2031?", (LAMPS, "3")),
    ("Who opened the forty-ninth session of the body?", (LAMPS, "1")),
    ("What day is World Harbour Day?", (DAY, "1")),
    ("Why was the framework for foghorns endorsed?", (MONEY, "3")),
    ("By what vote was the draft on fog adopted?", (VOTE, "1")),
    ("Why did Norway join the foam fund?", (VOTE, "5")),
    ("What does the Committee say of the foam in eastern Peru?", (VOTE, "4")),
]


@pytest.mark.parametrize(("question", "unit"), ANSWERED, ids=lambda one: str(one)[:30])
def test_what_is_borne_out_is_answered(
    index: Index, question: str, unit: tuple[str, str | None]
) -> None:
    assert unit in cited(ask(index, question))


NOT_TOLD = [
    ("What was the Lamp Fund's resource target for 2033?", "outside"),
    ("What was the Lamp Fund's resource target for 2012?", "outside"),
    ("How much was proposed for bank charges in 2030?", "not_recorded"),
    ("What did the body say of the target at its fiftieth session?", "not_recorded"),
    ("What did the Human Rights Council decide on World Harbour Day?", "not_recorded"),
    ("Who opened the session of the body in Lisbon?", "not_recorded"),
    ("Why did the Assembly refuse to endorse the framework for foghorns?", "not_recorded"),
    ("Why was the pension of the keepers abolished?", "not_recorded"),
    ("By what vote was World Harbour Day adopted in A/RES/85/142?", "kind_absent"),
    ("Which country will host the body that trains the keepers?", "kind_absent"),
    ("How much did Germany pledge to the foam fund?", "kind_absent"),
    ("Why did France abstain on the draft on fog?", "not_recorded"),
    ("How many keepers were killed in the harbours?", "not_recorded"),
    ("What does section 33 propose for bank charges in 2032?", "not_recorded"),
    ("How many lamps did the Harbour Committee buy?", "kind_absent"),
    ("Who chaired the debate on foghorns in A/86/6 (Sect. 32)?", "kind_absent"),
]


@pytest.mark.parametrize(("question", "reason"), NOT_TOLD, ids=lambda one: str(one)[:40])
def test_a_near_miss_is_not_answered(index: Index, question: str, reason: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply
    assert reply.reason == reason
    assert reply.context


def test_in_a_statement_when_only_tells_the_occasion() -> None:
    assert read_kind("somebody leaves the office when the person before them would have") == "fact"
    assert read_kind("Tell me when the session ends") == "when"


def test_a_follow_up_of_several_words_is_a_question_of_its_own(index: Index) -> None:
    turn = ask(
        index,
        "Who made pledges to the foam fund, and what were they equivalent to?",
        "and what of the foam plundered in the east?",
    )
    assert cited(turn) == [(VOTE, "4")]


def test_who_is_asked_is_told_where_a_clause_invites(index: Index) -> None:
    assert cited(ask(index, "Who is asked to facilitate World Harbour Day?")) == [(DAY, "2")]


def test_the_year_of_a_follow_up_must_be_borne_out(index: Index) -> None:
    reply = ask(index, "What are the resources for bank charges for 2032?", "And for 2029?").reply
    assert isinstance(reply, Abstention), reply


def test_sessions_are_named_in_figures_and_in_words() -> None:
    assert find_sessions("at its fiftieth session and the 2nd plenary meeting") == [
        "fiftieth session",
        "2nd plenary meeting",
    ]
    assert has_session("fiftieth session", "to be taken up at SBSTA 50")
    assert has_session("50th session", "at the fiftieth session")
    assert not has_session("fiftieth session", "at the forty-ninth session")


@pytest.mark.parametrize(
    ("asked", "absent"),
    [
        ("Who chaired it in Lisbon?", ["Lisbon"]),
        ("What is asked of the Rwandan army?", []),  # the text names Rwanda
        ("I teach in Leeds – what is asked of Rwanda?", []),
        ("Is the Strasbourg organization named?", []),
        ("What does A/RES/85/142 ask of Rwanda in January?", []),
        ("WHO CHAIRED IT IN LISBON", []),
        ("Which of the States asked UNHCR?", []),
    ],
)
def test_names_stand_in_some_form_or_are_absent(asked: str, absent: list[str]) -> None:
    texts = ["Rwanda asks the United Nations High Commissioner for Refugees (UNHCR) for an army."]
    assert find_names_absent(asked, texts) == absent


def test_whose_army_it_is_does_not_only_say_which() -> None:
    texts = ["Calls on the Rwanda Defence Forces to leave, as the office in Geneva asked"]
    assert find_names_absent("What is the Burundian army called on to do?", texts) == ["Burundian"]
    assert find_names_absent("What is the Rwandan army called on to do?", texts) == []
    assert find_names_absent("What is the Lamu office called on to do?", texts) == []
    assert find_states("the Central African and Chadian States") == ["Chad"]


def test_a_numbered_part_is_told_by_its_number() -> None:
    texts = ["A/86/6 (Sect. 32), articles 4, 6 and 7"]
    assert find_parts_absent("article 6 of section 32", texts) == []
    assert find_parts_absent("article 8 of section 33", texts) == ["article 8", "section 33"]


def test_what_is_counted_is_a_noun() -> None:
    things = read_things("How many keepers will the body employ?")
    assert things is not None
    assert things.phrase == "keepers"
    assert read_things("and how many only sent word on who was to come?") is None
