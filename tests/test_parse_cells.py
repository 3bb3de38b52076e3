"""Tables whose cells hold sentences, in every kind of file: units without a number."""

from __future__ import annotations

import pytest

from docx_files import docx, p, table
from parse_cases import read

ROWS = [
    ("Party", "What it said in the year before", "Pages"),
    ("Norway", "It has told the Secretariat that the plan will be ready in May.", "12"),
    ("Austria", "None", "3"),
    ("Chile", "The report is to be read by all of those who have asked for it.", "4"),
]
SAID = [f"{one} {said} {pages}" for one, said, pages in ROWS[1:]]
UNITS = [("1", "The Group asked, and the answers below came in time."), *((None, s) for s in SAID)]
AFTER = ("2", "It rose at noon.")


def html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in ROWS)
    return (
        f"<!DOCTYPE html><html><body><p>A/79/1</p><p>1. {UNITS[0][1]}</p><table>{rows}</table>"
        f"<p>2. {AFTER[1]}</p></body></html>"
    ).encode()


def word() -> bytes:
    return docx(p("A/79/1") + p(f"1.\t{UNITS[0][1]}") + table(*ROWS) + p(f"2.\t{AFTER[1]}"))


def markdown() -> bytes:
    rows = "\n".join(f"| {' | '.join(row)} |" for row in ROWS)
    return f"A/79/1\n\n1. {UNITS[0][1]}\n\n{rows}\n\n2. {AFTER[1]}\n".encode()


@pytest.mark.parametrize("made", [html, word, markdown])
def test_rows_of_words_are_units_without_a_number(made: object) -> None:
    assert callable(made)
    document = read(made(), "a.txt")
    assert [(one.para, one.text) for one in document.paragraphs] == [*UNITS, AFTER]


def test_they_stand_below_their_own_heading_and_are_counted_with_others() -> None:
    rows = "\n".join(f"| {' | '.join(row)} |" for row in ROWS)
    opening = "A/79/1\n\nI. Opening\n\n1. The Group met.\n\nII. Replies"
    closing = "III. Closing\n\nIt was said once more that the work had gone well.\n\n2. It rose."
    document = read(f"{opening}\n\n{rows}\n\n{closing}\n")
    found = [(one.ordinal, one.headings) for one in document.paragraphs if one.para is None]
    assert found == [
        *((at, ("II. Replies",)) for at in (1, 2, 3)), (4, ("III. Closing",)),
    ]  # fmt: skip


MANDATES = [
    ("63/1", "Political declaration on widgets"),
    ("57/2", "United Nations declaration on what has been said of the widgets in it"),
    ("671 (XXV) A", "Establishment of a commission"),
]
FIGURES = [("Posts", "2 548.8", "2 521.7"), ("Consultants", "12.0", "13.5"), ("Travel", "3", "4")]


def test_a_list_set_as_a_table_is_read_whole_and_figures_are_told() -> None:
    document = read(word_tables(MANDATES, FIGURES), "a.docx")
    found = [one.text for one in document if one.para is None]
    assert found == [f"{number} {title}" for number, title in MANDATES]
    told = [one.detail for one in document.audit if one.detail.startswith("table: ")]
    assert len(told) == len(FIGURES)
    counted = [one.detail for one in document.audit if one.kind == "left out"]
    assert counted == ["words in no paragraph: 11 in tables of figures"]


def word_tables(*tables: list[tuple[str, ...]]) -> bytes:
    rows = "".join(p("Below it stands:") + table(*rows) for rows in tables)
    return docx(p("A/79/1") + p(f"1.\t{UNITS[0][1]}") + rows + p(f"2.\t{AFTER[1]}"))


def test_names_with_days_and_numbers_of_resolutions_are_a_list() -> None:
    signed = [("136.", "Mexico", "13 June 1992"), ("137.", "Morocco", "29 June 1992")]
    resolutions = [("1197 (1998)",), ("2033 (2012)", "2282 (2016)")]
    document = read(word_tables(signed, resolutions), "a.docx")
    assert [one.text for one in document if one.para is None] == [
        "136. Mexico 13 June 1992",
        "137. Morocco 29 June 1992",
        "1197 (1998)",
        "2033 (2012) 2282 (2016)",
    ]


def test_replies_stand_with_what_they_reply_to() -> None:
    asked = "The Committee trusts that more will be told of the widgets in the next report."
    reply = p("In 2024 there were 12 widgets.") + p("Of them 3 were lost, and 9 came back.")
    document = read(word_tables([("Asked", "Told"), (asked, reply), (asked, reply)]), "a.docx")
    told = f"{asked} In 2024 there were 12 widgets. Of them 3 were lost, and 9 came back."
    assert [one.text for one in document if one.text.startswith("The Committee")] == [told, told]


def test_contents_set_as_a_table_are_no_rows_of_it() -> None:
    rows = [("Overview", "3"), ("Policy", "3"), ("Work of the programme", "7"), ("Annexes", "12")]
    document = read(word_tables(rows), "a.docx")
    assert [one.para for one in document] == ["1", "2"]


EARLY = """| United Nations | A/79/99 |
|---|---|
| General Assembly | Distr.: General |

# Report of the Board

## Summary

The report has what stands in the table, in which each reply is beside what it is to.

| Recommendation | Reply |
|---|---|
| The Board should keep a list of all of its decisions. | The Secretariat agrees to do so in May. |
| The Board should meet twice in each of the years. | The Secretariat does not agree with it. |

| Posts | 2024 | 2025 |
|---|---|---|
| P-4 | 12 | 13 |

## I. Introduction

1. The Board met in May and agreed on all of the matters.

2. It rose.
"""


def test_a_table_before_the_first_numbered_paragraph_is_read_row_by_row() -> None:
    document = read(EARLY)
    assert (document.masthead.key, document.masthead.distribution) == ("A/79/99", "General")
    assert [(one.para, one.text[:31], one.text[-10:]) for one in document][1:] == [
        (None, "The Board should keep a list of", "so in May."),
        (None, "The Board should meet twice in ", "e with it."),
        ("1", "The Board met in May and agreed", "e matters."),
        ("2", "It rose.", "It rose."),
    ]
    assert not any("|" in one.text for one in document)
