"""What a question asks for, told by the unit that gives just that: a day, a deed, a doer, items."""

from __future__ import annotations

import pytest

import egqa
from egqa.index import Index
from egqa.kinds import read_kind
from egqa.parse import parse_bytes
from egqa.scope import read_scope
from egqa.types import Answer

TALKS = """FCCC/LAMP/2031/9
Distr.: General
9 September 2031

Subsidiary Body for Lamps

Report of the Subsidiary Body on its fiftieth session, held in Katowice in September 2031

1. The body agreed to convene talks that were to be facilitated by co-facilitators, as follows:

(a) Common time frames for lamps: Ms. Ana Foss (Norway) and Mr. Paul Wick (Kenya);

(b) A public register of lamps: Mr. Juan Mar (Chile).

2. On 6 November, the President of the body met the keepers and spoke of laws on lamps and oil.

3. On 11 November, the President signed the acts on fog, on foam and on harbours.

4. The overall plan of the Lamp Office for 2032 is based on the following planning assumptions:

(a) The keepers of the harbours hold on to their work;

(b) There is oil enough for all lamps.

5. The Lamp Office at Lima will plan its work for 2032 with the harbours and their planning boards.

6. After the adoption of the draft on foam, a statement in explanation of vote was made by the
representative of Luxembourg.

7. The draft on foam was adopted by a vote of 12 to 1 by the States of the body, as some wanted.

8. The harbours committee was made up of the following States: Chile, Fiji, Kenya, Mali and Togo.

9. The Board of Harbours is invited:

(a) To take note of the present report;

(b) To approve the plan for oil;

(c) To review and approve the register of lamps.

10. The budget for keepers pays for expenses such as boats, coats and oil.
"""
DOCUMENT = parse_bytes(TALKS.encode(), "t.txt")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = egqa.open_index(tmp_path_factory.mktemp("asked"))
    index.add(DOCUMENT)
    return index


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("Who facilitated the talks on common time frames?", ["1(a)"]),
        ("Which laws did the President of the body sign on 11 November?", ["3"]),
        ("What are the two planning assumptions behind the Lamp Office's plan?", ["4(a)", "4(b)"]),
        ("Which delegation explained its vote on the draft on foam?", ["6"]),
        ("Which States made up the harbours committee?", ["8"]),
        ("What is the Board of Harbours asked to approve?", ["9(b)", "9(c)"]),
        ("What is the Board of Harbours asked to do?", ["9(a)", "9(b)", "9(c)"]),
        ("What expenses does the budget for keepers pay for?", ["10"]),
        ("What is asked of the keepers in 2032?", ["4(a)"]),
    ],
)
def test_the_unit_that_gives_just_that_is_cited(
    index: Index, question: str, units: list[str]
) -> None:
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Answer), reply
    assert [one.quotes[0].paragraph.para for one in reply.statements] == units


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What expenses does the budget pay for?", "fact"),
        ("What penalties does the law set in dollars?", "amount"),
        ("What budget does the mission have?", "amount"),
    ],
)
def test_things_that_a_budget_pays_for_are_no_sum(question: str, kind: str) -> None:
    assert read_kind(question) == kind


NEXT = """A/90/56
Distr.: General
30 July 2031

Committee on Foghorns

Report of the Committee on Foghorns on its work

1. The Committee on Foghorns held its ninth session at its seat in Lima from 2 to 20 June 2031.

2. The Committee on Foghorns carried out its work as it meets, under rule 160 of its rules.

3. The Committee decided to hold its tenth session in Oslo from 1 to 19 June 2032.

4. In September 2030 the Committee heard the testimony of Ann Bee, whose husband is a lost keeper.

5. The Foghorn Agenda sets a road map with three strategic axes: sound, light and oil.

6. In the Northern Coast Region, the Committee spoke with the owners of boats.

7. In the Northern Coast Region, the harbours saved oil, and their owners were glad of it.

8. Some delegations asked after the audit of the piers office, and what the audit of the piers
office had been for; the Board replied on the audit of the piers office.

9. The audit found that lamps were lit late on the piers.

10. The co-chairs of the work on fog are to hold talks on fog with the keepers, and the co-chairs
of the work on fog report on it.

11. The work on fog is led by two co-chairs, appointed, after talks, by the President of the
Committee.

12. Welcoming the latest ratification of the treaty on fog by Fiji, the Committee took heart.

13. Welcomes the treaty on fog as the word of all who met on the treaty in 2024.
"""
OTHER = """A/RES/79/224
Distr.: General
19 December 2030

General Assembly

79/224. Piers and family members

The General Assembly,

1. Takes note of the report on missing persons among pilots and their family members;

2. Invites persons who speak for families of pilots to send word to it each autumn.
"""


@pytest.fixture(scope="module")
def foghorns(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = egqa.open_index(tmp_path_factory.mktemp("foghorns"))
    index.add(parse_bytes(NEXT.encode(), "n.txt"))
    index.add(parse_bytes(OTHER.encode(), "o.txt"))
    return index


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("Where and when does the Committee on Foghorns meet next?", ["3"]),
        ("three strategic axes of the Northern Coast Region Foghorn Agenda?", ["5"]),
        ("What did the audit of the piers office find?", ["9"]),
        ("Who picks the co-chairs of the work on fog?", ["11"]),
        ("whose ratifications of the treaty on fog does it welcome?", ["12"]),
    ],
)
def test_the_next_one_is_to_come_and_a_name_in_many_units_is_no_list(
    foghorns: Index, question: str, units: list[str]
) -> None:
    reply = egqa.ask(question, index=foghorns).reply
    assert isinstance(reply, Answer), reply
    assert [quote.paragraph.para for one in reply.statements for quote in one.quotes] == units


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Whom did the Committee on Foghorns hear at its autumn 2030 session?", ("A/90/56",)),
    ],
)
def test_the_date_of_a_body_s_session_names_no_other_document(
    foghorns: Index, question: str, meant: tuple[str, ...]
) -> None:
    assert read_scope(question, foghorns.documents()).keys == meant
