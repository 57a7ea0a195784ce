"""What each group of features is worth, and whether figures were read from the answers: the ranker trained again.

Everything is a function of its arguments: the same benchmark and request give the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.baselines import popularity_scores
from evaluation.benchmark import Benchmark
from evaluation.harness import LEARNED, EvaluationRequest
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.ranking_table import compare_models
from evaluation.rankings import Scores
from evaluation.report import LeakageCheck
from evaluation.shuffles import shuffled_counterparts, shuffled_time
from evaluation.splits import Task, temporal_task
from matcher.past import Ledger
from matcher.past.groups import MEMBERS, TIMING
from models.encoders import NoProgress, Progress

NDCG, CHANCE = "ndcg@10", "chance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffled:
    """A benchmark from which something was taken away, its task and its ledger."""

    benchmark: Benchmark
    task: Task
    ledger: Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffle:
    """A way to take away what should carry a figure; `reference` gives the scores of what it leaves its figure."""

    apply: Callable[[Benchmark, str, np.random.Generator], Benchmark]
    reference: Callable[[Shuffled, EvaluationRequest], Scores]
    meaning: str


def by_popularity(shuffled: Shuffled, request: EvaluationRequest) -> Scores:  # noqa: ARG001 - one form for references
    """How many startups each candidate dealt with."""
    return popularity_scores(shuffled.task, shuffled.benchmark)


def by_timeless_facts(shuffled: Shuffled, request: EvaluationRequest) -> Scores:
    """The ranker that reads the same texts, sectors, places and deals, and not when a candidate dealt."""
    return _trained(shuffled.ledger, shuffled.task, request, (TIMING,))


SHUFFLES: Mapping[str, Shuffle] = {
    "shuffled labels": Shuffle(
        apply=shuffled_counterparts,
        reference=by_popularity,
        meaning="Every past deal has the counterpart of another one: only how many deals a counterpart has says "
        "anything, and chance is what popularity reaches. At chance, nothing was read from the deals asked about.",
    ),
    "shuffled time": Shuffle(
        apply=lambda benchmark, _, rng: shuffled_time(benchmark, rng),
        reference=by_timeless_facts,
        meaning="Every startup has the first day of another one, and its deals moved along: what does not depend on "
        "time keeps its worth, and chance is what the ranker reaches on the same data without reading when "
        "counterparts dealt. At chance, dates gave nothing of the deals asked about away.",
    ),
}
"""Every check by its name in the report."""


def ablations(
    benchmark: Benchmark, task: Task, request: EvaluationRequest, progress: Progress | None = None
) -> Mapping[str, Scores]:
    """The scores of a ranker trained without each group of features, in the rows and columns of the task.

    Names say what is left out ("without graph"), in the order of the groups. Each is trained as the whole one is,
    before the split of the task, with the same seed.
    """
    watcher, ledger = progress or NoProgress(), to_ledger(benchmark)
    found = {}
    for group in MEMBERS:
        found[f"without {group}"] = _trained(ledger, task, request, (group,))
        watcher.advance(1)
    return found


def leakage(
    benchmark: Benchmark, request: EvaluationRequest, progress: Progress | None = None
) -> Mapping[str, LeakageCheck]:
    """What a ranker trained on shuffled data reaches, and the reference on the same data, for each of `SHUFFLES`.

    A shuffle after which nobody asks anything is left out.
    """
    watcher = progress or NoProgress()
    found = {}
    for name, shuffle in SHUFFLES.items():
        check = _check(benchmark, request, shuffle)
        if check is not None:
            found[name] = check
        watcher.advance(1)
    return found


def _check(benchmark: Benchmark, request: EvaluationRequest, shuffle: Shuffle) -> LeakageCheck | None:
    other = shuffle.apply(benchmark, request.split, np.random.default_rng(request.seed))
    task = temporal_task(other, request.split, request.until, request.min_history)
    if not task.queries:
        return None
    shuffled = Shuffled(benchmark=other, task=task, ledger=to_ledger(other))
    scores = {
        LEARNED: _trained(shuffled.ledger, task, request),
        CHANCE: shuffle.reference(shuffled, request),
    }
    learned, chance = compare_models(scores, task, CHANCE, seed=request.seed).models
    return LeakageCheck(ndcg=learned.means[NDCG], chance=chance.means[NDCG].mean, meaning=shuffle.meaning)


def _trained(ledger: Ledger, task: Task, request: EvaluationRequest, left_out: tuple[str, ...] = ()) -> Scores:
    """Scores of a ranker trained on what precedes the split of the task."""
    ranker = train_before(ledger, task.split, min_history=task.min_history, seed=request.seed, left_out=left_out)
    return score_task(ranker, ledger, task)
