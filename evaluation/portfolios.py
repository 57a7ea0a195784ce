"""The past of a task's candidates: which startups each of them dealt with, and what is known of these."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.benchmark import Benchmark
from evaluation.splits import Task, past_startups


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolios:
    """`held` is 0/1 float32, `(n_candidates, n_past)`.

    `past` are the startups of the history that the benchmark describes, also those that no candidate dealt with;
    `queries` describes the queries. Both have the columns of the benchmark's startups, rows by id.
    """

    held: sp.csr_matrix
    past: pd.DataFrame
    queries: pd.DataFrame


def past_portfolios(task: Task, benchmark: Benchmark) -> Portfolios:
    """The portfolios of a task's candidates, in its order.

    Raises:
        KeyError: a query is not a startup of the benchmark.
    """
    startups = benchmark.startups.set_index("id", drop=False).rename_axis(None)
    known = set(startups.index)
    past = sorted(set(task.history["startup_id"]) & known)
    row = {name: position for position, name in enumerate(task.candidates)}
    column = {name: position for position, name in enumerate(past)}
    pairs = task.history[["startup_id", "counterpart_id"]].drop_duplicates()
    pairs = pairs[pairs["counterpart_id"].isin(row) & pairs["startup_id"].isin(column)]
    places = ([row[name] for name in pairs["counterpart_id"]], [column[name] for name in pairs["startup_id"]])
    shape = (len(task.candidates), len(past))
    held = sp.csr_matrix((np.ones(len(pairs), dtype=np.float32), places), shape=shape)
    return Portfolios(held=held, past=startups.loc[past], queries=startups.loc[list(task.queries)])


def popularity(task: Task) -> npt.NDArray[np.int64]:
    """How many startups each candidate dealt with, `(n_candidates,)`, described or not; at least `min_history`."""
    count = past_startups(task.history)
    return np.array([count[candidate] for candidate in task.candidates], dtype=np.int64)


def texts(startups: pd.DataFrame) -> list[str]:
    """Description and sectors of each startup, empty where both are."""
    return [" ".join(parts).strip() for parts in zip(startups["description"], startups["sectors"], strict=True)]


def sector_labels(startups: pd.DataFrame) -> list[tuple[str, ...]]:
    """The sectors of each startup as its file writes them, folded to lower case, without repetitions."""
    return [
        tuple(dict.fromkeys(label.strip().casefold() for label in cell.split(";") if label.strip()))
        for cell in startups["sectors"]
    ]
