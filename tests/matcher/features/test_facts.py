from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.features.facts import (
    LIMIT_DESTINATION,
    LIMIT_ELSEWHERE,
    LIMIT_FIELD,
    LIMIT_FOUNDERS,
    LIMIT_REVENUE,
    LIMIT_REVENUE_UNTOLD,
    LIMIT_SEAT,
    MATURE_AT_EARLY,
    MATURE_AT_LATE,
    NO_OFFER,
    PLACE_ANYWHERE,
    PLACE_DESTINATION,
    PLACE_ELSEWHERE,
    PLACE_HOME,
    SEAT_FAR,
    STAGE_FIT,
    TICKET_FAR,
    TICKET_NEAR,
    USUAL_INSIDE,
    USUAL_TOO_SMALL,
    place_fit,
    seat_fit,
    stage_fit,
    text_limits,
    ticket_fit,
    wanted_by_company,
    wanted_by_counterpart,
)
from matcher.pairs import PairRows, all_pairs
from matcher.profiles import WORLDWIDE, Intent, Money, Profile, ProfileKind, Stage
from matcher.regions import PART_OF
from matcher.sides import PreparedSide

Make = Callable[..., Profile]
Sides = Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]
I, K = Intent, ProfileKind  # noqa: E741


def euros(amount: float) -> Money:
    return Money(amount=amount, currency="EUR")


@pytest.mark.parametrize(
    ("mine", "theirs", "fit"),
    [
        pytest.param({"seeks": (I.RAISE_CAPITAL,)}, {"kind": K.INVESTOR}, 0.9, id="stated wish, usual offer"),
        pytest.param({"seeks": (I.PILOT,)}, {"offers": (I.PILOT,)}, 1.0, id="stated wish, stated offer"),
        pytest.param({"seeks": (I.LAB_ACCESS,)}, {"kind": K.INVESTOR}, NO_OFFER, id="stated wish, no such offer"),
        pytest.param(
            {"seeks": (I.RAISE_CAPITAL, I.MENTORING)},
            {"kind": K.INVESTOR},
            0.9 + 0.15 * 0.2,
            id="the best, a little more for the second",
        ),
        pytest.param({"seeks": (I.PILOT, I.CUSTOMERS)}, {"offers": (I.PILOT, I.CUSTOMERS)}, 1.0, id="never above one"),
        pytest.param({}, {"kind": K.INVESTOR}, 0.6 * 0.9 + 0.15 * 0.3 * 0.2, id="usual wish, usual offer"),
        pytest.param({"kind": K.SME}, {"kind": K.MENTOR}, 0.5 * 0.2 + 0.15 * 0.3 * 0.3, id="mature firm and mentor"),
        pytest.param({"kind": K.SME}, {"kind": K.INVESTOR}, 0.0, id="nothing stated, nothing in common"),
    ],
)
def test_a_wish_is_worth_its_best_answer(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, mine: Any, theirs: Any, fit: float
) -> None:
    companies, counterparts = sides([company(**mine)], [counterpart(**theirs)])
    assert wanted_by_company(companies, counterparts, one_pair)[0] == pytest.approx(fit)


@pytest.mark.parametrize(
    ("mine", "theirs", "fit"),
    [
        pytest.param({"offers": (I.LICENSING,)}, {"seeks": (I.LICENSING,)}, 1.0, id="offered and sought"),
        pytest.param({"offers": (I.PILOT,)}, {"seeks": (I.LICENSING,)}, NO_OFFER, id="something else is offered"),
        pytest.param({}, {"seeks": (I.LICENSING,)}, 0.0, id="the company offers nothing"),
        pytest.param({"offers": (I.LICENSING,)}, {}, 0.0, id="the counterpart seeks nothing"),
    ],
)
def test_what_the_counterpart_seeks_counts_when_both_speak(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, mine: Any, theirs: Any, fit: float
) -> None:
    companies, counterparts = sides([company(**mine)], [counterpart(**theirs)])
    assert wanted_by_counterpart(companies, counterparts, one_pair)[0] == pytest.approx(fit)


@pytest.mark.parametrize(
    ("mine", "accepted", "fit"),
    [
        pytest.param({"stage": Stage.SEED}, (Stage.SEED, Stage.PRE_IPO), STAGE_FIT[0], id="accepted"),
        pytest.param({"stage": Stage.SEED}, (Stage.SERIES_A,), STAGE_FIT[1], id="next door"),
        pytest.param({"stage": Stage.SEED}, (Stage.IDEA, Stage.PRE_IPO), STAGE_FIT[2], id="nearest of two"),
        pytest.param({"stage": Stage.IDEA}, (Stage.PRE_IPO,), STAGE_FIT[5], id="at the other end"),
        pytest.param({"stage": Stage.SEED}, (), 0.0, id="counterpart says nothing"),
        pytest.param({}, (Stage.SEED,), 0.0, id="company says nothing"),
        pytest.param({"employees": 150}, (Stage.SEED,), MATURE_AT_EARLY, id="mature before early stages"),
        pytest.param({"employees": 150}, (Stage.SEED, Stage.GROWTH), MATURE_AT_LATE, id="mature before late stages"),
        pytest.param({"employees": 150}, (), 0.0, id="mature, counterpart says nothing"),
        pytest.param({"employees": 150, "stage": Stage.SEED}, (Stage.SEED,), 1.0, id="a stated stage goes before size"),
    ],
)
def test_stage_fit_is_the_distance_to_the_nearest_accepted_stage(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, mine: Any, accepted: Any, fit: float
) -> None:
    companies, counterparts = sides([company(**mine)], [counterpart(stages=accepted)])
    assert stage_fit(companies, counterparts, one_pair)[0] == pytest.approx(fit)


@pytest.mark.parametrize(
    ("amount", "low", "high", "fit"),
    [
        pytest.param(euros(500.0), euros(100.0), euros(1000.0), 1.0, id="inside"),
        pytest.param(euros(100.0), euros(100.0), euros(1000.0), 1.0, id="at the edge"),
        pytest.param(euros(40.0), euros(100.0), euros(1000.0), TICKET_NEAR, id="within a factor of three below"),
        pytest.param(euros(2500.0), euros(100.0), euros(1000.0), TICKET_NEAR, id="within a factor of three above"),
        pytest.param(euros(30.0), euros(100.0), euros(1000.0), TICKET_FAR, id="too small"),
        pytest.param(euros(3100.0), euros(100.0), euros(1000.0), TICKET_FAR, id="too large"),
        pytest.param(euros(1e9), euros(100.0), None, 1.0, id="no upper end"),
        pytest.param(euros(0.0), None, euros(100.0), 1.0, id="no lower end"),
        pytest.param(Money(amount=500.0, currency="USD"), euros(440.0), euros(460.0), 1.0, id="another currency"),
        pytest.param(None, euros(100.0), euros(1000.0), 0.0, id="no amount"),
        pytest.param(euros(500.0), None, None, 0.0, id="no ticket"),
        pytest.param(Money(amount=5.0, currency="XTS"), euros(100.0), None, 0.0, id="unknown currency"),
        pytest.param(euros(float("nan")), euros(100.0), None, 0.0, id="an amount that is no number"),
        pytest.param(euros(1e300), euros(100.0), euros(1e300), 1.0, id="more money than there is"),
    ],
)
def test_ticket_fit_is_where_the_round_lies(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, amount: Any, low: Any, high: Any, fit: float
) -> None:
    companies, counterparts = sides([company(amount_sought=amount)], [counterpart(ticket_min=low, ticket_max=high)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ticket_fit(companies, counterparts, one_pair)[0] == pytest.approx(fit)


@pytest.mark.parametrize(
    ("home", "works_in", "fit"),
    [
        pytest.param("IT", ("IT",), PLACE_HOME, id="at home"),
        pytest.param("IT", ("IT", WORLDWIDE), PLACE_HOME, id="at home and anywhere"),
        pytest.param("IT", (WORLDWIDE,), PLACE_ANYWHERE, id="anywhere"),
        pytest.param("IT", ("US",), PLACE_DESTINATION, id="where the programme leads"),
        pytest.param("IT", ("FR",), PLACE_ELSEWHERE, id="elsewhere"),
        pytest.param("", ("FR",), 0.0, id="home unknown"),
        pytest.param("IT", (), 0.0, id="countries unknown"),
        pytest.param("", (), 0.0, id="nothing known"),
    ],
)
def test_place_fit_is_where_the_counterpart_works(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, home: str, works_in: Any, fit: float
) -> None:
    companies, counterparts = sides([company(country=home)], [counterpart(countries=works_in)])
    assert place_fit(companies, counterparts, one_pair, "US")[0] == pytest.approx(fit)


@pytest.mark.parametrize(
    ("mine", "low", "fit"),
    [
        pytest.param({"stage": Stage.SEED}, euros(1e6), USUAL_INSIDE, id="a usual round is large enough"),
        pytest.param({"stage": Stage.SEED}, euros(2e6), 0.0, id="a little too small"),
        pytest.param({"stage": Stage.PRE_SEED}, euros(2e6), USUAL_TOO_SMALL, id="far too small"),
        pytest.param({"stage": Stage.PRE_SEED}, None, 0.0, id="no smallest ticket"),
        pytest.param({}, euros(2e6), 0.0, id="no stage"),
    ],
)
def test_without_an_amount_the_usual_round_of_the_stage_is_assumed(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, mine: Any, low: Any, fit: float
) -> None:
    companies, counterparts = sides([company(**mine)], [counterpart(ticket_min=low)])
    assert ticket_fit(companies, counterparts, one_pair)[0] == pytest.approx(fit)


@pytest.mark.parametrize(
    ("seat", "fit"),
    [("", PLACE_ANYWHERE), ("IT", PLACE_ANYWHERE), ("US", PLACE_ANYWHERE), ("SG", 0.0)],
    ids=["unknown", "at home", "where the programme leads", "elsewhere"],
)
def test_anywhere_counts_by_where_the_counterpart_sits(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, seat: str, fit: float
) -> None:
    companies, counterparts = sides([company(country="IT")], [counterpart(country=seat, countries=(WORLDWIDE,))])
    assert place_fit(companies, counterparts, one_pair, "US")[0] == pytest.approx(fit)


MONEY = st.one_of(st.none(), st.builds(Money, amount=st.floats(0, 1e15), currency=st.sampled_from(["EUR", "USD", "?"])))
INTENTS = st.lists(st.sampled_from(list(Intent)), unique=True, max_size=3).map(tuple)
COUNTRY = st.sampled_from(["", "IT", "US", "FR"])


@given(
    mine=st.fixed_dictionaries(
        {
            "kind": st.sampled_from([K.STARTUP, K.SME]),
            "seeks": INTENTS,
            "offers": INTENTS,
            "stage": st.none() | st.sampled_from(list(Stage)),
            "employees": st.none() | st.integers(0, 1000),
            "amount_sought": MONEY,
            "country": COUNTRY,
        }
    ),
    theirs=st.fixed_dictionaries(
        {
            "kind": st.sampled_from(list(ProfileKind)),
            "seeks": INTENTS,
            "offers": INTENTS,
            "stages": st.lists(st.sampled_from(list(Stage)), unique=True).map(tuple),
            "ticket_min": MONEY,
            "ticket_max": MONEY,
            "countries": st.lists(st.sampled_from(["IT", "US", "FR", WORLDWIDE]), unique=True).map(tuple),
        }
    ),
)
def test_every_fact_lies_between_minus_one_and_one(
    company: Make, counterpart: Make, sides: Sides, mine: Any, theirs: Any
) -> None:
    companies, counterparts = sides([company(**mine)], [counterpart(**theirs)])
    pair = all_pairs(1, 1)
    values = [
        wanted_by_company(companies, counterparts, pair),
        wanted_by_counterpart(companies, counterparts, pair),
        stage_fit(companies, counterparts, pair),
        ticket_fit(companies, counterparts, pair),
        place_fit(companies, counterparts, pair, "US"),
    ]
    assert all(value.dtype == np.float32 and value.shape == (1,) for value in values)
    assert np.abs(values).max() <= 1.0


@pytest.mark.parametrize("fact", [wanted_by_company, wanted_by_counterpart, stage_fit, ticket_fit])
def test_no_pairs_give_no_values(sides: Sides, fact: Callable[..., Any]) -> None:
    companies, counterparts = sides([], [])
    assert fact(companies, counterparts, all_pairs(0, 0)).shape == (0,)
    assert place_fit(companies, counterparts, all_pairs(0, 0), "US").shape == (0,)


@pytest.mark.parametrize(
    ("mine", "text", "value"),
    [
        pytest.param({"country": "IT"}, "We invest in Norwegian founders.", LIMIT_ELSEWHERE, id="elsewhere"),
        pytest.param({"country": "IT"}, "We invest in US-based startups.", LIMIT_DESTINATION, id="where it is going"),
        pytest.param({"country": "IT"}, "We invest in Italian startups.", 0.0, id="at home"),
        pytest.param({}, "We invest in Norwegian founders.", 0.0, id="home unknown"),
        pytest.param({"country": "IT"}, "We back women-led companies.", LIMIT_FOUNDERS, id="a kind of founder"),
        pytest.param({"stage": Stage.SEED}, "Companies with $1M+ ARR.", LIMIT_REVENUE, id="revenue before its time"),
        pytest.param({"stage": Stage.GROWTH}, "Companies with $1M+ ARR.", 0.0, id="revenue in its time"),
        pytest.param({}, "Companies with $1M+ ARR.", LIMIT_REVENUE_UNTOLD, id="neither revenue nor stage told"),
        pytest.param({"revenue": euros(2e5)}, "Companies with $1M+ ARR.", LIMIT_REVENUE, id="less revenue"),
        pytest.param({"revenue": euros(2e6), "stage": Stage.SEED}, "Companies with $1M+ ARR.", 0.0, id="enough of it"),
        pytest.param({"country": "IT"}, "We are a Mumbai-based venture firm.", LIMIT_SEAT, id="sits elsewhere"),
        pytest.param({"country": "IT"}, "We are a Boston-based venture firm.", 0.0, id="sits where it is going"),
        pytest.param({"sectors": ("wine",)}, "We do not invest in wine.", LIMIT_FIELD, id="ruled out"),
        pytest.param({"sectors": ("robotics",)}, "We do not invest in wine.", 0.0, id="something else ruled out"),
        pytest.param({"country": "IT"}, "We invest in robots.", 0.0, id="no limit"),
    ],
)
def test_a_text_that_says_whom_it_takes_is_held_against_the_others(
    company: Make, counterpart: Make, sides: Sides, one_pair: PairRows, mine: dict[str, Any], text: str, value: float
) -> None:
    companies, counterparts = sides([company(**mine)], [counterpart(description=text, country="US")])
    assert text_limits(companies, counterparts, one_pair, "US")[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        pytest.param({"country": "DE"}, 0.0, id="the company's part of the world"),
        pytest.param({"country": "CA"}, 0.0, id="the destination's part of the world"),
        pytest.param({"country": "IN"}, SEAT_FAR, id="elsewhere"),
        pytest.param({"country": "IN", "countries": ("IN", "IT")}, 0.0, id="elsewhere, names the country"),
        pytest.param({"country": "IN", "countries": ("*",)}, SEAT_FAR, id="elsewhere, says anywhere"),
        pytest.param({"country": "AE", "countries": tuple(sorted(PART_OF))}, SEAT_FAR, id="elsewhere, names the world"),
        pytest.param({}, 0.0, id="no seat"),
    ],
)
def test_a_seat_far_away_counts_unless_the_country_is_named(
    sides: Sides,
    company: Make,
    counterpart: Make,
    theirs: dict[str, Any],
    expected: float,
) -> None:
    companies, counterparts = sides([company("a", country="IT"), company("b")], [counterpart(**theirs)])
    assert seat_fit(companies, counterparts, all_pairs(2, 1), "US").tolist() == [expected, 0.0]
