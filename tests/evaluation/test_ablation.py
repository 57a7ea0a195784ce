from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from evaluation.ablation import SHUFFLES, ablations, leakage
from evaluation.benchmark import Benchmark, parse_benchmark
from evaluation.harness import EvaluationRequest
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.metrics import ndcg
from evaluation.rankings import hits, n_relevant, top_rows
from evaluation.splits import Task, temporal_task
from matcher.past.groups import MEMBERS

REQUEST = EvaluationRequest(dataset=Path("tiny"), split="2016-01-01", until="2018-01-01")
REGIONS = ("Lazio", "Marche", "Veneto", "Molise")


def draw_world(n_startups: int = 150) -> Benchmark:
    """Four years of startups in four regions; each deals with two of the three counterparts that stay in its own."""
    rng = np.random.default_rng(3)
    startups, interactions = ["id,first_date,region"], ["startup_id,counterpart_id,date"]
    for number in range(n_startups):
        home = int(rng.integers(len(REGIONS)))
        day = date(2013, 1, 1) + timedelta(days=number * 4 * 365 // n_startups)
        startups.append(f"s{number:03},{day},{REGIONS[home]}")
        interactions += [f"s{number:03},i{home}{mate},{day}" for mate in rng.choice(3, 2, replace=False)]
    counterparts = ["id", *(f"i{home}{number}" for home in range(len(REGIONS)) for number in range(3))]
    tables = {"startups": startups, "counterparts": counterparts, "interactions": interactions}
    return parse_benchmark({f"{name}.csv": "\n".join(lines).encode() for name, lines in tables.items()})


@pytest.fixture(scope="module")
def world() -> Benchmark:
    return draw_world()


def quality(task: Task, scores: np.ndarray) -> float:
    return float(ndcg(hits(task, top_rows(scores, 10)), n_relevant(task), 10).mean())


def test_each_group_is_left_out_in_turn(benchmark: Benchmark, task: Task) -> None:
    found = ablations(benchmark, task, REQUEST)
    assert list(found) == [f"without {group}" for group in MEMBERS]
    assert {scores.shape for scores in found.values()} == {(2, 3)}


def test_what_the_blend_holds_without_trees_goes_only_with_the_kernel(benchmark: Benchmark, task: Task) -> None:
    ledger = to_ledger(benchmark)
    whole = score_task(train_before(ledger, task.split, min_history=2, seed=0), ledger, task)
    found = ablations(benchmark, task, REQUEST)
    assert [name for name, scores in found.items() if not np.array_equal(scores, whole)] == ["without kernel"]


def test_shuffled_labels_fall_to_chance(world: Benchmark) -> None:
    task, ledger = temporal_task(world, REQUEST.split, REQUEST.until), to_ledger(world)
    unshuffled = quality(task, score_task(train_before(ledger, task.split, min_history=2, seed=0), ledger, task))
    check = leakage(world, REQUEST)["shuffled labels"]
    assert check.is_at_chance
    assert check.ndcg.high < unshuffled - 0.1


def test_every_check_has_a_meaning(world: Benchmark) -> None:
    assert {name: check.meaning for name, check in leakage(world, REQUEST).items()} == {
        name: shuffle.meaning for name, shuffle in SHUFFLES.items()
    }
    assert all(shuffle.meaning for shuffle in SHUFFLES.values())


def test_two_runs_give_the_same(world: Benchmark, benchmark: Benchmark, task: Task) -> None:
    assert leakage(world, REQUEST) == leakage(world, REQUEST)
    one, other = (ablations(benchmark, task, REQUEST) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_every_training_is_a_step_of_progress(benchmark: Benchmark, task: Task) -> None:
    steps = Steps()
    ablations(benchmark, task, REQUEST, steps)
    leakage(benchmark, REQUEST, steps)
    assert steps.n_done == len(MEMBERS) + len(SHUFFLES)


class Steps:
    """Counts steps."""

    def __init__(self) -> None:
        self.n_done = 0

    def start(self, total: int, what: str) -> None: ...

    def advance(self, n: int) -> None:
        self.n_done += n

    def finish(self) -> None: ...
