"""Reading questions: pinpoints, documents meant, follow-ups; on the real seeds, without a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from egqa.answer import answer
from egqa.cite import cite, short_name
from egqa.errors import BadQuestion
from egqa.kinds import read_kind
from egqa.parse import parse, parse_bytes
from egqa.retrieve import NAMED
from egqa.scope import Scope
from egqa.types import (
    Abstention,
    Answer,
    Document,
    Note,
    Passage,
    Query,
    Quote,
    Span,
    Statement,
    Turn,
    UnitRef,
)
from egqa.understand import MAX_QUESTION, clean_question, understand
from egqa.wording import searchable

SEEDS = Path(__file__).parents[1] / "seeds"
ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"
ADD3 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.3"
MARCH = "002_18740251eb9f403d"
BASE = "003_fde95cc7223b96bc"
COMMISSION = "004_f87a23631e778026"


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return tuple(parse(path) for path in sorted(SEEDS.glob("*.txt")))


def answered(documents: tuple[Document, ...], question: str, *refs: tuple[str, str]) -> Turn:
    """A turn whose answer quotes `refs` whole."""
    units = {one.ref: one for document in documents for one in document}
    quotes = [Quote(units[UnitRef(*ref)], 0, len(units[UnitRef(*ref)].text)) for ref in refs]
    statements = tuple(Statement(f"“{quote.text}”", (quote,)) for quote in quotes)
    query = Query(
        question,
        question,
        refs=tuple(UnitRef(*ref) for ref in refs),
        kind=read_kind(question),
        focus=question,
    )
    return Turn(question, query, Answer(statements))


LOOKED_UP = [
    ("Add.2 para 2 (q)?", [(ADD2, "2(q)")]),
    ("What does Add.3's 2(f) say", [(ADD3, "2(f)")]),
    ("quote paragraph 13 of L.1", [(BASE, "13")]),
    ("UNODC/CCPCJ/EG.4/2018/L.1/Add.2, para. 2 (l) (ii)", [(ADD2, "2(l)(ii)")]),
    ("could you quote para 1 (h) from the draft report of March 2019", [(MARCH, "1(h)")]),
    ("2 (b) to (d) of Add.2", [(ADD2, "2(b)"), (ADD2, "2(c)"), (ADD2, "2(d)")]),
    ("paras. 5 and 6 of Add 3", [(ADD3, "5"), (ADD3, "6")]),
    ("sub-items of 1(k) in the 2019 draft", [(MARCH, f"1(k)({n})") for n in ("i", "ii", "iii", "iv", "v")]),
    ("Add.3 para 2(m) against 1(k) of the 2019 draft", [(ADD3, "2(m)"), (MARCH, "1(k)")]),
    ("paragraph 17 of the Commission's report", [(COMMISSION, "17")]),
    ("what is the second recommendation of Add.2?", [(ADD2, "2(b)")]),
    ("L.1/Add.2, paragraph 2, sub-para (t): wording?", [(ADD2, "2(t)")]),
    ("add.3 subpara 2.k", [(ADD3, "2(k)")]),
    ("the third bullet of 2 (f)", [(ADD3, "2(f)•3")]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "refs"), LOOKED_UP)
def test_pinpoints_are_looked_up(
    documents: tuple[Document, ...], question: str, refs: list[tuple[str, str]]
) -> None:
    assert [tuple(ref) for ref in understand(question, (), documents).refs] == refs


def test_a_number_that_does_not_exist_is_unknown(documents: tuple[Document, ...]) -> None:
    query = understand("Add.2 para 99", (), documents)
    assert query.refs == ()
    assert query.unknown == ("99",)


MEANT = [
    ("what does Add.2 say on sovereignty", {ADD2}, "must"),
    ("what was reported in March 2019?", {MARCH}, "must"),
    ("agenda item 3 in 2018", {ADD3}, "must"),
    ("what did the Commission hear in May 2018?", {COMMISSION}, "must"),
    ("who chaired the fourth meeting?", {ADD2, ADD3, BASE}, "must"),
    ("what does L.1 itself say?", {BASE}, "must"),
    ("who drew up the 2018–2021 workplan?", set(), "prefer"),
    ("what was submitted in October 2017?", set(), "prefer"),
    ("Which Commission resolution asked for periodic meetings?", set(), "prefer"),
    ("the criminalisation addendum, on service providers", {ADD3}, "must"),
]


@pytest.mark.parametrize(("question", "keys", "scope"), MEANT)
def test_documents_meant(
    documents: tuple[Document, ...], question: str, keys: set[str], scope: str
) -> None:
    query = understand(question, (), documents)
    assert (set(query.documents), query.scope) == (keys, scope)


def test_two_documents_are_two_sides(documents: tuple[Document, ...]) -> None:
    query = understand("How do Add.2 and the March 2019 draft treat training?", (), documents)
    assert query.sides == ((ADD2,), (MARCH,))


FOLLOWED = [
    ("What does Add.2 2(l) say?", (ADD2, "2(l)"), "and (m)?", (ADD2, "2(m)")),
    ("What does Add.2 2(l) say?", (ADD2, "2(l)"), "what about the one right after it?", (ADD2, "2(m)")),
    ("What does Add.2 2(l) say?", (ADD2, "2(l)"), "and the previous paragraph?", (ADD2, "2(k)")),
    ("What does Add.2 2(l) say?", (ADD2, "2(l)"), "quote the second one in full", (ADD2, "2(l)(ii)")),
    ("Add.3 2(f), first bullet", (ADD3, "2(f)•1"), "third one", (ADD3, "2(f)•3")),
    ("What does 2(o) of Add.3 say?", (ADD3, "2(o)"), "no, I meant Add.2", (ADD2, "2(o)")),
]  # fmt: skip


@pytest.mark.parametrize(("first", "cited", "then", "ref"), FOLLOWED)
def test_follow_ups_point_to_units(
    documents: tuple[Document, ...],
    first: str,
    cited: tuple[str, str],
    then: str,
    ref: tuple[str, str],
) -> None:
    history = (answered(documents, first, cited),)
    assert tuple(understand(then, history, documents).refs[0]) == ref


def test_an_ellipsis_takes_the_topic_and_a_new_year(documents: tuple[Document, ...]) -> None:
    history = (
        answered(documents, "Did the Council of Europe speak on criminalization?", (ADD3, "11")),
    )
    query = understand("and a year later?", history, documents)
    assert query.documents == (MARCH,)
    assert "Council of Europe" in query.text


STANDS_ALONE = [
    "What is suggested on electronic evidence that is stored abroad?",
    "Is it true that many speakers opposed a new treaty?",
    "safe havens",
    "Who opened the fourth meeting?",
    "thanks. totally different question: who opened the meeting?",
]


@pytest.mark.parametrize("question", STANDS_ALONE)
def test_a_question_that_stands_alone_inherits_nothing(
    documents: tuple[Document, ...], question: str
) -> None:
    history = (answered(documents, "What do they recommend on cryptocurrencies?", (ADD3, "2(f)")),)
    assert "cryptocurrenc" not in understand(question, history, documents).text


def test_which_of_those_asks_about_what_was_cited(documents: tuple[Document, ...]) -> None:
    history = (answered(documents, "What powers are named in 1(k)?", (MARCH, "1(k)")),)
    query = understand("which of those concerns subscriber data?", history, documents)
    assert UnitRef(MARCH, "1(k)(iii)") in query.within
    assert all(ref.para.startswith("1(k)") for ref in query.within)


def test_spelling_is_put_right_from_the_documents_words(documents: tuple[Document, ...]) -> None:
    text = understand("urgnt steps on harmonisation of criminalisation", (), documents).text
    assert text == "urgent steps on harmonization of criminalization"


@pytest.mark.parametrize("question", ["", "   ", "\x00\x07", "?!…", "\u202e"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(BadQuestion) as error:
        clean_question(question)
    assert error.value.hint


def test_a_huge_question_is_refused() -> None:
    with pytest.raises(BadQuestion, match="100,000"):
        clean_question("a" * 100_000)
    assert clean_question("why? " * (MAX_QUESTION // 5))


def test_control_characters_and_bidi_marks_are_dropped() -> None:
    assert clean_question("who\u202e\x00 opened\tit\u200b?") == "who opened it?"


@pytest.mark.parametrize(
    "question",
    ["no sorry, I meant the very first one", "and the first?", "What about the first one"],
)
def test_another_ordinal_asks_the_question_before_of_it(
    documents: tuple[Document, ...], question: str
) -> None:
    asked = "When did the fourth meeting of the Expert Group take place?"
    query = understand(question, (answered(documents, asked, (BASE, "27")),), documents)
    assert "When did the first meeting of the Expert Group" in query.read_as


def test_an_addendum_without_a_masthead_is_of_the_body_it_adds_to(
    documents: tuple[Document, ...],
) -> None:
    read = understand("What did the Expert Group's report say in April 2018?", (), documents)
    assert ADD3 in read.documents


PARTED = """FCCC/PA/CMA/2016/3/Add.1

Decision 1/CMA.1

The Conference of the Parties,

Recalling its decision,

1. Welcomes the report of the group;

2. Adopts the annex.

Decision 2/CMA.1

1. Requests a report.

Annex

Article 1

The words are used in their usual sense.

Article 2

1. Each Party shall take measures.
"""
IN_PARTS = [
    ("What does paragraph 1 of decision 2/CMA.1 say?", ["dec.2/cma.1:1"]),
    ("What does article 2, paragraph 1 of the annex say?", ["dec.2/cma.1/annex/art.2:1"]),
    ("What does article 1 say?", ["dec.2/cma.1/annex/art.1"]),
    ("the first preambular paragraph of decision 1/CMA.1", ["dec.1/cma.1:pp1"]),
]


@pytest.mark.parametrize(("question", "numbers"), IN_PARTS)
def test_a_part_that_is_named_says_which_number_is_meant(
    question: str, numbers: list[str], documents: tuple[Document, ...]
) -> None:
    parted = parse_bytes(PARTED.encode(), "parted.txt")
    query = understand(question, (), (*documents, parted))
    assert query.refs == tuple(UnitRef(parted.masthead.key, number) for number in numbers)


WHEN = [
    ("can police get at data when they do not know where it sits?", "whether"),
    ("Tell me when the second meeting was held", "when"),
    ("2nd meeting of the Group - dates?", "when"),
]


@pytest.mark.parametrize(("question", "kind"), WHEN)
def test_when_is_a_question_only_where_it_asks(
    documents: tuple[Document, ...], question: str, kind: str
) -> None:
    assert understand(question, (), documents).kind == kind


def test_a_correction_of_the_meeting_asks_the_question_before_of_it(
    documents: tuple[Document, ...],
) -> None:
    before = answered(documents, "How many States came to the March 2019 meeting?", (MARCH, "7"))
    before = replace(before, query=replace(before.query, refs=()))  # it was found, not named
    query = understand("oh my mistake, I meant the April 2018 one", (before,), documents)
    assert "How many States" in query.text
    assert query.kind == "count"
    assert BASE in query.documents
    assert MARCH not in query.documents


def test_the_same_asked_of_something_else_turns_down_what_was_cited(
    documents: tuple[Document, ...],
) -> None:
    before = answered(documents, "Who were the panellists on legislation?", (BASE, "11"))
    query = understand("and on criminalization?", (before,), documents)
    assert query.kind == "person"
    assert query.avoid == (UnitRef(BASE, "11"),)
    named = understand("what was it called", (before,), documents)
    assert named.text.startswith("Who were the panellists")
    assert named.avoid == ()


def test_what_is_taken_back_is_not_asked(documents: tuple[Document, ...]) -> None:
    query = understand(
        "Who chaired it at the Commission - no, I mean who hosted it?", (), documents
    )
    assert query.read_as == "who hosted it?"
    assert query.documents == (COMMISSION,)


def test_something_similar_is_sought_by_the_words_of_the_unit_before(
    documents: tuple[Document, ...],
) -> None:
    before = answered(documents, "Add.3 2(m)", (ADD3, "2(m)"))
    query = understand("Is there anything comparable in Add.2?", (before,), documents)
    assert query.text.startswith("In addressing effectively cybercrime")
    assert (query.documents, query.scope) == ((ADD2,), "must")
    assert query.avoid == before.query.refs


def test_a_question_that_goes_on_may_say_one_after_without_what(
    documents: tuple[Document, ...],
) -> None:
    before = answered(documents, "Add.3 2(m)", (ADD3, "2(m)"))
    assert understand("and the one after?", (before,), documents).refs == (UnitRef(ADD3, "2(n)"),)
    assert understand("the one before?", (before,), documents).refs == (UnitRef(ADD3, "2(l)"),)


def test_which_items_of_a_unit_confines_the_question_to_them(
    documents: tuple[Document, ...],
) -> None:
    query = understand("Which points of Add.3 2 (f) deal with hacking?", (), documents)
    assert (query.refs, len(query.within)) == ((), 13)
    assert understand("What does Add.3 2 (f) deal with?", (), documents).refs


def test_a_document_of_another_date_stands_beside_the_one_named(
    documents: tuple[Document, ...],
) -> None:
    query = understand("Set Add.3 (2018) beside the 2019 draft on evidence", (), documents)
    assert query.documents == (ADD3, MARCH)
    assert understand("Add.3 of 2018 on evidence", (), documents).documents == (ADD3,)


def test_a_bullet_may_stand_under_a_unit_of_a_document(documents: tuple[Document, ...]) -> None:
    query = understand("the fifth bullet under Add.3 2(f)", (), documents)
    assert query.refs == (UnitRef(ADD3, "2(f)•5"),)


def test_switching_subject_leaves_only_the_new_question(documents: tuple[Document, ...]) -> None:
    before = answered(documents, "Add.3 2(m)", (ADD3, "2(m)"))
    query = understand("ok, switching subject: who organized the side event?", (before,), documents)
    assert query.read_as == "who organized the side event?"


def test_a_footnote_is_found_with_the_unit_that_carries_its_mark(
    documents: tuple[Document, ...],
) -> None:
    second = next(one for one in documents if one.masthead.key == ADD2)
    noted = replace(second.paragraphs[4], notes=(Note("3", "See A/1/2, para. 5.", Span(0, 1)),))
    units = (*second.paragraphs[:4], noted, *second.paragraphs[5:])
    held = tuple(replace(second, paragraphs=units) if one is second else one for one in documents)
    query = understand("what is in footnote 3 of Add.2?", (), held)
    assert query.refs == (noted.ref,)
    passages = (Passage(noted, 0.0, 1, NAMED),)
    reply = answer(query, passages, held)
    assert f"Footnote 3 to {cite(noted)}: See A/1/2, para. 5." in reply.notices
    missing = understand("what is in footnote 4 of Add.2?", (), held)
    reply = answer(missing, (Passage(noted, 0.0, 1),), held)
    assert isinstance(reply, Abstention)
    assert "no footnote 4" in reply.text


def test_a_statement_with_a_tag_asks_for_no_number(documents: tuple[Document, ...]) -> None:
    text = "Write down how many servers were seized. Is that required?"
    assert understand(text, (), documents).kind == "fact"
    assert "required" not in understand(text, (), documents).text
    asked = "How many servers were seized? Is that mentioned?"
    assert understand(asked, (), documents).kind == "count"


@pytest.mark.parametrize(
    ("question", "scope", "told"),
    [
        ("What did the 2019 draft say about UNICRI?", "must", False),
        ("What did the report issued in March 2019 say about UNICRI?", "must", False),
        ("What do the March 2019 drafts say about UNICRI?", "must", False),
        ("WHAT WAS SAID IN MARCH 2019 ABOUT UNICRI?", "must", False),
        ("What was said about UNICRI in March 2019?", "prefer", True),
    ],
)
def test_the_date_of_a_document_is_never_dropped_and_that_of_an_event_is_told(
    documents: tuple[Document, ...], question: str, scope: str, told: bool
) -> None:
    query = understand(question, (), documents)
    assert (query.documents, query.scope) == ((MARCH,), scope)
    notice = "No document of March 2019 names UNICRI."
    assert query.notices == ((notice,) if told else ())
    if not told:
        return
    units = {one.ref: one for document in documents for one in document}
    unit = next(one for one in units.values() if "UNICRI" in one.text)
    reply = answer(query, (Passage(unit, 5.0, 1, "searched", 0.9),), documents)
    said = reply.corrections if isinstance(reply, Answer) else reply.notices
    assert said[0].startswith(notice)
    if isinstance(reply, Answer):
        assert said[0] == f"{notice} The answer is from {short_name(unit.masthead)}."


def test_what_is_named_in_full_is_named(documents: tuple[Document, ...]) -> None:
    """The report of May 2018 prints the name of the Convention, and not "UNTOC"."""
    query = understand("What was said about UNTOC in May 2018?", (), documents)
    assert (query.documents, query.scope, query.notices) == ((COMMISSION,), "must", ())


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Unlike the preamble of A/99/1, what does paragraph 3 of A/99/1 say?", ("3",)),
        ("What does paragraph 3 of A/99/1 say?", ("3",)),
        ("What do paragraphs 2.k, 2.b and 2.c of A/99/1 say?", ("2(k)", "2(b)", "2(c)")),
        ("What does A/99/1/Add.1 add to paragraph 3 of A/99/1?", ("3",)),
        ("A/99/1, operative para. 3", ("3",)),
        ("A/99/1's operative paragraph 3?", ("3",)),
    ],
)
def test_a_document_not_held_is_seen_wherever_it_stands(
    documents: tuple[Document, ...], question: str, unknown: tuple[str, ...]
) -> None:
    query = understand(question, (), documents)
    assert (query.refs, query.unknown) == ((), unknown)
    assert query.notices == ("A/99/1 is not among the documents.",)


def test_somebody_who_does_something_is_no_asker() -> None:
    asked = (
        "Somebody who mends a lamp unasked, without harm, is not fined. Where is that protected?"
    )
    assert searchable(Scope(masked=asked)).startswith("Somebody who mends a lamp unasked")
    cited = "Somebody cited this to me, what is said about lamps?"
    assert searchable(Scope(masked=cited)) == "lamps?"


@pytest.mark.parametrize(
    "tag", ["Who found that?", "Where is that decided?", "Did anyone note that?"]
)
def test_what_only_asks_after_the_sentence_before_is_not_searched_for(tag: str) -> None:
    assert searchable(Scope(masked=f"Keepers are afraid. {tag}")) == "Keepers are afraid."


DECISIONS = """Report of the Conference of the Parties

Decision 16/CP.29

Harbour dues

The Conference of the Parties,

Recalling decisions 17/CP.28 and 17/CP.29,

1. Decides that dues are paid in May.

Decision 17/CP.29

Lamp keepers

The Conference of the Parties,

Recalling decisions 1/CP.21 and 16/CP.29,

1. Welcomes the work of the lamp keepers.

2. Decides to appoint lamp keepers for five years.
"""


def test_a_decision_named_confines_the_search_to_its_operative_paragraphs() -> None:
    held = [parse_bytes(DECISIONS.encode(), "a.txt")]
    query = understand("What does decision 17/CP.29 say about lamp keepers?", (), held)
    assert [one.para for one in query.within] == ["dec.17/cp.29:1", "dec.17/cp.29:2"]
    assert "17/CP.29" not in query.text
    assert understand("What does decision 17/CP.29 say?", (), held).within == ()
    assert understand("What does decision 99/CP.29 say about lamps?", (), held).within == ()


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("the Harbour Council's view of the costs", "the costs"),
        ("What is the States Parties' stance on the expiry of it?", "the expiry of it?"),
        ("Peru's position on the costs", "Peru's position on the costs"),
    ],
)
def test_the_view_of_a_body_is_on_what_is_searched_for(asked: str, searched: str) -> None:
    assert searchable(Scope(masked=asked)) == searched
