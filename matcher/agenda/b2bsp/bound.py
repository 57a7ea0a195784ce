"""A proven least number of breaks, from what tables and meetings force on days that are otherwise free.

Each participant chooses a day, as a path through the slots (`paths`), and each meeting a slot; a participant must meet
when his or her meetings are held, and a slot has only so many tables. Putting a price on each of these ties instead of
keeping it (Lagrangian relaxation) lets every day and every meeting choose for itself, and the sum of the cheapest
choices is never above the least number of breaks, whatever the prices. Good prices are the duals of the linear program
over all of it. They are rounded to whole millionths and the sum is taken in whole numbers, so that what is returned is
proven whatever the linear program did. Precedences and the limit on unlike numbers of breaks are left aside, which only
lowers the bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from matcher.agenda.b2bsp.choices import possible_slots
from matcher.agenda.b2bsp.instance import Instance
from matcher.agenda.b2bsp.paths import START, State, Step, steps

UNIT = 1_000_000
"""Prices and costs are whole numbers of 1 / UNIT breaks."""
MOST_STEPS = 8_000
"""Steps of all days together; with more, the linear program would take longer than it is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a meeting costs a participant in a slot, and what a table costs in a slot, in 1 / UNIT breaks.

    `meeting` is keyed by participant and slot, where one of the participant's meetings is possible; `table` has a price
    of 0 or more for each slot.
    """

    meeting: dict[tuple[int, int], int]
    table: tuple[int, ...]


def least_breaks(instance: Instance, seconds: float) -> int:
    """A number of breaks that every timetable has at least; 0 when the instance is too large or time is up.

    `seconds` limits the linear program, if one is solved. An instance that has no timetable may get any number.
    """
    days: list[list[Step]] = []
    n_steps = 0
    for day in _days(instance):
        days.append(day)
        n_steps += len(day)
        if n_steps > MOST_STEPS:
            return 0
    prices = _dual_prices(instance, days, seconds) if n_steps else None
    return 0 if prices is None else max(0, priced_bound(instance, prices))


def priced_bound(instance: Instance, prices: Prices) -> int:
    """The bound that these prices prove; a bad choice of prices may make it low, even negative, but never wrong."""
    total = -instance.n_tables * sum(prices.table)
    for participant, day in enumerate(_days(instance)):
        total += _cheapest(day, {slot: price for (who, slot), price in prices.meeting.items() if who == participant})
    for meeting, possible in zip(instance.meetings, possible_slots(instance), strict=True):
        pair = (meeting.first, meeting.second)
        total += min(
            (prices.table[slot] - sum(prices.meeting.get((who, slot), 0) for who in pair) for slot in possible),
            default=0,
        )
    return -(-total // UNIT)


def _days(instance: Instance) -> Iterator[list[Step]]:
    """The steps of each participant's day; none for those without meetings or without the slots for them."""
    possible = possible_slots(instance)
    for rows in instance.meetings_of():
        slots = {slot for row in rows for slot in possible[row]}
        yield steps(instance.n_slots, len(rows), slots) if rows else []


def _cheapest(day: list[Step], price: dict[int, int]) -> int:
    """The least cost of a path, in 1 / UNIT breaks; 0 for a day without steps."""
    least = {START: 0}
    for step in day:
        cost = least[step.tail] + UNIT * step.breaks + (price.get(step.tail.slot, 0) if step.is_busy else 0)
        least[step.head] = min(cost, least.get(step.head, cost))
    return least[day[-1].head] if day else 0


@dataclass(slots=True)
class _Rows:
    """The rows of a sparse matrix with their right-hand sides."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def new(self, right: int) -> int:
        self.right.append(right)
        return len(self.right) - 1

    def add(self, row: int, column: int, value: int) -> None:
        self.row.append(row)
        self.column.append(column)
        self.value.append(value)


def _dual_prices(instance: Instance, days: list[list[Step]], seconds: float) -> Prices | None:
    """The prices at the optimum of the linear program; None when it has none or time is up."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    equal, limits = _Rows(), _Rows()
    costs: list[int] = []
    ties = _meeting_columns(instance, equal, limits, costs)
    for participant, day in enumerate(days):
        _day_columns(participant, day, equal, ties, costs)

    def matrix(rows: _Rows) -> object:
        return csr_array((rows.value, (rows.row, rows.column)), shape=(len(rows.right), len(costs)))

    solved = linprog(
        costs,
        A_ub=matrix(limits),
        b_ub=limits.right,
        A_eq=matrix(equal),
        b_eq=equal.right,
        method="highs",
        options={"time_limit": seconds},
    )
    if solved.status != 0:
        return None
    of_equal, of_limits = solved.eqlin.marginals, solved.ineqlin.marginals
    return Prices(
        meeting={tie: round(float(of_equal[row]) * UNIT) for tie, row in ties.items()},
        table=tuple(max(0, round(-float(price) * UNIT)) for price in of_limits),
    )


def _meeting_columns(instance: Instance, equal: _Rows, limits: _Rows, costs: list[int]) -> dict[tuple[int, int], int]:
    """A column for each meeting and slot; the answer has the row that ties each participant and slot."""
    ties: dict[tuple[int, int], int] = {}
    tables = [limits.new(instance.n_tables) for _ in range(instance.n_slots)]
    for meeting, possible in zip(instance.meetings, possible_slots(instance), strict=True):
        once = equal.new(1)
        for slot in possible:
            column = len(costs)
            costs.append(0)
            equal.add(once, column, 1)
            limits.add(tables[slot], column, 1)
            for tie in ((meeting.first, slot), (meeting.second, slot)):
                if tie not in ties:
                    ties[tie] = equal.new(0)
                equal.add(ties[tie], column, 1)
    return ties


def _day_columns(
    participant: int, day: list[Step], equal: _Rows, ties: dict[tuple[int, int], int], costs: list[int]
) -> None:
    """A column for each step of a day: one path from start to end, and a meeting where one is held."""
    if not day:
        return
    balance: dict[State, int] = {START: equal.new(-1), day[-1].head: equal.new(1)}
    for step in day:
        column = len(costs)
        costs.append(step.breaks)
        for state, sign in ((step.tail, -1), (step.head, 1)):
            if state not in balance:
                balance[state] = equal.new(0)
            equal.add(balance[state], column, sign)
        if step.is_busy:
            equal.add(ties[participant, step.tail.slot], column, -1)
