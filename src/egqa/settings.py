"""The settings, all from the environment (`EGQA_*`) or a `.env` file; read at the surfaces only."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from egqa.aliases import extend_aliases
from egqa.errors import EgqaError


class Settings(BaseSettings):
    """What can be set from outside. Each is passed on as a plain argument."""

    model_config = SettingsConfigDict(
        env_prefix="EGQA_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    index: str = Field("index", description="Folder of the index.")
    embedding: str = Field(
        "all-MiniLM-L6-v2",
        description="Embedding model: the bundled one, a local folder, or a name on the Hub.",
    )
    reranker: str = Field(
        "",
        description='Reranker: "question-likelihood" (see egqa[rerank]), or the folder of a '
        "sentence-transformers CrossEncoder; none where it is unset.",
    )
    aliases: str = Field(
        "", description="TOML file of other names for things, beside those that egqa knows."
    )
    chroma_url: str = Field(
        "",
        description="Chroma server that has the index, `http://HOST:PORT` or "
        "`http://HOST:PORT/NAME`; the folder then holds a copy of the documents.",
    )
    max_file_mb: float = Field(50, gt=0, description="Largest file that is read, in megabytes.")
    host: str = Field("127.0.0.1", description="Address the web page is served on.")
    port: int = Field(7860, ge=0, le=65535, description="Port the web page is served on.")
    feedback: str = Field(
        "", description="File that readers' feedback is added to; beside the index where empty."
    )
    auth: str = Field("", description="User file: who may log in to the page and the endpoints.")
    rate: float = Field(
        600, ge=0, description="Requests a minute that one client may make; 0 for any number."
    )
    hostnames: str = Field(
        "", description="Names the page is reached under, other than localhost; comma-separated."
    )
    proxies: int = Field(
        0, ge=0, le=9, description="Reverse proxies in front that write `X-Forwarded-For`."
    )


def apply_settings() -> Settings:
    """The settings of this process, those that hold for all of it put in force.

    Raises:
        EgqaError: one of them cannot be read, or the file that it names.
    """
    settings = read_settings()
    extend_aliases(settings.aliases)
    return settings


@lru_cache(maxsize=1)
def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        EgqaError: one of them cannot be read.
    """
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        wrong = "; ".join(
            f"EGQA_{str(one['loc'][0]).upper()} is {one['input']!r}" for one in error.errors()
        )
        said = "; ".join(one["msg"] for one in error.errors())
        raise EgqaError(f"A setting cannot be read: {wrong}.", hint=f"{said}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EgqaError(
            f"The file .env cannot be read: {error}.", hint="Save it as UTF-8, or move it away."
        ) from error
