from __future__ import annotations

from evaluation.benchmark import Benchmark
from evaluation.portfolios import past_portfolios, popularity, sector_labels, texts
from evaluation.splits import Task


def test_a_portfolio_holds_each_startup_once(task: Task, benchmark: Benchmark) -> None:
    found = past_portfolios(task, benchmark)
    assert found.past["id"].tolist() == ["s1", "s2", "s3"]
    assert found.held.toarray().tolist() == [[1, 1, 1], [0, 1, 1], [1, 0, 1]]


def test_queries_are_described_in_the_order_of_the_task(task: Task, benchmark: Benchmark) -> None:
    assert past_portfolios(task, benchmark).queries["name"].tolist() == ["Four", "Five"]


def test_popularity_counts_startups(task: Task) -> None:
    assert popularity(task).tolist() == [3, 2, 2]


def test_texts_and_labels_are_read_from_their_columns(task: Task, benchmark: Benchmark) -> None:
    queries = past_portfolios(task, benchmark).queries
    assert texts(queries) == ["Robot arms for kitchens robotics ; Food", "Loans for farmers Fintech"]
    assert sector_labels(queries) == [("robotics", "food"), ("fintech",)]
