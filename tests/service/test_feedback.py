"""What both sides say becomes one fact of one meeting."""

from __future__ import annotations

import datetime

import pytest

from matcher.profiles import Interaction
from matcher.store import FollowUp
from matcher.store.outcomes import Feedback, Outcome
from matcher.store.shown import Shown
from service.feedback import exposures, interactions_of, value_of

NOW = datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)
COMPANIES = {"st-1", "st-2"}


def outcome(party: str, other: str, feedback: Feedback, *, event: str = "day", days: int = 0) -> Outcome:
    return Outcome(
        programme_id="p",
        event_id=event,
        party_id=party,
        other_id=other,
        feedback=feedback,
        said_by="u",
        said_at=NOW + datetime.timedelta(days=days),
        version=1,
    )


def meeting(told: str, relation: str = "meeting") -> Interaction:
    return Interaction(startup_id="st-1", counterpart_id="inv-1", date=NOW.date(), relation=relation, outcome=told)


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (Feedback(is_kept=True), Feedback(is_kept=True), "kept"),
        (Feedback(is_kept=True, rating=5), Feedback(is_kept=False), "no_show"),
        (Feedback(rating=5), Feedback(rating=2), "3.5"),
        (Feedback(rating=4), Feedback(rating=4), "4"),
        (Feedback(reason="not now"), Feedback(), "kept"),
    ],
)
def test_two_voices_make_one_meeting(ours: Feedback, theirs: Feedback, told: str) -> None:
    said = [outcome("st-1", "inv-1", ours, days=3), outcome("inv-1", "st-1", theirs)]
    assert interactions_of(said, COMPANIES) == (meeting(told),)


def test_what_followed_is_a_fact_of_its_own_by_the_furthest_stage() -> None:
    said = [
        outcome("st-1", "inv-1", Feedback(is_kept=True, follow_up=FollowUp.AGREEMENT)),
        outcome("inv-1", "st-1", Feedback(is_kept=True, follow_up=FollowUp.CONTACT)),
    ]
    assert interactions_of(said, COMPANIES) == (meeting("kept"), meeting("", "agreement"))


def test_two_events_are_two_meetings_and_strangers_are_left_out() -> None:
    said = [
        outcome("st-1", "inv-1", Feedback(rating=4)),
        outcome("st-1", "inv-1", Feedback(rating=2), event="later"),
        outcome("st-1", "st-2", Feedback(rating=2)),
        outcome("gone", "inv-1", Feedback(rating=2)),
    ]
    assert [one.outcome for one in interactions_of(said, COMPANIES)] == ["4", "2"]


def test_what_was_shown_and_never_met_is_kept_apart_from_what_was_never_shown() -> None:
    def seen(viewer: str, other: str, rank: int) -> Shown:
        return Shown(
            programme_id="p", id="", run_id="r", viewer_id=viewer, other_id=other, rank=rank, place="page", shown_at=NOW
        )

    shown = [seen("st-1", "inv-1", 4), seen("inv-1", "st-1", 2), seen("st-1", "inv-2", 1)]
    found = exposures(shown, [outcome("st-2", "inv-3", Feedback(rating=5))], COMPANIES)
    told = [(one.company_id, one.counterpart_id, one.times_shown, one.best_rank) for one in found]
    assert told == [("st-1", "inv-1", 2, 2), ("st-1", "inv-2", 1, 1), ("st-2", "inv-3", 0, None)]
    assert [one.interaction is None for one in found] == [True, True, False]


def test_an_agreement_that_both_tell_of_is_worth_its_value_once() -> None:
    deal = Feedback(is_kept=True, follow_up=FollowUp.AGREEMENT, value_eur=1000.0)
    said = [
        outcome("st-1", "inv-1", deal),
        outcome("inv-1", "st-1", Feedback(is_kept=True, value_eur=1200.0)),
        outcome("st-2", "inv-1", Feedback(is_kept=False)),
    ]
    assert value_of(said) == {
        "kept": 1,
        "no_show": 1,
        "contact": 0,
        "negotiation": 0,
        "agreement": 1,
        "value_eur": 1200.0,
    }
