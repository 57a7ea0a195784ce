"""Rules on single entries: what they name exists, and the meeting or session may be held at all."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.agenda.checker.board import Board, Two
from matcher.agenda.checker.broken import Broken, counted
from matcher.agenda.plan import GroupSession
from matcher.agenda.problem import Group


def unknown_names(board: Board) -> Iterator[Broken]:
    """Meetings, sessions and those who have gone are parties, slots, venues and groups of the problem."""
    yield from _unknown("gone", "party", list(board.agenda.gone), board.parties.keys())
    for meeting in board.agenda.meetings:
        label = f"meeting of {meeting.a} and {meeting.b}"
        yield from _unknown(label, "party", [meeting.a, meeting.b], board.parties.keys())
        yield from _unknown(label, "slot", [meeting.slot], board.position.keys())
        yield from _unknown(label, "venue", [meeting.venue], board.venues.keys())
    for session in board.agenda.groups:
        label = f"session of group {session.id}"
        yield from _unknown(label, "group", [session.id], board.groups.keys())
        yield from _unknown(label, "slot", [session.slot], board.position.keys())


def _unknown(label: str, what: str, names: list[str], known: object) -> Iterator[Broken]:
    for name in names:
        if name not in known:  # type: ignore[operator]
            yield Broken(rule="unknown", message=f"{label}: the problem has no {what} {name}")


def unlisted_meetings(board: Board) -> Iterator[Broken]:
    """Only listed pairs meet, no forbidden one, each once, and in its fixed slot where it has one."""
    seen: set[Two] = set()
    for meeting in board.meetings:
        two = frozenset((meeting.a, meeting.b))
        names = f"{meeting.a} and {meeting.b}"
        pair = board.pairs.get(two)
        if two in board.forbidden:
            yield Broken(rule="forbidden", message=f"{names} meet in slot {meeting.slot} and are forbidden to meet")
        elif pair is None:
            yield Broken(rule="unlisted", message=f"{names} meet in slot {meeting.slot} and are not a listed pair")
        if two in seen:
            first = board.held[two].slot
            yield Broken(rule="repeated", message=f"{names} meet in slot {first} and again in slot {meeting.slot}")
        if pair is not None and pair.slot is not None and meeting.slot != pair.slot:
            yield Broken(
                rule="fixed_slot", message=f"{names} meet in slot {meeting.slot}; their meeting is fixed to {pair.slot}"
            )
        seen.add(two)


def group_rules(board: Board) -> Iterator[Broken]:
    """A group is held once, from one of its slots, within one day, with the right number of its own guests."""
    seen: set[str] = set()
    for session in board.sessions:
        group = board.groups[session.id]
        if session.id in seen:
            yield Broken(rule="group_repeated", message=f"group {session.id} is held again in slot {session.slot}")
        seen.add(session.id)
        yield from _start(board, session, group)
        for guest in session.guests:
            if guest not in group.guests:
                yield Broken(rule="group_guest", message=f"{guest} is no guest of group {group.id}")
        n_guests = len(session.guests)
        if n_guests < group.min_guests:
            yield Broken(
                rule="group_size",
                message=f"group {group.id} has {counted(n_guests, 'guest')}; it needs at least {group.min_guests}",
            )
        if n_guests > group.max_guests:
            yield Broken(
                rule="group_size",
                message=f"group {group.id} has {counted(n_guests, 'guest')}; it takes at most {group.max_guests}",
            )


def _start(board: Board, session: GroupSession, group: Group) -> Iterator[Broken]:
    if session.slot not in group.slots:
        yield Broken(
            rule="group_slot",
            message=f"group {group.id} begins in slot {session.slot}; it may begin in {', '.join(group.slots)}",
        )
    first = board.position[session.slot]
    last = first + group.length - 1
    if last >= len(board.slots) or board.day(last) != board.day(first):
        yield Broken(
            rule="group_slot",
            message=f"group {group.id} takes {counted(group.length, 'slot')} from {session.slot} on and runs over its "
            "day",
        )
