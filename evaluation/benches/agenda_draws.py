"""What is drawn for an agenda problem: who is worth what to whom, who is there when, who must meet.

Companies and counterparts have interests in a few topics; a pair is worth more the closer these are, some counterparts
please everyone, and people come late, leave early or miss a day. In the tight families nothing limits a party but the
slots it is there. Musts are drawn from a timetable that keeps every rule, so that they can all be met.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.benches.agenda_families import Family

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FORBIDDEN_SHARE = 0.03
CAMPUS_SHARE = 0.35
N_TOPICS = 8
ABSENT_DAY, HALF_DAY, BLOCKED_SLOT = 0.08, 0.12, 0.07
"""How likely a party misses a whole day, misses one half of it, and is kept from a single slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What is drawn whatever the options; pairs of values are of companies and of counterparts, a row a party.

    `there` are (n, n_slots). `scores`, `forbidden` and `listed` are (n_companies, n_counterparts); `musts` are rows of
    both. `on_campus` (n_counterparts,) says who sits on the second site if there is one.
    """

    size: Family
    scores: Floats
    there: tuple[Bools, Bools]
    least: tuple[Ints, Ints]
    most: tuple[Ints, Ints]
    forbidden: Bools
    listed: Bools
    musts: set[tuple[int, int]]
    on_campus: Bools


def draw_core(rng: np.random.Generator, size: Family) -> Core:
    """Everything that the options of a problem do not change."""
    scores = _scores(rng, size)
    there = (_availability(rng, size.n_companies, size), _availability(rng, size.n_counterparts, size))
    most = (_most(rng, size.company_max, there[0]), _most(rng, size.counterpart_max, there[1]))
    least = (
        np.minimum(size.company_min, np.maximum(most[0] // 2, 1)),
        np.minimum(size.counterpart_min, most[1] // 2),
    )
    forbidden = rng.random(scores.shape) < FORBIDDEN_SHARE
    meets = (there[0].astype(np.int64) @ there[1].T.astype(np.int64) > 0) & ~forbidden
    musts = _musts(rng, scores, meets, there, most, np.full(there[0].shape[1], size.tables))
    listed = meets & _among_best(np.where(meets, scores, -1.0), size.listed)
    listed[tuple(np.array(sorted(musts)).T)] = True
    return Core(
        size=size,
        scores=scores,
        there=there,
        least=least,
        most=most,
        forbidden=forbidden,
        listed=listed,
        musts=musts,
        on_campus=rng.random(size.n_counterparts) < CAMPUS_SHARE,
    )


def _scores(rng: np.random.Generator, size: Family) -> Floats:
    """What each pair is worth, (n_companies, n_counterparts), thousandths in [0.001, 1]."""
    n, m = size.n_companies, size.n_counterparts
    affinity = rng.dirichlet(np.full(N_TOPICS, 0.4), n) @ rng.dirichlet(np.full(N_TOPICS, 0.5), m).T
    score = 0.1 + 0.55 * affinity / affinity.max() + 0.25 * rng.random((n, m))
    score += rng.normal(0, 0.08, m) + rng.normal(0, 0.05, (n, 1))
    thousandths: Floats = np.clip(np.floor(1000 * score), 1, 1000) / 1000
    return thousandths


def _availability(rng: np.random.Generator, n: int, size: Family) -> Bools:
    """Who is there when, (n, n_slots): everyone has a day that is not missed wholly."""
    n_days, per_day = size.n_days, size.slots_per_day
    there = np.ones((n, n_days, per_day), dtype=bool)
    for row in there:
        for day in range(n_days):
            chance, half = rng.random(), int(rng.random() < 0.5) * (per_day // 2)
            if chance < ABSENT_DAY and row.any(axis=1).sum() > 1:
                row[day] = False
            elif chance < ABSENT_DAY + HALF_DAY:
                row[day, half : half + per_day // 2] = False
    return there.reshape(n, -1) & (rng.random((n, n_days * per_day)) > BLOCKED_SLOT)


def _most(rng: np.random.Generator, between: tuple[int, int] | None, there: Bools) -> Ints:
    """`max_meetings` of each party: drawn, but never more than the slots it is there."""
    n_there: Ints = there.sum(axis=1)
    return n_there if between is None else np.minimum(rng.integers(between[0], between[1] + 1, len(there)), n_there)


def _musts(
    rng: np.random.Generator,
    scores: Floats,
    meets: Bools,
    there: tuple[Bools, ...],
    most: tuple[Ints, Ints],
    tables: Ints,
) -> set[tuple[int, int]]:
    """Pairs (company row, counterpart row) that a timetable within all limits, filled at random, can hold.

    Four companies in ten ask for one of the best quarter of their partners; no party has more than half its meetings
    taken in this way.
    """
    n, m = scores.shape
    free, tables = [there[0].copy(), there[1].copy()], tables.copy()
    taken = (np.zeros(n, dtype=int), np.zeros(m, dtype=int))
    musts = set()
    for i in rng.permutation(n)[: max(3, n * 4 // 10)].tolist():
        best = np.argsort(-scores[i], kind="stable")[: max(5, m // 4)]
        for j in rng.permutation(best)[:20].tolist():
            open_slots = np.flatnonzero(free[0][i] & free[1][j] & (tables > 0))
            has_room = taken[0][i] < most[0][i] // 2 and taken[1][j] < most[1][j] // 2
            if meets[i, j] and has_room and len(open_slots):
                slot = rng.choice(open_slots)
                free[0][i, slot] = free[1][j, slot] = False
                tables[slot] -= 1
                taken[0][i] += 1
                taken[1][j] += 1
                musts.add((i, j))
                break
    return musts


def _among_best(scores: Floats, listed: int | None) -> Bools:
    """Pairs that are among the `listed` best of either side; all where it is None. Ties go to the lower row."""
    if listed is None:
        return np.ones(scores.shape, dtype=bool)
    kept = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(kept, np.argsort(-scores, axis=1, kind="stable")[:, :listed], values=True, axis=1)
    np.put_along_axis(kept, np.argsort(-scores, axis=0, kind="stable")[:listed], values=True, axis=0)
    return kept
