"""From a problem and its agenda, or its agendas one after the other, to what an export shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from matcher.agenda.export.breaks import find_breaks
from matcher.agenda.export.directory import Directory, by_name, companies_first, find, make_directory, one_line
from matcher.agenda.export.history import cancelled_by_party, cancelled_entries, notices_between, with_changes
from matcher.agenda.export.views import (
    AgendaView,
    DayView,
    Entry,
    PartyView,
    UnmetView,
    UnscheduledView,
    Worth,
)
from matcher.agenda.plan import Agenda, GroupSession, Meeting
from matcher.agenda.problem import Party, Problem, Slot
from matcher.errors import ConfigError, DataError


def build_view(problem: Problem, agenda: Agenda, before: Sequence[Agenda] = (), *, data_hash: str = "") -> AgendaView:
    """What an export of `agenda` shows; the order of entries in the files changes nothing.

    `before` are the agendas that were in force until now, the oldest first: changes are told against the last of them,
    and how often an engagement changed is counted through all. The rules of the problem are not looked at. `data_hash`
    is shown as the source.

    Raises:
        DataError: An agenda refers to a party, slot, venue or group that the problem does not have, or holds an
            engagement twice.
    """
    directory = make_directory(problem)
    past = [_entries(directory, old) for old in before]
    present = _entries(directory, agenda)
    entries = in_time(with_changes(past, present))
    venues = tuple(sorted(problem.venues, key=lambda venue: venue.id))
    return AgendaView(
        event=one_line(problem.event.name),
        timezone=problem.event.timezone,
        days=_days(problem, entries),
        venues=venues,
        parties=_parties(problem, directory, entries, cancelled_by_party(past, present)),
        entries=entries,
        worth=Worth(
            status=agenda.status,
            score=agenda.score,
            objective=agenda.objective,
            bound=agenda.bound,
            gap=agenda.gap,
        ),
        unmet=_unmet(directory, agenda),
        unscheduled=_unscheduled(directory, agenda),
        is_replan=bool(before),
        cancelled=in_time(cancelled_entries(past, present)),
        notices=notices_between(past[-1], present) if past else (),
        seed=agenda.seed,
        data_hash=data_hash,
    )


def only_party(view: AgendaView, party: str) -> AgendaView:
    """`view` with what concerns one party alone: its engagements, cancelled ones, notices and open wishes.

    Raises:
        ConfigError: There is no such party.
    """
    if all(one.who.id != party for one in view.parties):
        raise ConfigError(f'there is no party "{party}" in the problem; give the id or the name of one of its parties')

    def mine(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if any(who.id == party for who in entry.parties))

    return replace(
        view,
        days=tuple(replace(day, entries=mine(day.entries)) for day in view.days),
        parties=tuple(one for one in view.parties if one.who.id == party),
        entries=mine(view.entries),
        unmet=tuple(wish for wish in view.unmet if wish.who.id == party),
        unscheduled=tuple(pair for pair in view.unscheduled if party in (pair.first.id, pair.second.id)),
        cancelled=mine(view.cancelled),
        notices=tuple(notice for notice in view.notices if notice.who.id == party),
    )


def in_time(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By start, venue and table; sessions before tables."""
    return tuple(sorted(entries, key=lambda entry: (entry.start, entry.venue, entry.table or 0, entry.key)))


def _entries(directory: Directory, agenda: Agenda) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for number, meeting in enumerate(agenda.meetings):
        entry = _meeting(directory, number, meeting)
        _refuse_second(entries, entry, f"meetings[{number}]")
        entries[entry.key] = entry
    for number, session in enumerate(agenda.groups):
        entry = _session(directory, number, session)
        _refuse_second(entries, entry, f"groups[{number}]")
        entries[entry.key] = entry
    return entries


def _refuse_second(entries: Mapping[str, Entry], entry: Entry, place: str) -> None:
    if entry.key in entries:
        what = f"{entry.group} is held" if entry.group else " and ".join(who.name for who in entry.parties) + " meet"
        raise DataError(f"{place}: {what} a second time; remove one of the two entries from the agenda")


def _meeting(directory: Directory, number: int, meeting: Meeting) -> Entry:
    place = f"meetings[{number}]"
    (slot,) = directory.span(meeting.slot, 1, f"{place}.slot")
    find(directory.tables, meeting.venue, f"{place}.venue", "venue")
    pair = (directory.who(meeting.a, f"{place}.a"), directory.who(meeting.b, f"{place}.b"))
    first, second = sorted((meeting.a, meeting.b))
    return Entry(
        key=f"meeting\x1f{first}\x1f{second}",
        start=slot.start,
        end=slot.end,
        slots=(slot.id,),
        parties=tuple(sorted(pair, key=companies_first)),
        venue=meeting.venue,
        table=meeting.table,
    )


def _session(directory: Directory, number: int, session: GroupSession) -> Entry:
    place = f"groups[{number}]"
    group = find(directory.groups, session.id, f"{place}.id", "group")
    slots = directory.span(session.slot, group.length, f"{place}.slot")
    guests = (directory.who(guest, f"{place}.guests[{position}]") for position, guest in enumerate(session.guests))
    return Entry(
        key=f"group\x1f{group.id}",
        start=slots[0].start,
        end=slots[-1].end,
        slots=tuple(slot.id for slot in slots),
        parties=(directory.who(group.host, f"{place}.host"), *sorted(guests, key=by_name)),
        venue=group.venue,
        table=None,
        group=group.id,
    )


def _days(problem: Problem, entries: Sequence[Entry]) -> tuple[DayView, ...]:
    breaks = find_breaks(problem.slots)
    return tuple(
        DayView(
            date=date,
            slots=tuple(slot for slot in problem.slots if slot.day == date),
            breaks=tuple(each for each in breaks if each.start.date() == date),
            entries=tuple(entry for entry in entries if entry.start.date() == date),
        )
        for date in sorted({slot.day for slot in problem.slots})
    )


def _parties(
    problem: Problem, directory: Directory, entries: Sequence[Entry], cancelled: Mapping[str, Sequence[Entry]]
) -> tuple[PartyView, ...]:
    engaged: dict[str, list[Entry]] = {party.id: [] for party in problem.parties}
    for entry in entries:
        for who in entry.parties:
            engaged[who.id].append(entry)
    views = (
        PartyView(
            who=directory.parties[party.id],
            entries=tuple(engaged[party.id]),
            cancelled=in_time(cancelled.get(party.id, ())),
            free=_free(problem, party, engaged[party.id]),
        )
        for party in problem.parties
    )
    return tuple(sorted(views, key=lambda view: by_name(view.who)))


def _free(problem: Problem, party: Party, entries: Sequence[Entry]) -> tuple[Slot, ...]:
    busy = {slot for entry in entries for slot in entry.slots}
    there = {slot.id for slot in problem.slots} if party.available is None else set(party.available)
    return tuple(slot for slot in problem.slots if slot.id in there - busy)


def _unmet(directory: Directory, agenda: Agenda) -> tuple[UnmetView, ...]:
    wishes = (
        UnmetView(
            who=directory.who(wish.party, f"unmet[{number}].party"),
            rule=wish.rule,
            wanted=wish.wanted,
            got=wish.got,
            why=wish.why,
        )
        for number, wish in enumerate(agenda.unmet)
    )
    return tuple(sorted(wishes, key=lambda wish: (by_name(wish.who), wish.rule, wish.wanted, wish.got, wish.why)))


def _unscheduled(directory: Directory, agenda: Agenda) -> tuple[UnscheduledView, ...]:
    pairs = []
    for number, pair in enumerate(agenda.unscheduled):
        place = f"unscheduled[{number}]"
        two = (directory.who(pair.a, f"{place}.a"), directory.who(pair.b, f"{place}.b"))
        first, second = sorted(two, key=companies_first)
        pairs.append(UnscheduledView(first=first, second=second, why=pair.why))
    return tuple(sorted(pairs, key=lambda pair: (by_name(pair.first), by_name(pair.second), pair.why)))
