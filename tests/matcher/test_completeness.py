from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.completeness import ENOUGH_WORDS, completeness
from matcher.language import load_messages
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage

FORTY_WORDS = "word " * 40
MONEY = Money(amount=1e6, currency="EUR")


def profile(kind: ProfileKind, **fields: object) -> Profile:
    return Profile(id="x", name="X", kind=kind, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(ProfileKind))
def test_a_name_alone_scores_nothing(kind: ProfileKind) -> None:
    assert completeness(profile(kind)).score == 0.0


@pytest.mark.parametrize(
    ("full", "fields"),
    [
        pytest.param(
            ProfileKind.STARTUP,
            {"stage": Stage.SEED, "seeks": (Intent.PILOT,), "country": "IT"},
            id="startup",
        ),
        pytest.param(
            ProfileKind.SME, {"employees": 150, "seeks": (Intent.PILOT,), "country": "IT"}, id="mature firm, no stage"
        ),
        pytest.param(
            ProfileKind.INVESTOR,
            {"stages": (Stage.SEED,), "ticket_max": MONEY, "countries": ("IT",)},
            id="investor",
        ),
        pytest.param(ProfileKind.UNIVERSITY, {"offers": (Intent.LAB_ACCESS,)}, id="university"),
    ],
)
def test_a_profile_that_says_everything_scores_one(full: ProfileKind, fields: dict[str, object]) -> None:
    answer = completeness(profile(full, description=FORTY_WORDS, sectors=("wine",), **fields))
    assert answer.score == 1.0
    assert answer.missing == ()


def test_half_of_the_words_give_half_of_the_weight_of_text() -> None:
    answer = completeness(profile(ProfileKind.STARTUP, description="word " * 15, offer="word " * 5))
    assert answer.score == pytest.approx(0.40 * 20 / 40)


def test_what_would_help_most_is_named_first() -> None:
    answer = completeness(profile(ProfileKind.STARTUP, description="word " * 36))
    assert answer.missing == ("sectors", "seeking", "country", "stage", "description")


def test_a_wish_in_words_counts_half_of_one_that_was_understood() -> None:
    assert completeness(profile(ProfileKind.STARTUP, needs="partners")).score == pytest.approx(0.1)


@given(
    kind=st.sampled_from(list(ProfileKind)),
    description=st.sampled_from(["", "word", FORTY_WORDS]),
    sectors=st.sampled_from([(), ("wine",)]),
    seeks=st.sampled_from([(), (Intent.PILOT,)]),
    country=st.sampled_from(["", "IT"]),
    stages=st.sampled_from([(), (Stage.SEED,)]),
    ticket=st.sampled_from([None, MONEY]),
)
def test_the_score_lies_between_nothing_and_everything_and_is_one_just_when_nothing_is_missing(
    kind: ProfileKind,
    description: str,
    sectors: tuple[str, ...],
    seeks: tuple[Intent, ...],
    country: str,
    stages: tuple[Stage, ...],
    ticket: Money | None,
) -> None:
    answer = completeness(
        profile(
            kind,
            description=description,
            sectors=sectors,
            seeks=seeks,
            country=country,
            stages=stages,
            ticket_min=ticket,
        )
    )
    assert 0.0 <= answer.score <= 1.0
    assert (answer.score == 1.0) == (answer.missing == ())


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_advice_on_descriptions_says_from_how_many_words_on_they_are_full(lang: str) -> None:
    assert str(ENOUGH_WORDS) in load_messages(lang).label("missing", "description")
