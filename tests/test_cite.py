"""Citations as printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egqa.cite import cite, cite_all, link_of, name_document, short_name
from egqa.parse import parse_bytes
from egqa.types import Masthead, Paragraph, Piece, Pinpoint

PLAIN = Masthead("k", "file.txt", "0" * 64)
PRINTED = replace(PLAIN, symbols=("A/68/98", "A/68/98*"), symbol_where="masthead")


@pytest.mark.parametrize(
    ("masthead", "name"),
    [
        (PRINTED, "A/68/98"),
        (replace(PRINTED, symbol_where="catalogue"), "A/68/98 (symbol from catalogue)"),
        (
            replace(PLAIN, symbol_inferred="A/C.3/72/L.1", inferred_from="para. 31"),
            "A/C.3/72/L.1 (symbol inferred from para. 31)",
        ),
        (
            replace(PLAIN, body="Expert Group", title="Draft report", date="28 March 2019"),
            "[symbol not printed] Expert Group, Draft report (28 March 2019)",
        ),
        (PLAIN, "[symbol not printed] file.txt"),
    ],
)
def test_how_a_document_is_named(masthead: Masthead, name: str) -> None:
    assert name_document(masthead) == name


@pytest.mark.parametrize(
    ("number", "citation"),
    [
        ("2(l)(ii)", "A/68/98, para. 2 (l) (ii)"),
        ("annexi:10(a)", "A/68/98, annex I, para. 10 (a)"),
        (None, "A/68/98 (not numbered: cannot be pinpointed)"),
    ],
)
def test_how_a_unit_is_cited(number: str | None, citation: str) -> None:
    pinpoint = Pinpoint(number) if number else None
    assert cite(Paragraph(PRINTED, pinpoint, "Words.", (Piece(0, 6, 0),))) == citation


def test_several_units_in_one_citation() -> None:
    text = b"A/68/98\n\n5. One is here.\n\n6. Two is here.\n\n7. Three is here.\n"
    units = parse_bytes(text, "a.txt").paragraphs
    assert cite_all(units[:2]) == "A/68/98, paras. 5 and 6"
    assert cite_all(units) == "A/68/98, paras. 5–7"


@pytest.mark.parametrize(
    ("masthead", "name"),
    [
        (
            replace(PRINTED, title="Draft report, part two", date="28 March 2019"),
            "the draft report of 28 March 2019",
        ),
        (replace(PRINTED, title="Draft report"), "the draft report A/68/98"),
        (replace(PRINTED, title="UNODC paper"), "the UNODC paper A/68/98"),
        (replace(PLAIN, title=""), "the document"),
        (replace(PLAIN, title=", "), "the document"),
        (PLAIN, "the document"),
    ],
)
def test_the_short_name(masthead: Masthead, name: str) -> None:
    assert short_name(masthead) == name


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Draft report; Addendum", "the draft report of 4 April 2018"),
        ("78/323. International Day of Markhor", "the General Assembly’s resolution 78/323"),
        ("Note by the Secretary-General on what was done last year", "the note A/RES/78/323"),
        ("Draft resolution submitted by the Chair", "the draft resolution A/RES/78/323"),
        ("What was done about lakes in the year that ended", "the document A/RES/78/323"),
    ],
)
def test_a_document_in_a_sentence_is_called_by_its_kind_or_its_symbol(title, named):
    head = Masthead(
        key="A/RES/78/323", file="x.pdf", sha256="", symbols=("A/RES/78/323",),
        title=title, date="4 April 2018",
    )  # fmt: skip
    assert short_name(head) == named


def test_a_link_is_offered_only_for_a_symbol_that_is_printed_beyond_doubt():
    head = Masthead(
        key="A/RES/78/323", file="x.pdf", sha256="", symbols=("A/RES/78/323",),
        symbol_where="running_header",
    )  # fmt: skip
    assert link_of(head) == "https://docs.un.org/en/A/RES/78/323"
    assert link_of(replace(head, symbol_doubt="“A/RE5” is no organ")) is None
    assert link_of(replace(head, symbol_where="catalogue")) is None
    assert link_of(replace(head, symbols=())) is None
