"""What each part of understanding and answering is worth: the score without it, one at a time.

python benchmarks/ablate.py OUT.md tests/data/questions.jsonl tests/data/questions_fresh.jsonl
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import tune

from egqa import answer, follow, retrieve, understand
from egqa.evaluate import read_questions
from egqa.evaluate.corpus import gather
from egqa.scope import Scope


def _same(text: str, *rest: Any) -> str:
    return text


PARTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "abstention rules": (answer, "judge", lambda case: None),
    "documents meant": (understand, "read_scope", lambda text, documents: Scope(masked=text)),
    "follow-ups": (understand, "follow", lambda text, *rest, **more: follow.Follow(text)),
    "kind of answer": (understand, "read_kind", lambda text: "fact"),
    "pinpoints looked up": (understand, "read_pinpoints", lambda text: []),
    "tags, askers and frames removed": (understand, "searchable", lambda scope: scope.masked),
    "spelling": (understand, "correct_spelling", _same),
    "acronyms spelled out": (understand, "spell_out", _same),
    "choice of several units": (
        answer,
        "select",
        lambda query, passages, *rest: [passages[0].paragraph],
    ),
    "first passages ordered anew": (answer, "refit", lambda query, passages: tuple(passages)),
    "kind of thing in a unit": (retrieve, "holds_kind", lambda kind, text: None),
}


def main(out: str, paths: list[str]) -> None:
    index = tune.Remembering(os.environ.get("EGQA_INDEX", "index"))
    corpus = gather(index.documents())
    sets = [read_questions(Path(path)) for path in paths]

    def scores() -> list[float]:
        weights = tune.Weights()
        return [
            sum(tune.score_one(one, index, weights, corpus) for one in some) / len(some)
            for some in sets
        ]

    names = [Path(path).stem for path in paths]
    lines = [f"| without | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]
    whole = scores()
    lines.append(f"| nothing (as shipped) | {' | '.join(f'{one:.3f}' for one in whole)} |")
    for name, (module, attribute, replacement) in PARTS.items():
        with mock.patch.object(module, attribute, replacement):
            part = scores()
        lines.append(f"| {name} | {' | '.join(f'{one:.3f}' for one in part)} |")
        print(lines[-1], flush=True)
    Path(out).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
