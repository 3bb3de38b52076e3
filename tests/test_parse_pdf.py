"""What the PDF reader makes of a page's layout."""

from __future__ import annotations

from itertools import chain

import pytest

from egqa.parse import parse_bytes
from egqa.parse.lines import Line, Reading
from egqa.parse.pdf import read_pdf
from pdf_writer import clipped, column, rule, text, turned, write_pdf

HEAD = text(60, 733, "A/CN.15/2018/6", 8.5, "Times-Bold")
LEFT = [
    "1. The Commission met at Vienna and considered the",
    "report of the Expert Group on the matter, together",
    "with the comments that had been received from the",
    "Member States in the course of the year before it.",
    "",
    "2. The first part of the session was held at Vienna",
    "in the spring; the second part was held in autumn",
    "after the Secretariat had circulated the draft and",
    "all of the amendments that were proposed to it by",
]
RIGHT = [
    "the representatives of several States. It was then",
    "decided to resume the matter at the next session.",
    "",
    "3. The Chair drew attention to the note before the",
    "Commission and invited comments on each chapter of",
    "it, beginning with the one on technical assistance",
    "and on capacity-building for the developing States",
    "that had asked for it during the general debate of",
    "the session.",
]


def read(*pages: str, rotate: int = 0) -> Reading:
    reading = read_pdf(write_pdf(pages, rotate=rotate), "a.pdf")
    for line in reading.lines:
        assert reading.source[line.start : line.end] == line.text
        for mark in line.marks:
            assert line.start <= mark.start < mark.end <= line.end
    return reading


def texts(reading: Reading, role: str = "") -> list[str]:
    return [line.text for line in reading.lines if line.role == role]


def find(reading: Reading, words: str) -> Line:
    return next(line for line in reading.lines if words in line.text)


def prose(first: int, count: int) -> list[str]:
    """Numbered paragraphs of two lines."""
    made = [
        (f"{n}. Delegations considered the matter under the item, number {n} of the agenda, and",
         f"agreed on the wording that stands in annex {n}.", "")
        for n in range(first, first + count)
    ]  # fmt: skip
    return list(chain.from_iterable(made))


# ── columns ──────────────────────────────────────────────────────────────────────────────────


def test_columns_are_read_one_after_the_other() -> None:
    page = "\n".join([HEAD, column(60, 700, LEFT), column(312, 706, RIGHT)])
    reading = read("", page)
    assert texts(reading) == [line for line in LEFT + RIGHT if line]


def test_a_paragraph_runs_from_one_column_into_the_next() -> None:
    page = "\n".join([HEAD, column(60, 700, LEFT), column(312, 700, RIGHT)])
    units = parse_bytes(write_pdf([page]), "a.pdf").paragraphs
    assert [unit.para for unit in units] == ["1", "2", "3"]
    assert "proposed to it by the representatives of several States." in units[1].text


def test_a_title_over_both_columns_comes_first() -> None:
    title = text(84, 740, "Report of the Executive Secretary on the matter of the protection", 14)
    page = "\n".join([title, column(60, 700, LEFT), column(312, 700, RIGHT)])
    assert texts(read("", page)) != []
    lines = [line.text for line in read("", page).lines]
    assert lines[0].startswith("Report of the Executive Secretary")
    assert lines[1:] == [line for line in LEFT + RIGHT if line]


def test_a_table_is_not_read_as_columns_and_is_no_part_of_a_paragraph() -> None:
    cells = [(f"Item {n}", f"{n} 250.0", f"{n} 175.5", f"({n}.4)") for n in range(1, 9)]
    rows = "\n".join(
        text(x, 560 - 12 * at, cell, 8)
        for at, row in enumerate(cells)
        for x, cell in zip((60, 250, 350, 450), row, strict=True)
    )
    reading = read(
        "", "\n".join([column(60, 700, prose(1, 4)), rows, column(60, 440, prose(5, 4))])
    )
    assert len(texts(reading, "table")) == 8
    assert texts(reading) == [line for line in prose(1, 8) if line]
    assert [f.where for f in reading.findings if f.kind == "table"] == ["page 2"]


# ── heads, feet and pages ────────────────────────────────────────────────────────────────────


def test_heads_and_feet_are_furniture_and_pages_are_kept() -> None:
    def page(number: int, first: int) -> str:
        return "\n".join([
            text(60, 733, "A/CN.15/2018/6", 8.5, "Times-Bold"),
            text(330, 733, "Report on the work of the Group", 8.5, "Times-Bold"),
            rule(60, 727, 553),
            column(123, 700, prose(first, 6)),
            text(60, 38, f"{number}/3", 7),
            text(500, 38, "V.18-02056", 6),
        ])  # fmt: skip

    reading = read(page(1, 1), page(2, 7), page(3, 13))
    assert texts(reading)[-36:] == [line for line in prose(1, 18) if line]
    furniture = texts(reading, "furniture")
    assert sum("V.18-02056" in line for line in furniture) == 3
    assert sum("Report on the work" in line for line in furniture) == 2  # the first is a masthead
    assert [find(reading, f"{n}. Del").page for n in (6, 7, 13)] == [1, 2, 3]


def test_a_decision_s_number_at_the_head_of_a_page_is_no_page_number() -> None:
    def page(number: int) -> str:
        return "\n".join([
            text(60, 750, "E/2025/24", 8.5, "Times-Bold"),
            text(123, 720, f"56/10{number}"),
            text(123, 704, f"Widgets of kind {number}", 10, "Times-Bold"),
            column(123, 680, ["The Commission:", "", "(a) Took note of it;", "", "(b) Met."]),
            text(60, 38, f"{number}/31", 7),
        ])  # fmt: skip

    reading = read(column(123, 690, prose(1, 3)), page(1), page(2), page(3))
    assert {"56/101", "56/102", "56/103"} <= set(texts(reading))
    assert {"1/31", "2/31", "3/31"} <= set(texts(reading, "furniture"))


def test_lines_that_recur_in_the_middle_of_pages_are_text() -> None:
    votes = ["In favour: Andorra, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas and"]
    pages = [column(123, 500, [*votes, *prose(first, 3)]) for first in (1, 4, 7)]
    assert texts(read(*pages)).count(votes[0]) == 3


def test_a_chapter_s_title_that_recurs_in_another_part_is_no_head() -> None:
    bold = "Times-Bold"

    def page(number: int, *titles: str) -> str:
        head = text(72, 750, "A/80/38", 9, bold)
        titled = [text(72, 726 - 16 * at, title, 12, bold) for at, title in enumerate(titles)]
        return "\n".join([head, *titled, column(72, 680, prose(number, 5))])

    pages = [page(1), page(6, "Chapter II", "Organizational matters")]
    pages += [page(11 + 5 * at) for at in range(4)]
    pages += [page(31, "Chapter II", "Organizational matters"), page(36)]
    reading = read(*pages)
    assert texts(reading, "heading") == ["Chapter II", "Organizational matters"] * 2
    assert texts(reading, "furniture").count("A/80/38") == len(pages) - 1


def test_lines_that_recur_below_a_head_are_text() -> None:
    votes = "Federation, Slovakia, Spain, Sweden, the former Yugoslav Republic of Macedonia,"
    head = text(60, 745, "A/50/610")
    pages = [
        "\n".join([head, text(60, 733, f"Page {n}"), column(60, 690, [votes, *prose(n, 3)])])
        for n in (1, 4, 7)
    ]
    reading = read("", *pages)
    assert texts(reading).count(votes) == 3
    assert texts(reading, "furniture").count("A/50/610") == 3


def test_a_contents_page_holds_no_text() -> None:
    leaders = " ".join("." * 40)
    entries = [
        "Contents",
        f"I. Introduction {leaders} 2",
        "II. Recommendations on the matter of technical assistance and of",
        f"capacity-building {leaders} 3",
    ]
    reading = read(column(123, 700, entries), column(123, 700, prose(1, 8)))
    assert texts(reading, "furniture") == entries
    assert texts(reading) == [line for line in prose(1, 8) if line]


def test_annexes_that_a_contents_page_names_are_none_of_the_text() -> None:
    leaders = " ".join("." * 40)
    entries = ["Contents", f"I. Introduction {leaders} 2", "Annexes", "Annex I. Detailed tables"]
    reading = read(column(123, 700, entries), column(123, 700, prose(1, 8)))
    assert texts(reading, "furniture") == entries
    document = parse_bytes(
        write_pdf([column(123, 700, entries), column(123, 700, prose(1, 8))]), "a.pdf"
    )
    assert document.paragraphs[0].para == "1"


def test_a_paragraph_runs_over_a_page_with_furniture_and_notes_between() -> None:
    first = [*prose(1, 5), "6. The Group took note of the statement by the observer and of the"]
    second = ["reply of the Secretariat to it.", "", *prose(7, 5)]
    note = text(112, 80, "1", 5.5, rise=3) + "\n" + text(118, 80, "See A/36/33, para. 7.", 8.5)
    one = "\n".join([column(123, 700, first), rule(100, 95, 160), note, text(60, 38, "1/2", 7)])
    two = "\n".join([text(60, 733, "A/1/2", 8.5), column(123, 700, second)])
    reading = read(one, two)
    roles = [line.role for line in reading.lines]
    after = roles[texts(reading).index(first[-1]) + 1 :][:3]
    assert after == ["note", "furniture", "furniture"]
    assert texts(reading)[10:12] == [first[-1], second[0]]
    assert not find(reading, second[0]).begins


# ── footnotes ────────────────────────────────────────────────────────────────────────────────


def test_superscripts_that_notes_answer_are_marks() -> None:
    page = "\n".join([
        column(123, 700, prose(1, 6)),
        text(123, 400, "elected in 1981,"),
        text(191, 400, "1", 6.5, rise=4),
        text(198, 400, "as the rules provide for areas of 10 km"),
        text(354, 400, "2", 6.5, rise=4),
        text(361, 400, "or more."),
        text(100, 130, "__________________", 8),
        text(112, 118, "1", 5.5, rise=3),
        text(118, 118, "See A/36/33, para. 7, and the report of the Secretary-General on", 8.5),
        text(118, 107, "the matter.", 8.5),
    ])  # fmt: skip
    reading = read("", page)
    line = find(reading, "elected in 1981,")
    assert [reading.source[mark.start : mark.end] for mark in line.marks] == ["1"]
    notes = [line for line in reading.lines if line.role == "note"]
    assert [line.begins for line in notes] == [True, False]
    assert notes[0].text.startswith("1 See A/36/33")
    assert "__________________" in texts(reading, "furniture")


def test_slashed_marks_of_older_documents() -> None:
    def courier(x: float, y: float, words: str) -> str:
        return text(x, y, words, 10, "Courier")

    body = [courier(65, 700 - 12 * n, "The Committee rejected the amendment.") for n in range(8)]
    page = "\n".join([
        *body,
        courier(65, 500, "4.  It did so with 22 abstentions. 2/ The vote was as in 3/4 of cases."),
        rule(65, 112, 210),
        courier(95, 95, "2/   Statements in explanation of vote were made by the"),
        courier(65, 83, "representatives of Mexico and Oman."),
    ])  # fmt: skip
    reading = read("", page)
    line = find(reading, "It did so")
    assert [reading.source[mark.start : mark.end] for mark in line.marks] == ["2/"]
    assert len(texts(reading, "note")) == 2


def test_a_list_of_resolutions_in_small_type_is_no_note() -> None:
    listed = ["48/189 United Nations Framework Convention on Climate Change", "60/184 Trade"]
    reading = read("", "\n".join([column(123, 700, prose(1, 8)), column(123, 400, listed, 8.5)]))
    assert texts(reading, "note") == []


def test_an_asterisk_is_a_mark_where_a_note_has_it() -> None:
    body = [*prose(1, 6), "the report of the Secretary-General.*"]
    note = text(112, 118, "* Reissued for technical reasons.", 8.5)
    line = find(read("", "\n".join([column(123, 700, body), note])), "the report of")
    assert len(line.marks) == 1
    alone = find(read("", column(123, 700, body)), "the report of")
    assert alone.marks == ()


# ── what is printed over something else, or beside it ────────────────────────────────────────


def test_a_masthead_printed_over_another_is_what_a_reader_sees() -> None:
    page = "\n".join([
        text(398, 705, "Distr.: General"), text(398, 693, "6 February 2025"),
        text(396, 705, "Distr.: Limited"), text(396, 693, "9 June 2025 today"),
        column(123, 600, prose(1, 6)),
    ])  # fmt: skip
    reading = read(page)
    assert texts(reading)[:2] == ["Distr.: Limited", "9 June 2025 today"]
    overlaid = [finding.detail for finding in reading.findings if finding.kind == "overlaid"]
    assert any("Distr.: General" in detail for detail in overlaid)


def test_accents_and_underscores_hide_no_letter() -> None:
    page = "\n".join([
        text(123, 720, "Concerned about resume"),
        text(123, 720, "_________"),
        text(212.2, 721, "\u00b4"),
        column(123, 700, prose(1, 6)),
    ])  # fmt: skip
    reading = read("", page)
    assert texts(reading)[0].startswith("Concerned about resum")
    assert "_" not in reading.source
    assert reading.findings == []


def test_small_print_at_the_foot_of_the_first_page_is_no_text() -> None:
    notice = ["For reasons of economy, this document is printed in a limited number and", "so on."]
    reading = read("\n".join([column(123, 700, prose(1, 8)), column(123, 90, notice, 7, 8)]))
    assert texts(reading, "furniture") == notice
    assert texts(reading) == [line for line in prose(1, 8) if line]


def test_what_is_clipped_away_is_not_read() -> None:
    hidden = clipped(text(398, 705, "Distr.: General"), 60, 583, 344, 727)
    shown = clipped(text(398, 680, "Distr.: Limited"), 60, 583, 600, 727)
    reading = read("\n".join([hidden, shown, column(123, 560, prose(1, 6))]))
    assert texts(reading)[0] == "Distr.: Limited"
    assert "General" not in reading.source
    assert any("Distr.: General" in finding.detail for finding in reading.findings)


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    twice = text(123, 720, "Introduction") + "\n" + text(123.3, 720, "Introduction")
    assert texts(read("\n".join([twice, column(123, 700, prose(1, 3))])))[0] == "Introduction"


def test_text_in_another_direction_is_ignored() -> None:
    page = "\n".join([turned(30, 300, "GE.18-02056"), column(123, 700, prose(1, 6))])
    assert "GE.18" not in read("", page).source


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read_all_the_same(rotate: int) -> None:
    page = column(60, 700, prose(1, 6))
    assert texts(read("", page, rotate=rotate)) == [line for line in prose(1, 6) if line]


@pytest.mark.parametrize(
    "matrix", ["0 1 -1 0 {y} {x}", "0 -1 1 0 {y} {x}"], ids=["upwards", "downwards"]
)
def test_a_page_printed_sideways_is_read_in_order(matrix: str) -> None:
    lines = [line for line in prose(1, 6) if line]
    up = matrix.startswith("0 1")
    places = [(60, 100 + 12 * n) if up else (700, 300 - 12 * n) for n in range(len(lines))]
    page = "\n".join(
        f"BT /F0 10 Tf {matrix.format(x=x, y=y)} Tm ({line}) Tj ET"
        for (x, y), line in zip(places, lines, strict=True)
    )
    assert texts(read("", page)) == lines


# ── words ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "second", "read_as"),
    [
        ("delegations noted the resolu-", "tion of the Assembly", "resolu\u00ad"),
        ("on the gender-", "related dimensions of it", "gender-"),
        ("in the follow-", "up to the meeting", "follow-"),
        ("and the co-", "operation of States", "co-"),
        ("the members of the Brussels-", "Paris group", "Brussels-"),
        ("the matter of self-", "determination", "self-"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, read_as: str) -> None:
    reading = read("", column(123, 700, [*prose(1, 4), first, second]))
    assert reading.lines[-2].text.endswith(read_as)


def test_the_documents_own_spelling_decides_on_a_hyphen() -> None:
    lines = ["The cooperation of States is the cooperation that is meant", "", "and the co-"]
    reading = read("", column(123, 700, [*prose(1, 4), *lines, "operation of others."]))
    assert find(reading, "and the co").text.endswith("\u00ad")


@pytest.mark.parametrize(("broken", "kept"), [("with", True), ("resolu-", False)])
def test_a_long_document_that_breaks_no_word_has_only_hyphens_that_are_meant(
    broken: str, kept: bool
) -> None:
    lines = [*prose(1, 22), "a lifesaving matter", "", f"They went on {broken}", "tion of life-"]
    pages = [column(123, 700, prose(first, 22)) for first in (1, 23, 45)]
    reading = read(*pages, column(123, 720, [*lines, "saving."]))
    assert find(reading, "tion of life").text.endswith("-") is kept


def test_a_word_that_the_file_paints_in_pieces_is_one_word() -> None:
    page = "\n".join([
        column(123, 700, prose(1, 6)),
        text(123, 400, "science and innovati"),
        text(201.6, 400, "on were considered"),
    ])  # fmt: skip
    assert "innovation were" in read("", page).source


def test_a_letter_spaced_heading_is_words() -> None:
    letters = "\n".join(
        text(123 + 12 * at + (10 if at > 4 else 0), 720, char, 12, "Times-Bold")
        for at, char in enumerate("DRAFTREPORT")
    )
    assert texts(read("", "\n".join([letters, column(123, 690, prose(1, 6))])), "heading") == [
        "DRAFT REPORT"
    ]


def test_sizes_that_recognition_guessed_at_tell_nothing() -> None:
    lines = [line for line in prose(1, 8) if line]
    sizes = (9, 12, 10, 11.5, 8)
    page = "3 Tr\n" + "\n".join(
        text(60, 700 - 14 * at, line, sizes[at % 5], "Times-Bold") for at, line in enumerate(lines)
    )
    reading = read("", page)
    assert texts(reading) == lines
    assert [finding.kind for finding in reading.findings] == ["scan"]


def test_a_heading_of_notes_is_no_text() -> None:
    notes = [text(60, 400 - 12 * n, str(n), 5.5, rise=3) for n in (1, 2)]
    notes += [text(66, 400 - 12 * n, "See A/36/33, para. 7.", 8) for n in (1, 2)]
    page = "\n".join([column(60, 700, prose(1, 6)), text(60, 402, "Notes", 10), *notes])
    reading = read("", page)
    assert texts(reading, "note") == ["1 See A/36/33, para. 7.", "2 See A/36/33, para. 7."]
    assert texts(reading, "furniture") == ["Notes"]


def test_a_paragraph_that_is_bold_in_part_is_no_heading() -> None:
    lines = ["9. The Committee trusts that the Force will further pursue its efforts to", "promote"]
    page = "\n".join([
        column(60, 700, prose(1, 6)),
        text(60, 450, lines[0], 10, "Times-Bold"),
        text(60, 438, lines[1], 10),
    ])  # fmt: skip
    assert texts(read("", page), "heading") == []


# ── headings and blocks ──────────────────────────────────────────────────────────────────────


def test_headings_are_told_by_type_and_bold_conclusions_are_not() -> None:
    page = "\n".join([
        text(123, 720, "II. Recommendations of the", 14, "Times-Bold"),
        text(123, 705, "Expert Group [agenda item 7]", 14, "Times-Bold"),
        column(123, 680, prose(1, 5)),
        text(123, 480, "6. The Committee recommends that it be approved.", 10, "Times-Bold"),
    ])  # fmt: skip
    reading = read("", page)
    assert texts(reading, "heading") == [
        "II. Recommendations of the", "Expert Group [agenda item 7]"
    ]  # fmt: skip
    first, second = (line for line in reading.lines if line.role == "heading")
    assert (first.begins, second.begins) == (True, False)
    assert find(reading, "6. The Committee").bold


def test_headings_that_end_as_sentences_or_begin_with_a_figure() -> None:
    bold = "Times-Bold"
    page = "\n".join([
        text(123, 700, "Action 1. We will end hunger in all parts of the world.", 10, bold),
        column(123, 676, prose(1, 1)),
        text(123, 630, "Targets:", 10, bold),
        column(123, 606, ["• Establish hubs.", "", *prose(2, 1)]),
        text(123, 540, "Article 5.", 10, bold),
        text(123, 522, "24/7 network", 10, bold),
        column(123, 498, prose(3, 1)),
        text(123, 450, "Recommendation 1. The Assembly should act on it.", 10, bold),
        column(123, 426, prose(4, 1)),
    ])  # fmt: skip
    assert texts(read(column(123, 700, LEFT), page), "heading") == [
        "Action 1. We will end hunger in all parts of the world.",
        "Targets:",
        "Article 5.",
        "24/7 network",
    ]
    document = parse_bytes(write_pdf([column(123, 700, LEFT), page]), "a.pdf")
    assert ("Action 1. We will end hunger in all parts of the world.", "Targets:") in [
        one.headings for one in document
    ]


def test_a_numbered_heading_may_begin_with_a_quotation_mark() -> None:
    title = '1. "Hope" of the North'
    page = "\n".join([text(123, 700, title, 10, "Times-Bold"), column(123, 676, prose(1, 3))])
    assert texts(read(column(123, 700, LEFT), page), "heading") == [title]


def test_a_heading_whose_last_line_holds_figures_only() -> None:
    bold = "Times-Bold"
    page = "\n".join([
        column(123, 700, prose(1, 1)),
        text(123, 656, "Financing of the appropriation for the period to 30 June", 10, bold),
        text(123, 644, "2025", 10, bold),
        column(123, 620, prose(2, 1)),
    ])  # fmt: skip
    reading = read(column(123, 700, LEFT), page)
    assert texts(reading, "heading")[1:] == ["2025"]


def test_the_agenda_item_behind_a_heading_in_another_type() -> None:
    bold, item = "Times-Bold", "[agenda item 8 (a)]"
    page = "\n".join([
        text(123, 700, "B. A panel on finding innovative solutions for the", 10, bold),
        text(123, 688, "two agendas", 10, bold), text(180, 688, "[agenda item 4]"),
        text(123, 664, "1. Good health", 10, bold), text(190, 664, item),
        text(123, 640, "(a) Introduction", 10, bold),
        column(123, 616, prose(4, 4)),
    ])  # fmt: skip
    document = parse_bytes(write_pdf([column(123, 700, [*LEFT, *RIGHT]), page]), "a.pdf")
    found = document.paragraphs[3:]
    assert [one.para for one in found] == ["4", "5", "6", "7"]
    assert found[0].headings == (
        "B. A panel on finding innovative solutions for the two agendas [agenda item 4]",
        f"1. Good health {item}",
        "(a) Introduction",
    )


def test_a_label_that_stands_over_its_title() -> None:
    def section(y: float, label: str) -> str:
        titles = [text(300, y, label, 10, "Times-Bold")]
        titles.append(text(123, y - 12, "Transport of goods", 10, "Times-Bold"))
        return "\n".join([*titles, column(123, y - 36, prose(1, 2))])

    opening = ["The General Assembly,", "", "    Noting the report,"]
    page = "\n".join([column(123, 700, opening), section(650, "A"), section(500, "B")])
    document = parse_bytes(write_pdf([column(123, 700, [*LEFT, *RIGHT]), page]), "a.pdf")
    assert [one.para for one in document.paragraphs][-4:] == [
        "sect.a:1", "sect.a:2", "sect.b:1", "sect.b:2",
    ]  # fmt: skip
    assert document.paragraphs[-1].headings == ("B Transport of goods",)


def test_a_word_at_a_line_s_start_begins_no_paragraph_where_the_layout_tells() -> None:
    preamble = [
        "    The General Assembly,",
        "",
        "    Recalling its resolution on the Convention against the trade in widgets;",
        "Strengthening international cooperation for combating certain things,",
        "",
        "    Noting the report,",
    ]
    page = "\n".join([
        text(123, 710, "Annex", 10, "Times-Bold"),
        text(123, 692, "United Nations Convention;", 10, "Times-Bold"),
        column(123, 668, [*preamble, "", *prose(1, 2)]),
    ])  # fmt: skip
    document = parse_bytes(write_pdf([column(123, 700, [*LEFT, *RIGHT]), page]), "a.pdf")
    assert [one.para for one in document.paragraphs if one.para] == [
        "1", "2", "3", "annex:pp1", "annex:pp2", "annex:1", "annex:2",
    ]  # fmt: skip


def test_the_title_close_below_a_decisions_number_is_a_heading_too() -> None:
    page = "\n".join([
        column(123, 700, prose(1, 5)),
        text(123, 540, "Decision 2025/2", 10, "Times-Bold"),
        text(123, 528, "Work of the Group since the last session", 10, "Times-Bold"),
        column(123, 504, ["The Group of Experts:", "", "(a) Took note of the report;"]),
        text(360, 470, "Adopted under agenda item 3 (a)"),
        column(123, 446, prose(6, 3)),
    ])  # fmt: skip
    document = parse_bytes(write_pdf(["", page]), "a.pdf")
    assert [one.para for one in document.paragraphs] == [
        *"12345", "dec.2025/2:(a)", *"678"
    ]  # fmt: skip
    taken = document.paragraphs[5]
    assert taken.text == "Took note of the report;"
    assert taken.headings == ("Decision 2025/2", "Work of the Group since the last session")


def test_room_above_a_line_begins_a_block() -> None:
    reading = read("", column(123, 700, prose(1, 6)))
    begun = [line.text[:2] for line in reading.lines if line.begins]
    assert begun == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_an_item_begins_where_it_has_a_line_of_its_own() -> None:
    lines = [
        "7. The revenue and the adjustments for the period amount to what is here below:",
        "(a) investment revenue of some size; (b) other and miscellaneous revenue; and",
        "(c) the cancellation of the obligations of the prior period. It was noted that",
        "the items were these:",
    ]
    full = [text(123, 400 - 12 * at, line, 10, "Courier") for at, line in enumerate(lines)]
    items = [text(147, 352, "(a) Opening of it;"), text(147, 340, "(b) Election of officers.")]
    reading = read("", "\n".join([column(123, 700, prose(1, 6)), *full, *items]))
    begun = [line.text[:8] for line in reading.lines if line.begins and line.text[0] == "("]
    assert begun == ["(a) Open", "(b) Elec"]


def test_an_item_at_the_head_of_a_page_begins_where_the_last_is_complete() -> None:
    first = [*prose(1, 5), "6. The Group considered the following:", "", "(a) The budget;"]
    reading = read(column(123, 700, first), column(123, 700, ["(b) The plan.", "", *prose(7, 4)]))
    assert find(reading, "(b) The plan").begins
    first[-1] = "(a) The budget, as in the note on"
    reading = read(column(123, 700, first), column(123, 700, ["(b) of the plan.", *prose(7, 4)]))
    assert not find(reading, "(b) of the plan").begins
    first[-1] = "(a) Members: Chad"  # a list of names has no stops
    reading = read(column(123, 700, first), column(123, 700, ["(b) Observers: Peru", *prose(7, 4)]))
    assert find(reading, "(b) Observers").begins


# ── lists of names ───────────────────────────────────────────────────────────────────────────

NAMES = [("Albania", "Ireland"), ("Argentina", "Jordan"), ("Armenia", "Kenya"), ("Benin", "Yemen")]


@pytest.mark.parametrize(
    ("names", "read_as"),
    [
        (
            NAMES,
            ["Albania", "Argentina", "Armenia", "Benin", "Ireland", "Jordan", "Kenya", "Yemen"],
        ),
        ([*NAMES, ("Brazil", "")], [*(a for a, _ in NAMES), "Brazil", *(b for _, b in NAMES)]),
    ],
    ids=["even", "odd"],
)
def test_a_list_of_names_is_read_down_its_columns(
    names: list[tuple[str, str]], read_as: list[str]
) -> None:
    rows = [
        text(x, 500 - 12 * at, name)
        for at, row in enumerate(names)
        for x, name in zip((123, 300), row, strict=True)
        if name
    ]
    reading = read("", "\n".join([column(123, 700, prose(1, 4)), *rows]))
    assert texts(reading)[-len(read_as) :] == read_as


def test_names_and_places_are_read_across() -> None:
    rows = [
        ("Chair:", "Mr. Berg"),
        ("Rapporteur:", "Ms. Abe"),
        ("Vice-Chair:", "Mr. Zed"),
        ("Yes", "No"),
    ]
    shown = [
        text(x, 500 - 12 * at, name)
        for at, row in enumerate(rows)
        for x, name in zip((123, 300), row, strict=True)
    ]
    reading = read("", "\n".join([column(123, 700, prose(1, 4)), *shown]))
    across = [line.replace("\t", " ").split() for line in texts(reading)[-len(rows) :]]
    assert across == [" ".join(row).split() for row in rows]


def test_the_labels_of_a_list_are_no_column_of_names() -> None:
    names = ["Egypt", "France", "Ghana", "Haiti", "India"]
    shown = [
        f"{text(123, 500 - 12 * at, f'({chr(97 + at)})')}\n{text(158, 500 - 12 * at, name)}"
        for at, name in enumerate(names)
    ]
    reading = read("", "\n".join([column(123, 700, prose(1, 4)), *shown]))
    listed = [f"({chr(97 + at)}) {name}" for at, name in enumerate(names)]
    assert [" ".join(one.split()) for one in texts(reading)[-5:]] == listed


def test_notes_with_stars_end_above_a_numbered_paragraph() -> None:
    stars = ["* Belize had deployed two, who have returned.", "* Five officers went home."]
    below = ["7. So far the mission is operating at less than a third of what was required."]
    foot = column(60, 290, [*stars, "", *below])
    reading = read("", "\n".join([column(60, 700, prose(1, 6)), rule(60, 305, 200), foot]))
    assert texts(reading, "note") == stars
    assert texts(reading)[-1] == below[0]
