"""Lists by name, the newest first, and what was done since a moment, on both databases."""

from __future__ import annotations

import datetime
from typing import Any

from matcher.profiles import Profile, ProfileKind
from matcher.store import Store, programmes
from matcher.store.audit import note_act
from matcher.store.jobs import ask_for_job
from matcher.store.listing import (
    PartyQuery,
    acts_since,
    find_parties,
    known_parties,
    party_names,
    recent_jobs,
)
from matcher.store.parties import add_parties, set_withdrawn
from matcher.suggestions import Side

NOW = datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)
NAMES = {"p1": "beta", "p2": "Alfa", "p3": "100%_Beta", "p4": "alfa"}


def fill(store: Store) -> None:
    with store.writing() as tx:
        programmes.save_programme(tx, "one", name="One", settings={}, expected_version=0, now=NOW)
        told: list[tuple[Profile, dict[str, Any]]] = [
            (Profile(id=party_id, name=name, kind=ProfileKind.SME if party_id == "p1" else ProfileKind.STARTUP), {})
            for party_id, name in NAMES.items()
        ]
        add_parties(tx, "one", told, side=Side.STARTUPS, saved_by="u", now=NOW)


def found(store: Store, query: PartyQuery, **more: Any) -> list[str]:
    with store.reading() as tx:
        return [party.id for party in find_parties(tx, "one", query, **more)]


def test_parties_are_listed_by_name_whatever_its_case_and_then_by_id(store: Store) -> None:
    fill(store)
    assert found(store, PartyQuery()) == ["p3", "p2", "p4", "p1"]
    assert found(store, PartyQuery(), after="p2", limit=1) == ["p4"]
    assert found(store, PartyQuery(), after="gone") == ["p3", "p2", "p4", "p1"]


def test_words_are_taken_as_they_are(store: Store) -> None:
    fill(store)
    assert found(store, PartyQuery(words="BETA")) == ["p3", "p1"]
    assert found(store, PartyQuery(words="%_")) == ["p3"]
    assert found(store, PartyQuery(words="p4")) == ["p4"]
    assert found(store, PartyQuery(words="\\")) == []


def test_kind_side_and_who_left_narrow_a_list(store: Store) -> None:
    fill(store)
    with store.writing() as tx:
        set_withdrawn(tx, "one", "p2", withdrawn_at=NOW, saved_by="u", expected_version=1, now=NOW)
    assert found(store, PartyQuery(kind=ProfileKind.SME)) == ["p1"]
    assert found(store, PartyQuery(side=Side.COUNTERPARTS)) == []
    assert found(store, PartyQuery(is_withdrawn=True)) == ["p2"]
    with store.reading() as tx:
        assert party_names(tx, "one") == {"p1": "beta", "p3": "100%_Beta", "p4": "alfa"}
        assert known_parties(tx, "one").keys() == NAMES.keys()
        assert {one.id: one.version for one in known_parties(tx, "one", ids=["p1", "p2"]).values()} == {
            "p1": 1,
            "p2": 2,
        }


def test_the_newest_job_is_first(store: Store) -> None:
    fill(store)
    with store.writing() as tx:
        asked = [
            ask_for_job(tx, "one", kind, {}, asked_by="u", now=NOW + datetime.timedelta(seconds=second)).id
            for second, kind in enumerate(("a", "b", "c"))
        ]
    with store.reading() as tx:
        assert [job.id for job in recent_jobs(tx, "one", limit=2)] == [asked[2], asked[1]]


def test_acts_are_counted_from_after_a_moment(store: Store) -> None:
    fill(store)
    with store.writing() as tx:
        for second, action in enumerate(("party.add", "party.add", "party.change", "member.change")):
            at = NOW + datetime.timedelta(seconds=second)
            note_act(tx, "one", actor="u", action=action, subject="p1", now=at)
    with store.reading() as tx:
        assert acts_since(tx, "one", NOW, {"party.add", "party.change"}) == {"party.add": 1, "party.change": 1}
        assert acts_since(tx, "one", NOW + datetime.timedelta(seconds=9), {"party.add"}) == {}
