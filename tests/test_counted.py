"""Numbers of the very things asked about, and the holders of the very office."""

from __future__ import annotations

import pytest

import egqa
from egqa.counted import read_things
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.types import Abstention, Answer

PATROL = parse_bytes(
    b"""S/2031/44
Distr.: General
23 October 2031

Report of the Secretary-General on the harbour patrol

1. Three Kenyan sailors died when the patrol boat sank off Lamu on 4 May 2031.

2. The patrol held its first meeting with harbour masters, and 12 intergovernmental bodies attended.

3. The second meeting of the harbour masters was chaired by Ana Lund (Norway) and met for two days.

4. The third meeting of the harbour masters took place in Lamu, with the Director of the patrol.

5. The budget of the patrol for the biennium 2030-2031 is $400,000, a tenth of it for boats.

6. The Assembly, in resolution 85/12, asked the patrol to count its buoys.

7. At the fifth session of the Harbour Conference the patrol showed its new lamps.

8. The Convention on Foghorns of 1999 was translated for the patrol in 2029.

9. A workshop on rust, organized in Mombasa from 3 to 5 June 2031, drew up a list of paints.

10. Denmark invites donors to fill the fund for buoys.

11. The fund for rust holds $7,000.

12. The first Assembly of Lamps, in Mombasa, was a small one.

13. The patrol wrote to the Pemba Committee on Anchors and Chains (PCAC).

14. The PCAC is composed of 14 members, who serve on anchors and chains for two years.
""",
    "patrol.txt",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = egqa.open_index(tmp_path_factory.mktemp("counted"))
    index.add(PATROL)
    return index


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("How many Kenyan sailors died off Lamu?", "1"),
        ("How many intergovernmental organizations attended the first meeting?", "2"),
        ("Who chaired the second meeting of the harbour masters?", "3"),
        ("What is the budget of the patrol for 2030-2031?", "5"),
        ("What did resolution 85/12 ask of the patrol?", "6"),
        ("What was shown at the fifth session of the Harbour Conference?", "7"),
        ("Where did the workshop on rust take place?", "9"),
        ("How much is in the fund for rust?", "11"),
        ("How many members does the Pemba Committee on Anchors and Chains have?", "14"),
        ("Where was the first Assembly of Lamps held?", "12"),
    ],
)
def test_answered(index: Index, question: str, para: str) -> None:
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Answer), reply
    assert [one.quotes[0].paragraph.para for one in reply.statements] == [para]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many Norwegian sailors died off Lamu?", "Norwegian sailors"),
        ("How many non-governmental organizations attended the first meeting?", "organizations"),
        ("Who chaired the third meeting of the harbour masters?", "nobody in the office"),
        ("Who is the Director of the patrol?", "nobody in the office"),
        ("What is the budget of the patrol for 2032-2033?", "2032"),
        ("What did resolution 85/13 ask of the patrol?", "resolution 85/13"),
        ("What was shown at the sixth session of the Harbour Conference?", "sixth session"),
        ("When did the Convention on Foghorns enter into force?", "enter into force"),
        ("Did Norway lose a patrol boat off Lamu?", "Norway"),
        ("Did the Harbour Conference hear of the Baltic Union treaty?", "“Baltic Union”"),
        ("Who was President of the fourth meeting of the harbour masters?", "nobody in the office"),
        ("Does S/2031/44 forbid anti-submarine torpedo drills?", "torpedo"),
        ("How much is in the fund for buoys?", "amount"),
        ("Where was the second Assembly of Lamps held?", "second Assembly"),
        ("Where was the fourth session of the Harbour Conference held?", "fourth session"),
    ],
)
def test_near_miss(index: Index, question: str, told: str) -> None:
    """The abstention says what it is that nothing tells."""
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Abstention), reply
    assert told in reply.text


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("how many human rights violations were reported", "human rights violations"),
        ("the number of delegations that spoke", "delegations"),
        ("How many States back a treaty?", "States"),
        ("How many people came?", "people"),
        ("How many peacekeepers died in May?", "peacekeepers"),
    ],
)
def test_things(question: str, phrase: str) -> None:
    things = read_things(question)
    assert things is not None
    assert things.phrase == phrase
