"""Which texts go through a model together."""

from __future__ import annotations

from collections.abc import Sequence


def pack_by_length(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Rows in batches, shortest first, each batch of at most `budget` tokens; a longer row travels alone.

    Texts of equal length end up side by side, which is what lets attention run without padding. Ties keep their
    order, so the same lengths always give the same batches.

    >>> pack_by_length([5, 2, 9, 2], budget=6)
    [[1, 3], [0], [2]]
    """
    batches: list[list[int]] = []
    room = 0
    for row in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        if not batches or lengths[row] > room:
            batches.append([])
            room = budget
        batches[-1].append(row)
        room -= lengths[row]
    return batches
