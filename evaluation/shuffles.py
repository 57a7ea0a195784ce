"""Benchmarks and tasks with what should carry a figure taken away, to see whether it was a leak that carried it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from evaluation.benchmark import Benchmark
from evaluation.splits import Task


def shuffled_time(benchmark: Benchmark, rng: np.random.Generator) -> Benchmark:
    """The benchmark with the startups' first dates dealt anew among them; their interactions move by as many days.

    What remains of a figure under it owes nothing to time. Undated startups and interactions stay as they are, and the
    hash says that these are other data.
    """
    startups, interactions = benchmark.startups, benchmark.interactions
    first = startups["first_date"].to_numpy(dtype=str).astype("datetime64[D]")
    dated = np.flatnonzero(~np.isnat(first))
    dealt = first.copy()
    dealt[dated] = first[rng.permutation(dated)]
    shift = dict(zip(startups["id"], dealt - first, strict=True))
    still = np.timedelta64(0, "D")
    moved = interactions["date"].to_numpy(dtype=str).astype("datetime64[D]") + np.array(
        [shift.get(startup, still) for startup in interactions["startup_id"]], dtype="timedelta64[D]"
    )
    return replace(
        benchmark,
        startups=startups.assign(first_date=_iso(dealt)),
        interactions=interactions.assign(date=_iso(moved)),
        data_hash=_changed_hash(benchmark.data_hash, "shuffled time", [*_iso(dealt), *_iso(moved)]),
    )


def shuffled_counterparts(benchmark: Benchmark, split: str, rng: np.random.Generator) -> Benchmark:
    """The benchmark with the counterparts of the interactions dated before `split` dealt anew among these.

    Each keeps as many as it had, so that popularity stays and whatever else its past said is gone; the interactions
    from the split on, which are asked for, and undated ones stay as they are. The hash says that these are other data.
    """
    interactions = benchmark.interactions
    date = interactions["date"].to_numpy(dtype=str)
    known = np.flatnonzero((date != "") & (date < split))
    dealt = interactions["counterpart_id"].to_numpy(dtype=object).copy()
    dealt[known] = dealt[rng.permutation(known)]
    return replace(
        benchmark,
        interactions=interactions.assign(counterpart_id=dealt),
        data_hash=_changed_hash(benchmark.data_hash, "shuffled counterparts", [str(each) for each in dealt]),
    )


def shuffled_labels(task: Task, rng: np.random.Generator) -> Task:
    """The task with the sets of relevant candidates dealt anew among the queries.

    Popularity keeps its figure; whatever a model gains over it beyond chance was read from the answers.
    """
    order = rng.permutation(len(task.queries))
    dealt = {query: task.relevant[task.queries[other]] for query, other in zip(task.queries, order, strict=True)}
    return replace(task, relevant=dealt)


def _iso(days: npt.NDArray[np.datetime64]) -> list[str]:
    return ["" if np.isnat(day) else str(day) for day in days]


def _changed_hash(data_hash: str, change: str, cells: list[str]) -> str:
    return hashlib.sha256("\n".join([data_hash, change, *cells]).encode()).hexdigest()
