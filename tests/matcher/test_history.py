from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.history import (
    ACTIVE,
    History,
    activity,
    build_history,
    outcome_value,
    past_outcomes,
    rival_pairs,
    similar_past,
)
from matcher.pairs import PairRows, all_pairs
from matcher.profiles import Interaction, Profile

Make = Callable[..., Profile]


def fact(startup: str = "old", counterpart: str = "p1", **fields: Any) -> Interaction:
    return Interaction(startup_id=startup, counterpart_id=counterpart, **{"relation": "meeting", **fields})


@pytest.mark.parametrize(
    ("outcome", "value"),
    [
        ("no_show", -1.0),
        ("1", -1.0),
        ("3", 0.0),
        ("4", 0.5),
        ("5", 1.0),
        ("9", 1.0),
        ("kept", 0.0),
        ("", 0.0),
        ("nan", 0.0),
        ("inf", 0.0),
    ],
)
def test_an_outcome_is_a_rating_around_three(outcome: str, value: float) -> None:
    assert outcome_value(fact(outcome=outcome)) == value


def test_a_counterpart_is_drawn_by_the_strongest_relation(company: Make, counterpart: Make) -> None:
    facts = [fact(relation="meeting"), fact(relation="investment"), fact(relation="advice")]
    history = build_history(facts, (company("old"),), (counterpart(),))
    assert history.weights.toarray().tolist() == [[1.0]]


def test_a_no_show_draws_nothing(company: Make, counterpart: Make) -> None:
    history = build_history([fact(outcome="no_show")], (company("old"),), (counterpart(),))
    assert history.weights.toarray().tolist() == [[0.0]]


def test_outcomes_are_shrunk_toward_neutral(counterpart: Make) -> None:
    history = build_history([fact(outcome="5"), fact(outcome="no_show"), fact(outcome="5")], (), (counterpart(),))
    assert history.outcome.tolist() == pytest.approx([(1 - 1 + 1) / (3 + 2)])


def test_facts_of_strangers_are_left_aside(company: Make, counterpart: Make) -> None:
    history = build_history([fact(counterpart="nobody")], (company("old"),), (counterpart(),))
    assert (history.n_interactions.tolist(), history.weights.nnz, history.deals, history.met) == (
        [0],
        0,
        frozenset(),
        {},
    )


def test_a_company_without_profile_still_counts_for_activity(counterpart: Make) -> None:
    history = build_history([fact("unknown")], (), (counterpart(),))
    assert history.n_interactions.tolist() == [1]


def test_the_last_meeting_of_a_pair_is_the_one_remembered(counterpart: Make) -> None:
    early = fact(outcome="5", date=datetime.date(2024, 1, 1))
    late = fact(outcome="1", date=datetime.date(2025, 1, 1))
    undated = fact(outcome="4")
    for facts in ([early, late, undated], [undated, late, early]):
        assert build_history(facts, (), (counterpart(),)).met == {("old", "p1"): -1.0}


def test_deals_bind_and_meetings_do_not(counterpart: Make) -> None:
    facts = [fact("a", relation="investment"), fact("b", relation="acquisition"), fact("c")]
    assert build_history(facts, (), (counterpart(),)).deals == {("a", "p1"), ("b", "p1")}


FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from(["old", "older", "stranger"]),
        st.sampled_from(["p1", "p2", "nobody"]),
        relation=st.sampled_from(["investment", "meeting", "advice", "other"]),
        outcome=st.sampled_from(["", "no_show", "1", "5"]),
        date=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2020, 1, 5)),
    ),
    max_size=8,
)


@given(facts=FACTS, order=st.randoms())
def test_the_order_of_facts_changes_nothing(
    company: Make, counterpart: Make, facts: list[Interaction], order: Any
) -> None:
    past, counterparts = (company("old"), company("older")), (counterpart("p1"), counterpart("p2"))
    mixed = list(facts)
    order.shuffle(mixed)
    one, other = build_history(facts, past, counterparts), build_history(mixed, past, counterparts)
    assert one.weights.toarray().tolist() == other.weights.toarray().tolist()
    assert one.outcome.tolist() == other.outcome.tolist()
    assert (one.deals, one.met) == (other.deals, other.met)


def test_of_two_meetings_on_one_day_the_same_one_is_remembered_in_any_order(counterpart: Make) -> None:
    good, bad = fact(outcome="5"), fact(outcome="1")
    assert build_history([good, bad], (), (counterpart(),)).met == build_history([bad, good], (), (counterpart(),)).met


@given(facts=FACTS)
def test_what_history_says_lies_in_its_range(company: Make, counterpart: Make, facts: list[Interaction]) -> None:
    history = build_history(facts, (company("old"), company("older")), (counterpart("p1"), counterpart("p2")))
    pairs = all_pairs(2, 2)
    vectors = np.array([[1.0, 0.0], [0.6, 0.8]], dtype=np.float32)
    near = similar_past(history, ["new", "old"], vectors, vectors, pairs)
    assert 0.0 <= near.min() <= near.max() < 1.0
    assert 0.0 <= activity(history, pairs).min() <= activity(history, pairs).max() <= 1.0
    assert np.abs(past_outcomes(history, ["new", "old"], pairs)).max(initial=0.0) <= 1.0


def test_similar_past_is_the_squeezed_sum_over_past_companies(
    company: Make, counterpart: Make, one_pair: PairRows
) -> None:
    past = (company("far"), company("near"))
    history = build_history([fact("near", relation="investment"), fact("far")], past, (counterpart(),))
    mine = np.array([[1.0, 0.0]], dtype=np.float32)
    others = np.array([[-1.0, 0.0], [0.5, 0.0]], dtype=np.float32)
    drawn = 1.0 * np.expm1(8.0 * 0.5) + 0.4 * np.expm1(0.0)
    assert similar_past(history, ["new"], mine, others, one_pair)[0] == pytest.approx(drawn / (drawn + 3.0))


def test_a_company_is_never_its_own_example(company: Make, counterpart: Make, one_pair: PairRows) -> None:
    history = build_history([fact("c1")], (company("c1"),), (counterpart(),))
    vector = np.array([[1.0, 0.0]], dtype=np.float32)
    assert similar_past(history, ["c1"], vector, vector, one_pair).tolist() == [0.0]
    assert similar_past(history, ["c2"], vector, vector, one_pair)[0] > 0.9


def test_no_pairs_have_no_similar_past(company: Make, counterpart: Make) -> None:
    history = build_history([fact()], (company("old"),), (counterpart(),))
    vectors = np.ones((1, 2), dtype=np.float32)
    assert similar_past(history, ["c1"], vectors, vectors, all_pairs(0, 0)).shape == (0,)


def test_without_past_companies_nothing_is_similar(counterpart: Make, one_pair: PairRows) -> None:
    history = build_history([fact()], (), (counterpart(),))
    nothing = np.zeros((0, 2), dtype=np.float32)
    assert similar_past(history, ["c1"], np.ones((1, 2), np.float32), nothing, one_pair).tolist() == [0.0]


@pytest.mark.parametrize(
    ("n", "level"),
    [(0, 0.0), (1, np.log(2) / np.log1p(ACTIVE)), (20, 1.0), (50, 1.0)],
    ids=["never", "once", "20", "50"],
)
def test_activity_grows_with_the_log_of_past_facts(counterpart: Make, one_pair: PairRows, n: int, level: float) -> None:
    history = build_history([fact(f"s{number}") for number in range(n)], (), (counterpart(),))
    assert activity(history, one_pair)[0] == pytest.approx(level)


def test_the_pairs_own_meeting_goes_before_those_with_others(counterpart: Make, one_pair: PairRows) -> None:
    history = build_history([fact("other", outcome="5"), fact("c1", outcome="no_show")], (), (counterpart(),))
    assert past_outcomes(history, ["c1"], one_pair).tolist() == [-1.0]
    assert past_outcomes(history, ["c2"], one_pair).tolist() == pytest.approx([0.0])


def rivals_of(history: History, companies: list[Profile], counterparts: list[Profile], cosine: float) -> object:
    mine = np.array([[1.0, 0.0]] * len(companies), dtype=np.float32)
    past = np.array([[cosine, (1 - cosine**2) ** 0.5]] * len(history.past), dtype=np.float32)
    return rival_pairs(history, companies, counterparts, mine, past)


@pytest.mark.parametrize(
    ("relation", "portfolio", "cosine", "is_rival"),
    [
        pytest.param("investment", (), 0.95, True, id="invested in one that does the same"),
        pytest.param("meeting", ("OLD firm",), 0.95, True, id="lists it in its portfolio"),
        pytest.param("investment", (), 0.7, False, id="invested in a neighbour"),
        pytest.param("meeting", (), 0.95, False, id="only met it"),
    ],
)
def test_a_rival_is_a_holding_that_does_nearly_the_same(
    company: Make, counterpart: Make, relation: str, portfolio: tuple[str, ...], cosine: float, is_rival: bool
) -> None:
    party = counterpart(portfolio=portfolio)
    history = build_history([fact(relation=relation)], (company("old", name="Old Firm"),), (party,))
    expected = {("c1", "p1")} if is_rival else set()
    assert rivals_of(history, [company()], [party], cosine) == expected


def test_a_company_is_not_its_own_rival(company: Make, counterpart: Make) -> None:
    history = build_history([fact("c1", relation="investment")], (company("c1"),), (counterpart(),))
    assert rivals_of(history, [company("c1")], [counterpart()], 1.0) == frozenset()
