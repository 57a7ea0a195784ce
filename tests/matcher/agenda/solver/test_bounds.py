"""What is proven about all agendas, against every agenda of tiny events."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.problem import Problem
from matcher.agenda.solver import solve_problem
from matcher.agenda.solver.balance import balanced_pairs
from matcher.agenda.solver.flow import select_pairs
from matcher.agenda.solver.instance import compile_problem
from matcher.agenda.solver.itineraries import plan_itineraries
from matcher.agenda.solver.spans import span_bound
from matcher.agenda.solver.watch import Watch
from matcher.agenda.solver.ways import WaysProgram

Tiny = Callable[..., Problem]
Best = Callable[[Problem], float]
SEEDS = range(12)


def watch() -> Watch:
    return Watch(time.monotonic, 60.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_agenda_is_worth_more_than_balanced_pairs(tiny: Tiny, best_objective: Best, seed: int) -> None:
    asked = tiny(seed)
    found = balanced_pairs(compile_problem(asked), 10.0)
    best = best_objective(asked)
    assert found is None or found.bound >= best - 1e-9
    assert solve_problem(asked).objective == pytest.approx(best)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_agenda_is_worth_more_than_a_plan_of_ways(tiny: Tiny, best_objective: Best, seed: int) -> None:
    asked = tiny(seed, travel=True)
    instance = compile_problem(asked)
    best = best_objective(asked)
    if instance.n_pairs:
        known = select_pairs(instance)
        plan = plan_itineraries(instance, known, watch())
        assert plan is None or best - 1e-9 <= plan.selection.bound <= known.bound + 1e-9
    agenda = solve_problem(asked)
    assert agenda.objective <= best + 1e-9
    assert agenda.bound >= best - 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_that_a_program_of_ways_leaves_out_are_counted(tiny: Tiny, best_objective: Best, seed: int) -> None:
    asked = tiny(seed, travel=True)
    instance = compile_problem(asked)
    known = np.arange(0, instance.n_pairs, 2)
    priced = WaysProgram(instance, known).price(10.0) if len(known) else None
    assert priced is None or priced.bound >= best_objective(asked) - 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_no_agenda_is_worth_more_than_what_idle_slots_leave(tiny: Tiny, best_objective: Best, seed: int) -> None:
    asked = tiny(seed, idle_penalty=0.1)
    bound = span_bound(compile_problem(asked), 10.0)
    best = best_objective(asked)
    assert bound is None or bound >= best - 1e-9
    agenda = solve_problem(asked)
    assert agenda.bound >= best - 1e-9
    assert agenda.objective <= best + 1e-9


def test_idle_slots_that_nobody_can_avoid_lower_the_bound() -> None:
    asked = make_instance("small", seed=1, options=InstanceOptions(idle_penalty=0.03))
    instance = compile_problem(asked)
    bound = span_bound(instance, 10.0)
    assert bound is not None
    assert bound < select_pairs(instance).bound


def test_without_a_price_of_idle_slots_there_is_nothing_to_prove() -> None:
    assert span_bound(compile_problem(make_instance("small", seed=1)), 10.0) is None
