"""Document symbols: found in prose, told from what only looks like one, compared and linked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.symbols import ends_with, find_symbols, is_symbol, official_link, symbol_key

_LINES = (Path(__file__).parent / "data" / "symbols.txt").read_text("utf-8").splitlines()
_SECOND = next(at for at, line in enumerate(_LINES) if line.startswith("# Second"))
VALID = [line for line in _LINES[:_SECOND] if line and not line.startswith("#")]
CATALOGUE = [line for line in _LINES[_SECOND:] if line and not line.startswith("#")]


@pytest.mark.parametrize("line", VALID)
def test_every_real_symbol_is_found_whole(line: str) -> None:
    assert ", ".join(find_symbols(line)) == line
    assert is_symbol(line) == (", " not in line)


@pytest.mark.parametrize("line", CATALOGUE)
def test_a_catalogue_row_never_crashes_and_is_a_symbol_or_not(line: str) -> None:
    old = line.startswith(("C.", "Conf.", "O.", "A. ", "V/")) or line.endswith("Add.")
    assert is_symbol(line) != old


FOUND = [
    ("See E/CN.15/2018/6, para. 4.", ["E/CN.15/2018/6"]),
    ("(UNODC/CCPCJ/EG.4/2018/L.1).", ["UNODC/CCPCJ/EG.4/2018/L.1"]),
    ("E/2018/30-E/CN.15/2018/15", ["E/2018/30-E/CN.15/2018/15"]),
    ("A/68/98* and A/68/98", ["A/68/98*"]),
    ("A/RES/217 (III) and A/80/6 (Sect. 11)", ["A/RES/217 (III)", "A/80/6 (Sect. 11)"]),
    ("[A/C.3/72/12](#)", ["A/C.3/72/12"]),
    ("S/RES/2787 (2025)", ["S/RES/2787 (2025)"]),
]


@pytest.mark.parametrize(("text", "symbols"), FOUND)
def test_symbols_in_prose(text: str, symbols: list[str]) -> None:
    assert find_symbols(text) == symbols


FALSE = ["24/7", "and/or", "65/230", "26/4", "2/4", "project/programme", "TCP/IP", "N/A",
         "V/81.26905", "he/she", "MOU/LOA", "http://un.org/A/1", ""]  # fmt: skip


@pytest.mark.parametrize("text", FALSE)
def test_what_only_looks_like_a_symbol(text: str) -> None:
    assert find_symbols(f"a {text} b") == []
    assert not is_symbol(text)


SAME = [
    ("UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "unodc/ccpcj/eg.4/2018/l.1/add.2 *"),
    ("A/RES/217 (III)", "A/RES/217(III)"),
    ("A/48/486-S/26560", "A/48/486\u2011S/26560"),
    ("A/48/486-S/26560", "A/48/486–S/26560"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_keys_are_equal(one: str, other: str) -> None:
    assert symbol_key(one) == symbol_key(other)


ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"
ENDS = [
    ("Add.2", True),
    ("add 2", True),
    ("Add2", True),
    ("L.1/Add.2", True),
    ("EG.4/2018/L.1/Add.2", True),
    (ADD2, True),
    ("L.1", False),
    ("Add.3", False),
    ("Add.22", False),
    ("UNODC/CCPCJ/EG.4/2018/L.1", False),
    ("", False),
]


@pytest.mark.parametrize(("part", "expected"), ENDS)
def test_a_base_symbol_never_stands_for_its_addenda(part: str, expected: bool) -> None:
    assert ends_with(ADD2, part) is expected


LINKS = [
    (ADD2, f"https://docs.un.org/en/{ADD2}"),
    ("A/RES/217 (III)", "https://docs.un.org/en/A/RES/217(III)"),
    ("A/68/98*", "https://docs.un.org/en/A/68/98"),
]


@pytest.mark.parametrize(("symbol", "link"), LINKS)
def test_official_link(symbol: str, link: str) -> None:
    assert official_link(symbol) == link


@given(st.text("AES/.()1 9IVX-–*a", max_size=60))
def test_any_text_is_searched_without_error(text: str) -> None:
    for symbol in find_symbols(text):
        assert is_symbol(symbol)
        assert symbol_key(symbol) in symbol_key(text)


@pytest.mark.parametrize("piece", ["A/", "A/1", "/1", "A/1 (", "A.", "A/1-"])
def test_search_is_fast_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    find_symbols(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 2
