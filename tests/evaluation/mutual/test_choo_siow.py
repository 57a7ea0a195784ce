from __future__ import annotations

import numpy as np
import pytest

from evaluation.mutual.choo_siow import equilibrium


@pytest.mark.parametrize("scale", [0.1, 1.0, 10.0])
def test_everyones_masses_sum_to_one(scale: float) -> None:
    surplus = np.random.default_rng(0).normal(0, scale, (4, 6))
    found = equilibrium(surplus)
    assert found.pairs.sum(axis=1) + found.a_alone == pytest.approx(np.ones(4), abs=1e-9)
    assert found.pairs.sum(axis=0) + found.b_alone == pytest.approx(np.ones(6), abs=1e-9)


def test_a_pairs_mass_is_what_choo_and_siow_say() -> None:
    surplus = np.random.default_rng(1).normal(0, 2, (3, 3))
    found = equilibrium(surplus)
    expected = np.sqrt(found.a_alone[:, None] * found.b_alone) * np.exp(surplus / 2)
    assert found.pairs == pytest.approx(expected, abs=1e-9)


def test_a_pair_that_cannot_meet_has_no_mass() -> None:
    found = equilibrium(np.array([[-np.inf, 0.0], [-np.inf, -np.inf]]))
    assert found.pairs[0, 0] == found.pairs[1].sum() == 0.0
    assert found.a_alone[1] == pytest.approx(1.0)
    assert found.pairs[0, 1] == pytest.approx(0.5)


def test_a_sought_partner_is_worth_less_to_each() -> None:
    found = equilibrium(np.array([[1.0, 1.0], [1.0, -3.0], [1.0, -3.0]]))
    assert found.pairs[0, 0] < found.pairs[0, 1]
