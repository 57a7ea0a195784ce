from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from evaluation import learned
from evaluation.benchmark import Benchmark
from evaluation.harness import EvaluationRequest
from evaluation.leakage import LABELS, N_STEPS, SHUFFLES, TIME, check_future, check_leakage, check_shuffle
from evaluation.learned import retrained_scores, to_ledger
from evaluation.splits import Task, temporal_task
from matcher.learning import PastConfig, ranker, training
from matcher.past import Ledger
from matcher.past.features import PreparedPast, prepare_past
from matcher.past.kernel import KernelConfig
from matcher.past.view import PastView
from models.ranking.lambdamart import LambdaMartConfig

REQUEST = EvaluationRequest(dataset=Path("drawn"), split="2015-01-01", until="2016-01-01")


@pytest.fixture(autouse=True)
def few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trees that are quickly grown."""
    trees = LambdaMartConfig(n_trees=20, min_rows_in_leaf=20, n_threads=1)
    monkeypatch.setattr(learned, "PastConfig", partial(PastConfig, trees=trees))


@pytest.fixture(scope="module")
def asked(world: Benchmark) -> Task:
    return temporal_task(world, REQUEST.split, REQUEST.until)


def scored(world: Benchmark, asked: Task) -> np.ndarray:
    return retrained_scores(to_ledger(world), asked, seed=REQUEST.seed)


def test_without_a_leak_labels_fall_to_popularity(world: Benchmark) -> None:
    (check,) = check_shuffle(world, REQUEST, LABELS)
    assert (check.shuffle, check.reference) == (LABELS, "popularity")
    assert check.is_at_chance
    assert check.gain.mean == pytest.approx(check.ndcg.mean - check.chance.mean)


def test_without_a_leak_the_future_moves_no_score(world: Benchmark, asked: Task) -> None:
    check = check_future(world, asked, scored(world, asked), REQUEST)
    assert check.max_difference == 0
    assert check.n_scores == len(asked.queries) * len(asked.candidates)


def test_time_has_two_references(world: Benchmark) -> None:
    found = check_shuffle(world, REQUEST, TIME)
    assert [check.reference for check in found] == ["the ranker without timing", "a timeless ranker"]
    assert found[0].ndcg == found[1].ndcg
    assert all(check.meaning for check in found)


def test_everything_is_checked_once_and_repeats(benchmark: Benchmark, task: Task) -> None:
    request = EvaluationRequest(dataset=Path("tiny"), split=task.split, until=task.until)
    scores, steps = retrained_scores(to_ledger(benchmark), task, seed=0), Steps()
    shuffled, future = check_leakage(benchmark, task, scores, request, steps)
    assert steps.n_done == N_STEPS
    assert {check.shuffle for check in shuffled} <= set(SHUFFLES)
    assert (shuffled, future) == check_leakage(benchmark, task, scores, request)


def test_a_leak_of_later_deals_is_caught_by_shuffled_labels_and_by_noise(
    plant: Callable[[Leak], None], world: Benchmark, asked: Task
) -> None:
    plant(has_later_deal)
    (check,) = check_shuffle(world, REQUEST, LABELS)
    assert not check.is_at_chance
    assert check.gain.low > 0.2
    assert check_future(world, asked, scored(world, asked), REQUEST).max_difference > 0


def test_a_leak_that_both_rankers_have_shows_beside_the_timeless_one_only(
    plant: Callable[[Leak], None], world: Benchmark
) -> None:
    plant(has_later_deal)
    without_timing, timeless = check_shuffle(world, REQUEST, TIME)
    assert without_timing.is_at_chance
    assert not timeless.is_at_chance


def test_a_leak_of_the_number_of_counterparts_is_caught_by_noise(
    plant: Callable[[Leak], None], world: Benchmark, asked: Task
) -> None:
    plant(n_counterparts)
    assert check_future(world, asked, scored(world, asked), REQUEST).max_difference > 0


def test_a_leak_of_other_later_startups_is_caught_by_noise(
    plant: Callable[[Leak], None], world: Benchmark, asked: Task
) -> None:
    plant(n_alike)
    assert check_future(world, asked, scored(world, asked), REQUEST).max_difference > 0


Leak = Callable[[Ledger, PastView, np.ndarray], np.ndarray]


def has_later_deal(ledger: Ledger, view: PastView, queries: np.ndarray) -> np.ndarray:
    """Whether the candidate deals with the query on the day of the question or later."""
    later = ledger.deal_day >= view.day
    pairs = set(zip(ledger.deal_company[later], ledger.deal_counterpart[later], strict=True))
    return np.array([[(query, candidate) in pairs for candidate in view.candidates] for query in queries])


def n_counterparts(ledger: Ledger, view: PastView, queries: np.ndarray) -> np.ndarray:
    """How many deals the query has, whenever."""
    count = np.bincount(ledger.deal_company, minlength=len(ledger.company_ids))
    return np.broadcast_to(count[queries, None], (len(queries), len(view.candidates)))


def n_alike(ledger: Ledger, view: PastView, queries: np.ndarray) -> np.ndarray:
    """How many words the query shares with all companies, also those that come later."""
    shared = (ledger.terms[queries] @ ledger.terms.T).sum(axis=1)
    return np.broadcast_to(np.asarray(shared), (len(queries), len(view.candidates)))


@dataclass(frozen=True)
class Leaky:
    """A prepared past with one feature more."""

    prepared: PreparedPast
    ledger: Ledger
    leak: Leak

    @property
    def view(self) -> PastView:
        return self.prepared.view

    def lent_interest(self, queries: np.ndarray) -> np.ndarray:
        return self.prepared.lent_interest(queries)

    def chosen(self, queries: np.ndarray) -> np.ndarray:
        return self.prepared.chosen(queries)

    def features(self, queries: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
        names, table = self.prepared.features(queries)
        column = self.leak(self.ledger, self.view, queries).reshape(*table.shape[:2], 1).astype(np.float32)
        return (*names, "leak"), np.concatenate([table, column], axis=2)


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[Leak], None]:
    """Makes trees that are surely heard read one feature more, from a ledger not cut at the day of the question."""

    def planted(leak: Leak) -> None:
        monkeypatch.setattr(training, "choose_weights", lambda *_: {ranker.TREES: 1.0})

        def prepare(ledger: Ledger, candidates: np.ndarray, day: int, config: KernelConfig, **_: bool) -> Leaky:
            return Leaky(prepare_past(ledger, candidates, day, config), ledger, leak)

        for module in (ranker, training):
            monkeypatch.setattr(module, "prepare_past", prepare)

    return planted


@dataclass
class Steps:
    """Counts steps."""

    n_done: int = field(default=0)

    def start(self, total: int, what: str) -> None: ...

    def advance(self, n: int) -> None:
        self.n_done += n

    def finish(self) -> None: ...
