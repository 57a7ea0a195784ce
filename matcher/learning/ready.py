"""A ranker over the past, ready to answer for one day: scores as log-odds, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.learning.ranker import KERNEL, REGION_PULL, RULE, TREES, PastRanker, score_parts
from matcher.learning.topics import LEVEL, LIKE, PACE, PLACE, TOPICS, topic_of
from matcher.past.features import PreparedPast, prepare_past
from matcher.past.groups import kept_features
from matcher.past.ledger import Ints, Ledger
from matcher.past.view import Floats
from models.ranking.blend import blend

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyRanker:
    """A ranker with everything computed that is the same for every company asked about on one day."""

    ranker: PastRanker
    prepared: PreparedPast

    @property
    def candidates(self) -> Ints:
        """Rows of the ledger's counterparts that can be scored, ascending."""
        return self.prepared.view.candidates

    def lifts(self, queries: Ints) -> Scores:
        """How many log-odds each candidate stands above the mean of the company's list, `(n_queries, n_candidates)`.

        It is the calibrated log-odds of a deal less what is the same for the whole list.
        """
        parts = score_parts(self.prepared, queries, self.ranker.trees, self.ranker.config.left_out)
        return self.ranker.calibration.slope * blend(parts, self.ranker.weights)

    def topics(self, query: int, columns: Ints) -> dict[str, Scores]:
        """What each of `TOPICS` adds to the lifts of one company row for these columns; they sum to `lifts`, exactly.

        Trees are split by their features (TreeSHAP), the kernel is all likeness, the rule is pace and place.
        """
        names, tables = self.prepared.features(np.array([query], dtype=np.int64))
        table, total = tables[0], {topic: np.zeros(len(columns), dtype=np.float64) for topic in TOPICS}
        for part, weight in self.ranker.weights.items():
            if weight != 0.0:
                for topic, values in _PIECES[part](self.ranker, names, table, columns):
                    total[topic] += self.ranker.calibration.slope * weight * values
        return total


def make_ready(ranker: PastRanker, ledger: Ledger, day: int) -> ReadyRanker:
    """The ranker over the deals of the ledger dated strictly before `day`."""
    candidates = ledger.before(day).experienced(ranker.config.min_deals)
    return ReadyRanker(ranker=ranker, prepared=prepare_past(ledger, candidates, day, ranker.config.kernel))


Pieces = list[tuple[str, Scores]]


def _rule_pieces(_: PastRanker, names: tuple[str, ...], table: Floats, columns: Ints) -> Pieces:
    return [
        (PACE, _from_mean(table[:, names.index("popularity")], columns)),
        (PLACE, REGION_PULL * _from_mean(table[:, names.index("region_lift")], columns)),
    ]


def _kernel_pieces(_: PastRanker, names: tuple[str, ...], table: Floats, columns: Ints) -> Pieces:
    return [(LIKE, 0.5 * _from_mean(table[:, names.index(name)], columns)) for name in ("kernel", "kernel_plain")]


def _tree_pieces(ranker: PastRanker, names: tuple[str, ...], table: Floats, columns: Ints) -> Pieces:
    if ranker.trees is None:
        return []
    kept = kept_features(names, ranker.config.left_out)
    ranker.trees.check_features(kept)
    read = table[:, [names.index(name) for name in kept]]
    added = ranker.trees.contributions(read[columns])
    named = [(topic_of(name), added[:, column]) for column, name in enumerate(kept)]
    return [*named, (LEVEL, added[:, -1] - ranker.trees.score(read).mean())]


_PIECES = {RULE: _rule_pieces, KERNEL: _kernel_pieces, TREES: _tree_pieces}


def _from_mean(values: Floats, columns: Ints) -> Scores:
    """The values of these columns less the mean of all."""
    exact = values.astype(np.float64)
    return np.asarray((exact - exact.mean())[columns])
