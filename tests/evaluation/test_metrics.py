from __future__ import annotations

from math import log2

import ir_measures
import numpy as np
import pytest
import pytrec_eval
from ir_measures import AP, RR, P, R, Success, nDCG

from evaluation.metrics import (
    average,
    average_precision,
    averages,
    hit,
    ndcg,
    precision,
    query_metrics,
    recall,
    reciprocal_rank,
)

# Three queries: found at ranks 1 and 3 of 2 relevant; found at rank 2 of 3; nothing found of 1.
HITS = np.array([[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]], dtype=bool)
RELEVANT = np.array([2, 3, 1])


def test_gain_is_discounted_by_rank_and_measured_against_the_best_list() -> None:
    best_of_2, best_of_3 = 1 + 1 / log2(3), 1 + 1 / log2(3) + 1 / log2(4)
    expected = [(1 + 1 / log2(4)) / best_of_2, (1 / log2(3)) / best_of_3, 0]
    assert ndcg(HITS, RELEVANT, 10) == pytest.approx(expected)


def test_the_best_list_has_no_more_hits_than_ranks_count() -> None:
    assert ndcg(HITS, np.array([5, 5, 5]), 1) == pytest.approx([1, 0, 0])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(recall(HITS, RELEVANT, 2), [1 / 2, 1 / 3, 0], id="recall"),
        pytest.param(precision(HITS, RELEVANT, 2), [1 / 2, 1 / 2, 0], id="precision"),
        pytest.param(precision(HITS, RELEVANT, 8), [2 / 8, 1 / 8, 0], id="precision of a short list"),
        pytest.param(hit(HITS, RELEVANT, 1), [1, 0, 0], id="hit"),
        pytest.param(reciprocal_rank(HITS, RELEVANT), [1, 1 / 2, 0], id="reciprocal rank"),
        pytest.param(average_precision(HITS, RELEVANT), [(1 + 2 / 3) / 2, (1 / 2) / 3, 0], id="average precision"),
    ],
)
def test_a_metric_is_what_its_formula_says(found: np.ndarray, expected: list[float]) -> None:
    assert found == pytest.approx(expected)


def test_a_query_without_relevant_candidates_has_no_value_and_is_counted() -> None:
    found = query_metrics(HITS, np.array([2, 0, 1]))
    assert all(np.isnan(values).tolist() == [False, True, False] for values in found.values())
    assert {(each.n_queries, each.n_undefined) for each in averages(found).values()} == {(2, 1)}


def test_no_query_has_no_mean() -> None:
    found = average(np.array([np.nan]))
    assert np.isnan(found.mean)
    assert (found.n_queries, found.n_undefined) == (0, 1)


def test_lists_without_ranks_find_nothing() -> None:
    found = query_metrics(np.zeros((1, 0), dtype=bool), np.array([1]))
    assert {float(values[0]) for values in found.values()} == {0.0}


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray, dict[str, dict[str, float]], dict[str, dict[str, int]]]:
    """Hits and counts of 40 random lists of 60, and the same as a run and judgements; 10 relevant are never listed."""
    rng = np.random.default_rng(7)
    relevant = rng.random((40, 70)) < rng.random((40, 1)) * 0.5
    relevant[:, 0] = True
    order = np.argsort(rng.random((40, 70)), axis=1)[:, :60]
    run = {f"q{q}": {f"c{c}": float(60 - r) for r, c in enumerate(listed)} for q, listed in enumerate(order)}
    judged = {f"q{q}": {f"c{c}": 1 for c in np.flatnonzero(row)} for q, row in enumerate(relevant)}
    return np.take_along_axis(relevant, order, axis=1), relevant.sum(axis=1), run, judged


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("ndcg@10", nDCG @ 10),
        ("recall@10", R @ 10),
        ("recall@50", R @ 50),
        ("precision@10", P @ 10),
        ("hit@10", Success @ 10),
        ("mrr", RR),
        ("map", AP),
    ],
)
def test_every_metric_agrees_with_ir_measures(drawn: tuple, name: str, measure: ir_measures.Measure) -> None:
    found, n_relevant, run, judged = drawn
    theirs = {each.query_id: each.value for each in ir_measures.iter_calc([measure], judged, run)}
    ours = dict(zip(run, query_metrics(found, n_relevant)[name], strict=True))
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_gain_and_average_precision_agree_with_trec_eval(drawn: tuple) -> None:
    found, n_relevant, run, judged = drawn
    theirs = pytrec_eval.RelevanceEvaluator(judged, {"ndcg_cut_10", "map"}).evaluate(run)
    ours = query_metrics(found, n_relevant)
    assert list(ours["ndcg@10"]) == pytest.approx([theirs[query]["ndcg_cut_10"] for query in run], abs=1e-9)
    assert list(ours["map"]) == pytest.approx([theirs[query]["map"] for query in run], abs=1e-9)
