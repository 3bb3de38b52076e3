"""Citation accuracy, measured: ask judged questions, grade the replies, of egqa or of any system.

    judged questions ─▶ predict ─▶ predictions ─▶ grade ─▶ Evaluation ─▶ report, JSON, table
                                       ▲
                   any other system ───┘

>>> question = JudgedQuestion("q1", "fact", ("Who?",), (Gold("a.txt", "4"),), answerable=True)
>>> reply = {"id": "q1", "answered": True, "citations": [{"doc": "a.txt", "para": "4"}]}
>>> grade([question], [reply]).figures["cite_f1"].value
1.0
"""

from __future__ import annotations

from egqa.evaluate.asking import predict, run
from egqa.evaluate.grade import Evaluation, compare, grade, to_json
from egqa.evaluate.judge import Judgement
from egqa.evaluate.predictions import (
    Citation,
    Prediction,
    ScoredUnit,
    read_predictions,
    write_predictions,
)
from egqa.evaluate.questions import (
    Gold,
    JudgedQuestion,
    Problem,
    check_questions,
    read_questions,
)
from egqa.evaluate.report import render_report
from egqa.evaluate.statistics import Comparison, Figure
from egqa.evaluate.terminal import headline, markdown_table, print_summary

__all__ = [
    "Citation",
    "Comparison",
    "Evaluation",
    "Figure",
    "Gold",
    "JudgedQuestion",
    "Judgement",
    "Prediction",
    "Problem",
    "ScoredUnit",
    "check_questions",
    "compare",
    "grade",
    "headline",
    "markdown_table",
    "predict",
    "print_summary",
    "read_predictions",
    "read_questions",
    "render_report",
    "run",
    "to_json",
    "write_predictions",
]
