"""Few counterparts that together answer most parts of a need: a covering problem with graded answers.

A team answers a part as well as its best member does, and a need as the sum over its parts. That sum grows with every
member, by less and less (it is monotone submodular), which is maximum coverage with graded sets: exact here by an
integer program where it is small, else by the greedy choice, which reaches at least 1 − 1/e of the best of its size
(Nemhauser, Wolsey & Fisher 1978) and mostly far more, as its own bound shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from matcher.errors import AbbinaError

Floats = npt.NDArray[np.float64]

ENOUGH = 0.95
"""A team is good when it answers this share of what all counterparts together answer."""
EXACT_CELLS = 4000
"""Up to so many answers above 0 the team is exact; beyond, greedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Members by column, ascending, and what they answer.

    `answered` is the sum over parts of the best member's answer; no team of this size answers more than `bound`. `best`
    is what all counterparts together answer. `is_exact` says that the bound is reached.
    """

    members: tuple[int, ...]
    answered: float
    bound: float
    best: float

    @property
    def is_exact(self) -> bool:
        """Whether no team of this size answers more."""
        return self.answered >= self.bound - 1e-9

    @property
    def share(self) -> float:
        """What it answers of what all together answer, in [0, 1]; 1 where there is nothing to answer."""
        return self.answered / self.best if self.best > 0 else 1.0


def smallest_team(answers: Floats, most: int, weights: Floats | None = None) -> Team:
    """The smallest team of at most `most` members that answers `ENOUGH`, or the best of `most` members.

    Args:
        answers: (n_parts, n_counterparts) in [0, 1]: how well each counterpart answers each part.
        most: the most members, ≥ 1.
        weights: (n_parts,) ≥ 0, how much each part counts; by default alike.

    Raises:
        AbbinaError: the integer program fails, which it never should.
    """
    for size in range(1, most + 1):
        team = best_team(answers, size, weights)
        if team.share >= ENOUGH or len(team.members) < size:
            return team
    return team


def best_team(answers: Floats, size: int, weights: Floats | None = None) -> Team:
    """The team of at most `size` members that answers most; of equal ones, one with fewer and earlier columns.

    Arguments and errors are those of `smallest_team`. A member that adds nothing is left out.
    """
    worth = np.asarray(answers, dtype=np.float64) * (1.0 if weights is None else np.asarray(weights)[:, None])
    best = float(worth.max(axis=1, initial=0.0).sum())
    if np.count_nonzero(worth) <= EXACT_CELLS:
        members = _useful(worth, _exact(worth, size))
        answered = _answered(worth, members)
        return Team(members=members, answered=answered, bound=answered, best=best)
    members = tuple(sorted(_greedy(worth, size)))
    answered = _answered(worth, members)
    return Team(members=members, answered=answered, bound=min(_bound(worth, members, size), best), best=best)


def _answered(worth: Floats, members: tuple[int, ...]) -> float:
    return float(worth[:, list(members)].max(axis=1, initial=0.0).sum())


def _greedy(worth: Floats, size: int) -> Iterator[int]:
    """Members one by one, each the one that adds most, the first of equal ones, until nobody adds anything."""
    reached = np.zeros(len(worth))
    for _ in range(size):
        gains = np.maximum(worth - reached[:, None], 0.0).sum(axis=0)
        if not len(gains) or gains.max() <= 0.0:
            return
        chosen = int(gains.argmax())
        reached = np.maximum(reached, worth[:, chosen])
        yield chosen


def _bound(worth: Floats, members: tuple[int, ...], size: int) -> float:
    """What no team of that size exceeds: what these answer, and the `size` largest gains on top (Minoux 1978)."""
    reached = worth[:, list(members)].max(axis=1, initial=0.0)
    gains = np.sort(np.maximum(worth - reached[:, None], 0.0).sum(axis=0))[::-1]
    return float(reached.sum() + gains[:size].sum())


def _exact(worth: Floats, size: int) -> tuple[int, ...]:
    """The best members by an integer program: which counterparts are in, and which of them answers each part."""
    parts, columns = np.nonzero(worth)
    if not len(parts):
        return ()
    n, n_columns = len(parts), worth.shape[1]
    cells = np.arange(n)
    # One member answers a part; it has to be in the team; the team has its size.
    one_each = coo_array((np.ones(n), (parts, cells)), shape=(len(worth), n + n_columns))
    is_in = coo_array(
        (np.concatenate([np.ones(n), -np.ones(n)]), (np.tile(cells, 2), np.concatenate([cells, n + columns]))),
        shape=(n, n + n_columns),
    )
    in_team = coo_array((np.ones(n_columns), (np.zeros(n_columns, dtype=int), n + np.arange(n_columns))))
    found = milp(
        c=np.concatenate([-worth[parts, columns], np.zeros(n_columns)]),
        constraints=[
            LinearConstraint(one_each, ub=1),
            LinearConstraint(is_in, ub=0),
            LinearConstraint(in_team, ub=size),
        ],
        integrality=np.concatenate([np.zeros(n), np.ones(n_columns)]),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise AbbinaError(f"the integer program of the team ended with {found.message!r}; please report this problem")
    return tuple(np.flatnonzero(found.x[n:] > 0.5).tolist())


def _useful(worth: Floats, members: tuple[int, ...]) -> tuple[int, ...]:
    """The members without whom something would be lost, those of later columns tried first."""
    kept = members
    for member in sorted(members, reverse=True):
        rest = tuple(one for one in kept if one != member)
        if _answered(worth, rest) >= _answered(worth, kept) - 1e-12:
            kept = rest
    return kept
