"""Rankings from files, whoever made them: figures, differences, and simple orders beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evaluation.baselines import BASELINES
from evaluation.benchmark import Benchmark
from evaluation.ranking_table import RankingTable, compare_models
from evaluation.rankings import Scores
from evaluation.splits import Task
from evaluation.trec import read_run, run_scores


def measure_runs(
    runs: Sequence[Path], task: Task, benchmark: Benchmark | None = None, *, seed: int = 0
) -> RankingTable:
    """The figures of runs in TREC form, each called by its file's name, or by its path where two share a name.

    Differences are to the last run. With a benchmark, the simple orders of `BASELINES` stand below, and the tests of
    the runs are not corrected for them.

    Raises:
        UnreadableFile: a file cannot be opened or is not UTF-8.
        DataError: a file is no run, or its lists are not those of the task.
    """
    shared = Counter(path.name for path in runs)
    names = [path.name if shared[path.name] == 1 else str(path) for path in runs]
    scores: dict[str, Scores] = {
        name: run_scores(read_run(path), task, name) for name, path in zip(names, runs, strict=True)
    }
    if benchmark is not None:
        scores |= {name: order(task, benchmark) for name, order in BASELINES.items() if name not in scores}
    return compare_models(scores, task, names[-1], context=scores.keys() - set(names), seed=seed)
