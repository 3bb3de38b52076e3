"""Resolutions, decisions and treaties: preambles, parts that restart, articles."""

from __future__ import annotations

import pytest

from egqa.cite import cite
from egqa.parse.preamble import is_formula, is_operative, is_preambular
from parse_cases import LAYOUTS, Layout, blank_after_each, marker_alone, paged, read, texts, wrapped

PREAMBLE = """The General Assembly,
Recalling its resolutions 53/199 of 15 December 1998 and 61/185 of 20 December 2006 on the matter,
Deeply concerned that the situation has gone on for so long, and that many people suffer from it,
Noting with appreciation the report of the Secretary-General and the recommendations made in it,
"""
OPERATIVE = """1. Takes note of the report of the Secretary-General on the work of the Organization;
2. Requests the Secretary-General to report to it at its next session on the following points:
(a) What has been done to make the matter better in the countries that are most concerned by it;
(b) What remains to be done in the years that are left before the end of the present decade.
"""
# Where an empty line follows every line, only commas tell where a paragraph of a preamble ends.
TOLD = [layout for layout in LAYOUTS if layout not in (marker_alone,)]


@pytest.mark.parametrize("layout", TOLD, ids=lambda layout: layout.__name__)
def test_a_resolution_in_any_layout(layout: Layout) -> None:
    document = read(layout(PREAMBLE + OPERATIVE))
    units = texts(document)
    assert list(units) == ["pp1", "pp2", "pp3", "1", "2", "2(a)", "2(b)"]
    assert units["pp2"].startswith("Deeply concerned that")
    assert units["pp2"].endswith("suffer from it,")
    assert cite(document.paragraphs[2]).endswith(", third preambular paragraph")


def test_the_enacting_formula_is_no_unit() -> None:
    assert not any("General Assembly" in one.text for one in read(PREAMBLE + OPERATIVE))


FORMULAS = [
    ("The General Assembly,", True),
    ("*The Security Council*,", True),
    ("The Conference of the Parties serving as the meeting of the Parties to the Agreement,", True),
    ("The States Parties to the present Convention,", True),
    ("The Council met in May,", False),
    ("The General Assembly decided,", False),
    ("The report,", False),
    ("The General Assembly", False),
]


def test_the_organization_s_name_begins_no_preambular_paragraph() -> None:
    assert is_preambular("United in the resolve,")
    assert not is_preambular("United Nations Convention against Cybercrime;")


@pytest.mark.parametrize(("text", "expected"), FORMULAS)
def test_what_opens_a_preamble(text: str, expected: bool) -> None:
    assert is_formula(text) is expected


@pytest.mark.parametrize(
    "text", ["Recalling", "Also recalling its", "Deeply concerned", "Gravely alarmed at",
             "Having met", "Bearing in mind", "Guided by", "Mindful of", "Acting under",
             "In accordance with"]
)  # fmt: skip
def test_what_begins_a_preambular_paragraph(text: str) -> None:
    assert is_preambular(f"{text} the matter,")
    assert not is_operative(f"{text} the matter,")


@pytest.mark.parametrize(
    "text", ["Decides", "Also decides", "Takes note", "Strongly condemns", "Expresses", "Reaffirms",
             "Solemnly proclaims", "Stresses", "Calls upon"]
)  # fmt: skip
def test_what_begins_an_operative_paragraph(text: str) -> None:
    assert is_operative(f"{text} the matter")
    assert not is_preambular(f"{text} the matter")


def test_one_operative_paragraph_without_a_number() -> None:
    text = (
        "Decision 2/CMA.1\n\nThe Conference of the Parties,\n\nRecalling Articles 16 and 18,\n\n"
        "Decides that it should be understood that:\n\n(a) The first rule applies to all of them;"
        "\n\n(b) The second rule applies:\n\n(i) To some of them;\n\n(ii) To others of them."
    )
    document = read(text)
    assert [one.para for one in document] == [
        "dec.2/cma.1:pp1",
        None,
        *(f"dec.2/cma.1:{n}" for n in ("(a)", "(b)", "(b)(i)", "(b)(ii)")),
    ]
    opening = document.paragraphs[1]
    assert cite(opening).endswith("(not numbered: cannot be pinpointed)")
    assert [one.text for one in document.paragraphs[5].chapeau] == [
        "Decides that it should be understood that:",
        "The second rule applies:",
    ]


def test_each_decision_has_its_own_preamble_and_annex() -> None:
    one = (
        "Decision {n}/CP.1\n\nThe Conference of the Parties,\n\nRecalling its decision,\n\n"
        "Noting the report,\n\n1. Welcomes the report of the group;\n\n2. Adopts the annex.\n\n"
        "Annex\n\n1. These are the terms of reference of the group.\n\n"
    )
    units = list(texts(read(one.format(n=1) + one.format(n=2))))
    assert units == [
        f"dec.{n}/cp.1{rest}"
        for n in (1, 2)
        for rest in (":pp1", ":pp2", ":1", ":2", "/annex:1")
    ]  # fmt: skip


@pytest.mark.parametrize("stray", ["I.\t", "1.\t", "(i)\t"])
def test_a_number_of_nothing_above_an_annex_is_no_section(stray: str) -> None:
    """A program that counts an empty heading leaves its number behind."""
    text = (
        "Decision 3/CP.1\nThe Conference of the Parties,\n"
        "\t1.\tWelcomes the report of the group;\n\t2.\tAdopts the rules in the annex\n"
        f"{stray}\nAnnex\nRules of the board\n\tI.\tScope\n"
        "\t\t1.\tThese rules apply to the board\n\tII.\tMeetings\n"
        "\t\t2.\tThe board meets once a year.\n\t\t3.\tIts meetings are public.\n"
    )
    units = texts(read(text))
    assert {para: words for para, words in units.items() if "annex:" in para} == {
        "dec.3/cp.1/annex:1": "These rules apply to the board",
        "dec.3/cp.1/annex:2": "The board meets once a year.",
        "dec.3/cp.1/annex:3": "Its meetings are public.",
    }
    assert units["dec.3/cp.1:2"] == "Adopts the rules in the annex"


def test_a_preamble_with_items() -> None:
    text = (
        "The General Assembly,\n\nRecalling:\n\n(a) The first of the declarations;\n\n"
        "(b) The second of the declarations,\n\nNoting the report,\n\n1. Decides so;\n\n2. Asks."
    )
    assert list(texts(read(text))) == ["pp1", "pp1(a)", "pp1(b)", "pp2", "1", "2"]


TREATY = """Annex
Convention on the Matter
The States Parties to this Convention,
Recalling the purposes of the Charter,
Have agreed as follows:
Part I
Article 1
Definitions
For the purposes of this Convention:
(a) “State” means a State Party to the present Convention;
(b) “Matter” means what is dealt with in article 2 below.
Article 2
1. Each State Party shall take the measures that are necessary.
2. Each State Party shall report to the Committee each year.
Part II
Article 3
The Committee shall consist of ten experts of high standing.
"""


@pytest.mark.parametrize("layout", [str, blank_after_each], ids=["tight", "blank after each"])
def test_articles_are_units_or_parts(layout: Layout) -> None:
    document = read(layout(TREATY))
    assert [one.para for one in document if one.para and "pp" not in one.para] == [
        "annex/art.1",
        "annex/art.1:(a)",
        "annex/art.1:(b)",
        "annex/art.2:1",
        "annex/art.2:2",
        "annex/art.3",
    ]
    first, last = document.paragraphs[2], document.paragraphs[-1]
    assert first.headings[-2:] == ("Article 1", "Definitions")
    assert cite(last).endswith("annex, art. 3")


def test_parts_through_which_numbers_run_on_are_not_in_the_numbers() -> None:
    text = (
        "Part one\n\nI. Introduction\n\n1. The Group met.\n\n2. It went on.\n\nPart two\n\n"
        "II. Debate\n\n3. The debate began.\n\n4. It ended."
    )
    assert list(texts(read(text))) == ["1", "2", "3", "4"]


def test_numbers_that_restart_under_a_labelled_section_bear_its_label() -> None:
    text = (
        "I. One\n\n1. The Group met.\n\n2. It went on.\n\nII. Two\n\n1. The debate began.\n\n"
        "2. It ended."
    )
    document = read(text)
    assert list(texts(document)) == ["1", "2", "sect.ii:1", "sect.ii:2"]
    assert document.masthead.caution is None
    assert cite(document.paragraphs[2]).endswith("sect. II, para. 1")


DOTTED = "The Office supports the work of the Organization in all its fields"


def test_dotted_numbers_stay_as_printed() -> None:
    text = (
        f"Part IV\n\n11.1 {DOTTED}.\n\n11.2 It spent\n3.5 per cent more. In 2024,\n12.6 million "
        f"were spent.\n\n11.3 {DOTTED}:\n\n(a) In one way;\n\n(b) In another way.\n\n"
        f"11.4. {DOTTED}.\n\n11.6 {DOTTED}.\n\n11.7 {DOTTED}."
    )
    document = read(text)
    assert list(texts(document)) == [
        "11.1", "11.2", "11.3", "11.3(a)", "11.3(b)", "11.4", "11.6", "11.7",
    ]  # fmt: skip
    assert [one.detail for one in document.audit if one.kind == "gap"] == [
        "paragraph 11.4 is followed by 11.6"
    ]


def test_third_and_fourth_levels() -> None:
    text = (
        "1. The Group listed these:\n\n(a) The first of them:\n\n(i) One part of it:\n\n"
        "a. The first side of it:\n\ni. With this on it;\n\nii. With that on it;\n\n"
        "b. The other side of it;\n\n(ii) Another part;\n\n(b) The second.\n\n2. It ended."
    )
    document = read(text)
    assert list(texts(document)) == [
        "1", "1(a)", "1(a)(i)", "1(a)(i)a.", "1(a)(i)a.i.", "1(a)(i)a.ii.", "1(a)(i)b.",
        "1(a)(ii)", "1(b)", "2",
    ]  # fmt: skip
    assert cite(document.paragraphs[4]).endswith("para. 1 (a) (i) a. i.")


def test_one_marker_of_several_items() -> None:
    text = (
        "8. The Committee voted:\n\n(a) On the third paragraph:\n\n(i)-(iii) The Committee adopted "
        "the first three;\n\n(iv) The Committee rejected the fourth;\n\n(b) On the rest."
    )
    document = read(text)
    assert list(texts(document)) == ["8", "8(a)", "8(a)(i)", "8(a)(iv)", "8(b)"]
    assert document.paragraphs[2].marker == "(i)-(iii)"
    assert not [one for one in document.audit if one.kind == "gap"]


def test_a_label_with_a_full_stop_behind_it() -> None:
    source = "1. The following:\n\n(a) Nitric acid;\n\n(b). Tetryl;\n\n(c) Glycol."
    assert texts(read(source))["1(b)"] == "Tetryl;"


def test_a_paragraph_in_brackets() -> None:
    text = "1. The Group met on that day.\n\n[2. The Group adopted its report.]"
    assert texts(read(text))["2"] == "The Group adopted its report.]"


def test_a_draft_decision_counts_its_own_paragraphs() -> None:
    text = (
        "11. The Committee met.\n\n12. The Committee recommends the following draft decision:\n\n"
        "Military activities\n\n1. The Assembly takes note.\n\n2. The Assembly requests it.\n\n"
        "3. The Assembly asks again.\n\n13. The Committee also recommends the following draft "
        "decision:\n\n1. The Assembly decides.\n\n2. The Assembly asks."
    )
    document = read(text)
    numbers = ["11", "12", *(f"draftdec.:{n}" for n in (1, 2, 3))]
    numbers += ["13", "draftdec.~2:1", "draftdec.~2:2"]
    assert [one.para for one in document if one.para] == numbers
    assert texts(document)["12"].endswith("draft decision:")
    assert texts(document)[""] == "Military activities"
    assert document.masthead.caution is None


def test_a_heading_without_a_full_stop() -> None:
    text = "I. One\n\n1. The Group met.\n\nII Organization of work\n\n2. It went on."
    assert read(text).paragraphs[-1].headings == ("II Organization of work",)


def test_an_old_note_mark_after_the_comma_ends_a_preambular_paragraph_at_a_pages_foot() -> None:
    text = (
        "The General Assembly,\nHaving examined the chapter of the report that it asked for, 6/\n"
        "Recalling its resolution\nand others,\n1. Decides so;\n2. Asks."
    )
    assert list(texts(read(text))) == ["pp1", "pp2", "1", "2"]


def test_a_figure_at_a_lines_start_begins_no_preambular_paragraph() -> None:
    text = (
        "The General Assembly,\nConcerned that today,\n1.6 billion people still live in poverty,\n"
        "Noting the report,\nI General guidelines\n1. Decides so;\n2. Asks."
    )
    document = read(text)
    assert list(texts(document)) == ["pp1", "pp2", "1", "2"]
    assert document.paragraphs[2].headings == ("I General guidelines",)


DECLARATION = """A/RES/80/900

Annex
Declaration on the matter
We, Heads of State and Government, commit ourselves to the matter, and in this regard we:
1. Reaffirm our commitment to do what has been decided in earlier years on the matter;
2. Recall the declarations of the meetings before, and what was said in them on the matter;
3. Emphasize the following of what has been said: (a) that it is so; and (b) that it was so.
"""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_what_a_declaration_opens_with_is_no_list_of_items(layout: Layout) -> None:
    numbers = [one.para for one in read(layout(DECLARATION)) if one.para]
    assert numbers == ["annex:1", "annex:2", "annex:3"]


def test_a_title_of_several_lines_ends_at_the_enacting_formula() -> None:
    title = "75/900. A convention on the prohibition of the development, the making and the keeping"
    lines = (
        f"A/RES/75/900\n{title}\nof such weapons and on their destruction\n{PREAMBLE}{OPERATIVE}"
    )
    document = read(blank_after_each(lines))
    assert [one.para for one in document][:4] == ["pp1", "pp2", "pp3", "1"]
    assert document.paragraphs[0].headings[-1].endswith("on their destruction")


@pytest.mark.parametrize("layout", TOLD, ids=lambda layout: layout.__name__)
def test_closing_words_after_a_list_belong_to_its_paragraph(layout: Layout) -> None:
    operative = """1. Demands that those who hold power there do without further delay all of this:
(a) Allow everybody who has been sent there to work freely in the whole of the country;
(b) Leave the camps that they have taken in the last of the years of the long war;
and stresses that those who do not will be held to account for it by all the others;
2. Decides to remain seized of the matter.
"""
    units = texts(read(layout(PREAMBLE + operative)))
    assert list(units)[3:] == ["1", "1(a)", "1(b)", "2"]
    if layout not in (blank_after_each, wrapped, paged):  # there a wide line tells no end
        assert units["1(b)"].endswith("long war;")
        assert units["1"].endswith("by all the others;")


def test_a_dash_at_a_lines_start_is_no_bullet_of_a_preamble() -> None:
    text = """A/RES/78/900

The General Assembly,

Noting the efforts of the many bodies that have looked into the matter in the
year that has gone by, and looking forward to the reports that they will make,

Re-emphasizing that systems of every kind which are safe, secure and trusted
– which, for the purpose of this resolution, means those that are in use
everywhere – are the best ones,

1. Decides to consider the matter at its next session in the light of what will
have been done by then, and of the reports that it will have had on the matter,
which it asks for by the end of the year.
"""
    assert list(texts(read(text))) == ["pp1", "pp2", "1"]


def test_a_preamble_stands_in_each_section_of_a_resolution() -> None:
    text = """The General Assembly,
I  Revised estimates that result from decisions
Having considered the report of the Secretary-General on the revised estimates of the year,
1. Takes note of the report of the Secretary-General on the revised estimates of the year;
II  Conditions of service of others than officials
Having considered the report of the Secretary-General on conditions of service of the others,
1. Takes note of the report of the Secretary-General on the conditions of their service;
"""
    numbers = [one.para for one in read(text.replace("\n", "\n\n"))]
    assert numbers == ["sect.i:pp1", "sect.i:1", "sect.ii:pp1", "sect.ii:1"]


def test_the_number_of_an_empty_heading_above_a_decision() -> None:
    first = f"Decision 1/CMA.6\nOn one matter\n{PREAMBLE}{OPERATIVE}I.\n"
    document = read(
        f"{first}Decision 2/CMA.6\nOn another\n{PREAMBLE}{OPERATIVE}".replace("\n", "\n\n")
    )
    assert {one.para.partition(":")[0] for one in document if one.para} == {
        "dec.1/cma.6",
        "dec.2/cma.6",
    }


def page(*blocks: str) -> str:
    """A web page of paragraphs; a block that begins with "#" is a heading."""
    lines = "\n".join(blocks).splitlines()
    tags = [("h2", one[1:]) if one.startswith("#") else ("p", one) for one in lines]
    return "<html><body>" + "".join(f"<{tag}>{one}</{tag}>" for tag, one in tags) + "</body></html>"


URGES = "Urges all countries to do what they can about the matter in the years to come:"


def test_resolutions_a_and_b_of_one_symbol() -> None:
    first = ("#A", "#On one matter", PREAMBLE, URGES, "(a) To cooperate about the one matter;")
    document = read(page("A/RES/78/900", *first, "#B", "#On another", PREAMBLE, OPERATIVE))
    units = [one.para for one in document if one.para]
    assert units[:4] == ["res.a:pp1", "res.a:pp2", "res.a:pp3", "(a)"]
    assert units[4:] == [*(f"res.b:pp{at}" for at in (1, 2, 3)), "1", "2", "2(a)", "2(b)"]
    assert cite(document.paragraphs[5]) == "A/RES/78/900, resolution B, first preambular paragraph"


def test_numbers_of_resolutions_a_and_b_bear_their_letter_in_their_sections_too() -> None:
    title = "#78/900. Staff matters"
    quoted = ("2. Recalls the articles of the statute, which read:", "#Article 10")
    quoted += ("The body shall make what recommendations are needed on all salaries.",)
    first = ("#A", PREAMBLE, "1. Takes note of it;", *quoted, "3. Requests a report.")
    sections = ("#I Salaries", "1. Decides to pay them.", "#II Leave", "1. Decides to grant it.")
    second = ("#B", PREAMBLE, "1. Recalls the report;", "2. Decides on it.", *sections)
    document = read(page("A/RES/78/900", title, *first, *second))
    units = [one.para for one in document if one.para and "pp" not in one.para]
    assert units == [
        *("res.a:1", "res.a:2", "res.a/art.10", "res.a:3", "res.b:1", "res.b:2"),
        *("res.b/sect.i:1", "res.b/sect.ii:1"),
    ]
    last = document.paragraphs[-1]
    assert last.headings == ("78/900. Staff matters", "B", "II Leave")
    assert cite(last) == "A/RES/78/900, resolution B, sect. II, para. 1"
    alone = read(page("A/RES/78/900", title, *second))
    assert [one.para for one in alone][3:] == ["1", "2", "sect.i:1", "sect.ii:1"]


def test_decisions_of_a_report_that_its_headings_name() -> None:
    first = ("#A (71) On one matter", PREAMBLE, OPERATIVE, "#Draft on the matter", PREAMBLE, URGES)
    last = ("#B (71) On another matter", PREAMBLE, OPERATIVE)
    document = read(page("E/2025/900", "1. The Commission met.", *first, *last))
    parts = {one.para.partition(":")[0]: None for one in document if one.para}
    named = ["dec.a", "draft-on-the-matter", "dec.b"]
    assert list(parts) == ["1", *named]
    assert not any("~" in (one.para or "") for one in document)


def test_what_opens_and_what_ends_a_treaty_is_not_of_its_articles() -> None:
    text = """# Convention on the matter

The States Parties to the present Convention,

Considering that the matter has become one of the greatest importance to all of them,

Recalling what has been said of it in the declarations that they have adopted together,

Have agreed as follows:

### Article 1
The matter is a matter within the meaning of the present Convention, and no other thing is.

### Article 2
1. The present Convention is open to all of the States that wish to become parties to it.
2. It shall enter into force on the first day of the third month after its adoption.

IN WITNESS WHEREOF the undersigned, being duly authorized thereto, have signed the Convention.

DONE at New York, this first day of May, in a single original, the texts being equally authentic.
"""
    document = read(text, "convention.md")
    assert [one.para for one in document] == [
        "pp1",
        "pp2",
        "art.1",
        "art.2:1",
        "art.2:2",
        None,
        None,
    ]
    assert texts(document)["art.2:2"].endswith("after its adoption.")
    assert not any("agreed as follows" in one.text for one in document)


def test_how_a_resolution_was_adopted_is_none_of_its_last_paragraph() -> None:
    document = read(
        "A/HRC/RES/59/1\n\nThe Human Rights Council,\n\nRecalling its resolution 5/1,\n\n"
        "1. Welcomes the report of the Expert Mechanism on the matter;\n\n"
        "2. Decides to remain seized of the matter.\n\n34th meeting\n8 July 2025\n\n"
        "[Adopted by a recorded vote of 27 to 15, with 5 abstentions. The voting was as follows:\n"
        "\nIn favour:\nAlgeria, Bolivia, Brazil\n\nAgainst:\nAlbania, Austria]\n"
    )
    assert texts(document)["2"] == "Decides to remain seized of the matter."
    last = document.paragraphs[-1]
    assert last.para is None
    assert last.text.startswith("[Adopted by a recorded vote of 27 to 15, with 5 abstentions.")
    assert last.text.endswith("In favour: Algeria, Bolivia, Brazil Against: Albania, Austria]")


def test_where_a_declaration_was_adopted_is_none_of_its_last_paragraph() -> None:
    document = read(
        "1. We resolve to act.\n\n2. We encourage countries to use the findings.\n\n"
        "Adopted at the high-level political forum on sustainable development, at its 15th\n"
        "meeting, on 23 July 2025\n"
    )
    assert texts(document)["2"] == "We encourage countries to use the findings."


def test_a_section_with_a_preamble_whose_numbers_count_on() -> None:
    document = read(
        "Decision 1/CP.90\n\nThe Conference of the Parties,\n\nRecalling its decision,\n\n"
        "I. Completion\n\n1. Welcomes the report;\n\n2. Launches the dialogue;\n\n"
        "II. Ambition\n\nNoting that all share the view,\n\nEmphasizing its importance,\n\n"
        "3. Decides so;\n\n4. Asks so.\n\n"
        "Decision 2/CP.90\n\nThe Conference of the Parties,\n\n1. Decides so;\n\n2. Asks so."
    )
    assert list(texts(document)) == [
        "dec.1/cp.90:pp1", "dec.1/cp.90:1", "dec.1/cp.90:2",
        "dec.1/cp.90/sect.ii:pp1", "dec.1/cp.90/sect.ii:pp2", "dec.1/cp.90:3", "dec.1/cp.90:4",
        "dec.2/cp.90:1", "dec.2/cp.90:2",
    ]  # fmt: skip


def test_paragraphs_of_another_text_are_items_where_the_count_goes_on_after_them() -> None:
    document = read(
        "1. Paragraph 12 shall be replaced by the following paragraphs:\n"
        "\t11.\tEach Party shall report.\n\t12.\tThe team shall review it.\n"
        "2. Paragraph 14 shall be replaced by the following:\n\t14.\tIt shall rest.\n3. So it is."
    )
    assert list(texts(document)) == ["1", "1(11)", "1(12)", "2", "2(14)", "3"]
    assert document.masthead.caution is None


def test_a_line_broken_at_a_dash_goes_on_with_its_preambular_paragraph() -> None:
    document = read(
        "The Conference of the Parties,\n\tReaffirming the importance of all elements of it\n"
        "– education, training and awareness – to achieving the objective,\n"
        "\tRecognizing its role,\n\t1.\tDecides so;\n\t2.\tAsks so."
    )
    assert list(texts(document)) == ["pp1", "pp2", "1", "2"]


def test_resolutions_a_and_b_of_one_symbol_in_plain_text() -> None:
    document = read(
        "United Nations\tA/RES/90/84 A-B\n\nDistr.: General\n\n90/84.\tQuestions\nA\nService\n"
        "\tThe General Assembly,\n\tTaking note of the report,\n\tUrges all States:\n"
        "\t\t(a)\tTo meet;\n\t\t(b)\tTo rise.\nB\nPolicies\n\tThe General Assembly,\n"
        "\tReaffirming its resolution,\n\t1.\tRequests a report;\n\t2.\tDecides to meet."
    )
    numbers = [unit.para for unit in document]
    assert numbers[-3:] == ["res.b:pp1", "1", "2"]
    assert [unit.text for unit in document if unit.para == "(b)"] == ["To rise."]


def test_a_preamble_below_its_name_without_empty_lines() -> None:
    document = read(
        "1. The Commission adopted the guidelines that are annexed to the report in the\n"
        "form in which they stand below.\n\nAnnex\n\nPreamble\n\n"
        "Acknowledging that the atmosphere is a natural resource that is essential for\n"
        "sustaining life,\nBearing in mind that the transport of it is what occurs in all of the\n"
        "atmosphere,\nAware of the needs of all,\n\n"
        "1. The guidelines are for all of those who hold that they have a need of them\n"
        "now.\n2. They are not for others.\n"
    )
    parts = [f"annex:{number}" for number in ("pp1", "pp2", "pp3", "1", "2")]
    assert list(texts(document)) == ["1", *parts]


def test_a_declaration_counts_below_its_preamble() -> None:
    document = read(
        "Annex\n\nTaking stock of the lamps,\n\nRecalling the lamps of 2015,\n\n"
        "Declare the following:\n\n1. We express concern about the dark;\n\n"
        "2. We commit to light;\n\nLamps\n\n3. Develop lamps;\n\n4. Light them."
    )
    numbered = [one for one in texts(document) if "pp" not in one]
    assert numbered == ["annex:1", "annex:2", "annex:3", "annex:4"]


def test_articles_that_a_paragraph_quotes_end_where_the_resolution_counts_on() -> None:
    document = read(
        "The General Assembly,\n\nRecalling its resolutions,\n\n"
        "1. Decides to amend articles 10 and 11 of the statute to read as follows:\n\n"
        "Article 10\n\nThe Board shall advise on:\n\n(a) Lamps;\n\n(b) Oil.\n\n"
        "Article 11\n\nThe Board shall set:\n\n(a) The hours.\n\n"
        "2. Reaffirms the authority of the Board;\n\n3. Urges all to light their lamps."
    )
    assert list(texts(document)) == [
        "pp1", "1", "art.10", "art.10:(a)", "art.10:(b)", "art.11", "art.11:(a)", "2", "3",
    ]  # fmt: skip


def test_a_long_title_below_a_sections_label_and_below_a_principle() -> None:
    title = f"Estimates in respect of {'missions, offices and initiatives, ' * 9}and others"
    preamble = "Recalling its resolution 95/1,\n\nHaving considered the report,"
    sections = [
        f"{label}\n\n{words}\n\n{preamble}\n\n1. Takes note of it;\n\n2. Decides to act;"
        for label, words in (("I", "Organization of the work"), ("II", title))
    ]
    act = "A/RES/95/2\n\n95/2. Special subjects\n\nB\n\nThe General Assembly,"
    found = texts(read("\n\n".join([act, *sections])))
    labels = ("pp1", "pp2", "1", "2")
    assert list(found) == [f"sect.{part}:{label}" for part in ("i", "ii") for label in labels]
    name = "Clause with respect to the protection of the environment in relation to conflicts"
    annex = f"Annex\n\nPrinciple 1\n\n{name}\n\nIn other cases, it remains under protection."
    document = read(f"A/RES/95/3\n\n1. Takes note of the principles.\n\n{annex}\n")
    assert texts(document)["annex/principle1"] == "In other cases, it remains under protection."


def test_a_sentence_that_a_declaration_counts_stands_above_its_paragraphs() -> None:
    lines = [
        "1. We will place people at the centre.",
        "Action 1. We will act boldly to keep what we have promised.",
        "2. We reaffirm our promises. We decide to:",
        "(a) Scale up our efforts.",
        "Action 2. We will end hunger.",
        "3. We decide to end it.",
    ]
    document = read("\n\n".join(lines))
    assert list(texts(document)) == ["1", "2", "2(a)", "3"]
    assert texts(document)["2(a)"] == "Scale up our efforts."
    assert document.paragraphs[-1].headings == ("Action 2. We will end hunger.",)


def test_we_commit_to_the_following_stands_above_the_paragraphs_that_do() -> None:
    lead = "We commit to taking the following actions:"
    found = texts(read(f"1. It is essential.\n\n{lead}\n\n2. We will act.\n\n3. We will report."))
    assert [found[number] for number in "123"] == [
        *("It is essential.", "We will act.", "We will report.")
    ]


def test_a_sections_letter_that_is_printed_between_full_stops() -> None:
    lines = ("29E.37 The work went on.", "29.E.38 Progress is shown below.", "29E.39 It ended.")
    document = read("\n\n".join(["29E.36 It began.", *lines]))
    found = texts(document)
    assert list(found) == ["29E.36", "29E.37", "29.E.38", "29E.39"]
    assert found["29.E.38"] == "Progress is shown below."
    assert cite(document.paragraphs[2]).endswith("para. 29.E.38")
