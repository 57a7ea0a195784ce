"""Two runs over the same questions: each with its figures, and how far the first stands from the second.

    python -m evaluation.benches.compare_runs DATASET --split DATE [--until DATE] RUN OTHER

`abbina compare` is the same for any number of runs. Runs are files in TREC form, as `abbina evaluate --run-out` and
other systems write them. Differences are paired over startups, with 95 % intervals and a sign-flip test.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.benchmark import read_benchmark
from evaluation.ranking_table import to_markdown
from evaluation.runs import measure_runs
from evaluation.splits import MIN_HISTORY, temporal_task


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
    sys.stdout.write(to_markdown(measure_runs([asked.run, asked.other], task)))


if __name__ == "__main__":
    main()
