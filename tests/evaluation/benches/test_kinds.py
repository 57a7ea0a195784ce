from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.benches.kinds import main, only_kind, restrict
from evaluation.benchmark import Benchmark
from evaluation.splits import Task, temporal_task

PERIOD = ("--split", "2016-01-01", "--until", "2018-01-01", "--encoder", "none")


def test_a_kind_keeps_its_deals_alone(benchmark: Benchmark) -> None:
    assert set(only_kind(benchmark, "corporate").interactions["counterpart_id"]) == {"c"}
    assert set(only_kind(benchmark, "investor").interactions["counterpart_id"]) == {"a", "b"}


def test_scores_are_read_at_the_rows_and_columns_of_the_part(task: Task, benchmark: Benchmark) -> None:
    part = temporal_task(only_kind(benchmark, "investor"), task.split, task.until)
    assert (task.candidates, part.candidates) == (("a", "b", "ghost"), ("a", "b"))
    scores = np.arange(6, dtype=np.float32).reshape(2, 3)
    assert restrict(scores, task, part).tolist() == [[0.0, 1.0], [3.0, 4.0]]


def test_each_kind_has_a_row_and_too_few_startups_are_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(folder), *PERIOD, "--least", "2"])
    corporate, investor = capsys.readouterr().out.splitlines()[2:]
    assert corporate == "| corporate | 1 | 0 | 0 | too few | | | | |"
    assert investor.startswith("| investor | 6 | 2 | 2 |")
    assert investor.count("(") == 2
