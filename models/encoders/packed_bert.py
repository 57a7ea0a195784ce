"""A BERT network that runs a batch without padding.

The tokens of all texts lie one after the other in a single matrix, so the linear layers, which are nearly all of the
work, never see a padding token; attention runs over stretches of texts of equal length. The three projections of
attention are one matrix, and nothing beyond the mean of the last layer is computed. Where the processor multiplies
bfloat16 natively the linear layers and attention do, while sums and normalisation stay in float32.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.encoders.protocols import FloatMatrix

if TYPE_CHECKING:
    from torch import Tensor, dtype

_NORM_EPSILON = 1e-12
_NATIVE_BFLOAT16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
_CPU_DESCRIPTION = Path("/proc/cpuinfo")


def has_native_bfloat16(cpu_description: str) -> bool:
    """True when the flags in a Linux `/proc/cpuinfo` name an instruction that multiplies bfloat16.

    >>> has_native_bfloat16("flags : fpu avx2 avx512_bf16")
    True
    """
    return not _NATIVE_BFLOAT16_FLAGS.isdisjoint(cpu_description.split())


def best_dtype() -> dtype:
    """bfloat16 where this processor multiplies it natively, else float32 (emulated bfloat16 is slower)."""
    import torch

    try:
        description = _CPU_DESCRIPTION.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return torch.float32
    return torch.bfloat16 if has_native_bfloat16(description) else torch.float32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    attention_in: tuple[Tensor, Tensor]
    attention_out: tuple[Tensor, Tensor]
    attention_norm: tuple[Tensor, Tensor]
    inner: tuple[Tensor, Tensor]
    outer: tuple[Tensor, Tensor]
    outer_norm: tuple[Tensor, Tensor]


class PackedBert:
    """The network, read from the tensors of a Hugging Face BERT folder.

    Args:
        tensors: the content of `model.safetensors`, of any floating dtype.
        n_heads: attention heads.
        compute_dtype: of the linear layers and attention.
    """

    def __init__(self, tensors: Mapping[str, Tensor], n_heads: int, compute_dtype: dtype) -> None:
        self._n_heads = n_heads
        self._dtype = compute_dtype
        self._words = tensors["embeddings.word_embeddings.weight"]
        types = tensors["embeddings.token_type_embeddings.weight"].float()
        self._positions = tensors["embeddings.position_embeddings.weight"].float() + types[0]
        self._norm = _pair(tensors, "embeddings.LayerNorm")
        n_layers = sum(name.endswith(".attention.self.query.weight") for name in tensors)
        self._layers = [_read_layer(tensors, layer, compute_dtype) for layer in range(n_layers)]

    def mean_states(self, sequences: Sequence[Sequence[int]]) -> FloatMatrix:
        """The mean of each sequence's last hidden states, (n, hidden) float32, not normalised.

        Args:
            sequences: token ids, none empty, none longer than the network's positions; fastest when sequences of
                equal length are neighbours.
        """
        import torch
        from torch.nn import functional

        runs = list(_equal_runs([len(sequence) for sequence in sequences]))
        with torch.inference_mode():
            ids = torch.tensor(list(itertools.chain.from_iterable(sequences)))
            positions = torch.cat([torch.arange(length) for sequence in sequences for length in (len(sequence),)])
            states = self._words[ids].float() + self._positions[positions]
            states = functional.layer_norm(states, states.shape[-1:], *self._norm, _NORM_EPSILON)
            for layer in self._layers:
                states = self._step(layer, states, runs)
            means = [states[first : first + n * length].view(n, length, -1).mean(dim=1) for first, n, length in runs]
            return np.ascontiguousarray(torch.cat(means).numpy())

    def _step(self, layer: _Layer, states: Tensor, runs: list[tuple[int, int, int]]) -> Tensor:
        from torch.nn import functional

        width = states.shape[-1:]
        attended = self._attend(layer, states.to(self._dtype), runs)
        states = states + functional.linear(attended, *layer.attention_out)
        states = functional.layer_norm(states, width, *layer.attention_norm, _NORM_EPSILON)
        inner = functional.gelu(functional.linear(states.to(self._dtype), *layer.inner))
        states = states + functional.linear(inner, *layer.outer)
        return functional.layer_norm(states, width, *layer.outer_norm, _NORM_EPSILON)

    def _attend(self, layer: _Layer, states: Tensor, runs: list[tuple[int, int, int]]) -> Tensor:
        import torch
        from torch.nn import functional

        projected = functional.linear(states, *layer.attention_in)
        attended = torch.empty_like(states)
        for first, n, length in runs:
            rows = slice(first, first + n * length)
            query, key, value = projected[rows].view(n, length, 3, self._n_heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
            mixed = functional.scaled_dot_product_attention(query, key, value)
            attended[rows] = mixed.transpose(1, 2).reshape(n * length, -1)
        return attended


def _equal_runs(lengths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Stretches of neighbours of equal length: (row of the first token, number of sequences, their length)."""
    first = 0
    for length, group in itertools.groupby(lengths):
        n = sum(1 for _ in group)
        yield first, n, length
        first += n * length


def _pair(tensors: Mapping[str, Tensor], name: str) -> tuple[Tensor, Tensor]:
    return tensors[f"{name}.weight"].float(), tensors[f"{name}.bias"].float()


def _read_layer(tensors: Mapping[str, Tensor], layer: int, compute_dtype: dtype) -> _Layer:
    import torch

    prefix = f"encoder.layer.{layer}"
    projections = [_pair(tensors, f"{prefix}.attention.self.{name}") for name in ("query", "key", "value")]

    def cast(pair: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        return pair[0].to(compute_dtype), pair[1].to(compute_dtype)

    return _Layer(
        attention_in=cast((torch.cat([w for w, _ in projections]), torch.cat([b for _, b in projections]))),
        attention_out=cast(_pair(tensors, f"{prefix}.attention.output.dense")),
        attention_norm=_pair(tensors, f"{prefix}.attention.output.LayerNorm"),
        inner=cast(_pair(tensors, f"{prefix}.intermediate.dense")),
        outer=cast(_pair(tensors, f"{prefix}.output.dense")),
        outer_norm=_pair(tensors, f"{prefix}.output.LayerNorm"),
    )
