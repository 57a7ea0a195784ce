"""What a re-plan works on: the pairs worth a look, compiled, and the bound on whatever could be made of all pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Problem
from matcher.agenda.solver.choosing import unavailable_slots
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.ideals import company_floors
from matcher.agenda.solver.instance import Bools, Instance, Ints, compile_problem
from matcher.agenda.solver.leftover import Leftover, Two, what_is_left
from matcher.agenda.solver.listing import Listing, list_pairs, proven_bound, worth_a_look
from matcher.agenda.solver.prices import Prices, best_prices
from matcher.agenda.solver.program import choose
from matcher.agenda.solver.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A re-plan laid out.

    Attributes:
        problem: with what was added.
        old: what is left of the old agenda.
        blank: the compiled pairs, sessions left aside, on which bounds are proven; `instance` knows the sessions.
        listing: all pairs as columns; None where all of them are compiled.
        rows: pair rows of `instance` by ids.
        best: the best pairs of `blank`, with the bound on all agendas that meet the wishes, groups counted at most.
        prices: of the parties at this best; None where flows are not enough to know them.
        floors: the least value of companies by id.
    """

    problem: Problem
    old: Leftover
    blank: Instance
    instance: Instance
    listing: Listing | None
    rows: Mapping[Two, int]
    best: Selection
    prices: Prices | None
    floors: dict[str, float]

    @property
    def home(self) -> dict[int, int]:
        """Pair rows of what is pinned or could stay, with their slot rows."""
        return {self.rows[two]: t for two, t in self.old.met.items() if two in self.rows}

    @property
    def pinned(self) -> Bools:
        """The pairs that cannot move, (n_pairs,) bool."""
        found = np.zeros(self.instance.n_pairs, dtype=bool)
        found[[self.rows[two] for two in self.old.pinned if two in self.rows]] = True
        return found


def lay_desk(problem: Problem, before: Agenda, changes: Changes, watch: Watch) -> Desk:
    """The desk for an agenda of `problem`, which is given without what `changes` adds."""
    whole = replace(
        problem,
        parties=(*problem.parties, *changes.added_parties),
        pairs=(*problem.pairs, *changes.added_pairs),
    )
    old = what_is_left(whole, before, changes)
    listing = list_pairs(whole, old.unavailable, old.met) if whole.pairs else None
    looked_at = whole if listing is None else replace(whole, pairs=tuple(compress(whole.pairs, worth_a_look(listing))))
    blank, instance = _compiled(looked_at, old)
    if not blank.two_sided:
        listing = None
        blank, instance = _compiled(whole, old)
    prices = None
    best = Selection(chosen=np.zeros(0, dtype=bool), bound=0.0, complete=not blank.least.any(), source="flow")
    if blank.n_pairs:
        best = best_pairs(blank, None, watch) or _hopeless(blank)
        if listing is not None:
            prices = best_prices(blank, best.chosen, wishes=True)
            best = replace(best, bound=proven_bound(listing, blank, prices, wishes=True))
    return Desk(
        problem=whole,
        old=old,
        blank=blank,
        instance=instance,
        listing=listing,
        rows=_rows(instance),
        best=replace(best, bound=best.bound + _most_from_guests(whole)),
        prices=prices,
        floors=company_floors(compile_problem(whole)) if whole.objective.fairness_floor > 0 else {},
    )


def bound_without_wishes(desk: Desk, watch: Watch) -> Selection:
    """The bound on all agendas, whatever wishes they leave open."""
    blank = desk.blank
    if not blank.n_pairs:
        return desk.best
    bare = replace(blank, least=np.zeros_like(blank.least), must=np.zeros_like(blank.must))
    best = best_pairs(bare, None, watch) or _hopeless(blank)
    if desk.listing is not None:
        prices = best_prices(bare, best.chosen, wishes=False)
        best = replace(best, bound=proven_bound(desk.listing, bare, prices, wishes=False))
    return replace(best, bound=best.bound + _most_from_guests(desk.problem))


def best_pairs(instance: Instance, value: Ints | None, watch: Watch) -> Selection | None:
    """The best pairs, groups left aside, by `value` (n_pairs,) where it is given; None where none are found."""
    if instance.two_sided:
        return select_pairs(instance, value=value)
    bare = replace(instance, problem=replace(instance.problem, groups=()))
    worth = None if value is None else value / instance.scale
    choice = choose(bare, floors=None, time_limit=watch.left() / 4, worth=worth)
    return None if choice is None else choice.selection


def _compiled(problem: Problem, old: Leftover) -> tuple[Instance, Instance]:
    """The instance without and with the sessions that are held."""
    taken, pinned = dict(old.unavailable), dict(old.pinned)
    blank = compile_problem(problem, taken, pinned)
    if not old.sessions:
        return blank, blank
    for name, bits in unavailable_slots(blank, old.sessions).items():
        taken[name] = taken.get(name, 0) | bits
    return blank, compile_problem(problem, taken, pinned)


def _hopeless(instance: Instance) -> Selection:
    """No choice that meets the wishes is known: no pair is chosen, and all of them together are the bound."""
    nothing = np.zeros(instance.n_pairs, dtype=bool)
    return Selection(chosen=nothing, bound=float(instance.score.sum()), complete=False, source="lp")


def _rows(instance: Instance) -> dict[Two, int]:
    ids = [party.id for party in instance.parties]
    return {
        frozenset((ids[a], ids[b])): e
        for e, (a, b) in enumerate(zip(instance.left.tolist(), instance.right.tolist(), strict=True))
    }


def _most_from_guests(problem: Problem) -> float:
    """The most that groups can be worth: their best guests."""
    return sum(sum(sorted(group.guests.values(), reverse=True)[: group.max_guests]) for group in problem.groups)
