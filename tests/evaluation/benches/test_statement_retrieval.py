from __future__ import annotations

import numpy as np
import pytest

from evaluation.benches.statement_retrieval import (
    SHARES,
    WHOLE,
    Matcher,
    by_cosine,
    by_feature,
    by_ranker,
    by_uncrowded_cosine,
    layers,
    measure,
    share_table,
    text_matcher,
)
from matcher.concepts import Concept
from matcher.heads import load_heads
from matcher.sectors import load_taxonomy
from models.encoders import HashingEncoder

TEXTS = ("grape harvest robots", "leather shoes")
STATEMENTS = ("fund for grape harvest", "buyer of leather shoes")
ROWS = [
    Concept(id=text, sector="", en=text, it=text, interest_en=interest, interest_it=interest)
    for text, interest in zip(TEXTS, STATEMENTS, strict=True)
]


@pytest.fixture
def run() -> Matcher:
    return text_matcher(HashingEncoder(256), load_heads(), load_taxonomy(), ROWS, None)


def test_every_text_is_scored_against_every_statement_in_their_order(run: Matcher) -> None:
    scores = by_cosine(run)(TEXTS, STATEMENTS)
    assert scores.shape == (2, 2)
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_taking_off_no_crowding_is_the_cosine(run: Matcher) -> None:
    assert np.array_equal(by_uncrowded_cosine(run, 0.0)(TEXTS, STATEMENTS), by_cosine(run)(TEXTS, STATEMENTS))


def test_crowding_is_taken_off_in_proportion(run: Matcher) -> None:
    none, half, all_of_it = (by_uncrowded_cosine(run, share)(TEXTS, STATEMENTS) for share in (0.0, 0.5, 1.0))
    assert none - half == pytest.approx((none - all_of_it) / 2, abs=1e-6)
    assert np.abs(none - all_of_it).max() > 0


def test_a_feature_and_the_ranker_score_the_same_pairs(run: Matcher) -> None:
    about, whole = by_feature(run, "about")(TEXTS, STATEMENTS), by_ranker(run)(TEXTS, STATEMENTS)
    assert about.shape == whole.shape == (2, 2)
    assert np.isfinite(whole).all()


def test_each_layer_has_its_line_and_the_whole_ranker_is_last() -> None:
    assert list(layers(HashingEncoder(64), load_heads()))[-1] == WHOLE
    assert len(measure(HashingEncoder(64), ROWS).splitlines()) == 2 + 5


def test_each_share_has_its_line(run: Matcher) -> None:
    assert len(share_table(ROWS, run).splitlines()) == 2 + len(SHARES)
