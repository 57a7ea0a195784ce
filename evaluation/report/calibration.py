"""Whether the probabilities of the pairs that are shown come true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.calibration import Bin, brier, expected_calibration_error, reliability
from evaluation.rankings import Rows, hits
from evaluation.report.inputs import Probabilities
from evaluation.splits import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFigures:
    """Calibration over the pairs among the first `depth` of each list.

    `base_rate` is the share of them that came true, `base_brier` the Brier score of saying that rate of every pair.
    """

    depth: int
    n_pairs: int
    bins: tuple[Bin, ...]
    ece: float
    brier: float
    base_rate: float
    base_brier: float


def calibration_figures(task: Task, shown: Rows, probabilities: Probabilities) -> CalibrationFigures:
    """Calibration of the pairs in `shown`, `(n_queries, depth)`; NaN and no bins where there are none.

    Raises:
        ValueError: a probability of a pair that is shown is outside [0, 1].
    """
    listed = shown >= 0
    said = np.take_along_axis(np.asarray(probabilities, dtype=np.float64), np.maximum(shown, 0), axis=1)[listed]
    true = hits(task, shown)[listed]
    rate = float(true.mean()) if len(true) else float("nan")
    return CalibrationFigures(
        depth=shown.shape[1],
        n_pairs=len(true),
        bins=reliability(said, true),
        ece=expected_calibration_error(said, true),
        brier=brier(said, true),
        base_rate=rate,
        base_brier=rate * (1.0 - rate),
    )
