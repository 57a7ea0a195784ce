"""A ranker over the past, ready to answer for one day: scores as log-odds, and what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.learning.ranker import ALIKE, CHOICE, KERNEL, REGION_PULL, RULE, TREES, PastRanker, score_parts
from matcher.learning.topics import LEVEL, LIKE, PACE, PLACE, TOPICS, topic_of
from matcher.past.features import PreparedPast
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

        Trees are split by their features (TreeSHAP); the kernel, lent or not, is all likeness, the rule pace and place,
        the choice pace by its levels and likeness by the rest.
        """
        names, tables = self.prepared.features(np.array([query], dtype=np.int64))
        asked = _Asked(ready=self, query=query, names=names, table=tables[0], columns=columns)
        total = {topic: np.zeros(len(columns), dtype=np.float64) for topic in TOPICS}
        for part, weight in self.ranker.weights.items():
            if weight != 0.0:
                for topic, values in _PIECES[part](asked):
                    total[topic] += self.ranker.calibration.slope * weight * values
        return total


def make_ready(ranker: PastRanker, ledger: Ledger, day: int) -> ReadyRanker:
    """The ranker over the deals of the ledger dated strictly before `day`."""
    candidates = ledger.before(day).experienced(ranker.config.min_deals)
    return ReadyRanker(ranker=ranker, prepared=ranker.prepare(ledger, candidates, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One company row, its features for all candidates, and the columns that are asked about."""

    ready: ReadyRanker
    query: int
    names: tuple[str, ...]
    table: Floats
    columns: Ints

    def feature(self, name: str) -> Floats:
        """The feature of all candidates."""
        return self.table[:, self.names.index(name)]

    def from_mean(self, values: Floats) -> Scores:
        """The values of the columns less the mean of all candidates."""
        exact = values.astype(np.float64)
        return np.asarray((exact - exact.mean())[self.columns])


Pieces = list[tuple[str, Scores]]


def _rule_pieces(asked: _Asked) -> Pieces:
    busy, near = (asked.from_mean(asked.feature(name)) for name in ("popularity", "region_lift"))
    return [(PACE, busy), (PLACE, REGION_PULL * near)]


def _kernel_pieces(asked: _Asked) -> Pieces:
    return [(LIKE, 0.5 * asked.from_mean(asked.feature(name))) for name in ("kernel", "kernel_plain")]


def _alike_pieces(asked: _Asked) -> Pieces:
    lent = asked.ready.prepared.lent_interest(np.array([asked.query], dtype=np.int64))[0]
    return [(LIKE, asked.from_mean(lent) * _unit(lent))]


def _choice_pieces(asked: _Asked) -> Pieces:
    choice = asked.ready.prepared.choice
    if choice is None:
        return []
    leanings = choice.leanings(np.array([asked.query], dtype=np.int64))[0]
    unit = _unit(leanings + choice.levels)
    return [(LIKE, asked.from_mean(leanings) * unit), (PACE, asked.from_mean(choice.levels) * unit)]


def _tree_pieces(asked: _Asked) -> Pieces:
    ranker = asked.ready.ranker
    if ranker.trees is None:
        return []
    kept = kept_features(asked.names, ranker.config.left_out)
    ranker.trees.check_features(kept)
    read = asked.table[:, [asked.names.index(name) for name in kept]]
    raw, added = ranker.trees.score(read), ranker.trees.contributions(read[asked.columns])
    unit = _unit(raw)
    named = [(topic_of(name), added[:, column] * unit) for column, name in enumerate(kept)]
    return [*named, (LEVEL, (added[:, -1] - raw.mean()) * unit)]


_PIECES: Mapping[str, Callable[[_Asked], Pieces]] = {
    RULE: _rule_pieces,
    KERNEL: _kernel_pieces,
    ALIKE: _alike_pieces,
    CHOICE: _choice_pieces,
    TREES: _tree_pieces,
}


def _unit(values: npt.NDArray[np.floating[Any]]) -> float:
    """What a unit of these values is in standard deviations of the list, 0 where all are equal (see `z_scores`)."""
    spread = float(values.astype(np.float64).std())
    return 1.0 / spread if spread > 1e-12 else 0.0
