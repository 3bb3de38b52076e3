"""Options and fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import egqa

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
