"""Everything the past says of a company and a counterpart, as numbers; the same in training and serving."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.past.alike import lending
from matcher.past.choice import Choice, learn_choice
from matcher.past.dynamics import Dynamics, measure_dynamics
from matcher.past.kernel import KernelConfig, KernelScores, solve_kernel
from matcher.past.ledger import Ints, Ledger
from matcher.past.lifts import Lifts, measure_lifts
from matcher.past.neighbours import Neighbours, gather_neighbours
from matcher.past.view import Floats, PastView, view_past

BLOCK = 200
"""Queries whose features are computed at a time: bounds the memory beside the result."""
LEAST_KERNEL = 1e-4
"""Floor of a kernel score before its log."""


_RISING_STARTS, _RISING_END = ("near", "text_profile", "kernel"), "_lift"


def is_rising(name: str) -> bool:
    """True for a feature of which more speaks for the pair: likeness to what the candidate did, or the lift of a trait.

    How busy a candidate is, how its pace changed and what the season is may speak either way.
    """
    return name.startswith(_RISING_STARTS) or name.endswith(_RISING_END)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPast:
    """What is the same for every query of one day; `lending` and `choice` are None where nobody reads them."""

    view: PastView
    lifts: Lifts
    neighbours: Neighbours
    dynamics: Dynamics
    kernel: KernelScores
    lending: Floats | None
    choice: Choice | None

    def lent_interest(self, queries: Ints) -> Floats:
        """What the kernel expects of each candidate and of those that deal like it, `(n_queries, n_candidates)`.

        Linear in the past companies: the shared kernel scores times `lending`; 0 where nothing is lent.
        """
        if self.lending is None:
            return np.zeros((len(queries), len(self.view.candidates)), dtype=np.float32)
        return np.asarray(self.kernel.scores(queries)[0] @ self.lending, dtype=np.float32)

    def chosen(self, queries: Ints) -> Floats:
        """Log shares of the choice among all candidates, `(n_queries, n_candidates)`; 0 where none was learned."""
        if self.choice is None:
            return np.zeros((len(queries), len(self.view.candidates)), dtype=np.float32)
        return self.choice.scores(queries)

    def features(self, queries: Ints) -> tuple[tuple[str, ...], Floats]:
        """Names and `(n_queries, n_candidates, n_features)` float32 for these company rows, never NaN."""
        parts = [self._columns(queries[start : start + BLOCK]) for start in range(0, max(1, len(queries)), BLOCK)]
        names = tuple(parts[0])
        table = np.empty((len(queries), len(self.view.candidates), len(names)), dtype=np.float32)
        for part, start in zip(parts, range(0, max(1, len(queries)), BLOCK), strict=True):
            for column, name in enumerate(names):
                table[start : start + BLOCK, :, column] = part[name]
        return names, table

    def _columns(self, queries: Ints) -> dict[str, Floats]:
        expected, plain = (np.maximum(scores, LEAST_KERNEL) for scores in self.kernel.scores(queries))
        return {
            **self.dynamics.columns(queries),
            **self.lifts.columns(queries),
            **self.neighbours.columns(queries),
            "kernel": np.log(expected),
            "kernel_plain": np.log(plain),
        }


def prepare_past(
    ledger: Ledger, candidates: Ints, day: int, config: KernelConfig, *, lends: bool = True, chooses: bool = False
) -> PreparedPast:
    """All that needs no query, from the deals dated strictly before `day`.

    Without `lends` nothing is lent among candidates, without `chooses` no choice among them is learned: the costliest
    parts where they are thousands.
    """
    view = view_past(ledger, candidates, day)
    return PreparedPast(
        view=view,
        lifts=measure_lifts(view),
        neighbours=gather_neighbours(view),
        dynamics=measure_dynamics(view),
        kernel=solve_kernel(view, config),
        lending=lending(view) if lends else None,
        choice=learn_choice(view) if chooses else None,
    )


def past_features(ledger: Ledger, queries: Ints, candidates: Ints, day: int) -> tuple[tuple[str, ...], Floats]:
    """Names and `(n_queries, n_candidates, n_features)` float32 of company rows by counterpart rows.

    Only deals dated strictly before `day` are seen; a fact that is not known gives 0.
    """
    return prepare_past(ledger, candidates, day, KernelConfig()).features(queries)
