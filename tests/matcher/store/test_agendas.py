"""Agendas keep every version, go back to any, and show participants the published one."""

from __future__ import annotations

import datetime

import pytest

from matcher.agenda.plan import Meeting
from matcher.errors import DataError
from matcher.profiles import Profile, ProfileKind
from matcher.store import (
    Conflict,
    FollowUp,
    NotStored,
    Store,
    Transaction,
    agendas,
    events,
    outcomes,
    parties,
    programmes,
)
from matcher.store.outcomes import Feedback
from matcher.store.rows import Document
from matcher.suggestions import Side


@pytest.fixture
def planned(store: Store, now: datetime.datetime) -> Store:
    """A store with one event of one company and two counterparts."""
    with store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={}, expected_version=0, now=now)
        for party_id, side in (("a", Side.STARTUPS), ("b", Side.COUNTERPARTS), ("c", Side.COUNTERPARTS)):
            profile = Profile(id=party_id, name=party_id, kind=ProfileKind.SME)
            parties.save_party(tx, "p", profile, side=side, source={}, saved_by="u", expected_version=0, now=now)
        events.save_event(tx, "p", "e", name="E", timezone="UTC", plan={}, expected_version=0, now=now)
    return store


def meeting(other_id: str, slot: str) -> Document:
    return {"a": "a", "b": other_id, "slot": slot, "venue": "hub", "table": 2}


def save(tx: Transaction, meetings: list[Document], expected_version: int, now: datetime.datetime) -> int:
    return agendas.save_agenda(
        tx,
        "p",
        "g",
        event_id="e",
        name="Main",
        problem={"slots": []},
        agenda={"meetings": meetings},
        saved_by="u",
        expected_version=expected_version,
        now=now,
    )


def test_an_agenda_goes_back_to_an_earlier_version_as_a_new_one(planned: Store, now: datetime.datetime) -> None:
    with planned.writing() as tx:
        save(tx, [meeting("b", "s1")], 0, now)
        save(tx, [meeting("c", "s1")], 1, now)
        assert agendas.roll_back_agenda(tx, "p", "g", 1, saved_by="v", expected_version=2, now=now) == 3
        versions = agendas.list_agenda_versions(tx, "p", "g")
        current = agendas.get_agenda(tx, "p", "g")
    assert [(each.version, each.copy_of, each.saved_by) for each in versions] == [
        (1, None, "u"),
        (2, None, "u"),
        (3, 1, "v"),
    ]
    assert versions[2].agenda == versions[0].agenda
    assert (current.version, current.current_version, current.published_version) == (3, 3, None)


def test_participants_see_the_published_version(planned: Store, now: datetime.datetime) -> None:
    with planned.writing() as tx:
        save(tx, [meeting("b", "s1"), meeting("c", "s2")], 0, now)
        assert agendas.published_meetings(tx, "p") == []
        assert agendas.publish_agenda(tx, "p", "g", 1, expected_version=1) == 2
        assert save(tx, [meeting("c", "s9")], 2, now) == 2
        seen = agendas.published_meetings(tx, "p", party_id="c")
        assert [each.meeting for each in seen] == [Meeting(a="a", b="c", slot="s2", venue="hub", table=2)]
        assert len(agendas.published_meetings(tx, "p", party_id="a")) == 2
        assert agendas.publish_agenda(tx, "p", "g", 2, expected_version=3) == 4
        assert [each.meeting.slot for each in agendas.published_meetings(tx, "p")] == ["s9"]
        agendas.publish_agenda(tx, "p", "g", None, expected_version=4)
        assert agendas.published_meetings(tx, "p") == []
        with pytest.raises(NotStored):
            agendas.publish_agenda(tx, "p", "g", 3, expected_version=5)
        with pytest.raises(Conflict):
            agendas.publish_agenda(tx, "p", "g", 2, expected_version=4)


def test_documents_are_numbered_without_holes_and_the_agenda_guards_every_change(
    planned: Store, now: datetime.datetime
) -> None:
    with planned.writing() as tx:
        save(tx, [meeting("b", "s1")], 0, now)
        agendas.publish_agenda(tx, "p", "g", 1, expected_version=1)
        agendas.publish_agenda(tx, "p", "g", None, expected_version=2)
        with pytest.raises(Conflict):
            save(tx, [meeting("c", "s1")], 1, now)
        assert save(tx, [meeting("c", "s1")], 3, now) == 2
        assert agendas.roll_back_agenda(tx, "p", "g", 1, saved_by="v", expected_version=4, now=now) == 3
        assert [one.version for one in agendas.list_agenda_versions(tx, "p", "g")] == [1, 2, 3]
        stored = agendas.get_agenda(tx, "p", "g")
        assert (stored.version, stored.current_version) == (5, 3)
        assert agendas.earlier_version(tx, "p", "g", 3) == 2


def test_a_meeting_without_a_slot_is_refused(planned: Store, now: datetime.datetime) -> None:
    with pytest.raises(DataError, match="slot"), planned.writing() as tx:
        save(tx, [{"a": "a", "b": "b", "venue": "hub", "table": 1}], 0, now)


def test_an_agenda_goes_with_its_event(planned: Store, now: datetime.datetime) -> None:
    with planned.writing() as tx:
        save(tx, [meeting("b", "s1")], 0, now)
        assert [each.id for each in agendas.list_agendas(tx, "p", event_id="e")] == ["g"]
        events.delete_event(tx, "p", "e", expected_version=1)
        assert agendas.list_agendas(tx, "p") == []
        assert agendas.list_agenda_versions(tx, "p", "g") == []


def test_both_sides_say_what_came_of_a_meeting(planned: Store, now: datetime.datetime) -> None:
    ours = Feedback(is_kept=True, rating=5, follow_up=FollowUp.AGREEMENT, value_eur=12500.5)
    theirs = Feedback(is_kept=False, reason="nobody came")
    with planned.writing() as tx:
        outcomes.save_outcome(tx, "p", "e", "a", "b", ours, said_by="u", expected_version=0, now=now)
        outcomes.save_outcome(tx, "p", "e", "b", "a", theirs, said_by="v", expected_version=0, now=now)
        said = outcomes.list_outcomes(tx, "p", event_id="e")
        assert [(each.party_id, each.feedback) for each in said] == [("a", ours), ("b", theirs)]
        assert [each.feedback for each in outcomes.list_outcomes(tx, "p", party_id="b")] == [theirs]
