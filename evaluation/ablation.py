"""What each group of features is worth: the ranker trained again without it.

Everything is a function of its arguments: the same benchmark and request give the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.benchmark import Benchmark
from evaluation.harness import EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.rankings import Scores
from evaluation.splits import Task
from matcher.past.groups import MEMBERS
from models.encoders import NoProgress, Progress


def ablations(
    benchmark: Benchmark, task: Task, request: EvaluationRequest, progress: Progress | None = None
) -> Mapping[str, Scores]:
    """The scores of a ranker trained without each group of features, in the rows and columns of the task.

    Names say what is left out ("without graph"), in the order of the groups. Each is trained as the whole one is,
    before the split of the task, with the same seed.
    """
    watcher, ledger = progress or NoProgress(), to_ledger(benchmark, request.encoder)
    found = {}
    for group in MEMBERS:
        found[f"without {group}"] = retrained_scores(ledger, task, seed=request.seed, left_out=(group,))
        watcher.advance(1)
    return found
