"""Every score on every event, over several splits: lists of each person, chances against outcomes, and capped agendas.

A person's figure is the mean over the splits in which it is defined: nobody can be ranked for a person without a hidden
mutual yes, nor can AUC be taken where every hidden pair is one.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from evaluation.calibration import brier, expected_calibration_error
from evaluation.metrics import ndcg, precision
from evaluation.mutual.agendas import capped_agenda
from evaluation.mutual.interests import Choice, predict_interests
from evaluation.mutual.logistic import Logistic
from evaluation.mutual.scores import FORMS, HeldOut, both_logits, calibrate, fit_pool, score_events
from evaluation.two_sided import Cells, Event, seen_half

Floats = npt.NDArray[np.float64]
Key = TypeVar("Key")

RANDOM, BEST = "random", "best possible"
CAPS = (1, 2, 3)
NDCG, PRECISION, AUC = "nDCG@5", "precision@3", "AUC"
RANKED = (NDCG, PRECISION, AUC)
BRIER, CALIBRATED, ECE = "Brier as is", "Brier calibrated", "ECE as is"
CHANCES = (BRIER, CALIBRATED, ECE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitResult:
    """One split, by form: lists by metric and person, chances by figure and event, mutual yeses by cap and event.

    People stand event by event, the first side before the second. `choices` are the interest models of both sides,
    `pool` the weights that all events together would give their log-odds.
    """

    ranked: Mapping[str, Mapping[str, Floats]]
    chances: Mapping[str, Mapping[str, Floats]]
    agendas: Mapping[str, Mapping[int, Floats]]
    choices: tuple[Choice, Choice]
    pool: Logistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Means over splits of the figures of `SplitResult`, the event of each person, and what each split learned."""

    person_events: npt.NDArray[np.int64]
    ranked: Mapping[str, Mapping[str, Floats]]
    chances: Mapping[str, Mapping[str, Floats]]
    agendas: Mapping[str, Mapping[int, Floats]]
    choices: tuple[tuple[Choice, Choice], ...]
    pools: tuple[Logistic, ...]


def compare_forms(events: Sequence[Event], seed: int, n_splits: int) -> Comparison:
    """All forms over `n_splits` splits, drawn from seeds `seed`, `seed` + 1 and so on.

    Raises:
        DataError: events are too few or too alike to learn from.
        ValueError: `n_splits` is below 1.
    """
    if n_splits < 1:
        raise ValueError(f"{n_splits} splits give no figure; give 1 or more")
    results = [run_split(events, np.random.default_rng(seed + number)) for number in range(n_splits)]
    sizes = [sum(event.met.shape) for event in events]
    return Comparison(
        person_events=np.repeat(np.arange(len(events)), sizes),
        ranked=_mean([result.ranked for result in results]),
        chances=_mean([result.chances for result in results]),
        agendas=_mean([result.agendas for result in results]),
        choices=tuple(result.choices for result in results),
        pools=tuple(result.pool for result in results),
    )


def run_split(events: Sequence[Event], rng: np.random.Generator) -> SplitResult:
    """Hide half of every event, predict it, and hold every form against it."""
    halves = [seen_half(event, rng) for event in events]
    prediction = predict_interests([seen for seen, _ in halves], rng)
    held_out = [
        HeldOut(interests=interests, hidden=hidden, mutual=event.mutual & hidden)
        for event, (_, hidden), interests in zip(events, halves, prediction.interests, strict=True)
    ]
    scores = {name: score_events(held_out, form) for name, form in FORMS.items()}
    chances = {name: _chance_figures(held_out, values) for name, values in scores.items()}
    scores[RANDOM] = [rng.random(each.hidden.shape) for each in held_out]
    best = [each.mutual.astype(np.float64) for each in held_out]
    return SplitResult(
        ranked={name: _ranked(held_out, values) for name, values in scores.items()},
        chances=chances,
        agendas={name: _agendas(held_out, values) for name, values in {**scores, BEST: best}.items()},
        choices=(prediction.a_choice, prediction.b_choice),
        pool=fit_pool(held_out, both_logits),
    )


def rank_people(scores: Floats, hidden: Cells, mutual: Cells) -> dict[str, Floats]:
    """The lists of the persons in rows: each metric, `(n_rows,)`, NaN where it is not defined; ties in order of ids."""
    order = np.argsort(np.where(hidden, -scores, np.inf), axis=1, kind="stable")
    hits = np.take_along_axis(mutual & hidden, order, axis=1)
    found = hits.sum(axis=1)
    auc = np.array([_auc(*each) for each in zip(scores, hidden, mutual, strict=True)])
    return {NDCG: ndcg(hits, found, 5), PRECISION: precision(hits, found, 3), AUC: auc}


def _auc(scores: Floats, hidden: Cells, mutual: Cells) -> float:
    """The chance that a mutual yes scores above another hidden pair, ties counting half (Hanley & McNeil 1982)."""
    positive = mutual[hidden]
    n_positive, n_negative = int(positive.sum()), int((~positive).sum())
    if not n_positive or not n_negative:
        return float("nan")
    ranks = rankdata(scores[hidden])
    return float((ranks[positive].sum() - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative))


def _ranked(events: Sequence[HeldOut], scores: Sequence[Floats]) -> dict[str, Floats]:
    parts = []
    for event, values in zip(events, scores, strict=True):
        parts.append(rank_people(values, event.hidden, event.mutual))
        parts.append(rank_people(values.T, event.hidden.T, event.mutual.T))
    return {metric: np.concatenate([part[metric] for part in parts]) for metric in RANKED}


def _chance_figures(events: Sequence[HeldOut], scores: Sequence[Floats]) -> dict[str, Floats]:
    calibrated = calibrate(events, scores)
    found: dict[str, list[float]] = {name: [] for name in CHANCES}
    for event, raw, learned in zip(events, scores, calibrated, strict=True):
        outcomes = event.mutual[event.hidden]
        found[BRIER].append(brier(raw[event.hidden], outcomes))
        found[CALIBRATED].append(brier(learned[event.hidden], outcomes))
        found[ECE].append(expected_calibration_error(raw[event.hidden], outcomes, 5))
    return {name: np.array(values) for name, values in found.items()}


def _agendas(events: Sequence[HeldOut], scores: Sequence[Floats]) -> dict[int, Floats]:
    """Mutual yeses in the agenda of each event, by cap."""
    return {
        cap: np.array(
            [
                float((capped_agenda(values, event.hidden, cap) & event.mutual).sum())
                for event, values in zip(events, scores, strict=True)
            ]
        )
        for cap in CAPS
    }


def _mean(results: Sequence[Mapping[str, Mapping[Key, Floats]]]) -> dict[str, dict[Key, Floats]]:
    """The mean over splits of every array, leaving out what is not defined; NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Mean of empty slice", RuntimeWarning)
        return {
            name: {key: np.nanmean([result[name][key] for result in results], axis=0) for key in results[0][name]}
            for name in results[0]
        }
