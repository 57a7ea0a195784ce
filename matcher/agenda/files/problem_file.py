"""PROBLEM.json to a `Problem`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from matcher.agenda.files import shapes
from matcher.agenda.files.calendar import check_calendar
from matcher.agenda.files.document import load_document
from matcher.agenda.files.faults import Faults
from matcher.agenda.files.fields import Fields
from matcher.agenda.files.references import (
    Known,
    check_forbidden,
    check_group,
    check_pairs,
    check_party,
    check_precedence,
    check_travel,
    check_unique,
)
from matcher.agenda.problem import Group, Party, Problem, Slot

KEYS = (
    *("event", "slots", "venues", "travel", "parties", "pairs", "forbidden", "groups", "objective"),
    "precedences",
)

LISTS = ("slots", "venues", "parties", "pairs")
"""Lists that must be there; without one of them, nothing that refers to it can be checked."""

Noun = TypeVar("Noun")


def read_problem(path: Path) -> Problem:
    """The problem in a file; its slots, and those that its parties and groups name, in time order.

    Raises:
        UnreadableFile: The file cannot be opened or is no JSON.
        RefusedFile: Values in it are wrong; every fault of the file is told, with its JSON path.

    Warns:
        DataWarning: a time that comes twice, a pair both listed and forbidden, a group that cannot be held.
    """
    faults = Faults(path.name)
    document = load_document(path, faults)
    return problem_from_document(document, faults)


def problem_from_document(document: object, faults: Faults) -> Problem:
    """The problem that a JSON document tells; `faults` may hold some already. Raises and warns as `read_problem`."""
    fields = Fields(document, "", KEYS, faults)

    def placed(
        key: str, shape: Callable[[object, str, Faults], Noun], *, required: bool = False
    ) -> list[tuple[str, Noun]]:
        return read_entries(fields.entries(key, required=required), key, shape, faults)

    event = shapes.event_shape(fields.member("event"), "event", faults)
    objective = shapes.objective_shape(fields.optional_object("objective"), "objective", faults)
    slots = placed("slots", shapes.slot_shape, required=True)
    venues = placed("venues", shapes.venue_shape, required=True)
    travel = placed("travel", shapes.travel_shape)
    parties = placed("parties", shapes.party_shape, required=True)
    pairs = placed("pairs", shapes.pair_shape, required=True)
    forbidden = placed("forbidden", shapes.forbidden_shape)
    groups = placed("groups", shapes.group_shape)
    precedences = placed("precedences", shapes.precedence_shape)

    if not all(isinstance(fields.member(key), list) for key in LISTS):
        faults.refuse()

    known = Known(
        slots={slot.id: slot for _, slot in slots},
        venues={venue.id: venue for _, venue in venues},
        parties={party.id: party for _, party in parties},
        forbidden=frozenset(frozenset(pair) for _, pair in forbidden),
        listed=frozenset(frozenset((pair.a, pair.b)) for _, pair in pairs) if precedences else frozenset(),
    )
    for key, entries in (("slots", slots), ("venues", venues)):
        if not entries and fields.member(key) == []:
            faults.add(key, "the list is empty; an agenda needs at least one entry here")
    check_calendar(event, slots, faults)
    check_unique(slots, faults)
    check_unique(venues, faults)
    check_unique(parties, faults)
    check_unique(groups, faults)
    check_travel(travel, known.venues, faults)
    for place, party in parties:
        check_party(place, party, known, faults)
    check_forbidden(forbidden, known.parties, faults)
    check_pairs(pairs, known, faults)
    in_time = sorted((slot for _, slot in slots), key=lambda slot: (slot.start, slot.end, slot.id))
    runs = _runs(in_time)
    for place, group in groups:
        check_group(place, group, known, runs, faults)
    for place, rule in precedences:
        check_precedence(place, rule, known, faults)
    faults.refuse()

    order = {slot.id: row for row, slot in enumerate(in_time)}
    return Problem(
        event=event,
        slots=tuple(in_time),
        venues=tuple(venue for _, venue in venues),
        travel=tuple(way for _, way in travel),
        parties=tuple(in_time_order(party, order) for _, party in parties),
        pairs=tuple(pair for _, pair in pairs),
        forbidden=tuple(pair for _, pair in forbidden),
        groups=tuple(_group_in_time_order(group, order) for _, group in groups),
        objective=objective,
        precedences=tuple(rule for _, rule in precedences),
    )


def read_entries(
    found: list[object], key: str, shape: Callable[[object, str, Faults], Noun], faults: Faults
) -> list[tuple[str, Noun]]:
    """Each entry of the list at `key` with its place."""
    return [(place, shape(entry, place, faults)) for place, entry in zip(_places(key, len(found)), found, strict=True)]


def in_time_order(party: Party, order: Mapping[str, int]) -> Party:
    """The party with its slots in time order; `order` gives the position of every slot."""
    if party.available is None:
        return party
    return replace(party, available=tuple(sorted(party.available, key=order.__getitem__)))


def _group_in_time_order(group: Group, order: Mapping[str, int]) -> Group:
    return replace(group, slots=tuple(sorted(group.slots, key=order.__getitem__)))


def _places(key: str, n: int) -> list[str]:
    return [f"{key}[{row}]" for row in range(n)]


def _runs(slots: list[Slot]) -> dict[str, int]:
    """How many slots there are on its day from each slot on, itself included; `slots` are in time order."""
    left: Counter[object] = Counter()
    runs = {}
    for slot in reversed(slots):
        left[slot.day] += 1
        runs[slot.id] = left[slot.day]
    return runs
