"""Features from structured facts: intents, stage, ticket, place. All in [−1, 1]; 0 where either side does not say."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]

NO_OFFER = -0.8
"""A stated wish that the other side's stated or usual offers leave quite unanswered."""

STAGE_FIT: tuple[float, ...] = (1.0, 0.35, -0.4, -0.8, -1.0, -1.0)
"""Fit by distance on the stage ladder from the nearest accepted stage: same, next door, two apart, …"""
MATURE_AT_EARLY, MATURE_AT_LATE = -0.7, 0.5
"""A medium-sized company without a stage, before a counterpart that names only early stages, or late ones too."""
LATE_STAGE = 4

TICKET_SLACK = 3.0
"""Factor by which a round may miss the ticket range and still be worth a word: rounds are syndicated and split."""
TICKET_NEAR, TICKET_FAR = 0.3, -0.8

PLACE_HOME, PLACE_ANYWHERE, PLACE_DESTINATION, PLACE_ELSEWHERE = 1.0, 0.6, -0.1, -0.6
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
    """How the amount sought lies to the counterpart's ticket range: inside 1, within a factor of three a little."""
    amount = companies.amount[pairs.companies]
    low, high = counterparts.ticket_min[pairs.counterparts], counterparts.ticket_max[pairs.counterparts]
    stated = ~np.isnan(amount) & ~(np.isnan(low) & np.isnan(high))
    low, high = np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=np.inf)
    inside = (amount >= low) & (amount <= high)
    near = (amount * TICKET_SLACK >= low) & (amount <= high * TICKET_SLACK)
    fit = np.where(inside, 1.0, np.where(near, TICKET_NEAR, TICKET_FAR))
    return np.where(stated, fit, 0.0).astype(np.float32)


def place_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, destination: str) -> Floats:
    """Whether the counterpart says it works where the company is at home.

    A counterpart that names only the programme's `destination` (ISO alpha-2) is a small hurdle, not a wall: the company
    is coming there. 0 when the company's country or the counterpart's countries are unknown.
    """
    home = companies.home[pairs.companies]
    works_in = counterparts.works_in[pairs.counterparts]
    worldwide = counterparts.worldwide[pairs.counterparts]
    there = np.zeros(len(pairs), dtype=np.bool_)
    if destination in counterparts.countries:
        there = works_in[:, counterparts.countries.index(destination)]
    at_home = (home >= 0) & works_in[np.arange(len(pairs)), np.maximum(home, 0)] if works_in.shape[1] else there
    away = np.where(worldwide, PLACE_ANYWHERE, np.where(there, PLACE_DESTINATION, PLACE_ELSEWHERE))
    fit = np.where(at_home, PLACE_HOME, away)
    stated = (home >= 0) & (works_in.any(axis=1) | worldwide)
    return np.where(stated, fit, 0.0).astype(np.float32)


LIMIT_ELSEWHERE, LIMIT_DESTINATION, LIMIT_FOUNDERS, LIMIT_REVENUE = -1.0, -0.2, -0.5, -0.6
"""The counterpart's text limits itself to other places; to where the programme leads; to founders of a kind that no
profile states; to companies with revenue in millions, which one at seed stage or before has not."""
EARLY = 2
"""The last rung of the stage ladder (seed) before revenue in millions."""


def text_limits(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, destination: str) -> Floats:
    """What the counterpart's text says against the company (`matcher.limits`), in [−1, 0]; 0 where it limits nothing.

    The heaviest limit counts. A company whose country or stage is unknown is not held against it.
    """
    home = companies.home[pairs.companies]
    limited_to = counterparts.limited_to[pairs.counterparts]
    at_home = np.zeros(len(pairs), dtype=np.bool_)
    if limited_to.shape[1]:
        at_home = limited_to[np.arange(len(pairs)), np.maximum(home, 0)]
    there = np.zeros(len(pairs), dtype=np.bool_)
    if destination in counterparts.countries:
        there = limited_to[:, counterparts.countries.index(destination)]
    is_limited = counterparts.limits_place[pairs.counterparts] & (home >= 0) & ~at_home
    place = np.where(is_limited, np.where(there, LIMIT_DESTINATION, LIMIT_ELSEWHERE), 0.0)
    founders = np.where(counterparts.limits_founders[pairs.counterparts], LIMIT_FOUNDERS, 0.0)
    stage = companies.stage[pairs.companies]
    is_early = (stage >= 0) & (stage <= EARLY)
    revenue = np.where(counterparts.limits_revenue[pairs.counterparts] & is_early, LIMIT_REVENUE, 0.0)
    return np.minimum(np.minimum(place, founders), revenue).astype(np.float32)
