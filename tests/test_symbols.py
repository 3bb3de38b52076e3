"""Document symbols: found in prose, told from what only looks like one, compared and linked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.errors import SymbolError
from egqa.symbols import (
    ends_with,
    find_symbols,
    is_symbol,
    official_link,
    parse_symbol,
    symbol_key,
)

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


@pytest.mark.parametrize("line", VALID)
def test_every_real_symbol_is_read_without_a_doubt(line: str) -> None:
    symbol = parse_symbol(line)
    assert symbol.doubt is None
    assert str(symbol).replace(" ", "") == line.replace(" ", "")
    assert [str(part) for part in symbol.parts] == line.split(", ")


@pytest.mark.parametrize("line", CATALOGUE)
def test_a_catalogue_row_is_read_doubted_or_refused(line: str) -> None:
    if line.endswith("Add."):
        assert "no number" in (parse_symbol(line).doubt or "")
    elif line.startswith(("C.", "Conf.", "O.", "A. ", "V/")):
        with pytest.raises(SymbolError):
            parse_symbol(line)
    else:
        assert parse_symbol(line).doubt is None


# Forms of every kind that the list does not hold, with what they are read to say.
READ = [
    ("A/C.3/72/SR.12", "C.3", "72", None, "summary record", ()),
    ("CCPR/C/SR.2345/Add.1", None, None, None, "summary record", ("Add.1",)),
    ("FCCC/PA/CMA/2018/3/Add.1", None, None, 2018, None, ("Add.1",)),
    ("ICCD/COP(13)/21/Add.1", None, None, None, None, ("Add.1",)),
    ("HRI/GEN/1/Rev.9 (Vol. I)", None, None, None, None, ("Rev.9(Vol. I)",)),
    ("A/INF/51/6/Rev.2", None, "51", None, "information", ("Rev.2",)),
    ("ST/SGB/2017/2/Amend.1", None, None, 2017, "Secretary-General's bulletin", ("Amend.1",)),
    ("A/CONF.62/122/Corr.2", "CONF.62", None, None, None, ("Corr.2",)),
    ("A/AC.105/C.1/L.377", "C.1", None, None, "limited", ()),
    ("UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "EG.4", None, 2018, "limited", ("Add.2",)),
    ("E/CN.4/Sub.2/1993/29/Rev.2", "Sub.2", None, 1993, None, ("Rev.2",)),
    ("A/S-27/2", None, "S-27", None, None, ()),
    ("A/ES-10/186", None, "ES-10", None, None, ()),
    ("A/BUR/73/1", "BUR", "73", None, None, ()),
    ("S/PV.4943 (Resumption 1)", None, None, None, "verbatim record", ()),
    ("S/AC.37/2003/(1455)/16", "AC.37", None, 2003, None, ()),
    ("A/59/19/Rev.1 (Supp.)", None, "59", None, None, ("Rev.1(Supp.)",)),
    ("A/RES/217 A (III)", None, "III", None, "resolution", ()),
    ("A/RES/2603 B (XXIV)", None, "XXIV", None, "resolution", ()),
    ("A/RES/48/75 A-L", None, "48", None, "resolution", ()),
    ("A/RES/37/69I", None, "37", None, "resolution", ()),
    ("S/RES/2787 (2025)", None, None, 2025, "resolution", ()),
    ("LC/G.2432(SES.33/3)", None, None, None, None, ()),
    ("UNEP/OzL.Pro/ExCom/68/53", None, "68", None, None, ()),
    ("UNEP(DTIE)/Hg/INC.1/4", None, None, None, None, ()),
    ("TD(XII)/BP/1", None, "XII", None, None, ()),
    ("GC.18/3", None, None, None, None, ()),
    ("ICC-ASP/8/Res.3", None, "8", None, None, ()),
    ("A/81/6 (Sect. 11)/Part A", None, "81", None, None, ()),
    ("UNEP/MED IG.21/9", None, None, None, None, ()),
    ("CTBT-Art.XIV/2019/6", None, None, 2019, None, ()),
    ("A/HRC/S-17/2/Add.1", None, "S-17", None, None, ("Add.1",)),
    ("A/66/5 (Vol. I)/Add.1", None, "66", None, None, ("Add.1",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "organ", "session", "year", "nature", "modifiers"), READ)
def test_what_a_symbol_says(
    text: str,
    organ: str | None,
    session: str | None,
    year: int | None,
    nature: str | None,
    modifiers: tuple[str, ...],
) -> None:
    symbol = parse_symbol(text)
    assert (symbol.organ, symbol.session, symbol.year) == (organ, session, year)
    assert (symbol.nature, symbol.modifiers, symbol.doubt) == (nature, modifiers, None)
    assert str(symbol) == text
    assert symbol.key == symbol_key(text)
    assert find_symbols(f"see {text} and") == [text]


JOINED = [
    ("A/48/486-S/26560", ["A/48/486", "S/26560"]),
    ("A/48/486\u2011S/26560", ["A/48/486", "S/26560"]),
    ("E/2018/30–E/CN.15/2018/15", ["E/2018/30", "E/CN.15/2018/15"]),
    ("A/63/1, A/63/2 and A/63/3", ["A/63/1", "A/63/2", "A/63/3"]),
    ("IDB.45/8-PBC.33/8", ["IDB.45/8", "PBC.33/8"]),
    ("DP/FPA-ICEF-UNW/2020/1", ["DP/FPA-ICEF-UNW/2020/1"]),
    ("CRPD/C/AZE/FCO/2-3", ["CRPD/C/AZE/FCO/2-3"]),
]


@pytest.mark.parametrize(("text", "parts"), JOINED)
def test_several_symbols_in_one(text: str, parts: list[str]) -> None:
    symbol = parse_symbol(text)
    assert [str(part) for part in symbol.parts] == parts
    assert str(symbol) == text
    assert symbol.doubt is None


@pytest.mark.parametrize(
    ("text", "reissued"),
    [("A/68/98*", True), ("A/68/98**", True), ("A/68/98 *", True), ("A/68/98", False)],
)
def test_a_star_says_reissued(text: str, reissued: bool) -> None:
    assert parse_symbol(text).reissued is reissued
    assert parse_symbol(text).components == ("68", "98")


DOUBTED = [
    ("A/68/9O", "look alike"),
    ("A/C.l/72/L.5", "look alike"),
    ("A/CONF.151/26/Rev.l (Vol. I)", "look alike"),
    ("A/68/L.I", "letter where a number"),
    ("A/RES/2l7 (III)", "not formed"),
    ("S/RE5/1325", "not formed"),
    ("UN0DC/CCPCJ/EG.4/2018/L.1", "not formed"),
    ("A/C,3/72/L.1", "not formed"),
    ("A/AC182/L.1", "not formed"),
    ("a/68/98", "bod"),
    ("5/RES/1325", "bod"),
    ("A/68/add.1", "lower case"),
    ("A/RES/abc/1", "lower case"),
    ("A /68/98", "spaces"),
    ("A/C. 3/72/L. 5", "spaces"),
    ("A\\68\\98", "backslash"),
    ("A//68", "missing"),
    ("A/68/98/", "missing"),
    ("A/68/98/Add", "no number"),
    ("QQ/68/98", "QQ"),
    ("A/63/1, A/63/2O", "look alike"),
]


@pytest.mark.parametrize(("text", "doubt"), DOUBTED)
def test_a_damaged_symbol_is_doubted_and_not_put_right(text: str, doubt: str) -> None:
    symbol = parse_symbol(text)
    assert doubt in (symbol.doubt or "")
    assert str(symbol) == text


NONE = ["TCP/IP", "N/A", "24/7", "and/or", "65/230", "26/4", "2/4", "V.18-02042", "GE.19-12345",
        "V/81.26905", "1/CMA.1", "COVID/19", "ISO/9001", "HIV/AIDS", "he/she", "A", "A/", "", "/",
        "see A/68/98, para. 2", "http://un.org/A/1", "A/" + "9" * 200]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(SymbolError, match="is not a UN document symbol"):
        parse_symbol(text)
    with pytest.raises(ValueError, match="is not a UN document symbol"):
        parse_symbol(text)


@given(st.text("AESCL/.()13 OlIVX-–*|a,", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        symbol = parse_symbol(text)
    except SymbolError:
        return
    assert "".join(str(symbol).split()) == "".join(text.split())
    assert symbol.parts


FOUND = [
    ("(see A/68/98 (2013))", ["A/68/98"]),
    ("resolution A/RES/48/75 A, and *A/68/98*", ["A/RES/48/75 A", "A/68/98"]),
    ("A/RES/217(III)A", ["A/RES/217(III)A"]),
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


WHOLE = [
    "A/80/6 (Plan outline)",
    "A/80/6 (Foreword and introduction)",
    "A/73/12 (part II)",
    "DP/FPA/2025/4 (Part I/Add.1)",
    "GEGN.2/2025/35",
]


@pytest.mark.parametrize("symbol", WHOLE)
def test_words_in_brackets_that_belong_to_a_symbol(symbol: str) -> None:
    assert find_symbols(f"The report ({symbol}) and A/80/46 (see below).") == [symbol, "A/80/46"]
    assert parse_symbol(symbol).doubt is None


SERIES = [
    "SSC/22/L.2", "PRS/2025/CRP.2", "CRS/2024/CRP.13", "EC/76/SC/CRP.7", "EOSG/2023/4",
    "EXCOM/CONCLU/137", "WFP/EB.A/2024/6-F/1", "WFP/EB.A/2024/4-C/Add.1",
]  # fmt: skip


@pytest.mark.parametrize("symbol", SERIES)
def test_series_of_seminars_committees_and_boards(symbol: str) -> None:
    assert find_symbols(f"as contained in document {symbol}, the Board") == [symbol]
    assert [str(part) for part in parse_symbol(symbol).parts] == [symbol]


@pytest.mark.parametrize("text", ["UNDP/UNFPA/UNOPS", "WHO/UNICEF", "A/B", "S/N"])
def test_bodies_beside_each_other_are_no_symbol(text: str) -> None:
    with pytest.raises(SymbolError):
        parse_symbol(text)


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
