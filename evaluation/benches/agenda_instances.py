"""Agenda problems to measure a solver on: realistic, random, the same for the same family, seed and options.

Companies and counterparts have interests in a few topics; a pair is worth more the closer these are, some counterparts
please everyone, and people come late, leave early or miss a day. In the tight families nothing limits a party but the
slots it is there. Musts are drawn from a timetable that keeps every rule, so that they can all be met.

`python -m evaluation.benches.agenda_instances small --seed 0 -o PROBLEM.json` writes one, for the solver or for others.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher.agenda.files import render_problem, write_text
from matcher.agenda.problem import Event, Group, Objective, Pair, Party, Problem, Slot, Travel, Venue

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

HUB, CAMPUS = "hub", "campus"
N_TOPICS = 8
COUNTERPART_KINDS = ("investor", "mentor", "corporate", "university", "accelerator")
FORBIDDEN_SHARE = 0.03
CAMPUS_SHARE = 0.35
ABSENT_DAY, HALF_DAY, BLOCKED_SLOT = 0.08, 0.12, 0.07
"""How likely a party misses a whole day, misses one half of it, and is kept from a single slot."""
FIRST_DAY = datetime.datetime(2026, 10, 5, 9, 0)
SLOT_LENGTH, LUNCH = datetime.timedelta(minutes=20), datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The size of an event and the ranges from which its parties' limits are drawn.

    `company_max` and `counterpart_max` are the least and the most that a party's `max_meetings` can be, None for no
    limit but the slots it is there. `listed` is how many of its best partners each party lists, None for all.
    """

    n_companies: int
    n_counterparts: int
    n_days: int
    slots_per_day: int
    tables: int
    company_max: tuple[int, int] | None
    company_min: int
    counterpart_max: tuple[int, int] | None
    counterpart_min: int
    listed: int | None = None


FAMILIES = {
    "small": Family(
        n_companies=18,
        n_counterparts=30,
        n_days=2,
        slots_per_day=6,
        tables=11,
        company_max=(6, 9),
        company_min=3,
        counterpart_max=(4, 7),
        counterpart_min=1,
    ),
    "medium": Family(
        n_companies=60,
        n_counterparts=120,
        n_days=2,
        slots_per_day=8,
        tables=36,
        company_max=(8, 12),
        company_min=4,
        counterpart_max=(4, 8),
        counterpart_min=1,
    ),
    "large": Family(
        n_companies=200,
        n_counterparts=300,
        n_days=3,
        slots_per_day=8,
        tables=95,
        company_max=(10, 14),
        company_min=5,
        counterpart_max=(6, 10),
        counterpart_min=2,
    ),
    "xl": Family(
        n_companies=1000,
        n_counterparts=1500,
        n_days=3,
        slots_per_day=10,
        tables=330,
        company_max=(8, 12),
        company_min=3,
        counterpart_max=(5, 9),
        counterpart_min=1,
        listed=150,
    ),
    "small_tight": Family(
        n_companies=18,
        n_counterparts=20,
        n_days=2,
        slots_per_day=6,
        tables=18,
        company_max=None,
        company_min=3,
        counterpart_max=None,
        counterpart_min=1,
    ),
    "medium_tight": Family(
        n_companies=60,
        n_counterparts=66,
        n_days=2,
        slots_per_day=8,
        tables=60,
        company_max=None,
        company_min=4,
        counterpart_max=None,
        counterpart_min=1,
    ),
    "large_tight": Family(
        n_companies=200,
        n_counterparts=220,
        n_days=3,
        slots_per_day=8,
        tables=200,
        company_max=None,
        company_min=5,
        counterpart_max=None,
        counterpart_min=2,
    ),
    "xl_tight": Family(
        n_companies=1000,
        n_counterparts=1100,
        n_days=3,
        slots_per_day=10,
        tables=1000,
        company_max=None,
        company_min=5,
        counterpart_max=None,
        counterpart_min=2,
        listed=150,
    ),
}
"""Companies × counterparts × slots: 18 × 30 × 12, 60 × 120 × 16, 200 × 300 × 24, 1000 × 1500 × 30, and tight ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceOptions:
    """What is added to the core of a family.

    `campus_travel` ≥ 0 puts about a third of the counterparts on a second site that is so many empty slots away; None
    keeps everything in one place. `groups` adds a few sessions of several slots and limits every party's day.
    """

    idle_penalty: float = 0.0
    fairness_floor: float = 0.0
    campus_travel: int | None = None
    groups: bool = False


CORE = InstanceOptions()


def make_instance(family: str, *, seed: int = 0, options: InstanceOptions = CORE) -> Problem:
    """A problem of the family (a key of `FAMILIES`), the same for the same arguments.

    The options change only what they name: availability, scores, limits and musts stay those of the core problem,
    but where a second site or a session makes a must impossible to meet.

    Raises:
        KeyError: no such family.
    """
    size = FAMILIES[family]
    rng = np.random.default_rng([seed, list(FAMILIES).index(family)])
    scores = _scores(rng, size)
    n_slots = size.n_days * size.slots_per_day
    there = tuple(_availability(rng, n, size) for n in (size.n_companies, size.n_counterparts))
    most = (_most(rng, size.company_max, there[0]), _most(rng, size.counterpart_max, there[1]))
    least = (
        np.minimum(size.company_min, np.maximum(most[0] // 2, 1)),
        np.minimum(size.counterpart_min, most[1] // 2),
    )
    forbidden = rng.random(scores.shape) < FORBIDDEN_SHARE
    meets = (there[0].astype(np.int64) @ there[1].T.astype(np.int64) > 0) & ~forbidden
    musts = _musts(rng, scores, meets, there, most, np.full(n_slots, size.tables))
    slots = _slots(size)
    on_campus = rng.random(size.n_counterparts) < CAMPUS_SHARE
    two_sites = options.campus_travel is not None
    max_per_day = size.slots_per_day - 1 if options.groups else None
    companies = [f"st-{row + 1:04d}" for row in range(size.n_companies)]
    counterparts = [f"cp-{row + 1:04d}" for row in range(size.n_counterparts)]

    def party(side: int, row: int) -> Party:
        seat = CAMPUS if on_campus[row] else HUB
        return Party(
            id=(companies, counterparts)[side][row],
            kind=COUNTERPART_KINDS[row % len(COUNTERPART_KINDS)] if side else "startup",
            available=_ids(slots, there[side][row]),
            min_meetings=int(least[side][row]),
            max_meetings=int(most[side][row]),
            max_per_day=max_per_day,
            venue=seat if side and two_sites else None,
        )

    listed = meets & _among_best(np.where(meets, scores, -1.0), size.listed)
    listed[tuple(np.array(sorted(musts)).T)] = True
    return Problem(
        event=Event(name=f"{family}, seed {seed}", timezone="America/Los_Angeles"),
        slots=slots,
        venues=_venues(size, float(on_campus.mean()) if two_sites else None, with_campus=two_sites or options.groups),
        travel=(Travel(between=(HUB, CAMPUS), slots=options.campus_travel),) if options.campus_travel else (),
        parties=tuple(party(side, row) for side in (0, 1) for row in range(len(there[side]))),
        pairs=tuple(
            Pair(a=companies[i], b=counterparts[j], score=float(scores[i, j]), must=(i, j) in musts)
            for i, j in np.argwhere(listed).tolist()
        ),
        forbidden=tuple((companies[i], counterparts[j]) for i, j in np.argwhere(forbidden).tolist())
        if size.listed is None
        else (),
        groups=_groups(rng, size, scores, slots, companies, counterparts) if options.groups else (),
        objective=Objective(idle_penalty=options.idle_penalty, fairness_floor=options.fairness_floor),
    )


def _scores(rng: np.random.Generator, size: Family) -> Floats:
    """What each pair is worth, (n_companies, n_counterparts), thousandths in [0.001, 1]."""
    n, m = size.n_companies, size.n_counterparts
    affinity = rng.dirichlet(np.full(N_TOPICS, 0.4), n) @ rng.dirichlet(np.full(N_TOPICS, 0.5), m).T
    score = 0.1 + 0.55 * affinity / affinity.max() + 0.25 * rng.random((n, m))
    score += rng.normal(0, 0.08, m) + rng.normal(0, 0.05, (n, 1))
    thousandths: Floats = np.clip(np.floor(1000 * score), 1, 1000) / 1000
    return thousandths


def _availability(rng: np.random.Generator, n: int, size: Family) -> Bools:
    """Who is there when, (n, n_slots): everyone has a day that is not missed wholly."""
    n_days, per_day = size.n_days, size.slots_per_day
    there = np.ones((n, n_days, per_day), dtype=bool)
    for row in there:
        for day in range(n_days):
            chance, half = rng.random(), int(rng.random() < 0.5) * (per_day // 2)
            if chance < ABSENT_DAY and row.any(axis=1).sum() > 1:
                row[day] = False
            elif chance < ABSENT_DAY + HALF_DAY:
                row[day, half : half + per_day // 2] = False
    return there.reshape(n, -1) & (rng.random((n, n_days * per_day)) > BLOCKED_SLOT)


def _most(rng: np.random.Generator, between: tuple[int, int] | None, there: Bools) -> Ints:
    """`max_meetings` of each party: drawn, but never more than the slots it is there."""
    n_there: Ints = there.sum(axis=1)
    return n_there if between is None else np.minimum(rng.integers(between[0], between[1] + 1, len(there)), n_there)


def _musts(
    rng: np.random.Generator,
    scores: Floats,
    meets: Bools,
    there: tuple[Bools, ...],
    most: tuple[Ints, Ints],
    tables: Ints,
) -> set[tuple[int, int]]:
    """Pairs (company row, counterpart row) that a timetable within all limits, filled at random, can hold.

    Four companies in ten ask for one of the best quarter of their partners; no party has more than half its meetings
    taken in this way.
    """
    n, m = scores.shape
    free, tables = [there[0].copy(), there[1].copy()], tables.copy()
    taken = (np.zeros(n, dtype=int), np.zeros(m, dtype=int))
    musts = set()
    for i in rng.permutation(n)[: max(3, n * 4 // 10)].tolist():
        best = np.argsort(-scores[i], kind="stable")[: max(5, m // 4)]
        for j in rng.permutation(best)[:20].tolist():
            open_slots = np.flatnonzero(free[0][i] & free[1][j] & (tables > 0))
            has_room = taken[0][i] < most[0][i] // 2 and taken[1][j] < most[1][j] // 2
            if meets[i, j] and has_room and len(open_slots):
                slot = rng.choice(open_slots)
                free[0][i, slot] = free[1][j, slot] = False
                tables[slot] -= 1
                taken[0][i] += 1
                taken[1][j] += 1
                musts.add((i, j))
                break
    return musts


def _among_best(scores: Floats, listed: int | None) -> Bools:
    """Pairs that are among the `listed` best of either side; all where it is None. Ties go to the lower row."""
    if listed is None:
        return np.ones(scores.shape, dtype=bool)
    kept = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(kept, np.argsort(-scores, axis=1, kind="stable")[:, :listed], values=True, axis=1)
    np.put_along_axis(kept, np.argsort(-scores, axis=0, kind="stable")[:listed], values=True, axis=0)
    return kept


def _slots(size: Family) -> tuple[Slot, ...]:
    """Slots of 20 minutes from nine o'clock, with an hour of lunch in the middle of each day."""
    slots = []
    for day in range(size.n_days):
        for number in range(size.slots_per_day):
            start = FIRST_DAY + datetime.timedelta(days=day) + number * SLOT_LENGTH
            start += LUNCH * (number >= size.slots_per_day // 2)
            slots.append(Slot(id=f"d{day + 1}s{number + 1:02d}", start=start, end=start + SLOT_LENGTH))
    return tuple(slots)


def _venues(size: Family, campus_share: float | None, *, with_campus: bool) -> tuple[Venue, ...]:
    """The hub with all tables; with two sites the tables follow the counterparts, some spare; a bare campus has one."""
    if not with_campus:
        return (Venue(id=HUB, tables=size.tables),)
    if campus_share is None:
        return (Venue(id=HUB, tables=size.tables), Venue(id=CAMPUS, tables=0))
    on_campus = int(np.ceil(size.tables * campus_share))
    return (Venue(id=HUB, tables=size.tables - on_campus + 1), Venue(id=CAMPUS, tables=on_campus + 1))


def _groups(
    rng: np.random.Generator,
    size: Family,
    scores: Floats,
    slots: tuple[Slot, ...],
    companies: list[str],
    counterparts: list[str],
) -> tuple[Group, ...]:
    """Sessions on the campus, one a day and thirty companies: a corporate's visit of three slots, a training of two."""
    n_groups = size.n_days * max(1, size.n_companies // 30)
    hosts = rng.choice(size.n_counterparts, n_groups, replace=False).tolist()
    groups = []
    for number, host in enumerate(hosts):
        length = 3 if number % 2 == 0 else 2
        first = (number % size.n_days) * size.slots_per_day
        starts = slots[first : first + size.slots_per_day - length + 1]
        n_guests = min(size.n_companies, 20)
        guests = np.sort(rng.choice(size.n_companies, n_guests, replace=False)).tolist()
        groups.append(
            Group(
                id=f"visit-{number + 1:02d}",
                host=counterparts[host],
                venue=CAMPUS,
                guests={companies[row]: float(scores[row, host]) for row in guests},
                min_guests=4,
                max_guests=12,
                slots=tuple(slot.id for slot in starts),
                length=length,
            )
        )
    return tuple(groups)


def _ids(slots: tuple[Slot, ...], there: Bools) -> tuple[str, ...] | None:
    return None if there.all() else tuple(slot.id for slot, is_there in zip(slots, there, strict=True) if is_there)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a problem to a file, or to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("family", choices=FAMILIES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--idle-penalty", type=float, default=0.0)
    parser.add_argument("--fairness-floor", type=float, default=0.0)
    parser.add_argument("--campus-travel", type=int, help="a second site, this many empty slots away")
    parser.add_argument("--groups", action="store_true", help="group sessions and a limit to every day")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    options = InstanceOptions(
        idle_penalty=given.idle_penalty,
        fairness_floor=given.fairness_floor,
        campus_travel=given.campus_travel,
        groups=given.groups,
    )
    text = render_problem(make_instance(given.family, seed=given.seed, options=options))
    if given.output is None:
        sys.stdout.write(text)
    else:
        write_text(text, given.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
