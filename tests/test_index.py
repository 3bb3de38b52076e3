"""Adding, replacing, removing and searching, and what is said when the index cannot be used."""

from __future__ import annotations

import errno
import gc
import json
import os
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import egqa
import egqa.state
from egqa import embed, writer
from egqa.errors import (
    DocumentUnknown,
    IndexBroken,
    IndexBusy,
    IndexMismatch,
    IndexMissing,
)
from egqa.index import Index
from egqa.library import MANIFEST, Library
from egqa.parse import parse_bytes
from egqa.store import Store
from egqa.types import UnitRef
from small_index import SYMBOL, small_document, small_index, tiny_embedder

KINDS = ("text", "context", "sentence")


@pytest.fixture
def small(tmp_path: Path) -> Index:
    """Three small documents in a folder of their own."""
    index = small_index(tmp_path / "index")
    for number in (1, 2, 3):
        index.add(small_document(number), origin=f"note{number}.txt")
    return index


@pytest.fixture(params=["held", "searched"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index small enough to be held in memory, and one that is searched in the store."""
    if request.param == "searched":
        monkeypatch.setattr("egqa.state.HELD", 0)


def stored(folder: Path) -> dict[str, list[str]]:
    """Everything Chroma holds: the ids of each collection, seen by a new client."""
    store = Store(folder)
    return {
        name: sorted(collection.get(include=[])["ids"])
        for name, collection in store._collections.items()
    }


def generations(folder: Path) -> dict[str, str]:
    entries = Library(folder).read_manifest().entries
    return {key: entry.generation for key, entry in entries.items()}


def assert_tidy(folder: Path) -> None:
    """Nothing is left of any generation but the current ones."""
    current = generations(folder)
    held = stored(folder)
    for kind in KINDS:
        vectors = {id_.rsplit("\t", 2)[0] for id_ in held[kind]}
        assert vectors == {f"{generation}\t{key}" for key, generation in current.items()}
    assert held["document"] == sorted(current)
    entries = Library(folder).read_manifest().entries.values()
    assert {path.name for path in (folder / "documents").iterdir()} == {
        Library(folder).path(entry.key, entry.generation).name for entry in entries
    }
    assert not (folder / "pending.json").exists()
    assert not list(folder.rglob(".new-*"))


def found(index: Index, text: str, **where: Any) -> set[UnitRef]:
    return {ref for ranking in index.rank(text, **where) for ref in ranking.scores}


# ── adding and removing ──────────────────────────────────────────────────────────────────────


def test_adding_the_same_again_changes_nothing(small: Index) -> None:
    before = (small.folder / MANIFEST).read_bytes()
    outcome = small.add(small_document(1), origin="note1.txt")
    assert (outcome.outcome, outcome.units) == ("unchanged", 6)
    assert (small.folder / MANIFEST).read_bytes() == before
    assert len(small.documents()) == 3


def test_the_same_bytes_under_another_name_are_a_copy(small: Index) -> None:
    same = small_document(1)
    renamed = parse_bytes(same.source.encode(), "other.txt")
    outcome = small.add(renamed, origin="other.txt")
    assert (outcome.outcome, outcome.key) == ("copy", same.masthead.key)
    assert "note1.txt" in outcome.note
    assert len(small.documents()) == 3


@pytest.mark.usefixtures("either")
def test_a_changed_file_replaces_all_its_old_units(small: Index) -> None:
    old = generations(small.folder)
    outcome = small.add(small_document(1, version=2, units=3), origin="note1.txt")
    assert outcome.outcome == "replaced"
    key = SYMBOL.format(1)
    assert [one.para for one in small.document(key)] == ["1", "2", "3"]
    assert small.paragraph(UnitRef(key, "4")) is None
    assert UnitRef(key, "4") not in found(small, "version 1 of 1 says thing 4")
    assert not any(old[key] in id_ for ids in stored(small.folder).values() for id_ in ids)
    assert_tidy(small.folder)


def test_a_changed_file_may_change_its_key(small: Index) -> None:
    text = small_document(1).source.replace(SYMBOL.format(1), SYMBOL.format(9))
    outcome = small.add(parse_bytes(text.encode(), "note1.txt"), origin="note1.txt")
    assert (outcome.outcome, outcome.key) == ("replaced", SYMBOL.format(9))
    assert set(generations(small.folder)) == {SYMBOL.format(n) for n in (2, 3, 9)}
    assert_tidy(small.folder)


def test_a_file_that_becomes_a_copy_of_another_takes_its_old_units_along(small: Index) -> None:
    copy = parse_bytes(small_document(2).source.encode(), "note1.txt")
    outcome = small.add(copy, origin="note1.txt")
    assert (outcome.outcome, outcome.key) == ("copy", SYMBOL.format(2))
    assert SYMBOL.format(1) in outcome.note
    assert set(generations(small.folder)) == {SYMBOL.format(2), SYMBOL.format(3)}
    assert_tidy(small.folder)


def test_removing_removes_everywhere(small: Index) -> None:
    key = SYMBOL.format(2)
    assert small.remove("note2.txt").key == key
    assert small.paragraph(UnitRef(key, "1")) is None
    assert not any(ref.key == key for ref in found(small, "version 1 of 2 says thing 1"))
    assert not any(key in id_ for ids in stored(small.folder).values() for id_ in ids)
    assert_tidy(small.folder)
    with pytest.raises(DocumentUnknown):
        small.remove(key)


@pytest.mark.parametrize("name", [SYMBOL.format(2), "note2.txt", "note2", "CRP.2", "crp 2"])
def test_a_document_is_removed_by_any_of_its_names(small: Index, name: str) -> None:
    assert small.remove(name).key == SYMBOL.format(2)


def test_everything_may_be_removed_and_added_again(small: Index) -> None:
    for number in (1, 2, 3):
        small.remove(f"note{number}.txt")
    assert small.documents() == ()
    assert small.rank("anything") == []
    assert small_index(small.folder).documents() == ()
    small.add(small_document(1))
    assert found(small, "says thing 1")


def test_an_emptied_index_takes_another_model(small: Index) -> None:
    for number in (1, 2, 3):
        small.remove(f"note{number}.txt")
    other = Index(small.folder, embedder=tiny_embedder("other", dimension=16))
    other.add(small_document(1))
    assert found(other, "says thing 1")


def test_another_file_with_the_same_symbol_is_kept_beside_it(small: Index) -> None:
    outcome = small.add(small_document(1, version=7), origin="elsewhere/note1.txt")
    assert (outcome.outcome, outcome.key) == ("added", SYMBOL.format(1) + "~2")
    assert "another copy" in outcome.note
    third = small.add(small_document(1, version=8), origin="third/note1.txt")
    assert third.key == SYMBOL.format(1) + "~3"
    ref = UnitRef(SYMBOL.format(1) + "~2", "1")
    paragraph = small.paragraph(ref)
    assert paragraph is not None
    assert "version 7" in paragraph.text
    assert ref in found(small, paragraph.text)
    again = small.add(small_document(1, version=9), origin="elsewhere/note1.txt")
    assert (again.outcome, again.key) == ("replaced", SYMBOL.format(1) + "~2")
    assert_tidy(small.folder)


def test_a_key_may_hold_anything_a_file_name_may(tmp_path: Path) -> None:
    index = small_index(tmp_path)
    text = "1. Courts shall sit.\n\n2. Clouds may be searched.\n"
    key = index.add(parse_bytes(text.encode(), "a\tb “c” <d>.txt")).key
    assert UnitRef(key, "2") in found(index, "clouds searched")
    assert UnitRef(key, "2") in found(index, "clouds searched", documents=[key])
    assert_tidy(tmp_path)


# ── searching ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("either")
def test_the_real_index_ranks_every_unit_by_four_rankers(index: Index) -> None:
    rankings = index.rank("training of judges on electronic evidence")
    assert [one.name for one in rankings] == [*KINDS, "lexical"]
    units = {one.ref for document in index.documents() for one in document}
    assert len(units) == 161
    for ranking in rankings[:3]:
        assert set(ranking.scores) == units
        assert all(-1.001 <= score <= 1.001 for score in ranking.scores.values())
    assert all(score > 0 for score in rankings[3].scores.values())


@pytest.mark.usefixtures("either")
def test_naming_documents_scores_theirs_alone_and_alike(index: Index) -> None:
    index = Index(index.folder, embedder=index.embedder())
    question = "training of judges on electronic evidence"
    everything = index.rank(question)
    key = index.documents()[1].masthead.key
    within = index.rank(question, documents=[key])
    for some, every in zip(within, everything, strict=True):
        wanted = {ref: score for ref, score in every.scores.items() if ref.key == key}
        assert {ref: some.scores[ref] for ref in wanted} == pytest.approx(wanted, abs=1e-3)
        assert {ref.key for ref in some.scores} <= {key}
        # A search of all gives only the best units, of the documents named each is scored.
        lowest = min(wanted.values(), default=0.0)
        assert all(some.scores[ref] <= lowest + 1e-3 for ref in some.scores.keys() - wanted)
    assert all(len(one.scores) == len(index.document(key).paragraphs) for one in within[:3])
    assert index.rank(question, documents=[key]) == within  # from memory the second time
    other = index.documents()[3].masthead.key
    both = index.rank(question, documents=[key, other])  # one from memory, one from the store
    alone = index.rank(question, documents=[other])
    for first, second, of_both in zip(within[:3], alone, both, strict=False):
        assert of_both.scores == pytest.approx({**first.scores, **second.scores}, abs=1e-6)
    assert {ref.key for ref in found(index, question, documents=["no such"])} > {key}


def test_of_many_units_the_best_are_given_and_those_of_documents_named(
    small: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = small.rank("court and treaty")
    monkeypatch.setattr("egqa.state.DEPTH", 4)
    key = SYMBOL.format(2)
    for all_of_it, best, always in zip(
        everything,
        small.rank("court and treaty"),
        small.rank("court and treaty", always=[key]),
        strict=True,
    ):
        assert sorted(best.scores.values()) == sorted(all_of_it.scores.values())[-4:]
        theirs = [score for ref, score in all_of_it.scores.items() if ref.key == key]
        given = [score for ref, score in always.scores.items() if ref.key == key]
        assert sorted(given)[-4:] == sorted(theirs)[-4:]
        others = {ref: score for ref, score in best.scores.items() if ref.key != key}
        assert others == {ref: score for ref, score in always.scores.items() if ref.key != key}


@pytest.mark.usefixtures("either")
def test_what_a_writer_adds_keeps_no_reader_waiting(
    small: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egqa.index._PATIENCE", 0.01)
    reader = small_index(small.folder)
    wanted = reader.rank("court and treaty")
    added = iter(range(10, 99))

    def rank_while_another_adds(*given: Any) -> Any:
        small.add(small_document(next(added)))
        return rank(*given)

    rank = egqa.state.rank
    monkeypatch.setattr("egqa.index.rank", rank_while_another_adds)
    for one, before in zip(reader.rank("court and treaty"), wanted, strict=True):
        assert one.scores == before.scores
    assert len(reader.documents()) == 4


def test_the_last_words_of_a_long_unit_are_found(tmp_path: Path, index: Index) -> None:
    filler = "".join(
        f"The Committee recalled mandate {at} and thanked host country {at} warmly. "
        for at in range(280)
    )
    last = "Penguins were observed nesting beneath the southern radio telescope."
    text = f"1. {filler}{last}\n\n2. Delegations exchanged views on travel budgets.\n"
    assert len(text.split()) > 3_000
    long = Index(tmp_path, embedder=index.embedder())
    key = long.add(parse_bytes(text.encode(), "long.txt")).key
    rankings = {one.name: one.scores for one in long.rank("penguins nesting under a telescope")}
    for kind in KINDS:
        assert rankings[kind][UnitRef(key, "1")] > rankings[kind][UnitRef(key, "2")] + 0.2
    embedder = index.embedder()
    document = long.documents()[0]
    for kind in embed.KINDS:
        for piece in embed.pieces_of(document, kind, embedder):
            assert embedder.count_tokens(piece.text) <= embedder.max_tokens


def test_windows_fit_and_lose_no_word() -> None:
    embedder = tiny_embedder()
    words = [f"w{at}" for at in range(1_000)]
    windows = embed.split_windows(" ".join(words), embedder)
    assert all(embedder.count_tokens(one) <= embedder.max_tokens for one in windows)
    assert {word for one in windows for word in one.split()} == set(words)
    letters = tiny_embedder()
    narrow = type(letters)("n", 8, len, letters.embed_texts, letters.embed_query)
    assert "".join(embed.split_windows("x" * 100, narrow)) == "x" * 100


def test_uncommitted_vectors_take_nobodys_place(
    small: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egqa.state.HELD", 0)
    monkeypatch.setattr("egqa.store._NEIGHBOURS", dict.fromkeys(KINDS, 8))
    wanted = small.rank("court and treaty")
    stray = small_document(4, units=60)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "commit", raise_died)
        with pytest.raises(Died):
            small.add(stray)
    held = small_index(small.folder)
    with small.writing():  # so that it cannot be mended
        seen = ranked_without_lock(held, "court and treaty", small.folder)
    for one, other in zip(seen, wanted, strict=True):  # units may tie for the last place
        assert sorted(one.scores.values()) == pytest.approx(sorted(other.scores.values()))
        assert {ref.key for ref in one.scores} <= set(generations(small.folder))
    assert len(small_index(small.folder).documents()) == 3
    assert_tidy(small.folder)


def ranked_without_lock(index: Index, text: str, folder: Path) -> Any:
    """What a thread that does not hold the lock is answered."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(index.rank(text)))
    thread.start()
    thread.join()
    assert (folder / "pending.json").exists()
    return answers[0]


class Died(BaseException):
    """What stands for the end of a process."""


def raise_died(*_: object, **__: object) -> None:
    raise Died


# ── refusals ─────────────────────────────────────────────────────────────────────────────────


def test_nothing_indexed(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexMissing) as caught:
            small_index(folder).documents()
        assert "egqa add" in caught.value.hint
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexMissing):
        small_index(tmp_path / "file").documents()
    with pytest.raises(IndexBroken):
        small_index(tmp_path / "file").add(small_document(1))


def test_another_embedding_model_is_refused(small: Index) -> None:
    other = Index(small.folder, embedder=tiny_embedder("other"))
    for act in (other.documents, lambda: other.rank("x"), lambda: other.add(small_document(4))):
        with pytest.raises(IndexMismatch) as caught:
            act()
        assert "'tiny'" in str(caught.value)
        assert "'other'" in str(caught.value)
        assert "EGQA_EMBEDDING" in caught.value.hint
    assert_tidy(small.folder)


def test_another_parser_version_is_refused_until_all_are_added_again(
    small: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PARSER_VERSION", "next")
    changed = small_index(small.folder)
    with pytest.raises(IndexMismatch, match="parser version") as caught:
        changed.documents()
    assert "egqa add" in caught.value.hint
    for number in (1, 2):
        outcome = changed.add(small_document(number), origin=f"note{number}.txt")
        assert outcome.outcome == "replaced"
    with pytest.raises(IndexMismatch, match=r"1 of the 3 .*note3\.txt"):
        changed.documents()
    changed.remove("note3.txt")
    assert len(changed.documents()) == 2
    assert_tidy(small.folder)


def damage_manifest_text(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"\xff\x00 not json")


def damage_manifest_shape(folder: Path) -> None:
    raw = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(raw | {"documents": [1, 2]}))


def damage_manifest_list(folder: Path) -> None:
    (folder / MANIFEST).write_text("[]")


def damage_manifest_format(folder: Path) -> None:
    raw = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(raw | {"format": 99}))


def damage_document_cut(folder: Path) -> None:
    path = next((folder / "documents").iterdir())
    path.write_bytes(path.read_bytes()[:200])


def damage_document_word(folder: Path) -> None:
    path = next((folder / "documents").iterdir())
    path.write_bytes(path.read_bytes().replace(b"says", b"said"))


def damage_document_gone(folder: Path) -> None:
    next((folder / "documents").iterdir()).unlink()


def damage_chroma_bytes(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"not a database " * 500)


def damage_chroma_cut(folder: Path) -> None:
    path = folder / "chroma" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_chroma_empty(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"")


def damage_chroma_gone(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").unlink()


@pytest.mark.parametrize(
    "damage",
    [value for name, value in sorted(globals().items()) if name.startswith("damage_")],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_index_is_named_and_not_quoted(small: Index, damage: Any) -> None:
    damage(small.folder)
    with pytest.raises(IndexBroken) as caught:
        small_index(small.folder).rank("court")
    assert caught.value.hint
    assert str(small.folder) in caught.value.message


def test_vectors_of_another_index_are_refused(small: Index, tmp_path: Path) -> None:
    other = small_index(tmp_path / "other")
    other.add(small_document(5))
    for path in (small.folder / "chroma").rglob("*"):
        if path.is_file():
            path.unlink()
    database = other.folder / "chroma" / "chroma.sqlite3"
    (small.folder / "chroma" / "chroma.sqlite3").write_bytes(database.read_bytes())
    with pytest.raises(IndexBroken, match="vectors"):
        small_index(small.folder).documents()


@pytest.fixture(params=["rename", "write", "lock"])
def full_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No space is left: at the rename, at the write, or at the very first file."""
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuse(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        if request.param == "rename":
            patched.setattr(os, "replace", refuse)
        elif request.param == "write":
            patched.setattr(os, "fsync", refuse)
        else:
            patched.setattr("filelock.FileLock.acquire", refuse)
        yield


def test_a_full_disk_is_named_and_loses_nothing(small: Index, full_disk: None) -> None:
    before = (small.folder / MANIFEST).read_bytes()
    with pytest.raises(IndexBroken, match="No space left") as caught:
        small.add(small_document(1, version=2), origin="note1.txt")
    assert "disk" in caught.value.hint
    with pytest.raises(IndexBroken, match="No space left"):
        small.remove("note2.txt")
    assert (small.folder / MANIFEST).read_bytes() == before
    assert len(small_index(small.folder).documents()) == 3


def test_the_disk_fills_up_in_the_store(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("error returned from database: (code: 13) database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("llama_index.vector_stores.chroma.ChromaVectorStore.add", refuse)
        with pytest.raises(IndexBroken, match="disk is full"):
            small.add(small_document(1, version=2), origin="note1.txt")
    assert small.add(small_document(1, version=2), origin="note1.txt").outcome == "replaced"
    assert_tidy(small.folder)


def test_no_panic_of_the_store_escapes(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})
    monkeypatch.setattr(Store, "records", raise_panic(panic))
    with pytest.raises(IndexBroken, match="index out of range"):
        small_index(small.folder).documents()


def raise_panic(panic: type[BaseException]) -> Any:
    def raising(self: Store) -> None:
        from egqa.connect import door

        with door(self.folder):
            raise panic("index out of range")

    return raising


# ── threads and other indexes of one process ─────────────────────────────────────────────────


def test_two_writers_in_one_process(small: Index) -> None:
    other = small_index(small.folder)
    with small.writing(), pytest.raises(IndexBusy) as caught, other.writing():
        pass
    assert caught.value.hint
    with small.writing(), small.writing():
        small.remove("note1.txt")
        small.add(small_document(4))
    with other.writing():
        other.add(small_document(5))
    assert_tidy(small.folder)


@pytest.mark.usefixtures("either")
def test_indexes_of_one_process_see_each_others_writes(small: Index, tmp_path: Path) -> None:
    reader, elsewhere = small_index(small.folder), small_index(tmp_path / "elsewhere")
    elsewhere.add(small_document(8))
    assert len(reader.documents()) == 3
    for version in range(2, 6):
        small.add(small_document(1, version), origin="note1.txt")
        key = SYMBOL.format(1)
        text = f"version {version} of 1 says thing 1"
        assert text in reader.document(key).paragraphs[0].text
        assert reader.rank(text) == small.rank(text)
        assert found(elsewhere, text) == {one.ref for one in elsewhere.documents()[0]}
    reader.add(small_document(6))
    assert UnitRef(SYMBOL.format(6), "1") in found(small, "version 1 of 6")
    assert_tidy(small.folder)


@pytest.mark.usefixtures("either")
def test_threads_ask_while_documents_change(small: Index) -> None:
    reader = small_index(small.folder)
    stop = threading.Event()
    problems: list[object] = []

    def ask() -> None:
        while not stop.is_set():
            try:
                for ranking in reader.rank("court treaty evidence"):
                    numbers = {ref.key: 0 for ref in ranking.scores}
                    if ranking.name == "text" and len(numbers) != 3:
                        problems.append(ranking)
                    for ref in ranking.scores:
                        numbers[ref.key] += 1
                    if ranking.name == "text" and set(numbers.values()) != {6}:
                        problems.append(numbers)
            except BaseException as error:
                problems.append(error)
                raise

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for version in range(2, 12):
            small.add(small_document(1 + version % 3, version), origin=f"note{1 + version % 3}.txt")
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert problems == []


@pytest.mark.usefixtures("either")
def test_reopening_leaves_no_files_open(small: Index) -> None:
    listing = Path("/proc/self/fd")
    if not listing.exists():
        pytest.skip("no /proc")
    reader = small_index(small.folder)
    counts = []
    for version in range(2, 12):
        small.add(small_document(1, version), origin="note1.txt")
        reader.rank("court")
        gc.collect()
        counts.append(len(list(listing.iterdir())))
    assert counts[-1] <= counts[1] + 9  # each store that stays open holds five or more


def test_the_public_name_opens_it(small: Index) -> None:
    opened = egqa.open_index(small.folder, embedder=tiny_embedder())
    assert [one.masthead.key for one in opened.documents()] == sorted(generations(small.folder))
    opened.warm()
    assert json.loads((small.folder / MANIFEST).read_bytes())["embedding"] == "tiny"


@pytest.mark.usefixtures("either")
def test_units_without_a_number_are_each_found(tmp_path: Path) -> None:
    words = ("The court heard the evidence of the border guards on that day.",
             "A treaty on training was asked for by those who spoke of victims.",
             "The cloud was spoken of by those who came to the meeting late.")  # fmt: skip
    record = "S/PV.8998\n\nSecurity Council\n\n" + "\n\n".join(words)
    index = small_index(tmp_path)
    index.add(parse_bytes(record.encode(), "record.txt"), origin="record.txt")
    index = small_index(tmp_path)
    refs = [UnitRef("S/PV.8998", f"#{at}") for at in (1, 2, 3)]
    for ref, text in zip(refs, words, strict=True):
        paragraph = index.paragraph(ref)
        assert paragraph is not None
        assert (paragraph.para, paragraph.text) == (None, text)
        for ranking in index.rank(text):
            assert max(ranking.scores, key=lambda one: ranking.scores[one]) == ref


def test_the_vectors_of_a_document_are_the_same_by_number(index: Index) -> None:
    store = Store(index.folder)
    for kind in KINDS:
        for entry in index.manifest().entries.values():
            paras = [one.ref.para for one in index.document(entry.key)]
            held = store.fetch(kind, [entry])[entry.generation]
            found = store.fetch_units(kind, entry, paras)
            assert held.refs == found.refs
            assert (held.starts == found.starts).all()
            for start, stop in pairwise([*held.starts, len(held.rows)]):  # in no order in a unit
                assert sorted(map(tuple, held.rows[start:stop])) == sorted(
                    map(tuple, found.rows[start:stop])
                )
        entry = next(iter(index.manifest().entries.values()))
        assert not store.fetch_units(kind, entry, ["no such number"]).refs
        assert not store.fetch_units(kind, entry, []).refs
