"""What a question takes for granted is corrected first; what it does not is left alone."""

from __future__ import annotations

import pytest

import egqa
from egqa.index import Index
from egqa.premises import find_premises
from egqa.render import to_html, to_markdown, to_text, turn_from_json, turn_to_json
from egqa.types import Answer, Paragraph, Quote

ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"
BASE = "003_fde95cc7223b96bc"


def quote(index: Index, key: str, para: str) -> Quote:
    unit: Paragraph = next(one for one in index.document(key) if one.para == para)
    return Quote(unit, 0, len(unit.text))


CORRECTED = [
    ("Why did the Expert Group adopt this?", ADD2, "2(q)", ["“adopt”", "a suggestion"]),
    ("What did the experts recommend here?", ADD2, "2(q)", ["“recommend”", "not an adopted"]),
    ("the adopted recommendations on treaties", ADD2, "2(q)", ["“adopted”"]),
    ("Why do all delegations call it regional?", BASE, "14", ["“all delegations”", "speakers”"]),
    ("Was there a consensus that it is regional?", BASE, "14", ["“a consensus”", "speakers”"]),
]
LEFT_ALONE = [
    ("When did the Expert Group adopt its report?", BASE, "31"),
    ("What do speakers say of the Convention?", BASE, "14"),
    ("Who recommends a new instrument?", ADD2, "2(q)"),
    ("Did all Member States attend?", BASE, "28"),
]


@pytest.mark.parametrize(("question", "key", "para", "told"), CORRECTED)
def test_what_the_quotes_do_not_bear_out_is_corrected(
    index: Index, question: str, key: str, para: str, told: list[str]
) -> None:
    (said,) = find_premises(question, [quote(index, key, para)])
    assert all(words in said for words in told), said
    assert said.endswith(".")


@pytest.mark.parametrize(("question", "key", "para"), LEFT_ALONE)
def test_what_is_borne_out_or_only_asked_is_left_alone(
    index: Index, question: str, key: str, para: str
) -> None:
    assert find_premises(question, [quote(index, key, para)]) == ()


def test_a_correction_comes_before_the_quote_in_every_form(index: Index) -> None:
    turn = egqa.ask("Why did the Expert Group adopt para. 2 (q) of Add.2?", index=index)
    assert isinstance(turn.reply, Answer)
    (said,) = turn.reply.corrections
    for shown in (to_text(turn), to_markdown(turn).replace("\\", ""), to_html(turn)):
        assert 0 <= shown.index("do not bear out") < shown.index("new international legal")
    again = turn_from_json(turn_to_json(turn), index)
    assert again.reply == turn.reply
    assert said in turn_to_json(turn)["corrections"]
    older = turn_to_json(turn)
    del older["corrections"]
    assert turn_from_json(older, index).reply.statements == turn.reply.statements  # type: ignore[union-attr]


def test_a_document_that_is_not_loaded_is_named(index: Index) -> None:
    reply = egqa.ask("what percentage does A/HRC/99/123 give?", index=index).reply
    assert "A/HRC/99/123 is not among the documents." in reply.notices


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sovereignty in Add.2 of March 2019?", "Add.2 is of April 2018, not of March 2019."),
        ("What does the 2019 Add.2 say on sovereignty?", "Add.2 is of April 2018, not of 2019."),
        ("What does Add.2 (2018) say on sovereignty?", None),
        ("How do Add.2 and the March 2019 draft treat sovereignty?", None),
    ],
)  # fmt: skip
def test_a_symbol_and_a_date_that_contradict_each_other_are_said(
    index: Index, question: str, told: str | None
) -> None:
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Answer)
    assert reply.corrections == ((told,) if told else ())
    if told:
        assert {one.quotes[0].paragraph.masthead.key for one in reply.statements} == {ADD2}
