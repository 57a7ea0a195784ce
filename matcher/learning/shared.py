"""One ranker from several pasts, for programmes whose own past is too small to learn from.

Trees read no name of anybody, only how a candidate's deals lie to a company, so what they learn of one market holds in
another to a degree: `evaluation.shipped` measures it with each source left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.errors import DataError
from matcher.learning.config import PastConfig
from matcher.learning.ranker import KERNEL, RULE, TREES, PastRanker, score_parts
from matcher.learning.training import SEEDS, grow, training_lists
from matcher.learning.windows import TrainingLists, rolling_windows
from matcher.past.features import prepare_past
from matcher.past.ledger import Ledger
from models.ranking.blend import blend
from models.ranking.calibration import Platt, fit_platt

SHARED = {RULE: 0.5, KERNEL: 0.5, TREES: 0.5}
"""Trees of another market beside the two parts that need no training."""

Past = tuple[Ledger, int]
"""A ledger, and the day before which it may be learned from."""


def train_shared_ranker(pasts: Sequence[Past], config: PastConfig, rng: np.random.Generator) -> PastRanker:
    """A ranker grown on the lists of all pasts together; the calibration is the mean of theirs.

    The latest window of each is left out while its calibration is fitted, and then learned from too. `trained_until`
    is the latest of the days.

    Raises:
        DataError: all together have too few lists to grow trees on.
    """
    names: tuple[str, ...] = ()
    latest: list[TrainingLists] = []
    earlier: list[TrainingLists] = []
    held_out = []
    for ledger, day in pasts:
        known = ledger.before(day)
        windows = rolling_windows(known, day, config)
        prepared = [prepare_past(known, window.candidates, window.start, config.kernel) for window in windows]
        lists = [training_lists(*pair, config, rng) for pair in zip(windows, prepared, strict=True)]
        latest += lists[:1]
        earlier += lists[1:]
        if windows:
            held_out.append((prepared[0], windows[0]))
            names = prepared[0].features(windows[0].queries[:0])[0]
    seed = int(rng.integers(SEEDS))
    first, trees = grow(earlier, names, config, seed), grow([*earlier, *latest], names, config, seed)
    if trees is None or first is None:
        raise DataError(f"too few lists to learn from: trees need {config.min_lists} from {len(pasts)} past(s)")
    fitted = [
        fit_platt(blend(score_parts(prepared, window.queries, first), SHARED), window.relevant)
        for prepared, window in held_out
    ]
    mean = Platt(
        slope=float(np.mean([one.slope for one in fitted])), intercept=float(np.mean([one.intercept for one in fitted]))
    )
    until = max(day for _, day in pasts)
    return PastRanker(config=config, trained_until=until, trees=trees, weights=dict(SHARED), calibration=mean)
