"""Slots on the local calendar: real hours, in order, apart from one another."""

from __future__ import annotations

import datetime
import warnings
import zoneinfo
from enum import StrEnum

from matcher.agenda.files.faults import Faults, near, shown
from matcher.agenda.files.said import fault, hint
from matcher.agenda.problem import Event, Slot
from matcher.errors import DataWarning

Placed = list[tuple[str, Slot]]
"""Slots with their places in the document."""


def check_calendar(event: Event, slots: Placed, faults: Faults) -> None:
    """Report an unknown time zone, slots that end before they start or overlap, and hours that the clock skips.

    Warns:
        DataWarning: the clock shows a time twice (the end of daylight saving); its first time is meant.
    """
    readable = [(place, slot) for place, slot in slots if min(slot.start, slot.end).year > 1]
    sound = []
    for place, slot in readable:
        if slot.end <= slot.start:
            faults.add(f"{place}.end", f"{slot.end.isoformat()} is not after the start; correct one of them")
        else:
            sound.append((place, slot))
    check_overlaps(sound, faults)
    zone = find_zone("event.timezone", event.timezone, faults)
    if zone is not None:
        for place, slot in readable:
            _check_hour(f"{place}.start", slot.start, zone, faults)
            _check_hour(f"{place}.end", slot.end, zone, faults)


def check_overlaps(slots: Placed, faults: Faults) -> None:
    """Report each slot that begins while an earlier one lasts."""
    longest: Slot | None = None
    for place, slot in sorted(slots, key=lambda placed: (placed[1].start, placed[1].end)):
        if longest is not None and slot.start < longest.end:
            faults.add(
                place,
                fault(
                    "overlap",
                    slot=slot.id,
                    start=slot.start.isoformat(),
                    other=longest.id,
                    end=longest.end.isoformat(),
                ),
            )
        if longest is None or slot.end > longest.end:
            longest = slot


def find_zone(place: str, name: str, faults: Faults) -> zoneinfo.ZoneInfo | None:
    """The time zone of that name; None where it is "" (reported elsewhere) or unknown, which is reported at `place`."""
    if not name:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        likely = near(name, known) if known else hint("no_zones")
        faults.add(place, fault("no_zone", value=shown(name), hint=likely or hint("zone")))
        return None


class Oddity(StrEnum):
    """What daylight saving does to a local time."""

    SKIPPED = "skipped"
    TWICE = "twice"


def find_oddity(moment: datetime.datetime, zone: zoneinfo.ZoneInfo) -> Oddity | None:
    """Whether the clock of `zone` skips the naive `moment`, or shows it twice; None for all other times."""
    first, second = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return None
    back = first.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None)
    return Oddity.SKIPPED if back != moment else Oddity.TWICE


def _check_hour(place: str, moment: datetime.datetime, zone: zoneinfo.ZoneInfo, faults: Faults) -> None:
    oddity = find_oddity(moment, zone)
    if oddity is Oddity.SKIPPED:
        faults.add(
            place,
            f"{moment.isoformat()} does not exist in {zone.key}: the clock is put forward over it; choose another time",
        )
    elif oddity is Oddity.TWICE:
        warnings.warn(
            f"{faults.source}: {place}: {moment.isoformat()} comes twice in {zone.key}, where the clock is put back; "
            "the first is meant",
            DataWarning,
            stacklevel=2,
        )
