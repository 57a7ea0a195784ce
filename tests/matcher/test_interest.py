from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.interest import Heads, mutual_contributions, score_pairs
from models.ranking import AdditiveConfig, AdditiveRanker, Term

VALUE = st.floats(-1, 1, width=32)


def ranker(name: str, base: float, **weights: float) -> AdditiveRanker:
    terms = tuple(Term(feature=feature, weight=weight, reason="test") for feature, weight in weights.items())
    return AdditiveRanker(AdditiveConfig(name=name, base=base, terms=terms))


HEADS = Heads(
    model_id="m",
    company=ranker("company", -2.0, about=3.0, stage=1.0),
    counterpart=ranker("other", -1.0, about=1.0, place=2.0),
)


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_features_of_both_heads_are_named_once() -> None:
    assert HEADS.feature_names == ("about", "stage", "place")


def test_each_side_and_the_pair_are_scored() -> None:
    scores = score_pairs(HEADS, {"about": column(1.0), "stage": column(0.5), "place": column(-1.0)})
    assert scores.company.tolist() == [-2.0 + 3.0 + 0.5]
    assert scores.counterpart.tolist() == [-1.0 + 1.0 - 2.0]
    assert scores.mutual == pytest.approx(-np.log((np.exp(-1.5) + np.exp(2.0)) / 2))


def test_log_odds_of_zero_are_even_chances() -> None:
    scores = score_pairs(HEADS, {"about": column(0.0), "stage": column(0.0), "place": column(0.5)})
    assert scores.probabilities()[1].tolist() == [0.5]


def test_contributions_are_half_of_each_heads_terms_where_both_agree() -> None:
    base, parts = mutual_contributions(HEADS, {"about": column(0.0), "stage": column(1.0), "place": column(0.0)})
    assert base.tolist() == [-1.5]
    assert {name: part.tolist() for name, part in parts.items()} == {"about": [0.0], "stage": [0.5], "place": [0.0]}


def test_terms_of_the_side_that_hesitates_count_more() -> None:
    base, parts = mutual_contributions(HEADS, {"about": column(1.0), "stage": column(0.5), "place": column(-1.0)})
    company = 0.5 - np.log(np.cosh(3.5 / 2)) / 3.5  # interests 1.5 and -2.0
    assert base == pytest.approx(-2.0 * company - 1.0 * (1 - company))
    assert parts["stage"] == pytest.approx(0.5 * company)
    assert parts["place"] == pytest.approx(-2.0 * (1 - company))
    assert company < 0.2


@given(st.lists(st.tuples(VALUE, VALUE, VALUE), max_size=5))
def test_base_and_contributions_add_up_to_the_score(rows: list[tuple[float, float, float]]) -> None:
    table = np.array(rows, dtype=np.float32).reshape(-1, 3)
    features = dict(zip(("about", "stage", "place"), table.T, strict=True))
    base, parts = mutual_contributions(HEADS, features)
    total = base + sum(parts.values(), np.zeros(len(rows)))
    assert total == pytest.approx(score_pairs(HEADS, features).mutual, abs=1e-9)


@given(VALUE, VALUE, VALUE, st.sampled_from(["about", "stage", "place"]), st.floats(0, 2, width=32))
def test_a_higher_feature_never_lowers_a_score(
    about: float, stage: float, place: float, raised: str, by: float
) -> None:
    before = {"about": column(about), "stage": column(stage), "place": column(place)}
    after = before | {raised: np.minimum(before[raised] + np.float32(by), np.float32(1.0))}
    low, high = score_pairs(HEADS, before), score_pairs(HEADS, after)
    assert high.company >= low.company
    assert high.counterpart >= low.counterpart
    assert high.mutual >= low.mutual
