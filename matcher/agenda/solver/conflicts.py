"""Hard rules that cannot all be kept: the smallest set of them that conflicts, and what would fix it.

A deletion filter (Chinneck and Dravnieks, *ORSA Journal on Computing* 3, 1991): wishes are left out one after the other
for as long as what remains still conflicts. What stays conflicts, and would not without any one of its members.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.agenda.problem import Problem
from matcher.agenda.solver.flow import select_pairs
from matcher.agenda.solver.instance import Instance, compile_problem
from matcher.agenda.solver.program import choose

MOST_WISHES = 4000
"""More wishes than these are not sifted."""
SECONDS = 2.0
"""For each test of an instance that flows cannot decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A must of two parties, or the minimum of one; `text` names it."""

    pair: int | None
    party: int | None
    text: str


def conflicting_wishes(problem: Problem) -> tuple[Wish, ...]:
    """A smallest set of musts and minimums that no agenda can meet together; empty where none is found.

    What is decided leaves the times of meetings aside: a conflict that is found is one, but there may be others.
    Musts of pairs that cannot meet at all come first, each alone.
    """
    instance = compile_problem(problem)
    musts = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.must}
    for (a, b), why in instance.impossible.items():
        if frozenset((a, b)) in musts:
            return (Wish(pair=None, party=None, text=f"{a} and {b} must meet ({why})"),)
    for p in np.flatnonzero(instance.least > instance.cap).tolist():
        text = f"{instance.parties[p].id} has at least {instance.least[p]} meetings (it can have {instance.cap[p]})"
        return (Wish(pair=None, party=p, text=text),)
    wishes = _wishes(instance)
    if len(wishes) > MOST_WISHES or not instance.n_pairs or _can_be_met(instance, wishes):
        return ()
    step = max(1, len(wishes) // 2)
    while True:
        at = 0
        while at < len(wishes):
            fewer = wishes[:at] + wishes[at + step :]
            if _can_be_met(instance, fewer):
                at += step
            else:
                wishes = fewer
        if step == 1:
            return tuple(wishes)
        step = max(1, step // 2)


def explain_conflict(problem: Problem) -> str:
    """The conflict in plain words with what would fix it, or "" where none is found."""
    found = conflicting_wishes(problem)
    if not found:
        return ""
    if len(found) == 1:
        return f"Cannot be met: {found[0].text}. To fix it, drop it, or change who is there, the tables or the limits"
    names = "; ".join(one.text for one in found[:6]) + (f"; and {len(found) - 6} more" if len(found) > 6 else "")
    return (
        f"These {len(found)} wishes cannot be met together: {names}. Dropping any one of them fixes it, or a higher "
        "limit, one more slot or one more table for those they name"
    )


def _wishes(instance: Instance) -> list[Wish]:
    ids = [party.id for party in instance.parties]
    musts = [
        Wish(pair=e, party=None, text=f"{ids[instance.left[e]]} and {ids[instance.right[e]]} must meet")
        for e in np.flatnonzero(instance.must).tolist()
    ]
    minimums = [
        Wish(pair=None, party=p, text=f"{ids[p]} has at least {least} of at most {int(instance.cap[p])} meetings")
        for p, least in enumerate(instance.least.tolist())
        if least
    ]
    return minimums + musts


def _can_be_met(instance: Instance, wishes: list[Wish]) -> bool:
    must = np.zeros_like(instance.must)
    must[[one.pair for one in wishes if one.pair is not None]] = True
    least = np.zeros_like(instance.least)
    for one in wishes:
        if one.party is not None:
            least[one.party] = instance.least[one.party]
    asked = replace(instance, must=must, least=least)
    if instance.two_sided:
        return select_pairs(asked).complete
    return choose(asked, floors=None, time_limit=SECONDS) is not None
