"""Ways to make one score of two interests, each read as a chance that both say yes.

A score is `(n_a, n_b)` float64 in (0, 1): it orders the partners of a person, weighs meetings in an agenda, and is held
against what happened. What a way learns it learns on other events, never on the one that it scores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.mutual.choo_siow import equilibrium
from evaluation.mutual.interests import Interests
from evaluation.mutual.logistic import Logistic, fit_logistic
from evaluation.two_sided import Cells
from matcher.reciprocity import mutual_logit

Floats = npt.NDArray[np.float64]

SHIPPED = "harmonic mean"
"""The mutual score that abbina gives (`matcher.reciprocity`)."""
POOL = "mean of log-odds"
"""The plain sum of what speaks for both sides, with equal weights: what a better score must beat."""
SMALLEST = 1e-12
"""Scores are kept this far from 0 and 1, so that each has log-odds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """The hidden pairs of one event: the interests predicted for them, and where both did say yes."""

    interests: Interests
    hidden: Cells
    mutual: Cells


Form = Callable[[HeldOut, Sequence[HeldOut]], Floats]
"""An event and all the others → its scores."""
Design = Callable[[Floats, Floats], Floats]
"""Both sides' log-odds → `(…, n_features)`."""


def score_events(events: Sequence[HeldOut], form: Form) -> list[Floats]:
    """The scores of every event, in order, each learned on the others."""
    return [
        np.clip(form(event, [other for other in events if other is not event]), SMALLEST, 1.0 - SMALLEST)
        for event in events
    ]


def calibrate(events: Sequence[HeldOut], scores: Sequence[Floats]) -> list[Floats]:
    """The chance that both say yes by the log-odds of a score alone: logistic regression on the other events."""
    found = []
    for own in range(len(events)):
        others = [each for each in range(len(events)) if each != own]
        known = np.concatenate([logit(scores[each][events[each].hidden]) for each in others])
        outcomes = np.concatenate([events[each].mutual[events[each].hidden] for each in others])
        found.append(sigmoid(fit_logistic(known[:, None], outcomes).logits(logit(scores[own])[..., None])))
    return found


def fit_pool(events: Sequence[HeldOut], design: Design) -> Logistic:
    """The regression of "both said yes" on what `design` makes of both sides' log-odds, over all hidden pairs."""
    features = [design(event.interests.a[event.hidden], event.interests.b[event.hidden]) for event in events]
    return fit_logistic(np.concatenate(features), np.concatenate([event.mutual[event.hidden] for event in events]))


def sigmoid(logits: Floats) -> Floats:
    """Log-odds → probabilities, without overflow."""
    found: Floats = 0.5 * (1.0 + np.tanh(0.5 * logits))
    return found


def logit(probabilities: Floats) -> Floats:
    """Probabilities in (0, 1) → log-odds."""
    found: Floats = np.log(probabilities) - np.log1p(-probabilities)
    return found


def both_logits(a: Floats, b: Floats) -> Floats:
    """The design of the weighted pool: each side its own weight."""
    return np.stack([a, b], axis=-1)


def with_interaction(a: Floats, b: Floats) -> Floats:
    """The design of the learned form that is not additive: both log-odds and their product."""
    return np.stack([a, b, a * b], axis=-1)


def _mean_logit(a: Floats, b: Floats) -> Floats:
    return 0.5 * (a + b)[..., None]


def _of_logits(formula: Callable[[Floats, Floats], Floats]) -> Form:
    return lambda event, _: formula(event.interests.a, event.interests.b)


def _of_chances(formula: Callable[[Floats, Floats], Floats]) -> Form:
    return lambda event, _: formula(sigmoid(event.interests.a), sigmoid(event.interests.b))


def _learned(design: Design) -> Form:
    def score(event: HeldOut, others: Sequence[HeldOut]) -> Floats:
        return sigmoid(fit_pool(others, design).logits(design(event.interests.a, event.interests.b)))

    return score


def _pool_by_refusals(event: HeldOut, _: Sequence[HeldOut]) -> Floats:
    """Log-odds weighted by how often a side is expected to refuse: the product's logarithm to first order.

    d log σ(x) / dx = 1 − σ(x), so that the side that refuses more counts for more.
    """
    a, b = event.interests.a, event.interests.b
    a_refuses, b_refuses = (float((1.0 - sigmoid(side[event.hidden])).mean()) for side in (a, b))
    return sigmoid((a_refuses * a + b_refuses * b) / (a_refuses + b_refuses))


def _competition(event: HeldOut, _: Sequence[HeldOut]) -> Floats:
    surplus = np.where(event.hidden, event.interests.a + event.interests.b, -np.inf)
    return equilibrium(surplus).pairs


FORMS: Mapping[str, Form] = {
    "first side only": _of_chances(lambda a, _: a),
    "second side only": _of_chances(lambda _, b: b),
    "product": _of_chances(lambda a, b: a * b),
    SHIPPED: _of_logits(lambda a, b: sigmoid(mutual_logit(a, b))),
    "minimum": _of_chances(np.minimum),
    POOL: _of_logits(lambda a, b: sigmoid(0.5 * (a + b))),
    "mean of log-odds, calibrated": _learned(_mean_logit),
    "log-odds weighted by refusals": _pool_by_refusals,
    "log-odds, learned weights": _learned(both_logits),
    "learned, with interaction": _learned(with_interaction),
    "equilibrium (Choo–Siow)": _competition,
}
