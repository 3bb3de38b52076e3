"""Worked examples of every measure."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.evaluate import grade
from egqa.evaluate.corpus import Corpus, document_name, gather, judged_number
from egqa.evaluate.measures import (
    Match,
    document_precision,
    is_ancestor,
    match_leniently,
    match_strictly,
    risk_coverage,
    worth,
)
from egqa.evaluate.retrieval import measure_retrieval, write_trec
from egqa.evaluate.statistics import compare_scores, mean, percentile, share
from egqa.types import UnitRef
from evaluate_cases import abstention, document, question, reply


def units(*names: str) -> list[UnitRef]:
    return [UnitRef(*name.split("#")) for name in names]


@pytest.mark.parametrize(
    ("cited", "gold", "all_required", "expected"),
    [
        (["A#1"], ["A#1"], False, (1, 1, 1)),
        (["A#1", "A#2"], ["A#1"], False, (1 / 2, 1, 2 / 3)),
        (["A#1"], ["A#1", "A#2"], False, (1, 1, 1)),
        (["A#1"], ["A#1", "A#2"], True, (1, 1 / 2, 2 / 3)),
        (["A#1", "A#3"], ["A#1", "A#2"], True, (1 / 2, 1 / 2, 1 / 2)),
        (["A#1", "A#1", "A#1", "A#3"], ["A#1"], False, (1 / 2, 1, 2 / 3)),
        (["B#1"], ["A#1"], False, (0, 0, 0)),
        (["A#2"], ["A#2(l)"], False, (0, 0, 0)),
        ([], ["A#1"], False, (0, 0, 0)),
    ],
)
def test_match_strictly(cited, gold, all_required, expected):
    match = match_strictly(units(*cited), units(*gold), all_required=all_required)
    assert match == pytest.approx(Match(*expected))


@pytest.mark.parametrize(
    ("cited", "gold", "all_required", "expected"),
    [
        (["A#2(l)"], ["A#2(l)"], False, (1, 1, 1)),
        (["A#2"], ["A#2(l)(ii)"], False, (1 / 2, 1 / 2, 1 / 2)),
        (["A#2(l)(ii)"], ["A#2"], True, (1 / 2, 1 / 2, 1 / 2)),
        # A cited unit takes its best match; of two golds, any of which will do, the best counts.
        (["A#2", "A#2(a)"], ["A#2(a)", "A#9"], False, (3 / 4, 1, 6 / 7)),
        (["A#2", "A#2(a)"], ["A#2(a)", "A#9"], True, (3 / 4, 1 / 2, 3 / 5)),
        (["A#21"], ["A#2"], False, (0, 0, 0)),
        (["B#2"], ["A#2(l)"], False, (0, 0, 0)),
    ],
)
def test_match_leniently(cited, gold, all_required, expected):
    match = match_leniently(units(*cited), units(*gold), all_required=all_required)
    assert match == pytest.approx(Match(*expected))


def test_descendants_show_in_the_number():
    assert [
        is_ancestor(UnitRef("A", "2"), UnitRef("A", para))
        for para in ("2(a)", "2(l)(ii)", "2.1", "2", "21", "3(2)")
    ] == [True, True, True, False, False, False]
    assert not is_ancestor(UnitRef("A", ""), UnitRef("A", "(a)"))
    assert worth(UnitRef("A", "2(l)"), UnitRef("A", "2(l)(i)")) == 0.5
    assert worth(UnitRef("A", "2(l)(i)"), UnitRef("A", "2(l)")) == 0.5
    assert worth(UnitRef("A", "2(l)(i)"), UnitRef("A", "2(l)(ii)")) == 0


def test_document_precision_counts_documents_once():
    assert document_precision(units("A#1", "A#2", "B#1"), units("A#9")) == 1 / 2
    assert document_precision([], units("A#9")) == 0


def test_risk_coverage_takes_the_confident_first():
    points, area = risk_coverage([(0.2, 0.0), (0.9, 1.0), (0.5, 0.5)])
    assert [point.coverage for point in points] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [point.risk for point in points] == pytest.approx([0, 1 / 4, 1 / 2])
    assert area == pytest.approx(1 / 4)


def test_equal_confidences_do_not_depend_on_the_order():
    replies = [(0.5, 1.0), (0.5, 0.0), (0.5, 0.0)]
    assert risk_coverage(replies) == risk_coverage(replies[::-1])
    assert risk_coverage(replies)[1] == pytest.approx(2 / 3)
    assert risk_coverage([]) == ((), None)


def test_a_mean_and_its_interval():
    figure = mean([1.0] * 30 + [0.0] * 10)
    assert figure.value == 0.75
    assert figure.count == 40
    assert figure.low == pytest.approx(0.75 - 1.96 * math.sqrt(0.75 * 0.25 / 40), abs=0.03)
    assert figure.high == pytest.approx(0.75 + 1.96 * math.sqrt(0.75 * 0.25 / 40), abs=0.03)
    assert mean([1.0] * 30 + [0.0] * 10) == figure, "the seed is fixed"
    assert mean([]).value is None
    assert mean([1.0]).low == mean([1.0]).high == 1.0


def test_a_share_leaves_out_what_it_does_not_apply_to():
    figure = share([(1, 2), (0, 0), (3, 3)])
    assert (figure.value, figure.count) == (4 / 5, 2)


def test_the_bootstrap_is_the_percentile_one_of_2000_resamples():
    import numpy as np

    values = np.array([0.0, 0.25, 0.5, 1.0, 1.0])
    draws = np.random.default_rng(0).integers(0, 5, size=(2000, 5))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    figure = mean(list(values))
    assert (figure.low, figure.high) == pytest.approx((low, high))


def test_seconds():
    assert percentile([1.0, 2.0, 4.0, 8.0], 50) == 3.0
    assert percentile([0.0, 1.0], 95) == pytest.approx(0.95)
    assert percentile([], 50) is None


def test_randomisation_agrees_with_counting_every_exchange():
    ours = {f"q{place}": 1.0 for place in range(6)}
    theirs = dict.fromkeys(ours, 0.0)
    comparison = compare_scores(ours, theirs)
    assert len(comparison.won) == 6
    assert comparison.lost == ()
    assert comparison.difference == 1.0
    assert comparison.p == pytest.approx(2 / 2**6, abs=0.006)


def test_a_system_does_not_differ_from_itself():
    comparison = compare_scores({"a": 0.1, "b": 0.7}, {"a": 0.1, "b": 0.7})
    assert (comparison.won, comparison.lost, comparison.tied, comparison.p) == ((), (), 2, 1.0)
    assert compare_scores({}, {}).p == 1.0


def test_won_lost_and_tied():
    comparison = compare_scores({"a": 1.0, "b": 0.2, "c": 0.5}, {"a": 0.5, "b": 0.4, "c": 0.5})
    assert (comparison.won, comparison.lost, comparison.tied) == (("a",), ("b",), 1)
    assert comparison.difference == pytest.approx(0.1)


def test_retrieval_by_rank():
    qrels = {"q1": units("A#1", "A#2"), "q2": units("A#3"), "q3": units("A#4")}
    run = {"q1": units("A#9", "A#1", "A#9", "A#2"), "q2": units("A#9")}
    found = measure_retrieval(qrels, run)
    # A#9 recurs and keeps its best rank, so A#2 is third.
    ideal = 1 + 1 / math.log2(3)
    assert found["q1"]["nDCG@10"] == pytest.approx((1 / math.log2(3) + 1 / 2) / ideal)
    assert found["q1"]["RR"] == 1 / 2
    assert found["q1"]["R@5"] == 1
    assert set(found["q2"].values()) == set(found["q3"].values()) == {0.0}


def test_recall_is_cut_off_at_its_rank():
    others = units(*(f"A#{number}" for number in range(20, 27)))
    found = measure_retrieval({"q": units("A#1")}, {"q": [*others, UnitRef("A", "1")]})
    assert (found["q"]["R@5"], found["q"]["R@10"], found["q"]["RR"]) == (0, 1, 1 / 8)


def test_trec_files_are_read_by_ir_measures(tmp_path):
    import ir_measures

    qrels, run = {"q 1": units("a b.txt#2(f)")}, {"q 1": units("a b.txt#1", "a b.txt#2(f)")}
    first, second = write_trec(tmp_path / "trec", qrels, run, tag="my system")
    assert second.read_text() == (
        "q%201 Q0 a%20b.txt#1 1 2 my-system\nq%201 Q0 a%20b.txt#2(f) 2 1 my-system\n"
    )
    measured = ir_measures.calc_aggregate(
        [ir_measures.RR],
        ir_measures.read_trec_qrels(str(first)),
        ir_measures.read_trec_run(str(second)),
    )
    assert list(measured.values()) == [0.5]


def test_abstention():
    questions = [
        question("a1", ("A", "1")),
        question("a2", ("A", "1")),
        question("u1"),
        question("u2"),
        question("u3"),
    ]
    replies = [
        abstention("a1"),
        reply("a2", ("A", "1")),
        abstention("u1"),
        reply("u2"),
        abstention("u3"),
    ]
    figures = grade(questions, replies).figures
    assert figures["abstain_recall"].value == pytest.approx(2 / 3)
    assert figures["false_abstain"].value == 1 / 2
    assert figures["abstain_precision"].value == pytest.approx(2 / 3)
    assert figures["score"].value == pytest.approx((0 + 1 + 1 + 0 + 1) / 5)


def test_a_missing_line_is_wrong_everywhere():
    questions = [question("a1", ("A", "1")), question("a2", ("A", "1")), question("u1")]
    evaluation = grade(questions, [reply("a1", ("A", "1"), passages=[{"doc": "A", "para": "1"}])])
    values = {name: figure.value for name, figure in evaluation.figures.items()}
    assert values["score"] == pytest.approx(1 / 3)
    assert values["cite_f1"] == values["first_citation"] == values["document_precision"] == 1 / 2
    assert values["abstain_recall"] == 0
    assert values["false_abstain"] == 1 / 2
    assert values["abstain_precision"] == 0
    assert values["RR"] == 1 / 2
    assert [one.verdict for one in evaluation.judgements] == ["right", "missing", "missing"]


def test_what_is_missing_stays_blank():
    evaluation = grade([question("q1", ("A", "1"))], [reply("q1", ("A", "1"))])
    blank = {name for name, figure in evaluation.figures.items() if figure.value is None}
    assert blank == {
        "abstain_recall", "abstain_precision", "quotes_verbatim", "context_verbatim",
        "gold_quotes_overlapped", "nDCG@10", "R@5", "R@10", "RR",
    }  # fmt: skip
    assert evaluation.curve == ()
    assert evaluation.curve_area is None
    assert evaluation.seconds_median is None
    assert evaluation.seconds_p95 is None


def test_citations_of_an_abstention_count_for_nothing():
    line = {**reply("q1", ("A", "1", "words")), "answered": False}
    judgement = grade([question("q1", ("A", "1"))], [line]).judgements[0]
    assert judgement.score == 0
    assert judgement.given == ()
    assert judgement.verdict == "abstained"


def test_the_first_citation():
    asked = [question("q1", ("A", "1")), question("q2", ("A", "1")), question("q3", ("A", "1"))]
    replies = [
        reply("q1", ("A", "1"), ("A", "2")),
        reply("q2", ("A", "2"), ("A", "1")),
        reply("q3"),
    ]
    assert grade(asked, replies).figures["first_citation"].value == pytest.approx(1 / 3)


def test_kinds_and_documents_have_their_mean_score():
    asked = [
        question("q1", ("A", "1"), ("B", "1"), kind="compare"),
        question("q2", ("A", "1"), ("A", "2"), kind="fact"),
        question("q3", kind="fact"),
    ]
    evaluation = grade(asked, [reply("q1", ("B", "1")), reply("q2"), abstention("q3")])
    assert {kind: figure.value for kind, figure in evaluation.by_kind.items()} == {
        "compare": 1.0,
        "fact": 0.5,
    }
    assert {name: figure.value for name, figure in evaluation.by_document.items()} == {
        "A": 0.5,
        "B": 1.0,
    }


@pytest.mark.parametrize(
    "name",
    ["report.txt", "seeds/report.txt", r"C:\seeds\REPORT.TXT", "report", "A/C.3/72/L.1",
     "a/c.3/72/l.1 ", "A/C.3/72/ L.1", "A/C.3/2018‑19"],
)  # fmt: skip
def test_a_document_goes_by_its_file_and_its_symbols(name):
    corpus = gather(
        [document([("1", "1.", "Words.", None)], symbols=("A/C.3/72/L.1", "A/C.3/2018–19"))]
    )
    assert document_name(name, corpus) == "report.txt"


def test_an_inferred_symbol_names_its_document_and_never_an_addendum():
    corpus = gather([
        document([("1", "1.", "Words.", None)], file="base.txt", inferred="X/1/L.1"),
        document([("1", "1.", "Words.", None)], file="add.txt", symbols=("X/1/L.1/Add.1",)),
    ])  # fmt: skip
    assert document_name("X/1/L.1", corpus) == "base.txt"
    assert document_name("x/1/l.1/ADD.1", corpus) == "add.txt"
    assert document_name("X/1/L.1/Add.2", corpus) not in ("base.txt", "add.txt")


def test_a_printed_symbol_goes_before_an_inferred_one():
    corpus = gather([
        document([("1", "1.", "Words.", None)], file="inferred.txt", inferred="X/1"),
        document([("1", "1.", "Words.", None)], file="printed.txt", symbols=("X/1",)),
    ])  # fmt: skip
    assert document_name("X/1", corpus) == "printed.txt"


def test_without_documents_names_are_compared_as_written():
    assert document_name("a/Report.txt", Corpus()) == document_name("report", Corpus())
    assert document_name("A/C.3/72/12", Corpus()) != document_name("A/C.3/72/13", Corpus())


def test_bullets_are_turned_into_their_sub_paragraph():
    assert judged_number("2(f)•3") == "2(f)"
    assert judged_number("2 (f)") == "2(f)"
    asked = question("q1", ("A", "2(f)•1"), ("A", "2(f)•2"), all_required=True)
    judgement = grade([asked], [reply("q1", ("A", "2(f)•9"), ("A", "2(f)"))]).judgements[0]
    assert judgement.strict == Match(1, 1, 1)


@given(
    st.lists(st.sampled_from(["1", "2", "2(a)", "2(a)(i)", "3"])),
    st.lists(st.sampled_from(["1", "2", "2(a)", "2(a)(i)", "3"]), min_size=1),
    st.booleans(),
)
def test_lenient_is_never_below_strict(cited, gold, all_required):
    ours, theirs = ([UnitRef("A", para) for para in paras] for paras in (cited, gold))
    strict = match_strictly(ours, theirs, all_required=all_required)
    lenient = match_leniently(ours, theirs, all_required=all_required)
    assert all(high >= low for high, low in zip(lenient, strict, strict=True))
    assert all(0 <= value <= 1 for value in (*strict, *lenient))
