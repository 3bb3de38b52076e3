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
