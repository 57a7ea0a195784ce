"""The protocol and the baselines give the figures that are known for the public benchmark folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.baselines import BASELINES
from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.metrics import averages, query_metrics
from evaluation.rankings import hits, n_relevant, top_rows
from evaluation.splits import Task, temporal_task
from evaluation.spread import coverage, exposure

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "us-investments"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/us-investments is not there")


@pytest.fixture(scope="module")
def investments() -> Benchmark:
    return read_benchmark(FOLDER)


@pytest.fixture(scope="module")
def investments_task(investments: Benchmark) -> Task:
    return temporal_task(investments, "2016-01-01", "2018-01-01")


def test_the_protocol_finds_the_known_queries_and_candidates(investments_task: Task) -> None:
    assert (len(investments_task.queries), len(investments_task.candidates)) == (1977, 1713)


@pytest.mark.parametrize(
    ("name", "gain", "found_at_50", "covered"),
    [
        ("popularity", 0.122, 0.278, 0.006),
        ("region-popularity", 0.174, 0.398, 0.124),
        ("tfidf-knn", 0.120, 0.327, 0.670),
    ],
)
def test_a_baseline_reaches_its_known_figures(
    investments: Benchmark, investments_task: Task, name: str, gain: float, found_at_50: float, covered: float
) -> None:
    shown = top_rows(BASELINES[name](investments_task, investments))
    found = averages(query_metrics(hits(investments_task, shown), n_relevant(investments_task)))
    exposed = exposure(shown, len(investments_task.candidates), 10)
    figures = [found["ndcg@10"].mean, found["recall@50"].mean, coverage(exposed)]
    assert figures == pytest.approx([gain, found_at_50, covered], abs=0.002)
