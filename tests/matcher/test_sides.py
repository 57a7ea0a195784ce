from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from matcher.profiles import WORLDWIDE, Money, Profile, Stage
from matcher.sectors import SectorTaxonomy
from matcher.sides import (
    LEAST_MEANT,
    MEANT_SECTOR,
    MENTIONED_SECTOR,
    NEAREST_SECTOR,
    PreparedSide,
    country_universe,
    is_agnostic,
    is_mature,
    sector_membership,
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


@pytest.mark.parametrize(
    ("fields", "firmness"),
    [
        pytest.param({"sectors": ("wine",)}, 1.0, id="declared"),
        pytest.param({"sectors": ("wine",), "nearest_sectors": ("wine",)}, NEAREST_SECTOR, id="guessed"),
        pytest.param({"description": "We protect vineyards"}, MENTIONED_SECTOR * 0.6, id="spoken of once, precisely"),
        pytest.param({"offer": "We protect vineyards"}, MENTIONED_SECTOR * 0.6, id="in what it offers"),
        pytest.param({"needs": "We look for vineyards"}, 0.0, id="what it needs is another's sector"),
        pytest.param({"sectors": ("wine",), "description": "We protect vineyards"}, 1.0, id="declared and spoken of"),
        pytest.param({}, 0.0, id="unknown"),
    ],
)
def test_membership_is_as_firm_as_its_source(
    company: Callable[..., Profile], taxonomy: SectorTaxonomy, fields: dict[str, object], firmness: float
) -> None:
    row = sector_membership([company(**fields)], taxonomy, np.zeros((1, len(taxonomy.codes)), np.float32))[0]
    assert row[taxonomy.codes.index("wine")] == pytest.approx(firmness)


@pytest.mark.parametrize(
    ("share", "firmness"),
    [(1.0, MEANT_SECTOR), (0.25, MEANT_SECTOR * 0.5), (LEAST_MEANT / 2, 0.0)],
    ids=["all of the meaning", "a quarter of it", "noise"],
)
def test_a_meant_sector_counts_by_the_root_of_its_share(
    company: Callable[..., Profile], taxonomy: SectorTaxonomy, share: float, firmness: float
) -> None:
    meant = np.zeros((1, len(taxonomy.codes)), dtype=np.float32)
    meant[0, taxonomy.codes.index("wine")] = share
    row = sector_membership([company()], taxonomy, meant)[0]
    assert row[taxonomy.codes.index("wine")] == pytest.approx(firmness)
    assert np.count_nonzero(row) == (firmness > 0)


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


def test_a_text_read_twice_speaks_of_the_same_sectors_whatever_was_done_to_the_answer(taxonomy: SectorTaxonomy) -> None:
    first = taxonomy.mentions("We protect vineyards")
    first.clear()
    assert taxonomy.mentions("We protect vineyards") == {"wine": pytest.approx(0.6)}
