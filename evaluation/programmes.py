"""Parts of a benchmark as programmes of their own: random shares, and the startups that have a value in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evaluation.benchmark import Benchmark
from evaluation.splits import programmes


def draw_programme(benchmark: Benchmark, share: float, rng: np.random.Generator) -> Benchmark:
    """A random share of the startups, in (0, 1], with what was done with them; the same whatever their order."""
    ids = np.sort(benchmark.startups["id"].to_numpy(dtype=str))
    return keep_startups(benchmark, rng.choice(ids, int(share * len(ids)), replace=False).tolist())


def split_by(benchmark: Benchmark, column: str) -> dict[str, Benchmark]:
    """The startups of each value of a column with what was done with them, values in order; blank ones are none.

    Raises:
        ConfigError: there is no such column.
    """
    names = programmes(benchmark, column)
    values = benchmark.startups[column].astype(str)
    return {name: keep_startups(benchmark, benchmark.startups["id"][values == name].tolist()) for name in names}


def keep_startups(benchmark: Benchmark, ids: Sequence[str]) -> Benchmark:
    """These startups alone, with what was done with them, in the order of the benchmark."""
    startups, deals = benchmark.startups, benchmark.interactions
    return replace(
        benchmark,
        startups=startups[startups["id"].isin(ids)].reset_index(drop=True),
        interactions=deals[deals["startup_id"].isin(ids)].reset_index(drop=True),
    )
