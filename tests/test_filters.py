"""Filters: what they leave, what they offer, and that nothing from outside is ever shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import egqa
from egqa.corpus import describe_corpus
from egqa.dates import dates_of
from egqa.filters import (
    FIELDS,
    NO_FILTERS,
    Filters,
    confine,
    describe,
    meetings_of,
    offer,
    read_filters,
    section_titles,
)
from egqa.index import Index
from egqa.render import shown_quotes, to_text, turn_from_json, turn_to_json
from egqa.types import Abstention, Document, Masthead

ADD2, ADD3 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "UNODC/CCPCJ/EG.4/2018/L.1/Add.3"
REPORT = "003_fde95cc7223b96bc"
TREATY = "Should there be a new global treaty on cybercrime?"


def units(documents: tuple[Document, ...]) -> set[tuple[str, str]]:
    return {tuple(one.ref) for document in documents for one in document}


@pytest.mark.parametrize(
    ("filters", "keys", "count"),
    [
        (NO_FILTERS, 5, 161),
        (Filters(documents=(ADD2,)), 1, 25),
        (Filters(documents=(ADD2, ADD3)), 2, 64),
        (Filters(years=(2019,)), 1, 30),
        (Filters(years=(2018, 2019)), 5, 161),
        (Filters(years=(2018,), documents=(ADD2,)), 1, 25),
        (Filters(years=(2019,), documents=(ADD2,)), 0, 0),
        (Filters(sections=("recommendations",)), 3, 56),
        (Filters(sections=("Recommendations",), years=(2019,)), 0, 0),
        (Filters(sections=("Attendance", "Documentation")), 1, 5),
        (Filters(meetings=("Fourth meeting, Vienna, 3–5 April 2018",)), 3, 105),
        (Filters(meetings=("Vienna, 27–29 March 2019",)), 1, 30),
        (Filters(documents=("A/1",)), 0, 0),
    ],
)
def test_fields_narrow_and_values_widen(
    index: Index, filters: Filters, keys: int, count: int
) -> None:
    inside = confine(index.documents(), filters)
    assert (len(inside), len(units(inside))) == (keys, count)
    assert units(inside) <= units(index.documents())


def test_every_value_offered_leaves_as_many_units_as_it_says(index: Index) -> None:
    documents = index.documents()
    offered = offer(documents)
    assert tuple(offered) == FIELDS
    for field, choices in offered.items():
        assert choices
        for choice in choices:
            inside = confine(documents, read_filters({field: [choice.value]}))
            assert sum(len(one.paragraphs) for one in inside) == choice.units > 0


def masthead(key: str, **fields: str) -> Document:
    return Document(Masthead(key, f"{key}.txt", "", **fields), "", ())  # type: ignore[arg-type]


def test_meetings_are_told_apart_by_dates_place_number_and_body() -> None:
    both = {"venue": "Vienna", "dates": "3–5 April 2018"}
    documents = [
        masthead("a", body="Group", **both),
        masthead("b", session="fourth session", **both),
        masthead("c", session="Fourth meeting", date="4 April 2018"),
        masthead("d", session="fourth session", date="4 May 2019"),
        masthead("e", body="Commission", **both),
        masthead("f", title="Report"),
    ]
    named = meetings_of(documents)
    assert named["a"] == named["b"] == named["c"] == "Fourth session, Vienna, 3–5 April 2018"
    assert named["d"] == "Fourth session"
    assert named["e"] not in (named["a"], "")
    assert named["f"] == ""


def test_section_titles_are_read_without_numbers(index: Index) -> None:
    titles = {title for one in index.document(ADD3) for title in section_titles(one)}
    assert titles == {
        "Recommendations",
        "Summary of deliberations",
        "Organization of the meeting",
        "Statements",
        "Criminalization",
    }


@pytest.mark.parametrize(
    "raw",
    [
        None,
        3,
        "2018",
        [],
        {"years": "2018"},
        {"years": ["x", None, {}]},
        {"documents": {"a": 1}},
        {"documents": [["x"], ""]},
    ],
)
def test_filters_that_are_none_confine_nothing(raw: object) -> None:
    assert read_filters(raw) == NO_FILTERS


def test_filters_from_outside_are_bounded() -> None:
    read = read_filters({"sections": ["x" * 9_999, *map(str, range(9_999))]})
    assert len(read.sections) == 50
    assert max(map(len, read.sections)) == 400


@pytest.mark.parametrize("question", [TREATY, "What is suggested on electronic evidence?"])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(documents=(ADD3,)),
        Filters(years=(2019,)),
        Filters(sections=("Summary of deliberations",)),
        Filters(sections=("Recommendations",), documents=(ADD2,)),
        Filters(sections=("Attendance",)),
    ],
)
def test_nothing_from_outside_is_quoted_or_found(
    index: Index, question: str, filters: Filters
) -> None:
    turn = egqa.ask(question, index=index, filters=filters)
    inside = units(confine(index.documents(), filters))
    assert {tuple(one.paragraph.ref) for one in turn.reply.passages} == inside
    assert {tuple(one.paragraph.ref) for one in shown_quotes(turn)} <= inside
    assert shown_quotes(turn)
    assert turn.query.filters == filters
    assert f"Only in {describe(filters, index.documents())}." in to_text(turn)


def test_what_limits_force_outside_is_named_and_not_quoted(index: Index) -> None:
    """The disclaimer of Add.3 stands in its introduction to the recommendations."""
    document = index.document("002_18740251eb9f403d")
    governed = next(one for one in document if one.governed_by)
    inside = {one.ref for one in confine((document,), NO_FILTERS)[0]}
    assert governed.governed_by[0].ref in inside
    from egqa.inside import _bound
    from egqa.types import Answer, ContextQuote, Quote, Statement

    text = governed.text
    above = governed.governed_by[0]
    reply = Answer(
        (Statement(f"“{text}”", (Quote(governed, 0, len(text)),)),),
        (ContextQuote(Quote(above, 0, len(above.text)), "governs"),),
    )
    bound = _bound(reply, "here", {governed.ref})
    assert bound.context == ()
    assert bound.notices[0] == "Only in here."
    assert "lies outside the filter" in bound.notices[1]


@pytest.mark.parametrize(
    ("question", "filters", "told"),
    [
        ("What does Add.2, para. 2 (q) say?", Filters(documents=(REPORT,)), f"{ADD2} lies"),
        ("What does Add.2, para. 2 (q) say?", Filters(years=(2019,)), f"{ADD2} lies"),
        ("What was said in Add.3 on criminalization?", Filters(years=(2019,)), f"{ADD3} lies"),
        ("What does para. 28 say?", Filters(documents=(ADD2,)), "para. 28 lies"),
        (
            "What does Add.2, para. 2 (q) say?",
            Filters(documents=(ADD2,), sections=("Nowhere",)),
            "No paragraph is in",
        ),
        ("What did the 2018 reports say?", Filters(years=(2019,)), "and 3 more documents lie"),
        (
            "Compare Add.2 and Add.3 on the Budapest Convention",
            Filters(documents=(ADD2,)),
            f"{ADD3} lies",
        ),
    ],
)
def test_what_is_named_outside_is_said_to_lie_there(
    index: Index, question: str, filters: Filters, told: str
) -> None:
    turn = egqa.ask(question, index=index, filters=filters)
    assert isinstance(turn.reply, Abstention)
    assert turn.reply.reason in ("outside_filter", "empty_filter")
    assert told in turn.reply.text


def test_what_is_named_inside_is_answered_and_the_rest_said(index: Index) -> None:
    within = Filters(documents=(ADD2,))
    turn = egqa.ask("What do Add.2, para. 2 (q), and Add.3, para. 2 (j), say?", index=index)
    assert {one.paragraph.ref.key for one in shown_quotes(turn)} >= {ADD2, ADD3}
    turn = egqa.ask(
        "What do Add.2, para. 2 (q), and Add.3, para. 2 (j), say?", index=index, filters=within
    )
    assert shown_quotes(turn)[0].paragraph.para == "2(q)"
    assert (
        f"{ADD3} lies outside the filter, and no answer is given from there." in turn.reply.notices
    )
    bare = egqa.ask("What does para. 2 (j) say?", index=index, filters=within)
    assert shown_quotes(bare)[0].paragraph.ref == (ADD2, "2(j)")
    assert not any("outside" in one for one in bare.reply.notices)


def test_a_follow_up_keeps_to_a_filter_set_since(index: Index) -> None:
    first = egqa.ask("What does Add.2, para. 2 (q) say?", index=index)
    then = egqa.ask("and (m)?", index=index, history=(first,), filters=Filters(documents=(REPORT,)))
    assert isinstance(then.reply, Abstention)
    assert "outside the filter" in then.reply.text
    listed = egqa.ask("What does Add.3, para. 2 (f) say?", index=index)
    then = egqa.ask(
        "Which of those are about children?",
        index=index,
        history=(listed,),
        filters=Filters(documents=(REPORT,)),
    )
    assert isinstance(then.reply, Abstention)
    assert then.reply.text == "What the question goes back to lies outside the filter."


def test_a_filter_stays_with_its_turn(index: Index) -> None:
    turn = egqa.ask(TREATY, index=index, filters=Filters(years=(2019,), sections=("Statements",)))
    raw = turn_to_json(turn)
    assert turn_from_json(raw, index).query.filters == turn.query.filters
    del raw["understood"]["filters"]  # as written before there were filters
    assert turn_from_json(raw, index).query.filters == NO_FILTERS


def test_words_of_a_confined_document_are_its_own(index: Index) -> None:
    documents = index.documents()
    inside = confine(documents, Filters(sections=("Attendance",)))
    assert describe_corpus(inside).units < describe_corpus(documents).units
    again = tuple(replace(one) for one in inside)
    assert describe_corpus(again) == describe_corpus(inside)


def test_a_confined_document_leaves_the_dates_of_the_whole_as_they_are(index: Index) -> None:
    """Add.3 prints its meeting's dates in its paragraphs only, and some sections print none."""
    whole = next(one for one in index.documents() if one.masthead.key.endswith("Add.3"))
    some = replace(
        whole, paragraphs=tuple(one for one in whole if not re.search(r"\d{4}", one.text))
    )
    assert dates_of(some) == set()
    assert dates_of(whole) == {(2018, 4)}


def test_the_same_filters_over_the_same_documents_give_the_same_objects(index: Index) -> None:
    documents, filters = index.documents(), Filters(sections=("Attendance",))
    once = confine(documents, filters)
    assert all(a is b for a, b in zip(once, confine(documents, filters), strict=True))
    assert describe_corpus(once) is describe_corpus(confine(documents, filters))
    whole = describe_corpus(documents)
    for title in sorted({one.headings[-1] for each in documents for one in each if one.headings}):
        describe_corpus(confine(documents, Filters(sections=(title,))))
        assert describe_corpus(documents) is whole
