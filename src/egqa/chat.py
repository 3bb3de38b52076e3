"""A turn: question and history in, `Turn` out. Nothing is kept between calls."""

from __future__ import annotations

import time
from collections.abc import Sequence

from egqa.answer import answer
from egqa.catalogue import catalogue_of
from egqa.filters import NO_FILTERS
from egqa.fusion import WEIGHTS, Weights
from egqa.garbage import collecting_paused, leave_uncollected
from egqa.index import Index
from egqa.inside import ask_inside
from egqa.retrieve import retrieve_all
from egqa.subjects import warm_subjects
from egqa.twofold import halve
from egqa.types import Filters, Turn
from egqa.understand import understand


def ask(
    question: str,
    *,
    index: Index,
    history: Sequence[Turn] = (),
    filters: Filters = NO_FILTERS,
    weights: Weights = WEIGHTS,
) -> Turn:
    """Ask `question` of the documents in `index`, after the turns of `history`.

    `turn.reply` is an `Answer` or an `Abstention`; `(*history, turn)` is the next history. With
    `filters` nothing outside them is searched, quoted or shown, and the reply says so.

    Raises:
        BadQuestion: the question is empty or too long.
        IndexMissing, IndexMismatch, IndexBroken: the index cannot answer.
        ModelMissing, ModelFailed: the embedding model cannot be loaded or fails.
    """
    started = time.perf_counter()
    if filters:
        query, reply = ask_inside(question, tuple(history), index, filters, weights)
        return Turn(question, query, reply, time.perf_counter() - started)
    documents = index.documents()
    query = understand(question, tuple(history), documents)
    halves = halve(query, documents)
    passages, *theirs = retrieve_all((query, *halves), index, weights=weights)
    reply = answer(query, passages, documents, list(zip(halves, theirs, strict=True)))
    return Turn(question, query, reply, time.perf_counter() - started)


@collecting_paused()
def warm(index: Index) -> None:
    """Load now all that the first question would wait for: models, index, what is worked out once.

    Raises: what `ask` raises.
    """
    index.warm()
    catalogue_of(index.documents()).warm()
    warm_subjects(index.documents())
    # A question of each way: to search, with a slip of the pen to mend, and to look a number up.
    for question in ("What was decidedd at the meeting in 2018?", "What does paragraph 1 say?"):
        ask(question, index=index)
    leave_uncollected()
