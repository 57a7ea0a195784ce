from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from evaluation.ablation import ablations, n_ablations
from evaluation.benchmark import Benchmark
from evaluation.harness import EvaluationRequest
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.splits import Task
from matcher.past.groups import MEMBERS
from models.encoders import HashingEncoder

REQUEST = EvaluationRequest(dataset=Path("tiny"), split="2016-01-01", until="2018-01-01")


def test_each_group_is_left_out_in_turn(benchmark: Benchmark, task: Task) -> None:
    found = ablations(benchmark, task, REQUEST)
    assert list(found) == [f"without {group}" for group in MEMBERS]
    assert {scores.shape for scores in found.values()} == {(2, 3)}


def test_what_the_blend_holds_without_trees_goes_only_with_the_kernel(benchmark: Benchmark, task: Task) -> None:
    ledger = to_ledger(benchmark)
    whole = score_task(train_before(ledger, task.split, min_history=2, seed=0), ledger, task)
    found = ablations(benchmark, task, REQUEST)
    assert [name for name, scores in found.items() if not np.array_equal(scores, whole)] == ["without kernel"]


def test_two_runs_give_the_same(benchmark: Benchmark, task: Task) -> None:
    one, other = (ablations(benchmark, task, REQUEST) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_without_the_encoder_descriptions_are_read_by_their_words(benchmark: Benchmark, task: Task) -> None:
    request = replace(REQUEST, encoder=HashingEncoder(16))
    found = ablations(benchmark, task, request)
    assert len(found) == n_ablations(request) == n_ablations(REQUEST) + 1
    by_words = score_task(
        train_before(to_ledger(benchmark), task.split, min_history=2, seed=0), to_ledger(benchmark), task
    )
    assert np.array_equal(found["without encoder"], by_words)
    assert not np.array_equal(found["without encoder"], found["without timing"])
