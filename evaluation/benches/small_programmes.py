"""Whether the learned ranker stays above every simple order where data are few: on parts of a benchmark folder.

    python -m evaluation.benches.small_programmes DATASET --split DATE [--until DATE] [--share 0.1] [--draws 8]
        [--by COLUMN] [--least 20] [--encoder NAME] [--seed N]

Each part is a programme of its own, in which the ranker is trained on what precedes the split: a random share of the
startups, `--draws` times, or with `--by` the startups of each value of a column. A part with fewer than `--least`
startups to ask about is left out. Beside the ranker stands the simple order that is best on that very part, as only
hindsight could choose it; below are all parts together, beside each order. Intervals are over startups.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.baselines import BASELINES
from evaluation.benches.question import as_request, question_parser
from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.harness import LEARNED, EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.programmes import draw_programme, split_by
from evaluation.rankings import Scores, ndcg_of
from evaluation.splits import Task, temporal_task
from evaluation.stats import Interval, paired_bootstrap

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the folder: nDCG@10 of each order per startup asked about, the learned ranker's first."""

    name: str
    n_candidates: int
    ndcg: Mapping[str, Values]

    @property
    def best(self) -> str:
        """The simple order with the highest mean, the first of equals."""
        return max(BASELINES, key=lambda name: float(self.ndcg[name].mean()))

    @property
    def gain(self) -> Interval:
        """How far the learned ranker stands above the best simple order."""
        return gain_over(self.ndcg, self.best)


def measure_part(name: str, benchmark: Benchmark, task: Task, request: EvaluationRequest) -> Part:
    """The learned ranker, trained on the part before the split, and every simple order."""
    scores: dict[str, Scores] = {
        LEARNED: retrained_scores(to_ledger(benchmark, request.encoder), task, seed=request.seed)
    }
    scores |= {order: baseline(task, benchmark) for order, baseline in BASELINES.items()}
    found = {order: ndcg_of(matrix, task) for order, matrix in scores.items()}
    return Part(name=name, n_candidates=len(task.candidates), ndcg=found)


def gain_over(values: Mapping[str, Values], order: str) -> Interval:
    """Mean difference of the learned ranker to an order over the same startups."""
    return paired_bootstrap(values[LEARNED], values[order], np.random.default_rng(0))


def table(parts: Sequence[Part]) -> Iterator[str]:
    """Markdown, line by line: a row per part, then a row per simple order over all parts."""
    yield "| part | startups | candidates | abbina | best simple order | | difference |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for part in parts:
        mine, best = part.ndcg[LEARNED], part.ndcg[part.best]
        yield (
            f"| {part.name} | {len(mine)} | {part.n_candidates} | {mine.mean():.3f} | {part.best} | {best.mean():.3f} "
            f"| {_signed(part.gain)} |"
        )
    below = [part for part in parts if part.gain.mean < 0.0]
    surely = [part for part in below if part.gain.high < 0.0]
    yield ""
    yield f"Below the best simple order in {len(below)} of {len(parts)} parts, surely so in {len(surely)}."
    yield ""
    yield "| all parts | nDCG@10 | abbina's difference |"
    yield "| --- | --- | --- |"
    joined = {order: np.concatenate([part.ndcg[order] for part in parts]) for order in parts[0].ndcg}
    for order, values in joined.items():
        gain = "" if order == LEARNED else _signed(gain_over(joined, order))
        yield f"| {order} | {values.mean():.3f} | {gain} |"


def _signed(gain: Interval) -> str:
    return f"{gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Draws, trains and prints."""
    parser = question_parser(__doc__)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--draws", type=int, default=8)
    parser.add_argument("--by", metavar="COLUMN", help="a column of startups.csv, such as region")
    parser.add_argument("--least", type=int, default=20)
    asked = parser.parse_args(arguments)
    request, rng = as_request(asked), np.random.default_rng(asked.seed)
    benchmark = read_benchmark(request.dataset)
    if asked.by:
        programmes = split_by(benchmark, asked.by)
    else:
        programmes = {f"{number}": draw_programme(benchmark, asked.share, rng) for number in range(1, asked.draws + 1)}
    tasks = {name: temporal_task(programme, request.split, request.until) for name, programme in programmes.items()}
    parts = [
        measure_part(name, programmes[name], task, request)
        for name, task in tasks.items()
        if len(task.queries) >= asked.least
    ]
    if not parts:
        raise SystemExit(f"no part has {asked.least} startups to ask about: take a larger --share or a smaller --least")
    sys.stdout.writelines(f"{line}\n" for line in table(parts))


if __name__ == "__main__":
    main()
