"""The bench of growth tells a reader that never goes back from one that does."""

from __future__ import annotations

import pytest

from evaluation.benches import reading_growth
from evaluation.benches.reading_growth import LIMIT, PIECES, growth, readers


def test_every_reader_has_pieces() -> None:
    assert set(readers()) == set(PIECES)


@pytest.mark.parametrize(("ratio", "status"), [(2.0, 0), (LIMIT, 0), (4.0, 1)])
def test_a_reader_that_goes_back_fails_the_bench(ratio: float, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def measured(_read: object, piece: str) -> float:
        tried.append(piece)
        return ratio if piece == "agri" else 2.0

    monkeypatch.setattr(reading_growth, "growth", measured)
    assert reading_growth.main() == status
    assert tried == [piece for pieces in PIECES.values() for piece in pieces]


def test_each_turn_reads_texts_of_its_own_of_single_and_double_length() -> None:
    seen: list[str] = []

    def read(text: str) -> None:
        seen.append(text)
        sum(range(10_000))

    growth(read, "ab ", 10, turns=2)
    assert seen == ["0 ab ab ab a", "0 ab ab ab ab ab ab ab", "1 ab ab ab a", "1 ab ab ab ab ab ab ab"]
