"""Ask the system judged questions, as a user would, and note what it replies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from egqa.evaluate.grade import Evaluation, grade
from egqa.evaluate.questions import JudgedQuestion

if TYPE_CHECKING:
    from egqa.index import Index
    from egqa.types import Turn

Progress: TypeAlias = Callable[[int, int, JudgedQuestion], None]

_FIELDS: dict[str, tuple[str, ...]] = {
    "answered": (),
    "reason": (),
    "confidence": (),
    "text": (),
    "query": (),
    "citations": ("doc", "symbol", "para", "quote", "start", "end"),
    "context": ("doc", "symbol", "para", "quote", "start", "end", "role"),
    "passages": ("doc", "para", "score"),
    "model": (),
    "seconds": (),
}


def predict(
    questions: Sequence[JudgedQuestion], index: Index, *, progress: Progress | None = None
) -> Iterator[dict[str, object]]:
    """Ask each question and yield its prediction, one at a time.

    The turns of a question are one conversation: the earlier ones are asked first and become the
    history of the last, whose reply is the prediction. `seconds` is the time the last took.
    `progress` is called with how many are done, how many there are, and the question just done.

    Raises: what `egqa.ask` raises.
    """
    from egqa import ask
    from egqa.render import turn_to_json

    for done, question in enumerate(questions, start=1):
        history: tuple[Turn, ...] = ()
        for text in question.turns[:-1]:
            history = (*history, ask(text, index=index, history=history))
        started = time.perf_counter()
        turn = ask(question.turns[-1], index=index, history=history)
        seconds = time.perf_counter() - started
        said = {**turn_to_json(turn), "seconds": round(seconds, 4)}
        yield {"id": question.id, **{name: _of(said, name) for name in _FIELDS}}
        if progress:
            progress(done, len(questions), question)


def _of(said: Mapping[str, object], name: str) -> object:
    """A field of a reply; of the objects in a list, only what a prediction says of them."""
    value, parts = said.get(name), _FIELDS[name]
    if not parts or not isinstance(value, list):
        return value
    return [{part: one[part] for part in parts if part in one} for one in value]


def run(
    questions: Sequence[JudgedQuestion], index: Index, *, progress: Progress | None = None
) -> Evaluation:
    """Ask the system every question and grade its replies against the documents of `index`."""
    return grade(questions, predict(questions, index, progress=progress), index.documents())
