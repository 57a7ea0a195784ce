from __future__ import annotations

import json
from dataclasses import replace
from math import log2

import numpy as np
import pytest

from evaluation.ranking_table import RankingTable, compare_models, to_json, to_markdown
from evaluation.splits import Task

# Of q1, only a is relevant; of q2, b and ghost.
RIGHT = np.array([[3, 2, 1], [1, 2, 3]], dtype=np.float32)
ALPHABETICAL = np.array([[3, 2, 1], [3, 2, 1]], dtype=np.float32)


@pytest.fixture(scope="module")
def table(task: Task) -> RankingTable:
    return compare_models({"alphabetical": ALPHABETICAL, "right": RIGHT}, task, "alphabetical", draws=200)


def test_means_are_over_the_queries(table: RankingTable) -> None:
    second = (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))
    alphabetical, right = table.models
    assert alphabetical.means["ndcg@10"].mean == pytest.approx((1 + second) / 2)
    assert alphabetical.means["mrr"].mean == pytest.approx((1 + 1 / 2) / 2)
    assert {interval.mean for name, interval in right.means.items() if name != "precision@10"} == {1.0}


def test_every_query_of_every_model_has_its_row(table: RankingTable) -> None:
    rows = table.per_query[["model", "query", "mrr"]].to_numpy().tolist()
    assert rows == [["alphabetical", "q1", 1], ["alphabetical", "q2", 0.5], ["right", "q1", 1], ["right", "q2", 1]]


def test_differences_are_paired_against_the_baseline(table: RankingTable) -> None:
    gain, found = table.differences
    assert (gain.name, gain.metric) == ("right", "ndcg@10")
    assert gain.gain.mean == pytest.approx(
        table.models[1].means["ndcg@10"].mean - table.models[0].means["ndcg@10"].mean
    )
    assert (found.metric, found.gain.mean, found.p_corrected) == ("recall@50", 0.0, 1.0)


def test_what_stands_beside_a_model_does_not_count_in_its_correction(task: Task) -> None:
    beside = {f"order {number}": RIGHT for number in range(6)}
    scores = {"model": RIGHT, "alphabetical": ALPHABETICAL}
    alone = compare_models(scores, task, "alphabetical", draws=200)
    among = compare_models({**scores, **beside}, task, "alphabetical", context=beside, draws=200)
    assert among.differences[:2] == alone.differences
    assert {(each.n_tests, each.is_context) for each in among.differences[2:]} == {(12, True)}
    assert "method:" in to_markdown(alone)
    assert "intervals are not corrected:" in to_markdown(among)
    all_asked = compare_models({**scores, **beside}, task, "alphabetical", draws=200)
    assert {each.n_tests for each in all_asked.differences} == {14}


def test_the_shown_lists_have_their_spread(table: RankingTable) -> None:
    # Past startups: a 3, b 2, ghost 2 of 7; all three are shown to both.
    surprise = -(log2(3 / 7) + 2 * log2(2 / 7)) / 3
    assert table.models[0].spread == pytest.approx({"coverage@10": 1, "gini@10": 0, "novelty@10": surprise}, abs=1e-9)


def test_the_figures_of_a_model_do_not_depend_on_the_others(table: RankingTable, task: Task) -> None:
    alone = compare_models({"right": RIGHT}, task, "right", draws=200)
    assert alone.models[0] == table.models[1]
    assert alone.differences == ()


def test_the_same_input_prints_the_same(table: RankingTable, task: Task) -> None:
    again = compare_models({"alphabetical": ALPHABETICAL, "right": RIGHT}, task, "alphabetical", draws=200)
    assert to_json(again) == to_json(table)
    assert to_markdown(again) == to_markdown(table)


def test_the_markdown_says_what_was_measured_and_how_sure_it_is(table: RankingTable) -> None:
    lines = to_markdown(table).splitlines()
    assert lines[0].startswith("2 queries, 3 candidates, split 2016-01-01 until 2018-01-01, minimum history 2.")
    assert f"data `{table.protocol.data_hash[:12]}`" in lines[0]
    assert lines[2].startswith("| model | ndcg@10 | recall@10 |")
    assert lines[5].startswith("| right | 1.000 (1.000–1.000) | 1.000 | 1.000 (1.000–1.000) |")
    assert lines[-1] == "| right | recall@50 | +0.000 (+0.000 to +0.000) | 1.000 |"


def test_the_json_holds_all_but_the_single_queries(table: RankingTable) -> None:
    found = json.loads(to_json(table))
    assert set(found) == {"baseline", "differences", "models", "protocol"}
    assert found["protocol"]["n_queries"] == 2
    assert found["models"][1]["means"]["ndcg@10"] == {"mean": 1.0, "low": 1.0, "high": 1.0}


def test_queries_with_nothing_to_find_are_counted_and_left_out(task: Task) -> None:
    lacking = replace(task, relevant={**task.relevant, "q2": frozenset()})
    found = compare_models({"alphabetical": ALPHABETICAL}, lacking, "alphabetical", draws=20)
    assert found.protocol.n_undefined == 1
    assert found.models[0].means["mrr"].mean == 1.0
    assert to_markdown(found).startswith("2 queries (1 with nothing to find),")


def test_figures_that_are_not_defined_are_null(task: Task) -> None:
    empty = replace(task, relevant=dict.fromkeys(task.queries, frozenset()))
    found = json.loads(to_json(compare_models({"x": RIGHT}, empty, "x", draws=20)))
    assert found["models"][0]["means"]["mrr"] == {"mean": None, "low": None, "high": None}


@pytest.mark.parametrize(
    ("scores", "baseline", "message"),
    [
        ({"x": RIGHT}, "y", "the baseline y has no scores; there are x"),
        ({"x": RIGHT.T}, "x", "the scores of x have shape"),
        ({"x": np.full_like(RIGHT, np.nan)}, "x", "NaN"),
    ],
    ids=["baseline", "shape", "NaN"],
)
def test_scores_that_cannot_be_compared_are_refused(
    task: Task, scores: dict[str, np.ndarray], baseline: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        compare_models(scores, task, baseline)


def test_one_of_a_thing_is_told_as_one(task: Task) -> None:
    first = replace(task, queries=task.queries[:1])
    assert "1 query, 3 candidates" in to_markdown(compare_models({"x": RIGHT[:1]}, first, "x", draws=20))
