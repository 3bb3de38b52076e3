"""Boxes: texts that stand apart from the paragraph they interrupt."""

from __future__ import annotations

from egqa.parse.assemble import assemble
from egqa.parse.lines import Line, LineRole, Reading
from egqa.types import Document
from parse_cases import check

MET = "The Commission met and took up the matter that was before it, as it had done before,"
BOX = "Since then there have been many advances, of which the text beside it says nothing,"


def read_lines(*lines: tuple[int, str, str]) -> Document:
    """The document of lines, each with its indent, its role and its words.

    The role "begins" is that of a block's first line, "bold" of one in bold.
    """
    made, source = [], ""
    for indent, role, text in lines:
        told: LineRole = "heading" if role == "heading" else "note" if role == "note" else ""
        begins, bold = role not in ("", "bold"), role in ("bold", "heading")
        start, end = len(source), len(source) + len(text)
        made.append(
            Line(text, start, end, indent, 0, 1, bold, plain=text, role=told, begins=begins)
        )
        source += f"{text}\n"
    document = assemble(Reading(source, made, []), "a.pdf", "0")
    check(document)
    return document


def test_a_box_in_a_paragraph_is_apart_from_it_and_the_paragraph_goes_on() -> None:
    document = read_lines(
        (0, "begins", f"1. {MET}"),
        (0, "", "and agreed on it (see box I)."),
        (0, "begins", f"2. {MET}"),
        (5, "begins", "Box I"),
        (5, "bold", "Advances of the year"),
        (10, "begins", BOX),
        (5, "", "and they are these:"),
        (8, "begins", "• The first of the advances, which was small;"),
        (8, "begins", "• The second of them."),
        (0, "", "and agreed on that, too, for these reasons:"),
        (5, "begins", f"(a) {MET}"),
        (0, "", "and that was well."),
        (0, "begins", "3. It rose."),
    )
    found = [(one.para, one.text, one.headings[-1:]) for one in document]
    title = ("Box I Advances of the year",)
    assert found == [
        ("1", f"{MET} and agreed on it (see box I).", ()),
        ("2", f"{MET} and agreed on that, too, for these reasons:", ()),
        (None, f"{BOX} and they are these:", title),
        (None, "The first of the advances, which was small;", title),
        (None, "The second of them.", title),
        ("2(a)", f"{MET} and that was well.", ()),
        ("3", "It rose.", ()),
    ]
    assert [len(one.chapeau) for one in document] == [0, 0, 0, 1, 1, 1, 0]


def test_an_item_of_the_text_below_a_box_is_none_of_the_box() -> None:
    document = read_lines(
        (0, "begins", f"1. {MET}"),
        (0, "", "and agreed on this:"),
        (5, "begins", f"(a) {MET}"),
        (0, "", "and that was well;"),
        (5, "begins", "Box 2"),
        (5, "bold", "Advances of the year"),
        (10, "begins", BOX),
        (5, "", "which is why it stands here."),
        (5, "begins", f"(b) {MET}"),
        (0, "", "and that was not."),
        (0, "begins", "2. It rose."),
    )
    assert [one.para for one in document] == ["1", "1(a)", None, "1(b)", "2"]
    assert document.paragraphs[3].text == f"{MET} and that was not."


def test_a_mention_of_a_box_begins_none() -> None:
    document = read_lines(
        (0, "begins", f"1. {MET}"),
        (0, "", "and agreed on what stands in"),
        (0, "", "box 2"),
        (0, "", "below."),
        (0, "begins", "2. It rose."),
    )
    assert [one.para for one in document] == ["1", "2"]
    assert document.paragraphs[0].text.endswith("what stands in box 2 below.")
