"""The solver on small problems of every kind: the checker finds nothing, the bound holds, nothing depends on order."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.agenda.checker import check_agenda
from matcher.agenda.files import render_agenda
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Event, Objective, Pair, Party, Precedence, Problem, Slot, Travel, Venue
from matcher.agenda.solver import Progress, solve
from matcher.errors import ConfigError

law = settings(max_examples=30, deadline=None, derandomize=True)


def still() -> float:
    return 0.0


def slots(n: int) -> tuple[Slot, ...]:
    """Three a day."""
    starts = (datetime.datetime(2026, 10, 5 + n // 3, 9 + n % 3) for n in range(n))
    return tuple(
        Slot(id=f"s{number}", start=start, end=start + datetime.timedelta(minutes=30))
        for number, start in enumerate(starts)
    )


def draw_problem(seed: int, *, two_sided: bool, n_parties: int = 7, n_slots: int = 5) -> Problem:
    """Anything that is supported, in small: limits, minimums, musts, fixed slots, bound places, forbidden pairs."""
    rng = Random(seed)  # noqa: S311 - problems to try, no secret
    grid = slots(n_slots)
    venues = tuple(Venue(id=f"v{n}", tables=rng.choice((0, 1, 2))) for n in range(rng.choice((1, 2))))
    venues = (*venues, Venue(id="v9", tables=2)) if rng.random() < 0.5 else venues

    def party(number: int) -> Party:
        venue = rng.choice([None, None, *venues])
        with_table = venue is not None and venue.tables and rng.random() < 0.5
        return Party(
            id=f"p{number}",
            kind="startup",
            available=None if rng.random() < 0.4 else tuple(slot.id for slot in grid if rng.random() < 0.7),
            min_meetings=rng.choice((0, 0, 1, 2)),
            max_meetings=rng.choice((None, 2, 3)),
            max_per_day=rng.choice((None, None, 1, 2)),
            venue=venue.id if venue else None,
            table=rng.randint(1, venue.tables) if with_table and venue else None,
            weight=rng.choice((1.0, 2.5)),
        )

    parties = tuple(party(number) for number in range(n_parties))
    everyone = {one.id: one for one in parties}
    both = itertools.combinations(everyone, 2)
    if two_sided:
        both = itertools.product(list(everyone)[: n_parties // 2], list(everyone)[n_parties // 2 :])

    def pair(a: str, b: str) -> Pair:
        first, second = everyone[a].available, everyone[b].available
        common = [one.id for one in grid if all(there is None or one.id in there for there in (first, second))]
        fixed = rng.choice(common) if common and rng.random() < 0.15 else None
        return Pair(a=a, b=b, score=rng.randint(0, 9) / 10, must=rng.random() < 0.12, slot=fixed)

    pairs = tuple(pair(a, b) for a, b in both if rng.random() < 0.8)
    return Problem(
        event=Event(name="e", timezone="Europe/Rome"),
        slots=grid,
        venues=venues,
        parties=parties,
        pairs=pairs,
        forbidden=tuple((one.a, one.b) for one in pairs if not one.must and rng.random() < 0.05),
        objective=Objective(idle_penalty=rng.choice((0.0, 0.0, 0.05))),
    )


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem in another order, with pairs turned round."""
    rng = Random(seed)  # noqa: S311 - problems to try, no secret
    turned = tuple(replace(one, a=one.b, b=one.a) if rng.random() < 0.5 else one for one in problem.pairs)
    return replace(
        problem,
        parties=tuple(rng.sample(problem.parties, len(problem.parties))),
        pairs=tuple(rng.sample(turned, len(turned))),
        venues=tuple(rng.sample(problem.venues, len(problem.venues))),
    )


@law
@given(st.integers(0, 2**32), st.booleans())
def test_the_checker_finds_nothing(seed: int, two_sided: bool) -> None:
    problem = draw_problem(seed, two_sided=two_sided)
    made = solve(problem, clock=still)
    assert check_agenda(problem, made) == ()
    told = {frozenset((one.a, one.b)) for one in (*made.meetings, *made.unscheduled)}
    assert told == {frozenset((one.a, one.b)) for one in problem.pairs}


@law
@given(st.integers(0, 2**32), st.booleans())
def test_the_order_of_the_problem_changes_nothing(seed: int, two_sided: bool) -> None:
    problem = draw_problem(seed, two_sided=two_sided)
    assert render_agenda(solve(shuffled(problem, seed), clock=still)) == render_agenda(solve(problem, clock=still))


def best_by_trying(problem: Problem) -> float:
    """The highest score of all timetables of pairs without wishes, places all alike."""
    tables = sum(venue.tables for venue in problem.venues)
    there = {one.id: one.available for one in problem.parties}
    most = {one.id: one.max_meetings for one in problem.parties}

    def best(rest: tuple[Pair, ...], taken: frozenset[tuple[str, str]]) -> float:
        if not rest:
            return 0.0
        pair, value = rest[0], best(rest[1:], taken)
        for slot in problem.slots:
            ends = [(one, slot.id) for one in (pair.a, pair.b)]
            can = all(there[one] is None or slot.id in (there[one] or ()) for one in (pair.a, pair.b))
            n_busy = [sum(name == one for name, _ in taken) for one in (pair.a, pair.b)]
            within = all(
                limit is None or n < limit for n, limit in zip(n_busy, (most[pair.a], most[pair.b]), strict=True)
            )
            has_table = sum(at == slot.id for _, at in taken) // 2 < tables
            if can and within and has_table and not taken & set(ends):
                value = max(value, pair.score + best(rest[1:], taken | set(ends)))
        return value

    return best(problem.pairs, frozenset())


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.booleans())
def test_a_tiny_problem_is_solved_as_well_as_by_trying_everything(seed: int, two_sided: bool) -> None:
    drawn = draw_problem(seed, two_sided=two_sided, n_parties=5, n_slots=3)
    problem = replace(
        drawn,
        parties=tuple(replace(one, min_meetings=0, max_per_day=None, venue=None, table=None) for one in drawn.parties),
        pairs=tuple(replace(one, must=False, slot=None) for one in drawn.pairs[:6]),
        forbidden=(),
        objective=Objective(),
    )
    made, best = solve(problem, clock=still), best_by_trying(problem)
    assert made.score == pytest.approx(best)
    assert made.bound >= best - 1e-9


def two_and_two(**changes: object) -> Problem:
    parties = tuple(Party(id=name, kind="startup" if name < "c" else "investor") for name in "abcd")
    pairs = tuple(Pair(a=a, b=b, score=score) for a, b, score in (("a", "c", 0.9), ("a", "d", 0.5), ("b", "c", 0.4)))
    basis = Problem(
        event=Event(name="e", timezone="Europe/Rome"),
        slots=slots(2),
        venues=(Venue(id="hub", tables=1),),
        parties=parties,
        pairs=pairs,
    )
    return replace(basis, **changes)  # type: ignore[arg-type]


def test_what_does_not_fit_is_told_with_its_reason() -> None:
    made = solve(two_and_two(), clock=still)
    assert (made.status, made.gap, made.score) == ("optimal", 0.0, pytest.approx(1.4))
    (left,) = made.unscheduled
    assert (left.a, left.b) == ("b", "c")
    assert left.why == "the tables are full in every slot in which both are free"


def test_a_must_comes_before_scores_and_one_that_cannot_be_is_reported() -> None:
    pairs = (
        Pair(a="a", b="c", score=0.9),
        Pair(a="b", b="c", score=0.1, must=True),
        Pair(a="a", b="d", score=0.8, must=True),
    )
    parties = (
        *(Party(id=name, kind="startup") for name in "ab"),
        Party(id="c", kind="investor", max_meetings=1),
        Party(id="d", kind="investor", available=()),
    )
    problem = two_and_two(pairs=pairs, parties=parties)
    made = solve(problem, clock=still)
    assert check_agenda(problem, made) == ()
    assert [(one.a, one.b) for one in made.meetings] == [("b", "c")]
    (unmet,) = made.unmet
    assert (unmet.party, unmet.rule, unmet.wanted, unmet.got) == ("a", "must", 1, 0)
    assert unmet.why == "not with d: they have no common slot"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"travel": (Travel(between=("hub", "hub"), slots=1),)}, "travel"),
        ({"precedences": (Precedence(before=("a", "c"), after=("a", "d")),)}, "precedences"),
        ({"objective": Objective(fairness_floor=0.5)}, "fairness_floor"),
    ],
)
def test_what_is_not_supported_is_refused(changes: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        solve(two_and_two(**changes), clock=still)


def test_no_time_still_gives_an_agenda_that_keeps_the_rules() -> None:
    problem = draw_problem(5, two_sided=True)
    made = solve(problem, clock=still, time_limit=0.0, cancelled=lambda: True)
    assert check_agenda(problem, made) == ()
    assert made.meetings


def test_progress_never_tells_an_objective_above_its_bound() -> None:
    told: list[Progress] = []
    made: Agenda = solve(draw_problem(11, two_sided=True), clock=still, progress=told.append)
    assert told
    assert all(one.objective <= one.bound + 1e-9 for one in told)
    assert told[-1].objective == pytest.approx(made.objective)
