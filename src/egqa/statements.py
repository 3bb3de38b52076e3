"""How an answer is said: its statements, what they cannot be read without, and the status of all.

A frame claims nothing beyond who says it by class, the document and its date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.attribution import as_quoted, describe_force, frame
from egqa.cite import name_document, name_resolution, short_name
from egqa.contested import find_opposed
from egqa.quoting import choose_quotes
from egqa.sides import Rarity
from egqa.types import ContextQuote, Paragraph, Passage, Query, Quote, Statement, UnitRef


def state_all(chosen: Sequence[Sequence[Quote]]) -> tuple[Statement, ...]:
    """A statement for each unit quoted; the frame is not repeated for the next in one voice."""
    made: list[Statement] = []
    before: object = None
    for quotes in chosen:
        lead = _lead_in(quotes[0])
        said = quotes[0].paragraph.attribution
        again = "Another suggestion" if said.klass == "C2" else "Also"
        now = (lead, said.klass, said.phrase)
        words = " and: ".join(f"“{quote.text}”" for quote in quotes)
        made.append(Statement(f"{again if now == before else lead}: {words}", tuple(quotes)))
        before = now
    return tuple(made)


def _lead_in(quote: Quote) -> str:
    """The frame. A resolution's clauses are its organ's, whose name opens them: "Requests …"."""
    one = quote.paragraph
    resolution = name_resolution(one.masthead)
    plain = one.attribution.klass in ("C1", "C8")
    decision = _DECISION.match(one.para or "") if plain else None
    if decision:
        part = "The preamble to decision" if decision.group("item").startswith("pp") else "Decision"
        return f"{part} {decision.group('number').upper()}, in {short_name(one.masthead)}, reads"
    if resolution is None or ":" in (one.para or "") or not plain:
        if plain and one.chapeau and one.chapeau[-1].text.rstrip().endswith(":"):
            name = short_name(one.masthead)  # an item says nothing without its opening words
            return f"{name[0].upper()}{name[1:]} lists"
        return frame(one, quote.text, short_name(one.masthead))
    organ, number = resolution
    part = "the preamble to " if (one.para or "").startswith("pp") else ""
    return f"The {organ}, in {part}its resolution {number}"


#: A unit of one of several decisions that a document holds.
_DECISION = re.compile(r"dec\.(?P<number>\d+/[a-z]+\.\d+):(?P<item>.+)")


def honest_context(chosen: Sequence[Paragraph]) -> tuple[ContextQuote, ...]:
    """What the chosen units cannot be read without: their chapeaux, and what limits their force."""
    shown: dict[UnitRef, ContextQuote] = {}
    cited = {one.ref for one in chosen}
    for one in chosen:
        for role, others in (("chapeau", one.chapeau), ("governs", one.governed_by)):
            for other in others:
                if other.ref not in cited and other.ref not in shown:
                    shown[other.ref] = ContextQuote(
                        Quote(other, 0, len(other.text)),
                        "chapeau" if role == "chapeau" else "governs",
                    )
    return tuple(shown.values())


def opposed_context(
    query: Query, chosen: Sequence[Paragraph], passages: Sequence[Passage], rarity: Rarity
) -> tuple[ContextQuote, ...]:
    """The other side of what the chosen units say, where the documents hold one."""
    ranked = [one.paragraph for one in passages]
    shown = []
    for one in chosen:
        for other in find_opposed(one, ranked)[:1]:
            if other not in chosen and other not in shown:
                shown.append(other)
    return tuple(
        ContextQuote(quote, "opposed")
        for one in shown[:2]
        for quote in choose_quotes(one, query, rarity)
    )


def status_notices(quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The status of each document quoted, and in what capacity it holds the very words quoted.

    What puts its symbol or its numbers in doubt goes with it.
    """
    notices: dict[str, None] = {}
    for quote in quotes:
        one = quote.paragraph
        force = describe_force(as_quoted(quote))
        notices[f"{name_document(one.masthead)}: {one.masthead.status}; {force}."] = None
        for warning in filter(None, (one.masthead.symbol_doubt, one.masthead.caution)):
            notices[f"{name_document(one.masthead)}: {warning}"] = None
    return tuple(notices)
