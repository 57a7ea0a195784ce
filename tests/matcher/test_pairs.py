from __future__ import annotations

import numpy as np

from matcher.pairs import PairRows, all_pairs


def test_every_pair_comes_once_companies_outermost() -> None:
    pairs = all_pairs(2, 3)
    assert pairs.companies.tolist() == [0, 0, 0, 1, 1, 1]
    assert pairs.counterparts.tolist() == [0, 1, 2, 0, 1, 2]
    assert len(pairs) == 6


def test_a_mask_keeps_pairs_in_order() -> None:
    kept = all_pairs(2, 2).where(np.array([False, True, True, False]))
    assert (kept.companies.tolist(), kept.counterparts.tolist()) == ([0, 1], [1, 0])


def test_a_side_without_profiles_gives_no_pairs() -> None:
    assert len(all_pairs(0, 3)) == len(all_pairs(3, 0)) == 0


def test_pairs_by_company_are_all_pairs_in_their_order() -> None:
    pairs = PairRows(companies=np.int32([3, 1, 3, 3, 1]), counterparts=np.int32([0, 1, 2, 3, 4]))
    assert [(row, at.tolist()) for row, at in pairs.by_company()] == [(1, [1, 4]), (3, [0, 2, 3])]
    assert list(pairs.where(np.zeros(5, dtype=np.bool_)).by_company()) == []
