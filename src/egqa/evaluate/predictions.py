"""Predictions: what a system replied to each judged question, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from egqa.errors import BadEvaluation
from egqa.evaluate.lines import Line, dump_line, read_lines, refuse_twice
from egqa.types import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A unit a system cites, and its words if it gives them.

    `start` and `end` are the quote's place in the document's source, as `egqa parse --json` counts.
    `role` is why a unit is shown beside the answer; None where it bears the answer out.
    """

    doc: str
    para: str
    quote: str | None = None
    span: Span | None = None
    symbol: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit a system retrieved; the place in the list is its rank."""

    doc: str
    para: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """One reply. Only `id`, `answered` and, if so, the citations' `doc` and `para` are required.

    What a system does not say is None, and leaves its measures blank. An abstention's citations
    count for nothing.
    """

    id: str
    answered: bool
    citations: tuple[Citation, ...] = ()
    context: tuple[Citation, ...] = ()
    passages: tuple[ScoredUnit, ...] | None = None
    reason: str | None = None
    confidence: float | None = None
    text: str | None = None
    query: str | None = None
    model: str | None = None
    seconds: float | None = None


def read_predictions(path: Path | str) -> tuple[Prediction, ...]:
    """The predictions of a JSON-lines file, in order, of any system.

    Raises: BadEvaluation, naming file, line and field, for a line that cannot be read or an id
    given twice.
    """
    lines = list(read_lines(Path(path)))
    predictions = tuple(_prediction(line) for line in lines)
    refuse_twice((one.id, line) for one, line in zip(predictions, lines, strict=True))
    return predictions


def as_predictions(
    predictions: Iterable[Prediction | Mapping[str, object]],
) -> tuple[Prediction, ...]:
    """Predictions from values or from the objects that would stand in a file.

    Raises: BadEvaluation, naming the place and the field, as `read_predictions` does.
    """
    found: list[Prediction] = []
    lines: list[Line] = []
    for place, one in enumerate(predictions, start=1):
        where = f"prediction {place}"
        fields: Mapping[str, object] = {} if isinstance(one, Prediction) else one
        lines.append(Line(fields, where=where, number=place))
        found.append(one if isinstance(one, Prediction) else _prediction(lines[-1]))
    refuse_twice((one.id, line) for one, line in zip(found, lines, strict=True))
    return tuple(found)


def write_predictions(path: Path | str, lines: Iterable[Mapping[str, object]]) -> None:
    """Write one line a prediction, each as soon as it comes, so that none is lost to a crash.

    The file is made before the first prediction is asked for. Raises: BadEvaluation where it
    cannot be written.
    """
    try:
        file = Path(path).open("wb")  # noqa: SIM115 (only the opening is guarded)
    except OSError as error:
        raise BadEvaluation(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Name a file in a folder that exists.",
        ) from error
    with file:
        for line in lines:
            file.write(dump_line(line))
            file.flush()


def _prediction(line: Line) -> Prediction:
    answered = line.flag("answered")
    citations = line.objects("citations", required=answered) or ()
    passages = line.objects("passages")
    return Prediction(
        id=line.name("id"),
        answered=answered,
        citations=tuple(_citation(one) for one in citations),
        context=tuple(_citation(one) for one in line.objects("context") or ()),
        passages=None if passages is None else tuple(_scored(one) for one in passages),
        reason=line.text("reason", required=False),
        confidence=line.number_of("confidence", low=0, high=1),
        text=line.text("text", required=False),
        query=line.text("query", required=False),
        model=line.text("model", required=False),
        seconds=line.number_of("seconds", low=0),
    )


def _citation(line: Line) -> Citation:
    start, end = line.number_of("start", low=0), line.number_of("end", low=0)
    return Citation(
        doc=line.name("doc"),
        para=_para(line),
        quote=line.text("quote", required=False),
        span=None if start is None or end is None else Span(int(start), int(end)),
        symbol=line.text("symbol", required=False),
        role=line.text("role", required=False),
    )


def _scored(line: Line) -> ScoredUnit:
    score = line.number_of("score", low=float("-inf"))
    return ScoredUnit(line.name("doc"), _para(line), score)


def _para(line: Line) -> str:
    """A unit's number; null is a unit without one, which no gold unit is."""
    number = line.fields.get("para")
    if isinstance(number, int) and not isinstance(number, bool):
        return str(number)
    if "para" not in line.fields:
        raise line.refuse("para", "is missing", "Give the unit's number, or null if it has none.")
    return line.text("para", required=False) or ""
