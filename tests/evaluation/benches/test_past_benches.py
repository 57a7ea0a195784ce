from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from evaluation.benches import deletion, profiles_and_past, serving_speed
from evaluation.benches.profiles_and_past import ONLY_PAST, Deals, measure_year, read_deals, weighing
from matcher.model import TRACK_RECORD, load_model
from models.encoders import HashingEncoder

FIELDS, CITIES = ("robots", "banks", "games"), ("Boston", "Austin")
INVESTORS = [f"{field.title()} Fund {city}" for field in FIELDS for city in CITIES]


def write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of startups; each investor keeps to its field and city, and one has no profile."""
    folder = tmp_path_factory.mktemp("data")
    rng = np.random.default_rng(3)
    startups, deals = [], []
    for number in range(120):
        field, city = FIELDS[rng.integers(3)], CITIES[rng.integers(2)]
        day = f"{2013 + number // 48}-{1 + number % 12:02d}-0{1 + number % 9}"
        startups.append(
            {
                "id": f"s{number:03}",
                "name": f"Startup {number}",
                "description": f"We make {field} for people in all trades.",
                "sectors": field,
                "country": "United States",
                "city": city,
                "stage": "seed",
                "first_date": day,
            }
        )
        deals += [
            {"startup_id": f"s{number:03}", "counterpart_id": f"i{row}", "date": day, "relation": "investment"}
            for row, name in enumerate(INVESTORS)
            if name.startswith(field.title()) and (name.endswith(city) or rng.random() < 0.2)
        ]
    write(folder / "us-investments" / "startups.csv", startups)
    write(
        folder / "us-investments" / "counterparts.csv",
        [{"id": f"i{row}", "name": name, "kind": "investor"} for row, name in enumerate([*INVESTORS, "Nobody Knows"])],
    )
    write(folder / "us-investments" / "interactions.csv", deals)
    write(
        folder / "counterpart-profiles" / "counterparts.csv",
        [
            {
                "id": f"p{row}",
                "name": name.upper(),
                "kind": "investor",
                "description": f"We invest in {name.split()[0]}.",
            }
            for row, name in enumerate([*INVESTORS, "Other Fund"])
        ],
    )
    return folder


@pytest.fixture(scope="module")
def deals(data: Path) -> Deals:
    return read_deals(data)


def test_investors_meet_their_profile_by_name(deals: Deals) -> None:
    assert sorted(profile.id for profile in deals.counterparts) == [f"i{row}" for row in range(6)]
    assert all(profile.description for profile in deals.counterparts)


def test_a_year_is_measured_with_every_weight_of_the_past(deals: Deals) -> None:
    found = measure_year(deals, 2015, HashingEncoder(64), seed=0)
    assert list(found) == [*(f"{share:g}" for share in profiles_and_past.SHARES), ONLY_PAST]
    assert len({len(values) for values in found.values()}) == 1
    assert found["8"].mean() > found["0"].mean() + 0.05, "investors keep to field and city: the past must tell"
    assert "| the past alone |" in profiles_and_past.table(found, np.random.default_rng(0))


def test_the_weight_of_the_past_alone_is_changed() -> None:
    heads = load_model().heads
    doubled = weighing(heads, 2.0)
    for before, after in zip(heads.counterpart.config.terms, doubled.counterpart.config.terms, strict=True):
        assert after.weight == pytest.approx(before.weight * (2.0 if before.feature == TRACK_RECORD else 1.0))


def test_a_company_is_answered_from_what_is_held_ready(deals: Deals) -> None:
    desk = serving_speed.open_desk(deals, deals.counterparts, load_model(), HashingEncoder(64), 3)
    assert 1 <= serving_speed.answer(desk, 0) <= 6
    assert serving_speed.tree_times(desk, 1) is None


def test_scores_fall_without_the_evidence_of_the_strongest_reason(deals: Deals) -> None:
    programme = deletion.make_programme(deals, 2015, 4, 6)
    fell = deletion.measure(programme, load_model(), HashingEncoder(64), top=2)
    values = [value for each in fell.values() for value in each]
    assert len(values) == 8
    assert np.mean(values) >= 0.75
