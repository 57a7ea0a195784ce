"""Agenda problems to measure a solver on: realistic, random, the same for the same family, seed and options.

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

from evaluation.benches.agenda_draws import Core, draw_core
from evaluation.benches.agenda_families import FAMILIES, Family
from matcher.agenda.files import render_problem, write_text
from matcher.agenda.problem import Event, Group, Objective, Pair, Party, Problem, Slot, Travel, Venue

Bools = npt.NDArray[np.bool_]

HUB, CAMPUS = "hub", "campus"
COUNTERPART_KINDS = ("investor", "mentor", "corporate", "university", "accelerator")
FIRST_DAY = datetime.datetime(2026, 10, 5, 9, 0)
SLOT_LENGTH, LUNCH = datetime.timedelta(minutes=20), datetime.timedelta(hours=1)


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

    The options change only what they name: availability, scores, limits and musts stay those of the core problem. With
    a second site or sessions it may therefore be impossible to meet every must.

    Raises:
        KeyError: no such family.
    """
    size = FAMILIES[family]
    rng = np.random.default_rng([seed, list(FAMILIES).index(family)])
    core, slots = draw_core(rng, size), _slots(size)
    two_sites = options.campus_travel is not None
    campus_share = float(core.on_campus.mean()) if two_sites else None
    return Problem(
        event=Event(name=f"{family}, seed {seed}", timezone="America/Los_Angeles"),
        slots=slots,
        venues=_venues(size, campus_share, with_campus=two_sites or options.groups),
        travel=(Travel(between=(HUB, CAMPUS), slots=options.campus_travel),) if options.campus_travel else (),
        parties=_parties(core, slots, options),
        pairs=_pairs(core),
        forbidden=_forbidden(core),
        groups=_groups(rng, core, slots) if options.groups else (),
        objective=Objective(idle_penalty=options.idle_penalty, fairness_floor=options.fairness_floor),
    )


def _parties(core: Core, slots: tuple[Slot, ...], options: InstanceOptions) -> tuple[Party, ...]:
    """The companies, then the counterparts."""

    def party(side: int, row: int) -> Party:
        seat = CAMPUS if side and core.on_campus[row] else HUB
        return Party(
            id=_counterpart(row) if side else _company(row),
            kind=COUNTERPART_KINDS[row % len(COUNTERPART_KINDS)] if side else "startup",
            available=_ids(slots, core.there[side][row]),
            min_meetings=int(core.least[side][row]),
            max_meetings=int(core.most[side][row]),
            max_per_day=core.size.slots_per_day - 1 if options.groups else None,
            venue=seat if side and options.campus_travel is not None else None,
        )

    return tuple(party(side, row) for side in (0, 1) for row in range(len(core.there[side])))


def _pairs(core: Core) -> tuple[Pair, ...]:
    return tuple(
        Pair(a=_company(i), b=_counterpart(j), score=float(core.scores[i, j]), must=(i, j) in core.musts)
        for i, j in np.argwhere(core.listed).tolist()
    )


def _forbidden(core: Core) -> tuple[tuple[str, str], ...]:
    """Who may not meet; told only where everybody else is listed."""
    if core.size.listed is not None:
        return ()
    return tuple((_company(i), _counterpart(j)) for i, j in np.argwhere(core.forbidden).tolist())


def _company(row: int) -> str:
    return f"st-{row + 1:04d}"


def _counterpart(row: int) -> str:
    return f"cp-{row + 1:04d}"


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


def _groups(rng: np.random.Generator, core: Core, slots: tuple[Slot, ...]) -> tuple[Group, ...]:
    """Sessions on the campus, one a day and thirty companies: a visit of three slots and a training of two in turn."""
    size = core.size
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
                host=_counterpart(host),
                venue=CAMPUS,
                guests={_company(row): float(core.scores[row, host]) for row in guests},
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
