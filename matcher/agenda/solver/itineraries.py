"""Where every party is in every slot, and whom it meets there: a plan for events with ways between venues.

Every agenda has such a plan, so none that meets the same musts and minimums is worth more than the program of
`ways.py` proves. With the plan fixed, what is left is an event without ways.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.agenda.solver.flow import Selection
from matcher.agenda.solver.instance import Floats, Instance, Ints
from matcher.agenda.solver.watch import Watch
from matcher.agenda.solver.ways import Priced, Solved, WaysProgram

MOST_PAIRS = 10_000
"""Up to so many pairs the program knows all of them, and all paths."""
MOST_PRICED_PAIRS = 100_000
"""Instances with more pairs are left without a plan."""
BEST_PARTNERS = 12
"""Pairs of each party that the program of a larger instance knows, the best first."""
ROUNDS_OF_PRICES = 2
"""How often such a program is solved, to add pairs that the prices speak for."""
ROUNDS_OF_PLANS, MOST_ROUNDS_OF_PLANS = 3, 6
"""How often a plan is mended, at most, and while none meets all musts and minimums."""
HALF = 0.5
"""A pair that is chosen by more than this is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Itineraries:
    """A plan of everybody's ways.

    Attributes:
        selection: the pairs, and a bound on every agenda.
        where: for the row of each party that has several venues, its venue row in each slot, ANYWHERE on the way.
    """

    selection: Selection
    where: dict[int, tuple[int, ...]]


def plan_itineraries(instance: Instance, known: Selection, watch: Watch) -> Itineraries | None:
    """The best plan found, with a bound no higher than that of `known`.

    None where there are no ways, the instance is not two-sided, has no pairs or more than `MOST_PRICED_PAIRS`, where a
    pair may be held at any venue, or where no plan with all musts and minimums is found. Each of the programs may take
    half of the time that is left.

    Args:
        instance: as compiled without sessions.
        known: pairs chosen with ways left aside, and what they prove.
        watch: the time.
    """
    begun = _first_plan(instance, known, watch)
    if begun is None:
        return None
    program, rows, first, bound = begun
    best = _mended(instance, program, rows, first.x, watch)
    if best is None:
        return None
    solved, where = best
    chosen = np.zeros(instance.n_pairs, dtype=bool)
    chosen[rows] = solved.x[: len(rows)] > HALF
    source = "lp" if bound < known.bound else known.source
    return Itineraries(selection=Selection(chosen=chosen, bound=bound, complete=True, source=source), where=where)


def ways_bound(instance: Instance, known: Selection, watch: Watch) -> float | None:
    """The bound of `plan_itineraries` alone, which takes a part of its time; None where that gives None without one."""
    begun = _first_plan(instance, known, watch)
    return None if begun is None else begun[3]


def _first_plan(
    instance: Instance, known: Selection, watch: Watch
) -> tuple[WaysProgram, Ints, Priced | Solved, float] | None:
    """The program, the rows of the pairs that it knows, its first solution, and the bound; None where there is none."""
    is_plain = instance.has_travel and instance.two_sided and not instance.any_place
    if not is_plain or not 0 < instance.n_pairs <= MOST_PRICED_PAIRS or min(instance.venue) < 0:
        return None
    rows, bound = np.arange(instance.n_pairs), known.bound
    if instance.n_pairs <= MOST_PAIRS:
        program = WaysProgram(instance, rows)
        days = [sum(1 << t for t in day) for day in instance.days]
        program.ask_for_common_slots(
            e for e in rows.tolist() if instance.must[e] or any(not instance.mask[e] & day for day in days)
        )
        first: Priced | Solved | None = program.solve(watch.left() / 2)
    else:
        rows = _best_pairs(instance, known)
        program = WaysProgram(instance, rows)
        first = program.price(watch.left() / 2)
        for _ in range(ROUNDS_OF_PRICES - 1):
            if not isinstance(first, Priced):
                break
            bound = min(bound, first.bound)
            rows = np.union1d(rows, first.worthwhile)
            program = WaysProgram(instance, rows)
            first = program.price(watch.left() / 2)
    return None if first is None else (program, rows, first, min(bound, first.bound))


def _mended(
    instance: Instance, program: WaysProgram, rows: Ints, x: Floats, watch: Watch
) -> tuple[Solved, dict[int, tuple[int, ...]]] | None:
    """The best of a few plans, each with the paths of the one before but for the days that have to change.

    These are days that are torn, and all days of who is to meet somebody but is never at the venue at the same time.
    Others take the place of such a pair, and the next plan knows of it.
    """
    best: tuple[Solved, dict[int, tuple[int, ...]]] | None = None
    for n_mended in range(MOST_ROUNDS_OF_PLANS + 1):
        torn, where = program.torn_days(x), program.where(x)
        mask = narrowed(instance, where).mask
        apart = np.array([not mask[e] for e in rows.tolist()])
        if not torn:
            refit = program.solve(watch.left() / 2, closed=apart, places=x)
            if refit is not None and (best is None or refit.value > best[0].value):
                best = refit, where
        missed = np.flatnonzero(apart & (x[: len(rows)] > HALF)).tolist()
        most = MOST_ROUNDS_OF_PLANS if best is None else ROUNDS_OF_PLANS
        if n_mended >= most or not (torn or missed):
            break
        open_days = torn
        if not torn:
            program.ask_for_common_slots(missed)
            parted = {p for column in missed for p in program.travellers(column)}
            open_days = {(p, d) for p in parted for d in range(len(instance.days))}
        found = program.solve(watch.left() / 2, places=x, open_days=open_days)
        if found is None:
            break
        x = found.x
    return best


def narrowed(instance: Instance, where: dict[int, tuple[int, ...]]) -> Instance:
    """The instance without ways, in which a pair can meet only while both of its parties are at its venue."""
    n_slots, n_venues = len(instance.slots), len(instance.venues)
    seen = {
        p: [sum(1 << t for t in range(n_slots) if path[t] == v) for v in range(n_venues)] for p, path in where.items()
    }
    whole = [(1 << n_slots) - 1] * n_venues
    ends = zip(instance.left.tolist(), instance.right.tolist(), instance.mask, instance.venue, strict=True)
    mask = tuple(bits & seen.get(a, whole)[v] & seen.get(b, whole)[v] for a, b, bits, v in ends)
    return replace(instance, mask=mask, way=tuple((0,) * n_venues for _ in range(n_venues)))


def _best_pairs(instance: Instance, known: Selection) -> Ints:
    wanted = set(np.flatnonzero(known.chosen | instance.must).tolist())
    score: list[float] = instance.score.tolist()
    for partners in instance.partners:
        wanted.update(sorted(partners, key=lambda e: (-score[e], e))[:BEST_PARTNERS])
    return np.array(sorted(wanted), dtype=np.int64)
