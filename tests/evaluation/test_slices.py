from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.benchmark import Benchmark
from evaluation.slices import query_slices, slice_table
from evaluation.splits import Task

RIGHT = np.array([[3, 2, 1], [1, 2, 3]], dtype=np.float32)
WRONG = np.array([[1, 2, 3], [1, 2, 3]], dtype=np.float32)


def values(task: Task, benchmark: Benchmark, name: str) -> dict[str, list[bool]]:
    return {cut.value: cut.mask.tolist() for cut in query_slices(task, benchmark) if cut.name == name}


def with_startups(benchmark: Benchmark, **columns: list[str]) -> Benchmark:
    """The benchmark with other values for q1 and q2."""
    startups = benchmark.startups.copy()
    for column, cells in columns.items():
        for query, cell in zip(("q1", "q2"), cells, strict=True):
            startups.loc[startups["id"] == query, column] = cell
    return replace(benchmark, startups=startups)


def test_the_slices_of_one_name_are_a_partition(task: Task, benchmark: Benchmark) -> None:
    found = query_slices(task, benchmark)
    for name in {cut.name for cut in found}:
        masks = np.array([cut.mask for cut in found if cut.name == name])
        assert masks.sum(axis=0).tolist() == [1] * len(task.queries)
        assert masks.any(axis=1).all()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("region", {"Lazio": [False, True], "Tuscany": [True, False]}),
        ("first sector", {"fintech": [False, True], "robotics": [True, False]}),
        ("length of the description", {"3 words": [False, True], "4 words": [True, False]}),
        ("stage", {"unknown": [True, True]}),
        ("kind of the right counterparts", {"investor": [True, False], "several kinds": [False, True]}),
        ("past deals of the most active right counterpart", {"2–4": [True, True]}),
    ],
)
def test_queries_are_cut_by_what_they_are(
    task: Task, benchmark: Benchmark, name: str, expected: dict[str, list[bool]]
) -> None:
    assert values(task, benchmark, name) == expected


def test_eras_are_five_years_and_the_oldest_is_one(task: Task, benchmark: Benchmark) -> None:
    changed = with_startups(benchmark, founded=["2014-05-01", "1931"])
    assert list(values(task, changed, "year of foundation")) == ["before 1990", "2010–2014"]
    changed = with_startups(benchmark, founded=["last year", "2015"])
    assert list(values(task, changed, "year of foundation")) == ["2015–2019", "unknown"]


def test_languages_are_those_of_the_descriptions(task: Task, benchmark: Benchmark) -> None:
    changed = with_startups(benchmark, description=["Prestiti per gli studenti e per le famiglie", "Fintech"])
    found = values(task, changed, "language of the description")
    assert found == {"Italian": [True, False], "not clear": [False, True]}


def test_underscores_of_stages_are_spaces(task: Task, benchmark: Benchmark) -> None:
    assert list(values(task, with_startups(benchmark, stage=["pre_seed", "seed"]), "stage")) == ["pre seed", "seed"]


def test_only_the_largest_values_are_named(benchmark: Benchmark) -> None:
    queries = tuple(f"n{number:02}" for number in range(12))
    rows = benchmark.startups.iloc[[0] * 12].assign(id=queries, region=[*"AAABCDEFGHIJ"]).reset_index(drop=True)
    task = Task(
        split="2016-01-01",
        until="",
        min_history=2,
        queries=queries,
        candidates=("a",),
        relevant=dict.fromkeys(queries, frozenset({"a"})),
        history=benchmark.interactions,
        data_hash="",
    )
    found = values(task, replace(benchmark, startups=rows), "region")
    assert list(found) == [*"ABCDEFGH", "other"]
    assert np.flatnonzero(found["other"]).tolist() == [10, 11]


def test_gains_are_paired_within_a_slice(task: Task, benchmark: Benchmark) -> None:
    table = slice_table({"wrong": WRONG, "right": RIGHT}, task, benchmark, "wrong", draws=50)
    tuscany = next(cut for cut in table if cut.value == "Tuscany")
    # q1 has its only right one third in the wrong order: 1 / log2(4).
    assert (tuscany.n, tuscany.ndcg["wrong"].mean, tuscany.ndcg["right"].mean) == (1, 0.5, 1.0)
    assert {name: gain.mean for name, gain in tuscany.gain.items()} == {"right": 0.5}


def test_queries_with_nothing_to_find_do_not_count(task: Task, benchmark: Benchmark) -> None:
    lacking = replace(task, relevant={**task.relevant, "q2": frozenset()})
    table = slice_table({"right": RIGHT}, lacking, benchmark, "right", draws=50)
    lazio = next(cut for cut in table if cut.value == "Lazio")
    assert lazio.n == 0
    assert np.isnan(lazio.ndcg["right"].mean)


def test_without_queries_there_are_no_slices(task: Task, benchmark: Benchmark) -> None:
    assert query_slices(replace(task, queries=(), relevant={}), benchmark) == ()


def test_an_unknown_baseline_is_refused(task: Task, benchmark: Benchmark) -> None:
    with pytest.raises(ValueError, match="the baseline other has no scores; there are right"):
        slice_table({"right": RIGHT}, task, benchmark, "other")
