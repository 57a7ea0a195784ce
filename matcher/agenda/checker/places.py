"""Rules on places: tables that exist, one meeting each, the places that parties are bound to, time to go between."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from matcher.agenda.checker.board import Board, Engagement
from matcher.agenda.checker.broken import Broken, counted, listed
from matcher.agenda.plan import Meeting


def tables(board: Board) -> Iterator[Broken]:
    """Tables are numbered from 1 to those of the venue, and hold one meeting a slot; sessions take none.

    A venue can then hold no more meetings in a slot than it has tables.
    """
    at: defaultdict[tuple[int, str, int], list[Meeting]] = defaultdict(list)
    for meeting in board.meetings:
        n_tables = board.venues[meeting.venue].tables
        if 1 <= meeting.table <= n_tables:
            at[board.position[meeting.slot], meeting.venue, meeting.table].append(meeting)
        else:
            yield Broken(
                rule="table",
                message=f"{meeting.a} and {meeting.b} meet in slot {meeting.slot} at table {meeting.table} of venue "
                f"{meeting.venue}, which has {counted(n_tables, 'table')}",
            )
    for (position, venue, table), meetings in sorted(at.items()):
        if len(meetings) > 1:
            yield Broken(
                rule="table",
                message=f"table {table} of venue {venue} holds {len(meetings)} meetings in slot "
                f"{board.slots[position].id}: {listed(f'{one.a} with {one.b}' for one in meetings)}",
            )


def bound_places(board: Board) -> Iterator[Broken]:
    """A party with a venue or a table of its own meets there."""
    for meeting in board.meetings:
        for name in (meeting.a, meeting.b):
            party = board.parties[name]
            if party.venue is not None and meeting.venue != party.venue:
                yield Broken(
                    rule="venue",
                    message=f"{meeting.a} and {meeting.b} meet in slot {meeting.slot} at venue {meeting.venue}; "
                    f"{name} meets at {party.venue} only",
                )
            elif party.table is not None and meeting.table != party.table:
                yield Broken(
                    rule="table",
                    message=f"{meeting.a} and {meeting.b} meet in slot {meeting.slot} at table {meeting.table}; "
                    f"{name} meets at table {party.table} only",
                )


def travel(board: Board) -> Iterator[Broken]:
    """From one engagement of a day to the next at another venue there are as many empty slots as the way takes."""
    needed = {frozenset(way.between): way.slots for way in board.problem.travel}
    for party in sorted(board.engagements):
        ones = board.engagements[party]
        for one, following in itertools.pairwise(ones):
            way = needed.get(frozenset((one.venue, following.venue)), 0)
            if way and one.last < following.first and board.day(one.last) == board.day(following.first):
                yield from _way(board, one, following, way)


def _way(board: Board, one: Engagement, following: Engagement, way: int) -> Iterator[Broken]:
    between = following.first - one.last - 1
    if between < way:
        yield Broken(
            rule="travel",
            message=f"{one.party} goes from {one.venue} (slot {board.slots[one.last].id}, {one.label}) to "
            f"{following.venue} (slot {board.slots[following.first].id}, {following.label}) with "
            f"{counted(between, 'empty slot')} between; the way takes {way}",
        )
