"""Why and when a thing was adopted that somebody only wished for."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.scope import read_scope
from egqa.types import Abstention, Answer

REPORT = """E/CN.15/2031/L.1
Distr.: Limited
23 May 2031

Commission on Lighthouses

Draft report

1. Some speakers suggested that a new convention on foghorns should be adopted, since the treaty on
oil was of 1999. Others were of the view that the treaty on oil, open for accession subject to the
approval of its parties, was enough.

2. At its 3rd meeting, on 4 May 2031, the Commission approved the plan for piers.

3. At its 6th meeting, on 6 May 2031, the Commission adopted its report.

4. The treaty on oil lamps was concluded at Oslo on 3 March 1999, because ships ran aground.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("adopted"), [parse_bytes(REPORT.encode(), "r.txt")])


@pytest.mark.parametrize(
    "question",
    [
        "When was the new convention on foghorns adopted?",
        "Why did the Commission adopt a new convention on foghorns?",
        "On what date did States agree on a new convention on foghorns?",
    ],
)
def test_what_was_only_wished_for_has_no_date_and_no_reason(index: Index, question: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Abstention), reply
    assert reply.reason == "not_recorded"
    assert "some speakers" in reply.text


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("When did the Commission approve the plan for piers?", "2"),
        ("When was the draft report adopted?", "3"),
        ("Why was the treaty on oil lamps concluded?", "4"),
        ("Who suggested that a new convention on foghorns should be adopted?", "1"),
    ],
)
def test_what_was_adopted_is_told(index: Index, question: str, para: str) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == para


def test_a_date_after_a_comma_names_another_document() -> None:
    earlier = parse_bytes(REPORT.encode(), "r.txt")
    later = parse_bytes(REPORT.replace("2031", "2033").replace("L.1", "L.4").encode(), "l.txt")
    scope = read_scope("compare foghorns in L.1, in the 2033 draft and in L.4", [earlier, later])
    assert scope.conflicts == ()
    assert read_scope("what says L.1 of 2033 on foghorns?", [earlier, later]).conflicts
