"""Instances of the published B2B scheduling problem: breaks and bounds beside the published optima.

`python -m evaluation.benches.b2bsp_table FOLDER --time-limit 120` solves the `.dzn` files of FOLDER one after another
and prints each beside its entry in `FOLDER/published.json`, whose `instances` have, by name, the least number of
`breaks`. Seconds are by the clock, CPU seconds of all threads of this process; where the latter are far fewer than the
former times the workers, other work kept the machine busy.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from matcher.agenda.b2bsp import Limits, Result, Status, run_files


def published_breaks(folder: Path) -> dict[str, int]:
    """The published least number of breaks by name of the instance."""
    document = json.loads((folder / "published.json").read_text(encoding="utf-8"))
    return {name: int(entry["breaks"]) for name, entry in document["instances"].items()}


def row(result: Result, published: int | None, cpu_seconds: float) -> str:
    """One line of the table."""
    cells = (result.instance, result.status.value, result.breaks, result.bound, published)
    told = " | ".join("–" if cell is None else str(cell) for cell in cells)
    return f"| {told} | {result.seconds:.1f} | {cpu_seconds:.1f} |"


def contradicts(result: Result, published: int | None) -> bool:
    """Whether a result and a published optimum cannot both be true."""
    if published is None:
        return False
    too_few = result.breaks is not None and result.breaks < published
    return too_few or result.bound is None or result.bound > published


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a result contradicts what is published."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time-limit", type=float, default=120.0, help="seconds for each instance")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    limits = Limits(seconds=options.time_limit, workers=options.workers, seed=options.seed)
    published = published_breaks(options.folder)
    files = sorted(options.folder.glob("*.dzn"))
    sys.stdout.write(
        f"{limits.seconds:g} s each, {limits.workers} workers, {os.cpu_count()} processors, seed {limits.seed}\n\n"
        "| instance | status | breaks | bound | published | s | CPU s |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    n_proven, wrong, before = 0, 0, time.process_time()
    for result in run_files(files, limits):
        known, now = published.get(result.instance), time.process_time()
        sys.stdout.write(f"{row(result, known, now - before)}\n")
        sys.stdout.flush()
        before = now
        n_proven += result.status is Status.OPTIMAL and result.breaks == known
        wrong += contradicts(result, known)
    sys.stdout.write(f"\n{n_proven} of {len(files)} proven equal to the published optimum, {wrong} contradict it\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
