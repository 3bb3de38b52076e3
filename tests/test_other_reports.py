"""Questions on a committee's debate, an advisory body's report and a resolution named by number."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

import egqa
from asking import index_of
from egqa.attribution import attribute
from egqa.authors import find_author, find_called, is_full
from egqa.catalogue import catalogue_of
from egqa.doers import _is_without_doer
from egqa.index import Index
from egqa.kinds import holds_kind, read_kind
from egqa.naming import read_foreign
from egqa.parse import parse_bytes
from egqa.places import read_places
from egqa.scope import read_scope
from egqa.sides import (
    find_camp,
    find_camps,
    find_compared,
    is_answered_by,
    read_camp,
    read_stance,
)
from egqa.statements import state_all
from egqa.types import Abstention, Answer, Document, Passage, Quote, Span, Turn
from egqa.unattributed import _GIVEN_BY, _speaks

DEBATE = """A/AC.500/2031/L.4
Distr.: Limited
9 March 2031
Original: English

Special Committee on Lighthouse Keeping
Geneva, 5–9 March 2031

Draft report

1. The Committee was opened on 5 March by the Mayor of Geneva, Jean Favre.

2. The delegate of Peru introduced a proposal on foghorns (A/AC.500/L.2).

3. A number of delegations supported the proposal on foghorns and stressed their use at night.

4. Several delegations expressed doubts about foghorns, and noted the treaty with Norway on noise.

5. Some delegations asked for fewer lamps. The Board shall meet at least once each year.
"""
ADVICE = """A/85/7/Add.3
Distr.: General
2 October 2031

Eighty-fifth session

1. The Advisory Committee on Harbour Questions has considered the report on the pier at Mombasa.

2. The Secretary-General proposes three posts. The Advisory Committee recommends two of them.

3. A contract for risk management was awarded to a Kenyan company at a cost of USD 40 million.

4. A contract for dredging was awarded for seven years. A delay of two months is expected.
"""
RESOLUTION = """S/RES/2999 (2031)
Distr.: General
1 February 2031

Resolution 2999 (2031)

The Security Council,

Reaffirming the sovereignty of the Democratic Republic of the Congo over its lighthouses,

1. Demands that all parties cease the jamming of foghorns;

2. Calls upon the keepers to leave the pier.
"""
MISSION = """S/2031/77
Distr.: General
4 March 2031

Report of the Secretary-General

1. The patrols of UNLMO, the mission at the lighthouses, had 40 keepers in January.

2. The pledges to the trust fund made by Fiji, Nepal and Ghana came to USD 3 million.

3. The target of the Board for 2029 was five hours.

4. The target of the Board for 2030 was seven hours.

5. The agenda of the patrols read as follows:

(a) Oil;

(b) Wicks;

6. The budget is shared without what is spent on oil, and is paid to Fiji.

7. The Secretary-General deplores the killing of the two keepers on the pier.

8. The lamp was stolen in May. The lamp of the harbour was painted by Ada Lund.

9. The gang called the Moths has put out many a light.
"""
DECISIONS = """Decision 1/CMX.3

Lamps of the Fund

The Conference of the Parties,

Recalling decision 1/CMX.1,

1. Decides to extend the term of the trustee of lamps for three years;
"""


def make(text: str, name: str) -> Document:
    return parse_bytes(text.encode(), name)


DOCUMENTS = (
    make(DEBATE, "d.txt"),
    make(ADVICE, "a.txt"),
    make(RESOLUTION, "r.txt"),
    make(MISSION, "m.txt"),
)
UNITS = {(one.masthead.key, unit.para): unit for one in DOCUMENTS for unit in one.paragraphs}
DEBATED, ADVISED, RESOLVED, MISSION_KEY = (one.masthead.key for one in DOCUMENTS)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("reports"), DOCUMENTS)


def ask(question: str, index: Index) -> Turn:
    return egqa.ask(question, index=index)


def cited(turn: Turn) -> list[tuple[str, str]]:
    assert isinstance(turn.reply, Answer), turn.reply
    return [
        (quote.paragraph.masthead.key, quote.paragraph.para or "")
        for one in turn.reply.statements
        for quote in one.quotes[:1]
    ]


def passages(*refs: tuple[str, str]) -> list[Passage]:
    return [Passage(UNITS[ref], 5 - at / 4, at + 1, "searched") for at, ref in enumerate(refs)]


@pytest.mark.parametrize(
    ("title", "opening", "author"),
    [
        ("Report of the Committee for Lamps", "The session was long.", "Committee for Lamps"),
        (
            "Report of the Special",
            "It took note of the report of the Special Committee on Lamps and Oil (A/1).",
            "Special Committee on Lamps and Oil",
        ),
        ("Report of the Special Committee", "The Committee met.", None),
        ("Report of the Committee", "It heard the Committee on Oil.", None),
        ("Note", "The Advisory Committee on Oil has considered it.", "Advisory Committee on Oil"),
        ("Note", "The General Assembly has considered it.", None),
    ],
)
def test_a_document_names_its_author_in_its_title_or_opening(
    title: str, opening: str, author: str | None
) -> None:
    document = make(f"A/1/2\n\n{title}\n\n1. {opening}\n\n2. And so on it went.\n", "x.txt")
    assert document.masthead.title == title
    assert find_author(document) == author


def test_a_body_is_called_by_a_telling_word_of_its_name() -> None:
    names = [("Special Committee on Lighthouse Keeping", ("a",)), ("Special Committee on Oil", ())]
    assert [keys for _, keys in find_called("who chairs the lighthouse committee?", names)] == [
        ("a",)
    ]
    assert find_called("who chairs the special committee?", names) == []
    (after,) = find_called("the committee on lighthouse keeping's draft", names)
    assert after == (Span(4, 35), ("a",))
    assert find_called("who chairs the committee on fish?", names) == []
    assert find_called("who chairs the fisheries committee?", names) == []
    assert is_full("Special Committee on Oil")
    assert not is_full("General Assembly")
    assert not is_full("Expert Group")


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("paragraph 2 of the Advisory Committee on Harbour Questions' report", (ADVISED,)),
        ("what did the lighthouse committee adopt?", (DEBATED,)),
        ("what does resolution 2999 demand?", (RESOLVED,)),
        ("what did the committee on fish say?", ()),
    ],
)
def test_documents_are_meant_by_their_authors_and_numbers(
    question: str, keys: tuple[str, ...]
) -> None:
    assert read_scope(question, DOCUMENTS).keys == keys


def test_a_name_in_full_is_no_topic() -> None:
    text = "When did the Special Committee on Lighthouse Keeping open?"
    assert "Lighthouse" not in read_scope(text, DOCUMENTS).masked
    alone = "the Special Committee on Lighthouse Keeping"
    assert "Lighthouse" in read_scope(alone, DOCUMENTS).masked
    places, _ = read_places(text, DOCUMENTS)
    assert any(one.firm for one in places if one.dimension == "body")


def test_a_meeting_on_a_treaty_is_not_called_a_convention() -> None:
    text = "REPORT\n\n1. The Conference of the Parties to the Treaty on Harbours met in 2031.\n"
    held = [parse_bytes(text.encode(), "treaty.txt")]
    held[0] = replace(
        held[0],
        masthead=replace(held[0].masthead, body="Third Meeting of States Parties to the Treaty"),
    )
    assert read_scope("what does the lamp convention say?", held).keys == ()
    named = replace(held[0].masthead, body="Conference of the Parties")
    assert read_scope("what did the COP say?", [replace(held[0], masthead=named)]).keys


def test_the_camps_of_a_debate_are_told_by_their_verbs() -> None:
    third, fourth = UNITS[DEBATED, "3"], UNITS[DEBATED, "4"]
    assert (read_stance(third.text), read_stance(fourth.text)) == (True, False)
    assert read_stance("The meeting was long.") is None
    assert is_answered_by(third, fourth)
    assert not is_answered_by(third, third)
    found = find_camps(passages((DEBATED, "2"), (DEBATED, "3"), (DEBATED, "5"), (DEBATED, "4")))
    assert [one.para for one in found] == ["3", "4"]
    assert find_camps(passages((DEBATED, "3"), (ADVISED, "4"))) == []


NEIGHBOURS = """Report of the Committee

1. The Committee welcomed the report on fisheries.

2. Several delegations raised concerns about the fisheries and the cost of the building.

3. A number of delegations expressed support for the plan on whales.

4. Some delegations expressed concerns about plans for whales.
"""


def test_neighbours_are_opposed_only_as_views_on_one_point() -> None:
    first, second, third, fourth = make(NEIGHBOURS, "n.txt").paragraphs
    stances = [read_stance(one.text) for one in (first, second, third, fourth)]
    assert stances == [True, False, True, False]
    assert not is_answered_by(first, second)  # an act of the body is no view
    assert not is_answered_by(second, third)  # of other points
    assert is_answered_by(third, fourth)


SECTIONS = """Draft report

A. Proposal of Peru on foghorns

1. The proposal of Peru on foghorns was considered on 5 March.

2. Some delegations expressed their support for it, since it was not duplicative.

3. Other delegations saw no added value in it.

B. Proposal of Chile on lamps

4. The proposal of Chile on lamps was considered on 6 March.
"""


@pytest.mark.parametrize(
    ("question", "camp"),
    [
        ("What did those against the proposal argue?", False),
        ("Why did some delegations question it?", False),
        ("who had doubts?", False),
        ("Who supported it?", True),
        ("the arguments of its proponents", True),
        ("Who supported it, and who opposed it?", None),
        ("What was proposed?", None),
    ],
)
def test_the_camp_asked_about_is_read(question: str, camp: bool | None) -> None:
    assert read_camp(question) is camp


def test_a_camp_is_told_further_on_in_the_section() -> None:
    document = make(SECTIONS, "s.txt")
    first, second, third, fourth = document.paragraphs
    assert find_camp(True, first, document) is second
    assert find_camp(False, first, document) is third
    assert find_camp(False, third, document) is None  # it tells of that camp itself
    assert find_camp(False, fourth, document) is None


def test_two_things_compared_have_a_unit_each() -> None:
    near = passages((ADVISED, "1"), (ADVISED, "3"), (ADVISED, "4"))
    found = find_compared("Compare the contracts for risk and dredging", near, lambda _: 1.0)
    assert [one.para for one in found] == ["3", "4"]
    assert find_compared("Compare whales and otters", near, lambda _: 1.0) == []


TOLLS = """Draft report

I. Tolls

A. Lamu

1. The tolls of all harbours, of Lamu as of Pemba, were to be kept low.

2. In 2031 the number of tolls was 40.

B. Pemba

3. In 2031 the number of tolls was 60.
"""


def test_what_is_compared_may_be_named_by_headings_alone() -> None:
    units = make(TOLLS, "t.txt").paragraphs
    near = [Passage(one, 5 - at / 4, at + 1, "searched") for at, one in enumerate(units)]
    found = find_compared("Compare the number of tolls in Lamu and in Pemba", near, lambda _: 1.0)
    assert [one.para for one in found] == ["2", "3"]


def test_an_advisory_body_acts_in_the_present() -> None:
    assert attribute("The Advisory Committee recommends two of them.").klass == "C1"
    assert attribute("The Advisory Committee is of the view that this is late.").klass == "C1"
    assert attribute("The Secretary-General proposes three posts.").klass == "C8"


def test_a_decision_is_named_by_its_number() -> None:
    units = make(DECISIONS, "dec.txt").paragraphs
    lead = [state_all([[Quote(one, 0, len(one.text))]])[0].text for one in units]
    assert lead[0].startswith("The preamble to decision 1/CMX.3, in ")
    assert lead[1].startswith("Decision 1/CMX.3, in ")


@pytest.mark.parametrize(
    ("question", "kind", "text", "holds"),
    [
        ("how much money did it cost?", "amount", "amounting to USD 81 million", True),
        ("how often must the Board meet?", "often", "It meets at least once each year.", True),
        ("how often must the Board meet?", "often", "It meets in Geneva.", False),
        ("what is the name of the Kenyan company?", "firm", "awarded to a Kenyan company", False),
        ("what is the name of the Kenyan company?", "firm", "awarded to Pier Ltd.", True),
        ("what is the Under-Secretary-General's name?", "name", "by the Chief of Piers", False),
        ("who leads the keepers?", "person", "the keepers of the pier", False),
    ],
)
def test_more_kinds_of_things(question: str, kind: str, text: str, holds: bool) -> None:
    assert read_kind(question) == kind
    assert holds_kind(kind, text) is holds


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What camps were there for and against foghorns?", [(DEBATED, "3"), (DEBATED, "4")]),
        ("What does resolution 2999 demand about jamming?", [(RESOLVED, "1")]),
        ("Whose sovereignty over lighthouses in Congo is reaffirmed?", [(RESOLVED, "pp1")]),
        ("Which delegations were some delegations asking for fewer lamps?", [(DEBATED, "5")]),
        ("Paragraph 2 of the report of the Advisory Committee", [(ADVISED, "2")]),
        ("How many keepers had UNLMO in January 2031?", [(MISSION_KEY, "1")]),
        ("Which States made pledges to the trust fund?", [(MISSION_KEY, "2")]),
        (
            "What were the targets of the Board for 2029 and for 2030?",
            [(MISSION_KEY, "3"), (MISSION_KEY, "4")],
        ),
        (
            "What items were on the agenda of the patrols?",
            [(MISSION_KEY, "5(a)"), (MISSION_KEY, "5(b)")],
        ),
    ],
)
def test_the_unit_is_found(reports: Index, question: str, found: list[tuple[str, str]]) -> None:
    assert cited(ask(question, reports)) == found


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Norway say about foghorns?", "not_recorded"),
        ("What is the name of the company that got the contract?", "kind_absent"),
        ("How many B52 lamps were there?", "kind_absent"),
        ("What did France say about foghorns?", "term_absent"),
        ("What is Ghana's salary scale?", "not_recorded"),
        ("How many keepers were wounded?", "not_recorded"),
        ("Who drafted resolution 2999?", "not_recorded"),
        ("Who killed the two keepers?", "kind_absent"),
        ("Who leads the Moths?", "kind_absent"),
    ],
)
def test_what_is_not_told_is_not_answered(reports: Index, question: str, reason: str) -> None:
    reply = ask(question, reports).reply
    assert isinstance(reply, Abstention), reply
    assert reply.reason == reason


def test_a_doer_who_is_named_is_told(reports: Index) -> None:
    assert cited(ask("Who painted the lamp of the harbour?", reports)) == [(MISSION_KEY, "8")]
    assert _is_without_doer("kill", ["The killing of two keepers.", "Two were killed in May."])
    assert not _is_without_doer("kill", ["Two were killed in May by the Moths."])
    assert not _is_without_doer("kill", ["The Moths killed two.", "The killing of two keepers."])
    assert not _is_without_doer("kill", ["The meeting was long."])


def test_what_a_named_state_proposed_is_told(reports: Index) -> None:
    assert cited(ask("What did Peru propose?", reports)) == [(DEBATED, "2")]


def test_when_in_the_middle_asks_for_no_date() -> None:
    assert read_kind("What is left out when the oil is shared?") == "fact"
    assert read_kind("Where did they meet, and when was that?") == "when"
    assert read_kind("When was the oil shared?") == "when"


def test_a_short_follow_up_asks_for_what_it_names(reports: Index) -> None:
    first = ask("What was the target of the Board for 2029?", reports)
    second = egqa.ask("and for 2030?", index=reports, history=(first,))
    assert cited(second) == [(MISSION_KEY, "4")]


@pytest.mark.parametrize(
    "question", ["What does paragraph 2 of A/RES/99/31 say?", "A/RES/99/31, para. 2"]
)
def test_a_paragraph_of_a_document_not_held_is_not_looked_up_in_others(
    reports: Index, question: str
) -> None:
    reply = ask(question, reports).reply
    assert isinstance(reply, Abstention), reply
    assert reply.text == "A/RES/99/31 is not among the documents."


@pytest.mark.parametrize(
    "question", ["resolution 99/31, paragraph 2 - what does it say?", "resolution 99/31, para. 2?"]
)
def test_so_is_a_resolution_called_by_its_number_alone(reports: Index, question: str) -> None:
    reply = ask(question, reports).reply
    assert isinstance(reply, Abstention), reply
    assert reply.text == "Resolution 99/31 is not among the documents."


def test_a_resolution_of_the_council_needs_no_year(reports: Index) -> None:
    reply = ask("resolution 2888, paragraph 2?", reports).reply
    assert isinstance(reply, Abstention), reply
    assert reply.text == "Resolution 2888 is not among the documents."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Decides to extend it for a further 6 months from today;", True),
        ("Requests a report within five months of its adoption;", True),
        ("Notes that several months went by;", False),
    ],
)
def test_a_term_tells_when(text: str, told: bool) -> None:
    assert holds_kind("when", text) is told


def test_a_year_names_no_document_where_its_words_are_of_another(reports: Index) -> None:
    catalogue = catalogue_of(DOCUMENTS)
    assert len(catalogue.dated(2031, 2)) == 1
    turn = ask("What did the Board of the Mombasa pier decide in February 2031?", reports)
    assert (turn.query.scope, turn.query.refs) == ("prefer", ())
    assert turn.query.notices[0].startswith("No document of February 2031 names ")


def test_a_paragraph_that_only_tells_what_is_meant_is_no_look_up() -> None:
    assert read_foreign("Who opposed the lamps asked for in resolution 99/31, para. 2?") == []


def test_a_number_alone_goes_on_with_a_look_up(reports: Index) -> None:
    first = ask("What does paragraph 2 of A/85/7/Add.3 say?", reports)
    for text in ("and 4?", "what about 4"):
        assert cited(egqa.ask(text, index=reports, history=[first])) == [(ADVISED, "4")]
    topic = ask("Who opened the Special Committee?", reports)
    assert not egqa.ask("and 4?", index=reports, history=[topic]).query.refs


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("S/RES/2999, para. 2", [(RESOLVED, "2")]),
        ("What does paragraph 2 of the report on Mombasa say?", [(ADVISED, "2")]),
        ("What does A/85/7/Add.3 say in paragraph 2?", [(ADVISED, "2")]),
        ("What does paragraph 2 of the resolution say?", [(RESOLVED, "2")]),
    ],
)
def test_a_number_is_looked_up_where_it_is_meant(
    reports: Index, question: str, found: list[tuple[str, str]]
) -> None:
    assert cited(ask(question, reports)) == found


def test_what_opens_a_list_stands_for_its_item(reports: Index) -> None:
    items = [(MISSION_KEY, "5(a)"), (MISSION_KEY, "5(b)")]
    assert cited(ask("What was on the agenda of the patrols?", reports)) == items


def test_the_share_of_a_state_that_is_only_named_is_not_told(reports: Index) -> None:
    reply = ask("How much money did Norway give to the trust fund?", reports).reply
    assert isinstance(reply, Abstention), reply


def test_what_a_state_holds_is_told_in_other_words(tmp_path: Path) -> None:
    index = egqa.open_index(tmp_path)
    index.add(make(OBJECTED, "k.txt"))
    index.add(make(HARVEST, "h.txt"))
    for noun in ("reaction to", "stance on", "objection to"):
        turn = ask(f"What was Kenya's {noun} the new building?", index)
        assert [para for _, para in cited(turn)] == ["2"]
    reply = ask("What was Kenya's harvest in the year?", index).reply
    assert isinstance(reply, Abstention), reply
    assert reply.text == "The documents name Kenya, but say nothing of its harvest."


OBJECTED = """A/72/1

Report of the Committee on Fisheries

1. The Committee met at Geneva from 3 to 5 May 2018.

2. The representative of Kenya objected to the budget for the new building, and walked out.

3. The Committee heard of the whales in the Indian Ocean.

4. The Committee closed its session.
"""
HARVEST = """A/72/2

Report of the Committee on Crops

1. The harvest of the year was poor in all of the regions.
"""


def test_hostile_repetition_costs_little() -> None:
    started = time.thread_time()
    assert _GIVEN_BY.findall("pledges offers " * 3000) == []
    assert not _speaks("Canada", "the delegations of " + "Aaaa Bbbb " * 400)
    for piece in ("By ", "(", "by The A, By B, ", "Mission of The By "):
        assert not _speaks("Kenya", "Kenya. " + piece * (12_000 // len(piece)))
    assert read_stance("was considered that " * 3000) is None
    assert time.thread_time() - started < 2
    givers = ", ".join(["the Netherlands", "Bolivia (Plurinational State of)"] * 5)
    assert _speaks("Kenya", f"Statements were made by {givers}, Peru and Kenya.")
