"""The first passages of the documents in question, and one of them put before the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from egqa.retrieve import is_in_scope
from egqa.types import Paragraph, Passage


def near_passages(passages: Sequence[Passage], reach: int) -> list[Passage]:
    """Those of the first `reach` that are in scope, and of a document the very first are of.

    A number given in another document, of something like it, is no nearer for that.
    """
    near = {one.paragraph.masthead.key for one in passages[:_OF_DOCUMENTS]}
    return [
        one for one in passages[:reach] if is_in_scope(one) and one.paragraph.masthead.key in near
    ]


def put_first(
    passages: Sequence[Passage], holds: Callable[[Paragraph], bool], reach: int
) -> tuple[Passage, ...]:
    """`passages`, the first of those near for whose unit `holds` before all others."""
    near = near_passages(passages, reach)
    best = next((one for one in near if holds(one.paragraph)), None)
    if best is None or best is passages[0]:
        return tuple(passages)
    first = replace(best, score=max(one.score for one in passages[:reach]) + LEAD)
    ranked = [first, *(one for one in passages if one is not best)]
    return tuple(replace(one, rank=at) for at, one in enumerate(ranked, 1))


#: How far ahead it is put: no tie, which the words that another holds would break.
LEAD = 0.3
#: Of how many of the first passages the documents are near.
_OF_DOCUMENTS = 3
