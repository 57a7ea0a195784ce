"""Training of a ranker on the past: lists from rolling windows, weights chosen on the latest of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.learning.config import PastConfig
from matcher.learning.ranker import ALIKE, CHOICE, KERNEL, RULE, SIMPLE, TREES, PastRanker, score_parts
from matcher.learning.windows import TrainingLists, Window, draw_lists, join_lists, rolling_windows
from matcher.past.features import BLOCK, PreparedPast, is_rising, prepare_past
from matcher.past.groups import KERNEL as KERNEL_GROUP
from matcher.past.groups import kept_features
from matcher.past.ledger import Ledger
from models.ranking.blend import blend, choose_weights
from models.ranking.calibration import Platt, fit_platt
from models.ranking.lambdamart import train_lambdamart
from models.ranking.trees import Trees

SEEDS = 2**31 - 1
MIXES: tuple[dict[str, float], ...] = (
    {TREES: 1.0, ALIKE: 0.25, KERNEL: 0.4},
    {TREES: 1.0, KERNEL: 0.8},
    {KERNEL: 1.0},
)
"""Blends of the learned parts, the preferred first: trees are judged when grown on less than they get in the end."""
PROSE_MIX = {TREES: 1.0, ALIKE: 0.4, CHOICE: 0.8}
"""The one preferred before all where companies have prose: without, the choice among all finds fewer of the deals."""

UNSEEN_SLOPE = 0.7
"""Log-odds of a deal per unit of the simple blend where no window is there to fit it on: what it was, about, on parts
of two sources."""


def train_past_ranker(ledger: Ledger, split_day: int, config: PastConfig, rng: np.random.Generator) -> PastRanker:
    """A ranker from what is dated before `split_day`; on little or nothing it is the simple blend.

    Trees are grown twice: without the latest window, to choose the blend on it, and then with it. Texts are read as the
    ledger has them: the encoder of its vectors is written into the ranker's config, "" where no past company has prose.
    """
    known = ledger.before(split_day)
    config = replace(config, encoder=_encoder_of(known))
    known = known.read_by(config.encoder)
    windows = rolling_windows(known, split_day, config)
    prepared = [
        prepare_past(
            known, window.candidates, window.start, config.kernel, chooses=config.encoder != "" and number == 0
        )
        for number, window in enumerate(windows)
    ]
    lists = [training_lists(*pair, config, rng) for pair in zip(windows, prepared, strict=True)]
    names = kept_features(prepared[0].features(windows[0].queries[:0])[0], config.left_out) if windows else ()
    seed = int(rng.integers(SEEDS))
    weights, calibration = _choose(known, windows, prepared, grow(lists[1:], names, config, seed), config)
    trees = grow(lists, names, config, seed) if weights.get(TREES, 0.0) else None
    return PastRanker(config=config, trained_until=split_day, trees=trees, weights=weights, calibration=calibration)


def usual_log_odds(known: Ledger, min_deals: int) -> float:
    """The log-odds that any company of the past dealt with any experienced candidate; 0 where there is neither.

    Half a deal is added on either side, so that it is finite.
    """
    candidates = known.experienced(min_deals)
    n_pairs = len(candidates) * len(np.unique(known.deal_company))
    if not n_pairs:
        return 0.0
    by_candidate = np.isin(known.deal_counterpart, candidates)
    deals = known.deal_counterpart[by_candidate] * len(known.company_ids) + known.deal_company[by_candidate]
    n_deals = len(np.unique(deals))
    return float(np.log((n_deals + 0.5) / (n_pairs - n_deals + 0.5)))


def training_lists(
    window: Window, prepared: PreparedPast, config: PastConfig, rng: np.random.Generator
) -> TrainingLists:
    """Features that are not left out, of the drawn candidates only; the full table of a block is let go after it."""
    columns = draw_lists(window.relevant, config.n_negatives, rng)
    rows = []
    for start in range(0, len(columns), BLOCK):
        names, table = prepared.features(window.queries[start : start + BLOCK])
        kept = [names.index(name) for name in kept_features(names, config.left_out)]
        rows += [table[row, chosen][:, kept] for row, chosen in enumerate(columns[start : start + BLOCK])]
    relevance = [window.relevant[row, chosen] for row, chosen in enumerate(columns)]
    return TrainingLists(
        features=np.concatenate(rows),
        relevance=np.concatenate(relevance).astype(np.int8),
        sizes=np.array([len(chosen) for chosen in columns], dtype=np.int64),
    )


def grow(lists: list[TrainingLists], names: tuple[str, ...], config: PastConfig, seed: int) -> Trees | None:
    """Trees on these lists, None where they are too few or there is no feature to read."""
    if not names or sum(len(part.sizes) for part in lists) < config.min_lists:
        return None
    joined = join_lists(lists)
    rising = [name for name in names if is_rising(name)]
    return train_lambdamart(joined.features, joined.relevance, joined.sizes, names, config.trees, seed, rising)


def _encoder_of(known: Ledger) -> str:
    """The id of the encoder that read the prose of the companies dealt with, "" where there is none of it."""
    vectors = known.vectors
    return vectors.encoder_id if vectors is not None and vectors.rows[known.deal_company].any() else ""


def _choose(
    known: Ledger,
    windows: list[Window],
    prepared: list[PreparedPast],
    trees: Trees | None,
    config: PastConfig,
) -> tuple[dict[str, float], Platt]:
    """Weights and calibration from the latest window, on which `trees` were not grown."""
    simple, mixes = _known_blends(config)
    if not windows:
        return simple, Platt(slope=UNSEEN_SLOPE, intercept=usual_log_odds(known, config.min_deals))
    parts = score_parts(prepared[0], windows[0].queries, trees, config.left_out)
    mixes = [mix for mix in mixes if trees is not None or TREES not in mix]
    weights = choose_weights(parts, windows[0].relevant, simple, mixes, config.doubt)
    return weights, fit_platt(blend(parts, weights), windows[0].relevant)


def _known_blends(config: PastConfig) -> tuple[dict[str, float], list[dict[str, float]]]:
    """The simple blend and the mixes; without the kernel where that is left out, and then each mix once."""
    mixes = [PROSE_MIX, *MIXES] if config.encoder else list(MIXES)
    if KERNEL_GROUP not in config.left_out:
        return dict(SIMPLE), mixes
    rest = [{part: weight for part, weight in mix.items() if part not in (KERNEL, ALIKE, CHOICE)} for mix in mixes]
    return {RULE: 1.0}, [mix for number, mix in enumerate(rest) if mix and mix not in rest[:number]]
