"""Training of a ranker on the past: lists from rolling windows, weights chosen on the latest of them."""

from __future__ import annotations

import numpy as np

from matcher.learning.config import PastConfig
from matcher.learning.ranker import ALIKE, KERNEL, SIMPLE, TREES, PastRanker, score_parts
from matcher.learning.windows import TrainingLists, Window, draw_lists, join_lists, rolling_windows
from matcher.past.features import BLOCK, PreparedPast, is_rising, prepare_past
from matcher.past.ledger import Ledger
from models.ranking.blend import blend, choose_weights
from models.ranking.calibration import Calibration, Platt, fit_platt
from models.ranking.lambdamart import LambdaMart, train_lambdamart

SEEDS = 2**31 - 1
MIXES: tuple[dict[str, float], ...] = (
    {TREES: 1.0, ALIKE: 0.25},
    {TREES: 1.0, ALIKE: 0.25, KERNEL: 0.5},
    {KERNEL: 1.0},
)
"""Blends of the learned parts, the preferred first: trees are judged when grown on less than they get in the end."""


def train_past_ranker(ledger: Ledger, split_day: int, config: PastConfig, rng: np.random.Generator) -> PastRanker:
    """A ranker from what is dated before `split_day`; on little or nothing it is the simple blend.

    Trees are grown twice: without the latest window, to choose the blend on it, and then with it.
    """
    known = ledger.before(split_day)
    windows = rolling_windows(known, split_day, config)
    prepared = [prepare_past(known, window.candidates, window.start, config.kernel) for window in windows]
    lists = [_training_lists(*pair, config, rng) for pair in zip(windows, prepared, strict=True)]
    names = prepared[0].features(windows[0].queries[:0])[0] if windows else ()
    seed = int(rng.integers(SEEDS))
    weights, calibration = _choose(windows, prepared, _grow(lists[1:], names, config, seed), config)
    trees = _grow(lists, names, config, seed) if weights.get(TREES, 0.0) else None
    return PastRanker(config=config, trained_until=split_day, trees=trees, weights=weights, calibration=calibration)


def _training_lists(
    window: Window, prepared: PreparedPast, config: PastConfig, rng: np.random.Generator
) -> TrainingLists:
    """Features of the drawn candidates only; the full table of a block is let go after it."""
    columns = draw_lists(window.relevant, config.n_negatives, rng)
    rows = []
    for start in range(0, len(columns), BLOCK):
        table = prepared.features(window.queries[start : start + BLOCK])[1]
        rows += [table[row, chosen] for row, chosen in enumerate(columns[start : start + BLOCK])]
    relevance = [window.relevant[row, chosen] for row, chosen in enumerate(columns)]
    return TrainingLists(
        features=np.concatenate(rows),
        relevance=np.concatenate(relevance).astype(np.int8),
        sizes=np.array([len(chosen) for chosen in columns], dtype=np.int64),
    )


def _grow(lists: list[TrainingLists], names: tuple[str, ...], config: PastConfig, seed: int) -> LambdaMart | None:
    """Trees on these lists, None where they are too few."""
    if sum(len(part.sizes) for part in lists) < config.min_lists:
        return None
    joined = join_lists(lists)
    rising = [name for name in names if is_rising(name)]
    return train_lambdamart(joined.features, joined.relevance, joined.sizes, names, config.trees, seed, rising)


def _choose(
    windows: list[Window], prepared: list[PreparedPast], trees: LambdaMart | None, config: PastConfig
) -> tuple[dict[str, float], Calibration]:
    """Weights and calibration from the latest window, on which `trees` were not grown."""
    if not windows:
        return dict(SIMPLE), Platt(slope=1.0, intercept=0.0)
    parts = score_parts(prepared[0], windows[0].queries, trees)
    mixes = [mix for mix in MIXES if trees is not None or TREES not in mix]
    weights = choose_weights(parts, windows[0].relevant, SIMPLE, mixes, config.doubt)
    return weights, fit_platt(blend(parts, weights), windows[0].relevant)
