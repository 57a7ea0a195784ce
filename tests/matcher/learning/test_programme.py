from __future__ import annotations

from datetime import date
from itertools import permutations

import numpy as np
import pytest

from matcher.learning.programme import UNDATED, day_after, programme_ledger
from matcher.past.ledger import TRAITS, UNKNOWN
from matcher.profiles import Interaction, Profile, ProfileKind, Stage
from models.encoders import HashingEncoder


def company(name: str, **facts: object) -> Profile:
    return Profile(id=name, name=name, kind=ProfileKind.STARTUP, **facts)  # type: ignore[arg-type]


def deal(startup: str, counterpart: str, day: date | None, outcome: str = "") -> Interaction:
    return Interaction(startup_id=startup, counterpart_id=counterpart, date=day, relation="meeting", outcome=outcome)


A = company(
    "a",
    country="IT",
    region="Toscana",
    city="Pisa",
    stage=Stage.SEED,
    stage_label="Seed",
    sector_labels=("Robotics", "Wine"),
    description="Robots prune vines.",
    founded=2020,
)
B = company("b", country="IT", city="Pisa", sector_labels=("Wine",), description="Robots press grapes.")
DEALS = [deal("a", "x", date(2023, 5, 2)), deal("b", "x", date(2023, 5, 4)), deal("c", "y", date(2023, 5, 3))]


def test_facts_become_columns_of_the_ledger() -> None:
    ledger = programme_ledger([A, B], DEALS)
    assert ledger.company_ids == ("a", "b", "c")
    city = ledger.traits[:, TRAITS.index("city")]
    assert city[0] == city[1] != UNKNOWN
    assert ledger.traits[0, TRAITS.index("stage")] != UNKNOWN == ledger.traits[1, TRAITS.index("stage")]
    assert (ledger.sectors[0] @ ledger.sectors[1].T).toarray() == [[1.0]]
    assert date.fromordinal(int(ledger.founded[0])) == date(2020, 1, 1)
    shared = (ledger.terms[0] != 0).multiply(ledger.terms[1] != 0)
    assert shared.nnz == 2, "robots, and the sector's wine, are the words that both use"


def test_a_company_without_a_profile_still_counts_as_something_that_was_done() -> None:
    ledger = programme_ledger([A], DEALS)
    assert ledger.company_ids == ("a", "b", "c")
    assert (ledger.traits[1:] == UNKNOWN).all()
    assert len(ledger.deal_day) == 3


def test_what_went_badly_is_no_deal() -> None:
    kept = programme_ledger(
        [A, B], [deal("a", "x", None, "5"), deal("b", "x", None, "no_show"), deal("b", "y", None, "1")]
    )
    assert kept.counterpart_ids == ("x",)


def test_an_undated_interaction_is_as_old_as_the_oldest() -> None:
    ledger = programme_ledger([A, B], [*DEALS, deal("b", "y", None)])
    assert [date.fromordinal(int(day)) for day in ledger.deal_day[:2]] == [date(2023, 5, 2)] * 2
    assert (programme_ledger([A], [deal("a", "x", None)]).deal_day == UNDATED.toordinal()).all()


def test_the_order_of_rows_says_nothing() -> None:
    reference = programme_ledger([A, B], DEALS)
    for deals in permutations(DEALS):
        ledger = programme_ledger([B, A], deals)
        assert (ledger.deal_company == reference.deal_company).all()
        assert np.array_equal(ledger.traits, reference.traits)


def test_the_first_of_two_profiles_with_one_id_counts() -> None:
    other = company("a", city="Lucca")
    assert (
        programme_ledger([A, other, B], DEALS).traits[0].tolist() == programme_ledger([A, B], DEALS).traits[0].tolist()
    )


@pytest.mark.parametrize(("deals", "day"), [(DEALS, date(2023, 5, 5)), ([], date(1, 1, 2))], ids=["some", "none"])
def test_the_question_is_asked_the_day_after_the_last_deal(deals: list[Interaction], day: date) -> None:
    assert date.fromordinal(day_after(deals)) == day


def test_with_an_encoder_companies_that_say_what_they_do_have_vectors() -> None:
    silent = company("c", sector_labels=("Wine",))
    ledger = programme_ledger([A, B, silent], DEALS, HashingEncoder())
    assert ledger.vectors is not None
    assert ledger.vectors.rows.any(axis=1).tolist() == [True, True, False]
    assert programme_ledger([A, B], DEALS).vectors is None
