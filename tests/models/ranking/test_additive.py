from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.ranking import AdditiveConfig, AdditiveRanker, Term, load_additive_config, sigmoid

TERMS = (Term(feature="near", weight=2.0, reason="near is good"), Term(feature="size", weight=0.5, reason="so is size"))
RANKER = AdditiveRanker(AdditiveConfig(name="test", base=-1.0, terms=TERMS))
VALUE = st.floats(-1, 1, width=32)
GOOD = """
format = 1
[ranker.one]
base = -1.0
[ranker.one.terms]
near = { weight = 2.0, reason = "near is good" }
size = { weight = 0.5, reason = "so is size" }
"""


def columns(near: list[float], size: list[float]) -> dict[str, np.ndarray]:
    return {"near": np.array(near, dtype=np.float32), "size": np.array(size, dtype=np.float32)}


def test_log_odds_are_the_base_and_the_weighted_features() -> None:
    assert RANKER.logits(columns([1.0, 0.0], [-1.0, 0.0])).tolist() == [-1.0 + 2.0 - 0.5, -1.0]


def test_contributions_come_in_the_order_of_the_terms() -> None:
    assert RANKER.feature_names == ("near", "size")
    assert RANKER.contributions(columns([0.5], [1.0])).tolist() == [[1.0, 0.5]]


def test_other_features_are_ignored() -> None:
    features = columns([0.5], [1.0])
    assert RANKER.logits(features | {"spare": np.array([9.0], np.float32)}).tolist() == RANKER.logits(features).tolist()


def test_no_rows_give_no_log_odds() -> None:
    assert RANKER.logits(columns([], [])).shape == (0,)
    assert RANKER.contributions(columns([], [])).shape == (0, 2)


@given(st.lists(st.tuples(VALUE, VALUE), max_size=6))
def test_contributions_and_base_add_up(rows: list[tuple[float, float]]) -> None:
    features = columns([row[0] for row in rows], [row[1] for row in rows])
    total = RANKER.contributions(features).sum(axis=1) + RANKER.config.base
    assert total == pytest.approx(RANKER.logits(features), abs=1e-9)


@given(VALUE, VALUE, VALUE)
def test_a_higher_feature_never_lowers_the_log_odds(one: float, other: float, size: float) -> None:
    low, high = sorted((one, other))
    assert RANKER.logits(columns([low], [size])) <= RANKER.logits(columns([high], [size]))


def test_a_missing_feature_is_named() -> None:
    with pytest.raises(ModelError, match=r"'test' needs the features \['size'\]"):
        RANKER.logits({"near": np.zeros(1, np.float32)})


@pytest.mark.parametrize("value", [float("nan"), 1.1, -1.1, float("inf")])
def test_a_value_that_is_no_feature_is_refused(value: float) -> None:
    with pytest.raises(ModelError, match=r"must lie in \[-1, 1\]"):
        RANKER.logits(columns([value], [0.0]))


@pytest.mark.parametrize(
    ("logit", "probability"),
    [(0.0, 0.5), (np.log(3.0), 0.75), (-1e6, 0.0), (1e6, 1.0)],
    ids=["even", "3 to 1", "no", "yes"],
)
def test_log_odds_become_probabilities_without_overflow(logit: float, probability: float) -> None:
    assert sigmoid(logit) == pytest.approx(probability)


def test_a_weights_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_additive_config(path) == {"one": AdditiveConfig(name="one", base=-1.0, terms=TERMS)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("format = 1", "format = 2", "format 2 is not the format 1", id="another format"),
        pytest.param("format = 1", "", "format None", id="no format"),
        pytest.param("2.0", "-2.0", r"\[one\] near: weight -2.0 must be 0 or more", id="negative weight"),
        pytest.param("2.0", "nan", "near: weight nan", id="weight is no number"),
        pytest.param("2.0", "inf", "near: weight inf", id="endless weight"),
        pytest.param('"near is good"', '" "', "near: every weight needs a reason", id="blank reason"),
        pytest.param(', reason = "near is good"', "", "near: every weight needs a reason", id="no reason"),
        pytest.param("size", "near", "cannot read the weights", id="a feature twice"),
        pytest.param("base = -1.0", "", "needs a number `base`", id="no base"),
        pytest.param("base = -1.0", "base = nan", "needs a finite base", id="base is no number"),
        pytest.param("base = -1.0", 'base = "low"', "needs a number `base`", id="base is text"),
        pytest.param("weight = 2.0, ", "", "needs a number `base` and terms", id="no weight"),
        pytest.param("ranker.one", "other.one", "'ranker'", id="no ranker"),
        pytest.param("[ranker.one.terms]", "[ranker.one.notes]", "'terms'", id="no terms"),
        pytest.param("format = 1", "format = ", "cannot read the weights", id="not TOML"),
    ],
)
def test_a_wrong_weights_file_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        load_additive_config(path)


def test_a_ranker_without_terms_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    path.write_text("format = 1\n[ranker.one]\nbase = 0.0\n[ranker.one.terms]\n", encoding="utf-8")
    with pytest.raises(ModelError, match="at least one term"):
        load_additive_config(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "weights.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.toml: cannot read the weights"):
        load_additive_config(path)
