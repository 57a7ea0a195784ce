"""`solve_problem`: agendas that keep every rule, are as good as can be, and say why what is missing is missing."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.checker import check_agenda
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Event, Group, Objective, Pair, Party, Precedence, Problem, Slot, Travel, Venue
from matcher.agenda.solver import Standing, conflicting_wishes, solve_problem

START = datetime.datetime(2026, 10, 5, 9, 0)


def slots(n_days: int, per_day: int) -> tuple[Slot, ...]:
    step = datetime.timedelta(minutes=20)
    return tuple(
        Slot(
            id=f"d{d}s{n}",
            start=START + datetime.timedelta(days=d) + n * step,
            end=START + datetime.timedelta(days=d) + (n + 1) * step,
        )
        for d in range(n_days)
        for n in range(per_day)
    )


def problem(parties: list[Party], pairs: list[Pair], *, n_days: int = 1, per_day: int = 3, tables: int = 5) -> Problem:
    return Problem(
        event=Event(name="test", timezone="America/Los_Angeles"),
        slots=slots(n_days, per_day),
        venues=(Venue(id="hub", tables=tables),),
        parties=tuple(parties),
        pairs=tuple(pairs),
    )


def startup(name: str, **limits: object) -> Party:
    return Party(id=name, kind="startup", **limits)  # type: ignore[arg-type]


def investor(name: str, **limits: object) -> Party:
    return Party(id=name, kind="investor", **limits)  # type: ignore[arg-type]


def without_seconds(agenda: Agenda) -> Agenda:
    return replace(agenda, seconds=0.0)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small events with everything that a problem can ask for."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, m, n_days, per_day = (int(x) for x in rng.integers([1, 1, 1, 2], [5, 6, 3, 5]))
    days = slots(n_days, per_day)
    two_sites = bool(rng.random() < 0.4)

    def party(name: str, kind: str) -> Party:
        there = tuple(slot.id for slot in days if rng.random() < 0.8) or (days[0].id,)
        return Party(
            id=name,
            kind=kind,
            available=there if rng.random() < 0.7 else None,
            min_meetings=int(rng.integers(0, 2)),
            max_meetings=None if rng.random() < 0.3 else int(rng.integers(1, 5)),
            max_per_day=None if rng.random() < 0.6 else int(rng.integers(1, 4)),
            venue=str(rng.choice(["hub", "campus"])) if two_sites and kind != "startup" else None,
        )

    names = [f"s{row}" for row in range(n)] + [f"t{row}" for row in range(m)]
    parties = [party(name, "startup" if name[0] == "s" else "investor") for name in names]
    among_themselves = rng.random() < 0.3
    pairs = [
        Pair(
            a=a,
            b=b,
            score=round(float(rng.random()), 3),
            must=bool(rng.random() < 0.1),
            slot=days[int(rng.integers(len(days)))].id if rng.random() < 0.1 else None,
        )
        for row, a in enumerate(names)
        for b in names[row + 1 :]
        if (a[0] != b[0] or among_themselves) and rng.random() < 0.7
    ]
    groups = ()
    if rng.random() < 0.4:
        groups = (
            Group(
                id="visit",
                host=names[-1],
                venue="hub",
                guests=dict.fromkeys(names[:n], 0.5),
                min_guests=1,
                max_guests=2,
                slots=(days[0].id,),
                length=2,
            ),
        )
    precedences = ()
    if len(pairs) > 1 and rng.random() < 0.3:
        precedences = (Precedence(before=(pairs[0].a, pairs[0].b), after=(pairs[1].a, pairs[1].b)),)
    return Problem(
        event=Event(name="drawn", timezone="Europe/Rome"),
        slots=days,
        venues=(Venue(id="campus", tables=2), Venue(id="hub", tables=int(rng.integers(1, 4)))),
        travel=(Travel(between=("hub", "campus"), slots=1),) if two_sites else (),
        parties=tuple(parties),
        pairs=tuple(pairs),
        groups=groups,
        precedences=precedences,
        objective=Objective(
            idle_penalty=0.05 if rng.random() < 0.3 else 0.0, fairness_floor=0.3 if rng.random() < 0.3 else 0.0
        ),
    )


@settings(deadline=None, max_examples=40, derandomize=True)
@given(problems())
def test_every_agenda_keeps_every_rule(asked: Problem) -> None:
    assert check_agenda(asked, solve_problem(asked)) == ()


@settings(deadline=None, max_examples=10, derandomize=True)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(asked: Problem, random: object) -> None:
    def shuffled(entries: tuple[object, ...]) -> tuple[object, ...]:
        mixed = list(entries)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        return tuple(mixed)

    other = replace(asked, parties=shuffled(asked.parties), pairs=shuffled(asked.pairs), venues=shuffled(asked.venues))
    assert without_seconds(solve_problem(other)) == without_seconds(solve_problem(asked))


@settings(deadline=None, max_examples=12, derandomize=True)
@given(problems())
def test_one_table_more_never_lowers_a_proven_optimum(asked: Problem) -> None:
    asked = replace(asked, precedences=(), groups=())
    more = replace(asked, venues=tuple(replace(venue, tables=venue.tables + 1) for venue in asked.venues))
    agendas = [solve_problem(one) for one in (asked, more)]
    if all(one.status == "optimal" and not one.unmet for one in agendas):
        assert agendas[1].objective >= agendas[0].objective - 1e-9


@settings(deadline=None, max_examples=12, derandomize=True)
@given(problems())
def test_one_slot_more_never_lowers_a_proven_optimum(asked: Problem) -> None:
    asked = replace(asked, precedences=(), groups=(), objective=Objective())
    last = asked.slots[-1]
    later = replace(last, id="late", start=last.end, end=last.end + datetime.timedelta(minutes=20))
    more = replace(asked, slots=(*asked.slots, later))
    agendas = [solve_problem(one) for one in (asked, more)]
    if all(one.status == "optimal" and not one.unmet for one in agendas):
        assert agendas[1].objective >= agendas[0].objective - 1e-9


@pytest.mark.parametrize("family", ["small", "medium"])
def test_loose_events_are_solved_to_a_proven_optimum(family: str) -> None:
    asked = make_instance(family, seed=0)
    agenda = solve_problem(asked)
    assert (agenda.status, agenda.gap, agenda.unmet) == ("optimal", 0.0, ())
    assert check_agenda(asked, agenda) == ()


def test_tight_events_come_close_to_their_bound() -> None:
    agenda = solve_problem(make_instance("small_tight", seed=1))
    assert agenda.gap is not None
    assert agenda.gap < 0.003


def test_groups_and_limits_of_the_day_cost_little() -> None:
    asked = make_instance("small", seed=0, options=InstanceOptions(groups=True))
    agenda = solve_problem(asked)
    assert len(agenda.groups) == 2
    assert agenda.gap is not None
    assert agenda.gap < 0.01


@pytest.mark.parametrize(("way", "n_guests"), [(1, 2), (2, 1)])
def test_nobody_goes_to_a_session_that_the_way_from_another_leaves_no_time_for(way: int, n_guests: int) -> None:
    times = slots(1, 4)
    parties = tuple(
        Party(id=name, kind=kind) for name, kind in (("s", "startup"), ("h1", "corporate"), ("h2", "mentor"))
    )
    groups = tuple(
        Group(id=f"g{row}", host=host, venue=venue, guests={"s": 0.5}, min_guests=0, max_guests=1, slots=(times[t].id,))
        for row, (host, venue, t) in enumerate((("h1", "hub", 0), ("h2", "campus", 2)))
    )
    asked = Problem(
        event=Event(name="two visits", timezone="Europe/Rome"),
        slots=times,
        venues=(Venue(id="hub", tables=1), Venue(id="campus", tables=1)),
        travel=(Travel(between=("hub", "campus"), slots=way),),
        parties=parties,
        pairs=(),
        groups=groups,
    )
    agenda = solve_problem(asked)
    assert check_agenda(asked, agenda) == ()
    assert sum(len(session.guests) for session in agenda.groups) == n_guests


def test_the_same_seed_gives_the_same_agenda() -> None:
    asked = make_instance("small", seed=3)
    assert without_seconds(solve_problem(asked, seed=7)) == without_seconds(solve_problem(asked, seed=7))


def test_the_best_pairs_meet_when_tables_are_few() -> None:
    asked = problem(
        [startup("s1"), startup("s2"), investor("i1"), investor("i2")],
        [
            Pair(a="s1", b="i1", score=0.9),
            Pair(a="s1", b="i2", score=0.4),
            Pair(a="s2", b="i1", score=0.3),
            Pair(a="s2", b="i2", score=0.8),
        ],
        per_day=2,
        tables=1,
    )
    agenda = solve_problem(asked)
    assert {(one.a, one.b) for one in agenda.meetings} == {("i1", "s1"), ("i2", "s2")}
    assert (agenda.score, agenda.status) == (0.9 + 0.8, "optimal")


def test_idle_slots_are_avoided_where_they_cost() -> None:
    asked = problem(
        [startup("s1", max_meetings=2), investor("i1", available=("d0s0", "d0s2")), investor("i2")],
        [Pair(a="s1", b="i1", score=0.5), Pair(a="s1", b="i2", score=0.5)],
    )
    asked = replace(asked, objective=Objective(idle_penalty=0.1))
    agenda = solve_problem(asked)
    assert (agenda.score, agenda.objective) == (1.0, 1.0)


def test_companies_may_meet_one_another() -> None:
    names = ["s1", "s2", "s3"]
    pairs = [Pair(a=a, b=b, score=0.5) for row, a in enumerate(names) for b in names[row + 1 :]]
    asked = problem([startup(name) for name in names], pairs)
    agenda = solve_problem(asked)
    assert len(agenda.meetings) == 3
    assert (agenda.status, agenda.bound_source) == ("optimal", "lp")


def test_a_full_party_is_the_reason_for_a_missing_meeting() -> None:
    asked = problem(
        [startup("s1"), startup("s2"), investor("i1", max_meetings=1)],
        [Pair(a="s1", b="i1", score=0.9), Pair(a="s2", b="i1", score=0.4)],
    )
    (entry,) = solve_problem(asked).unscheduled
    assert (entry.a, entry.b, entry.why) == ("i1", "s2", "i1 is full: 1 of 1 meetings")


def test_musts_that_exclude_one_another_are_named_with_what_would_fix_it() -> None:
    asked = problem(
        [startup("s1"), startup("s2"), investor("i1", max_meetings=1)],
        [Pair(a="s1", b="i1", score=0.9, must=True), Pair(a="s2", b="i1", score=0.4, must=True)],
    )
    agenda = solve_problem(asked)
    assert agenda.status == "infeasible"
    assert check_agenda(asked, agenda) == ()
    assert "Dropping any one of them fixes it" in agenda.unmet[0].why
    assert [one.text for one in conflicting_wishes(asked)] == ["i1 and s1 must meet", "i1 and s2 must meet"]


def test_a_must_without_a_common_slot_is_named_alone() -> None:
    asked = problem(
        [startup("s1", available=("d0s0",)), investor("i1", available=("d0s1",))],
        [Pair(a="s1", b="i1", score=0.9, must=True)],
    )
    agenda = solve_problem(asked)
    assert agenda.status == "infeasible"
    assert "no common slot" in agenda.unmet[0].why


def test_a_floor_is_kept_or_told() -> None:
    asked = make_instance("small", seed=0, options=InstanceOptions(fairness_floor=0.7))
    agenda = solve_problem(asked)
    assert check_agenda(asked, agenda) == ()


def test_an_event_without_pairs_has_an_empty_agenda() -> None:
    agenda = solve_problem(problem([startup("s1")], []))
    assert (agenda.status, agenda.meetings, agenda.gap) == ("optimal", (), 0.0)


def test_a_cancelled_run_still_gives_an_agenda() -> None:
    asked = make_instance("small", seed=0)
    agenda = solve_problem(asked, cancelled=lambda: True)
    assert check_agenda(asked, agenda) == ()


def test_each_stage_is_told() -> None:
    told: list[Standing] = []
    solve_problem(make_instance("small", seed=0), progress=told.append)
    assert [one.stage for one in told] == ["pairs", "timetable", "improvement", "done"]


def test_counterparts_stay_at_their_table_from_one_meeting_to_the_next() -> None:
    asked = make_instance("small", seed=0)
    companies = {party.id for party in asked.parties if party.kind == "startup"}
    day = {slot.id: slot.day for slot in asked.slots}
    tables: dict[tuple[str, datetime.date], list[int]] = {}
    for one in solve_problem(asked).meetings:
        for name in {one.a, one.b} - companies:
            tables.setdefault((name, day[one.slot]), []).append(one.table)
    steps = [was == is_now for mine in tables.values() for was, is_now in itertools.pairwise(mine)]
    assert sum(steps) > 0.8 * len(steps)
