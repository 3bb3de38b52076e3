"""Encodings, bad input, any input at all, and how long it takes."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egqa.errors import EgqaError, NoParagraphs, NoText, ParseError, UnsupportedFile
from egqa.parse import parse, parse_bytes
from parse_cases import check, read, texts

TEXT = "1. The Côte d’Ivoire “agreed” – and so on.\n2. Another one was held.\n"

ENCODINGS = [
    ("utf-8", "utf-8", None),
    ("utf-8-sig", "utf-8", None),
    ("utf-16", "utf-16", "read as utf-16-le"),
    ("utf-16-le", "utf-16-le", "read as utf-16-le"),
    ("utf-16-be", "utf-16-be", "read as utf-16-be"),
    ("utf-32", "utf-32", "read as utf-32-le"),
    ("cp1252", "cp1252", "read as windows-1252"),
]


@pytest.mark.parametrize(("encoding", "read_as", "note"), ENCODINGS)
def test_encodings(encoding: str, read_as: str, note: str | None) -> None:
    document = read(TEXT.encode(encoding))
    assert document.source == TEXT
    assert texts(document)["1"] == "The Côte d’Ivoire “agreed” – and so on."
    notes = [f.detail for f in document.audit if f.kind == "encoding"]
    assert [n.split(":")[0] for n in notes] == ([note] if note else [])


def test_latin_1_is_read_and_noted() -> None:
    data = "1. Côte d'Ivoire was \x81 there.\n".encode("latin-1")
    document = parse_bytes(data, "a.txt")
    assert document.source.startswith("1. Côte d'Ivoire")
    assert [f.detail for f in document.audit if f.kind == "encoding"] == ["read as latin-1"]


def test_line_ends_and_offsets_are_untouched() -> None:
    document = read("\ufeff1. One\r\nand two.\r2. Three\x0bfour.\n")
    assert document.source == "1. One\r\nand two.\r2. Three\x0bfour.\n"
    assert texts(document) == {"1": "One and two.", "2": "Three four."}


BAD = [
    (b"", NoText),
    (b" \n\t\r\n", NoText),
    ("\ufeff \n".encode("utf-16"), NoText),
    (b"\xef\xbb\xbf", NoText),
    (b"%PDF-1.7 1. Text", ParseError),
    (b"PK\x03\x04 1. Text", UnsupportedFile),
    (b"\xd0\xcf\x11\xe0 1. Text", UnsupportedFile),
    (b"{\\rtf1 1. Text}", UnsupportedFile),
    (b"\x1f\x8b\x08 1. Text", UnsupportedFile),
    (b"\x89PNG\r\n", UnsupportedFile),
    (b"\n<!DOCTYPE html><p>Text without a number", NoParagraphs),
    (b"<?xml version='1.0'?><a>1. Text</a>", UnsupportedFile),
    (bytes(range(256)) * 40, UnsupportedFile),
    (b"\xff\xfe\x00\xd8\x00", UnsupportedFile),
    (b"\xff\xfe\x00\xdc\x41\x00", UnsupportedFile),
    (b"ab\0\0\0\0\0\0cd ef", UnsupportedFile),
    (("1. Text of it " * 9).encode("utf-16-le") + b"\x00\xd8", UnsupportedFile),
    (b"1.\0 \0T\0\x00\xd8x\0" * 3, UnsupportedFile),
    (b"Words without a number.\nMore of them.\n", NoParagraphs),
    (b"I. Introduction\n\nA. Words\n", NoParagraphs),
    (b"1.\n2.\n3.\n", NoParagraphs),
]


@pytest.mark.parametrize(("data", "error"), BAD)
def test_bad_input_is_a_named_error_with_a_hint(data: bytes, error: type[EgqaError]) -> None:
    with pytest.raises(error) as caught:
        parse_bytes(data, "name.txt")
    assert "name.txt" in caught.value.message
    assert caught.value.hint


def test_paths(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, "utf-8")
    assert parse(good).masthead.key == parse(str(good)).masthead.key == "good"
    with pytest.raises(ParseError, match="no file"):
        parse(tmp_path / "none.txt")
    with pytest.raises(ParseError, match="folder"):
        parse(tmp_path)
    with pytest.raises(ParseError, match="limit") as caught:
        parse(good, max_mb=0.00001)
    assert "EGQA_MAX_FILE_MB" in caught.value.hint
    with pytest.raises(ParseError, match="cannot be read"):
        parse("a\0b")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(TEXT, "utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ParseError, match=r"cannot be read: .*Permission denied") as caught:
        parse(path)
    assert "permissions" in caught.value.hint


def test_markup_and_control_characters_are_text() -> None:
    document = read("1. <script>alert(1)</script> & \x07 <b>so</b> on.\n2. And so on & on.\n")
    assert "<script>alert(1)</script>" in texts(document)["1"]


PIECES = st.sampled_from(
    [
        *("1. ", "2. ", "3. ", "(a) ", "(b) ", "(i) ", "(ii) ", "• ", "- ", "* ", "II. ", "A. "),
        *("Annex I", "Contents", "A/AC.1/2020/L.1", "V.20-01234 2/4", "2/4", "7", "Title"),
        *("Words of it", "go on.", "; and", ":", ",", ".", "\n", "\n\n", "\r\n", "\f", "\t"),
        *("   ", "\u00ad", "\uf020", "**", "[x](#)", "_", "|", "(continued)", "# ", "1\\. ", " ;"),
        *("co operation", "cybe rcrime", "[...]", "8th meeting\n1 May 2018", "Decision 1/CMA.1"),
        *("Distr.: Limited", "“", "é", "for further discussion", "compilation"),
    ]
)


@settings(deadline=2000, max_examples=300)
@given(st.lists(PIECES, max_size=60))
def test_any_text_of_markers_is_a_sound_document_or_a_named_error(pieces: list[str]) -> None:
    try:
        document = parse_bytes("".join(pieces).encode(), "any.txt")
    except EgqaError:
        return
    check(document)


@settings(deadline=2000)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_any_bytes_are_a_sound_document_or_a_named_error(data: bytes) -> None:
    for head in (b"", b"1. The first of them\n", b"\xff\xfe"):
        try:
            document = parse_bytes(head + data, "any.bin")
        except EgqaError:
            continue
        check(document)


def long_document(paragraphs: int) -> bytes:
    lines = []
    for number in range(1, paragraphs + 1):
        lines += [
            f"{number}.  The Expert Group considered the matter and the question that was raised",
            "in line with the workplan that it had adopted, taking note of the views of States",
            "and decided the following:",
            *(
                f"  ({x}) Member States should cooperate with each other, by all means;"
                for x in "abc"
            ),
        ]
    return "\n".join(lines).encode()


def seconds(data: bytes) -> float:
    start = time.thread_time()  # the machine, and this process, may have other work
    with suppress(EgqaError):
        parse_bytes(data, "long.txt")
    return time.thread_time() - start


def test_time_grows_with_length_and_no_faster() -> None:
    seconds(long_document(10))  # the word list is read once
    short, long = seconds(long_document(300)), seconds(long_document(1700))
    assert long < max(5.7 * short * 3, 2)


@pytest.fixture(scope="module")
def usual() -> float:
    """What a long report of the usual kind costs here, as seconds of the processor."""
    seconds(long_document(10))
    return seconds(long_document(1700))


HOSTILE = {
    "brackets": b"(" * 300_000,
    "bracket lines": b"(\n" * 60_000,
    "numbers without words": b"1. \n" * 20_000,
    "numbers on one line": b"1. " * 50_000,
    "markers on one line": b"1. " + b"(a) " * 100_000,
    "labels on one line": b"1. X: " + b"(a) " * 40_000,
    "even numbers": b"".join(b"%d. A b.\n" % (2 * n) for n in range(1, 12_000)),
    "spaces": b"1. A" + b" " * 300_000 + b"b",
    "one long line": b"1. " + b"word " * 60_000,
    "one long word": b"1. " + b"a" * 300_000,
    "split words": b"1. " + b"a b " * 40_000,
    "headings": b"Title Words\n" * 8_000 + b"1. X",
    "headings apart": b"1. X.\n" + b"\nTitle Words\n" * 8_000,
    "bare numbers before a page's foot": b"1. X\n" + b"3\n" * 20_000 + b"Page 3\n",
    "form feeds": b"1. X\n" + b"Run head\n\f" * 20_000,
    "capitals": b"A " * 100_000 + b"\n1. b C",
    "ordinals": b"First " * 50_000 + b"\n1. X",
    "slashes": b"1. A" + b"/1" * 100_000,
    "stars": b"1. A" + b"* " * 100_000,
    "links": b"1. A" + b"[a](" * 50_000,
    "dots": b". " * 100_000,
    "disclaimers": b"".join(
        b"%d. The list is for further discussion.\n" % n for n in range(1, 4_000)
    ),
    "a long chapeau": b"1. " + b"x " * 20_000 + b":\n" + b"(a) y;\n" * 4_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str, usual: float) -> None:
    assert seconds(HOSTILE[name]) < 4 * usual


@pytest.mark.parametrize("data", [b"1. " + b"a " * 3_000_000, b"1.\n" * 400_000])
def test_more_text_than_a_document_has_is_refused_at_once(data: bytes, usual: float) -> None:
    with pytest.raises(ParseError, match="more than a document has"):
        parse_bytes(data, "long.txt")
    assert seconds(data) < 4 * usual


def test_rows_of_a_table_are_no_words_of_a_paragraph() -> None:
    table = "| Party | Share |\n| --- | --- |\n| Norway | 1.2 |\n| Austria\nand others | 2 |\n"
    document = parse_bytes(
        f"1. The shares are:\n\n{table}\n2. It rose | and left.\n".encode(), "a.md"
    )
    assert [one.text for one in document] == ["The shares are:", "It rose | and left."]
    assert any("Norway" in one.detail for one in document.audit if one.kind == "furniture")


def test_a_table_without_closing_bars_takes_no_paragraph() -> None:
    bare = "| Country | Vote\n| --- | ---\n| Ghana | Yes"
    told = "1. It met.\n\n{}\n\n2. It heard.\n\n3. It saw.\n\n| Peru | No |\n\n4. It rose.\n"
    document = parse_bytes(told.format(bare).encode(), "a.md")
    assert [one.text for one in document] == ["It met.", "It heard.", "It saw.", "It rose."]
    document = parse_bytes(told.format("|x| is not |y|, it was said").encode(), "a.md")
    said = ["It met. |x| is not |y|, it was said", "It heard.", "It saw.", "It rose."]
    assert [one.text for one in document] == said


def test_notes_that_count_on_without_a_rule_are_none_of_the_last_paragraph() -> None:
    document = read(
        "Decision 1/CP.90\n\nThe Conference of the Parties,\n\n"
        "1. Welcomes the report of the Committee;1, 2\n\n2. Takes note of its work.3\n\n"
        "3. Invites the Parties to meet again.\n\n10th plenary meeting 11 November 2021\n\n"
        "1 FCCC/SBI/2020/13, which is\nin two parts.\n2 Ibid., para. 4.\n3 Available at https://unfccc.int.\n\n"
        "Decision 2/CP.90\n\nThe Conference of the Parties,\n\n1. Decides so;\n\n2. Asks so."
    )
    units = {one.para: one for one in document.paragraphs}
    assert units["dec.1/cp.90:3"].text == "Invites the Parties to meet again."
    assert units["dec.1/cp.90:1"].text == "Welcomes the report of the Committee;"
    assert [note.text for note in units["dec.1/cp.90:1"].notes] == [
        "FCCC/SBI/2020/13, which is in two parts.",
        "Ibid., para. 4.",
    ]
    assert units["dec.1/cp.90:2"].notes[0].text == "Available at https://unfccc.int."


def test_a_table_of_numbers_is_no_list_of_notes() -> None:
    document = read(
        "1. The Committee has 3 members.\n\n2. They come from:\n\n1 Norway\n2 Sweden\n\n3. It rose."
    )
    assert "Norway" in next(one for one in document.paragraphs if one.para == "2").text


def test_marks_that_count_on_are_told_from_figures_set_like_them() -> None:
    document = read(
        "A/RES/90/1\n\nThe General Assembly,\n\n"
        "\tRecalling the Covenant (the Covenant),1 the Framework 2015–20302 and its "
        "resolution 59/3003,\n"
        "\tHaving considered the report on SDG4 and the Summit”,4\n"
        "\t1.\tWelcomes the report;5\n\t2.\tDecides to meet in 2.5 years.\n"
        "1 See A/80/1.\n2 Resolution 69/283.\n3 A/60/980.\n4 A/72/121,\nA/72/126.\n5 A/80/2."
    )
    units = {str(unit.pinpoint): unit for unit in document}
    assert texts(document) == {
        "pp1": "Recalling the Covenant (the Covenant), the Framework 2015–2030 and its "
        "resolution 59/300,",
        "pp2": "Having considered the report on SDG4 and the Summit”,",
        "1": "Welcomes the report;",
        "2": "Decides to meet in 2.5 years.",
    }
    assert [note.mark for note in units["pp1"].notes] == ["1", "2", "3"]
    assert [note.text for note in units["pp2"].notes] == ["A/72/121, A/72/126."]
    assert [note.text for note in units["1"].notes] == ["A/80/2."]


def test_a_single_note_ends_its_document() -> None:
    document = read("1. The Group met.1\n\n2. It rose.\n\n1 See the report of the Committee.")
    assert texts(document) == {"1": "The Group met.", "2": "It rose."}
    assert [note.text for unit in document for note in unit.notes] == [
        "See the report of the Committee."
    ]


def test_more_than_forty_notes_at_the_end() -> None:
    paragraphs = "".join(f"{at}. The Group took note of its report;{at}\n" for at in range(1, 61))
    notes = "".join(f"{at} See A/80/{at}.\n" for at in range(1, 61))
    document = read(f"{paragraphs}61. It rose.\n\n{notes}")
    assert [unit.text for unit in document][59:] == [
        "The Group took note of its report;",
        "It rose.",
    ]
    assert [note.mark for unit in document for note in unit.notes] == [str(n) for n in range(1, 61)]


def test_a_preambular_sentence_goes_on_over_a_page_and_before_figures() -> None:
    document = read(
        "A/RES/90/1\n\nThe General Assembly,\n\n"
        "Recalling the outcome document of the United Nations Conference on\n"
        "\nA/RES/90/1\n\f\n2/3\n\n"
        "Sustainable Development and its means that are set out there at length,\n"
        "\n"
        "Recalling also the adoption by the Statistical Commission of indicator\n"
        "17.3.1 under target 17.3 and of the means that it gives to\n"
        "developing countries,\n\n"
        "1. Decides to meet in a place that is near to all of those who are\n"
        "to come;\n\n2. Also decides that it will have risen before the day is\nover.\n"
    )
    assert list(texts(document)) == ["pp1", "pp2", "1", "2"]


def test_a_section_whose_numeral_stands_alone_on_its_line() -> None:
    document = read(
        "A/RES/90/1\nThe General Assembly,\nI\nRevised estimates\n"
        "\tRecalling its resolution 75/245,\n\t1.\tTakes note of it;\n\t2.\tDecides to meet;\n"
        "II\nProgress\n\tRecalling its resolution 75/246,\n\t1.\tTakes note of it;\n\t2.\tRises."
    )
    assert list(texts(document)) == [
        "sect.i:pp1", "sect.i:1", "sect.i:2", "sect.ii:pp1", "sect.ii:1", "sect.ii:2",
    ]  # fmt: skip


def test_the_day_of_adoption_with_no_break_spaces_is_of_no_paragraph() -> None:
    document = read(
        "1. Decides to meet.\n\n50th (resumed) plenary meeting\n31\u00a0December 2020\n"
    )
    assert texts(document) == {"1": "Decides to meet."}


def test_a_markdown_table_of_numbers_and_paragraphs_only_lays_them_out() -> None:
    document = read(
        "# Report\n\n|  |  |\n| --- | --- |\n| 1. | The Group met in May. |\n"
        "| (a) | It heard all; |\n"
        "\nIn public.\n\n|  |  |\n| --- | --- |\n| 2. | It rose at noon. |\n",
        "a.md",
    )
    assert list(texts(document)) == ["1", "1(a)", "2"]
    assert texts(document)["2"] == "It rose at noon."
    figures = read("1. It met.\n\n| 1. | Norway |\n| 2. | Peru |\n\n2. It rose.\n", "a.md")
    assert [one.para for one in figures] == ["1", None, None, "2"]
    assert [one.text for one in figures] == ["It met.", "1. Norway", "2. Peru", "It rose."]


def test_an_adoption_note_in_italics_is_of_no_paragraph() -> None:
    document = read("1. Decides to meet.\n\n*64th plenary meeting*\n\n*15 December 2025*\n", "a.md")
    assert texts(document) == {"1": "Decides to meet."}


def test_notes_in_brackets_are_those_of_the_units_with_their_marks() -> None:
    document = read(
        "1. The Group[1] met in May,[2] [3]and [4] others.\n\n2. It rose.[3]\n\n"
        "[1] See A/1/1.\n\n[2] See A/1/2.\n\n[3] See A/1/3."
    )
    first, second = document
    assert (first.text, second.text) == ("The Group met in May, [3]and [4] others.", "It rose.")
    assert [note.text for note in first.notes] == ["See A/1/1.", "See A/1/2."]
    assert [note.text for note in second.notes] == ["See A/1/3."]


def test_a_number_that_is_expected_begins_its_line_whatever_ends_the_one_above() -> None:
    document = read(
        "1. The Group heard all of the NGOs.,\n2.\tAt its meeting it rose.\n3.\tSo it is."
    )
    assert texts(document)["2"] == "At its meeting it rose."


def test_letters_that_count_through_an_agenda() -> None:
    document = read(
        "1. The Group adopted the agenda:\n1.\tReporting:\n(a)\tFrom Parties;\n(b)\tTo them.\n"
        "2.\tTechnology:\n(c)\tJoint report;\n(d)\tLinkages.\n3.\tOther matters.\n2. It rose."
    )
    assert list(texts(document)) == [
        "1", "1(1)", "1(1)(a)", "1(1)(b)", "1(2)", "1(2)(c)", "1(2)(d)", "1(3)", "2",
    ]  # fmt: skip
    cited = read("1. It recalled what is said in paragraph 7:\n(f) of it.\n2. It rose.")
    assert list(texts(cited)) == ["1", "2"]


def test_a_table_of_one_column_only_lays_its_paragraphs_out() -> None:
    document = read(
        "# Report\n\n| Decision 3/CMA.90 |\n| The Conference of the Parties, |\n"
        "| Recalling it, |\n| 1.\tDecides so; |\n| 2.\tAsks so. |\n",
        "a.md",
    )
    assert list(texts(document)) == [f"dec.3/cma.90:{number}" for number in ("pp1", "1", "2")]


def test_a_line_of_the_text_that_recurs_beside_a_page_is_no_running_head() -> None:
    recurs = "Protocol and the Conference of the Parties to the Agreement and its"
    document = read(
        "A/90/1\n\n1. The Group covers the work of the Conference of the Parties to the\n"
        f"{recurs}\nsubsidiary bodies, which met in the morning of that very same day in\nMay.\n"
        "\n2/4    A/90/1\n\f\nReport of the Group\n\n2. It noted the work of the Conference\n"
        f"{recurs}\n\n3/4    A/90/1\n\f\nReport of the Group\n\n"
        "other bodies, which met in the afternoon of that day.\n\n3. It rose in\nthe evening.\n"
    )
    units = texts(document)
    assert list(units) == ["1", "2", "3"]
    assert all(recurs in units[number] for number in ("1", "2"))
    assert "Report of the Group" not in units["2"]


def test_a_bullet_alone_on_its_line_has_the_words_below() -> None:
    document = read("1. It heard of:\n\n(a) Things:\n\n•\n\nOne;\n\n•\n\nTwo.\n\n2. It rose.\n")
    assert texts(document)["1(a)•1"] == "One;"
    markdown = read("1. It heard of:\n\n  - • One;\n\n  - • Two.\n\n2. It rose.\n", "a.md")
    assert list(texts(markdown)) == ["1", "1•1", "1•2", "2"]
    assert texts(markdown)["1•2"] == "Two."


def test_a_lone_bullet_below_what_opens_no_list_is_of_no_paragraph() -> None:
    document = read("1. It heard the report.\n\n\uf0a7\n\nAnnex II\n\n1. It is so.\n\n2. And so.\n")
    assert texts(document) == {
        "1": "It heard the report.",
        "annexii:1": "It is so.",
        "annexii:2": "And so.",
    }


SHORT = """A/RES/95/157

95/157. Report of the Council

The General Assembly,
Recalling its resolution 60/251 of 15 March 2006, by which it established the
Council on Rights, and 65/281 of 17 June 2011 on the review of the
Council,
Having considered the recommendations contained in the report of the
Council on Rights,\u200e
Takes note of the report, including the addendum thereto, and of its
recommendations.
"""


def test_a_few_lines_show_that_a_short_text_is_wrapped() -> None:
    found = texts(read(SHORT))
    assert list(found)[:2] == ["pp1", "pp2"]
    assert found["pp1"].endswith("on the review of the Council,")
    assert found["pp2"].endswith("Council on Rights,")


def test_a_line_at_full_width_tells_a_heading_where_lines_are_filled() -> None:
    text = (
        "4. Requests the Secretary-General to ensure the implementation of the relevant\n"
        "provisions of its resolutions, as well as of any other ones;\n"
        "Budget performance report for the period from 1 July 2021 to 30 June 2022\n"
        "5. Takes note of the report of the Secretary-General on the performance of the\n"
        "Support Office for the period;\n"
    )
    document = read(text)
    assert texts(document)["4"].endswith("any other ones;")
    assert document.paragraphs[1].headings[-1].startswith("Budget performance report")


def test_a_table_with_tabs_is_none_of_the_paragraph_above() -> None:
    rows = "Level\tThreshold\tDiscount\nA\tNot applicable\t0\n\nB\tUnder 22,946\t20\n"
    text = f"1.\tDecides as in the table below:\n\n{rows}\n2.\tRequests a report.\n"
    found = texts(read(text))
    assert found == {"1": "Decides as in the table below:", "2": "Requests a report."}


def test_tabs_behind_markers_make_no_table() -> None:
    text = "1.\tIt met:\n(a)\tIn May;\n(b)\tIn June;\n•\tOnce.\n2.\tIt rose.\n"
    assert list(texts(read(text))) == ["1", "1(a)", "1(b)", "1(b)•1", "2"]


def test_a_title_of_a_few_words_stands_above_sentences_without_a_number() -> None:
    prose = f"States should base their decisions on assessments, {'which they carry out, ' * 6}so."
    text = f"11. They should avoid it.\n\nAssessments\n\nModel strategy No. 1\n\n{prose}\n\n12. So."
    document = read(f"A/RES/95/226\n\nAnnex\n\n10. They met.\n\n{text}\n")
    assert [(unit.para, unit.text) for unit in document][1:] == [
        *(("annex:11", "They should avoid it."), (None, prose), ("annex:12", "So."))
    ]
    assert document.paragraphs[2].headings[-1] == "Model strategy No. 1"
