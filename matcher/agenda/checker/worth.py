"""What an agenda is worth, counted again from the problem: score, idle slots, each party's value and ideal."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterator

from matcher.agenda.checker.board import Board
from matcher.agenda.problem import Pair, Party
from matcher.profiles import COMPANY_KINDS


def total_score(board: Board) -> float:
    """The scores of the pairs that meet and of the guests of sessions; what is not listed is worth nothing."""
    meetings = [board.pairs[two].score for two in board.held if two in board.pairs]
    guests = [board.groups[session.id].guests.get(guest, 0.0) for session in board.sessions for guest in session.guests]
    return math.fsum(meetings + guests)


def n_idle_slots(board: Board) -> int:
    """Slots between a party's first and last meeting of a day in which it has neither meeting nor session, over all.

    Only meetings of two open and close this span; the reason why nothing is in a slot does not matter.
    """
    n_idle = 0
    for engagements in board.engagements.values():
        met: defaultdict[datetime.date, list[int]] = defaultdict(list)
        for one in engagements:
            if one.is_meeting:
                met[board.day(one.first)].append(one.first)
        busy = {position for one in engagements for position in range(one.first, one.last + 1)}
        n_idle += sum(position not in busy for span in met.values() for position in range(min(span), max(span)))
    return n_idle


def values(board: Board) -> dict[str, float]:
    """What each party gets: the scores of its meetings, and of the sessions where it is a guest."""
    got: defaultdict[str, list[float]] = defaultdict(list)
    for two in board.held:
        for name in two:
            got[name].append(board.pairs[two].score if two in board.pairs else 0.0)
    for session in board.sessions:
        for guest in session.guests:
            got[guest].append(board.groups[session.id].guests.get(guest, 0.0))
    return {party: math.fsum(got.get(party, [])) for party in board.parties}


def ideals(board: Board) -> dict[str, float]:
    """The ideal of each company: the scores of the best pairs that it could hold if it were alone with the others.

    As many as its `max_meetings` and its available slots (`max_per_day` of each day) allow, among those that are not
    forbidden, have a common slot (the fixed one if there is one) and a common venue and table.
    """
    there = {party.id: _available(board, party) for party in board.problem.parties}
    reachable: defaultdict[str, list[float]] = defaultdict(list)
    for two, pair in board.pairs.items():
        a, b = board.parties[pair.a], board.parties[pair.b]
        if two not in board.forbidden and _can_meet(board, pair, there) and _shares_place(board, a, b):
            reachable[a.id].append(pair.score)
            reachable[b.id].append(pair.score)
    return {
        party.id: math.fsum(sorted(reachable[party.id], reverse=True)[: _most_meetings(board, party)])
        for party in board.problem.parties
        if party.kind in COMPANY_KINDS
    }


def fairness_shortfalls(board: Board) -> Iterator[tuple[str, float, float]]:
    """Company, floor and value of each company, whether or not its value reaches the floor; none without a floor."""
    share = board.problem.objective.fairness_floor
    if share > 0:
        got = values(board)
        for company, ideal in ideals(board).items():
            yield company, share * ideal, got[company]


def _available(board: Board, party: Party) -> int:
    """The slots of a party as bits, the first slot the lowest."""
    if party.available is None:
        return (1 << len(board.slots)) - 1
    return sum(1 << board.position[slot] for slot in set(party.available))


def _can_meet(board: Board, pair: Pair, there: dict[str, int]) -> bool:
    common = there[pair.a] & there[pair.b]
    return bool(common if pair.slot is None else common & 1 << board.position[pair.slot])


def _shares_place(board: Board, a: Party, b: Party) -> bool:
    if a.venue is not None and b.venue is not None and a.venue != b.venue:
        return False
    if a.table is not None and b.table is not None and a.table != b.table:
        return False
    venue = a.venue or b.venue
    return any(one.tables > 0 for one in board.problem.venues if venue in (None, one.id))


def _most_meetings(board: Board, party: Party) -> int:
    """How many meetings a party could have by its own limits."""
    slots = board.position if party.available is None else set(party.available)
    a_day: defaultdict[datetime.date, int] = defaultdict(int)
    for slot in slots:
        a_day[board.day(board.position[slot])] += 1
    most_a_day = len(board.slots) if party.max_per_day is None else party.max_per_day
    n_slots = sum(min(n, most_a_day) for n in a_day.values())
    return n_slots if party.max_meetings is None else min(n_slots, party.max_meetings)
