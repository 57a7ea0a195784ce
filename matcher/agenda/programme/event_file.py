"""EVENT.toml to an `EventPlan`; the same keys in JSON are taken too."""

from __future__ import annotations

import math
import re
import tomllib
from pathlib import Path

from matcher.agenda.files.document import load_document
from matcher.agenda.files.faults import Faults, near, shown
from matcher.agenda.files.fields import Fields, two_identifiers
from matcher.agenda.files.references import check_known, check_table, check_travel, check_unique
from matcher.agenda.files.said import fault, hint
from matcher.agenda.files.shapes import KINDS, objective_shape, venue_shape, zone_shape
from matcher.agenda.problem import Event, Travel, Venue
from matcher.agenda.programme.days import Rhythm, read_days, read_rhythm
from matcher.agenda.programme.event_plan import COMPANY, COUNTERPART, EventPlan, Limits, Listing, PartyPlan, Visit
from matcher.errors import UnreadableFile

KEYS = (
    *("name", "timezone", "slot_minutes", "pause_minutes", "breaks", "days", "venues", "travel"),
    *("limits", "parties", "visits", "forbidden", "objective", "listing"),
)
LIMIT_KEYS = ("min_meetings", "max_meetings", "max_per_day")
PARTY_KEYS = ("party", "available", *LIMIT_KEYS, "venue", "table", "weight")
VISIT_KEYS = ("id", "host", "venue", "guests", "least_score", "min_guests", "max_guests", "length", "when")
TRAVEL_KEYS = ("between", "minutes", "slots")
SIDES = (COMPANY, COUNTERPART)


def read_event(path: Path) -> EventPlan:
    """The event in a file: TOML, or JSON where its name ends in `.json`.

    Raises:
        UnreadableFile: The file cannot be opened, or is neither; the message gives the line.
        RefusedFile: Values in it are wrong; every fault of the file is told, with its place.
    """
    faults = Faults(path.name)
    document = load_document(path, faults) if path.suffix.lower() == ".json" else _load_toml(path)
    return event_from_document(document, faults)


def event_from_document(document: object, faults: Faults) -> EventPlan:
    """The event that a document tells; `faults` may hold some already. Raises as `read_event`."""
    fields = Fields(document, "", KEYS, faults)
    timezone = zone_shape(fields, faults)
    rhythm = read_rhythm(fields)
    days = fields.entries("days", required=True)
    venues = [
        (f"venues[{row}]", venue_shape(entry, f"venues[{row}]", faults))
        for row, entry in enumerate(fields.entries("venues", required=True))
    ]
    for key, entries in (("days", days), ("venues", venues)):
        if not entries and fields.member(key) == []:
            faults.add(key, fault("empty_list"))
    check_unique(venues, faults)
    known = {venue.id: venue for _, venue in venues}
    plan = EventPlan(
        source=faults.source,
        event=Event(name=fields.text("name"), timezone=timezone),
        slots=read_days(days, rhythm, timezone, faults),
        venues=tuple(venue for _, venue in venues),
        travel=_travel(fields.entries("travel"), rhythm, known, faults),
        limits=_limits_by_kind(fields.optional_object("limits"), faults),
        parties=tuple(
            _party(entry, f"parties[{row}]", known, faults) for row, entry in enumerate(fields.entries("parties"))
        ),
        visits=_visits(fields.entries("visits"), known, faults),
        forbidden=_forbidden(fields, faults),
        objective=objective_shape(fields.optional_object("objective"), "objective", faults),
        listing=_listing(fields.optional_object("listing"), faults),
    )
    faults.refuse()
    return plan


def _load_toml(path: Path) -> object:
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except OSError as err:
        raise UnreadableFile(f"cannot read {path}: {err.strerror or err}", "missing") from err
    except UnicodeDecodeError as err:
        raise UnreadableFile(
            f"{path} is not text: byte {err.object[err.start]:#04x} at position {err.start}; save it as UTF-8",
            "encoding",
        ) from err
    except tomllib.TOMLDecodeError as err:
        raise UnreadableFile(
            f"{path} is not TOML: {err}{_quoted_line(text, str(err))}; correct it there, or see docs/agenda-events.md "
            "for an example",
            "not_toml",
        ) from err
    except (ValueError, RecursionError) as err:
        raise UnreadableFile(
            f"{path} is not a file of events: {err}; numbers are short and tables lie a few levels deep", "not_toml"
        ) from err


def _quoted_line(text: str, message: str) -> str:
    """The line that a message of the parser means, quoted, and how a date is written where it holds a slip of one."""
    found = re.search(r"at line (\d+)", message)
    lines = text.splitlines()
    if found is None or not 1 <= int(found[1]) <= len(lines):
        return ""
    line = lines[int(found[1]) - 1].strip()
    example = ", a date is written as 2027-04-13" if re.match(r"date\s*=", line) else ""
    return f": {line!r}{example}"


def _travel(found: list[object], rhythm: Rhythm, venues: dict[str, Venue], faults: Faults) -> tuple[Travel, ...]:
    """Ways between venues; minutes are rounded up to whole slots, each counted with its pause."""
    ways = []
    for row, entry in enumerate(found):
        place = f"travel[{row}]"
        fields = Fields(entry, place, TRAVEL_KEYS, faults)
        between = fields.two("between")
        slots = fields.optional_whole("slots")
        minutes = fields.optional_whole("minutes")
        if slots is None and minutes is None:
            faults.add(place, fault("way_missing"))
        elif slots is not None and minutes is not None:
            faults.add(place, fault("way_both"))
        whole = math.ceil(max((minutes or 0) - rhythm.pause, 0) / (rhythm.slot + rhythm.pause))
        ways.append((place, Travel(between=between, slots=whole if slots is None else slots)))
    check_travel(ways, venues, faults)
    return tuple(way for _, way in ways)


def _limits_by_kind(found: object, faults: Faults) -> dict[str, Limits]:
    if not isinstance(found, dict):
        faults.add("limits", fault("no_limits", value=shown(found)))
        return {}
    limits = {}
    for kind, entry in found.items():
        place = f"limits.{kind}"
        if kind not in (*SIDES, *KINDS):
            likely = near(kind, (*SIDES, *KINDS)) or hint("kinds", kinds=", ".join((*SIDES, *KINDS)))
            faults.add(place, fault("no_kind", hint=likely))
        limits[kind] = _limits(Fields(entry, place, LIMIT_KEYS, faults), faults)
    return limits


def _limits(fields: Fields, faults: Faults) -> Limits:
    limits = Limits(
        min_meetings=fields.optional_whole("min_meetings"),
        max_meetings=fields.optional_whole("max_meetings"),
        max_per_day=fields.optional_whole("max_per_day"),
    )
    least, most = limits.min_meetings, limits.max_meetings
    if least is not None and most is not None and least > most:
        faults.add(fields.at("min_meetings"), fault("min_over_max", least=least, most=most))
    return limits


def _party(entry: object, place: str, venues: dict[str, Venue], faults: Faults) -> PartyPlan:
    fields = Fields(entry, place, PARTY_KEYS, faults)
    plan = PartyPlan(
        party=fields.identifier("party"),
        available=None if fields.member("available") is None else _words(fields, "available"),
        limits=_limits(fields, faults),
        venue=fields.optional_identifier("venue"),
        table=fields.optional_whole("table", 1),
        weight=fields.number("weight", 0, default=1.0, above=True),
    )
    check_known(f"{place}.venue", "venue", plan.venue, venues, faults)
    check_table(place, plan.venue, plan.table, venues, faults)
    return plan


def _visits(found: list[object], venues: dict[str, Venue], faults: Faults) -> tuple[Visit, ...]:
    visits = []
    for row, entry in enumerate(found):
        place = f"visits[{row}]"
        fields = Fields(entry, place, VISIT_KEYS, faults)
        visit = Visit(
            id=fields.identifier("id"),
            host=fields.identifier("host"),
            venue=fields.identifier("venue"),
            guests=fields.optional_identifiers("guests"),
            least_score=fields.number("least_score", 0, 1, default=0.0),
            min_guests=fields.whole("min_guests", default=0),
            max_guests=fields.most("max_guests", 1),
            length=fields.whole("length", 1, default=1),
            when=_words(fields, "when"),
        )
        if visit.min_guests > visit.max_guests:
            faults.add(f"{place}.min_guests", fault("guests_over_max", least=visit.min_guests, most=visit.max_guests))
        check_known(f"{place}.venue", "venue", visit.venue, venues, faults)
        visits.append((place, visit))
    check_unique(visits, faults)
    return tuple(visit for _, visit in visits)


def _forbidden(fields: Fields, faults: Faults) -> tuple[tuple[str, str], ...]:
    pairs = []
    for row, entry in enumerate(fields.entries("forbidden")):
        pair = two_identifiers(entry)
        if pair is None:
            faults.add(f"forbidden[{row}]", fault("no_pair", value=shown(entry)))
        else:
            pairs.append(pair)
    return tuple(pairs)


def _listing(found: object, faults: Faults) -> Listing:
    fields = Fields(found, "listing", ("least_score",), faults)
    return Listing(least_score=fields.number("least_score", 0, 1, default=Listing().least_score))


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    """Times in words: one text, or a list of them; empty where the key is left out."""
    value = fields.member(key)
    if isinstance(value, str):
        return (value,)
    return fields.identifiers(key)
