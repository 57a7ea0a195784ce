"""The report of one evaluation of the learned ranker."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np

from evaluation.ablation import ablations, n_ablations
from evaluation.harness import LEARNED, REFERENCE, Evaluation
from evaluation.leakage import N_STEPS, check_leakage
from evaluation.report import Provenance, ReportInputs, build_report, write_report
from models.encoders import NoProgress, Progress

ROOT = Path(__file__).resolve().parents[1]


def report_evaluation(
    evaluation: Evaluation, folder: Path, *, is_thorough: bool = False, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Writes report.html, report.md and results.json into the folder; returns them.

    A thorough report also says what the ranker is without each group of features and without the encoder, and checks
    for leaks: as many more trainings. They are trained before the split, so that a model given from elsewhere has no
    part in them.

    Raises:
        MissingExtra: a package of the extra `report` is not installed.
        ConfigError: the folder cannot be written to.
    """
    request = evaluation.request
    scores = evaluation.scores[LEARNED].astype(np.float64)
    inputs = ReportInputs(
        benchmark=evaluation.benchmark,
        task=evaluation.task,
        scores=evaluation.scores,
        main=LEARNED,
        baseline=REFERENCE,
        provenance=Provenance(
            dataset=request.dataset.resolve().name,
            model_id=request.model.resolve().name if request.model else f"trained before {evaluation.task.split}",
            commit=current_commit(),
        ),
        probabilities=evaluation.ranker.probabilities(scores),
        seed=request.seed,
    )
    if is_thorough:
        inputs = _examine(inputs, evaluation, progress or NoProgress())
    return write_report(build_report(inputs), folder)


def _examine(inputs: ReportInputs, evaluation: Evaluation, progress: Progress) -> ReportInputs:
    """The inputs with ablations and checks for leaks, a step of progress for each."""
    benchmark, task, request = evaluation.benchmark, evaluation.task, evaluation.request
    progress.start(n_ablations(request) + N_STEPS, "Training again")
    try:
        without = ablations(benchmark, task, request, progress)
        shuffled, future = check_leakage(benchmark, task, evaluation.scores[LEARNED], request, progress)
    finally:
        progress.finish()
    return replace(inputs, ablations=without, shuffled=shuffled, future=future)


def current_commit() -> str:
    """The commit of the checkout that this code runs from, "" for an installed package."""
    if not (ROOT / ".git").exists():
        return ""
    command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
