"""What extraction broke is mended, what the UN wrote is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.parse.repairs import count_words, mend
from egqa.quotes import fold
from egqa.types import Span
from parse_cases import read, texts

MENDED = [
    ("cybe rcrimes", "cybercrimes", ["cybe rcrimes → cybercrimes"]),
    ("such a s public", "such as public", ["a s → as"]),
    ("ev idence", "evidence", ["ev idence → evidence"]),
    ("the U nited Nations", "the United Nations", ["U nited → United"]),
    ("mainly b e dealt", "mainly be dealt", ["b e → be"]),
    ("c ooperation", "cooperation", ["c ooperation → cooperation"]),
    ("in o rder to", "in order to", ["o rder → order"]),
    ("the risk s of", "the risks of", ["risk s → risks"]),
    ("open -ended", "open -ended", []),
    ("rights ; and , so", "rights; and, so", ["space before “;”", "space before “,”"]),
    ("two  words", "two words", ["several spaces → one"]),
    ("end.  Next", "end. Next", ["several spaces → one"]),
    ("co\u00adoperation", "cooperation", ["soft hyphen removed"]),
    ("\uf020new", "new", ["U+F020 removed"]),
    ("*inter alia*", "inter alia", ["Markdown removed"]),
    ("[A/1/2](#)", "A/1/2", ["Markdown removed"]),
]


@pytest.mark.parametrize(("raw", "text", "notes"), MENDED)
def test_mended_and_noted(raw: str, text: str, notes: list[str]) -> None:
    got, pieces, repairs = mend(raw, [Span(0, len(raw))], count_words(f"{raw} cybercrimes"))
    assert (got, sorted(repairs)) == (text, sorted(notes))
    assert all(got[p.start : p.end].replace(" ", "") in raw for p in pieces if p.end - p.start == 1)


LEFT = ["dark net", "public private partnerships", "option b and more", "the sub theme a was",
        "a new one", "an other", "in formation", "to day", "may be", "for ever", "States Members",
        "cyber crime", "data base", "and, or, the", "I am", "x y", "in Dar es Salaam"]  # fmt: skip


@pytest.mark.parametrize("raw", LEFT)
def test_two_words_stay_two(raw: str) -> None:
    text, _, repairs = mend(raw, [Span(0, len(raw))], count_words(raw))
    assert (text, repairs) == (raw, [])


JOINED = [
    ("cybercrime-", "related acts", "cybercrime-related acts"),
    ("public", "private", "public private"),
    ("short- and", "long-term", "short- and long-term"),
    ("medium-", "and long-term", "medium- and long-term"),
    ("2018–", "2021", "2018–2021"),
    ("project/", "programme", "project/programme"),
    ("States –", "and others", "States – and others"),
    ("a dash -", "then", "a dash - then"),
    ("*inter*", "alia", "inter alia"),
    ("words  ", "more", "words more"),
]


@pytest.mark.parametrize(("first", "second", "joined"), JOINED)
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n\n"])
def test_lines_are_joined(first: str, second: str, joined: str, end: str) -> None:
    assert texts(read(f"1. Of {first}{end}{second} it was.\n"))["1"] == f"Of {joined} it was."


@given(st.lists(st.text("ab c;,*_-\u00ad\uf020.", min_size=1), min_size=1, max_size=5))
def test_under_fold_nothing_changes(lines: list[str]) -> None:
    source = "\n".join(lines)
    ranges, at = [], 0
    for line in lines:
        body = line.strip()
        if body:
            begin = at + line.index(body)
            ranges.append(Span(begin, begin + len(body)))
        at += len(line) + 1
    text, pieces, _ = mend(source, ranges, count_words(source))
    there = "".join(source[p.source_start : p.source_start + p.end - p.start] for p in pieces)
    assert fold(there) == fold(text)
    assert text == " ".join(text.split())
    assert [p.start for p in pieces[1:]] == [p.end for p in pieces[:-1]]


def test_repairs_of_a_unit_are_counted() -> None:
    document = read("1. The cybe rcrime and the cybe rcrime were there, and cybercrime.\n")
    assert [(f.where, f.detail) for f in document.audit if f.kind == "repair"] == [
        ("1", "cybe rcrime → cybercrime (2 times)")
    ]
