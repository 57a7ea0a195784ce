from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from matcher.history import History, build_history
from matcher.pairs import PairRows, all_pairs
from matcher.profiles import WORLDWIDE, Interaction, Money, Profile, ProfileKind, Stage
from matcher.rules import (
    RULES,
    RuleContext,
    broken_rules,
    holds_rival,
    is_already_bound,
    is_forbidden,
    is_out_of_reach,
    is_same_owner,
    is_same_party,
    is_stages_apart,
    is_ticket_absurd,
)
from matcher.sides import PreparedSide

Rule = Callable[[RuleContext], Any]
Context = Callable[..., RuleContext]
NO_PAIRS: frozenset[tuple[str, str]] = frozenset()


@pytest.fixture
def context(
    company: Callable[..., Profile],
    counterpart: Callable[..., Profile],
    sides: Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]],
) -> Context:
    """The context of one pair, c1 with p1, of the given fields."""

    def make(
        mine: dict[str, Any],
        theirs: dict[str, Any],
        *,
        forbidden: frozenset[tuple[str, str]] = NO_PAIRS,
        rivals: frozenset[tuple[str, str]] = NO_PAIRS,
        history: History | None = None,
    ) -> RuleContext:
        companies, counterparts = sides([company(**mine)], [counterpart(**theirs)])
        return RuleContext(
            companies=companies,
            counterparts=counterparts,
            pairs=all_pairs(1, 1),
            history=history,
            forbidden=forbidden,
            destination="US",
            rivals=rivals,
        )

    return make


def euros(amount: float) -> Money:
    return Money(amount=amount, currency="EUR")


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        pytest.param({"vat_number": "IT1"}, {"vat_number": "IT1"}, True, id="one VAT number"),
        pytest.param({"website": "a.it"}, {"website": "a.it"}, True, id="one website"),
        pytest.param({"name": "Arno", "city": "Pisa"}, {"name": "ARNO", "city": "pisa"}, True, id="name and city"),
        pytest.param(
            {"name": "Arno", "description": "Boats."},
            {"name": "Arno", "description": "boats."},
            True,
            id="name and text",
        ),
        pytest.param({"name": "Arno", "city": "Pisa"}, {"name": "Arno", "city": "Lucca"}, False, id="another city"),
        pytest.param({"name": "Arno"}, {"name": "Arno"}, False, id="a name alone"),
        pytest.param({"id": "7"}, {"id": "7"}, False, id="one id in two files"),
        pytest.param({}, {}, False, id="nothing known"),
    ],
)
def test_a_party_does_not_meet_itself(context: Context, mine: Any, theirs: Any, same: bool) -> None:
    assert is_same_party(context(mine, theirs)).tolist() == [same]


@pytest.mark.parametrize(
    ("forbidden", "excluded"),
    [({("c1", "p1")}, True), ({("p1", "c1"), ("c1", "p2"), ("nobody", "p1")}, False), (set(), False)],
    ids=["this pair", "other pairs", "none"],
)
def test_the_organiser_rules_pairs_out(context: Context, forbidden: set[tuple[str, str]], excluded: bool) -> None:
    assert is_forbidden(context({}, {}, forbidden=frozenset(forbidden))).tolist() == [excluded]


@pytest.mark.parametrize(
    ("relation", "bound"),
    [("investment", True), ("acquisition", True), ("meeting", False), ("advice", False)],
)
def test_who_already_invested_is_bound(
    context: Context, counterpart: Callable[..., Profile], relation: str, bound: bool
) -> None:
    deal = Interaction(startup_id="c1", counterpart_id="p1", relation=relation)
    history = build_history([deal], (), (counterpart(),))
    assert is_already_bound(context({}, {}, history=history)).tolist() == [bound]


def test_without_history_nobody_is_bound(context: Context) -> None:
    assert is_already_bound(context({}, {})).tolist() == [False]


@pytest.mark.parametrize(
    ("mine", "theirs", "owned"),
    [
        pytest.param({"affiliation": "Gruppo Arno"}, {"name": "GRUPPO ARNO"}, True, id="belongs to it"),
        pytest.param({"name": "Tessa"}, {"portfolio": ("Other", "tessa")}, True, id="in its portfolio"),
        pytest.param({"affiliation": "Gruppo Arno"}, {"name": "Gruppo Elsa"}, False, id="belongs to another"),
        pytest.param({"name": "Tessa"}, {"portfolio": ("Other",)}, False, id="not in its portfolio"),
        pytest.param({"name": "Tessa"}, {"name": "Tessa"}, False, id="one name"),
        pytest.param({}, {}, False, id="nothing known"),
    ],
)
def test_owner_and_owned_do_not_meet(context: Context, mine: Any, theirs: Any, owned: bool) -> None:
    assert is_same_owner(context(mine, theirs)).tolist() == [owned]


@pytest.mark.parametrize(
    ("rivals", "holds"),
    [({("c1", "p1")}, True), ({("c1", "p2")}, False), (set(), False)],
    ids=["this", "other", "none"],
)
def test_a_holder_of_a_rival_is_left_out(context: Context, rivals: set[tuple[str, str]], holds: bool) -> None:
    assert holds_rival(context({}, {}, rivals=frozenset(rivals))).tolist() == [holds]


@pytest.mark.parametrize(
    ("home", "works_in", "out"),
    [
        pytest.param("IT", ("FR",), True, id="elsewhere only"),
        pytest.param("IT", ("IT",), False, id="at home"),
        pytest.param("IT", ("FR", "US"), False, id="where the programme leads"),
        pytest.param("IT", ("FR", WORLDWIDE), False, id="anywhere"),
        pytest.param("IT", (), False, id="countries unknown"),
        pytest.param("", ("FR",), False, id="home unknown"),
        pytest.param("", (), False, id="nothing known"),
    ],
)
def test_a_counterpart_out_of_reach(context: Context, home: str, works_in: tuple[str, ...], out: bool) -> None:
    assert is_out_of_reach(context({"country": home}, {"countries": works_in})).tolist() == [out]


@pytest.mark.parametrize(
    ("stage", "accepted", "apart"),
    [
        pytest.param(Stage.IDEA, (Stage.SERIES_A,), True, id="three rungs"),
        pytest.param(Stage.IDEA, (Stage.SEED,), False, id="two rungs"),
        pytest.param(Stage.IDEA, (Stage.PRE_IPO, Stage.SEED), False, id="two rungs from the nearest"),
        pytest.param(None, (Stage.PRE_IPO,), False, id="stage unknown"),
        pytest.param(Stage.IDEA, (), False, id="accepted stages unknown"),
    ],
)
def test_stages_too_far_apart(context: Context, stage: Any, accepted: Any, apart: bool) -> None:
    assert is_stages_apart(context({"stage": stage}, {"stages": accepted})).tolist() == [apart]


def test_a_mature_firm_without_a_stage_is_never_too_far(context: Context) -> None:
    mature = {"kind": ProfileKind.SME, "employees": 150}
    assert is_stages_apart(context(mature, {"stages": (Stage.IDEA,)})).tolist() == [False]


@pytest.mark.parametrize(
    ("amount", "low", "high", "absurd"),
    [
        pytest.param(euros(99.0), euros(1000.0), None, True, id="under a tenth of the smallest"),
        pytest.param(euros(100.0), euros(1000.0), None, False, id="a tenth"),
        pytest.param(euros(5001.0), None, euros(100.0), True, id="over fifty times the largest"),
        pytest.param(euros(5000.0), None, euros(100.0), False, id="fifty times"),
        pytest.param(None, euros(1000.0), euros(2000.0), False, id="amount unknown"),
        pytest.param(euros(1.0), None, None, False, id="ticket unknown"),
        pytest.param(Money(amount=1.0, currency="XTS"), euros(1000.0), None, False, id="unknown currency"),
        pytest.param(euros(float("nan")), euros(1000.0), euros(2000.0), False, id="no number"),
        pytest.param(euros(1e300), euros(1e300), euros(1e300), False, id="more money than there is"),
    ],
)
def test_a_round_the_ticket_cannot_serve(context: Context, amount: Any, low: Any, high: Any, absurd: bool) -> None:
    pair = context({"amount_sought": amount}, {"ticket_min": low, "ticket_max": high})
    assert is_ticket_absurd(pair).tolist() == [absurd]


def test_two_profiles_that_say_nothing_break_no_rule(context: Context) -> None:
    assert broken_rules(context({}, {})).tolist() == [-1]


def test_the_first_broken_rule_is_the_one_named(context: Context) -> None:
    pair = context({"country": "IT", "vat_number": "1"}, {"countries": ("FR",), "vat_number": "1"})
    assert broken_rules(pair).tolist() == [list(RULES).index("same_party")]


def test_each_pair_is_judged_on_its_own(
    company: Callable[..., Profile],
    counterpart: Callable[..., Profile],
    sides: Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]],
) -> None:
    companies, counterparts = sides(
        [company("a", country="IT"), company("b", country="FR")],
        [counterpart("x", countries=("FR",)), counterpart("y"), counterpart("z")],
    )
    context = RuleContext(
        companies=companies,
        counterparts=counterparts,
        pairs=PairRows(companies=np.array([1, 0, 1, 0]), counterparts=np.array([2, 2, 0, 0])),
        history=None,
        forbidden=frozenset({("b", "z"), ("a", "y")}),
        destination="US",
    )
    names = list(RULES)
    assert broken_rules(context).tolist() == [names.index("forbidden"), -1, -1, names.index("out_of_reach")]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_answers_no_pairs_with_no_verdict(
    rule: Rule, sides: Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]
) -> None:
    companies, counterparts = sides([], [])
    nothing = RuleContext(
        companies=companies,
        counterparts=counterparts,
        pairs=all_pairs(0, 0),
        history=None,
        forbidden=frozenset({("a", "b")}),
        destination="US",
    )
    assert rule(nothing).shape == (0,)
