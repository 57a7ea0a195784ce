"""Rules on a party's time: one engagement at a time, when it is there, within its limits, in the order asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from matcher.agenda.checker.board import Board, Engagement
from matcher.agenda.checker.broken import Broken, counted, listed


def double_bookings(board: Board) -> Iterator[Broken]:
    """A party has at most one engagement in a slot."""
    for party in sorted(board.engagements):
        for position, ones in sorted(_by_slot(board.engagements[party]).items()):
            if len(ones) > 1:
                yield Broken(
                    rule="double_booking",
                    message=f"{party} has {len(ones)} engagements in slot {board.slots[position].id}: "
                    f"{listed(one.label for one in ones)}",
                )


def absences(board: Board) -> Iterator[Broken]:
    """A party is available in every slot of its engagements."""
    for party in sorted(board.engagements):
        available = board.parties[party].available
        if available is None:
            continue
        there = set(available)
        for position, ones in sorted(_by_slot(board.engagements[party]).items()):
            slot = board.slots[position].id
            if slot not in there:
                yield Broken(
                    rule="availability",
                    message=f"{party} is not available in slot {slot} ({listed(one.label for one in ones)})",
                )


def limits(board: Board) -> Iterator[Broken]:
    """Meetings stay within `max_meetings`, busy slots of a day within `max_per_day`."""
    for party in sorted(board.engagements):
        most, most_a_day = board.parties[party].max_meetings, board.parties[party].max_per_day
        n_meetings = board.n_meetings(party)
        if most is not None and n_meetings > most:
            yield Broken(
                rule="max_meetings", message=f"{party} has {counted(n_meetings, 'meeting')}; its maximum is {most}"
            )
        if most_a_day is None:
            continue
        busy: defaultdict[object, int] = defaultdict(int)
        for position in sorted(_by_slot(board.engagements[party])):
            busy[board.day(position)] += 1
        for day, n_busy in busy.items():
            if n_busy > most_a_day:
                yield Broken(
                    rule="max_per_day",
                    message=f"{party} has {counted(n_busy, 'busy slot')} on {day}; its maximum is {most_a_day} a day",
                )


def precedences(board: Board) -> Iterator[Broken]:
    """Where both pairs of a precedence meet, the one meets in an earlier slot than the other."""
    for rule in board.problem.precedences:
        before, after = board.held.get(frozenset(rule.before)), board.held.get(frozenset(rule.after))
        if before is None or after is None:
            continue
        if board.position[before.slot] >= board.position[after.slot]:
            yield Broken(
                rule="precedence",
                message=f"{listed(rule.before)} meet in slot {before.slot}, which is not before the meeting of "
                f"{listed(rule.after)} in slot {after.slot}",
            )


def _by_slot(engagements: tuple[Engagement, ...]) -> dict[int, list[Engagement]]:
    """The engagements in each busy slot."""
    found: defaultdict[int, list[Engagement]] = defaultdict(list)
    for one in engagements:
        for position in range(one.first, one.last + 1):
            found[position].append(one)
    return found
