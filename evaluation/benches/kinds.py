"""Whether counterparts of one kind are better ranked by a ranker of their own than by the one for all kinds.

    python -m evaluation.benches.kinds DATASET --split DATE [--until DATE] [--least 20] [--encoder NAME] [--seed N]

For each kind in `counterparts.csv` the lists hold the counterparts of that kind alone, and a startup is asked about
where one of them dealt with it. *Shared* are the scores of the ranker trained on all deals, *own* those of one trained
on the deals of the kind, *both* the mean of the two at deviation 1 within a list. nDCG@10, with paired 95 % intervals
of the differences to the shared ranker over startups. A kind with fewer than `--least` startups to ask about is told
with its number alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from evaluation.benches.question import as_request, question_parser
from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.harness import EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.rankings import Scores, ndcg_of
from evaluation.splits import Task, temporal_task
from evaluation.stats import Interval, paired_bootstrap
from models.ranking.blend import z_scores

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """One kind: its past deals, and nDCG@10 per startup under each ranker; empty where these are too few."""

    kind: str
    n_deals: int
    n_candidates: int
    n_queries: int
    shared: Values
    own: Values
    both: Values

    def line(self) -> str:
        """One row of the printed table."""
        head = f"| {self.kind} | {self.n_deals} | {self.n_candidates} | {self.n_queries} |"
        if not len(self.shared):
            return f"{head} too few | | | | |"
        gains = " | ".join(_signed(paired_bootstrap(one, self.shared, _rng())) for one in (self.own, self.both))
        means = " | ".join(f"{one.mean():.3f}" for one in (self.shared, self.own, self.both))
        return f"{head} {means} | {gains} |"


def measure_kinds(request: EvaluationRequest, least: int) -> Iterator[KindFigures]:
    """Every kind of counterpart in the folder, by name."""
    benchmark = read_benchmark(request.dataset)
    task = temporal_task(benchmark, request.split, request.until)
    everybody = retrained_scores(to_ledger(benchmark, request.encoder), task, seed=request.seed)
    for kind in sorted(set(benchmark.counterparts["kind"].astype(str)) - {""}):
        part = only_kind(benchmark, kind)
        asked = temporal_task(part, request.split, request.until)
        found = (np.zeros(0),) * 3
        if len(asked.queries) >= least:
            shared = restrict(everybody, task, asked)
            own = retrained_scores(to_ledger(part, request.encoder), asked, seed=request.seed)
            both = (z_scores(shared) + z_scores(own)).astype(np.float32)
            found = (ndcg_of(shared, asked), ndcg_of(own, asked), ndcg_of(both, asked))
        yield KindFigures(
            kind=kind,
            n_deals=len(asked.history),
            n_candidates=len(asked.candidates),
            n_queries=len(asked.queries),
            shared=found[0],
            own=found[1],
            both=found[2],
        )


def only_kind(benchmark: Benchmark, kind: str) -> Benchmark:
    """All startups, with what counterparts of this kind did with them."""
    ids = benchmark.counterparts["id"][benchmark.counterparts["kind"] == kind]
    deals = benchmark.interactions
    return replace(benchmark, interactions=deals[deals["counterpart_id"].isin(ids)].reset_index(drop=True))


def restrict(scores: Scores, task: Task, part: Task) -> Scores:
    """The scores of a task at the queries and candidates of a part of it."""
    row = {query: position for position, query in enumerate(task.queries)}
    column = {candidate: position for position, candidate in enumerate(task.candidates)}
    rows, columns = [row[query] for query in part.queries], [column[candidate] for candidate in part.candidates]
    return scores[np.ix_(rows, columns)]


def _signed(gain: Interval) -> str:
    return f"{gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and prints."""
    parser = question_parser(__doc__)
    parser.add_argument("--least", type=int, default=20)
    asked = parser.parse_args(arguments)
    sys.stdout.write("| kind | deals | candidates | startups | shared | own | both | own − shared | both − shared |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
    sys.stdout.writelines(f"{one.line()}\n" for one in measure_kinds(as_request(asked), asked.least))


if __name__ == "__main__":
    main()
