from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.benches.compare_runs import main
from evaluation.splits import Task
from evaluation.trec import write_run


def test_a_run_is_set_against_another(
    folder: Path, task: Task, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.5]], dtype=np.float32)
    write_run(tmp_path / "good.trec", task, right)
    write_run(tmp_path / "bad.trec", task, -right)
    files = [str(tmp_path / name) for name in ("good.trec", "bad.trec")]
    main([str(folder), "--split", "2016-01-01", "--until", "2018-01-01", *files])
    printed = capsys.readouterr().out
    assert "| good.trec | 1.000 (1.000–1.000) |" in printed
    behind = (1 / 2 + (1 / np.log2(3) + 1 / 2) / (1 + 1 / np.log2(3))) / 2
    assert f"| good.trec | ndcg@10 | +{1 - behind:.3f} (" in printed
