"""The passages in the order in which they answer: by how they fit, then by what they tell."""

from __future__ import annotations

from dataclasses import replace

from egqa.budgets import REACH as IN_BUDGET
from egqa.budgets import gives_resources
from egqa.counted import IN_VOTE, counts_asked, tells_vote
from egqa.counted import REACH as COUNTED
from egqa.fit import refit
from egqa.introducers import REACH as INTRODUCED
from egqa.introducers import names_introducer
from egqa.mastheads import tells_place
from egqa.nearest import put_first
from egqa.offices import NAMED_STATE, names_holder, names_state
from egqa.offices import REACH as IN_OFFICE
from egqa.subjects import weigh_cover
from egqa.sums import REACH as SUMS
from egqa.sums import gives_sum
from egqa.unattributed import EXPLAINED, tells_explanation
from egqa.verdicts import Case


def arrange(case: Case) -> Case:
    """`case` with its passages in that order: a unit first that counts, names or places it."""
    rarity = case.corpus.rarity
    passages = refit(case.query, weigh_cover(case.query, case.passages, case.documents, rarity))
    case = replace(case, passages=passages)
    for holds, reach in (
        (counts_asked(case), COUNTED),
        (tells_vote(case), IN_VOTE),
        (names_introducer(case), INTRODUCED),
        (names_holder(case), IN_OFFICE),
        (names_state(case), NAMED_STATE),
        (tells_place(case), IN_OFFICE),
        (gives_sum(case), SUMS),
        (gives_resources(case), IN_BUDGET),
        (tells_explanation(case), EXPLAINED),
    ):
        if holds is not None:
            passages = put_first(passages, holds, reach)
    return replace(case, passages=passages)
