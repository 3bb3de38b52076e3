"""Word files: the numbers Word shows, and what else a paragraph is."""

from __future__ import annotations

import pytest

from docx_files import W, abstract, docx, level, num, p, r, style, table
from egqa.errors import NoText
from egqa.parse import parse_bytes
from egqa.parse.docx import read_docx
from egqa.parse.lines import Reading
from egqa.parse.number_formats import show_number

PARAGRAPHS = abstract(
    1, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")
)
DOTTED = abstract(2, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2"))


def read(body: str, **parts: str) -> Reading:
    reading = read_docx(docx(body, **parts), "a.docx")
    for line in reading.lines:
        assert reading.source[line.start : line.end] == line.text
        assert all(line.start <= start < end <= line.end for start, end in line.marks)
    return reading


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(body, **parts).lines]


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    """What stands before the tab that ends each number."""
    lines = texts(body, numbering=numbering, styles=styles)
    return [line.rpartition("\t")[0] for line in lines]


def items(*levels: int, num: int = 1) -> str:
    return "".join(p("x", num=num, level=one) for one in levels)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────

NUMBERINGS = {
    "levels restart below": (items(0, 1, 1, 2, 2, 1, 0, 1), PARAGRAPHS + num(1, 1),
                             "1. (a) (b) (i) (ii) (c) 2. (a)"),
    "a dotted number shows the levels above in their own format":
        (items(0, 1, 1, 0, 1, num=2), DOTTED + num(2, 2), "I. I.1 I.2 II. II.1"),
    "legal numbers are all figures": (
        items(0, 1), abstract(1, level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>")) + num(1, 1), "I. 1.1"),
    "a level that does not restart": (
        items(0, 1, 1, 0, 1), abstract(1, level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 1),
        "1. (a) (b) 2. (c)"),
    "a level that restarts after the first alone": (
        items(0, 1, 2, 2, 1, 2, 0, 1, 2), abstract(1, level(0, "decimal", "%1."),
        level(1, "decimal", "%2."), level(2, "lowerLetter", "(%3)",
        more='<w:lvlRestart w:val="1"/>')) + num(1, 1), "1. 1. (a) (b) 2. (c) 2. 1. (a)"),
    "a start": (items(0, 0), abstract(1, level(0, "decimal", "%1.", start=7)) + num(1, 1), "7. 8."),
    "nums of one list count on together": (
        items(0, 0) + items(0, num=2), PARAGRAPHS + num(1, 1) + num(2, 1), "1. 2. 3."),
    "an overridden start restarts once": (
        items(0, 0) + items(0, 0, num=2) + items(0), PARAGRAPHS + num(1, 1) + num(2, 1, l0=1),
        "1. 2. 1. 2. 3."),
    "an overridden level": (
        items(0, 0), PARAGRAPHS + '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride '
        'w:ilvl="0">' + level(0, "upperLetter", "%1.", start=3) + "</w:lvlOverride></w:num>",
        "C. D."),
    "an empty paragraph counts": (
        items(0) + p(num=1) + items(0), PARAGRAPHS + num(1, 1), "1. 3."),
    "a level below an unused one": (items(1, 1, num=2), DOTTED + num(2, 2), "I.1 I.2"),
    "a level that is left out counts": (
        items(0, 2, 1) + items(1, 0, num=2), PARAGRAPHS + num(1, 1) + DOTTED + num(2, 2),
        "1. (i) (b) I.1 II."),
    "a start that is overridden for a level left out": (
        items(0) + items(2, num=2) + items(0, num=2), PARAGRAPHS + num(1, 1) + num(2, 1, l0=1),
        "1. (i) 2."),
    "half brackets and bare figures are written as the UN does": (
        items(0, 1), abstract(1, level(0, "decimal", "%1"), level(1, "lowerLetter", "%2)"))
        + num(1, 1), "1. (a)"),
    "bullets": (items(0, 1), abstract(1, level(0, "bullet", "&#xF0B7;"), level(1, "bullet", "–"))
                + num(1, 1), "• •"),
    "no number": (items(0) + p("y", num=0) + p("z", num=77), PARAGRAPHS + num(1, 1), "1.  "),
    "a list style's own num holds the levels": (
        items(0, 0, num=5), abstract(1, link="Paras") + abstract(3, level(0, "decimal", "%1."))
        + num(5, 1) + num(6, 3), "1. 2."),
}  # fmt: skip
LIST_STYLE = style(
    "Paras", "Paras", kind="numbering", props='<w:numPr><w:numId w:val="6"/></w:numPr>'
)


@pytest.mark.parametrize("name", NUMBERINGS)
def test_numbers_are_those_that_word_shows(name: str) -> None:
    body, numbering, expected = NUMBERINGS[name]
    assert numbers(body, numbering, LIST_STYLE) == expected.split(" ")


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it() -> None:
    numbering = abstract(
        1, level(0, "upperRoman", "%1.", style="Top"), level(1, "decimal", "%2.", style="Para")
    ) + num(1, 1)  # fmt: skip
    has_num = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("Top", "heading 1", props=has_num + '<w:outlineLvl w:val="0"/>')
        + style("Para", "Single Txt", props=has_num)
        + style("Small", "Small Txt", based_on="Para")
        + style("Loop", "Loop", based_on="Loop")
    )
    body = p("Introduction", style="Top") + p("One met.", style="Para")
    body += p("Two met.", style="Small") + p("None.", style="Loop") + p("No.", style="Para", num=0)
    lines = read(body, numbering=numbering, styles=styles).lines
    assert [line.text for line in lines] == [
        "I.\tIntroduction", "1.\tOne met.", "2.\tTwo met.", "None.", "No."
    ]  # fmt: skip
    assert [line.role for line in lines] == ["heading", "", "", "", ""]


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("lowerLetter", "a z aa bb"),
        ("upperLetter", "A Z AA BB"),
        ("lowerRoman", "i xxvi xxvii xxviii"),
        ("decimalZero", "01 26 27 28"),
        ("ordinal", "1st 26th 27th 28th"),
        ("cardinalText", "One Twenty-six Twenty-seven Twenty-eight"),
        ("ordinalText", "First Twenty-sixth Twenty-seventh Twenty-eighth"),
        ("unheardOf", "1 26 27 28"),
    ],
)
def test_number_formats(format: str, shown: str) -> None:
    assert [show_number(number, format) for number in (1, 26, 27, 28)] == shown.split(" ")


def test_numbers_make_units() -> None:
    body = p("The Group agreed on the following:", num=1) + p("Courts may hear it;", num=1, level=1)
    body += p("Victims may be heard:", num=1, level=1) + p("In writing;", num=1, level=2)
    body += p("The meeting closed.", num=1)
    document = parse_bytes(docx(body, numbering=PARAGRAPHS + num(1, 1)), "report.txt")
    assert [(one.para, one.text) for one in document.paragraphs] == [
        ("1", "The Group agreed on the following:"),
        ("1(a)", "Courts may hear it;"),
        ("1(b)", "Victims may be heard:"),
        ("1(b)(i)", "In writing;"),
        ("2", "The meeting closed."),
    ]


# ── words ────────────────────────────────────────────────────────────────────────────────────

WORDS = {
    "tabs, breaks and hyphens": (
        "<w:r><w:t>12.</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/>"
        "<w:t>erate</w:t><w:br/><w:t>here</w:t></w:r>", ["12.\tco\u2011op\u00aderate", "here"]),
    "links, controls and inserted text": (
        f"<w:hyperlink>{r('see ')}</w:hyperlink><w:sdt><w:sdtContent>{r('the ')}</w:sdtContent>"
        f"</w:sdt><w:ins>{r('new ')}</w:ins><w:smartTag>{r('text')}</w:smartTag>",
        ["see the new text"]),
    "deleted and moved text": (
        f"{r('kept')}<w:del><w:r><w:delText> gone</w:delText></w:r></w:del><w:moveFrom>{r(' off')}"
        f"</w:moveFrom><w:moveTo>{r(' here')}</w:moveTo>", ["kept here"]),
    "hidden text": (r("seen") + r(" unseen", "<w:vanish/>"), ["seen"]),
    "a field shows its result": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        f'{r("wrong")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("para. 5")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" above"), ["para. 5 above"]),
    "one of two alternatives": (
        "<w:r><mc:AlternateContent><mc:Choice><w:t>once</w:t></mc:Choice><mc:Fallback>"
        "<w:t>once</w:t></mc:Fallback></mc:AlternateContent></w:r>", ["once"]),
    "a symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> point</w:t>'
                 "</w:r>", ["• point"]),
    "blanks": (r("  two   blanks ") + r(" and one "), ["two blanks and one"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_words_of_a_paragraph(name: str) -> None:
    body, expected = WORDS[name]
    assert texts(p(body)) == expected


def test_a_text_box_follows_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('In the box.')}</w:txbxContent></w:pict></w:r>"
    assert texts(p(r("Before.") + box) + p("After.")) == ["Before.", "In the box.", "After."]


def boxed(*words: str) -> str:
    inside = "".join(map(p, words))
    return f"<w:r><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></w:r>"


def test_a_text_box_is_no_part_of_the_paragraph_above_it() -> None:
    told = boxed("Box 1", "The Office has opened in four cities since it was set up.")
    body = p(r("1. The Office grew.") + told) + p("2. It rose.")
    document = parse_bytes(docx(body), "a.docx")
    assert [(one.para, one.text) for one in document.paragraphs if one.para] == [
        ("1", "The Office grew."), ("2", "It rose.")
    ]  # fmt: skip
    assert "four cities" in document.paragraphs[1].text


def test_a_text_box_that_holds_paragraphs_is_read() -> None:
    body = p(r("1. The Office grew.") + boxed("2. It moved.")) + p("3. It rose.")
    document = parse_bytes(docx(body), "a.docx")
    assert [one.para for one in document.paragraphs] == ["1", "2", "3"]


def test_tracked_changes_are_told_and_a_deleted_end_joins_paragraphs() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('The Group ')}</w:p>"
    deleted = "<w:del><w:r><w:delText>no</w:delText></w:r></w:del>"
    reading = read(joined + p(r("met.") + deleted, num=1), numbering=PARAGRAPHS + num(1, 1))
    assert [line.text for line in reading.lines] == ["1.\tThe Group met."]
    assert [finding.kind for finding in reading.findings] == ["tracked changes"]


def test_lines_of_one_paragraph_begin_one_block() -> None:
    lines = read(p("<w:r><w:t>Two</w:t><w:br/><w:t>lines</w:t></w:r>") + p("Next")).lines
    assert [(line.begins, line.blanks) for line in lines] == [(True, 0), (False, 0), (True, 1)]


def test_headings_bold_and_long_paragraphs_in_heading_styles() -> None:
    styles = (
        style("H1", "_ H_1", marks="<w:b/>")
        + style("Heading2", "heading 2", props='<w:outlineLvl w:val="1"/>')
        + style("Strong", "Strong", kind="character", marks="<w:b/>")
    )
    body = p("Introduction", style="H1") + p("Aims", style="Heading2")
    body += p("Decides that the Group shall meet again in the coming year;", style="Heading2")
    body += p(r("All of it", "<w:b/>")) + p(r("Not", "<w:b/>") + r(" all"))
    body += p(r("By style", '<w:rStyle w:val="Strong"/>')) + p(r("off", '<w:b w:val="0"/>'))
    lines = read(body, styles=styles).lines
    assert [line.role for line in lines] == ["heading", "heading", "", "", "", "", ""]
    assert [line.bold for line in lines] == [True, False, False, True, False, True, False]


def test_what_is_bold_from_end_to_end_is_a_heading_among_numbered_paragraphs() -> None:
    bold = [p(r(text, "<w:b/>")) for text in ("Aims", "(b) In bold", "All in bold ends.")]
    lines = read(bold[0] + p("1.\tThe Group met.") + "".join(bold) + p("2.\tIt rose.")).lines
    assert [line.role for line in lines] == ["", "", "heading", "", "", ""]


# ── notes, tables, headers, pages ────────────────────────────────────────────────────────────


def ref(name: int, kind: str = "footnote", more: str = "", text: str = "") -> str:
    return f'<w:r><w:{kind}Reference {more} w:id="{name}"/>{text}</w:r>'


def note(name: int, *paragraphs: str, kind: str = "footnote") -> str:
    body = "".join(p(f"<w:r><w:footnoteRef/></w:r>{r(' ' + one)}") for one in paragraphs)
    return f'<w:{kind} w:id="{name}">{body}</w:{kind}>'


def test_footnotes_leave_a_mark_and_follow_their_paragraph() -> None:
    notes = note(3, "Resolution 1.", "More of it.") + note(2, "Ibid.")
    custom = ref(4, more='w:customMarkFollows="1"', text="<w:t>**</w:t>")
    notes += f'<w:footnote w:id="4">{p(chr(9).join(("**", "In part.")))}</w:footnote>'
    body = p(r("The Act,") + ref(3) + r(" and the Rules") + ref(2) + r(".")) + p(r("List") + custom)
    reading = read(body + p(r("End") + ref(7, "endnote")), footnotes=notes,
                   endnotes=note(7, "Last.", kind="endnote"))  # fmt: skip
    assert [(line.role, line.text) for line in reading.lines] == [
        ("", "The Act,1 and the Rules2."),
        ("note", "1\tResolution 1."),
        ("note", "More of it."),
        ("note", "2\tIbid."),
        ("", "List**"),
        ("note", "**\tIn part."),
        ("", "Endi"),
        ("note", "i\tLast."),
    ]
    marks = [reading.source[a:b] for line in reading.lines for a, b in line.marks]
    assert marks == ["1", "2", "**", "i"]


def test_marks_are_counted_as_the_section_says() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/>'
    reading = read(
        p(r("Act") + ref(2)) + f"{section}</w:footnotePr></w:sectPr>", footnotes=note(2, "x")
    )
    assert [line.text for line in reading.lines] == ["Actc", "c\tx"]


def test_typed_marks_are_marks_only_where_there_is_such_a_note() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = p(
        r("The Act") + r("1", raised) + r(" of 5 m") + r("1", raised) + r(" by 9") + r("th", raised)
    )
    body += p(r("An area") + r("2", raised)) + p(r("1", raised) + r(" Resolution 1."))
    reading = read(body)
    assert [[reading.source[a:b] for a, b in line.marks] for line in reading.lines] == [
        ["1"],
        [],
        [],
    ]
    assert reading.lines[2].role == "note"
    assert reading.lines[2].text == "1\tResolution 1."


def test_rows_of_figures_are_rows_and_tables_of_prose_are_prose() -> None:
    reading = read(table(("1. Posts", "12"), ("2. Travel", "7")) + p("After."))
    assert [(line.role, line.text) for line in reading.lines] == [
        ("table", "1. Posts\t12"), ("table", "2. Travel\t7"), ("", "After.")
    ]  # fmt: skip
    prose = p("The Group met.", num=1) + p("It rose at noon.", num=1) + p("It met again.", num=1)
    reading = read(table((prose, ""), (prose, "")), numbering=PARAGRAPHS + num(1, 1))
    assert [line.text for line in reading.lines][::5] == ["1.\tThe Group met.", "6.\tIt met again."]
    assert {line.role for line in reading.lines} == {""}


def test_what_stands_between_a_caption_and_its_rows_is_the_tables() -> None:
    body = p("1.\tThe Group met.") + p("Table 3") + p(r("Costs", "<w:b/>")) + p("(1) (Thousands)")
    reading = read(
        body + table(("Posts", "12"), ("Travel", "7")) + p("Table 4") + p("2.\tIt rose.")
    )
    assert [line.role for line in reading.lines] == ["", *["table"] * 6, ""]


def test_a_masthead_of_table_and_first_header() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:headerReference '
        'w:type="default" r:id="header2"/><w:footerReference w:type="default" r:id="footer1"/>'
        "<w:titlePg/></w:sectPr>"
    )
    head = table(
        ("United Nations", "A/AC.9/2020/L.1"),
        ("General Assembly", p("Distr.: Limited") + p("3 May 2020")),
    )
    document = parse_bytes(
        docx(p("1.\tThe Group met.") + p("2.\tIt rose.") + section, header1=head,
             header2=p("A/AC.9/2020/L.1"), footer1=p("20-01234")), "x.docx")  # fmt: skip
    assert document.masthead.symbols == ("A/AC.9/2020/L.1",)
    assert document.masthead.distribution == "Limited"
    assert document.masthead.date == "3 May 2020"
    lines = read(p("Text.") + section, header1=head, header2=p("A/1"), footer1=p("20-01234")).lines
    assert [line.role for line in lines] == ["masthead", "masthead", "", "furniture", "furniture"]
    assert lines[1].text == "General Assembly\tDistr.: Limited\t3 May 2020"


def test_tables_of_contents_are_furniture() -> None:
    styles = style("TOC1", "toc 1")
    body = p("I.\tIntroduction\t3", style="TOC1") + p("Contents") + p("Page") + p("II. Aims\t12")
    body += table(("III. Results", "14"), ("IV. Other", "20")) + p("The Group met.") + p("Aims\t12")
    roles = [line.role for line in read(body, styles=styles).lines]
    assert roles == ["furniture"] * 6 + ["", ""]


def test_pages_are_kept_only_where_all_are_known() -> None:
    body = p("One.") + p("<w:r><w:lastRenderedPageBreak/><w:t>Two.</w:t></w:r>")
    for count, pages in (("2", [1, 2]), ("3", [None, None])):
        app = {"docProps/app.xml": f"<Properties><Pages>{count}</Pages></Properties>"}
        lines = read_docx(docx(body, extra=app), "x").lines
        assert [line.page for line in lines] == pages


def test_the_strict_format_is_read() -> None:
    strict = {W: 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'}
    body = p("The Group met.", num=1)
    data = docx(body, numbering=PARAGRAPHS + num(1, 1), names=strict)
    assert read_docx(data, "x").source == "1.\tThe Group met."


def test_files_without_words_are_refused() -> None:
    with pytest.raises(NoText, match="no text"):
        read_docx(docx(p("") + p(num=1), numbering=PARAGRAPHS + num(1, 1)), "empty.docx")


def test_notes_of_a_masthead_may_stand_before_their_stars() -> None:
    note, words = p("*\tA/80/50."), p("Items 137 and 138 of the preliminary list*")
    reading = read(p("A/80/6") + note + words + p("1.\tThe Group met.") + p("*\tA bullet."))
    assert [line.text for line in reading.lines if line.role == "note"][:1] == ["*\tA/80/50."]


def test_a_number_in_a_cell_of_its_own_is_that_of_the_paragraph_beside_it() -> None:
    rows = (
        (p(num=1), p("The Group met in May.")),
        (p(num=1, level=1), p("It heard all of them;")),
        (p("2."), p("It rose at noon.")),
    )
    list_of = PARAGRAPHS + num(1, 1)
    assert texts(table(*rows), numbering=list_of) == [
        "1.\tThe Group met in May.",
        "(a)\tIt heard all of them;",
        "2.",
        "It rose at noon.",
    ]


def test_a_star_set_to_its_symbol_is_the_note_of_the_masthead() -> None:
    head = p("A/79/6") + p("*A/79/50") + p("Item 137 of the preliminary list*")
    document = parse_bytes(docx(head + p("1.\tThe Group met.") + p("2.\tIt rose.")), "a.docx")
    assert document.masthead.symbols == ("A/79/6",)
