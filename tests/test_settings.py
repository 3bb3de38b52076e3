"""Settings from the environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egqa.errors import EgqaError
from egqa.settings import read_settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in ("INDEX", "EMBEDDING", "MAX_FILE_MB", "HOST", "PORT"):
        monkeypatch.delenv(f"EGQA_{name}", raising=False)
    read_settings.cache_clear()
    yield
    read_settings.cache_clear()


def test_the_defaults() -> None:
    settings = read_settings()
    assert (settings.index, settings.embedding) == ("index", "all-MiniLM-L6-v2")
    assert (settings.max_file_mb, settings.host, settings.port) == (50, "127.0.0.1", 7860)


def test_from_the_environment_and_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EGQA_INDEX=from-file\nEGQA_PORT=1234\nOTHER=x\n")
    monkeypatch.setenv("EGQA_PORT", "4321")
    monkeypatch.setenv("EGQA_EMBEDDING", "")
    settings = read_settings()
    assert (settings.index, settings.port) == ("from-file", 4321)
    assert settings.embedding == "all-MiniLM-L6-v2"


@pytest.mark.parametrize(
    ("name", "value"), [("MAX_FILE_MB", "many"), ("MAX_FILE_MB", "0"), ("PORT", "99999")]
)
def test_a_setting_that_cannot_be_read(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"EGQA_{name}", value)
    with pytest.raises(EgqaError, match=f"EGQA_{name} is '{value}'") as caught:
        read_settings()
    assert caught.value.hint


def test_a_settings_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfeE\x00")
    with pytest.raises(EgqaError, match=r"\.env") as caught:
        read_settings()
    assert caught.value.hint
