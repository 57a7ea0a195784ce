"""One side of a programme as arrays: everything that features and rules read, one row per profile in a fixed order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.completeness import completeness
from matcher.currency import to_eur
from matcher.intents import offers_matrix, seeks_matrix
from matcher.limits import read_limits
from matcher.profiles import STAGE_ORDER, WORLDWIDE, Money, Profile
from matcher.sectors import SectorTaxonomy

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

DECLARED_SECTOR, NEAREST_SECTOR, MENTIONED_SECTOR, MEANT_SECTOR = 1.0, 0.6, 0.9, 0.8
"""How firmly a profile belongs to a sector: it states it, its label is near it, its text names it, or means it."""
UNBORNE, CLEARLY_SPOKEN = 0.6, 0.3
"""What a label keeps when the text is clear about other sectors only; how firmly a text must speak to be clear."""
LEAST_MEANT = 0.15
"""Share of a text's meaning below which a sector is noise."""

LARGEST_EUR = 1e18
"""More than all money there is: larger amounts are taken as this, so that no product of amounts overflows float32."""
MATURE_EMPLOYEES, MATURE_REVENUE_EUR = 50, 10_000_000.0
"""From here on a company is medium-sized in the sense of the EU recommendation 2003/361/EC, whatever its stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSide:
    """The profiles of one side as arrays; row i is `profiles[i]`.

    `sectors` (n, n_sectors) is membership in [0, 1]; `sectors_stated` marks rows whose sectors were read, not guessed.
    `stage` (n,) is −1 when unknown; `accepts` (n, 6) marks accepted stages. Money is in EUR, NaN when unknown.
    `limited_to` (n, n_countries) are the countries that a text limits itself to where `limits_place` (n,) is True;
    `limits_founders` and `limits_revenue` mark texts that ask for a kind of founder or for revenue in millions.
    `home` (n,) and `works_in` (n, n_countries) index `countries`; home −1 is unknown.
    """

    profiles: tuple[Profile, ...]
    countries: tuple[str, ...]
    sectors: Floats
    sectors_stated: Bools
    agnostic: Bools
    seeks: Floats
    offers: Floats
    seeks_stated: Bools
    offers_stated: Bools
    stage: npt.NDArray[np.int8]
    accepts: Bools
    mature: Bools
    amount: Floats
    ticket_min: Floats
    ticket_max: Floats
    home: npt.NDArray[np.int32]
    works_in: Bools
    worldwide: Bools
    completeness: Floats
    limited_to: Bools
    limits_place: Bools
    limits_founders: Bools
    limits_revenue: Bools

    def __len__(self) -> int:
        """How many profiles the side has."""
        return len(self.profiles)


def country_universe(*sides: Sequence[Profile]) -> tuple[str, ...]:
    """Every country code that any profile names, sorted; the columns of `works_in`."""
    codes = {code for side in sides for profile in side for code in (profile.country, *profile.countries)}
    return tuple(sorted(codes - {"", WORLDWIDE}))


def prepare_side(
    profiles: tuple[Profile, ...], countries: tuple[str, ...], taxonomy: SectorTaxonomy, meant: Floats
) -> PreparedSide:
    """The profiles as arrays. Profiles that say nothing get zeros, −1 or NaN, which every feature reads as unknown."""
    agnostic = np.array([is_agnostic(profile, taxonomy) for profile in profiles], dtype=np.bool_)
    country_row = {code: row for row, code in enumerate(countries)}
    works_in = np.zeros((len(profiles), len(countries)), dtype=np.bool_)
    accepts = np.zeros((len(profiles), len(STAGE_ORDER)), dtype=np.bool_)
    for row, profile in enumerate(profiles):
        works_in[row, [country_row[code] for code in profile.countries if code != WORLDWIDE]] = True
        accepts[row, [STAGE_ORDER[stage] for stage in profile.stages]] = True
    limits = [read_limits(profile.description) for profile in profiles]
    limited_to = np.zeros_like(works_in)
    for row, limit in enumerate(limits):
        limited_to[row, [country_row[code] for code in limit.countries or () if code in country_row]] = True
    return PreparedSide(
        profiles=profiles,
        countries=countries,
        sectors=sector_membership(profiles, taxonomy, meant),
        sectors_stated=np.array([bool(set(p.sectors) - set(p.nearest_sectors)) for p in profiles], dtype=np.bool_),
        agnostic=agnostic,
        seeks=seeks_matrix(profiles),
        offers=offers_matrix(profiles),
        seeks_stated=np.array([bool(p.seeks) for p in profiles], dtype=np.bool_),
        offers_stated=np.array([bool(p.offers) for p in profiles], dtype=np.bool_),
        stage=np.array([-1 if p.stage is None else STAGE_ORDER[p.stage] for p in profiles], dtype=np.int8),
        accepts=accepts,
        mature=np.array([is_mature(p) for p in profiles], dtype=np.bool_),
        amount=_euros([p.amount_sought for p in profiles]),
        ticket_min=_euros([p.ticket_min for p in profiles]),
        ticket_max=_euros([p.ticket_max for p in profiles]),
        home=np.array([country_row.get(p.country, -1) for p in profiles], dtype=np.int32),
        works_in=works_in,
        worldwide=np.array([WORLDWIDE in p.countries for p in profiles], dtype=np.bool_),
        completeness=np.array([completeness(p).score for p in profiles], dtype=np.float32),
        limited_to=limited_to,
        limits_place=np.array([limit.countries is not None for limit in limits], dtype=np.bool_),
        limits_founders=np.array([limit.founders for limit in limits], dtype=np.bool_),
        limits_revenue=np.array([limit.revenue for limit in limits], dtype=np.bool_),
    )


def sector_membership(profiles: Sequence[Profile], taxonomy: SectorTaxonomy, meant: Floats) -> Floats:
    """How firmly each profile belongs to each sector, `(n, n_sectors)` float32 in [0, 1], columns as `taxonomy.codes`.

    A label that stands for k sectors ("Consumer") says each of them by 1/√k. A label that the text does not bear out,
    though the text speaks of other sectors, counts as `UNBORNE`: lists of labels are often ticked generously.
    `meant` holds the shares of each text's meaning by sector, `(n, n_sectors)` in [0, 1]; those under `LEAST_MEANT` are
    noise.
    """
    column = {code: index for index, code in enumerate(taxonomy.codes)}
    spoken = np.where(meant >= LEAST_MEANT, MEANT_SECTOR * np.sqrt(meant), 0.0).astype(np.float32)
    for row, profile in enumerate(profiles):
        for code, weight in taxonomy.mentions(spoken_text(profile)).items():
            spoken[row, column[code]] = max(MENTIONED_SECTOR * weight, spoken[row, column[code]])
    membership = spoken.copy()
    clear = (spoken >= CLEARLY_SPOKEN).astype(np.float32)
    borne_out = clear @ (taxonomy.similarity > 0.0)
    for row, profile in enumerate(profiles):
        for code, firmness in stated_sectors(profile, taxonomy).items():
            if clear[row].any() and not borne_out[row, column[code]]:
                firmness *= UNBORNE
            membership[row, column[code]] = max(firmness, membership[row, column[code]])
    return membership


def stated_sectors(profile: Profile, taxonomy: SectorTaxonomy) -> dict[str, float]:
    """How firmly a profile's labels state each of its sectors, in (0, 1]."""
    firmness = {code: NEAREST_SECTOR for code in profile.sectors if code in profile.nearest_sectors}
    from_labels: dict[str, float] = {}
    for label in profile.sector_labels:
        codes = taxonomy.match_label(label).codes
        for code in codes:
            from_labels[code] = max(DECLARED_SECTOR / len(codes) ** 0.5, from_labels.get(code, 0.0))
    for code in profile.sectors:
        firmness[code] = max(firmness.get(code, 0.0), from_labels.get(code, 0.0)) or DECLARED_SECTOR
    return firmness


def spoken_text(profile: Profile) -> str:
    """The free text in which sectors are looked for: what a party is and offers; what it needs is another's sector."""
    return f"{profile.description}\n{profile.offer}".strip()


def is_agnostic(profile: Profile, taxonomy: SectorTaxonomy) -> bool:
    """True when the profile says that every sector is welcome."""
    return any(taxonomy.match_label(label).agnostic for label in profile.sector_labels)


def is_mature(profile: Profile) -> bool:
    """True for a company of medium size or more by its staff or revenue; False when neither is known."""
    revenue = to_eur(profile.revenue)
    return (profile.employees or 0) >= MATURE_EMPLOYEES or (not math.isnan(revenue) and revenue >= MATURE_REVENUE_EUR)


def _euros(amounts: list[Money | None]) -> Floats:
    return np.minimum([to_eur(amount) for amount in amounts], LARGEST_EUR).astype(np.float32)
