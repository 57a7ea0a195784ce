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
from matcher.limits import NO_LIMITS, Limits, read_limits
from matcher.membership import sector_membership
from matcher.profiles import STAGE_ORDER, WORLDWIDE, Money, Profile, ProfileKind, Stage
from matcher.sectors import SectorTaxonomy, load_topics, sectors_of_group
from matcher.text import known_text, spoken_text, written_text
from matcher.thesis import states_thesis, tells_career
from matcher.topic_membership import topic_membership

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

LARGEST_EUR = 1e18
"""More than all money there is: larger amounts are taken as this, so that no product of amounts overflows float32."""
MATURE_EMPLOYEES, MATURE_REVENUE_EUR = 50, 10_000_000.0
"""From here on a company is medium-sized in the sense of the EU recommendation 2003/361/EC, whatever its stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSide:
    """The profiles of one side as arrays; row i is `profiles[i]`.

    `sectors` (n, n_sectors) is membership in [0, 1]; `sectors_stated` marks rows whose sectors were read, not guessed.
    `topics` (n, n_topics) is membership in [0, 1], columns as `load_topics().codes`.
    `stage` (n,) is −1 when unknown; `accepts` (n, 6) marks accepted stages. Money is in EUR, NaN when unknown.
    `limited_to` (n, n_countries) are the countries that a text limits itself to where `limits_place` (n,) is True;
    `seated_in` (n, n_countries) those where a text says its author sits, and `seated` (n,) marks texts that say so.
    No text of a company limits anything. `limits_founders` (n,) marks texts that ask for a kind of founder;
    `asks_revenue` (n,) is the least yearly revenue in EUR that a text asks for, 0 for none; `revenue` (n,) a company's
    own, NaN when unknown. `rules_out` (n, n_sectors) marks the sectors that a text rules out.
    `thesis` (n,) says whether a counterpart's text says whom it looks for (see `thesis_clarity`).
    `text_length` (n,) counts the characters of what it says of itself, `n_labels` (n,) its sector labels.
    `home` (n,) and `works_in` (n, n_countries) index `countries`; home −1 is unknown.
    """

    profiles: tuple[Profile, ...]
    countries: tuple[str, ...]
    sectors: Floats
    sectors_stated: Bools
    topics: Floats
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
    thesis: Floats
    text_length: npt.NDArray[np.int32]
    n_labels: npt.NDArray[np.int32]
    limited_to: Bools
    limits_place: Bools
    seated_in: Bools
    seated: Bools
    limits_founders: Bools
    asks_revenue: Floats
    revenue: Floats
    rules_out: Bools

    def __len__(self) -> int:
        """How many profiles the side has."""
        return len(self.profiles)


def country_universe(*sides: Sequence[Profile]) -> tuple[str, ...]:
    """Every country code that any profile names, sorted; the columns of `works_in`."""
    codes = {code for side in sides for profile in side for code in (profile.country, *profile.countries)}
    return tuple(sorted(codes - {"", WORLDWIDE}))


def prepare_side(
    profiles: tuple[Profile, ...],
    countries: tuple[str, ...],
    taxonomy: SectorTaxonomy,
    meant: Floats,
    meant_topics: Floats,
) -> PreparedSide:
    """The profiles as arrays; `meant` and `meant_topics` are the shares of `SideText`.

    Profiles that say nothing get zeros, −1 or NaN, which every feature reads as unknown.
    """
    agnostic = np.array([is_agnostic(profile, taxonomy) for profile in profiles], dtype=np.bool_)
    country_row = {code: row for row, code in enumerate(countries)}
    works_in = np.zeros((len(profiles), len(countries)), dtype=np.bool_)
    accepts = np.zeros((len(profiles), len(STAGE_ORDER)), dtype=np.bool_)
    limits = [NO_LIMITS if profile.is_company else read_limits(profile.description) for profile in profiles]
    limited_to, seated_in = np.zeros_like(works_in), np.zeros_like(works_in)
    for row, (profile, limit) in enumerate(zip(profiles, limits, strict=True)):
        works_in[row, [country_row[code] for code in profile.countries if code != WORLDWIDE]] = True
        accepts[row, [STAGE_ORDER[stage] for stage in accepted_stages(profile, limit)]] = True
        limited_to[row, [country_row[code] for code in limit.countries or () if code in country_row]] = True
        seated_in[row, [country_row[code] for code in limit.home if code in country_row]] = True
    rules_out = ruled_out_sectors([limit.excludes for limit in limits], taxonomy)
    return PreparedSide(
        profiles=profiles,
        countries=countries,
        sectors=np.where(rules_out, np.float32(0.0), sector_membership(profiles, taxonomy, meant)),
        sectors_stated=np.array([bool(set(p.sectors) - set(p.nearest_sectors)) for p in profiles], dtype=np.bool_),
        topics=topic_membership(profiles, load_topics(), meant_topics),
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
        thesis=np.array([thesis_clarity(p) for p in profiles], dtype=np.float32),
        text_length=np.array([len(spoken_text(p)) for p in profiles], dtype=np.int32),
        n_labels=np.array([len(p.sector_labels) for p in profiles], dtype=np.int32),
        limited_to=limited_to,
        limits_place=np.array([limit.countries is not None for limit in limits], dtype=np.bool_),
        seated_in=seated_in,
        seated=np.array([bool(limit.home) for limit in limits], dtype=np.bool_),
        limits_founders=np.array([limit.founders for limit in limits], dtype=np.bool_),
        asks_revenue=np.array([limit.revenue_eur for limit in limits], dtype=np.float32),
        revenue=_euros([p.revenue for p in profiles]),
        rules_out=rules_out,
    )


def accepted_stages(profile: Profile, limits: Limits) -> frozenset[Stage]:
    """The stages a profile accepts: those of its cell, narrowed to those of its text where the two agree on any."""
    stated = frozenset(profile.stages)
    return (stated & limits.stages or stated) if stated else limits.stages


def ruled_out_sectors(phrases: Sequence[Sequence[str]], taxonomy: SectorTaxonomy) -> Bools:
    """The sectors that each profile's text rules out, `(n, n_sectors)`; phrases that name no sector rule out none."""
    column = {code: index for index, code in enumerate(taxonomy.codes)}
    ruled_out = np.zeros((len(phrases), len(column)), dtype=np.bool_)
    for row, of_profile in enumerate(phrases):
        for phrase in of_profile:
            ruled_out[row, [column[code] for code in taxonomy.match_label(phrase).codes]] = True
    return ruled_out


def is_agnostic(profile: Profile, taxonomy: SectorTaxonomy) -> bool:
    """True when the profile says that every sector is welcome."""
    return any(taxonomy.match_label(label).agnostic for label in profile.sector_labels)


def is_mature(profile: Profile) -> bool:
    """True for a company of medium size or more by its staff or revenue; False when neither is known."""
    revenue = to_eur(profile.revenue)
    return (profile.employees or 0) >= MATURE_EMPLOYEES or (not math.isnan(revenue) and revenue >= MATURE_REVENUE_EUR)


STATES_THESIS, TELLS_CAREER = 1.0, -0.5


def thesis_clarity(profile: Profile) -> float:
    """Whether a text says whom its author looks for (`STATES_THESIS`), tells a career instead (`TELLS_CAREER`), or 0.

    A large group whose name alone is given is known for what it does, which says as much as a thesis.
    A mentor's career is what a mentor brings: it counts as neither.
    """
    text = written_text(profile)
    if not text and not profile.needs:
        is_group = profile.kind is ProfileKind.CORPORATE and (sectors_of_group(profile.name) or known_text(profile))
        return STATES_THESIS if is_group else 0.0
    if tells_career(text):
        return 0.0 if profile.kind is ProfileKind.MENTOR else TELLS_CAREER
    return STATES_THESIS if states_thesis(text) or profile.needs else 0.0


def _euros(amounts: list[Money | None]) -> Floats:
    return np.minimum([to_eur(amount) for amount in amounts], LARGEST_EUR).astype(np.float32)
