"""Whether parties fall into two sides such that every pair joins the two, as companies and investors do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def two_sides(n_parties: int, firsts: Sequence[int], seconds: Sequence[int]) -> npt.NDArray[np.bool_] | None:
    """Which parties are on the first side, (n_parties,), where pair k joins firsts[k] and seconds[k]; None if no way.

    Colours the graph from one party to the next, O(parties + pairs).
    """
    partners: list[list[int]] = [[] for _ in range(n_parties)]
    for a, b in zip(firsts, seconds, strict=True):
        partners[a].append(b)
        partners[b].append(a)
    side = [-1] * n_parties
    for root in range(n_parties):
        if side[root] >= 0:
            continue
        side[root] = 0
        waiting = [root]
        while waiting:
            one = waiting.pop()
            opposite = 1 - side[one]
            for other in partners[one]:
                if side[other] < 0:
                    side[other] = opposite
                    waiting.append(other)
                elif side[other] != opposite:
                    return None
    first_side: npt.NDArray[np.bool_] = np.array(side, dtype=np.int8) == 0
    return first_side
