"""The report of one evaluation of the learned ranker."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np

from evaluation.harness import LEARNED, REFERENCE, Evaluation
from evaluation.report import Provenance, ReportInputs, build_report, write_report

ROOT = Path(__file__).resolve().parents[1]


def report_evaluation(evaluation: Evaluation, folder: Path) -> tuple[Path, ...]:
    """Writes report.html, report.md and results.json into the folder; returns them.

    Raises:
        MissingExtra: a package of `abbina[report]` is not installed.
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
    return write_report(build_report(inputs), folder)


def current_commit() -> str:
    """The commit of the checkout that this code runs from, "" for an installed package."""
    if not (ROOT / ".git").exists():
        return ""
    command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
