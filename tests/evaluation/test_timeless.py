from __future__ import annotations

from dataclasses import replace

import numpy as np

from evaluation.baselines import popularity_scores
from evaluation.benchmark import Benchmark
from evaluation.metrics import ndcg
from evaluation.rankings import hits, n_relevant, top_rows
from evaluation.splits import Task, temporal_task
from evaluation.timeless import timeless_scores


def quality(task: Task, scores: np.ndarray) -> float:
    return float(ndcg(hits(task, top_rows(scores, 10)), n_relevant(task), 10).mean())


def test_it_learns_what_texts_and_places_say(world: Benchmark) -> None:
    task = temporal_task(world, "2015-01-01", "2016-01-01")
    scores = timeless_scores(task, world)
    assert scores.shape == (len(task.queries), len(task.candidates))
    assert quality(task, scores) > quality(task, popularity_scores(task, world)) + 0.2


def test_days_before_the_split_play_no_part(world: Benchmark) -> None:
    task = temporal_task(world, "2015-01-01", "2016-01-01")
    other = replace(task, history=task.history.assign(date="2012-01-01"))
    undated = replace(world, startups=world.startups.assign(first_date=""))
    assert np.array_equal(timeless_scores(task, world), timeless_scores(other, undated))


def test_nothing_known_of_a_query_leaves_a_flat_likeness(benchmark: Benchmark) -> None:
    task = temporal_task(benchmark, "2016-01-01", "2018-01-01", min_history=1)
    assert "q3" in task.queries
    assert np.isfinite(timeless_scores(task, benchmark)).all()


def test_without_a_past_all_candidates_are_alike(benchmark: Benchmark, task: Task) -> None:
    assert not timeless_scores(replace(task, history=task.history[:0]), benchmark).any()
