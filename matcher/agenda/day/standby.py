"""Who could meet at once, slot by slot, if somebody does not appear."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.agenda.day.situation import Situation, lay_situation
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Problem

MOST = 3
"""Stand-ins that are named for each party that may be left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standby:
    """If `absent` does not appear in `slot`, `party` is left alone, and `stand_in` is there with nothing to do.

    The two are a listed pair, worth `score`, that does not meet in the agenda, and can meet at `table` of `venue`.
    `rank` counts the stand-ins of the party in this slot from 1, the best first. `spare` is how many more meetings the
    stand-in may have, this one not counted; None for no limit.
    """

    slot: str
    absent: str
    party: str
    stand_in: str
    score: float
    rank: int
    venue: str
    table: int
    spare: int | None


def standby_lists(
    problem: Problem, agenda: Agenda, *, since: str | None = None, most: int = MOST
) -> tuple[Standby, ...]:
    """Stand-ins for every meeting, by slot, then by who would be absent, the best first.

    Each entry alone can take the place of its meeting and break no rule. Two entries of a slot may name the same
    stand-in: it helps the first who needs it. Where nobody can stand in, there is no entry.

    Args:
        problem: of the agenda.
        agenda: keeps the rules.
        since: the first slot that is looked at; all where it is None.
        most: stand-ins of a party in a slot.
    """
    situation = lay_situation(problem, agenda)
    first = 0 if since is None else situation.position[since]
    found: list[Standby] = []
    for t in range(first, len(situation.slots)):
        idle = frozenset(
            name for name in situation.parties if situation.is_idle(name, t) and situation.has_room(name, t)
        )
        in_order = (
            sorted(
                (absent, party, meeting)
                for meeting in situation.by_slot[t]
                for absent, party in ((meeting.a, meeting.b), (meeting.b, meeting.a))
            )
            if idle
            else []
        )
        for absent, party, meeting in in_order:
            found += stand_ins(situation, t, meeting, absent, party, idle, most)
    return tuple(found)


def stand_ins(
    situation: Situation, t: int, meeting: Meeting, absent: str, party: str, idle: frozenset[str], most: int
) -> list[Standby]:
    """The best of the idle for `party`, whose `meeting` in slot row `t` fails because `absent` is not there."""
    open_pairs = situation.open_pairs[party]
    pairs = [open_pairs[name] for name in open_pairs.keys() & idle]
    found: list[Standby] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.a, pair.b)):
        if len(found) >= most:
            break
        place = situation.place_for(pair, t, meeting)
        if place is None:
            continue
        name = pair.b if pair.a == party else pair.a
        limit = situation.parties[name].max_meetings
        found.append(
            Standby(
                slot=situation.slots[t],
                absent=absent,
                party=party,
                stand_in=name,
                score=pair.score,
                rank=len(found) + 1,
                venue=place[0],
                table=place[1],
                spare=None if limit is None else limit - situation.n_meetings[name] - 1,
            )
        )
    return found
