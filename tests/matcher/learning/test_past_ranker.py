from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import ConfigError, DataError
from matcher.learning import PastConfig, PastRanker, load_past_ranker, train_past_ranker
from matcher.learning.ranker import ALIKE, BLEND_FILE, CHOICE, CONFIG_FILE, RULE, SIMPLE, TREES
from matcher.past import Ledger, past_features
from matcher.past.features import prepare_past
from models.encoders import HashingEncoder
from models.ranking.blend import centred, z_scores
from models.ranking.calibration import Platt
from models.ranking.lambdamart import LambdaMartConfig
from models.ranking.trees import FEATURES_FILE

EVEN = Platt(slope=1.0, intercept=0.0)
SPLIT = date(2013, 1, 1).toordinal()
CONFIG = PastConfig(trees=LambdaMartConfig(n_trees=10, min_rows_in_leaf=20, n_threads=1))


@pytest.fixture(scope="module")
def ledger(draw_ledger: Callable[[int], Ledger]) -> Ledger:
    return draw_ledger(1400)


@pytest.fixture(scope="module")
def ranker(ledger: Ledger) -> PastRanker:
    return train_past_ranker(ledger, SPLIT, CONFIG, np.random.default_rng(0))


@pytest.fixture(scope="module")
def queries(ledger: Ledger) -> np.ndarray:
    return np.flatnonzero(ledger.first_seen() >= SPLIT)[:20]


def simple_rule(ledger: Ledger, queries: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    names, table = past_features(ledger, queries, candidates, SPLIT)
    return table[..., names.index("popularity")] + 0.7 * table[..., names.index("region_lift")]


def test_enough_past_is_learned_from(ranker: PastRanker) -> None:
    assert ranker.trees is not None
    assert ranker.weights[TREES] > 0.5


def test_a_loaded_ranker_scores_the_same_to_the_bit(
    ranker: PastRanker, ledger: Ledger, queries: np.ndarray, tmp_path: Path
) -> None:
    ranker.save(tmp_path)
    loaded = load_past_ranker(tmp_path)
    scores, candidates = ranker.score(ledger, queries, SPLIT)
    again, same_candidates = loaded.score(ledger, queries, SPLIT)
    assert np.array_equal(scores, again)
    assert np.array_equal(candidates, same_candidates)
    assert np.array_equal(ranker.probabilities(scores), loaded.probabilities(again))
    assert loaded.config == CONFIG


def test_training_twice_learns_the_same(ranker: PastRanker, ledger: Ledger) -> None:
    again = train_past_ranker(ledger, SPLIT, CONFIG, np.random.default_rng(0))
    assert again.trees is not None
    assert ranker.trees is not None
    assert again.trees.text == ranker.trees.text
    assert again.weights == ranker.weights


def test_nothing_dated_on_the_split_or_later_is_learned(ranker: PastRanker, ledger: Ledger) -> None:
    past_only = train_past_ranker(ledger.before(SPLIT), SPLIT, CONFIG, np.random.default_rng(0))
    assert past_only.trees is not None
    assert ranker.trees is not None
    assert past_only.trees.text == ranker.trees.text


def test_nothing_dated_on_the_day_or_later_is_scored(ranker: PastRanker, ledger: Ledger, queries: np.ndarray) -> None:
    scores, candidates = ranker.score(ledger, queries, SPLIT)
    before, same_candidates = ranker.score(ledger.before(SPLIT), queries, SPLIT)
    assert np.array_equal(scores, before)
    assert np.array_equal(candidates, same_candidates)


def test_probabilities_keep_the_order(ranker: PastRanker, ledger: Ledger, queries: np.ndarray) -> None:
    scores = np.sort(ranker.score(ledger, queries, SPLIT)[0].ravel())
    probabilities = ranker.probabilities(scores)
    assert (np.diff(probabilities) >= 0).all()
    assert 0 <= probabilities[0] < probabilities[-1] <= 1


@pytest.mark.parametrize("n_companies", [8, 40])
def test_on_little_data_the_blend_stays_simple(draw_ledger: Callable[[int], Ledger], n_companies: int) -> None:
    ledger = draw_ledger(n_companies)
    ranker = train_past_ranker(ledger, SPLIT, CONFIG, np.random.default_rng(0))
    assert ranker.trees is None
    assert ranker.weights.get(TREES, 0.0) == 0.0
    assert ranker.weights[RULE] > 0.1


def test_without_training_lists_the_blend_is_the_simple_one(
    ledger: Ledger, queries: np.ndarray, tmp_path: Path
) -> None:
    ranker = train_past_ranker(ledger, date(2000, 1, 1).toordinal(), CONFIG, np.random.default_rng(0))
    assert ranker.weights == SIMPLE
    ranker.save(tmp_path)
    scores = ranker.score(ledger, queries, SPLIT)[0]
    assert np.array_equal(load_past_ranker(tmp_path).score(ledger, queries, SPLIT)[0], scores)


def test_the_rule_is_popularity_and_the_lift_of_the_region(ledger: Ledger, queries: np.ndarray) -> None:
    candidates = ledger.before(SPLIT).experienced(2)
    rule_only = PastRanker(config=CONFIG, trained_until=SPLIT, trees=None, weights={RULE: 1.0}, calibration=EVEN)
    scores, same_candidates = rule_only.score(ledger, queries, SPLIT)
    assert np.array_equal(candidates, same_candidates)
    assert scores == pytest.approx(centred(simple_rule(ledger, queries, candidates)))


def test_what_is_lent_is_z_scored_as_it_is(ledger: Ledger, queries: np.ndarray) -> None:
    lent_only = PastRanker(config=CONFIG, trained_until=SPLIT, trees=None, weights={ALIKE: 1.0}, calibration=EVEN)
    scores, candidates = lent_only.score(ledger, queries, SPLIT)
    prepared = prepare_past(ledger, candidates, SPLIT, CONFIG.kernel)
    assert scores == pytest.approx(z_scores(prepared.lent_interest(queries)))


def test_a_day_without_candidates_gives_no_column(ranker: PastRanker, ledger: Ledger, queries: np.ndarray) -> None:
    scores, candidates = ranker.score(ledger, queries, date(2000, 1, 1).toordinal())
    assert scores.shape == (20, 0)
    assert len(candidates) == 0


@pytest.mark.parametrize("missing", [CONFIG_FILE, BLEND_FILE, FEATURES_FILE])
def test_a_folder_without_a_file_is_refused(ranker: PastRanker, tmp_path: Path, missing: str) -> None:
    ranker.save(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(DataError, match="no folder of a ranker"):
        load_past_ranker(tmp_path)


def test_trees_of_other_features_are_refused(
    ranker: PastRanker, ledger: Ledger, queries: np.ndarray, tmp_path: Path
) -> None:
    ranker.save(tmp_path)
    document = json.loads((tmp_path / FEATURES_FILE).read_text(encoding="utf-8"))
    document["features"].reverse()
    (tmp_path / FEATURES_FILE).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DataError, match="different features"):
        load_past_ranker(tmp_path)


def test_prose_is_read_where_there_is_some(told_ledger: Ledger, ranker: PastRanker, queries: np.ndarray) -> None:
    told = train_past_ranker(told_ledger, SPLIT, CONFIG, np.random.default_rng(0))
    assert told.config.encoder == HashingEncoder().id
    assert told.weights[CHOICE] > 0
    assert not np.array_equal(told.score(told_ledger, queries, SPLIT)[0], ranker.score(told_ledger, queries, SPLIT)[0])


def test_empty_vectors_are_as_none(told_ledger: Ledger, ranker: PastRanker, queries: np.ndarray) -> None:
    assert told_ledger.vectors is not None
    empty = replace(told_ledger.vectors, rows=np.zeros_like(told_ledger.vectors.rows))
    silent = replace(told_ledger, vectors=empty)
    learned = train_past_ranker(silent, SPLIT, CONFIG, np.random.default_rng(0))
    assert learned.config.encoder == ""
    assert np.array_equal(learned.score(silent, queries, SPLIT)[0], ranker.score(silent, queries, SPLIT)[0])


def test_prose_of_later_companies_is_none_of_the_past(told_ledger: Ledger, ledger: Ledger) -> None:
    assert told_ledger.vectors is not None
    later = np.where(ledger.first_seen()[:, None] >= SPLIT, told_ledger.vectors.rows, np.float32(0.0))
    silent = replace(told_ledger, vectors=replace(told_ledger.vectors, rows=later))
    assert train_past_ranker(silent, SPLIT, CONFIG, np.random.default_rng(0)).config.encoder == ""


def test_a_ranker_of_words_reads_no_vectors(
    told_ledger: Ledger, ledger: Ledger, ranker: PastRanker, queries: np.ndarray
) -> None:
    assert np.array_equal(ranker.score(told_ledger, queries, SPLIT)[0], ranker.score(ledger, queries, SPLIT)[0])


def test_another_encoder_is_refused(told_ledger: Ledger, ledger: Ledger, queries: np.ndarray, tmp_path: Path) -> None:
    told = train_past_ranker(told_ledger, SPLIT, CONFIG, np.random.default_rng(0))
    told.save(tmp_path)
    loaded = load_past_ranker(tmp_path)
    assert np.array_equal(loaded.score(told_ledger, queries, SPLIT)[0], told.score(told_ledger, queries, SPLIT)[0])
    with pytest.raises(ConfigError, match="the one given is none"):
        loaded.score(ledger, queries, SPLIT)
