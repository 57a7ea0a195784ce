"""All listed pairs of a problem as columns: what is summed over all of them, and which few are worth compiling.

A re-plan has to know what every pair could be worth, but to work on few: those that meet, those that are asked for, and
the best of each party, what a partner's time is worth to others taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.agenda.problem import Party, Problem
from matcher.agenda.solver.flow import most_meetings
from matcher.agenda.solver.frame import Frame, as_bits, lay_frame
from matcher.agenda.solver.instance import Bools, Floats, Instance, Ints, bit_table
from matcher.agenda.solver.prices import Prices
from matcher.profiles import COMPANY_KINDS

SPARE_PARTNERS = 4
"""Partners of each party beyond as many as it can meet."""
TIES = 1e-6
"""What parties differ by where their pairs are worth the same, at most."""
LEVELS = 32
"""Steps of value in which pairs are counted before any is sorted."""
PRICE_PASSES = 3
"""Passes over the meetings that there are, to see what a party's time is worth."""

Two = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The listed pairs in the order of the problem, by party rows in order of ids.

    Attributes:
        frame: what they share.
        first, second: (n_listed,) party rows, a company first where only one of the two is.
        score: (n_listed,) float64; `must` and `fixed` (a fixed slot) bool.
        forbidden: (n_listed,) whether the pair is forbidden.
        possible: (n_listed,) whether the pair may meet, and both are there in some slot.
        met: (n_listed,) whether the pair is among those that meet; `met_codes` the codes of these, in the order given.
        cap: (n_parties,) the most meetings of each party, or somewhat more.
        least: (n_parties,) its minimum.
        most: the most meetings of all, by tables and by who is there.
    """

    frame: Frame
    first: Ints
    second: Ints
    score: Floats
    must: Bools
    fixed: Bools
    forbidden: Bools
    possible: Bools
    met: Bools
    met_codes: Ints
    cap: Ints
    least: Ints
    most: int


def list_pairs(problem: Problem, unavailable: Mapping[str, int], met: Mapping[Two, int]) -> Listing:
    """The listing of a problem.

    Args:
        problem: with at least one pair.
        unavailable: slots, as bits, that are taken from parties by id.
        met: pairs, by ids, with the row of the slot in which they are to meet, whatever is taken from them.
    """
    frame = lay_frame(problem, unavailable)
    parties, rows, n = frame.parties, frame.rows, len(frame.parties)
    first = np.fromiter([rows[pair.a] for pair in problem.pairs], dtype=np.int64)
    second = np.fromiter([rows[pair.b] for pair in problem.pairs], dtype=np.int64)
    is_company = np.array([party.kind in COMPANY_KINDS for party in parties])
    is_turned = is_company[second] & ~is_company[first]
    if is_turned.any():
        first, second = np.where(is_turned, second, first), np.where(is_turned, first, second)
    asked = [(e, pair) for e, pair in enumerate(problem.pairs) if pair.must or pair.slot is not None]
    must, fixed = np.zeros((2, len(first)), dtype=bool)
    must[[e for e, pair in asked if pair.must]] = True
    fixed[[e for e, pair in asked if pair.slot is not None]] = True
    free = as_bits(frame.free, len(frame.slots))
    common = free[first] & free[second]
    for e, pair in asked:
        if pair.slot is not None:
            common[e] &= 1 << frame.position[pair.slot]
    met_codes = codes_of(met, rows)
    there = free.copy()
    bits = as_bits([1 << t for t in met.values()], len(frame.slots))
    np.bitwise_or.at(there, met_codes // n, bits)
    np.bitwise_or.at(there, met_codes % n, bits)
    codes = pair_codes(first, second, n)
    is_met, is_closed = np.isin(codes, met_codes), np.isin(codes, codes_of(problem.forbidden, rows))
    possible = ((common != 0) | is_met) & ~is_closed & _shares_place(parties, first, second)
    n_partners = np.bincount(first[possible], minlength=n) + np.bincount(second[possible], minlength=n)
    at = bit_table(there.tolist(), len(frame.slots))
    return Listing(
        frame=frame,
        first=first,
        second=second,
        score=np.fromiter([pair.score for pair in problem.pairs], dtype=np.float64),
        must=must,
        fixed=fixed,
        forbidden=is_closed,
        possible=possible,
        met=is_met,
        met_codes=met_codes,
        cap=np.minimum(n_partners, _own_limits(frame, at)),
        least=np.array([party.min_meetings for party in parties], dtype=np.int64),
        most=int(np.minimum(at.sum(axis=0) // 2, sum(frame.tables)).sum()),
    )


def pair_codes(first: Ints, second: Ints, n_parties: int) -> Ints:
    """One number for each pair, whatever the order of its two party rows; in order of the lower, then of the other."""
    codes: Ints = np.minimum(first, second) * n_parties + np.maximum(first, second)
    return codes


def worth_a_look(listing: Listing) -> Bools:
    """Which of the listed pairs a re-plan works on, (n_listed,) bool.

    Pairs that meet, musts and pairs with a fixed slot, all pairs of a party that misses its minimum, and of each party
    the best, by score less the price of the other's time: the value of the first pair that it has no time for.
    """
    n = len(listing.cap)
    n_met = np.bincount(listing.first[listing.met], minlength=n) + np.bincount(listing.second[listing.met], minlength=n)
    short = n_met < listing.least
    found = listing.met | listing.must | listing.fixed
    found |= listing.possible & (short[listing.first] | short[listing.second])
    rows = np.flatnonzero(listing.possible)
    first, second, score = listing.first[rows], listing.second[rows], listing.score[rows]
    price = _going_prices(listing)
    for side, other in ((second, first), (first, second)):
        value = score - price[other]
        best, starts = _best(side, other, value, listing.cap + SPARE_PARTNERS)
        has_more = np.flatnonzero(np.diff(starts) > listing.cap)
        price[side] = 0.0
        price[has_more] = np.maximum(value[best[starts[has_more] + listing.cap[has_more]]], 0.0)
    found[rows[best]] = True
    best, _ = _best(second, first, score - price[first], listing.cap + SPARE_PARTNERS)
    found[rows[best]] = True
    return found


def proven_bound(listing: Listing, instance: Instance, prices: Prices, *, wishes: bool) -> float:
    """What no agenda of all listed pairs exceeds: capacity at its prices, and what pairs are worth above them.

    Args:
        listing: of the whole problem.
        instance: compiled from some of its pairs, which the prices are those of.
        prices: any.
        wishes: whether the bound is on agendas that meet all musts, and minimums as far as the instance allows them.
    """
    above = listing.score - prices.party[listing.first] - prices.party[listing.second] - prices.table
    bound = float(np.maximum(prices.party, 0.0) @ listing.cap)
    bound += prices.table * most_of_all(listing, instance)
    counts = above > 0
    if wishes:
        bound += float(np.minimum(prices.party, 0.0) @ np.minimum(listing.least, instance.cap))
        counts |= listing.must
    return bound + float(above[counts & listing.possible].sum())


def most_of_all(listing: Listing, instance: Instance) -> int:
    """The most meetings of all listed pairs: by the sides of the instance, where every listed pair has one of each."""
    side = np.zeros(len(listing.cap), dtype=bool)
    side[instance.right] = True
    is_split = bool((side[listing.first] != side[listing.second])[listing.possible].all())
    return most_meetings(instance) if is_split and instance.two_sided else listing.most


def _going_prices(listing: Listing) -> Floats:
    """What a party's time was worth: its least meeting less the price of the other, by passes; (n_parties,) float64."""
    price = np.zeros(len(listing.cap))
    first, second, score = listing.first[listing.met], listing.second[listing.met], listing.score[listing.met]
    for _ in range(PRICE_PASSES):
        least = np.full(len(price), np.inf)
        np.minimum.at(least, first, score - price[second])
        np.minimum.at(least, second, score - price[first])
        price = (price + np.where(np.isfinite(least), np.maximum(least, 0.0), 0.0)) / 2
    return price


def _best(side: Ints, other: Ints, value: Floats, most: Ints) -> tuple[Ints, Ints]:
    """The `most` best pairs of each party at one side, party by party, the best first, and where each starts and ends.

    `most` (n_parties,) ≥ 1. Pairs are first counted by level of value, so that few have to be sorted.
    """
    n = len(most)
    low, span = float(value.min(initial=0.0)), float(np.ptp(value)) if len(value) else 0.0
    level = np.minimum((value - low) * (LEVELS / (span or 1.0)), LEVELS - 1).astype(np.int64)
    count = np.bincount(side * LEVELS + level, minlength=n * LEVELS).reshape(n, LEVELS)
    from_here = count[:, ::-1].cumsum(axis=1)[:, ::-1]
    lowest = np.maximum((from_here >= most[:, None]).sum(axis=1) - 1, 0)
    rows = np.flatnonzero(level >= lowest[side])
    mine = side[rows]
    rows = rows[np.argsort(mine * (span + 1.0) - value[rows] + other[rows] * (TIES / n))]
    starts = np.searchsorted(side[rows], np.arange(n + 1))
    mine = side[rows]
    rows = rows[np.arange(len(rows)) - starts[mine] < most[mine]]
    return rows, np.searchsorted(side[rows], np.arange(n + 1))


def codes_of(pairs: Iterable[Iterable[str]], rows: Mapping[str, int]) -> Ints:
    """The codes of pairs given by ids."""
    both = np.fromiter([rows[name] for pair in pairs for name in pair], dtype=np.int64).reshape(-1, 2)
    return pair_codes(both[:, 0], both[:, 1], len(rows))


def _own_limits(frame: Frame, at: Bools) -> Ints:
    """The most meetings of each party by its limits and the slots where it is there, (n_parties, n_slots) bool."""
    n_slots = len(frame.slots)
    a_day = np.array([n_slots if party.max_per_day is None else party.max_per_day for party in frame.parties])
    slots = np.sum([np.minimum(at[:, list(day)].sum(axis=1), a_day) for day in frame.days], axis=0, dtype=np.int64)
    most = np.array([n_slots if party.max_meetings is None else party.max_meetings for party in frame.parties])
    found: Ints = np.minimum(slots, most)
    return found


def _shares_place(parties: Sequence[Party], first: Ints, second: Ints) -> Bools:
    """Whether no own venue and no own table keeps the two apart, (n_listed,) bool."""
    venues = {name: v for v, name in enumerate(sorted({party.venue for party in parties if party.venue is not None}))}
    found = np.ones(len(first), dtype=bool)
    if not venues and all(party.table is None for party in parties):
        return found
    for place in (
        np.array([venues.get(party.venue or "", -1) for party in parties]),
        np.array([-1 if party.table is None else party.table for party in parties]),
    ):
        a, b = place[first], place[second]
        found &= (a == b) | (a < 0) | (b < 0)
    return found
