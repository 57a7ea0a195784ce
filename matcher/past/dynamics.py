"""How a candidate deals, whatever the company: how much lately, with how many others, how broadly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matcher.past.ledger import UNKNOWN, Ints
from matcher.past.lifts import codes_of
from matcher.past.view import Floats, PastView

SCALES = (0.5, 1.0, 3.0)
"""Years in which a deal fades by 63 %: this season, this year, this fund."""
NEVER = 30.0
"""Years ago of a deal that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dynamics:
    """`facts`: one value per candidate and name."""

    view: PastView
    facts: dict[str, Floats]

    def columns(self, queries: Ints) -> dict[str, Floats]:
        """`(n_queries, n_candidates)` per feature, the same for every query."""
        shape = (len(queries), len(self.view.candidates))
        return {name: np.broadcast_to(values, shape) for name, values in self.facts.items()}


def measure_dynamics(view: PastView) -> Dynamics:
    """Activity, company kept and breadth of the candidates as of the day of the view."""
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
    return Dynamics(view=view, facts={name: np.asarray(values, dtype=np.float32) for name, values in facts.items()})


def entropy(counts: sp.csr_matrix) -> Floats:
    """Shannon entropy in nats of each row's shares, 0 for an empty row."""
    total = np.maximum(_row_sums(counts), 1e-12)
    logs = counts.copy().tocsr()
    logs.data = (logs.data * np.log(np.maximum(logs.data, 1e-12))).astype(np.float32)
    return np.asarray(np.maximum(np.log(total) - _row_sums(logs) / total, 0.0) * (total > 1e-9), dtype=np.float32)


def _span(view: PastView) -> dict[str, Floats]:
    """Years since the last and the first entry, log-scaled."""
    rows = np.repeat(np.arange(len(view.candidates)), np.diff(view.entries.indptr))
    last, first = np.full(len(view.candidates), NEVER), np.zeros(len(view.candidates))
    np.minimum.at(last, rows, view.entry_age)
    np.maximum.at(first, rows, view.entry_age)
    return {"last_deal": np.log1p(last), "first_deal": np.log1p(first)}


def members(codes: Ints) -> sp.csr_matrix:
    """1 where a row has the code, `(n_rows, n_codes)`; `UNKNOWN` leaves a row empty."""
    known = np.flatnonzero(codes != UNKNOWN)
    shape = (len(codes), int(codes.max(initial=0)) + 1)
    return sp.csr_matrix((np.ones(len(known), dtype=np.float32), (known, codes[known])), shape=shape)


def _row_sums(matrix: sp.csr_matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float32).ravel()
