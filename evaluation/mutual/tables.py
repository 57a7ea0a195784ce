"""The comparison of mutual scores as figures with intervals, and as Markdown and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from evaluation.mutual.comparison import AUC, BEST, CAPS, CHANCES, NDCG, PRECISION, RANKED, Comparison
from evaluation.mutual.interests import CONFIGS
from evaluation.mutual.scores import POOL, SHIPPED
from evaluation.ranking_table import rounded
from evaluation.stats import Interval, cluster_bootstrap, cluster_sums, holm, sign_flip_test

Floats = npt.NDArray[np.float64]

BASELINES = (POOL, SHIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A form less a baseline over the same people or events; p corrected for all forms (Holm)."""

    gain: Interval
    p: float
    p_corrected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure: the mean of each form with its interval, and by baseline how each form differs from it."""

    name: str
    means: Mapping[str, Interval]
    differences: Mapping[str, Mapping[str, Difference]]


def agenda_name(cap: int) -> str:
    """What an agenda's measure is called."""
    return f"at most {cap}"


def measure(comparison: Comparison, seed: int) -> tuple[Measured, ...]:
    """Lists and agendas; intervals resample events, the test flips the signs of whole events."""
    people = comparison.person_events
    events = np.unique(people)
    found = []
    for metric in RANKED:
        values = {name: figures[metric] for name, figures in comparison.ranked.items()}
        found.append(_measured(metric, values, people, seed))
    for cap in CAPS:
        yeses = {name: figures[cap] for name, figures in comparison.agendas.items()}
        found.append(_measured(agenda_name(cap), yeses, events, seed))
    return tuple(found)


def to_markdown(comparison: Comparison, measured: Sequence[Measured], described: str) -> str:
    """What was measured in a sentence, and the tables."""
    by_name = {each.name: each for each in measured}
    agendas = [agenda_name(cap) for cap in CAPS]
    parts = [
        described,
        "Interests: the loss of each way to predict one side's yes (nats per pair), and how many splits chose it.",
        _choices_table(comparison),
        "Lists: hidden partners of each person by score, relevant where both said yes.",
        _means_table(by_name, (NDCG, PRECISION, AUC)),
        "Chances: the score as the chance that both say yes, as it is and calibrated on other events.",
        _chances_table(comparison),
        "Agendas: mutual yeses per event where nobody has more than so many meetings.",
        _means_table(by_name, agendas),
        "Differences: p by flipping the signs of whole events, corrected for all forms by Holm's method.",
        *(_differences_table(by_name, baseline, (NDCG, AUC, *agendas)) for baseline in BASELINES),
        _pool_sentence(comparison),
    ]
    return "\n\n".join(parts) + "\n"


def to_json(comparison: Comparison, measured: Sequence[Measured], described: Mapping[str, object]) -> str:
    """The same figures as JSON, keys sorted, six decimals, null for what is not defined."""
    found = {
        "protocol": dict(described),
        "measures": [asdict(each) for each in measured],
        "chances": {
            name: {figure: float(values.mean()) for figure, values in figures.items()}
            for name, figures in comparison.chances.items()
        },
        "losses": {
            side: dict(zip((config.name for config in CONFIGS), losses, strict=True))
            for side, losses in zip(("a", "b"), _mean_losses(comparison).tolist(), strict=True)
        },
        "pools": [asdict(pool) for pool in comparison.pools],
    }
    return json.dumps(rounded(found), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def _measured(name: str, values: Mapping[str, Floats], clusters: npt.NDArray[np.int64], seed: int) -> Measured:
    means = cluster_bootstrap(np.stack(list(values.values()), axis=1), clusters, np.random.default_rng(seed))
    return Measured(
        name=name,
        means=dict(zip(values, means, strict=True)),
        differences={baseline: _differences(values, baseline, clusters, seed) for baseline in BASELINES},
    )


def _differences(
    values: Mapping[str, Floats], baseline: str, clusters: npt.NDArray[np.int64], seed: int
) -> dict[str, Difference]:
    others = [form for form in values if form not in (baseline, BEST)]
    table = np.stack([values[form] - values[baseline] for form in others], axis=1)
    gains = cluster_bootstrap(table, clusters, np.random.default_rng(seed))
    sums = cluster_sums(table, clusters)
    p_values = [sign_flip_test(column, np.zeros_like(column), np.random.default_rng(seed)) for column in sums.T]
    return {
        form: Difference(gain=gain, p=p, p_corrected=corrected)
        for form, gain, p, corrected in zip(others, gains, p_values, holm(p_values), strict=True)
    }


def _mean_losses(comparison: Comparison) -> Floats:
    found: Floats = np.mean([[choice.losses for choice in choices] for choices in comparison.choices], axis=0)
    return found


def _choices_table(comparison: Comparison) -> str:
    lines = [_line(["way", "first side", "chosen", "second side", "chosen"]), _line(["---"] * 5)]
    losses = _mean_losses(comparison)
    chosen = [Counter(choices[side].config.name for choices in comparison.choices) for side in (0, 1)]
    for number, config in enumerate(CONFIGS):
        cells = [cell for side in (0, 1) for cell in (f"{losses[side, number]:.3f}", str(chosen[side][config.name]))]
        lines.append(_line([config.name, *cells]))
    return "\n".join(lines)


def _means_table(measured: Mapping[str, Measured], names: Sequence[str]) -> str:
    lines = [_line(["score", *names]), _line(["---"] * (1 + len(names)))]
    lines += [_line([form, *(str(measured[name].means[form]) for name in names)]) for form in measured[names[0]].means]
    return "\n".join(lines)


def _chances_table(comparison: Comparison) -> str:
    lines = [_line(["score", *CHANCES]), _line(["---"] * (1 + len(CHANCES)))]
    for form, figures in comparison.chances.items():
        lines.append(_line([form, *(f"{figures[name].mean():.4f}" for name in CHANCES)]))
    return "\n".join(lines)


def _differences_table(measured: Mapping[str, Measured], baseline: str, names: Sequence[str]) -> str:
    lines = [_line([f"score, less {baseline}", *names]), _line(["---"] * (1 + len(names)))]
    lines += [
        _line([form, *(_difference(measured[name].differences[baseline][form]) for name in names)])
        for form in measured[names[0]].differences[baseline]
    ]
    return "\n".join(lines)


def _difference(found: Difference) -> str:
    p = "p < 0.001" if found.p_corrected < 0.001 else f"p {found.p_corrected:.3f}"
    return f"{found.gain.mean:+.3f} ({found.gain.low:+.3f} to {found.gain.high:+.3f}), {p}"


def _pool_sentence(comparison: Comparison) -> str:
    weights = np.array([(*pool.weights, pool.intercept) for pool in comparison.pools]).mean(axis=0)
    return (
        f"Learned weights, mean over splits: {weights[0]:.2f} for the first side's log-odds, {weights[1]:.2f} for the "
        f"second's, {weights[2]:+.2f}."
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
