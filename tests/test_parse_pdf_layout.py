"""Where a PDF's layout says what the words do not: feet, notes, captions, columns, headings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from egqa.parse.pdf_words import Style, join_glyphs
from parse_cases import read, texts
from pdf_writer import column, rule, text, write_pdf

LINES = [
    "The Committee considered the matter at length, and after it had",
    "heard others it went on.",
]
PROSE = " ".join(LINES)


def paragraph(y: float, number: int) -> str:
    return column(72, y, [f"{number}. {LINES[0]}", LINES[1]])


HEAD = f"{text(72, 770, 'A/79/1')}\n{text(72, 740, 'Report of the Committee')}"


def units(*pages: str) -> dict[str, str]:
    return texts(read(write_pdf([f"{HEAD}\n{pages[0]}", *pages[1:]]), "a.pdf"))


def test_the_asterisk_of_a_reissue_in_the_job_number() -> None:
    foot = f"{text(60, 44, '25-08791* (E) 110725')}\n{text(60, 30, '*2508791*', 12)}"
    first = f"{text(72, 760, 'S/2025/383*')}\n{paragraph(600, 1)}\n"
    split = column(72, 100, [f"2. {LINES[0]}"])
    second = f"{text(72, 760, 'S/2025/383*')}\n{column(72, 720, [LINES[1]])}\n{paragraph(680, 3)}"
    document = read(write_pdf([f"{first}{split}\n{foot}", second]), "a.pdf")
    assert texts(document) == {"1": PROSE, "2": PROSE, "3": PROSE}
    assert document.masthead.job_number == "25-08791* (E) 110725"


def test_a_small_space_after_a_note_mark() -> None:
    words = f"{text(72, 700, '1. The session.')} {text(131.5, 700, '4', 6, rise=4)}"
    body = f"{words} {text(136, 700, 'The Commission met.')}\n{paragraph(676, 2)}"
    note = (
        f"{rule(72, 120, 140)}\n{text(72, 108, '4', 6, rise=3)} {text(78, 108, 'See A/79/1.', 8)}"
    )
    assert units(f"{body}\n{note}")["1"] == "The session. The Commission met."


def noted(y: float, number: int, mark: str, rise: float, label: str) -> str:
    """A paragraph with a mark in it, and its note under a rule at the page's foot."""
    words = f"{text(72, y, f'{number}. The session')} {text(126.5, y, mark, 6.5, rise=rise)}"
    body = f"{words} {text(132, y, 'met.')}\n{paragraph(y - 24, number + 1)}"
    own = text(72, 108, label, 5, rise=3) if label == mark else text(72, 108, label, 8)
    note = f"{own} {text(82, 108, 'See the report of the year.', 8)}"
    return f"{body}\n{rule(72, 120, 140)}\n{note}"


def test_a_mark_that_is_hardly_raised() -> None:
    assert units(noted(700, 1, "4", 1.5, "4"))["1"] == "The session met."


def test_a_note_may_begin_with_its_number_and_a_full_stop() -> None:
    found = units(noted(700, 1, "3", 3.6, "3"), noted(740, 3, "4", 3.6, "4."))
    assert found["3"] == "The session met."


def test_a_letter_that_hangs_over_closes_no_gap() -> None:
    italic = [
        text(72, 700, "1. Calls", font="Times-Italic"),
        text(72 + 31.12 + 1.9, 700, "for", font="Times-Italic"),
        text(72 + 31.12 + 1.9 + 11.67 + 1.9, 700, "cuts of", font="Times-Italic"),
        text(72 + 31.12 + 1.9 + 11.67 + 1.9 + 26.35 + 1.9, 700, "all emissions."),
    ]
    page = "\n".join([*italic, paragraph(676, 2)])
    assert units(page)["1"] == "Calls for cuts of all emissions."


def test_a_space_that_is_printed_over_parts_no_words() -> None:
    words = [text(72, 700, "1. In 1998 "), text(72 + 41.1, 700, "–2000 it met.")]
    assert units("\n".join([*words, paragraph(676, 2)]))["1"] == "In 1998–2000 it met."


def test_no_space_stands_before_a_full_stop_that_is_set_apart() -> None:
    style = Style(10, False, False, 0, None, 0, False)
    set_apart = [("", (5.0, 10.0, 0.0), style), ("!", (11.2, 14.0, 0.0), style)]
    for char, spaced in (("x", True), (".", False)):
        apart = [
            (char, place, one) if char_ else ("", place, one) for char_, place, one in set_apart
        ]
        words = join_glyphs([("a", (5.0, 10.0, 0.0), style), *apart])
        assert [word.spaced for word in words] == [False, spaced]


def test_an_item_in_line_with_one_of_a_full_line_begins() -> None:
    full = "delegations considered the matter under the item of the agenda at once;"
    lines = [
        "1. The Committee requested the Secretariat, in view of that, to do these things:",
        "", f"a. {full}", f"b. {full}", "c. the rest that was asked for.",
    ]  # fmt: skip
    found = units(f"{column(72, 700, lines)}\n{paragraph(640, 2)}")
    assert list(found) == ["1", "1a.", "1b.", "1c.", "2"]


def test_the_first_operative_paragraph_may_stand_at_the_head_of_a_page() -> None:
    preamble = [
        "    The General Assembly,",
        "",
        "    Recalling its resolution of 2015 on the matters that are dealt with",
        "here and elsewhere, and mindful of the number of widgets,",
    ]
    operative = [
        "    1. Takes note of the report of the Secretary-General on widgets",
        "of every kind;",
        "",
        "    2. Requests a further report.",
    ]
    found = units(column(72, 600, preamble), column(72, 720, operative))
    assert list(found) == ["pp1", "1", "2"]
    assert found["pp1"].endswith("the number of widgets,")


def test_a_numbered_heading_of_three_lines_is_none_of_the_paragraph_above() -> None:
    title = [
        "3. Implementation of the Goals in complex settings: enhanced collaboration",
        "between humanitarian and development action and stronger linkages of both",
        "to peace",
    ]
    heading = [text(72, 660 - 12 * at, one, font="Times-Bold") for at, one in enumerate(title)]
    page = "\n".join([paragraph(700, 1), *heading, paragraph(600, 2), paragraph(560, 3)])
    document = read(write_pdf([f"{HEAD}\n{page}"]), "a.pdf")
    assert texts(document)["1"] == PROSE
    assert document.paragraphs[-1].headings == (" ".join(title),)


def test_a_decision_s_title_over_what_it_is_about_begins_a_part() -> None:
    row = f"{text(102, 660, 'Statistical Institute for Asia')}{text(330, 660, '$20 000')}"
    first = f"{text(72, 720, 'Decision 8/1', font='Times-Bold')}\n{paragraph(700, 1)}\n{row}"
    title = [
        text(72, 740, "Decision 8/2", font="Times-Bold"),
        text(72, 728, "Evaluation of the Institute", font="Times-Bold"),
    ]
    second = "\n".join([*title, paragraph(700, 1), paragraph(660, 2)])
    found = units(first, second)
    assert found["dec.8/2:1"] == PROSE
    assert not any("Decision 8/2" in one for one in found.values())


@pytest.mark.parametrize("job", ["25-08038X (E) 230525", "B25-00147"])
def test_the_job_number_of_an_office_s_own_text(job: str) -> None:
    first = f"{column(72, 120, [f'1. {LINES[0]}', LINES[1]])}\n{text(72, 60, job)}"
    assert units(first, f"{paragraph(700, 2)}\n{paragraph(660, 3)}") == {
        "1": PROSE, "2": PROSE, "3": PROSE,
    }  # fmt: skip


def test_notes_under_a_box_end_where_the_text_goes_on() -> None:
    box = f"{rule(72, 640, 140)}\n{column(72, 628, ['a/ Some report of 2024.'], 8)}"
    page = f"{paragraph(700, 1)}\n{box}\n{paragraph(590, 2)}\n{paragraph(550, 3)}"
    assert list(units(page)) == ["1", "2", "3"]


def test_the_caption_of_a_picture_is_none_of_the_paragraph_above() -> None:
    caption = "\n".join([
        text(72, 640, "Figure IX"),
        text(72, 628, "Project schedule as at July", font="Times-Bold"),
        text(72, 616, "(Millions of dollars)"),
    ])  # fmt: skip
    pages = [f"{paragraph(600, 1)}\n{paragraph(570, 2)}", f"{paragraph(700, 3)}\n{caption}"]
    document = read(write_pdf([f"{HEAD}\n{pages[0]}", pages[1], paragraph(600, 4)]), "a.pdf")
    assert texts(document) == dict.fromkeys("1234", PROSE)
    assert document.paragraphs[-1].headings == ()


def test_a_reference_to_a_figure_at_a_line_s_end_stays() -> None:
    lines = ["2. The Committee considered the matter at length, as is shown in", "Figure 2"]
    pages = [paragraph(600, 1), f"{column(72, 700, lines)}\n{paragraph(640, 3)}"]
    assert units(*pages)["2"].endswith("as is shown in Figure 2")


def test_a_heading_in_the_type_of_the_text() -> None:
    bold = text(72, 680, "A. Trade", font="Times-Bold")
    first = f"{HEAD}\n{bold}\n{paragraph(656, 1)}"
    page = f"{paragraph(700, 2)}\n{text(72, 660, 'E-business')}\n{paragraph(636, 3)}"
    document = read(write_pdf([first, page]), "a.pdf")
    assert texts(document)["2"] == PROSE
    assert document.paragraphs[-1].headings == ("A. Trade", "E-business")


def test_a_space_that_happens_to_stand_at_the_gutter() -> None:
    left = ["1. The other remarks go on, as they", *["which goes on through the column as"] * 8]
    right = ["which they have always done there"] * 9
    columns = f"{column(72, 700, left)}\n{column(246.5, 700, right)}"
    full = "2. The Committee considered the matter at some more length than it had done before."
    crossing = (
        f"{text(72, 540, 'The Committee thus went on with all of it')} {text(246.5, 540, 'to')}"
    )
    page = f"{columns}\n{text(72, 564, full)}\n{text(72, 552, full[3:])}\n{crossing}"
    assert units(f"{page}\n{text(72, 528, 'its end.')}")["2"].endswith("all of it to its end.")


def test_a_bold_heading_with_a_small_letter() -> None:
    title = text(72, 660, "c. Audit strategy", font="Times-Bold")
    page = f"{paragraph(700, 2)}\n{title}\n{paragraph(636, 3)}"
    document = read(write_pdf([f"{HEAD}\n{paragraph(600, 1)}", page]), "a.pdf")
    assert texts(document)["2"] == PROSE
    assert document.paragraphs[-1].headings[-1] == "c. Audit strategy"


def test_a_note_s_mark_may_stand_well_before_its_words() -> None:
    words = f"{text(72, 700, '1. The session went on')} {text(171, 700, '2', 6, rise=4)}"
    note = f"{rule(72, 120, 140)}\n{text(72, 108, '2', 6, rise=3)} {text(88, 108, 'See A/1.', 8)}"
    assert units(f"{words}\n{text(72, 688, 'and ended.')}\n{note}")["1"] == (
        "The session went on and ended."
    )


def test_a_figure_of_an_annex() -> None:
    caption = [text(72, 640, "Figure A.IV.I"), text(72, 628, "Earned value", font="Times-Bold")]
    pages = [paragraph(600, 1), "\n".join([paragraph(700, 2), *caption, paragraph(590, 3)])]
    assert units(*pages)["2"] == PROSE


def test_where_the_last_decision_was_taken_is_none_of_its_words() -> None:
    signed = [
        text(400, 640, "Annual session", font="Times-Italic"),
        text(404, 628, "12 June 2025", font="Times-Italic"),
    ]
    pages = [paragraph(600, 1), "\n".join([paragraph(700, 2), *signed])]
    assert units(*pages)["2"] == PROSE


def test_only_a_mark_begins_a_note() -> None:
    """A date or a short word at a line's start in small print is none."""
    words = f"{text(72, 700, '1. The session went on')} {text(162, 700, '1', 6, rise=4)}"
    first = f"{words}\n{text(72, 688, 'and ended')} {text(112.5, 688, '2', 6, rise=4)}"
    marks = [text(72, 108, "1", 6, rise=3), text(72, 66, "2", 6, rise=3)]
    notes = ["See the statement of the President of", "16 May 1992, and the Rules", "of Procedure."]
    foot = [rule(72, 120, 140), *marks, column(76, 108, notes, 8), text(100, 66, "See A/1.", 8)]
    more = [paragraph(660 - 40 * at, 2 + at) for at in range(4)]
    page = "\n".join([HEAD, first, text(119, 688, "there."), *more, *foot])
    document = read(write_pdf([page]), "a.pdf")
    assert [(note.mark, note.text) for note in document.paragraphs[0].notes] == [
        ("1", " ".join(notes)),
        ("2", "See A/1."),
    ]
    assert document.paragraphs[0].text == "The session went on and ended there."


@pytest.mark.parametrize(
    "spots", [((162, "1,"), (168, "2")), ((162, "1"), (166.8, ","), (171, "2"))]
)
def test_the_comma_between_two_marks_is_no_word_of_the_text(
    spots: Sequence[tuple[float, str]],
) -> None:
    marks = "\n".join(text(x, 700, one, 6, rise=4) for x, one in spots)
    words = f"{text(72, 700, '1. The session went on')} {marks} {text(177, 700, 'there.')}"
    feet = [text(72, 100 - 10 * at, str(at + 1), 6, rise=3) for at in range(2)]
    feet += [text(76, 100 - 10 * at, f"See A/{at + 1}.", 8) for at in range(2)]
    more = [paragraph(660 - 40 * at, 2 + at) for at in range(4)]
    page = "\n".join([HEAD, words, *more, rule(72, 115, 140), *feet])
    unit = read(write_pdf([page]), "a.pdf").paragraphs[0]
    assert unit.text == "The session went on there."
    assert [note.mark for note in unit.notes] == ["1", "2"]


def test_a_note_at_a_page_s_foot_is_of_each_mark_on_the_page() -> None:
    marked = "\n".join(
        f"{text(72, y, f'{number}. The session')} {text(126.5, y, '4', 6.5, rise=4)} "
        f"{text(132, y, 'met.')}"
        for y, number in ((700, 1), (676, 2))
    )
    note = f"{text(72, 108, '4', 5, rise=3)} {text(82, 108, 'See the report of the year.', 8)}"
    document = read(
        write_pdf([f"{marked}\n{paragraph(640, 3)}\n{rule(72, 120, 140)}\n{note}"]), "a"
    )
    assert [len(one.notes) for one in document] == [1, 1, 0]


def test_the_power_of_a_unit_is_no_mark_of_a_note() -> None:
    area = f"{text(72, 700, '1. It has 12 km')} {text(131.9, 700, '2', 6.5, rise=4)}"
    body = f"{area} {text(138, 700, 'of land and more.')}\n{paragraph(676, 2)}"
    note = f"{text(72, 108, '2', 5, rise=3)} {text(82, 108, 'See the report of the year.', 8)}"
    assert units(f"{body}\n{rule(72, 120, 140)}\n{note}")["1"] == "It has 12 km2 of land and more."
