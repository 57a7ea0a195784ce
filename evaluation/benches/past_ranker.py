"""A ranker trained on the past of a benchmark folder, and its answers to what came after as a TREC run.

    python -m evaluation.benches.past_ranker FOLDER --split 2016-01-01 --until 2018-01-01 -o run.trec

The folder holds `startups.csv` and `interactions.csv`. Everything is learned from deals dated before the split; the
companies asked about are those first seen from the split on and before `--until`.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from matcher.learning import PastConfig, train_past_ranker
from matcher.past import Ledger, build_ledger

LISTED = 100


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a benchmark folder; the text of a startup is its description, sectors and name."""
    startups = pd.read_csv(folder / "startups.csv", dtype=str, keep_default_na=False)
    interactions = pd.read_csv(folder / "interactions.csv", dtype=str, keep_default_na=False)
    startups["text"] = startups["description"] + " " + startups["sectors"] + " " + startups["name"]
    startups["sectors"] = [[name.strip() for name in cell.split(";") if name.strip()] for cell in startups["sectors"]]
    return build_ledger(startups, interactions.rename(columns={"startup_id": "company_id"}))


def write_run(ledger: Ledger, rows: np.ndarray, candidates: np.ndarray, scores: np.ndarray, path: Path) -> None:
    """`startup_id Q0 counterpart_id rank score abbina`, the best 100 of each company; ties by counterpart id."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for row, line in zip(rows, scores, strict=True):
            for rank, column in enumerate(np.argsort(-line, kind="stable")[:LISTED], start=1):
                counterpart = ledger.counterpart_ids[candidates[column]]
                stream.write(f"{ledger.company_ids[row]} Q0 {counterpart} {rank} {line[column]:.9f} abbina\n")


def main() -> int:
    """Train, answer, write the run; what was learned goes to stderr."""
    parser = argparse.ArgumentParser(description="Train on the past of a benchmark folder and write a TREC run.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", type=date.fromisoformat, required=True)
    parser.add_argument("--until", type=date.fromisoformat, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--run", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="save the ranker into this folder")
    options = parser.parse_args()
    ledger, split = read_ledger(options.folder), options.split.toordinal()
    ranker = train_past_ranker(ledger, split, PastConfig(), np.random.default_rng(options.seed))
    if options.model:
        ranker.save(options.model)
    seen = ledger.first_seen()
    rows = np.flatnonzero((seen >= split) & (seen < options.until.toordinal()))
    scores, candidates = ranker.score(ledger, rows, split)
    write_run(ledger, rows, candidates, scores, options.run)
    sys.stderr.write(f"weights {ranker.weights}, calibration {ranker.calibration}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
