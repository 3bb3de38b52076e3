"""Sentences end where a reader would say so, and hold every word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.sentences import split_clauses, split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It met on Monday.", "It adopted its agenda."],
        ["See para. 3 of A/68/98.", "Mr. Ali spoke."],
        ["Ms. J. K. Doe (Chair) opened the meeting."],
        ["Paras. 3 and 4, sect. II and art. 5 apply.", "They bind."],
        ["The Vice-Chair, Prof. Dr. No, spoke."],
        ["Resolution No. 65/230, vol. II, pp. 3–9, was recalled."],
        ["Document UNODC/CCPCJ/EG.4/2018/L.1/Add. 2 was read out."],
        ["The U.S. Code was cited.", "It was long."],
        ["States, e.g. Chad, i.e. those named, etc. were listed."],
        ["He said “It is so.”", "Then he left."],
        ["(It was noted.)", "[Two agreed.]", "Others did not."],
        ["The text was adopted.1", "It was long."],
        ["Was it so?", "It was!", "“Indeed.”"],
        ["It met on 3.5 days."],
        ["It listed: (a) crime; (b) evidence; and (c) victims."],
        ["[...]"],
        ["One sentence without an end"],
        ["It met at 10 a.m. in Vienna.", "It rose at 1 p.m."],
    ],
    ids=lambda parts: parts[0][:24],
)
def test_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@given(st.text(alphabet=st.sampled_from('ab A.?!;:()[]“”"’ \n\t1MrNo')))
def test_all_words_are_covered_in_order(text: str) -> None:
    spans = split_sentences(text)
    kept = "".join(text[s.start : s.end] for s in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)


LONG = (
    "States should cooperate in the tracing of money, in the preservation of traffic data for as "
    "long as it is needed, and in the training of judges, of prosecutors and of police."
)


LONGER = LONG.removesuffix(".") + (
    ", and may ask the secretariat for advice on how to draft laws that respect the rights of all."
)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (LONG, ["States should cooperate", "in the preservation"]),
        (LONGER, ["States should cooperate", "and in the"]),
    ],
)
def test_runs_of_clauses_follow_one_another_and_the_last_is_as_long(
    text: str, starts: list[str]
) -> None:
    spans = split_clauses(text)
    runs = [text[span.start : span.end] for span in spans]
    assert [" ".join(run.split()[:3]) for run in runs] == starts
    assert all(one.end < other.start for one, other in pairwise(spans[:-1]))
    assert spans[-1].start <= spans[-2].end + 1
    assert all(len(run.split()) >= 18 for run in runs)
    assert (spans[0].start, spans[-1].end) == (0, len(text))


@pytest.mark.parametrize("text", ["", "It met.", "The Group met, and adopted its report."])
def test_a_short_sentence_has_no_runs(text):
    assert split_clauses(text) == []
