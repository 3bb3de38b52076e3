"""Questions for all that a body asks of somebody."""

from __future__ import annotations

import pytest

from egqa.clauses import clauses_asked
from egqa.parse import parse_bytes
from egqa.types import Passage, Query

TEXT = """A/RES/99/7

Resolution adopted by the General Assembly

The General Assembly,

Recalling that it requested a report,

1. Requests the Secretary-General to keep the lamps lit;

2. Invites Member States to lend oil, and also requests the Secretary-General to store it;

3. Also requests the Lamp Office to count the lamps;

4. Requests the Secretary-General, in his next report, to tell of the lamps;

5. Requests, in this regard, that oil be bought;

6. Calls upon all Member States:

(a) To light lamps;

(b) To report on them;

7. Encourages Member States to visit.
"""
DOCUMENT = parse_bytes(TEXT.encode(), "a.txt")
UNITS = {one.para: one for one in DOCUMENT}
ALL_OF_HIM = ["1", "2", "4"]


def cite(question: str, best: str = "1") -> list[str | None]:
    query = Query(question, question, focus=question)
    found = clauses_asked(query, [Passage(UNITS[best], 5.0, 1)], (DOCUMENT,))
    return [one.para for one in found]


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("What does the General Assembly request the Secretary-General to do?", ALL_OF_HIM),
        ("What did the Assembly request of the Secretary-General?", ALL_OF_HIM),
        ("List all requests addressed to the Secretary-General in the resolution", ALL_OF_HIM),
        ("what is the Secretary-General requested to do", ALL_OF_HIM),
        ("What does the Assembly ask Member States to do?", ["2", "6", "6(a)", "6(b)", "7"]),
        ("What did it request the Secretary-General to do on oil?", []),
        ("What does the Assembly request the Lamp Office to do?", ["3"]),
        ("What does the Assembly request?", []),
        ("When was the Secretary-General requested to report?", []),
        ("What does the Assembly request the President to do?", []),
    ],
)
def test_all_clauses_that_act_on_one_are_cited(question: str, units: list[str]) -> None:
    assert cite(question) == units
