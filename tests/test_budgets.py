"""Sums of a proposed programme budget: of the whole, of a part that is named, of a source."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.index import Index
from egqa.kinds import read_kind
from egqa.parse import parse_bytes
from egqa.types import Answer

BUDGET = """A/90/6 (Sect. 41)
Distr.: General
3 April 2030

Proposed programme budget for 2031

Section 41

Lighthouses and lamps

Overview

41.1 As shown in table 41.1, the overall resources proposed for 2031 amount to $26,284,300,
reflecting a decrease of $58,500 compared with the approved budget for 2030.

Extrabudgetary resources

41.2 As reflected in table 41.2, extrabudgetary resources amount to $14,965,400. The resources would
complement regular budget resources and would provide for 46 posts.

41.3 The extrabudgetary resources under the present section are subject to the oversight of the
Keeper of the Lamps Office, who reports on the Lamps Office every year.

Registry of keepers

41.4 The proposed regular budget resources for 2031 amount to $7,908,000 and reflect no change
compared with the approved budget for 2030.

41.5 The registry of keepers asks for the names of all keepers in 2031, for its own files.

Subprogramme 1. Harbour inspections

41.6 The proposed regular budget resources for 2031 amount to $195,100 and reflect a decrease of
$9,500 compared with the approved budget for 2030.

41.7 Harbour inspections in 2031 are asked for by pilots, who pay charges for each inspection.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("budget"), [parse_bytes(BUDGET.encode(), "b.txt")])


@pytest.mark.parametrize(
    ("questions", "para"),
    [
        (("How big is the proposed regular budget of the Lamps Office for 2031?",), "41.1"),
        (("What regular budget is proposed for lighthouses and lamps in 2031?",), "41.1"),
        (("How much does it want for the registry of keepers in 2031?",), "41.4"),
        (("What is asked for harbour inspections in 2031?",), "41.6"),
        (("How much money are the extrabudgetary resources of the Lamps Office?",), "41.2"),
        (
            (
                "How much is proposed for the registry of keepers in 2031?",
                "and for harbour inspections?",
            ),
            "41.6",
        ),
        (("Who has oversight of the extrabudgetary resources?",), "41.3"),
        (("What does the registry of keepers ask for?",), "41.5"),
        (("what's in the budget for the lamps office?",), "41.1"),
    ],
)
def test_the_sum_is_that_of_what_is_named(
    index: Index, questions: tuple[str, ...], para: str
) -> None:
    reply = ask(index, *questions).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == para


def test_how_big_a_budget_is_asks_for_a_sum() -> None:
    assert read_kind("How big is the office's proposed budget for 2031?") == "amount"
    assert read_kind("How big is the office's library?") == "fact"
