"""Two runs over the same questions: each with its figures, and how far the first stands from the second.

    python -m evaluation.benches.compare_runs DATASET --split DATE [--until DATE] RUN OTHER

Runs are files in TREC form, as `abbina evaluate --run-out` and other systems write them. Differences are paired over
startups, with 95 % intervals and a sign-flip test.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.benchmark import read_benchmark
from evaluation.ranking_table import compare_models, to_markdown
from evaluation.splits import MIN_HISTORY, Task, temporal_task
from evaluation.trec import read_run, run_scores


def compare(task: Task, run: Path, other: Path) -> str:
    """The tables as Markdown, models called by the names of their files."""
    scores = {path.name: run_scores(read_run(path), task, path.name) for path in (run, other)}
    return to_markdown(compare_models(scores, task, other.name))


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--split", required=True)
    parser.add_argument("--until", default="")
    parser.add_argument("--min-history", type=int, default=MIN_HISTORY)
    parser.add_argument("run", type=Path)
    parser.add_argument("other", type=Path)
    asked = parser.parse_args(arguments)
    task = temporal_task(read_benchmark(asked.dataset), asked.split, asked.until, asked.min_history)
    sys.stdout.write(compare(task, asked.run, asked.other))


if __name__ == "__main__":
    main()
