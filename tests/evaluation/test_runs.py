"""Rankings from files, measured beside one another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.baselines import BASELINES
from evaluation.benchmark import read_benchmark
from evaluation.runs import measure_runs
from evaluation.splits import Task
from evaluation.trec import write_run
from matcher.errors import DataError

RIGHT = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.5]], dtype=np.float32)


def test_one_run_has_its_figures_and_no_difference(task: Task, tmp_path: Path) -> None:
    write_run(tmp_path / "good.run", task, RIGHT)
    table = measure_runs([tmp_path / "good.run"], task)
    assert [model.name for model in table.models] == ["good.run"]
    assert table.models[0].means["ndcg@10"].mean == 1.0
    assert table.differences == ()


def test_simple_orders_stand_below_the_runs_that_ask_for_them(folder: Path, task: Task, tmp_path: Path) -> None:
    write_run(tmp_path / "good.run", task, RIGHT)
    table = measure_runs([tmp_path / "good.run"], task, read_benchmark(folder))
    assert [model.name for model in table.models] == ["good.run", *BASELINES]
    assert table.baseline == "good.run"
    assert all(each.is_context for each in table.differences)


def test_runs_whose_files_share_a_name_are_told_apart_by_their_folders(task: Task, tmp_path: Path) -> None:
    paths = [tmp_path / "mine" / "a.run", tmp_path / "theirs" / "a.run"]
    for path, scores in zip(paths, (RIGHT, -RIGHT), strict=True):
        path.parent.mkdir()
        write_run(path, task, scores)
    table = measure_runs(paths, task)
    assert [model.name for model in table.models] == [str(path) for path in paths]
    assert table.differences[0].gain.mean > 0


def test_a_run_without_the_list_of_a_startup_is_refused_by_its_name(task: Task, tmp_path: Path) -> None:
    (tmp_path / "short.run").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=r"short\.run has no list"):
        measure_runs([tmp_path / "short.run"], task)
