"""Retrieval measures by ir_measures, and the TREC files that other tools read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote as percent_encode

from egqa.errors import BadEvaluation
from egqa.types import UnitRef

MEASURES = ("nDCG@10", "R@5", "R@10", "RR")


def measure_retrieval(
    qrels: Mapping[str, Sequence[UnitRef]], run: Mapping[str, Sequence[UnitRef]]
) -> dict[str, dict[str, float]]:
    """nDCG@10, R@5, R@10 and RR of each question in `qrels`, computed by ir_measures.

    `qrels` are the gold units, each at grade 1; `run` the units retrieved, best first. A unit that
    recurs keeps its best rank, and the rank alone decides: scores may tie, places do not. A
    question without a unit retrieved gets 0 (MacAvaney et al., "Streamlining Evaluation with
    ir-measures", ECIR 2022).
    """
    import ir_measures
    from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

    measures = {str(measure): measure for measure in (nDCG @ 10, R @ 5, R @ 10, RR)}
    found = {id_: dict.fromkeys(MEASURES, 0.0) for id_ in qrels}
    judged = [Qrel(id_, _name(unit), 1) for id_, units in qrels.items() for unit in units]
    ranked = [
        ScoredDoc(id_, _name(unit), score)
        for id_ in qrels
        for unit, score in _scored(run.get(id_, ()))
    ]
    if judged:
        for metric in ir_measures.iter_calc(list(measures.values()), judged, ranked):
            found[metric.query_id][str(metric.measure)] = float(metric.value)
    return found


def write_trec(
    folder: Path | str,
    qrels: Mapping[str, Sequence[UnitRef]],
    run: Mapping[str, Sequence[UnitRef]],
    *,
    tag: str = "egqa",
) -> tuple[Path, Path]:
    """Write `qrels.trec` and `run.trec` into `folder`, which is made, and return their paths.

    The units are named `file#number`. The run's scores only state the rank, so that tools that
    sort by score see the system's own order. Questions without a unit retrieved are absent from the
    run, as the format has it: let `trec_eval` count them as 0 with `-c`.

    Raises: BadEvaluation where the files cannot be written.
    """
    folder = Path(folder)
    files = (folder / "qrels.trec", folder / "run.trec")
    tag = "-".join(tag.split()) or "egqa"
    judged = [f"{_word(id_)} 0 {_name(unit)} 1\n" for id_, units in qrels.items() for unit in units]
    ranked = [
        f"{_word(id_)} Q0 {_name(unit)} {rank} {score:.0f} {tag}\n"
        for id_, units in run.items()
        for rank, (unit, score) in enumerate(_scored(units), start=1)
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, lines in zip(files, (judged, ranked), strict=True):
            path.write_bytes("".join(lines).encode("utf-8", "replace"))
    except OSError as error:
        raise BadEvaluation(
            f"{folder} cannot be written: {error.strerror or error}.",
            hint="Name a folder for the TREC files.",
        ) from error
    return files


def _scored(units: Sequence[UnitRef]) -> list[tuple[UnitRef, float]]:
    distinct = list(dict.fromkeys(units))
    return [(unit, float(len(distinct) - place)) for place, unit in enumerate(distinct)]


def _name(unit: UnitRef) -> str:
    return _word(f"{unit.key}#{unit.para}")


def _word(text: str) -> str:
    """`text` as one word: TREC files part their columns by white space."""
    return percent_encode(text, safe="/#():.,;-_~'&+=@$*!", errors="replace")
