"""What each group of features and the encoder are worth: the ranker trained again without it.

Everything is a function of its arguments: the same benchmark and request give the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.benchmark import Benchmark
from evaluation.harness import EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.rankings import Scores
from evaluation.splits import Task
from matcher.past import Ledger
from matcher.past.groups import MEMBERS
from models.encoders import NoProgress, Progress

ENCODER = "encoder"


def ablations(
    benchmark: Benchmark, task: Task, request: EvaluationRequest, progress: Progress | None = None
) -> Mapping[str, Scores]:
    """The scores of a ranker trained without each group of features, in the rows and columns of the task.

    Names say what is left out ("without lifts"), in the order of the groups; the last is "without encoder", where the
    request has one. Each is trained as the whole one is, before the split of the task, with the same seed.
    """
    watcher, ledger = progress or NoProgress(), to_ledger(benchmark, request.encoder)
    left_out: dict[str, tuple[Ledger, tuple[str, ...]]] = {group: (ledger, (group,)) for group in MEMBERS}
    if request.encoder is not None:
        left_out[ENCODER] = (ledger.read_by(""), ())
    found = {}
    for name, (read, groups) in left_out.items():
        found[f"without {name}"] = retrained_scores(read, task, seed=request.seed, left_out=groups)
        watcher.advance(1)
    return found


def n_ablations(request: EvaluationRequest) -> int:
    """How many rankers `ablations` trains, each a step of progress."""
    return len(MEMBERS) + (request.encoder is not None)
