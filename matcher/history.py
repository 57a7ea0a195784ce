"""What counterparts did before: past interactions as arrays, and what they say of a new pair.

Only what is passed in is known; a caller that asks "as of a date" passes the interactions before it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from matcher.pairs import PairRows
from matcher.profiles import Interaction, Profile
from matcher.text import fold_once

Floats = npt.NDArray[np.float32]

DEAL_RELATIONS = frozenset({"investment", "acquisition"})
NO_SHOW, NEUTRAL_RATING, RATING_SPAN = "no_show", 3.0, 2.0
OUTCOME_PRIOR = 2.0
"""Meetings' worth of neutrality that a counterpart's outcomes are shrunk toward."""
SHARPNESS = 8.0
"""How much more a near past company counts than a far one: weight exp(8 · cosine) − 1."""
RELATION_WEIGHT = {"investment": 1.0, "acquisition": 1.0, "advice": 0.7, "meeting": 0.4}
OTHER_RELATION_WEIGHT = 0.4
RIVAL_COSINE = 0.9
"""Likeness from which two companies are taken to do the same: rewordings of one text reach it, neighbours do not."""
ACTIVE = 20.0
"""Past interactions from which a counterpart counts as fully active."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Past interactions by counterpart row and by past-company row.

    `past` are the companies of the past that have a profile; `counterpart_ids` name the counterpart rows and `row_of`
    finds them; `weights`
    (n_counterparts, n_past) says how strongly a counterpart was drawn to each. `n_interactions` and `outcome` (in
    [−1, 1], shrunk) are per counterpart. `deals` are the (company id, counterpart id) pairs already bound by an
    investment or acquisition; `met` maps pairs to their last outcome in [−1, 1].
    """

    past: tuple[Profile, ...]
    counterpart_ids: tuple[str, ...]
    weights: sp.csr_matrix
    n_interactions: npt.NDArray[np.int64]
    outcome: Floats
    deals: frozenset[tuple[str, str]]
    met: dict[tuple[str, str], float]
    row_of: Mapping[str, int]


def build_history(
    interactions: Sequence[Interaction], past: tuple[Profile, ...], counterparts: tuple[Profile, ...]
) -> History:
    """The history of these counterparts. Interactions with unknown parties count for activity only where they can."""
    counterpart_row = {profile.id: row for row, profile in enumerate(counterparts)}
    past_row = {profile.id: row for row, profile in enumerate(past)}
    weights = sp.lil_matrix((len(counterparts), len(past)), dtype=np.float32)
    n_interactions = np.zeros(len(counterparts), dtype=np.int64)
    outcomes = np.zeros(len(counterparts), dtype=np.float64)
    deals, met = set(), {}
    for interaction in sorted(interactions, key=_age_order):
        row = counterpart_row.get(interaction.counterpart_id)
        if row is None:
            continue
        pair = (interaction.startup_id, interaction.counterpart_id)
        outcome = outcome_value(interaction)
        n_interactions[row] += 1
        outcomes[row] += outcome
        if interaction.relation in DEAL_RELATIONS:
            deals.add(pair)
        else:
            met[pair] = outcome
        if interaction.startup_id in past_row:
            weight = RELATION_WEIGHT.get(interaction.relation, OTHER_RELATION_WEIGHT) * (1.0 + min(outcome, 0.0))
            column = past_row[interaction.startup_id]
            weights[row, column] = max(weights[row, column], weight)
    return History(
        past=past,
        counterpart_ids=tuple(profile.id for profile in counterparts),
        weights=weights.tocsr(),
        n_interactions=n_interactions,
        outcome=(outcomes / (n_interactions + OUTCOME_PRIOR)).astype(np.float32),
        deals=frozenset(deals),
        met=met,
        row_of=counterpart_row,
    )


def outcome_value(interaction: Interaction) -> float:
    """How an interaction went, in [−1, 1]: a rating of 1–5 around 3, a no-show −1, otherwise 0 (nothing known)."""
    if interaction.outcome == NO_SHOW:
        return -1.0
    try:
        rating = float(interaction.outcome)
    except ValueError:
        return 0.0
    if not math.isfinite(rating):
        return 0.0
    return max(-1.0, min(1.0, (rating - NEUTRAL_RATING) / RATING_SPAN))


def _age_order(interaction: Interaction) -> tuple[str, ...]:
    date = interaction.date.isoformat() if interaction.date else ""
    return date, interaction.startup_id, interaction.counterpart_id, interaction.relation, interaction.outcome


def similar_past(
    history: History, company_ids: Sequence[str], company_vectors: Floats, past_vectors: Floats, pairs: PairRows
) -> Floats:
    """How near the company is to those the counterpart was drawn to before, in [0, 1); itself never counts.

    A sum over the counterpart's past companies of weight × (exp(8 · cosine) − 1), squeezed by s / (s + 3).
    """
    fit = np.zeros(len(pairs), dtype=np.float32)
    if not history.past or not len(pairs):
        return fit
    past_row = {profile.id: row for row, profile in enumerate(history.past)}
    for row, chosen in pairs.by_company():
        similarity = np.clip(past_vectors @ company_vectors[row], 0.0, 1.0)
        kernel = np.expm1(SHARPNESS * similarity)
        own = past_row.get(company_ids[row])
        if own is not None:
            kernel[own] = 0.0
        drawn = history.weights @ kernel
        fit[chosen] = (drawn / (drawn + 3.0))[pairs.counterparts[chosen]]
    return fit


def rival_pairs(
    history: History,
    companies: Sequence[Profile],
    counterparts: Sequence[Profile],
    company_vectors: Floats,
    past_vectors: Floats,
) -> frozenset[tuple[str, str]]:
    """(company id, counterpart id) pairs where the counterpart already holds a company that does nearly the same.

    Holdings are the deals of the history and the names in a counterpart's portfolio, as far as they have a profile
    with text; nearly the same is a cosine of `RIVAL_COSINE` or more.
    """
    holders: dict[str, set[str]] = {}
    for past_id, counterpart_id in history.deals:
        holders.setdefault(past_id, set()).add(counterpart_id)
    ids_by_name = {fold_once(profile.name): profile.id for profile in history.past}
    for counterpart in counterparts:
        for name in counterpart.portfolio:
            if fold_once(name) in ids_by_name:
                holders.setdefault(ids_by_name[fold_once(name)], set()).add(counterpart.id)
    near = np.argwhere(company_vectors @ past_vectors.T >= RIVAL_COSINE)
    return frozenset(
        (companies[row].id, holder)
        for row, past_row in near
        if history.past[past_row].id != companies[row].id
        for holder in holders.get(history.past[past_row].id, ())
    )


def activity(history: History, pairs: PairRows) -> Floats:
    """How often the counterpart acted before, log-scaled into [0, 1]; 0 for one never seen."""
    level = np.log1p(history.n_interactions) / np.log1p(ACTIVE)
    return np.asarray(np.minimum(1.0, level)[pairs.counterparts], dtype=np.float32)


def past_outcomes(history: History, company_ids: Sequence[str], pairs: PairRows) -> Floats:
    """How the counterpart's meetings went, in [−1, 1]; the pair's own earlier meeting decides where there was one."""
    fit = history.outcome[pairs.counterparts].copy()
    if history.met:
        for index, (row_a, row_b) in enumerate(zip(pairs.companies, pairs.counterparts, strict=True)):
            own = history.met.get((company_ids[row_a], history.counterpart_ids[row_b]))
            if own is not None:
                fit[index] = own
    return fit
