"""A deterministic stand-in for tests: it knows spelling, not meaning, and is never chosen unless named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from models.encoders.normalisation import normalise_blocks
from models.encoders.protocols import FloatMatrix

_WORD = re.compile(r"\w+")
_FULL_WEIGHT = 1.0
_PREFIX_WEIGHT = 0.5
_PREFIX_LENGTH = 4


class HashingEncoder:
    """Counts words, and at half weight their first four letters, in signed hash buckets."""

    def __init__(self, dimension: int = 256) -> None:
        self._dimension = dimension

    @property
    def id(self) -> str:
        """Name and dimension."""
        return f"hashing-{self._dimension}-v1"

    @property
    def blocks(self) -> tuple[int, ...]:
        """One block."""
        return (self._dimension,)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Encoder.encode`; a text without a letter or digit counts as blank."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.lower()):
                self._count(vectors[row], word, _FULL_WEIGHT)
                self._count(vectors[row], f"{word[:_PREFIX_LENGTH]}*", _PREFIX_WEIGHT)
        return normalise_blocks(vectors, self.blocks)

    def _count(self, row: np.ndarray[tuple[int], np.dtype[np.float32]], token: str, weight: float) -> None:
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        bucket = int.from_bytes(digest[:4], "big") % self._dimension
        row[bucket] += weight if digest[4] & 1 else -weight
