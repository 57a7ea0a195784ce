"""Real queries to look at, and how far down a list the first right counterpart stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.benchmark import Benchmark
from evaluation.metrics import ndcg
from evaluation.rankings import Scores, hits, n_relevant, top_rows
from evaluation.splits import Task, relevance

WORST, MEDIAN, BEST = "worst", "median", "best"
PER_GROUP = 3
PROPOSED = 5
SHOWN = 10
NOT_LISTED = 0
NOWHERE = "not listed"
_DEPTHS = ((1, "1"), (5, "2–5"), (10, "6–10"), (50, "11–50"), (100, "51–100"))

Ranks = npt.NDArray[np.int64]
"""`(n_queries, n_candidates)`, 1 for the best; 0 for a candidate that is kept out of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A candidate in one list: its rank (0: not listed) and whether it is relevant. Its name is its id if unnamed."""

    id: str
    name: str
    kind: str
    rank: int
    is_relevant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One query as the benchmark describes it, the five proposed first, and all that are relevant by their rank."""

    group: str
    id: str
    name: str
    description: str
    sectors: str
    place: str
    ndcg: float
    proposed: tuple[Counterpart, ...]
    relevant: tuple[Counterpart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRight:
    """How many queries have their first relevant candidate at these ranks."""

    ranks: str
    n: int


def all_ranks(scores: Scores) -> Ranks:
    """The rank of every candidate in every list, equal scores by row.

    >>> all_ranks(np.array([[0.1, 0.7, -np.inf]], dtype=np.float32))
    array([[2, 1, 0]])
    """
    order = top_rows(scores, scores.shape[1])
    ranks = np.full(scores.shape, NOT_LISTED, dtype=np.int64)
    query, position = np.nonzero(order >= 0)
    ranks[query, order[query, position]] = position + 1
    return ranks


def first_ranks(task: Task, ranks: Ranks) -> Ranks:
    """The best rank of a relevant candidate for each query, `(n_queries,)`; 0 where none is listed."""
    if not ranks.size:
        return np.zeros(len(ranks), dtype=np.int64)
    deepest = ranks.shape[1] + 1
    best = np.where(relevance(task) & (ranks > NOT_LISTED), ranks, deepest).min(axis=1)
    return np.where(best == deepest, NOT_LISTED, best)


def first_right(task: Task, ranks: Ranks) -> tuple[FirstRight, ...]:
    """How many queries have their first relevant candidate at 1, 2–5, …, beyond 100, or nowhere in the list."""
    first = first_ranks(task, ranks)[n_relevant(task) > 0]
    edges = np.array([deepest for deepest, _ in _DEPTHS])
    place = np.searchsorted(edges, first[first > NOT_LISTED], side="left")
    counts = np.bincount(place, minlength=len(_DEPTHS) + 1).tolist()
    labels = [*(label for _, label in _DEPTHS), f"beyond {_DEPTHS[-1][0]}"]
    nowhere = FirstRight(ranks=NOWHERE, n=int((first == NOT_LISTED).sum()))
    return (*(FirstRight(ranks=label, n=n) for label, n in zip(labels, counts, strict=True)), nowhere)


def find_cases(task: Task, benchmark: Benchmark, scores: Scores) -> tuple[Case, ...]:
    """The worst, median and best queries by nDCG@10, at most three of each, worst first.

    Equal ones are ordered by how deep their first relevant candidate stands, then by how few are relevant, then by id.
    Queries without a relevant candidate are left out.
    """
    ranks = all_ranks(scores)
    relevant = n_relevant(task)
    values = ndcg(hits(task, top_rows(scores, SHOWN)), relevant, SHOWN)
    first = first_ranks(task, ranks)
    depth = np.where(first == NOT_LISTED, len(task.candidates) + 1, first)
    order = [int(row) for row in np.lexsort((relevant, -depth, values)) if relevant[row]]
    return tuple(_case(task, benchmark, row, group, float(values[row]), ranks[row]) for group, row in _chosen(order))


def _chosen(order: Sequence[int]) -> list[tuple[str, int]]:
    """The ends and the middle of an order, without repetitions."""
    n = len(order)
    each = min(PER_GROUP, max(1, n // 3))
    middle = (n - each) // 2
    places = {
        WORST: range(min(each, n)),
        MEDIAN: range(max(0, middle), max(0, middle) + each),
        BEST: range(n - 1, n - 1 - each, -1),
    }
    group = {place: name for name, own in reversed(places.items()) for place in own if 0 <= place < n}
    return [(name, order[place]) for name, own in places.items() for place in own if group.get(place) == name]


def _case(task: Task, benchmark: Benchmark, row: int, group: str, value: float, ranks: Ranks) -> Case:
    query = task.queries[row]
    startup = benchmark.startups.set_index("id").loc[query]
    listed = _counterparts(task, benchmark, query, ranks)
    by_rank = sorted(listed, key=lambda each: (each.rank == NOT_LISTED, each.rank, each.id))
    return Case(
        group=group,
        id=query,
        name=str(startup["name"]) or query,
        description=str(startup["description"]),
        sectors=str(startup["sectors"]),
        place=", ".join(part for part in (startup["city"], startup["region"], startup["country"]) if part),
        ndcg=value,
        proposed=tuple(each for each in by_rank[:PROPOSED] if each.rank != NOT_LISTED),
        relevant=tuple(each for each in by_rank if each.is_relevant),
    )


def _counterparts(task: Task, benchmark: Benchmark, query: str, ranks: Ranks) -> list[Counterpart]:
    table = benchmark.counterparts
    known = dict(zip(table["id"], zip(table["name"], table["kind"], strict=True), strict=True))
    right = task.relevant[query]
    found = []
    for candidate, rank in zip(task.candidates, ranks.tolist(), strict=True):
        if candidate in right or NOT_LISTED < rank <= PROPOSED:
            name, kind = known.get(candidate, ("", ""))
            found.append(
                Counterpart(id=candidate, name=name or candidate, kind=kind, rank=rank, is_relevant=candidate in right)
            )
    return found
