"""How near two parties are in the sector taxonomy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]

OPEN_TO_ALL = 0.05
"""What "sector agnostic" is worth: not a hurdle, hardly a reason."""
DISJOINT = -0.5
"""Both sides state their sectors and nothing is near."""
LEAST_SPECIFIC = 0.05
"""Floor of a sector's specificity before the root: even one that all share is worth something."""
MANY_FIELDS, SPREAD = 6, 0.25
"""Fields covered from which on a counterpart says less with each: its coverage counts (MANY_FIELDS / n) ** SPREAD."""
CLEARLY_COVERED = 0.5
"""How firmly a counterpart must cover a field for the field to count among those."""
SLIGHT = 0.5
"""Sum of a company's sectors below which it is hardly in any: a mean over less would make much of a hint."""


def sector_fit(
    companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, similarity: Floats, specificity: Floats
) -> Floats:
    """Sector nearness of each pair in [−0.5, 1].

    For each of the company's sectors the nearest of the counterpart's (membership × taxonomy similarity) counts; the
    company's best and its mean share equally, so one full match among several sectors is worth a good part. Each sector
    weighs by its `specificity` `(n_sectors,)`: sharing what everybody does says little. No sector known on either side
    gives 0; an agnostic counterpart gives at least `OPEN_TO_ALL`; two stated, disjoint lists give `DISJOINT`.
    """
    rows, of_pair = np.unique(pairs.counterparts, return_inverse=True)
    nearest = nearest_membership(counterparts.sectors[rows], similarity, specificity)
    mine = companies.sectors[pairs.companies] * specificity
    near = mine * nearest[of_pair]
    mean = near.sum(axis=1) / np.maximum(mine.sum(axis=1), SLIGHT)
    covered = (counterparts.sectors >= CLEARLY_COVERED).sum(axis=1)
    spread = np.minimum(1.0, (MANY_FIELDS / np.maximum(covered, 1)) ** SPREAD).astype(np.float32)
    fit = 0.5 * (near.max(axis=1, initial=0.0) + mean) * spread[pairs.counterparts]
    both_stated = companies.sectors_stated[pairs.companies] & counterparts.sectors_stated[pairs.counterparts]
    agnostic = counterparts.agnostic[pairs.counterparts]
    fit = np.where(both_stated & ~near.any(axis=1), DISJOINT, fit)
    return np.where(agnostic, np.maximum(fit, OPEN_TO_ALL), fit).astype(np.float32)


def sector_specificity(membership: Floats) -> Floats:
    """How much it says to be in each sector, `(n_sectors,)` in (0, 1]: √(log((n + 1) / (n_s + 1)) / log(n + 1)).

    That is the inverse document frequency of the sector among the n counterparts that have any, scaled to 1 for a
    sector that none has; its root keeps common sectors audible. With no counterpart in any sector all are 1.
    """
    n = int(membership.any(axis=1).sum())
    if n == 0:
        return np.ones(membership.shape[1], dtype=np.float32)
    holders = membership.sum(axis=0, dtype=np.float64)
    share = np.log((n + 1) / (holders + 1)) / np.log(n + 1)
    return np.asarray(np.sqrt(np.maximum(share, LEAST_SPECIFIC)), dtype=np.float32)


def nearest_membership(membership: Floats, similarity: Floats, specificity: Floats) -> Floats:
    """For each profile and sector, the best of its own sectors seen from there, `(n, n_sectors)` in [0, 1].

    A neighbour counts by its similarity and its own specificity: "software" is next to half of the economy.
    """
    nearest = membership.copy()
    for sector in range(similarity.shape[0]):
        reach = similarity[sector] * specificity[sector]
        reach[sector] = 0.0
        np.maximum(nearest, membership[:, sector, None] * reach[None, :], out=nearest)
    return nearest
