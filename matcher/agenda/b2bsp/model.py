"""The constraint model of an instance for OR-Tools CP-SAT.

A literal says that a meeting is held in a slot, another that a participant is busy in a slot; what follows of these for
a participant's breaks is in `days`. Full slots are counted over hosts (`choices.hosts`) and over busy participants, not
over meetings: the few literals that are summed are what makes conflicts short.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.agenda.b2bsp.choices import hosts, possible_slots
from matcher.agenda.b2bsp.days import Day, plan_day
from matcher.agenda.b2bsp.instance import Instance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ortools.sat.python.cp_model import CpModel, IntVar


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableModel:
    """A CP-SAT model, and the literal of each meeting in each slot that it may have."""

    model: CpModel
    held: dict[tuple[int, int], IntVar]


def build_model(instance: Instance, *, least: int = 0, most: int | None = None) -> TimetableModel:
    """The model of an instance that is known to have no timetable with fewer than `least` breaks.

    With `most`, its solutions are the timetables with at most so many breaks, all alike. Without, they are all
    timetables, and the objective is the sum of breaks.
    """
    from ortools.sat.python.cp_model import CpModel

    builder = _Builder(instance=instance, model=CpModel())
    builder.hold_meetings()
    builder.hold_order()
    builder.plan_days()
    builder.limit_tables()
    builder.limit_unlikeness()
    builder.count_breaks(least, most)
    return TimetableModel(model=builder.model, held=builder.held)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """A model in the making; `held` is keyed by meeting and slot, `busy` by participant and slot."""

    instance: Instance
    model: CpModel
    held: dict[tuple[int, int], IntVar] = field(default_factory=dict)
    busy: dict[tuple[int, int], IntVar] = field(default_factory=dict)
    days: list[Day] = field(default_factory=list)

    def _bool(self) -> IntVar:
        return self.model.new_bool_var("")

    def _held(self, rows: Iterable[int], slots: Iterable[int]) -> list[IntVar]:
        """The literals of these meetings in these slots, those that are possible."""
        wanted = list(slots)
        return [self.held[row, slot] for row in rows for slot in wanted if (row, slot) in self.held]

    def hold_meetings(self) -> None:
        """Each meeting has one slot."""
        for row, possible in enumerate(possible_slots(self.instance)):
            for slot in possible:
                self.held[row, slot] = self._bool()
            self.model.add_exactly_one(self._held([row], possible))

    def hold_order(self) -> None:
        """Who must come before has been by the slot before; told for each slot, which bounds well."""
        for row, meeting in enumerate(self.instance.meetings):
            for before in sorted(meeting.after):
                for slot in range(self.instance.n_slots):
                    by_then = sum(self._held([row], range(slot + 1)))
                    self.model.add(by_then <= sum(self._held([before], range(slot))))

    def plan_days(self) -> None:
        """Nobody has two meetings in a slot, and breaks are counted."""
        for participant, rows in enumerate(self.instance.meetings_of()):
            for slot in range(self.instance.n_slots):
                possible = self._held(rows, [slot])
                if possible:
                    self.busy[participant, slot] = self._bool()
                    self.model.add_exactly_one([*possible, ~self.busy[participant, slot]])
            slots = [self.busy.get((participant, slot)) for slot in range(self.instance.n_slots)]
            self.days.append(plan_day(self.model, slots, len(rows)))

    def limit_tables(self) -> None:
        """A slot has no more meetings than tables, nor more busy participants than twice as many."""
        most, everyone = self.instance.n_tables, range(self.instance.n_participants)
        all_rows = self.instance.meetings_of()
        of_hosts = [(host, rows, rows == all_rows[host]) for host, rows in hosts(self.instance).items()]
        for slot in range(self.instance.n_slots):
            hosting = [literal for host in of_hosts for literal in self._hosting(*host, slot)]
            self._at_most(most, hosting)
            self._at_most(2 * most, [self.busy[one, slot] for one in everyone if (one, slot) in self.busy])

    def _hosting(self, host: int, rows: Sequence[int], are_all: bool, slot: int) -> list[IntVar]:
        """The literal, if possible, that a host has one of these meetings in a slot, which may be all that it has."""
        possible = self._held(rows, [slot])
        if len(possible) < 2:
            return possible
        if are_all:
            return [self.busy[host, slot]]
        hosting = self._bool()
        self.model.add_exactly_one([*possible, ~hosting])
        return [hosting]

    def _at_most(self, most: int, literals: Sequence[IntVar]) -> None:
        if len(literals) > most:
            self.model.add(sum(literals) <= most)

    def limit_unlikeness(self) -> None:
        """The most breaks of a participant are not far above the least of another."""
        least = self.model.new_int_var(0, self.instance.n_slots, "")
        for day in self.days:
            self.model.add(day.breaks >= least)
            self.model.add(day.breaks <= least + self.instance.most_unlike)

    def count_breaks(self, least: int, most: int | None) -> None:
        """The sum of breaks is at most `most`, or else the least that there is from `least` on."""
        total = sum(term for day in self.days for term in day.terms)
        if most is None:
            self.model.add(total >= least)
            self.model.minimize(total)
        else:
            self.model.add(total <= most)
