"""How much more often a candidate deals in a place, stage or sector than everybody does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matcher.past.ledger import TRAITS, UNKNOWN, Ints
from matcher.past.view import Floats, PastView

PRIOR_DEALS: Mapping[str, float] = {"country": 1.0, "region": 1.0, "metro": 2.0, "city": 3.0, "stage": 2.0}
"""Deals' worth of the general habit that a candidate's own is shrunk toward; finer facts need more."""
SECTOR_PRIOR = 2.0
LEAST_SHARE = 1e-6
FADING_YEARS = 1.5
"""Years in which a deal loses 63 % of its weight in the recent counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One fact: a row per code and one more, of zeros, for unknown ones; a column per candidate."""

    lift: Floats
    count: Floats
    recent: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifts:
    """Habits of the candidates by fact, and by sector."""

    view: PastView
    habits: Mapping[str, Habit]
    sector_lift: Floats
    sector_count: Floats

    def columns(self, queries: Ints) -> dict[str, Floats]:
        """`(n_queries, n_candidates)` per feature: log-lifts and log(1 + deals), 0 for what is unknown."""
        found: dict[str, Floats] = {}
        for name, habit in self.habits.items():
            codes = codes_of(self.view, name)[queries]
            found[f"{name}_lift"] = habit.lift[codes]
            found[f"{name}_count"] = habit.count[codes]
            found[f"{name}_recent"] = habit.recent[codes]
        mine = self.view.ledger.sectors[queries]
        n_mine = np.maximum(np.asarray(mine.sum(axis=1)), 1.0)
        found["sector_lift"] = np.asarray(mine @ self.sector_lift) / n_mine
        found["sector_count"] = np.log1p(mine @ self.sector_count)
        return found


def measure_lifts(view: PastView) -> Lifts:
    """The habits that the candidates' entries show."""
    habits = {name: _habit(view, name, prior) for name, prior in PRIOR_DEALS.items()}
    member = view.ledger.sectors[view.past]
    count = np.asarray((view.entries @ member).toarray(), dtype=np.float32)
    share = _shares(member)
    return Lifts(
        view=view,
        habits=habits,
        sector_lift=np.ascontiguousarray(log_lift(count, view.n_entries, share, SECTOR_PRIOR).T),
        sector_count=np.ascontiguousarray(count.T),
    )


def log_lift(count: Floats, n_entries: Floats, share: Floats, prior: float) -> Floats:
    """Log of (count + prior · share) / (n_entries + prior) / share, 0 where nobody in the past has the code."""
    habit = (count + prior * share) / (n_entries[:, None] + prior)
    lift = np.log(np.maximum(habit, LEAST_SHARE) / np.maximum(share, LEAST_SHARE))
    return np.where(share > 0, lift, 0.0).astype(np.float32)


def codes_of(view: PastView, trait: str) -> Ints:
    """The code of each company in this trait; the last row of a `Habit` answers for `UNKNOWN` (−1)."""
    return view.ledger.traits[:, TRAITS.index(trait)]


def _habit(view: PastView, trait: str, prior: float) -> Habit:
    all_codes = codes_of(view, trait)
    codes, n_codes = all_codes[view.past], int(all_codes.max(initial=UNKNOWN)) + 1
    known = np.flatnonzero(codes != UNKNOWN)
    shape = (len(codes), n_codes)
    member = sp.csr_matrix((np.ones(len(known), dtype=np.float32), (known, codes[known])), shape=shape)
    count = np.asarray((view.entries @ member).toarray(), dtype=np.float32)
    recent = np.asarray((view.fading(FADING_YEARS) @ member).toarray(), dtype=np.float32)
    share = _shares(member)
    lift = log_lift(count, view.n_entries, share, prior)
    return Habit(lift=_by_code(lift), count=_by_code(np.log1p(count)), recent=_by_code(np.log1p(recent)))


def _shares(member: sp.csr_matrix) -> Floats:
    """The share of the rows that have each code, `(n_codes,)`."""
    return np.asarray(member.sum(axis=0) / max(1, member.shape[0]), dtype=np.float32).ravel()


def _by_code(habit: Floats) -> Floats:
    """Codes in rows, then a row of zeros."""
    return np.concatenate([habit.T, np.zeros((1, len(habit)), dtype=np.float32)])
