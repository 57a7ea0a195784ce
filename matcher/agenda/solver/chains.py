"""Room by exchange: two slots change places along a chain of meetings, so that one more pair can meet.

If a party is engaged in slot a and free in slot b, moving its meeting to b asks the same of the other party in reverse,
and so on: an alternating path, as Kempe's chains in the colouring of graphs.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

from matcher.agenda.solver.board import Board, slots_in

Move = tuple[int, int, int]
"""A pair, the slot that it leaves and the slot that it goes to."""

LONGEST = 80
MOST_TRIES = 8


def chain_from(board: Board, party: int, leave: int, go: int) -> list[Move] | None:
    """What moves if the party's meeting in slot `leave` goes to slot `go`, where it has none; None if it cannot.

    Tables are not looked at: `fits` does.
    """
    instance = board.instance
    moves: list[Move] = []
    node, source, target = party, leave, go
    pair = board.at[node][source]
    while pair >= 0:
        if not instance.open_slots[pair] >> target & 1 or len(moves) == LONGEST:
            return None
        moves.append((pair, source, target))
        node = board.other(pair, node)
        source, target = target, source
        pair = board.at[node][source]
    if moves and not board.slot_has_room(node, source, target):
        return None
    return moves


def fits(board: Board, moves: Iterable[Move], pair: int = -1, slot: int = -1) -> bool:
    """Whether tables suffice once the moves are made and, if given, the pair meets in the slot."""
    instance = board.instance
    change: Counter[tuple[int, int]] = Counter()
    for moved, source, target in moves:
        for resource in instance.uses[moved]:
            change[resource, source] -= 1
            change[resource, target] += 1
    if pair >= 0:
        for resource in instance.uses[pair]:
            change[resource, slot] += 1
    return all(
        more <= 0 or board.used[resource][at] + more <= instance.capacities[resource]
        for (resource, at), more in change.items()
    )


def shift(board: Board, moves: Iterable[Move]) -> None:
    """Make the moves."""
    moves = list(moves)
    for pair, _, _ in moves:
        board.take(pair)
    for pair, _, target in moves:
        board.put(pair, target)


def shift_back(board: Board, moves: Iterable[Move]) -> None:
    """Undo the moves."""
    shift(board, [(pair, target, source) for pair, source, target in moves])


def insert_pair(board: Board, pair: int, rng: random.Random) -> bool:
    """Let a pair meet that may, in a free slot or in one that a chain or two make free; says whether it does now."""
    free = board.free_slots(pair)
    if free:
        board.put(pair, _least_used(board, free))
        return True
    instance = board.instance
    first, second = instance.firsts[pair], instance.seconds[pair]
    open_slots = instance.open_slots[pair]
    for party, other in ((first, second), (second, first)):
        for slot in _shuffled(open_slots & board.room[party] & board.busy[other], rng):
            if _free_up(board, other, slot, rng, pair):
                return True
    for slot in _shuffled(open_slots & board.busy[first] & board.busy[second], rng)[:MOST_TRIES]:
        if board.at[first][slot] != board.at[second][slot] and _free_both(board, pair, slot, rng):
            return True
    return False


def _free_up(board: Board, party: int, slot: int, rng: random.Random, pair: int) -> bool:
    """Move the party's meeting out of the slot, if a chain can, and let the pair meet there."""
    for go in _shuffled(board.room[party], rng)[:MOST_TRIES]:
        moves = chain_from(board, party, slot, go)
        if moves is None or not fits(board, moves, pair, slot):
            continue
        shift(board, moves)
        if board.free_slots(pair) >> slot & 1:
            board.put(pair, slot)
            return True
        shift_back(board, moves)
    return False


def _free_both(board: Board, pair: int, slot: int, rng: random.Random) -> bool:
    """Move the meetings of both parties out of the slot, by a chain each, and let the pair meet there."""
    first, second = board.instance.firsts[pair], board.instance.seconds[pair]
    for go in _shuffled(board.room[first], rng)[:MOST_TRIES]:
        moves = chain_from(board, first, slot, go)
        if not moves or not fits(board, moves):
            continue
        shift(board, moves)
        if board.at[second][slot] < 0:
            if board.free_slots(pair) >> slot & 1:
                board.put(pair, slot)
                return True
        elif board.room[first] >> slot & 1 and _free_up(board, second, slot, rng, pair):
            return True
        shift_back(board, moves)
    return False


def _least_used(board: Board, slots: int) -> int:
    return min(slots_in(slots), key=lambda slot: (board.used[0][slot], slot))


def _shuffled(slots: int, rng: random.Random) -> list[int]:
    found = slots_in(slots)
    rng.shuffle(found)
    return found
