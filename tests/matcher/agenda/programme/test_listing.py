"""Which pairs are listed: enough for tables and minimums, and no more."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.agenda.problem import Event, Pair, Party, Problem, Slot, Venue
from matcher.agenda.programme.listing import ENOUGH, list_pairs
from matcher.agenda.relaxation import relax


def problem(n: int, tables: int, slots: int = 4, least: int = 0, most: int | None = 2) -> Problem:
    """`n` companies and `n` investors over one day; limits are those of companies."""
    start = datetime.datetime(2027, 4, 13, 9)
    minutes = datetime.timedelta(minutes=1)
    return Problem(
        event=Event(name="Prova", timezone="UTC"),
        slots=tuple(
            Slot(id=f"s{i}", start=start + 30 * i * minutes, end=start + (30 * i + 20) * minutes) for i in range(slots)
        ),
        venues=(Venue(id="hub", tables=tables),),
        parties=(
            *(Party(id=f"c{i}", kind="startup", min_meetings=least, max_meetings=most) for i in range(n)),
            *(Party(id=f"p{i}", kind="investor", max_meetings=1) for i in range(n)),
        ),
        pairs=(),
    )


def test_each_side_brings_as_many_as_it_can_meet_best_first() -> None:
    worth = {(f"c{i}", f"p{j}"): 0.9 - 0.1 * j - 0.01 * i for i in range(2) for j in range(5)}
    listed = list_pairs(problem(5, tables=5), worth, (), 0.05)
    brought = {("c0", "p0"), ("c0", "p1"), ("c1", "p0"), ("c1", "p1"), ("c0", "p2"), ("c0", "p3"), ("c0", "p4")}
    assert set(listed.pairs) >= brought
    assert list(listed.pairs) == sorted(listed.pairs, key=lambda pair: -worth[pair])


def test_the_list_grows_until_tables_can_be_filled() -> None:
    """All companies like the same investor best, who meets one: more partners must be listed to fill the tables."""
    worth = {(f"c{i}", f"p{j}"): 0.9 - 0.1 * j for i in range(6) for j in range(6)}
    asked = problem(6, tables=6, most=1)
    listed = list_pairs(asked, worth, (), 0.05)
    pairs = tuple(Pair(a=a, b=b, score=worth[a, b]) for a, b in listed.pairs)
    full = tuple(Pair(a=a, b=b, score=score) for (a, b), score in worth.items())
    value, best = (relax(replace(asked, pairs=some), wishes=False).value for some in (pairs, full))
    assert value >= ENOUGH * best


def test_poor_pairs_are_listed_for_a_minimum_only() -> None:
    worth = {("c0", "p0"): 0.5, ("c0", "p1"): 0.02, ("c0", "p2"): 0.01}
    assert list_pairs(problem(3, tables=3), worth, (), 0.05).pairs == (("c0", "p0"),)
    listed = list_pairs(problem(3, tables=3, least=2), worth, (), 0.05)
    assert (listed.pairs, listed.n_below) == ((("c0", "p0"), ("c0", "p1")), 1)


def test_wanted_pairs_are_listed_and_forbidden_ones_are_not() -> None:
    worth = {("c0", "p0"): 0.5, ("c0", "p1"): 0.01}
    asked = replace(problem(2, tables=2), forbidden=(("p0", "c0"),))
    assert list_pairs(asked, worth, {("c0", "p1"), ("c1", "p0")}, 0.05).pairs == (("c0", "p1"), ("c1", "p0"))


def test_nobody_to_list_gives_an_empty_list() -> None:
    assert list_pairs(problem(2, tables=2), {}, (), 0.05).pairs == ()


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2), st.data())
def test_a_list_is_enough_and_the_same_in_any_order(n: int, tables: int, least: int, data: st.DataObject) -> None:
    pairs = [(f"c{i}", f"p{j}") for i in range(n) for j in range(n)]
    worth = {pair: data.draw(st.integers(0, 20)) / 20 for pair in pairs}
    asked = problem(n, tables, least=least)
    listed = list_pairs(asked, worth, (), 0.3)
    assert list_pairs(asked, dict(sorted(worth.items(), reverse=True)), (), 0.3) == listed

    def judged(some: list[tuple[str, str]], wishes: bool) -> tuple[float, float]:
        listed_pairs = tuple(Pair(a=a, b=b, score=worth[a, b]) for a, b in some)
        found = relax(replace(asked, pairs=listed_pairs), wishes=wishes)
        return found.value, sum(found.missing.values())

    assert (
        judged(list(listed.pairs), False)[0] >= ENOUGH * judged([p for p in pairs if worth[p] >= 0.3], False)[0] - 1e-9
    )
    assert judged(list(listed.pairs), True)[1] == pytest.approx(judged(pairs, True)[1], abs=1e-3)
