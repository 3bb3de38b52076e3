"""JSON lines read with errors that name the file, the line and the field."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from egqa.errors import BadEvaluation

_NAMES: dict[type, str] = {bool: "true or false", str: "a text", list: "a list", dict: "an object"}


class Line:
    """One JSON object of a file, whose fields are asked for by name and kind.

    Every refusal is a `BadEvaluation` that says where it stands, what was met and what belongs
    there. A field that is absent or null counts as missing.
    """

    def __init__(self, fields: Mapping[str, object], *, where: str, number: int = 0) -> None:
        self.fields = fields
        self.where = where
        self.number = number

    def refuse(self, field: str, problem: str, hint: str) -> BadEvaluation:
        """The error to raise about `field`."""
        return BadEvaluation(f"{self.where}: `{field}` {problem}.", hint=hint)

    def text(self, field: str, *, required: bool = True) -> str | None:
        """A text that holds something, or None where it may be missing and is."""
        value = self._of_kind(field, str, required)
        if required and isinstance(value, str) and not value.strip():
            raise self.refuse(field, "is empty", "Write a text there.")
        return value if isinstance(value, str) else None

    def name(self, field: str) -> str:
        """A text that must be there."""
        return self.text(field) or ""

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        """True or false; `default` where it is missing, if there is one."""
        if default is not None and self.fields.get(field) is None:
            return default
        return self._of_kind(field, bool, True) is True

    def number_of(self, field: str, *, low: float, high: float = math.inf) -> float | None:
        """A finite number in [low, high], or None where it is missing."""
        value = self.fields.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(field, f"is {_shown(value)}, not a number", "Write a number or null.")
        if not (low <= value <= high and abs(value) < 1e300):
            bounds = f"from {low:g} to {high:g}" if math.isfinite(high) else f"from {low:g}"
            raise self.refuse(field, f"is {_shown(value)}", f"Write a number {bounds}, or null.")
        return float(value)

    def objects(self, field: str, *, required: bool = False) -> tuple[Line, ...] | None:
        """A list of objects, each a `Line` of its own; None where it may be missing and is."""
        value = self._of_kind(field, list, required)
        if not isinstance(value, list):
            return None
        found = []
        for place, element in enumerate(value):
            if not isinstance(element, dict):
                raise self.refuse(
                    f"{field}[{place}]",
                    f"is {_shown(element)}, not an object",
                    'Write objects such as {"doc": …, "para": …}.',
                )
            found.append(Line(element, where=f"{self.where}: {field}[{place}]"))
        return tuple(found)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of one or more texts, each holding something."""
        value = self._of_kind(field, list, True)
        texts = value if isinstance(value, list) else []
        if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
            raise self.refuse(field, "is not a list of texts", 'Write ["the question"].')
        return tuple(texts)

    def _of_kind(self, field: str, kind: type, required: bool) -> object:
        value = self.fields.get(field)
        if value is None:
            if required:
                raise self.refuse(field, "is missing", f"Give it {_NAMES[kind]}.")
            return None
        if not isinstance(value, kind):
            problem = f"is {_shown(value)}, not {_NAMES[kind]}"
            raise self.refuse(field, problem, f"Give it {_NAMES[kind]}.")
        return value


def read_lines(path: Path) -> Iterator[Line]:
    """The objects of a JSON-lines file in order; blank lines are passed over.

    Raises: BadEvaluation where the file cannot be read, or a line is no JSON object in UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadEvaluation(
            f"{path} cannot be read: {error.strerror or error}.",
            hint="Name a file of JSON lines, one object a line.",
        ) from error
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        where = f"{path}, line {number}"
        try:
            value: object = json.loads(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise BadEvaluation(f"{where}: not UTF-8.", hint="Save the file as UTF-8.") from error
        except (ValueError, RecursionError) as error:
            said = "nested too deeply, or a number too long"
            if isinstance(error, json.JSONDecodeError):
                said = f"{error.msg} at column {error.colno}"
            raise BadEvaluation(
                f"{where}: not JSON ({said}).", hint="Write one JSON object a line."
            ) from error
        if not isinstance(value, dict):
            raise BadEvaluation(
                f"{where}: {_shown(value)} is not an object.", hint="Write one object a line."
            )
        yield Line(value, where=where, number=number)


def refuse_twice(lines: Iterable[tuple[str, Line]]) -> None:
    """Raise BadEvaluation where two lines have the same id."""
    first: dict[str, Line] = {}
    for id_, line in lines:
        if id_ in first:
            raise line.refuse(
                "id",
                f"{_shown(id_)} was given before ({first[id_].where})",
                "Give each question one line.",
            )
        first[id_] = line


def dump_line(fields: Mapping[str, object]) -> bytes:
    """One line of JSON, readable by eye and always valid UTF-8."""
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _shown(value: object) -> str:
    if isinstance(value, list | dict):
        return _NAMES[type(value)]
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "…"
