"""A profile that was stored comes back as it was."""

from __future__ import annotations

import datetime
import json
from dataclasses import fields

import pytest

from matcher.errors import DataError
from matcher.profiles import Intent, Money, Profile, ProfileKind, Provenance, Stage
from matcher.store.profile_json import profile_from_json, profile_to_json

WHOLE = Profile(
    id="a",
    name="Alfa",
    kind=ProfileKind.STARTUP,
    description="d",
    needs="n",
    offer="o",
    sectors=("ai", "energy"),
    sector_labels=("AI",),
    nearest_sectors=("ai",),
    seeks=(Intent.PILOT,),
    offers=(Intent.LICENSING,),
    seeking_label="pilot",
    stage=Stage.SEED,
    stage_label="Seed",
    stages=(Stage.IDEA,),
    amount_sought=Money(amount=1.5e6, currency="EUR"),
    ticket_min=Money(amount=1.0, currency="EUR"),
    ticket_max=Money(amount=2.0, currency="USD"),
    country="IT",
    region="Toscana",
    city="Pisa",
    metro="Pisa",
    countries=("*",),
    languages=("en", "it"),
    employees=0,
    revenue=Money(amount=0.0, currency="EUR"),
    founded=2019,
    trl=4,
    website="https://alfa.example",
    vat_number="IT1",
    affiliation="CNR",
    portfolio=("Beta",),
    first_date=datetime.date(2020, 2, 29),
    provenance=Provenance(file="f.xlsx", sheet="s", row=3),
)


def test_every_field_comes_back() -> None:
    default = Profile(id="a", name="Alfa", kind=ProfileKind.STARTUP)
    same = {field.name for field in fields(Profile) if getattr(WHOLE, field.name) == getattr(default, field.name)}
    assert same == {"id", "name", "kind"}
    assert profile_from_json(json.loads(json.dumps(profile_to_json(WHOLE)))) == WHOLE


def test_what_says_nothing_is_left_out() -> None:
    bare = Profile(id="a", name="Alfa", kind=ProfileKind.MENTOR)
    assert profile_to_json(bare) == {"id": "a", "name": "Alfa", "kind": "mentor"}
    assert profile_from_json(profile_to_json(bare)) == bare


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"id": "a", "name": "Alfa", "kind": "mentor", "shoe_size": 43}, "shoe_size"),
        ({"id": "a", "name": "Alfa", "kind": "Secretword"}, "kind"),
        ({"id": "a", "name": "Alfa", "kind": "sme", "revenue": {"amount": "Secretword"}}, "revenue"),
        ({"id": "a", "kind": "sme"}, "name"),
    ],
)
def test_what_is_no_profile_is_refused_without_its_values(document: dict[str, object], fault: str) -> None:
    with pytest.raises(DataError, match=fault) as refused:
        profile_from_json(document)
    assert "Secretword" not in str(refused.value)
