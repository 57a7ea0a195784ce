"""Writes multilingual-e5-small as an ordinary sentence-transformers folder, without torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoders.e5_source import E5Sizes, E5Source
from models.encoders.e5_vocabulary import BOS, EOS, MASK, PAD, UNKNOWN, build_tokenizer, kept_pieces

QUERY_PROMPT = "query: "
WINDOW = 512
"""Longest input in tokens, the prompt and the two marks at its ends included."""

_NORM_EPSILON = 1e-12
_MODULES = ("Transformer", "Pooling", "Normalize")
_ATTENTION_NAMES = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}


def write_e5_folder(
    source: E5Source, folder: Path, *, full: bool = False, step: Callable[[], None] | None = None
) -> None:
    """Fill `folder` (which exists) with tokenizer, float16 weights and configuration.

    Args:
        source: the parsed package.
        folder: where to write.
        full: keep all pieces and float32 weights: the plain model that others are measured against.
        step: called twice, after the tokenizer and after the weights.
    """
    from safetensors.numpy import save_file

    kept = list(range(len(source.pieces))) if full else kept_pieces(source.pieces)
    tokenizer = build_tokenizer([source.pieces[i] for i in kept], [float(source.scores[i]) for i in kept])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _notify(step)
    dtype = np.float32 if full else np.float16
    tensors = {name: np.ascontiguousarray(weights, dtype=dtype) for name, weights in _tensors(source, kept)}
    save_file(tensors, str(folder / "model.safetensors"), metadata={"format": "pt"})
    _notify(step)
    pad_id = kept.index(source.pieces.index(PAD))
    for name, content in _configuration(source.sizes, len(kept), pad_id, np.dtype(dtype).name).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _notify(step: Callable[[], None] | None) -> None:
    if step is not None:
        step()


def _tensors(source: E5Source, kept: list[int]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    sizes = source.sizes
    hidden = sizes.hidden
    yield "embeddings.word_embeddings.weight", source.tensor("emb.word", sizes.vocabulary, hidden)[kept]
    yield "embeddings.position_embeddings.weight", source.tensor("emb.pos", sizes.positions, hidden)
    yield "embeddings.token_type_embeddings.weight", source.tensor("emb.type", sizes.token_types, hidden)
    yield "embeddings.LayerNorm.weight", source.tensor("emb.ln.w", hidden)
    yield "embeddings.LayerNorm.bias", source.tensor("emb.ln.b", hidden)
    for layer in range(sizes.layers):
        yield from _layer_tensors(source, layer)
    # the pooler is not used, but a BERT folder without one makes transformers report random weights
    yield "pooler.dense.weight", np.zeros((hidden, hidden), dtype=np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, dtype=np.float32)


def _layer_tensors(source: E5Source, layer: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    hidden, inner = source.sizes.hidden, source.sizes.inner
    prefix = f"encoder.layer.{layer}"
    shapes = {short: (name, hidden, hidden) for short, name in _ATTENTION_NAMES.items()}
    shapes |= {
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", inner, hidden),
        "fo": ("output.dense", hidden, inner),
    }
    for short, (name, n_out, n_in) in shapes.items():
        yield f"{prefix}.{name}.weight", source.tensor(f"l{layer}.{short}.w", n_out, n_in)
        yield f"{prefix}.{name}.bias", source.tensor(f"l{layer}.{short}.b", n_out)
    for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
        yield f"{prefix}.{name}.weight", source.tensor(f"l{layer}.{short}.w", hidden)
        yield f"{prefix}.{name}.bias", source.tensor(f"l{layer}.{short}.b", hidden)


def _configuration(sizes: E5Sizes, n_pieces: int, pad_id: int, dtype: str) -> dict[str, Any]:
    special = {"bos_token": BOS, "cls_token": BOS, "eos_token": EOS, "sep_token": EOS, "pad_token": PAD}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": n_pieces,
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.inner,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.token_types,
            "layer_norm_eps": _NORM_EPSILON,
            "hidden_act": "gelu",
            "pad_token_id": pad_id,
            "torch_dtype": dtype,
        },
        "tokenizer_config.json": {
            **special,
            "unk_token": UNKNOWN,
            "mask_token": MASK,
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": WINDOW,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {
                "idx": position,
                "name": str(position),
                "path": "" if position == 0 else f"{position}_{module}",
                "type": f"sentence_transformers.models.{module}",
            }
            for position, module in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {"max_seq_length": WINDOW, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
