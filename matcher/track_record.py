"""What a counterpart's past deals say of each company, as one number of a pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

FULL = 8.0
"""Log-odds that count as a full track record: beyond it nothing more is gained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """How far the past speaks for each pair, as a learned ranker reads it.

    `lift` `(n_companies, n_counterparts)` is in log-odds above the mean of the company's list; 0 where `known`
    `(n_counterparts,)` is False: the counterpart did too little to be judged by it.
    """

    lift: Floats
    known: Bools


def stand_in(record: TrackRecord, *, companies: Ints | None = None, counterparts: Ints | None = None) -> TrackRecord:
    """The record for parties that stand where those of these rows stood; None leaves a side as it is."""
    lift, known = record.lift, record.known
    if companies is not None:
        lift = lift[companies]
    if counterparts is not None:
        lift, known = lift[:, counterparts], known[counterparts]
    return TrackRecord(lift=lift, known=known)


def record_fit(record: TrackRecord, pairs: PairRows) -> Floats:
    """The lift in units of `FULL`, in [−1, 1]; 0 where nothing is known."""
    lift = record.lift[pairs.companies, pairs.counterparts]
    return np.asarray(np.clip(lift / FULL, -1.0, 1.0), dtype=np.float32)


def record_known(record: TrackRecord, pairs: PairRows) -> Bools:
    """Whether the counterpart of each pair is judged by its record, `(n_pairs,)`."""
    return record.known[pairs.counterparts]
