"""The README is in step: commands, settings, modules and its Python example."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import egqa
from egqa.cli import app
from egqa.index import Index
from egqa.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[str]:
    return [command.name or command.callback.__name__ for command in app.registered_commands]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme_and_has_help(command: str) -> None:
    assert re.search(rf"^  {command}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`EGQA_{name.upper()}`" in README
    assert Settings.model_fields[name].description


def test_every_module_named_in_the_readme_exists() -> None:
    table = README[README.index("| where |") : README.index("`data/aliases.toml` holds")]
    for name in re.findall(r"`([\w/]+(?:\.py|/))`", table):
        assert (ROOT / "src/egqa" / name).exists(), name


@pytest.mark.parametrize("name", [name for name in egqa.__all__ if name not in ("Index",)])
def test_every_public_name_is_documented(name: str) -> None:
    assert getattr(egqa, name).__doc__


def test_the_python_example_runs(index: Index, tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example
    code = example.group(1).replace('open_index("index")', f"open_index({str(index.folder)!r})")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "UNODC/CCPCJ/EG.4/2018/L.1/Add.2, para. 2 (q)" in done.stdout


def test_generated_parts_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "README.md"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, "EGQA_INDEX": ""},
    )
    assert done.returncode == 0, done.stdout + done.stderr
