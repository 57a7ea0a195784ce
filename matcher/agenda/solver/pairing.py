"""Who meets whom, before any slot is given: by a flow where there are two sides, else by an integer program."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.flow import choose_by_flow
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.program import choose_by_program


def choose_pairs(instance: Instance, wishes: Wishes) -> Choice:
    """The pairs that should meet, under every limit that does not look at single slots, and a proven bound."""
    if not instance.n_pairs:
        return Choice(pairs=(), bound=0.0, source="flow")
    left = two_sides(instance)
    return choose_by_program(instance, wishes) if left is None else choose_by_flow(instance, left, wishes)


def two_sides(instance: Instance) -> npt.NDArray[np.bool_] | None:
    """Which parties are on the first of two sides, (n_parties,), such that every pair joins the two; None if no way."""
    partners: list[list[int]] = [[] for _ in instance.parties]
    for a, b in zip(instance.firsts, instance.seconds, strict=True):
        partners[a].append(b)
        partners[b].append(a)
    side = np.full(len(instance.parties), -1, dtype=np.int8)
    for root in range(len(instance.parties)):
        if side[root] >= 0:
            continue
        side[root] = 0
        waiting = [root]
        while waiting:
            one = waiting.pop()
            for other in partners[one]:
                if side[other] < 0:
                    side[other] = 1 - side[one]
                    waiting.append(other)
    if any(side[a] == side[b] for a, b in zip(instance.firsts, instance.seconds, strict=True)):
        return None
    left: npt.NDArray[np.bool_] = side == 0
    return left
