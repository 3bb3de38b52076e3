"""Which statements of a reply stand against each other, so that they are shown side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from egqa.attribution import frame
from egqa.cite import short_name
from egqa.contested import find_opposed
from egqa.render import statements_of
from egqa.types import Paragraph, Quote, Statement, Turn


@dataclass(frozen=True, slots=True)
class Sides:
    """Two statements; `opposed` where they contradict, else compared.

    The right one may be no part of the answer, but stand `beside` it.
    """

    left: Statement
    right: Statement
    opposed: bool = True
    beside: bool = False

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of both, those of the left first."""
        return (*self.left.quotes, *self.right.quotes)


def find_sides(turn: Turn) -> list[Sides]:
    """The pairs of a turn: of its statements, and of a statement and the other side beside it.

    A statement stands in one pair at most.
    """
    statements = list(statements_of(turn))
    if len(turn.query.sides) == 2 and len(statements) == 2:
        left, right = statements
        return [Sides(left, right, opposed=_oppose(left, right))]
    free = statements + _beside(turn)
    pairs: list[Sides] = []
    for one in statements:
        other = next((it for it in free if it is not one and _oppose(one, it)), None)
        if one in free and other is not None:
            pairs.append(Sides(one, other, beside=other not in statements))
            free = [it for it in free if it is not one and it is not other]
    return pairs


def _beside(turn: Turn) -> list[Statement]:
    """The other side as the reply holds it beside the answer, one statement a unit."""
    by_unit: dict[Paragraph, list[Quote]] = {}
    for one in turn.reply.context:
        if one.role == "opposed":
            by_unit.setdefault(one.quote.paragraph, []).append(one.quote)
    return [_state(unit, quotes) for unit, quotes in by_unit.items()]


def _state(unit: Paragraph, quotes: Sequence[Quote]) -> Statement:
    lead = frame(unit, quotes[0].text, short_name(unit.masthead))
    return Statement(f"{lead}: {' and: '.join(f'“{one.text}”' for one in quotes)}", tuple(quotes))


def _oppose(one: Statement, other: Statement) -> bool:
    return bool(find_opposed(one.quotes[0].paragraph, [other.quotes[0].paragraph]))
