"""Records and letters that number nothing; symbols and numbers that are in doubt."""

from __future__ import annotations

import json

import pytest

from egqa.cite import cite, cite_all
from egqa.errors import NoParagraphs
from egqa.parse import parse_bytes
from egqa.pinpoints import print_pinpoint, read_pinpoints
from egqa.serial import document_from_json, document_to_json
from egqa.types import Document
from parse_cases import read, texts

RECORD = """United Nations                              S/PV.8998
Security Council
Provisional
8998th meeting

The President: I now give the floor to the representative of the Secretariat, who will brief us.

Ms. Silva: I thank you. The situation on the ground remains very difficult for all.

The President: I thank Ms. Silva for her briefing, and give the floor to those who wish to speak.

The meeting rose at 11 a.m.
"""
LETTER = """A/75/1234
Distr.: General
3 May 2021

Letter dated 30 April 2021 from the Permanent Representative of Brazil

I have the honour to transmit herewith the text of a statement by my Government (see annex).

I should be grateful if you would have the present letter circulated as a document:

(a) Under agenda item 34, on the prevention of armed conflict in the region;

(b) Under agenda item 71, on the promotion and protection of human rights.

(Signed) Ana Silva

Annex to the letter dated 30 April 2021 from the Permanent Representative of Brazil

The Government reiterates its firm commitment to the principles of the Charter.
"""


def test_a_record_is_taken_in_speech_by_speech() -> None:
    document = read_record(RECORD)
    president = "The President"
    speakers = [president, "Ms. Silva", president]
    assert [one.text.split(":")[0] for one in document] == [
        *speakers,
        "The meeting rose at 11 a.m.",
    ]
    assert [one.para for one in document] == [None] * 4
    assert document.masthead.key == "S/PV.8998"
    assert {cite(one) for one in document} == {"S/PV.8998 (not numbered: cannot be pinpointed)"}
    assert cite_all(document.paragraphs) == "S/PV.8998 (not numbered: cannot be pinpointed)"


def read_record(text: str) -> Document:
    """The document; `check` tells units apart by their numbers, which these lack."""
    document = parse_bytes(text.encode(), "record.txt")
    refs = [one.ref for one in document]
    assert len(set(refs)) == len(refs)
    assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document
    return document


def test_a_letter_with_a_list_and_an_annex() -> None:
    document = read_record(LETTER)
    assert [one.ref.para for one in document] == ["#1", "#2", "#3", "#4", "#5", "#6"]
    assert [one.marker for one in document] == ["", "", "(a)", "(b)", "", ""]
    assert document.paragraphs[3].chapeau == (document.paragraphs[1],)
    assert document.paragraphs[5].headings[0].startswith("Annex to the letter")
    assert [one.text for one in document if "Signed" in one.text] == ["(Signed) Ana Silva"]


def test_the_place_of_an_unnumbered_unit_is_never_printed_and_never_read() -> None:
    assert print_pinpoint("#3") == "not numbered"
    assert read_pinpoints("#3") == []


@pytest.mark.parametrize(
    "text",
    [
        "Words without a number, of which there are enough to make up a whole sentence.\n",
        "A/68/98\nGeneral Assembly\nTitle\n",
    ],
)
def test_what_holds_nothing_to_cite_is_refused(text: str) -> None:
    with pytest.raises(NoParagraphs, match=r"nothing says|no numbered"):
        read(text)


def test_a_damaged_symbol_is_shown_as_uncertain() -> None:
    document = read("United Nations  A/68/9O\n\n1. The Group met.\n\n2. It adjourned.\n")
    assert document.masthead.symbols == ("A/68/9O",)
    assert "look alike" in (document.masthead.symbol_doubt or "")
    assert cite(document.paragraphs[0]) == "A/68/9O (symbol uncertain, as read), para. 1"
    assert [one.where for one in document.audit if one.kind == "symbol"] == ["A/68/9O"]


@pytest.mark.parametrize("symbol", ["A /68/98", "a/68/98", "A/C. 3/68/L. 5"])
def test_a_symbol_with_spaces_or_in_lower_case_is_kept_as_read(symbol: str) -> None:
    document = read(f"{symbol}\n\n1. The Group met.\n\n2. It adjourned.\n")
    assert document.masthead.symbols == (symbol,)
    assert document.masthead.symbol_doubt


def test_two_symbols_and_a_reissue() -> None:
    document = read("E/2018/30*\nE/CN.15/2018/15*\n\n1. The Group met.\n\n2. It adjourned.\n")
    assert document.masthead.symbols == ("E/2018/30*", "E/CN.15/2018/15*")
    assert document.masthead.key == "E/2018/30"
    assert document.masthead.symbol_doubt is None


BROKEN = [
    ("1. A met.\n2. B met.\n2. C met.\n3. D met.\n", "2 stands more than once"),
    (
        "1. A met.\n2. B met.\n5. C met.\n6. D met.\n8. E met.\n9. F met.\n",
        "no paragraph 3 to 4 before paragraph 5",
    ),
    ("1. A met.\n3. B met.\n4. C met.\n4. D met.\n5. E met.\n", "4 stands more than once"),
    ("1. A met.\n2. B met.\n1. C met.\n2. D met.\n", "numbering restarts"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_broken_numbering_follows_every_citation(text: str, said: str) -> None:
    document = read(f"A/68/98\n\n{text}")
    assert said in (document.masthead.caution or "")
    first = document.paragraphs[0]
    assert cite(first) == "A/68/98, para. 1 (numbering of this copy is broken)"
    assert cite_all(document.paragraphs[:2]).endswith("(numbering of this copy is broken)")


@pytest.mark.parametrize(
    "text",
    [
        "1. A met.\n2. B met:\n(a) One;\n(c) Two;\n(d) Three.\n3. C met.\n",
        "1. A met.\n2. B met.\n4. C met.\n5. D met.\n",
        "1. A met.\n2. B met.\n\nAnnex I\n\n1. C met.\n2. D met.\n",
    ],
)
def test_an_odd_letter_a_number_left_out_or_an_annex_is_no_broken_numbering(text: str) -> None:
    assert read(f"A/68/98\n\n{text}").masthead.caution is None


def test_the_audit_says_what_was_found() -> None:
    document = read("A/68/98\n\n1. The Group met:\n\n(a) Once;\n\n(b) Twice.\n\n2. It adjourned.\n")
    assert [one.detail for one in document.audit if one.kind == "detected"] == [
        "2 paragraphs, 2 below them"
    ]
    assert list(texts(document)) == ["1", "1(a)", "1(b)", "2"]


SUMMARY = """United Nations                              CCPR/C/SR.8500

Human Rights Committee

Summary record of the 8500th meeting

The meeting was called to order at 3.05 p.m.

1. The Chair invited the delegation to reply to the questions that had been raised.

2. Ms. Novak (Ruritania) said that article 14 of the Constitution guaranteed all of it.

The meeting was suspended at 4.30 p.m. and resumed at 4.45 p.m.

3. Mr. Santos asked whether that had always been so.

The meeting rose at 6 p.m.
"""


def test_what_a_summary_record_says_between_paragraphs_is_of_none() -> None:
    units = [(one.para, one.text) for one in read(SUMMARY) if one.para]
    assert [para for para, _ in units] == ["1", "2", "3"]
    assert units[1][1].endswith("all of it.")
    assert units[2][1].endswith("been so.")
