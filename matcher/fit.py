"""How well a pair fits, in three words that an organiser can act on: strong, possible, weak."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import numpy.typing as npt


class Fit(StrEnum):
    """What is found for a meeting: see `pair_fits`."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


JUDGED_STRONG, JUDGED_POSSIBLE = 0.65, 0.45
"""Scores from which a pair that the judge knows is strong or possible: its score is near the share that readers call
sensible (card of `judged-v1`)."""
LEAST_STRONG, LEAST_POSSIBLE, LEAST_UNNAMED = 0.45, 0.25, 0.4
"""The same for other pairs: strong; possible where both sides name a field that they share, or where they do not. Set
by what readers called sensible (docs/decisions/0028)."""
NAMED_SECTOR, NAMED_TOPIC = 0.5, 0.15
"""Values of `sector` and `topic` from which both sides name a field that they share."""
FIELDS_APART, TOLD_AGAINST, STAGES_APART, UNANSWERED, FAR_AWAY = -0.1, -0.5, -0.4, -1.0, -1.0
"""Values of `apart`, `limits`, `stage`, `wanted_by_company` and `seat` down from which a pair is weak at any score; the
first where there is no judge, which knows more of fields."""

_HURDLES = {
    "limits": TOLD_AGAINST,
    "stage": STAGES_APART,
    "wanted_by_company": UNANSWERED,
    "seat": FAR_AWAY,
}


def pair_fits(features: Mapping[str, npt.NDArray[np.float32]], scores: npt.NDArray[np.float64]) -> list[Fit]:
    """The fit of each pair, by its features (those of `features.FEATURES`, each `(n_pairs,)`) and score in [0, 1].

    Weak: the score is low; or the counterpart's own words, stages or seat rule the company out, or it gives nothing of
    what the company says it seeks. Strong: a high score. Else possible. Where no judge knows the counterpart
    (`judgement` is 0), strong needs a field that both name, and fields that lie apart are weak.
    """
    judged = features["judgement"] != 0.0
    named = (features["sector"] >= NAMED_SECTOR) | (features["topic"] >= NAMED_TOPIC)
    least = np.where(judged, JUDGED_POSSIBLE, np.where(named, LEAST_POSSIBLE, LEAST_UNNAMED))
    held_back = (scores < least) | (~judged & (features["apart"] <= FIELDS_APART))
    for name, hurdle in _HURDLES.items():
        held_back = held_back | (features[name] <= hurdle)
    strong = np.where(judged, scores >= JUDGED_STRONG, (scores >= LEAST_STRONG) & named)
    return [
        Fit.WEAK if weak else Fit.STRONG if good else Fit.POSSIBLE
        for weak, good in zip(held_back.tolist(), strong.tolist(), strict=True)
    ]
