from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.benchmark import Benchmark
from evaluation.programmes import draw_programme, split_by
from matcher.errors import ConfigError


def test_a_share_keeps_startups_with_their_deals(world: Benchmark) -> None:
    drawn = draw_programme(world, 0.1, np.random.default_rng(0))
    assert len(drawn.startups) == 70
    assert set(drawn.interactions["startup_id"]) == set(drawn.startups["id"])


def test_the_order_of_startups_changes_no_share(benchmark: Benchmark) -> None:
    turned = replace(benchmark, startups=benchmark.startups[::-1].reset_index(drop=True))
    one, other = (draw_programme(each, 0.5, np.random.default_rng(0)) for each in (benchmark, turned))
    assert set(one.startups["id"]) == set(other.startups["id"])


def test_each_region_is_a_programme_and_no_region_is_none(benchmark: Benchmark) -> None:
    parts = split_by(benchmark, "region")
    assert {name: sorted(part.startups["id"]) for name, part in parts.items()} == {
        "Lazio": ["q2", "s2", "s3"],
        "Tuscany": ["q1", "s1"],
    }
    assert set(parts["Tuscany"].interactions["startup_id"]) == {"q1", "s1"}


def test_a_column_that_is_not_there_is_refused(benchmark: Benchmark) -> None:
    with pytest.raises(ConfigError, match='no column "planet"'):
        split_by(benchmark, "planet")
