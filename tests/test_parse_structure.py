"""The state machine: markers and traps, in the layouts that extraction gives a text."""

from __future__ import annotations

import string

import pytest

from egqa.types import Document
from parse_cases import LAYOUTS, Layout, read, tabbed, texts, wrapped

SHOULD = "Member States should cooperate with each other to the widest extent possible in the field"
THE = "The Expert Group took up the matter and heard the views of many of those who were present"


def letters(last: str, before: str = "") -> str:
    return "\n".join(
        f"({label}) {SHOULD} of {label.upper()};"
        for label in string.ascii_lowercase[: string.ascii_lowercase.index(last) + 1]
    )


def paras(text: str) -> list[str]:
    return list(texts(read(text)))


def kinds(document: Document, *kinds: str) -> list[str]:
    return [f.where for f in document.audit if f.kind in kinds]


def numbered(*numbers: int) -> str:
    return "\n".join(f"{n}. {THE} on its day {n}." for n in numbers)


TEN = [f"1({x})" for x in "abcdefghij"]
LISTS = {
    "letter (i) after (h)": (f"1. {THE}:\n{letters('j')}\n2. {THE}.", ["1", *TEN, "2"]),
    "roman (i) after (b)": (
        f"1. {THE}:\n{letters('b')[:-1]}:\n(i) {SHOULD};\n(ii) {SHOULD};\n(c) {SHOULD}.",
        ["1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)", "1(c)"],
    ),
    "roman (i) after (h) where (ii) follows": (
        f"1. {THE}:\n{letters('h')[:-1]}:\n(i) {SHOULD};\n(ii) {SHOULD}.\n2. {THE}.",
        ["1", *TEN[:8], "1(h)(i)", "1(h)(ii)", "2"],
    ),
    "(v) after (u), (x) after (w), (aa) after (z)": (
        f"1. {THE}:\n{letters('z')}\n(aa) {SHOULD};\n(bb) {SHOULD}.\n2. {THE}.",
        ["1", *(f"1({x})" for x in string.ascii_lowercase), "1(aa)", "1(bb)", "2"],
    ),
    "first level roman": (
        f"1. {THE}:\n(i) {SHOULD};\n(ii) {SHOULD};\n(iii) {SHOULD}.\n2. {THE}.",
        ["1", "1(i)", "1(ii)", "1(iii)", "2"],
    ),
    "letters return after roman (v)": (
        f"1. {THE}:\n{letters('k')[:-1]}:\n"
        + "\n".join(f"({r}) {SHOULD};" for r in ("i", "ii", "iii", "iv", "v"))
        + f"\n(l) {SHOULD};\n(m) {SHOULD}.",
        [
            "1",
            *(f"1({x})" for x in "abcdefghijk"),
            *(f"1(k)({r})" for r in ("i", "ii", "iii", "iv", "v")),
            "1(l)",
            "1(m)",
        ],
    ),
    "two lists of romans": (
        f"1. {THE}:\n(a) {SHOULD}:\n(i) {SHOULD};\n(ii) {SHOULD};\n(b) {SHOULD}:\n(i) {SHOULD};\n"
        f"(ii) {SHOULD}.\n2. {THE}.",
        ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "1(b)(i)", "1(b)(ii)", "2"],
    ),
    "agenda in a paragraph": (
        f"1. {THE}.\n2. {THE}:\n1. Opening of the meeting.\n2. Adoption of the agenda.\n"
        f"3. Other matters.\n3. {THE}.\n4. {THE}.",
        ["1", "2", "2(1)", "2(2)", "2(3)", "3", "4"],
    ),
    "agenda with one item fewer than the paragraph's number": (
        f"{numbered(1, 2, 3)[:-1]}:\n1. Opening of the meeting.\n2. Adoption of the agenda.\n"
        f"3. Other matters.\n{numbered(4, 5)}",
        ["1", "2", "3", "3(1)", "3(2)", "3(3)", "4", "5"],
    ),
    "agenda that passes the paragraph's number": (
        f"{numbered(1, 2)[:-1]}:\n1. Opening of the meeting.\n2. Adoption of the agenda.\n"
        f"3. Other matters.\n4. Report.\n{numbered(3, 4)}",
        ["1", "2", "2(1)", "2(2)", "2(3)", "2(4)", "3", "4"],
    ),
    "agenda after a full stop": (
        f"{numbered(1, 2, 3)}\n1. Opening of the meeting.\n2. Adoption of the agenda.\n"
        f"{numbered(4, 5)}",
        ["1", "2", "3", "3(1)", "3(2)", "4", "5"],
    ),
    "agenda without full stops, with letters": (
        f"{numbered(27)[:-1]}:\n1. Organizational matters:\n(a) Opening of the meeting;\n"
        f"(b) Adoption of the agenda.\n2. Other matters\n3. Adoption of the report\n"
        f"{numbered(28)}",
        ["27", "27(1)", "27(1)(a)", "27(1)(b)", "27(2)", "27(3)", "28"],
    ),
    "first paragraph 17": (numbered(17, 18, 19), ["17", "18", "19"]),
    "marker in a marker": (
        f"1. (a) {SHOULD};\n(b) (i) {SHOULD};\n(ii) {SHOULD}.\n2. {THE}.",
        ["1(a)", "1(b)(i)", "1(b)(ii)", "2"],
    ),
    "list without punctuation": (
        f"1. {THE}:\n(a) Opening of the meeting\n(b) Adoption of the agenda\n(c) Other matters\n"
        f"2. {THE}.",
        ["1", "1(a)", "1(b)", "1(c)", "2"],
    ),
    "lower case items, joined by a comma": (
        f"1. {THE}:\n(a) the first part of it, and\n(b) the second part of it.\n2. {THE}.",
        ["1", "1(a)", "1(b)", "2"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, layout: Layout) -> None:
    text, expected = LISTS[name]
    assert paras(layout(text)) == expected


REFERENCES = [
    f"1. {THE} as set out in paragraph\n2 of the decision.\n2. {THE}.",
    f"1. {THE} as set out in paragraph\n2. The matter was then closed.\n2. {THE}.",
    f"1. {THE} under agenda item\n3. It was then closed.\n2. {THE}.",
    f"1. {THE} as in paragraph\n(b) above and elsewhere.\n2. {THE}.",
    f"1. {THE} (see resolution\n2. The text is known.\n2. {THE}.",
    f"1. {THE}, see paragraphs 1 and\n2. The rest was left.\n2. {THE}.",
    f"1. {THE} – and this was noted\n– by many.\n2. {THE}.",
    f"1. {THE} in the period\n2018. The rest was left.\n2. {THE}.",
]


@pytest.mark.parametrize("text", REFERENCES)
def test_a_reference_at_the_start_of_a_line_opens_nothing(text: str) -> None:
    assert paras(text) == ["1", "2"]


def test_a_label_that_is_referred_to_opens_nothing_inside_a_list() -> None:
    text = f"1. {THE}:\n(a) {SHOULD};\n(b) As in subparagraph\n(c) of that text, and so on;\n(c) X."
    assert paras(text) == ["1", "1(a)", "1(b)", "1(c)"]
    assert texts(read(text))["1(b)"] == "As in subparagraph (c) of that text, and so on;"


BULLETS = ["•", "·", "●", "▪", "■", "◦", "‣", "-", "–", "—", "*", "\uf0b7", "\uf020•\uf020"]


@pytest.mark.parametrize("bullet", BULLETS)
def test_bullets(bullet: str) -> None:
    text = (
        f"1. {THE}:\n{bullet} First thing;\n{bullet} Second thing,\nwith more words;\n"
        f"{bullet} Third thing.\n2. {THE}."
    )
    document = read(text)
    assert list(texts(document)) == ["1", "1•1", "1•2", "1•3", "2"]
    assert texts(document)["1•2"] == "Second thing, with more words;"
    assert [p.marker for p in document][1:4] == ["•"] * 3


def test_bullets_under_a_letter_end_where_the_letters_go_on() -> None:
    text = f"2. {THE}:\n(a) {SHOULD}:\n• One;\n• Two.\n(b) {SHOULD}:\n• Three;\n3. {THE}."
    assert paras(text) == ["2", "2(a)", "2(a)•1", "2(a)•2", "2(b)", "2(b)•1", "3"]


def test_dash_bullets_need_no_full_stop_where_they_are_in_line() -> None:
    assert paras(f"1. {THE}:\n- Opening\n- Adoption\n- Other\n2. {THE}.") == [
        "1",
        "1•1",
        "1•2",
        "1•3",
        "2",
    ]


def test_gap_is_a_paragraph_where_the_numbers_go_on_and_is_audited() -> None:
    document = read(numbered(1, 2, 5, 6))
    assert list(texts(document)) == ["1", "2", "5", "6"]
    (gap,) = [finding for finding in document.audit if finding.kind == "gap"]
    assert (gap.where, gap.detail) == ("5.", "no paragraph 3 to 4 before paragraph 5")


def test_number_that_jumps_alone_is_text() -> None:
    assert texts(read(f"1. {THE}.\n12. Things were counted.\n2. {THE}."))["1"].endswith("counted.")


def test_gap_in_letters() -> None:
    document = read(f"1. {THE}:\n(a) {SHOULD};\n(c) {SHOULD};\n(d) {SHOULD}.")
    assert list(texts(document)) == ["1", "1(a)", "1(c)", "1(d)"]
    assert kinds(document, "gap") == ["(c)"]


def test_duplicates_are_told_apart_and_audited() -> None:
    document = read(
        f"1. {THE}.\n2. {THE}:\n(a) {SHOULD};\n(b) {SHOULD};\n(b) {SHOULD}:\n(i) {SHOULD}.\n"
        f"3. {THE}."
    )
    assert list(texts(document)) == ["1", "2", "2(a)", "2(b)", "2(b)~2", "2(b)~2(i)", "3"]
    assert kinds(document, "duplicate") == ["2(b)"]


def test_a_paragraph_number_that_stands_twice() -> None:
    document = read(numbered(1, 2, 2, 3))
    assert list(texts(document)) == ["1", "2", "2~2", "3"]


FURNITURE = {
    "symbol": "A/AC.1/2020/L.1",
    "symbol and page": "A/AC.1/2020/L.1   3",
    "job number": "V.20-01234",
    "job number and page": "V.20-01234 2/4",
    "page and job number": "2/4 V.20-01234",
    "page of pages": "2/4",
    "page": "Page 3",
    "page with dashes": "- 3 -",
    "symbol and page on two lines": "A/AC.1/2020/L.1\nPage 3",
    "form feed and symbol": "\fA/AC.1/2020/L.1",
    "form feed and bare number": "7\n\fA/AC.1/2020/L.1",
    "continuation mark": "/...",
}


@pytest.mark.parametrize("name", FURNITURE)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_furniture_inside_a_unit_is_cut_out(name: str, gap: str) -> None:
    first, second = "The Group took note of the views", "of those who were present and adjourned."
    text = f"1. {THE}.\n\n2. {first}{gap}{FURNITURE[name]}{gap}{second}\n\n3. {THE}."
    document = read(text)
    assert texts(document)["2"] == f"{first} {second}"
    paragraph = document.paragraphs[1]
    assert [document.source[a:b] for a, b in paragraph.cuts] == FURNITURE[name].strip("\f").replace(
        "\f", ""
    ).split("\n")
    assert kinds(document, "furniture")


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_between_units_belongs_to_none(name: str) -> None:
    document = read(f"1. {THE}.\n{FURNITURE[name]}\n2. {THE}.\n3. {THE}.")
    assert texts(document) == {"1": f"{THE}.", "2": f"{THE}.", "3": f"{THE}."}
    assert not any(paragraph.cuts for paragraph in document)


def test_a_running_title_that_recurs_at_page_breaks_is_furniture() -> None:
    page = "\fReport of the Group\n"
    document = read(f"1. {THE} in\n{page}the morning.\n2. {THE} in\n{page}the evening.\n3. {THE}.")
    assert texts(document)["1"] == f"{THE} in the morning."
    assert texts(document)["2"] == f"{THE} in the evening."
    assert [p.page for p in document] == [1, 2, 3]


def test_a_bare_number_that_is_text_stays() -> None:
    assert texts(read(f"1. {THE} some\n12\ntimes over.\n2. {THE}."))["1"].endswith(
        "some 12 times over."
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_headings(layout: Layout) -> None:
    text = (
        f"I. Introduction\n1. {THE}.\nII. Recommendations (continued)\n"
        f"A. Law enforcement\n2. {THE}.\n"
        f"B. Evidence\n3. {THE}.\nC. Prevention\n4. {THE}.\nD. Attendance\n5. {THE}.\n"
        f"III. Summary of deliberations\n6. {THE}.\nIV. Organization of the meeting\n"
        f"A. Opening of the meeting\n7. {THE}.\nV. Adoption of the report\n8. {THE}."
    )
    two = "II. Recommendations (continued)"
    four = "IV. Organization of the meeting"
    assert [p.headings for p in read(layout(text))] == [
        ("I. Introduction",),
        (two, "A. Law enforcement"),
        (two, "B. Evidence"),
        (two, "C. Prevention"),
        (two, "D. Attendance"),
        ("III. Summary of deliberations",),
        (four, "A. Opening of the meeting"),
        ("V. Adoption of the report",),
    ]


HEADINGS = {
    "two unnumbered, stacked": (
        f"II. Recommendations\n\nCybercrime\n\nCriminalization (item 3)\n\n1. {THE}.",
        ("II. Recommendations", "Criminalization (item 3)"),
    ),
    "wrapped over two lines": (
        f"0. X.\n\nIII. Summary of the work of the\nExpert Group on its agenda\n\n1. {THE}.",
        ("III. Summary of the work of the Expert Group on its agenda",),
    ),
    "hash marks": (f"# Title\n\n## Law *enforcement*\n\n1. {THE}.", ("Law enforcement",)),
    "bold": (f"**II. Recommendations**\n\n**Law enforcement**\n\n1. {THE}.",
             ("II. Recommendations", "Law enforcement")),
    "escaped": (f"II\\. Recommendations\n\nA\\. Law\n\n1\\. {THE}.",
                ("II. Recommendations", "A. Law")),
    "label alone": (f"II.\nRecommendations\n\n1. {THE}.", ("II. Recommendations",)),
    "continued": (f"III. Summary (*continued*)\n\nA. Law (cont.)\n\n1. {THE}.",
                  ("III. Summary (continued)", "A. Law (cont.)")),
    "numbered sub-section": (
        f"III. Summary\n\nA. Law\n\n1. Opening statements\n\n1. {THE}.",
        ("III. Summary", "A. Law", "1. Opening statements"),
    ),
    "I. as a section": (
        "".join(f"{x}. Part {x}\n\n{n}. {THE}.\n\n" for n, x in enumerate("ABCDEFGHI", 1)),
        ("I. Part I",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_heading_of_the_last_unit(name: str) -> None:
    text, expected = HEADINGS[name]
    assert read(text).paragraphs[-1].headings[-len(expected) :] == expected


def test_a_heading_is_never_a_units_text() -> None:
    text = (
        f"1. {THE}\n\nII. Recommendations\n\n2. {THE}.\n\n**Bold heading**\n\nMore words.\n\n"
        f"3. {THE}."
    )
    document = read(text)
    assert texts(document) == {"1": THE, "2": f"{THE}.", "": "More words.", "3": f"{THE}."}
    assert document.paragraphs[2].headings[-1] == "Bold heading"


def test_same_words_under_two_chapters_are_two_headings() -> None:
    text = f"II. One\n\nCrime (item 3)\n\n1. {THE}.\n\nIII. Two\n\nCrime (item 3)\n\n2. {THE}."
    assert [p.headings for p in read(text)] == [
        ("II. One", "Crime (item 3)"),
        ("III. Two", "Crime (item 3)"),
    ]


PARTS = {
    "annexes": (
        f"{numbered(1, 2)}\n\nAnnex I\n\nRules of procedure\n\n{numbered(1, 2)}\n\nAnnex II\n\n"
        f"1. {THE}.",
        ["1", "2", "annexi:1", "annexi:2", "annexii:1"],
    ),
    "parts in an annex": (
        f"{numbered(1)}\n\nAnnex I\n\nPart I\n\n1. {THE}.\n\nPart II\n\n1. {THE}:\n(a) {SHOULD}.",
        ["1", "annexi/parti:1", "annexi/partii:1", "annexi/partii:1(a)"],
    ),
    "decisions": (
        f"Decision 1/CMA.1\nMatters\n1. {THE};\n2. {THE}.\n8th plenary meeting\n18 November 2016\n"
        f"Decision 2/CMA.1\nRules\n(a) {SHOULD}:\n(i) {SHOULD};\n(ii) {SHOULD};\n(b) {SHOULD}.",
        ["dec.1/cma.1:1", "dec.1/cma.1:2", "dec.2/cma.1:(a)", "dec.2/cma.1:(a)(i)",
         "dec.2/cma.1:(a)(ii)", "dec.2/cma.1:(b)"],
    ),
    "articles": (f"Article 5\n\n1. {THE}.\n\n2. {THE}.\n\nArticle 6\n\n1. {THE}.",
                 ["art.5:1", "art.5:2", "art.6:1"]),
    "unnamed, under a heading": (
        f"{numbered(1, 2)}\n\nMilitary activities\n\n{numbered(1, 2, 3)}",
        ["1", "2", "military-activities:1", "military-activities:2", "military-activities:3"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_numbers_that_restart(name: str) -> None:
    text, expected = PARTS[name]
    document = read(text)
    assert list(texts(document)) == expected
    assert not any("plenary meeting" in p.text for p in document)


CONTENTS = {
    "leaders": "Contents\nPage\nI. Introduction ........ 2\nII. Summary . . . . . . . . 3",
    "page numbers": "Contents\n\nChapter  Page\n\nI. Introduction   2\n\nII. Summary of it   3",
    "no numbers": "CONTENTS\n\nI. Introduction\n\nII. Summary of it",
    "numbered": "Contents\nParagraphs Page\nI. Introduction 1-2 2\nII. Summary of it 3-4 3",
}


@pytest.mark.parametrize("name", CONTENTS)
def test_contents_are_furniture(name: str) -> None:
    body = f"I. Introduction\n\n{numbered(1, 2)}\n\nII. Summary of it\n\n{numbered(3)}"
    text = f"{CONTENTS[name]}\n\n{body}"
    document = read(text)
    assert [(p.para, p.headings) for p in document] == [
        ("1", ("I. Introduction",)),
        ("2", ("I. Introduction",)),
        ("3", ("II. Summary of it",)),
    ]


CMA = """Report of the Conference
Addendum
Contents
\tDecision\t\tPage
\t1/CMA.1\t\tMatters relating to it\t\t2
\t2/CMA.1\tRules of procedure of the
Conference\t\t4
Decision 1/CMA.1
Matters relating to it
\tThe Conference,
\tRecalling its decision 1/CP.21,
\tI.\tEntry into force
\t\t1.\tWelcomes it;
\tII.\tWork programme
\t\t2.\tDecides so.
\t\t8th plenary meeting
\t\t18 November 2016
Decision 2/CMA.1
Rules of procedure of the Conference
\tDecides that it should be understood that:
\t\t(a)\tWith respect to rules 17–21:
\t\t\t(i)\tThe credentials would apply;
\t\t\t(ii)\tA report would be submitted;
\t\t(b)\tWith respect to rule 6.
"""


def test_decisions_in_a_word_export() -> None:
    document = read(CMA)
    rules = ("Decision 2/CMA.1", "Rules of procedure of the Conference")
    assert [(p.para, p.headings) for p in document] == [
        ("dec.1/cma.1:pp1", ("Decision 1/CMA.1", "Matters relating to it")),
        ("dec.1/cma.1:1", ("Decision 1/CMA.1", "Matters relating to it", "I. Entry into force")),
        ("dec.1/cma.1:2", ("Decision 1/CMA.1", "Matters relating to it", "II. Work programme")),
        (None, rules),
        *((f"dec.2/cma.1:{n}", rules) for n in ("(a)", "(a)(i)", "(a)(ii)", "(b)")),
    ]
    opening = document.paragraphs[3]
    assert opening.text == "Decides that it should be understood that:"
    assert document.paragraphs[4].chapeau == (opening,)
    assert document.paragraphs[4].parent is None
    assert texts(document)["dec.1/cma.1:2"] == "Decides so."


def test_a_resolution_quoted_in_a_report_is_a_list_in_its_paragraph() -> None:
    text = (
        f"{numbered(1, 2)}\n\n3. The Group recommends the following resolution:\n\n"
        "The Assembly,\n\nRecalling its resolutions,\n\n1. Welcomes it;\n\n2. Decides so;\n\n"
        f"3. Requests it;\n\n4. Urges it.\n\n{numbered(4, 5)}"
    )
    assert paras(text) == ["1", "2", "3", "3(1)", "3(2)", "3(3)", "3(4)", "4", "5"]


def test_what_a_colon_announces_is_no_heading() -> None:
    text = f"1. The following were elected:\n\nPresident\n\nAna Silva (Brazil)\n\n2. {THE}."
    assert texts(read(text))["1"] == "The following were elected: President Ana Silva (Brazil)"


def test_a_heading_after_words_without_a_full_stop_stands_apart_and_follows() -> None:
    words = "Statements were made by the experts of Norway and Japan"
    text = f"I. One\n\n1. {words}\n\nII. Two\n\n2. {words}\n\nmore.\n\n3. {THE}."
    document = read(text)
    assert document.paragraphs[1].headings == ("II. Two",)
    assert texts(document)["1"] == words
    apart = read(f"1. {words}\n\nX. One\n\nwas here.\n\n2. {words}\n\nAnnex I\n\n1. {THE}.")
    assert texts(apart)["1"] == f"{words} X. One was here."
    assert apart.paragraphs[-1].para == "annexi:1"


def test_a_numbered_item_above_the_next_paragraph_is_no_heading() -> None:
    text = f"{numbered(1)[:-1]}:\n1. Opening\n2. Report\n{numbered(2, 3)}"
    assert paras(text) == ["1", "1(1)", "1(2)", "2", "3"]


ODD = {
    "a long bold line over two lines": (
        f"1. {THE}.\n\n**Widgets and\nOthers**\n\n2. {THE}.", ["1", "2"],
    ),
    "a label of a heading without words": (f"1. {THE}.\n\nII.\n\nand so.\n\n2. {THE}.", ["1", "2"]),
    "capitals that are no label": (f"1. {THE}.\n\nABC. Widgets\n\n2. {THE}.", ["1", "2"]),
    "a year before any paragraph": (f"2018. A year.\n{numbered(1, 2)}", ["1", "2"]),
    "a lower number in the middle": (f"{numbered(1, 2, 3)}\n2. Old.\n{numbered(4)}",
                                     ["1", "2", "3", "4"]),
    "a label without words": (f"1. {THE}:\n(a)\n(i) One;\n(ii) Two;\n(b) B.",
                              ["1", "1(a)(i)", "1(a)(ii)", "1(b)"]),
    "a label that is out of place": (f"1. {THE}:\n(a) One;\n(k) Two;\n(b) Three.",
                                     ["1", "1(a)", "1(b)"]),
    "labels in figures": (f"1. {THE}:\n(1) One;\n(2) Two.\n2. {THE}.", ["1", "1(1)", "1(2)", "2"]),
    "lower case after no full stop": (f"1. {THE} as\n(a) was said.\n2. {THE}.", ["1", "2"]),
    "letters before any paragraph": ("Widgets\n\n(b) Two;\n\n1. One.", ["1"]),
    "roman I as a section label": (f"A. One\n\n1. {THE}.\n\nI.\n\n2. {THE}.", ["1", "2"]),
    "a bullet before any paragraph": (f"• One\n\n1. {THE}.", ["1"]),
    "a dash between words": (f"1. {THE}\n- and so on.\n2. {THE}.", ["1", "2"]),
    "two restarts without a heading": (
        f"{numbered(1, 2)}\n{numbered(1)}\n{numbered(1)}", ["1", "2", "part~2:1", "part~3:1"],
    ),
    "a restart under a long heading": (
        f"{numbered(1)}\n\nWidgets and the many ways in which they have been made\n\n{numbered(1)}",
        ["1", "widgets-and-the-many-ways-in-which-they-have-been-made:1"],
    ),
    "a part in a sentence": (f"Annex I to the report\n\n{numbered(1)}", ["1"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_documents(name: str) -> None:
    text, expected = ODD[name]
    assert paras(text) == expected


def test_tabs_and_words_on_the_next_line() -> None:
    assert texts(read(tabbed(wrapped(f"1. {THE}.\n2. {THE}.")))) == {"1": f"{THE}.", "2": f"{THE}."}
    assert texts(read(f"1.\n{THE}.\n2.\n{THE}.")) == {"1": f"{THE}.", "2": f"{THE}."}


def test_hull_and_pieces_are_offsets_in_the_source() -> None:
    document = read(f"\ufeff1.\t{THE}\r\nand more.\r\n2. X Y.")
    first = document.paragraphs[0]
    assert document.source[first.hull.start : first.hull.end] == f"{THE}\r\nand more."
    assert first.text == f"{THE} and more."


def test_words_in_brackets_below_a_paragraph_are_its_own_and_no_heading() -> None:
    document = read("1. The Group met.\n\n[To be completed]\n\n2. It adjourned.\n")
    assert texts(document) == {"1": "The Group met. [To be completed]", "2": "It adjourned."}


HEADED = """1. To make things better in the years that are to come, we commit ourselves to this:
The first of the matters
(a) We will do what has to be done about the first of the matters that were raised here;
(b) We will do some more about the first of them, and will report on it in good time;
The second of the matters
(c) We will do what has to be done about the second of the matters that were raised here.
A. Another chapter
2. Of what remains the Group took note, and it decided to take it up at its next session.
"""


def test_a_list_goes_on_below_a_heading_in_it() -> None:
    document = read(HEADED.replace("\n", "\n\n"))
    assert list(texts(document)) == ["1", "1(a)", "1(b)", "1(c)", "2"]
    assert document.paragraphs[3].headings == ("The second of the matters",)
    assert document.paragraphs[3].chapeau == (document.paragraphs[0],)


def test_a_list_that_begins_anew_below_a_heading_bears_the_headings_label() -> None:
    lists = "(a) To act on the matter by:\n(i) Asking those concerned;\n(ii) Answering them."
    text = f"Annex\nA. Waters\n{lists}\nB. Lands\n{lists}\nC. Skies\n1. It ended.\n"
    units = ["annex:(a)", "annex:(a)(i)", "annex:(a)(ii)"]
    again = [one.replace("annex", "annex/sect.b") for one in units]
    assert paras(text.replace("\n", "\n\n")) == [*units, *again, "annex:1"]


QUOTED = """1. Endorses decision 19/CMA.3, which provides as follows:
“1. Welcomes the reports that were made to it, and the recommendations in them;
“2. Encourages the Committee to do all of the following in the years to come:
(a) Include in its contribution what it has learned from the earlier years of its work;
(b) Consider what else it may include in it, and report on that at its next session.”;
2. Notes that considerations of the matter will continue at one of its next sessions;
3. Decides to take the matter up again, in the light of these, at its next session.
"""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_paragraphs_of_another_text_are_items_of_the_one_that_quotes_them(layout: Layout) -> None:
    assert paras(layout(QUOTED)) == ["1", "1(1)", "1(2)", "1(2)(a)", "1(2)(b)", "2", "3"]


def test_a_new_paragraph_of_another_text_is_an_item() -> None:
    text = "1. It met.\n\n2. It amended article 9, with a new paragraph 4:\n\n4. The judges judge."
    assert paras(f"{text}\n\n3. It rose.\n") == ["1", "2", "2(4)", "3"]


@pytest.mark.parametrize(
    "title",
    [
        "Progress on the implementation of decision 1/CP.10",
        "Action on draft resolution A/C.3/78/L.45",
        "Guidance referred to in decision 7/CMA.3*",
    ],
)
def test_a_title_may_end_with_a_symbol(title: str) -> None:
    document = read(
        f"I. Opening\n\n1. {THE}.\n\nII. {title}\n\n2. {THE} of it.,\n\nIII. End\n\n3. {THE}."
    )
    assert texts(document)["1"] == f"{THE}."
    assert [one.headings[-1] for one in document][1:] == [f"II. {title.strip('*')}", "III. End"]


def test_a_full_stop_may_stand_apart_from_its_number() -> None:
    assert paras(f"1. {THE}.\n2 .{THE}.\n3. {THE}.\n") == ["1", "2", "3"]


def test_a_first_number_that_recognition_misread_is_read_and_said() -> None:
    document = read(
        "l. Upon my taking office I undertook it.\n\n2. I asked for help.\n\n3. It came."
    )
    assert [(one.para, one.marker) for one in document.paragraphs] == [
        ("1", "l."), ("2", "2."), ("3", "3.")
    ]  # fmt: skip
    assert [one.where for one in document.audit if one.kind == "recognition"] == ["l."]


def test_a_letter_above_the_first_number_is_none_where_it_is_one() -> None:
    document = read(
        "l. Upon my taking office I undertook it.\n\n1. I asked for help.\n\n2. It came."
    )
    assert [one.para for one in document.paragraphs if one.para] == ["1", "2"]


def test_the_title_of_an_annex_stands_above_its_chapters() -> None:
    text = (
        "1. The Board adopted its rules.\n\n2. It thanked its Chair.\n\n"
        "Annex I\n\nRules of the Board on lamps\n\nI. Scope\n\n"
        "1. These rules apply to the Board.\n\nII. Meetings\n\nQuorum\n\n"
        "2. Six members are a quorum.\n\nAnnex II\n\nWorkplan\n\n1. The Board meets in May.\n"
    )
    assert {one.para: one.headings for one in read(text)} == {
        "1": (),
        "2": (),
        "annexi:1": ("Annex I", "Rules of the Board on lamps", "I. Scope"),
        "annexi:2": ("Annex I", "Rules of the Board on lamps", "II. Meetings", "Quorum"),
        "annexii:1": ("Annex II", "Workplan"),
    }
