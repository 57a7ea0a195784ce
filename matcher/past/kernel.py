"""Likeness of companies as one kernel: text, sectors, place, stage, age and season."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.past.dynamics import first_months
from matcher.past.ledger import UNKNOWN, Ints
from matcher.past.lifts import codes_of
from matcher.past.view import DAYS_PER_YEAR, Floats, PastView
from models.ranking.kernel_ridge import fit_kernel_ridge

WEIGHTS: Mapping[str, float] = {
    "text": 1.0,
    "sectors": 0.64,
    "region": 1.0,
    "metro": 1.36,
    "city": 0.49,
    "stage": 1.0,
    "age": 0.16,
    "month": 0.09,
}
VECTORS_WEIGHT = 1.0
"""What likeness of texts as vectors weighs beside them, where texts are encoded."""
AGE_EDGES = (0.5, 1.5, 2.5, 4.5, 7.5)
"""Years between foundation and first round at which one age bin ends and the next begins."""
GAIN = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelConfig:
    """How the kernel ridges over past companies are solved.

    Attributes:
        shared_penalty: where a company's weight is shared among its counterparts, as 1 / √(their number).
        plain_penalty: where each of its deals counts 1.
        fading_years: years in which a past company loses 63 % of its weight.
    """

    shared_penalty: float = 60.0
    plain_penalty: float = 24.0
    fading_years: float = 4.0


def company_kernel(view: PastView, left: Ints, right: Ints | None = None) -> Floats:
    """8 · ((s + 1) / 2)², where s ≤ 1 is the weighted mean likeness; `(n_left, n_right)` float32.

    A fact that either company lacks counts as unlike. Without `right` it is to all past companies, which is quicker.
    """
    words, sectors, meaning = view.likeness(left, right)
    right = view.past if right is None else right
    weight = VECTORS_WEIGHT if view.vectors.shape[1] else 0.0
    total = np.float32(weight) * meaning
    total += np.float32(WEIGHTS["text"]) * words
    total += np.float32(WEIGHTS["sectors"]) * sectors
    for name, codes in likeness_codes(view).items():
        mine = codes[left][:, None]
        total += np.float32(WEIGHTS[name]) * ((mine == codes[right][None, :]) & (mine != UNKNOWN))
    mean = total / np.float32(sum(WEIGHTS.values()) + weight)
    return np.asarray(GAIN * ((mean + 1.0) / 2.0) ** 2, dtype=np.float32)


def likeness_codes(view: PastView) -> dict[str, Ints]:
    """The facts of which two companies have the same or not, by name: a code per company, `UNKNOWN` where not given."""
    ledger = view.ledger
    codes = {trait: codes_of(view, trait) for trait in ("region", "metro", "city", "stage")}
    years = (ledger.first - ledger.founded) / DAYS_PER_YEAR
    known = (ledger.first != UNKNOWN) & (ledger.founded != UNKNOWN)
    codes["age"] = np.where(known, np.digitize(years, AGE_EDGES), UNKNOWN)
    codes["month"] = first_months(ledger.first)
    return codes


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelScores:
    """The solved kernel ridges; `dual` is `(n_past, n_candidates)`, `mean` `(n_candidates,)`."""

    view: PastView
    shared_dual: Floats
    shared_mean: Floats
    plain_dual: Floats
    plain_mean: Floats

    def scores(self, queries: Ints) -> tuple[Floats, Floats]:
        """Expected interest, shared and plain, `(n_queries, n_candidates)` each."""
        kernel = company_kernel(self.view, queries)
        return (kernel @ self.shared_dual + self.shared_mean, kernel @ self.plain_dual + self.plain_mean)


def solve_kernel(view: PastView, config: KernelConfig) -> KernelScores:
    """Kernel ridges from the past companies to the candidates that entered them; recent companies weigh more."""
    plain = np.asarray(view.entries.T.toarray(), dtype=np.float32)
    shared = np.asarray(plain / np.sqrt(np.maximum(view.syndicate, 1.0))[:, None], dtype=np.float32)
    weight = np.asarray(np.exp(-view.past_age / config.fading_years), dtype=np.float32)
    kernel = company_kernel(view, view.past)
    shared_dual, shared_mean = fit_kernel_ridge(kernel, shared, weight, config.shared_penalty)
    plain_dual, plain_mean = fit_kernel_ridge(kernel, plain, weight, config.plain_penalty)
    return KernelScores(
        view=view,
        shared_dual=shared_dual,
        shared_mean=shared_mean,
        plain_dual=plain_dual,
        plain_mean=plain_mean,
    )
