"""Other names for the same thing, from `data/aliases.toml`: questions widen, quotes never change.

A file of the user's own can be named beside it (`extra`); its entries are added.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from egqa.errors import EgqaError


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing and the forms of its name. `loose` forms are near, not equal: for search only."""

    forms: tuple[str, ...]
    outside: str = ""
    loose: bool = False


@lru_cache(maxsize=8)
def load_entities(extra: str = "") -> tuple[Entity, ...]:
    """The entities of the packaged file and of the file `extra`, where given.

    Raises:
        EgqaError: `extra` cannot be read.
    """
    texts = [files("egqa").joinpath("data/aliases.toml").read_text("utf-8")]
    try:
        if extra:
            texts.append(Path(extra).read_text("utf-8"))
        tables = [table for text in texts for table in tomllib.loads(text).get("entity", [])]
        return tuple(
            Entity(tuple(table["forms"]), table.get("outside", ""), table.get("loose", False))
            for table in tables
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise EgqaError(
            f"The alias file {extra} cannot be read: {error}.", hint="See data/aliases.toml."
        ) from error


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    words = re.sub(r"[\s-]+", r"[\\s-]+", re.escape(form).replace(r"\ ", " ").replace(r"\-", "-"))
    words = re.sub(r"(?<=organ)i[sz](?=e|ation)", "[sz]", words, flags=re.IGNORECASE)
    # Short acronyms are only ever meant in capitals: "AU" is not "au".
    flags = re.IGNORECASE if len(form) > 4 or not form.isupper() else 0
    return re.compile(rf"(?<![\w/]){words}(?![\w/])", flags)


def find_entities(text: str, extra: str = "") -> list[Entity]:
    """The entities that `text` names, by any form."""
    return [
        one
        for one in load_entities(extra)
        if any(_pattern(form).search(text) for form in one.forms)
    ]


def spell_out(text: str, count: Callable[[str], int], extra: str = "") -> str:
    """`text` with acronyms replaced by the fullest form: in dense search letters mean little.

    `count` says in how many units of the documents a form stands; an acronym that they use more
    than the full form stays.

    >>> spell_out("what about UNTOC?", lambda form: len(form))
    'what about United Nations Convention against Transnational Organized Crime?'
    """
    for entity in load_entities(extra):
        if entity.loose:
            continue
        for form in entity.forms[1:]:
            if not (form.upper() == form or (len(form) <= 5 and form[:2].isupper())):
                continue
            if _pattern(form).search(text) and count(entity.forms[0]) >= count(form):
                text = _pattern(form).sub(entity.forms[0], text)
    return text


def count_form(form: str, texts: Iterable[str]) -> int:
    """In how many of `texts` the form stands."""
    return sum(1 for text in texts if _pattern(form).search(text))


def contains_form(entity: Entity, texts: Iterable[str]) -> bool:
    """Whether any of `texts` names `entity`."""
    return any(_pattern(form).search(text) for text in texts for form in entity.forms)
