"""What all pairs of a problem share, in rows: slots by time, days, venues and parties by id, and who is there when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from matcher.agenda.problem import Pair, Party, Problem
from matcher.agenda.solver.places import ANYWHERE, Seat, fixed_seats, place_of, ways_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The rows of a problem.

    Attributes:
        parties: by id; `rows` the row of each id.
        slots: ids by time; `position` the row of each id.
        day: the day row of each slot; `days` the slot rows of each day, `day_bits` the same as bits, slot 0 the lowest.
        venues: ids in their order; `venue_rows` the row of each id, `tables` how many tables each has.
        seats: fixed tables; `seat_rows` the row of each.
        way: (n_venues, n_venues) empty slots needed between two venues.
        apart: whether any two venues with tables are apart.
        default: the venue row of pairs without a place of their own, or ANYWHERE.
        free: the slots in which each party can be engaged, as bits.
    """

    parties: tuple[Party, ...]
    rows: Mapping[str, int]
    slots: tuple[str, ...]
    position: Mapping[str, int]
    day: tuple[int, ...]
    days: tuple[tuple[int, ...], ...]
    day_bits: tuple[int, ...]
    venues: tuple[str, ...]
    venue_rows: Mapping[str, int]
    tables: tuple[int, ...]
    seats: tuple[Seat, ...]
    seat_rows: Mapping[Seat, int]
    way: tuple[tuple[int, ...], ...]
    apart: bool
    default: int
    free: tuple[int, ...]

    @property
    def has_tables(self) -> bool:
        """Whether any venue has a table."""
        return any(self.tables)

    def most_slots(self, p: int, reach: int) -> int:
        """The most busy slots of party `p` among those given as bits, by its limit of a day."""
        limit = self.parties[p].max_per_day
        if limit is None:
            return reach.bit_count()
        return sum(min((reach & bits).bit_count(), limit) for bits in self.day_bits)


def as_bits(bits: Sequence[int], n_slots: int) -> npt.NDArray[np.int64]:
    """Slots given as bits as an array, (n,) int64, or of Python's integers where there are more than 62 slots."""
    return np.array(bits, dtype=np.int64 if n_slots < 63 else object)


def lay_frame(problem: Problem, unavailable: Mapping[str, int] | None = None) -> Frame:
    """The frame of a problem; `unavailable` are slots, as bits, that are taken from parties given by id."""
    slots = sorted(problem.slots, key=attrgetter("start"))
    position = {slot.id: row for row, slot in enumerate(slots)}
    bit = {slot.id: 1 << row for row, slot in enumerate(slots)}
    dates = [slot.day for slot in slots]
    days = tuple(tuple(t for t, of in enumerate(dates) if of == date) for date in sorted(set(dates)))
    parties = tuple(sorted(problem.parties, key=attrgetter("id")))
    venues = tuple(sorted(problem.venues, key=attrgetter("id")))
    venue_rows = {venue.id: row for row, venue in enumerate(venues)}
    tables = tuple(venue.tables for venue in venues)
    seats = fixed_seats(parties, venue_rows, tables)
    way = ways_between(problem, venue_rows)
    open_venues = [v for v, n in enumerate(tables) if n]
    apart = any(way[v][w] for v in open_venues for w in open_venues)
    whole, taken = (1 << len(slots)) - 1, unavailable or {}
    return Frame(
        parties=parties,
        rows={party.id: row for row, party in enumerate(parties)},
        slots=tuple(position),
        position=position,
        day=tuple(d for d, day in enumerate(days) for _ in day),
        days=days,
        day_bits=tuple(sum(1 << t for t in day) for day in days),
        venues=tuple(venue_rows),
        venue_rows=venue_rows,
        tables=tables,
        seats=seats,
        seat_rows={seat: row for row, seat in enumerate(seats)},
        way=tuple(tuple(row) for row in way),
        apart=apart,
        default=max(open_venues, key=lambda v: (tables[v], -v)) if apart or len(open_venues) == 1 else ANYWHERE,
        free=tuple(
            (whole if party.available is None else sum(map(bit.__getitem__, set(party.available))))
            & ~taken.get(party.id, 0)
            for party in parties
        ),
    )


def pair_place(frame: Frame, a: int, b: int) -> tuple[int, int] | str:
    """Venue row and seat row of the meeting of two parties, or why they have none."""
    parties = frame.parties
    return place_of(parties[a], parties[b], frame.venue_rows, frame.seat_rows, frame.tables, frame.default)


def why_impossible(frame: Frame, pair: Pair, place: tuple[int, int] | str, mask: int) -> str:
    """Why a pair that is not forbidden cannot meet; `mask` are the slots that suit both, as bits."""
    if not frame.has_tables:
        return "no venue has a table"
    if isinstance(place, str):
        return place
    if not mask:
        return "no common slot" if pair.slot is None else f"not both there in their fixed slot {pair.slot}"
    closed = (name for name in sorted((pair.a, pair.b)) if not may_meet(frame.parties[frame.rows[name]]))
    return f"{next(closed)} may have no meeting"


def may_meet(party: Party) -> bool:
    """Whether the party's own limits allow it any meeting."""
    return party.max_meetings != 0 and party.max_per_day != 0
