"""Solving: known optima, instances without a timetable, and every small instance against trying all timetables."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from matcher.agenda.b2bsp import Instance, Limits, Meeting, Session, Status, check_timetable, judge, solve_instance
from matcher.agenda.b2bsp.bound import Prices, least_breaks, priced_bound
from matcher.agenda.b2bsp.choices import hosts

MakeInstance = Callable[..., Instance]
LIMITS = Limits(seconds=20, workers=1)
STAR = [(0, 1), (0, 2), (0, 3)]


def least(instance: Instance, limits: Limits = LIMITS) -> int | None:
    """The proven least number of breaks; None when it is proven that there is no timetable."""
    result = judge(instance, solve_instance(instance, limits), seconds=0.0, limits=limits)
    assert result.status in (Status.OPTIMAL, Status.INFEASIBLE)
    return result.breaks


@pytest.mark.parametrize(
    ("pairs", "changes", "breaks"),
    [
        (STAR, {}, 0),
        (STAR, {"forbidden": {0: {1}}}, 1),
        (STAR, {"n_slots": 5, "forbidden": {0: {1, 3}}}, 2),
        (STAR, {"details": {0: {"slot": 0}, 1: {"slot": 3}}}, 1),
        ([(0, 1), (0, 2)], {"details": {0: {"slot": 0}, 1: {"session": Session.AFTERNOON}}}, 1),
        (STAR, {"details": {2: {"slot": 0, "after": frozenset({0})}}}, None),
        (STAR, {"n_slots": 2}, None),
        (STAR, {"n_tables": 0}, None),
        ([(0, 1), (2, 3), (4, 5)], {"n_slots": 2, "n_tables": 1}, None),
        ([(0, 1), (0, 2), (3, 4), (3, 5)], {"n_slots": 4, "n_tables": 1}, 0),
        ([(0, 1), (0, 2), (1, 2)], {"n_slots": 3}, 1),
        ([], {}, 0),
    ],
)
def test_known_optima(
    instance: MakeInstance, pairs: list[tuple[int, int]], changes: dict[str, Any], breaks: int | None
) -> None:
    assert least(instance(pairs, **changes)) == breaks


def test_too_unlike_numbers_of_breaks_are_no_timetable(instance: MakeInstance) -> None:
    forbidden = {0: {1, 3, 5}}
    assert least(instance([(0, 1), (0, 2), (0, 3), (0, 4)], n_slots=7, forbidden=forbidden)) is None


def drawn(rng: np.random.Generator) -> Instance:
    """A small instance with some of everything."""
    pairs = [(a, b) for a in range(4) for b in range(a + 1, 4)]
    chosen = rng.permutation(len(pairs))[: rng.integers(3, 6)]
    meetings = tuple(
        Meeting(
            first=pairs[at][0],
            second=pairs[at][1],
            session=Session(int(rng.choice([1, 2, 3], p=[0.1, 0.1, 0.8]))),
            slot=int(rng.integers(5)) if rng.random() < 0.1 else None,
            after=frozenset({0} if row and rng.random() < 0.2 else ()),
        )
        for row, at in enumerate(chosen)
    )
    return Instance(
        name="drawn",
        n_slots=5,
        n_morning_slots=3,
        n_tables=int(rng.integers(1, 3)),
        meetings=meetings,
        forbidden=tuple(frozenset(np.flatnonzero(rng.random(5) < 0.15).tolist()) for _ in range(4)),
        most_unlike=int(rng.integers(0, 3)),
    )


def tried(instance: Instance) -> int | None:
    """The least number of breaks among all timetables that keep the rules."""
    every = product(range(instance.n_slots), repeat=len(instance.meetings))
    found = [finding.breaks for slots in every if not (finding := check_timetable(instance, slots)).broken]
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_no_timetable_is_better_than_the_proven_best(seed: int) -> None:
    instance = drawn(np.random.default_rng(seed))
    best = tried(instance)
    assert least(instance) == best
    if best is not None:
        assert least_breaks(instance, 20.0) <= best


def test_two_workers_prove_the_same(instance: MakeInstance) -> None:
    assert least(instance(STAR, forbidden={0: {1}}), Limits(seconds=20, workers=2)) == 1


def test_the_bound_sees_that_tables_force_breaks(instance: MakeInstance) -> None:
    """Somebody else's meeting in the middle of seven slots leaves three in a row on either side, for four meetings."""
    meetings = [(0, 1), (0, 2), (0, 3), (0, 4), (5, 6)]
    assert least_breaks(instance(meetings, n_slots=7, n_tables=2, details={4: {"slot": 3}}), 20.0) == 0
    assert least_breaks(instance(meetings, n_slots=7, n_tables=1, details={4: {"slot": 3}}), 20.0) == 1


def test_a_bound_stays_valid_whatever_the_prices(instance: MakeInstance) -> None:
    problem = instance(STAR, forbidden={0: {1}})
    rng = np.random.default_rng(0)
    for _ in range(50):
        prices = Prices(
            meeting={(who, slot): int(rng.integers(-(10**6), 10**6)) for who in range(4) for slot in range(4)},
            table=tuple(int(price) for price in rng.integers(0, 10**6, 4)),
        )
        assert priced_bound(problem, prices) <= 1


def test_large_instances_have_no_bound_but_0(instance: MakeInstance) -> None:
    pairs = [(0, 1), *((1, other) for other in range(2, 40))]
    assert least_breaks(instance(pairs, n_slots=400, details={0: {"slot": 3}}), 20.0) == 0


def test_each_meeting_has_one_host(instance: MakeInstance) -> None:
    assert hosts(instance([(1, 0), (1, 2), (2, 3), (0, 2)])) == {2: (1, 2, 3), 0: (0,)}
