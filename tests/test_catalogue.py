"""Documents found by what they are called, without reading them all; what is worked out once."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest

from egqa.catalogue import Catalogue, catalogue_of
from egqa.dates import is_dated
from egqa.index import Index
from egqa.memo import OncePerCollection, OncePerDocument
from egqa.parse import parse_bytes
from egqa.pinpoints import parts_of
from egqa.symbols import ends_with
from egqa.types import Document
from egqa.words import content_stems

TREATY = """A/CONF.99/2021/7

Convention on the Carriage of Letters

Article 1
Use of terms

1. In this Convention "letter" means a written message.

2. A "carrier" carries letters.

Article 2
Scope

1. This Convention applies to all carriers.

(a) Those that carry letters by sea;

(b) Those that carry them by air.
"""


@pytest.fixture(scope="module")
def documents(index: Index) -> tuple[Document, ...]:
    return (*index.documents(), parse_bytes(TREATY.encode(), "treaty.txt"))


def _keys(documents: tuple[Document, ...], test: object) -> tuple[str, ...]:
    return tuple(one.masthead.key for one in documents if test(one))  # type: ignore[operator]


def test_the_tables_find_what_a_look_at_every_document_finds(
    documents: tuple[Document, ...],
) -> None:
    catalogue = catalogue_of(documents)
    for part in ("Add.2", "add 2", "L.1/Add.3", "L.1", "2018/L.1/Add.2", "2021/7", "Rev.9"):
        found = _keys(
            documents,
            lambda one, part=part: any(
                own and ends_with(own, part)
                for own in (*one.masthead.symbols, one.masthead.symbol_inferred)
            ),
        )
        assert catalogue.ending(part) == found
    assert catalogue.ending("L.1/Add.2")
    assert catalogue.ending("2021/7") == ("A/CONF.99/2021/7",)
    for year, month in ((2018, None), (2018, 4), (2019, 3), (1999, None)):
        wanted = _keys(documents, lambda one, y=year, m=month: is_dated(one, y, m))
        assert catalogue.dated(year, month) == wanted
    assert catalogue.dated(2018, None)
    assert catalogue.named("a/conf.99/2021/7") == ("A/CONF.99/2021/7",)
    for number in ("2(q)", "1", "art.2:1", "99"):
        having = {one.masthead.key for one in documents for unit in one if unit.para == number}
        assert having <= {one.masthead.key for one in catalogue.holding([number])}
    assert catalogue.holding(["no such"]) == []


def test_provisions_are_found_in_the_order_of_the_document(
    documents: tuple[Document, ...],
) -> None:
    found = catalogue_of(documents).provisions({"art.2", "art.1"})
    treaty = documents[-1]
    assert found == [one.ref for one in treaty if one.parent is None and parts_of(one.para or "")]
    assert len(found) == 3


def test_the_clauses_of_an_act_are_found_without_its_preamble() -> None:
    text = (
        "Report\n\nDecision {}/CP.3\n\nThe Conference,\n\nRecalling lamps,\n\n"
        "1. Decides to {};\n\n2. Thanks all.\n\n"
    )
    both = "".join(text.format(at, act) for at, act in ((1, "light lamps"), (2, "sell lamps")))
    document = parse_bytes(both.encode(), "acts.txt")
    other = parse_bytes(both.replace("lamps", "bells").encode(), "others.txt")
    catalogue = Catalogue([document, other])
    found = [ref.para for ref in catalogue.clauses_of_act({"dec.2/cp.3"})]
    assert found == 2 * ["dec.2/cp.3:1", "dec.2/cp.3:2"]
    theirs = catalogue.clauses_of_act({"dec.2/cp.3"}, [other.masthead.key])
    assert [ref.key for ref in theirs] == 2 * [other.masthead.key]
    assert catalogue.clauses_of_act({"dec.9/cp.3"}) == []


def test_a_title_is_found_by_its_first_words(documents: tuple[Document, ...]) -> None:
    made = [
        replace(one, masthead=replace(one.masthead, title=title))
        for one, title in zip(
            documents,
            ("Carriage of letters", "Carriage of letters by sea", "Carriage of goods", None),
            strict=False,
        )
    ]
    catalogue = Catalogue(made)

    def entitled(text: str) -> tuple[tuple[str, ...], int]:
        return catalogue.entitled([content_stems(word) for word in text.split()])

    first, second, *_ = (one.masthead.key for one in made)
    assert entitled("the carriage of letters now") == ((first, second), 4)
    assert entitled("carriage of letters by sea") == ((second,), 5)
    assert entitled("carriage of horses") == ((), 0)
    assert entitled("") == ((), 0)


def test_all_tables_can_be_made_before_a_question_needs_one(
    documents: tuple[Document, ...],
) -> None:
    catalogue = Catalogue(documents)
    before = set(vars(catalogue))
    catalogue.warm()
    made = set(vars(catalogue)) - before
    catalogue.named("A/1"), catalogue.ending("Add.1"), catalogue.holding(["1"])
    assert len(made) >= 8
    assert set(vars(catalogue)) - before == made


def test_documents_come_in_their_own_order_and_once(documents: tuple[Document, ...]) -> None:
    keys = [one.masthead.key for one in documents]
    found = catalogue_of(documents).of([*reversed(keys), keys[0], "none"])
    assert [one.masthead.key for one in found] == keys


def test_a_catalogue_is_made_once_for_the_same_documents(documents: tuple[Document, ...]) -> None:
    assert catalogue_of(documents) is catalogue_of(list(documents))
    assert catalogue_of(documents) is not catalogue_of(documents[:2])
    changed = list(documents)
    first = catalogue_of(changed)
    changed.pop()
    assert catalogue_of(changed) is not first


def test_what_is_worked_out_of_a_document_goes_with_the_collections_that_hold_it() -> None:
    made: list[str] = []

    @OncePerDocument
    def worked_out(document: Document) -> int:
        made.append(document.masthead.key)
        return len(document.paragraphs)

    @OncePerCollection
    def whole(documents: object) -> int:
        return sum(map(worked_out, documents))  # type: ignore[call-overload, no-any-return]

    def make(number: int) -> Document:
        return parse_bytes(f"A/AC.99/{number}\n\n1. Text {number}.\n".encode(), f"{number}.txt")

    kept = tuple(make(at) for at in range(3))
    assert whole(kept) == 3
    for at in range(10, 330):
        assert whole((*kept, make(at))) == 4
    assert made.count(kept[0].masthead.key) == 1
    gc.collect()
    assert len(worked_out._known) < 330
    assert worked_out.__name__ == "worked_out"


def test_documents_without_units_are_not_taken_for_one_another(
    documents: tuple[Document, ...],
) -> None:
    one, other = (replace(document, paragraphs=()) for document in documents[:2])
    assert catalogue_of((one,)).of([one.masthead.key]) == [one]
    assert catalogue_of((other,)).of([other.masthead.key]) == [other]
    renamed = replace(one, masthead=replace(one.masthead, title="Lions"))
    assert catalogue_of((renamed,)).documents == (renamed,)
