from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from matcher.learning import PastConfig, train_past_ranker, training
from matcher.learning.ranker import KERNEL, RULE, TREES, score_parts
from matcher.past import Ledger
from matcher.past.features import PreparedPast, prepare_past
from matcher.past.groups import DYNAMICS, GROUPS, LIFTS, MEMBERS, NEIGHBOURS, TIMING, kept_features
from matcher.past.groups import KERNEL as KERNEL_GROUP
from matcher.past.view import PastView
from models.ranking.blend import blend
from models.ranking.lambdamart import LambdaMartConfig

SPLIT = date(2013, 1, 1).toordinal()
OF_THE_RULE = {"popularity", "region_lift"}
CONFIG = PastConfig(trees=LambdaMartConfig(n_trees=10, min_rows_in_leaf=20, n_threads=1))


@dataclass(frozen=True)
class Altered:
    """A prepared past, of which the features that are left out are other numbers, but for those of the rule."""

    prepared: PreparedPast
    left_out: tuple[str, ...]

    @property
    def view(self) -> PastView:
        return self.prepared.view

    def lent_interest(self, queries: np.ndarray) -> np.ndarray:
        return self.prepared.lent_interest(queries)

    def chosen(self, queries: np.ndarray) -> np.ndarray:
        return self.prepared.chosen(queries)

    def features(self, queries: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
        names, table = self.prepared.features(queries)
        kept = kept_features(names, self.left_out)
        odd = [column for column, name in enumerate(names) if name not in kept and name not in OF_THE_RULE]
        table[:, :, odd] = np.random.default_rng(1).normal(size=(*table.shape[:2], len(odd)))
        return names, table


@pytest.fixture(scope="module")
def ledger(draw_ledger: Callable[[int], Ledger]) -> Ledger:
    return draw_ledger(1400)


@pytest.mark.parametrize(
    ("group", "n_gone"),
    [
        (DYNAMICS, 12),
        (LIFTS, 17),
        (NEIGHBOURS, 16 + 5),
        (KERNEL_GROUP, 2),
        (TIMING, 7 + 5 + 4),
    ],
)
def test_a_group_that_is_left_out_changes_no_score(
    ledger: Ledger, group: str, n_gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "choose_weights", lambda *given: dict(given[3][0]))  # the preferred mix
    config = replace(CONFIG, left_out=(group,))
    ranker = train_past_ranker(ledger, SPLIT, config, np.random.default_rng(0))
    assert ranker.trees is not None
    assert len(ranker.trees.feature_names) == len(GROUPS) - n_gone
    queries = np.flatnonzero(ledger.first_seen() >= SPLIT)[:20]
    prepared = prepare_past(ledger, ledger.before(SPLIT).experienced(2), SPLIT, config.kernel)
    altered: PreparedPast = Altered(prepared, (group,))  # type: ignore[assignment]
    parts, others = (score_parts(one, queries, ranker.trees, (group,)) for one in (prepared, altered))
    assert np.array_equal(blend(parts, ranker.weights), blend(others, ranker.weights))
    assert np.array_equal(blend(parts, ranker.weights), ranker.score(ledger, queries, SPLIT)[0])


def test_without_the_kernel_it_is_no_part_of_the_blend(ledger: Ledger, draw_ledger: Callable[[int], Ledger]) -> None:
    config = replace(CONFIG, left_out=(KERNEL_GROUP,))
    learned = train_past_ranker(ledger, SPLIT, config, np.random.default_rng(0))
    assert set(learned.weights) == {RULE, TREES}
    assert sum(learned.weights.values()) == pytest.approx(1.0)
    little = train_past_ranker(draw_ledger(8), SPLIT, config, np.random.default_rng(0))
    assert little.weights == {RULE: 1.0}


def test_without_any_group_no_trees_are_grown(ledger: Ledger) -> None:
    config = replace(CONFIG, left_out=tuple(MEMBERS))
    ranker = train_past_ranker(ledger, SPLIT, config, np.random.default_rng(0))
    assert ranker.trees is None
    assert KERNEL not in ranker.weights
