from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.errors import ConfigError
from matcher.past import Ledger
from matcher.past.alike import portfolio_likeness
from matcher.past.features import past_features
from matcher.past.kernel import GAIN, VECTORS_WEIGHT, WEIGHTS, company_kernel
from matcher.past.neighbours import PROSE_NAMES
from matcher.past.vectors import TextVectors, centred_rows, encode_prose
from matcher.past.view import view_past

DAY = date(2014, 1, 1).toordinal()
BARE, C1, C2, C3, NEW = range(5)
CANDIDATES = np.array([0, 1])


class Compass:
    """Knows two words, one a block."""

    id = "compass"
    blocks = (2, 2)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 4), dtype=np.float32)
        for row, text in enumerate(texts):
            if text.strip():
                rows[row] = [1, 0, 1, 0] if "robots" in text else [0, 1, 0, 1]
        return rows


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """The ledger with vectors: the first company and the new one make robots, two others do not, one says nothing."""
    prose = {"c1": "robots", "c2": "software", "c3": "software", "new": "robots"}
    return replace(ledger, vectors=encode_prose(ledger.company_ids, prose, Compass()))


def test_a_company_without_prose_has_a_zero_row() -> None:
    vectors = encode_prose(("a", "b", "c"), {"a": "robots", "b": " "}, Compass())
    assert vectors.rows.any(axis=1).tolist() == [True, False, False]
    assert (vectors.blocks, vectors.encoder_id) == ((2, 2), "compass")


def test_centred_rows_are_of_length_one_and_empty_ones_stay_so(told: Ledger) -> None:
    rows = centred_rows(told.vectors, 5, np.array([C1, C2, C3]))
    assert np.linalg.norm(rows, axis=1) == pytest.approx([0, 1, 1, 1, 1], abs=1e-6)
    assert rows[C1] @ rows[NEW] == pytest.approx(1.0)
    assert rows[C1] @ rows[C2] < 0


def test_rows_that_are_not_past_move_none(told: Ledger) -> None:
    assert told.vectors is not None
    other = told.vectors.rows.copy()
    other[NEW] = [0, 1, 0, 1]
    past = np.array([C1, C2, C3])
    changed = centred_rows(replace(told.vectors, rows=other), 5, past)
    assert np.array_equal(changed[:NEW], centred_rows(told.vectors, 5, past)[:NEW])


def test_without_vectors_nothing_is_near_and_the_kernel_is_that_of_words(ledger: Ledger) -> None:
    assert centred_rows(None, 5, np.array([C1])).shape == (5, 0)
    names, table = past_features(ledger, np.array([NEW]), CANDIDATES, DAY)
    assert not table[..., [names.index(name) for name in PROSE_NAMES]].any()
    view = view_past(ledger, CANDIDATES, DAY)
    assert company_kernel(view, np.array([BARE]), np.array([NEW])).tolist() == [[GAIN / 4]]


def test_meaning_counts_in_the_kernel_beside_words(told: Ledger) -> None:
    view = view_past(told, CANDIDATES, DAY)
    # c1 and the new company share all but their age bin and the month of the first round
    share = 1.0 - (WEIGHTS["age"] + WEIGHTS["month"]) / (sum(WEIGHTS.values()) + VECTORS_WEIGHT)
    assert company_kernel(view, np.array([NEW]), np.array([C1]))[0, 0] == pytest.approx(GAIN * ((share + 1) / 2) ** 2)


def test_the_candidate_that_entered_the_like_is_nearest(told: Ledger) -> None:
    names, table = past_features(told, np.array([NEW]), CANDIDATES, DAY)
    near = table[0][:, [names.index(name) for name in PROSE_NAMES]]
    assert (near[0] > near[1]).all()


def test_portfolios_of_one_meaning_are_more_alike(told: Ledger, ledger: Ledger) -> None:
    apart = portfolio_likeness(view_past(told, CANDIDATES, DAY))[0, 1]
    assert apart < portfolio_likeness(view_past(ledger, CANDIDATES, DAY))[0, 1]


def test_a_ledger_is_read_by_the_encoder_it_was_made_with(told: Ledger, ledger: Ledger) -> None:
    assert told.read_by("compass") is told
    assert told.read_by("").vectors is None
    for other, given in ((told, "compass"), (ledger, "none")):
        with pytest.raises(ConfigError, match=f"encoder e5 .* {given}"):
            other.read_by("e5")


def test_vectors_stay_with_the_companies(told: Ledger) -> None:
    assert isinstance(told.before(DAY).vectors, TextVectors)
