"""A profile as a form: which fields a kind of party is asked for, what they hold, and the edit that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from babel import Locale
from pydantic import BaseModel, StringConstraints, ValidationError

from matcher.language import load_messages
from matcher.profiles import Intent, Money, ProfileKind, Stage
from matcher.sectors import load_taxonomy
from matcher.store.parties import Party
from service.web.profile_body import ProfileEdit

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]

COMMON = ("name", "description", "sectors", "country", "city", "website")
COMPANY = (*COMMON, "needs", "seeks", "stage", "amount_sought", "employees")
GIVER = (*COMMON, "stages", "ticket_min", "ticket_max", "countries", "offers")
PARTNER = (*COMMON, "offer", "offers", "seeks", "countries")
FIELDS: Mapping[ProfileKind, tuple[str, ...]] = {
    ProfileKind.STARTUP: COMPANY,
    ProfileKind.SME: COMPANY,
    ProfileKind.INVESTOR: GIVER,
    ProfileKind.ACCELERATOR: GIVER,
}
MONEY = ("amount_sought", "ticket_min", "ticket_max")
CURRENCIES = ("EUR", "USD", "GBP", "CHF")


class ProfileForm(BaseModel):
    """The fields as a browser sends them; money is an amount and, beside it, one currency for all."""

    version: int = 0
    name: Text = ""
    description: Text = ""
    needs: Text = ""
    offer: Text = ""
    sectors: list[str] = []
    seeks: list[str] = []
    offers: list[str] = []
    stage: Text = ""
    stages: list[str] = []
    amount_sought: Text = ""
    ticket_min: Text = ""
    ticket_max: Text = ""
    currency: Text = "EUR"
    country: Text = ""
    countries: Text = ""
    city: Text = ""
    website: Text = ""
    employees: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What may be chosen, as pairs of a value and its text; sectors stand in groups."""

    sectors: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    intents: Sequence[tuple[str, str]]
    stages: Sequence[tuple[str, str]]
    countries: Sequence[tuple[str, str]]
    currencies: Sequence[tuple[str, str]]


def shown_fields(kind: ProfileKind) -> tuple[str, ...]:
    """The fields that a kind of party is asked for: those that matching reads of it."""
    return FIELDS.get(kind, PARTNER)


@cache
def choices(lang: str) -> Choices:
    """The choices in a language, sorted by their texts; stages in their order."""
    messages, taxonomy = load_messages(lang), load_taxonomy()
    spoken: Literal["it", "en"] = "it" if lang == "it" else "en"
    groups = [
        (
            taxonomy.group_label(group, spoken),
            sorted(
                (
                    (code, taxonomy.label(code, spoken))
                    for code in taxonomy.codes
                    if taxonomy.sector(code).group == group
                ),
                key=lambda pair: pair[1].lower(),
            ),
        )
        for group in taxonomy.groups
    ]
    territories = Locale(lang).territories
    lands = [(code, str(name)) for code, name in territories.items() if len(code) == 2 and code.isalpha()]
    return Choices(
        sectors=sorted(groups),
        intents=sorted(((one.value, messages.label("intent", one.value)) for one in Intent), key=lambda pair: pair[1]),
        stages=[(one.value, messages.label("stage", one.value)) for one in Stage],
        countries=[("", "–"), *sorted(lands, key=lambda pair: pair[1])],
        currencies=[(code, code) for code in CURRENCIES],
    )


def sent_of(party: Party) -> ProfileForm:
    """The form that says what the profile says."""
    profile = party.profile
    money = [getattr(profile, name) for name in MONEY]
    return ProfileForm(
        version=party.version,
        name=profile.name,
        description=profile.description,
        needs=profile.needs,
        offer=profile.offer,
        sectors=list(profile.sectors),
        seeks=[one.value for one in profile.seeks],
        offers=[one.value for one in profile.offers],
        stage=profile.stage.value if profile.stage else "",
        stages=[one.value for one in profile.stages],
        amount_sought=_amount(profile.amount_sought),
        ticket_min=_amount(profile.ticket_min),
        ticket_max=_amount(profile.ticket_max),
        currency=next((one.currency for one in money if one is not None), "EUR"),
        country=profile.country,
        countries=", ".join(profile.countries),
        city=profile.city,
        website=profile.website,
        employees="" if profile.employees is None else str(profile.employees),
    )


def edit_of(form: ProfileForm, fields: Sequence[str]) -> tuple[ProfileEdit | None, dict[str, str]]:
    """The edit that the form asks for in these fields; None with the names of those that cannot be read."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in fields:
        value = getattr(form, name)
        try:
            values[name] = _value(name, value, form.currency)
        except ValueError:
            wrong[name] = ""
    try:
        edit = ProfileEdit.model_validate(values)
    except ValidationError as err:
        wrong |= {str(each["loc"][0]): "" for each in err.errors() if each["loc"]}
        return None, wrong
    return (None, wrong) if wrong else (edit, {})


def _value(name: str, value: Any, currency: str) -> Any:
    """What a field says, None for nothing; raises ValueError for no number."""
    if name in MONEY:
        return {"amount": float(value), "currency": currency} if value else None
    if name == "employees":
        return int(value) if value else None
    if name == "countries":
        return [code.strip().upper() for code in value.split(",") if code.strip()]
    if name in {"country", "stage"}:
        return value or None
    return value


def _amount(money: Money | None) -> str:
    return "" if money is None else f"{money.amount:.15g}"
