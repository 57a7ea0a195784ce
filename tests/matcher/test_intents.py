from __future__ import annotations

from collections.abc import Callable

import pytest

from matcher.intents import INTENTS, USUAL_OFFERS, USUAL_SEEKS, offers_matrix, seeks_matrix
from matcher.profiles import Intent, Profile, ProfileKind


def test_a_stated_wish_counts_fully_and_silences_what_is_usual(company: Callable[..., Profile]) -> None:
    row = seeks_matrix((company(seeks=(Intent.LICENSING,)),))[0]
    assert row[INTENTS.index(Intent.LICENSING)] == 1.0
    assert row.sum() == 1.0


def test_a_startup_that_says_nothing_seeks_what_startups_usually_seek(company: Callable[..., Profile]) -> None:
    row = seeks_matrix((company(),))[0]
    assert row[INTENTS.index(Intent.RAISE_CAPITAL)] == pytest.approx(0.6)
    assert row[INTENTS.index(Intent.LAB_ACCESS)] == 0.0


def test_a_fund_that_also_offers_a_pilot_still_invests(counterpart: Callable[..., Profile]) -> None:
    row = offers_matrix((counterpart(offers=(Intent.PILOT,)),))[0]
    assert row[INTENTS.index(Intent.PILOT)] == 1.0
    assert row[INTENTS.index(Intent.RAISE_CAPITAL)] == pytest.approx(0.9)


def test_no_profiles_give_no_rows() -> None:
    assert seeks_matrix(()).shape == offers_matrix(()).shape == (0, len(INTENTS))


@pytest.mark.parametrize("usual", [USUAL_SEEKS, USUAL_OFFERS], ids=["seeks", "offers"])
@pytest.mark.parametrize("kind", list(ProfileKind))
def test_what_is_usual_never_outweighs_what_is_stated(
    usual: dict[ProfileKind, dict[Intent, float]], kind: ProfileKind
) -> None:
    assert all(0.0 < weight < 1.0 for weight in usual[kind].values())
