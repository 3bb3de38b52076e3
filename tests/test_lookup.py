"""A citation in any usual spelling names its unit."""

from __future__ import annotations

import pytest

from egqa.cite import cite
from egqa.errors import DocumentUnknown
from egqa.index import Index
from egqa.lookup import find_cited
from egqa.parse import parse_bytes
from egqa.types import Document

ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"


@pytest.fixture(scope="module")
def documents(index: Index) -> tuple[Document, ...]:
    return index.documents()


def named(citation: str, documents: tuple[Document, ...]) -> list[str]:
    document, paragraphs = find_cited(citation, documents)
    assert document.masthead.key == ADD2
    return [one.para or "" for one in paragraphs]


@pytest.mark.parametrize(
    ("pinpoint", "numbers"),
    [
        ("para 2(q)", ["2(q)"]),
        ("para. 2 (q)", ["2(q)"]),
        ("2 (q)", ["2(q)"]),
        ("2(q)", ["2(q)"]),
        ("¶ 2(q)", ["2(q)"]),
        ("§2(q)", ["2(q)"]),
        ("PARA. 2 (Q)", ["2(q)"]),
        ("paragraph 2, sub-paragraph (q)", ["2(q)"]),
        ("para. 2, item (q)", ["2(q)"]),
        ("sub-paragraph (q) of paragraph 2", ["2(q)"]),
        ("subparagraph 2 (q)", ["2(q)"]),
        ("para. 2q", ["2(q)"]),
        ("2q", ["2(q)"]),
        ("2 Q", ["2(q)"]),
        ("2l(ii)", ["2(l)(ii)"]),
        ("para. 2 (l) (ii)", ["2(l)(ii)"]),
        ("paragraph 2 (l), subparagraph (ii)", ["2(l)(ii)"]),
        ("2", ["2"]),
        ("para. 2", ["2"]),
        ("paras. 2 (b) to (d)", ["2(b)", "2(c)", "2(d)"]),
        ("2(b)–(d)", ["2(b)", "2(c)", "2(d)"]),
        ("paras. 2 (q) and (r)", ["2(q)", "2(r)"]),
        ("paras. 1-2", ["1", "2"]),
        ("", []),
    ],
)
def test_any_spelling_of_a_pinpoint(
    pinpoint: str, numbers: list[str], documents: tuple[Document, ...]
) -> None:
    assert named(f"{ADD2}, {pinpoint}", documents) == numbers
    assert named(f"Add.2 {pinpoint}", documents) == numbers


@pytest.mark.parametrize(
    "citation",
    [
        f"{ADD2}, para. 2 (q)",
        f"{ADD2.lower()} para 2(q)",
        "L.1/Add.2, para. 2 (q)",
        "Add.2, para. 2 (q)",
        "add 2 para 2(q)",
        "“Add.2”, para. 2 (q)",
        "para. 2 (q) of Add.2",
        f"para. 2 (q) of {ADD2}",
        "para 2(q), Add.2",
        "000_205aeeef8e0abb39.txt, para. 2 (q)",
        "000_205aeeef8e0abb39 2(q)",
    ],
)
def test_any_name_of_a_document(citation: str, documents: tuple[Document, ...]) -> None:
    assert named(citation, documents) == ["2(q)"]


def test_every_citation_we_print_is_found(documents: tuple[Document, ...]) -> None:
    for document in documents:
        for paragraph in document:
            assert find_cited(cite(paragraph), documents) == (document, [paragraph])


@pytest.mark.parametrize(
    ("citation", "message", "hint"),
    [
        (f"{ADD2}, para. 99", "has no para. 99", "1 to 2"),
        (f"{ADD2}, para. 2 (zz)", r"has no para. 2 \(zz\)", "2(a)"),
        (f"{ADD2}, paras. 1-99", "has no para. 99", "1 to 2"),
        (f"{ADD2}, hello", "hello", "para. 2"),
        (f"{ADD2}, para. x", "para. x", "para. 2"),
        ("A/68/98, para. 2", "no document 'A/68/98'", ADD2),
        ("2(q)", "names no document", ADD2),
        ("", "no document", ADD2),
        ("L.1/Add.9 para 2", "no document", ADD2),
    ],
)
def test_what_is_not_there(
    citation: str, message: str, hint: str, documents: tuple[Document, ...]
) -> None:
    with pytest.raises(DocumentUnknown, match=message) as caught:
        find_cited(citation, documents)
    assert hint in caught.value.hint


def test_a_lone_document_need_not_be_named() -> None:
    document = parse_bytes(b"1. One is here.\n\n2. Two is here.\n", "note.txt")
    assert find_cited("para. 2", [document])[1] == [document.paragraphs[1]]


PARTS = """FCCC/PA/CMA/2016/3/Add.1

Decision 1/CMA.1

The Conference of the Parties,

Recalling its decision,

1. Welcomes the report of the group;

2. Adopts the annex.

Decision 2/CMA.1

Decides that it should be understood that:

(a) The first rule applies:

(i) To some of them;

(ii) To others of them.

Annex

Article 1

The words are used in their usual sense.

Article 2

1. Each Party shall take measures.

2. Each Party shall report.
"""


def test_every_citation_that_is_printed_is_found_again() -> None:
    plain = parse_bytes(b"A/68/98\n\n1. A met.\n\n2. B met.\n\n2. C met.\n\n3. D met.", "a.txt")
    parted = parse_bytes(PARTS.encode(), "b.txt")
    for document in (plain, parted):
        for paragraph in document:
            found = find_cited(cite(paragraph), (plain, parted))
            assert found == (document, [paragraph] if paragraph.para else [])


@pytest.mark.parametrize(
    ("pinpoint", "number"),
    [
        ("decision 2/CMA.1 (a) (i)", "dec.2/cma.1:(a)(i)"),
        ("dec. 2/CMA.1, sub-paragraph (a)", "dec.2/cma.1:(a)"),
        ("decision 2/CMA.1, annex, article 2, paragraph 1", "dec.2/cma.1/annex/art.2:1"),
    ],
)
def test_a_unit_in_a_part_in_other_spellings(pinpoint: str, number: str) -> None:
    document = parse_bytes(PARTS.encode(), "b.txt")
    assert [one.para for one in document][-1] is not None
    _, found = find_cited(f"FCCC/PA/CMA/2016/3/Add.1, {pinpoint}", (document,))
    assert [one.para for one in found] == [number]


def test_a_part_that_is_not_there_is_never_answered_from_the_body():
    body = ["A/C.3/99/7", "1. The body speaks."]
    annex = ["Annex I", "Rules", "1. The annex speaks.", "2. It rests."]
    text = "\n\n".join([*body, *annex])
    document = parse_bytes(text.encode(), "7.txt")
    assert [one.para for one in document] == ["1", "annexi:1", "annexi:2"]
    assert find_cited("A/C.3/99/7, annex I, para. 1", (document,))[1][0].text == "The annex speaks."
    with pytest.raises(DocumentUnknown, match="annex II") as error:
        find_cited("A/C.3/99/7, annex II, para. 1", (document,))
    assert "annexi" in error.value.hint


def test_an_enclosure_is_found_with_its_annex_or_without() -> None:
    letter = "I have the honour to transmit to you the report on the matter (see enclosure)."
    text = f"A/C.3/99/7\n\n# Annex\n\n{letter}\n\n# Enclosure\n\n1. It speaks.\n\n2. It rests."
    document = parse_bytes(text.encode(), "7.txt")
    for said in ("annex, enclosure, para. 2", "enclosure, para. 2"):
        found = find_cited(f"A/C.3/99/7, {said}", (document,))[1]
        assert [one.para for one in found] == ["annex/enclosure:2"]
