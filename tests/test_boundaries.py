"""What is light stays light: which commands load which libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from egqa.index import Index

HEAVY = {"torch", "chromadb", "llama_index", "gradio", "transformers", "sentence_transformers"}
SEED = Path(__file__).parent.parent / "seeds" / "000_205aeeef8e0abb39.txt"
SCRIPT = """
import sys
sys.argv = ["egqa", *{arguments!r}]
try:
    from egqa.cli import main
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print("loaded:" + __import__("json").dumps(sorted(sys.modules)))
"""


def loaded_by(script: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.rpartition("loaded:")[2])}


@pytest.mark.parametrize("module", ["egqa", "egqa.cli", "egqa.library", "egqa.evaluate"])
def test_importing_is_light(module: str) -> None:
    script = f"import {module}, sys, json; print('loaded:' + json.dumps(sorted(sys.modules)))"
    assert not loaded_by(script) & HEAVY


def test_the_core_is_standard_library_only() -> None:
    script = (
        "import egqa, egqa.lookup, sys, json; print('loaded:' + json.dumps(sorted(sys.modules)))"
    )
    bare = loaded_by("import sys, json; print('loaded:' + json.dumps(sorted(sys.modules)))")
    outside = {
        name
        for name in loaded_by(script) - bare - {"egqa"} - set(sys.stdlib_module_names)
        if not name.startswith("_")
    }
    assert outside == set()


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["show", "--help"], ["parse", str(SEED)], ["parse", "--json", str(SEED)]],
    ids=" ".join,
)
def test_commands_that_need_no_index_are_light(arguments: list[str]) -> None:
    assert not loaded_by(SCRIPT.format(arguments=arguments)) & HEAVY


@pytest.mark.parametrize("command", [["show", "Add.2, para. 2 (l) (ii)"], ["list"]], ids=" ".join)
def test_showing_and_listing_load_no_model_and_no_store(command: list[str], index: Index) -> None:
    arguments = [*command, "--index", str(index.folder)]
    assert not loaded_by(SCRIPT.format(arguments=arguments)) & HEAVY


def test_adding_what_is_there_loads_no_model(index: Index) -> None:
    arguments = ["add", str(SEED), "--index", str(index.folder)]
    assert not loaded_by(SCRIPT.format(arguments=arguments)) & {"torch", "gradio", "transformers"}
