"""An index made equal to a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import egqa
from egqa.cli import app
from egqa.library import Library


def write(folder: Path, name: str, *paragraphs: str, symbol: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "\n\n".join(f"{at}. {words}" for at, words in enumerate(paragraphs, 1))
    path.write_text(f"{symbol or 'A/C.3/99/' + Path(name).stem}\n\nDraft report\n\n{body}\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    write(made, "1.txt", "The Group met in spring.", "It heard speakers.")
    write(made, "more/2.txt", "The Committee met in autumn.", "It adopted its report.")
    return made


def sync(folder: Path, index: Path, *options: str, code: int = 0) -> list[str]:
    done = CliRunner().invoke(app, ["sync", str(folder), "--index", str(index), *options])
    assert done.exit_code == code, done.output + repr(done.exception)
    return [" ".join(one.split()) for one in done.stdout.splitlines()]


def held(index: Path) -> dict[str, int]:
    return {key: one.units for key, one in Library(index).read_manifest().entries.items()}


def test_what_is_new_changed_and_gone(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert sync(folder, index, "--dry-run") == [
        "add 1.txt", "add more/2.txt", "2 changes would be made",
    ]  # fmt: skip
    assert not index.exists()
    sync(folder, index)
    assert held(index) == {"A/C.3/99/1": 2, "A/C.3/99/2": 2}
    assert sync(folder, index) == ["0 changes: nothing to do"]

    write(folder, "1.txt", "The Group met in spring.", "It heard speakers.", "It rose.")
    (folder / "more/2.txt").unlink()
    write(folder, "3.txt", "The Council met in winter.")
    steps = ["change 1.txt", "add 3.txt", "remove A/C.3/99/2"]
    assert sync(folder, index, "--dry-run") == [*steps, "3 changes would be made"]
    assert held(index) == {"A/C.3/99/1": 2, "A/C.3/99/2": 2}
    assert sync(folder, index)[:3] == steps
    assert held(index) == {"A/C.3/99/1": 3, "A/C.3/99/3": 1}
    assert egqa.open_index(index).document("A/C.3/99/1").paragraphs[2].text == "It rose."


def test_a_file_that_only_moved_is_left_alone(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    sync(folder, index)
    before = Library(index).read_manifest().stamp
    (folder / "1.txt").rename(folder / "more" / "first.txt")
    assert sync(folder, index) == ["0 changes: nothing to do"]
    assert Library(index).read_manifest().stamp == before


def test_a_file_that_can_no_longer_be_read_goes_and_the_rest_stays(
    folder: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    sync(folder, index)
    (folder / "1.txt").write_text("")
    said = sync(folder, index, code=1)
    assert "removed A/C.3/99/1 (2 units)" in said
    assert held(index) == {"A/C.3/99/2": 2}


def test_a_folder_that_is_none_changes_nothing(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    sync(folder, index)
    done = CliRunner().invoke(app, ["sync", str(tmp_path / "nowhere"), "--index", str(index)])
    assert isinstance(done.exception, egqa.EgqaError)
    assert len(held(index)) == 2
