"""A participant's day as a path: through the slots, with a meeting in some of them, paying for breaks."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class State(NamedTuple):
    """Where a participant stands after `slot` slots: meetings held so far, and whether the last slot had one."""

    slot: int
    held: int
    is_busy: bool


class Step(NamedTuple):
    """One slot of a day: from a state to the next, with a meeting or not; `breaks` is 1 where a break ends, else 0."""

    tail: State
    head: State
    is_busy: bool
    breaks: int


START = State(0, 0, False)


def steps(n_slots: int, n_meetings: int, possible: Collection[int]) -> list[Step]:
    """Every step of every day from slot 0 on with `n_meetings` meetings, 1 or more, in `possible` slots; by slot.

    A day is a path from `START`, and all end in the head of the last step. The sum of `breaks` along a path is the
    number of its breaks. Empty when `possible` has too few slots; otherwise no step leads where slots are too few.
    """
    left = [sum(slot >= at for slot in possible) for at in range(n_slots + 1)]
    found: list[Step] = []
    reached = [START]
    for slot in range(n_slots):
        heads: dict[State, None] = {}
        for tail in reached:
            for is_busy in (False, True):
                held = tail.held + is_busy
                if held > n_meetings or (is_busy and slot not in possible) or n_meetings - held > left[slot + 1]:
                    continue
                head = State(slot + 1, held, is_busy and slot + 1 < n_slots)
                breaks = int(is_busy and not tail.is_busy and tail.held > 0)
                found.append(Step(tail, head, is_busy, breaks))
                heads[head] = None
        reached = list(heads)
    return found
