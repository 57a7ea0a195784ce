"""What idle slots cost at least: a bound that knows that whoever waits for a slot to be there pays for it.

Each party is on duty from one slot of a day to another, once a day at most. A program says which pairs meet, when each
party is busy and when on duty, asks for balance of the two sides in every slot, and pays for every slot on duty that is
not busy. Every agenda is such a choice.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.optimize import Bounds, milp

from matcher.agenda.solver.grid import slots_of
from matcher.agenda.solver.instance import Instance
from matcher.agenda.solver.linear import SLACK, Rows, Terms

MOST_PAIRS = 10_000
"""Up to so many pairs, times on duty are whole numbers."""
MOST_LINEAR_PAIRS = 100_000
"""Instances with more pairs are left alone."""
MOST_NODES = 20
CLOSE_ENOUGH = 1e-4


def span_bound(instance: Instance, time_limit: float) -> float | None:
    """An objective that no agenda with all musts, and all minimums that its parties' limits allow, exceeds.

    None for an instance without a price of idle slots, with companies that meet one another, without pairs or with more
    than `MOST_LINEAR_PAIRS`, or where nothing is proven in the time.

    Args:
        instance: as compiled without sessions.
        time_limit: seconds after which what is proven is taken.
    """
    penalty = instance.problem.objective.idle_penalty
    if not penalty or not instance.two_sided or not 0 < instance.n_pairs <= MOST_LINEAR_PAIRS:
        return None
    program = _Program(instance, penalty)
    size = len(program.costs)
    whole = np.zeros(size)
    if instance.n_pairs <= MOST_PAIRS:
        whole[program.on_duty] = 1
    low = np.zeros(size)
    low[: instance.n_pairs] = instance.must
    found = milp(
        np.array(program.costs),
        integrality=whole,
        bounds=Bounds(low, np.ones(size)),
        constraints=[program.equal.constraint(size), program.most.constraint(size)],
        options={"node_limit": MOST_NODES, "time_limit": max(time_limit, 0.1), "mip_rel_gap": CLOSE_ENOUGH},
    )
    proven = found.mip_dual_bound if whole.any() else found.fun if found.status == 0 else None
    return None if proven is None else -float(proven) + SLACK * abs(float(proven))


class _Program:
    """Columns: the pairs, when each party is busy, when on duty, and when it begins."""

    def __init__(self, instance: Instance, penalty: float) -> None:
        self.costs: list[float] = (-instance.score).tolist()
        self.equal, self.most = Rows(), Rows()
        self.on_duty: list[int] = []
        lefts = set(instance.left.tolist())
        present: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for p, partners in enumerate(instance.partners):
            busy = {t: self._column(0.0) for t in slots_of(instance.there[p])}
            meetings = [(e, 1.0) for e in partners]
            least = min(int(instance.least[p]), int(instance.cap[p]))
            self.equal.add(meetings + [(column, -1.0) for column in busy.values()], 0, 0)
            self.most.add(meetings, least, int(instance.cap[p]))
            for day in instance.days:
                self._add_span({t: busy[t] for t in day if t in busy}, penalty)
                if instance.per_day[p] < len(day):
                    self.most.add([(busy[t], 1.0) for t in day if t in busy], 0, instance.per_day[p])
            for t, column in busy.items():
                present[t].append((column, 1.0 if p in lefts else -1.0))
        for terms in present.values():
            self.equal.add(terms, 0, 0)
            self.most.add([one for one in terms if one[1] > 0], 0, sum(instance.tables))

    def _add_span(self, busy: dict[int, int], penalty: float) -> None:
        """On duty in the slots from one to another; nothing is to pay where there is but one slot."""
        if len(busy) < 2:
            return
        before: Terms = ()
        begins = []
        for t in range(min(busy), max(busy) + 1):
            duty, begin, end = self._column(penalty), self._column(0.0), self._column(0.0)
            self.on_duty.append(duty)
            begins.append((begin, 1.0))
            self.equal.add([(duty, 1.0), (begin, -1.0), (end, 1.0), *before], 0, 0)
            before = ((duty, -1.0),)
            if t in busy:
                self.costs[busy[t]] = -penalty
                self.most.add([(busy[t], 1.0), (duty, -1.0)], -np.inf, 0)
        self.most.add(begins, 0, 1)

    def _column(self, cost: float) -> int:
        self.costs.append(cost)
        return len(self.costs) - 1
