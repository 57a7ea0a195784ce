"""Whether parties fall into two sides that only meet one another."""

from __future__ import annotations

from collections.abc import Iterable


def two_sides(n_parties: int, pairs: Iterable[tuple[int, int]]) -> list[int] | None:
    """Which of two sides each party is on so that every pair has one of each; None where that cannot be."""
    near: list[list[int]] = [[] for _ in range(n_parties)]
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    side = [-1] * n_parties
    for start in range(n_parties):
        if side[start] >= 0:
            continue
        side[start] = 0
        stack = [start]
        while stack:
            p = stack.pop()
            for q in near[p]:
                if side[q] < 0:
                    side[q] = 1 - side[p]
                    stack.append(q)
                elif side[q] == side[p]:
                    return None
    return side
