from __future__ import annotations

from collections import Counter

import numpy as np

from evaluation.benchmark import Benchmark
from evaluation.shuffles import shuffled_counterparts, shuffled_labels, shuffled_time
from evaluation.splits import Task


def test_first_dates_are_dealt_among_the_startups(benchmark: Benchmark) -> None:
    found = shuffled_time(benchmark, np.random.default_rng(0))
    assert Counter(found.startups["first_date"]) == Counter(benchmark.startups["first_date"])
    assert found.startups["first_date"].tolist() != benchmark.startups["first_date"].tolist()
    assert found.data_hash != benchmark.data_hash


def test_interactions_keep_their_distance_from_the_first_date(benchmark: Benchmark) -> None:
    found = shuffled_time(benchmark, np.random.default_rng(0))
    first = dict(zip(found.startups["id"], found.startups["first_date"], strict=True))
    dates = found.interactions["date"].tolist()
    assert dates[0] == dates[2] == first["s1"]
    assert (np.datetime64(dates[1]) - np.datetime64(dates[0])).astype(int) == 365


def test_what_has_no_date_gets_none(benchmark: Benchmark) -> None:
    found = shuffled_time(benchmark, np.random.default_rng(0))
    assert (found.interactions["date"] == "").tolist() == (benchmark.interactions["date"] == "").tolist()


def test_counterparts_are_dealt_among_the_deals_before_the_split(benchmark: Benchmark) -> None:
    found = shuffled_counterparts(benchmark, "2016-01-01", np.random.default_rng(0))
    before, after = (one.interactions["counterpart_id"] for one in (benchmark, found))
    date = benchmark.interactions["date"]
    known = (date != "") & (date < "2016-01-01")
    assert Counter(after[known]) == Counter(before[known])
    assert after[known].tolist() != before[known].tolist()
    assert after[~known].tolist() == before[~known].tolist()
    assert found.data_hash != benchmark.data_hash


def test_labels_are_dealt_among_the_queries(task: Task) -> None:
    dealt = [shuffled_labels(task, np.random.default_rng(seed)).relevant for seed in range(8)]
    assert {"q1": frozenset({"b", "ghost"}), "q2": frozenset({"a"})} in dealt
    assert all(sorted(map(sorted, each.values())) == [["a"], ["b", "ghost"]] for each in dealt)


def test_shuffles_repeat_with_their_seed(benchmark: Benchmark, task: Task) -> None:
    times = [shuffled_time(benchmark, np.random.default_rng(3)).data_hash for _ in range(2)]
    labels = [shuffled_labels(task, np.random.default_rng(3)).relevant for _ in range(2)]
    past = [shuffled_counterparts(benchmark, "2016-01-01", np.random.default_rng(3)).data_hash for _ in range(2)]
    assert times[0] == times[1]
    assert past[0] == past[1]
    assert labels[0] == labels[1]
