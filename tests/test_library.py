"""The documents on disk: whole, current, and found by any of their names."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import egqa
from egqa.errors import DocumentUnknown, IndexBroken, IndexMissing
from egqa.index import Index
from egqa.library import MANIFEST, Entry, Library, Manifest
from egqa.serial import document_from_json, document_to_json, write_json
from egqa.types import Document
from small_index import SYMBOL, small_document, small_index

SEEDS = Path(__file__).parent.parent / "seeds"


def entry_of(document: Document, library: Library, generation: str = "g1") -> Entry:
    head = document.masthead
    digest = library.save(document, generation)
    units = len(document.paragraphs)
    return Entry(head.key, generation, head.file, head.sha256, "f", "o", units, digest)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two documents, without any store."""
    made = Library(tmp_path)
    entries = [entry_of(small_document(number), made) for number in (1, 2)]
    made.write_manifest(Manifest("", "tiny", "1", {one.key: one for one in entries}))
    return made


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_comes_back_as_it_was_written(path: Path) -> None:
    document = egqa.parse(path)
    back = document_from_json(json.loads(json.dumps(document_to_json(document))))
    assert back == document
    for one, other in zip(back, document, strict=True):
        assert one.chapeau == other.chapeau
        assert one.governed_by == other.governed_by
        assert one.pieces == other.pieces


def test_the_library_reads_what_it_wrote(library: Library) -> None:
    assert library.documents() == (small_document(1), small_document(2))
    with pytest.raises(IndexMissing, match="Nothing has been indexed"):
        Library(library.folder / "none").documents()


@pytest.mark.parametrize("name", [SYMBOL.format(2), "note2.txt", "note2", "crp.2", "CRP. 2"])
def test_a_document_is_found_by_any_name(library: Library, name: str) -> None:
    assert library.find(name) == small_document(2)


def test_a_name_of_none_or_of_two(library: Library) -> None:
    with pytest.raises(DocumentUnknown, match=r"no document 'CRP\.3'") as caught:
        library.find("CRP.3")
    assert SYMBOL.format(1) in caught.value.hint
    manifest = library.read_manifest()
    copy = small_document(1, version=5)
    copy = replace(copy, masthead=replace(copy.masthead, key="other"))
    entry = entry_of(copy, library)
    library.write_manifest(replace(manifest, entries=manifest.entries | {"other": entry}))
    with pytest.raises(DocumentUnknown, match="more than one"):
        library.find("note1.txt")
    assert library.find(SYMBOL.format(1)).masthead.key == SYMBOL.format(1)


def test_a_change_within_one_tick_of_the_clock_is_seen(library: Library) -> None:
    path = library.folder / MANIFEST
    os.utime(path, ns=(0, 0))
    assert len(library.read_manifest().entries) == 2
    assert library.read_manifest() is library.read_manifest()  # not read again
    other = Library(library.folder)
    for _ in range(5):
        stamp = other.write_manifest(other.read_manifest()).stamp
        assert library.read_manifest().stamp == stamp
        assert library.read_manifest().stamp == stamp
    raw = json.loads(path.read_bytes())
    before = library.read_manifest()
    path.write_text(json.dumps(raw | {"stamp": before.stamp[::-1]}))  # in place, the same size
    assert library.read_manifest().stamp == before.stamp[::-1]


def test_the_order_of_adding_leaves_no_trace(tmp_path: Path) -> None:
    for folder, numbers in (("a", (1, 2, 3)), ("b", (3, 1, 2))):
        index = small_index(tmp_path / folder)
        for number in numbers:
            index.add(small_document(number))
    one, other = (Library(tmp_path / folder).read_manifest() for folder in "ab")
    assert list(one.entries) == list(other.entries)
    assert small_index(tmp_path / "a").rank("court") == small_index(tmp_path / "b").rank("court")


def test_a_document_replaced_while_all_are_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = Library.load
    replaced = []

    def load_late(self: Library, entry: Entry) -> Document:
        if not replaced:
            replaced.append(entry)
            new = entry_of(small_document(1, version=2), library, "g2")
            manifest = library.read_manifest()
            library.write_manifest(replace(manifest, entries=manifest.entries | {new.key: new}))
            library.drop(entry.key, "g1")
        return load(self, entry)

    monkeypatch.setattr(Library, "load", load_late)
    assert Library(library.folder).documents() == (small_document(1, version=2), small_document(2))


def test_a_changed_file_is_refused(library: Library) -> None:
    path = library.path(SYMBOL.format(1), "g1")
    path.write_bytes(path.read_bytes().replace(b"thing 1", b"thing 2"))
    with pytest.raises(IndexBroken, match="damaged"):
        library.documents()


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"a": 1})

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(IndexBroken, match="Permission denied") as caught:
        write_json(path, {"a": 2})
    assert caught.value.hint
    assert json.loads(path.read_bytes()) == {"a": 1}
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_the_real_index_keeps_all_its_documents(index: Index) -> None:
    assert index.library.documents() == index.documents()
    assert sum(len(one.paragraphs) for one in index.documents()) == 161
