"""Whom a company finds among all candidates, where one that is chosen leaves less for the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.past.kernel import company_kernel
from matcher.past.ledger import Ints
from matcher.past.view import Floats, PastView
from models.ranking.softmax_regression import fit_softmax

N_LANDMARKS = 600
"""Past companies by likeness to which a company is described (Nyström), evenly spaced by id."""
LEAST_SPREAD = 1e-4
"""Directions with less than this share of the largest spread are dropped."""
PENALTY = 0.3
N_STEPS = 40
FADING_YEARS = 4.0
"""Years in which a past company loses 63 % of its weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A softmax regression over the company kernel.

    `landmarks` are rows of companies, `turn` `(n_landmarks, d)` brings likeness to them to `d` features, from which
    `mean` `(d,)`, that of the past, is taken; `slopes` are `(d, n_candidates)`, `levels` `(n_candidates,)`.
    """

    view: PastView
    landmarks: Ints
    turn: Floats
    mean: Floats
    slopes: Floats
    levels: Floats

    def leanings(self, queries: Ints) -> Floats:
        """How much more likely than by its level each candidate is, in log-odds up to a constant a row.

        `(n_queries, n_candidates)`; with `levels` they make the score. Linear in the likeness to the landmarks.
        """
        return np.asarray((self._features(queries) - self.mean) @ self.slopes, dtype=np.float32)

    def scores(self, queries: Ints) -> Floats:
        """Log shares up to a constant a row, `(n_queries, n_candidates)`."""
        return self.leanings(queries) + self.levels

    def _features(self, rows: Ints) -> Floats:
        return np.asarray(company_kernel(self.view, rows, self.landmarks) @ self.turn, dtype=np.float32)


def learn_choice(view: PastView) -> Choice:
    """The regression on the past companies of the view; recent ones weigh more. Without any, every score is 0."""
    n_candidates = len(view.candidates)
    n_past = len(view.past)
    landmarks = view.past[np.linspace(0, n_past - 1, min(N_LANDMARKS, n_past)).astype(np.int64)]
    kernel = company_kernel(view, landmarks, landmarks).astype(np.float64)
    spread, directions = np.linalg.eigh(kernel)
    kept = spread > LEAST_SPREAD * spread.max(initial=0.0)
    turn = np.asarray(directions[:, kept] / np.sqrt(spread[kept]), dtype=np.float32)
    blank = Choice(
        view=view,
        landmarks=landmarks,
        turn=turn,
        mean=np.zeros(turn.shape[1], dtype=np.float32),
        slopes=np.zeros((turn.shape[1], n_candidates), dtype=np.float32),
        levels=np.zeros(n_candidates, dtype=np.float32),
    )
    if not view.entries.nnz:
        return blank
    features = blank._features(view.past)
    mean = features.mean(axis=0)
    chosen = np.asarray(view.entries.T.toarray(), dtype=np.float32)
    weight = np.asarray(np.exp(-view.past_age / FADING_YEARS), dtype=np.float32)
    slopes, levels = fit_softmax(features - mean, chosen, weight, PENALTY, N_STEPS)
    return replace(blank, mean=mean, slopes=slopes, levels=levels)
