"""The Document tab for documents of other makes: pages, parts, preambles, units without numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import egqa
from egqa.types import Document, Finding, Quote
from egqa.ui.cards import card
from egqa.ui.markup import esc
from egqa.ui.reading import lay_out, shelve

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


def test_the_library_says_what_the_parser_met(document: Document) -> None:
    met = replace(document, audit=(Finding("gap", "para. 3", "2 is followed by <5>"),))
    shown = shelve([met, replace(document, audit=())])
    assert "What the parser met (1)" in shown
    assert "2 is followed by &lt;5&gt;" in shown
    assert "The parser met nothing unusual." in shown
    assert "6 numbered paragraphs" in shown


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
