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
        ((), ("popularity", "metro_recent", "near_text_rank", "metro_recent_rank", "graph_ease", "kernel_rank")),
        (("kernel",), ("popularity", "metro_recent", "near_text_rank", "metro_recent_rank")),
        (("lifts", "graph"), ("popularity", "near_text_rank", "kernel_rank")),
        (("standings", "dynamics"), ("metro_recent", "graph_ease")),
        (("timing",), ("popularity", "near_text_rank", "graph_ease", "kernel_rank")),
    ],
    ids=[
        "nothing",
        "the graph and ranks go with the kernel",
        "a rank goes with what it ranks",
        "sources stay",
        "timing",
    ],
)
def test_features_are_left_out_with_their_group_or_their_source(
    left_out: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    names = ("popularity", "metro_recent", "near_text_rank", "metro_recent_rank", "graph_ease", "kernel_rank")
    assert kept_features(names, left_out) == kept
