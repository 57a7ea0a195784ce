"""How much of what a company is about a counterpart names, one level below the sectors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import PairRows
from matcher.sides import PreparedSide

Floats = npt.NDArray[np.float32]

ENOUGH_SECTOR, ENOUGH_TOPIC = 0.4, 0.15
"""From here on two parties have a sector or a topic in common that a meeting may be about."""
LEAST_IN = 0.2
"""How firmly a company must be in a topic not to be elsewhere."""
CLEAR_FIELD = 0.25
"""How firmly a profile must be in some sector for its field to be known."""
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
    for row, at in pairs.by_company():
        own = np.flatnonzero(mine[row])
        if len(own):
            shared = counterparts.topics[np.ix_(pairs.counterparts[at], own)] * mine[row, own]
            fit[at] = 0.5 * (shared.max(axis=1) + shared.sum(axis=1) / total[row])
    return fit


def named_elsewhere(
    companies: PreparedSide,
    counterparts: PreparedSide,
    pairs: PairRows,
    special: npt.NDArray[np.bool_],
    about: Floats,
) -> Floats:
    """The share of what a counterpart names that is none of the company's, in [−1, 0].

    A thesis on psychedelics and drug discovery shares a topic with any maker of drugs, and yet looks for something
    else. `special` `(n_topics,)` marks the topics that are not general: a general one is nobody's, so only the others
    count against a pair. Where the texts are near by meaning (`about`, that feature of the pairs) it counts for less:
    the company may be in what it does not name. 0 where the counterpart names no topic.
    """
    total = np.maximum(counterparts.topics.sum(axis=1), SLIGHT)
    others = (companies.topics < LEAST_IN) & special
    share = (counterparts.topics @ others.T.astype(np.float32)) / total[:, None]
    far = 1.0 - np.clip(about, 0.0, 1.0)
    return np.asarray(-share[pairs.counterparts, pairs.companies] * far, dtype=np.float32)


def fields_apart(
    companies: PreparedSide, counterparts: PreparedSide, pairs: PairRows, sector: Floats, topic: Floats
) -> Floats:
    """How far nothing that a side is about is near what the other names, in [−1, 0]: −1 where nothing is.

    `sector` and `topic` are those features of the pairs. 0 from `ENOUGH_SECTOR` or `ENOUGH_TOPIC` on, and where a
    side's fields are not known: a plain text alone is no fault.
    """
    missing = np.clip(1.0 - sector / ENOUGH_SECTOR, 0.0, 1.0) * np.clip(1.0 - topic / ENOUGH_TOPIC, 0.0, 1.0)
    known = _knows_field(companies)[pairs.companies] & _knows_field(counterparts)[pairs.counterparts]
    return np.where(known, -missing, 0.0).astype(np.float32)


def _knows_field(side: PreparedSide) -> npt.NDArray[np.bool_]:
    return np.asarray(side.sectors.max(axis=1, initial=0.0) >= CLEAR_FIELD)
