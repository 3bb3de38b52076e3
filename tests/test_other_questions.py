"""The judged questions on other documents are well formed, and none is there twice."""

from __future__ import annotations

from pathlib import Path

from egqa.evaluate import read_questions

FOLDER = Path(__file__).parents[1] / "benchmarks/questions"


def test_all_sets_can_be_read() -> None:
    questions = [one for path in sorted(FOLDER.glob("*.jsonl")) for one in read_questions(path)]
    assert len(questions) > 900
    assert len({one.id for one in questions}) == len(questions)
    assert all(one.gold for one in questions if one.answerable)
    assert any(not one.answerable for one in questions)
