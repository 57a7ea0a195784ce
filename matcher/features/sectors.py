"""How near two parties are in the sector taxonomy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.features.pairs import PairRows
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]

OPEN_TO_ALL = 0.15
"""What "sector agnostic" is worth: not a hurdle, hardly a reason."""
DISJOINT = -0.5
"""Both sides state their sectors and nothing is near."""
BREADTH = 4.0
"""A counterpart that names many sectors says less with each: its coverage is shared out from here on."""


def sector_fit(
    companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, similarity: Floats
) -> Floats:
    """Sector nearness of each pair in [−0.5, 1].

    For each of the company's sectors the nearest of the counterpart's (membership × taxonomy similarity) counts; the
    company's best and its mean share equally, so one full match among several sectors is worth a good part. The result
    is damped for counterparts that name very many sectors. No sector known on either side gives 0; an agnostic
    counterpart gives at least `OPEN_TO_ALL`; two stated, disjoint lists give `DISJOINT`.
    """
    nearest = nearest_membership(counterparts.sectors, similarity)
    mine = companies.sectors[pairs.companies]
    covered = mine * nearest[pairs.counterparts]
    best = covered.max(axis=1, initial=0.0)
    mean = covered.sum(axis=1) / np.maximum(mine.sum(axis=1), 1.0)
    breadth = counterparts.sectors.sum(axis=1)[pairs.counterparts]
    damping = (BREADTH / np.maximum(breadth, BREADTH)) ** 0.5
    fit = 0.5 * (best + mean) * damping
    both_stated = companies.sectors_stated[pairs.companies] & counterparts.sectors_stated[pairs.counterparts]
    agnostic = counterparts.agnostic[pairs.counterparts]
    fit = np.where(both_stated & (best <= 0.0), DISJOINT, fit)
    return np.where(agnostic, np.maximum(fit, OPEN_TO_ALL), fit).astype(np.float32)


def nearest_membership(membership: Floats, similarity: Floats) -> Floats:
    """For each profile and sector, the best of its own sectors seen from there, `(n, n_sectors)` in [0, 1]."""
    nearest = np.zeros_like(membership)
    for sector in range(similarity.shape[0]):
        np.maximum(nearest, membership[:, sector, None] * similarity[sector][None, :], out=nearest)
    return nearest
