"""What no agenda of a problem can exceed: meetings as fractions, days without their times, as a linear program.

A pair meets for a share between 0 and 1, divided over the days when both are there. Parties keep their limits and do
not meet more often on a day than they have slots; a day holds no more meetings than its tables, and each slot no more
than can be held at once (a maximum matching, Hopcroft & Karp 1973). Every agenda gives such shares, so the best shares
are worth at least as much as the best agenda. Times, ways between venues and idle slots are not looked at.

Few pairs have a share in the end. The program begins with the best of each party, and takes in others while any would
gain something at its prices (column generation; Dantzig & Wolfe 1960): what it ends with is best among all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_array

from matcher.agenda.attendance import lay_calendar, most_at_once, most_meetings, slots_for
from matcher.agenda.problem import Problem, Venue
from matcher.errors import AbbinaError

TOLERANCE = 1e-6
"""Amounts below this are rounding of the linear program."""
GAIN = 1e-7
"""What a share that the program does not know has to gain to be taken in."""
MORE_PARTNERS = 3
"""Partners of each party, beyond as many as it can meet, that the program begins with."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The best shares.

    `value` is what they are worth, sessions included: with `wishes` off, no agenda is worth more. `missing` gives by id
    how many meetings parties lack of their minimum at the least, parties without lack left out. `n_meetings` is the
    sum of all shares.
    """

    value: float
    missing: Mapping[str, float]
    n_meetings: float


def relax(problem: Problem, *, wishes: bool) -> Relaxed:
    """The best shares; with `wishes`, first of all those that leave least missing of the minimums.

    Raises:
        AbbinaError: the linear program fails, which it never should.
    """
    return Relaxation(problem).best(wishes=wishes)


class Relaxation:
    """The shares of a problem as columns, one for each pair and day, and its limits as rows.

    It keeps the shares that it had to know, so that a second question costs less than the first.
    """

    def __init__(self, problem: Problem) -> None:
        """Lay out the shares and limits of a problem."""
        calendar = lay_calendar(problem)
        self._parties, n = problem.parties, len(problem.parties)
        self._sessions = math.fsum(
            math.fsum(sorted(group.guests.values(), reverse=True)[: group.max_guests]) for group in problem.groups
        )
        row = {party.id: p for p, party in enumerate(problem.parties)}
        days = {day: d for d, day in enumerate(calendar.days)}
        listed = [
            (position, d, row[pair.a], row[pair.b], pair.score)
            for position, (pair, common) in enumerate(calendar.pairs)
            for day, d in days.items()
            if common & calendar.slots_of_day[day]
        ]
        pair, day, first, second, score = zip(*listed, strict=True) if listed else ((),) * 5
        self._pair, self._first, self._second = (np.array(one, dtype=np.int64) for one in (pair, first, second))
        self._score = np.array(score, dtype=np.float64)
        venues = {venue.id: v for v, venue in enumerate(problem.venues)}
        own = np.array(
            [-1 if party.venue is None else venues[party.venue] for party in problem.parties], dtype=np.int64
        )
        day_of = np.array(day, dtype=np.int64)
        roomy = replace(problem, venues=(Venue(id="\0", tables=len(problem.parties)),))
        at_once = most_at_once(roomy, calendar)
        self._at_once = [[at_once[slot] for slot in sorted(calendar.slots_of_day[one])] for one in calendar.days]
        self._n_tables = sum(venue.tables for venue in problem.venues)
        # The rows of each share: its pair, its day, each party on that day, each party, and its venue on that day.
        n_days, n_pairs = len(days), len(calendar.pairs)
        starts = np.cumsum([0, n_pairs, n_days, n * n_days, n])
        at_venue = np.maximum(own[self._first], own[self._second]) if listed else np.zeros(0, dtype=np.int64)
        self._rows = np.column_stack(
            [
                starts[0] + self._pair,
                starts[1] + day_of,
                starts[2] + self._first * n_days + day_of,
                starts[2] + self._second * n_days + day_of,
                starts[3] + self._first,
                starts[3] + self._second,
                np.where(at_venue < 0, -1, starts[4] + at_venue * n_days + day_of),
            ]
        )
        self._day_rows = slice(starts[1], starts[2])
        self._most = np.concatenate(
            [
                np.ones(n_pairs),
                np.zeros(n_days),
                [slots_for(party, one, calendar) for party in problem.parties for one in days],
                [np.inf if party.max_meetings is None else party.max_meetings for party in problem.parties],
                [venue.tables * len(calendar.slots_of_day[one]) for venue in problem.venues for one in days],
            ]
        )
        self._known = self._best_of_each(np.array([most_meetings(party, calendar) for party in problem.parties]))

    def best(self, *, wishes: bool, n_tables: int | None = None) -> Relaxed:
        """The best shares as `relax` gives them; `n_tables` in place of those of the problem, if it has one venue.

        Raises:
            AbbinaError: the linear program fails, which it never should.
        """
        lacking = [p for p, party in enumerate(self._parties) if wishes and party.min_meetings]
        if not len(self._score):
            least = {self._parties[p].id: float(self._parties[p].min_meetings) for p in lacking}
            return Relaxed(value=self._sessions, missing=least, n_meetings=0.0)
        tables = self._n_tables if n_tables is None else n_tables
        most = self._most.copy()
        most[self._day_rows] = [sum(min(tables, n) for n in held) for held in self._at_once]
        while True:
            shares, short, better = self._solve(most, lacking)
            if not better.any():
                break
            self._known |= better
        columns = np.flatnonzero(self._known)
        return Relaxed(
            value=float(self._score[columns] @ shares) + self._sessions,
            missing={self._parties[p].id: float(n) for p, n in zip(lacking, short, strict=True) if n > TOLERANCE},
            n_meetings=float(shares.sum()),
        )

    def _best_of_each(self, most: Ints) -> Bools:
        """The shares that the program begins with: the best of each party, equal ones in the order of the file."""
        known = np.zeros(len(self._score), dtype=bool)
        for side in (self._first, self._second):
            order = np.lexsort((-self._score, side))
            starts = np.searchsorted(side[order], np.arange(len(self._parties)))
            n_days = len(self._at_once)
            rank = np.arange(len(order)) - starts[side[order]]
            known[order[rank < n_days * (most[side[order]] + MORE_PARTNERS)]] = True
        return known

    def _solve(self, most: Floats, lacking: list[int]) -> tuple[Floats, Floats, Bools]:
        """The best known shares, what is missing of minimums, and which unknown shares would gain something."""
        columns = np.flatnonzero(self._known)
        rows = self._rows[columns]
        at, kind = np.nonzero((rows >= 0) & np.isfinite(most[rows]))
        used, row_of = np.unique(rows[at, kind], return_inverse=True)
        n_used, n_shares, n_lacking = len(used), len(columns), len(lacking)
        least_row = np.full(len(self._parties), -1)
        least_row[lacking] = n_used + np.arange(n_lacking)
        wished = [(least_row[side[columns]], np.arange(n_shares)) for side in (self._first, self._second)]
        wished = [(row[row >= 0], column[row >= 0]) for row, column in wished]
        slack = (n_used + np.arange(n_lacking), n_shares + np.arange(n_lacking))
        entries = [(row_of, at), *wished, slack]
        values = np.concatenate([np.ones(len(at)), -np.ones(sum(len(row) for row, _ in entries[1:]))])
        placed = tuple(np.concatenate(part) for part in zip(*entries, strict=True))
        weights = _price(self._score) * np.array([min(max(self._parties[p].weight, 0.1), 10.0) for p in lacking])
        found = linprog(
            np.concatenate([-self._score[columns], weights]),
            A_ub=coo_array((values, placed), shape=(n_used + n_lacking, n_shares + n_lacking)).tocsr(),
            b_ub=np.concatenate([most[used], [-float(self._parties[p].min_meetings) for p in lacking]]),
            bounds=np.column_stack(
                [np.zeros(n_shares + n_lacking), np.r_[np.ones(n_shares), np.full(n_lacking, np.inf)]]
            ),
            method="highs",
        )
        if found.status != 0:
            raise AbbinaError(
                f"the linear program of the agenda ended with {found.message!r}; please report this problem"
            )
        price, least = np.zeros(len(most) + 1), np.zeros(len(self._parties))
        price[used] = found.ineqlin.marginals[:n_used]
        least[lacking] = found.ineqlin.marginals[n_used:]
        gain = self._score + price[self._rows].sum(axis=1) - least[self._first] - least[self._second]
        return found.x[:n_shares], found.x[n_shares:], (gain > GAIN) & ~self._known


def _price(score: Floats) -> float:
    """What a missing meeting of a minimum costs: far more than any pair is worth."""
    return 1e3 * max(1.0, float(score.max()))
