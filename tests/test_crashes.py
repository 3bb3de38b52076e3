"""A writer dies at any moment; readers and writers of other processes; nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest

from egqa.errors import IndexBusy, IndexMissing
from egqa.index import Index
from egqa.library import Library
from egqa.store import Store
from small_index import SYMBOL, small_document, small_index
from test_index import Died, assert_tidy, stored

QUESTIONS = ("court and treaty", "evidence in the cloud, version 2 of 1", "extradition of victim")
#: What happens to the index in these tests: document 1 changes, 2 goes, 4 comes.
OTHER_PROCESS = [sys.executable, str(Path(__file__).with_name("small_index.py"))]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[int, int]], list[Any]]:
    """The rankings of an index into which these versions were put in peace."""
    made: dict[tuple[tuple[int, int], ...], list[Any]] = {}

    def rankings(versions: dict[int, int]) -> list[Any]:
        key = tuple(sorted(versions.items()))
        if key not in made:
            index = small_index(tmp_path_factory.mktemp("clean"))
            for number, version in key:
                index.add(small_document(number, version), origin=f"note{number}.txt")
            made[key] = [index.rank(question) for question in QUESTIONS] if key else []
        return made[key]

    return rankings


def versions_in(index: Index) -> dict[int, int]:
    """Which documents are there and in which version; each must be wholly of one."""
    versions = {}
    for document in index.documents():
        words = document.paragraphs[0].text.split()
        number, version = int(words[words.index("of") + 1]), int(words[words.index("version") + 1])
        wanted = small_document(number, version)
        assert [one.text for one in document] == [one.text for one in wanted]
        assert document.masthead == wanted.masthead
        versions[number] = version
    return versions


def close(some: list[Any], others: list[Any]) -> bool:
    """Whether the rankings are the same: units and scores."""
    return all(
        one.name == other.name and one.scores == pytest.approx(other.scores, abs=1e-5)
        for first, second in zip(some, others, strict=True)
        for one, other in zip(first, second, strict=True)
    )


def assert_sound(folder: Path, clean: Any, allowed: list[dict[int, int]]) -> dict[int, int]:
    """A process that opens the index now finds one of the `allowed` states, whole and tidy."""
    index = small_index(folder)
    try:
        versions = versions_in(index)
    except IndexMissing:
        assert {} in allowed
        assert not (folder / "pending.json").exists()
        return {}
    assert versions in allowed
    if versions:
        assert close([index.rank(question) for question in QUESTIONS], clean(versions))
    assert_tidy(folder)
    counts = {name: len(ids) for name, ids in stored(folder).items()}
    assert counts["text"] == 6 * len(versions)
    return versions


# ── death between any two steps ──────────────────────────────────────────────────────────────

STEPS: list[tuple[Any, str]] = [
    (Library, "mark"),
    (Store, "clear"),
    (Store, "put"),
    (Library, "save"),
    (Store, "commit"),
    (Library, "write_manifest"),
    (Store, "forget"),
    (Store, "sweep"),
    (Library, "drop"),
    (Library, "unmark"),
]
# After one step is before the next, but for those that are taken more than once.
DEATHS = [
    (step, when)
    for step in STEPS
    for when in (("before", "after") if step[1] in {"put", "commit", "unmark"} else ("before",))
]
DEATH_NAMES = [f"{when} {step[1]}" for step, when in DEATHS]


class Deaths:
    """Lets the process die before or after a step, or between the parts of one."""

    def __init__(self, patched: pytest.MonkeyPatch, owner: Any, name: str, when: str) -> None:
        self.met = False
        original = getattr(owner, name)

        def dying(*args: Any, **kwargs: Any) -> Any:
            self.met = True
            if when == "after":
                original(*args, **kwargs)
            raise Died

        patched.setattr(owner, name, dying)


def change(index: Index) -> None:
    index.add(small_document(1, 2), origin="note1.txt")


def change_key(index: Index) -> None:
    document = small_document(4)
    index.add(document, origin="note1.txt")


def add_new(index: Index) -> None:
    index.add(small_document(4), origin="note4.txt")


def remove_one(index: Index) -> None:
    index.remove("note2.txt")


CHANGES: dict[Callable[[Index], None], dict[int, int]] = {
    change: {1: 2, 2: 1, 3: 1},
    change_key: {2: 1, 3: 1, 4: 1},
    add_new: {1: 1, 2: 1, 3: 1, 4: 1},
    remove_one: {1: 1, 3: 1},
}
BEFORE = {1: 1, 2: 1, 3: 1}


@pytest.mark.parametrize(("step", "when"), DEATHS, ids=DEATH_NAMES)
@pytest.mark.parametrize("act", CHANGES, ids=lambda act: act.__name__)
def test_a_death_at_any_step(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clean: Any,
    act: Callable[[Index], None],
    step: tuple[Any, str],
    when: str,
) -> None:
    index = small_index(tmp_path)
    for number, version in BEFORE.items():
        index.add(small_document(number, version), origin=f"note{number}.txt")
    reader = small_index(tmp_path)
    versions_in(reader)
    with monkeypatch.context() as patched:
        deaths = Deaths(patched, *step, when)
        try:
            act(index)
        except Died:
            pass
        else:
            assert not deaths.met
    # One that was reading all along, then one that opens it now.
    assert versions_in(reader) in (BEFORE, CHANGES[act])
    assert close([reader.rank(question) for question in QUESTIONS], clean(versions_in(reader)))
    now = assert_sound(tmp_path, clean, [BEFORE, CHANGES[act]])
    if now == BEFORE or act is not remove_one:
        act(small_index(tmp_path))
    assert_sound(tmp_path, clean, [CHANGES[act]])
    assert versions_in(reader) == versions_in(index) == CHANGES[act]


@pytest.mark.parametrize(("step", "when"), DEATHS[:8], ids=DEATH_NAMES[:8])
def test_a_death_while_adding_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean: Any, step: tuple[Any, str], when: str
) -> None:
    with monkeypatch.context() as patched:
        deaths = Deaths(patched, *step, when)
        with pytest.raises(Died):
            change(small_index(tmp_path))
        assert deaths.met
    assert_sound(tmp_path, clean, [{}, {1: 2}])
    change(small_index(tmp_path))
    assert_sound(tmp_path, clean, [{1: 2}])


@pytest.mark.parametrize("step", ["records", "sweep_all_but"])
def test_a_death_while_mending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean: Any, step: str
) -> None:
    index = small_index(tmp_path)
    for number, version in BEFORE.items():
        index.add(small_document(number, version), origin=f"note{number}.txt")
    with monkeypatch.context() as patched:
        Deaths(patched, Library, "write_manifest", "before")
        with pytest.raises(Died):
            change(index)
    with monkeypatch.context() as patched:
        Deaths(patched, Store, step, "after")
        with pytest.raises(Died):
            small_index(tmp_path).documents()
    assert_sound(tmp_path, clean, [CHANGES[change]])


def test_an_unreadable_mark_is_mended_all_the_same(tmp_path: Path, clean: Any) -> None:
    index = small_index(tmp_path)
    change(index)
    (tmp_path / "pending.json").write_bytes(b"\xff{")
    (tmp_path / "documents" / ".new-1.json").write_text("{")
    (tmp_path / "documents" / "stray.json").write_text("{}")
    assert_sound(tmp_path, clean, [{1: 2}])


def test_a_living_writer_is_not_mended(tmp_path: Path, clean: Any) -> None:
    index = small_index(tmp_path)
    change(index)
    (tmp_path / "pending.json").write_text("{}")
    with other_process(tmp_path, "hold") as holding:
        assert holding.stdout is not None
        wait_for(holding.stdout, "held")
        assert versions_in(small_index(tmp_path)) == {1: 2}
        assert (tmp_path / "pending.json").exists()
        with pytest.raises(IndexBusy) as caught:
            add_new(index)
        assert "another process" in str(caught.value).lower()
        assert caught.value.hint
        holding.kill()
    assert_sound(tmp_path, clean, [{1: 2}])


# ── other processes ──────────────────────────────────────────────────────────────────────────


def other_process(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*OTHER_PROCESS, str(folder), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(lines: TextIO, word: str) -> None:
    for line in iter(lines.readline, ""):
        if line.strip() == word:
            return
    raise AssertionError(f"the other process never said {word!r}")


def run_to_the_end(folder: Path, *arguments: object) -> None:
    with other_process(folder, *arguments) as process:
        said, errors = process.communicate(timeout=60)
    assert said.endswith("done\n"), errors


def test_a_long_lived_reader_follows_another_process(tmp_path: Path, clean: Any) -> None:
    reader = small_index(tmp_path)
    now: dict[int, int] = {}
    rounds: list[tuple[str, dict[int, int]]] = [
        ("add", {1: 1, 2: 1}),
        ("add", {1: 2}),
        ("remove", {2: 0}),
        ("add", {2: 3, 3: 1}),
    ]
    for action, what in rounds:
        if action == "add":
            run_to_the_end(tmp_path, "add", *(part for pair in what.items() for part in pair))
            now |= what
        else:
            run_to_the_end(tmp_path, "remove", *what)
            now = {number: version for number, version in now.items() if number not in what}
        assert versions_in(reader) == now
        assert close([reader.rank(question) for question in QUESTIONS], clean(now))
        # And the other way round: what the long-lived one writes, a new process reads.
        key = reader.add(small_document(9, 1 + len(now)), origin="note9.txt").key
        assert key == SYMBOL.format(9)
        now[9] = 1 + len(now) - (9 in now)
        now = versions_in(reader)
        assert_sound(tmp_path, clean, [now])


def killed_rounds(folder: Path, clean: Any, *, rounds: int, seed: int) -> Iterator[bool]:
    """Kill a process that changes four documents at random moments; yield whether it was done."""
    chance = random.Random(seed)
    took = 1.0
    before: dict[int, int] = {}
    for version in range(1, rounds + 1):
        wanted = dict.fromkeys((1, 2, 3, 4), version)
        arguments = [part for pair in wanted.items() for part in pair]
        with other_process(folder, "add", *arguments) as process:
            assert process.stdout is not None
            wait_for(process.stdout, "ready")
            started = time.perf_counter()
            try:
                process.wait(chance.uniform(0, took))
            except subprocess.TimeoutExpired:
                process.kill()
            done = process.wait() == 0
        if done:
            took = time.perf_counter() - started
        # Written one after the other: those up to some number are new, the rest as they were.
        steps = [{**before, **{n: version for n in wanted if n <= last}} for last in range(5)]
        before = assert_sound(folder, clean, steps)
        assert not done or before == wanted
        yield done


def check_killed(folder: Path, clean: Any, *, rounds: int, seed: int) -> None:
    outcomes = list(killed_rounds(folder, clean, rounds=rounds, seed=seed))
    assert not all(outcomes)
    run_to_the_end(folder, "add", 1, 99, 2, 99, 3, 99, 4, 99)
    assert_sound(folder, clean, [dict.fromkeys((1, 2, 3, 4), 99)])


def test_killed_at_random_moments(tmp_path: Path, clean: Any) -> None:
    check_killed(tmp_path, clean, rounds=15, seed=1)


@pytest.mark.slow
def test_killed_at_many_more_moments(tmp_path: Path, clean: Any) -> None:
    check_killed(tmp_path, clean, rounds=60, seed=2)
