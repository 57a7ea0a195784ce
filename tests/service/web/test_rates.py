"""Rates: how often in any stretch, for each key, and when there is room again."""

from __future__ import annotations

import pytest

from service.web.guards.rates import Rate
from service.web.problems import Problem


class Watch:
    """A clock that is set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def hits(rate: Rate, key: str, times: int) -> int:
    """How many of so many hits are let through."""
    through = 0
    for _ in range(times):
        try:
            rate.hit(key)
        except Problem:
            continue
        through += 1
    return through


def test_no_stretch_has_more_than_the_rate_but_for_what_is_weighed() -> None:
    watch = Watch()
    rate = Rate("10/minute", watch)
    assert hits(rate, "a", 20) == 10
    assert hits(rate, "b", 20) == 10
    watch.seconds = 60.0
    assert hits(rate, "a", 20) == 0
    watch.seconds = 90.0
    assert hits(rate, "a", 20) == 5
    watch.seconds = 240.0
    assert hits(rate, "a", 20) == 10


def test_who_is_refused_is_told_when_the_window_ends_and_looking_counts_nothing() -> None:
    watch = Watch()
    rate = Rate("2/hour", watch)
    watch.seconds = 600.0
    for _ in range(5):
        rate.check("a")
    assert hits(rate, "a", 3) == 2
    with pytest.raises(Problem) as refused:
        rate.check("a")
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, "3001")
