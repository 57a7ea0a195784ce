"""Benchmarks from which what should carry a figure was taken away, to see whether a leak carried it instead."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.benchmark import Benchmark
from evaluation.splits import Task

KEPT = ("id", "first_date")
"""What a later startup keeps in `noised_future`."""


def shuffled_labels(benchmark: Benchmark, rng: np.random.Generator) -> Benchmark:
    """The benchmark with the counterparts of its interactions dealt anew among them.

    Each keeps as many as it had, before and after any day in the same shares but for chance: popularity says something,
    and nothing else does. The hash says that these are other data.
    """
    interactions = benchmark.interactions
    dealt = rng.permutation(interactions["counterpart_id"].to_numpy(dtype=object))
    return replace(
        benchmark,
        interactions=interactions.assign(counterpart_id=dealt),
        data_hash=_changed_hash(benchmark.data_hash, "shuffled labels", [str(each) for each in dealt]),
    )


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


def noised_future(benchmark: Benchmark, task: Task, rng: np.random.Generator) -> Benchmark:
    """The benchmark with noise in place of all that a ranker for this task must not see.

    Interactions that are not dated before the split get startups and counterparts drawn among their own, so that the
    queries have other counterparts, and another number of them. Startups without an interaction before the split that
    are no queries get texts of words drawn among those of all startups, and their other facts dealt anew among them;
    ids and first dates stay. The hash says that these are other data.
    """
    startups, interactions = benchmark.startups, benchmark.interactions
    date = interactions["date"]
    known = ((date != "") & (date < task.split)).to_numpy(dtype=np.bool_)
    drawn = {name: _drawn(interactions[name], ~known, rng) for name in ("startup_id", "counterpart_id")}
    seen = set(interactions["startup_id"][known]) | set(task.queries)
    later = np.flatnonzero(~startups["id"].isin(seen).to_numpy(dtype=np.bool_))
    noise = {name: _dealt(startups[name], later, rng) for name in startups.columns if name not in KEPT}
    noise["description"] = _drawn_words(startups["description"], later, rng)
    changed = [str(cell) for column in (*drawn.values(), *noise.values()) for cell in column]
    return replace(
        benchmark,
        startups=startups.assign(**noise),
        interactions=interactions.assign(**drawn),
        data_hash=_changed_hash(benchmark.data_hash, "noised future", changed),
    )


def _drawn(column: pd.Series, chosen: npt.NDArray[np.bool_], rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """The cells with the chosen ones drawn among themselves, again and again the same or never."""
    cells = column.to_numpy(dtype=object).copy()
    if chosen.any():
        cells[chosen] = rng.choice(cells[chosen], int(chosen.sum()))
    return cells


def _dealt(column: pd.Series, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[Any]:
    """The cells with those of the rows dealt anew among these; of the same type."""
    cells = column.to_numpy(copy=True)
    cells[rows] = cells[rng.permutation(rows)]
    return cells


def _drawn_words(column: pd.Series, rows: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """The texts with those of the rows made of as many words drawn among the words of all."""
    cells = column.to_numpy(dtype=object).copy()
    words = np.array(sorted({word for text in cells for word in text.split()}), dtype=object)
    for row in rows if len(words) else ():
        cells[row] = " ".join(rng.choice(words, len(cells[row].split())))
    return cells


def _iso(days: npt.NDArray[np.datetime64]) -> list[str]:
    return ["" if np.isnat(day) else str(day) for day in days]


def _changed_hash(data_hash: str, change: str, cells: list[str]) -> str:
    return hashlib.sha256("\n".join([data_hash, change, *cells]).encode()).hexdigest()
