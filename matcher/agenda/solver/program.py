"""Who meets whom where the parties do not fall into two sides: an integer program, solved by HiGHS.

Companies may meet companies, and then cycles of odd length make a flow say too much. The search ends after a fixed
number of nodes, not of seconds; the bound is proven wherever it ends.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_matrix, eye, hstack

from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.instance import Instance

Floats = npt.NDArray[np.float64]

MOST_NODES = 2000


def choose_by_program(instance: Instance, wishes: Wishes) -> Choice:
    """The best choice found; wishes come before scores, those of heavier parties first.

    `bound` is proven for choices that meet each wish as far as this one was made to.
    """
    scores = np.array(instance.scores)
    least = np.minimum(wishes.least, instance.most).astype(float)
    must = np.zeros(instance.n_pairs)
    must[sorted(wishes.musts)] = 1
    found = _best(instance, scores, least, must)
    if found.x is None:
        least, must = _reachable(instance, least, must)
        found = _best(instance, scores, least, must)
    if found.x is None:
        return Choice(pairs=(), bound=_at_most(instance), source="lp")
    chosen = np.flatnonzero(found.x[: instance.n_pairs] > 0.5)
    bound = min(-float(found.mip_dual_bound), _at_most(instance))
    return Choice(pairs=tuple(chosen.tolist()), bound=max(bound, float(scores[chosen].sum())), source="lp")


def _best(instance: Instance, scores: Floats, least: Floats, must: Floats) -> OptimizeResult:
    incidence = _incidence(instance)
    return milp(
        -scores,
        integrality=np.ones(instance.n_pairs),
        bounds=Bounds(must, np.ones(instance.n_pairs)),
        constraints=[
            LinearConstraint(incidence, least, np.array(instance.most, dtype=float)),
            LinearConstraint(np.ones((1, instance.n_pairs)), -np.inf, _most_meetings(instance)),
        ],
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )


def _reachable(instance: Instance, least: Floats, must: Floats) -> tuple[Floats, Floats]:
    """As much of the minimums and musts as can be met together, by weight."""
    n, parties = instance.n_pairs, len(instance.parties)
    incidence = _incidence(instance)
    weights = np.array(instance.weights) / max(instance.weights)
    found = milp(
        np.concatenate([-must, weights]),
        integrality=np.ones(n + parties),
        bounds=Bounds(np.zeros(n + parties), np.concatenate([np.ones(n), least])),
        constraints=[
            LinearConstraint(hstack([incidence, eye(parties)]), least, np.inf),
            LinearConstraint(hstack([incidence, csr_matrix((parties, parties))]), -np.inf, instance.most),
            LinearConstraint(np.arange(n + parties)[None, :] < n, -np.inf, _most_meetings(instance)),
        ],
        options={"node_limit": MOST_NODES},
    )
    if found.x is None:
        return np.zeros(parties), np.zeros(n)
    held = found.x[:n] > 0.5
    return np.minimum(least, incidence @ held), must * held


def _incidence(instance: Instance) -> csr_matrix:
    """One where a party (row) is in a pair (column)."""
    n = instance.n_pairs
    rows = np.concatenate([np.array(instance.firsts, dtype=int), np.array(instance.seconds, dtype=int)])
    columns = np.concatenate([np.arange(n), np.arange(n)])
    return csr_matrix((np.ones(2 * n), (rows, columns)), shape=(len(instance.parties), n))


def _most_meetings(instance: Instance) -> int:
    """How many meetings fit: in each slot no more than there are tables, or pairs of parties."""
    return sum(
        min(instance.capacities[0], sum(there >> t & 1 for there in instance.there) // 2)
        for t in range(instance.n_slots)
    )


def _at_most(instance: Instance) -> float:
    """A value that no choice exceeds, whatever the wishes: half of what each party's best pairs are worth."""
    best: list[list[float]] = [[] for _ in instance.parties]
    for a, b, score in zip(instance.firsts, instance.seconds, instance.scores, strict=True):
        best[a].append(score)
        best[b].append(score)
    return sum(sum(sorted(ones, reverse=True)[:most]) for ones, most in zip(best, instance.most, strict=True)) / 2
