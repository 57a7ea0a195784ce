from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.two_sided import COLUMNS, Event, halve, parse_events, read_events, seen_half
from matcher.errors import DataError, RefusedImport, UnreadableFile

HEADER = ",".join(COLUMNS)


def content(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def event(n_a: int, n_b: int, rng: np.random.Generator, share_met: float = 1.0) -> Event:
    met = rng.random((n_a, n_b)) < share_met
    values = {
        name: np.where(met, rng.integers(high, size=(n_a, n_b)), np.nan)
        for name, high in (("a_rates", 11), ("b_rates", 11), ("a_wants", 2), ("b_wants", 2))
    }
    return Event(
        id="e", a_ids=tuple(f"a{i:02}" for i in range(n_a)), b_ids=tuple(f"b{i:02}" for i in range(n_b)), **values
    )


def test_events_are_read_in_the_order_of_the_file_and_people_by_id() -> None:
    first, second = parse_events(content("2,b,y,7.5,,1,0", "2,a,x,3,9,0,1", "1,a,x,,,1,1"))
    assert (first.id, second.id) == ("2", "1")
    assert (first.a_ids, first.b_ids) == (("a", "b"), ("x", "y"))
    assert first.a_rates[1, 1] == 7.5
    assert np.isnan(first.b_rates[1, 1])
    assert np.isnan(first.a_rates[0, 1])
    assert first.met.tolist() == [[True, False], [False, True]]
    assert second.mutual.tolist() == [[True]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(["1,a,x,11,1,0,0"], ["wrong_rating"], id="rating above ten"),
        pytest.param(["1,a,x,nan,1,0,0"], ["wrong_rating"], id="rating that is no number"),
        pytest.param(["1,a,x,1,1,yes,"], ["wrong_decision", "wrong_decision"], id="decisions in words and missing"),
        pytest.param(["1,,x,1,1,0,0"], ["empty_id"], id="nobody"),
        pytest.param(["1,a,x,1,1,0,0", "1,a,x,2,2,0,0"], ["repeated_pair"], id="pair twice"),
    ],
)
def test_every_wrong_cell_is_named(rows: list[str], expected: list[str]) -> None:
    with pytest.raises(RefusedImport, match=r"ratings\.csv") as refused:
        parse_events(content(*rows))
    assert [problem.code for problem in refused.value.problems] == expected
    assert all(problem.row and problem.column for problem in refused.value.problems)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match='no column "b_wants_a"'):
        parse_events(content("1,a,x,1,1,0", header=HEADER.removesuffix(",b_wants_a")))


@pytest.mark.parametrize("data", [pytest.param(content(), id="no pair"), pytest.param(b"\xff\xfe\x00", id="not text")])
def test_a_file_without_pairs_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"ratings\.csv"):
        parse_events(data)


def test_a_missing_file_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="a_rates_b"):
        read_events(tmp_path)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.floats(0.3, 1.0), st.integers(0, 99))
def test_no_rating_is_in_both_halves_and_none_in_neither(n_a: int, n_b: int, share_met: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    whole = event(n_a, n_b, rng, share_met)
    seen, hidden = seen_half(whole, rng)
    assert not (seen.met & hidden).any()
    assert np.array_equal(seen.met | hidden, whole.met)
    for values, kept in ((whole.a_rates, seen.a_rates), (whole.b_rates, seen.b_rates), (whole.a_wants, seen.a_wants)):
        assert np.isnan(kept[hidden]).all()
        assert np.array_equal(kept[~hidden], values[~hidden], equal_nan=True)


@pytest.mark.parametrize("seed", range(5))
def test_everyone_has_half_of_their_pairs_hidden(seed: int) -> None:
    cells = np.ones((10, 8), dtype=np.bool_)
    half = halve(cells, np.random.default_rng(seed))
    assert (half.sum(axis=1) == 4).all()
    assert np.abs(half.sum(axis=0) - 5).max() <= 1


def test_the_same_seed_gives_the_same_halves_and_another_gives_others() -> None:
    cells = np.ones((8, 8), dtype=np.bool_)
    first, again, other = (halve(cells, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
