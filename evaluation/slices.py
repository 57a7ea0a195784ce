"""Whom a model serves well and whom badly: the queries of a task cut by what they are.

The slices of one name are a partition: every query is in exactly one of them. Nothing here trains or ranks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.benchmark import Benchmark
from evaluation.metrics import ndcg
from evaluation.portfolios import sector_labels
from evaluation.rankings import Scores, check_shape, hits, n_relevant, top_rows
from evaluation.splits import Task, past_startups
from evaluation.stats import DRAWS, Interval, bootstrap_columns
from matcher.text import detect_language

NAMED = 8
"""How many values of a slice without an order are named; the rest is `OTHER`."""
OTHER, UNKNOWN, SEVERAL = "other", "unknown", "several kinds"
SHOWN = 10

Cut = tuple[list[str], list[str]]
"""The value of each query, and the values in the order in which they are shown."""

_LANGUAGES = {"en": "English", "it": "Italian", "": "not clear"}
_ACTIVITY = ((10, "10 or more"), (5, "5–9"), (2, "2–4"), (1, "1"), (0, "none"))
_OLDEST_ERA, _ERA_YEARS = 1990, 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slice:
    """The queries with one value of one property; `mask` is `(n_queries,)` bool in the order of the task."""

    name: str
    value: str
    mask: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceFigures:
    """One slice measured: how many of its queries have something to find, nDCG@10 and gain over the baseline.

    `ndcg` has every model, `gain` every one but the baseline; intervals are over the queries of the slice alone.
    """

    name: str
    value: str
    n: int
    ndcg: Mapping[str, Interval]
    gain: Mapping[str, Interval]


def query_slices(task: Task, benchmark: Benchmark) -> tuple[Slice, ...]:
    """Every slice that holds a query, name by name.

    Values with an order of their own are in it; the others go by size, equal sizes by name, `other` and `unknown` last.

    Raises:
        KeyError: a query is not a startup of the benchmark.
    """
    return tuple(
        Slice(name=name, value=value, mask=np.array([each == value for each in values], dtype=np.bool_))
        for name, (values, order) in _cuts(task, benchmark).items()
        for value in order
    )


def slice_table(
    scores: Mapping[str, Scores],
    task: Task,
    benchmark: Benchmark,
    baseline: str,
    *,
    seed: int = 0,
    draws: int = DRAWS,
) -> tuple[SliceFigures, ...]:
    """nDCG@10 of every model in every slice, with the paired difference to the baseline, in the order of the slices.

    Raises:
        ValueError: the baseline is not among the scores, or a matrix has another shape than the task or holds NaN.
    """
    if baseline not in scores:
        raise ValueError(f"the baseline {baseline} has no scores; there are {', '.join(scores)}")
    for name, matrix in scores.items():
        check_shape(task, matrix, f"the scores of {name}")
    relevant = n_relevant(task)
    gains = [ndcg(hits(task, top_rows(matrix, SHOWN)), relevant, SHOWN) for matrix in scores.values()]
    values = np.stack(gains, axis=1)
    differences = values - values[:, [list(scores).index(baseline)]]
    table = np.concatenate([values, differences], axis=1)
    return tuple(
        _figures(each, list(scores), baseline, table[each.mask], seed, draws) for each in query_slices(task, benchmark)
    )


def _figures(
    cut: Slice, models: Sequence[str], baseline: str, table: npt.NDArray[np.float64], seed: int, draws: int
) -> SliceFigures:
    intervals = bootstrap_columns(table, np.random.default_rng(seed), draws)
    n_models = len(models)
    return SliceFigures(
        name=cut.name,
        value=cut.value,
        n=int((~np.isnan(table).any(axis=1)).sum()),
        ndcg=dict(zip(models, intervals[:n_models], strict=True)),
        gain={name: gain for name, gain in zip(models, intervals[n_models:], strict=True) if name != baseline},
    )


def _cuts(task: Task, benchmark: Benchmark) -> dict[str, Cut]:
    startups = benchmark.startups.set_index("id", drop=False).rename_axis(None).loc[list(task.queries)]
    return {
        "region": _largest(startups["region"]),
        "first sector": _largest([labels[0] if labels else "" for labels in sector_labels(startups)]),
        "stage": _largest([stage.replace("_", " ") for stage in startups["stage"]]),
        "length of the description": _lengths(startups["description"]),
        "language of the description": _languages(startups["description"]),
        "year of foundation": _eras(startups["founded"]),
        "kind of the right counterparts": _kinds(task, benchmark),
        "past deals of the most active right counterpart": _activity(task),
    }


def _lengths(descriptions: Iterable[str]) -> Cut:
    """Quarters by the number of words; equal numbers share a quarter, so that quarters differ in size."""
    words = np.array([len(text.split()) for text in descriptions], dtype=np.int64)
    if not len(words):
        return [], []
    quarter = np.searchsorted(np.quantile(words, [0.25, 0.5, 0.75]), words, side="left")
    names = {number: _span(words[quarter == number]) for number in np.unique(quarter).tolist()}
    return [names[number] for number in quarter.tolist()], list(names.values())


def _languages(descriptions: Iterable[str]) -> Cut:
    values = [_LANGUAGES[detect_language(text)] for text in descriptions]
    return values, _present(_LANGUAGES.values(), values)


def _eras(founded: Iterable[str]) -> Cut:
    """Five years each; everything before 1990 is one era."""
    values = [_era(day) for day in founded]
    return values, sorted(set(values), key=lambda value: (value == UNKNOWN, not value.startswith("before"), value))


def _kinds(task: Task, benchmark: Benchmark) -> Cut:
    """The kind of the relevant counterparts where it is one."""
    kind = dict(zip(benchmark.counterparts["id"], benchmark.counterparts["kind"], strict=True))
    found = [{kind.get(name, "") or UNKNOWN for name in task.relevant[query]} for query in task.queries]
    return _largest([SEVERAL if len(kinds) > 1 else next(iter(kinds), "") for kinds in found])


def _activity(task: Task) -> Cut:
    """The past startups of the most active relevant counterpart."""
    count = past_startups(task.history)
    most = [max((count.get(name, 0) for name in task.relevant[query]), default=0) for query in task.queries]
    values = [next(label for least, label in _ACTIVITY if number >= least) for number in most]
    return values, _present([label for _, label in reversed(_ACTIVITY)], values)


def _largest(column: Iterable[str]) -> Cut:
    """The values with all but the largest ones as `other` and empty ones as `unknown`; the order by size."""
    values = list(column)
    known = Counter(value for value in values if value)
    named = sorted(known, key=lambda value: (-known[value], value))[:NAMED]
    named = [value for value in named if value not in (OTHER, UNKNOWN)]
    cut = [UNKNOWN if value in ("", UNKNOWN) else value if value in named else OTHER for value in values]
    return cut, [*named, *_present([OTHER, UNKNOWN], cut)]


def _present(order: Iterable[str], values: Sequence[str]) -> list[str]:
    """What of an order is among the values."""
    return [value for value in order if value in values]


def _span(words: npt.NDArray[np.int64]) -> str:
    least, most = int(words.min()), int(words.max())
    return f"{least} words" if least == most else f"{least}–{most} words"


def _era(founded: str) -> str:
    year = founded[:4]
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return UNKNOWN
    if int(year) < _OLDEST_ERA:
        return f"before {_OLDEST_ERA}"
    start = int(year) - int(year) % _ERA_YEARS
    return f"{start}–{start + _ERA_YEARS - 1}"
