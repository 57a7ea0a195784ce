"""Profiles as rows under the canonical headers, such that reading them back gives the same profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from matcher.importers.fields import Field
from matcher.profiles import Money, Profile

_F = Field


def _list(values: Iterable[str]) -> str:
    return "; ".join(values)


def _amount(money: Money | None) -> str:
    """The currency and the amount with all its decimals and no thousands mark: "EUR 1500000.0"."""
    return f"{money.currency} {money.amount!r}" if money else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


_WRITERS: dict[str, Callable[[Profile], str]] = {
    _F.ID: lambda profile: profile.id,
    _F.NAME: lambda profile: profile.name,
    _F.KIND: lambda profile: profile.kind.value,
    _F.DESCRIPTION: lambda profile: profile.description,
    _F.NEEDS: lambda profile: profile.needs,
    _F.OFFER: lambda profile: profile.offer,
    _F.SECTORS: lambda profile: _list(profile.sector_labels),
    _F.SECTOR_CODES: lambda profile: _list(profile.sectors),
    _F.NEAREST_SECTORS: lambda profile: _list(profile.nearest_sectors),
    _F.SEEKS: lambda profile: _list(intent.value for intent in profile.seeks),
    _F.OFFERS: lambda profile: _list(intent.value for intent in profile.offers),
    _F.SEEKING: lambda profile: profile.seeking_label,
    _F.STAGE: lambda profile: profile.stage.value if profile.stage else "",
    _F.STAGE_LABEL: lambda profile: profile.stage_label,
    _F.STAGES: lambda profile: _list(stage.value for stage in profile.stages),
    _F.AMOUNT_SOUGHT: lambda profile: _amount(profile.amount_sought),
    _F.TICKET_MIN: lambda profile: _amount(profile.ticket_min),
    _F.TICKET_MAX: lambda profile: _amount(profile.ticket_max),
    _F.COUNTRY: lambda profile: profile.country,
    _F.REGION: lambda profile: profile.region,
    _F.CITY: lambda profile: profile.city,
    _F.METRO: lambda profile: profile.metro,
    _F.COUNTRIES: lambda profile: _list(profile.countries),
    _F.LANGUAGES: lambda profile: _list(profile.languages),
    _F.EMPLOYEES: lambda profile: _number(profile.employees),
    _F.REVENUE: lambda profile: _amount(profile.revenue),
    _F.FOUNDED: lambda profile: _number(profile.founded),
    _F.TRL: lambda profile: _number(profile.trl),
    _F.WEBSITE: lambda profile: profile.website,
    _F.VAT_NUMBER: lambda profile: profile.vat_number,
    _F.AFFILIATION: lambda profile: profile.affiliation,
    _F.PORTFOLIO: lambda profile: _list(profile.portfolio),
    _F.FIRST_DATE: lambda profile: profile.first_date.isoformat() if profile.first_date else "",
}

PROFILE_HEADERS: tuple[str, ...] = tuple(str(header) for header in _WRITERS)
"""The headers of `profile_to_row`, in order."""


def profile_to_row(profile: Profile) -> dict[str, str]:
    """The profile as text by canonical header, all of `PROFILE_HEADERS`; "" for what is unknown.

    Reading the row back gives an equal profile apart from its provenance, for profiles as the importer makes them:
    texts tidy, list entries without separators, e-mails and telephones already out.
    """
    return {header: write(profile) for header, write in zip(PROFILE_HEADERS, _WRITERS.values(), strict=True)}
