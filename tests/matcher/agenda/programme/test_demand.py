"""The flow behind lists, against every set of meetings there is."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.agenda.programme.demand import Demand, Filling, fill

pairs = st.dictionaries(st.tuples(st.integers(0, 2), st.integers(3, 5)), st.integers(0, 9), max_size=6)
numbers = st.lists(st.integers(0, 2), min_size=6, max_size=6)


def every_filling(demand: Demand, worth: dict[tuple[int, int], int]) -> list[Filling]:
    """What each allowed set of meetings gives."""
    found = []
    for size in range(min(len(worth), demand.n_meetings) + 1):
        for some in combinations(sorted(worth), size):
            met = np.bincount(np.array(some, dtype=np.int64).ravel(), minlength=6)
            if (met <= demand.most).all():
                missing = int(np.maximum(demand.least - met, 0).sum())
                found.append(Filling(worth=sum(worth[pair] for pair in some), missing=missing))
    return found


@settings(deadline=None)
@given(pairs, numbers, numbers, st.integers(0, 5))
def test_no_set_of_meetings_is_worth_more_or_misses_less(
    worth: dict[tuple[int, int], int], most: list[int], least: list[int], n_meetings: int
) -> None:
    caps = np.array(most, dtype=np.int64)
    demand = Demand(most=caps, least=np.minimum(caps, least), n_meetings=n_meetings)
    listed = sorted(worth)
    companies, counterparts = (np.array([pair[side] for pair in listed], dtype=np.int64) for side in (0, 1))
    values = np.array([worth[pair] for pair in listed], dtype=np.int64)
    every = every_filling(demand, worth)
    assert fill(demand, companies, counterparts, values, wishes=False).worth == max(one.worth for one in every)
    found = fill(demand, companies, counterparts, values, wishes=True)
    fewest = min(one.missing for one in every)
    assert found.missing == fewest
    assert found.worth == max(one.worth for one in every if one.missing == fewest)
