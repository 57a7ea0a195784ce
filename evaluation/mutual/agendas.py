"""Who meets whom when nobody may meet more than k: the meetings of the highest total score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from evaluation.two_sided import Cells

Floats = npt.NDArray[np.float64]


def capped_agenda(scores: Floats, allowed: Cells, cap: int) -> Cells:
    """The allowed pairs that meet, `(n_a, n_b)`: a maximum-weight b-matching with at most `cap` meetings a person.

    Scores are 0 or more. Bipartite constraints are totally unimodular, so that one linear programme settles it
    (Schrijver 2003, §21.2). Equal totals are settled by the solver, HiGHS, the same way every time.

    Raises:
        ValueError: `cap` is below 1, or a score of an allowed pair is negative or not a number.
        RuntimeError: HiGHS gives up.
    """
    if cap < 1:
        raise ValueError(f"a cap of {cap} leaves nobody a meeting; give 1 or more")
    rows, columns = np.nonzero(allowed)
    weights = scores[rows, columns]
    if not (weights >= 0.0).all():
        raise ValueError("a score is negative or not a number; give chances in [0, 1]")
    meets = np.zeros_like(allowed)
    if not len(rows):
        return meets
    n_people = sum(scores.shape)
    people = np.concatenate([rows, columns + len(scores)])
    pairs = np.tile(np.arange(len(rows)), 2)
    seats = csr_array((np.ones(len(people)), (people, pairs)), shape=(n_people, len(rows)))
    found = milp(
        -weights,
        integrality=np.ones(len(rows)),
        bounds=Bounds(0.0, 1.0),
        constraints=LinearConstraint(seats, ub=np.full(n_people, float(cap))),
    )
    if found.x is None:
        raise RuntimeError(f"HiGHS gave no agenda: {found.message}")
    meets[rows, columns] = found.x > 0.5
    return meets
