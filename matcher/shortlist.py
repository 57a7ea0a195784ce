"""Scored pairs → shortlists: best first, not all alike, and nobody shown to everyone. Pure and deterministic.

Three steps. Each asker (the party a list is for) orders its options by score, or by marginal relevance when diversity
is on (Carbonell & Goldstein 1998). Then askers and options are matched many-to-many by deferred acceptance (Gale &
Shapley 1962; Roth 1984): an option keeps at most `cap` askers, those it scores highest with, and the others move down
their own list. The outcome is stable, depends on no order of pairs, and hurts a capped pair's asker least where it
scores least. Last, a list that the cap left short is filled with its next options, over the cap.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SAME_TEXT, SAME_TEXT_COST = 0.97, 20.0
"""From this nearness two options say the same, word for word: the second waits until nothing else is left."""
Logits = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistConfig:
    """How lists are made.

    `diversity` is the log-odds that an option loses when it repeats one already listed; 0 is off.
    `exposure_share` is the largest share of the lists one option may appear in; 1 is off. Small programmes are eased:
    every option may appear in `exposure_floor` lists, and never less than what filling all lists takes.
    """

    top: int = 10
    diversity: float = 0.03
    exposure_share: float = 0.5
    exposure_floor: int = 3
    pool_factor: int = 5

    def plain(self) -> ShortlistConfig:
        """The same lengths in pure score order: no diversity, no cap."""
        return ShortlistConfig(top=self.top, diversity=0.0, exposure_share=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One asker's options, best first: `rows` of the other side, their `logits`, and the `pairs` they come from."""

    rows: npt.NDArray[np.int64]
    logits: Logits
    pairs: npt.NDArray[np.int64]


def make_shortlists(
    asker_rows: npt.NDArray[np.int32],
    option_rows: npt.NDArray[np.int32],
    logits: Logits,
    option_vectors: Floats,
    n_askers: int,
    config: ShortlistConfig,
) -> list[npt.NDArray[np.int64]]:
    """For each asker row, the positions of its chosen pairs in rank order (at most `top`, fewer when it has fewer).

    Args:
        asker_rows: the party each scored pair is listed for, `(n_pairs,)`, below `n_askers`.
        option_rows: the party it proposes, `(n_pairs,)`.
        logits: the scores, `(n_pairs,)`; equal ones are ordered by option row.
        option_vectors: `(n_options, d)` unit or zero rows, read for diversity only.
        n_askers: how many lists to make; an asker without pairs gets an empty one.
        config: lengths, diversity and cap.
    """
    options = [
        _diversified(listed, option_vectors, config) for listed in _by_score(asker_rows, option_rows, logits, n_askers)
    ]
    cap = exposure_cap(n_askers, len(set(option_rows.tolist())), config)
    chosen = deferred_acceptance([listed.rows for listed in options], _scores_of(options), config.top, cap)
    return [_filled(listed, rows, config.top) for listed, rows in zip(options, chosen, strict=True)]


def exposure_cap(n_askers: int, n_options: int, config: ShortlistConfig) -> int:
    """In how many lists one option may appear.

    >>> exposure_cap(18, 60, ShortlistConfig()), exposure_cap(350, 5731, ShortlistConfig())
    (9, 175)
    """
    if config.exposure_share >= 1.0:
        return n_askers
    fair = math.ceil(1.5 * config.top * n_askers / max(n_options, 1))
    return min(n_askers, max(config.exposure_floor, math.ceil(config.exposure_share * n_askers), fair))


def deferred_acceptance(
    preferences: Sequence[npt.NDArray[np.int64]], scores: Sequence[dict[int, float]], quota: int, cap: int
) -> list[list[int]]:
    """Many-to-many stable matching: asker i gets up to `quota` of `preferences[i]`, an option at most `cap` askers.

    Options prefer askers by `scores[asker][option]`, equal scores by asker row. Returns each asker's options in its own
    order of preference.
    """
    held: dict[int, list[tuple[float, int]]] = {}
    position = [0] * len(preferences)
    kept: list[set[int]] = [set() for _ in preferences]
    waiting = list(range(len(preferences)))[::-1]
    while waiting:
        asker = waiting.pop()
        while len(kept[asker]) < quota and position[asker] < len(preferences[asker]):
            option = int(preferences[asker][position[asker]])
            position[asker] += 1
            holders = held.setdefault(option, [])
            heapq.heappush(holders, (scores[asker][option], -asker))
            kept[asker].add(option)
            if len(holders) > cap:
                rejected = -heapq.heappop(holders)[1]
                kept[rejected].discard(option)
                if rejected != asker:
                    waiting.append(rejected)
    return [[int(row) for row in order if int(row) in kept[asker]] for asker, order in enumerate(preferences)]


def _by_score(
    asker_rows: npt.NDArray[np.int32], option_rows: npt.NDArray[np.int32], logits: Logits, n_askers: int
) -> list[Options]:
    order = np.lexsort((option_rows, -logits, asker_rows))
    bounds = np.searchsorted(asker_rows[order], np.arange(n_askers + 1))
    return [
        Options(rows=option_rows[part].astype(np.int64), logits=logits[part], pairs=part)
        for part in (order[start:end] for start, end in pairwise(bounds))
    ]


def _diversified(listed: Options, vectors: Floats, config: ShortlistConfig) -> Options:
    """The options by marginal relevance: log-odds minus `diversity` × nearness to the nearest one already listed."""
    n_pool = min(len(listed.rows), config.top * config.pool_factor)
    if config.diversity <= 0.0 or n_pool <= 1:
        return listed
    pool = vectors[listed.rows[:n_pool]]
    nearness = np.clip(pool @ pool.T, 0.0, 1.0)
    repeated = np.zeros(n_pool)
    left = np.ones(n_pool, dtype=np.bool_)
    order: list[int] = []
    for _ in range(n_pool):
        marginal = np.where(left, listed.logits[:n_pool] - config.diversity * repeated, -np.inf)
        best = int(np.argmax(marginal))
        order.append(best)
        left[best] = False
        repeated = np.maximum(repeated, np.where(nearness[best] >= SAME_TEXT, SAME_TEXT_COST, nearness[best]))
    whole = np.concatenate([np.array(order, dtype=np.int64), np.arange(n_pool, len(listed.rows))])
    return Options(rows=listed.rows[whole], logits=listed.logits[whole], pairs=listed.pairs[whole])


def _scores_of(options: Sequence[Options]) -> list[dict[int, float]]:
    return [dict(zip(listed.rows.tolist(), listed.logits.tolist(), strict=True)) for listed in options]


def _filled(listed: Options, rows: list[int], top: int) -> npt.NDArray[np.int64]:
    """The chosen pairs in the asker's order; a list that the cap left short is filled with its next options."""
    chosen = set(rows)
    for row in listed.rows.tolist():
        if len(chosen) >= min(top, len(listed.rows)):
            break
        chosen.add(row)
    return listed.pairs[[row in chosen for row in listed.rows.tolist()]]
