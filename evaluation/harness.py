"""One evaluation from a folder to a table: the learned ranker beside every simple order, on the same questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.baselines import BASELINES
from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.calibration import brier, expected_calibration_error
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.ranking_table import RankingTable, compare_models, to_json, to_markdown
from evaluation.rankings import Scores, hits, top_rows
from evaluation.reverse import reverse_scores, reverse_task
from evaluation.splits import MIN_HISTORY, Task, temporal_task
from matcher import __version__
from matcher.errors import ConfigError
from matcher.learning import PastRanker, load_past_ranker
from models.encoders import Encoder, NoProgress, Progress

LEARNED = "abbina"
"""The name of the learned ranker in every table."""
REFERENCE = "place-knn"
"""The strongest simple order: differences are taken to it."""
SHOWN = 50
"""Pairs of a list over which probabilities are checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRequest:
    """What is asked: startups first seen in [split, until), with a trained model or one trained before the split.

    Descriptions are read by the encoder too, where one is given; a trained model needs the one that it was trained on.
    """

    dataset: Path
    split: str
    until: str = ""
    min_history: int = MIN_HISTORY
    model: Path | None = None
    seed: int = 0
    encoder: Encoder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFigures:
    """How far the learned ranker's probabilities are from what happened, over the `SHOWN` best of every list."""

    ece: float
    brier: float
    n_pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured.

    `scores` has the learned ranker first, then the simple orders; `reverse` ranks startups for counterparts by them.
    """

    request: EvaluationRequest
    benchmark: Benchmark
    task: Task
    ranker: PastRanker
    scores: Mapping[str, Scores]
    table: RankingTable
    reverse: RankingTable
    calibration: CalibrationFigures


def run_evaluation(request: EvaluationRequest, progress: Progress | None = None) -> Evaluation:
    """Read, train where no model is given, score, compare.

    Raises:
        UnreadableFile, RefusedImport: the folder cannot be read.
        ConfigError: the dates make no sense, nothing is asked in that period, or the model has seen the answers or was
            trained on texts as another encoder reads them.
        DataError: the model's folder is damaged.
    """
    watcher = progress or NoProgress()
    watcher.start(3 + len(BASELINES), "Evaluating")
    try:
        benchmark = read_benchmark(request.dataset)
        watcher.advance(1)
        return measure(request, benchmark, watcher)
    finally:
        watcher.finish()


def measure(request: EvaluationRequest, benchmark: Benchmark, progress: Progress | None = None) -> Evaluation:
    """The same on a benchmark that has been read; raises as `run_evaluation` does."""
    watcher = progress or NoProgress()
    task = temporal_task(benchmark, request.split, request.until, request.min_history)
    if not task.queries:
        raise ConfigError(
            f"no startup was first seen between {request.split} and {request.until or 'the end'} with a deal by a "
            f"counterpart that had {request.min_history} before: choose other dates or a smaller --min-history"
        )
    given = load_past_ranker(request.model) if request.model is not None else None
    ledger = to_ledger(benchmark, request.encoder if given is None or given.config.encoder else None)
    ranker = given or train_before(ledger, request.split, min_history=request.min_history, seed=request.seed)
    watcher.advance(1)
    scores: dict[str, Scores] = {LEARNED: score_task(ranker, ledger, task)}
    watcher.advance(1)
    for name, baseline in BASELINES.items():
        scores[name] = baseline(task, benchmark)
        watcher.advance(1)
    return Evaluation(
        request=request,
        benchmark=benchmark,
        task=task,
        ranker=ranker,
        scores=scores,
        table=compare_models(scores, task, REFERENCE, context=BASELINES, seed=request.seed),
        reverse=compare_models(
            reverse_scores(scores, task), reverse_task(task), REFERENCE, context=BASELINES, seed=request.seed
        ),
        calibration=check_probabilities(ranker, scores[LEARNED], task),
    )


def check_probabilities(ranker: PastRanker, scores: Scores, task: Task) -> CalibrationFigures:
    """Expected calibration error and Brier score over the `SHOWN` best pairs of each query."""
    rows = top_rows(scores, min(SHOWN, len(task.candidates)))
    shown = ranker.probabilities(np.take_along_axis(scores, rows, axis=1).astype(np.float64))
    outcomes = hits(task, rows)
    return CalibrationFigures(
        ece=expected_calibration_error(shown.ravel(), outcomes.ravel()),
        brier=brier(shown.ravel(), outcomes.ravel()),
        n_pairs=int(outcomes.size),
    )


def markdown(evaluation: Evaluation) -> str:
    """The tables for people."""
    found = evaluation.calibration
    return (
        f"{to_markdown(evaluation.table)}\nProbabilities of {LEARNED} over the {SHOWN} best of each list "
        f"({found.n_pairs} pairs): expected calibration error {found.ece:.4f}, Brier score {found.brier:.4f}.\n\n"
        f"## From the counterparts' side\n\n{to_markdown(evaluation.reverse)}"
    )


def as_json(evaluation: Evaluation) -> str:
    """The same for programs, with seed, data hash, model and version."""
    document = json.loads(to_json(evaluation.table))
    found, request = evaluation.calibration, evaluation.request
    document["reverse"] = json.loads(to_json(evaluation.reverse))
    document["calibration"] = {"ece": round(found.ece, 6), "brier": round(found.brier, 6), "n_pairs": found.n_pairs}
    document["stamp"] = {
        "abbina_version": __version__,
        "dataset": request.dataset.resolve().name,
        "model": request.model.resolve().name if request.model else "trained before the split",
        "trained_until": evaluation.ranker.trained_until,
        "encoder": evaluation.ranker.config.encoder,
        "data_hash": evaluation.benchmark.data_hash,
        "seed": request.seed,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
