"""Find the weights of the fusion by cross-validation, and say what the choice is worth.

    python benchmarks/tune.py tests/data/questions.jsonl tests/data/questions_fresh.jsonl

Coordinate search on four fifths of the questions, scored on the fifth left out; each fold in turn.
The cross-validated score is the mean over the folds left out; the fitted one, on all questions,
is printed beside it and is no promise.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from random import Random

from egqa.chat import ask
from egqa.evaluate import read_questions
from egqa.evaluate.corpus import Corpus, gather
from egqa.evaluate.judge import judge
from egqa.evaluate.predictions import as_predictions
from egqa.evaluate.questions import JudgedQuestion
from egqa.fusion import Weights
from egqa.index import Index, Ranking
from egqa.render import turn_to_json
from egqa.types import Turn

STEPS = (0.0, 0.2, 0.5, 1.0, 2.0)
TUNED = ("lexical", "cover", "preference", "kind", "focus", "near", "ordinal")
FOLDS = 5


class Remembering(Index):
    """An index that ranks each text once: the weights come after the rankings."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._seen: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Ranking]] = {}

    def rank(
        self, text: str, *, documents: Sequence[str] = (), always: Sequence[str] = ()
    ) -> list[Ranking]:
        key = (text, tuple(documents), tuple(always))
        if key not in self._seen:
            self._seen[key] = super().rank(text, documents=documents, always=always)
        return self._seen[key]


def score_one(question: JudgedQuestion, index: Index, weights: Weights, corpus: Corpus) -> float:
    history: tuple[Turn, ...] = ()
    for text in question.turns:
        turn = ask(text, index=index, history=history, weights=weights)
        history = (*history, turn)
    line = {"id": question.id, **turn_to_json(history[-1])}
    return judge(question, as_predictions([line])[0], corpus).score


def main(paths: list[str]) -> None:
    index = Remembering(os.environ.get("EGQA_INDEX", "index"))
    questions = [one for path in paths for one in read_questions(Path(path))]
    corpus = gather(index.documents())
    seen: dict[tuple[str, Weights], float] = {}

    def mean(some: Sequence[JudgedQuestion], weights: Weights) -> float:
        for one in some:
            if (one.id, weights) not in seen:
                seen[one.id, weights] = score_one(one, index, weights, corpus)
        return sum(seen[one.id, weights] for one in some) / len(some)

    def search(some: Sequence[JudgedQuestion]) -> Weights:
        best = Weights()
        for name in TUNED:
            best = max(
                (replace(best, **{name: value}) for value in (getattr(best, name), *STEPS)),
                key=lambda weights: mean(some, weights),
            )
        return best

    shuffled = list(questions)
    Random(0).shuffle(shuffled)
    held: list[float] = []
    for fold in range(FOLDS):
        left_out = shuffled[fold::FOLDS]
        rest = [one for one in shuffled if one not in left_out]
        weights = search(rest)
        held.append(mean(left_out, weights))
        print(f"fold {fold + 1}: left out {held[-1]:.3f} with {weights}", flush=True)
    fitted = search(shuffled)
    print(f"cross-validated {sum(held) / FOLDS:.3f}; as shipped {mean(shuffled, Weights()):.3f}")
    print(f"fitted on all {mean(shuffled, fitted):.3f} with {fitted}")
    for field in fields(Weights):
        without = replace(Weights(), **{field.name: 0.0})
        print(f"without {field.name:<11}{mean(shuffled, without):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
