"""The five documents of `seeds/`, against what was read from them by eye."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egqa.parse import parse, parse_bytes
from egqa.quotes import fold, locate, source_spans, stands
from egqa.types import Document, Paragraph, Quote

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
LINES = (HERE / "data" / "structure.jsonl").read_text("utf-8").splitlines()
TRUTH = [json.loads(line) for line in LINES]
GOLDEN = HERE / "data" / "golden_units.jsonl"


@cache
def document(start: str) -> Document:
    (path,) = [path for path in SEEDS if path.name.startswith(start)]
    return parse(path)


@cache
def units(start: str) -> dict[str, Paragraph]:
    return {paragraph.para or "": paragraph for paragraph in document(start)}


def lines_of(paragraph: Paragraph, source: str) -> list[int]:
    hull = paragraph.hull
    return [source.count("\n", 0, at) + 1 for at in (hull.start, hull.end - 1)]


@pytest.mark.parametrize("true", TRUTH, ids=[f"{t['file'][:3]} {t['unit']}" for t in TRUTH])
def test_unit_is_the_true_one(true: dict[str, object]) -> None:
    file = str(true["file"])
    paragraph = units(file)[str(true["unit"])]
    text = fold(paragraph.text)
    starts = {true["starts"], true.get("starts_plain", true["starts"])}
    ends = {true["ends"], true.get("ends_plain", true["ends"])}
    assert any(text.startswith(fold(str(words))) for words in starts)
    assert any(text.endswith(fold(str(words))) for words in ends)
    assert lines_of(paragraph, document(file).source) == true["lines"]
    assert (paragraph.parent and paragraph.parent.number) == true["parent"]
    assert " > ".join(paragraph.headings) == true["section"]
    assert paragraph.marker == true["marker"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_units_stand_in_the_true_order_and_there_are_no_others(path: Path) -> None:
    true = [unit["unit"] for unit in TRUTH if unit["file"] == path.name]
    assert [paragraph.para for paragraph in document(path.name)] == true


def test_all_the_true_units_are_there() -> None:
    assert len(TRUTH) == sum(len(document(path.name).paragraphs) for path in SEEDS) == 161


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_unit_is_what_stands_in_the_source(path: Path) -> None:
    for paragraph in document(path.name):
        whole = Quote(paragraph, 0, len(paragraph.text))
        source = document(path.name).source
        assert stands(whole, source)
        for piece in paragraph.pieces:
            there = source[piece.source_start : piece.source_start + piece.end - piece.start]
            assert there.split() == paragraph.text[piece.start : piece.end].split()
        assert paragraph.text == " ".join(paragraph.text.split())


@given(st.data())
def test_any_slice_is_located_exactly_and_stands(data: st.DataObject) -> None:
    one = document(data.draw(st.sampled_from(SEEDS)).name)
    paragraph = data.draw(st.sampled_from(one.paragraphs))
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.text)))
    words = paragraph.text[start:end]
    if not fold(words):
        return
    span = locate(words, paragraph.text)
    assert span is not None
    first = len(words) - len(words.lstrip())
    if span.start == start + first:  # the words may stand earlier too
        assert words.strip() == paragraph.text[span.start : span.end]
    assert fold(paragraph.text[span.start : span.end]) == fold(words)
    quote = Quote(paragraph, start, end)
    assert stands(quote, one.source)
    assert locate("".join(one.source[a:b] for a, b in source_spans(quote, one.source)), words)


BODY = "Expert Group to Conduct a Comprehensive Study on Cybercrime"
ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"
ADD3 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.3"
MASTHEADS = {
    "000": {
        "key": ADD2,
        "symbols": (ADD2,),
        "symbol_where": "masthead",
        "title": "Draft report, Addendum",
        "body": BODY,
        "session": "fourth session",
        "session_from": "2",
        "venue": "Vienna",
        "dates": "3–5 April 2018",
        "distribution": "Limited",
        "date": "4 April 2018",
        "language": "English only",
        "job_number": "V.18-02042 (E)",
        "agenda_items": ("2",),
        "status": "Draft report, limited distribution, 4 April 2018",
    },
    "001": {
        "key": ADD3,
        "symbols": (ADD3,),
        "symbol_where": "running_header",
        "title": "Draft report, Addendum",
        "session": "fourth session",
        "session_from": "2",
        "job_number": "V.18-02056",
        "agenda_items": ("3",),
        "status": "Draft report, date not printed",
    },
    "002": {
        "key": "002_18740251eb9f403d",
        "title": "Draft report, Addendum",
        "body": BODY,
        "venue": "Vienna",
        "dates": "27–29 March 2019",
        "distribution": "Limited",
        "date": "28 March 2019",
        "language": "English",
        "agenda_items": ("2",),
        "status": "Draft report, limited distribution, 28 March 2019",
    },
    "003": {
        "key": "003_fde95cc7223b96bc",
        "symbol_inferred": "UNODC/CCPCJ/EG.4/2018/L.1",
        "inferred_from": "para. 31",
        "title": "Draft report",
        "body": BODY,
        "session": "fourth meeting",
        "session_from": "7",
        "venue": "Vienna",
        "dates": "3–5 April 2018",
        "distribution": "Limited",
        "date": "3 April 2018",
        "language": "English",
        "agenda_items": ("1 (c)", "2"),
        "status": "Draft report, limited distribution, 3 April 2018",
    },
    "004": {
        "key": "004_f87a23631e778026",
        "title": "Draft report, Addendum",
        "body": "Economic and Social Council, Commission on Crime Prevention and Criminal Justice",
        "session": "Twenty-seventh session",
        "session_from": "masthead",
        "venue": "Vienna",
        "dates": "14–18 May 2018",
        "distribution": "Limited",
        "date": "15 May 2018",
        "language": "English",
        "agenda_items": ("5",),
        "rapporteur": "Jawad Ali (Pakistan)",
        "status": "Draft report, limited distribution, 15 May 2018",
    },
}
EMPTY = {"symbols": (), "symbol_where": "not_printed", "agenda_items": ()}


@pytest.mark.parametrize("start", MASTHEADS)
def test_masthead_holds_what_is_printed_and_no_more(start: str) -> None:
    masthead = document(start).masthead
    for field in masthead.__dataclass_fields__:
        if field not in ("file", "sha256"):
            expected = MASTHEADS[start].get(field, EMPTY.get(field))
            assert getattr(masthead, field) == expected, field


GOVERNED = {
    "000": {"2": ["1"], "2(a)": ["1"], "2(l)(ii)": ["1"], "2(t)": ["1"]},
    "001": {"2": ["1"], "2(f)•3": ["1"], "2(o)": ["1"], "3": [], "11": []},
    "002": {"1(a)": ["1"], "1(k)(v)": ["1"], "1(q)": ["1"], "2": [], "8": []},
    "003": {},
    "004": {"11": [], "12": ["11"], "18": ["11"], "22": ["11"], "23": [], "24": []},
}


@pytest.mark.parametrize("start", GOVERNED)
def test_governing_paragraphs(start: str) -> None:
    governed = {para: [above.para for above in p.governed_by] for para, p in units(start).items()}
    for para, expected in GOVERNED[start].items():
        assert governed[para] == expected, para
    governing = {above for found in governed.values() for above in found}
    assert governing <= {para for above in GOVERNED[start].values() for para in above}


def test_only_one_document_disclaims_endorsement() -> None:
    assert [
        start for start in MASTHEADS if "imply their endorsement" in document(start).source
    ] == ["002"]


REPAIRS = {
    "000": [
        ("2(a)", "several spaces → one"),
        ("2(c)", "cybe rcrimes → cybercrimes"),
        ("2(c)", "several spaces → one (2 times)"),
        ("2(k)", "a s → as"),
        ("2(l)(i)", "ev idence → evidence"),
        ("2(s)", "U nited → United"),
    ],
    "001": [
        ("2(b)", "space before “;”"),
        ("2(f)•1", "U+F020 removed"),
        ("2(f)•2", "U+F020 removed"),
        ("2(g)", "b e → be"),
        ("2(h)", "c ooperation → cooperation"),
        ("2(l)", "space before “;”"),
        ("5", "jurisd ictions → jurisdictions"),
        ("6", "o rder → order"),
        ("9", "risk s → risks"),
    ],
    "002": [("1(a)", "Markdown removed"), ("1(o)", "Markdown removed")],
    "003": [(para, "Markdown removed") for para in ("1", "2", "3", "4", "5", "29", "30(a)", "31")],
    "004": [("2", "Markdown removed")],
}


@pytest.mark.parametrize("start", REPAIRS)
def test_repairs_are_those_of_the_list_and_no_others(start: str) -> None:
    found = [(f.where, f.detail) for f in document(start).audit if f.kind == "repair"]
    assert sorted(found) == sorted(REPAIRS[start])


@pytest.mark.parametrize(
    ("start", "para", "words"),
    [
        ("000", "2(i)", "public private partnerships"),
        ("001", "7", "dark net"),
        ("000", "2(k)", "cybercrime-related"),
        ("000", "2(a)", "technologically neutral formulated laws"),
        ("001", "3", "considered agenda item, entitled"),
        ("002", "1(o)", "inter alia"),
        ("003", "22", "[...]"),
        ("003", "31", "(UNODC/CCPCJ/EG.4/2018/L.1)"),
    ],
)
def test_slips_and_marks_of_the_original_stay(start: str, para: str, words: str) -> None:
    assert any(words in p.text for p in units(start).values()), words
    if words not in units(start)[para].text:
        pytest.fail(f"{words!r} is in {[k for k, p in units(start).items() if words in p.text]}")


def test_furniture_between_units_belongs_to_neither() -> None:
    found = [f.detail for f in document("001").audit if f.kind == "furniture"]
    assert found == [f"running head: {ADD3}", "job number: V.18-02056 2/4"]
    assert all(ADD3 not in p.text and "02056" not in p.text for p in document("001"))
    assert not any(p.cuts for p in document("001"))


def test_chapeau_is_the_ancestors() -> None:
    roman = units("000")["2(l)(ii)"]
    assert [above.para for above in roman.chapeau] == ["2", "2(l)"]
    assert units("003")["27(1)(c)"].chapeau[-1].text == "Organizational matters:"


def close(text: str) -> str:
    """Without empty lines."""
    return "\n".join(line for line in text.split("\n") if line.strip())


def rewrap(text: str, width: int) -> str:
    lines = (textwrap.wrap(line, width, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(piece for line in lines for piece in line or [""])


def with_pages(text: str) -> str:
    lines = close(rewrap(text, 80)).split("\n")
    foot = "\n\nV.18-09999   {}/9\n\n\fA/AC.9/2018/L.9\n\n"
    pages = ["\n".join(lines[at : at + 40]) for at in range(0, len(lines), 40)]
    return "".join(page + foot.format(number) for number, page in enumerate(pages, 1))


OTHER_LAYOUTS: dict[str, Callable[[str], str]] = {
    "no empty lines": close,
    "wrapped": lambda text: rewrap(text, 80),
    "wrapped, no empty lines": lambda text: close(rewrap(text, 80)),
    "narrow": lambda text: rewrap(text, 60),
    "narrow, no empty lines": lambda text: close(rewrap(text, 60)),
    "an empty line after every line": lambda t: close(rewrap(t, 80)).replace("\n", "\n\n"),
    "more empty lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "pages with heads and feet": with_pages,
    "indented": lambda text: "\n".join(f"      {line}" for line in text.split("\n")),
    "no indents": lambda text: "\n".join(line.strip() for line in text.split("\n")),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "escaped numbers": lambda text: re.sub(r"(?m)^(\s*\d+)\.", r"\1\\.", text),
}


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_layout_of_the_file_changes_no_unit(path: Path, layout: str) -> None:
    one = document(path.name)
    other = parse_bytes(OTHER_LAYOUTS[layout](one.source).encode(), path.name)
    assert [(p.para, p.headings, fold(p.text)) for p in other] == [
        (p.para, p.headings, fold(p.text)) for p in one
    ]
    for field in ("title", "body", "session", "venue", "dates", "distribution", "date", "language"):
        assert getattr(other.masthead, field) == getattr(one.masthead, field), field
    assert all(stands(Quote(p, 0, len(p.text)), other.source) for p in other)


def test_units_are_those_of_the_golden_file(update_golden: bool) -> None:
    lines = [
        json.dumps(
            {
                "doc": p.masthead.file,
                "symbol": p.masthead.symbol,
                "symbol_where": p.masthead.symbol_where,
                "para": p.para,
                "marker": p.marker,
                "parent": p.parent.number if p.parent else None,
                "headings": list(p.headings),
                "text": p.text,
                "start": p.hull.start,
                "end": p.hull.end,
                "cuts": [list(cut) for cut in p.cuts],
                "page": p.page,
            },
            ensure_ascii=False,
        )
        for path in SEEDS
        for p in document(path.name)
    ]
    if update_golden:
        GOLDEN.write_text("\n".join(lines) + "\n", "utf-8")
    assert GOLDEN.read_text("utf-8").splitlines() == lines
