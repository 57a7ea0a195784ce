from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.benches.it_en_pairs import (
    COUNTERPARTS,
    Fairness,
    cosine_fairness,
    main,
    mean_shared,
    rank_reciprocals,
    ranker_fairness,
    tfidf_fairness,
    write_profiles,
)
from matcher.profiles import ProfileKind
from models.encoders import HashingEncoder

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
PAIRS = [
    {"id": "wine", "en": "Sensors for the vineyard", "it": "Sensori per la vigna", "int_en": "Vineyard fund"},
    {"id": "shoes", "en": "Shoes made of apple skins", "it": "Scarpe di bucce di mela", "int_en": "Shoes buyer"},
]


def test_the_reciprocal_of_a_rank_is_averaged_and_zero_where_the_right_one_is_missing() -> None:
    lists = {"a": ["x", "y", "z"], "b": ["y"]}
    assert rank_reciprocals(lists, {"a": "z", "b": "x"}) == pytest.approx((1 / 3 + 0) / 2)


def test_shared_counts_options_of_both_lists_in_any_order() -> None:
    lists = {"a-en": ["x", "y"], "a-it": ["y", "x"], "b-en": ["x", "y"], "b-it": ["z", "w"]}
    assert mean_shared(lists, [("a-en", "a-it"), ("b-en", "b-it")]) == 1.0


def test_cosines_are_judged_from_each_language() -> None:
    one, other = np.eye(2, dtype=np.float32)
    english, italian = np.stack([one, other]), np.stack([other, one])
    found = cosine_fairness("x", (english, italian), statements=english, counterparts=english)
    assert (found.english, found.italian, found.shared) == (1.0, 0.5, 2.0)


def test_a_measure_that_does_not_apply_prints_as_a_dash() -> None:
    line = Fairness(name="x", english=float("nan"), italian=0.5, shared=7.0).line()
    assert line == "| x | – | 0.500 | 7.00 |"


def test_the_lines_of_the_command_come_from_files(tmp_path: Path) -> None:
    counterparts = write_profiles(tmp_path / "c.csv", ProfileKind.INVESTOR, {"f": "Fund for vineyard", "g": "Shoes"})
    plain, default = ranker_fairness(PAIRS, counterparts, tmp_path, HashingEncoder(64))
    assert plain.english == 1.0
    assert (plain.shared, default.shared) == (2.0, 2.0)
    assert np.isnan(default.english)


def test_words_that_languages_do_not_share_find_little(tmp_path: Path) -> None:
    counterparts = write_profiles(tmp_path / "c.csv", ProfileKind.INVESTOR, {"f": "Fund for vineyard", "g": "Shoes"})
    found = tfidf_fairness(PAIRS, counterparts)
    assert found.english == 1.0
    assert found.italian < 1.0


def test_missing_data_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    assert "pairs.jsonl is not in" in capsys.readouterr().err


@pytest.mark.skipif(not (DATA / COUNTERPARTS).is_file(), reason="../shared/data/counterpart-profiles is not there")
def test_the_counterparts_of_the_bench_are_read() -> None:
    assert tfidf_fairness(PAIRS, DATA / COUNTERPARTS).shared >= 0.0
