"""The masthead: what a document prints of itself, in the shapes that extraction gives it."""

from __future__ import annotations

import pytest

from egqa.parse.masthead import ordinal_words
from egqa.types import Masthead
from parse_cases import read

BODY = "Committee on Widgets"
TEXT = "\n\nI. Introduction\n\n1. The Committee met. See E/2018/30.\n\n2. It adopted its agenda.\n"
FIELDS = {
    "symbols": ("E/CN.99/2018/L.1/Add.2",),
    "symbol_where": "masthead",
    "distribution": "Limited",
    "date": "4 April 2018",
    "language": "English",
    "body": BODY,
    "session": "Third session",
    "venue": "Vienna",
    "dates": "3–5 April 2018",
    "title": "Draft report, Addendum",
}
SHAPES = {
    "lines": (
        "United Nations\nE/CN.99/2018/L.1/Add.2\nDistr.: Limited\n4 April 2018\n"
        "Original: English\n\nCommittee on Widgets\nThird session\nVienna, 3–5 April 2018\n\n"
        "Draft report\n\nAddendum"
    ),
    "table cells": (
        "|  | United Nations | E/CN.99/2018/L.1/Add.2 |\n|---|---|---|\n"
        "|  |  | Distr.: Limited 4 April 2018  Original: English |\n\nCommittee on Widgets\n\n"
        "**Third session**\n\nVienna, 3–5 April 2018\n\n# Draft report\n\n## Addendum"
    ),
    "columns": (
        "United Nations                       E/CN.99/2018/L.1/Add.2\n"
        "                                     Distr.: Limited\n"
        "Committee on Widgets                 4 April 2018\nThird session\n"
        "Vienna, 3–5 April 2018               Original: English\n\n   Draft report\n\n   Addendum"
    ),
    "bold": (
        "**E/CN.99/2018/L.1/Add.2**\n\nDistr.: Limited\n\n4 April 2018\n\nOriginal: English\n\n"
        "**Committee on**\n**Widgets**\n\n**Third session**\n\nVienna, 3–5 April 2018\n\n"
        "**Draft report**\n\n**Addendum**"
    ),
    "capitals and tabs": (
        "UNITED\nNATIONS\tE\n\tDistr.\tLIMITED\n\tE/CN.99/2018/L.1/Add.2\n\t4 April 2018\n"
        "\tORIGINAL: ENGLISH\n\nCommittee on Widgets\nThird session\n"
        "Vienna, from 3–5 April 2018\n\n"
        "Draft report\n\nAddendum"
    ),
}


def masthead(head: str) -> Masthead:
    return read(head + TEXT).masthead


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    found = masthead(SHAPES[shape])
    assert {field: getattr(found, field) for field in FIELDS} == FIELDS
    assert found.key == "E/CN.99/2018/L.1/Add.2"


SYMBOLS = [
    ("E/2018/30\nE/CN.15/2018/15\nReport", ("E/2018/30", "E/CN.15/2018/15"), "masthead"),
    ("E/2018/30–E/CN.15/2018/15\nReport", ("E/2018/30–E/CN.15/2018/15",), "masthead"),
    ("A/68/98*\nReport", ("A/68/98*",), "masthead"),
    ("A/68/98*\n\n* Reissued for technical reasons on 30 July 2013.\n\nReport", ("A/68/98*",),
     "masthead"),
    ("A/RES/78/323\n\nResolution adopted on\n\n[on the report (A/78/L.96)]", ("A/RES/78/323",),
     "masthead"),
    ("Report\n\nThe Group had before it E/2018/30.", (), "not_printed"),
    ("Draft report", (), "not_printed"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "symbols", "where"), SYMBOLS)
def test_symbols(head: str, symbols: tuple[str, ...], where: str) -> None:
    found = masthead(head)
    assert (found.symbols, found.symbol_where) == (symbols, where)
    assert found.key == (symbols[0].rstrip("*") if symbols else "text")


def test_a_running_head_is_the_symbol_where_the_masthead_has_none() -> None:
    found = read("1. X was\n\nA/AC.1/2020/L.1\n\nheld.\n\n2. Y.").masthead
    assert (found.symbols, found.symbol_where) == (("A/AC.1/2020/L.1",), "running_header")


def test_a_running_head_with_another_symbol_is_audited_and_not_taken() -> None:
    document = read("A/AC.1/2020/L.1\n\n1. X was held.\n\nA/AC.1/2020/L.7\n\n2. Y was held.")
    assert document.masthead.symbols == ("A/AC.1/2020/L.1",)
    assert [f.where for f in document.audit if f.kind == "symbol"] == ["A/AC.1/2020/L.7"]


def test_symbols_in_the_text_are_never_the_documents_own() -> None:
    found = read("1. The note (A/AC.1/2020/4) was before it.\n2. A/AC.1/2020/5 was too.").masthead
    assert (found.symbols, found.symbol_where, found.symbol_inferred) == ((), "not_printed", None)


SELF = [
    ("Draft report", "adopted its report (A/AC.1/L.1)", "A/AC.1/L.1"),
    ("Draft report", "adopted the present draft report, as amended (A/AC.1/L.1)", "A/AC.1/L.1"),
    ("Draft report", "adopted its report (A/AC.1/L.1/Add.1)", None),
    ("Draft report", "adopted its report (A/AC.1/L.1 and A/AC.1/L.2)", None),
    ("Draft report", "adopted its report (see below)", None),
    ("Draft report", "adopted the agenda (A/AC.1/L.1)", None),
    ("Draft report\n\nAddendum", "adopted its report (A/AC.1/L.1)", None),
]


@pytest.mark.parametrize(("title", "words", "symbol"), SELF)
def test_self_reference(title: str, words: str, symbol: str | None) -> None:
    found = read(f"{title}\n\n1. The Group {words}.").masthead
    assert found.symbol_inferred == symbol
    assert found.inferred_from == ("para. 1" if symbol else None)
    assert found.symbols == ()


OTHERS = [
    ("V.18-02042 (E)\n*1802042*\nDraft report", "job_number", "V.18-02042 (E)"),
    ("25-11563 (E)    150725\nDraft report", "job_number", "25-11563 (E)"),
    ("English only\nDraft report", "language", "English only"),
    ("Original: English/French\nDraft report", "language", "English/French"),
    ("Distr.: General\nDraft report", "distribution", "General"),
    ("Draft report\nRapporteur: Jawad Ali (Pakistan)", "rapporteur", "Jawad Ali (Pakistan)"),
    (
        "Fifty-sixth session\nAgenda item 98 (f)\nNote by the Secretariat",
        "agenda_items",
        ("98 (f)",),
    ),
    ("Fifty-sixth session\nNote", "session", "Fifty-sixth session"),
    ("New York, 18 February to 26 February 2025\nNote", "dates", "18 February to 26 February 2025"),
    ("Draft report", "body", None),
    ("Draft report", "date", None),
    ("Draft report", "status", "Draft report, date not printed"),
]


@pytest.mark.parametrize(("head", "field", "value"), OTHERS)
def test_other_fields(head: str, field: str, value: object) -> None:
    assert getattr(masthead(head), field) == value


def test_a_bar_code_is_no_body() -> None:
    assert (
        masthead("A/1/2\nV.18-02042 (E)\n\n*1802042*\n\nCommittee on Widgets\nDraft report").body
        == BODY
    )


def test_lines_after_the_title_are_headings_or_outside() -> None:
    document = read(
        "A/1/2\n\nDraft report\n\nThematic discussion of the Committee\n\n1. It was held."
    )
    assert document.paragraphs[0].headings == ("Thematic discussion of the Committee",)
    assert document.masthead.body is None


SESSIONS = [
    ("A/1/2\nDraft report",
     "the third session of the Widget Group and the fourth session of the\nWidget Group",
     ("fourth session", "1")),
    ("Widget Group\nDraft report",
     "the fifth meeting of the Widget Group, the ninth session of the Board",
     ("fifth meeting", "1")),
    ("A/1/2\nDraft report", "the last session of the Widget Group", (None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("head", "words", "expected"), SESSIONS)
def test_session_from_the_text(
    head: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    found = read(f"{head}\n\n1. It met at {words}.").masthead
    assert (found.session, found.session_from) == expected


def test_ordinals_in_words() -> None:
    words = ["Twenty-seventh", "4th", "Twentieth", "ninetieth", "Fifth", "mid-term", "Last", ""]
    assert [ordinal_words(word) for word in words] == [27, 4, 20, 90, 5, None, None, None]


RECORD = (
    "United Nations    A/79/PV.64\nGeneral Assembly    Official Records\nSeventy-ninth session\n"
    "64th plenary meeting\nWednesday, 16 April 2025, 10 a.m.\nNew York\n\n1. The meeting met.\n"
)


def test_a_record_of_a_meeting_bears_its_day_and_its_number() -> None:
    masthead = read(RECORD).masthead
    assert (masthead.title, masthead.date) == ("64th plenary meeting", "16 April 2025")
    assert masthead.body == "General Assembly"


def test_the_session_that_a_report_s_title_is_on() -> None:
    head = (
        "E/2025/26\nCommission on Widgets\n\n# Report on the sixty-third session (3–5 April 2025)\n"
    )
    text = (
        "1. The Board approved the agenda of the sixty-fourth session of the Commission on Widgets."
    )
    found = read(f"{head}\n{text}\n\n2. It met.").masthead
    assert (found.session, found.session_from) == ("sixty-third session", "masthead")


def test_a_session_of_another_body_is_none_of_a_report_s_own() -> None:
    head = "A/80/36\n\n# Report of the Committee on Widgets\n"
    text = "1. It took part in the third session of the Commission on Gadgets."
    assert read(f"{head}\n{text}\n\n2. It met.").masthead.session is None


def test_a_boards_session_and_its_days() -> None:
    head = "DP/2025/6\nDistr.: General\nAnnual session 2025\n2 to 5 June 2025, New York\nReport\n"
    masthead = read(f"{head}\n1. The Board met.\n").masthead
    assert masthead.session == "Annual session 2025"
    assert (masthead.dates, masthead.venue) == ("2 to 5 June 2025", "New York")


def test_a_line_that_goes_on_in_lower_case_is_no_title() -> None:
    head = (
        "A/79/716\nDistr.: General\n\nI refer to the\nstatement in the letter of the Mission to the"
    )
    assert read(f"{head}\nCouncil.\n\n1. It is said here.\n").masthead.title is None


JOINT = """United Nations    A/80/900-E/2025/900
General Assembly    Distr.: General
2 June 2025
Economic and Social Council
English
Original: Arabic, English
and Spanish

General Assembly    Economic and Social Council
Eightieth session    2025 session
Item 18 of the preliminary list    25 July 2024–30 July 2025

Report of the Secretary-General

1. The present report is submitted.

2. It ends.
"""
BOARD = """United Nations    E/ICEF/2025/900
Economic and Social Council    Distr.: Limited
2 June 2025
English
Original: ENGLISH/FRENCH

For decision

Committee on Non-Governmental Organizations
2025 regular session
New York, 20–24 and 29–31 January and 11 February 2025

Note by the Secretariat

1. The note is submitted.

2. It ends.
"""


def test_a_joint_document_names_its_bodies_once() -> None:
    masthead = read(JOINT).masthead
    assert masthead.body == "General Assembly, Economic and Social Council"
    assert masthead.session == "Eightieth session"
    assert masthead.dates is None  # those of the Council's session
    assert masthead.language == "Arabic, English"


def test_sessions_told_by_their_year_and_days_in_several_runs() -> None:
    masthead = read(BOARD).masthead
    assert masthead.body == (
        "Economic and Social Council, Committee on Non-Governmental Organizations"
    )
    assert masthead.session == "2025 regular session"
    assert masthead.venue == "New York"
    assert masthead.dates == "20–24 and 29–31 January and 11 February 2025"
    assert masthead.language == "English/French"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("Report of the Council on its session", "held in Bonn from 4 to 15 June 2014"),
            "Report of the Council on its session held in Bonn from 4 to 15 June 2014",
        ),
        (
            ("Identical letters dated 3 May 2025 from the Permanent Mission of Chad addressed",
             "to the Secretary-General and the President of the Security Council"),
            "Identical letters dated 3 May 2025 from the Permanent Mission of Chad addressed to the"
            " Secretary-General and the President of the Security Council",
        ),
    ],
    ids=["report", "letters"],
)  # fmt: skip
def test_a_title_goes_on_below_in_lower_case(lines: tuple[str, ...], title: str) -> None:
    head = "United Nations\tFCCC/SBSTA/2014/2\n\nDistr.: General\n\n18 July 2014\n\n"
    text = head + "\n".join(lines) + "\n\n1. The session was held.\n\n2. It was closed.\n"
    assert read(text).masthead.title == title


def test_a_cover_that_counts_the_supplement_is_no_unit() -> None:
    cover = "General Assembly\n\nOfficial Records\nNinety-fifth Session\nSupplement No. 19"
    note = "Note\n\nSymbols are composed of letters and figures together."
    text = "1. The Committee met in May.\n\n2. It adopted its report in June.\n"
    document = read("\n\n".join(["A/95/19", cover, note, text]))
    assert not any("Supplement" in unit.text for unit in document)


def test_the_days_below_a_session_that_stands_alone_are_its_own() -> None:
    alone = (
        "E/2025/86\n\nEconomic and Social Council\n2025 session\n25 July 2024–31 July 2025\n\nNote"
    )
    assert masthead(alone).dates == "25 July 2024–31 July 2025"
    bracketed = "A/80/11\n\nGroup\nEighty-fifth session\n(2–20 June 2025)\n\nReport of the Group"
    found = masthead(bracketed)
    assert (found.dates, found.date) == ("2–20 June 2025", None)
