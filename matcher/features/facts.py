"""Features from structured facts: intents, stage, ticket, place. All in [−1, 1]; 0 where either side does not say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows
from matcher.profiles import STAGE_ORDER, Stage
from matcher.regions import PART_OF
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]

NO_OFFER = -1.0
"""A stated wish that the other side's stated or usual offers leave quite unanswered."""

STAGE_FIT: tuple[float, ...] = (1.0, 0.35, -0.4, -0.8, -1.0, -1.0)
"""Fit by distance on the stage ladder from the nearest accepted stage: same, next door, two apart, …"""
MATURE_AT_EARLY, MATURE_AT_LATE = -0.7, 0.5
"""A medium-sized company without a stage, before a counterpart that names only early stages, or late ones too."""
LATE_STAGE = 4

TICKET_SLACK = 3.0
"""Factor by which a round may miss the ticket range and still be worth a word: rounds are syndicated and split."""
TICKET_NEAR, TICKET_FAR = 0.3, -0.8
USUAL_ROUND_EUR: Mapping[Stage, float] = MappingProxyType(
    {
        Stage.IDEA: 1e5,
        Stage.PRE_SEED: 3.5e5,
        Stage.SEED: 1.2e6,
        Stage.SERIES_A: 5e6,
        Stage.GROWTH: 15e6,
        Stage.PRE_IPO: 40e6,
    }
)
"""What a European company of a stage usually raises (editorial judgement), where it does not say how much it seeks."""
USUAL_INSIDE, USUAL_TOO_SMALL = 0.2, -0.6
"""The usual round is not below the ticket; it is less than a third of the smallest. Nothing is said in between."""

PLACE_HOME, PLACE_ANYWHERE, PLACE_DESTINATION, PLACE_ELSEWHERE = 1.0, 0.1, -0.1, -0.6
"""The counterpart works in the company's country; anywhere; only where the programme leads; only elsewhere."""


def wanted_by_company(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows) -> Floats:
    """How far the counterpart offers what the company seeks: the best-answered wish, a little more for several."""
    return _answered(
        companies.seeks[pairs.companies],
        counterparts.offers[pairs.counterparts],
        companies.seeks_stated[pairs.companies],
    )


def wanted_by_counterpart(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows) -> Floats:
    """How far the company offers what the counterpart states that it seeks; 0 unless both state it."""
    stated = counterparts.seeks_stated[pairs.counterparts] & companies.offers_stated[pairs.companies]
    answered = _answered(counterparts.seeks[pairs.counterparts], companies.offers[pairs.companies], stated)
    return np.where(stated, answered, 0.0).astype(np.float32)


def _answered(seeks: Floats, offers: Floats, stated: npt.NDArray[np.bool_]) -> Floats:
    products = seeks * offers
    best = products.max(axis=1)
    several = products.sum(axis=1) - best
    answered = np.minimum(1.0, best + 0.15 * several)
    return np.where((best <= 0.0) & stated, NO_OFFER, answered).astype(np.float32)


def stage_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows) -> Floats:
    """How near the company's stage is to those the counterpart accepts; a mature company without one is near late."""
    accepts = counterparts.accepts[pairs.counterparts]
    stage = companies.stage[pairs.companies].astype(np.int64)
    ladder = np.arange(accepts.shape[1])
    distance = np.where(accepts, np.abs(ladder[None, :] - stage[:, None]), len(STAGE_FIT) - 1).min(axis=1)
    fit = np.asarray(STAGE_FIT)[distance]
    at_late = accepts[:, LATE_STAGE:].any(axis=1)
    mature = np.where(at_late, MATURE_AT_LATE, MATURE_AT_EARLY)
    fit = np.where(stage >= 0, fit, np.where(companies.mature[pairs.companies], mature, 0.0))
    return np.where(accepts.any(axis=1), fit, 0.0).astype(np.float32)


def ticket_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows) -> Floats:
    """How the amount sought lies to the counterpart's ticket range: inside 1, within a factor of three a little.

    A company that names no amount but a stage is taken to raise what is usual there (`USUAL_ROUND_EUR`), which counts
    less, and only against tickets that are too large for it.
    """
    amount = companies.amount[pairs.companies]
    low, high = counterparts.ticket_min[pairs.counterparts], counterparts.ticket_max[pairs.counterparts]
    stated = ~np.isnan(amount) & ~(np.isnan(low) & np.isnan(high))
    low, high = np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=np.inf)
    inside = (amount >= low) & (amount <= high)
    near = (amount * TICKET_SLACK >= low) & (amount <= high * TICKET_SLACK)
    fit = np.where(inside, 1.0, np.where(near, TICKET_NEAR, TICKET_FAR))
    return np.where(stated, fit, _usual_round_fit(companies, counterparts, pairs)).astype(np.float32)


def _usual_round_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows) -> Floats:
    usual = np.array([USUAL_ROUND_EUR[stage] for stage in STAGE_ORDER])
    stage = companies.stage[pairs.companies].astype(np.int64)
    low = counterparts.ticket_min[pairs.counterparts]
    assumed = usual[np.maximum(stage, 0)]
    fit = np.where(assumed >= low, USUAL_INSIDE, np.where(assumed * TICKET_SLACK < low, USUAL_TOO_SMALL, 0.0))
    known = (stage >= 0) & np.isnan(companies.amount[pairs.companies]) & ~np.isnan(low)
    return np.where(known, fit, 0.0).astype(np.float32)


def place_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, destination: str) -> Floats:
    """Whether the counterpart says it works where the company is at home.

    A counterpart that names only the programme's `destination` (ISO alpha-2) is a small hurdle, not a wall: the company
    is coming there. One that says "anywhere" but sits neither there nor in the company's country gives 0: many write so
    and stay at home. 0 also when the company's country or the counterpart's countries are unknown.
    """
    home = companies.home[pairs.companies]
    works_in = counterparts.works_in[pairs.counterparts]
    worldwide = counterparts.worldwide[pairs.counterparts]
    there = np.zeros(len(pairs), dtype=np.bool_)
    if destination in counterparts.countries:
        there = works_in[:, counterparts.countries.index(destination)]
    at_home = (home >= 0) & works_in[np.arange(len(pairs)), np.maximum(home, 0)] if works_in.shape[1] else there
    seat = counterparts.home[pairs.counterparts]
    elsewhere = (seat >= 0) & (seat != home) & (seat != _row(destination, counterparts))
    anywhere = np.where(elsewhere, 0.0, PLACE_ANYWHERE)
    away = np.where(worldwide, anywhere, np.where(there, PLACE_DESTINATION, PLACE_ELSEWHERE))
    fit = np.where(at_home, PLACE_HOME, away)
    stated = (home >= 0) & (works_in.any(axis=1) | worldwide)
    return np.where(stated, fit, 0.0).astype(np.float32)


SEAT_FAR = -1.0
"""The counterpart sits in another part of the world and does not name the company's country."""


def seat_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, destination: str) -> Floats:
    """Whether the counterpart sits within reach: `SEAT_FAR`, or 0.

    Within reach are the company's part of the world and the `destination`'s (`matcher.regions`). One that names the
    company's country reaches it from anywhere; one that says "anywhere", or a list as long as the world
    (`WHOLE_WORLD`), names no country. 0 also where a seat, or the company's country, is unknown.
    """
    part = np.array([PART_OF.get(code, "") for code in counterparts.countries] + [""])
    seat, home = part[counterparts.home[pairs.counterparts]], part[companies.home[pairs.companies]]
    within = (seat == home) | (seat == PART_OF.get(destination, "")) | (seat == "") | (home == "")
    names_home = np.zeros(len(pairs), dtype=np.bool_)
    if counterparts.works_in.shape[1]:
        works_in = counterparts.works_in[pairs.counterparts]
        at_home = works_in[np.arange(len(pairs)), np.maximum(companies.home[pairs.companies], 0)]
        names_home = at_home & (works_in.sum(axis=1) < WHOLE_WORLD)
    return np.where(within | names_home, 0.0, SEAT_FAR).astype(np.float32)


WHOLE_WORLD = 60
"""Countries from which on a list says no more than "anywhere"."""


def _row(country: str, side: PreparedSide) -> int:
    return side.countries.index(country) if country in side.countries else -1


LIMIT_ELSEWHERE, LIMIT_SEAT, LIMIT_DESTINATION = -1.0, -0.5, -0.3
"""The counterpart's text limits itself to other places; says only that it sits in one; to where the programme leads."""
LIMIT_FOUNDERS, LIMIT_REVENUE, LIMIT_FIELD = -0.5, -0.6, -1.0
"""It asks for founders of a kind that no profile states; for revenue that the company has not, or not yet; it rules out
what the company wholly is about."""
LIMIT_REVENUE_UNTOLD = -0.3
"""It asks for revenue of a company that tells neither its own nor its stage: few such pairs make sense."""
EARLY, EARLY_REVENUE_EUR = 2, 500_000.0
"""The last rung of the stage ladder (seed) before yearly revenue of this size is usual."""


def text_limits(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, destination: str) -> Floats:
    """What the counterpart's text says against the company (`matcher.limits`), in [−1, 0]; 0 where it limits nothing.

    The heaviest limit counts. A company of unknown country meets no limit of place; one that tells neither revenue nor
    stage meets half of that of revenue (`LIMIT_REVENUE_UNTOLD`).
    """
    limits = [
        _place_limit(companies, counterparts, pairs, destination),
        np.where(counterparts.limits_founders[pairs.counterparts], LIMIT_FOUNDERS, 0.0),
        _revenue_limit(companies, counterparts, pairs),
        LIMIT_FIELD
        * (companies.sectors[pairs.companies] * counterparts.rules_out[pairs.counterparts]).max(axis=1, initial=0.0),
    ]
    return np.asarray(np.minimum.reduce(limits), dtype=np.float32)


def _place_limit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, destination: str) -> Floats:
    home, goal = companies.home[pairs.companies], _row(destination, counterparts)
    limited = _named_places(counterparts.limited_to, home, goal, pairs)
    seated = _named_places(counterparts.seated_in, home, goal, pairs)
    elsewhere = np.where(limited == _DESTINATION, LIMIT_DESTINATION, np.where(limited == _HOME, 0.0, LIMIT_ELSEWHERE))
    limit = np.where(counterparts.limits_place[pairs.counterparts], elsewhere, 0.0)
    names_countries = counterparts.works_in[pairs.counterparts].any(axis=1)
    sits_elsewhere = counterparts.seated[pairs.counterparts] & (seated == _ELSEWHERE) & ~names_countries
    return np.where(home >= 0, np.minimum(limit, np.where(sits_elsewhere, LIMIT_SEAT, 0.0)), 0.0).astype(np.float32)


_HOME, _DESTINATION, _ELSEWHERE = 2, 1, 0


def _named_places(
    named: npt.NDArray[np.bool_], home: npt.NDArray[np.int32], destination: int, pairs: PairRows
) -> npt.NDArray[np.int64]:
    """Whether each pair's counterpart names the company's home, only the destination, or neither."""
    if not named.shape[1]:
        return np.full(len(pairs), _ELSEWHERE)
    rows = named[pairs.counterparts]
    at_home = rows[np.arange(len(pairs)), np.maximum(home, 0)] & (home >= 0)
    there = rows[:, destination] & (destination >= 0)
    return np.asarray(np.where(at_home, _HOME, np.where(there, _DESTINATION, _ELSEWHERE)))


def _revenue_limit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows) -> Floats:
    asked, earned = counterparts.asks_revenue[pairs.counterparts], companies.revenue[pairs.companies]
    stage = companies.stage[pairs.companies]
    is_early = (stage >= 0) & (stage <= EARLY) & (asked >= EARLY_REVENUE_EUR)
    untold = np.isnan(earned)
    falls_short = np.where(untold, is_early, earned < asked)
    limit = np.where(falls_short, LIMIT_REVENUE, np.where(untold & (stage < 0), LIMIT_REVENUE_UNTOLD, 0.0))
    return np.where(asked > 0, limit, 0.0).astype(np.float32)
