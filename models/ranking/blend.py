"""Several scores as one: around 0 within a list, weighed, and held to a simple rule where little is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Weights = Mapping[str, float]

TRUSTED = 300
"""Lists from which on the preferred mix stands until another is surely better, rather than the simple weights."""
SURELY = 2.0
"""Standard errors of a gain that are sure enough to give up the preferred mix; one is enough to leave the simple."""
K = 10
"""How far down a list the order counts when weights are chosen."""


def centred(scores: npt.ArrayLike) -> Scores:
    """Each row less its mean."""
    values = np.asarray(scores, dtype=np.float64)
    return values - values.mean(axis=1, keepdims=True) if values.size else values


def z_scores(scores: npt.ArrayLike) -> Scores:
    """Each row less its mean, over its standard deviation; a constant row gives 0."""
    around = centred(scores)
    if not around.size:
        return around
    spread = around.std(axis=1, keepdims=True)
    return np.asarray(np.where(spread > 1e-12, around / np.maximum(spread, 1e-12), 0.0), dtype=np.float64)


def blend(parts: Mapping[str, Scores], weights: Weights) -> Scores:
    """The weighted sum of parts already on one scale, `(n_lists, n_candidates)`; a part without weight is not read."""
    used = [(name, weight) for name, weight in sorted(weights.items()) if weight != 0.0]
    total = np.zeros_like(next(iter(parts.values())), dtype=np.float64)
    for name, weight in used:
        total = total + weight * parts[name]
    return total


def list_quality(scores: Scores, relevant: npt.NDArray[np.bool_]) -> Scores:
    """nDCG@10 with gains 0 and 1 of each list, `(n_lists,)`; ties in column order, 0 where nothing is relevant."""
    k = min(K, scores.shape[1])
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    discount = 1.0 / np.log2(np.arange(k) + 2.0)
    gain = np.take_along_axis(relevant, order, axis=1) @ discount
    ideal = np.concatenate([[1.0], np.cumsum(discount)])[np.minimum(relevant.sum(axis=1), k)]
    return np.asarray(gain / ideal, dtype=np.float64)


def choose_weights(
    parts: Mapping[str, Scores],
    relevant: npt.NDArray[np.bool_],
    simple: Weights,
    mixes: Sequence[Weights],
    doubt: float,
    shares: Sequence[float] = (1.0, 0.75, 0.5, 0.25),
    trusted: int = TRUSTED,
) -> dict[str, float]:
    """The weights to use, judged on the lists at hand: the simple ones, moved toward a mix that surely does better.

    On few lists the simple weights stand first; from `trusted` lists on it is the preferred mix, the first: what is
    judged here was learned from less than what will be used. Every mix, in order of preference, is tried at every share
    (the rest stays simple) and takes the place of what stands when its mean gain in nDCG@10 over it exceeds the gain's
    standard error, `SURELY` times that where the preferred mix stood first: what a few lists show is no gain. The share
    is then shrunk by n / (n + doubt), n the number of lists. With fewer than two lists the answer is `simple`.
    """
    n_lists = len(relevant)
    if n_lists < 2:
        return dict(simple)
    prefers_mix = bool(mixes) and n_lists >= trusted
    mix, share = (mixes[0], 1.0) if prefers_mix else (simple, 0.0)
    needed = (SURELY if prefers_mix else 1.0) / np.sqrt(n_lists)
    standing = list_quality(blend(parts, between(simple, mix, share)), relevant)
    for new_mix in (*mixes, simple):
        for new_share in shares:
            quality = list_quality(blend(parts, between(simple, new_mix, new_share)), relevant)
            gain = quality - standing
            if gain.mean() > needed * gain.std(ddof=1):
                mix, share, standing = new_mix, new_share, quality
    return between(simple, mix, share * n_lists / (n_lists + doubt))


def between(simple: Weights, mix: Weights, share: float) -> dict[str, float]:
    """(1 − share) of the simple weights and `share` of the mix, by name."""
    names = sorted({*simple, *mix})
    return {name: (1.0 - share) * simple.get(name, 0.0) + share * mix.get(name, 0.0) for name in names}
