"""A trained ranker over the past: trees, kernel and simple rule in one score, kept in a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher.errors import DataError
from matcher.learning.config import PastConfig, config_from_json
from matcher.past.features import BLOCK, PreparedPast, prepare_past
from matcher.past.ledger import Ints, Ledger
from matcher.past.view import Floats
from models.errors import ModelError
from models.ranking.blend import blend, z_scores
from models.ranking.calibration import Calibration, calibration_from_json
from models.ranking.lambdamart import LambdaMart, load_lambdamart

Scores = npt.NDArray[np.float64]

RULE, KERNEL, ALIKE, TREES = "rule", "kernel", "alike", "trees"
"""The parts of a score; `ALIKE` is the kernel's, lent among candidates that deal alike."""
SIMPLE = {RULE: 0.5, KERNEL: 0.5}
"""What a score is where little can be learned: both parts are shrunk by themselves. Without any past the kernel is flat
and the rule alone orders."""
REGION_PULL = 0.7
"""What a unit of log-lift of the region is worth in log-deals, in the simple rule."""
CONFIG_FILE, BLEND_FILE = "config.json", "blend.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRanker:
    """What was learned before `trained_until`; `trees` is None where there was too little to learn from."""

    config: PastConfig
    trained_until: int
    trees: LambdaMart | None
    weights: dict[str, float]
    calibration: Calibration

    def score(self, ledger: Ledger, queries: Ints, day: int) -> tuple[Scores, Ints]:
        """`(n_queries, n_candidates)` scores of company rows, and the candidates as counterpart rows, ascending.

        Candidates are the counterparts with enough deals dated before `day`, and nothing dated on it or later is seen.
        Each row has mean 0: scores of different companies are not comparable, their probabilities roughly are.
        """
        candidates = ledger.before(day).experienced(self.config.min_deals)
        prepared = prepare_past(ledger, candidates, day, self.config.kernel)
        return blend(score_parts(prepared, queries, self.trees), self.weights), candidates

    def probabilities(self, scores: Scores) -> Scores:
        """The share of pairs with such a score that came to a deal; same shape, same order."""
        return self.calibration.probabilities(scores)

    def save(self, folder: Path) -> None:
        """Write everything into the folder as text: config, blend with calibration, trees and their features."""
        folder.mkdir(parents=True, exist_ok=True)
        document = {
            "trained_until": self.trained_until,
            "weights": self.weights,
            "calibration": json.loads(self.calibration.to_json()),
            "has_trees": self.trees is not None,
        }
        (folder / CONFIG_FILE).write_text(self.config.to_json(), encoding="utf-8", newline="\n")
        (folder / BLEND_FILE).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8", newline="\n")
        if self.trees is not None:
            self.trees.save(folder)


def load_past_ranker(folder: Path) -> PastRanker:
    """The ranker that `PastRanker.save` wrote; it gives the same scores to the bit.

    Raises:
        DataError: a file is missing or damaged, or belongs to other features.
    """
    try:
        config = config_from_json((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        document = json.loads((folder / BLEND_FILE).read_text(encoding="utf-8"))
        return PastRanker(
            config=config,
            trained_until=int(document["trained_until"]),
            trees=load_lambdamart(folder, config.trees.n_threads) if document["has_trees"] else None,
            weights={str(name): float(weight) for name, weight in document["weights"].items()},
            calibration=calibration_from_json(json.dumps(document["calibration"])),
        )
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError, ModelError) as err:
        raise DataError(f"{folder.name}: this is no folder of a ranker over the past ({err})") from err


def score_parts(prepared: PreparedPast, queries: Ints, trees: LambdaMart | None) -> dict[str, Scores]:
    """The z-scored parts of the score by name, `(n_queries, n_candidates)` each."""
    shape = (len(queries), len(prepared.view.candidates))
    parts = {name: np.zeros(shape) for name in (RULE, KERNEL, ALIKE, TREES)}
    for start in range(0, len(queries), BLOCK):
        block = slice(start, start + BLOCK)
        names, table = prepared.features(queries[block])
        column = names.index
        rule = table[:, :, column("popularity")] + REGION_PULL * table[:, :, column("region_lift")]
        parts[RULE][block] = z_scores(rule)
        both = [z_scores(table[:, :, column(name)]) for name in ("kernel", "kernel_plain")]
        parts[KERNEL][block] = (both[0] + both[1]) / 2.0
        parts[ALIKE][block] = z_scores(prepared.lent_interest(queries[block]))
        if trees is not None:
            parts[TREES][block] = z_scores(_tree_scores(trees, names, table))
    return parts


def _tree_scores(trees: LambdaMart, names: tuple[str, ...], table: Floats) -> Scores:
    trees.check_features(names)
    return trees.score(table.reshape(-1, len(names))).reshape(table.shape[:2])
