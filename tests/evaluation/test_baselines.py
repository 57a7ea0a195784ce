from __future__ import annotations

from dataclasses import replace
from math import exp, hypot, log

import numpy as np
import pytest

from evaluation.baselines import BASELINES, bm25_knn, place_knn, region_popularity, sector_knn, tfidf_knn, tfidf_profile
from evaluation.benchmark import Benchmark
from evaluation.splits import Task, temporal_task

SPLIT, UNTIL = "2016-01-01", "2018-01-01"


@pytest.mark.parametrize("name", BASELINES)
class TestEveryBaseline:
    def test_scores_every_candidate_for_every_query(self, name: str, task: Task, benchmark: Benchmark) -> None:
        found = BASELINES[name](task, benchmark)
        assert found.shape == (2, 3)
        assert found.dtype == np.float32
        assert np.isfinite(found).all()

    def test_gives_the_same_again(self, name: str, task: Task, benchmark: Benchmark) -> None:
        first, again = (BASELINES[name](task, benchmark) for _ in range(2))
        assert first.tobytes() == again.tobytes()

    def test_knows_nothing_of_what_comes_after_the_split(self, name: str, task: Task, benchmark: Benchmark) -> None:
        interactions = benchmark.interactions.copy()
        other = {"a": "b", "b": "a", "ghost": "a"}
        after = interactions["date"] >= SPLIT
        interactions.loc[after, "counterpart_id"] = interactions.loc[after, "counterpart_id"].replace(other)
        changed = replace(benchmark, interactions=interactions)
        asked = temporal_task(changed, SPLIT, UNTIL)
        assert asked.relevant != task.relevant
        assert BASELINES[name](asked, changed).tobytes() == BASELINES[name](task, benchmark).tobytes()

    def test_takes_a_benchmark_that_says_nothing_of_startups(self, name: str, task: Task, benchmark: Benchmark) -> None:
        blank = dict.fromkeys(["description", "sectors", "country", "region", "metro", "city"], "")
        found = BASELINES[name](task, replace(benchmark, startups=benchmark.startups.assign(**blank)))
        assert np.isfinite(found).all()
        assert name == "random" or (found[0] == found[1]).all()


def test_popularity_is_the_logarithm_of_how_many_startups(task: Task, benchmark: Benchmark) -> None:
    expected = [log(3), log(2), log(2)]
    assert BASELINES["popularity"](task, benchmark).tolist() == [pytest.approx(expected)] * 2


def test_a_region_counts_by_its_share_of_the_portfolio_over_its_share_of_the_past(
    task: Task, benchmark: Benchmark
) -> None:
    tuscany, lazio = 1 / 3, 2 / 3
    b = (0 + tuscany) / (2 + 1) / tuscany, (2 + lazio) / (2 + 1) / lazio
    ghost = (1 + tuscany) / (2 + 1) / tuscany, (1 + lazio) / (2 + 1) / lazio
    expected = [
        [log(3), log(2) + 0.7 * log(b[0]), log(2) + 0.7 * log(ghost[0])],
        [log(3), log(2) + 0.7 * log(b[1]), log(2) + 0.7 * log(ghost[1])],
    ]
    assert region_popularity(task, benchmark) == pytest.approx(np.array(expected), rel=1e-6)


def test_a_region_that_is_new_or_not_known_says_nothing(task: Task, benchmark: Benchmark) -> None:
    elsewhere = benchmark.startups.assign(
        region=benchmark.startups["region"].where(~benchmark.startups["id"].isin(["q1", "q2"]), "")
    )
    elsewhere.loc[elsewhere["id"] == "q2", "region"] = "Molise"
    found = region_popularity(task, replace(benchmark, startups=elsewhere))
    assert (found == BASELINES["popularity"](task, benchmark)).all()


def test_words_of_two_past_startups_or_more_find_the_near_ones(task: Task, benchmark: Benchmark) -> None:
    # "robot", "arms", "robot arms" and "robotics" are all that is shared: q1, s1 and s2 have the same vector.
    both, one = log(1 + 2 * (exp(8) - 1)), 8.0
    assert tfidf_knn(task, benchmark) == pytest.approx(np.array([[both, one, one], [0, 0, 0]]), rel=1e-5)
    assert tfidf_profile(task, benchmark) == pytest.approx(np.array([[1, 1, 1], [0, 0, 0]]), rel=1e-5)


def test_words_are_summed_over_the_portfolio(task: Task, benchmark: Benchmark) -> None:
    robots, loans = bm25_knn(task, benchmark)
    assert robots[0] == pytest.approx(robots[1] + robots[2])
    assert (robots > 0).all()
    assert loans.tolist() == pytest.approx([loans[0]] * 3)


def test_rare_sectors_weigh_more(task: Task, benchmark: Benchmark) -> None:
    robotics, wine = 1 + log(4 / 3), 1 + log(4 / 2)
    cosine = robotics / hypot(robotics, wine)
    near = exp(8 * cosine) - 1
    expected = [[log(1 + 2 * near), log(1 + near), log(1 + near)], [8, 8, 8]]
    assert sector_knn(task, benchmark) == pytest.approx(np.array(expected), rel=1e-5)


def test_places_are_alike_by_the_levels_they_share(task: Task, benchmark: Benchmark) -> None:
    near, far = exp(8 * 3 / 4) - 1, exp(8 * 1 / 4) - 1
    tuscan = [near + 2 * far, 2 * far, near + far]
    roman = [far + 2 * near, 2 * near, near + far]
    assert place_knn(task, benchmark) == pytest.approx(np.log1p([tuscan, roman]), rel=1e-5)
