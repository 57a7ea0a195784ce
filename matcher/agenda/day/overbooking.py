"""Stand-ins that are told beforehand to be there: an idle party is listed beside a meeting that may fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.agenda.day.situation import Situation, lay_situation
from matcher.agenda.day.standby import Standby, stand_ins
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem

LEAST_GAIN = 0.005
"""What a stand-in has to add to the expected value, in scores: nobody is asked to wait for less."""
MOST_CONSIDERED = 8
"""Stand-ins of a party that are weighed against one another, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overbooking:
    """`stand_in` is told to be there in `slot`: it meets `party` if `absent` does not appear.

    `gain` = score × p(absent) × (1 − p(party)) × (1 − p(stand_in)) is what this adds to the expected value.
    """

    slot: str
    absent: str
    party: str
    stand_in: str
    score: float
    gain: float
    venue: str
    table: int


def overbook(
    problem: Problem, agenda: Agenda, rates: Mapping[str, float], *, least_gain: float = LEAST_GAIN
) -> tuple[Overbooking, ...]:
    """Stand-ins that raise the expected value most, slot by slot, by slot and the ids of whom they wait for.

    In each slot, idle parties are assigned to meetings so that the gains sum to the most (Kuhn, *Naval Research
    Logistics Quarterly* 2, 1955). A party waits for one other at a time, a pair is listed once in all, and nobody is
    listed for more meetings than its limits allow. No meeting of the agenda changes, and each stand-in meets at the
    table of the meeting that fails.

    Args:
        problem: of the agenda.
        agenda: keeps the rules.
        rates: the probability that each party does not appear, by id.
        least_gain: ≥ 0; stand-ins that add less are left out.
    """
    situation = lay_situation(problem, agenda)
    found: list[Overbooking] = []
    for t in range(len(situation.slots)):
        chosen = _slot(situation, t, rates, least_gain)
        situation = _listed(situation, t, chosen)
        found += chosen
    return tuple(found)


def _slot(situation: Situation, t: int, rates: Mapping[str, float], least_gain: float) -> list[Overbooking]:
    """The stand-ins of one slot whose gains sum to the most."""
    idle = frozenset(name for name in situation.parties if situation.is_idle(name, t) and situation.has_room(name, t))
    options: dict[tuple[str, str], Overbooking] = {}
    for meeting in situation.by_slot[t] if idle else ():
        for absent, party in ((meeting.a, meeting.b), (meeting.b, meeting.a)):
            if rates[absent] <= 0.0:
                continue
            for one in stand_ins(situation, t, meeting, absent, party, idle, MOST_CONSIDERED):
                gain = one.score * rates[absent] * (1.0 - rates[party]) * (1.0 - rates[one.stand_in])
                if gain >= least_gain and (one.venue, one.table) == (meeting.venue, meeting.table):
                    options[party, one.stand_in] = _overbooking(one, gain)
    if not options:
        return []
    parties, names = (sorted({two[side] for two in options}) for side in (0, 1))
    gains = np.zeros((len(parties), len(names)))
    for (party, name), option in options.items():
        gains[parties.index(party), names.index(name)] = option.gain
    pairs = zip(*linear_sum_assignment(gains, maximize=True), strict=True)
    chosen = (options.get((parties[row], names[column])) for row, column in pairs)
    return sorted((one for one in chosen if one is not None), key=lambda one: (one.absent, one.party))


def _overbooking(one: Standby, gain: float) -> Overbooking:
    return Overbooking(
        slot=one.slot,
        absent=one.absent,
        party=one.party,
        stand_in=one.stand_in,
        score=one.score,
        gain=gain,
        venue=one.venue,
        table=one.table,
    )


def _listed(situation: Situation, t: int, chosen: list[Overbooking]) -> Situation:
    """The situation with stand-ins as if each had a meeting, so that limits and ways hold whoever is needed."""
    busy, n_meetings, open_pairs = dict(situation.busy), dict(situation.n_meetings), dict(situation.open_pairs)
    for one in chosen:
        busy[one.stand_in] = {**busy[one.stand_in], t: one.venue}
        n_meetings[one.stand_in] += 1
        for name, other in ((one.party, one.stand_in), (one.stand_in, one.party)):
            open_pairs[name] = {key: pair for key, pair in open_pairs[name].items() if key != other}
    return replace(situation, busy=busy, n_meetings=n_meetings, open_pairs=open_pairs)
