"""What fairness costs: the best floor that all companies can have, and the score that remains at shares of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver.flow import most_meetings
from matcher.agenda.solver.ideals import as_rows, company_ideals
from matcher.agenda.solver.instance import compile_problem
from matcher.agenda.solver.solve import solve_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPrice:
    """An agenda with the floor `floor`, a share of each company's ideal, and the part of the score that it costs.

    `price` is (score without a floor − score) / score without a floor; `worst` the least share that a company gets.
    """

    floor: float
    agenda: Agenda
    price: float
    worst: float


def best_floor(problem: Problem) -> float:
    """The largest share of its ideal, in [0, 1], that every company could get at once; 0 without companies.

    It is that of a linear program on pairs, groups left aside: an agenda may reach somewhat less, because meetings are
    whole and need times.
    """
    instance = compile_problem(problem)
    ideals = as_rows(instance, company_ideals(instance))
    companies = np.flatnonzero(ideals > 0)
    if not len(companies):
        return 0.0
    n, n_parties = instance.n_pairs, len(instance.parties)
    pairs = np.arange(n)
    ends = np.concatenate([instance.left, instance.right])
    both = np.concatenate([pairs, pairs])
    position = np.full(n_parties, -1)
    position[companies] = np.arange(len(companies))
    own = position[ends] >= 0
    first = n_parties + 1
    row = np.concatenate([ends, np.full(n, n_parties), first + position[ends[own]], first + np.arange(len(companies))])
    column = np.concatenate([both, pairs, both[own], np.full(len(companies), n)])
    factor = np.concatenate([np.ones(3 * n), -instance.score[both[own]], ideals[companies]])
    matrix = coo_array((factor, (row, column)), shape=(first + len(companies), n + 1)).tocsr()
    most = np.concatenate([instance.cap, [most_meetings(instance)], np.zeros(len(companies))])
    cost = np.zeros(n + 1)
    cost[n] = -1.0
    found = linprog(cost, A_ub=matrix, b_ub=most, bounds=(0, 1), method="highs")
    return float(found.x[n]) if found.x is not None else 0.0


def price_floors(
    problem: Problem, shares: Sequence[float], *, solve: Callable[[Problem], Agenda] = solve_problem
) -> tuple[FloorPrice, ...]:
    """The price curve: an agenda for no floor and for each share, in [0, 1], of the best floor, in that order."""
    best = best_floor(problem)
    free = solve(_with_floor(problem, 0.0))
    found = []
    for share in (0.0, *shares):
        agenda = solve(_with_floor(problem, share * best)) if share > 0 else free
        price = (free.score - agenda.score) / free.score if free.score else 0.0
        found.append(FloorPrice(floor=share * best, agenda=agenda, price=price, worst=worst_share(problem, agenda)))
    return tuple(found)


def worst_share(problem: Problem, agenda: Agenda) -> float:
    """The least share of its ideal that a company gets; 1 where no company has an ideal above 0."""
    ideals = company_ideals(compile_problem(problem))
    scores = {frozenset((pair.a, pair.b)): pair.score for pair in problem.pairs}
    groups = {group.id: group for group in problem.groups}
    got = dict.fromkeys(ideals, 0.0)
    for meeting in agenda.meetings:
        for name in (meeting.a, meeting.b):
            if name in got:
                got[name] += scores[frozenset((meeting.a, meeting.b))]
    for session in agenda.groups:
        for name in session.guests:
            if name in got:
                got[name] += groups[session.id].guests[name]
    return min((got[name] / ideal for name, ideal in ideals.items() if ideal > 0), default=1.0)


def _with_floor(problem: Problem, floor: float) -> Problem:
    return replace(problem, objective=replace(problem.objective, fairness_floor=floor))
