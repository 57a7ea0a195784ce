"""What every way of solving an instance starts from: the slots that a meeting may have, who keeps count of it."""

from __future__ import annotations

from matcher.agenda.b2bsp.instance import Instance, Meeting, Session


def possible_slots(instance: Instance) -> tuple[tuple[int, ...], ...]:
    """The slots of each meeting that its session, its participants and a fixed slot leave, ascending."""
    return tuple(_slots(instance, meeting) for meeting in instance.meetings)


def _slots(instance: Instance, meeting: Meeting) -> tuple[int, ...]:
    first = instance.n_morning_slots if meeting.session is Session.AFTERNOON else 0
    end = instance.n_morning_slots if meeting.session is Session.MORNING else instance.n_slots
    taken = instance.forbidden[meeting.first] | instance.forbidden[meeting.second]
    return tuple(slot for slot in range(first, end) if slot not in taken and meeting.slot in (None, slot))


def hosts(instance: Instance) -> dict[int, tuple[int, ...]]:
    """Each meeting with one of its two participants, so that few participants have all of them.

    As a host has one meeting a slot, the meetings of a slot are then counted over few hosts instead of all meetings,
    which is what lets a solver learn from a full slot. Greedy: the participant with the most meetings left takes them;
    of equals, the first.
    """
    rows = [set(found) for found in instance.meetings_of()]
    taken: dict[int, tuple[int, ...]] = {}
    while any(rows):
        host = max(range(len(rows)), key=lambda participant: (len(rows[participant]), -participant))
        taken[host] = tuple(sorted(rows[host]))
        for row in taken[host]:
            meeting = instance.meetings[row]
            rows[meeting.second if meeting.first == host else meeting.first].discard(row)
        rows[host] = set()
    return taken
