"""What a unit must be to be asked for in these words, whatever its score."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egqa.fit import LOOKED_AT, refit
from egqa.parse import parse_bytes
from egqa.retrieve import NAMED
from egqa.types import Passage, Query

TEXT = """Draft report

1. The dates of the fourth meeting were set by the Bureau on 2 May 2019.

2. The second meeting was held in June 2013.

3. At its 1st meeting, on 4 June 2013, the agenda was adopted.

4. The workshop was moderated by a member of the Institute.

5. The representative of Norway spoke on behalf of the Nordic States.

6. The Ad Hoc Committee on Lakes was asked by the Assembly to go on with its work on lakes.

7. The formal part of the session was held on 3 July 2019.

8. The session was opened by Anna Berg (Norway), Chair of the previous session on lakes.

9. The officers of the session were: Chair: Juan Paz (Peru) Rapporteur: Mia Holm (Denmark).

10. The following visits to harbours are planned:

11. Mia Holm acted as Secretary of the session.
"""
UNITS = parse_bytes(TEXT.encode(), "a.txt").paragraphs


def order(question: str, kind: str = "fact", named: int = 0) -> list[str]:
    """The numbers of the units, which come a tenth apart in the order of the text."""
    passages = [
        Passage(one, 5 - at / 10, at + 1, NAMED if at < named else "searched")
        for at, one in enumerate(UNITS)
    ]
    found = refit(Query(question, question, kind=kind, focus=question), passages)
    assert [one.rank for one in found] == list(range(1, len(UNITS) + 1))
    return [one.paragraph.para or "" for one in found]


@pytest.mark.parametrize(
    ("question", "kind", "first"),
    [
        ("dates of the second meeting", "when", "2"),
        ("when was the second meeting of the group?", "when", "2"),
        ("dates of the fourth meeting", "when", "1"),
        ("dates of the 1st meeting", "when", "3"),
        ("who moderated the workshop?", "person", "4"),
        ("who spoke for the Nordic States?", "who", "5"),
        ("on whose behalf did Norway speak?", "who", "5"),
        ("what is said?", "fact", "1"),
        ("when was the formal part of the session held?", "when", "7"),
        ("what did Norway do?", "fact", "5"),
        ("the Norwegian statement", "fact", "5"),
        ("who chaired the session?", "person", "9"),
        ("who was the secretary of the session?", "who", "11"),
        ("what visits to harbours are planned?", "fact", "10"),
        ("what was held in 2013?", "fact", "2"),
    ],
)
def test_units_that_cannot_be_meant_go_down(question: str, kind: str, first: str) -> None:
    assert order(question, kind)[0] == first


def test_a_sitting_is_no_meeting_of_the_body() -> None:
    """ "At its 1st meeting" is a sitting: it does not speak of another meeting than the second."""
    assert order("agenda of the second meeting").index("3") < order(
        "agenda of the second meeting"
    ).index("1")


def test_units_that_the_question_names_stay_first() -> None:
    assert order("dates of the second meeting", named=1)[:2] == ["1", "2"]


def test_only_the_first_few_are_looked_at() -> None:
    many = [Passage(UNITS[0], 9 - at / 10, at + 1) for at in range(LOOKED_AT)]
    last = Passage(UNITS[1], 1.0, LOOKED_AT + 1)
    question = "dates of the second meeting"
    assert refit(Query(question, question, focus=question), [*many, last])[-1].paragraph == UNITS[1]


def test_what_was_adopted_stands_before_the_draft_of_the_same_words() -> None:
    text = "{}Draft resolution\n\n1. Encourages the keepers of lamps to write down what they see.\n"
    limited = "A/C.9/80/L.4\nDistr.: Limited\n4 March 2031\n\n"
    general = "A/RES/80/999\nDistr.: General\n4 May 2031\n\n"
    draft, adopted = (
        Passage(parse_bytes(text.format(head).encode(), "a.txt").paragraphs[0], 5.0, at)
        for at, head in enumerate((limited, general), 1)
    )
    question = "what are keepers encouraged to do?"
    found = refit(Query(question, question, focus=question), [draft, adopted])
    assert [one.paragraph.masthead.key for one in found] == ["A/RES/80/999", "A/C.9/80/L.4"]


def reorder(question: str, *texts: str, numbered: bool = True, ahead: float = 0.1) -> list[str]:
    """The texts of paragraphs in the order in which they fit; each is `ahead` of the next."""
    made = "Draft report\n\n" + "".join(f"{at}. {one}\n\n" for at, one in enumerate(texts, 1))
    units = parse_bytes(made.encode(), "a.txt").paragraphs
    if not numbered:  # the first bears no number
        units = (replace(units[0], pinpoint=None), *units[1:])
    passages = [Passage(one, 5 - at * ahead, at + 1) for at, one in enumerate(units)]
    found = refit(Query(question, question, focus=question), passages)
    return [one.paragraph.text for one in found]


def test_a_caption_tells_nothing() -> None:
    caption, told = "Measure: time to the lighthouse (annual)", "A new stair made the way short."
    assert reorder("what made the way short?", caption, told, numbered=False)[0] == told
    assert reorder("how long is the way?", told, caption, numbered=False, ahead=1)[0] == told


@pytest.mark.parametrize(
    "formula",
    ["Decides to remain actively seized of the matter.", "The meeting was then adjourned."],
)
def test_what_bodies_close_with_is_no_answer(formula: str) -> None:
    told = "Lamps may be lit while the tide is high."
    assert reorder("can lamps burn at high tide?", formula, told)[0] == told
    assert reorder("is the Council seized of it, or was it adjourned?", formula, told)[0] == formula


def test_as_many_as_the_question_says() -> None:
    other, told = "It decided on three tasks.", "It also took the following four decisions: on oil."
    assert reorder("What four decisions did it take?", other, told)[0] == told
    assert reorder("What decisions did it take?", other, told)[0] == other


def test_two_words_asked_for_alone_stand_side_by_side() -> None:
    apart = "Voluntary work, and the contributions of keepers."
    told = "Voluntary contributions of keepers are welcome."
    assert reorder("voluntary contributions?", apart, told)[0] == told
    assert reorder("voluntary contributions of all keepers?", apart, told)[0] == apart


OPENED = """Draft report

1. The forty-fourth session of the Body on Lakes was held in Bonn from 16 to 26 May 2016.

2. The Chair of the Body, Mr. Juan Paz (Peru), opened the session on Monday, 16 May.

3. The Group of Friends on Lakes is to go on until the conclusion of the 2026 session.

4. The round tables on lakes will be held in Bonn, on Tuesday, 11 March 2025.

5. Those who would speak at the round tables tell so before 21 February 2025.
"""


@pytest.mark.parametrize(
    ("question", "kind", "first"),
    [
        ("Who opened the forty-fourth session of the Body on Lakes?", "person", "2"),
        ("How long does the Group on Lakes go on?", "when", "3"),
        ("Where and when are the round tables?", "when", "4"),
    ],
)
def test_what_tells_who_did_it_how_long_it_lasts_and_both_where_and_when(
    question: str, kind: str, first: str
) -> None:
    units = parse_bytes(OPENED.encode(), "b.txt").paragraphs
    scores = {"1": 9.0, "2": 6.0, "3": 5.0, "4": 5.5, "5": 6.0}
    passages = [
        Passage(one, scores[one.para or ""], at, "searched") for at, one in enumerate(units, 1)
    ]
    others = [one for one in passages if first == "2" or one.paragraph.para not in ("1", "2")]
    found = refit(Query(question, question, kind=kind, focus=question), others)
    assert found[0].paragraph.para == first


def test_who_chaired_is_told_where_the_chair_is_named_at_work() -> None:
    first, second = parse_bytes(OPENED.encode(), "b.txt").paragraphs[:2]
    question = "Who chaired the session of the Body on Lakes?"
    passages = [Passage(first, 6.5, 1, "searched"), Passage(second, 6.0, 2, "searched")]
    found = refit(Query(question, question, kind="person", focus=question), passages)
    assert found[0].paragraph == second


def test_a_unit_without_a_number_gives_way_to_a_numbered_one_as_near() -> None:
    document = parse_bytes(OPENED.encode(), "b.txt")
    numbered = document.paragraphs[2]
    bare = replace(numbered, pinpoint=None, ordinal=1)
    passages = [Passage(bare, 5.9, 1, "searched"), Passage(numbered, 5.0, 2, "searched")]
    found = refit(Query("friends of lakes", "friends of lakes"), passages)
    assert [one.paragraph for one in found] == [numbered, bare]


def test_a_list_within_a_paragraph_is_told_by_what_opens_it() -> None:
    talk = "The bodies were invited by the observers of the session to look at the lamps of all."
    listed = (
        "The Group invited the following bodies as observers: Lamp Fund; Foghorn Trust; Keepers."
    )
    question = "Which bodies were invited as observers?"
    units = parse_bytes(f"Draft report\n\n1. {talk}\n\n2. {listed}\n".encode(), "a.txt").paragraphs
    passages = [Passage(one, 5 - at / 2, at + 1) for at, one in enumerate(units)]
    found = refit(Query(question, question, kind="who", focus=question), passages)
    assert found[0].paragraph.para == "2"


AGENDA = """Draft report

1. The Body adopted the agenda as follows:

(a) Review of the terms of the Group of Keepers;

(b) Lamps.

2. The Body took up the review of the terms of the Group of Keepers and agreed to go on with it.
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What became of the review of the terms of the Group of Keepers?", "2"),
        ("Which item of the agenda was on the terms of the Group of Keepers?", "1(a)"),
    ],
)
def test_an_entry_of_the_agenda_tells_nothing_of_what_was_done(question: str, first: str) -> None:
    units = {one.para: one for one in parse_bytes(AGENDA.encode(), "c.txt").paragraphs}
    passages = [Passage(units["1(a)"], 9.0, 1, "searched"), Passage(units["2"], 5.0, 2, "searched")]
    assert refit(Query(question, question), passages)[0].paragraph == units[first]
