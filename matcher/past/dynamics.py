"""How a candidate deals, whatever the company: how much lately, with how many others, how broadly, in which season."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matcher.past.ledger import UNKNOWN, Ints
from matcher.past.lifts import codes_of
from matcher.past.view import Floats, PastView

SCALES = (0.5, 1.0, 3.0)
"""Years in which a deal fades by 63 %: this season, this year, this fund."""
MONTHS = 12
MONTH_PRIOR = 6.0
NEVER = 30.0
"""Years ago of a deal that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dynamics:
    """`facts`: one value per candidate and name; `season`: log-lift per month and a row of zeros, by candidate."""

    view: PastView
    facts: dict[str, Floats]
    season: Floats

    def columns(self, queries: Ints) -> dict[str, Floats]:
        """`(n_queries, n_candidates)` per feature; all but the season are the same for every query."""
        shape = (len(queries), len(self.view.candidates))
        found = {name: np.broadcast_to(values, shape) for name, values in self.facts.items()}
        months = first_months(self.view.ledger.first[queries])
        return {**found, "season": self.season[months]}


def measure_dynamics(view: PastView) -> Dynamics:
    """Activity, company kept, breadth and seasons of the candidates as of the day of the view."""
    n_entries = view.n_entries
    recent = {years: _row_sums(view.fading(years)) for years in SCALES}
    facts = {"popularity": np.log1p(n_entries)}
    facts |= {f"active_{years:g}y": np.log1p(5.0 * values) for years, values in recent.items()}
    facts["trend"] = np.log((recent[0.5] + 0.1) / (recent[3.0] / 6.0 + 0.1))
    facts |= _span(view)
    with_others = view.entries @ np.log(np.maximum(view.syndicate, 1.0))
    facts["syndicate"] = with_others / np.maximum(n_entries, 1.0)
    for trait in ("region", "stage"):
        facts[f"{trait}_spread"] = entropy(view.entries @ members(codes_of(view, trait)[view.past]))
    facts["sector_spread"] = entropy(view.entries @ view.ledger.sectors[view.past])
    facts = {name: np.asarray(values, dtype=np.float32) for name, values in facts.items()}
    return Dynamics(view=view, facts=facts, season=_seasons(view))


def entropy(counts: sp.csr_matrix) -> Floats:
    """Shannon entropy in nats of each row's shares, 0 for an empty row."""
    total = np.maximum(_row_sums(counts), 1e-12)
    logs = counts.copy().tocsr()
    logs.data = (logs.data * np.log(np.maximum(logs.data, 1e-12))).astype(np.float32)
    return np.asarray(np.maximum(np.log(total) - _row_sums(logs) / total, 0.0) * (total > 1e-9), dtype=np.float32)


def first_months(first: Ints) -> Ints:
    """Month 0–11 of each ordinal day, `UNKNOWN` for unknown ones."""
    days = np.maximum(first, 1) - np.datetime64("1970-01-01", "D").astype(object).toordinal()
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % MONTHS
    return np.where(first == UNKNOWN, UNKNOWN, months)


def _span(view: PastView) -> dict[str, Floats]:
    """Years since the last and the first entry, log-scaled."""
    rows = np.repeat(np.arange(len(view.candidates)), np.diff(view.entries.indptr))
    last, first = np.full(len(view.candidates), NEVER), np.zeros(len(view.candidates))
    np.minimum.at(last, rows, view.entry_age)
    np.maximum.at(first, rows, view.entry_age)
    return {"last_deal": np.log1p(last), "first_deal": np.log1p(first)}


def _seasons(view: PastView) -> Floats:
    """Log-lift of each month in the entries of each candidate, `(13, n_candidates)`; the last row is 0."""
    ledger = view.ledger
    ages = np.round(view.entry_age * 365.25).astype(np.int64)
    columns = first_months(view.day - ages)
    rows = np.repeat(np.arange(len(view.candidates)), np.diff(view.entries.indptr))
    count = np.zeros((len(view.candidates), MONTHS))
    np.add.at(count, (rows, columns), 1.0)
    all_months = np.bincount(first_months(ledger.deal_day), minlength=MONTHS) + 1.0
    share = all_months / all_months.sum()
    habit = (count + MONTH_PRIOR * share) / (view.n_entries[:, None] + MONTH_PRIOR)
    lift = np.log(habit / share)
    return np.concatenate([lift.T, np.zeros((1, len(lift)))]).astype(np.float32)


def members(codes: Ints) -> sp.csr_matrix:
    """1 where a row has the code, `(n_rows, n_codes)`; `UNKNOWN` leaves a row empty."""
    known = np.flatnonzero(codes != UNKNOWN)
    shape = (len(codes), int(codes.max(initial=0)) + 1)
    return sp.csr_matrix((np.ones(len(known), dtype=np.float32), (known, codes[known])), shape=shape)


def _row_sums(matrix: sp.csr_matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float32).ravel()
