from __future__ import annotations

import ast
import shutil
import sys
from pathlib import Path

import pytest

from evaluation.benchmark import Benchmark
from evaluation.peers.children import SCRIPTS, Limits, PeerFailed, run_peer
from evaluation.peers.exchange import task_files
from evaluation.splits import Task
from evaluation.trec import parse_run, run_scores

PEERS = {"catboost", "cornac", "implicit", "lightfm"}
BACKWARDS = """
import numpy as np
def score(known, parameters, seed):
    return np.tile(np.arange(known["deals"].shape[0]) * parameters["slope"], (known["queries"].shape[0], 1))
"""


@pytest.fixture
def place(tmp_path: Path, task: Task, benchmark: Benchmark) -> Path:
    """A task folder, and beside it a folder of scripts with the real entry point."""
    for folder in ("task", "scripts"):
        (tmp_path / folder).mkdir()
    shutil.copy(SCRIPTS / "__main__.py", tmp_path / "scripts")
    for name, content in task_files(task, benchmark).items():
        (tmp_path / "task" / name).write_bytes(content)
    return tmp_path


def answer(place: Path, source: str, **limits: float) -> str:
    (place / "scripts" / "fake.py").write_text(source, encoding="utf-8")
    return run_peer(
        Path(sys.executable),
        "fake",
        place / "task",
        {"slope": 1.0},
        seed=0,
        limits=Limits(**limits),
        scripts=place / "scripts",
    )


def test_a_peer_reads_the_folder_and_its_run_is_read_back(place: Path, task: Task) -> None:
    assert run_scores(parse_run(answer(place, BACKWARDS)), task, "fake").tolist() == [[-2, -1, 0], [-2, -1, 0]]


@pytest.mark.parametrize(
    ("source", "limits", "reason"),
    [
        ("def score(*known): raise ValueError('no factors')", {}, "no factors"),
        ("def score(*known): return [[float('nan')]]", {}, "not all finite"),
        ("def score(*known):\n    while True: pass", {"seconds": 2.0}, "took more than 2 s"),
        ("def score(*known): return bytearray(5 << 30)", {"memory_bytes": 4 << 30}, "MemoryError"),
        ("import missing_library", {}, "missing_library"),
    ],
    ids=["error", "no scores", "too slow", "too large", "not installed"],
)
def test_a_peer_that_gives_no_run_fails_with_its_reason(
    place: Path, source: str, limits: dict[str, float], reason: str
) -> None:
    with pytest.raises(PeerFailed, match=reason):
        answer(place, source, **limits)


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.name)
def test_scripts_import_numpy_scipy_and_one_library_and_nothing_of_abbina(path: Path) -> None:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or ".").split(".")[0])
    outside = found - set(sys.stdlib_module_names) - {"numpy", "scipy"}
    assert outside <= PEERS
    assert len(outside) <= 1
