"""Unit length, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from models.encoders.protocols import FloatMatrix

NEGLIGIBLE_NORM = 1e-9
"""A block shorter than this carries no direction and is set to zero."""


def block_slices(blocks: Sequence[int]) -> Iterator[slice]:
    """The columns of each block, in order.

    >>> list(block_slices((2, 3)))
    [slice(0, 2, None), slice(2, 5, None)]
    """
    start = 0
    for size in blocks:
        yield slice(start, start + size)
        start += size


def normalise_blocks(vectors: FloatMatrix, blocks: Sequence[int]) -> FloatMatrix:
    """A new (n, d) float32 array in which each block of each row has length 1, or is zero where it was.

    Args:
        vectors: shape (n, d), d = sum(blocks); n may be 0.
        blocks: sizes of the column groups.

    Raises:
        ValueError: the blocks do not sum to the number of columns.
    """
    if vectors.ndim != 2 or vectors.shape[1] != sum(blocks):
        raise ValueError(f"blocks {tuple(blocks)} do not fit vectors of shape {vectors.shape}")
    unit = np.array(vectors, dtype=np.float32, order="C")
    for columns in block_slices(blocks):
        norms = np.linalg.norm(unit[:, columns], axis=1, keepdims=True)
        empty = norms < NEGLIGIBLE_NORM
        unit[:, columns] /= np.where(empty, np.float32(1), norms)
        unit[empty[:, 0], columns] = 0
    return unit
