"""Several encoders side by side: what one misses another sees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.encoders.protocols import Encoder, FloatMatrix


class FusedEncoder:
    """The vectors of several encoders, concatenated; each keeps its own blocks, hence its own normalisation.

    The inner product of two rows is the sum of the cosines of their blocks, in [−n_blocks, n_blocks].

    Args:
        encoders: one or more, in the order of their columns.
    """

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = tuple(encoders)

    @property
    def id(self) -> str:
        """The ids of the parts, joined by "+"."""
        return "+".join(encoder.id for encoder in self._encoders)

    @property
    def blocks(self) -> tuple[int, ...]:
        """The blocks of the parts, in order."""
        return tuple(size for encoder in self._encoders for size in encoder.blocks)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Encoder.encode`; raises what the parts raise."""
        return np.ascontiguousarray(np.hstack([encoder.encode(texts) for encoder in self._encoders]))
