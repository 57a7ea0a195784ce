from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.encoders.packing import pack_by_length


def test_rows_travel_shortest_first_within_the_budget() -> None:
    assert pack_by_length([5, 2, 9, 2], budget=6) == [[1, 3], [0], [2]]


def test_no_rows_need_no_batch() -> None:
    assert pack_by_length([], budget=6) == []


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(1, 50))
def test_every_row_travels_once_and_only_a_lone_row_exceeds_the_budget(lengths: list[int], budget: int) -> None:
    batches = pack_by_length(lengths, budget)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or sum(lengths[row] for row in batch) <= budget for batch in batches)
