from __future__ import annotations

import numpy as np
import pytest

from matcher.past import Ledger, past_features
from matcher.past.groups import GROUPS, kept_features


def test_every_feature_has_a_group(ledger: Ledger) -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert sorted(GROUPS) == sorted(past_features(ledger, nothing, nothing, 1)[0])


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [
        ((), ("popularity", "metro_recent", "near_prose", "kernel_plain")),
        (("kernel",), ("popularity", "metro_recent", "near_prose")),
        (("neighbours", "dynamics"), ("metro_recent", "kernel_plain")),
        (("timing",), ("popularity", "near_prose", "kernel_plain")),
    ],
    ids=["nothing", "one", "two", "timing"],
)
def test_features_are_left_out_with_their_group(left_out: tuple[str, ...], kept: tuple[str, ...]) -> None:
    names = ("popularity", "metro_recent", "near_prose", "kernel_plain")
    assert kept_features(names, left_out) == kept
