"""The product's own search on outside collections, beside what each of its parts would find.

    corpus.jsonl ─▶ vectors (kept on disk) ─▶ temporary Chroma ─▶ four rankings each ─▶ measures

The collections are those of BEIR and whatever is written like them (Thakur et al., "BEIR: A
Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models", 2021).
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from egqa.errors import IndexBroken
from egqa.evaluate.beir_files import Collection, read_collection
from egqa.evaluate.beir_search import ARMS, CollectionIndex, digest_of, layers_of
from egqa.evaluate.beir_vectors import embed, keep, restore
from egqa.evaluate.output import refuse_unwritable, say, write_text
from egqa.evaluate.page import shown
from egqa.models import BUNDLED, Embedder, Vectors, load_embedder
from egqa.processor import count_cores

if TYPE_CHECKING:
    from rich.console import Console

#: As ir_measures names them, and as they are known.
MEASURES = {"nDCG@10": "nDCG@10", "R@10": "Recall@10", "R@100": "Recall@100", "AP@10": "MAP@10"}


@dataclass(frozen=True, slots=True)
class BeirResult:
    """What each arm reached on a collection: `measures[arm][measure]`, means over the questions.

    The arms are `lexical`, `text`, `dense` and `hybrid`; the measures `nDCG@10`, `Recall@10`,
    `Recall@100` and `MAP@10`. `seconds` says how long embedding, indexing and searching took.
    """

    collection: str
    split: str
    embedding: str
    passages: int
    questions: int
    measures: Mapping[str, Mapping[str, float]]
    seconds: Mapping[str, float]


def run_beir(
    folder: Path | str,
    *,
    console: Console,
    embedding: str = BUNDLED,
    embedder: Embedder | None = None,
    split: str | None = None,
    json_path: Path | None = None,
    cache: Path | None = None,
) -> BeirResult:
    """Index the collection in `folder`, ask its judged questions, print and return the measures.

    Four rankings are measured: BM25 alone; the cosine alone of title and text as one vector, cut
    at the model's window, which is how published figures are made; the mean of the standardised
    dense rankers; and the fusion that answers are made from, with its weights. The passage whose
    id is the question's own is not searched, as BEIR has it, unless it is judged to answer it.

    Embeddings are kept in `cache`, the user's cache folder where none is given, so that a second
    run makes none, and a copy of Chroma's files beside them, which take longer to make than to
    search; what is searched is a temporary Chroma, deleted at the end. `embedder` puts a model of
    the caller's own in the place of the one that `embedding` names. `json_path` is a file to write.

    Raises: BadEvaluation for what cannot be read or written.
    """
    refuse_unwritable(json_path)
    collection = read_collection(folder, split=split)
    for notice in collection.notices:
        say(notice, console)
    # Published figures are of exact vectors.
    model = embedder or load_embedder(embedding, exact=True)
    seconds: dict[str, float] = {}
    run = _search(collection, model, cache or _find_cache(), console, seconds)
    result = BeirResult(
        collection=collection.name,
        split=collection.split,
        embedding=model.name,
        passages=len(collection.passages),
        questions=len(collection.questions),
        measures={arm: measure(collection.qrels, run[arm]) for arm in ARMS},
        seconds=seconds,
    )
    _print(result, console)
    if json_path:
        write_text(json_path, json.dumps(asdict(result), ensure_ascii=False, indent=1) + "\n")
        say(f"wrote {json_path}", console)
    return result


def measure(
    qrels: Mapping[str, Mapping[str, int]], run: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """nDCG@10, Recall@10, Recall@100 and MAP@10 by ir_measures, means over all of `qrels`.

    `run` holds the passages of each question, best first; their places alone decide. A question
    without any counts 0 (MacAvaney et al., "Streamlining Evaluation with ir-measures", ECIR 2022).
    """
    import ir_measures
    from ir_measures import AP, Qrel, R, ScoredDoc, nDCG

    metrics = {str(metric): metric for metric in (nDCG @ 10, R @ 10, R @ 100, AP @ 10)}
    judged = [Qrel(id_, name, grade) for id_, of in qrels.items() for name, grade in of.items()]
    ranked = [
        ScoredDoc(id_, name, float(-place))
        for id_ in qrels
        for place, name in enumerate(run.get(id_, ()))
    ]
    totals = dict.fromkeys(MEASURES, 0.0)
    for found in ir_measures.iter_calc(list(metrics.values()), judged, ranked):
        totals[str(found.measure)] += float(found.value)
    return {MEASURES[name]: total / len(qrels) for name, total in totals.items()}


def _search(
    collection: Collection,
    embedder: Embedder,
    cache: Path,
    console: Console,
    seconds: dict[str, float],
) -> dict[str, dict[str, list[str]]]:
    """The passages found by each arm for each question; `seconds` is filled in."""
    with _step("embedding", console, seconds) as advance:
        document, layers = layers_of(collection.passages, embedder)
        texts = [piece.text for pieces in layers.values() for piece in pieces]
        vectors = embed(texts, "passage", embedder, cache, progress=advance)
    with _step("embedding questions", console, seconds) as advance:
        asked = list(collection.questions.values())
        wanted = embed(asked, "question", embedder, cache, progress=advance)
    with tempfile.TemporaryDirectory(prefix="egqa-", ignore_cleanup_errors=True) as folder:
        with _step("indexing", console, seconds) as advance:
            place = Path(folder) / "index"
            kept = cache / f"{digest_of(layers, vectors, embedder)}.index"
            parts = (place, collection.passages, document, layers, vectors)
            index = None
            if restore(kept, place):
                with contextlib.suppress(IndexBroken):
                    index = CollectionIndex(*parts, built=True)
            if index is None:
                shutil.rmtree(place, ignore_errors=True)
                index = CollectionIndex(*parts, progress=advance)
                keep(place, kept)
        del vectors, layers, texts, parts
        with _step("searching", console, seconds) as advance:
            return _ask_all(collection, index, wanted, advance)


def _ask_all(
    collection: Collection,
    index: CollectionIndex,
    vectors: Mapping[str, Vectors],
    advance: Callable[[int, int], None],
) -> dict[str, dict[str, list[str]]]:
    def ask(id_: str) -> dict[str, list[str]]:
        text = collection.questions[id_]
        without = "" if collection.qrels[id_].get(id_, 0) > 0 else id_
        return index.search(text, vectors[text], without=without)

    run: dict[str, dict[str, list[str]]] = {arm: {} for arm in ARMS}
    with ThreadPoolExecutor(min(8, count_cores())) as threads:
        answers = threads.map(ask, collection.questions)
        for done, (id_, found) in enumerate(
            zip(collection.questions, answers, strict=True), start=1
        ):
            for arm, passages in found.items():
                run[arm][id_] = passages
            advance(done, len(collection.questions))
    return run


@contextlib.contextmanager
def _step(
    name: str, console: Console, seconds: dict[str, float]
) -> Iterator[Callable[[int, int], None]]:
    """A progress bar while one thing is done, and its time."""
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    started = time.perf_counter()
    columns = (TextColumn(name), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
    seconds[name] = time.perf_counter() - started


def _find_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("egqa") / "beir"


def _print(result: BeirResult, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    title = f"{result.collection} ({result.split}), {result.embedding}"
    table = Table(title=Text(shown(title)))
    table.add_column("ranking")
    for name in MEASURES.values():
        table.add_column(name, justify="right")
    for arm, label in ARMS.items():
        found = result.measures[arm]
        table.add_row(label, *(f"{found[name]:.4f}" for name in MEASURES.values()))
    console.print(table)
    spent = " · ".join(f"{name} {taken:.1f} s" for name, taken in result.seconds.items())
    say(f"{result.passages:,} passages, {result.questions:,} questions · {spent}", console)
