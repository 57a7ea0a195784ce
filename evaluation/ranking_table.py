"""Models side by side on one task: per-query values, means with intervals, and differences to a baseline.

Every model is measured on the same queries and resampled with the same draws, so that the figures of one do not depend
on which others stand beside it. The same input gives the same Markdown and JSON, to the byte.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.metrics import query_metrics
from evaluation.portfolios import popularity
from evaluation.rankings import DEPTH, Rows, Scores, check_shape, hits, n_relevant, top_rows
from evaluation.splits import Task, protocol_hash
from evaluation.spread import coverage, exposure, gini, novelty
from evaluation.stats import DRAWS, Interval, bootstrap_columns, holm, sign_flip_test

SHOWN = 10
"""How many of a list count as shown."""
COMPARED = ("ndcg@10", "recall@50")
"""The metrics that differences are tested on; the correction is over all of them and all models asked about."""
DECIMALS = 6

Metrics = Mapping[str, npt.NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What was measured, on what, and how the intervals were drawn; `n_undefined` queries had nothing to find."""

    split: str
    until: str
    min_history: int
    n_queries: int
    n_undefined: int
    n_candidates: int
    protocol_hash: str
    data_hash: str
    seed: int
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFigures:
    """One model: the mean of each metric over the queries with its interval, and figures of all its lists together."""

    name: str
    means: Mapping[str, Interval]
    spread: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Model − baseline over the same queries: interval, p of no difference, and p corrected for `n_tests` comparisons.

    The interval is that of one comparison alone: it is not corrected. Models of the context, `is_context`, are
    corrected for among themselves.
    """

    name: str
    metric: str
    gain: Interval
    p: float
    p_corrected: float
    n_tests: int
    is_context: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingTable:
    """Everything that was found; models in the order given.

    `per_query` has the columns model, query and one for each metric, queries by id within a model.
    """

    protocol: Protocol
    baseline: str
    models: tuple[ModelFigures, ...]
    differences: tuple[Difference, ...]
    per_query: pd.DataFrame


def compare_models(
    scores: Mapping[str, Scores],
    task: Task,
    baseline: str,
    *,
    context: Collection[str] = (),
    seed: int = 0,
    draws: int = DRAWS,
) -> RankingTable:
    """The table of models by name.

    `context` names those that nothing is asked about, such as simple orders beside a model. How many of them stand
    there says nothing of the model, so the tests of the others are corrected as if there were none.

    Raises:
        ValueError: the baseline is not among them, or a matrix has another shape than the task or holds NaN.
    """
    if baseline not in scores:
        raise ValueError(f"the baseline {baseline} has no scores; there are {', '.join(scores)}")
    for name, matrix in scores.items():
        check_shape(task, matrix, f"the scores of {name}")
    shown = {name: top_rows(matrix, DEPTH) for name, matrix in scores.items()}
    relevant = n_relevant(task)
    metrics = {name: query_metrics(hits(task, rows), relevant) for name, rows in shown.items()}
    return RankingTable(
        protocol=_protocol(task, relevant, seed, draws),
        baseline=baseline,
        models=tuple(_figures(name, metrics[name], _spread(task, shown[name]), seed, draws) for name in scores),
        differences=_differences(metrics, baseline, frozenset(context), seed, draws),
        per_query=_per_query(metrics, task.queries),
    )


def to_json(table: RankingTable) -> str:
    """The table without its per-query values as JSON, keys sorted, six decimals, null for what is not defined."""
    found = {
        "protocol": asdict(table.protocol),
        "baseline": table.baseline,
        "models": [asdict(model) for model in table.models],
        "differences": [asdict(difference) for difference in table.differences],
    }
    return json.dumps(rounded(found), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def to_markdown(table: RankingTable) -> str:
    """What was measured in a sentence, the table of models, and the table of differences where there are any."""
    parts = [_sentence(table.protocol), _models_table(table.models)]
    if table.differences:
        kept_apart = any(each.is_context for each in table.differences)
        apart = ", apart for what stands beside; intervals are not corrected" if kept_apart else ""
        told = f"Against {table.baseline}, p corrected by Holm's method{apart}:"
        parts += [told, _differences_table(table.differences)]
    return "\n\n".join(parts) + "\n"


def _protocol(task: Task, relevant: npt.NDArray[np.int64], seed: int, draws: int) -> Protocol:
    return Protocol(
        split=task.split,
        until=task.until,
        min_history=task.min_history,
        n_queries=len(task.queries),
        n_undefined=int((relevant == 0).sum()),
        n_candidates=len(task.candidates),
        protocol_hash=protocol_hash(task),
        data_hash=task.data_hash,
        seed=seed,
        draws=draws,
    )


def _figures(name: str, metrics: Metrics, spread: Mapping[str, float], seed: int, draws: int) -> ModelFigures:
    columns = np.stack(list(metrics.values()), axis=1)
    intervals = bootstrap_columns(columns, np.random.default_rng(seed), draws)
    return ModelFigures(name=name, means=dict(zip(metrics, intervals, strict=True)), spread=spread)


def _spread(task: Task, shown: Rows) -> dict[str, float]:
    """Novelty is not defined where nothing is known of what candidates did."""
    exposed = exposure(shown, len(task.candidates), SHOWN)
    return {
        f"coverage@{SHOWN}": coverage(exposed),
        f"gini@{SHOWN}": gini(exposed),
        f"novelty@{SHOWN}": math.nan if task.history.empty else novelty(shown, popularity(task), SHOWN),
    }


def _differences(
    metrics: Mapping[str, Metrics], baseline: str, context: frozenset[str], seed: int, draws: int
) -> tuple[Difference, ...]:
    compared = [(name, metric) for name in metrics if name != baseline for metric in COMPARED]
    if not compared:
        return ()
    pairs = [(metrics[name][metric], metrics[baseline][metric]) for name, metric in compared]
    gains = bootstrap_columns(np.stack([a - b for a, b in pairs], axis=1), np.random.default_rng(seed), draws)
    p_values = [sign_flip_test(a, b, np.random.default_rng(seed), draws) for a, b in pairs]
    are_context = [name in context for name, _ in compared]
    families = {
        aside: [p for p, other in zip(p_values, are_context, strict=True) if other is aside] for aside in (False, True)
    }
    corrected = {aside: iter(holm(family)) for aside, family in families.items()}
    return tuple(
        Difference(
            name=name,
            metric=metric,
            gain=gain,
            p=p,
            p_corrected=next(corrected[aside]),
            n_tests=len(families[aside]),
            is_context=aside,
        )
        for (name, metric), gain, p, aside in zip(compared, gains, p_values, are_context, strict=True)
    )


def _per_query(metrics: Mapping[str, Metrics], queries: Sequence[str]) -> pd.DataFrame:
    frames = [pd.DataFrame({"model": name, "query": list(queries), **values}) for name, values in metrics.items()]
    return pd.concat(frames, ignore_index=True)


def _sentence(protocol: Protocol) -> str:
    period = f"split {protocol.split}" if protocol.split else "no split in time"
    until = f" until {protocol.until}" if protocol.until else ""
    undefined = f" ({protocol.n_undefined} with nothing to find)" if protocol.n_undefined else ""
    queries = "1 query" if protocol.n_queries == 1 else f"{protocol.n_queries} queries"
    candidates = "1 candidate" if protocol.n_candidates == 1 else f"{protocol.n_candidates} candidates"
    return (
        f"{queries}{undefined}, {candidates}, {period}{until}, minimum "
        f"history {protocol.min_history}. Intervals are 95 % bootstrap intervals over queries ({protocol.draws} draws, "
        f"seed {protocol.seed}). Protocol `{protocol.protocol_hash[:12]}`, data `{protocol.data_hash[:12]}`."
    )


def _models_table(models: Sequence[ModelFigures]) -> str:
    metrics, spread = list(models[0].means), list(models[0].spread)
    lines = [_line(["model", *metrics, *spread]), _line(["---"] * (1 + len(metrics) + len(spread)))]
    for model in models:
        means = [str(model.means[name]) if name in COMPARED else f"{model.means[name].mean:.3f}" for name in metrics]
        lines.append(_line([model.name, *means, *(_cell(model.spread[name]) for name in spread)]))
    return "\n".join(lines)


def _cell(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"


def _differences_table(differences: Sequence[Difference]) -> str:
    lines = [_line(["model", "metric", "difference", "p"]), _line(["---"] * 4)]
    for each in differences:
        gain = f"{each.gain.mean:+.3f} ({each.gain.low:+.3f} to {each.gain.high:+.3f})"
        lines.append(_line([each.name, each.metric, gain, _p(each.p_corrected)]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def rounded(value: object) -> object:
    """Floats at six decimals, NaN as None, in nested lists and dicts."""
    if isinstance(value, float):
        return round(value, DECIMALS) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: rounded(inner) for key, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
