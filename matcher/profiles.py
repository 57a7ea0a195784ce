"""The domain's nouns: a `Profile` is one party, whatever its kind; an `Interaction` is a dated fact between two."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class ProfileKind(StrEnum):
    """What a party is."""

    STARTUP = "startup"
    SME = "sme"
    INVESTOR = "investor"
    MENTOR = "mentor"
    CORPORATE = "corporate"
    UNIVERSITY = "university"
    ACCELERATOR = "accelerator"
    TECH_TRANSFER_CENTRE = "tech_transfer_centre"


COMPANY_KINDS = frozenset({ProfileKind.STARTUP, ProfileKind.SME})


class Intent(StrEnum):
    """What a party seeks or offers."""

    RAISE_CAPITAL = "raise_capital"
    PILOT = "pilot"
    CUSTOMERS = "customers"
    DISTRIBUTION = "distribution"
    LICENSING = "licensing"
    MENTORING = "mentoring"
    TRAINING = "training"
    ACCELERATION = "acceleration"
    LAB_ACCESS = "lab_access"
    JOINT_RESEARCH = "joint_research"
    ACQUISITION = "acquisition"
    LANDING = "landing"


class Stage(StrEnum):
    """Maturity of a company that raises capital, in order. A mature SME has none.

    The ladder joins the two vocabularies found in the field: round names and readiness names
    (`pre_seed` = prototype/MVP, `seed` = early revenue, `series_a` = scaling, `growth` = series B and later).
    """

    IDEA = "idea"
    PRE_SEED = "pre_seed"
    SEED = "seed"
    SERIES_A = "series_a"
    GROWTH = "growth"
    PRE_IPO = "pre_ipo"


STAGE_ORDER: dict[Stage, int] = {stage: position for position, stage in enumerate(Stage)}

WORLDWIDE = "*"
"""The country code that stands for "anywhere" in `Profile.countries`."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Money:
    """An amount in the currency it was written in; `currency` is an ISO 4217 code, `amount` is ≥ 0."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a profile was read: file name (never a path), sheet ("" for formats without) and 1-based row."""

    file: str
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person to reach at a party. Kept apart from profiles: never encoded, scored, or shown in a shortlist."""

    profile_id: str
    person: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One party as far as it is matched. Only `id`, `name` and `kind` are always known; the rest is often empty.

    Empty text is "", an empty list is (), an unknown value is None: none of them ever counts against a party.

    Text: `description` (what it is or does), `needs` (what it looks for, in its words), `offer` (what it brings).
    Sectors: `sectors` are codes of the taxonomy, sorted; `sector_labels` are the cells as written, in order;
    `nearest_sectors` are the codes among `sectors` that were guessed by nearest meaning rather than read.
    Stage: `stage` is a company's own; `stages` those a counterpart accepts. A label that names no maturity
    ("grant", "bootstrapped") stays in `stage_label` only.
    Money: `amount_sought` is what a company raises, `ticket_min`/`ticket_max` what it is given, `revenue` a year's.
    Place: `country` is home, `countries` are those it works with or invests in (ISO 3166 alpha-2, sorted,
    `WORLDWIDE` for anywhere); `region`, `city`, `metro` are as written.
    `languages` are ISO 639-1, sorted. `founded` is a year. `trl` is 1–9. `employees` ≥ 0.
    `affiliation` is the body it came out of or belongs to (university, group); `portfolio` names known holdings.
    `seeks`/`offers` are sorted; `seeking_label` is the cell as written.
    `first_date` is the first known round (benchmark folders only).
    """

    id: str
    name: str
    kind: ProfileKind
    description: str = ""
    needs: str = ""
    offer: str = ""
    sectors: tuple[str, ...] = ()
    sector_labels: tuple[str, ...] = ()
    nearest_sectors: tuple[str, ...] = ()
    seeks: tuple[Intent, ...] = ()
    offers: tuple[Intent, ...] = ()
    seeking_label: str = ""
    stage: Stage | None = None
    stage_label: str = ""
    stages: tuple[Stage, ...] = ()
    amount_sought: Money | None = None
    ticket_min: Money | None = None
    ticket_max: Money | None = None
    country: str = ""
    region: str = ""
    city: str = ""
    metro: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    employees: int | None = None
    revenue: Money | None = None
    founded: int | None = None
    trl: int | None = None
    website: str = ""
    vat_number: str = ""
    affiliation: str = ""
    portfolio: tuple[str, ...] = ()
    first_date: datetime.date | None = None
    provenance: Provenance | None = None

    @property
    def is_company(self) -> bool:
        """True for the parties a programme brings: startups and small or medium enterprises."""
        return self.kind in COMPANY_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """A fact between a company and a counterpart, on `date` (None when unknown).

    `relation` is investment, acquisition, meeting, advice, … in lower case; `outcome` is kept, no_show, a rating from
    1 to 5 as text, or "". `stage_label` and `amount` describe an investment.
    """

    startup_id: str
    counterpart_id: str
    date: datetime.date | None = None
    relation: str = ""
    outcome: str = ""
    stage_label: str = ""
    amount: Money | None = None
