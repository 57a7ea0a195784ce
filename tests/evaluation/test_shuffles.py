from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from evaluation.benchmark import Benchmark
from evaluation.shuffles import noised_future, shuffled_labels, shuffled_time
from evaluation.splits import Task, temporal_task


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


def test_counterparts_are_dealt_among_all_deals(benchmark: Benchmark) -> None:
    found = shuffled_labels(benchmark, np.random.default_rng(0))
    before, after = (one.interactions["counterpart_id"] for one in (benchmark, found))
    assert Counter(after) == Counter(before)
    assert after.tolist() != before.tolist()
    assert found.interactions["startup_id"].tolist() == benchmark.interactions["startup_id"].tolist()
    assert found.data_hash != benchmark.data_hash


def test_noise_leaves_the_past_and_the_profiles_of_the_queries(benchmark: Benchmark, task: Task) -> None:
    found = noised_future(benchmark, task, np.random.default_rng(0))
    again = temporal_task(found, task.split, task.until)
    pd.testing.assert_frame_equal(again.history, task.history)
    assert again.candidates == task.candidates
    seen = {"s1", "s2", "s3", *task.queries}
    before, after = (one.startups[one.startups["id"].isin(seen)] for one in (benchmark, found))
    pd.testing.assert_frame_equal(before, after)


def test_noise_changes_the_deals_asked_about_and_their_number(benchmark: Benchmark, task: Task) -> None:
    deals = [noised_future(benchmark, task, np.random.default_rng(seed)).interactions for seed in range(8)]
    assert len({tuple(each["counterpart_id"]) for each in deals}) == 8
    assert {(each["startup_id"] == "q1").sum() for each in deals} > {2}


def test_noise_gives_later_startups_other_words_and_facts(world: Benchmark) -> None:
    task = temporal_task(world, "2015-01-01", "2016-01-01")
    found = noised_future(world, task, np.random.default_rng(0))
    later = world.startups["first_date"] >= "2016-01-01"
    before, after = (one.startups[later] for one in (world, found))
    assert (before["description"] != after["description"]).mean() > 0.5
    assert before["region"].tolist() != after["region"].tolist()
    assert Counter(before["region"]) == Counter(after["region"])
    assert before["first_date"].tolist() == after["first_date"].tolist()


def test_shuffles_repeat_with_their_seed(benchmark: Benchmark, task: Task) -> None:
    def hashes() -> list[str]:
        rng = np.random.default_rng(3)
        found = shuffled_time(benchmark, rng), shuffled_labels(benchmark, rng), noised_future(benchmark, task, rng)
        return [each.data_hash for each in found]

    assert hashes() == hashes()
    assert len({benchmark.data_hash, *hashes()}) == 4
