"""Idle slots: those between a party's first and last meeting of a day in which it does not meet."""

from __future__ import annotations

from matcher.agenda.solver.board import Board
from matcher.agenda.solver.instance import Instance


def idle_slots(board: Board) -> int:
    """How many idle slots all parties have together."""
    return sum(holes_of(board.instance, busy) for busy in board.busy)


def holes_of(instance: Instance, busy: int) -> int:
    """How many idle slots a party has that meets in the slots `busy`: zeros between the ones of a day."""
    n_idle = 0
    for day in instance.days:
        met = busy & day
        if met & (met - 1):
            n_idle += met.bit_length() - (met & -met).bit_length() + 1 - met.bit_count()
    return n_idle
