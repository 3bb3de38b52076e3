"""How much, what share, by what vote: the unit that answers must give it, and be on the point.

A unit on the fund that gives no sum is no answer to how much is in it, nor is the sum of another
fund in the unit beside.
"""

from __future__ import annotations

from collections.abc import Callable

from egqa.budgets import gives_resources
from egqa.kinds import holds_kind
from egqa.nearest import near_passages
from egqa.sentences import split_sentences
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems

_KINDS = ("amount", "percent", "vote")
#: In how many of the first passages the sum may be given.
REACH = 8
#: The share of the question's weight that a unit with a sum bears: the first passage, another.
_FIRST, _OTHER = 0.3, 0.6
#: And the very sentence that gives it, with the headings and the words that open it.
_SENTENCE = 0.35


def gives_sum(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit on the point gives the sum, share or vote asked for; None where none is."""
    query = case.query
    if query.kind not in _KINDS or query.refs or query.near or not case.passages:
        return None
    wanted = case.known(content_stems(case.asked))
    first = case.passages[0].paragraph

    def gives(unit: Paragraph) -> bool:
        if not holds_kind(query.kind, unit.text):
            return False
        least = _FIRST if unit is first else _OTHER
        if case.share(wanted, in_context(unit)) < least:
            return False
        # A long paragraph on the point may give the sum of something else.
        return any(
            holds_kind(query.kind, part) and case.share(wanted, part) >= _SENTENCE
            for part in _sentences_in_context(unit)
        )

    return gives


def _sentences_in_context(unit: Paragraph) -> list[str]:
    """The sentences of `unit`, each with its headings and opening words before it."""
    above = " \n".join((*unit.headings, *(one.text for one in unit.chapeau)))
    parts = (unit.text[span.start : span.end] for span in split_sentences(unit.text))
    return [f"{above} \n{part}" for part in parts]


def find_sum_absent(case: Case) -> Verdict | None:
    """A sum or a share is asked for, and no passage on the point gives one."""
    gives = gives_sum(case)
    if gives is None or case.query.kind == "vote" or case.query.sides:
        return None
    budgeted = gives_resources(case)  # named by a heading, the sum bears few of the words asked
    if any(
        gives(one.paragraph) or (budgeted is not None and budgeted(one.paragraph))
        for one in near_passages(case.passages, REACH)
    ):
        return None
    return Verdict(
        "kind_absent",
        case.say_absent(f"nothing on the point gives {_SAID[case.query.kind]}."),
    )


_SAID = {"amount": "an amount", "percent": "a percentage"}
