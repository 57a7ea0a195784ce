"""An agenda as the organiser's pages show it: days, tables, cards, and the figures of the whole."""

from __future__ import annotations

import datetime
import statistics
from collections import defaultdict
from dataclasses import dataclass

from matcher.agenda.checker.board import lay_board
from matcher.agenda.checker.worth import ideals, n_idle_slots, values
from matcher.agenda.export import AgendaView, build_view
from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.export.reasons import reason_reader
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem, Slot
from matcher.language import load_messages
from matcher.profiles import COMPANY_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A meeting: the company (or first party) and the other one, where and when, and its score in [0, 1]."""

    a: str
    b: str
    first: str
    second: str
    slot: str
    venue: str
    table: int
    score: float
    is_locked: bool
    is_must: bool

    @property
    def anchor(self) -> str:
        """What a link to the card jumps to."""
        return f"m-{self.a}--{self.b}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A group session: who receives how many guests, in which slots."""

    id: str
    host: str
    venue: str
    slots: tuple[str, ...]
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A slot as it is told: its id, the hour at which it begins, and the whole span."""

    id: str
    start: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with its times."""

    date: datetime.date
    label: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an agenda comes to.

    Shares are of what each company could get alone, at most 1 (visits may bring more); None without companies.
    """

    score: float
    bound: float
    objective: float
    gap: float | None
    is_optimal: bool
    n_meetings: int
    n_idle: int
    lowest: float | None
    lowest_name: str
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish that is not met, in words."""

    name: str
    rule: str
    wanted: float
    got: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything of one version; `names` are by party id."""

    problem: Problem
    agenda: Agenda
    view: AgendaView
    clock: Clock
    names: dict[str, str]
    days: tuple[Day, ...]
    cards: tuple[Card, ...]
    visits: tuple[Visit, ...]

    def at(self, slot: str, venue: str, table: int) -> Card | None:
        """The meeting at a table in a slot."""
        return next((one for one in self.cards if (one.slot, one.venue, one.table) == (slot, venue, table)), None)

    def day(self, date: str) -> Day:
        """The day of this date, else the first."""
        return next((one for one in self.days if one.date.isoformat() == date), self.days[0])

    def time(self, slot: str) -> Time:
        """The slot as it is told."""
        return next(time for day in self.days for time in day.times if time.id == slot)

    def when(self, slot: str) -> str:
        """The day and the hour of a slot."""
        day = next(day for day in self.days for time in day.times if time.id == slot)
        return f"{day.label}, {self.time(slot).start}"

    def cells(self) -> dict[tuple[str, str, int], Card]:
        """Every meeting by slot, venue and table."""
        return {(one.slot, one.venue, one.table): one for one in self.cards}

    def used(self, day: Day) -> set[str]:
        """The venues that have a meeting on a day."""
        slots = {time.id for time in day.times}
        return {one.venue for one in self.cards if one.slot in slots}

    def party_cells(self) -> dict[tuple[str, str], Card]:
        """Every meeting by party and slot, twice."""
        return {(party, one.slot): one for one in self.cards for party in (one.a, one.b)}

    def visit_cells(self) -> dict[tuple[str, str], Visit]:
        """The visit that a party is at in a slot."""
        return {(party, slot): one for one in self.visits for party in (one.host, *one.guests) for slot in one.slots}

    def side(self, *, companies: bool) -> list[tuple[str, str]]:
        """Ids and names of one side, by name."""
        kinds = {one.id: one.kind for one in self.problem.parties}
        return [
            (one.who.id, one.who.name) for one in self.view.parties if (kinds[one.who.id] in COMPANY_KINDS) == companies
        ]

    def n_meetings(self) -> dict[str, int]:
        """How many meetings each party has."""
        found: defaultdict[str, int] = defaultdict(int)
        for one in self.agenda.meetings:
            found[one.a] += 1
            found[one.b] += 1
        return found

    def wishes(self, lang: str) -> list[Wish]:
        """The wishes that are not met, with the reason in words."""
        read = reason_reader(self.view, load_messages(lang))
        return [
            Wish(name=one.who.name, rule=one.rule, wanted=one.wanted, got=one.got, why=read(one.why))
            for one in self.view.unmet
        ]

    def why_not(self, a: str, b: str, lang: str) -> str:
        """Why a wanted pair does not meet, "" where nothing is said."""
        read = reason_reader(self.view, load_messages(lang))
        return next((read(one.why) for one in self.view.unscheduled if {one.first.id, one.second.id} == {a, b}), "")

    def figures(self) -> Figures:
        """The figures, counted again from the problem."""
        laid = lay_board(self.problem, self.agenda)
        best, got = ideals(laid), values(laid)
        shares = {name: min(got[name] / ideal, 1.0) for name, ideal in best.items() if ideal > 0}
        worst = min(shares, key=lambda name: (shares[name], name), default="")
        agenda = self.agenda
        return Figures(
            score=agenda.score,
            bound=agenda.bound,
            objective=agenda.objective,
            gap=agenda.gap,
            is_optimal=agenda.status == "optimal",
            n_meetings=len(agenda.meetings),
            n_idle=n_idle_slots(laid),
            lowest=shares[worst] if worst else None,
            lowest_name=self.names.get(worst, ""),
            median=statistics.median(shares.values()) if shares else None,
        )


def make_board(problem: Problem, agenda: Agenda, lang: str) -> Board:
    """The board of a version in a language; raises DataError where the two do not fit."""
    view = build_view(problem, agenda)
    clock = make_clock(view.timezone, "it")
    told = make_clock(view.timezone, lang)
    names = {one.who.id: one.who.name for one in view.parties}
    pairs = {frozenset((pair.a, pair.b)): pair for pair in problem.pairs}
    companies = {one.id for one in problem.parties if one.kind in COMPANY_KINDS}
    cards = []
    for one in agenda.meetings:
        pair = pairs.get(frozenset((one.a, one.b)))
        a, b = (one.b, one.a) if one.b in companies and one.a not in companies else (one.a, one.b)
        cards.append(
            Card(
                a=a,
                b=b,
                first=names[a],
                second=names[b],
                slot=one.slot,
                venue=one.venue,
                table=one.table,
                score=0.0 if pair is None else pair.score,
                is_locked=pair is not None and pair.slot is not None,
                is_must=pair is not None and pair.must,
            )
        )
    order = {slot.id: place for place, slot in enumerate(problem.slots)}
    cards.sort(key=lambda one: (order[one.slot], one.venue, one.table))
    ids = [slot.id for slot in problem.slots]
    groups = {group.id: group for group in problem.groups}
    visits = tuple(
        Visit(
            id=one.id,
            host=groups[one.id].host,
            venue=groups[one.id].venue,
            slots=tuple(ids[order[one.slot] : order[one.slot] + groups[one.id].length]),
            guests=one.guests,
        )
        for one in agenda.groups
    )
    return Board(
        problem=problem,
        agenda=agenda,
        view=view,
        clock=told,
        names=names,
        days=days_of(problem.slots, clock, told),
        cards=tuple(cards),
        visits=visits,
    )


def days_of(slots: tuple[Slot, ...], hours: Clock, told: Clock) -> tuple[Day, ...]:
    """The days of slots in time order: hours by one clock, dates by another."""
    by_day: defaultdict[datetime.date, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_day[slot.day].append(slot)
    return tuple(
        Day(
            date=date,
            label=told.short_day(date),
            times=tuple(
                Time(id=one.id, start=hours.time(one.start), span=hours.span(one.start, one.end)) for one in ones
            ),
        )
        for date, ones in sorted(by_day.items())
    )
