"""Outside collections: how they are read, searched, measured, and kept for the second time."""

from __future__ import annotations

import gzip
import io
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from rich.console import Console

from egqa.errors import BadEvaluation
from egqa.evaluate.beir import BeirResult, measure, run_beir
from egqa.evaluate.beir_files import Collection, read_collection
from egqa.evaluate.beir_search import ARMS, CollectionIndex, layers_of
from egqa.evaluate.beir_vectors import embed
from egqa.models import Embedder, Vectors, load_embedder
from egqa.store import Store
from small_index import tiny_embedder

SUBJECTS = (
    "capital requirements of banks",
    "custody of client assets",
    "fishing quotas at sea",
    "electronic evidence in court",
    "the safety of nuclear plants",
    "vaccines for children",
)
FACETS = (
    ("Reports", "Reports are due every year. The authority publishes them. No fee is charged."),
    ("Fees", "A fee is owed on application. It is not returned. Small firms pay half."),
    ("Breaches", "Who breaks a rule is fined. An appeal stands open. The court decides."),
    ("Staff", "Staff are trained before they serve. Records are kept for six years."),
)
LONG = "Some words that say little stand here again and again. " * 60


def passages() -> list[dict[str, object]]:
    """Twenty-five passages: some without a title, one longer than the model's window."""
    found: list[dict[str, object]] = []
    for subject in SUBJECTS:
        for title, text in FACETS:
            at = len(found)
            body = f"On {subject}: {text}"
            found.append({"_id": f"p{at}", "title": "" if at % 3 else title, "text": body})
    found.append({"_id": "p24", "title": "Long", "text": LONG + "At last it speaks of volcanoes."})
    return found


QUERIES: list[dict[str, object]] = [
    {"_id": "q0", "text": "What must banks report each year about their capital?"},
    {"_id": "q1", "text": "Which fee is owed for custody of client assets?"},
    {"_id": "q2", "text": "Who is fined for breaking fishing quotas?"},
    {"_id": "p20", "text": "vaccines for children and the yearly reports"},
    {"_id": "idle", "text": "Nobody judged this."},
]
JUDGED = (("q0", "p0", 2), ("q0", "p1", 0), ("q1", "p5", 1), ("q2", "p10", 1), ("p20", "p21", 1))
HEADER = "query-id\tcorpus-id\tscore\n"


def tsv(rows: Sequence[tuple[str, str, object]] = JUDGED, header: str = HEADER) -> str:
    return header + "".join(f"{one}\t{two}\t{score}\n" for one, two, score in rows)


def lines(objects: Sequence[object]) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def write(folder: Path, **files: str) -> Path:
    """The collection in `folder`; `corpus`, `queries` and the qrels of a split may be given."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    (folder / "corpus.jsonl").write_text(files.pop("corpus", lines(passages())), "utf-8")
    (folder / "queries.jsonl").write_text(files.pop("queries", lines(QUERIES)), "utf-8")
    for name, content in (files or {"test": tsv()}).items():
        (folder / "qrels" / f"{name}.tsv").write_text(content, "utf-8")
    return folder


def quiet() -> Console:
    return Console(file=io.StringIO(), width=120)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def test_a_collection_is_read(tmp_path: Path) -> None:
    found = read_collection(write(tmp_path / "rules"))
    assert (found.name, found.split, len(found.passages)) == ("rules", "test", 25)
    assert found.passages[0].whole == f"Reports {passages()[0]['text']}"
    assert list(found.questions) == ["q0", "q1", "q2", "p20"], "those that are judged"
    assert found.qrels["q0"] == {"p0": 2, "p1": 0}
    assert found.notices == ()


def test_packed_files_read_the_same(tmp_path: Path) -> None:
    plain = read_collection(write(tmp_path / "plain" / "rules"))
    folder = write(tmp_path / "packed" / "rules")
    for path in [*folder.glob("*.jsonl"), *folder.glob("qrels/*.tsv")]:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert read_collection(folder) == plain


@pytest.mark.parametrize(
    "content",
    [
        tsv(header=""),
        tsv().replace("\n", "\r\n"),
        "\ufeff" + tsv(),
        tsv([(one, two, f"{score}.0") for one, two, score in JUDGED]),
        tsv(header="qid\tpid\trelevance\n") + "\n\n",
    ],
    ids=["no header", "crlf", "bom", "1.0", "another header"],
)
def test_forms_of_qrels(tmp_path: Path, content: str) -> None:
    expected = read_collection(write(tmp_path / "one" / "rules")).qrels
    assert read_collection(write(tmp_path / "two" / "rules", test=content)).qrels == expected


def test_which_qrels(tmp_path: Path) -> None:
    one = write(tmp_path / "one", dev=tsv(JUDGED[:1]))
    assert read_collection(one).split == "dev", "the only one"
    many = write(tmp_path / "many", dev=tsv(JUDGED[:1]), test=tsv(), train=tsv())
    assert read_collection(many).split == "test"
    assert list(read_collection(many, split="dev").questions) == ["q0"]
    with pytest.raises(BadEvaluation, match=r"has no other\.tsv.*It has: dev, test, train"):
        read_collection(many, split="other")
    (many / "qrels" / "test.tsv").unlink()
    with pytest.raises(BadEvaluation, match=r"has no test\.tsv"):
        read_collection(many)


def test_numbers_as_ids_and_texts_that_are_empty(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        corpus=lines([{"_id": 7, "text": ""}, {"_id": 8, "title": None, "text": "Rain."}]),
        queries=lines([{"_id": 1, "text": "rain?", "metadata": {}}]),
        test=tsv([("1", "8", 1)]),
    )
    found = read_collection(folder)
    assert [one.id for one in found.passages] == ["7", "8"]
    assert run_tiny(folder, tmp_path / "cache").measures["hybrid"]["nDCG@10"] == 1.0


def test_what_is_judged_and_not_there_is_told(tmp_path: Path) -> None:
    rows = [*JUDGED, ("gone", "p1", 1), ("q1", "lost", 1), ("q2", "lost", 1)]
    found = read_collection(write(tmp_path, test=tsv(rows)))
    assert found.notices == (
        "1 judged questions are not there and are left out.",
        "1 judged passages are not there and cannot be found.",
    )
    assert "gone" not in found.qrels


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"corpus": '{"_id": "a", "text": "b"}\n{"_id"'}, r"corpus\.jsonl, line 2: not JSON"),
        ({"corpus": "[]\n"}, r"corpus\.jsonl, line 1: not an object"),
        ({"corpus": ""}, r"corpus\.jsonl is empty"),
        ({"corpus": '\n{"text": "b"}\n'}, r"corpus\.jsonl, line 2: `_id` is missing"),
        ({"corpus": '{"_id": "a"}\n'}, r"corpus\.jsonl, line 1: `text` is missing"),
        ({"corpus": '{"_id": "a", "text": 5}\n'}, r"line 1: `text` is 5, not a text"),
        ({"corpus": lines([*passages(), passages()[3]])}, r"line 26: `_id` 'p3' was given before"),
        ({"queries": '{"_id": "q0", "text": " "}\n'}, r"queries\.jsonl, line 1: `text` is empty"),
        ({"queries": '{"_id": true, "text": "b"}\n'}, r"queries\.jsonl, line 1: `_id` is true"),
        ({"queries": '{"_id": "z", "text": "b"}\n'}, r"none of its questions stands in"),
        ({"test": "q0\tp0\n"}, r"test\.tsv, line 1: 2 columns, not 3"),
        ({"test": HEADER + "q0\tp0\thigh\n"}, r"test\.tsv, line 2: the score is 'high'"),
        ({"test": "q0\tp0\t0.5\n"}, r"test\.tsv, line 1: the score is '0\.5'"),
        ({"test": "q0\t \t1\n"}, r"test\.tsv, line 1: an id is empty"),
        ({"test": HEADER}, r"test\.tsv holds no judgements"),
        ({"test": "q0\tnowhere\t1\n"}, r"none of its passages stands in"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(BadEvaluation, match=said) as caught:
        read_collection(write(tmp_path, **files))
    assert caught.value.hint


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadEvaluation, match="is not a folder"):
        read_collection(tmp_path / "none")
    with pytest.raises(BadEvaluation, match=r"no \.tsv"):
        read_collection(tmp_path)
    folder = write(tmp_path / "some")
    (folder / "corpus.jsonl").write_bytes(b'{"_id": "a", "text": "b"}\n{"_id": "\xff"}\n')
    with pytest.raises(BadEvaluation, match=r"corpus\.jsonl, line 2: not UTF-8"):
        read_collection(folder)
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(BadEvaluation, match=r"has no corpus\.jsonl and no corpus\.jsonl\.gz"):
        read_collection(folder)
    for broken in (b"no gzip", gzip.compress(lines(passages()).encode())[:-20]):
        (folder / "corpus.jsonl.gz").write_bytes(broken)
        with pytest.raises(BadEvaluation, match=r"corpus\.jsonl\.gz cannot be read"):
            read_collection(folder)


# ── measuring ────────────────────────────────────────────────────────────────────────────────────


def test_the_measures_are_those_worked_by_hand() -> None:
    qrels = {"a": {"x": 1, "y": 2, "no": 0}, "b": {"z": 1}, "c": {"w": 1}}
    run = {"a": ["no", "y", "n1", "x"], "b": [f"n{at}" for at in range(10)] + ["z"]}
    found = measure(qrels, run)
    gained = 2 / math.log2(3) + 1 / math.log2(5)  # grade over the logarithm of rank + 1
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert found["nDCG@10"] == pytest.approx(gained / ideal / 3)
    assert found["Recall@10"] == pytest.approx(1 / 3), "b finds its own at 11, c nothing"
    assert found["Recall@100"] == pytest.approx(2 / 3)
    assert found["MAP@10"] == pytest.approx((1 / 2 + 2 / 4) / 2 / 3)


def test_places_decide_and_not_names() -> None:
    for run in (["x", "y"], ["y", "x"]):
        found = measure({"a": {run[0]: 1}}, {"a": run})
        assert found["nDCG@10"] == found["MAP@10"] == 1.0


# ── searching, with the real model and the real Chroma ───────────────────────────────────────────


@pytest.fixture(scope="module")
def model() -> Embedder:
    return load_embedder(exact=True)


def counted(model: Embedder) -> tuple[Embedder, list[str]]:
    """The model, and the list of all that it embeds."""
    seen: list[str] = []

    def embed_texts(texts: Sequence[str]) -> Vectors:
        seen.extend(texts)
        return model.embed_texts(texts)

    def embed_query(text: str) -> Vectors:
        seen.append(text)
        return model.embed_query(text)

    return replace(model, embed_texts=embed_texts, embed_query=embed_query), seen


def indexed(
    folder: Path, collection: Collection, model: Embedder
) -> Callable[..., dict[str, list[str]]]:
    document, layers = layers_of(collection.passages, model)
    texts = [piece.text for pieces in layers.values() for piece in pieces]
    vectors = embed(texts, "passage", model, folder / "cache")
    index = CollectionIndex(folder / "index", collection.passages, document, layers, vectors)

    def search(text: str, **options: str) -> dict[str, list[str]]:
        return index.search(text, model.embed_query(text), **options)

    return search


def test_the_text_arm_is_the_plain_cosine_of_title_and_text(
    tmp_path: Path, model: Embedder
) -> None:
    collection = read_collection(write(tmp_path / "rules"))
    search = indexed(tmp_path, collection, model)
    rows = model.embed_texts([one.whole for one in collection.passages])
    for text in [*collection.questions.values(), "volcanoes"]:
        found = search(text)
        cosines = rows @ model.embed_query(text)
        at = {one.id: float(cosines[row]) for row, one in enumerate(collection.passages)}
        assert sorted(found["text"]) == sorted(at)
        ranked = [at[id_] for id_ in found["text"]]
        assert ranked == pytest.approx(sorted(at.values(), reverse=True), abs=2e-3)
        assert at[found["text"][0]] == pytest.approx(max(at.values()), abs=2e-3)
        for arm in ("dense", "hybrid"):
            assert sorted(found[arm]) == sorted(at), "few enough for all to be ranked"
    found = search("volcanoes")
    assert found["lexical"] == ["p24"], "what shares no word is not found"
    assert found["dense"][0] == found["hybrid"][0] == "p24", "beyond the window too"
    assert "p20" in search("vaccines")["text"]
    without = search("vaccines", without="p20")
    assert all("p20" not in without[arm] for arm in ARMS)


def test_a_second_run_embeds_nothing_and_says_the_same(tmp_path: Path, model: Embedder) -> None:
    folder, cache = write(tmp_path / "rules"), tmp_path / "cache"
    embedder, seen = counted(model)
    consoles = quiet(), quiet()
    first = run_beir(
        folder, console=consoles[0], embedder=embedder, cache=cache, json_path=tmp_path / "a.json"
    )
    texts = [text for text in seen if "Some words" not in text]
    questions = {str(one["text"]) for one in QUERIES}
    once = [text for text in texts if text not in questions]
    assert len(once) == len(set(once)), "no text is embedded twice"
    assert "Nobody judged this." not in seen
    seen.clear()
    second = run_beir(folder, console=consoles[1], embedder=embedder, cache=cache)
    assert seen == []
    assert second.measures == first.measures
    assert (first.collection, first.split, first.passages, first.questions) == (
        "rules",
        "test",
        25,
        4,
    )
    assert first.measures["hybrid"]["Recall@100"] == 1.0
    assert json.loads((tmp_path / "a.json").read_text()) == asdict(first)
    said = printed(consoles[0])
    for part in ("lexical only", "cosine only", "all dense", "hybrid", "MAP@10", "25 passages"):
        assert part in said
    assert f"{first.measures['text']['nDCG@10']:.4f}" in said


# ── what needs no real model ─────────────────────────────────────────────────────────────────────


def run_tiny(folder: Path, cache: Path) -> BeirResult:
    return run_beir(folder, console=quiet(), embedder=tiny_embedder(), cache=cache)


def test_the_cache_is_the_models_own_and_mends(tmp_path: Path) -> None:
    def embedded(texts: Sequence[str], name: str = "tiny") -> tuple[dict[str, Vectors], int]:
        embedder, seen = counted(tiny_embedder(name))
        return embed(texts, "passage", embedder, tmp_path), len(seen)

    texts = ["a law", "a court", "a law"]
    expected, count = embedded(texts)
    assert (list(expected), count) == (["a court", "a law"], 2)
    assert embedded(texts)[1] == 0
    assert embedded(texts, "another")[1] == 2
    assert embedded([*texts, "a border"])[1] == 3
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:100])
    again, count = embedded(texts)
    assert count == 2
    assert all((again[text] == expected[text]).all() for text in expected)


def test_a_second_run_writes_no_vectors_and_a_damaged_copy_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write(tmp_path / "rules"), tmp_path / "cache"
    put, written = Store.put, []

    def count(*arguments: object) -> None:
        written.append(arguments)
        put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "put", count)
    expected = run_tiny(folder, cache).measures
    assert written
    written.clear()
    assert run_tiny(folder, cache).measures == expected
    assert not written
    (found,) = cache.glob("*.index")
    (found / "chroma" / "chroma.sqlite3").write_bytes(b"damaged")
    assert run_tiny(folder, cache).measures == expected
    assert written


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert len(embed(["a law"], "passage", tiny_embedder(), tmp_path / "file")) == 1


def test_questions_are_embedded_as_questions(tmp_path: Path) -> None:
    plain = tiny_embedder()
    prompted = replace(plain, embed_query=lambda text: plain.embed_query("question " + text))
    for model, batched in ((plain, True), (prompted, False)):
        embedder, seen = counted(model)
        vectors = embed(["a law", "a court"], "question", embedder, tmp_path / str(batched))
        for text, vector in vectors.items():
            assert vector == pytest.approx(model.embed_query(text))
        assert len(seen) == 4


def test_a_passage_with_the_questions_id_is_not_searched_unless_it_is_gold(tmp_path: Path) -> None:
    queries = lines([{"_id": "p0", "text": passages()[0]["text"]}])
    alike = tsv([("p0", f"p{at}", 1) for at in (4, 8, 12, 16, 20)])
    other = write(tmp_path / "other", queries=queries, test=alike)
    itself = write(tmp_path / "itself", queries=queries, test=tsv([("p0", "p0", 1)]))
    found = run_tiny(other, tmp_path / "cache")
    assert found.measures["lexical"]["nDCG@10"] == 1.0, "its own would have come before"
    found = run_tiny(itself, tmp_path / "cache")
    assert {found.measures[arm]["MAP@10"] for arm in ARMS} == {1.0}


def test_where_it_cannot_write_it_says_so_before_it_starts(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "a.json"):
        with pytest.raises(BadEvaluation, match="cannot be written"):
            run_beir(tmp_path, console=quiet(), json_path=path)
