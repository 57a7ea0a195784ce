"""No agenda exceeds the relaxation, and what it says is missing is missing."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.agenda.attendance import lay_calendar, most_at_once
from matcher.agenda.problem import Event, Group, Pair, Party, Problem, Slot, Venue
from matcher.agenda.relaxation import relax
from matcher.agenda.solver import solve_problem

SLOTS = tuple(
    Slot(
        id=f"d{day}s{number}",
        start=datetime.datetime(2027, 4, 12 + day, 8 + number),
        end=datetime.datetime(2027, 4, 12 + day, 8 + number, 30),
    )
    for day in (1, 2)
    for number in (1, 2)
)


def problem(pairs: list[Pair], tables: int = 9, groups: tuple[Group, ...] = (), **limits: dict[str, object]) -> Problem:
    """Companies a, b, c and investors x, y, z over two days of two slots; `limits` by party id."""
    parties = tuple(
        Party(id=name, kind="startup" if name in "abc" else "investor", **limits.get(name, {}))  # type: ignore[arg-type]
        for name in "abcxyz"
    )
    return Problem(
        event=Event(name="Prova", timezone="UTC"),
        slots=SLOTS,
        venues=(Venue(id="hub", tables=tables),),
        parties=parties,
        pairs=tuple(pairs),
        groups=groups,
    )


def every(score: float = 0.5) -> list[Pair]:
    return [Pair(a=a, b=b, score=score) for a in "abc" for b in "xyz"]


def test_without_limits_everyone_meets_everyone() -> None:
    found = relax(problem(every()), wishes=False)
    assert found.value == pytest.approx(4.5)
    assert found.n_meetings == pytest.approx(9)


@pytest.mark.parametrize(
    ("asked", "meetings"),
    [
        (problem(every(), tables=1), 4),
        (problem(every(), a={"max_meetings": 1}), 7),
        (problem(every(), a={"max_per_day": 1}, b={"available": ("d1s1",)}), 6),
        (problem(every(), a={"available": ()}), 6),
        (problem(every(), x={"max_meetings": 0}), 6),
        (problem([Pair(a="a", b=b, score=1.0, slot="d1s1") for b in "xyz"]), 1),
    ],
)
def test_limits_and_tables_hold(asked: Problem, meetings: float) -> None:
    assert relax(asked, wishes=False).n_meetings == pytest.approx(meetings)


def test_meetings_at_once_are_a_matching_within_the_tables() -> None:
    asked = problem([Pair(a="a", b="x", score=1), Pair(a="x", b="b", score=1), Pair(a="c", b="z", score=1)])
    assert most_at_once(asked, lay_calendar(asked)) == dict.fromkeys(("d1s1", "d1s2", "d2s1", "d2s2"), 2)


def test_what_lacks_of_a_minimum_is_told_by_party() -> None:
    found = relax(problem(every(), a={"min_meetings": 5}, b={"min_meetings": 3}), wishes=True)
    assert found.missing == pytest.approx({"a": 2})
    assert relax(problem([], a={"min_meetings": 5}), wishes=True).missing == {"a": 5}


def test_sessions_count_with_their_best_guests() -> None:
    group = Group(
        id="visit",
        host="x",
        venue="hub",
        guests={"a": 0.9, "b": 0.2, "c": 0.7},
        min_guests=1,
        max_guests=2,
        slots=("d1s1",),
    )
    assert relax(problem([], groups=(group,)), wishes=False).value == pytest.approx(1.6)


limits = st.fixed_dictionaries(
    {},
    optional={
        "min_meetings": st.integers(0, 2),
        "max_meetings": st.integers(2, 3),
        "max_per_day": st.integers(0, 2),
        "available": st.sets(st.sampled_from([slot.id for slot in SLOTS])).map(lambda ids: tuple(sorted(ids))),
    },
)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 9), max_size=9),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from("abcxyz"), limits),
)
def test_no_agenda_is_worth_more_or_lacks_less(
    scores: dict[tuple[str, str], int], tables: int, of_party: dict[str, dict[str, object]]
) -> None:
    asked = problem([Pair(a=a, b=b, score=n / 10) for (a, b), n in scores.items()], tables, **of_party)
    agenda = solve_problem(asked, time_limit=5)
    assert relax(asked, wishes=False).value >= agenda.score - 1e-6
    lacking = sum(one.wanted - one.got for one in agenda.unmet if one.rule == "min_meetings")
    assert sum(relax(asked, wishes=True).missing.values()) <= lacking + 1e-4
