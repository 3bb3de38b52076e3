"""How fast egqa is, beside the plain model and a plain llama-index pipeline, in one run.

    python benchmarks/speed.py [--units 2000] [--sizes 1000 3000 10000 30000 100000]
                               [--seconds 60] [--out benchmarks] [--keep FOLDER]

Writes `speed.md`, which the README takes in, and the plots beside it. Figures that depend on the
machine are given as ratios of two things measured side by side, in turn, on the same strings.
`pip install 'egqa[bench]'` brings what it plots with. The whole takes an hour and more on a laptop
of two cores, most of it to index 100,000 units; `--units 300 --sizes 1000 3000 --seconds 10` gives
a first look in some minutes, and `--keep` leaves the made-up indexes in a folder, where the next
run finds them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import serve
from made import instant_embedder, make_documents
from plain import PlainPipeline

import egqa
from egqa.chat import ask, warm
from egqa.embed import KINDS, pieces_of
from egqa.errors import IndexMissing
from egqa.evaluate import read_questions
from egqa.index import Index
from egqa.int8 import gains_by_int8
from egqa.models import find_bundled, load_embedder
from egqa.processor import choose_weights

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "questions_fresh.jsonl"
SEEDS = Path(__file__).parents[1] / "seeds"
IMPORT_MODEL = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1])
"""


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    page = Page()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page.text(_machine())
        indexing(folder, options.units, page)
        questions(folder, options.sizes, options.out, page, options.keep or folder)
        cold(folder, page)
        served(folder, options.users, options.seconds, page)
    page.write(options.out / "speed.md")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--units", type=int, default=2_000)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 3_000, 10_000, 30_000, 100_000]
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    return parser.parse_args()


class Page:
    """The page that is written: lines, told on the terminal as they come."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def text(self, *lines: str) -> None:
        for line in (*lines, ""):
            print(line, flush=True)
            self._lines.append(line)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        cells = [head, ["---"] * len(head), *rows]
        self.text(*("| " + " | ".join(row) + " |" for row in cells))

    def write(self, path: Path) -> None:
        path.write_text("\n".join(self._lines).strip() + "\n", encoding="utf-8")


def _machine() -> str:
    weights = "bf16 weights" if choose_weights() else "fp32 weights"
    if not choose_weights() and gains_by_int8():
        weights += " (documents: 8-bit products)"
    load = os.getloadavg()[0]
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}), {weights}, Python "
        f"{platform.python_version()}; load average {load:.1f} when it began."
    )


# ── indexing ─────────────────────────────────────────────────────────────────────────────────


def indexing(folder: Path, units: int, page: Page) -> None:
    """Documents one by one: encoded plainly, indexed by egqa, and by a plain pipeline."""
    import chromadb  # noqa: F401  # as the models are: to import it is not to index
    from sentence_transformers import SentenceTransformer

    plain_model = SentenceTransformer(str(find_bundled()), device="cpu")
    embedder = load_embedder()
    index = Index(folder / "made", embedder=embedder)
    pipeline = PlainPipeline(folder / "plain")
    documents = list(make_documents(units))
    plain_model.encode(["warm"] * 64)
    embedder.embed_texts(["warm"] * 64)
    spent = dict.fromkeys(("encode", "embed", "egqa", "pipeline"), 0.0)
    strings = 0
    with index.writing():  # for all documents, as `egqa add` holds it for all files
        for document in documents:
            texts = list(
                {one.text: None for kind in KINDS for one in pieces_of(document, kind, embedder)}
            )
            strings += len(texts)
            steps: list[tuple[str, Callable[[], object]]] = [
                ("encode", lambda texts=texts: plain_model.encode(texts)),
                ("embed", lambda texts=texts: embedder.embed_texts(texts)),
                ("egqa", lambda document=document: index.add(document)),
                ("pipeline", lambda document=document: pipeline.add(document)),
            ]
            for name, step in steps:
                began = time.perf_counter()
                step()
                spent[name] += time.perf_counter() - began
    page.text(
        "### Indexing",
        "",
        f"{units:,} units of 40 to 200 words, {strings:,} strings that egqa embeds (units, units "
        "under their headings, sentences, clauses); document by document, in turn.",
    )
    page.table(
        ("", "seconds", "against fp32 `encode`", "units a second"),
        [
            _indexed(
                "`SentenceTransformer.encode`, fp32, the same strings", "encode", spent, units
            ),
            _indexed("egqa's embedding alone", "embed", spent, units),
            _indexed("**egqa, embedded and stored**", "egqa", spent, units),
            _indexed(
                "plain llama-index + Chroma (chunks of 1,024 tokens, of which the model reads "
                "the first 256)",
                "pipeline",
                spent,
                units,
            ),
        ],
    )


def _indexed(what: str, name: str, spent: dict[str, float], units: int) -> tuple[str, ...]:
    times = spent["encode"] / spent[name]
    return what, f"{spent[name]:.1f}", f"{times:.2f} times as fast", f"{units / spent[name]:.1f}"


# ── questions ────────────────────────────────────────────────────────────────────────────────


def questions(folder: Path, sizes: Sequence[int], out: Path, page: Page, kept: Path) -> None:
    """A question against embedding it, on the seeds and on ever larger indexes."""
    seeds = egqa.open_index(folder / "seeds")
    pipeline = PlainPipeline(folder / "plain-seeds")
    for path in sorted(SEEDS.glob("*.txt")):
        seeds.add(egqa.parse(path), origin=str(path))
        pipeline.add(egqa.parse(path))
    rows = []
    units = sum(entry.units for entry in seeds.manifest().entries.values())
    rows.append((units, *_ask_all(seeds)))
    find = pipeline.finder()
    find("ready")
    found = _middle([_milliseconds(find, text) for text in _questions()])
    grown: list[tuple[int, float, float]] = []
    peak: float | None = None
    for size in sorted(sizes):
        grow(kept / f"made-{size}", size)
        # In a process of its own, so that its memory is told alone.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            opened, measured, peak = alone.submit(_open_and_ask, kept / f"made-{size}").result()
        rows.append((size, *measured))
        grown.append((size, measured[1][0], opened))
        print(f"{size:,} units: opened and warm after {opened:.1f} s", flush=True)
    page.text(
        "### Questions",
        "",
        "The single questions of a judged set, each once; milliseconds, median and 95th "
        "percentile. The larger indexes hold made-up units with made-up vectors.",
    )
    page.table(
        ("units", "embedding the question", "the whole answer", "median ratio", "95th ratio"),
        [
            (
                f"{size:,}",
                f"{embed[0]:.1f} / {embed[1]:.1f}",
                f"{whole[0]:.1f} / {whole[1]:.1f}",
                f"{whole[0] / embed[0]:.2f}",
                f"{whole[1] / embed[1]:.2f}",
            )
            for size, embed, whole in rows
        ],
    )
    page.text(
        f"Over the same {units:,} units the plain pipeline takes {found[0]:.1f} / {found[1]:.1f} "
        "milliseconds to hand over its two nearest chunks: no paragraph, no citation, no answer."
    )
    if len(grown) > 1:
        exponent = float(np.polyfit(*np.log([(size, ms) for size, ms, _ in grown]).T, 1)[0])
        _plot(grown, out / "growth.svg", exponent)
        page.text(
            f"From {grown[0][0]:,} to {grown[-1][0]:,} units the median grows with exponent "
            f"{exponent:.2f}; opening the index and answering the first question takes "
            f"{grown[0][2]:.1f} and {grown[-1][2]:.1f} seconds."
            + (f" The process of the largest had {peak:,.0f} MB at its peak." if peak else ""),
            "",
            "![Median milliseconds of a question by units](benchmarks/growth.svg)",
        )


def grow(folder: Path, size: int) -> None:
    """An index of `size` made-up units with made-up vectors in `folder`; what is there is kept."""
    writer = Index(folder, embedder=instant_embedder())
    with contextlib.suppress(IndexMissing):
        if sum(one.units for one in writer.manifest().entries.values()) == size:
            return
    began = time.perf_counter()
    done = 0
    with writer.writing():
        for document in make_documents(size, seed=11):
            writer.add(document)
            done += len(document.paragraphs)
            if done % 10_000 == 0:
                spent = time.perf_counter() - began
                print(f"{done:,} of {size:,} units after {spent:.0f} s", flush=True)


def _open_and_ask(
    folder: Path,
) -> tuple[float, tuple[tuple[float, float], tuple[float, float]], float | None]:
    """Seconds until an index is open and warm, what `_ask_all` gives, megabytes at the peak."""
    began = time.perf_counter()
    index = egqa.open_index(folder)
    warm(index)
    opened = time.perf_counter() - began
    return opened, _ask_all(index), _peak_of("self")


def _ask_all(index: Index) -> tuple[tuple[float, float], tuple[float, float]]:
    """Milliseconds of embedding a question and of answering it: median and 95th percentile."""
    warm(index)
    embedder = index.embedder()
    embedding, answering = [], []
    for text in _questions():
        embedding.append(_milliseconds(embedder.embed_query, text))
        answering.append(_milliseconds(lambda text: ask(text, index=index), text))
    return _middle(embedding), _middle(answering)


def _questions() -> list[str]:
    return [one.turns[0] for one in read_questions(QUESTIONS) if len(one.turns) == 1]


def _milliseconds(step: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    step(text)
    return 1000 * (time.perf_counter() - began)


def _middle(values: Sequence[float]) -> tuple[float, float]:
    return statistics.median(values), float(np.percentile(values, 95))


def _plot(grown: Sequence[tuple[int, float, float]], path: Path, exponent: float) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "egqa"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6))
    axes.loglog([one[0] for one in grown], [one[1] for one in grown], marker="o")
    axes.set_xlabel("units in the index")
    axes.set_ylabel("median milliseconds of a question")
    axes.set_title(f"exponent {exponent:.2f}")
    axes.set_ylim(bottom=1)
    axes.grid(visible=True, which="both", alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


# ── cold starts and the server ───────────────────────────────────────────────────────────────


def cold(folder: Path, page: Page) -> None:
    """Commands in processes of their own, three times each in turn; the median counts."""
    environment = {**os.environ, "EGQA_INDEX": str(folder / "seeds"), "HF_HUB_OFFLINE": "1"}
    commands = {
        "importing and loading the model": ["-c", IMPORT_MODEL, str(find_bundled())],
        "`egqa show`": ["-m", "egqa.cli", "show", "Add.2, para. 2 (q)"],
        "`egqa ask`": ["-m", "egqa.cli", "ask", "Who opened the fourth meeting?"],
    }
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(3):
        for name, words in commands.items():
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, *words], env=environment, capture_output=True, check=True
            )
            spent[name].append(time.perf_counter() - began)
    middle = {name: statistics.median(values) for name, values in spent.items()}
    page.text("### Cold starts")
    page.table(
        ("", "seconds", "against importing and loading"),
        [
            (name, f"{seconds:.2f}", f"{seconds / next(iter(middle.values())):.2f}")
            for name, seconds in middle.items()
        ],
    )


def served(folder: Path, users: Sequence[int], seconds: float, page: Page) -> None:
    """The server: until its first answer, several people at once, its memory."""
    os.environ["EGQA_INDEX"] = str(folder / "seeds")
    conversations = [one.turns for one in read_questions(serve.QUESTIONS)]
    with serve.serving() as (address, started):
        first = serve.Tally()
        serve._ask_through_endpoint(address, "When was the report adopted?", None, first)
        rows = []
        for number in users:
            tally = serve.run(
                address, conversations, number, seconds, 0, serve._ask_through_endpoint
            )
            rows.append(
                tuple(one.strip() for one in serve._row(number, tally, seconds).split("|")[1:-1])
            )
        peak = _peak_of_child()
    page.text(
        "### The server",
        "",
        f"Up and warm after {started:.1f} s, the first answer {first.seconds[0]:.2f} s later; "
        f"people who ask without pause for {seconds:.0f} s"
        + (f"; {peak:,.0f} MB at its peak." if peak else "."),
    )
    head = ("users", "answers", "a second", "median s", "95th percentile s", "longest s", "errors")
    page.table(head, rows)


def _peak_of_child() -> float | None:
    """The peak memory of the server in megabytes, where the system tells."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.exists():
        return None
    return max(
        (peak for child in children.read_text().split() if (peak := _peak_of(child))), default=None
    )


def _peak_of(process: str) -> float | None:
    """The peak memory of a process in megabytes, where the system tells."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(one.split()[1]) / 1024 for one in lines if one.startswith("VmHWM")), None)


if __name__ == "__main__":
    main()
