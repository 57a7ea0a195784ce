"""What every ranker can do."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt


@runtime_checkable
class Ranker(Protocol):
    """Features → scores; higher is better, and only the order within one question means anything."""

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The features it reads, in the order of its columns."""
        ...

    def score(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """`(n, n_features)` float32 → `(n,)` float64."""
        ...
