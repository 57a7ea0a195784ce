"""Slots on the local calendar: real hours, in order, apart from one another."""

from __future__ import annotations

import datetime
import warnings
import zoneinfo

from matcher.agenda.files.faults import Faults, nearest, shown
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
    _check_overlaps(sound, faults)
    zone = _zone(event, faults)
    if zone is not None:
        for place, slot in readable:
            _check_hour(f"{place}.start", slot.start, zone, faults)
            _check_hour(f"{place}.end", slot.end, zone, faults)


def _check_overlaps(slots: Placed, faults: Faults) -> None:
    """Report each slot that begins while an earlier one lasts."""
    longest: Slot | None = None
    for place, slot in sorted(slots, key=lambda placed: (placed[1].start, placed[1].end)):
        if longest is not None and slot.start < longest.end:
            faults.add(
                place,
                f'slot "{slot.id}" begins at {slot.start.isoformat()}, while "{longest.id}" lasts until '
                f"{longest.end.isoformat()}; slots may not overlap",
            )
        if longest is None or slot.end > longest.end:
            longest = slot


def _zone(event: Event, faults: Faults) -> zoneinfo.ZoneInfo | None:
    if not event.timezone:
        return None
    try:
        return zoneinfo.ZoneInfo(event.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        hint = nearest(event.timezone, known) or "; give an IANA name such as Europe/Rome"
        if not known:
            hint = "; this system has no time zones: pip install tzdata"
        faults.add("event.timezone", f"{shown(event.timezone)} is not a time zone{hint}")
        return None


def _check_hour(place: str, moment: datetime.datetime, zone: zoneinfo.ZoneInfo, faults: Faults) -> None:
    first, second = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return
    back = first.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None)
    if back != moment:
        faults.add(
            place,
            f"{moment.isoformat()} does not exist in {zone.key}: the clock is put forward over it; choose another time",
        )
    else:
        warnings.warn(
            f"{faults.source}: {place}: {moment.isoformat()} comes twice in {zone.key}, where the clock is put back; "
            "the first is meant",
            DataWarning,
            stacklevel=2,
        )
