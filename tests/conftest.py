"""Options and fixtures that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import egqa
from visit import ARGS, CHROMIUM, Visit

if TYPE_CHECKING:
    from egqa.index import Index


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files anew from what is read"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The five documents of `seeds/`, indexed once with the bundled model; not to be written to."""
    made = egqa.open_index(tmp_path_factory.mktemp("index"))
    for path in sorted(SEEDS.glob("*.txt")):
        made.add(egqa.parse(path), origin=str(path))
    return made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser; one a module, since its loop must not outlive the module's tests."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found, and CI must run the browser tests")
        pytest.skip("no Chromium was found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(index: Index) -> Iterator[str]:
    """The page over the five documents, served."""
    index.warm()
    from egqa.ui import start

    blocks, at = start(index, port=0)
    yield at
    blocks.close(verbose=False)


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Visit]:
    """A reader of the page, who must meet no error and no other host."""
    made = Visit(chromium, address)
    yield made
    made.context.close()
    assert made.wrong == []
