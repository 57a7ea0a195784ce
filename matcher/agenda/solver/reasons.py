"""Why a meeting is missing, and which wishes an agenda leaves open."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from matcher.agenda.plan import Unmet, Unscheduled
from matcher.agenda.solver.grid import FREE, Grid, slots_of
from matcher.agenda.solver.program import Session

MOST_NAMED = 3
"""Partners that a reason names one by one."""


def why_not(grid: Grid, e: int) -> str:
    """Why pair `e` does not meet, in a few words."""
    a, b = sorted((grid.left[e], grid.right[e]))
    return "; ".join(filter(None, (_is_full(grid, a), _is_full(grid, b)))) or _no_slot(grid, e, a, b)


def _is_full(grid: Grid, p: int) -> str:
    """That party `p` has all the meetings that it may have, "" where it has not."""
    party, load = grid.instance.parties[p], grid.load[p]
    is_full = party.max_meetings is not None and load >= party.max_meetings
    return f"{party.id} is full: {load} of {party.max_meetings} meetings" if is_full else ""


def _no_slot(grid: Grid, e: int, a: int, b: int) -> str:
    instance = grid.instance
    common = instance.mask[e]
    free = common & ~grid.met[a] & ~grid.met[b]
    if not free:
        return f"no common free slot: of {common.bit_count()} that suit both, one or the other is busy in each"
    seated = [t for t in slots_of(free) if grid.has_table(e, t)]
    if not seated:
        return "no free table in their common free slots"
    if any(grid.fits(e, t) for t in seated):
        return "would cost more than it is worth: idle slots, or meetings that are kept"
    limited = [p for p in (a, b) if all(grid.busy[p][instance.day[t]] >= instance.per_day[p] for t in seated)]
    if limited:
        return f"{instance.parties[limited[0]].id} has reached max_per_day on each day with a common free slot"
    if grid.travels:
        return "no time for the way between venues in their common free slots"
    return "their common free slots break a limit of the day or an order that is asked for"


def unscheduled_pairs(grid: Grid) -> tuple[Unscheduled, ...]:
    """Wanted pairs that do not meet, by id: musts, pairs with a fixed slot, and a party's best as far as its cap goes.

    Musts that cannot meet at all are named too.
    """
    instance = grid.instance
    wanted = set(np.flatnonzero(instance.must).tolist())
    loss = (-instance.score).tolist()
    for p, partners in enumerate(instance.partners):
        wanted.update(sorted(partners, key=loss.__getitem__)[: grid.cap[p]])
    ids = [party.id for party in instance.parties]
    full = [_is_full(grid, p) for p in range(len(ids))]
    found = []
    for e in wanted:
        if grid.slot[e] == FREE:
            a, b = sorted((grid.left[e], grid.right[e]))
            both = f"{full[a]}; {full[b]}" if full[a] and full[b] else full[a] or full[b]
            found.append(Unscheduled(a=ids[a], b=ids[b], why=both or _no_slot(grid, e, a, b)))
    musts = {frozenset((pair.a, pair.b)) for pair in instance.problem.pairs if pair.must or pair.slot is not None}
    found += [
        Unscheduled(a=min(a, b), b=max(a, b), why=why)
        for (a, b), why in instance.impossible.items()
        if frozenset((a, b)) in musts
    ]
    return tuple(sorted(found, key=lambda one: (one.a, one.b)))


def unmet_wishes(
    grid: Grid, sessions: tuple[Session, ...], floors: dict[str, float], conflict: str = ""
) -> tuple[Unmet, ...]:
    """Minimums, musts, floors and groups that are not met, with numbers and the reason; ordered by party and rule.

    `floors` are the least values of companies by id; `conflict` is added to what hard rules keep from being met.
    """
    found = [*_minimums(grid), *_musts(grid), *below_floor(grid, sessions, floors), *_groups(grid, sessions)]
    if conflict:
        found = [
            one
            if one.rule not in ("must", "min_meetings")
            else Unmet(party=one.party, rule=one.rule, wanted=one.wanted, got=one.got, why=f"{one.why}. {conflict}")
            for one in found
        ]
    return tuple(sorted(found, key=lambda one: (one.party, one.rule, one.wanted)))


def _minimums(grid: Grid) -> list[Unmet]:
    instance = grid.instance
    found = []
    for p, party in enumerate(instance.parties):
        if grid.load[p] >= party.min_meetings:
            continue
        missing = [e for e in instance.partners[p] if grid.slot[e] == FREE]
        if not instance.partners[p]:
            why = "none of its listed partners can meet it"
        elif instance.cap[p] < party.min_meetings:
            why = f"it can have {int(instance.cap[p])} at most: its slots, limits and partners allow no more"
        elif not missing:
            why = f"all of its {grid.load[p]} partners that can meet it do"
        else:
            why = f"of its {len(instance.partners[p])} partners, " + _each(grid, p, missing)
        found.append(Unmet(party=party.id, rule="min_meetings", wanted=party.min_meetings, got=grid.load[p], why=why))
    return found


def _musts(grid: Grid) -> list[Unmet]:
    """One entry for each party with an open must, on the first of the two ids."""
    instance = grid.instance
    held = {
        frozenset((instance.parties[grid.left[e]].id, instance.parties[grid.right[e]].id)): e
        for e in np.flatnonzero(instance.must).tolist()
    }
    musts: dict[str, list[tuple[str, int | None]]] = {}
    for pair in instance.problem.pairs:
        if pair.must:
            e = held.get(frozenset((pair.a, pair.b)))
            musts.setdefault(pair.a, []).append((pair.b, e))
            musts.setdefault(pair.b, []).append((pair.a, e))
    why = {frozenset(two): reason for two, reason in instance.impossible.items()} if musts else {}
    found = []
    for name, ones in musts.items():
        missing = sorted(((other, e) for other, e in ones if e is None or grid.slot[e] == FREE), key=lambda one: one[0])
        if missing:
            told = [
                f"{other}: {why[frozenset((name, other))] if e is None else why_not(grid, e)}"
                for other, e in missing[:MOST_NAMED]
            ]
            more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
            found.append(
                Unmet(
                    party=name,
                    rule="must",
                    wanted=len(ones),
                    got=len(ones) - len(missing),
                    why="; ".join(told) + more,
                )
            )
    return found


def n_missed(grid: Grid) -> int:
    """How many musts that could be met, and meetings of minimums that the party's own limits allow, are missing."""
    instance = grid.instance
    missing = np.minimum(instance.least, instance.cap) - np.array(grid.load)
    return int(np.maximum(missing, 0).sum()) + sum(grid.slot[e] == FREE for e in np.flatnonzero(instance.must).tolist())


def value_of(grid: Grid, p: int, sessions: tuple[Session, ...]) -> float:
    """What its meetings and the sessions to which it comes are worth to party `p`."""
    name = grid.instance.parties[p].id
    got = [grid.score[e] for e in grid.instance.partners[p] if grid.slot[e] != FREE]
    return math.fsum([*got, *(one.group.guests[name] for one in sessions if p in one.guests)])


def below_floor(grid: Grid, sessions: tuple[Session, ...], floors: Mapping[str, float]) -> list[Unmet]:
    """Companies whose value is below their floor."""
    found = []
    for p, party in enumerate(grid.instance.parties):
        floor = floors.get(party.id, 0.0)
        value = value_of(grid, p, sessions) if floor > 0 else 0.0
        if floor > 0 and value < floor - 1e-9 * max(1.0, floor):
            why = "its best partners are wanted by others, or no common slot is left; a lower floor can be met"
            found.append(Unmet(party=party.id, rule="fairness_floor", wanted=floor, got=value, why=why))
    return found


def _groups(grid: Grid, sessions: tuple[Session, ...]) -> list[Unmet]:
    held = {one.group.id for one in sessions}
    return [
        Unmet(
            party=group.host,
            rule="min_guests",
            wanted=group.min_guests,
            got=0,
            why=f"group {group.id} is not held: too few guests can come at its times, or meetings are worth more",
        )
        for group in grid.instance.problem.groups
        if group.id not in held and group.min_guests > 0
    ]


def _each(grid: Grid, p: int, missing: list[int]) -> str:
    told = []
    for e in missing[:MOST_NAMED]:
        other = grid.right[e] if grid.left[e] == p else grid.left[e]
        told.append(f"{grid.instance.parties[other].id}: {why_not(grid, e)}")
    more = f"; and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    return "; ".join(told) + more
