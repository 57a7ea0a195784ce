"""`docs/shortlists.md` describes every feature and rule of the code, with the bounds the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from matcher.candidates import RetrievalConfig
from matcher.features import FEATURES, facts, sectors
from matcher.heads import load_heads
from matcher.rules import RULES, STAGES_APART, TICKET_TIMES_TOO_LARGE, TICKET_TIMES_TOO_SMALL
from matcher.shortlist import ShortlistConfig

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "shortlists.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, list[str]]:
    """First cell → other cells of the table under a heading."""
    part = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    return {first.strip("`"): rest for first, *rest in cells}


def test_every_feature_has_its_row_in_the_order_of_the_code() -> None:
    assert list(rows("4. Features")) == list(FEATURES)


def test_every_feature_that_the_shipped_model_weighs_is_described() -> None:
    assert set(load_heads().feature_names) <= set(rows("4. Features"))


def test_a_row_on_a_feature_says_its_range_its_meaning_and_when_it_is_unknown() -> None:
    assert {len(cells) for cells in rows("4. Features").values()} == {3}


@pytest.mark.parametrize(
    ("feature", "lowest"),
    [
        pytest.param("sector", sectors.DISJOINT, id="sector"),
        pytest.param("wanted_by_company", facts.NO_OFFER, id="wanted_by_company"),
        pytest.param("wanted_by_counterpart", facts.NO_OFFER, id="wanted_by_counterpart"),
        pytest.param("stage", min(facts.STAGE_FIT), id="stage"),
        pytest.param("ticket", facts.TICKET_FAR, id="ticket"),
        pytest.param("place", facts.PLACE_ELSEWHERE, id="place"),
    ],
)
def test_the_lowest_value_of_a_feature_is_that_of_the_code(feature: str, lowest: float) -> None:
    assert rows("4. Features")[feature][0] == f"{lowest:g} to 1"


def test_limits_only_ever_lower_a_score() -> None:
    lowest = min(facts.LIMIT_ELSEWHERE, facts.LIMIT_DESTINATION, facts.LIMIT_FOUNDERS, facts.LIMIT_REVENUE)
    assert rows("4. Features")["limits"][0] == f"{lowest:g} to 0"


def test_every_rule_has_its_row_in_the_order_of_the_code() -> None:
    assert list(rows("3. Hard rules")) == list(RULES)


def test_the_bounds_in_the_text_are_those_of_the_code() -> None:
    config = ShortlistConfig()
    assert (STAGES_APART, TICKET_TIMES_TOO_SMALL, TICKET_TIMES_TOO_LARGE) == (3, 10.0, 50.0)
    assert f"Up to {RetrievalConfig().score_all:,} possible pairs" in TEXT
    assert f"loses up to {config.diversity:g} log-odds" in re.sub(r"\s+", " ", TEXT)
    assert (config.exposure_share, config.exposure_floor) == (0.5, 3)
