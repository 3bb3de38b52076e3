"""What questions call things by: letters, titles, sessions, the next one; and what they ask."""

from __future__ import annotations

import re

import pytest

import egqa
from asking import ask, index_of
from egqa.aliases import find_name
from egqa.follow import follow
from egqa.index import Index
from egqa.kinds import read_kind
from egqa.numerals import ordinal_in_words
from egqa.parse import parse_bytes
from egqa.retrieve import _in_words
from egqa.scope import read_scope
from egqa.types import Abstention, Answer
from egqa.understand import understand

BUOYS = """A/RES/85/310
Distr.: General
30 June 2031

Eighty-fifth session

Resolution adopted by the General Assembly on 30 June 2031

85/310. Financing of the Joint Mission for the Buoys of the Southern Strait

The General Assembly,

1. Decides to apportion among States 96 million dollars, at a monthly rate of 8 million dollars;

2. Requests the Head of the Joint Mission for the Buoys of the Southern Strait to save oil.
"""
WAVES = """E/2031/31
Distr.: General
11 April 2031

Commission on Waves and Tides for Harbours

Report on the twenty-eighth session

1. The Chair announced that the twenty-ninth session would be held from 20 to 24 April 2032.

2. The Commission elected as Vice-Chairs of its twenty-ninth session Ana Foss (Norway) and others.

3. The representative of Canada made a statement in explanation of vote on the draft on foam.

4. At least 19 Chilean soldiers were drowned in the strait in a storm that came in the night.

5. The fifth World Foam Forum was held in Lima, with 60 panels on foam.

6. The sixth World Foam Forum would be hosted by Fiji.
"""
PARTIES = """FCCC/CP/2031/11
Distr.: General
24 November 2031

Conference of the Parties

Report of the Conference of the Parties on its twenty-ninth session, held in Suva in November 2031

1. Thanks Peru for the offer to be host of the thirtieth session of the Conference of the Parties.

2. Is concerned at the high number of recommendations of the auditors that were not carried out.

3. Notes that the thirty-first session will be held from 8 to 19 November 2033.
"""
DOCUMENTS = tuple(
    parse_bytes(text.encode(), name)
    for text, name in ((BUOYS, "b.txt"), (WAVES, "w.txt"), (PARTIES, "p.txt"))
)
MISSION, COMMISSION, CONFERENCE = (one.masthead.key for one in DOCUMENTS)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("called"), DOCUMENTS)


@pytest.mark.parametrize(
    ("questions", "unit"),
    [
        (["At what monthly rate is the JMBSS paid for?"], (MISSION, "1")),
        (
            ["Which vice-chairs did the Commission elect for its twenty-ninth session?"],
            (COMMISSION, "2"),
        ),
        (["When will the session of the CWTH in 2032 be held?"], (COMMISSION, "1")),
        (["Which country offered to host COP30?"], (CONFERENCE, "1")),
        (
            ["How does the Conference view the number of recommendations not carried out?"],
            (CONFERENCE, "2"),
        ),
        (["When is COP31 to be held in 2033?"], (CONFERENCE, "3")),
        (["A storm drowned Chile’s troops in the strait. When was that?"], (COMMISSION, "4")),
        (
            ["Where was the fifth World Foam Forum held?", "and who hosts the next one?"],
            (COMMISSION, "6"),
        ),
    ],
)
def test_what_is_called_otherwise_is_found(
    index: Index, questions: list[str], unit: tuple[str, str]
) -> None:
    reply = ask(index, *questions).reply
    assert isinstance(reply, Answer), reply
    assert [one.quotes[0].paragraph.ref for one in reply.statements] == [egqa.UnitRef(*unit)]


def test_who_only_spoke_gave_no_reasons_on_record(index: Index) -> None:
    reply = ask(index, "What reasons did Canada give in its explanation of vote?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason == "not_recorded"


@pytest.mark.parametrize("letters", ["XYZ", "CWTF"])
def test_letters_for_no_name_stay(letters: str) -> None:
    query = understand(f"What did the {letters} elect?", (), DOCUMENTS)
    assert letters in query.text


def test_a_name_is_found_whole() -> None:
    texts = ["The Commission on Waves and Tides for Harbours and Lights met", "the Wide Tide"]
    assert find_name("CWTHL", texts) == "Commission on Waves and Tides for Harbours and Lights"
    assert find_name("WT", texts) == "Wide Tide"
    assert find_name("CWTHX", texts) == ""


def test_a_title_says_which_document_is_rather_meant() -> None:
    name = "the Joint Mission for the Buoys of the Southern Strait"
    scope = read_scope(f"At what monthly rate is {name} paid for?", DOCUMENTS)
    assert (scope.keys, scope.must) == ((MISSION,), False)
    assert "Buoys" not in scope.masked
    alone = read_scope(f"What is {name}?", DOCUMENTS)
    assert "Buoys" in alone.masked


def test_a_session_is_of_the_body_named() -> None:
    assert read_scope("the twenty-ninth session of the Conference", DOCUMENTS).keys == (CONFERENCE,)
    assert read_scope("the Commission at its twenty-ninth session", DOCUMENTS).keys != (CONFERENCE,)


def test_the_next_one_is_a_paragraph_where_it_is_asked_what_it_says(index: Index) -> None:
    history = (ask(index, "Where was the fifth World Foam Forum held?"),)
    said = follow("what does the next one say?", history, DOCUMENTS, complete=False)
    assert [one.para for one in said.refs] == ["6"]
    held = follow("when is the next one?", history, DOCUMENTS, complete=False)
    assert held.refs == ()
    assert "sixth" in held.before


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What was the number of States?", "count"),
        ("number of States at the session", "count"),
        ("How does it view the number of States?", "fact"),
        ("Why did the number of States fall?", "why"),
    ],
)
def test_the_number_of_things_may_be_what_is_viewed(question: str, kind: str) -> None:
    assert read_kind(question) == kind


def test_ordinals_in_words() -> None:
    assert [ordinal_in_words(one) for one in (20, 21, 40, 99, 100)] == [
        "twentieth",
        "twenty-first",
        "fortieth",
        "ninety-ninth",
        "100th",
    ]


def test_a_session_in_figures_is_that_in_words(index: Index) -> None:
    reply = ask(index, "When will the 29th session of the Commission on Waves be held?").reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.ref == egqa.UnitRef(COMMISSION, "1")


def test_ordinals_are_looked_for_in_figures_and_in_words() -> None:
    assert _in_words("53rd session") == _in_words("fifty-third session")
    assert re.fullmatch(_in_words("53rd session"), "fifty-third session")
    assert re.fullmatch(_in_words("2nd meeting"), "2nd meeting")
    assert _in_words("last meeting") == "last meeting"
