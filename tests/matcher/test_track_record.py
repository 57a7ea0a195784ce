from __future__ import annotations

import numpy as np

from matcher.pairs import PairRows
from matcher.track_record import FULL, TrackRecord, record_fit, record_known, stand_in

RECORD = TrackRecord(
    lift=np.array([[4.0, 0.0, -20.0], [1.0, 0.0, 2.0]], dtype=np.float32), known=np.array([True, False, True])
)


def pairs(companies: list[int], counterparts: list[int]) -> PairRows:
    return PairRows(companies=np.array(companies, dtype=np.int32), counterparts=np.array(counterparts, dtype=np.int32))


def test_a_lift_becomes_a_feature_within_its_bounds() -> None:
    assert record_fit(RECORD, pairs([0, 0, 0, 1], [0, 1, 2, 2])).tolist() == [4.0 / FULL, 0.0, -1.0, 2.0 / FULL]
    assert record_known(RECORD, pairs([0, 1], [1, 2])).tolist() == [False, True]


def test_others_may_stand_where_these_stood() -> None:
    changed = stand_in(RECORD, companies=np.array([1, 1, 0]))
    assert changed.lift[:, 0].tolist() == [1.0, 1.0, 4.0]
    assert changed.known.tolist() == RECORD.known.tolist()
    changed = stand_in(RECORD, counterparts=np.array([2, 1]))
    assert changed.lift.tolist() == [[-20.0, 0.0], [2.0, 0.0]]
    assert changed.known.tolist() == [True, False]
