"""`select_pairs`: the best pairs that meet every wish that can be met, whatever that costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import make_instance
from matcher.agenda.problem import Pair, Party
from matcher.agenda.solver.flow import WISH, select_pairs
from matcher.agenda.solver.instance import Instance, compile_problem


def wanted(weight: float, score: float) -> Instance:
    """One investor with time for one; `st-1` has to meet somebody, and nobody else lists it."""
    parties = (
        Party(id="st-1", kind="startup", min_meetings=1, weight=weight),
        Party(id="st-2", kind="startup"),
        Party(id="inv", kind="investor", max_meetings=1),
    )
    pairs = (Pair(a="st-1", b="inv", score=score), Pair(a="st-2", b="inv", score=1.0))
    return compile_problem(replace(make_instance("small", seed=0), parties=parties, pairs=pairs, forbidden=()))


@pytest.mark.parametrize("weight", [0.1, 1.0, 10.0])
def test_a_minimum_is_met_whatever_it_costs_and_however_little_its_party_weighs(weight: float) -> None:
    assert weight > 0.1 or weight * WISH < 1.0 - 0.001
    found = select_pairs(wanted(weight, 0.001))
    assert found.complete
    assert found.bound == pytest.approx(0.001)


def test_without_wishes_the_best_pair_is_chosen() -> None:
    found = select_pairs(wanted(1.0, 0.001), wishes=False)
    assert not found.complete
    assert found.bound == pytest.approx(1.0)
