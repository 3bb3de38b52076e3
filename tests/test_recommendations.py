"""Recommendations by their own number, which is no paragraph's."""

from __future__ import annotations

import pytest

from egqa.parse import parse_bytes
from egqa.pinpoints import print_pinpoint
from egqa.understand import understand

AUDIT = parse_bytes(
    b"""E/LAMP/2031/2
Distr.: General
3 March 2031

Report on the implementation of recommendations made on the Lamp Division

1. The Office reviewed the Division in 2028, and made three recommendations.

2. Recommendation 1 reads as follows: The Division should number its lamps.

3. In response to recommendation 1, the Division numbered 400 lamps by hand.

4. The Office considers that it is carried out.

5. Recommendation 2 reads as follows: The Division should paint its lamps, in view of:

(a) Rust;

(b) Fog.

6. Recommendations 2 and 3 were taken up together, and the paint was bought.

7. Recommendation 3 reads as follows: The Division should report on paint each year.
""",
    "audit.txt",
)
LIST = parse_bytes(
    b"""E/FOG/2031/4
Distr.: General
5 March 2031

Report of the Forum on Fog

I. Recommendations

1. The Forum recommends that foghorns be tested.

2. The Forum recommends that States keep logs, and that they:

(a) Publish them;

(b) Keep them dry.
""",
    "list.txt",
)
BOTH = (AUDIT, LIST)


@pytest.mark.parametrize(
    ("question", "paras"),
    [
        ("What is recommendation 1 of E/LAMP/2031/2?", ["2"]),
        ("What do recommendations 1 and 3 of E/LAMP/2031/2 say?", ["2", "7"]),
        ("recommendations 1 to 3 of E/LAMP/2031/2", ["2", "5", "7"]),
        ("What does recommendation 3 of the audit of lamps say?", ["7"]),
        ("What is recommendation 2 of E/FOG/2031/4?", ["2"]),
        ("What is recommendation 2 (a) of E/FOG/2031/4?", ["2(a)"]),
        ("What does paragraph 3 of E/LAMP/2031/2 say?", ["3"]),
    ],
)
def test_looked_up(question: str, paras: list[str]) -> None:
    query = understand(question, (), BOTH)
    assert [ref.para for ref in query.refs] == paras
    assert query.within == ()


@pytest.mark.parametrize(
    ("question", "paras"),
    [
        ("How was recommendation 1 of E/LAMP/2031/2 carried out by the Division?", {"2", "3"}),
        ("What paint was bought for recommendation 2?", {"5", "6"}),
    ],
)
def test_asked_about(question: str, paras: set[str]) -> None:
    """Beside a topic the number confines the search to what deals with the recommendation."""
    query = understand(question, (), BOTH)
    assert query.refs == ()
    assert {ref.para for ref in query.within} == paras


def test_not_among_them() -> None:
    query = understand("What is recommendation 4 of E/LAMP/2031/2?", (), BOTH)
    assert query.refs == ()
    assert [print_pinpoint(one) for one in query.unknown] == ["recommendation 4"]
