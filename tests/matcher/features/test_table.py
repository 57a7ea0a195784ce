from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.features import FEATURES, all_pairs, compute_features
from matcher.matching import Matching
from matcher.profiles import WORLDWIDE, Intent, Interaction, Money, Profile, ProfileKind, Stage

Make = Callable[..., Profile]
Matcher = Callable[..., Matching]
TEXTS = ["", "We make robots for vineyards in Tuscany.", "Produciamo sensori per la vigna e il vino.", "AI"]
MONEY = st.none() | st.builds(
    Money, amount=st.sampled_from([0.0, 1e5, 1e7, float("nan")]), currency=st.sampled_from(["EUR", "USD", "XTS"])
)
COUNTRIES = st.lists(st.sampled_from(["IT", "US", WORLDWIDE]), unique=True, max_size=2).map(tuple)
INTENTS = st.lists(st.sampled_from([Intent.PILOT, Intent.RAISE_CAPITAL]), unique=True).map(tuple)
STAGES = st.lists(st.sampled_from(list(Stage)), unique=True, max_size=2).map(tuple)
COMMON = {
    "description": st.sampled_from(TEXTS),
    "needs": st.sampled_from(TEXTS),
    "sectors": st.sampled_from([(), ("wine",), ("marine", "wine")]),
    "seeks": INTENTS,
    "offers": INTENTS,
}
COMPANY = st.fixed_dictionaries(
    COMMON
    | {
        "kind": st.sampled_from([ProfileKind.STARTUP, ProfileKind.SME]),
        "stage": st.none() | st.sampled_from(list(Stage)),
        "amount_sought": MONEY,
        "country": st.sampled_from(["", "IT"]),
        "employees": st.sampled_from([None, 150]),
    }
)
COUNTERPART = st.fixed_dictionaries(
    COMMON
    | {
        "kind": st.sampled_from([ProfileKind.INVESTOR, ProfileKind.UNIVERSITY]),
        "stages": STAGES,
        "ticket_min": MONEY,
        "ticket_max": MONEY,
        "countries": COUNTRIES,
        "sector_labels": st.sampled_from([(), ("Sector agnostic",)]),
    }
)


@given(mine=COMPANY, theirs=COUNTERPART)
@settings(max_examples=60, deadline=None)
def test_every_feature_of_any_pair_lies_between_minus_one_and_one(
    company: Make, counterpart: Make, matched: Matcher, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    question = matched(
        [company(**mine)],
        [counterpart(**theirs)],
        interactions=(Interaction(startup_id="old", counterpart_id="p1", relation="meeting", outcome="5"),),
        past=(company("old", description=TEXTS[1]),),
    ).question
    features = compute_features(question, all_pairs(1, 1))
    assert list(features) == list(FEATURES)
    for name, column in features.items():
        assert column.shape == (1,), name
        assert column.dtype == np.float32, name
        assert np.abs(column[0]) <= 1.0, name


@pytest.mark.parametrize("name", sorted(set(FEATURES) - {"wanted_by_company"}))
def test_two_profiles_of_a_name_alone_are_unknown_in_every_feature(
    company: Make, counterpart: Make, matched: Matcher, name: str
) -> None:
    assert matched([company()], [counterpart()]).features[name].tolist() == [0.0]


def test_only_what_a_kind_usually_wants_is_taken_for_granted(
    company: Make, counterpart: Make, matched: Matcher
) -> None:
    silent_firm = company(kind=ProfileKind.SME)
    assert matched([silent_firm], [counterpart()]).features["wanted_by_company"].tolist() == [0.0]
    assert matched([company()], [counterpart()]).features["wanted_by_company"][0] > 0.0


def test_no_pairs_give_columns_without_rows(matched: Matcher) -> None:
    assert {column.shape for column in matched([], []).features.values()} == {(0,)}


def test_history_says_the_same_when_only_some_counterparts_are_asked_about(
    company: Make, counterpart: Make, matched: Matcher
) -> None:
    facts = tuple(Interaction(startup_id=f"s{n}", counterpart_id="q", relation="meeting") for n in range(3))
    matching = matched([company()], [counterpart("p"), counterpart("q")], interactions=facts)
    assert matching.features["activity"][0] == 0.0
    assert matching.features["activity"][1] > 0.0
