"""Moves on a timetable: none breaks a rule, gives up a must or makes it worse than it says."""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import replace

import numpy as np
import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.problem import Pair, Problem
from matcher.agenda.solver.anneal import Annealer
from matcher.agenda.solver.assemble import total_idle
from matcher.agenda.solver.chains import follow
from matcher.agenda.solver.choosing import worth_of
from matcher.agenda.solver.grid import FREE, Grid
from matcher.agenda.solver.instance import compile_problem
from matcher.agenda.solver.rescue import keep_wishes
from matcher.agenda.solver.reslot import improve_slots
from matcher.agenda.solver.timetable import fill, spare_rows
from matcher.agenda.solver.watch import Watch
from matcher.agenda.solver.windows import improve_windows


def chance() -> random.Random:
    return random.Random(3)  # noqa: S311 - draws of a search, not secrets


def filled(problem: Problem) -> Grid:
    """A timetable of the worthiest pairs that find a place, one after the other."""
    grid = Grid(compile_problem(problem))
    worth = grid.instance.score
    fill(grid, chance(), spare_rows(grid, worth, 10**6), lambda: False)
    return grid


def assert_sound(grid: Grid) -> None:
    assert all(load <= cap for load, cap in zip(grid.load, grid.cap, strict=True))
    assert min(grid.room) >= 0
    assert all(grid.instance.mask[e] >> grid.slot[e] & 1 for e in grid.placed())


def test_a_must_makes_other_meetings_give_way() -> None:
    problem = make_instance("small_tight", seed=0)
    grid = filled(problem)
    outside = next(e for e in range(grid.instance.n_pairs) if grid.slot[e] == FREE and not grid.instance.must[e])
    two = {grid.instance.parties[p].id for p in (grid.left[outside], grid.right[outside])}

    def asked(pair: Pair) -> Pair:
        return replace(pair, must=True) if {pair.a, pair.b} == two else pair

    other = filled(replace(problem, pairs=tuple(map(asked, problem.pairs))))
    was = [e for e in np.flatnonzero(other.instance.must).tolist() if other.slot[e] == FREE]
    assert keep_wishes(other, worth_of(other.instance), chance()) >= len(was) > 0
    assert all(other.slot[e] != FREE for e in np.flatnonzero(other.instance.must).tolist())
    assert_sound(other)


def test_a_party_below_its_minimum_is_given_meetings() -> None:
    problem = make_instance("small_tight", seed=1)
    grid = filled(problem)
    poorest = min(range(len(grid.load)), key=lambda p: (grid.load[p], p))
    wanted = grid.load[poorest] + 1
    name = grid.instance.parties[poorest].id
    parties = tuple(replace(party, min_meetings=wanted if party.id == name else 0) for party in problem.parties)
    other = filled(replace(problem, parties=parties))
    keep_wishes(other, worth_of(other.instance), chance())
    assert other.load[poorest] >= min(wanted, other.cap[poorest])
    assert_sound(other)


@pytest.mark.parametrize("penalty", [0.0, 0.03])
def test_slots_made_anew_gain_what_they_say(penalty: float) -> None:
    grid = filled(make_instance("small", seed=0, options=InstanceOptions(idle_penalty=penalty)))
    free = grid.instance
    free = replace(free, least=np.zeros_like(free.least))
    bare = Grid(free)
    bare.restore(grid.copy_slots())
    before = bare.total() - penalty * total_idle(bare)
    gain = improve_slots(bare, free.score + 1e-9, chance(), lambda: False)
    assert bare.total() - penalty * total_idle(bare) == pytest.approx(before + gain, abs=1e-5)
    assert_sound(bare)


def test_windows_never_make_a_timetable_worse() -> None:
    grid = filled(make_instance("small_tight", seed=2))
    worth = worth_of(grid.instance)
    before = sum(worth[e] for e in grid.placed())
    improve_windows(grid, worth, 1e9, 8, chance(), Watch(time.monotonic, 60.0))
    assert sum(worth[e] for e in grid.placed()) >= before + 1e-6
    assert_sound(grid)


def test_idle_slots_after_a_change_are_known_before_it() -> None:
    grid = filled(make_instance("small", seed=1))
    rng = chance()
    for _ in range(200):
        e = rng.choice(grid.placed())
        p, t = grid.left[e], grid.slot[e]
        days = range(len(grid.instance.days))
        before = sum(grid.n_idle(p, d) for d in days)
        told = grid.idle_after(p, 1 << t)
        grid.take(e)
        assert sum(grid.n_idle(p, d) for d in days) == before + told
        grid.put(e, t)


def test_a_chain_changes_when_only_its_ends_are_busy() -> None:
    grid = filled(make_instance("small", seed=1))
    n_followed = 0
    for p in range(len(grid.at)):
        for here, there in itertools.permutations(range(4), 2):
            found = follow(grid, p, here, there)
            if grid.at[p][here] == FREE or grid.at[p][there] != FREE or found is None:
                continue
            chain, end = found
            before = list(grid.met)
            for e, _ in chain:
                grid.take(e)
            for e, t in chain:
                grid.put(e, t)
            assert {q for q, met in enumerate(grid.met) if met != before[q]} == {p, end}
            n_followed += 1
    assert n_followed > 5


@pytest.mark.parametrize("family", ["small", "small_tight"])
def test_annealing_lowers_the_price_of_idle_slots_and_breaks_nothing(family: str) -> None:
    penalty = 0.03
    grid = filled(make_instance(family, seed=2, options=InstanceOptions(idle_penalty=penalty)))
    grid.room = [0 if t % 2 else room for t, room in enumerate(grid.room)]
    rooms = [room + sum(slot == t for slot in grid.slot) for t, room in enumerate(grid.room)]
    loads = [min(load, least) for load, least in zip(grid.load, grid.instance.least.tolist(), strict=True)]
    before = grid.total() - penalty * total_idle(grid)
    Annealer(grid, worth_of(grid.instance), chance()).run(20_000, 0.02, Watch(time.monotonic, 60.0))
    assert grid.total() - penalty * total_idle(grid) > before + 5 * penalty
    assert [room + sum(slot == t for slot in grid.slot) for t, room in enumerate(grid.room)] == rooms
    assert all(now >= then for now, then in zip(grid.load, loads, strict=True))
    assert_sound(grid)


def test_annealing_ends_in_the_best_state_that_it_saw() -> None:
    grid = filled(make_instance("small", seed=0, options=InstanceOptions(idle_penalty=0.03)))
    worth = worth_of(grid.instance)

    def value() -> float:
        return float(worth[grid.placed()].sum()) - 0.03 * total_idle(grid)

    before = value()
    Annealer(grid, worth, chance()).run(3000, 50.0, Watch(time.monotonic, 60.0))
    assert value() >= before - 1e-9
