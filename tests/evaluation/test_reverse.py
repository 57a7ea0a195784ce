from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evaluation.ranking_table import compare_models
from evaluation.reverse import reverse_scores, reverse_task
from evaluation.splits import Task

TASK = Task(
    split="2016-01-01",
    until="",
    min_history=1,
    queries=("a", "b", "c"),
    candidates=("x", "y", "z"),
    relevant={"a": frozenset({"x"}), "b": frozenset({"x", "z"}), "c": frozenset({"z"})},
    history=pd.DataFrame({"startup_id": ["p"], "counterpart_id": ["x"], "date": ["2015-01-01"]}),
    data_hash="",
)
RIGHT = np.array([[9.0, 0.0, 1.0], [5.0, 0.0, 5.0], [0.0, 0.0, 3.0]], dtype=np.float32)


def test_those_who_dealt_ask_and_startups_are_ranked() -> None:
    reverse = reverse_task(TASK)
    assert (reverse.queries, reverse.candidates) == (("x", "z"), ("a", "b", "c"))
    assert reverse.relevant == {"x": frozenset({"a", "b"}), "z": frozenset({"b", "c"})}
    assert reverse.history.empty


def test_scores_are_turned_with_the_task() -> None:
    scores = reverse_scores({"right": RIGHT, "wrong": -RIGHT}, TASK)
    assert {matrix.shape for matrix in scores.values()} == {(2, 3)}
    table = compare_models(scores, reverse_task(TASK), "wrong")
    means = {model.name: model.means["ndcg@10"].mean for model in table.models}
    assert means["right"] == pytest.approx(1.0)
    assert means["wrong"] < 1.0


def test_a_row_of_larger_numbers_counts_no_more_than_another() -> None:
    louder = RIGHT * np.array([[100.0], [1.0], [1.0]], dtype=np.float32)
    scores = reverse_scores({"plain": RIGHT, "loud": louder}, TASK)
    assert scores["loud"] == pytest.approx(scores["plain"])


def test_a_row_without_an_opinion_gives_no_number_that_is_none() -> None:
    assert not np.isnan(reverse_scores({"flat": np.ones((3, 3), dtype=np.float32)}, TASK)["flat"]).any()
