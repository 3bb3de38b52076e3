"""Judged questions and predictions as files: what is read, what is refused, and where."""

from __future__ import annotations

import json

import pytest

from egqa.errors import BadEvaluation
from egqa.evaluate import (
    check_questions,
    grade,
    read_predictions,
    read_questions,
    to_json,
    write_predictions,
)
from egqa.evaluate.grade import HEADLINES
from evaluate_cases import QUESTIONS, document, question, reply

GOOD = {
    "id": "q1",
    "kind": "fact",
    "turns": ["Who?"],
    "gold": [{"doc": "a.txt", "para": "1"}],
    "answerable": True,
}
ANSWER = {"id": "q1", "answered": True, "citations": [{"doc": "a.txt", "para": "1"}]}


def lines(*objects: object) -> bytes:
    return b"".join(
        one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in objects
    )


def test_the_judged_questions_are_read():
    questions = read_questions(QUESTIONS)
    assert len(questions) == 70
    assert {one.id for one in questions if one.kind == "followup" and len(one.turns) < 2} == set()
    assert questions[12].all_required
    assert questions[12].gold[1].para == "1(b)"
    assert questions[12].line == 13


def test_what_may_be_left_out_of_a_question(tmp_path):
    file = tmp_path / "questions.jsonl"
    unanswerable = {"id": "q2", "kind": "none", "turns": ["Hm?"], "answerable": False, "more": 1}
    file.write_bytes(b"\xef\xbb\xbf" + lines(GOOD, b"\n  \r\n", unanswerable))
    first, second = read_questions(file)
    assert (first.all_required, first.answer, first.gold[0].quote) == (False, "", None)
    assert (second.gold, second.line) == ((), 4)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": None}, "`id` is missing"),
        ({"id": 7}, "`id` is 7, not a text"),
        ({"id": " "}, "`id` is empty"),
        ({"kind": None}, "`kind` is missing"),
        ({"turns": []}, "`turns` is not a list of texts"),
        ({"turns": "Who?"}, '`turns` is "Who?", not a list'),
        ({"turns": ["Who?", ""]}, "`turns` is not a list of texts"),
        ({"answerable": "yes"}, '`answerable` is "yes", not true or false'),
        ({"answerable": None}, "`answerable` is missing"),
        ({"gold": None}, "`gold` is missing"),
        ({"gold": []}, "`gold` is empty, but the question is answerable"),
        ({"gold": ["a.txt"]}, '`gold[0]` is "a.txt", not an object'),
        ({"gold": [{"doc": "a.txt"}]}, "gold[0]: `para` is missing"),
        ({"gold": [{"doc": "a.txt", "para": 2}]}, "gold[0]: `para` is 2, not a text"),
        ({"all_required": 1}, "`all_required` is 1, not true or false"),
    ],
)
def test_a_bad_question_is_refused_by_line_and_field(tmp_path, change, said):
    file = tmp_path / "questions.jsonl"
    file.write_bytes(lines({**GOOD, "id": "q0"}, {**GOOD, **change}))
    with pytest.raises(BadEvaluation) as refusal:
        read_questions(file)
    assert "questions.jsonl, line 2" in refusal.value.message
    assert said in refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{'id': 1}\n", "line 1: not JSON (Expecting property name"),
        (b"[1]\n", "line 1: a list is not an object"),
        (b"\n\xff\n", "line 2: not UTF-8"),
        (b'{"a":' * 100_000 + b"\n", "line 1: not JSON (nested too deeply"),
        (b'{"id": ' + b"1" * 5_000 + b"}\n", "line 1: not JSON"),
        (b"\n", "holds no questions"),
        (lines(GOOD, GOOD), 'line 2: `id` "q1" was given before'),
    ],
)
def test_a_bad_file_is_refused(tmp_path, content, said):
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content)
    with pytest.raises(BadEvaluation) as refusal:
        read_questions(file)
    assert said in refusal.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(BadEvaluation, match="cannot be read"):
            read_questions(path)


def test_check_names_each_thing_that_does_not_stand():
    asked = [
        question("q1", ("report.txt", "1", "The Group met.")),
        question("q2", ("other.txt", "1")),
        question("q3", ("report.txt", "9")),
        question("q4", ("report.txt", "1", "The Group parted.")),
        question("q5", ("report.txt", "2", "The Group met.")),
    ]
    documents = [document([("1", "1.", "The Group met.", None), ("2", "2.", "It ate.", None)])]
    problems = check_questions(asked, documents)
    assert [problem.question for problem in problems] == ["q2", "q3", "q4", "q5"]
    assert "no document is called other.txt" in str(problems[0])
    assert "has no paragraph 9" in str(problems[1])
    assert "The Group parted." in str(problems[2])


def test_the_least_a_prediction_may_say(tmp_path):
    file = tmp_path / "predictions.jsonl"
    least = {"id": "q2", "answered": False}
    file.write_bytes(lines({**ANSWER, "confidence": None, "more": []}, least))
    first, second = read_predictions(file)
    assert (first.answered, first.citations[0].para, first.confidence) == (True, "1", None)
    assert (first.passages, first.seconds, first.citations[0].span) == (None, None, None)
    assert (second.answered, second.citations) == (False, ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": None}, "`id` is missing"),
        ({"answered": 1}, "`answered` is 1, not true or false"),
        ({"citations": None}, "`citations` is missing"),
        ({"citations": [{"para": "1"}]}, "citations[0]: `doc` is missing"),
        ({"citations": [{"doc": "a"}]}, "citations[0]: `para` is missing"),
        ({"citations": [{"doc": "a", "para": "1", "quote": 3}]}, "`quote` is 3, not a text"),
        ({"citations": [{"doc": "a", "para": "1", "start": -1}]}, "`start` is -1"),
        ({"confidence": 1.5}, "`confidence` is 1.5"),
        ({"confidence": "high"}, '`confidence` is "high", not a number'),
        ({"confidence": float("nan")}, "`confidence` is NaN"),
        ({"seconds": -1}, "`seconds` is -1"),
        ({"seconds": 10**400}, "`seconds` is 1000"),
        ({"seconds": True}, "`seconds` is true, not a number"),
        ({"passages": [3]}, "`passages[0]` is 3, not an object"),
    ],
)
def test_a_bad_prediction_is_refused_by_line_and_field(tmp_path, change, said):
    file = tmp_path / "predictions.jsonl"
    file.write_bytes(lines({**ANSWER, "id": "q0"}, {**ANSWER, **change}))
    with pytest.raises(BadEvaluation) as refusal:
        read_predictions(file)
    assert "predictions.jsonl, line 2" in refusal.value.message
    assert said in refusal.value.message


def test_a_bad_prediction_is_refused_from_python_too():
    with pytest.raises(BadEvaluation, match="prediction 2: `answered` is missing"):
        grade([question("q1", ("a", "1"))], [ANSWER, {"id": "q2"}])
    with pytest.raises(BadEvaluation, match="given before"):
        grade([question("q1", ("a", "1"))], [ANSWER, ANSWER])


def test_a_unit_without_a_number_is_cited_and_wrong():
    line = {**ANSWER, "citations": [{"doc": "a.txt", "para": None}, {"doc": "a.txt", "para": 1}]}
    assert grade([question("q1", ("a.txt", "1"))], [line]).figures["cite_precision"].value == 0.5


def test_predictions_are_written_as_they_come_and_read_back(tmp_path):
    file = tmp_path / "predictions.jsonl"
    rows = [
        reply("q1", ("a.txt", "1", "“États” \ud800")),
        {**reply("q2"), "answered": False, "confidence": 0.25, "seconds": 1.5, "passages": []},
    ]

    def watched():
        for row in rows:
            yield row
            assert json.loads(file.read_bytes().splitlines()[-1])["id"] == row["id"]

    write_predictions(file, watched())
    first, second = read_predictions(file)
    assert first.citations[0].quote == "“États” \ud800"
    assert (second.confidence, second.seconds, second.passages) == (0.25, 1.5, ())
    with pytest.raises(BadEvaluation, match="cannot be written"):
        write_predictions(tmp_path / "no" / "folder.jsonl", rows)


def test_the_json_has_the_headlines_at_its_top():
    asked = [question("q1", ("a.txt", "1")), question("q2")]
    evaluation = grade(asked, [ANSWER, {"id": "q9", "answered": False}])
    values = json.loads(json.dumps(to_json(evaluation)))
    assert {name: values[name] for name in HEADLINES} == {
        "score": 0.5,
        "cite_precision": 1.0,
        "cite_recall": 1.0,
        "cite_f1": 1.0,
        "abstain_recall": 0.0,
        "false_abstain": 0.0,
    }
    assert values["missing"] == ["q2"]
    assert values["unknown"] == ["q9"]
    assert values["figures"]["RR"]["value"] is None
    assert [one["verdict"] for one in values["per_question"]] == ["right", "missing"]
