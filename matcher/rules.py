"""Hard rules: which pairs may not be proposed at all, and why. Each rule is one function with one stated reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.history import History
from matcher.pairs import PairRows
from matcher.profiles import Profile
from matcher.sides import PreparedSide
from matcher.text import fold_once

Bools = npt.NDArray[np.bool_]

STAGES_APART = 3
"""Rungs of the stage ladder between a company and the nearest accepted stage from which a meeting makes no sense."""
TICKET_TIMES_TOO_SMALL, TICKET_TIMES_TOO_LARGE = 10.0, 50.0
"""Round smaller than a tenth of the smallest ticket, or more than fifty times the largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContext:
    """What the rules read: `forbidden` and `rivals` are (company id, counterpart id), `destination` is ISO alpha-2."""

    companies: PreparedSide
    counterparts: PreparedSide
    pairs: PairRows
    history: History | None
    forbidden: frozenset[tuple[str, str]]
    destination: str
    rivals: frozenset[tuple[str, str]] = frozenset()


def broken_rules(context: RuleContext) -> npt.NDArray[np.int8]:
    """The first broken rule of each pair as an index into `RULES`, −1 for pairs that may meet, `(n_pairs,)` int8."""
    broken = np.full(len(context.pairs), -1, dtype=np.int8)
    for index, rule in enumerate(RULES.values()):
        broken = np.where((broken < 0) & rule(context), np.int8(index), broken)
    return broken


def is_same_party(context: RuleContext) -> Bools:
    """Both rows are the same organisation: same VAT number or website, or same name with the same city or text.

    Ids say nothing here: each file numbers its own rows. A name alone is not enough either.
    """
    return _shares_key(context, _identity_keys)


def is_forbidden(context: RuleContext) -> Bools:
    """The organiser ruled the pair out."""
    return _in_pairs(context, context.forbidden)


def is_already_bound(context: RuleContext) -> Bools:
    """The history says that the counterpart already invested in or acquired the company."""
    return _in_pairs(context, context.history.deals if context.history else frozenset())


def is_same_owner(context: RuleContext) -> Bools:
    """The company belongs to the counterpart, or the counterpart already lists it in its portfolio."""
    return _shares_key(context, _owner_keys)


def holds_rival(context: RuleContext) -> Bools:
    """The counterpart already holds a company that does nearly the same (see `matcher.history.rival_pairs`)."""
    return _in_pairs(context, context.rivals)


def is_out_of_reach(context: RuleContext) -> Bools:
    """The counterpart names its countries, and neither the company's nor the programme's destination is among them."""
    counterparts, pairs = context.counterparts, context.pairs
    works_in = counterparts.works_in[pairs.counterparts]
    home = context.companies.home[pairs.companies]
    named = works_in.any(axis=1) & ~counterparts.worldwide[pairs.counterparts]
    if not works_in.shape[1]:
        return np.zeros(len(pairs), dtype=np.bool_)
    at_home = works_in[np.arange(len(pairs)), np.maximum(home, 0)]
    there = np.zeros(len(pairs), dtype=np.bool_)
    if context.destination in counterparts.countries:
        there = works_in[:, counterparts.countries.index(context.destination)]
    return np.asarray(named & (home >= 0) & ~at_home & ~there)


def is_stages_apart(context: RuleContext) -> Bools:
    """The company's stage is three or more rungs from every stage the counterpart accepts."""
    accepts = context.counterparts.accepts[context.pairs.counterparts]
    stage = context.companies.stage[context.pairs.companies].astype(np.int64)
    ladder = np.arange(accepts.shape[1])
    distance = np.where(accepts, np.abs(ladder[None, :] - stage[:, None]), 99).min(axis=1)
    return np.asarray((stage >= 0) & accepts.any(axis=1) & (distance >= STAGES_APART))


def is_ticket_absurd(context: RuleContext) -> Bools:
    """The round is below a tenth of the smallest ticket or above fifty times the largest."""
    amount = context.companies.amount[context.pairs.companies]
    low = context.counterparts.ticket_min[context.pairs.counterparts]
    high = context.counterparts.ticket_max[context.pairs.counterparts]
    with np.errstate(invalid="ignore"):
        return np.asarray((amount * TICKET_TIMES_TOO_SMALL < low) | (amount > high * TICKET_TIMES_TOO_LARGE))


RULES: Mapping[str, Callable[[RuleContext], Bools]] = {
    "same_party": is_same_party,
    "forbidden": is_forbidden,
    "already_bound": is_already_bound,
    "same_owner": is_same_owner,
    "holds_rival": holds_rival,
    "out_of_reach": is_out_of_reach,
    "stages_apart": is_stages_apart,
    "ticket_absurd": is_ticket_absurd,
}
"""Every hard rule by its code, in the order in which the first broken one is named."""


def _identity_keys(profile: Profile) -> frozenset[str]:
    name = fold_once(profile.name)
    keys = set()
    if profile.description:
        keys.add(f"name and text:{name}:{fold_once(profile.description)}")
    if profile.city:
        keys.add(f"name and city:{name}:{fold_once(profile.city)}")
    if profile.vat_number:
        keys.add(f"vat:{profile.vat_number}")
    if profile.website:
        keys.add(f"web:{profile.website}")
    return frozenset(keys)


def _owner_keys(profile: Profile) -> frozenset[str]:
    names = {profile.name} if not profile.is_company else {profile.affiliation} - {""}
    holdings = {profile.name} if profile.is_company else set(profile.portfolio)
    return frozenset({f"owner:{fold_once(name)}" for name in names} | {f"held:{fold_once(name)}" for name in holdings})


def _shares_key(context: RuleContext, keys: Callable[[Profile], frozenset[str]]) -> Bools:
    holders: dict[str, list[int]] = {}
    for row, profile in enumerate(context.counterparts.profiles):
        for key in keys(profile):
            holders.setdefault(key, []).append(row)
    shared = {
        (row, other)
        for row, profile in enumerate(context.companies.profiles)
        for key in keys(profile)
        for other in holders.get(key, ())
    }
    return _row_pairs(context.pairs, shared)


def _in_pairs(context: RuleContext, ids: frozenset[tuple[str, str]]) -> Bools:
    company_row = {profile.id: row for row, profile in enumerate(context.companies.profiles)}
    counterpart_row = {profile.id: row for row, profile in enumerate(context.counterparts.profiles)}
    rows = {(company_row[a], counterpart_row[b]) for a, b in ids if a in company_row and b in counterpart_row}
    return _row_pairs(context.pairs, rows)


def _row_pairs(pairs: PairRows, rows: set[tuple[int, int]]) -> Bools:
    if not rows:
        return np.zeros(len(pairs), dtype=np.bool_)
    width = int(pairs.counterparts.max(initial=0)) + 1
    width = max(width, *(b + 1 for _, b in rows))
    wanted = np.array(sorted(a * width + b for a, b in rows), dtype=np.int64)
    return np.isin(pairs.companies.astype(np.int64) * width + pairs.counterparts, wanted)
