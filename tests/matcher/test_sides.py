from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from matcher.limits import Limits
from matcher.profiles import WORLDWIDE, Money, Profile, ProfileKind, Stage
from matcher.sectors import SectorTaxonomy
from matcher.sides import (
    STATES_THESIS,
    TELLS_CAREER,
    PreparedSide,
    accepted_stages,
    country_universe,
    is_agnostic,
    is_mature,
    ruled_out_sectors,
    thesis_clarity,
)

Sides = Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]


def test_the_universe_holds_every_country_named_once_and_sorted(
    company: Callable[..., Profile], counterpart: Callable[..., Profile]
) -> None:
    sides = [[company(country="IT")], [counterpart(country="US", countries=("FR", "IT", WORLDWIDE)), counterpart()]]
    assert country_universe(*sides) == ("FR", "IT", "US")


def test_a_profile_that_says_nothing_is_unknown_in_every_column(company: Callable[..., Profile], sides: Sides) -> None:
    side, _ = sides([company()], [])
    assert len(side) == 1
    assert (side.stage[0], side.home[0]) == (-1, -1)
    assert np.isnan([side.amount[0], side.ticket_min[0], side.ticket_max[0]]).all()
    assert not side.sectors.any()
    flags = (
        "sectors_stated",
        "seeks_stated",
        "offers_stated",
        "agnostic",
        "accepts",
        "works_in",
        "worldwide",
        "mature",
        "seated",
        "rules_out",
    )
    assert [name for name in flags if getattr(side, name).any()] == []


def test_no_profiles_give_arrays_without_rows(
    counterpart: Callable[..., Profile], sides: Sides, taxonomy: SectorTaxonomy
) -> None:
    side, _ = sides([], [counterpart(country="IT")])
    assert len(side) == 0
    assert side.sectors.shape == (0, len(taxonomy.codes))
    assert side.works_in.shape == (0, 1)


def test_stages_places_and_money_land_in_their_columns(
    company: Callable[..., Profile], counterpart: Callable[..., Profile], sides: Sides
) -> None:
    fund = counterpart(
        stages=(Stage.SEED, Stage.GROWTH),
        country="US",
        countries=("IT", WORLDWIDE),
        ticket_min=Money(amount=1000.0, currency="USD"),
        ticket_max=Money(amount=5.0, currency="XTS"),
    )
    _, side = sides([company(country="IT")], [fund])
    assert side.accepts[0].tolist() == [False, False, True, False, True, False]
    assert (side.home[0], side.works_in[0].tolist(), side.worldwide[0]) == (1, [True, False], True)
    assert side.ticket_min[0] == pytest.approx(900.0)
    assert math.isnan(side.ticket_max[0])


def test_guessed_sectors_are_not_stated(company: Callable[..., Profile], sides: Sides) -> None:
    profiles = [company(sectors=("wine",)), company(sectors=("wine",), nearest_sectors=("wine",))]
    assert sides(profiles, [])[0].sectors_stated.tolist() == [True, False]


@pytest.mark.parametrize(
    ("labels", "agnostic"),
    [(("Sector agnostic",), True), (("Wine",), False), ((), False)],
    ids=["every sector", "one sector", "none"],
)
def test_agnostic_is_what_a_label_says(
    counterpart: Callable[..., Profile], taxonomy: SectorTaxonomy, labels: tuple[str, ...], agnostic: bool
) -> None:
    assert is_agnostic(counterpart(sector_labels=labels), taxonomy) is agnostic


@pytest.mark.parametrize(
    ("fields", "mature"),
    [
        pytest.param({"employees": 50}, True, id="fifty people"),
        pytest.param({"employees": 49}, False, id="fewer"),
        pytest.param({"revenue": Money(amount=10e6, currency="EUR")}, True, id="ten millions"),
        pytest.param({"revenue": Money(amount=11e6, currency="USD")}, False, id="less in euros"),
        pytest.param({"revenue": Money(amount=1e9, currency="XTS")}, False, id="unknown currency"),
        pytest.param({}, False, id="unknown"),
    ],
)
def test_mature_is_a_matter_of_staff_or_revenue(
    company: Callable[..., Profile], fields: dict[str, object], mature: bool
) -> None:
    assert is_mature(company(**fields)) is mature


@pytest.mark.parametrize(
    ("stated", "in_text", "accepted"),
    [
        pytest.param((Stage.SEED, Stage.SERIES_A), {Stage.SERIES_A, Stage.GROWTH}, {Stage.SERIES_A}, id="narrowed"),
        pytest.param((Stage.SEED,), {Stage.GROWTH}, {Stage.SEED}, id="the cell holds where they disagree"),
        pytest.param((), {Stage.GROWTH}, {Stage.GROWTH}, id="the text alone"),
        pytest.param((Stage.SEED,), set(), {Stage.SEED}, id="the cell alone"),
        pytest.param((), set(), set(), id="neither"),
    ],
)
def test_the_text_narrows_the_stages_of_the_cell(
    counterpart: Callable[..., Profile], stated: tuple[Stage, ...], in_text: set[Stage], accepted: set[Stage]
) -> None:
    assert accepted_stages(counterpart(stages=stated), Limits(stages=frozenset(in_text))) == accepted


def test_phrases_that_a_text_rules_out_are_read_as_sectors(taxonomy: SectorTaxonomy) -> None:
    ruled_out = ruled_out_sectors([("wine", "nonsense"), ()], taxonomy)
    assert [taxonomy.codes[column] for column in np.flatnonzero(ruled_out[0])] == ["wine"]
    assert not ruled_out[1].any()


def test_what_a_text_rules_out_is_not_covered_though_it_is_named(
    counterpart: Callable[..., Profile], sides: Sides, taxonomy: SectorTaxonomy
) -> None:
    _, side = sides([], [counterpart(description="We invest in robotics and food. We do not invest in wine.")])
    assert side.sectors[0, taxonomy.codes.index("wine")] == 0.0
    assert side.sectors[0, taxonomy.codes.index("robotics")] > 0.0


@pytest.mark.parametrize(
    ("fields", "clarity"),
    [
        pytest.param({"description": "We invest in robots."}, STATES_THESIS, id="a thesis"),
        pytest.param({"needs": "Robots for vineyards."}, STATES_THESIS, id="what it asks for"),
        pytest.param({"description": "Prior to the fund, she worked at a bank."}, TELLS_CAREER, id="a career"),
        pytest.param({"kind": ProfileKind.MENTOR, "description": "She worked at a bank."}, 0.0, id="a mentor's career"),
        pytest.param({"description": "Robots, since 1990."}, 0.0, id="neither"),
        pytest.param({}, 0.0, id="nothing"),
    ],
)
def test_a_thesis_is_clearer_than_a_career(
    counterpart: Callable[..., Profile], fields: dict[str, object], clarity: float
) -> None:
    assert thesis_clarity(counterpart(**fields)) == clarity
