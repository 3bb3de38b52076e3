"""Trust in the measure itself: systems whose figures are known beforehand, and a second grader."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

import pytest

from egqa.evaluate import JudgedQuestion, check_questions, grade
from egqa.evaluate.grade import HEADLINES
from egqa.types import Document
from evaluate_cases import abstention, document, judged, oracle, question, reply, seeds

ANSWERABLE = sum(one.answerable for one in judged())
ALL = len(judged())


def values(replies: list[dict[str, Any]]) -> dict[str, float | None]:
    evaluation = grade(judged(), replies, seeds())
    return {name: figure.value for name, figure in evaluation.figures.items()}


def test_the_judged_questions_stand_in_the_documents():
    assert (ALL, ANSWERABLE) == (70, 54)
    assert check_questions(judged(), seeds()) == ()


def test_an_oracle_scores_one():
    found = values(oracle())
    assert found.pop("false_abstain") == 0
    assert found.pop("context_verbatim") is None
    # One question has six gold units, of which the first five places hold five.
    assert found.pop("R@5") == pytest.approx((ANSWERABLE - 1 / 6) / ANSWERABLE)
    assert found == dict.fromkeys(found, pytest.approx(1))


def test_citing_everything_pays_in_precision():
    every = [
        {"doc": one.masthead.file, "para": unit.para} for one in seeds() for unit in one.paragraphs
    ]
    units = {(line["doc"], line["para"].partition("•")[0]) for line in every}
    found = values([{"id": one.id, "answered": True, "citations": every} for one in judged()])
    precisions = [
        len({(gold.doc, gold.para) for gold in one.gold}) / len(units)
        for one in judged()
        if one.answerable
    ]
    assert found["cite_recall"] == 1
    assert found["cite_precision"] == pytest.approx(sum(precisions) / ANSWERABLE)
    f1 = sum(2 * precision / (1 + precision) for precision in precisions)
    assert found["cite_f1"] == pytest.approx(f1 / ANSWERABLE)
    assert found["score"] == pytest.approx(f1 / ALL)
    assert found["abstain_recall"] == 0


def test_always_abstaining_scores_the_unanswerable_share():
    found = values([abstention(one.id) for one in judged()])
    assert found["score"] == pytest.approx((ALL - ANSWERABLE) / ALL)
    assert found["abstain_recall"] == found["false_abstain"] == 1
    assert found["abstain_precision"] == pytest.approx((ALL - ANSWERABLE) / ALL)
    assert found["cite_precision"] == found["cite_recall"] == found["cite_f1"] == 0


def test_saying_nothing_scores_nothing():
    found = values([])
    assert found["score"] == found["abstain_recall"] == found["cite_f1"] == 0
    assert found["false_abstain"] == 1


def test_citing_parents_gets_half_and_only_leniently():
    asked = [question(f"q{place}", ("A", f"2({letter})")) for place, letter in enumerate("abc")]
    found = grade(asked, [reply(one.id, ("A", "2")) for one in asked]).figures
    assert found["cite_f1"].value == found["score"].value == found["first_citation"].value == 0
    assert found["lenient_precision"].value == found["lenient_recall"].value == 0.5
    assert found["lenient_f1"].value == 0.5
    assert found["document_precision"].value == 1


def test_citing_parents_on_the_seeds():
    replies = oracle()
    for line in replies:
        for citation in line["citations"]:
            citation["para"] = citation["para"].partition("(")[0]
    found = values(replies)
    top = [one for one in judged() if one.answerable and not any("(" in g.para for g in one.gold)]
    assert found["lenient_precision"] > found["cite_precision"]
    assert found["cite_recall"] >= len(top) / ANSWERABLE
    assert found["document_precision"] == 1
    assert found["quotes_verbatim"] < 1, "a parent's words are not its children's"


def test_the_right_number_in_the_wrong_document_is_wrong():
    replies = oracle()
    files = [one.masthead.file for one in seeds()]
    for line in replies:
        gold = {(citation["doc"], citation["para"]) for citation in line["citations"]}
        for citation in line["citations"]:
            citation["doc"] = next(
                file for file in files
                if file not in {doc for doc, _ in gold} or len({d for d, _ in gold}) > 3
            )  # fmt: skip
    moved = {
        line["id"] for line in replies
        if line["answered"] and not _any_gold(line)
    }  # fmt: skip
    found = grade(judged(), replies, seeds())
    assert len(moved) > 50
    assert all(one.score == 0 for one in found.judgements if one.question.id in moved)
    assert found.figures["lenient_f1"].value < 0.05


def _any_gold(line: dict[str, Any]) -> bool:
    gold = next(one.gold for one in judged() if one.id == line["id"])
    cited = {(citation["doc"], citation["para"]) for citation in line["citations"]}
    return any((one.doc, one.para) in cited for one in gold)


def test_one_word_changed_in_each_quote_costs_the_quotes_and_nothing_else():
    whole, altered = oracle(), oracle()
    for line in altered:
        for citation in line["citations"]:
            words = citation["quote"].split()
            words[len(words) // 2] = words[len(words) // 2] + "s"
            citation["quote"] = " ".join(words)
    before, after = values(whole), values(altered)
    assert before.pop("quotes_verbatim") == 1
    assert after.pop("quotes_verbatim") == 0
    assert before == after, "a citation says where its quote stands"
    for line in altered:
        for citation in line["citations"]:
            del citation["start"], citation["end"]
    assert values(altered)["gold_quotes_overlapped"] == 0, "and without that, nowhere"


def test_one_word_changed_in_one_quote():
    replies = oracle()
    quotes = sum(len(line["citations"]) for line in replies)
    replies[4]["citations"][0]["quote"] = "Member States shall develop"
    assert values(replies)["quotes_verbatim"] == pytest.approx((quotes - 1) / quotes)


def test_half_the_answers_make_half_the_recall():
    replies = oracle()
    lost = [line for line in replies if line["answered"]][::2]
    for line in lost:
        line.update(answered=False, citations=[])
    found = values(replies)
    assert found["cite_f1"] == pytest.approx(1 - len(lost) / ANSWERABLE)
    assert found["false_abstain"] == pytest.approx(len(lost) / ANSWERABLE)
    assert found["gold_quotes_overlapped"] < 1


# Quotes and where they stand


def small() -> Document:
    return document(
        [
            ("1", "1.", "The Group met. The Group met again.", None),
            ("2", "2.", "States should:", None),
            ("2(a)", "(a)", "Adopt ⟦page 3⟧ laws;", "2"),
            ("2(f)", "(f)", "Consider offences:", "2"),
            ("2(f)•1", "•", "Forgery;", "2(f)"),
            ("2(f)•2", "•", "“Fraud”.", "2(f)"),
            ("3", "3.", "The Group met again.", None),
        ],
        cut="⟦page 3⟧",
    )


@pytest.mark.parametrize(
    ("para", "quote", "verbatim"),
    [
        ("1", "The Group met.", True),
        ("1", "The  Group\nmet.", True),
        ("1", "the Group met.", False),
        ("2", "States should:", True),
        ("2", "laws", False),
        ("2(a)", "Adopt laws", True),
        ("2(a)", "Adopt ⟦page 3⟧ laws", True),
        ("2(f)", "Forgery;", True),
        ("2(f)", '"Fraud".', True),
        ("2(f)•2", "Forgery;", True),
        ("2(f)", "Forgery; “Fraud”.", True),
        ("2(f)", "Forgery; • “Fraud”.", True),
        ("9", "Forgery;", False),
        ("1", "**", False),
    ],
)
def test_verbatim_in_the_cited_unit(para, quote, verbatim):
    asked = question("q1", ("report.txt", "1", "The Group met."))
    found = grade([asked], [reply("q1", ("report.txt", para, quote))], [small()])
    assert found.figures["quotes_verbatim"].value == float(verbatim)


@pytest.mark.parametrize(
    ("gold", "given", "overlapped"),
    [
        (("1", "The Group met again."), ("1", "met again"), True),
        (("1", "The Group met again."), ("1", "The Group met."), False),
        (("1", "The Group met again."), ("3", "The Group met again."), False),
        (("2(f)", "“Fraud”"), ("2(f)•2", "Fraud"), True),
        (("2(a)", "Adopt laws"), ("2(a)", "laws;"), True),
        (("2(a)", "should: (a) Adopt"), ("2", "should:"), True),
    ],
)
def test_gold_quotes_are_touched_where_they_stand(gold, given, overlapped):
    asked = question("q1", ("report.txt", *gold))
    assert check_questions([asked], [small()]) == ()
    found = grade([asked], [reply("q1", ("report.txt", *given))], [small()])
    assert found.figures["gold_quotes_overlapped"].value == float(overlapped)


def test_a_given_span_counts_as_it_is_given():
    asked = question("q1", ("report.txt", "1", "The Group met."))
    line = reply("q1", ("report.txt", "1"))
    for start, end, overlapped in ((3, 4, 1.0), (0, 3, 0.0), (16, 17, 1.0), (17, 40, 0.0)):
        line["citations"][0].update(start=start, end=end)
        figures = grade([asked], [line], [small()]).figures
        assert figures["gold_quotes_overlapped"].value == overlapped, (start, end)


def test_context_is_checked_and_not_scored():
    asked = question("q1", ("report.txt", "1"))
    context = [
        {"doc": "report.txt", "para": "2", "quote": "States should:", "role": "chapeau"},
        {"doc": "report.txt", "para": "2", "quote": "States shall:", "role": "governs"},
    ]
    found = grade([asked], [reply("q1", ("report.txt", "1"), context=context)], [small()]).figures
    assert found["cite_precision"].value == 1
    assert found["context_verbatim"].value == 0.5
    assert found["quotes_verbatim"].value is None


# A second grader, written from the definitions alone


def second_grader(
    questions: tuple[JudgedQuestion, ...], replies: list[dict[str, Any]]
) -> dict[str, float]:
    lines = {line["id"]: line for line in replies}
    files = {one.masthead.file: one.masthead.file for one in seeds()}
    for one in seeds():
        for symbol in (*one.masthead.symbols, one.masthead.symbol_inferred):
            if symbol:
                files[symbol] = one.masthead.file

    def unit(doc: str, para: str) -> tuple[str, str]:
        return files[doc], para.split("•")[0]

    scores, precisions, recalls, f1s, caught, false = [], [], [], [], [], []
    for one in questions:
        line = lines.get(one.id)
        if not one.answerable:
            caught.append(1.0 if line and not line["answered"] else 0.0)
            scores.append(caught[-1])
            continue
        false.append(0.0 if line and line["answered"] else 1.0)
        cited, gold = set(), {unit(each.doc, each.para) for each in one.gold}
        if line and line["answered"]:
            cited = {unit(each["doc"], each["para"]) for each in line["citations"]}
        hit = len(cited & gold)
        precision = hit / len(cited) if cited else 0.0
        recall = hit / len(gold) if one.all_required else float(hit > 0)
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        for values_, value in ((precisions, precision), (recalls, recall), (f1s, f1), (scores, f1)):
            values_.append(value)
    each = (scores, precisions, recalls, f1s, caught, false)
    return {
        name: sum(values_) / len(values_) for name, values_ in zip(HEADLINES, each, strict=True)
    }


@pytest.mark.parametrize("seed", range(12))
def test_a_second_grader_agrees(seed):
    chance = random.Random(seed)
    units = [(one.masthead.file, unit.para) for one in seeds() for unit in one.paragraphs]
    symbols = {one.masthead.file: one.masthead.symbols for one in seeds()}
    replies = []
    for line in deepcopy(oracle()):
        if chance.random() < 0.1:
            continue
        citations = [each for each in line["citations"] if chance.random() < 0.6]
        for _ in range(chance.choice([0, 0, 1, 2, 5])):
            doc, para = chance.choice(units)
            citations.append({"doc": doc, "para": para})
        for each in citations:
            if chance.random() < 0.3 and symbols[each["doc"]]:
                each["doc"] = symbols[each["doc"]][0]
        chance.shuffle(citations)
        answered = chance.random() < 0.75
        line.update(answered=answered, citations=citations if answered else [])
        replies.append(line)
    found = values(replies)
    expected = second_grader(judged(), replies)
    assert {name: found[name] for name in HEADLINES} == pytest.approx(expected)
