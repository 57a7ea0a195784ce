"""Profiles as they are sent and told: the fields of `matcher.profiles.Profile`, those that say nothing left out."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from matcher.profiles import Intent, Profile, ProfileKind, Stage
from matcher.sectors import load_taxonomy
from matcher.store.profile_json import profile_from_json, profile_to_json
from matcher.store.rows import Document
from service.web.bodies import Edit

Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|\*)$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


PartyName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def _never_null(schema: dict[str, Any]) -> None:
    """In the OpenAPI: a field that may be left out, but is not null."""
    schema.pop("default")
    schema.update(schema.pop("anyOf")[0])


class MoneyBody(Edit):
    """An amount in a currency (ISO 4217)."""

    amount: float = Field(strict=True, ge=0, le=1e15, allow_inf_nan=False, examples=[1_500_000])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])


class ProfileEdit(Edit):
    """Fields of a profile to change. What is left out stays; null, "" or [] empties a field.

    `name` and `kind` can be left out and not emptied: they are None only where they were not sent.
    """

    name: PartyName | None = Field(default=None, examples=["Serra Robotics"], json_schema_extra=_never_null)
    kind: ProfileKind | None = Field(default=None, json_schema_extra=_never_null)
    description: Long | None = Field(None, examples=["Robots that pick tomatoes in greenhouses."])
    needs: Long | None = None
    offer: Long | None = None
    sectors: Annotated[list[str], Field(max_length=50)] | None = Field(None, examples=[["agritech"]])
    seeks: Annotated[list[Intent], Field(max_length=20)] | None = None
    offers: Annotated[list[Intent], Field(max_length=20)] | None = None
    stage: Stage | None = None
    stages: Annotated[list[Stage], Field(max_length=20)] | None = None
    amount_sought: MoneyBody | None = None
    ticket_min: MoneyBody | None = None
    ticket_max: MoneyBody | None = None
    country: Country | None = Field(None, examples=["IT"])
    region: Short | None = None
    city: Short | None = None
    metro: Short | None = None
    countries: Annotated[list[Country], Field(max_length=300)] | None = None
    languages: Annotated[list[Language], Field(max_length=200)] | None = None
    employees: int | None = Field(default=None, strict=True, ge=0, le=10_000_000)
    revenue: MoneyBody | None = None
    founded: int | None = Field(default=None, strict=True, ge=1000, le=2100)
    trl: int | None = Field(default=None, strict=True, ge=1, le=9)
    website: Short | None = None
    vat_number: Short | None = None
    affiliation: Short | None = None
    portfolio: Annotated[list[Short], Field(max_length=2000)] | None = None

    @field_validator("name", "kind")
    @classmethod
    def _there(cls, value: Any) -> Any:
        """A profile always has a name and a kind; this is not asked of fields that are left out."""
        if value is None:
            raise ValueError("a profile always has one")
        return value

    @field_validator("sectors")
    @classmethod
    def _known(cls, codes: list[str] | None) -> list[str] | None:
        """Sectors are codes of the taxonomy, sorted."""
        unknown = sorted(set(codes or ()) - set(load_taxonomy().codes))
        if unknown:
            raise ValueError("a sector is not a code of the taxonomy (docs/sectors.md)")
        return None if codes is None else sorted(set(codes))

    @field_validator("seeks", "offers", "countries", "languages")
    @classmethod
    def _sorted(cls, values: list[Any] | None) -> list[Any] | None:
        return None if values is None else sorted(set(values))


class NewProfile(ProfileEdit):
    """A profile to be made: at least a name and a kind."""

    name: PartyName = Field(examples=["Serra Robotics"])
    kind: ProfileKind


def new_profile(party_id: str, body: NewProfile) -> Profile:
    """The profile that a body describes."""
    return profile_from_json({"id": party_id, **_said(body)})


def changed_profile(profile: Profile, body: ProfileEdit) -> Profile:
    """The profile with what the body changes. What was guessed of a field goes when the field is changed."""
    said = _said(body)
    document = {name: value for name, value in profile_to_json(profile).items() if name not in body.model_fields_set}
    if "sectors" in body.model_fields_set:
        document.pop("nearest_sectors", None)
        document.pop("sector_labels", None)
    return profile_from_json({**document, **said})


def told_profile(profile: Profile) -> Document:
    """A profile as JSON, without the fields that say nothing."""
    return profile_to_json(profile)


def _said(body: ProfileEdit) -> Document:
    """The fields that say something, as a stored profile has them; the name and kind cannot be emptied."""
    values = body.model_dump(mode="json", exclude_unset=True)
    return {name: value for name, value in values.items() if value not in ("", [], None)}


EXAMPLE: dict[str, Any] = {
    "id": "st-01",
    "name": "Serra Robotics",
    "kind": "startup",
    "description": "Robots that pick tomatoes in greenhouses.",
    "sectors": ["agritech"],
    "seeks": ["pilot", "raise_capital"],
    "stage": "seed",
    "country": "IT",
    "first_date": datetime.date(2024, 3, 1).isoformat(),
}
