"""Events whose decisions come from a preference that is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from evaluation.two_sided import Event

EventFactory = Callable[..., tuple[Event, np.ndarray, np.ndarray]]


@pytest.fixture
def planted() -> EventFactory:
    return planted_event


def planted_event(
    rng: np.random.Generator, n: int = 12, a_base: float = 0.0, b_base: float = 0.0
) -> tuple[Event, np.ndarray, np.ndarray]:
    """An event, and both sides' true log-odds: how choosy who decides is, and how liked who is decided about."""
    a_truth = a_base + rng.normal(0, 1, (n, 1)) + rng.normal(0, 1.5, (1, n))
    b_truth = b_base + rng.normal(0, 1, (1, n)) + rng.normal(0, 1.5, (n, 1))
    rates, wants = [], []
    for truth in (a_truth, b_truth):
        felt = truth + rng.logistic(size=(n, n))
        wants.append((felt > 0).astype(np.float64))
        rates.append(np.clip(np.round(5 + felt), 0, 10))
    people = tuple(f"{i:02}" for i in range(n))
    found = Event(
        id="planted",
        a_ids=people,
        b_ids=people,
        a_rates=rates[0],
        b_rates=rates[1],
        a_wants=wants[0],
        b_wants=wants[1],
    )
    return found, a_truth, b_truth
