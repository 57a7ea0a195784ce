"""Where meetings can be held: the ways between venues, fixed tables, and the place of each pair."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.agenda.problem import Party, Problem

ANYWHERE = -1
"""The venue row of a meeting that may be held at any venue, and the seat row of one without a fixed table."""

Seat = tuple[int, int]
"""A fixed table: venue row and table, tables from 1."""


def ways_between(problem: Problem, venue_rows: dict[str, int]) -> list[list[int]]:
    """(n_venues, n_venues) empty slots needed between two venues."""
    way = [[0] * len(venue_rows) for _ in venue_rows]
    for one in problem.travel:
        v, w = (venue_rows[name] for name in one.between)
        way[v][w] = way[w][v] = one.slots
    return way


def fixed_seats(parties: tuple[Party, ...], venue_rows: Mapping[str, int], tables: tuple[int, ...]) -> tuple[Seat, ...]:
    """Fixed tables as (venue row, table), in order."""
    return tuple(sorted({seat for party in parties if (seat := _own_seat(party, venue_rows, tables)) is not None}))


def _own_seat(party: Party, venue_rows: Mapping[str, int], tables: tuple[int, ...]) -> Seat | None:
    if party.table is None:
        return None
    return (venue_rows[party.venue] if party.venue is not None else 0, party.table) if tables else None


def place_of(
    a: Party,
    b: Party,
    venue_rows: Mapping[str, int],
    seat_rows: Mapping[Seat, int],
    tables: tuple[int, ...],
    default: int,
) -> tuple[int, int] | str:
    """Venue row and seat row of the meetings of two parties, or why they have none."""
    if a.venue is not None and b.venue is not None and a.venue != b.venue:
        return f"{a.id} meets at {a.venue} only, {b.id} at {b.venue} only"
    if a.table is not None and b.table is not None and a.table != b.table:
        return f"{a.id} meets at table {a.table} only, {b.id} at table {b.table} only"
    seat = _own_seat(a, venue_rows, tables) or _own_seat(b, venue_rows, tables)
    name = a.venue or b.venue
    if seat is not None:
        return seat[0], seat_rows[seat]
    if name is not None and not tables[venue_rows[name]]:
        return f"venue {name} has no table"
    return (venue_rows[name] if name is not None else default), ANYWHERE
