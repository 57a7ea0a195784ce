from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from matcher.features.sectors import (
    DISJOINT,
    LEAST_SPECIFIC,
    OPEN_TO_ALL,
    SLIGHT,
    nearest_membership,
    sector_fit,
    sector_specificity,
)
from matcher.pairs import PairRows, all_pairs
from matcher.profiles import Profile
from matcher.sides import PreparedSide

Sides = Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]
SIMILARITY = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32)


@pytest.fixture
def fit_of(
    company: Callable[..., Profile], counterpart: Callable[..., Profile], sides: Sides, one_pair: PairRows
) -> Callable[..., float]:
    """The sector fit of two rows of membership in three sectors, the first two of which are half alike."""
    companies, counterparts = sides([company()], [counterpart()])

    def fit(
        mine: list[float],
        theirs: list[float],
        stated: bool = True,
        agnostic: bool = False,
        similarity: np.ndarray = SIMILARITY,
        specificity: np.ndarray | None = None,
    ) -> float:
        one = replace(
            companies, sectors=np.array([mine], dtype=np.float32), sectors_stated=np.array([stated and any(mine)])
        )
        other = replace(
            counterparts,
            sectors=np.array([theirs], dtype=np.float32),
            sectors_stated=np.array([stated and any(theirs)]),
            agnostic=np.array([agnostic]),
        )
        weights = np.ones(len(similarity), dtype=np.float32) if specificity is None else specificity
        return float(sector_fit(one, other, one_pair, similarity, weights)[0])

    return fit


@pytest.mark.parametrize(
    ("mine", "theirs", "fit"),
    [
        pytest.param([1, 0, 0], [1, 0, 0], 1.0, id="the same"),
        pytest.param([1, 0, 0], [0, 1, 0], 0.5, id="half alike"),
        pytest.param([1, 0, 1], [1, 0, 0], 0.5 * (1 + 1 / 2), id="one of two covered"),
        pytest.param([0.6, 0, 0], [0.6, 0, 0], 0.5 * (0.36 + 0.6), id="neither is firm"),
        pytest.param([1, 0, 0], [0, 0, 1], DISJOINT, id="stated and nothing near"),
        pytest.param([0, 0, 0], [1, 0, 0], 0.0, id="company unknown"),
        pytest.param([1, 0, 0], [0, 0, 0], 0.0, id="counterpart unknown"),
    ],
)
def test_the_best_and_the_mean_of_the_covered_sectors_share_equally(
    fit_of: Callable[..., float], mine: list[float], theirs: list[float], fit: float
) -> None:
    assert fit_of(mine, theirs) == pytest.approx(fit)


def test_guessed_sectors_that_differ_are_no_objection(fit_of: Callable[..., float]) -> None:
    assert fit_of([1, 0, 0], [0, 0, 1], stated=False) == 0.0


def test_one_that_is_open_to_all_is_a_little_better_than_unknown(fit_of: Callable[..., float]) -> None:
    assert fit_of([1, 0, 0], [0, 0, 0], agnostic=True) == pytest.approx(OPEN_TO_ALL)
    assert fit_of([1, 0, 0], [1, 0, 0], agnostic=True) == pytest.approx(1.0)


def test_a_company_that_is_hardly_in_any_sector_is_hardly_met(fit_of: Callable[..., float]) -> None:
    assert fit_of([0.1, 0, 0], [1, 0, 0]) == pytest.approx(0.5 * (0.1 + 0.1 / SLIGHT))


def test_what_everybody_does_says_little(fit_of: Callable[..., float]) -> None:
    common = np.array([0.3, 1.0, 1.0], dtype=np.float32)
    assert fit_of([1, 0, 0], [1, 0, 0], specificity=common) == pytest.approx(0.5 * (0.3 + 0.3 / SLIGHT))
    assert fit_of([1, 0, 1], [1, 0, 0], specificity=common) == pytest.approx(0.5 * (0.3 + 0.3 / 1.3))
    assert fit_of([0, 0, 1], [0, 0, 1], specificity=common) == pytest.approx(1.0)


def test_specificity_is_the_root_of_the_scaled_inverse_document_frequency() -> None:
    membership = np.array([[1, 1, 0], [1, 0, 0], [1, 0, 0], [0, 0, 0]], dtype=np.float32)
    expected = [LEAST_SPECIFIC**0.5, (np.log(4 / 2) / np.log(4)) ** 0.5, 1.0]
    assert sector_specificity(membership).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("n", [0, 2], ids=["nobody", "nobody in any sector"])
def test_without_members_every_sector_is_specific(n: int) -> None:
    assert sector_specificity(np.zeros((n, 3), dtype=np.float32)).tolist() == [1.0, 1.0, 1.0]


def test_nearest_membership_sees_each_profile_from_every_sector() -> None:
    membership = np.array([[0.0, 0.6, 1.0]], dtype=np.float32)
    specificity = np.ones(3, dtype=np.float32)
    assert nearest_membership(membership, SIMILARITY, specificity)[0].tolist() == pytest.approx([0.3, 0.6, 1.0])


def test_a_common_sector_lends_its_neighbours_less() -> None:
    membership = np.array([[0.0, 0.6, 1.0]], dtype=np.float32)
    specificity = np.array([1.0, 0.5, 1.0], dtype=np.float32)
    assert nearest_membership(membership, SIMILARITY, specificity)[0].tolist() == pytest.approx([0.15, 0.6, 1.0])


@given(
    rows=hnp.arrays(np.float32, (2, 3), elements=st.floats(0, 1, width=32)),
    stated=st.booleans(),
    agnostic=st.booleans(),
    specificity=st.lists(st.floats(0.25, 1, width=32), min_size=3, max_size=3),
)
def test_sector_fit_lies_between_its_bounds(
    rows: np.ndarray, stated: bool, agnostic: bool, specificity: list[float]
) -> None:
    def side(row: np.ndarray) -> PreparedSide:
        empty = PreparedSide.__new__(PreparedSide)
        for name, value in (
            ("sectors", row[None, :]),
            ("sectors_stated", np.array([stated])),
            ("agnostic", np.array([agnostic])),
        ):
            object.__setattr__(empty, name, value)
        return empty

    fit = sector_fit(side(rows[0]), side(rows[1]), all_pairs(1, 1), SIMILARITY, np.array(specificity, dtype=np.float32))
    assert DISJOINT <= fit[0] <= 1.0
