from __future__ import annotations

import numpy as np
import pytest

from matcher.past import Ledger, past_features
from matcher.past.groups import GROUPS, SOURCES, kept_features


def test_every_feature_has_a_group(ledger: Ledger) -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert sorted(GROUPS) == sorted(past_features(ledger, nothing, nothing, 1)[0])


def test_what_others_are_computed_from_is_a_feature() -> None:
    assert set(SOURCES) | set(SOURCES.values()) <= set(GROUPS)


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [
        ((), ("popularity", "metro_recent", "near_prose", "graph_ease", "kernel_plain")),
        (("kernel",), ("popularity", "metro_recent", "near_prose")),
        (("lifts", "graph"), ("popularity", "near_prose", "kernel_plain")),
        (("neighbours", "dynamics"), ("metro_recent", "graph_ease", "kernel_plain")),
        (("timing",), ("popularity", "near_prose", "graph_ease", "kernel_plain")),
    ],
    ids=["nothing", "the graph goes with the kernel", "the kernel stays without the graph", "two", "timing"],
)
def test_features_are_left_out_with_their_group_or_their_source(
    left_out: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    names = ("popularity", "metro_recent", "near_prose", "graph_ease", "kernel_plain")
    assert kept_features(names, left_out) == kept
