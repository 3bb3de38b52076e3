"""Tables in PDF files: what their cells hold lengthens no paragraph and makes no numbered unit."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from egqa.parse.pdf_drawn import Drawn, find_boxes, join_lines
from egqa.parse.pdf_words import Box
from egqa.types import Document
from parse_cases import read, texts
from pdf_writer import bar, cells, column, rule, ruled, text, write_pdf

LINES = [
    "The Committee considered the matter at length, and after it had",
    "heard others it went on.",
]
PROSE = " ".join(LINES)
EDGES = (72, 200, 300, 400, 540)
PLACES = (74, 202, 302, 402)
STAGES = [
    ("1. Pre-planning", "March 2009", "March 2012", "No change"),
    ("(i) Preliminary", "May 2009", "June 2009", "No change"),
    ("study", "", "", ""),
    ("2. Planning", "May 2012", "August 2015", "As some items"),
    ("", "", "", "remain incomplete"),
    ("3. Construction", "May 2016", "August 2019", "–"),
]


def paragraph(y: float, number: int) -> str:
    return column(72, y, [f"{number}. {LINES[0]}", LINES[1]])


def table(y: float, rows: Sequence[Sequence[str]], *, size: float = 10, closed: bool = True) -> str:
    """A table as the UN sets it: a line above and below its heads, and one at its end."""
    heads = [ruled(EDGES, y), cells(PLACES, y - 12, ("Stage", "Start", "End", "Comments"), 7)]
    made = [*heads, ruled(EDGES, y - 18)]
    for at, row in enumerate(rows):
        made.append(cells(PLACES, y - 32 - 14 * at, row, size))
    end = [ruled(EDGES, y - 38 - 14 * (len(rows) - 1))] if closed else []
    return "\n".join([*made, *end])


def parsed(*pages: str) -> Document:
    head = "\n".join([text(72, 770, "A/79/1"), text(72, 740, "Report"), paragraph(600, 1)])
    return read(write_pdf([head, *pages]), "a.pdf")


def numbered(document: Document) -> dict[str, str]:
    return {one.para: one.text for one in document if one.para}


@pytest.mark.parametrize("closed", [True, False])
def test_numbers_in_the_cells_of_a_table_are_no_paragraphs(closed: bool) -> None:
    drawn = f"{text(72, 640, 'Table 5')}\n{table(630, STAGES, closed=closed)}"
    document = parsed(f"{paragraph(700, 2)}\n{drawn}\n{paragraph(480, 3)}")
    assert numbered(document) == dict.fromkeys("123", PROSE)
    assert "3. Construction May 2016 August 2019 –" in [one.text for one in document]
    assert "Pre-planning" in document.source
    assert [finding.where for finding in document.audit if finding.kind == "table"] == ["page 2"]


def test_a_table_goes_on_at_the_head_of_the_next_page_without_its_heads() -> None:
    first = f"{paragraph(300, 2)}\n{table(200, STAGES[:3], closed=False)}"
    rest = [cells(PLACES, 700 - 14 * at, row) for at, row in enumerate(STAGES[3:])]
    totals = [ruled(EDGES, 660), cells(PLACES, 648, ("Total", "3", "3", "")), ruled(EDGES, 644)]
    document = parsed(first, "\n".join([*rest, *totals, paragraph(600, 3)]))
    assert numbered(document) == dict.fromkeys("123", PROSE)


def test_paragraphs_between_two_tables_of_one_width_stay() -> None:
    rows = [("Posts", "352", "546", "1"), ("Travel", "249", "138", "–")]
    page = [table(700, rows, size=8.5), paragraph(630, 2), table(590, rows, size=8.5)]
    assert texts(parsed("\n".join([*page, paragraph(500, 3)]))) == dict.fromkeys("123", PROSE)


def test_lines_on_all_sides() -> None:
    rows = [("1. First aid for all", "12", "25 out of 25"), ("2. Driving", "13", "9 out of 9")]
    lines = [rule(72, 640 - 20 * at, 540) for at in range(3)]
    bars = [bar(x, 600, 640) for x in (72, 300, 400, 539.5)]
    words = [cells((74, 302, 402), 626 - 20 * at, row) for at, row in enumerate(rows)]
    page = "\n".join([paragraph(700, 2), *lines, *bars, *words, paragraph(560, 3)])
    assert texts(parsed(page)) == dict.fromkeys("123", PROSE)


def test_lines_on_all_sides_of_a_page_that_is_turned() -> None:
    """A landscape table on an upright page: its rows run upwards."""

    def upwards(x: float, y: float, words: str) -> str:
        return f"BT /F0 10 Tf 0 1 -1 0 {x} {y} Tm ({words}) Tj ET"

    rows = [("1. First aid for all", "12"), ("2. Driving by night", "13"), ("3. Radio", "14")]
    words = [
        upwards(200 + 20 * at, y, word)
        for at, row in enumerate(rows)
        for y, word in zip((82, 402), row, strict=True)
    ]
    lines = [bar(186 + 20 * at, 80, 600) for at in range(4)]
    page = "\n".join([*words, *lines, *(rule(186, y, 246) for y in (80, 400, 599.5))])
    document = parsed(page, f"{paragraph(700, 2)}\n{paragraph(640, 3)}")
    assert numbered(document) == dict.fromkeys("123", PROSE)


def test_lines_that_lay_out_numbered_paragraphs_make_no_table() -> None:
    lines = [rule(72, y, 540) for y in (640, 560, 480)]
    bars = [bar(x, 480, 640) for x in (72, 420, 539.5)]
    words = [
        column(
            76, 626, ["2. The Team recommends that the Committee write to all of the", "States."]
        ),
        column(
            76, 546, ["3. The Team recommends that the Committee write to all of the", "States."]
        ),
        text(424, 626, "The Committee agreed."),
    ]
    units = texts(parsed("\n".join([*lines, *bars, *words])))
    assert list(units) == ["1", "2", "3"]


def test_sentences_in_cells_of_a_letter_can_be_quoted() -> None:
    lines = [rule(72, 640 - 30 * at, 540) for at in range(3)]
    bars = [bar(x, 580, 640) for x in (72, 140, 539.5)]
    said = "The vessel entered the territorial waters of the country and left them again."
    words = [text(76, 622 - 30 * at, f"{at + 5} May", 10) for at in range(2)]
    words += [text(144, 622 - 30 * at, said) for at in range(2)]
    letter = [
        "Letter dated 6 May 2025 from the Permanent Representative",
        "",
        "I have the honour to",
    ]
    head = f"{text(72, 770, 'S/2025/1')}\n{column(72, 700, [*letter, 'write to you.'])}"
    document = read(write_pdf([head, "\n".join([*lines, *bars, *words])]), "a.pdf")
    assert any(said in unit.text for unit in document.paragraphs)


def test_the_words_on_a_chart_are_none_of_the_paragraph_above() -> None:
    labels = [text(90, 640 - 20 * at, str(400 - 50 * at), 7) for at in range(4)]
    labels.append(text(120, 560, "Ituri North Kivu", 7))
    page = "\n".join([paragraph(700, 2), *labels, paragraph(500, 3)])
    assert texts(parsed(page)) == dict.fromkeys("123", PROSE)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (("Arab States", "$60.5 M $62.4 M", "West Africa", "$81.6 M"), False),
        (("Arab States", "$60.5 M $62.4 M", "West Africa", "It spent more."), True),
        (("It spent in the Arab States:", "$60.5 M", "$81.6 M"), True),
    ],
)
def test_the_words_on_a_chart_without_a_caption(rows: tuple[str, ...], kept: bool) -> None:
    labels = [text(190, 620 - 20 * at, row) for at, row in enumerate(rows)]
    page = "\n".join([paragraph(700, 2), *labels, paragraph(480, 3)])
    found = texts(parsed(page))
    assert (found["1"], found["3"]) == (PROSE, PROSE)
    assert (found["2"] != PROSE) is kept


def test_a_quotation_in_smaller_type_stays_in_its_paragraph() -> None:
    quoted = ["“Every State shall take the measures that are needed for the exercise of", "it.”"]
    page = "\n".join([paragraph(700, 2), column(100, 670, quoted, 8.5), paragraph(600, 3)])
    assert texts(parsed(page))["2"].endswith("needed for the exercise of it.”")


def test_small_print_and_units_around_a_table_are_its_own() -> None:
    title = text(72, 652, "Resource partners in 2024", font="Times-Bold")
    unit = text(72, 640, "(in United States dollars)", 8.5)
    rows = [("Sweden", "35", "54", "1"), ("Italy", "24", "13", "–")]
    below = column(72, 575, ["Legend: EAP: East Asia and the Pacific; ECA: Europe and Asia."], 7)
    page = "\n".join([paragraph(700, 2), title, unit, table(632, rows, size=8.5), below])
    document = parsed(f"{page}\n{paragraph(500, 3)}")
    assert texts(document) == dict.fromkeys("123", PROSE)
    assert document.paragraphs[-1].headings == ()


# ── frames ───────────────────────────────────────────────────────────────────────────────────


def framed(top: float, bottom: float, *words: str) -> str:
    lines = [rule(72, y, 540) for y in (top, bottom)]
    return "\n".join([*lines, *(bar(x, bottom, top) for x in (72, 539.5)), *words])


def test_a_box_without_a_heading_is_none_of_the_paragraph_above() -> None:
    box = framed(660, 600, column(80, 645, ["What the Team saw there is told", "in this box."]))
    page = "\n".join([paragraph(700, 2), box, paragraph(560, 3)])
    document = parsed(page)
    said = {"": "What the Team saw there is told in this box."}
    assert texts(document) == {**dict.fromkeys("123", PROSE), **said}


def test_a_box_with_a_heading_is_text_below_that() -> None:
    title = [text(80, 645, "Box VI"), text(80, 633, "Lessons learned", font="Times-Bold")]
    box = framed(660, 600, *title, text(80, 615, "The Team saw that it was so and said it there."))
    document = parsed("\n".join([paragraph(700, 2), box, paragraph(560, 3)]))
    assert texts(document)["2"] == texts(document)["3"] == PROSE
    unnumbered = next(unit for unit in document.paragraphs if unit.pinpoint is None)
    assert unnumbered.text == "The Team saw that it was so and said it there."
    assert unnumbered.headings[-1] == "Lessons learned"


def test_a_frame_around_numbered_paragraphs_takes_none_of_them_away() -> None:
    document = parsed(framed(720, 640, paragraph(700, 2), paragraph(670, 3)))
    assert texts(document) == dict.fromkeys("123", PROSE)


def test_a_framed_chart_in_the_type_of_the_text() -> None:
    labels = [text(90, 645 - 14 * at, f"{400 - 100 * at}") for at in range(4)]
    chart = framed(660, 590, *labels, text(200, 603, "Week 1 Week 2"))
    document = parsed("\n".join([paragraph(700, 2), chart, paragraph(560, 3)]))
    assert texts(document) == dict.fromkeys("123", PROSE)


# ── sentences in cells ───────────────────────────────────────────────────────────────────────

REPLIES = [
    ("1. The plan should", "None", "–", "The Office agrees with"),
    ("say what it is for", "", "", "this, and will do so by"),
    ("and what it costs.", "", "", "the end of the year."),
    ("2. It should be read", "None", "–", "The Office does not"),
    ("by all of the staff.", "", "", "agree with this."),
]
SAID = [
    "1. The plan should say what it is for and what it costs. None – The Office agrees with this,"
    " and will do so by the end of the year.",
    "2. It should be read by all of the staff. None – The Office does not agree with this.",
]


def replies(y: float) -> str:
    """Recommendations and replies, cells beside each other, the second row set apart."""
    first, second = REPLIES[:3], REPLIES[3:]
    heads = [ruled(EDGES, y), cells(PLACES, y - 12, ("Plan", "Unit", "Date", "Reply"), 7)]
    made = [*heads, ruled(EDGES, y - 18)]
    made += [cells(PLACES, y - 32 - 12 * at, row) for at, row in enumerate(first)]
    made += [cells(PLACES, y - 80 - 12 * at, row) for at, row in enumerate(second)]
    return "\n".join([*made, ruled(EDGES, y - 110)])


def test_rows_with_sentences_are_units_without_a_number_read_cell_by_cell() -> None:
    document = parsed(f"{paragraph(700, 2)}\n{replies(650)}\n{paragraph(480, 3)}")
    found = [(one.para, one.text) for one in document.paragraphs]
    rows = [(None, said) for said in SAID]
    assert found == [("1", PROSE), ("2", PROSE), *rows, ("3", PROSE)]
    for one in document.paragraphs:
        for piece in one.pieces:
            end = piece.source_start + piece.end - piece.start
            said = document.source[piece.source_start : end]
            assert said.split() == one.text[piece.start : piece.end].split()


def test_a_table_with_sentences_does_not_cut_the_paragraph_around_it() -> None:
    head = column(72, 700, ["2. The Committee considered the matter at length, and", "after it"])
    rest = column(72, 500, ["had heard others it went on."])
    document = parsed("\n".join([head, replies(650), rest, paragraph(440, 3)]))
    units = {one.para: one for one in document.paragraphs if one.para}
    assert units["2"].text.endswith("at length, and after it had heard others it went on.")
    assert [one.text for one in document.paragraphs if one.para is None] == SAID
    cuts = [document.source[cut.start : cut.end] for cut in units["2"].cuts]
    assert "this, and will do so by" in cuts


# ── paragraphs and headings below tables ─────────────────────────────────────────────────────


def items(y: float, *, closed: bool) -> str:
    """A table of two columns, the second of which stands where a paragraph's words do."""
    edges, places = (72, 105, 540), (74, 108)
    heads = [ruled(edges, y), cells(places, y - 12, ("Item", "Title")), ruled(edges, y - 17)]
    rows = [
        cells(places, y - 30 - 12 * at, (chr(65 + at), title))
        for at, title in enumerate(("Adoption of the agenda", "Fisheries", "Rivers", "Closing"))
    ]
    return "\n".join([*heads, *rows, *([ruled(edges, y - 69)] if closed else [])])


@pytest.mark.parametrize("closed", [True, False])
def test_paragraphs_whose_words_stand_in_the_column_of_a_table_above(closed: bool) -> None:
    below = [
        f"{text(72, y, f'{number}.')}\n{text(108, y, first)}\n{text(72, y - 12, rest)}"
        for y, number, first, rest in (
            (600, 3, "The Committee heard them.", ""),
            (570, 4, "The Committee decided to meet again in the week", "after next."),
        )
    ]
    document = parsed("\n".join([paragraph(720, 2), items(690, closed=closed), *below]))
    assert numbered(document) == {
        "1": PROSE,
        "2": PROSE,
        "3": "The Committee heard them.",
        "4": "The Committee decided to meet again in the week after next.",
    }


def test_lines_that_lay_out_one_paragraph_make_no_table() -> None:
    lines = [*(rule(72, y, 540) for y in (640, 580)), *(bar(x, 580, 640) for x in (72, 330, 539.5))]
    said = [
        "3. The Team recommends that the Committee write to",
        "all of the States that are its members, and that it",
        "publish what they say.",
    ]
    reply = [
        "The Committee agrees with this and will",
        "write to all of them within the next year.",
    ]
    words = [column(76, 626, said), column(334, 626, reply)]
    document = parsed("\n".join([paragraph(700, 2), *lines, *words, paragraph(540, 4)]))
    assert list(texts(document)) == ["1", "2", "3", "4"]
    assert texts(document)["3"].startswith(" ".join(said).removeprefix("3. "))


def test_headings_in_italics_below_a_figure_stay() -> None:
    figure = [
        text(72, 660, "Figure 1", font="Times-Bold"),
        text(72, 648, "Votes by year", font="Times-Bold"),
    ]
    headings = [
        text(72, 560, "II. Conclusions reached", font="Times-Italic"),
        text(72, 535, "A. On trade", font="Times-Italic"),
    ]
    page = "\n".join([paragraph(700, 2), *figure, *headings, paragraph(510, 3)])
    document = parsed(page)
    assert texts(document) == dict.fromkeys("123", PROSE)
    assert document.paragraphs[-1].headings == ("II. Conclusions reached", "A. On trade")


def test_the_dashes_of_a_chart_cost_no_time() -> None:
    rules = [
        Box(72 + 12 * x, 90 + 10 * y, 78 + 12 * x, 90.5 + 10 * y)
        for x in range(35)
        for y in range(60)
    ]
    bars = [
        Box(75 + 12 * x, 94 + 10 * y, 75.5 + 12 * x, 96 + 10 * y)
        for x in range(35)
        for y in range(60)
    ]
    framed = [Box(60, 80, 60.5, 700), Box(499.5, 80, 500, 700)]
    lines = [Drawn(60, 500, y, ()) for y in (80, 700)]
    start = time.thread_time()
    assert find_boxes(framed, lines) == [Box(60, 80, 500, 700)]
    assert find_boxes(bars, join_lines(rules)) == []
    assert time.thread_time() - start < 2


BENEFITS = [
    "Better reflects the capacity of the States to pay",
    "as each year the scale would be based on the most",
]
DRAWBACKS = [
    "Annual assessments of the States could be less",
    "stable and predictable, and budgets of nations more",
]


def test_the_columns_of_a_table_are_none_of_the_page() -> None:
    page = "\n".join([
        paragraph(720, 2),
        *(rule(72, y, 520) for y in (660, 644, 440)),
        text(72, 650, "Benefits", 7),
        text(300, 650, "Drawbacks", 7),
        column(72, 630, BENEFITS * 7),
        column(300, 630, DRAWBACKS * 7),
        paragraph(410, 3),
    ])  # fmt: skip
    document = parsed(page)
    assert texts(document)["2"] == texts(document)["3"] == PROSE


def test_a_map_that_is_the_only_one_is_no_words_of_the_paragraph_above() -> None:
    drawn = [text(72, 650, "Map"), text(72, 638, "Places of the Group", 10, "Times-Bold")]
    document = parsed("\n".join([paragraph(700, 2), *drawn, paragraph(480, 3)]))
    assert texts(document) == dict.fromkeys("123", PROSE)
