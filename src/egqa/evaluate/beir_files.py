"""A retrieval collection as BEIR publishes them: passages, questions, and which answers which.

    FOLDER/corpus.jsonl      {"_id", "title", "text"}
    FOLDER/queries.jsonl     {"_id", "text"}
    FOLDER/qrels/test.tsv    query-id, corpus-id, score; the line that says so may be missing

Each may be packed, as `corpus.jsonl.gz`.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from egqa.errors import BadEvaluation
from egqa.evaluate.lines import Line

_LINE_HINT = "Write one JSON object a line."
_QRELS_HINT = "Write query-id, corpus-id and a whole score, parted by tabs."


class CollectionPassage(NamedTuple):
    """One passage of a collection, whose title may be empty."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text joined by a space, as published figures are computed.

        >>> CollectionPassage("d1", "", "It rains.").whole
        'It rains.'
        """
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages, the judged questions and their qrels, each in the order of its file.

    `notices` say what the qrels name and the collection does not hold.
    """

    name: str
    split: str
    passages: tuple[CollectionPassage, ...]
    questions: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]
    notices: tuple[str, ...] = ()


def read_collection(folder: Path | str, *, split: str | None = None) -> Collection:
    """The collection in `folder`, with the qrels of `split`: else of `test`, or the only ones.

    Questions without qrels are left out, and so are qrels of questions that are not there.

    Raises: BadEvaluation, naming file and line, for what is missing or cannot be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise BadEvaluation(
            f"{folder} is not a folder.",
            hint="Name the folder of corpus.jsonl, queries.jsonl and qrels/.",
        )
    judged = _find_qrels(folder, split)
    qrels = _read_qrels(judged)
    passages = _read_passages(_find(folder, "corpus.jsonl"))
    queries = _read_queries(_find(folder, "queries.jsonl"))
    questions = {id_: text for id_, text in queries.items() if id_ in qrels}
    if not questions:
        raise BadEvaluation(
            f"{judged}: none of its questions stands in {folder / 'queries.jsonl'}.",
            hint="The first column must hold the `_id` of a question.",
        )
    known = {passage.id for passage in passages}
    wanted = {id_ for question in questions for id_ in qrels[question]}
    if not wanted & known:
        raise BadEvaluation(
            f"{judged}: none of its passages stands in {folder / 'corpus.jsonl'}.",
            hint="The second column must hold the `_id` of a passage.",
        )
    notices = [
        f"{count} {what}."
        for count, what in (
            (len(qrels) - len(questions), "judged questions are not there and are left out"),
            (len(wanted - known), "judged passages are not there and cannot be found"),
        )
        if count
    ]
    return Collection(
        name=folder.resolve().name,
        split=_split_name(judged),
        passages=passages,
        questions=questions,
        qrels={id_: qrels[id_] for id_ in questions},
        notices=tuple(notices),
    )


def _find(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise BadEvaluation(
        f"{folder} has no {name} and no {name}.gz.",
        hint="A collection has corpus.jsonl, queries.jsonl and qrels/test.tsv.",
    )


def _find_qrels(folder: Path, split: str | None) -> Path:
    found: dict[str, Path] = {}
    for path in (*sorted(folder.glob("qrels/*.tsv")), *sorted(folder.glob("qrels/*.tsv.gz"))):
        found.setdefault(_split_name(path), path)
    if not found:
        raise BadEvaluation(
            f"{folder / 'qrels'} has no .tsv and no .tsv.gz file.",
            hint="Put the judgements in qrels/test.tsv.",
        )
    wanted = split or (next(iter(found)) if len(found) == 1 else "test")
    if wanted not in found:
        raise BadEvaluation(
            f"{folder / 'qrels'} has no {wanted}.tsv.", hint=f"It has: {', '.join(found)}."
        )
    return found[wanted]


def _split_name(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".tsv")


def _read_passages(path: Path) -> tuple[CollectionPassage, ...]:
    passages: dict[str, CollectionPassage] = {}
    for line in _read_objects(path):
        id_ = _read_new_id(line, passages)
        title = line.text("title", required=False) or ""
        text = line.text("text", required=False)
        if text is None:
            raise line.refuse("text", "is missing", "Give it a text; it may be empty.")
        passages[id_] = CollectionPassage(id_, title.strip(), text.strip())
    return tuple(passages.values())


def _read_queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    for line in _read_objects(path):
        queries[_read_new_id(line, queries)] = line.name("text")
    return queries


def _read_new_id(line: Line, seen: Mapping[str, object]) -> str:
    value = line.fields.get("_id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # as some collections write it
    id_ = value if isinstance(value, str) and value else line.name("_id")
    if id_ in seen:
        raise line.refuse("_id", f"{id_!r} was given before", "Give each line an id of its own.")
    return id_


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, text in _read_rows(path):
        columns = text.strip("\r").split("\t")
        where = f"{path}, line {number}"
        if len(columns) != 3:
            raise BadEvaluation(f"{where}: {len(columns)} columns, not 3.", hint=_QRELS_HINT)
        question, passage, score = (column.strip() for column in columns)
        grade = _read_grade(score)
        if grade is None and number == 1 and not any(sign.isdigit() for sign in score):
            continue  # the names of the columns
        if grade is None:
            raise BadEvaluation(f"{where}: the score is {score[:60]!r}.", hint=_QRELS_HINT)
        if not question or not passage:
            raise BadEvaluation(f"{where}: an id is empty.", hint=_QRELS_HINT)
        qrels.setdefault(question, {})[passage] = grade
    if not qrels:
        raise BadEvaluation(f"{path} holds no judgements.", hint=_QRELS_HINT)
    return qrels


def _read_grade(score: str) -> int | None:
    """A whole number, also where it is written `1.0`."""
    try:
        value = float(score)
        return int(value) if value == int(value) else None
    except (ValueError, OverflowError):
        return None


def _read_objects(path: Path) -> Iterator[Line]:
    empty = True
    for number, text in _read_rows(path):
        where = f"{path}, line {number}"
        try:
            value: object = json.loads(text)
        except (ValueError, RecursionError) as error:
            said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            raise BadEvaluation(f"{where}: not JSON ({said}).", hint=_LINE_HINT) from error
        if not isinstance(value, dict):
            raise BadEvaluation(f"{where}: not an object.", hint=_LINE_HINT)
        empty = False
        yield Line(value, where=where, number=number)
    if empty:
        raise BadEvaluation(f"{path} is empty.", hint=_LINE_HINT)


def _read_rows(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers, of a file that may be packed."""
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                if text.strip():
                    yield number, text.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadEvaluation(
            f"{path}, line {number}: not UTF-8.", hint="Save the file as UTF-8."
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadEvaluation(
            f"{path} cannot be read after line {number}: {reason}.",
            hint="Fetch the file again, or unpack it first.",
        ) from error
