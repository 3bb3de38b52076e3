"""The settings, all from the environment (`EGQA_*`) or a `.env` file; read at the surfaces only."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside. Each is passed on as a plain argument."""

    model_config = SettingsConfigDict(env_prefix="EGQA_", env_file=".env", extra="ignore")

    index: str = Field("index", description="Folder of the index.")
    embedding: str = Field(
        "all-MiniLM-L6-v2",
        description="Embedding model: the bundled one, a local folder, or a name on the Hub.",
    )
    max_file_mb: float = Field(50, gt=0, description="Largest file that is read, in megabytes.")
    host: str = Field("127.0.0.1", description="Address the web page is served on.")
    port: int = Field(7860, ge=0, le=65535, description="Port the web page is served on.")


@lru_cache(maxsize=1)
def read_settings() -> Settings:
    """The settings of this process."""
    return Settings()  # type: ignore[call-arg]
