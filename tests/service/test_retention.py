"""Parties are let go when the time is over for which their programme keeps them, and not before."""

from __future__ import annotations

import datetime

import pytest

from matcher.store import Store
from matcher.store.audit import list_acts
from matcher.store.events import delete_event
from matcher.store.parties import list_parties
from service.retention import last_day, let_go, retention_of

PROGRAMME = "spring"
LAST = datetime.date(2027, 10, 5)
"""A year after the event of the tiny programme."""


def at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC)


def test_the_last_day_is_the_latest_of_any_event() -> None:
    plans = [{"days": [{"date": "2026-10-05"}, {"date": "2026-10-07"}]}, {"days": [{"date": "2026-09-30"}]}, {}]
    assert last_day(plans) == datetime.date(2026, 10, 7)
    assert last_day([]) is None


def test_parties_are_kept_to_the_last_day_and_then_all_let_go(spring: Store) -> None:
    found = retention_of(spring, PROGRAMME)
    assert (found.ended_on, found.kept_until, len(found.party_ids)) == (datetime.date(2026, 10, 5), LAST, 8)
    assert let_go(spring, PROGRAMME, erased_by="u", now=at(LAST)) == 0
    assert let_go(spring, PROGRAMME, erased_by="u", now=at(LAST + datetime.timedelta(days=1))) == 8
    with spring.reading() as tx:
        assert list_parties(tx, PROGRAMME) == []
        noted = [one.detail for one in list_acts(tx, PROGRAMME) if one.action == "privacy.expire"]
    assert noted == [{"parties": 8}]
    assert let_go(spring, PROGRAMME, erased_by="u", now=at(LAST + datetime.timedelta(days=2))) == 0


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_programme_without_an_event_keeps_its_parties(spring: Store) -> None:
    with spring.writing() as tx:
        delete_event(tx, PROGRAMME, "day", expected_version=1)
    assert not retention_of(spring, PROGRAMME).is_over(datetime.date(2099, 1, 1))
