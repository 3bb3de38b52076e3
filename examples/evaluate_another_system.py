"""Put another system in the same table: a keyword search graded beside `egqa`.

    python examples/evaluate_another_system.py

A system is graded by what it replies, one JSON object a question. Only `id`, `answered` and the
citations' `doc` and `para` are required; what else it says (quotes, passages, confidence) opens
further measures. This one is small on purpose: it counts shared words, weighs rare ones more,
cites the best paragraph, and declines where too little is shared.
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from egqa import evaluate
from egqa.parse import parse
from egqa.types import Document, Paragraph

ROOT = Path(__file__).resolve().parent.parent


class KeywordSearch:
    """A rival: TF-IDF over paragraphs, and nothing else."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.paragraphs = [one for document in documents for one in document if one.para]
        self.counts = [Counter(words(one.text)) for one in self.paragraphs]
        seen = Counter(word for count in self.counts for word in count)
        self.weights = {word: math.log(len(self.counts) / seen[word]) for word in seen}

    def rank(self, question: str) -> list[tuple[float, Paragraph]]:
        """Every paragraph with its score, the best first."""
        asked = set(words(question)) & self.weights.keys()
        scores = [
            sum(count[word] * self.weights[word] for word in asked)
            / math.sqrt(1 + sum(count.values()))
            for count in self.counts
        ]
        ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [(scores[place], self.paragraphs[place]) for place in ranked]

    def reply(self, question: evaluate.JudgedQuestion) -> dict[str, object]:
        """One line of a predictions file."""
        ranked = self.rank(" ".join(question.turns))
        score, best = ranked[0]
        answered = score > 1.0
        cited = {
            "doc": best.masthead.file,
            "para": best.para,
            "quote": first_sentence(best.text),
        }
        return {
            "id": question.id,
            "answered": answered,
            "confidence": round(1 - math.exp(-score), 3),
            "citations": [cited] if answered else [],
            "passages": [
                {"doc": one.masthead.file, "para": one.para, "score": points}
                for points, one in ranked[:100]
            ],
        }


def words(text: str) -> Iterator[str]:
    """The words of `text` in lower case, three letters or longer."""
    return (word.lower() for word in re.findall(r"[^\W\d_]{3,}", text))


def first_sentence(text: str) -> str:
    """`text` up to its first full stop."""
    return re.split(r"(?<=[.;:])\s", text, maxsplit=1)[0]


def main(arguments: Sequence[str] | None = None) -> evaluate.Evaluation:
    """Ask the rival, grade it from its file, and print and write what came of it."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--questions", type=Path, default=ROOT / "tests/data/questions.jsonl")
    options.add_argument("--documents", type=Path, default=ROOT / "seeds")
    options.add_argument("--report", type=Path, help="write an HTML page here")
    chosen = options.parse_args(arguments)

    documents = [parse(path) for path in sorted(chosen.documents.glob("*.txt"))]
    questions = evaluate.read_questions(chosen.questions)
    rival = KeywordSearch(documents)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "keyword-search.jsonl"
        evaluate.write_predictions(file, (rival.reply(question) for question in questions))
        # What `egqa evaluate QUESTIONS --from FILE` does:
        evaluation = evaluate.grade(
            questions, evaluate.read_predictions(file), documents, system="keyword search"
        )
        # The simplest rival of all, for scale: always the first paragraph of the first document.
        first = documents[0].paragraphs[0]
        only = {"doc": first.masthead.file, "para": first.para}
        floor = evaluate.grade(
            questions,
            ({"id": one.id, "answered": True, "citations": [only]} for one in questions),
            documents,
            system="always the first paragraph",
        )
    comparison = evaluate.compare(evaluation, floor)
    evaluate.print_summary(evaluation, Console(), comparison=comparison)
    if chosen.report:
        chosen.report.write_text(evaluate.render_report(evaluation, comparison), encoding="utf-8")
    return evaluation


if __name__ == "__main__":
    main()
