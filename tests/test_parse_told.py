"""What a format tells of its lines: headings, footnotes and their marks, furniture, mastheads."""

from __future__ import annotations

import json

import pytest

from egqa.cite import cite
from egqa.parse import parse_bytes
from egqa.parse.assemble import assemble
from egqa.parse.lines import Line, LineRole, Reading
from egqa.serial import document_from_json, document_to_json
from egqa.types import Document, Span
from parse_cases import check, read, texts


def told(*rows: str) -> Document:
    """The document of lines such as "heading|I. Title"; "^1^" is a footnote mark in a line."""
    source, lines = "", []
    for row in rows:
        role, _, text = row.rpartition("|")
        marks: list[Span] = []
        plain = ""
        for at, piece in enumerate(text.split("^")):
            if at % 2:
                start = len(source) + len(plain)
                marks.append(Span(start, start + len(piece)))
            plain += piece
        kind: LineRole = role.strip("+")  # type: ignore[assignment]
        lines.append(
            Line(
                plain,
                len(source),
                len(source) + len(plain),
                plain=plain,
                role=kind,
                begins=not role.endswith("+"),
                blanks=0 if role.endswith("+") else 1,
                marks=tuple(marks),
            )
        )
        source += plain + "\n"
    document = assemble(Reading(source, lines, []), "told.docx", "0" * 64)
    if all(one.para for one in document):
        check(document)
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document
    return document


THE = "The Group took up the matter and heard the views of those present"
HEAD = ("masthead|A/68/98", "masthead|General Assembly", "masthead|Distr.: General")


def indented(*rows: tuple[int, str]) -> Document:
    """The document of blocks with their indents."""
    source, lines = "", []
    for indent, text in rows:
        start = len(source)
        lines.append(
            Line(text, start, start + len(text), indent, blanks=1, plain=text, begins=True)
        )
        source += f"{text}\n"
    return assemble(Reading(source, lines, []), "a.pdf", "0")


def test_headings_are_what_the_format_says() -> None:
    document = told(
        *HEAD, "heading|I.\tIntroduction", f"|1.\t{THE}.", "heading|A", "heading|Background",
        "heading|1.\tOpening statements", f"|2.\t{THE}.", "|President", f"|3.\t{THE}.",
    )  # fmt: skip
    assert [(one.para, one.headings) for one in document] == [
        ("1", ("I. Introduction",)),
        ("2", ("I. Introduction", "A Background", "1. Opening statements")),
        ("3", ("I. Introduction", "A Background", "1. Opening statements")),
    ]
    assert document.masthead.symbols == ("A/68/98",)
    assert document.masthead.distribution == "General"


def test_a_heading_on_two_lines_broken_at_a_hyphen() -> None:
    document = told("heading|I.\tSupporting small-", "heading+|scale fishers", f"|1.\t{THE}.")
    assert document.paragraphs[0].headings == ("I. Supporting small-scale fishers",)


def test_notes_are_with_the_unit_that_carries_their_mark() -> None:
    document = told(
        *HEAD, f"|1.\t{THE},^1^ at its session.^2^", "note|1\tA/RES/60/1.", "note|2 see above,",
        "note+|on the next page.", f"|2.\t{THE} again.^*^", "|And more.", "note|*\tIbid., para. 3.",
    )  # fmt: skip
    one, two = document.paragraphs
    assert one.text == f"{THE}, at its session."
    assert [(note.mark, note.text) for note in one.notes] == [
        ("1", "A/RES/60/1."),
        ("2", "see above, on the next page."),
    ]
    assert two.text == f"{THE} again. And more."
    assert [(note.mark, note.text) for note in two.notes] == [("*", "Ibid., para. 3.")]
    assert [document.source[start:end] for start, end in one.cuts] == ["1", "2"]
    start, end = one.notes[0].span
    assert document.source[start:end] == "A/RES/60/1."


def test_a_note_whose_number_comes_again_is_the_nearest_mark_above() -> None:
    document = told(
        f"|1.\t{THE}.^1^", "note|1\tThe first.", f"|2.\t{THE}.^1^", "note|1\tThe second.",
    )  # fmt: skip
    assert [[note.text for note in one.notes] for one in document] == [
        ["The first."],
        ["The second."],
    ]


def test_a_note_whose_mark_stands_nowhere_is_told() -> None:
    document = told(f"|1.\t{THE}.", "note|7\tA/RES/60/1.")
    assert document.paragraphs[0].notes == ()
    assert [(one.where, one.detail) for one in document.audit if one.kind == "note"] == [
        ("note 7", "its mark stands in no unit: A/RES/60/1.")
    ]


def test_furniture_and_tables_are_no_units_text() -> None:
    document = told(
        f"|1.\t{THE} on", "furniture|A/68/98", "furniture|V.13-01234 (E)", "+|that day.",
        "table|1.\tApples\t12", "table|(a)\tPears\t7", "|(Thousands of dollars)", f"|2.\t{THE}.",
    )  # fmt: skip
    assert texts(document) == {"1": f"{THE} on that day.", "2": f"{THE}."}
    assert document.masthead.symbols == ("A/68/98",)
    assert document.masthead.symbol_where == "running_header"
    assert document.masthead.job_number == "V.13-01234 (E)"
    kinds = [one.detail.partition(":")[0] for one in document.audit if one.kind == "furniture"]
    assert kinds == ["running head", "job number", "table", "table"]


def test_lines_that_recur_are_no_furniture_where_the_format_tells_it() -> None:
    votes = ("|In favour: Algeria, Angola,", "+|Brazil, Chile")
    document = told(f"|1.\t{THE}:", *votes, "furniture|A/68/98", *votes, f"|2.\t{THE}.")
    assert texts(document)["1"].count("Brazil, Chile") == 2


def test_a_soft_hyphen_at_a_lines_end_joins_a_word() -> None:
    document = told(f"|1.\t{THE} in a resolu\u00ad", "+|tion.")
    assert texts(document)["1"] == f"{THE} in a resolution."


RULE = "_________________"
PLAIN_NOTES = f"""1. The Special Committee met in the spring,1 and elected its officers.
2. It adopted its agenda.2
{RULE}
1 See A/36/33, para. 7.
2 See A/53/33, para. 98,
and elsewhere.
\f3. It then adjourned.
"""


def test_notes_in_plain_text() -> None:
    document = read(PLAIN_NOTES)
    assert texts(document) == {
        "1": "The Special Committee met in the spring, and elected its officers.",
        "2": "It adopted its agenda.",
        "3": "It then adjourned.",
    }
    assert [[(note.mark, note.text) for note in one.notes] for one in document] == [
        [("1", "See A/36/33, para. 7.")],
        [("2", "See A/53/33, para. 98, and elsewhere.")],
        [],
    ]


def test_notes_whose_marks_stand_on_lines_of_their_own() -> None:
    text = PLAIN_NOTES.replace("1 See", "1\nSee").replace("2 See", "2\n\nSee")
    assert [len(one.notes) for one in read(text)] == [1, 1, 0]


@pytest.mark.parametrize(
    "below", ["See A/36/33, para. 7.", "9 See A/36/33, para. 7.", "2. It adopted its agenda."]
)
def test_what_stands_below_a_rule_is_a_note_only_where_that_is_sure(below: str) -> None:
    document = read(f"1. The Committee met in the spring,1 and adjourned.\n\n{RULE}\n{below}\n")
    assert not any(one.notes for one in document)
    assert below.removeprefix("2. ") in " ".join(one.text for one in document)


def test_running_title_and_symbol_in_one_line() -> None:
    text = (
        "1. The Committee met in\n\fA/68/98          International Day of Girls\nthe spring.\n"
        "2. It adjourned.\n"
    )
    assert texts(read(text))["1"] == "The Committee met in the spring."


def test_a_title_inside_a_preamble_ends_it_not() -> None:
    document = told(
        *HEAD, "|The General Assembly,", "|Recalling its resolutions,", "|Countries in need",
        "|Noting the report,", "|1.\tDecides so;", "|2.\tAsks.",
    )  # fmt: skip
    assert [one.para for one in document] == ["pp1", None, "pp2", "1", "2"]
    assert document.paragraphs[1].text == "Countries in need"


def test_a_preamble_without_its_formula() -> None:
    document = told(*HEAD, "|Recalling it,", "|Noting that,", "|1.\tDecides so;", "|2.\tAsks.")
    assert [one.para for one in document] == ["pp1", "pp2", "1", "2"]


def test_words_that_close_a_list_are_the_paragraphs() -> None:
    document = told(
        f"|1.\t{THE}:",
        "|(a)\tOnce;",
        "|(b)\tTwice;",
        "|and stresses that it did so.",
        f"|2.\t{THE}.",
    )
    assert texts(document) == {
        "1": f"{THE}: and stresses that it did so.",
        "1(a)": "Once;",
        "1(b)": "Twice;",
        "2": f"{THE}.",
    }


def test_a_marker_in_the_middle_of_a_block_opens_nothing() -> None:
    document = told(
        f"|1.\t{THE}, comprising:", "+|(a) one thing; and", "+|(b) another.", f"|2.\t{THE}."
    )
    assert [one.para for one in document] == ["1", "2"]


def test_a_bullet_under_a_unit_without_a_number() -> None:
    document = told(*HEAD, f"|{THE}:", "|•\tOne of the things;", "|•\tAnother of the things.")
    assert [(one.ref.para, one.marker) for one in document] == [
        ("#1", ""),
        ("#2", "•"),
        ("#3", "•"),
    ]
    assert document.paragraphs[2].chapeau == document.paragraphs[:1]


def test_a_number_that_is_expected_opens_a_paragraph_in_the_middle_of_a_block() -> None:
    names = ("+|Rapporteur:", "+|Ana Silva (Brazil)", f"+|6. {THE}.")
    document = told(f"|5. {THE}:", *names, f"|7. {THE}.")
    assert [one.para for one in document] == ["5", "6", "7"]


@pytest.mark.parametrize(
    "text",
    [
        (f"|5. {THE} in May.", "+|8. It was the eighth.", f"|9. {THE}.", f"|10. {THE}."),
        (f"|5. {THE} in May.", "+|1. It was the first.", f"|6. {THE}."),
        (f"|1.1 {THE} in May.", "+|1.4 million came.", "+|1.5 million did not.", f"|1.2 {THE}."),
    ],
)
def test_a_number_that_is_not_expected_opens_nothing_in_the_middle_of_a_block(
    text: tuple[str, ...],
) -> None:
    document = told(*text)
    assert len(document.paragraphs) == sum(line.startswith("|") for line in text)


def test_a_decision_in_plain_paragraphs_is_taken_in() -> None:
    document = told(
        "masthead|General Assembly", "heading|78/409.\tAppointment of members",
        "|At its 23rd meeting, the General Assembly appointed the following members.",
    )  # fmt: skip
    assert [(one.ref.para, one.para) for one in document] == [("#1", None)]


def test_a_heading_that_names_a_resolution_is_no_part_where_numbers_go_on() -> None:
    document = told(
        *HEAD, f"|1.\t{THE};", f"|2.\t{THE};", "heading|Resolution 75/282 on the matter",
        f"|3.\t{THE};", "heading|Decision 75/570", f"|4.\t{THE}.",
    )  # fmt: skip
    assert [one.para for one in document] == ["1", "2", "3", "4"]


def test_sections_of_a_resolution_that_number_anew() -> None:
    document = told(
        *HEAD, "|The General Assembly,", "heading|I", "heading|Budget", "|Recalling it,",
        "|Having considered it,", "|1.\tTakes note;", "|2.\tApproves it;", "heading|II",
        "heading|Other matters", "|Having considered it,", "|Noting that,", "|1.\tDecides so;",
        "|2.\tAsks.",
    )  # fmt: skip
    assert [one.para for one in document] == [
        "sect.i:pp1", "sect.i:pp2", "sect.i:1", "sect.i:2",
        "sect.ii:pp1", "sect.ii:pp2", "sect.ii:1", "sect.ii:2",
    ]  # fmt: skip
    assert document.masthead.caution is None


def test_sections_that_number_through_are_no_parts_though_another_decision_begins_with_1() -> None:
    document = told(
        "heading|Decision 1/CMA.1", "|The Conference of the Parties,", "|Recalling it,",
        "heading|I. Budget", "|1.\tTakes note:", "|(a)\tOf this;", "heading|II. Other matters",
        "|2.\tDecides so.", "heading|Decision 2/CMA.1", "|The Conference of the Parties,",
        "|Recalling it,", "|1.\tAsks;", "|2.\tThanks.",
    )  # fmt: skip
    assert [one.para for one in document] == [
        "dec.1/cma.1:pp1", "dec.1/cma.1:1", "dec.1/cma.1:1(a)", "dec.1/cma.1:2",
        "dec.2/cma.1:pp1", "dec.2/cma.1:1", "dec.2/cma.1:2",
    ]  # fmt: skip
    assert document.paragraphs[2].parent == document.paragraphs[1].pinpoint


@pytest.mark.parametrize(
    ("after", "numbers"),
    [
        ("Annex I\n\nRules of the road\n\n1. It shall meet.", ["1", "2", "annexi:1"]),
        ("Annex\n\nRules of the road\n\n1. It shall meet.", ["1", "2", "annex:1"]),
        ("3. It shall meet.", ["1", "2", "3"]),
        ("II. Rules\n\n3. It shall meet.", ["1", "2", "3"]),
    ],
)
def test_notes_of_a_plain_text_end_where_the_text_begins_again(after, numbers):
    text = (
        "A/C.3/99/7\n\nDraft report\n\n1. The Group recalled the Declaration.1\n\n"
        "2. It recalled another resolution.2\n\n__________\n1 See A/CONF.1/2.\n"
        "2 Resolution 65/230.\n\n"
        f"{after}\n"
    )
    document = parse_bytes(text.encode(), "x.txt")
    assert [one.para for one in document] == numbers
    assert [[note.text for note in one.notes] for one in document] == [
        ["See A/CONF.1/2."], ["Resolution 65/230."], [],
    ]  # fmt: skip
    assert document.paragraphs[2].text == "It shall meet."


def test_acts_that_headings_name_in_words_have_short_parts() -> None:
    rows = ["|1. The Commission met.", "|2. It decided."]
    for title in ("A (71) Climate", "Draft resolution of the Council on it", "B (71) Forests"):
        rows += [f"heading|{title}", "|The Council,", "|Recalling its wish,", "|1. Decides so;"]
        rows.append("|2. Asks so.")
    parts = [one.partition(":")[0] for one in texts(told(*rows)) if one.endswith("pp1")]
    assert parts == ["dec.a", "draftres.", "dec.b"]


def test_chapters_by_name_stand_beside_each_other() -> None:
    document = told(
        "heading|Chapter I", "heading|Introduction and", "heading+|general views",
        "|1. The Group met.", "heading|A. Peace", "|2. It spoke.",
        "heading|Chapter II", "heading|Disputes", "|3. It rose.",
        "heading|A. Means", "heading|Chapter VII of the Charter", "|4. It left.",
    )  # fmt: skip
    assert [one.headings for one in document.paragraphs] == [
        ("Chapter I Introduction and general views",),
        ("Chapter I Introduction and general views", "A. Peace"),
        ("Chapter II Disputes",),
        ("Chapter II Disputes", "A. Means", "Chapter VII of the Charter"),
    ]  # fmt: skip


def test_numbers_that_restart_in_each_chapter() -> None:
    document = told(
        "heading|Chapter I Peace", "|1. The Group met.", "|2. It spoke.",
        "heading|Chapter II Disputes", "|1. The Group met.", "|2. It rose.",
        "heading|Chapter III Means", "heading|A. Courts", "|1. It sat.", "|2. It left.",
    )  # fmt: skip
    numbers = [one.para for one in document.paragraphs]
    assert numbers == ["1", "2", "chap.ii:1", "chap.ii:2", "chap.iii:1", "chap.iii:2"]
    assert cite(document.paragraphs[2]).endswith("chap. II, para. 1")


def test_a_title_in_bold_between_two_paragraphs_of_a_preamble_is_none() -> None:
    text = (
        "The Council,\n\nRecalling its resolution 1 (2020) and all that it has said in it,\n\n"
        "{}\n\nCondemning what has been done there since then to all who live in it,\n\n"
        "1. Decides so;\n\n2. Decides to stay seized of it."
    )
    title = "**Degrading the threat in the country, and the embargo that is on the arms**"
    assert list(texts(read(text.format(title)))) == ["pp1", "", "pp2", "1", "2"]


def test_a_note_to_a_heading_is_kept_with_the_unit_below() -> None:
    document = told(
        "heading|I. Views of the Prosecutor^1^", "|1. The Office worked.", "|2. It rose.",
        "note|^1^ The section gives her views alone.",
    )  # fmt: skip
    first = document.paragraphs[0]
    assert first.headings == ("I. Views of the Prosecutor",)
    assert [note.text for note in first.notes] == ["The section gives her views alone."]


def test_marks_in_one_place_are_of_several_notes() -> None:
    document = told(
        "|1. The Office worked.^27,28,30–31^", "|2. It rose.", "note|^27^ One.", "note|^28^ Two.",
        "note|^30^ Three.", "note|^31^ Four.",
    )  # fmt: skip
    assert [note.mark for note in document.paragraphs[0].notes] == ["27", "28", "30", "31"]


def test_a_block_in_line_with_the_paragraph_ends_its_list() -> None:
    document = indented(
        (0, "3. The rates are those of:"), (5, "(a) The first source, of that year;"),
        (5, "(b) The second source, of this year."),
        (0, "For the purposes of the scale, the three of them are taken together by all."),
        (0, "4. It rose."),
    )  # fmt: skip
    assert texts(document)["3(b)"] == "The second source, of this year."
    assert texts(document)["3"].endswith("are taken together by all.")


def test_what_leads_a_list_that_begins_anew_is_the_paragraphs() -> None:
    document = indented(
        (0, "30. The members of the Committee:"), (5, "With regard to Guam:"),
        (5, "(a) Welcomed its representative;"), (5, "(b) Noted his statement;"),
        (5, "With regard to Montserrat:"), (5, "(a) Noted the statement;"), (0, "31. It rose."),
    )  # fmt: skip
    units = texts(document)
    assert list(units) == ["30", "30(a)", "30(b)", "30(a)~2", "31"]
    assert units["30(b)"] == "Noted his statement;"
    assert units["30"].endswith("With regard to Montserrat:")


def test_one_mark_has_one_note_and_no_other_notes_mark_is_taken() -> None:
    document = told(
        "|1. The Office worked.", "note|^1^ Of a lost mark.", "|2. It moved.^1^",
        "note|^1^ Of the move.", "|3. It rose.", "note|^1^ Of a table below.",
    )  # fmt: skip
    kept = {one.para: [note.text for note in one.notes] for one in document.paragraphs}
    assert kept == {"1": [], "2": ["Of the move."], "3": []}
    assert len([one for one in document.audit if one.kind == "note"]) == 2


def test_a_note_with_a_sentence_whose_mark_stands_in_no_unit_is_a_unit_without_a_number() -> None:
    document = told(
        *HEAD, "heading|Report of the Group*", "|1. The Group met.", "|2. It rose.",
        "note|^*^ The present report was submitted late.", "note|^**^ A/68/50.",
        "heading|Annex", "heading|List of participants", "|Norway and all of the others",
        "note|^a^ For the list of all participants, see the annex.",
    )  # fmt: skip
    assert [(one.para, one.text, one.headings[-1]) for one in document] == [
        ("1", "The Group met.", "Report of the Group"),
        ("2", "It rose.", "Report of the Group"),
        (None, "The present report was submitted late.", "Report of the Group"),
        (None, "Norway and all of the others", "List of participants"),
        (None, "For the list of all participants, see the annex.", "List of participants"),
    ]
    stray = [one for one in document.audit if one.kind == "note"]
    assert [one.where for one in stray] == ["note **"]


def test_the_banner_of_an_advance_copy_is_no_body() -> None:
    banner = "General Assembly\tADVANCE UNEDITED COPY FOR\tTHE ADVISORY COMMITTEE\tDistr.: General"
    document = told("masthead|A/68/98", f"masthead|{banner}", "|1. The Group met.", "|2. It rose.")
    assert document.masthead.body == "General Assembly"
    assert document.masthead.distribution == "General"


def test_words_of_the_masthead_that_no_field_has_are_told() -> None:
    document = told(
        *HEAD, "masthead|Agenda item 71", "masthead|Right of peoples to self-determination",
        "|1. The Group met.", "|2. It rose.",
    )  # fmt: skip
    found = [one.detail for one in document.audit if one.kind == "masthead"]
    assert len(found) == 1
    assert found[0].endswith("in no field of the masthead: Right of peoples to self-determination")


def test_the_year_that_ends_a_sentence_is_no_empty_paragraph_s_number() -> None:
    document = told(
        *HEAD, "heading|I. Answers", "|1. They came on 21 October", "|2024.", f"|2. {THE}."
    )
    assert document.paragraphs[0].text == "They came on 21 October 2024."


def test_a_note_whose_mark_stands_again_is_of_all_the_units_that_bear_it() -> None:
    document = told(
        *HEAD, f"|1.\t{THE}.^1^", f"|2.\t{THE}.^2^ And more.^2^", "note|1\tThe first.",
        "note|2\tThe second.", f"|3.\t{THE}.^1,3^", "note|3\tThe third.",
        "heading|Annex", f"|1.\t{THE}.^1^", "note|1\tThe first of the annex.", f"|2.\t{THE}.^1^",
        f"|3.\t{THE}.^2^",
    )  # fmt: skip
    assert [[note.text for note in one.notes] for one in document] == [
        ["The first."],
        ["The second."],
        ["The first.", "The third."],
        ["The first of the annex."],
        ["The first of the annex."],
        [],  # the annex has no note 2, and that above is of another count
    ]
