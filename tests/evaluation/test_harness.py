from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evaluation.harness import LEARNED, EvaluationRequest, as_json, check_probabilities, markdown, run_evaluation
from evaluation.splits import Task
from matcher.errors import ConfigError
from matcher.learning import PastConfig, PastRanker
from models.ranking.calibration import Platt


def request(folder: Path, **changes: object) -> EvaluationRequest:
    return EvaluationRequest(**{"dataset": folder, "split": "2016-01-01", "until": "2018-01-01", **changes})


def test_the_learned_ranker_stands_first_among_the_simple_orders(folder: Path) -> None:
    found = run_evaluation(request(folder))
    assert next(iter(found.scores)) == LEARNED
    assert [model.name for model in found.table.models] == list(found.scores)
    assert found.task.queries == ("q1", "q2")


def test_two_runs_print_the_same(folder: Path) -> None:
    one, other = run_evaluation(request(folder)), run_evaluation(request(folder))
    assert (markdown(one), as_json(one)) == (markdown(other), as_json(other))


def test_the_json_says_what_it_was_made_from(folder: Path) -> None:
    stamp = json.loads(as_json(run_evaluation(request(folder, seed=3))))["stamp"]
    assert (stamp["dataset"], stamp["seed"], stamp["model"]) == ("tiny", 3, "trained before the split")
    assert len(stamp["data_hash"]) == 64


def test_a_period_in_which_nobody_asks_is_refused(folder: Path) -> None:
    with pytest.raises(ConfigError, match="no startup was first seen between 2030-01-01 and the end"):
        run_evaluation(request(folder, split="2030-01-01", until=""))


def test_probabilities_are_checked_over_the_pairs_that_are_shown(task: Task) -> None:
    ranker = PastRanker(
        config=PastConfig(), trained_until=1, trees=None, weights={}, calibration=Platt(slope=0.0, intercept=0.0)
    )
    found = check_probabilities(ranker, np.zeros((2, 3), dtype=np.float32), task)
    assert found.n_pairs == 6
    assert found.ece == pytest.approx(0.0)  # three of six pairs are relevant, each with probability 1/2
    assert found.brier == pytest.approx(0.25)
