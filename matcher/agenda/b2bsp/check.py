"""Checking a timetable of an instance, whoever made it; shares no code with what makes timetables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matcher.agenda.b2bsp.instance import Instance, Meeting, Session
from matcher.agenda.checker import Broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The breaks of a timetable, counted anew, and the rules that it breaks; messages count from 1, as the files do."""

    breaks: int
    broken: tuple[Broken, ...]


def check_timetable(instance: Instance, slots: Sequence[int]) -> Finding:
    """What is found in a timetable: `slots` is the slot of each meeting, from 0, in the order of `Instance.meetings`.

    With a wrong number of slots nothing else is looked at, and breaks are 0.
    """
    if len(slots) != len(instance.meetings):
        message = f"there are {len(slots)} slots for {len(instance.meetings)} meetings"
        return Finding(breaks=0, broken=(Broken(rule="one_slot_each", message=message),))
    days: dict[int, list[int]] = defaultdict(list)
    for meeting, slot in zip(instance.meetings, slots, strict=True):
        days[meeting.first].append(slot)
        days[meeting.second].append(slot)
    breaks = [_breaks(days[participant]) for participant in range(len(instance.forbidden))]
    broken = (*_wrong_slots(instance, slots), *_double_bookings(days), *_full_slots(instance, slots))
    return Finding(breaks=sum(breaks), broken=(*broken, *_unlike(instance, breaks)))


def _breaks(day: Sequence[int]) -> int:
    in_order = sorted(set(day))
    return sum(later - earlier > 1 for earlier, later in pairwise(in_order))


def _wrong_slots(instance: Instance, slots: Sequence[int]) -> Iterator[Broken]:
    for number, (meeting, slot) in enumerate(zip(instance.meetings, slots, strict=True), 1):
        told = f"meeting {number} is in slot {slot + 1}"
        if not 0 <= slot < instance.n_slots:
            yield Broken(rule="slot", message=f"{told}; slots are 1 to {instance.n_slots}")
        if not _is_in_session(instance, meeting, slot):
            yield Broken(rule="session", message=f"{told}, not in the {meeting.session.name.lower()}")
        if meeting.slot is not None and slot != meeting.slot:
            yield Broken(rule="fixed", message=f"{told}; it is fixed to slot {meeting.slot + 1}")
        for who in (meeting.first, meeting.second):
            if slot in instance.forbidden[who]:
                yield Broken(rule="forbidden", message=f"{told}, which participant {who + 1} cannot")
        for before in sorted(meeting.after):
            if slots[before] >= slot:
                message = f"{told}; meeting {before + 1}, which must come before, is in slot {slots[before] + 1}"
                yield Broken(rule="precedence", message=message)


def _is_in_session(instance: Instance, meeting: Meeting, slot: int) -> bool:
    is_morning = slot < instance.n_morning_slots
    return meeting.session is Session.ANY or is_morning == (meeting.session is Session.MORNING)


def _double_bookings(days: dict[int, list[int]]) -> Iterator[Broken]:
    for participant, day in sorted(days.items()):
        for slot, n in sorted(Counter(day).items()):
            if n > 1:
                message = f"participant {participant + 1} has {n} meetings in slot {slot + 1}"
                yield Broken(rule="double_booking", message=message)


def _full_slots(instance: Instance, slots: Sequence[int]) -> Iterator[Broken]:
    for slot, n in sorted(Counter(slots).items()):
        if n > instance.n_tables:
            message = f"slot {slot + 1} has {n} meetings and {instance.n_tables} tables"
            yield Broken(rule="tables", message=message)


def _unlike(instance: Instance, breaks: Sequence[int]) -> Iterator[Broken]:
    if breaks and max(breaks) - min(breaks) > instance.most_unlike:
        one, other = breaks.index(max(breaks)), breaks.index(min(breaks))
        yield Broken(
            rule="likeness",
            message=(
                f"participant {one + 1} has {max(breaks)} breaks and participant {other + 1} has {min(breaks)}; "
                f"at most {instance.most_unlike} more are allowed"
            ),
        )
