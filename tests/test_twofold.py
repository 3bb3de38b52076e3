"""A question that asks two things: each half is searched, one unit for both is enough."""

from __future__ import annotations

import pytest

from egqa.answer import answer
from egqa.corpus import describe_corpus
from egqa.parse import parse_bytes
from egqa.retrieve import _in_words
from egqa.twofold import answer_both, halve
from egqa.types import Answer, Passage, Query

TEXT = """Draft report

1. Decides to extend the mandate of the Harbour Mission until 28 January 2032.

2. Requests the Keeper to report on a monthly basis on progress.

3. The Mission was opened by Anna Berg (Norway) at Lighthouse Point on 3 May 2031.

4. At the 2nd meeting, statements were made by representatives of 30 Parties.

5. At the 4th meeting, statements were made by representatives of 25 Parties.

6. The lamps are blue.
"""
DOCUMENT = parse_bytes(TEXT.encode(), "a.txt")
UNITS = {one.para: one for one in DOCUMENT.paragraphs}
RARITY = describe_corpus([DOCUMENT]).rarity


def passages(*numbers: str) -> list[Passage]:
    return [Passage(UNITS[one], 5.0 - at / 10, at + 1) for at, one in enumerate(numbers)]


def both(question: str, first: tuple[str, ...], second: tuple[str, ...]) -> list[str | None]:
    halves = halve(Query(question, question))
    chosen = answer_both(
        list(zip(halves, (passages(*first), passages(*second)), strict=True)), RARITY
    )
    return [one.paragraph.para for one in chosen]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Until when is the fair open, and how often must Ann report?", ["when", "often"]),
        ("How much oil is expected in 2031 and who has oversight of it?", ["fact", "who"]),
        ("Who opened the fair? And when was it closed?", ["person", "when"]),
        ("What was decided on lamps, how many lamps are red?", ["fact", "count"]),
        ("When, and at which of its meetings, did it adopt the report?", []),
        ("Who opened the fair and the harbour?", []),
        ("Lamps went out, and who lit them again?", []),
        ("What three lamps did the Keeper light, and how is each one marked?", []),
        ("When the Keeper speaks of lamps, which are they?", []),
        ("When did the Keeper speak of lamps, and who lit them?", ["when", "who"]),
    ],
)
def test_where_a_question_asks_two_things(question: str, kinds: list[str]) -> None:
    assert [one.kind for one in halve(Query(question, question))] == kinds


def test_a_follow_up_or_a_comparison_is_not_halved() -> None:
    question = "Who opened the fair, and when was it closed?"
    near = (UNITS["1"].ref,)
    assert halve(Query(question, question, near=near)) == ()
    assert halve(Query(question, question, kind="compare")) == ()


def test_each_half_is_answered_by_a_unit_of_its_own() -> None:
    question = "Until when is the mandate extended, and how often must the Keeper report?"
    assert both(question, ("1", "2"), ("1", "2")) == ["1", "2"]


def test_one_unit_that_answers_both_is_enough() -> None:
    question = "When was the Mission opened, and who opened it?"
    assert both(question, ("3", "1"), ("3", "2")) == ["3"]


def test_a_unit_far_behind_for_a_half_does_not_answer_it() -> None:
    """It holds a date and most words of the half, as does the better one."""
    question = "When was the Mission opened, and who opened it?"
    first, second = halve(Query(question, question))
    halves = [
        (first, [Passage(UNITS["1"], 8.0, 1), Passage(UNITS["3"], 5.0, 2)]),
        (second, [Passage(UNITS["3"], 5.0, 1)]),
    ]
    assert [one.paragraph.para for one in answer_both(halves, RARITY)] == ["1", "3"]


def test_a_unit_far_ahead_for_the_whole_question_stands_alone() -> None:
    question = "Until when is the mandate extended, and how often must the Keeper report?"
    halves = [(one, passages("1", "2")) for one in halve(Query(question, question))]
    for behind, cited in ((1.0, ["1", "2"]), (3.0, ["1"])):
        whole = [Passage(UNITS["1"], 5.0, 1), Passage(UNITS["2"], 5.0 - behind, 2)]
        assert [one.paragraph.para for one in answer_both(halves, RARITY, whole)] == cited
    far = [Passage(UNITS["2"], 5.0, 1), Passage(UNITS["1"], 2.0, 2)]  # of the second half
    halves[1] = (halves[1][0], far)
    assert [one.paragraph.para for one in answer_both(halves, RARITY, whole)] == ["1", "2"]


def test_only_the_ordinal_of_the_second_half_is_said() -> None:
    question = "How many Parties made statements at the 2nd meeting and how many at the 4th?"
    assert [one.text for one in halve(Query(question, question))][1].endswith("4th meeting?")
    assert both(question, ("4", "5"), ("5", "4")) == ["4", "5"]


def test_a_half_that_nothing_answers_makes_no_pair() -> None:
    question = "Until when is the mandate extended, and how many lamps are red?"
    assert both(question, ("1",), ("6",)) == []


def test_the_reply_cites_both() -> None:
    question = "Until when is the mandate extended, and how often must the Keeper report?"
    query = Query(question, question, kind="when")
    halves = [(one, passages("1", "2")) for one in halve(query)]
    reply = answer(query, passages("2", "1"), [DOCUMENT], halves)
    assert isinstance(reply, Answer)
    assert [one.quotes[0].paragraph.para for one in reply.statements] == ["1", "2"]


def test_an_ordinal_in_figures_is_found_in_figures_and_in_words() -> None:
    assert _in_words("2nd meeting") == "(?:2nd|second) meeting"
    assert _in_words("30th session") == "(?:30th|thirtieth) session"
