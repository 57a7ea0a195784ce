"""`compile_few`: what `compile_problem` makes of a few pairs alone, whatever keeps others from meeting."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import compress

import numpy as np
import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver.few import ABSENT, compile_few, pair_rows
from matcher.agenda.solver.frame import lay_frame
from matcher.agenda.solver.instance import Bools, Instance, compile_problem
from matcher.agenda.solver.listing import codes_of, list_pairs

COLUMNS = ("left", "right", "score", "value", "must", "mask", "venue", "seat")


def odd(seed: int) -> Problem:
    """A small event in which some have a table or a venue, some may meet nobody, and some pairs a slot of their own."""
    asked = make_instance("small", seed=seed, options=InstanceOptions(campus_travel=1))
    rng = np.random.default_rng(seed)

    def changed(party: Party) -> Party:
        draw = rng.random()
        if draw < 0.15:
            return replace(party, max_meetings=0, min_meetings=0)
        if draw < 0.3:
            return replace(party, venue="hub", table=int(rng.integers(1, 4)))
        return replace(party, max_per_day=3) if draw < 0.6 else party

    slots = [slot.id for slot in asked.slots]
    pairs = tuple(replace(pair, slot=str(rng.choice(slots))) if rng.random() < 0.1 else pair for pair in asked.pairs)
    return replace(asked, parties=tuple(map(changed, asked.parties)), pairs=pairs)


def some_of(asked: Problem, seed: int) -> tuple[Bools, dict[str, int], dict[frozenset[str], int]]:
    """Which pairs are looked at, what is taken from whom, and which meetings are past."""
    rng = np.random.default_rng(seed)
    looked_at = rng.random(len(asked.pairs)) < 0.4
    taken = {party.id: int(rng.choice([0, 0b11, 0b111111111111])) for party in asked.parties}
    past = [pair for pair, is_in in zip(asked.pairs, looked_at, strict=True) if is_in][::17]
    return looked_at, taken, {frozenset((pair.a, pair.b)): t % 2 for t, pair in enumerate(past)}


def columns(instance: Instance) -> list[tuple[object, ...]]:
    """What is known of each pair, a company first."""
    is_company = [party.kind == "startup" for party in instance.parties]
    rows = zip(*(np.asarray(getattr(instance, name)).tolist() for name in COLUMNS), strict=True)
    return [(a, b, *rest) if is_company[a] else (b, a, *rest) for a, b, *rest in rows]


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_instance_of_these_pairs_alone(seed: int) -> None:
    asked = odd(seed)
    looked_at, taken, pinned = some_of(asked, seed)
    listing = list_pairs(asked, taken, pinned)
    few = compile_few(asked, listing, looked_at, listing.frame, pinned)
    alone = compile_problem(replace(asked, pairs=tuple(compress(asked.pairs, looked_at))), taken, pinned)
    assert few is not None
    assert columns(few) == columns(alone)
    assert few.impossible == alone.impossible
    for field in fields(Instance):
        if field.name not in (*COLUMNS, "problem", "impossible"):
            mine, other = (getattr(one, field.name) for one in (few, alone))
            assert np.array_equal(mine, other) if isinstance(mine, np.ndarray) else mine == other, field.name


def test_sessions_take_their_time_from_the_pairs_too() -> None:
    asked = make_instance("small", seed=1)
    listing = list_pairs(asked, {}, {})
    looked_at = np.ones(len(asked.pairs), dtype=bool)
    busy = {asked.parties[0].id: 0b1111}
    few = compile_few(asked, listing, looked_at, lay_frame(asked, busy), {})
    assert few is not None
    assert columns(few) == columns(compile_problem(asked, busy))


def test_companies_that_meet_one_another_are_left_to_the_general_way() -> None:
    asked = make_instance("small", seed=0)
    companies = [party.id for party in asked.parties if party.kind == "startup"]
    mixed = replace(asked, pairs=(*asked.pairs, Pair(a=companies[0], b=companies[1], score=0.5)))
    listing = list_pairs(mixed, {}, {})
    assert compile_few(mixed, listing, np.ones(len(mixed.pairs), dtype=bool), listing.frame, {}) is None


def test_pairs_are_found_by_their_codes_in_either_order() -> None:
    instance = compile_problem(make_instance("small", seed=0))
    rows = {party.id: p for p, party in enumerate(instance.parties)}
    names = [
        (instance.parties[b].id, instance.parties[a].id) for a, b in zip(instance.left, instance.right, strict=True)
    ]
    nobody = [(instance.parties[0].id, instance.parties[1].id)]
    assert pair_rows(instance, codes_of([*names, *nobody], rows)).tolist() == [*range(instance.n_pairs), ABSENT]
