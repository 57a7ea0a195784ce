"""The best agenda of a tiny event by trying every one: shares nothing with the solver but the nouns."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from matcher.agenda.problem import Event, Objective, Pair, Party, Problem, Slot, Travel, Venue

START = datetime.datetime(2026, 10, 5, 9, 0)
STEP = datetime.timedelta(minutes=20)


def _tiny(seed: int, *, travel: bool = False, idle_penalty: float = 0.0) -> Problem:
    """Two companies, three counterparts, two days of two slots, or one of four; no wishes."""
    rng = np.random.default_rng(seed)
    n_days = 1 if idle_penalty or travel else 2
    starts = [START + datetime.timedelta(days=day) + n * STEP for day in range(n_days) for n in range(4 // n_days)]
    slots = tuple(Slot(id=f"t{row}", start=start, end=start + STEP) for row, start in enumerate(starts))

    def party(name: str, kind: str) -> Party:
        there = tuple(slot.id for slot in slots if rng.random() < 0.75) or (slots[0].id,)
        venue = str(rng.choice(["campus", "hub"])) if travel and kind == "investor" else None
        return Party(id=name, kind=kind, available=there, max_meetings=int(rng.integers(1, 4)), venue=venue)

    parties = (*(party(f"s{row}", "startup") for row in range(2)), *(party(f"t{row}", "investor") for row in range(3)))
    pairs = tuple(
        Pair(a=f"s{i}", b=f"t{j}", score=round(float(rng.random()), 3))
        for i, j in itertools.product(range(2), range(3))
    )
    return Problem(
        event=Event(name="tiny", timezone="Europe/Rome"),
        slots=slots,
        venues=(Venue(id="campus", tables=1), Venue(id="hub", tables=1)) if travel else (Venue(id="hub", tables=1),),
        travel=(Travel(between=("campus", "hub"), slots=1),) if travel else (),
        parties=parties,
        pairs=pairs,
        objective=Objective(idle_penalty=idle_penalty),
    )


def _agendas(problem: Problem) -> Iterator[list[tuple[Pair, int, str]]]:
    """Every agenda that keeps the rules, as pairs with the number of their slot and their venue."""
    number = {slot.id: row for row, slot in enumerate(problem.slots)}
    parties = {party.id: party for party in problem.parties}

    def extend(rest: tuple[Pair, ...], held: list[tuple[Pair, int, str]]) -> Iterator[list[tuple[Pair, int, str]]]:
        if not rest:
            yield held
            return
        yield from extend(rest[1:], held)
        pair = rest[0]
        two = (parties[pair.a], parties[pair.b])
        venue = two[1].venue or "hub"
        for t in sorted(set.intersection(*({number[slot] for slot in party.available or ()} for party in two))):
            new = (pair, t, venue)
            if all(_go_together(problem, new, old) for old in held) and all(
                sum(party.id in (old.a, old.b) for old, _, _ in held) < (party.max_meetings or 9) for party in two
            ):
                yield from extend(rest[1:], [*held, new])

    yield from extend(problem.pairs, [])


def _go_together(problem: Problem, one: tuple[Pair, int, str], other: tuple[Pair, int, str]) -> bool:
    """One table at each venue; a party is in one place, and on its way for one slot between two."""
    shared = {one[0].a, one[0].b} & {other[0].a, other[0].b}
    apart = abs(one[1] - other[1])
    if not apart:
        return not shared and one[2] != other[2]
    return not (shared and problem.travel and one[2] != other[2] and apart <= 1)


def _idle(held: list[tuple[Pair, int, str]], party: str) -> int:
    met = sorted(t for pair, t, _ in held if party in (pair.a, pair.b))
    return met[-1] - met[0] + 1 - len(met) if met else 0


def _best(problem: Problem) -> float:
    penalty = problem.objective.idle_penalty
    return max(
        sum(pair.score for pair, _, _ in held) - penalty * sum(_idle(held, party.id) for party in problem.parties)
        for held in _agendas(problem)
    )


@pytest.fixture(name="tiny")
def _tiny_problem() -> Callable[..., Problem]:
    return _tiny


@pytest.fixture(name="best_objective")
def _best_objective() -> Callable[[Problem], float]:
    return _best
