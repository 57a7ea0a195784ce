"""A trained ranker over the past: trees, kernel and simple rule in one score, kept in a folder."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher.errors import DataError
from matcher.learning.config import PastConfig, config_from_json
from matcher.past.features import BLOCK, PreparedPast, prepare_past
from matcher.past.groups import kept_features
from matcher.past.ledger import Ints, Ledger
from matcher.past.view import Floats
from models.errors import ModelError
from models.ranking.blend import blend, centred, z_scores
from models.ranking.calibration import Platt, calibration_from_json
from models.ranking.trees import Trees, load_trees

Scores = npt.NDArray[np.float64]

RULE, KERNEL, ALIKE, CHOICE, TREES = "rule", "kernel", "alike", "choice", "trees"
"""The parts of a score; `ALIKE` is the kernel's, lent among candidates that deal alike."""
SIMPLE = {RULE: 0.2, KERNEL: 1.0}
"""What a score is where little can be learned: the kernel is shrunk by itself, and the rule steadies it a little. On
thirds, tenths and thirtieths of two sources this stood above popularity by region and likeness of place every time."""
REGION_PULL = 0.7
"""What a unit of log-lift of the region is worth in log-deals, in the simple rule."""
CONFIG_FILE, BLEND_FILE = "config.json", "blend.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRanker:
    """What was learned before `trained_until`; `trees` is None where there was too little to learn from."""

    config: PastConfig
    trained_until: int
    trees: Trees | None
    weights: dict[str, float]
    calibration: Platt

    def score(self, ledger: Ledger, queries: Ints, day: int) -> tuple[Scores, Ints]:
        """`(n_queries, n_candidates)` scores of company rows, and the candidates as counterpart rows, ascending.

        Candidates are the counterparts with enough deals dated before `day`, and nothing dated on it or later is seen.
        Each row has mean 0: scores of different companies are not comparable, their probabilities roughly are.

        Raises:
            ConfigError: the texts of the ledger were not encoded as those that the ranker was trained on.
        """
        candidates = ledger.before(day).experienced(self.config.min_deals)
        prepared = self.prepare(ledger, candidates, day)
        parts = score_parts(prepared, queries, self.trees, self.config.left_out)
        return blend(parts, self.weights), candidates

    def prepare(self, ledger: Ledger, candidates: Ints, day: int) -> PreparedPast:
        """What this ranker reads of the deals before `day` that is the same for every company; raises as `score`."""
        lends, chooses = (self.weights.get(part, 0.0) != 0.0 for part in (ALIKE, CHOICE))
        known = ledger.read_by(self.config.encoder)
        return prepare_past(known, candidates, day, self.config.kernel, lends=lends, chooses=chooses)

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


def is_past_ranker(folder: Path) -> bool:
    """Whether the folder looks like one that `PastRanker.save` wrote."""
    return (folder / BLEND_FILE).is_file()


def load_past_ranker(folder: Path) -> PastRanker:
    """The ranker that `PastRanker.save` wrote; it gives the same scores to the bit.

    Raises:
        DataError: a file is missing or damaged, or belongs to other features.
    """
    try:
        config = config_from_json((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        document = json.loads((folder / BLEND_FILE).read_text(encoding="utf-8"))
        calibration = calibration_from_json(json.dumps(document["calibration"]))
        if not isinstance(calibration, Platt):
            raise ValueError("its calibration is not Platt's")
        return PastRanker(
            config=config,
            trained_until=int(document["trained_until"]),
            trees=load_trees(folder, config.trees.n_threads) if document["has_trees"] else None,
            weights={str(name): float(weight) for name, weight in document["weights"].items()},
            calibration=calibration,
        )
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError, ModelError) as err:
        raise DataError(f"{folder.name}: this is no folder of a ranker over the past ({err})") from err


def score_parts(
    prepared: PreparedPast, queries: Ints, trees: Trees | None, left_out: Collection[str] = ()
) -> dict[str, Scores]:
    """The parts of the score by name, `(n_queries, n_candidates)` each, every row less its mean.

    Rule and kernel are in log-odds up to a factor and stay on that scale, since a part that sees little difference
    between candidates should make little; what is lent, the choice and the trees, which have no scale of their own, get
    deviation 1. The trees read the features that remain without the groups `left_out`; the other parts are there all
    the same.
    """
    shape = (len(queries), len(prepared.view.candidates))
    parts = {name: np.zeros(shape) for name in (RULE, KERNEL, ALIKE, CHOICE, TREES)}
    for start in range(0, len(queries), BLOCK):
        block = slice(start, start + BLOCK)
        names, table = prepared.features(queries[block])
        column = names.index
        rule = table[:, :, column("popularity")] + REGION_PULL * table[:, :, column("region_lift")]
        parts[RULE][block] = centred(rule)
        parts[KERNEL][block] = centred(0.5 * (table[:, :, column("kernel")] + table[:, :, column("kernel_plain")]))
        parts[ALIKE][block] = z_scores(prepared.lent_interest(queries[block]))
        parts[CHOICE][block] = z_scores(prepared.chosen(queries[block]))
        if trees is not None:
            kept = kept_features(names, left_out)
            parts[TREES][block] = z_scores(_tree_scores(trees, kept, table[:, :, [column(name) for name in kept]]))
    return parts


def _tree_scores(trees: Trees, names: tuple[str, ...], table: Floats) -> Scores:
    trees.check_features(names)
    return trees.score(table.reshape(-1, len(names))).reshape(table.shape[:2])
