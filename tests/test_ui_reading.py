"""The Document tab for documents of other makes: pages, parts, preambles, units without numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import egqa
from egqa.render import turn_from_json, turn_to_json
from egqa.types import Answer, Document, Finding, Passage, Query, Quote, Statement, Turn
from egqa.ui.cards import card
from egqa.ui.desk import Desk
from egqa.ui.follow import examples
from egqa.ui.markup import esc
from egqa.ui.reading import lay_out, shelve
from small_index import small_index

TEXT = """A/68/98

General Assembly

Distr.: Limited
3 May 2021

Draft report

I. Introduction

1. The meeting was held in Vienna and considered zebras.

2. The meeting had before it the following:

(a) A note on zebras;

(b) A note on lions.

Annex I

Terms of reference

1. The group shall consider zebras.

2. The group shall consider lions.
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path: Path = tmp_path_factory.mktemp("texts") / "report.txt"
    path.write_text(TEXT, "utf-8")
    return egqa.parse(path)


def ids(shown: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', shown)


def test_parts_have_their_titles_and_numbers_of_their_own(document: Document) -> None:
    shown = lay_out(document)
    assert len(ids(shown)) == len(set(ids(shown))) == len(document.paragraphs) == 6
    assert shown.index("considered zebras") < shown.index("Annex I") < shown.index("shall consider")
    assert 'aria-label="annex I, para. 1"' in shown
    assert shown.count('aria-label="para. 1"') == 1


def test_a_page_is_marked_where_it_begins(document: Document) -> None:
    assert "Page" not in lay_out(document)
    pages = (1, 1, 1, 2, None, 4)
    paged = replace(
        document,
        paragraphs=tuple(
            replace(one, page=page) for one, page in zip(document.paragraphs, pages, strict=True)
        ),
    )
    shown = lay_out(paged)
    assert re.findall(r'class="page">([^<]+)<', shown) == ["Page 1", "Page 2", "Page 4"]
    assert shown.index("note on zebras") < shown.index("Page 2") < shown.index("note on lions")


def test_a_table_is_shown_where_it_stands_and_in_no_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "tabled.html"
    path.write_text(
        "<html><body><p>A/68/98</p><p>General Assembly</p><p>Draft report</p>"
        "<p>1. The animals are counted in the table below.</p>"
        "<table><tr><td>Animal</td><td>Count</td></tr>"
        "<tr><td>Zebra</td><td>12 &lt;b&gt; 3 8 1 6 5 7</td></tr>"
        "<tr><td>Total of both sexes</td></tr></table>"
        "<p>2. The group took note of the count.</p></body></html>",
        "utf-8",
    )
    document = egqa.parse(path)
    assert [one.para for one in document] == ["1", "2"]
    shown = lay_out(document)
    first, table, second = (
        shown.index(text) for text in ("are counted in", "<table>", "took note of")
    )
    assert first < table < second
    assert '<summary dir="auto">Table, in no paragraph, 3 rows as read: Animal Count' in shown
    assert (
        '<td dir="auto">Zebra</td><td dir="auto" colspan="1">12 &lt;b&gt; 3 8 1 6 5 7</td>' in shown
    )
    assert '<td dir="auto" colspan="2">Total of both sexes</td>' in shown
    assert "<table>" not in lay_out(replace(document, audit=()))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_told_apart_however_they_end(tmp_path: Path, end: str) -> None:
    path = tmp_path / "tabled.md"
    rows = "| Animal | Count |\n| --- | --- |\n| Zebra | 12 |"
    text = f"A/68/98\n\n1. Zebras were counted.\n\n{rows}\n\n2. All agreed.\n"
    path.write_bytes(text.replace("\n", end).encode())
    shown = lay_out(egqa.parse(path))
    assert shown.count("<table>") == 1
    assert shown.count("<tr>") == 2
    assert shown.count('<td dir="auto">Zebra</td>') == 1
    assert shown.count("All agreed.") == 1


def test_units_without_numbers_are_read_and_not_named(document: Document) -> None:
    plain = replace(
        document,
        paragraphs=tuple(
            replace(one, pinpoint=None, marker="") if "shall" in one.text else one
            for one in document.paragraphs
        ),
    )
    one, other = plain.paragraphs[-2:]
    shown = lay_out(plain, Quote(other, 0, 9))
    assert len(ids(shown)) == len(set(ids(shown))) == 6
    assert shown.count("<mark>") == 1
    assert "<mark>The group</mark> shall consider lions" in shown
    assert one.text in shown
    assert 'title="not numbered"' in shown
    assert "not numbered: cannot be pinpointed" in card(Quote(one, 0, 9), 1)


def test_the_library_says_what_was_met(document: Document) -> None:
    met = replace(document, audit=(Finding("gap", "3.", "2 is followed by <5>"),))
    shown = shelve([met, replace(document, audit=())])
    assert "Worth checking against the original (1)" in shown
    assert "Numbers missing (1)" in shown
    assert "2 is followed by &lt;5&gt;" in shown
    assert shown.count("Nothing needs checking.") == 1
    assert "6 paragraphs and sub-paragraphs" in shown


def test_what_was_counted_left_out_and_mended_is_no_warning(document: Document) -> None:
    audit = (
        Finding("detected", "whole document", "4 paragraphs, 2 below them"),
        Finding("repair", "2(a)", "zeb ras → zebras"),
        *(Finding("furniture", f"line {at}", "running head: A/68/98") for at in (7, 9, 11)),
        Finding("furniture", "line 8", "page number: 2"),
        Finding("furniture", "line 12", "page number: 3"),
        Finding("restart", "1.", "numbering restarts; units here are numbered annexi:n"),
    )
    shown = shelve([replace(document, audit=audit)])
    assert '<p class="count">4 paragraphs, 2 below them</p>' in shown
    assert "Nothing needs checking." in shown
    assert "Left out and mended (7)" in shown
    assert "<b>para. 2 (a)</b> <span>zeb ras → zebras</span>" in shown
    assert "A/68/98 (3 times)" in shown
    assert '<b>Page number</b> <span dir="auto">2 lines</span>' in shown


def test_a_finding_of_a_new_kind_is_shown_and_asks_to_be_looked_at(document: Document) -> None:
    shown = shelve([replace(document, audit=(Finding("eclipse", "page 4", "all is dark"),))])
    assert "Worth checking against the original (1)" in shown
    assert "Eclipse (1)" in shown
    assert "all is dark" in shown


# ── resolutions, broken copies, footnotes ────────────────────────────────────────────────────────

RESOLUTION = """A/RES/99/7

General Assembly

Distr.: General
3 May 2021

Resolution adopted by the General Assembly on 30 April 2021

99/7. Zebras of the world

The General Assembly,

Recalling its resolution 1/1 on zebras,1

Noting the report on lions,

1. Decides to proclaim a day of zebras;

2. Requests the Secretary-General:

(a) To report on zebras;

(b) To count them.

_____________
1 Resolution 5/5, <annex>.
"""

BROKEN = "\n\n".join(
    (
        "A/68/98",
        "Note on zebras",
        *(f"{at}. Zebra {at} was seen." for at in (1, 2, 3, 5, 6, 8, 9, 11, 12)),
    )
)


def read(folder: Path, text: str, name: str = "text.txt") -> Document:
    path = folder / name
    path.write_text(text, "utf-8")
    return egqa.parse(path)


def test_a_resolution_is_laid_out_with_its_preamble_and_its_footnotes(tmp_path: Path) -> None:
    document = read(tmp_path, RESOLUTION)
    first = document.paragraphs[0]
    shown = lay_out(document, Quote(first, 0, len(first.text)))
    assert f"<mark>{first.text}" + '<sup data-mark="1"></sup></mark>' in shown
    assert "Resolution 5/5, &lt;annex&gt;." in shown
    assert shown.index("resolution 1/1") < shown.index("Resolution 5/5") < shown.index("Noting")
    assert 'aria-label="first preambular paragraph"' in shown
    assert shown.count("99/7. Zebras of the world</h") == 1
    assert '<li class="chip force c1">preamble</li>' in shown


def test_the_words_stay_as_they_are_where_a_footnote_is_called(tmp_path: Path) -> None:
    document = read(tmp_path, RESOLUTION)
    for cut in range(1, len(document.paragraphs[0].text)):
        shown = lay_out(document, Quote(document.paragraphs[0], 0, cut))
        words = re.sub("<[^>]+>", "", re.search("<p dir=.auto.>(.*?)</p>", shown).group(1))  # type: ignore[union-attr]
        assert words == f"Quoted: {document.paragraphs[0].text}"
        assert shown.count("<sup ") == 1


def test_a_broken_copy_warns_wherever_it_is_shown(tmp_path: Path) -> None:
    document = read(tmp_path, BROKEN)
    assert document.masthead.caution
    said = f"{document.masthead.caution} Look a paragraph up in the official document"
    for shown in (
        card(Quote(document.paragraphs[0], 0, 9), 1),
        lay_out(document),
        shelve([document]),
    ):
        assert esc(said) in shown
    doubted = replace(document.masthead, caution=None, symbol_doubt="“l.4” is in lower case")
    unit = replace(document.paragraphs[0], masthead=doubted)
    shown = card(Quote(unit, 0, 9), 1)
    assert "The symbol may not be what the UN printed: “l.4” is in lower case." in shown
    assert 'class="caution"' not in card(
        Quote(replace(unit, masthead=replace(doubted, symbol_doubt=None)), 0, 9), 1
    )


@pytest.mark.parametrize(
    ("para", "words"),
    [
        ("2(a)", "A note on zebras;"),
        ("para. 2 (a)", "A note on zebras;"),
        ("annexi:2", "The group shall consider lions."),
        ("annex I, para. 2", "The group shall consider lions."),
        ("Annex I, paragraph 2", "The group shall consider lions."),
    ],
)
def test_a_unit_opens_by_its_number_in_any_spelling(
    document: Document, tmp_path: Path, para: str, words: str
) -> None:
    assert f"<mark>{words}</mark>" in shelf(tmp_path, document).open(document.masthead.key, para)


def test_preambular_and_unnumbered_units_open_too(document: Document, tmp_path: Path) -> None:
    desk = shelf(tmp_path, read(tmp_path, RESOLUTION), plain(document))
    for para in ("pp2", "second preambular paragraph"):
        assert "<mark>Noting the report on lions,</mark>" in desk.open("A/RES/99/7", para)
    shown = desk.open("A/68/98", "#2")
    assert "<mark>The group shall consider lions.</mark>" in shown
    assert 'href="?doc=A/68/98&amp;para=%232"' in shown
    assert "has no not numbered" not in desk.open("A/68/98", "#9")
    for para in ("#9", "annex II, para. 2", "99", "<b>"):
        shown = desk.open("A/68/98", para)
        assert 'class="notice"' in shown
        assert "<mark>" not in shown
        assert "<b>" not in shown


def test_an_answer_that_quotes_a_unit_without_number_comes_back(
    document: Document, tmp_path: Path
) -> None:
    index = shelf(tmp_path, plain(document)).index
    unit = index.documents()[0].paragraphs[-1]
    quote = Quote(unit, 0, 9)
    reply = Answer(
        (Statement(f"It says “{quote.text}”.", (quote,)),), passages=(Passage(unit, 1, 1),)
    )
    turn = Turn("What?", Query("What?", "What?"), reply)
    assert turn_from_json(turn_to_json(turn), index) == turn


def test_the_examples_are_ones_that_the_documents_can_bear(
    document: Document, tmp_path: Path
) -> None:
    shown = examples([document, read(tmp_path, RESOLUTION)], ["Zebras in Vienna?", "Vienna count?"])
    assert shown == ["Zebras in Vienna?", "What does A/68/98, para. 2 (a) say?"]


def plain(document: Document) -> Document:
    """`document` with an annex whose units have no numbers."""
    units, count = [], 0
    for one in document.paragraphs:
        if "shall" in one.text:
            count += 1
            one = replace(one, pinpoint=None, marker="", ordinal=count)
        units.append(one)
    return replace(document, paragraphs=tuple(units))


def shelf(folder: Path, *documents: Document) -> Desk:
    index = small_index(folder / "index")
    for one in documents:
        index.add(one, origin=one.masthead.file)
    return Desk(index)


def test_a_card_can_be_taken_along_in_every_form(document: Document) -> None:
    unit = next(one for one in document if one.para == "2(a)")
    shown = card(Quote(unit, 2, 16), 3)
    for taken in (
        "“note on zebras” (A/68/98, para. 2 (a))",
        "> note on zebras\n>\n> — A/68/98, para\\. 2 \\(a\\)\n",
        "A/68/98, para. 2 (a).",
    ):
        assert f'data-copy="{esc(taken)}"' in shown
    assert 'data-copy-link="?doc=A/68/98&amp;para=2(a)&amp;words=2-16"' in shown
    assert 'href="https://docs.un.org/' in shown
    assert "leaves this page" in shown
    unprinted = replace(unit, masthead=replace(unit.masthead, symbol_where="catalogue"))
    assert "docs.un.org" not in card(Quote(unprinted, 2, 16), 3)
