from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.benchmark import Benchmark
from evaluation.splits import (
    Task,
    cold_start,
    leave_programme_out,
    past_startups,
    programmes,
    protocol_hash,
    relevance,
    rolling_windows,
    temporal_task,
)
from matcher.errors import ConfigError

SPLIT, UNTIL = "2016-01-01", "2018-01-01"


def test_queries_are_first_seen_in_the_period_and_have_a_relevant_candidate(task: Task) -> None:
    assert task.queries == ("q1", "q2")


def test_candidates_dealt_with_two_startups_before_the_split_in_as_many_rounds_as_it_took(task: Task) -> None:
    assert task.candidates == ("a", "b", "ghost")


def test_relevant_are_candidates_met_at_any_time(task: Task) -> None:
    assert task.relevant == {"q1": frozenset({"a"}), "q2": frozenset({"b", "ghost"})}


def test_the_history_is_dated_and_before_the_split(task: Task) -> None:
    assert len(task.history) == 9
    assert set(task.history["date"]) == {"2014-03-01", "2014-09-01", "2015-03-01", "2015-05-01"}
    assert task.history.index.tolist() == list(range(9))


def test_a_shorter_history_makes_more_candidates_and_with_them_queries(benchmark: Benchmark) -> None:
    found = temporal_task(benchmark, SPLIT, UNTIL, min_history=1)
    assert found.candidates == ("a", "b", "c", "ghost")
    assert found.relevant["q1"] == {"a", "c"}
    assert found.queries == ("q1", "q2", "q3")


def test_a_period_without_an_end_goes_on(benchmark: Benchmark) -> None:
    assert temporal_task(benchmark, SPLIT).queries == ("late", "q1", "q2")


def test_the_last_day_is_not_in_the_period(benchmark: Benchmark) -> None:
    assert temporal_task(benchmark, "2016-02-01", "2017-11-01").queries == ("q1",)


def test_a_period_before_everything_has_nobody_to_rank(benchmark: Benchmark) -> None:
    found = temporal_task(benchmark, "2010-01-01", "2011-01-01")
    assert (found.queries, found.candidates, len(found.history)) == ((), (), 0)


@pytest.mark.parametrize(
    ("split", "until", "least", "message"),
    [
        ("2016", UNTIL, 2, '"2016" is not a day'),
        ("20160101", UNTIL, 2, '"20160101" is not a day'),
        (SPLIT, SPLIT, 2, "is empty"),
        (SPLIT, UNTIL, 0, "--min-history 0"),
    ],
    ids=["a year", "another form", "an empty period", "no history"],
)
def test_a_task_that_makes_no_sense_is_refused(
    benchmark: Benchmark, split: str, until: str, least: int, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        temporal_task(benchmark, split, until, least)


def test_relevance_has_a_row_for_each_query_and_a_column_for_each_candidate(task: Task) -> None:
    assert relevance(task).tolist() == [[True, False, False], [False, True, True]]


def test_deals_in_several_rounds_count_once(task: Task) -> None:
    assert past_startups(task.history) == {"a": 3, "b": 2, "ghost": 2, "c": 1}


def test_a_programme_that_is_left_out_leaves_no_deal_behind(benchmark: Benchmark) -> None:
    found = leave_programme_out(benchmark, "programme", "autumn", min_history=1)
    assert set(found.history["startup_id"]) == {"s1", "s2", "q2", "q3", "late"}
    assert found.relevant == {"q1": {"a", "c"}, "s3": {"a", "b", "ghost"}}


def test_a_programme_can_be_left_out_in_time_too(benchmark: Benchmark) -> None:
    found = leave_programme_out(benchmark, "programme", "autumn", split="2015-01-01", min_history=1)
    assert found.history[["startup_id", "counterpart_id"]].to_numpy().tolist() == [
        ["s1", "a"],
        ["s1", "ghost"],
        ["s1", "c"],
        ["s2", "a"],
        ["s2", "b"],
    ]
    assert found.queries == ("q1", "s3")
    assert leave_programme_out(benchmark, "programme", "autumn", split=SPLIT, min_history=1).queries == ("q1",)


def test_programmes_are_the_values_that_are_not_empty(benchmark: Benchmark) -> None:
    assert programmes(benchmark, "programme") == ("autumn", "spring")


@pytest.mark.parametrize(("column", "programme"), [("cohort", "spring"), ("programme", "winter")])
def test_an_unknown_programme_is_refused_with_those_there_are(
    benchmark: Benchmark, column: str, programme: str
) -> None:
    with pytest.raises(ConfigError, match=r"id, name|autumn, spring"):
        leave_programme_out(benchmark, column, programme)


def test_a_cold_start_keeps_the_candidates_with_few_startups_and_what_is_relevant_among_them(task: Task) -> None:
    found = cold_start(task, 1, 2)
    assert found.candidates == ("b", "ghost")
    assert found.relevant == {"q2": {"b", "ghost"}}
    assert found.queries == ("q2",)
    assert found.history.equals(task.history)


def test_windows_end_where_the_next_begins_and_the_last_at_the_split() -> None:
    assert rolling_windows("2016-03-31", 3, 1) == (
        ("2015-12-31", "2016-01-31"),
        ("2016-01-31", "2016-02-29"),
        ("2016-02-29", "2016-03-31"),
    )


def test_no_window_is_no_window() -> None:
    assert rolling_windows(SPLIT, 0, 12) == ()


def test_a_window_of_no_months_is_refused() -> None:
    with pytest.raises(ConfigError, match="0 months"):
        rolling_windows(SPLIT, 1, 0)


def test_the_protocol_hash_changes_with_the_answers_and_not_with_the_data(task: Task) -> None:
    same = replace(task, data_hash="other")
    other = replace(task, relevant={**task.relevant, "q1": frozenset({"b"})})
    assert protocol_hash(same) == protocol_hash(task) != protocol_hash(other)


def test_rows_in_another_order_make_the_same_task(benchmark: Benchmark, task: Task) -> None:
    order = np.random.default_rng(0).permutation(len(benchmark.interactions))
    moved = replace(benchmark, interactions=benchmark.interactions.iloc[order], startups=benchmark.startups[::-1])
    assert protocol_hash(temporal_task(moved, SPLIT, UNTIL)) == protocol_hash(task)
