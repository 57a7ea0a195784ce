"""Group sessions of an event, filled with the guests that scores speak for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from matcher.agenda.problem import Group, Party, Slot
from matcher.agenda.programme.event_plan import Visit
from matcher.agenda.programme.reading import Reading
from matcher.agenda.programme.wishes import Couple

Presence = Mapping[str, tuple[str, ...] | None]
"""The slots in which each party is there, by id; None for always."""


def plan_visits(
    reading: Reading, scores: Mapping[Couple, float], no: Collection[Couple], people: Sequence[Party]
) -> tuple[Group, ...]:
    """The visits of the event as groups, in its order.

    One that nobody could come to, that has no slots, or at whose times the host or too many guests are away is an error
    and left out.
    """
    there = {party.id: party.available for party in people}
    found = (
        _visit(reading, f"visits[{row}]", visit, scores, no, there) for row, visit in enumerate(reading.plan.visits)
    )
    return tuple(group for group in found if group is not None)


def _visit(
    reading: Reading,
    place: str,
    visit: Visit,
    scores: Mapping[Couple, float],
    no: Collection[Couple],
    there: Presence,
) -> Group | None:
    host = reading.find(visit.host, f"{place}.host")
    if host is None:
        return None
    guests = _guests(reading, place, visit, host, scores, no)
    runs = _runs(reading, place, visit)
    starts = tuple(run[0].id for run in runs)
    if not guests:
        reading.report("visit_without_guests", f"{place}.guests", visit.id, "nobody could come; lower least_score")
    if not starts:
        message = f"no {visit.length} slots in a row lie in its time; make it shorter or its time longer"
        reading.report("visit_without_slots", f"{place}.when", visit.id, message)
    if not guests or not starts or not _can_be_held(reading, place, visit, host, guests, runs, there):
        return None
    return Group(
        id=visit.id,
        host=host,
        venue=visit.venue,
        guests=guests,
        min_guests=visit.min_guests,
        max_guests=visit.max_guests,
        slots=starts,
        length=visit.length,
    )


def _guests(
    reading: Reading, place: str, visit: Visit, host: str, scores: Mapping[Couple, float], no: Collection[Couple]
) -> dict[str, float]:
    """Who may come and at what score, by id: those asked for, or the other side from the least score on."""
    if visit.guests is None:
        of_host = {(a if b == host else b): score for (a, b), score in scores.items() if host in (a, b)}
        welcome = {guest for guest, score in of_host.items() if score >= visit.least_score}
    else:
        asked = [reading.find(text, f"{place}.guests[{row}]") for row, text in enumerate(visit.guests)]
        welcome = {guest for guest in asked if guest is not None and guest != host}
        of_host = {guest: scores.get(reading.parties.pair(host, guest) or (host, guest), 0.0) for guest in welcome}
    turned_down = {party for pair in no if host in pair for party in pair}
    return {guest: of_host[guest] for guest in sorted(welcome - turned_down)}


def _runs(reading: Reading, place: str, visit: Visit) -> list[Sequence[Slot]]:
    """The slots that a visit may take, one run for each start: all of it lies in its time, on one day."""
    slots = reading.plan.slots
    within = set(reading.slots(visit.when, f"{place}.when")) if visit.when else {slot.id for slot in slots}
    runs = [slots[first : first + visit.length] for first in range(len(slots) - visit.length + 1)]
    return [run for run in runs if run[0].day == run[-1].day and all(slot.id in within for slot in run)]


def _can_be_held(
    reading: Reading,
    place: str,
    visit: Visit,
    host: str,
    guests: Collection[str],
    runs: Sequence[Sequence[Slot]],
    there: Presence,
) -> bool:
    """Whether the host, and as many guests as are needed, are there at one of its times; an error if not."""

    def is_there(party: str, run: Sequence[Slot]) -> bool:
        slots = there.get(party)
        return slots is None or all(slot.id in slots for slot in run)

    hosted = [run for run in runs if is_there(host, run)]
    if not hosted:
        message = f"its host, {visit.host}, is not there at any of its times; change its time or when the host is there"
        reading.report("visit_without_host", f"{place}.when", visit.id, message)
        return False
    most = max(sum(is_there(guest, run) for guest in guests) for run in hosted)
    if most < visit.min_guests:
        message = (
            f"of those who may come, {most} at most are there at one of its times, and min_guests is {visit.min_guests}"
            "; change its time, lower min_guests or least_score"
        )
        reading.report("visit_without_guests", f"{place}.min_guests", visit.id, message)
        return False
    return True
