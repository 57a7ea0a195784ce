"""The bench of growth tells a reader that never goes back from one that does."""

from __future__ import annotations

from evaluation.benches.reading_growth import PIECES, growth, readers


def test_every_reader_reads_its_pieces() -> None:
    every = readers()
    assert set(every) == set(PIECES)
    assert all(growth(every[name], pieces[0], 200, turns=1) > 0 for name, pieces in PIECES.items())


def test_each_turn_reads_texts_of_its_own_of_single_and_double_length() -> None:
    seen: list[str] = []

    def read(text: str) -> None:
        seen.append(text)
        sum(range(10_000))

    growth(read, "ab ", 10, turns=2)
    assert seen == ["0 ab ab ab a", "0 ab ab ab ab ab ab ab", "1 ab ab ab a", "1 ab ab ab ab ab ab ab"]
