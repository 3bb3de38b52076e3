"""Lists and counts that a heading, a table or another text interrupts, and where they go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from egqa.acts import act_meant
from egqa.cite import cite
from egqa.parse.lines import Layout, Line
from egqa.parse.paragraphs import read_structure
from parse_cases import one_line, read, texts, wrapped_spaced

MET = "The Group met and took up each of the matters that were before it at that time"


def web(*blocks: str) -> str:
    """A web page of paragraphs; a block that begins with "#" is a heading."""
    tags = [("h2", one[1:]) if one.startswith("#") else ("p", one) for one in blocks]
    return "<html><body>" + "".join(f"<{tag}>{one}</{tag}>" for tag, one in tags) + "</body></html>"


def numbers(*blocks: str) -> list[str]:
    return [unit.para or "#" for unit in read(web(*blocks))]


def test_all_items_of_a_list_that_begins_anew_bear_the_same_mark() -> None:
    items = ("(a) To act on it;", "(b) To report on it.")
    first = ("1. At that meeting, the following recommendations were made.", "#On waters", *items)
    more = ("#On lands", *items, "#On skies", *items, "(c) To look up.", "2. It rose.")
    assert numbers(*first, *more) == [
        *("1", "1(a)", "1(b)", "1(a)~2", "1(b)~2", "1(a)~3", "1(b)~3", "1(c)~3", "2")
    ]


AMENDED = """7. The Chair introduced the amendments, as follows:

A/C.4/48/L.11

(a) The title would be replaced by “Activities of all of those interests”;

(b) Paragraph 5, which read:

“5. Calls upon all States to maintain the measures;”,

would be deleted;

(c) The paragraphs would be renumbered.

A/C.4/48/L.12 (amendments to chap. VI)

(a) Paragraph 6 would be deleted.

8. The Committee adopted the amendments.
"""


def test_what_a_paragraph_announces_may_stand_under_several_headings() -> None:
    found = texts(read(AMENDED))
    assert list(found) == ["7", "7(a)", "7(b)", "7(b)(5)", "7(c)", "7(a)~2", "8"]
    assert found["7(b)"] == "Paragraph 5, which read: would be deleted;"
    assert found["7(b)(5)"] == "Calls upon all States to maintain the measures;”,"


def test_a_letter_i_after_g_where_h_is_left_out() -> None:
    labels = "abcdefgij"
    found = numbers(f"1. {MET}:", *(f"({x}) It noted the matter {x};" for x in labels), "2. End.")
    assert found == ["1", *(f"1({x})" for x in labels), "2"]


def test_letters_of_an_item_below_a_letter() -> None:
    items = ("(b) Approves the agenda below:", "1. Opening.", "2. Themes:", "(a) One;", "(b) Two.")
    found = numbers("1. It took note.", f"2. {MET}:", "(a) Notes it;", *items, "3. Closing.")
    letters = [f"2(b)(2)({x})" for x in "ab"]
    assert found == ["1", "2", "2(a)", "2(b)", "2(b)(1)", "2(b)(2)", *letters, "3"]


def test_lists_under_numbered_headings_bear_their_numbers() -> None:
    items = ("(a) To act on it;", "(b) To report on it.")
    document = read(
        web("#VI. Messages", f"1. {MET}.", "#B. Recommendations", "#1. Plans", *items,
            "#2. Diversity", *items, "#3. Success", *items, "2. It rose.")
    )  # fmt: skip
    found = [unit.para for unit in document]
    assert found[1:] == [
        *("(a)", "(b)", "sect.vi.b.2:(a)", "sect.vi.b.2:(b)"),
        *("sect.vi.b.3:(a)", "sect.vi.b.3:(b)", "2"),
    ]
    assert cite(document.paragraphs[3]).endswith(", sect. VI.B.2, subpara. (a)")


def test_bullets_in_no_paragraph_are_without_their_mark() -> None:
    one = "Double the output of all services that are there by 2034."
    document = read(web(f"1. {MET}.", "#Targets", f"• {one}", "• Less of it.", f"2. {MET}."))
    assert [unit.text for unit in document][1:3] == [one, "Less of it."]
    assert [unit.chapeau for unit in document][1:3] == [(), ()]


def test_bullets_of_an_article_are_its_own() -> None:
    one = "Double the output of all services that are there by 2034."
    blocks = ("#Annex", "#Article I", f"• {one}", "• Less of it.", "#Article II", f"• {one}")
    document = read(web(f"1. {MET}.", f"2. {MET}.", *blocks))
    found = ["annex/art.i•1", "annex/art.i•2", "annex/art.ii•1"]
    assert [unit.para for unit in document][2:] == found
    assert cite(document.paragraphs[3]).endswith(", annex, art. I, second bullet")


def test_items_below_a_bullet_in_no_paragraph_have_no_number_either() -> None:
    bullet = "• States have acted in several of these areas, but gaps remain in others:"
    found = numbers(f"1. {MET}.", "#Messages", bullet, "(a) In laws;", "(b) In deeds.", bullet)
    assert found == ["1", "#", "#", "#", "#"]


def test_what_leads_in_the_next_paragraphs_is_none_of_the_one_above() -> None:
    lead = "To deliver on our commitment to all people, and where appropriate, we will:"
    document = read(web("1. We act.", f"2. {MET}.", lead, "#Actions", "3. Address it;", "4. Rise."))
    assert [unit.para for unit in document] == ["1", "2", None, "3", "4"]
    assert document.paragraphs[1].text == f"{MET}."
    table = read(web("1. We act.", f"2. {MET}.", "The sums of it are as follows:", "3. We rise."))
    assert [unit.para for unit in table] == ["1", "2", "3"]


def test_a_heading_above_what_leads_in_the_next_paragraphs() -> None:
    text = f"1. {MET}.\n\n2. {MET}.\n\nCall to action\n\nWe hereby commit to act, and to:\n\n"
    document = read(f"{text}3. Strengthen it;\n\n4. Rise.\n")
    assert [unit.para for unit in document] == ["1", "2", None, "3", "4"]
    assert document.paragraphs[3].headings == ("Call to action",)


@pytest.mark.parametrize("at", [("7", "8", "9"), ("29A.7", "29A.8", "29A.9")])
def test_a_count_goes_on_after_a_list_that_began_one_of_its_own(at: tuple[str, ...]) -> None:
    first, second, third = (f"{one}. {MET}." for one in at)
    listed = ("#Deliverables", "1. Reports.", "2. Meetings.", "#A. Strategy")
    found = numbers("#II. Programme", first, second, *listed, third)
    assert (found[:2], found[-1]) == ([*at[:2]], at[2])


def test_a_reports_count_goes_on_after_the_paragraphs_of_articles() -> None:
    articles = ("#Article 1", f"1. {MET}.", "2. It is so.", "#Article 2", "1. It is.", "2. It was.")
    found = numbers(
        f"184. {MET}.", f"185. {MET}.", *articles, "#B. Next", f"186. {MET}.", "187. So."
    )
    assert found == ["184", "185", *(f"art.{a}:{n}" for a in (1, 2) for n in (1, 2)), "186", "187"]


def test_numbers_below_a_preamble_are_paragraphs_where_there_are_no_others() -> None:
    preamble = (
        "#Annex",
        "Recalling what was agreed,",
        "Noting the rest,",
        "We, the people, pledge:",
    )
    begins = ("1. It decided on the pledge.", "2. It rose.", *preamble)
    assert numbers(*begins, "1. To act;", "2. To report.")[-2:] == ["annex:1", "annex:2"]
    quoted = ("#Annex", "Noting it,", "Recalling the principles, namely:", "1. Peace;", "2. Trust,")
    found = numbers("1. It decided.", *quoted, "1. Decides to act;", "2. Decides to report.")
    assert found[-4:] == ["annex:pp2(1)", "annex:pp2(2)", "annex:1", "annex:2"]


def test_a_table_of_contents_ends_at_the_first_paragraph() -> None:
    table = ("#Contents", "II. Background 3", "III. Progress made 4", "IV. Conclusion 7")
    report = ("#I. Introduction", f"1. {MET}.", f"2. {MET}.", "#II. Background", f"3. {MET}.")
    document = read(web("A/95/40", *table, *report))
    assert [unit.para for unit in document] == ["1", "2", "3"]
    assert document.paragraphs[0].headings == ("I. Introduction",)


@pytest.mark.parametrize("above", ["heading", ""])
def test_the_first_paragraph_at_the_head_of_a_page_or_below_a_heading(above: str) -> None:
    texts = ("I. Introduction", f"1. {MET}.", f"2. {MET}.", f"3. {MET}.")
    lines, at = [], 0
    for number, text in enumerate(texts):
        role = "heading" if above and not number else ""
        page = 1 if above or not number else 2
        begins = number != 1  # the reader cannot tell it there
        line = Line(text, at, at + len(text), page=page, plain=text, role=role, begins=begins)
        lines.append(line)
        at += len(text) + 1
    structure = read_structure(lines, Layout(0, wrapped=False))
    assert [unit.number for unit in structure.units] == ["1", "2", "3"]


def test_a_number_that_is_printed_twice_in_a_line_stands_once() -> None:
    assert numbers(f"39. {MET}.", f"40. 40. {MET}.", f"41. {MET}.") == ["39", "40", "41"]


def test_a_dotted_number_that_the_file_has_twice() -> None:
    found = numbers(*(f"{one} {MET}." for one in ("1.117", "1.118", "1.118", "1.119")))
    assert found == ["1.117", "1.118", "1.118~2", "1.119"]


@pytest.mark.parametrize("layout", [web, one_line, wrapped_spaced])
def test_a_letter_goes_on_below_a_list_in_it(layout: Callable[..., str]) -> None:
    letter = (
        "I have the honour to write to you about what has come to pass there of late.",
        "My Government therefore urges the Council to act without delay, and to:",
        "1. Demand that all of it cease;",
        "2. Impose an embargo on what is exported.",
        "I should be grateful if you would have the present letter circulated as a document.",
        "(Signed) A. Person",
        "Permanent Representative",
    )
    blocks = ("United Nations  S/2095/102", "Security Council", "Distr.: General", *letter)
    document = read(layout(*blocks) if layout is web else layout("\n".join(blocks)))
    assert [unit.para for unit in document] == [None, None, "1", "2", None, None]
    assert document.paragraphs[-2].text == letter[4]


def test_who_has_signed_is_of_no_paragraph() -> None:
    document = read(web(f"1. {MET}.", f"2. {MET}.", "(Signed) A. Person", "Representative"))
    signed = "(Signed) A. Person Representative"
    assert [unit.text for unit in document] == [f"{MET}.", f"{MET}.", signed]


def test_a_list_goes_on_after_a_paragraph_between_its_items() -> None:
    items = (
        "(i) Incentives.",
        "(ii) Registration of ships.",
        "(iii) Publicity.",
        "(iv) Protection.",
    )
    between = [block for at, item in enumerate(items, 58) for block in (item, f"{at}. {MET}.")]
    found = numbers(f"56. {MET}.", "57. The reforms focus on:", *between)
    expected = [
        block
        for at, x in enumerate(("i", "ii", "iii", "iv"), 58)
        for block in (f"57({x})", f"{at}")
    ]
    assert found == ["56", "57", *expected]
    inline = ("58. There are (i) fees, and", "(ii) Duties to be paid for it.")
    found = numbers(f"56. {MET}.", "57. The reforms focus on:", items[0], *inline, f"59. {MET}.")
    assert found == ["56", "57", "57(i)", "58", "59"]


def test_a_letters_paragraph_goes_on_at_a_label_whose_list_stands_in_its_words() -> None:
    begins = "Since my previous review, the Mission has pursued its aims: (a) to monitor the ports;"
    goes_on = (
        "(b) enhancing communication and liaison channels between the parties;",
        "(c) more of it.",
    )
    document = read(web("S/2095/371", f"1. {MET}.", "#Dynamics", begins, *goes_on, f"2. {MET}."))
    assert [unit.para for unit in document] == ["1", None, "2"]
    assert document.paragraphs[1].text == " ".join((begins, *goes_on))


def test_the_chapter_above_decisions_is_in_their_headings() -> None:
    drafts = ("#Decision 22/1", f"1. {MET}.", f"2. {MET}.", "#Annex", f"1. {MET}.")
    second = ("#Decision 22/2", f"1. {MET}.", "#Chapter II", "#Organization", f"2. {MET}.")
    document = read(web("#Chapter I", "#Decisions adopted", *drafts, *second))
    found = [unit.headings for unit in document]
    assert found[0] == ("Chapter I Decisions adopted", "Decision 22/1")
    assert found[2] == ("Annex",)
    assert found[3] == ("Chapter I Decisions adopted", "Decision 22/2")


def test_a_letter_may_hold_two_lists_and_items_of_several_paragraphs() -> None:
    first = ("It is so, as all of the following show:", "1. It is one.", "2. It is two.")
    second = (
        "The Government of our country therefore demands:",
        "1. To cease it.",
        "The Government reaffirms its commitment to all.",
    )
    document = read(web("S/2095/102", *first, *second))
    assert [unit.para for unit in document] == [None, "1", "2", None, "1~2", None]
    more = f"{MET}."
    items = ("1. It is one.", more, "2. It is two.", more)
    document = read(web("S/2095/103", first[0], *items))
    assert [unit.para for unit in document][-2:] == ["1", "2"]
    assert document.paragraphs[-1].text == f"It is two. {more}"


def test_items_of_an_agenda_that_the_format_sets_as_headings_are_counted() -> None:
    agenda = ("1. Adoption of the agenda.", "The agenda has been prepared for the Board.")
    more = ("#2. Opening statements", "The Board will hear two of them.", "3. Annual report.")
    document = read(web("#Annotated agenda", *agenda, *more, "It covers 2034.", "4. Others."))
    assert [unit.para for unit in document] == ["1", "2", "3", "4"]
    assert document.paragraphs[1].text == "Opening statements The Board will hear two of them."
    report = ("#1. Waters", f"1. {MET}.", "#2. Lands", f"2. {MET}.", "#3. Skies", f"3. {MET}.")
    assert [unit.text for unit in read(web("#A. Matters", *report))] == [f"{MET}."] * 3


def test_the_last_number_of_a_count_may_jump_below_a_heading() -> None:
    annex = ("#Annex I", f"1. {MET}.", f"2. {MET}.", "#C. Interest", f"4. {MET}.")
    document = read(
        web(f"1. {MET}.", f"2. {MET}.", *annex, "#Annex II", f"1. {MET}.", f"2. {MET}.")
    )
    found = [unit.para for unit in document]
    assert found[2:5] == ["annexi:1", "annexi:2", "annexi:4"]
    assert ("gap", "4.") in [(one.kind, one.where) for one in document.audit]


def test_where_and_when_a_statement_was_made_is_none_of_its_last_paragraph() -> None:
    found = texts(read(f"1. {MET}.\n\n2. {MET}.\n\nNew York, 14 June 2025\n"))
    assert found == {"1": f"{MET}.", "2": f"{MET}."}


def test_capitals_in_the_middle_of_the_page_are_a_heading_where_others_are_told() -> None:
    texts = ("I. INTRODUCTION", f"1. {MET}.", "CONSIDERATION OF PROPOSALS", f"2. {MET}.")
    lines, at = [], 0
    for text in texts:
        role, middle = ("heading", 0) if at == 0 else ("", 33 if text.isupper() else 0)
        end = at + len(text)
        line = Line(text, at, end, middle, 1, page=1, plain=text, role=role, begins=True)
        lines.append(line)
        at = end + 1
    structure = read_structure(lines, Layout(0, wrapped=False))
    assert [unit.number for unit in structure.units] == ["1", "2"]
    assert structure.units[0].words == f"{MET}."
    assert structure.units[1].headings[-1].text == "CONSIDERATION OF PROPOSALS"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("1. Requests it to report on:", "a) risks;", "b) measures.", f"2. {MET}."), "(a) (b)"),
        (("1. Requests it to report on", "a) risks;", "b) measures.", f"2. {MET}."), ""),
        (("1. Requests it to report on:", "a) risks;", "c) measures.", f"2. {MET}."), ""),
        # What "ii)" holds is of that item, which is none here.
        (("1. It has:", "ii) approved:", "a) risks;", "b) measures.", f"2. {MET}."), ""),
    ],
)
def test_items_with_a_closing_bracket_alone(lines: tuple[str, ...], found: str) -> None:
    document = read("\n".join((*lines, f"3. {MET}.")))
    items = [f"1{one}" for one in found.split()]
    assert [unit.para for unit in document] == ["1", *items, "2", "3"]
    assert "measures." in document.paragraphs[len(items)].text


def test_the_number_of_an_empty_paragraph_is_none_of_the_one_above() -> None:
    annex = f"1.\nAnnex I\n1. {MET}.\n2. {MET}."
    document = read(
        f"Decision 1/CP.28\n1. {MET}.\n2. {MET}.\n{annex}\n3. {MET} under item\n1.\n4. {MET}."
    )
    assert [unit.text for unit in document] == [f"{MET}."] * 4 + [f"{MET} under item 1.", f"{MET}."]


def structure_of(*blocks: tuple[int, str, str]) -> list[str]:
    """The numbers of what blocks hold, each with its indent, its role and its words.

    A line of the role "-" begins none: it goes on with the one above.
    """
    lines, at = [], 0
    for indent, role, text in blocks:
        lines.append(
            Line(
                text, at, at + len(text), indent, 1, plain=text, role=role.strip("-"),  # type: ignore[arg-type]
                bold=role == "heading" or text[:5] == "2025/", begins=role != "-",
            )
        )  # fmt: skip
        at += len(text) + 1
    return [unit.number for unit in read_structure(lines, Layout(0, wrapped=False)).units]


def test_items_with_a_closing_bracket_are_nested_by_where_they_are_set() -> None:
    assert structure_of(
        (0, "", f"1. {MET}, and:"),
        (5, "", "i) approved the plan, as follows:"),
        (10, "", "1) to act on it;"),
        (10, "", "2) to report on it;"),
        (5, "", "ii) took note of what States told it, which was:"),
        (0, "-", "i) that they had acted; ii) that they would act."),
        (5, "", "iii) took note of the report."),
        (0, "", f"2. {MET}."),
    ) == ["1", "1(i)", "1(i)(1)", "1(i)(2)", "1(ii)", "1(iii)", "2"]


def test_an_agenda_s_items_with_a_closing_bracket_hold_numbers_set_further_in() -> None:
    assert structure_of(
        (0, "", "1. Adoption of the agenda."),
        (0, "heading", "2. Policy issues"),
        (5, "", "a) Aviation policy"),
        (5, "", "b) Cash policy"),
        (0, "heading", "3. Operational matters"),
        (5, "", "a) Country plans"),
        *((9, "", f"{number}. Country {number}") for number in range(1, 6)),
        (5, "", "b) Reports of the Executive Director"),
        (9, "", "1. Revisions of plans"),
        (0, "heading", "4. Other business"),
        (5, "", "a) Oral update"),
        (0, "", "5. Verification of decisions"),
    ) == [
        *("1", "2", "2(a)", "2(b)", "3", "3(a)"),
        *(f"3(a)({number})" for number in range(1, 6)),
        *("3(b)", "3(b)(1)", "4", "4(a)", "5"),
    ]


def test_a_board_s_decision_is_a_part_by_the_number_before_its_title_and_ends_before_an_annex() -> (
    None
):
    assert structure_of(
        (0, "", "2025/EB.A/7 Audited annual accounts"),
        (0, "", "The Board:"),
        (6, "", "i) approved the annual financial statements of the Programme;"),
        (6, "", "ii) noted the losses that form part of operating expenses."),
        (0, "", "The Board also took note of the comments of the Advisory Committee on them."),
        (80, "", "26 June 2025"),
        (0, "", "2025/EB.A/8 Management plan"),
        (0, "", "Having considered the update to the management plan of the year, the Board:"),
        (6, "", "a) took note of the forecast;"),
        (6, "", "b) approved a reduced appropriation."),
        (80, "", "27 June 2025"),
        (80, "heading", "ANNEX I"),
        (0, "", "1. Adoption of the agenda"),
        (0, "", "2. Other business"),
    ) == [
        *("dec.2025/eb.a/7:(i)", "dec.2025/eb.a/7:(ii)", "#1"),
        *("#2", "dec.2025/eb.a/8:(a)", "dec.2025/eb.a/8:(b)", "annexi:1", "annexi:2"),
    ]


REVISED = f"""1. {MET}.
2. The Rapporteur made the following oral revisions to the draft resolutions:
Draft resolution A
(a) In paragraph 3, the word “updated” was deleted;
(b) Paragraph 4 was deleted;
Draft resolution B, section I, American Samoa
(c) A new paragraph was inserted.
3. {MET}.
"""


def test_names_of_drafts_over_what_was_changed_in_them_begin_no_part() -> None:
    found = texts(read(one_line(REVISED)))
    assert list(found) == ["1", "2", "2(a)", "2(b)", "2(c)", "3"]
    assert found["2(b)"] == "Paragraph 4 was deleted;"
    again = texts(read(one_line(REVISED.replace("B, section I, American Samoa\n(c)", "B\n(a)"))))
    assert list(again) == ["1", "2", "2(a)", "2(b)", "2(a)~2", "3"]
    adopted = REVISED.replace("made the following oral revisions to", "put forward the following")
    assert "draftres.a:(a)" in texts(read(one_line(adopted)))


def test_a_lettered_title_stands_below_words_that_lack_their_stop() -> None:
    said = f"2. {MET}, in all of the years"
    assert numbers(f"1. {MET}.", said, "(a) Future activities", f"3. {MET}.") == ["1", "2", "3"]


def test_a_question_may_name_a_board_s_decision_by_its_number() -> None:
    decisions = "\n\n".join(
        f"**2025/EB.A/{number} Accounts of {year}**\n\nThe Board:\n\n(i) approved the accounts;\n\n"
        "(ii) noted the losses of the year."
        for number, year in ((7, 2023), (8, 2024))
    )
    document = read(f"E/2025/99\n\n1. {MET}.\n\n2. {MET}.\n\n{decisions}\n")
    asked = "What losses did it note in decision 2025/EB.A/7?"
    meant, rest = act_meant(asked, [document.masthead.key], [document])
    assert [one.para for one in meant] == [
        "dec.2025/eb.a/7:(i)", "dec.2025/eb.a/7:(ii)",
    ]  # fmt: skip
    assert "2025" not in rest


def test_an_item_that_lacks_its_full_stop_is_one_where_just_it_is_left_out() -> None:
    text = (
        "\t1.\tThe agenda of the session was as follows:\n\t\t1.\tOpening of the session.\n"
        "\t\t2\tOther matters.\n\t\t3.\tReport on the session.\n"
        "\t2.\tThe group met in May 2014 with 17 Parties.\n"
    )
    assert texts(read(text)) == {
        "1": "The agenda of the session was as follows:",
        "1(1)": "Opening of the session.",
        "1(2)": "Other matters.",
        "1(3)": "Report on the session.",
        "2": "The group met in May 2014 with 17 Parties.",
    }
