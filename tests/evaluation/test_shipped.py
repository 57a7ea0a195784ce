from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evaluation import shipped
from evaluation.benchmark import Benchmark
from evaluation.shipped import Source, calibrate, ship
from matcher.learning import load_past_ranker
from matcher.learning.ranker import SIMPLE

SOURCES = {"tiny": Source(fitted="2015-01-01", split="2016-01-01", until="2018-01-01")}


@pytest.fixture(autouse=True)
def one_small_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "SOURCES", SOURCES)
    monkeypatch.setattr(shipped, "SHARES", (1.0,))
    monkeypatch.setattr(shipped, "N_DRAWS", 1)


def test_what_is_shipped_is_the_simple_blend_with_a_fitted_slope(
    world: Benchmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        shipped, "SOURCES", {"world": Source(fitted="2014-01-01", split="2015-01-01", until="2016-01-01")}
    )
    ranker = calibrate({"world": world})
    assert (ranker.trees, ranker.weights) == (None, SIMPLE)
    assert ranker.trained_until == date(2015, 1, 1).toordinal()
    assert ranker.calibration.slope > 0.1


def test_the_card_is_written_beside_the_ranker_and_twice_the_same(folder: Path, tmp_path: Path) -> None:
    made = []
    for name in ("first", "second"):
        ship(folder.parent, tmp_path / name, 0)
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert load_past_ranker(tmp_path / "first").weights == SIMPLE
    card = made[0]["card.md"].decode()
    assert "### tiny" in card
    assert "| tiny, 100% | 2 |" in card
    assert "| region: Tuscany | 1 |" in card
    assert "nan" not in card.split("## Small")[0]
