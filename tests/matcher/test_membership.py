from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from matcher.membership import (
    COVERED_BROADLY,
    COVERED_GENERICALLY,
    COVERED_PRECISELY,
    FEW_LABELS,
    HORIZONTAL,
    LEAST_MEANT,
    MEANT_SECTOR,
    MENTIONED_SECTOR,
    NEAREST_SECTOR,
    UNBORNE,
    label_firmness,
    sector_membership,
    spoken_sectors,
)
from matcher.profiles import Profile, ProfileKind
from matcher.sectors import SectorTaxonomy

Make = Callable[..., Profile]


def firmness_of(profile: Profile, code: str, taxonomy: SectorTaxonomy) -> float:
    nothing_meant = np.zeros((1, len(taxonomy.codes)), dtype=np.float32)
    return float(sector_membership([profile], taxonomy, nothing_meant)[0, taxonomy.codes.index(code)])


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


@pytest.mark.parametrize(
    ("kind", "text", "firmness"),
    [
        pytest.param(ProfileKind.INVESTOR, "We invest in wineries.", COVERED_PRECISELY, id="a precise word"),
        pytest.param(ProfileKind.INVESTOR, "We invest in software.", COVERED_GENERICALLY, id="a generic word"),
        pytest.param(ProfileKind.INVESTOR, "We invest in life sciences.", COVERED_BROADLY, id="a broad term"),
        pytest.param(ProfileKind.CORPORATE, "We look for software.", COVERED_GENERICALLY, id="of anybody"),
        pytest.param(ProfileKind.CORPORATE, "Makers of software.", 0.15, id="in passing"),
    ],
)
def test_a_counterpart_covers_what_it_says_it_looks_for(
    counterpart: Make, taxonomy: SectorTaxonomy, kind: ProfileKind, text: str, firmness: float
) -> None:
    assert max(spoken_sectors(counterpart(kind=kind, description=text), taxonomy).values()) == pytest.approx(firmness)


def test_a_technology_of_every_field_gives_way_to_the_field(company: Make, taxonomy: SectorTaxonomy) -> None:
    both = company(sectors=("software", "wine"))
    assert firmness_of(both, "software", taxonomy) == pytest.approx(HORIZONTAL)
    assert firmness_of(both, "wine", taxonomy) == pytest.approx(1.0)


def test_a_technology_alone_keeps_its_weight(company: Make, counterpart: Make, taxonomy: SectorTaxonomy) -> None:
    assert firmness_of(company(sectors=("software",)), "software", taxonomy) == pytest.approx(1.0)
    assert firmness_of(counterpart(sectors=("software", "wine")), "software", taxonomy) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "firmness"),
    [("We make wine.", 1.0), ("We sell shoes.", UNBORNE), ("", 1.0)],
    ids=["borne out", "contradicted", "no text"],
)
def test_a_label_is_as_firm_as_the_text_bears_it_out(
    company: Make, taxonomy: SectorTaxonomy, text: str, firmness: float
) -> None:
    assert firmness_of(company(sectors=("wine",), description=text), "wine", taxonomy) == pytest.approx(firmness)


def test_a_counterpart_that_lists_many_labels_says_less_with_each(counterpart: Make, taxonomy: SectorTaxonomy) -> None:
    labels = ("wine", "robotics", "fintech", "shoes") * 4
    codes = tuple(sorted({code for label in labels for code in taxonomy.match_label(label).codes}))
    firmness = label_firmness(counterpart(sectors=codes, sector_labels=labels), taxonomy)
    assert list(firmness.values()) == pytest.approx([(FEW_LABELS / 16) ** 0.5] * len(codes))


def test_a_company_shares_a_broad_label_out_and_a_counterpart_covers_it(
    company: Make, counterpart: Make, taxonomy: SectorTaxonomy
) -> None:
    codes = taxonomy.match_label("life sciences").codes
    fields = {"sectors": codes, "sector_labels": ("life sciences",)}
    assert list(label_firmness(company(**fields), taxonomy).values()) == pytest.approx(
        [len(codes) ** -0.5] * len(codes)
    )
    assert list(label_firmness(counterpart(**fields), taxonomy).values()) == pytest.approx([1.0] * len(codes))


def test_no_profiles_have_no_rows(taxonomy: SectorTaxonomy) -> None:
    empty = np.zeros((0, len(taxonomy.codes)), dtype=np.float32)
    assert sector_membership([], taxonomy, empty).shape == empty.shape


def test_a_text_read_twice_speaks_of_the_same_sectors_whatever_was_done_to_the_answer(taxonomy: SectorTaxonomy) -> None:
    first = taxonomy.mentions("We protect vineyards")
    first.clear()
    assert taxonomy.mentions("We protect vineyards") == {"wine": pytest.approx(0.6)}
