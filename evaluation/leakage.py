"""Whether figures were read from the answers: the ranker trained again on data from which what carries them was taken.

Everything is a function of its arguments: the same benchmark and request give the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.baselines import popularity_scores
from evaluation.benchmark import Benchmark
from evaluation.harness import LEARNED, EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.ranking_table import compare_models
from evaluation.rankings import Scores
from evaluation.report import FutureCheck, ShuffleCheck
from evaluation.shuffles import noised_future, shuffled_labels, shuffled_time
from evaluation.splits import Task, temporal_task
from evaluation.timeless import timeless_scores
from matcher.past.groups import TIMING
from models.encoders import NoProgress, Progress

NDCG = "ndcg@10"
LABELS, TIME = "shuffled labels", "shuffled time"
N_STEPS = 3
"""Steps of progress of `check_leakage`."""

Reference = Callable[[Task, Benchmark, EvaluationRequest], Scores]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffle:
    """A way to take away what should carry a figure, and what may be held against the ranker on what is left."""

    apply: Callable[[Benchmark, np.random.Generator], Benchmark]
    references: Mapping[str, Reference]


def without_timing(task: Task, benchmark: Benchmark, request: EvaluationRequest) -> Scores:
    """The ranker whose trees read the same texts, sectors, places and deals, and not when a candidate dealt."""
    return retrained_scores(to_ledger(benchmark, request.encoder), task, seed=request.seed, left_out=(TIMING,))


SHUFFLES: Mapping[str, Shuffle] = {
    LABELS: Shuffle(
        apply=shuffled_labels, references={"popularity": lambda task, benchmark, _: popularity_scores(task, benchmark)}
    ),
    TIME: Shuffle(
        apply=shuffled_time,
        references={
            "the ranker without timing": without_timing,
            "a timeless ranker": lambda task, benchmark, _: timeless_scores(task, benchmark),
        },
    ),
}
"""Every shuffle by its name in the report, with its references by theirs."""
MEANINGS: Mapping[tuple[str, str], str] = {
    (LABELS, "popularity"): "Every deal, asked about or not, has the counterpart of another one: how many deals a "
    "counterpart has says something, and nothing else does. A pass shows that no answer was read; it cannot show what "
    "a leak that does not name counterparts would do.",
    (
        TIME,
        "the ranker without timing",
    ): "Every startup has the first day of another one, and its deals moved along, so "
    "that when a counterpart dealt says nothing. A pass shows that the features of timing give nothing away; it cannot "
    "show a leak that both rankers have.",
    (
        TIME,
        "a timeless ranker",
    ): "The same data, beside a kernel ridge regression of other make that never sees a date. "
    "A pass shows that no leak lifts the ranker over what texts, sectors, places and stages give. Above it, the ranker "
    "may as well be the better of two honest ones: that alone is no proof of a leak.",
}


def check_leakage(
    benchmark: Benchmark, task: Task, scores: Scores, request: EvaluationRequest, progress: Progress | None = None
) -> tuple[tuple[ShuffleCheck, ...], FutureCheck]:
    """Each of `SHUFFLES` beside each of its references, and how far the `scores` of the task depend on the future.

    A shuffle after which nobody asks anything is left out.
    """
    watcher = progress or NoProgress()
    shuffled: list[ShuffleCheck] = []
    for name in SHUFFLES:
        shuffled += check_shuffle(benchmark, request, name)
        watcher.advance(1)
    future = check_future(benchmark, task, scores, request)
    watcher.advance(1)
    return tuple(shuffled), future


def check_shuffle(benchmark: Benchmark, request: EvaluationRequest, name: str) -> tuple[ShuffleCheck, ...]:
    """The ranker trained and asked on the benchmark after this shuffle, beside each reference on the same task."""
    shuffle = SHUFFLES[name]
    other = shuffle.apply(benchmark, np.random.default_rng(request.seed))
    task = temporal_task(other, request.split, request.until, request.min_history)
    if not task.queries:
        return ()
    learned = retrained_scores(to_ledger(other, request.encoder), task, seed=request.seed)
    found = []
    for reference, score in shuffle.references.items():
        scores = {LEARNED: learned, reference: score(task, other, request)}
        table = compare_models(scores, task, reference, seed=request.seed)
        figures = {model.name: model.means[NDCG] for model in table.models}
        found.append(
            ShuffleCheck(
                shuffle=name,
                reference=reference,
                ndcg=figures[LEARNED],
                chance=figures[reference],
                gain=next(each.gain for each in table.differences if each.metric == NDCG),
                meaning=MEANINGS[name, reference],
            )
        )
    return tuple(found)


def check_future(benchmark: Benchmark, task: Task, scores: Scores, request: EvaluationRequest) -> FutureCheck:
    """The ranker trained and asked as for `scores`, after everything from the split on was replaced by noise."""
    noised = noised_future(benchmark, task, np.random.default_rng(request.seed))
    others = retrained_scores(to_ledger(noised, request.encoder), task, seed=request.seed)
    return FutureCheck(max_difference=float(np.abs(scores - others).max(initial=0.0)), n_scores=int(scores.size))
