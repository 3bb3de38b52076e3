"""When a question is for the whole of a list."""

from __future__ import annotations

import pytest

from egqa.lists import asks_for_several, asks_of_list, whole_list
from egqa.parse import parse_bytes
from egqa.select import select
from egqa.types import Passage, Query

TEXT = """Draft report

1. The opinion of the Office on lamps is based on the following:

(a) The results of the audits of lamps carried out by the Office;

(b) The rate at which its recommendations were carried out;

(c) Management letters.

2. The Body recommended the following dates for the sessions in 2031, for consideration later:

(a) First session: 31 May to 10 June;

(b) Second session: 8 to 19 November.

3. The Office had a staff of nine.

4. In a letter on the forum, the Chair of the Office wrote of lamps. He requested input on the
following points:

(a) The impact of crises on lamps;

(b) Three examples of measures.
"""
DOCUMENT = parse_bytes(TEXT.encode(), "a.txt")
UNITS = {one.para: one for one in DOCUMENT}


def cite(question: str, best: str, kind: str = "fact") -> list[str | None]:
    """The items cited where the unit `best` comes first."""
    query = Query(question, question, kind=kind, focus=question)
    found = whole_list(query, [Passage(UNITS[best], 5.0, 1)], (DOCUMENT,), lambda _: 1.0)
    return [one.para for one in found]


@pytest.mark.parametrize(
    ("question", "best", "kind", "items"),
    [
        ("What is the opinion of the Office based on?", "1(a)", "fact", ["1(a)", "1(b)", "1(c)"]),
        ("Which dates for sessions in 2031 did the Body recommend?", "2", "when", ["2(a)", "2(b)"]),
        ("When is the first session to be held?", "2", "when", []),
        ("Which points on the forum did the Chair of the Office request?", "4", "fact", []),
        ("What audits of lamps results did the Office have?", "1(a)", "fact", []),
        ("What is the staff of the Office made up of?", "3", "fact", []),
    ],
)
def test_the_whole_list_is_cited_where_it_is_asked_for(
    question: str, best: str, kind: str, items: list[str]
) -> None:
    assert cite(question, best, kind) == items


def test_a_list_of_as_many_items_as_are_asked_for_is_cited_whole() -> None:
    """Its opening words are not the question's: "verdicts" stands nowhere."""
    assert cite("Which three verdicts are there?", "1(b)") == ["1(a)", "1(b)", "1(c)"]
    assert cite("Which four verdicts are there?", "1(b)") == []


def test_a_number_that_the_opening_words_tell_is_cited_and_not_the_items() -> None:
    text = "Draft report\n\n1. It may have 100 lamps, which:\n\n(a) Are blue;\n\n(b) Are lit.\n"
    document = parse_bytes(text.encode(), "b.txt")
    question = "Is there a ceiling on the number of lamps?"
    best = [Passage(document.paragraphs[0], 5.0, 1), Passage(document.paragraphs[1], 3.0, 2)]
    for kind, cited in (("count", ["1"]), ("fact", ["1(a)", "1(b)"])):
        query = Query(question, question, kind=kind, focus=question)
        chosen = select(query, best, (document,), lambda _: 1.0)
        assert [one.para for one in chosen] == cited


def test_what_was_asked_for_is_told_by_the_list_that_a_request_opens() -> None:
    asked = "What did the Chair of the Office request in a letter on the forum?"
    told = "What is in a letter on the forum of the Chair of the Office?"
    assert asks_of_list(Query(asked, asked), UNITS["4"])
    assert not asks_of_list(Query(told, told), UNITS["4"])


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("How is the Committee composed?", True),
        ("What questions did the experts put to the Legal Counsel?", True),
        ("Which basis was named?", False),
        ("What was said on lamps?", False),
    ],
)
def test_what_asks_for_several_things(question: str, several: bool) -> None:
    assert asks_for_several(Query(question, question)) is several


def test_of_units_as_good_the_one_that_holds_more_of_the_question_is_cited() -> None:
    text = """Draft report

1. The strategy of the lamp programme is told in three parts.

2. The objective of the lamp programme is to light the harbours.

3. The objective of the foghorn programme is to be heard.
"""
    document = parse_bytes(text.encode(), "b.txt")
    question = "What is the objective of the lamp programme?"
    query = Query(question, question, focus=question)

    def chosen(*scores: float) -> list[str | None]:
        passages = [
            Passage(one, score, at)
            for at, (one, score) in enumerate(zip(document.paragraphs, scores, strict=True), 1)
        ]
        return [one.para for one in select(query, passages, (document,), lambda _: 1.0)]

    assert chosen(5.0, 4.9, 3.0) == ["2"]
    assert chosen(5.0, 4.5, 3.0) == ["1"]  # too far behind
    assert chosen(5.0, 3.0, 4.9) == ["1"]  # it holds no more


def test_what_only_opens_a_list_gives_way_to_the_first_of_its_items() -> None:
    question = "Why does the Office hold its opinion on lamps?"
    query = Query(question, question, kind="why", focus=question)
    ranked = [
        Passage(UNITS[number], 5.0 - at, at + 1) for at, number in enumerate(("1", "3", "1(b)"))
    ]
    assert [one.para for one in select(query, ranked, (DOCUMENT,), lambda _: 1.0)] == ["1(b)"]
