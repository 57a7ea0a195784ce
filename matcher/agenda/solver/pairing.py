"""Who meets whom, before any slot is given: by a flow where there are two sides, else by an integer program."""

from __future__ import annotations

from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.flow import choose_by_flow
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.program import choose_by_program
from matcher.agenda.solver.sides import two_sides


def choose_pairs(instance: Instance, wishes: Wishes) -> Choice:
    """The pairs that should meet, under every limit that does not look at single slots, and a proven bound."""
    if not instance.n_pairs:
        return Choice(pairs=(), bound=0.0, source="flow")
    left = two_sides(len(instance.parties), instance.firsts, instance.seconds)
    return choose_by_program(instance, wishes) if left is None else choose_by_flow(instance, left, wishes)
