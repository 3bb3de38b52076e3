"""An index on a real Chroma server: machines that share nothing else read and write it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chroma_server import chroma_server
from egqa import lease
from egqa.connect import connect, read_url
from egqa.errors import EgqaError, IndexBroken, IndexBusy, IndexMissing
from egqa.index import Index
from egqa.remote import Remote
from egqa.store import Store
from small_index import SYMBOL, small_document, tiny_embedder
from test_crashes import OTHER_PROCESS, QUESTIONS, Deaths, Died, clean, close, versions_in, wait_for

__all__ = ["clean"]

KINDS = ("text", "context", "sentence", "document", "library")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server") / "data") as (url, _):
        yield url


@pytest.fixture
def url(server: str) -> str:
    """An index of the test's own on the server."""
    return f"{server}/index-{uuid4().hex}"


def machine(folder: Path, url: str) -> Index:
    """The index as another machine has it: all that they share is the server."""
    return Index(folder, embedder=tiny_embedder(), chroma_url=url)


def add(index: Index, **versions: int) -> None:
    for name, version in versions.items():
        number = int(name[1:])
        index.add(small_document(number, version), origin=f"note{number}.txt")


def stored(url: str, folder: Path) -> dict[str, set[str]]:
    """The generations that each collection on the server holds something of."""
    client = connect(folder, url, folder)
    name = read_url(url).path.strip("/")
    found = {}
    for kind in KINDS:
        collection = client.get_collection(f"{name}_{kind}", embedding_function=None)
        ids = collection.get(include=[])["ids"]
        found[kind] = {id_.partition("\t")[0] for id_ in ids if kind != "library" or "\t" in id_}
    return found


def assert_tidy(index: Index) -> None:
    entries = index.manifest().entries
    current = {entry.generation for entry in entries.values()}
    held = stored(index.url, index.folder)
    assert held.pop("document") == set(entries)
    assert all(generations == current for generations in held.values())
    files = {path.name for path in (index.library.folder / "documents").iterdir()}
    assert files == {
        index.library.path(entry.key, entry.generation).name for entry in entries.values()
    }


def test_machines_that_share_only_the_server(tmp_path: Path, url: str, clean: Any) -> None:
    here, there = machine(tmp_path / "here", url), machine(tmp_path / "there", url)
    with pytest.raises(IndexMissing) as caught:
        there.documents()
    assert url in str(caught.value)
    add(here, n1=1, n2=1, n3=1)
    assert versions_in(there) == {1: 1, 2: 1, 3: 1}
    add(there, n1=2)
    there.remove("note2.txt")
    wait()
    for one in (here, there, machine(tmp_path / "third", url)):
        assert versions_in(one) == {1: 2, 3: 1}
        assert close([one.rank(question) for question in QUESTIONS], clean({1: 2, 3: 1}))
        assert_tidy(one)
    assert here.add(small_document(3), origin="note3.txt").outcome == "unchanged"
    here.remove(SYMBOL.format(1))
    here.remove(SYMBOL.format(3))
    wait()
    assert there.documents() == ()


def wait() -> None:
    """As long as a machine may take a stamp for the one in force."""
    time.sleep(0.25)


def test_a_large_index_is_searched_on_the_server(
    tmp_path: Path, url: str, clean: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egqa.state.HELD", 0)
    here, there = machine(tmp_path / "here", url), machine(tmp_path / "there", url)
    add(here, n1=1, n2=1)
    add(there, n2=2)
    wait()
    for one in (here, there):
        assert close([one.rank(question) for question in QUESTIONS], clean({1: 1, 2: 2}))
        key = SYMBOL.format(2)
        found = one.rank("court and treaty", documents=[key])
        assert {ref.key for ranking in found for ref in ranking.scores} == {key}


def test_an_index_in_the_folder_stays_apart(tmp_path: Path, url: str) -> None:
    local = Index(tmp_path, embedder=tiny_embedder())
    add(local, n1=1)
    served = machine(tmp_path, url)
    add(served, n2=1)
    assert versions_in(local) == {1: 1}
    assert versions_in(served) == {2: 1}
    other = machine(tmp_path, f"{url}-other")
    add(other, n3=1)
    assert versions_in(served) == {2: 1}
    assert versions_in(other) == {3: 1}


@pytest.mark.parametrize("held", [10_000, 0], ids=["held", "searched"])
def test_two_readers_while_a_third_process_adds_and_removes(
    tmp_path: Path, url: str, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sees whole documents of one state, at every moment, and the last one in the end."""
    monkeypatch.setattr("egqa.state.HELD", held)
    add(machine(tmp_path / "first", url), n1=1, n2=1, n3=1)
    readers = [machine(tmp_path / f"reader{at}", url) for at in (1, 2)]
    problems: list[object] = []
    asked = [0, 0]
    stop = threading.Event()

    def ask(at: int) -> None:
        while not stop.is_set():
            try:
                versions_in(readers[at])
                for ranking in readers[at].rank("court treaty evidence"):
                    numbers: dict[str, int] = {}
                    for ref in ranking.scores:
                        numbers[ref.key] = numbers.get(ref.key, 0) + 1
                    if ranking.name == "text" and set(numbers.values()) != {6}:
                        problems.append(numbers)
                asked[at] += 1
            except BaseException as error:
                problems.append(error)
                raise

    threads = [threading.Thread(target=ask, args=(at,)) for at in (0, 1)]
    for thread in threads:
        thread.start()
    words = [1, 2, 4, 1, 3, 2, 1, 3]
    run_to_the_end(tmp_path / "writer", url, "add", *words)
    run_to_the_end(tmp_path / "writer", url, "remove", 4)
    run_to_the_end(tmp_path / "elsewhere", url, "add", 5, 1)
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == []
    assert min(asked) > 0
    wait()
    for reader in readers:
        assert versions_in(reader) == {1: 3, 2: 1, 3: 2, 5: 1}
        assert_tidy(reader)


def other_process(folder: Path, url: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*OTHER_PROCESS, str(folder), *map(str, arguments), "--url", url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_to_the_end(folder: Path, url: str, *arguments: object) -> None:
    with other_process(folder, url, *arguments) as process:
        said, errors = process.communicate(timeout=60)
    assert said.endswith("done\n"), errors


# ── one writer of all machines ───────────────────────────────────────────────────────────────


def test_a_second_writer_is_refused_on_any_machine(tmp_path: Path, url: str) -> None:
    here, there = machine(tmp_path / "here", url), machine(tmp_path / "there", url)
    add(here, n1=1)
    with here.writing(), here.writing():
        add(here, n2=1)
        with pytest.raises(IndexBusy) as caught:
            add(there, n3=1)
        assert url in str(caught.value)
        assert caught.value.hint
    add(there, n3=1)
    assert_tidy(there)


def test_the_lock_of_a_dead_writer_runs_out_and_it_is_mended(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "SECONDS", 2.0)
    here = machine(tmp_path / "here", url)
    add(here, n1=1)
    with other_process(tmp_path / "there", url, "hold") as holding:
        assert holding.stdout is not None
        wait_for(holding.stdout, "held")
        holding.kill()
    with pytest.raises(IndexBusy):
        add(here, n2=1)
    client = connect(tmp_path, url, here)
    lock = client.get_collection(f"{read_url(url).path.strip('/')}_writing")
    lock.modify(metadata={"owner": "dead", "until": time.time() + 1.0})
    time.sleep(1.2)
    add(here, n2=1)
    assert versions_in(here) == {1: 1, 2: 1}
    assert_tidy(here)


def test_a_living_writer_keeps_its_lock(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "SECONDS", 1.0)
    here, there = machine(tmp_path / "here", url), machine(tmp_path / "there", url)
    add(here, n1=1)
    with here.writing():
        time.sleep(1.6)
        with pytest.raises(IndexBusy):
            add(there, n2=1)


def test_a_writer_whose_lock_was_taken_commits_nothing_more(tmp_path: Path, url: str) -> None:
    here = machine(tmp_path / "here", url)
    add(here, n1=1)
    client = connect(tmp_path, url, here)
    with here.writing():
        client.delete_collection(f"{read_url(url).path.strip('/')}_writing")
        with pytest.raises(IndexBusy, match="Another machine"):
            add(here, n1=2)
    add(here, n3=1)  # and what it left is mended
    assert_tidy(here)


DEATHS: list[tuple[Any, str, str]] = [
    (Store, "put", "after"),
    (Remote, "save", "after"),
    (Store, "commit", "before"),
    (Store, "commit", "after"),
    (Remote, "write_manifest", "after"),
    (Store, "sweep", "after"),
    (Remote, "unmark", "before"),
]


@pytest.mark.parametrize(
    ("owner", "step", "when"), DEATHS, ids=lambda one: getattr(one, "__name__", one)
)
def test_a_death_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, url: str, owner: Any, step: str, when: str, clean: Callable[..., Any]
) -> None:
    here, there = machine(tmp_path / "here", url), machine(tmp_path / "there", url)
    add(here, n1=1, n2=1)
    with pytest.MonkeyPatch.context() as patched:
        death = Deaths(patched, owner, step, when)
        with pytest.raises(Died):
            add(here, n1=2)
        assert death.met
    wait()
    assert versions_in(there) in ({1: 1, 2: 1}, {1: 2, 2: 1})
    add(there, n3=1)
    found = versions_in(there)
    assert found in ({1: 1, 2: 1, 3: 1}, {1: 2, 2: 1, 3: 1})
    assert close([there.rank(question) for question in QUESTIONS], clean(found))
    assert_tidy(there)


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────


def test_a_server_that_stops_and_comes_back(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "data") as (url, process):
        index = machine(tmp_path / "here", url)
        add(index, n1=1)
        assert versions_in(index) == {1: 1}
        process.kill()
        process.wait()
        wait()
        with pytest.raises(IndexBroken) as caught:
            index.rank("court")
        assert url in str(caught.value)
        assert "EGQA_CHROMA_URL" in caught.value.hint
        port = int(url.rpartition(":")[2])
        with chroma_server(tmp_path / "data", port):
            assert versions_in(index) == {1: 1}
            assert index.rank("court")


@pytest.mark.parametrize("wrong", ["localhost:8000", "ftp://x", "http://", "http://h/a/b", "x"])
def test_what_is_no_address(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(EgqaError) as caught:
        machine(tmp_path, wrong).documents()
    assert "http://HOST:PORT" in caught.value.hint
