from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from evaluation.benchmark import Benchmark
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.splits import Task
from matcher.errors import ConfigError
from models.encoders import HashingEncoder


def test_the_ledger_holds_the_companies_and_deals_of_the_benchmark(benchmark: Benchmark) -> None:
    ledger = to_ledger(benchmark)
    assert ledger.company_ids == ("late", "q1", "q2", "q3", "s1", "s2", "s3")
    assert ledger.counterpart_ids == ("a", "b", "c", "ghost")
    assert len(ledger.deal_day) == len(benchmark.interactions)
    assert ledger.sectors[4].nnz == 2


def test_scores_stand_in_the_rows_and_columns_of_the_task(benchmark: Benchmark, task: Task) -> None:
    ledger = to_ledger(benchmark)
    scores = score_task(train_before(ledger, task.split, min_history=2, seed=0), ledger, task)
    assert scores.shape == (len(task.queries), len(task.candidates))
    assert scores.dtype == np.float32
    assert scores.mean(axis=1) == pytest.approx(np.zeros(len(task.queries)), abs=1e-6)


def test_what_happens_from_the_split_on_changes_no_score(benchmark: Benchmark, task: Task) -> None:
    past = benchmark.interactions[benchmark.interactions["date"].between("1", "2015-12-31")]
    blind = replace(benchmark, interactions=past)
    seen, unseen = (to_ledger(one) for one in (benchmark, blind))
    one, other = (score_task(train_before(x, task.split, min_history=2, seed=0), x, task) for x in (seen, unseen))
    assert np.array_equal(one, other)


def test_a_ranker_that_has_seen_the_answers_is_refused(benchmark: Benchmark, task: Task) -> None:
    ledger = to_ledger(benchmark)
    ranker = train_before(ledger, "2017-01-01", min_history=2, seed=0)
    assert ranker.trained_until == dt.date(2017, 1, 1).toordinal()
    with pytest.raises(ConfigError, match="everything before 2017-01-01 and would be asked about 2016-01-01"):
        score_task(ranker, ledger, task)


def test_descriptions_become_vectors_and_startups_without_one_have_none(benchmark: Benchmark) -> None:
    startups = benchmark.startups.assign(
        description=["Robots prune vines." if name == "s1" else "" for name in benchmark.startups["id"]]
    )
    ledger = to_ledger(replace(benchmark, startups=startups), HashingEncoder())
    assert ledger.vectors is not None
    assert [name for name, row in zip(ledger.company_ids, ledger.vectors.rows, strict=True) if row.any()] == ["s1"]
    assert ledger.vectors.encoder_id == HashingEncoder().id
