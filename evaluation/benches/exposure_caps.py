"""What a cap on exposure costs the learned ranker, for programmes of every size, beside a penalty on being shown.

    python -m evaluation.benches.exposure_caps DATASET --split DATE --until DATE [--seed N]

The startups of the period are dealt into programmes of a size at random; each programme gets its lists under a cap of a
share of its lists, as shortlists do. *Cost* is the mean difference in nDCG@10 to lists without a cap, over the same
startups, with its 95 % interval; coverage, Gini and the share of lists that the most shown candidate is in are means
over programmes. The last rows are of all startups at once with a penalty in place of a cap: so many points of score off
for each unit of log(1 + how much more often than the average candidate one is shown without it).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.benchmark import read_benchmark
from evaluation.exposure import capped_rows
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.metrics import ndcg
from evaluation.rankings import Rows, Scores, hits, n_relevant, top_rows
from evaluation.splits import Task, temporal_task
from evaluation.spread import coverage, exposure, gini
from evaluation.stats import Interval, bootstrap
from matcher.shortlist import ShortlistConfig, exposure_cap

SHOWN = 10
SIZES = (20, 50, 150)
"""Startups of a programme; all of the period at once are added."""
SHARES = (1.0, 0.5, 0.4, 0.33, 0.25, 0.15, 0.1)
PENALTIES = (0.1, 0.2, 0.3, 0.5)

Parts = Sequence[npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Lists made in some way: their nDCG@10, what that is more than without, and who is shown."""

    name: str
    ndcg: float
    gain: Interval
    coverage: float
    gini: float
    most: float

    def line(self) -> str:
        """One row of the printed table."""
        gain = f"{self.gain.mean:+.4f} ({self.gain.low:+.4f} to {self.gain.high:+.4f})"
        return f"| {self.name} | {self.ndcg:.4f} | {gain} | {self.coverage:.3f} | {self.gini:.3f} | {self.most:.2f} |"


def deal(n_queries: int, size: int, rng: np.random.Generator) -> Parts:
    """Row numbers in programmes of exactly this size, in random order; a rest that is too small is left out."""
    order = rng.permutation(n_queries)
    return [order[start : start + size] for start in range(0, n_queries - size + 1, size)]


def cost_of(task: Task, plain: Rows, shown: Rows, parts: Parts, name: str) -> Cost:
    """The figures of the lists shown in these programmes, beside the plain ones; `(n_queries, 10)` each."""
    counts = [exposure(shown[part], len(task.candidates), SHOWN) for part in parts]
    asked, relevant = np.concatenate(parts), n_relevant(task)
    before, after = (ndcg(hits(task, rows), relevant, SHOWN)[asked] for rows in (plain, shown))
    return Cost(
        name=name,
        ndcg=float(after.mean()),
        gain=bootstrap(after - before, np.random.default_rng(0)),
        coverage=float(np.mean([coverage(each) for each in counts])),
        gini=float(np.mean([gini(each) for each in counts])),
        most=float(np.mean([each.max() / len(part) for each, part in zip(counts, parts, strict=True)])),
    )


def cap_costs(task: Task, scores: Scores, rng: np.random.Generator) -> Iterator[Cost]:
    """A cost for each size of programme and cap; sizes not below the number of queries are left out."""
    plain, n_queries = top_rows(scores, SHOWN), len(task.queries)
    for size in (*(size for size in SIZES if size < n_queries), n_queries):
        parts = deal(n_queries, size, rng)
        for cap in dict.fromkeys(_cap(size, len(task.candidates), share) for share in SHARES):
            shown = plain.copy()
            for part in parts:
                shown[part] = capped_rows(scores[part], cap)
            yield cost_of(task, plain, shown, parts, f"{size} | {cap}")


def penalty_costs(task: Task, scores: Scores) -> Iterator[Cost]:
    """A cost for each strength of the penalty, all queries at once."""
    plain, n_queries = top_rows(scores, SHOWN), len(task.queries)
    counts = exposure(plain, len(task.candidates), SHOWN)
    how_often = np.log1p(counts / max(float(counts.mean()), 1e-12)).astype(np.float32)
    for penalty in PENALTIES:
        shown = top_rows(scores - np.float32(penalty) * how_often, SHOWN)
        yield cost_of(task, plain, shown, [np.arange(n_queries)], f"{n_queries} | penalty {penalty:g}")


def _cap(n_lists: int, n_candidates: int, share: float) -> int:
    return exposure_cap(n_lists, n_candidates, replace(ShortlistConfig(), exposure_share=share))


def main(argv: Sequence[str] | None = None) -> None:
    """Trains before the split, scores, and prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--split", required=True)
    parser.add_argument("--until", default="")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(argv)
    benchmark = read_benchmark(asked.dataset)
    task, ledger = temporal_task(benchmark, asked.split, asked.until), to_ledger(benchmark)
    ranker = train_before(ledger, task.split, min_history=task.min_history, seed=asked.seed)
    scores = score_task(ranker, ledger, task)
    sys.stdout.write("| programme | cap | ndcg@10 | cost | coverage@10 | gini@10 | most shown |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- |\n")
    for cost in (*cap_costs(task, scores, np.random.default_rng(asked.seed)), *penalty_costs(task, scores)):
        sys.stdout.write(cost.line() + "\n")


if __name__ == "__main__":
    main()
