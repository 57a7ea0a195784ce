from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.learning import LIKE, PACE, PLACE, TOPICS, PastConfig, PastRanker, train_past_ranker
from matcher.learning.ranker import ALIKE, CHOICE, KERNEL, RULE, TREES
from matcher.learning.ready import ReadyRanker, make_ready
from matcher.past import Ledger
from models.ranking import sigmoid
from models.ranking.blend import blend
from models.ranking.lambdamart import LambdaMartConfig

SPLIT = date(2013, 1, 1).toordinal()
CONFIG = PastConfig(trees=LambdaMartConfig(n_trees=10, min_rows_in_leaf=20, n_threads=1))


@pytest.fixture(scope="module")
def ledger(draw_ledger: Callable[[int], Ledger]) -> Ledger:
    return draw_ledger(1400)


@pytest.fixture(scope="module")
def ranker(ledger: Ledger) -> PastRanker:
    trained = train_past_ranker(ledger, SPLIT, CONFIG, np.random.default_rng(0))
    assert trained.trees is not None
    return replace(trained, weights={TREES: 1.0, ALIKE: 0.5, KERNEL: 0.5, RULE: 0.5})


@pytest.fixture(scope="module")
def ready(ranker: PastRanker, ledger: Ledger) -> ReadyRanker:
    return make_ready(ranker, ledger, SPLIT)


@pytest.fixture(scope="module")
def queries(ledger: Ledger) -> np.ndarray:
    return np.flatnonzero(ledger.first_seen() >= SPLIT)[:5]


def test_lifts_are_calibrated_scores_of_the_same_candidates(
    ready: ReadyRanker, ranker: PastRanker, ledger: Ledger, queries: np.ndarray
) -> None:
    scores, candidates = ranker.score(ledger, queries, SPLIT)
    assert ready.candidates.tolist() == candidates.tolist()
    assert ready.lifts(queries) == pytest.approx(ranker.calibration.slope * scores)
    assert sigmoid(ready.lifts(queries) + ranker.calibration.intercept) == pytest.approx(ranker.probabilities(scores))


@pytest.mark.parametrize(
    "weights", [{TREES: 1.0}, {KERNEL: 1.0}, {RULE: 1.0}, {TREES: 1.0, KERNEL: 0.5, RULE: 0.5}], ids=str
)
def test_topics_add_up_to_the_lift(ready: ReadyRanker, queries: np.ndarray, weights: dict[str, float]) -> None:
    weighed = replace(ready, ranker=replace(ready.ranker, weights=weights))
    for query in queries:
        columns = np.array([0, 3, 7])
        topics = weighed.topics(int(query), columns)
        assert set(topics) == set(TOPICS)
        assert sum(topics.values()) == pytest.approx(weighed.lifts(np.array([query]))[0, columns])


def test_the_kernel_speaks_of_likeness_and_the_rule_of_place_and_pace(ready: ReadyRanker, queries: np.ndarray) -> None:
    columns = np.arange(len(ready.candidates))
    by_kernel = replace(ready, ranker=replace(ready.ranker, weights={KERNEL: 1.0})).topics(int(queries[0]), columns)
    assert [topic for topic, values in by_kernel.items() if values.any()] == [LIKE]
    by_rule = replace(ready, ranker=replace(ready.ranker, weights={RULE: 1.0})).topics(int(queries[0]), columns)
    assert {topic for topic, values in by_rule.items() if values.any()} == {PACE, PLACE}


def test_the_blend_is_what_the_parts_say(ready: ReadyRanker, queries: np.ndarray) -> None:
    each = {
        part: replace(ready, ranker=replace(ready.ranker, weights={part: 1.0})).lifts(queries)
        for part in (TREES, ALIKE, KERNEL, RULE)
    }
    assert ready.lifts(queries) == pytest.approx(blend(each, ready.ranker.weights))


def test_no_columns_no_topics(ready: ReadyRanker, queries: np.ndarray) -> None:
    assert all(len(values) == 0 for values in ready.topics(int(queries[0]), np.array([], dtype=np.int64)).values())


def test_topics_of_a_ranker_that_reads_prose_add_up(told_ledger: Ledger, queries: np.ndarray) -> None:
    trained = train_past_ranker(told_ledger, SPLIT, CONFIG, np.random.default_rng(0))
    ready = make_ready(replace(trained, weights={TREES: 1.0, CHOICE: 0.8, ALIKE: 0.4}), told_ledger, SPLIT)
    columns = np.array([0, 3, 7])
    for query in queries:
        topics = ready.topics(int(query), columns)
        assert sum(topics.values()) == pytest.approx(ready.lifts(np.array([query]))[0, columns], abs=1e-5)
    assert np.abs(topics[LIKE]).max() > 0
