"""One participant's day in the CP-SAT model: busy slots in, breaks out.

A day without breaks is one run of busy slots, so it begins somewhere and everything else follows: a literal for each
such beginning, and one for a day with breaks, of which exactly one is true. In a good timetable nearly all days begin
somewhere, and these literals carry the search. Breaks are counted where they end: the participant is busy, idle in the
slot before, and had begun by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT, LiteralT

    Slots = Sequence[IntVar | None]
    """A literal for each slot, true when the participant is busy in it; None where it surely is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How many breaks a day has, and the terms that sum to it: the first break by itself, then all others."""

    breaks: LinearExprT
    terms: tuple[LinearExprT, ...]


def plan_day(model: CpModel, slots: Slots, n_meetings: int) -> Day:
    """Add a day with `n_meetings` busy slots to a model, and tell its breaks."""
    model.add(sum(busy for busy in slots if busy is not None) == n_meetings)
    ends = _ends_of_breaks(model, slots) if n_meetings > 1 else []
    if not ends:
        return Day(breaks=0, terms=())
    is_broken = model.new_bool_var("")
    model.add_exactly_one([is_broken, *_beginnings(model, slots, n_meetings)])
    model.add_bool_or([~is_broken, *ends])
    for one in ends:
        model.add_implication(one, is_broken)
    more = model.new_int_var(0, min(len(ends), n_meetings - 1) - 1, "")
    model.add(sum(ends) == is_broken + more)
    return Day(breaks=is_broken + more, terms=(is_broken, more))


def _beginnings(model: CpModel, slots: Slots, n_meetings: int) -> list[IntVar]:
    """A literal for each run of `n_meetings` slots, true only if the day is this run."""
    runs: list[IntVar] = []
    idle = [None if busy is None else ~busy for busy in slots]
    for first in range(len(slots) - n_meetings + 1):
        end = first + n_meetings
        if all(busy is not None for busy in slots[first:end]):
            runs.append(model.new_bool_var(""))
            day = (*idle[:first], *slots[first:end], *idle[end:])
            model.add_bool_and([literal for literal in day if literal is not None]).only_enforce_if(runs[-1])
    return runs


def _ends_of_breaks(model: CpModel, slots: Slots) -> list[IntVar]:
    """A literal for each slot in which a break may end, true when one does."""
    ends: list[IntVar] = []
    begun: IntVar | None = None
    for slot, busy in enumerate(slots):
        before = slots[slot - 1] if slot else None
        if busy is not None and begun is not None and begun is not before:
            ends.append(_all(model, [begun, busy] if before is None else [begun, busy, ~before]))
        begun = _either(model, begun, busy)
    return ends


def _all(model: CpModel, literals: Sequence[LiteralT]) -> IntVar:
    """A literal that is true when all of these are."""
    every = model.new_bool_var("")
    model.add_bool_or([every, *(~literal for literal in literals)])
    for literal in literals:
        model.add_implication(every, literal)
    return every


def _either(model: CpModel, one: IntVar | None, other: IntVar | None) -> IntVar | None:
    """A literal that is true when one of two is."""
    if one is None or other is None:
        return other if one is None else one
    either = model.new_bool_var("")
    model.add_bool_or([~either, one, other])
    model.add_implication(one, either)
    model.add_implication(other, either)
    return either
