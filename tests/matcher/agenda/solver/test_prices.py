"""Prices: those of a best matching prove its own value, and no prices prove less than it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.benches.agenda_instances import make_instance
from matcher.agenda.solver.flow import select_pairs
from matcher.agenda.solver.instance import Instance, compile_problem
from matcher.agenda.solver.listing import list_pairs, proven_bound, worth_a_look
from matcher.agenda.solver.prices import Prices, best_prices

PROBLEM = make_instance("small", seed=4)
LISTING = list_pairs(PROBLEM, {}, {})
INSTANCE = compile_problem(PROBLEM)


def without_wishes(instance: Instance) -> Instance:
    return replace(instance, least=np.zeros_like(instance.least), must=np.zeros_like(instance.must))


@pytest.mark.parametrize("family", ["small", "small_tight", "medium"])
@pytest.mark.parametrize("wishes", [True, False])
def test_the_prices_of_a_best_matching_prove_its_value(family: str, wishes: bool) -> None:
    problem = make_instance(family, seed=2)
    instance = compile_problem(problem) if wishes else without_wishes(compile_problem(problem))
    best = select_pairs(instance)
    prices = best_prices(instance, best.chosen, wishes=wishes)
    assert proven_bound(list_pairs(problem, {}, {}), instance, prices, wishes=wishes) == pytest.approx(best.bound)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), size=st.sampled_from([0.1, 0.5, 2.0]), table=st.sampled_from([0.0, 0.3]))
def test_whatever_the_prices_no_matching_is_worth_more_than_they_prove(seed: int, size: float, table: float) -> None:
    party = np.random.default_rng(seed).normal(0.0, size, len(PROBLEM.parties))
    bound = proven_bound(LISTING, INSTANCE, Prices(party=party, table=table), wishes=True)
    assert bound >= select_pairs(INSTANCE).bound - 1e-9


def test_a_few_pairs_prove_nearly_the_bound_of_all() -> None:
    old = {frozenset((INSTANCE.parties[a].id, INSTANCE.parties[b].id)): 0 for a, b in meetings_of(INSTANCE)}
    listing = replace(list_pairs(PROBLEM, {}, {}), met=list_pairs(PROBLEM, {}, old).met)
    looked_at = worth_a_look(listing)
    few = compile_problem(replace(PROBLEM, pairs=tuple(p for p, k in zip(PROBLEM.pairs, looked_at, strict=True) if k)))
    best = select_pairs(few)
    bound = proven_bound(listing, few, best_prices(few, best.chosen, wishes=True), wishes=True)
    true = select_pairs(INSTANCE).bound
    assert few.n_pairs < 0.6 * INSTANCE.n_pairs
    assert true - 1e-9 <= bound <= 1.002 * true


def meetings_of(instance: Instance) -> list[tuple[int, int]]:
    chosen = select_pairs(instance).chosen
    return list(zip(instance.left[chosen].tolist(), instance.right[chosen].tolist(), strict=True))
