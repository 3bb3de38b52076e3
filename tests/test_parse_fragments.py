"""What stands below a heading and in no paragraph: units without a number, or told in the audit."""

from __future__ import annotations

import pytest

from parse_cases import read

MET = "The Group met and took up each of the matters that were before it at that time."


def page(*blocks: str) -> bytes:
    """A web page of blocks, "II. Title" among them a heading."""
    tags = ("h2" if block[:2].isupper() and ". " in block[:5] else "p" for block in blocks)
    body = "".join(f"<{tag}>{block}</{tag}>" for tag, block in zip(tags, blocks, strict=True))
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def unnumbered(*blocks: str) -> list[str]:
    """The units without a number between two paragraphs, `blocks` standing there."""
    around = ("A/80/1", f"1. {MET}", "II. Annexed", *blocks, "III. Closing", f"2. {MET}")
    document = read(page(*around), "a.html")
    assert [one.text for one in document if one.para] == [MET, MET]
    assert {one.headings for one in document if not one.para} <= {("II. Annexed",)}
    return [one.text for one in document if not one.para]


PROSPECTS = "World widget prospects 2024: summary of results"
MORTALITY = "World widget mortality 2024: its key findings"
CUT = "The average of these figures was calculated for each base period and is"
BLOCKS: dict[str, tuple[list[str], list[str]]] = {
    "names": (["Norway", "Viet Nam", "Sao Tome"], ["Norway Viet Nam Sao Tome"]),
    "who signed": (["(Signed) Ana Silva", "Ambassador"], ["(Signed) Ana Silva Ambassador"]),
    "entries of a full line": ([PROSPECTS, MORTALITY], [PROSPECTS, MORTALITY]),
    "a sentence that is cut off": ([MET, CUT, "GNI"], [MET, CUT]),
    "what is still to come": (["[To be completed]"], ["[To be completed]"]),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_that_are_no_sentences_are_units_without_a_number(name: str) -> None:
    blocks, expected = BLOCKS[name]
    assert unnumbered(*blocks) == expected


@pytest.mark.parametrize(
    "text",
    [
        "18 August 2025",
        "[Original: English]",
        "(Thousands of United States dollars)",
        "Source: Widget Bureau of the Secretariat",
        "Table 4",
        "ISSN 0251-8430",
        "United Nations • New York, 2025",
        "3 FS, 1 NPO, 73 LL, 3 UNV",
        "Norway",
    ],
)
def test_what_nobody_asks_for_is_left_out(text: str) -> None:
    assert unnumbered(text) == []


def test_long_lists_of_names_are_several_units() -> None:
    states = [f"Republic of Widgetland {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
    found = unnumbered(*states)
    assert " ".join(found) == " ".join(states)
    assert [len(one.split()) for one in found] == [40, 40]


def test_a_block_longer_than_any_sentence_is_a_list_line_by_line() -> None:
    rows = [f"Mr. Widget {letter} of the Republic of Long Names and of" for letter in "ABCDEFGHIJ"]
    lines = [line for row in rows for line in (row, "other places in the sea")]
    found = unnumbered("<br>".join(lines))
    assert found == [f"{row} other places in the sea" for row in rows]


def test_words_that_open_what_stands_below_them_are_told() -> None:
    document = read(
        "A/80/1\n\nThe General Assembly,\n\nRecalling its resolution 1 (2020) on the matter,\n\n"
        "1. Decides so;\n\n2. Asks."
    )
    assert [one.para for one in document] == ["pp1", "1", "2"]
    told = [one.detail for one in document.audit if one.kind == "furniture"]
    assert told == ["opening words: The General Assembly,"]


def test_opening_words_that_propose_are_a_unit() -> None:
    """They are not left out: by them what stands below is no adopted text."""
    assert unnumbered("The Executive Board may wish to,") == ["The Executive Board may wish to,"]
    assert unnumbered("The Executive Board,") == []


def test_before_the_first_paragraph_a_symbol_is_the_mastheads() -> None:
    document = read(f"# United Nations\n\nGeneral Assembly\n\nA/80/1\n\n1. {MET}\n\n2. {MET}\n")
    assert [one.para for one in document] == ["1", "2"]


def test_headings_over_no_paragraph_are_a_list_or_told() -> None:
    headed = ("III. Outline", "IV. Scope", "V. Findings of the review", "VI. Closing", f"2. {MET}")
    document = read(page("A/80/1", f"1. {MET}", "II. Planned", *headed), "a.html")
    assert [(one.para, one.text) for one in document] == [
        ("1", MET),
        (None, "II. Planned III. Outline IV. Scope V. Findings of the review"),
        ("2", MET),
    ]
    document = read(page("A/80/1", f"1. {MET}", "II. Planned", *headed[3:]), "a.html")
    assert [one.para for one in document] == ["1", "2"]
    told = [one.detail for one in document.audit if one.kind == "heading"]
    assert told == ["2 words are headings over no paragraph, from “II. Planned…”"]
