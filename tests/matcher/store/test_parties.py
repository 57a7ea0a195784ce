"""Parties keep every version of their profile, with where it came from, and leave without a trace of others lost."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from matcher.problems import Problem, Severity
from matcher.profiles import Contact, Interaction, Money, Profile, ProfileKind
from matcher.store import (
    Conflict,
    ImportStatus,
    NotStored,
    Store,
    contacts,
    history,
    imports,
    parties,
    presences,
    programmes,
)
from matcher.subjects import ImportSubject
from matcher.suggestions import Side

ALFA = Profile(id="alfa", name="Alfa", kind=ProfileKind.STARTUP, description="sails")
FORM = {"form": "profile"}
SOURCE = {"import": "i1", "file": "f.xlsx", "row": 3}


@pytest.fixture
def known(store: Store, now: datetime.datetime) -> Store:
    """A store with one company."""
    with store.writing() as tx:
        programmes.save_programme(tx, "p", name="", settings={}, expected_version=0, now=now)
        parties.save_party(tx, "p", ALFA, side=Side.STARTUPS, source=SOURCE, saved_by="u", expected_version=0, now=now)
    return store


def test_every_version_of_a_profile_is_kept_with_its_source(known: Store, now: datetime.datetime) -> None:
    later = now + datetime.timedelta(hours=1)
    changed = replace(ALFA, description="sails for ships")
    with known.writing() as tx:
        parties.save_party(
            tx,
            "p",
            changed,
            side=Side.STARTUPS,
            source={"form": "profile"},
            saved_by="v",
            expected_version=1,
            now=later,
        )
        party = parties.get_party(tx, "p", "alfa")
        versions = parties.list_party_versions(tx, "p", "alfa")
    assert (party.profile, party.version, party.created_at, party.updated_at) == (changed, 2, now, later)
    assert [(each.version, each.profile, each.source, each.saved_by) for each in versions] == [
        (1, ALFA, SOURCE, "u"),
        (2, changed, FORM, "v"),
    ]


def test_consent_and_withdrawal_are_versions_too(known: Store, now: datetime.datetime) -> None:
    at = {"saved_by": "u", "now": now}
    with known.writing() as tx:
        parties.set_consent(tx, "p", "alfa", purpose="matching", consented_at=now, expected_version=1, **at)
        with pytest.raises(Conflict):
            parties.set_withdrawn(tx, "p", "alfa", withdrawn_at=now, expected_version=1, **at)
        parties.set_withdrawn(tx, "p", "alfa", withdrawn_at=now, expected_version=2, **at)
        party = parties.get_party(tx, "p", "alfa")
        assert (party.purpose, party.consented_at, party.withdrawn_at) == ("matching", now, now)
        assert [each.profile for each in parties.list_party_versions(tx, "p", "alfa")] == [ALFA] * 3
        with pytest.raises(NotStored):
            parties.set_consent(tx, "p", "nobody", purpose="", consented_at=None, expected_version=1, **at)


def test_who_left_is_neither_matched_nor_listed(known: Store, now: datetime.datetime) -> None:
    with known.writing() as tx:
        assert parties.every_profile(tx, "p", Side.STARTUPS) == (ALFA,)
        assert parties.every_profile(tx, "p", Side.COUNTERPARTS) == ()
        assert parties.count_parties(tx, "p", Side.STARTUPS) == 1
        parties.set_withdrawn(tx, "p", "alfa", withdrawn_at=now, saved_by="u", expected_version=1, now=now)
        assert parties.every_profile(tx, "p", Side.STARTUPS) == ()
        assert parties.count_parties(tx, "p", Side.STARTUPS) == 0
        assert parties.list_parties(tx, "p") == []
        assert [each.id for each in parties.list_parties(tx, "p", with_withdrawn=True)] == ["alfa"]


def test_parties_come_in_pages_by_id(known: Store, now: datetime.datetime) -> None:
    with known.writing() as tx:
        for name in ("delta", "beta", "gamma"):
            profile = Profile(id=name, name=name, kind=ProfileKind.MENTOR)
            parties.save_party(
                tx, "p", profile, side=Side.COUNTERPARTS, source={}, saved_by="u", expected_version=0, now=now
            )
        first = parties.list_parties(tx, "p", limit=2)
        rest = parties.list_parties(tx, "p", after=first[-1].id, limit=2)
        ours = parties.list_parties(tx, "p", side=Side.COUNTERPARTS)
    assert [each.id for each in first + rest] == ["alfa", "beta", "delta", "gamma"]
    assert [each.id for each in ours] == ["beta", "delta", "gamma"]


def test_contacts_are_kept_apart(known: Store) -> None:
    contact = Contact(profile_id="alfa", person="Anna", role="ceo", email="a@alfa.example", phone="1")
    with known.writing() as tx:
        contacts.save_contact(tx, "p", "1", contact, expected_version=0)
        (stored,) = contacts.list_contacts(tx, "p", "alfa")
        assert (stored.contact, stored.version) == (contact, 1)
        assert "alfa.example" not in repr(stored) + repr(parties.get_party(tx, "p", "alfa"))
        contacts.delete_contact(tx, "p", "alfa", "1", expected_version=1)
        assert contacts.list_contacts(tx, "p", "alfa") == []


def test_an_upload_keeps_its_problems_in_order(known: Store, now: datetime.datetime) -> None:
    problems = [
        Problem(
            code="ambiguous_number",
            severity=Severity.WARNING,
            message="m",
            file="f.xlsx",
            sheet="s",
            row=2,
            value="1.500",
        ),
        Problem(code="unknown_column", severity=Severity.NOTE, message="n", file="f.xlsx", column="X", accepted="y"),
    ]
    with known.writing() as tx:
        import_id = imports.add_import(
            tx,
            "p",
            file_name="f.xlsx",
            file_hash="h",
            subject=ImportSubject.STARTUPS,
            status=ImportStatus.PREVIEW,
            summary={},
            content={"rows": []},
            problems=problems,
            added_by="u",
            now=now,
        )
        assert imports.list_problems(tx, "p", import_id) == tuple(problems)
        assert imports.list_problems(tx, "q", import_id) == ()
        assert [each.id for each in imports.list_imports(tx, "p")] == [import_id]


def test_companies_of_earlier_programmes_stand_apart_until_they_take_part(known: Store, now: datetime.datetime) -> None:
    earlier = Profile(id="old", name="Old", kind=ProfileKind.STARTUP)
    saved = {"side": Side.STARTUPS, "source": FORM, "saved_by": "u", "now": now}
    with known.writing() as tx:
        parties.save_party(tx, "p", earlier, expected_version=0, is_earlier=True, **saved)
        assert parties.every_profile(tx, "p", Side.STARTUPS) == (ALFA,)
        assert parties.every_profile(tx, "p", Side.STARTUPS, is_earlier=True) == (earlier,)
        assert [each.id for each in parties.list_parties(tx, "p")] == ["alfa"]
        assert [each.id for each in parties.list_parties(tx, "p", is_earlier=True)] == ["old"]
        assert parties.count_parties(tx, "p", Side.STARTUPS) == 1
        parties.save_party(tx, "p", earlier, expected_version=1, **saved)
        assert parties.count_parties(tx, "p", Side.STARTUPS) == 2


def test_a_fact_of_the_past_is_kept_once_and_whole(known: Store) -> None:
    fact = Interaction(
        startup_id="old",
        counterpart_id="fund",
        date=datetime.date(2025, 10, 1),
        relation="investment",
        outcome="4",
        stage_label="seed",
        amount=Money(amount=1.5e6, currency="USD"),
    )
    bare = Interaction(startup_id="old", counterpart_id="fund")
    with known.writing() as tx:
        assert history.add_interactions(tx, "p", [fact, bare, fact]) == 2
        assert history.add_interactions(tx, "p", [replace(fact, outcome="5"), bare]) == 1
        assert {fact, bare} < set(history.list_interactions(tx, "p"))
        assert history.delete_interactions(tx, "p") == 3
        assert history.list_interactions(tx, "p") == []


def test_a_presence_is_edited_over_the_version_that_was_seen(known: Store, now: datetime.datetime) -> None:
    with known.writing() as tx:
        assert presences.find_presence(tx, "p", "alfa") is None
        said = {"stated_by": "u", "now": now}
        presences.save_presence(tx, "p", "alfa", words="day 1", expected_version=0, **said)
        with pytest.raises(Conflict):
            presences.save_presence(tx, "p", "alfa", words="day 2", expected_version=2, **said)
        presences.save_presence(tx, "p", "alfa", words="day 2", expected_version=1, **said)
        assert [(each.party_id, each.words, each.version) for each in presences.list_presences(tx, "p")] == [
            ("alfa", "day 2", 2)
        ]
        presences.delete_presence(tx, "p", "alfa", expected_version=2)
        assert presences.list_presences(tx, "p") == []
