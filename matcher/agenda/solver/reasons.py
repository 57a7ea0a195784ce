"""Why a listed pair does not meet and why a wish is not met, in words with numbers."""

from __future__ import annotations

from matcher.agenda.plan import Unmet, Unscheduled
from matcher.agenda.solver.board import Board


def unscheduled_pairs(board: Board) -> tuple[Unscheduled, ...]:
    """Every listed pair that does not meet, by the rows of its parties."""
    instance = board.instance
    why = dict(instance.impossible)
    for pair, slot in enumerate(board.slot_of):
        if slot < 0:
            why[instance.firsts[pair], instance.seconds[pair]] = why_not(board, pair)
    return tuple(Unscheduled(a=instance.parties[a], b=instance.parties[b], why=why[a, b]) for a, b in sorted(why))


def why_not(board: Board, pair: int) -> str:
    """Why a pair that could be held is not, all else as it is."""
    instance = board.instance
    ends = (instance.firsts[pair], instance.seconds[pair])
    full = [
        f"{instance.parties[party]} is full: {_limit(board, party)}" for party in ends if not board.has_spare(party)
    ]
    if full:
        return "; ".join(full)
    free = instance.open_slots[pair] & board.room[ends[0]] & board.room[ends[1]]
    if free:
        return "the tables are full in every slot in which both are free"
    common = instance.open_slots[pair].bit_count()
    return f"no common free slot: in each of the {common} that both could meet in, one of them is busy"


def unmet_wishes(board: Board) -> tuple[Unmet, ...]:
    """Minimums and musts that are not met, by party; a must is told for the lower id of the two parties."""
    instance = board.instance
    unmet = [_short(board, party) for party, least in enumerate(instance.least) if board.n_meetings[party] < least]
    asked = {(instance.firsts[pair], instance.seconds[pair]): pair for pair in instance.musts}
    missing = {both: why_not(board, pair) for both, pair in asked.items() if board.slot_of[pair] < 0}
    missing.update({both: instance.impossible[both] for both in instance.lost_musts})
    for first in sorted({both[0] for both in missing}):
        wanted = sum(first in both for both in (*asked, *instance.lost_musts))
        unmet.append(
            Unmet(
                party=instance.parties[first],
                rule="must",
                wanted=wanted,
                got=wanted - sum(first in both for both in missing),
                why="; ".join(
                    f"not with {instance.parties[both[1]]}: {missing[both]}"
                    for both in sorted(missing)
                    if both[0] == first
                ),
            )
        )
    return tuple(sorted(unmet, key=lambda one: (one.party, one.rule)))


def _short(board: Board, party: int) -> Unmet:
    instance = board.instance
    listed = [
        board.other(pair, party)
        for pair in range(instance.n_pairs)
        if party in (instance.firsts[pair], instance.seconds[pair])
    ]
    full = sum(not board.has_spare(other) for other in listed)
    if instance.most[party] < instance.least[party]:
        why = f"its own limits and slots allow {instance.most[party]} meetings"
    elif len(listed) < instance.least[party]:
        why = f"it has {len(listed)} listed partners whom it could meet"
    else:
        why = f"of its {len(listed)} listed partners {full} are full, and the others have no free slot or table with it"
    return Unmet(
        party=instance.parties[party],
        rule="min_meetings",
        wanted=instance.least[party],
        got=board.n_meetings[party],
        why=why,
    )


def _limit(board: Board, party: int) -> str:
    return f"{board.n_meetings[party]} of {board.instance.most[party]} meetings"
