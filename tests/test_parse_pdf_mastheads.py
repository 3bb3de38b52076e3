"""Titles of PDF files: told by their type, whole over all their lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from egqa.types import Masthead
from parse_cases import read
from pdf_writer import column, text, write_pdf

SYMBOL = f"{text(123, 735, 'United Nations')} {text(440, 735, 'A/79/7/Add.12')}"
PROSE = column(
    123,
    300,
    [f"{n}. The Committee met and agreed on the matter that was before it." for n in (1, 2, 3)],
)


def block(y: float, lines: Sequence[str], size: float) -> str:
    return "\n".join(
        text(60, y - 1.2 * size * at, line, size, "Times-Bold") for at, line in enumerate(lines)
    )


def masthead(*blocks: str, fields: str | None = None) -> Masthead:
    if fields is None:
        agenda = text(60, 530, "Agenda items 139 and 12 (b)")
        fields = f"{block(542, ['Seventy-ninth session'], 10)}\n{agenda}"
        fields += f"\n{block(518, ['Proposed programme budget for 2025'], 10)}"
        fields += f"\n{block(494, ['Programme planning'], 10)}"
    page = "\n".join([SYMBOL, text(123, 705, "General Assembly", 20), fields, *blocks, PROSE])
    return read(write_pdf([page]), "a.pdf").masthead


LETTER = [
    "Letter dated 10 June 2025 from the Permanent Representative",
    "of Norway to the United Nations addressed to the President",
    "of the Security Council",
]


@pytest.mark.parametrize(
    ("titles", "read_as"),
    [
        ([LETTER], " ".join(LETTER)),
        (
            [["Eleventh annual progress report on the", "strategic plan"], ["Report of the Board"]],
            "Report of the Board, Eleventh annual progress report on the strategic plan",
        ),
        ([["Iraq: draft resolution"], ["Doha Programme of Action"]],
         "Iraq: draft resolution, Doha Programme of Action"),
        ([["Note by the Secretariat"], ["Summary"]], "Note by the Secretariat"),
        ([["Report on the session, 3 to 5 June 2025"]], "Report on the session, 3 to 5 June 2025"),
        ([["Ad Hoc Advisory Group on Haiti"]], "Ad Hoc Advisory Group on Haiti"),
    ],
    ids="letter subject draft summary dates body".split(),
)  # fmt: skip
def test_a_title_is_read_over_all_its_lines(titles: list[list[str]], read_as: str) -> None:
    blocks = [block(460 - 50 * at, lines, 14) for at, lines in enumerate(titles)]
    head = masthead(*blocks)
    assert head.title == read_as
    assert head.body == "General Assembly"
    assert head.agenda_items == ("139", "12 (b)")


def test_the_title_of_a_cover_stands_above_its_date() -> None:
    title = block(640, ["Report of the Ad Hoc Committee", "on the Indian Ocean"], 20)
    records = block(480, ["General Assembly", "Official Records", "Supplement No. 29"], 14)
    head = masthead(records, fields=f"{title}\n{text(60, 540, '3 July 2025')}")
    assert head.title == "Report of the Ad Hoc Committee on the Indian Ocean"
    assert head.date == "3 July 2025"


def test_a_session_s_dates_end_its_title() -> None:
    name = block(640, ["Forum on Forests"], 20)
    title = block(590, ["Report on the sixty-third session", "(9 May 2025)"], 20)
    head = masthead(name, fields=title)
    assert head.title == "Report on the sixty-third session"


def test_a_title_whose_line_is_full_goes_on_before_the_dates() -> None:
    lines = ["Report of the visiting mission of the United Nations to the British Virgin",
             "Islands, 26–27 August 2024"]  # fmt: skip
    more = "of the work that was before it there and then, as it had been asked to, in all of"
    wrapped = column(
        123, 220, ["4. The Committee met again and took up the whole", *[more] * 5, "it."]
    )
    head = masthead(block(460, lines, 14), wrapped)
    assert head.title == " ".join(lines)
    assert (head.venue, head.dates) == (None, "26–27 August 2024")


def test_the_title_of_a_report_goes_on_within_the_body_s_name() -> None:
    rows = ["Report of the Special Political and Decolonization", "Committee (Fourth Committee)"]
    lines = column(123, 470, [*rows, "", "Rapporteur: Ms. Ana Silva (Brazil)"])
    head = masthead(lines, fields=text(123, 540, "8 November 1996"))
    assert head.title == " ".join(rows)
    assert head.rapporteur == "Ms. Ana Silva (Brazil)"


def test_what_is_said_of_a_resolution_s_adoption_is_none_of_its_title() -> None:
    lines = ["Resolution 2787 (2025)", "Adopted by the Security Council at its 9958th meeting, on"]
    head = masthead(fields=block(590, [*lines, "15 August 2025"], 14))
    assert head.title == "Resolution 2787 (2025)"


def test_the_words_before_a_draft_are_none_of_the_masthead() -> None:
    said = "The Commission recommends to the Council the adoption of the following resolution:"
    draft = block(420, ["Modalities for the review of the Plan"], 14)
    fields = text(60, 540, "Agenda item 3")
    page = "\n".join([SYMBOL, fields, text(60, 460, said), draft, PROSE])
    document = read(write_pdf([page]), "a.pdf")
    assert document.masthead.title is None
    assert any(said in unit.text for unit in document.paragraphs)


def test_an_addendum_is_said_in_the_type_of_the_text() -> None:
    added = block(400, ["Addendum"], 10)
    head = masthead(block(460, ["Note by the Secretariat"], 14), added)
    assert head.title == "Note by the Secretariat, Addendum"


def test_the_mark_of_a_note_is_none_of_the_title() -> None:
    title = block(460, ["Report on the work of 2025"], 14)
    mark = text(226, 460, "1", 8, "Times-Bold", rise=5)
    note = f"{text(60, 80, '1', 6, rise=3)} {text(66, 80, 'Adopted on 1 May 2025.', 8)}"
    assert masthead(title, mark, note).title == "Report on the work of 2025"


def test_a_bodys_name_goes_on_beside_the_cells_of_another_column() -> None:
    name = ["Executive Board of the", "Small Programme, the Larger", "Fund and their Office"]
    beside = [text(400, 748, "Distr.: General"), text(400, 736, "2 December 2024")]
    head = [text(400, 772, "DP/2025/6"), column(72, 748, name), *beside]
    title = text(72, 680, "Report of the second session", 16, "Times-Bold")
    page = "\n".join([*head, title, column(72, 600, ["1. The Board met.", "", "2. It rose."])])
    assert read(write_pdf([page]), "a.pdf").masthead.body == " ".join(name)


def test_an_amendment_s_title_ends_where_its_type_does() -> None:
    title = ["Norway: amendment to the draft resolution contained", "in document S/2025/112"]
    said = column(72, 450, ["In paragraph 1, after the word “all” insert the words “and sundry",
                            "to this end”."])  # fmt: skip
    fields = text(440, 600, "24 February 2025")
    page = "\n".join([SYMBOL, text(123, 705, "Security Council", 20), fields,
                      block(484, title, 14), said])  # fmt: skip
    document = read(write_pdf([page]), "a.pdf")
    assert document.masthead.title == " ".join(title)
    assert [unit.text[:15] for unit in document.paragraphs] == ["In paragraph 1,"]


def test_a_title_may_stand_overleaf_where_agenda_items_fill_the_first_page() -> None:
    name = block(640, ["Forum on Forests"], 14)
    items = [text(60, 560, "Items 3 (a) and 6 of the provisional agenda*"),
             block(540, ["Technical discussions on the plan"], 10),
             block(500, ["Emerging issues"], 10)]  # fmt: skip
    title = [block(740, ["Technical discussions on the plan for the", "biennium 2025–2026"], 14),
             block(690, ["Note by the Secretariat"], 14), block(650, ["Summary"], 14)]  # fmt: skip
    pages = [
        "\n".join([SYMBOL, name, *items]),
        "\n".join(
            [
                *title,
                column(
                    123,
                    620,
                    [
                        f"{n}. The Forum met and agreed on the matter that was before it."
                        for n in (1, 2, 3)
                    ],
                ),
            ]
        ),
    ]
    found = read(write_pdf(pages), "a.pdf").masthead
    assert found.title == (
        "Note by the Secretariat, Technical discussions on the plan for the biennium 2025–2026"
    )
    without = read(write_pdf([pages[0], pages[1].replace("Note by the Secretariat", "Note")]), "a")
    assert without.masthead.title is None


def test_a_supplement_s_cover_names_whose_report_it_is() -> None:
    owner = ["General Assembly", "Official Records", "Eightieth Session", "Supplement No. 11"]
    records = block(480, owner, 14)
    title = block(640, ["Report of the Committee", "on Contributions"], 20)
    session = block(560, ["Eighty-fifth session", "(2–20 June 2025)"], 14)

    def cover(*blocks: str) -> Masthead:
        return read(write_pdf(["\n".join([SYMBOL, *blocks, PROSE])]), "a.pdf").masthead

    head = cover(title, session, records)
    assert head.body == "Committee on Contributions"
    assert (head.session, head.dates, head.date) == (
        "Eighty-fifth session", "2–20 June 2025", None,
    )  # fmt: skip
    head = cover(block(640, ["Report of the High Commissioner"], 20), records)
    assert (head.body, head.session) == ("General Assembly", "Eightieth Session")


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        (["Iraq:*,** draft decision"], "Iraq: draft decision"),
        (["Peru, Samoa* and", "Viet Nam: revised draft resolution"],
         "Peru, Samoa and Viet Nam: revised draft resolution"),
        (["Draft resolution submitted by the President"],
         "Draft resolution submitted by the President"),
        (["Draft decision submitted to the Board"], None),
    ],
    ids="group States office none".split(),
)  # fmt: skip
def test_who_sponsors_a_draft_is_a_unit_without_a_number(
    printed: list[str], read_as: str | None
) -> None:
    draft = column(72, 420, ["The Council,", "", "Recalling its resolution 2024/3,", "",
                             "1. Decides to act;", "", "2. Requests a report."])  # fmt: skip
    fields = text(60, 540, "Agenda item 3")
    sponsors, title = block(510, printed, 10), block(460, ["Widgets and gadgets"], 14)
    page = "\n".join([SYMBOL, fields, sponsors, title, draft])
    document = read(write_pdf([page]), "a.pdf")
    assert document.masthead.title == "Widgets and gadgets"
    assert [one.para for one in document][-3:] == ["pp1", "1", "2"]
    first = document.paragraphs[0]
    assert (first.text if first.para is None else None) == read_as
    unread = [one.detail for one in document.audit if one.kind == "masthead"]
    assert any(printed[0] in one for one in unread) == (read_as is None)


def test_a_body_s_name_in_two_types_is_no_title() -> None:
    name = f"{block(640, ['Small Fund'], 14)}\n{text(60, 622, 'Executive Board')}"
    session = text(60, 610, "Annual session 2025")
    title = block(460, ["Compendium of decisions"], 14)
    head = masthead(title, fields=f"{name}\n{session}")
    assert head.title == "Compendium of decisions"
    assert head.body == "General Assembly, Small Fund, Executive Board"


def test_a_body_s_long_name_is_no_title_where_one_stands_below_it() -> None:
    name = ["Special Committee on the Situation with", "regard to the Use of Widgets and Gadgets"]
    fields = f"{block(600, name, 14)}\n{block(540, ['Committee decision of 2024'], 10)}"
    head = masthead(block(500, ["Use of widgets in 2025"], 14), fields=fields)
    assert head.title == "Use of widgets in 2025"
    assert head.body == f"General Assembly, {' '.join(name)}"
    alone = masthead(fields=block(600, name, 14))
    assert alone.title == " ".join(name)
