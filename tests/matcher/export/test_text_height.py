from __future__ import annotations

import pytest

from matcher.export.text_height import MAX_ROW_POINTS, n_lines, row_points


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("", 10, 1, id="empty"),
        pytest.param("word", 10, 1, id="one_word"),
        pytest.param("a\n\nb", 10, 3, id="line_breaks_count"),
        # An "m" takes 12 pixels and a column of 10 has 10 × 7 × 11 / 10 = 77: six letters (72) fit, seven do not.
        pytest.param("mmmmmm mmmmmm mmmmmm", 10, 3, id="a_word_that_does_not_fit_wraps"),
        pytest.param("m" * 20, 10, 4, id="a_word_wider_than_the_column_is_broken"),
    ],
)
def test_lines_are_counted_as_a_spreadsheet_wraps_them(text: str, width: float, expected: int) -> None:
    assert n_lines(text, width) == expected


def test_bold_text_never_takes_fewer_lines() -> None:
    text = "Conceria Valdarno Innovazione e Sostenibilità S.p.A."
    assert all(n_lines(text, width, bold=True) >= n_lines(text, width) for width in range(8, 60))


def test_a_wider_column_never_takes_more_lines() -> None:
    text = "Arno Robotica cerca un progetto pilota industriale nella Baia entro sei mesi."
    counts = [n_lines(text, width) for width in range(14, 100)]
    assert counts == sorted(counts, reverse=True)


def test_a_row_is_never_taller_than_a_spreadsheet_takes() -> None:
    assert row_points(1_000) == MAX_ROW_POINTS
