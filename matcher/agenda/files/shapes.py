"""The nouns of a problem from their JSON objects: keys, types and ranges, before anyone looks across entries."""

from __future__ import annotations

import datetime
import re

from matcher.agenda.files.faults import Faults, shown
from matcher.agenda.files.fields import LARGEST, Fields, is_identifier, two_identifiers
from matcher.agenda.files.said import fault, hint
from matcher.agenda.problem import Event, Group, Objective, Pair, Party, Precedence, Slot, Travel, Venue
from matcher.profiles import ProfileKind

KINDS = tuple(kind.value for kind in ProfileKind)
MOST_TABLES = 100_000
YEARS = range(1970, 2201)

_LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_NO_TIME = datetime.datetime(1, 1, 1)


def event_shape(found: object, place: str, faults: Faults) -> Event:
    """The event; whether the time zone exists is asked elsewhere."""
    fields = Fields(found, place, ("name", "timezone"), faults)
    return Event(name=fields.text("name"), timezone=zone_shape(fields, faults))


def zone_shape(fields: Fields, faults: Faults) -> str:
    """The name of a time zone, which an event has to have; whether there is one of the name is asked elsewhere."""
    name = fields.text("timezone")
    if fields.member("timezone") == "":
        faults.add(fields.at("timezone"), fault("no_zone", value=shown(name), hint=hint("zone")))
    return name


def slot_shape(found: object, place: str, faults: Faults) -> Slot:
    """A slot; the year 1 stands for a time that could not be read."""
    fields = Fields(found, place, ("id", "start", "end"), faults)
    return Slot(id=fields.identifier("id"), start=_local_time(fields, "start"), end=_local_time(fields, "end"))


def venue_shape(found: object, place: str, faults: Faults) -> Venue:
    """A venue."""
    fields = Fields(found, place, ("id", "tables"), faults)
    return Venue(id=fields.identifier("id"), tables=fields.most("tables", 0, MOST_TABLES))


def travel_shape(found: object, place: str, faults: Faults) -> Travel:
    """A way between two venues."""
    fields = Fields(found, place, ("between", "slots"), faults)
    return Travel(between=fields.two("between"), slots=fields.whole("slots"))


def party_shape(found: object, place: str, faults: Faults) -> Party:
    """A party; its slots are in the order of the file."""
    keys = (
        *("id", "kind", "name", "available", "min_meetings", "max_meetings", "max_per_day"),
        *("venue", "table", "weight"),
    )
    fields = Fields(found, place, keys, faults)
    return Party(
        id=fields.identifier("id"),
        kind=fields.word("kind", KINDS),
        available=fields.optional_identifiers("available"),
        min_meetings=fields.whole("min_meetings", default=0),
        max_meetings=fields.optional_whole("max_meetings"),
        max_per_day=fields.optional_whole("max_per_day"),
        venue=fields.optional_identifier("venue"),
        weight=fields.number("weight", 0, default=1.0, above=True),
        name=fields.text("name", required=False),
        table=fields.optional_whole("table", 1),
    )


def pair_shape(found: object, place: str, faults: Faults) -> Pair:
    """A pair of two different parties."""
    fields = Fields(found, place, ("a", "b", "score", "must", "slot"), faults)
    pair = Pair(
        a=fields.identifier("a"),
        b=fields.identifier("b"),
        score=fields.number("score", 0),
        must=fields.flag("must"),
        slot=fields.optional_identifier("slot"),
    )
    if pair.a and pair.a == pair.b:
        faults.add(place, f"{shown(pair.a)} cannot meet itself; name two parties")
    return pair


def forbidden_shape(found: object, place: str, faults: Faults) -> tuple[str, str]:
    """Two parties that may not meet; two empty ids where they cannot be read."""
    pair = two_identifiers(found)
    if pair is None:
        faults.add(place, fault("no_pair", value=shown(found)))
    return pair or ("", "")


def group_shape(found: object, place: str, faults: Faults) -> Group:
    """A group session; its start slots are in the order of the file."""
    keys = ("id", "host", "venue", "guests", "min_guests", "max_guests", "slots", "length")
    fields = Fields(found, place, keys, faults)
    group = Group(
        id=fields.identifier("id"),
        host=fields.identifier("host"),
        venue=fields.identifier("venue"),
        guests=_guests(fields, faults),
        min_guests=fields.whole("min_guests", default=0),
        max_guests=fields.most("max_guests", 1),
        slots=fields.identifiers("slots", required=True),
        length=fields.whole("length", 1, default=1),
    )
    if group.host in group.guests:
        faults.add(fields.at("guests"), f"{shown(group.host)} is the host; a host is no guest of its own session")
    if group.min_guests > group.max_guests:
        faults.add(
            fields.at("min_guests"),
            f"{group.min_guests} is more than max_guests, {group.max_guests}; change one of them",
        )
    return group


def objective_shape(found: object, place: str, faults: Faults) -> Objective:
    """What is weighed beside the score."""
    fields = Fields(found, place, ("idle_penalty", "fairness_floor"), faults)
    return Objective(
        idle_penalty=fields.number("idle_penalty", 0, default=0.0),
        fairness_floor=fields.number("fairness_floor", 0, 1, default=0.0),
    )


def precedence_shape(found: object, place: str, faults: Faults) -> Precedence:
    """A pair that meets before another."""
    fields = Fields(found, place, ("before", "after"), faults)
    made = Precedence(before=fields.two("before"), after=fields.two("after"))
    if all(made.before) and frozenset(made.before) == frozenset(made.after):
        faults.add(place, "before and after name the same pair; name two")
    return made


def _guests(fields: Fields, faults: Faults) -> dict[str, float]:
    """The score of each guest by id, in the order of the file."""
    found = fields.member("guests")
    if not isinstance(found, dict) or not found:
        fields.wrong("guests", found, 'an object with guests; give the score of each: {"st-01": 0.6}')
        return {}
    place = fields.at("guests")
    guests = Fields(found, place, found, faults)
    for guest in found:
        if not is_identifier(guest):
            faults.add(place, f"{shown(guest)} is not an id; give printable characters without space at either end")
    return {guest: guests.number(guest, 0, LARGEST) for guest in found}


def _local_time(fields: Fields, key: str) -> datetime.datetime:
    text = fields.text(key)
    if _LOCAL_TIME.fullmatch(text):
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError as err:
            fields.wrong(key, text, f"a moment of the calendar ({err})")
            return _NO_TIME
        if moment.year in YEARS:
            return moment
        fields.wrong(key, text, f"in one of the years {YEARS[0]} to {YEARS[-1]}")
    elif text:
        fields.wrong(key, text, "a local time without offset; write it as 2026-10-05T09:00")
    return _NO_TIME
