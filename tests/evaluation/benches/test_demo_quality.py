from __future__ import annotations

from math import log2
from pathlib import Path

import numpy as np
import pytest

from evaluation.benches.demo_quality import (
    PRIOR,
    TEXT_ALONE,
    OrderQuality,
    judge_order,
    measure,
    quality_table,
    read_judgements,
)
from models.encoders import HashingEncoder

GRADES = {("c1", "p1"): 0, ("c1", "p2"): 2}
DEMO = Path(__file__).resolve().parents[3] / "datasets" / "demo"


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([0.1, 0.9], 1.0, id="the right one first"),
        pytest.param([0.9, 0.1], 1 / log2(3), id="the right one second"),
        pytest.param([0.5, 0.5], 1 / log2(3), id="a tie goes by id"),
        pytest.param([0.5, -np.inf], 0.0, id="an excluded one is not listed"),
    ],
)
def test_an_order_is_judged_by_where_the_right_one_stands(scores: list[float], expected: float) -> None:
    quality = judge_order("x", np.array([scores]), (["c1"], ["p1", "p2"]), GRADES)
    assert quality.ndcg == pytest.approx((expected,))


def test_ties_go_by_id_whatever_the_order_of_columns() -> None:
    quality = judge_order("x", np.array([[0.5, 0.5]]), (["c1"], ["p2", "p1"]), GRADES)
    assert quality.ndcg == pytest.approx((1 / log2(3),))


def test_judgements_are_read_by_pair(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("startup_id,counterpart_id,grade\nc1,p1,0\nc1,p2,2\n", encoding="utf-8")
    assert read_judgements(path) == GRADES


def test_the_table_compares_every_order_with_text_alone_company_by_company() -> None:
    found = [
        OrderQuality(name=TEXT_ALONE, ndcg=(0.5, 0.7), precision=(0.2, 0.2)),
        OrderQuality(name=PRIOR, ndcg=(0.6, 0.8), precision=(0.4, 0.4)),
    ]
    lines = quality_table(found, np.random.default_rng(0)).splitlines()
    assert lines[2].startswith(f"| {TEXT_ALONE} | 0.600 (")
    assert lines[3].endswith("| 0.400 (0.400–0.400) | +0.100 (+0.100 to +0.100) |")


def test_the_demo_programme_gives_a_line_per_order_and_two_of_calibration() -> None:
    quality, calibration = measure(DEMO, HashingEncoder(64), seed=0)
    assert [line.split(" | ")[0] for line in quality.splitlines()[2:]] == [
        "| random (mean of 200)",
        "| alphabetical",
        "| TF-IDF of descriptions",
        "| sector alone",
        "| text cosine alone",
        "| prior, no history",
        "| prior, with history",
    ]
    assert len(calibration.splitlines()) == 4
