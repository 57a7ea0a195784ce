"""What no new agenda of the day exceeds, against every agenda of tiny events, and where prices are blind."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from evaluation.benches.agenda_replan_table import draw_changes
from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Group, Objective, Pair, Party, Problem
from matcher.agenda.solver import replan_agenda, solve_problem
from matcher.agenda.solver.desk import lay_desk
from matcher.agenda.solver.proof import Proof
from matcher.agenda.solver.watch import Watch

Tiny = Callable[..., Problem]
Best = Callable[[Problem], float]


def proof_of(problem: Problem, before: Agenda, changes: Changes) -> Proof:
    watch = Watch(time.monotonic, 60.0)
    return Proof(lay_desk(problem, before, changes, watch), watch)


def without(problem: Problem, name: str) -> Problem:
    """The problem in which a party is never there."""
    parties = tuple(replace(one, available=()) if one.id == name else one for one in problem.parties)
    return replace(problem, parties=parties)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("what", [{}, {"travel": True}, {"idle_penalty": 0.1}], ids=["plain", "ways", "waiting"])
def test_no_agenda_without_who_has_gone_is_worth_more(
    tiny: Tiny, best_objective: Best, what: dict[str, float], seed: int
) -> None:
    asked = tiny(seed, **what)
    proof = proof_of(asked, solve_problem(asked), Changes(gone=("t0",)))
    best = best_objective(without(asked, "t0"))
    for wishes in (True, False):
        assert best - 1e-9 <= proof.tight(wishes=wishes).bound <= proof.quick(wishes=wishes).bound


def visited(*, host_is_there: bool) -> Problem:
    """A startup with two slots, two investors to meet in them, and a visit that takes both."""
    asked = make_instance("small", seed=0)
    slots = asked.slots[:2]
    ids = tuple(slot.id for slot in slots)
    parties = (
        Party(id="st-1", kind="startup"),
        Party(id="st-2", kind="startup"),
        Party(id="inv-1", kind="investor", max_meetings=1),
        Party(id="inv-2", kind="investor", max_meetings=1),
        Party(id="uni", kind="university", available=None if host_is_there else ids[:1]),
    )
    visit = Group(
        id="visit",
        host="uni",
        venue=asked.venues[0].id,
        guests={"st-1": 0.5},
        min_guests=1,
        max_guests=2,
        slots=ids[:1],
        length=2,
    )
    pairs = tuple(Pair(a="st-1", b=b, score=score) for b, score in (("inv-1", 0.9), ("inv-2", 0.8)))
    return replace(
        asked, slots=slots, parties=parties, pairs=pairs, forbidden=(), groups=(visit,), objective=Objective()
    )


@pytest.mark.parametrize("host_is_there", [True, False])
def test_guests_of_a_visit_that_cannot_be_held_as_well_are_not_counted(host_is_there: bool) -> None:
    asked = visited(host_is_there=host_is_there)
    before = solve_problem(asked)
    after = replan_agenda(asked, before, Changes(gone=("st-2",)))
    assert before.objective == pytest.approx(1.7)
    assert (after.status, after.objective, after.bound) == ("optimal", before.objective, before.bound)
    assert after.meetings == before.meetings
    quick = proof_of(asked, before, Changes(gone=("st-2",))).quick(wishes=True)
    assert quick.bound == pytest.approx(2.2 if host_is_there else 1.7)


def test_with_sessions_a_new_agenda_is_near_to_what_is_proven() -> None:
    asked = make_instance("small", seed=1, options=InstanceOptions(groups=True))
    before = solve_problem(asked, time_limit=20)
    after = replan_agenda(asked, before, draw_changes(asked, gone=0.1, late=0.05, seed=1))
    assert after.gap is not None
    assert after.gap < 0.006
    assert after.bound_source == "lp"


def test_past_meetings_and_sessions_are_held_in_what_is_proven() -> None:
    """After the first day, what cannot be changed any more is worth what it is, not what it might have been."""
    asked = make_instance("small", seed=1, options=InstanceOptions(groups=True))
    before = solve_problem(asked, time_limit=20)
    now = next(slot.id for slot in asked.slots if slot.day != asked.slots[0].day)
    poorer = replace(before, meetings=before.meetings[5:])
    for agenda in (before, poorer):
        proof = proof_of(asked, agenda, Changes(now=now, gone=("st-0001",)))
        assert (
            replan_agenda(asked, agenda, Changes(now=now, gone=("st-0001",))).objective
            <= proof.tight(wishes=False).bound
        )
    assert proof.tight(wishes=False).bound < proof_of(asked, before, Changes(now=now)).tight(wishes=False).bound
