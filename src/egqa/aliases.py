"""Other names for the same thing, from `data/aliases.toml`: questions widen, quotes never change.

A file of the user's own can be named beside it, once for a process (`extend_aliases`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
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


def extend_aliases(path: str | Path) -> None:
    """Add the entries of the file at `path`, of the form of `data/aliases.toml`, from now on.

    Another file takes the place of the one named before; "" names none.

    Raises:
        EgqaError: the file cannot be read; the entries stay as they were.
    """
    entities = _read_packaged()
    if str(path):
        try:
            entities += _read(Path(path).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
            raise EgqaError(
                f"The alias file {path} cannot be read: {error}.",
                hint='It holds tables [[entity]] with forms = ["full name", "other name", …].',
            ) from error
    _known[:] = [entities]


def load_entities() -> tuple[Entity, ...]:
    """The entities of the packaged file and of the file that extends it."""
    if not _known:
        _known.append(_read_packaged())
    return _known[0]


_known: list[tuple[Entity, ...]] = []


def _read_packaged() -> tuple[Entity, ...]:
    return _read(files("egqa").joinpath("data/aliases.toml").read_text("utf-8"))


def _read(text: str) -> tuple[Entity, ...]:
    made = []
    for table in tomllib.loads(text).get("entity", []):
        forms, outside = table.get("forms"), table.get("outside", "")
        if not isinstance(forms, list) or not all(isinstance(one, str) and one for one in forms):
            raise ValueError("an [[entity]] has no list of forms")
        if not isinstance(outside, str):
            raise ValueError(f"`outside` of {forms[0]!r} is not a sentence")
        made.append(Entity(tuple(forms), outside, bool(table.get("loose", False))))
    return tuple(made)


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    words = re.sub(r"[\s-]+", r"[\\s-]+", re.escape(form).replace(r"\ ", " ").replace(r"\-", "-"))
    words = re.sub(r"(?<=organ)i[sz](?=e|ation)", "i[sz]", words, flags=re.IGNORECASE)
    # Short acronyms are only ever meant in capitals: "AU" is not "au".
    flags = re.IGNORECASE if len(form) > 4 or not form.isupper() else 0
    return re.compile(rf"(?<![\w/]){words}(?![\w/])", flags)


def find_entities(text: str) -> list[Entity]:
    """The entities that `text` names, by any form."""
    words = _words(text)
    return [
        one
        for one in load_entities()
        if any(_first(form) in words and _pattern(form).search(text) for form in one.forms)
    ]


_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> set[str]:
    """The words of `text`, by which most forms need not be looked for; s stands for z."""
    return {word.lower().replace("z", "s") for word in _WORD.findall(text)}


@lru_cache(maxsize=4096)
def _first(form: str) -> str:
    """The first word of `form`, as `_words` gives it."""
    match = _WORD.search(form)
    return match.group().lower().replace("z", "s") if match else ""


def spell_out(text: str, count: Callable[[str], int]) -> str:
    """`text` with acronyms replaced by the fullest form: in dense search letters mean little.

    `count` says in how many units of the documents a form stands; an acronym that they use more
    than the full form stays.

    >>> spell_out("what about UNTOC?", lambda form: len(form))
    'what about United Nations Convention against Transnational Organized Crime?'
    """
    words = _words(text)
    for entity in load_entities():
        if entity.loose:
            continue
        for form in entity.forms[1:]:
            if _first(form) not in words:
                continue
            if not (form.upper() == form or (len(form) <= 5 and form[:2].isupper())):
                continue
            if _pattern(form).search(text) and count(entity.forms[0]) >= count(form):
                text = _pattern(form).sub(entity.forms[0], text)
    return text


#: What may stand between the words of a name without a letter of its own in the short form.
_JOINS = r"(?:[ -](?:of|for|to|the|and|on|in|with|against|at|a|de|du|des|la)\b)*"


def find_name(letters: str, texts: Iterable[str]) -> str:
    """The first name in `texts` whose capitals are `letters`, in order; "" where none prints one.

    >>> find_name("CSTD", ["the Commission on Science and Technology for Development met"])
    'Commission on Science and Technology for Development'
    """
    words = rf"{_JOINS}[ -]".join(rf"{letter}[\w’']*[a-zé]" for letter in letters)
    name = re.compile(rf"(?<![\w-]){words}(?![\w-])(?! (?:(?:of|for|on) )?(?:the )?[A-Z])")
    return next((match.group() for text in texts if (match := name.search(text))), "")


def count_form(form: str, texts: Iterable[str]) -> int:
    """In how many of `texts` the form stands."""
    pattern, words = _pattern(form), _spelled(form)
    # Plain searches first: ten times as fast as a pattern that ignores case.
    return sum(1 for text in texts if _has_all(text.lower(), words) and pattern.search(text))


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


@lru_cache(maxsize=4096)
def _spelled(form: str) -> tuple[str, ...]:
    """The words of `form` that are spelled in one way, in small letters, the longest first."""
    words = (word.lower() for word in _WORD.findall(form))
    return tuple(sorted((word for word in words if "organi" not in word), key=len, reverse=True))
