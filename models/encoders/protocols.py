"""What the rest of the house needs to know of an encoder, and of somebody who watches it work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatMatrix = NDArray[np.float32]
"""A two-dimensional, C-contiguous float32 array."""


class Encoder(Protocol):
    """Texts in, vectors out; the same text always gives the same vector."""

    @property
    def id(self) -> str:
        """What the vectors depend on: model, version, vocabulary. Two encoders with one id are interchangeable."""
        ...

    @property
    def blocks(self) -> tuple[int, ...]:
        """Sizes of the column groups that are normalised and centred apart; they sum to the dimension."""
        ...

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Vectors of shape (len(texts), sum(blocks)), float32, C-contiguous, in the order of `texts`.

        Each block of a row has length 1. A blank text gives a row of zeros; no texts give a (0, dimension) array.
        A row does not depend on its neighbours by more than 1e-4 in any entry. Text longer than the model's window
        is split and pooled, never cut.
        """
        ...


class Progress(Protocol):
    """Somebody who is told how far a long work has come."""

    def start(self, total: int, what: str) -> None:
        """A work of `total` steps begins; `what` names it in a few English words."""
        ...

    def advance(self, n: int) -> None:
        """Another `n` steps are done."""
        ...

    def finish(self) -> None:
        """The work that was started last is over, whether or not all of its steps were taken."""
        ...


class NoProgress:
    """Nobody watches."""

    def start(self, total: int, what: str) -> None:
        """Do nothing."""

    def advance(self, n: int) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""
