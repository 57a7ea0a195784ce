"""What a re-plan works on: the pairs worth a look, compiled, and the bound on whatever could be made of all pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from matcher.agenda.plan import BY_HAND, Agenda, Changes, Meeting
from matcher.agenda.problem import Problem
from matcher.agenda.solver.choosing import unavailable_slots
from matcher.agenda.solver.few import ABSENT, compile_few, pair_rows
from matcher.agenda.solver.flow import Selection, select_pairs
from matcher.agenda.solver.frame import lay_frame
from matcher.agenda.solver.ideals import company_floors
from matcher.agenda.solver.instance import Bools, Instance, Ints, compile_problem
from matcher.agenda.solver.leftover import Leftover, what_is_left
from matcher.agenda.solver.listing import Listing, codes_of, list_pairs, proven_bound, worth_a_look
from matcher.agenda.solver.prices import Prices, best_prices
from matcher.agenda.solver.program import Session, choose, session_starts
from matcher.agenda.solver.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A re-plan laid out.

    Attributes:
        problem: with what was added; pairs whose meeting was taken out by hand are forbidden.
        old: what is left of the old agenda.
        blank: the compiled pairs, sessions left aside, on which bounds are proven; `instance` knows the sessions.
        listing: all pairs as columns; None where all of them are compiled.
        home: pair rows of `instance` that are pinned or could stay, with their slot rows.
        pinned: (n_pairs,) the pairs of `instance` that cannot move.
        places: the old meetings of the pairs in `home`.
        best: the best pairs of `blank`, with the bound on all agendas that meet the wishes, groups counted at most.
        prices: of the parties at this best; None where flows are not enough to know them.
        floors: the least value of companies by id, of those that have not gone.
    """

    problem: Problem
    old: Leftover
    blank: Instance
    instance: Instance
    listing: Listing | None
    home: Mapping[int, int]
    pinned: Bools
    places: Mapping[int, Meeting]
    best: Selection
    prices: Prices | None
    floors: dict[str, float]


def lay_desk(problem: Problem, before: Agenda, changes: Changes, watch: Watch) -> Desk:
    """The desk for an agenda of `problem`, which is given without what `changes` adds."""
    whole = problem
    if changes.added_parties or changes.added_pairs:
        whole = replace(
            problem,
            parties=(*problem.parties, *changes.added_parties),
            pairs=(*problem.pairs, *changes.added_pairs),
        )
    old = what_is_left(whole, before, changes)
    if old.apart:
        whole = replace(whole, forbidden=(*whole.forbidden, *sorted((min(two), max(two)) for two in old.apart)))
    listing = list_pairs(whole, old.unavailable, old.met) if whole.pairs else None
    compiled = None if listing is None else _few_compiled(whole, listing, old)
    if compiled is None:
        listing = None
        compiled = _compiled(whole, old)
    blank, instance = compiled
    if old.apart or old.gone:
        told = {two: _why_lost(two, old) or why for two, why in instance.impossible.items()}
        instance = replace(instance, impossible=told)
    prices = None
    best = Selection(chosen=np.zeros(0, dtype=bool), bound=0.0, complete=not blank.least.any(), source="flow")
    if blank.n_pairs:
        best = best_pairs(blank, None, watch) or _hopeless(blank)
        if listing is not None:
            prices = best_prices(blank, best.chosen, wishes=True)
            best = replace(best, bound=proven_bound(listing, blank, prices, wishes=True))
    names = {party.id: p for p, party in enumerate(instance.parties)}
    rows = pair_rows(instance, codes_of(old.met, names) if listing is None else listing.met_codes).tolist()
    pinned = np.zeros(instance.n_pairs, dtype=bool)
    pinned[[row for row in rows[: len(old.pinned)] if row != ABSENT]] = True
    return Desk(
        problem=whole,
        old=old,
        blank=blank,
        instance=instance,
        listing=listing,
        home={row: t for row, t in zip(rows, old.met.values(), strict=True) if row != ABSENT},
        pinned=pinned,
        places={row: old.places[two] for two, row in zip(old.met, rows, strict=True) if row != ABSENT},
        best=replace(best, bound=best.bound + _most_from_guests(blank, old)),
        prices=prices,
        floors=_floors(whole, old) if whole.objective.fairness_floor > 0 else {},
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
    return replace(best, bound=best.bound + _most_from_guests(blank, desk.old))


def best_pairs(
    instance: Instance, value: Ints | None, watch: Watch, *, closed: Bools | None = None, held: Bools | None = None
) -> Selection | None:
    """The best pairs, groups left aside, by `value` (n_pairs,) where it is given; None where none are found.

    Between two sides, `closed` pairs are not chosen and `held` ones are, whatever they are worth.
    """
    if instance.two_sided:
        return select_pairs(instance, value=value, closed=closed, held=held)
    bare = replace(instance, problem=replace(instance.problem, groups=()))
    worth = None if value is None else value / instance.scale
    choice = choose(bare, floors=None, time_limit=watch.left() / 4, worth=worth)
    return None if choice is None else choice.selection


def taken_slots(blank: Instance, old: Leftover, sessions: tuple[Session, ...]) -> dict[str, int]:
    """The slots, as bits, that the past, the changes and some of the sessions take from each party by id."""
    taken = dict(old.unavailable)
    for name, bits in unavailable_slots(blank, sessions).items():
        taken[name] = taken.get(name, 0) | bits
    return taken


def _compiled(problem: Problem, old: Leftover) -> tuple[Instance, Instance]:
    """The instance without and with the sessions that are held."""
    pinned = dict(old.pinned)
    blank = compile_problem(problem, dict(old.unavailable), pinned)
    return blank, compile_problem(problem, taken_slots(blank, old, old.sessions), pinned) if old.sessions else blank


def _few_compiled(problem: Problem, listing: Listing, old: Leftover) -> tuple[Instance, Instance] | None:
    """The same of the pairs that are worth a look; None where the parties do not fall into two sides."""
    looked_at = worth_a_look(listing)
    blank = compile_few(problem, listing, looked_at, listing.frame, old.pinned)
    if blank is None:
        blank, instance = _compiled(replace(problem, pairs=tuple(compress(problem.pairs, looked_at))), old)
        return (blank, instance) if blank.two_sided else None
    if not old.sessions:
        return blank, blank
    left = compile_few(
        problem, listing, looked_at, lay_frame(problem, taken_slots(blank, old, old.sessions)), old.pinned
    )
    return None if left is None else (blank, left)


def _why_lost(two: tuple[str, str], old: Leftover) -> str:
    """Why a pair cannot meet any more, "" where that is not what the day brought."""
    if frozenset(two) in old.apart:
        return BY_HAND
    return next((f"{name} has gone" for name in two if name in old.gone), "")


def _floors(problem: Problem, old: Leftover) -> dict[str, float]:
    """The floors of the companies that have not gone."""
    floors = company_floors(compile_problem(problem))
    return {name: floor for name, floor in floors.items() if name not in old.gone}


def _hopeless(instance: Instance) -> Selection:
    """No choice that meets the wishes is known: no pair is chosen, and all of them together are the bound."""
    nothing = np.zeros(instance.n_pairs, dtype=bool)
    return Selection(chosen=nothing, bound=float(instance.score.sum()), complete=False, source="lp")


def _most_from_guests(blank: Instance, old: Leftover) -> float:
    """The most that groups can be worth: the best guests who can come to one of their times, or those who do."""
    ids = [party.id for party in blank.parties]
    most = {one.group.id: sum(one.group.guests[ids[p]] for p in one.guests) for one in old.sessions}
    begun = {one.group.id for one in old.sessions if one.start < old.now}
    for one in session_starts(blank) if blank.problem.groups else ():
        if one.start >= old.now and one.group.id not in begun:
            worths = sorted((one.group.guests[ids[p]] for p in one.guests), reverse=True)
            most[one.group.id] = max(most.get(one.group.id, 0.0), sum(worths[: one.group.max_guests]))
    return sum(most.values())
