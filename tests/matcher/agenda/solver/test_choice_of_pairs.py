"""Flow and integer program: the same value where both can say it, wishes first, bounds that hold."""

from __future__ import annotations

import math

import numpy as np
import pytest

from evaluation.benches.agenda_instances import make_instance as make_problem
from matcher.agenda.solver.choice import Wishes
from matcher.agenda.solver.flow import whole_scores
from matcher.agenda.solver.instance import Instance, make_instance
from matcher.agenda.solver.pairing import choose_pairs
from matcher.agenda.solver.sides import two_sides


@pytest.fixture(scope="module")
def instance() -> Instance:
    return make_instance(make_problem("small", seed=1))


def wishes(instance: Instance) -> Wishes:
    return Wishes(least=instance.least, musts=instance.musts)


def test_flow_and_program_agree_on_a_problem_that_is_not_tight(instance: Instance) -> None:
    by_flow = choose_pairs(instance, wishes(instance))
    by_program = choose_pairs(instance, wishes(instance), balanced=True, seconds=60.0)
    assert (by_flow.source, by_program.source) == ("flow", "lp")
    assert by_program.bound == pytest.approx(by_flow.bound)
    for choice in (by_flow, by_program):
        assert math.fsum(instance.scores[pair] for pair in choice.pairs) == pytest.approx(choice.bound)


def test_a_tight_problem_has_a_lower_bound_by_the_program() -> None:
    tight = make_instance(make_problem("small_tight", seed=1))
    by_flow = choose_pairs(tight, wishes(tight))
    by_program = choose_pairs(tight, wishes(tight), balanced=True, seconds=60.0)
    assert by_program.bound < by_flow.bound - 0.1


def test_limits_musts_and_minimums_are_kept(instance: Instance) -> None:
    choice = choose_pairs(instance, wishes(instance))
    n_met = np.zeros(len(instance.parties), dtype=int)
    for pair in choice.pairs:
        n_met[[instance.firsts[pair], instance.seconds[pair]]] += 1
    assert (n_met <= instance.most).all()
    assert (n_met >= instance.least).all()
    assert instance.musts <= set(choice.pairs)


def test_short_decimals_become_whole_exactly_and_others_upwards() -> None:
    whole, scale = whole_scores([0.123, 1.0, 0.0])
    assert (whole.tolist(), scale) == ([123, 1000, 0], 1000.0)
    whole, scale = whole_scores([1 / 3, math.pi])
    assert (whole / scale >= [1 / 3, math.pi - 1e-15]).all()
    assert whole / scale == pytest.approx([1 / 3, math.pi])


def test_sides_are_found_and_an_odd_ring_has_none() -> None:
    left = two_sides(4, [0, 0, 2], [1, 3, 3])
    assert left is not None
    assert left.tolist() == [True, False, True, False]
    assert two_sides(3, [0, 1, 0], [1, 2, 2]) is None
