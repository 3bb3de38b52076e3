"""Reports: titles above numbers, texts quoted among their paragraphs, what converters leave."""

from __future__ import annotations

import pytest

from egqa.cite import cite
from egqa.parse.pdf_rows import make_rows
from egqa.parse.pdf_words import Glyph, Page, Style, join_glyphs
from parse_cases import one_line, read, texts

THE = "The Committee considered the matter at length and agreed to revert to it"


def paras(source: str) -> list[str]:
    return [paragraph.para or "-" for paragraph in read(source)]


def sentences(*numbers: int) -> str:
    return "\n".join(f"{number}. {THE}." for number in numbers)


# ── titles that are numbered ─────────────────────────────────────────────────────────────────

TITLES = {
    "a numbered title counts nothing anew": (
        f"Decision 1/CP.1\n{sentences(1)}\nDecision 2/CP.1\nI. First\n{sentences(1, 2)}\n"
        f"A. Second\n1. Definitions\n{sentences(3)}\n2. Terms\n{sentences(4)}",
        ["dec.1/cp.1:1", "dec.2/cp.1:1", "dec.2/cp.1:2", "dec.2/cp.1:3", "dec.2/cp.1:4"],
    ),
    "titles stand under one another": (
        f"{sentences(1, 2)}\nB. Meetings\n1. Good health and\nwell-being for all\n"
        f"(a) Introduction\n{sentences(3)}\n(b) Key messages\n{sentences(4)}",
        ["1", "2", "3", "4"],
    ),
    "an extract that begins in the middle": (
        f"2. Conclusions\n{sentences(11, 12, 13)}", ["11", "12", "13"],
    ),
    "a list without full stops is none of titles": (
        "Annex\n1. Arms Association\n2. Back from the Brink\n3. Blue Banner",
        ["annex:1", "annex:2", "annex:3"],
    ),
    "an item of an open list is no title": (
        f"1. {THE}:\n(a) The first;\n(b) The second one\n2. {THE}.", ["1", "1(a)", "1(b)", "2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TITLES)
def test_titles_with_numbers(name: str) -> None:
    source, expected = TITLES[name]
    assert paras(source) == expected


def test_a_title_below_a_paragraph_is_none_of_its_words() -> None:
    source = f"{sentences(1, 2)}\n(c) Statehood\n{sentences(3)}"
    assert texts(read(source))["2"] == f"{THE}."
    assert read(source).paragraphs[2].headings[-1] == "(c) Statehood"


# ── agendas ──────────────────────────────────────────────────────────────────────────────────


def test_an_agenda_with_a_number_that_lost_its_stop_is_still_one_list() -> None:
    agenda = "1. One.\n2. Two.\n3. Three.\n4. Four.\n5. Five.\n6 Six.\n7. Seven."
    source = f"{sentences(1, 2)}\n3. {THE} as follows:\n{agenda}\n{sentences(4, 5)}"
    found = [para for para in paras(source) if "(" not in para]
    assert found == ["1", "2", "3", "4", "5"]
    assert texts(read(source))["3(4)"] == "Four."


def test_a_note_mark_with_a_comma_after_a_full_stop_ends_an_item() -> None:
    source = f"{sentences(1)}\n2. {THE} as follows:\n1. One.*,\n2. Two.\n{sentences(3)}"
    assert paras(source) == ["1", "2", "2(1)", "2(2)", "3"]


# ── drafts, resolutions and decisions in a report ────────────────────────────────────────────

PREAMBLE = "The General Assembly,\nRecalling its resolution of 2015,\nNoting the report,"


def test_a_report_goes_on_after_the_drafts_it_recommends() -> None:
    source = (
        f"I. Matters for action\nA. Drafts\n{sentences(1)}\n"
        f"Draft resolution I\nWidgets\n{PREAMBLE}\n"
        f"1. Decides to act;\n2. Requests a report.\nDraft resolution II\nGadgets\n{PREAMBLE}\n"
        f"1. Decides to rest.\nB. Other matters\n{sentences(2)}\n{sentences(3)}"
    )
    document = read(source)
    assert [one.para for one in document] == [
        "1", "draftres.i:pp1", "draftres.i:pp2", "draftres.i:1", "draftres.i:2",
        "draftres.ii:pp1", "draftres.ii:pp2", "draftres.ii:1", "2", "3",
    ]  # fmt: skip
    last = list(document.paragraphs[-1].headings)
    assert last == ["I. Matters for action", "B. Other matters"]
    assert document.masthead.caution is None


RECORDED = (
    "Agreed conclusions 586 (EX-LXXVII)\nThe Board\n1. Welcomes the report;\n2. Invites donors.",
    "Decision 587 (EX-LXXVII)\nAt its closing meeting the Board decided to convene a session.",
)


@pytest.mark.parametrize("markup", ["", "## "])
def test_a_report_s_own_paragraphs_begin_after_the_decisions_it_records(markup: str) -> None:
    first, second = (f"{markup}{act}" for act in RECORDED)
    source = (
        f"{markup}I. Action by the Board\n\n{markup}A. Least developed countries\n\n{first}\n\n"
        f"{markup}B. Other business\n\n{second}\n\n{markup}C. Other action\n\n{sentences(1, 2)}\n\n"
        f"{markup}II. Summary\n\n{markup}A. Opening\n\n{sentences(3)}\n\n{markup}Annex I\n\n"
        f"{sentences(1, 2)}"
    )
    document = read(source)
    assert [one.para for one in document if one.para] == [
        "agreedconclusions586:1", "agreedconclusions586:2", "1", "2", "3", "annexi:1", "annexi:2",
    ]  # fmt: skip
    headed = {one.para: list(one.headings) for one in document}
    assert headed["1"] == ["I. Action by the Board", "C. Other action"]
    assert headed["3"] == ["II. Summary", "A. Opening"]


def test_a_chapter_is_none_of_a_decision_through_which_the_numbers_run_on() -> None:
    source = (
        f"## Chapter I Action\n\n## B. Matters\n\n{sentences(1)}\n\n"
        f"## Decision 2025/101\n\n## Theme\n\n"
        f"## Chapter II Procedure\n\n## A. Opening\n\n{sentences(2)}"
    )
    document = read(source)
    assert list(document.paragraphs[-1].headings) == ["Chapter II Procedure", "A. Opening"]


def test_numbers_that_run_on_through_decisions_are_the_report_s() -> None:
    source = (
        f"## I. Decisions\n\n## Decision 39/1\n\n{sentences(1)}\n\n"
        f"## Decision 39/2\n\n{sentences(2)}\n\n(a) Item.\n\n"
        f"## II. Other matters\n\n{sentences(3, 4)}"
    )
    assert paras(source) == ["1", "2", "2(a)", "3", "4"]


def test_sections_of_a_draft_that_a_paragraph_announces() -> None:
    section = f"Recalling its resolution of 2015,\n\n{sentences(1, 2)}"
    source = (
        f"## I. Draft resolution\n\n{sentences(1)[:-1]} and recommends the following draft "
        f"resolution:\n\nThe Council,\n\nNoting the report,\n\n## A. Transport\n\n{section}\n\n"
        f"## B. Labelling\n\n{section}\n\n## II. Implementation\n\n"
        f"## A. Publications\n\n{sentences(2)}"
    )
    assert paras(source) == [
        "1", "draftres.:pp1",
        "draftres./sect.a:pp1", "draftres./sect.a:1", "draftres./sect.a:2",
        "draftres./sect.b:pp1", "draftres./sect.b:1", "draftres./sect.b:2", "2",
    ]  # fmt: skip


def test_an_agenda_in_a_draft_goes_on_below_a_heading_in_it() -> None:
    source = (
        f"## I. Drafts\n\n{sentences(1, 2)}\n\n## Draft decision I\n\n(a) Takes note of it;\n\n"
        "(b) Approves the agenda as follows:\n\n1. Adoption of the agenda.\n\n"
        "2. Progress made.\n\n## Documentation\n\nReport of the Secretary\n\n3. Science.\n\n"
        f"4. Adoption of the report.\n\n## II. Action taken\n\n{sentences(3, 4, 5)}"
    )
    found = paras(source)
    assert found[:4] == ["1", "2", "draftdec.i:(a)", "draftdec.i:(b)"]
    assert "draftdec.i:(b)(3)" in found
    assert found[-3:] == ["3", "4", "5"]


def test_numbers_of_another_text_that_lead_back_to_the_report_s_are_items() -> None:
    quoted = ["2(10)", "2(11)", "2(12)"]
    source = f"{sentences(1)}\n\n2. It is stated:\n\n{sentences(10, 11, 12)}\n\n"
    source += sentences(*range(3, 14))
    spaced = source.replace(".\n", ".\n\n")
    assert paras(spaced) == ["1", "2", *quoted, *map(str, range(3, 14))]


def test_the_annex_after_the_decisions_that_an_annex_records_is_the_report_s() -> None:
    source = (
        f"{sentences(1, 2)}\n\n## Annex I\n\n{sentences(1)}\n\n## Annex II\n\n"
        "## Decision 1\n\n(a) To meet;\n\n(b) To act.\n\n"
        f"## Annex\n\n{sentences(1)}\n\n## Annex III\n\n{sentences(1)}"
    )
    assert paras(source) == [
        "1", "2", "annexi:1", "dec.1:(a)", "dec.1:(b)", "dec.1/annex:1", "annexiii:1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("report", "act", "part"),
    [("; see annex", "", "annex"), ("", " as in the annex", "draftres.i/annex")],
)
def test_an_annex_is_of_the_text_that_speaks_of_it(report: str, act: str, part: str) -> None:
    source = (
        f"## I. Drafts\n\n{sentences(1)[:-1]}{report}.\n\n## Draft resolution I\n\n{PREAMBLE}\n\n"
        f"1. Decides to act{act};\n\n2. Decides to meet.\n\n## Annex\n\n{sentences(1, 2)}"
    )
    assert paras(source)[-2:] == [f"{part}:1", f"{part}:2"]


def test_part_two_does_not_stand_in_the_annex_of_part_one() -> None:
    source = (
        f"## Part One\n\n## Chapter I Decisions\n\n## Decision 88/I\n\n{THE}.\n\n"
        f"## Chapter II Other matters\n\n{sentences(1, 2)}\n\n## Annex\n\n{sentences(1)}\n\n"
        f"## Part Two\n\n## Chapter I Other matters\n\n{sentences(1)}"
    )
    assert [para for para in paras(source) if para != "-"] == [
        "partone:1", "partone:2", "annex:1", "parttwo:1",
    ]  # fmt: skip


def test_a_decision_s_own_sections_do_not_end_it() -> None:
    source = (
        f"I. Proceedings\nA. Opening\n{sentences(1)}\nB. Action\nDecision 2/CP.1\n"
        f"A. Mitigation\n{sentences(1, 2)}\nB. Adaptation\n{sentences(3)}\n"
        f"C. Finance\n{sentences(4)}\nII. Closing\n{sentences(2)}"
    )
    assert paras(source) == [
        "1", "dec.2/cp.1:1", "dec.2/cp.1:2", "dec.2/cp.1:3", "dec.2/cp.1:4", "2",
    ]  # fmt: skip


def test_drafts_of_one_name_in_two_sections_are_told_apart() -> None:
    draft = f"Draft resolution I\nWidgets\n{PREAMBLE}\n1. Decides to act."
    source = f"A. One\n{sentences(1)}\n{draft}\nB. Two\n{sentences(2)}\n{draft}"
    assert paras(source) == [
        "1", "draftres.i:pp1", "draftres.i:pp2", "draftres.i:1",
        "2", "draftres.i~2:pp1", "draftres.i~2:pp2", "draftres.i~2:1",
    ]  # fmt: skip


def test_a_report_names_the_resolutions_adopted() -> None:
    resolutions = "\n".join(
        f"Resolution 68/{number}\nWidgets of kind {number}\n{PREAMBLE}\n1. Decides to act."
        for number in (1, 2)
    )
    assert paras(f"A. One\n{sentences(1)}\n{resolutions}")[1:] == [
        "res.68/1:pp1", "res.68/1:pp2", "res.68/1:1",
        "res.68/2:pp1", "res.68/2:pp2", "res.68/2:1",
    ]  # fmt: skip


def test_resolutions_without_a_number_are_parts_by_their_titles() -> None:
    source = "\n".join(
        f"\n## {title}\n\n{PREAMBLE}\n1. Decides to act.\n"
        for title in ("On widgets", "On gadgets")
    )
    document = read(f"{sentences(1)}\n{source}")
    assert [one.para for one in document] == [
        "1", "on-widgets:pp1", "on-widgets:pp2", "on-widgets:1",
        "on-gadgets:pp1", "on-gadgets:pp2", "on-gadgets:1",
    ]  # fmt: skip
    assert document.masthead.caution is None


def test_a_draft_that_a_paragraph_announces_is_a_part_and_its_title_no_words() -> None:
    source = (
        f"{sentences(1)}\n2. It recommends the adoption of the following draft resolution:\n"
        f"The use of widgets\n{PREAMBLE}\n1. Decides to act;\n2. Requests a report;\n"
        "3. Decides to meet again.\n3. It also recommends the following draft decision:\n"
        "The Assembly decides to take note of the report of the Committee."
    )
    found = texts(read(source))
    assert list(found)[:9] == [
        "1", "2", "", "draftres.:pp1", "draftres.:pp2",
        "draftres.:1", "draftres.:2", "draftres.:3", "3",
    ]  # fmt: skip
    assert found[""] == "The use of widgets"
    assert found["2"] == "It recommends the adoption of the following draft resolution:"


@pytest.mark.parametrize("formula", ["The Executive Board,", "The Executive Board"])
def test_a_board_s_decisions_are_parts_by_their_numbers(formula: str) -> None:
    decisions = "\n".join(
        f"2025/{number}\nReport on widgets of kind {number}\n{formula}\n"
        f"1. Takes note of it;\n2. Decides to meet again.\nAnnual session\n1{number} June 2025"
        for number in (5, 6, 7)
    )
    document = read(f"{sentences(1, 2)}\nAnnex I\nDecisions\n{decisions}\n2025/8\nno decision")
    found = texts(document)
    assert list(found)[:8] == [
        "1", "2", "dec.2025/5:1", "dec.2025/5:2", "dec.2025/6:1", "dec.2025/6:2",
        "dec.2025/7:1", "dec.2025/7:2",
    ]  # fmt: skip
    assert found["dec.2025/5:2"] == "Decides to meet again."


def commission_report(heading: str, *numbers: str) -> str:
    decisions = "\n".join(
        f"\n{number}\n\n**Widgets {number}**\n\nThe Commission:\n\n(a) Took note;\n\n(b) Decided."
        for number in numbers
    )
    return (
        f"## Chapter I\n\n### C. {heading}\n\n1. These are for its attention.\n{decisions}\n\n"
        f"## Chapter II\n\n### A. Widgets\n\n{sentences(1)}\n\n### B. Gadgets\n\n2. {THE}.\n\n"
        f"## Chapter III\n\n### A. Session\n\n{sentences(1, 2)}"
    )


@pytest.mark.parametrize(
    ("heading", "act"),
    [
        ("Decisions brought to the attention of the Council", "dec."),
        ("Resolutions adopted", "res."),
    ],
)
def test_a_commission_s_decisions_are_parts_by_the_numbers_above_their_titles(
    heading: str, act: str
) -> None:
    assert paras(commission_report(heading, "56/101", "56/102")) == [
        "1", f"{act}56/101:(a)", f"{act}56/101:(b)", f"{act}56/102:(a)", f"{act}56/102:(b)",
        "chap.ii:1", "chap.ii:2", "chap.iii:1", "chap.iii:2",
    ]  # fmt: skip


@pytest.mark.parametrize("numbers", [("8/31", "9/31"), ("56/101", "56/105")])
def test_numbers_of_pages_are_no_decisions(numbers: tuple[str, str]) -> None:
    found = paras(commission_report("Decisions brought to the attention", *numbers))
    assert not any("dec." in para for para in found)


def test_the_day_of_the_last_decision_is_none_of_its_words() -> None:
    decisions = "\n".join(
        f"2025/{number}\nWidgets\nThe Executive Board,\n1. Takes note;\n2. Decides.\n11 June 2025"
        for number in (5, 6)
    )
    found = texts(read(f"{sentences(1)}\nAnnex I\nDecisions\n{decisions}"))
    assert [found[f"dec.2025/{number}:2"] for number in (5, 6)] == ["Decides.", "Decides."]


def test_an_enclosure_is_a_part_of_the_annex_it_stands_in() -> None:
    letter = "I have the honour to transmit to you the report on the matter (see enclosure)."
    document = read(
        f"# Annex I\n\n{letter}\n\n# Enclosure\n\n## Report\n\n{sentences(1, 2)}\n\n"
        f"# Annex II\n\n{letter}\n\nEnclosure:\n\n{sentences(1)}\n\n"
        f"# Enclosure 1\n\n{sentences(1)}\n\n# Enclosure 2\n\n{sentences(1, 2)}"
    )
    assert [one.para for one in document if one.para] == [
        "annexi/enclosure:1", "annexi/enclosure:2", "annexii:1",
        "annexii/enclosure1:1", "annexii/enclosure2:1", "annexii/enclosure2:2",
    ]  # fmt: skip
    assert document.paragraphs[2].headings == ("Annex I", "Enclosure", "Report")
    assert document.paragraphs[-1].headings == ("Annex II", "Enclosure 2")


def test_two_resolutions_of_one_symbol_the_first_without_numbers() -> None:
    source = f"A. One\n{PREAMBLE}\nDecides to act.\nB. Two\n{PREAMBLE}\n1. Decides;\n2. Requests."
    document = read(source)
    assert [one.para for one in document if one.para and "pp" not in one.para] == ["1", "2"]
    assert document.masthead.caution is None


# ── dotted numbers with letters ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("first", "following"), [
    ("29A.1", ["29A.2", "29A.3", "29B.1", "30.1"]),
    ("II.1", ["II.2", "II.3", "III.1"]),
    ("IS1.1", ["IS1.2", "IS1.3"]),
    ("31.I.1", ["31.I.2", "31.I.3", "31.II.1", "31.III.1"]),
])  # fmt: skip
def test_dotted_numbers_may_begin_with_letters(first: str, following: list[str]) -> None:
    numbers = [first, *following]
    assert paras("\n".join(f"{number}\t{THE}." for number in numbers)) == numbers


def test_a_gap_in_dotted_numbers_is_told_as_printed() -> None:
    document = read("\n".join(f"29E.{n}\t{THE}." for n in (1, 2, 4, 5)))
    gaps = [finding.detail for finding in document.audit if finding.kind == "gap"]
    assert gaps == ["paragraph 29E.2 is followed by 29E.4"]


# ── what converters leave ────────────────────────────────────────────────────────────────────


def test_the_number_of_an_empty_paragraph_is_no_paragraph() -> None:
    decision = "Decision 1/CMA.1\n{THE}\n1.\tDecides to act.\n2.\tRequests a report.\n"
    source = f"{decision}1.\t\nAnnex\nWidgets\n1.\tOne is made.\n2.\tTwo are made.\n(a)\t\nAnnex II"
    assert paras(source) == [
        "dec.1/cma.1:1", "dec.1/cma.1:2", "dec.1/cma.1/annex:1", "dec.1/cma.1/annex:2",
    ]  # fmt: skip


@pytest.mark.parametrize("sign_off", ["Resumed 11th plenary meeting 11 November 2021",
                                      "11th plenary meeting\n11 November 2021"])  # fmt: skip
def test_a_decision_begins_after_words_without_a_full_stop(sign_off: str) -> None:
    source = (
        "Decision 1/CMA.1\n\t1.\tDecides to act:\n\t(a)\tOn lessons learned and data\n"
        f"\t{sign_off}\nDecision 2/CMA.1\n\t1.\tRequests a report.\n"
    )
    document = read(source)
    assert texts(document) == {
        "dec.1/cma.1:1": "Decides to act:",
        "dec.1/cma.1:1(a)": "On lessons learned and data",
        "dec.2/cma.1:1": "Requests a report.",
    }


def glyphs(words: str, gap: float, space: str) -> list[Glyph]:
    """Letters of size 10 and width 5; between two words a gap, with `space` or without."""
    style = Style(10.0, False, False, 0, None, 0, False)
    made: list[Glyph] = []
    x = 0.0
    for char in words:
        if char == " ":
            made.append((space, (x, x + gap, 0.0), style))
            x += gap
        else:
            made.append((char, (x, x + 5, 0.0), style))
            x += 5
    return made


@pytest.mark.parametrize(("gap", "space", "expected"), [
    (1.3, "", "of the report"),  # a file that prints no spaces, set tight
    (0.5, "", "ofthereport"),  # where pdfium takes a wide letter for a gap
    (1.3, " ", "of the report"),
])  # fmt: skip
def test_narrow_gaps_are_spaces_where_a_page_prints_none(
    gap: float, space: str, expected: str
) -> None:
    page = Page(1, 600, 800, words=join_glyphs(glyphs("of the report", gap, space)))
    rows, _ = make_rows(page)
    assert [row.text for row in rows] == [expected]


def test_a_heading_after_a_list_and_a_title_without_numbers() -> None:
    blocks = ["1. The Group met on that day.", "Summary", "The following was said by all of them:"]
    blocks += ["(a) That it was so.", "(b) That it was not so.", "List of names", "Matters"]
    blocks += ["2. The Group met again."]
    made = (
        f"<h2>{one}</h2>" if one in ("Summary", "Matters") else f"<p>{one}</p>" for one in blocks
    )
    document = read(f"<html><body>{''.join(made)}</body></html>".encode(), "a.html")
    assert texts(document)["2"] == "The Group met again."


def test_notes_and_sources_of_a_table_are_none_of_the_paragraph_above() -> None:
    source = (
        "1. Resources are reflected in the tables.\n\nNote: The following abbreviations are used: "
        "ASG, Assistant Secretary-General.\n\n2. The Group noted: it agreed."
    )
    document = read(source)
    assert [(one.para, one.text) for one in document] == [
        ("1", "Resources are reflected in the tables."),
        (None, "Note: The following abbreviations are used: ASG, Assistant Secretary-General."),
        ("2", "The Group noted: it agreed."),
    ]


def test_when_a_council_adopted_its_resolution_is_no_unit() -> None:
    source = (
        "S/RES/1 (2025)\n\nResolution 1 (2025)\n\nAdopted by the Council at its 9836th meeting, "
        f"on 15 January 2025\n\n{PREAMBLE}\n\n1. Decides to act.\n\n2. Decides to meet."
    )
    assert paras(source) == ["pp1", "pp2", "1", "2"]


@pytest.mark.parametrize("speaks", ["The Economic and Social Council:", "The Council"])
def test_a_decision_without_a_name_is_the_list_of_the_paragraph_that_recommends_it(
    speaks: str,
) -> None:
    text = (
        f"{sentences(1)}\n2. The Committee recommends to the Council the adoption of the following "
        f"draft decision:\n{speaks}\n(a) Takes note of the report of the Committee;\n"
        "(b) Approves the provisional agenda of the next session, as set out below:\n"
        "1. Election of officers.\n2. Budget.\n3. Other matters.\n"
        "3. The Committee considered item 2.\n4. It considered item 3 also:\n(a) In part;\n"
        "(b) In whole.\n"
    )
    found = texts(read(one_line(text)))
    assert [para for para in found if "(" in para] == [
        "2(a)",
        "2(b)",
        "2(b)(1)",
        "2(b)(2)",
        "2(b)(3)",
        "4(a)",
        "4(b)",
    ]
    assert found["2(a)"] == "Takes note of the report of the Committee;"
    assert found["3"] == "The Committee considered item 2."


# ── decisions and lists in annexes ───────────────────────────────────────────────────────────


def test_a_meeting_s_own_decisions_are_parts_of_the_annex_that_records_them() -> None:
    text = "\n".join(
        (
            sentences(1, 2),
            "Annex I",
            sentences(1, 2),
            "Annex II",
            *(
                f"Intersessional decision {number}\n{PREAMBLE}\n"
                "1. Decides to act as said in annex I;\n2. Requests a report."
                for number in (1, 2)
            ),
            f"Annex I\n{THE}, and that the following be done:\n(a) Priority is given;\n"
            "(b) A list is made:\n(i) Of States;\n(ii) Of others.",
            f"Intersessional decision 3\n{PREAMBLE}\n1. Decides to act;\n2. Requests a report.",
            f"Annex III\n{sentences(1, 2)}",
        )
    )
    document = read(one_line(text))
    first, second, third = (f"annexii/intersessional-decision-{number}:" for number in (1, 2, 3))
    annex = f"{second[:-1]}/annexi:"
    assert [one.para for one in document][4:] == [
        *(f"{first}{number}" for number in ("pp1", "pp2", "1", "2")),
        *(f"{second}{number}" for number in ("pp1", "pp2", "1", "2")),
        *(None, f"{annex}(a)", f"{annex}(b)", f"{annex}(b)(i)", f"{annex}(b)(ii)"),
        *(f"{third}{number}" for number in ("pp1", "pp2", "1", "2")),
        *("annexiii:1", "annexiii:2"),
    ]
    assert cite(document.paragraphs[4]).endswith(
        "annex II, intersessional decision 1, first preambular paragraph"
    )


def test_the_items_of_two_lists_in_an_annex_without_numbers_have_none() -> None:
    lists = "\n".join(f"{THE}, and that there be:\n(a) A list;\n(b) A report." for _ in "12")
    document = read(one_line(f"{sentences(1, 2)}\nAnnex\n{lists}"))
    assert [one.para for one in document] == ["1", "2", *[None] * 6]
