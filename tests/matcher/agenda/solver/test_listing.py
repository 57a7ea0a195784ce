"""All pairs as columns: who may meet, how often, and which few are looked at."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from matcher.agenda.problem import Event, Pair, Party, Problem, Slot, Venue
from matcher.agenda.solver.listing import SPARE_PARTNERS, list_pairs, worth_a_look

NINE = datetime.datetime(2026, 10, 5, 9)
N_PARTNERS = 12


def slots(n: int) -> tuple[Slot, ...]:
    starts = [NINE + datetime.timedelta(minutes=20 * t) for t in range(n)]
    return tuple(Slot(id=f"s{t}", start=at, end=at + datetime.timedelta(minutes=20)) for t, at in enumerate(starts))


@pytest.fixture
def problem() -> Problem:
    """One startup with two slots and twelve investors, the first worth most; the startup is `b` of every pair."""
    investors = tuple(Party(id=f"inv-{n:02d}", kind="investor") for n in range(N_PARTNERS))
    return Problem(
        event=Event(name="", timezone="Europe/Rome"),
        slots=slots(2),
        venues=(Venue(id="hub", tables=3),),
        parties=(Party(id="st", kind="startup"), *investors),
        pairs=tuple(Pair(a=one.id, b="st", score=1.0 - n / 100) for n, one in enumerate(investors)),
    )


def test_a_company_comes_first_whatever_the_order_in_the_file(problem: Problem) -> None:
    listing = list_pairs(problem, {}, {})
    assert listing.first.tolist() == [N_PARTNERS] * N_PARTNERS
    assert listing.second.tolist() == list(range(N_PARTNERS))


def test_forbidden_pairs_and_those_without_a_common_slot_or_place_cannot_meet(problem: Problem) -> None:
    parties = list(problem.parties)
    parties[0] = replace(parties[0], venue="hub")
    parties[1] = replace(parties[1], venue="campus")
    parties[2] = replace(parties[2], available=())
    asked = replace(problem, parties=tuple(parties), forbidden=(("st", "inv-05"),))
    possible = list_pairs(asked, {"inv-04": 0b11}, {}).possible
    assert [n for n, one in enumerate(possible.tolist()) if not one] == [0, 1, 4, 5]


def test_caps_are_those_of_slots_partners_and_limits(problem: Problem) -> None:
    cap = list_pairs(problem, {"st": 0b01}, {}).cap.tolist()
    assert cap == [1] * N_PARTNERS + [1]
    assert list_pairs(problem, {"st": 0b11}, {frozenset(("st", "inv-00")): 0}).cap[-1] == 1


def test_a_meeting_that_is_past_makes_no_other_pair_possible(problem: Problem) -> None:
    """Both had a meeting in the first slot, which is over; one of them is gone for the second."""
    past = {frozenset(("st", "inv-00")): 0}
    listing = list_pairs(problem, {party.id: 0b01 for party in problem.parties} | {"st": 0b11}, past)
    assert listing.possible.tolist() == [True] + [False] * (N_PARTNERS - 1)
    assert listing.met.tolist() == listing.possible.tolist()


def test_the_best_pairs_are_looked_at_with_all_that_are_asked_for(problem: Problem) -> None:
    pairs = [replace(pair, must=n == 10, slot="s1" if n == 11 else None) for n, pair in enumerate(problem.pairs)]
    busy = tuple(Party(id=f"other-{n}", kind="startup") for n in range(6))
    rivals = tuple(Pair(a=f"inv-{n:02d}", b=one.id, score=2.0) for one in busy for n in range(N_PARTNERS))
    asked = replace(problem, parties=(*problem.parties, *busy), pairs=(*pairs, *rivals))
    looked_at = worth_a_look(list_pairs(asked, {}, {}))[:N_PARTNERS].tolist()
    assert looked_at == [True] * (2 + SPARE_PARTNERS) + [False] * (8 - SPARE_PARTNERS) + [True] * 2


def test_all_possible_pairs_of_a_party_below_its_minimum_are_looked_at(problem: Problem) -> None:
    short = replace(problem, parties=(replace(problem.parties[0], min_meetings=1), *problem.parties[1:]))
    assert worth_a_look(list_pairs(short, {}, {})).all()
    assert not worth_a_look(list_pairs(short, {"st": 0b11}, {})).any()


def test_events_of_many_slots_are_listed_too(problem: Problem) -> None:
    listing = list_pairs(replace(problem, slots=slots(70)), {"inv-03": (1 << 70) - 1}, {})
    assert listing.possible.sum() == N_PARTNERS - 1
    assert listing.cap[-1] == N_PARTNERS - 1
    assert listing.most == 70 * 3
