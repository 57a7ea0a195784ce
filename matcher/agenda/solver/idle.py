"""Idle slots: those between a party's first and last meeting of a day in which it does not meet."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.agenda.solver.board import Board


def idle_slots(board: Board, parties: Iterable[int] | None = None) -> int:
    """How many idle slots the parties have together, all parties where none are named."""
    days = board.instance.days
    busy = board.busy if parties is None else [board.busy[party] for party in parties]
    return sum(_holes(slots & day) for slots in busy for day in days)


def _holes(busy: int) -> int:
    """Zeros between the lowest and the highest one."""
    if not busy:
        return 0
    return busy.bit_length() - ((busy & -busy).bit_length() - 1) - busy.bit_count()
