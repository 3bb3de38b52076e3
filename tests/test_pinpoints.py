"""Pinpoints: read in any usual spelling, printed in the UN's."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.numerals import letter_value, ordinal, ordinal_value, roman_value
from egqa.pinpoints import print_pinpoint, print_pinpoints, read_parts, read_pinpoints

PRINTED = [
    ("2", "para. 2"),
    ("2(q)", "para. 2 (q)"),
    ("2(l)(ii)", "para. 2 (l) (ii)"),
    ("2(aa)", "para. 2 (aa)"),
    ("2(f)•1", "para. 2 (f), first bullet"),
    ("2(f)•21", "para. 2 (f), 21st bullet"),
    ("27(1)(c)", "para. 27, item 1 (c)"),
    ("11.21(a)", "para. 11.21 (a)"),
    ("annexi:10(a)", "annex I, para. 10 (a)"),
    ("annex:4", "annex, para. 4"),
    ("appendixa:1", "appendix A, para. 1"),
    ("annexi/partii:3", "annex I, part II, para. 3"),
    ("parttwo:3", "part two, para. 3"),
    ("art.5:2", "art. 5, para. 2"),
    ("dec.2/cma.1:(b)(i)", "decision 2/CMA.1, subpara. (b) (i)"),
    ("agreedconclusions586:3", "agreed conclusions 586, para. 3"),
    ("res.1/cma.1:1", "resolution 1/CMA.1, para. 1"),
    ("draftres.i:1", "draft resolution I, para. 1"),
    ("pp3", "third preambular paragraph"),
    ("pp21", "21st preambular paragraph"),
    ("annexi:pp2", "annex I, second preambular paragraph"),
    ("2(b)~2", "para. 2 (b) (second so numbered)"),
    ("2(b)~3(i)", "para. 2 (b) (i) (third so numbered)"),
    ("annexi~2:1", "annex I (second so numbered), para. 1"),
    ("military-activities:1", "military-activities, para. 1"),
    ("participation:1", "participation, para. 1"),
    ("odd", "odd"),
]


@pytest.mark.parametrize(("number", "printed"), PRINTED)
def test_print(number: str, printed: str) -> None:
    assert print_pinpoint(number) == printed


SEVERAL = [
    (["7"], "para. 7"),
    (["5", "6"], "paras. 5 and 6"),
    (["5", "7", "9"], "paras. 5, 7 and 9"),
    (["3", "4", "5"], "paras. 3–5"),
    (["2(q)", "2(r)"], "paras. 2 (q) and 2 (r)"),
    (["2(b)", "2(c)", "2(d)"], "paras. 2 (b), 2 (c) and 2 (d)"),
    (["annexi:1", "2"], "annex I, para. 1 and para. 2"),
]


@pytest.mark.parametrize(("numbers", "printed"), SEVERAL)
def test_print_several(numbers: list[str], printed: str) -> None:
    assert print_pinpoints(numbers) == printed


READ = [
    ("Add.2 para 2 (q)", [("2(q)",)]),
    ("para. 2(l)(ii)?", [("2(l)(ii)",)]),
    ("para. 31.II.5 (b)", [("31.II.5(b)",)]),
    ("PARAGRAPH 2 (L) (II)", [("2(l)(ii)",)]),
    ("para2(q)", [("2(q)",)]),
    ("para. 2q", [("2(q)",)]),
    ("paragraph 13 of L.1", [("13",)]),
    ("§ 4 and ¶ 2(q)", [("4", "2(q)")]),
    ("sub-paragraph 1 (k) (v)", [("1(k)(v)",)]),
    ("op 5", [("5",)]),
    ("para 11.21 (a)", [("11.21(a)",)]),
    ("2(f)•3", [("2(f)•3",)]),
    ("para. 2 (f), third bullet", [("2(f)•3",)]),
    ("the third bullet of para. 2 (f)", [("2(f)•3",)]),
    ("para. 27, item 1 (c)", [("27(1)(c)",)]),
    ("third preambular paragraph", [("pp3",)]),
    ("paras. 5, 7 and 9", [("5", "7", "9")]),
    ("paras. 2 (q) and (r)", [("2(q)", "2(r)")]),
    ("paras. 2 (l) (i) and (iii)", [("2(l)(i)", "2(l)(iii)")]),
    ("paras. 33 (b) and (h) (ii)", [("33(b)", "33(h)(ii)")]),
    ("paras. 5 and (c)", [("5", "5(c)")]),
    ("para. 2 and para. 5", [("2", "5")]),
    ("annex I, para. 10 (a)", [("10(a)",)]),
    ("para. 3 in 2018 and 2019", [("3",)]),
    ("paras. 3, 2018", [("3",)]),
    ("24/7, 65/230 and resolution 26/4", []),
    ("resolution 65/230, para. 9", []),
    ("A/RES/217 (III)", []),
    ("A/68/98 para. 3", [("3",)]),
    ("Add.2 (q)", [("(q)",)]),
    ("in 2018 (see above), 3.5 per cent, in 1(one)", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "numbers"), READ)
def test_read(text: str, numbers: list[tuple[str, ...]]) -> None:
    assert [mention.numbers for mention in read_pinpoints(text)] == numbers


RANGES = [
    ("paras. 3–5", "3", "5"),
    ("paragraphs 3 to 5", "3", "5"),
    ("2 (b) to (d)", "2(b)", "2(d)"),
    ("para.2(q)-(s)", "2(q)", "2(s)"),
    ("2(l)(i)–(iii)", "2(l)(i)", "2(l)(iii)"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_read_ranges(text: str, first: str, last: str) -> None:
    (mention,) = read_pinpoints(text)
    assert (mention.numbers, mention.to) == ((first,), last)


def test_bare_labels_and_children() -> None:
    (bare,) = read_pinpoints("and (m)?")
    assert (bare.numbers, bare.bare, bare.children) == (("(m)",), True, False)
    (under,) = read_pinpoints("What are the items under 2(l)?")
    assert (under.numbers, under.bare, under.children) == (("2(l)",), False, True)
    assert read_pinpoints("option (a) or (b)")[0].numbers == ("(a)", "(b)")


def test_the_span_is_what_was_read() -> None:
    text = "See paras. 2 (q) and (r), please, or the first bullet of 2(f)."
    spans = [text[m.span.start : m.span.end] for m in read_pinpoints(text)]
    assert spans == ["paras. 2 (q) and (r)", "first bullet of 2(f)"]


letters = st.sampled_from([*string.ascii_lowercase, "aa", "bb"])
romans = st.sampled_from(["i", "ii", "iii", "iv", "v", "vi", "ix", "x", "xiv", "xl"])
numbers = st.one_of(
    st.builds("{}".format, st.integers(1, 9999)),
    st.builds("{}({})".format, st.integers(1, 999), letters),
    st.builds("{}({})({})".format, st.integers(1, 999), letters, romans),
    st.builds("{}({})•{}".format, st.integers(1, 999), letters, st.integers(1, 40)),
    st.builds("{}({})({})".format, st.integers(1, 999), st.integers(1, 20), letters),
    st.builds("{}.{}({})".format, st.integers(1, 99), st.integers(1, 99), letters),
    st.builds("pp{}".format, st.integers(1, 40)),
)


@given(numbers, st.sampled_from(["{}", "In {}, it says", "A/68/98, {}"]))
def test_what_is_printed_is_read_again(number: str, around: str) -> None:
    (mention,) = read_pinpoints(around.format(print_pinpoint(number)))
    assert mention.numbers == (number,)


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    for mention in read_pinpoints(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["(", "(a)", "1 ", "para. ", "para. 1, ", "2(a) ", "first bullet of "]
)
def test_reading_is_fast_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    read_pinpoints(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 3


def test_numerals() -> None:
    assert [ordinal(n) for n in (1, 11, 20, 21, 22, 23, 24, 111)] == [
        *("first", "eleventh", "twentieth", "21st", "22nd", "23rd", "24th", "111th")
    ]
    assert [ordinal_value(w) for w in ("First", "21st", "last", "4th")] == [1, 21, None, 4]
    values = ["i", "iv", "ix", "xiv", "xl", "xlix", "lxxxix", "", "iiii", "vx", "c"]
    assert [roman_value(v) for v in values] == [1, 4, 9, 14, 40, 49, 89, None, None, None, None]
    assert [letter_value(v) for v in ("a", "z", "aa", "ab", "", "A", "é")] == [
        *(1, 26, 27, None, None, None, None)
    ]


@given(st.integers(1, 500))
def test_ordinals_are_read_again(number: int) -> None:
    assert ordinal_value(ordinal(number)) == number


def test_a_decision_of_a_conference_of_parties_goes_by_its_number_alone() -> None:
    assert read_parts("and 6/cma.3, para. 2?") == {"dec.6/cma.3"}
    assert read_parts("decision 6/CMA.3") == {"dec.6/cma.3"}
    assert not [one for one in read_parts("resolution 6/CMA.3") if one.startswith("dec.")]
    assert not read_parts("FCCC/PA/CMA/2021/10/Add.3, A/C.6/80.1")
