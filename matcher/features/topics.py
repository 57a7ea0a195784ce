"""How much of what a company is about a counterpart names, one level below the sectors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]

SLIGHT = 0.5
"""Sum of a company's topics below which it is hardly in any: a mean over less would make much of a hint."""


def topic_fit(companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, specificity: Floats) -> Floats:
    """Topics that both name, in [0, 1]: the best match and the share of the company's topics that match, equally.

    Each topic weighs by its `specificity` `(n_topics,)`: a topic that every other counterpart names says little. 0
    where nothing is shared or a side names no topic: few texts name all that their author would take.
    """
    mine = companies.topics * specificity
    total = np.maximum(mine.sum(axis=1), SLIGHT)
    fit = np.zeros(len(pairs), dtype=np.float32)
    for row in np.unique(pairs.companies):
        own = np.flatnonzero(mine[row])
        at = np.flatnonzero(pairs.companies == row)
        if not len(own):
            continue
        shared = counterparts.topics[np.ix_(pairs.counterparts[at], own)] * mine[row, own]
        fit[at] = 0.5 * (shared.max(axis=1) + shared.sum(axis=1) / total[row])
    return fit
