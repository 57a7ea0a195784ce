"""Who meets whom, before any slot is given: by a flow where there are two sides, else by an integer program."""

from __future__ import annotations

import math

from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.flow import choose_by_flow
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.program import choose_by_program
from matcher.agenda.solver.sides import two_sides

PROGRAM_MOST = 60_000
"""More pairs than this are not given to the integer program where the flow can do."""


def choose_pairs(instance: Instance, wishes: Wishes, *, seconds: float = math.inf, balanced: bool = False) -> Choice:
    """The pairs that should meet, under the limits that do not look at who is free together, and a proven bound.

    `balanced` asks for the integer program also where a flow would do, if it is not too large: slower, and its choice
    fits the slots better. `seconds` cuts a program short.
    """
    if not instance.n_pairs:
        return Choice(pairs=(), bound=0.0, source="flow")
    left = two_sides(len(instance.parties), instance.firsts, instance.seconds)
    if left is None or (balanced and instance.n_pairs <= PROGRAM_MOST):
        return choose_by_program(instance, wishes, seconds=seconds)
    return choose_by_flow(instance, left, wishes)
