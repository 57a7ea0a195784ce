"""Sectors nearest to vectors."""

import numpy as np
import pytest

from matcher.sectors import load_taxonomy, nearest_sectors

_SECTORS = np.array([[1, 0], [0, 2]], dtype=np.float32)
_CODES = ("solar", "wine")


def test_each_label_gets_its_nearest_sector_and_the_cosine() -> None:
    labels = np.array([[3, 4], [5, 0]], dtype=np.float32)
    answers = nearest_sectors(labels, _SECTORS, 0.5, codes=_CODES)
    assert answers == [("wine", pytest.approx(0.8)), ("solar", pytest.approx(1.0))]


def test_below_the_threshold_there_is_no_sector() -> None:
    assert nearest_sectors(np.array([[3, 4]], dtype=np.float32), _SECTORS, 0.81, codes=_CODES) == [None]


def test_a_zero_vector_is_near_to_nothing() -> None:
    assert nearest_sectors(np.zeros((1, 2), dtype=np.float32), _SECTORS, -1.0, codes=_CODES) == [None]


def test_a_tie_goes_to_the_first_code() -> None:
    answers = nearest_sectors(np.array([[1, 1]], dtype=np.float32), _SECTORS, 0.5, codes=_CODES)
    assert answers == [("solar", pytest.approx(0.5**0.5))]


def test_no_labels_give_no_answers() -> None:
    assert nearest_sectors(np.zeros((0, 2), dtype=np.float32), _SECTORS, 0.5, codes=_CODES) == []


def test_the_codes_default_to_the_shipped_taxonomy() -> None:
    codes = load_taxonomy().codes
    vectors = np.eye(len(codes), dtype=np.float32)
    assert nearest_sectors(vectors[1:2], vectors, 0.5) == [(codes[1], pytest.approx(1.0))]


def test_codes_and_rows_must_agree() -> None:
    with pytest.raises(ValueError, match="2 sector codes for 1 sector vectors"):
        nearest_sectors(_SECTORS, _SECTORS[:1], 0.5, codes=_CODES)
