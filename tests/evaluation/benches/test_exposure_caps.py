from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evaluation.benches.exposure_caps import Cost, cap_costs, deal, main, penalty_costs
from evaluation.exposure import capped_rows
from evaluation.rankings import Scores
from evaluation.splits import Task
from evaluation.stats import Interval

N_QUERIES, N_CANDIDATES = 24, 400


@pytest.fixture(scope="module")
def task() -> Task:
    """Everybody is right about the first candidate."""
    queries = tuple(f"q{number:02}" for number in range(N_QUERIES))
    candidates = tuple(f"c{number:03}" for number in range(N_CANDIDATES))
    deals = [("past", candidate, "2015-01-01") for candidate in candidates]
    return Task(
        split="2016-01-01",
        until="",
        min_history=1,
        queries=queries,
        candidates=candidates,
        relevant=dict.fromkeys(queries, frozenset({"c000"})),
        history=pd.DataFrame(deals, columns=["startup_id", "counterpart_id", "date"]),
        data_hash="",
    )


@pytest.fixture(scope="module")
def scores() -> Scores:
    """All put the first candidate first, and after it others that differ from query to query."""
    drawn = np.random.default_rng(0).random((N_QUERIES, N_CANDIDATES), dtype=np.float32)
    drawn[:, 0] += 1.0
    return drawn


def test_programmes_have_one_size_and_share_nobody() -> None:
    parts = deal(11, 4, np.random.default_rng(0))
    assert [len(part) for part in parts] == [4, 4]
    assert len(set(np.concatenate(parts).tolist())) == 8


def test_a_cap_moves_the_weaker_asker_down() -> None:
    scores = np.array([[2.0, 1.0], [3.0, 0.0]], dtype=np.float32)
    assert capped_rows(scores, 1)[:, :2].tolist() == [[1, -1], [0, -1]]
    assert capped_rows(scores, 2)[:, :2].tolist() == [[0, 1], [0, 1]]


def test_the_tighter_the_cap_the_more_are_shown_and_the_more_it_costs(task: Task, scores: Scores) -> None:
    costs = {cost.name: cost for cost in cap_costs(task, scores, np.random.default_rng(0))}
    assert costs["24 | 24"].gain == Interval(mean=0.0, low=0.0, high=0.0)
    assert costs["24 | 24"].most == 1.0
    assert costs["24 | 12"].most == 0.5
    assert costs["24 | 6"].gain.high < costs["24 | 12"].gain.mean < 0.0
    assert costs["24 | 6"].gini < costs["24 | 24"].gini
    assert costs["20 | 10"].ndcg == pytest.approx(0.5, abs=0.1)


def test_a_strong_penalty_hides_who_was_shown_most(task: Task, scores: Scores) -> None:
    weak, *_, strong = penalty_costs(task, scores)
    assert 1.0 > weak.ndcg > strong.ndcg
    assert 1.0 > weak.most > strong.most
    assert strong.coverage > weak.coverage


def test_the_table_has_a_row_for_each_cap(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], task: Task, scores: Scores
) -> None:
    for name, answer in (("read_benchmark", None), ("to_ledger", None), ("train_before", None)):
        monkeypatch.setattr(f"evaluation.benches.exposure_caps.{name}", lambda *_, answer=answer, **__: answer)
    monkeypatch.setattr("evaluation.benches.exposure_caps.temporal_task", lambda *_: task)
    monkeypatch.setattr("evaluation.benches.exposure_caps.score_task", lambda *_: scores)
    main(["folder", "--split", "2016-01-01"])
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2 + 6 + 7 + 4
    assert printed[2].startswith("| 20 | 20 | 1.0000 | +0.0000 (+0.0000 to +0.0000) |")
    assert printed[-1].startswith("| 24 | penalty 0.5 |")


def test_a_row_has_signs() -> None:
    gain = Interval(mean=-0.01, low=-0.02, high=0.001)
    cost = Cost(name="20 | 5", ndcg=0.2, gain=gain, coverage=0.5, gini=0.25, most=0.125)
    assert cost.line() == "| 20 | 5 | 0.2000 | -0.0100 (-0.0200 to +0.0010) | 0.500 | 0.250 | 0.12 |"
