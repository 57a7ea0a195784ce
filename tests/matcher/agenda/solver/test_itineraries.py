"""`plan_itineraries`: paths that leave time for the way, and what is left of an event on them."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.checker import check_agenda
from matcher.agenda.solver import itineraries, solve_problem
from matcher.agenda.solver.flow import select_pairs
from matcher.agenda.solver.instance import Instance, compile_problem
from matcher.agenda.solver.itineraries import Itineraries, narrowed, plan_itineraries
from matcher.agenda.solver.watch import Watch

TWO_SITES = InstanceOptions(campus_travel=1)


def plan_of(instance: Instance) -> Itineraries:
    plan = plan_itineraries(instance, select_pairs(instance), Watch(time.monotonic, 60.0))
    assert plan is not None
    return plan


@pytest.mark.parametrize("most_pairs", [itineraries.MOST_PAIRS, 0], ids=["all pairs", "best pairs"])
def test_paths_leave_time_for_the_way(monkeypatch: pytest.MonkeyPatch, most_pairs: int) -> None:
    monkeypatch.setattr(itineraries, "MOST_PAIRS", most_pairs)
    instance = compile_problem(make_instance("small", seed=0, options=TWO_SITES))
    for path in plan_of(instance).where.values():
        for day in instance.days:
            stops = [(t, path[t]) for t in day if path[t] >= 0]
            for (t, v), (u, w) in itertools.pairwise(stops):
                assert v == w or u - t > instance.way[v][w]


def test_chosen_pairs_have_a_common_slot_on_their_paths() -> None:
    instance = compile_problem(make_instance("small", seed=2, options=TWO_SITES))
    plan = plan_of(instance)
    on_paths = narrowed(instance, plan.where)
    assert all(on_paths.mask[e] for e in np.flatnonzero(plan.selection.chosen).tolist())
    assert all(one & ~other == 0 for one, other in zip(on_paths.mask, instance.mask, strict=True))
    assert not on_paths.has_travel


def test_mended_paths_come_close_to_what_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = compile_problem(make_instance("small", seed=0, options=TWO_SITES))
    known = plan_of(instance)
    monkeypatch.setattr(itineraries, "MOST_PAIRS", 0)
    mended = plan_of(instance)
    assert mended.selection.bound >= known.selection.bound - 1e-9
    worth = instance.score[mended.selection.chosen].sum()
    assert worth >= 0.99 * mended.selection.bound
    musts = np.flatnonzero(instance.must).tolist()
    assert all(narrowed(instance, mended.where).mask[e] for e in musts)


def test_a_plan_proves_more_than_the_flow() -> None:
    instance = compile_problem(make_instance("small", seed=1, options=TWO_SITES))
    assert plan_of(instance).selection.bound < select_pairs(instance).bound


def test_two_sites_cost_little_and_every_must_is_met() -> None:
    asked = make_instance("small", seed=0, options=TWO_SITES)
    agenda = solve_problem(asked)
    assert check_agenda(asked, agenda) == ()
    assert agenda.unmet == ()
    assert agenda.gap is not None
    assert agenda.gap < 0.015


def test_an_event_at_one_place_needs_no_plan() -> None:
    instance = compile_problem(make_instance("small", seed=0))
    assert plan_itineraries(instance, select_pairs(instance), Watch(time.monotonic, 60.0)) is None
