"""What each side will say of the pairs that are hidden, learned from those that are not.

Who rates is a row, who is rated a column. A way to predict starts from what each row gives and each column gets, shrunk
towards the event's mean, and may add taste: what similar rows said, or a few common dimensions. Its figures for ratings
and for decisions enter one logistic regression, learned over all events. Which way is taken, for each side, is settled
on seen pairs alone: each is predicted from other seen pairs of its event by a regression learned on other events, and
the smallest way that is as good as the best is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.mutual.completion import low_rank, neighbours, shrunken_effects
from evaluation.mutual.logistic import fit_logistic, log_loss
from evaluation.two_sided import Cells, Event, halve, hide

Floats = npt.NDArray[np.float64]
Features = npt.NDArray[np.float64]
"""`(n_rows, n_columns, n_features)`, known for every pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestConfig:
    """One way to predict.

    `rows` and `columns` say which effects enter, each drawn to the mean by `shrink` ratings' worth of it. `rank` > 0
    adds that many dimensions of taste, their strengths lowered by `threshold` standard deviations. `neighbours` adds
    what rows of similar taste said. `both_sides` adds how the row is itself rated by the other side, and how generously
    the column rates.
    """

    name: str
    rows: bool = True
    columns: bool = True
    shrink: float = 3.0
    rank: int = 0
    threshold: float = 2.0
    neighbours: bool = False
    both_sides: bool = False


CONFIGS = (
    InterestConfig(name="event's mean", rows=False, columns=False),
    InterestConfig(name="partner's mean", rows=False),
    InterestConfig(name="effects of both, shrunk by 1", shrink=1.0),
    InterestConfig(name="effects of both, shrunk by 3"),
    InterestConfig(name="effects of both, shrunk by 9", shrink=9.0),
    InterestConfig(name="effects and other side", both_sides=True),
    InterestConfig(name="effects and 1 dimension", rank=1),
    InterestConfig(name="effects and 3 dimensions", rank=3),
    InterestConfig(name="effects and neighbours", neighbours=True),
    InterestConfig(name="effects, neighbours, other side", neighbours=True, both_sides=True),
)
"""Smallest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """The log-odds that each side of an event says yes, `(n_a, n_b)` both, for every pair."""

    a: Floats
    b: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The way taken for one side, and the loss of every way on seen pairs: −log likelihood per pair, in nats."""

    config: InterestConfig
    losses: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The interests of every event, in order, and how they were chosen for either side."""

    interests: tuple[Interests, ...]
    a_choice: Choice
    b_choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voices:
    """What rows said of columns, and what columns said of rows, all `(n_rows, n_columns)`."""

    ratings: Floats
    wants: Floats
    returned: Floats


def predict_interests(
    events: Sequence[Event], rng: np.random.Generator, configs: Sequence[InterestConfig] = CONFIGS
) -> Prediction:
    """Both sides' log-odds of yes for every pair of events whose hidden pairs are NaN (`two_sided.hide`).

    Raises:
        DataError: there are fewer than two events, or a side said the same of every seen pair of all events but one.
    """
    quarters = [_quarters(event.met, rng) for event in events]
    a_choice, a_logits = _predict_side(events, quarters, configs, "a")
    b_choice, b_logits = _predict_side(events, quarters, configs, "b")
    interests = tuple(Interests(a=a, b=b.T) for a, b in zip(a_logits, b_logits, strict=True))
    return Prediction(interests=interests, a_choice=a_choice, b_choice=b_choice)


def smallest_as_good(losses: Floats) -> int:
    """The first column of `(n_events, n_ways)` losses, smallest way first, that is as good as the best.

    As good is a mean excess over the best, event by event, of no more than its standard error (Breiman et al. 1984,
    §3.4.3, with paired differences).

    >>> smallest_as_good(np.array([[0.9, 0.5, 0.4], [0.9, 0.4, 0.5]]))
    1
    """
    excess = losses - losses[:, [int(np.argmin(losses.mean(axis=0)))]]
    errors = excess.std(axis=0, ddof=1) / np.sqrt(len(losses))
    return int(np.argmax(excess.mean(axis=0) <= errors))


def _predict_side(
    events: Sequence[Event], quarters: Sequence[Sequence[Cells]], configs: Sequence[InterestConfig], side: str
) -> tuple[Choice, list[Floats]]:
    """The choice for the side that rates, and its log-odds in every event, raters in rows."""
    wants = [_voices(event, side).wants[_turned(event.met, side)] == 1.0 for event in events]
    seen = {
        config.name: [_out_of_fold(*each, config, side) for each in zip(events, quarters, strict=True)]
        for config in configs
    }
    losses = np.stack([_losses(seen[config.name], wants) for config in configs], axis=1)
    config = configs[smallest_as_good(losses)]
    model = fit_logistic(np.concatenate(seen[config.name]), np.concatenate(wants))
    logits = [model.logits(_features(_voices(event, side), config)) for event in events]
    weights = np.array([len(each) for each in wants])
    return Choice(config=config, losses=tuple(np.average(losses, axis=0, weights=weights).tolist())), logits


def _losses(features: Sequence[Floats], wants: Sequence[Cells]) -> Floats:
    """The loss in each event by the regression that is learned on all others."""
    found = []
    for own in range(len(features)):
        others = [each for each in range(len(features)) if each != own]
        model = fit_logistic(
            np.concatenate([features[each] for each in others] or [features[own][:0]]),
            np.concatenate([wants[each] for each in others] or [wants[own][:0]]),
        )
        found.append(log_loss(model.logits(features[own]), wants[own]))
    return np.array(found)


def _out_of_fold(event: Event, quarters: Sequence[Cells], config: InterestConfig, side: str) -> Floats:
    """The features of each seen pair, `(n_seen, n_features)`, made without its quarter of the event."""
    parts = [_features(_voices(hide(event, quarter), side), config) for quarter in quarters]
    found = np.full_like(parts[0], np.nan)
    for quarter, part in zip(quarters, parts, strict=True):
        held_out = _turned(quarter, side)
        found[held_out] = part[held_out]
    seen: Floats = found[_turned(event.met, side)]
    return seen


def _features(voices: _Voices, config: InterestConfig) -> Features:
    columns = [_continued(voices.ratings, config), _continued(voices.wants, config)]
    if config.both_sides:
        _, received, given = shrunken_effects(voices.returned, config.shrink)
        shape = voices.ratings.shape
        columns += [np.broadcast_to(received[:, None], shape), np.broadcast_to(given[None, :], shape)]
    return np.stack(columns, axis=2)


def _continued(values: Floats, config: InterestConfig) -> Floats:
    """Known values continued to every pair."""
    mean, rows, columns = shrunken_effects(values, config.shrink, rows=config.rows, columns=config.columns)
    base: Floats = mean + rows[:, None] + columns[None, :]
    taste = np.zeros_like(base)
    if config.rank:
        taste = taste + low_rank(values - base, config.rank, config.threshold * _spread(values - base))
    if config.neighbours:
        taste = taste + neighbours(values - base, config.shrink)
    return base + taste


def _spread(residuals: Floats) -> float:
    known = residuals[~np.isnan(residuals)]
    return float(np.sqrt((known**2).mean())) if len(known) else 0.0


def _voices(event: Event, side: str) -> _Voices:
    if side == "a":
        return _Voices(ratings=event.a_rates, wants=event.a_wants, returned=event.b_rates)
    return _Voices(ratings=event.b_rates.T, wants=event.b_wants.T, returned=event.a_rates.T)


def _turned(cells: Cells, side: str) -> Cells:
    return cells if side == "a" else cells.T


def _quarters(cells: Cells, rng: np.random.Generator) -> tuple[Cells, ...]:
    first = halve(cells, rng)
    parts = []
    for half in (first, cells & ~first):
        quarter = halve(half, rng)
        parts += [quarter, half & ~quarter]
    return tuple(parts)
