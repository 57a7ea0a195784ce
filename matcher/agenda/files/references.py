"""What must hold between the entries of a problem: ids are unique and known, and no wish contradicts another."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from matcher.agenda.files.faults import MOST_TOLD, Faults, near, shown
from matcher.agenda.files.said import fault, hint
from matcher.agenda.problem import Group, Pair, Party, Precedence, Slot, Travel, Venue
from matcher.errors import DataWarning
from matcher.text import fold

MOST_IDS = 3
"""Parties of one name whose ids are told."""


class HasId(Protocol):
    """An entry with an id."""

    @property
    def id(self) -> str:
        """The id, "" where it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What entries may refer to. Entries with faults of their own are known too, so that one fault is told once.

    `slots` and `parties` map an id to the entry. `forbidden` and `listed` are pairs without order.
    """

    slots: Mapping[str, Slot]
    venues: Mapping[str, Venue]
    parties: Mapping[str, Party]
    forbidden: frozenset[frozenset[str]]
    listed: frozenset[frozenset[str]]


def check_unique(entries: Iterable[tuple[str, HasId]], faults: Faults, taken: Collection[str] = ()) -> None:
    """Report each id that an earlier entry, or one of `taken`, has already."""
    seen = set(taken)
    for place, entry in entries:
        if entry.id and entry.id in seen:
            faults.add(f"{place}.id", fault("id_taken", value=shown(entry.id)))
        seen.add(entry.id)


def check_known(place: str, kind: str, name: str | None, known: Collection[str], faults: Faults) -> bool:
    """Report a reference to no venue, slot or party, as `kind` says; whether the id is known."""
    if not name or name in known:
        return bool(name)
    likely = near(name, known) if len(faults) < MOST_TOLD else None
    faults.add(place, fault(f"no_{kind}", value=shown(name), hint=likely or hint("add")))
    return False


def check_who(place: str, name: str, parties: Mapping[str, Party], faults: Faults) -> None:
    """Report a reference to no party; where it is a name, or the beginning of one, the ids of those are told."""
    typed = fold(name).strip()
    called = sorted(party.id for party in parties.values() if typed and fold(party.name).strip().startswith(typed))
    if name in parties or not called:
        check_known(place, "party", name, parties, faults)
        return
    ids = ", ".join(shown(one) for one in called[:MOST_IDS])
    more = ", …" if len(called) > MOST_IDS else ""
    faults.add(place, fault("no_party", value=shown(name), hint=hint("id_of_name", ids=f"{ids}{more}")))


def check_travel(ways: Iterable[tuple[str, Travel]], venues: Collection[str], faults: Faults) -> None:
    """Report ways between venues that are not there, and two ways between the same two."""
    seen: set[frozenset[str]] = set()
    for place, way in ways:
        for row, venue in enumerate(way.between):
            check_known(f"{place}.between[{row}]", "venue", venue, venues, faults)
        two = frozenset(way.between)
        if two in seen:
            faults.add(f"{place}.between", fault("way_twice", names=_names(way.between)))
        seen.add(two)


def check_party(place: str, party: Party, known: Known, faults: Faults) -> None:
    """Report what a party refers to in vain, and limits that contradict each other."""
    for row, slot in enumerate(party.available or ()):
        check_known(f"{place}.available[{row}]", "slot", slot, known.slots, faults)
    check_known(f"{place}.venue", "venue", party.venue, known.venues, faults)
    if party.max_meetings is not None and party.min_meetings > party.max_meetings:
        faults.add(
            f"{place}.min_meetings",
            fault("min_over_max", least=party.min_meetings, most=party.max_meetings),
        )
    check_table(place, party.venue, party.table, known.venues, faults)


def check_table(place: str, venue: str | None, table: int | None, venues: Mapping[str, Venue], faults: Faults) -> None:
    """Report the own table of the party at `place` if its venue, or the only one, does not have it."""
    if table is None:
        return
    seat = venue or (next(iter(venues)) if len(venues) == 1 else None)
    if seat is None:
        faults.add(f"{place}.table", fault("which_venue"))
    elif seat in venues and table > venues[seat].tables:
        faults.add(f"{place}.table", fault("no_table", venue=seat, tables=venues[seat].tables, table=table))


def check_pairs(pairs: Iterable[tuple[str, Pair]], known: Known, faults: Faults) -> None:
    """Report pairs that are listed twice, of unknown parties, at impossible slots, or both wanted and forbidden.

    Warns:
        DataWarning: pairs are listed and forbidden; they do not meet.
    """
    first: dict[frozenset[str], str] = {}
    useless = []
    for place, pair in pairs:
        for key, name in (("a", pair.a), ("b", pair.b)):
            if name not in known.parties:
                check_known(f"{place}.{key}", "party", name, known.parties, faults)
        if not (pair.a and pair.b):
            continue
        two = frozenset((pair.a, pair.b))
        if two in first:
            faults.add(
                place, f"the pair {_names((pair.a, pair.b))} is listed already at {first[two]}; keep one of the two"
            )
        first.setdefault(two, place)
        if two in known.forbidden:
            useless.append(place)
            if pair.must:
                faults.add(
                    f"{place}.must",
                    f"the pair {_names((pair.a, pair.b))} must meet and is forbidden; drop one of the two",
                )
        if pair.slot is not None:
            _check_fixed_slot(place, pair, known, faults)
    if useless:
        warnings.warn(
            f"{faults.source}: {len(useless)} of the pairs are also forbidden and do not meet (first: {useless[0]})",
            DataWarning,
            stacklevel=2,
        )


def _check_fixed_slot(place: str, pair: Pair, known: Known, faults: Faults) -> None:
    if not check_known(f"{place}.slot", "slot", pair.slot, known.slots, faults):
        return
    for name in (pair.a, pair.b):
        party = known.parties.get(name)
        if party is not None and party.available is not None and pair.slot not in party.available:
            faults.add(
                f"{place}.slot",
                f'party "{name}" is not available in slot "{pair.slot}"; choose another slot or make it available',
            )


def check_forbidden(pairs: Iterable[tuple[str, tuple[str, str]]], parties: Collection[str], faults: Faults) -> None:
    """Report forbidden pairs of unknown parties; one that is given twice is forbidden all the same."""
    for place, pair in pairs:
        for row, name in enumerate(pair):
            check_known(f"{place}[{row}]", "party", name, parties, faults)


def check_group(place: str, group: Group, known: Known, runs: Mapping[str, int], faults: Faults) -> None:
    """Report what a group refers to in vain, and starts from which its day has too few slots left.

    `runs` says for each slot how many slots of its day there are from it on, itself included.

    Warns:
        DataWarning: it asks for more guests than it names, so it cannot be held.
    """
    check_known(f"{place}.host", "party", group.host, known.parties, faults)
    check_known(f"{place}.venue", "venue", group.venue, known.venues, faults)
    for guest in group.guests:
        check_known(f"{place}.guests", "party", guest, known.parties, faults)
    for row, slot in enumerate(group.slots):
        start = f"{place}.slots[{row}]"
        if check_known(start, "slot", slot, known.slots, faults) and runs.get(slot, group.length) < group.length:
            faults.add(
                start,
                f'from slot "{slot}" its day has {runs[slot]} slots, fewer than length {group.length}; start earlier',
            )
    if 0 < len(group.guests) < group.min_guests:
        warnings.warn(
            f"{faults.source}: {place}: group {shown(group.id)} asks for {group.min_guests} guests and names "
            f"{len(group.guests)}: it cannot be held",
            DataWarning,
            stacklevel=2,
        )


def check_precedence(place: str, rule: Precedence, known: Known, faults: Faults) -> None:
    """Report an order among pairs that are not listed."""
    for key, pair in (("before", rule.before), ("after", rule.after)):
        if all(pair) and frozenset(pair) not in known.listed:
            faults.add(f"{place}.{key}", f"the pair {_names(pair)} is not in pairs; list it or drop the precedence")


def _names(pair: tuple[str, str]) -> str:
    return f'"{pair[0]}" and "{pair[1]}"'
